/** 督察: from a problem to points by its clause, what that does to a score, and the record a point leads back to. */
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { inspectionsFigures } from '../../src/main/handlers/inspection-figures.ts';
import { DEFAULT_CLAUSES } from '../../src/shared/inspections/clauses.ts';
import { messageOf } from '../support/claims.ts';
import { draft, office, PERIOD, problemsIn, SITES, visited } from '../support/inspections.ts';
import { handInMonth } from '../support/month.ts';
import { add, assigned } from '../support/tasks.ts';

const [OWN] = draft().problems;
if (!OWN) throw new Error('no problem');

const figuresOf = ({ context }: App, organisation: string, period = PERIOD) =>
  inspectionsFigures(context.reader(), period).filter((one) => one.organisation === organisation);
const figureOf = (app: App, organisation: string, indicator: string, period = PERIOD) =>
  figuresOf(app, organisation, period).find((one) => one.indicator === indicator)?.value;
const lineOf = async (app: App, item: string) => {
  const { evaluation } = await app.run('rankings.view', { period: PERIOD, list: 'district' });
  const entry = evaluation.entries.find(({ organisation }) => organisation === 'ZD');
  return { points: entry?.items.find(({ code }) => code === item)?.points ?? null, score: entry?.score ?? null };
};

describe('扣分条款', () => {
  it('a problem takes points off its site, the score moves by them once they are filled in, and the figure leads to the visit', async () => {
    const desk = await office();
    const { app } = desk;
    await app.run('inspections.saveSites', { sites: SITES });
    const visit = await visited(desk, { problems: [OWN] });
    const { problem, effects } = await app.run('inspections.problem', {
      id: (await problemsIn(desk))[0]?.id ?? 0,
      period: PERIOD,
    });
    expect(problem.charge).toMatchObject({ indicator: 'B1b', points: '1', item: 'B1', itemName: '现场督察评分' });
    // Site score 88.5 of 100, less 1; B1 is worth 15 points.
    expect(effects).toHaveLength(1);
    const [effect] = effects;
    const [b1, b2] = effect?.lines ?? [];
    expect(b1).toMatchObject({ item: 'B1', points: '13.125', without: '13.275', isFilled: false, counted: ['点位得分扣 1 分'] });
    expect(b2).toMatchObject({ item: 'B2', points: '0', without: null, counted: ['到期 1 个，按期销号 0 个'] });
    const fed = figuresOf(app, 'ZD');
    const b1b = fed.find(({ indicator }) => indicator === 'B1b');
    expect(b1b).toMatchObject({ value: '87.5', words: '督察记录 1 个点位，得分 87.5，其中问题扣 1 分' });
    expect(b1b?.entries).toEqual([
      { feature: 'inspections', id: `visit ${visit}`, words: '2018-02-08 ZD-01点位 得分 87.5（问题扣 1 分）' },
    ]);
    expect(fed.find(({ indicator }) => indicator === 'B2a')?.entries).toEqual([
      { feature: 'inspections', id: `problem ${problem.id}`, words: 'ZD-01点位“台账缺两个月” 未按期销号' },
    ]);
    const cells = ['B1a', 'B1b', 'B2a', 'B2b'].map((indicator) => ({ organisation: 'ZD', indicator }));
    await app.run('feeds.apply', { period: PERIOD, cells });
    expect(await lineOf(app, 'B1')).toEqual({ points: '13.125', score: effect?.score });
    const [filled] = (await app.run('inspections.problem', { id: problem.id, period: PERIOD })).effects;
    expect(filled?.lines.map(({ isFilled }) => isFilled)).toEqual([true, true]);
    // B2 has no other problem: without this one its 8 points would go to the rest of the block.
    expect([filled?.score, filled?.scoreWithout]).toEqual([effect?.score, effect?.scoreWithout]);
    expect(Number(effect?.scoreWithout)).toBeGreaterThan(Number(effect?.score));
  });
  it('another rule counts for later visits; a sealed month, a figure of no line and later points off a site are refused', async () => {
    const desk = await office();
    const { app } = desk;
    await app.run('inspections.saveSites', { sites: SITES });
    await visited(desk, { problems: [OWN] });
    const clauses = structuredClone(DEFAULT_CLAUSES) as unknown as Record<keyof typeof DEFAULT_CLAUSES, never>;
    const with_ = (change: object) => ({ ...clauses, ledger: { ...DEFAULT_CLAUSES.ledger, ...change } });
    const save = (change: object, period = PERIOD) => app.call('inspections.saveClauses', { period, clauses: with_(change) });
    expect(messageOf(await save({ indicator: 'C3a' }))).toContain('“台账资料不规范”的条款 C3a 不在本期方案里');
    expect(messageOf(await save({ overdue: '1' }))).toContain('这两栏应为 0');
    expect(messageOf(await save({ found: { minor: '一', major: '2', grave: '5' } }))).toContain('扣分写成 0 至 99 的数');
    expect(messageOf(await save({ found: { minor: '3.5', major: '4', grave: '5' } }))).toBe('ok');
    expect(figureOf(app, 'ZD', 'B1b')).toBe('87.5');
    const second = await visited(desk, { site: 'ZD-03', problems: [OWN] });
    expect(await app.run('inspections.visit', { id: second })).toMatchObject({
      checklistScore: '88.5',
      score: '85',
      taken: ['3.5'],
    });
    expect(figureOf(app, 'ZD', 'B1b')).toBe('172.5');
    expect(() => app.context.db().exec("UPDATE inspection_clauses SET points = '0'")).toThrow('taken away and put again');
    expect(() => app.context.db().exec('DELETE FROM inspection_clauses')).toThrow('a signed visit never changes');
    await handInMonth(app, PERIOD);
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    expect(messageOf(await save({ indicator: null }))).toContain('2018年2月已封账');
    // What the sealed month was scored by is not reckoned again.
    const [first] = await problemsIn(desk);
    expect((await app.run('inspections.problem', { id: first?.id ?? 0, period: PERIOD })).effects).toEqual([]);
  }, 30_000);
  it('counts into a line of the office’s own scheme: found, late, come back, each in its month', async () => {
    const desk = await office();
    const { app } = desk;
    await app.run('inspections.saveSites', { sites: SITES });
    await app.run('indicators.save', {
      id: null,
      code: 'B4',
      name: '督察问题扣分数',
      unit: '分',
      direction: 'lower',
      decimals: 1,
      frequency: 'month',
      formula: null,
      groupName: '督察',
      aliases: [],
    });
    const [version] = await app.run('schemes.list', {});
    await app.run('schemes.startDraft', { from: version?.id ?? 0 });
    const scheme = await app.run('schemes.draft', {});
    if (!scheme) throw new Error('no draft');
    const items = scheme.rules.items.flatMap((item) =>
      item.code === 'B1'
        ? [
            { ...item, fullPoints: '10' },
            {
              ...item,
              code: 'B4',
              name: '督察问题',
              fullPoints: '5',
              inputs: { value: 'B4' },
              method: { kind: 'deductFromFull' as const, perUnit: '1' },
              clause: '督察发现问题按条款扣分，扣完为止。',
            },
          ]
        : [item],
    );
    await app.run('schemes.saveDraft', { name: scheme.name, rules: { ...scheme.rules, items } });
    expect(messageOf(await app.call('schemes.activate', { effectiveFrom: '2018-02' }))).toBe('ok');
    const { clauseChoices } = await app.run('inspections.visits', { period: PERIOD });
    expect(clauseChoices.map(({ indicator }) => indicator)).toEqual(['B1b', 'B4']);
    const own = { indicator: 'B4', found: { minor: '0.5', major: '1', grave: '2' }, overdue: '1', relapsed: '1.5' };
    const clauses = Object.fromEntries(Object.keys(DEFAULT_CLAUSES).map((category) => [category, own]));
    await app.run('inspections.saveClauses', { period: PERIOD, clauses: clauses as never });
    await visited(desk, { problems: [OWN] });
    // Due on 14 February and not put right: 0.5 for being found, 1 for being late; a site's score is left alone.
    expect([figureOf(app, 'ZD', 'B4'), figureOf(app, 'BS', 'B4'), figureOf(app, 'ZD', 'B1b')]).toEqual(['1.5', '0', '88.5']);
    const id = (await problemsIn(desk))[0]?.id ?? 0;
    const line = (await app.run('inspections.problem', { id, period: PERIOD })).effects[0]?.lines.find(
      ({ item }) => item === 'B4',
    );
    expect(line).toMatchObject({ points: '3.5', without: '5', counted: ['发现扣 0.5', '到期未按期整改扣 1'] });
    desk.choose('整改.pdf', '%PDF 补齐');
    await app.run('inspections.attach', { id });
    await app.run('inspections.report', { id, onDay: '2018-02-14', words: '补齐' });
    await app.run('inspections.revisit', { id, onDay: '2018-02-22', words: '属实' });
    await app.run('inspections.close', { id, onDay: '2018-02-22' });
    expect(figureOf(app, 'ZD', 'B4')).toBe('0.5');
    await app.run('inspections.relapse', { id, onDay: '2018-03-01', words: '又停更', days: 3 });
    // March: it came back, and the new time ended.
    expect(figureOf(app, 'ZD', 'B4', '2018-03')).toBe('2.5');
    expect(figuresOf(app, 'ZD', '2018-03').find(({ indicator }) => indicator === 'B4')?.entries).toEqual([
      { feature: 'inspections', id: `problem ${id}`, words: 'ZD-01点位“台账缺两个月” 到期未按期整改扣 1，反弹扣 1.5' },
    ]);
  }, 30_000);
});

