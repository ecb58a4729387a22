/** 会诊 of the demonstration month, 症状 and 化验: every figure against the engine, the ranking and the registers it must agree with. */
import { describe, expect, it } from 'vitest';
import { evaluatePeriod } from '../../src/main/handlers/evaluation.ts';
import { addScheme } from '../../src/main/store/schemes.ts';
import { findTask, finishNode } from '../../src/main/store/tasks.ts';
import type { CostedWork } from '../../src/shared/consultation/facts.ts';
import { roles } from '../../src/shared/contract/roles.ts';
import { divide, exact, hundred, sum } from '../../src/shared/engine/decimal.ts';
import type { RankingList } from '../../src/shared/engine/index.ts';
import { DISTRICTS, demo, LAST, PERIOD, rankedWith } from '../support/consultations.ts';
import { assigned } from '../support/tasks.ts';

const sentenceOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    return (error as { code?: string; message: string }).code ?? String(error);
  }
  return 'no error';
};

describe('who is diagnosed', () => {
  it.each(['district', 'specialGroup'] as const)('%s: whoever the ranking has on its last place', async (list: RankingList) => {
    const app = await demo();
    const { evaluation } = await app.run('rankings.view', { period: PERIOD, list });
    const found = await app.run('consultations.candidates', { period: PERIOD, list });
    const lowest = Math.max(...evaluation.entries.map(({ rank }) => rank ?? 0));
    const last = evaluation.entries.filter(({ rank }) => rank === lowest).map(({ organisation }) => organisation);
    expect(found.last.map(({ organisation }) => organisation)).toEqual(last);
    expect(found.opened.map(({ organisation }) => organisation)).toEqual(last);
    expect(found.units).toHaveLength(evaluation.entries.length);
    expect(found.refusal).toBeNull();
    for (const { organisation } of found.opened) {
      const { head } = await app.run('consultations.view', { period: PERIOD, list, organisation });
      expect(head).toMatchObject({ why: 'last', seal: null, rank: lowest, seed: '2018-02 第1版' });
      expect(head.basis).toContain('试算');
    }
  });
  it('a last place that cannot be told from the next is said on 会诊, on 排名 and in the bulletin, and a rule sends both', async () => {
    const app = await demo();
    const before = await app.run('consultations.candidates', DISTRICTS);
    expect(before.word).toBe('难分伯仲');
    expect(before.within.map(({ name }) => name)).toEqual(['经济开发区']);
    expect(before.note).toContain('末位难分伯仲：周村区与经济开发区只差 0.07 分');
    const view = await app.run('rankings.view', DISTRICTS);
    expect(view.closeLast).toEqual({
      words: expect.stringContaining('末位难分伯仲：周村区与经济开发区'),
      sent: [],
      diagnosed: [],
    });
    expect(view.speeches.filter(({ kind }) => kind === '表态发言').map(({ name }) => name)).toEqual(['周村区']);

    await app.run('settings.saveSpeeches', { district: 1, specialGroup: 3, band: true });
    const after = await app.run('consultations.candidates', DISTRICTS);
    expect(after.opened.map(({ name }) => name)).toEqual(['经济开发区', '周村区']);
    const sent = await app.run('rankings.view', DISTRICTS);
    expect(sent.closeLast?.sent).toEqual(['经济开发区']);
    expect(sent.speeches.filter(({ kind }) => kind === '表态发言')).toEqual([
      expect.objectContaining({ name: '周村区', why: '当月排名最后' }),
      expect.objectContaining({ name: '经济开发区', why: '与末位难分伯仲' }),
    ]);
    const { head } = await app.run('consultations.view', { ...DISTRICTS, organisation: 'JKQ' });
    expect(head.why).toBe('band');
    expect(head.note).toContain('一并列入');
  });
  it('nobody is last while somebody is missing; a unit without a score is refused, any other can be opened', async () => {
    const app = await demo();
    await app.run('observations.save', {
      period: PERIOD,
      edits: [{ organisation: 'GQ', indicator: 'C4', value: null, state: 'reported', note: '' }],
    });
    const found = await app.run('consultations.candidates', DISTRICTS);
    expect(found).toMatchObject({ last: [], opened: [], word: null, note: null });
    expect(found.refusal).toContain('因高青县缺报');
    expect(found.units).toHaveLength(10);
    expect(await sentenceOf(app.run('consultations.view', { ...DISTRICTS, organisation: 'GQ' }))).toBe('consultations.noScore');
    expect(await sentenceOf(app.run('consultations.view', { ...DISTRICTS, organisation: 'NOBODY' }))).toBe(
      'organisation.unknown',
    );
    const { head } = await app.run('consultations.view', LAST);
    expect(head).toMatchObject({ units: 10, why: 'chosen', note: null });
    expect(head.basis).toContain('1 个单位缺报');
    const { tests } = await app.run('consultations.diagnosis', LAST);
    expect(tests.costs.works.length).toBeGreaterThan(0);
  });
  it('everybody who has signed in may read it', () => {
    for (const name of ['consultations.candidates', 'consultations.view', 'consultations.diagnosis'] as const)
      expect(roles[name]).toContain('view');
  });
});