describe('现场记录', () => {
  it('an empty one is not kept, and says what it lacks; a day outside the month is asked about; half a one is not 待签字', async () => {
    const desk = await office();
    const { app } = desk;
    await app.run('inspections.saveSites', { sites: SITES });
    const save = (change: Parameters<typeof draft>[0]) =>
      app.call('inspections.saveVisit', draft({ problems: [], recounts: [], ...change }));
    expect(messageOf(await save({ inspectors: [], scores: [] }))).toContain(
      '还是空的，没有保存。请先填写督察人员、评分、问题或核实的数据',
    );
    expect((await app.run('inspections.visits', { period: PERIOD })).rows).toEqual([]);
    expect(messageOf(await save({ visitedOn: '2018-03-02' }))).toContain('督察日期 2018-03-02 不在2018年2月之内');
    expect(messageOf(await save({ visitedOn: '2018-03-02', isDayMeant: true }))).toBe('ok');
    expect(messageOf(await save({ site: 'ZD-03', scores: [{ points: '20', note: '' }] }))).toBe('ok');
    const rows = (await app.run('inspections.visits', { period: PERIOD })).rows;
    expect(rows.map(({ site, isWhole }) => [site.code, isWhole])).toEqual([
      ['ZD-01', true],
      ['ZD-03', false],
    ]);
    const wrong = draft({ problems: [{ ...OWN, days: Number.NaN }] });
    expect(messageOf(await app.call('inspections.saveVisit', wrong))).toContain('请填写问题的时限');
  });
});

describe('从调度取点位', () => {
  it('proposes the sites of open items and pilots, and none twice', async () => {
    const { app } = await office();
    await assigned({ app }, { site: '张店区政务服务中心' });
    await add({ app }, { number: '2', site: '还没有立项的地方' });
    await app.run('registers.save', {
      id: null,
      kind: 'pilot',
      level: 'provincial',
      title: '新型智慧社区试点',
      number: '',
      datedOn: '2018-01-10',
      organisations: ['BS'],
      site: '五福峪村',
      note: '',
      relayedOn: null,
      carriedOn: null,
      matchedOn: null,
      heldOn: null,
    });
    const fresh = (await app.run('inspections.proposals', {})).filter(({ site }) =>
      ['张店区政务服务中心', '五福峪村'].includes(site.name),
    );
    expect(
      fresh.map(({ site, known, words, organisationName }) => [organisationName, site.name, site.level, known, words]),
    ).toEqual([
      ['张店区', '张店区政务服务中心', 'district', null, '任务“深化“一次办好”改革”'],
      ['博山区', '五福峪村', 'base', null, '试点“新型智慧社区试点”'],
    ]);
    await app.run('inspections.saveSites', { sites: fresh.map(({ site }) => site) });
    const known = (await app.run('inspections.proposals', {})).filter(({ site }) =>
      fresh.some((one) => one.site.name === site.name),
    );
    expect(known.map(({ known: code }) => code)).toEqual(fresh.map(({ site }) => site.code));
  });
});