describe('症状', () => {
  it('stand as the ranking and its course say', async () => {
    const app = await demo();
    const { evaluation, history } = await app.run('rankings.view', DISTRICTS);
    const { head, symptoms } = await app.run('consultations.view', LAST);
    const own = evaluation.entries.find(({ organisation }) => organisation === 'ZCU');
    expect(head).toMatchObject({ score: own?.score, rank: own?.rank, units: 11, isDemo: true });
    const [mean, above, best] = symptoms.gaps;
    const scores = evaluation.entries.map(({ score }) => exact(score ?? 0));
    const average = divide(sum(scores), exact(11)).toDecimalPlaces(2).toFixed(2);
    expect(mean).toMatchObject({ against: 'mean', score: average });
    expect(above).toMatchObject({ against: 'above', score: evaluation.entries.at(-2)?.score });
    expect(best).toMatchObject({ against: 'best', score: evaluation.entries[0]?.score });
    for (const gap of symptoms.gaps)
      expect(gap.gap).toBe(
        exact(own?.score ?? 0)
          .minus(gap.score)
          .toFixed(2),
      );
    expect(symptoms.course.map(({ period, rank, score }) => ({ period, rank, score }))).toEqual(history.ZCU);
    // Last of all eleven: the units belong to groups, and are ranked without them.
    const places = Object.values(history);
    const lastIn = (period: string) => Math.max(...places.flatMap((one) => one.find((at) => at.period === period)?.rank ?? []));
    expect(symptoms.course.map(({ isLast }) => isLast)).toEqual(
      symptoms.course.map(({ period, rank }) => rank === lastIn(period)),
    );
    expect(symptoms.course.filter(({ isLast }) => isLast)).toHaveLength(1);
    expect(symptoms.total.points.map(({ value }) => value)).toEqual(history.ZCU?.map(({ score }) => score));
  });
  it('rates are those of the engine, gaps those to the median of the others', async () => {
    const app = await demo();
    const { evaluation } = await app.run('rankings.view', DISTRICTS);
    const { symptoms } = await app.run('consultations.view', LAST);
    const rate = (organisation: string, code: string): number => {
      const item = evaluation.entries.find((one) => one.organisation === organisation)?.items.find((one) => one.code === code);
      return exact(item?.points ?? 0)
        .times(hundred)
        .div(item?.effectiveFullPoints ?? 1)
        .toNumber();
    };
    for (const line of symptoms.lines) {
      const code = line.code ?? '';
      expect(Number(line.points.at(-1)?.value)).toBeCloseTo(rate('ZCU', code), 2);
      const others = evaluation.entries
        .filter(({ organisation }) => organisation !== 'ZCU')
        .map(({ organisation }) => rate(organisation, code))
        .sort((a, b) => a - b);
      const median = ((others[4] ?? 0) + (others[5] ?? 0)) / 2;
      const cell = symptoms.grid.find((one) => one.code === code);
      expect(Number(cell?.gap)).toBeCloseTo(rate('ZCU', code) - median, 1);
      // No arrow without a signal or a trend: 无显著变化 is what most lines say.
      if (line.course === 'steady') expect(line.words).toContain('无显著变化');
    }
    expect(symptoms.lines.filter(({ course }) => course === 'steady').length).toBeGreaterThan(symptoms.lines.length / 2);
  });
  it('a new version of the scheme starts the reckoning anew, and a short course makes no statement', async () => {
    const app = await demo();
    const { scheme } = evaluatePeriod(app.context.reader(), PERIOD, 'district');
    app.context.write({ action: '测试', subject: '', detail: null }, (tx) => {
      addScheme(tx, { ...scheme, version: 2, effectiveFrom: '2018-01' });
    });
    const { symptoms } = await app.run('consultations.view', LAST);
    expect(symptoms.total.segments.map(({ count }) => count)).toEqual([10, 2]);
    expect(symptoms.total.segments[0]?.word).toBe('初步');
    expect(symptoms.total.course).toBe('unknown');
    expect(symptoms.total.words).toContain('只有 2 期');
  });
  it('data come first: what was recounted otherwise, what lies off its course, what is not simply reported', async () => {
    const app = await demo();
    const first = await app.run('consultations.view', LAST);
    expect(first.symptoms.quality.map(({ kind, indicator }) => `${kind} ${indicator}`)).toEqual(['factor A1b', 'outlier B3a']);
    const { cells } = await app.run('observations.matrix', DISTRICTS);
    const was = cells.ZCU?.C4?.value;
    await app.run('observations.save', {
      period: PERIOD,
      edits: [
        { organisation: 'ZCU', indicator: 'C4', value: '12.0', state: 'reported', note: '' },
        { organisation: 'ZCU', indicator: 'D2', value: null, state: 'notReported', note: '没有报' },
      ],
    });
    const { symptoms } = await app.run('consultations.view', LAST);
    expect(was).not.toBe('12.0');
    expect(symptoms.quality).toContainEqual(expect.objectContaining({ kind: 'finding', indicator: 'C4' }));
    expect(symptoms.quality).toContainEqual(expect.objectContaining({ kind: 'state', indicator: 'D2' }));
  });
});

describe('化验', () => {
  it('分值到件: each record costs what the engine says, alone and together, and opens', { timeout: 120_000 }, async () => {
    const app = await demo();
    const { tests } = await app.run('consultations.diagnosis', LAST);
    const { works, silent, joint } = tests.costs;
    const [problem, notice] = (['problem', 'notice'] as const).map((kind) => works.find((work) => work.kind === kind));
    const node = works.find(({ kind, change }) => kind === 'node' && change.includes('逾期完成'));
    const channel = works.find(({ id }) => id.startsWith('figure wechat'));
    const expected: readonly (readonly [CostedWork | undefined, Readonly<Record<string, number>>])[] = [
      [problem, { B2b: 1 }],
      [notice, { B3a: -1 }],
      [node, { A1b: 1, A1c: -1 }],
      [channel, { D2: -1 }],
    ];
    for (const [work, moves] of expected) {
      const ranked = await rankedWith(app, 'ZCU', moves);
      expect([work?.score, work?.rank], work?.title).toEqual([ranked?.score, ranked?.rank]);
    }
    // What is written down in the grid moves the score by what was said.
    const { cells } = await app.run('observations.matrix', DISTRICTS);
    const urges = exact(cells.ZCU?.B3a?.value ?? 0)
      .minus(1)
      .toFixed();
    await app.run('observations.save', {
      period: PERIOD,
      edits: [{ organisation: 'ZCU', indicator: 'B3a', value: urges, state: 'reported', note: '' }],
    });
    const { evaluation } = await app.run('rankings.view', DISTRICTS);
    expect(evaluation.entries.find(({ organisation }) => organisation === 'ZCU')?.score).toBe(notice?.score);
    expect(exact(joint.score).gt(notice?.score ?? 0)).toBe(true);
    for (const { link } of [...works, ...silent]) {
      if (!link) continue;
      const id = Number(link.id.split(' ').at(-1));
      if (link.feature === 'tasks') expect((await app.run('tasks.record', { id, period: PERIOD })).task.organisation).toBe('ZCU');
      if (link.feature === 'notices')
        expect((await app.run('notices.record', { id, period: PERIOD })).notice.organisation).toBe('ZCU');
      if (link.feature === 'inspections')
        expect((await app.run('inspections.problem', { id, period: PERIOD })).problem.organisation).toBe('ZCU');
      if (link.feature === 'claims') expect((await app.run('claims.record', { id })).claim.organisation).toBe('ZCU');
    }
  });
  it('every unit of both lists adds up: comparisons to the gap, costs to the joint but for the interplay said', {
    timeout: 300_000,
  }, async () => {
    const app = await demo();
    for (const list of ['district', 'specialGroup'] as const) {
      const { units } = await app.run('consultations.candidates', { period: PERIOD, list });
      for (const { organisation, name, score } of units) {
        const { tests, firmness, prescription } = await app.run('consultations.diagnosis', {
          period: PERIOD,
          list,
          organisation,
        });
        for (const { view } of tests.comparisons) {
          const shown = sum(view.rows.map((row) => exact(row.shown)));
          expect(shown.toFixed(2), name).toBe(view.total?.shown);
        }
        const { works, joint, interplay } = tests.costs;
        const added = sum(works.map(({ cost }) => exact(cost))).plus(interplay);
        expect(Math.abs(added.minus(joint.shown).toNumber()), name).toBeLessThan(0.011);
        expect(Math.abs(exact(joint.score).minus(score).minus(joint.shown).toNumber()), name).toBeLessThan(0.011);
        for (const { rows } of firmness.simulations) {
          for (const row of rows) expect(row.places.reduce((all, one) => all + one, 0)).toBeCloseTo(1, 9);
        }
        for (const plan of prescription.route?.plans ?? []) {
          if (plan.state !== 'reached') continue;
          expect(exact(plan.score).gt(plan.target.expected), `${name} ${plan.kind}`).toBe(true);
          for (const work of plan.works) expect(prescription.works.some(({ id }) => id === work.id)).toBe(true);
        }
      }
    }
  });
  it('the chain counts the very tasks of the ledger', async () => {
    const app = await demo();
    const { tests } = await app.run('consultations.diagnosis', LAST);
    const { rows } = await app.run('tasks.view', { period: PERIOD });
    const parents = new Set(rows.map(({ parentId }) => parentId));
    const own = rows.filter(
      ({ id, organisation, state }) =>
        organisation === 'ZCU' && !parents.has(id) && !['noNeed', 'withdrawn', 'suspended'].includes(state),
    );
    const { chain } = tests;
    if (!chain) throw new Error(tests.chainRefusal ?? '');
    const counts = chain.stages.map(({ count }) => count);
    expect(counts[0]).toBe(own.filter(({ state }) => state !== 'draft').length);
    expect([...counts].sort((a, b) => b - a)).toEqual(counts);
    const stopped = chain.stages.flatMap((stage) => stage.stopped.map(({ id }) => Number(id)));
    expect(stopped.length + (counts.at(-1) ?? 0)).toBe(own.length);
    for (const id of stopped) expect(own.some((row) => row.id === id)).toBe(true);
    const late = own.filter(({ light }) => light.daysLate > 0);
    const stuck = new Set(chain.stages.slice(0, 4).flatMap((stage) => stage.stopped.map(({ id }) => Number(id))));
    expect(late.every(({ id }) => stuck.has(id))).toBe(true);
    expect(chain.bottleneck).toBe(3);
    expect(chain.words).toContain('“责任人和资源到位 → 节点推进”');
  });
  it('the chain of a month that is over is that of its last day: nothing entered or done since changes it', async () => {
    const app = await demo();
    const chain = async () => (await app.run('consultations.diagnosis', LAST)).tests.chain;
    const before = await chain();
    const waiting = before?.stages[3]?.stopped ?? [];
    expect(waiting.length).toBeGreaterThan(0);
    app.context.write({ action: '办结节点', subject: '三月补办' }, (tx) => {
      for (const { id } of waiting) {
        for (const node of findTask(tx, Number(id))?.nodes ?? []) {
          if (node.doneOn === null) finishNode(tx, Number(id), node, '2018-03-05');
        }
      }
    });
    await assigned({ app }, { organisation: 'ZCU', number: '300', startsOn: '2018-03-08' });
    expect(await chain()).toEqual(before);
  });
  it('a meeting of the 专项小组 that was planned and not held is one of the works', async () => {
    const app = await demo();
    const { tests, prescription } = await app.run('consultations.diagnosis', LAST);
    const missed = tests.costs.works.filter(({ kind }) => kind === 'session');
    // 3 points, four planned.
    expect(missed.map(({ shown, kindName, link }) => [shown, kindName, link?.feature])).toEqual([
      ['0.75', '专项小组会议', 'registers'],
    ]);
    expect(tests.costs.unrecorded.map(({ code }) => code)).not.toContain('A5');
    expect(prescription.works.some(({ id }) => id === missed[0]?.id)).toBe(true);
  });
  it('工作量 is the office’s to judge, and the plans follow', async () => {
    const app = await demo();
    const least = async () => {
      const { prescription } = await app.run('consultations.diagnosis', LAST);
      const plan = prescription.route?.plans[0];
      return plan?.state === 'reached' ? { effort: plan.effort, works: plan.works.map(({ id }) => id) } : null;
    };
    const before = await least();
    const [first] = before?.works ?? [];
    if (before?.works.length !== 1 || first === undefined) throw new Error('the least plan is one work');
    await app.run('consultations.setEffort', { ...LAST, work: first, effort: 3 });
    const after = await least();
    expect(after?.works).not.toEqual(before.works);
    expect(after?.effort).toBeLessThan(3);
    const [act] = await app.run('audit.list', { before: null });
    expect(act).toMatchObject({ action: '定工作量', subject: expect.stringContaining('工作量大') });
    // Said again it is no act.
    await app.run('consultations.setEffort', { ...LAST, work: first, effort: 3 });
    expect((await app.run('audit.list', { before: null }))[0]?.id).toBe(act?.id);
    expect(await app.call('consultations.setEffort', { ...LAST, work: 'node 99999', effort: 2 })).toMatchObject({
      ok: false,
      error: { code: 'consultations.refused' },
    });
    expect((await app.call('consultations.setEffort', { ...LAST, work: first, effort: 4 } as never)).ok).toBe(false);
  });
  it('with empty registers says so and draws nothing', async () => {
    const app = await demo(false);
    const { tests, prescription } = await app.run('consultations.diagnosis', LAST);
    expect(tests).toMatchObject({ chain: null, chainRefusal: expect.stringContaining('台账里没有周村区的任务') });
    expect(tests.costs.works).toEqual([]);
    expect(tests.costs.words).toBe('登记里没有周村区本期少得分的事项。');
    expect(prescription.route?.plans[0]).toMatchObject({ state: 'failed', reason: 'noWorks' });
    expect(prescription.words).toContain('2018年3月无法摘帽');
  });
});
