/** 当月工作: counted from registers that were filled as an office fills them, kept by the seal, told by the bulletin. */
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { readSealed } from '../../src/main/handlers/evaluation.ts';
import { gatherFacts } from '../../src/main/handlers/facts.ts';
import { gatherWork, readWork } from '../../src/main/handlers/month-work.ts';
import { sealMonth } from '../../src/main/handlers/seals.ts';
import { sealedRecords } from '../../src/main/store/seals.ts';
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import { paperText } from '../../src/shared/bulletin/plain-text.ts';
import { office } from '../support/inspections.ts';
import { handInMonth } from '../support/month.ts';
import { ENTRY, fillRegisters } from '../support/registers.ts';
import { as, twoAccounts } from '../support/sealed.ts';

const PERIOD = '2018-02';
const bulletinOf = (app: App): string => {
  const { running: _, ...paper } = { ...composeBulletin(gatherFacts(app.context, PERIOD, '内部版').facts), running: '' };
  return paperText({ ...paper, running: '' });
};

/** The demonstration with its registers filled, sealed by the one clerk. */
async function sealed(): Promise<App> {
  const app = await fillRegisters(await office());
  await handInMonth(app, PERIOD);
  await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
  return app;
}

describe('counted from the registers', () => {
  it('every register has its counts, and the bulletin says them', async () => {
    const app = await fillRegisters(await office());
    const work = gatherWork(app.context, PERIOD);
    expect(work.asOf).toBe('2018-02-28');
    expect(work.ledger).toEqual({
      items: 3,
      running: 1,
      suspended: 0,
      closed: 2,
      closedNow: 2,
      // Dates were never moved, and nobody has reported a percentage.
      redates: 0,
      slow: 0,
      tasks: { due: 3, onTime: 2, late: 0 },
      documents: { due: 1, onTime: 0, late: 1 },
      // 12–14, 22–24 (a working Saturday), 26–28 February and the Sunday of the 11th, which was worked for the Spring Festival.
      overdue: [{ name: '博山区', number: '2', title: '农村集体产权制度改革', dueOn: '2018-02-09', daysLate: 10 }],
      units: [
        { name: '张店区', due: 2, onTime: 2, late: 0, running: 0, overdue: 0, closedNow: 1 },
        { name: '博山区', due: 1, onTime: 0, late: 0, running: 1, overdue: 1, closedNow: 0 },
        { name: '桓台县', due: 1, onTime: 0, late: 1, running: 0, overdue: 0, closedNow: 1 },
      ],
    });
    expect(work.agenda).toEqual({ meetings: 1, due: 2, onTime: 1, late: 0, carried: 1, matched: 0, absent: ['博山区'] });
    expect(work.notices).toMatchObject({
      kinds: [
        { kind: 'tip', issued: 1, issuedInYear: 2, settledInYear: 1 },
        { kind: 'assign', issued: 0, issuedInYear: 0 },
        { kind: 'urge', issued: 1, issuedInYear: 1, settledInYear: 0 },
        { kind: 'order', issued: 1, issuedInYear: 1, settledInYear: 1 },
      ],
      settled: 1,
      units: [
        { name: '博山区', tip: 1, assign: 0, urge: 1, order: 0 },
        { name: '周村区', tip: 0, assign: 0, urge: 0, order: 1 },
      ],
    });
    expect(work.notices?.overdue.map(({ number }) => number)).toEqual(['提示〔2018〕2号', '催办〔2018〕1号']);
    expect(work.registers?.find(({ kind }) => kind === 'pilot')?.levels[0]).toEqual({ level: 'national', all: 1, added: 1 });
    expect(work.inspections).toMatchObject({
      pool: 4,
      drawn: 2,
      visited: 1,
      designated: 1,
      cleared: 1,
      relapsed: 0,
      open: 3,
      recounts: 1,
      off: [{ name: '张店区', reported: '40', recounted: '35', factor: '0.875' }],
    });
    expect(work.inspections?.problems).toHaveLength(4);
    // What a site's score comes to is the rule of the page 现场: the bulletin only takes its mean.
    const { rows } = await app.run('inspections.visits', { period: PERIOD });
    const scores = rows.flatMap(({ isSigned, score }) => (isSigned ? [Number(score)] : []));
    const mean = (scores.reduce((sum, score) => sum + score, 0) / scores.length).toFixed(2);
    expect(work.inspections?.mean).toBe(mean);
    expect(work.publicity).toMatchObject({
      kinds: [{ kind: 'news', filed: 1 }, { kind: 'brief' }, { kind: 'experience', city: 0 }, {}, {}],
      sent: 1,
      promoted: [{ subject: '沂源县', title: '果品质量追溯', level: 'city' }],
    });
    expect(work.claims).toMatchObject({ accepted: 1 });
    const text = bulletinOf(app);
    for (const words of [
      '台账共有任务3项，已销号2项，推进中1项（逾期1项）。本月到期节点4个，按期完成2个，逾期完成1个，尚未完成1个；其中配套文件节点1个，均未按期出台。本月办结销号2项。',
      '“第一议题”方面，本月应传达上级改革会议1次、涉及单位2个（次），按时传达1个，尚未传达1个；已研究贯彻1个。',
      '三单一书方面，本月下发提示单1件、催办单1件、责令书1期，已办结1件（期）。今年以来累计下发提示单2件、催办单1件、责令书1期，已办结2件（期）。',
      '本月新获批改革试点1项（国家级）。',
      `本月从4个点位中随机抽取2个，已督察1个；另指定督察1个。现场督察平均得分${mean}分。`,
      '本月发现问题4个，涉及2个单位，其中数据不实2个、台账资料不规范2个。本月整改销号1个',
      '本月核实宣传条目1条，均为改革动态。本月上报经验1项，推广经验1项：沂源县“果品质量追溯”（市级）。',
      '博山区“农村集体产权制度改革”应于2月9日办结，逾期10个工作日。',
    ]) {
      expect(text).toContain(words);
    }
  });
  it('registers that nobody keeps are null, and the bulletin says what it said without them', async () => {
    const { app } = await office();
    const { asOf, ...parts } = gatherWork(app.context, PERIOD);
    expect(asOf).toBe('2018-02-28');
    expect(Object.values(parts).every((part) => part === null)).toBe(true);
    const { facts } = gatherFacts(app.context, PERIOD, '内部版');
    expect(composeBulletin(facts)).toEqual(composeBulletin({ ...facts, work: null }));
  });
  it('counts the nodes a score is fed with: the same records, the same numbers', async () => {
    const app = await fillRegisters(await office());
    const work = gatherWork(app.context, PERIOD);
    const rows = await app.run('feeds.view', { period: PERIOD, list: 'district' });
    const fed = (indicator: string): number =>
      rows.filter((row) => row.indicator === indicator).reduce((sum, { value }) => sum + Number(value), 0);
    expect([fed('A1a'), fed('A1b'), fed('A1c')]).toEqual([
      work.ledger?.tasks.due,
      work.ledger?.tasks.onTime,
      work.ledger?.tasks.late,
    ]);
    expect([fed('A2a'), fed('A2b')]).toEqual([work.ledger?.documents.due, work.ledger?.documents.onTime]);
    expect([fed('A4a'), fed('A4b')]).toEqual([work.agenda?.due, work.agenda?.onTime]);
    expect([fed('B2a'), fed('B2b')]).toEqual([work.inspections?.due, work.inspections?.onTime]);
    expect(fed('B3a')).toBe(work.notices?.kinds.find(({ kind }) => kind === 'urge')?.issued);
    expect(fed('D1a')).toBe(1);
  });
});

describe('a sealed month', () => {
  it('speaks from its seal, whatever becomes of the registers', async () => {
    const app = await sealed();
    const [before, text] = [readWork(app.context, PERIOD), bulletinOf(app)];
    expect(sealedRecords(app.context.reader(), 1, ['work'])).toHaveLength(1);
    await app.run('registers.save', ENTRY);
    await app.run('notices.saveBatch', { text: '交办单\t2018-02-07\t高青县\t补记的交办\t王某\t' });
    const { problems } = await app.run('inspections.problems', { period: PERIOD });
    const closed = problems.find(({ state }) => state === 'closed')?.id ?? 0;
    await app.run('inspections.relapse', { id: closed, onDay: '2018-02-27', words: '又缺一个月', days: 5 });
    const moved = gatherWork(app.context, PERIOD);
    expect(moved.registers).not.toEqual(before?.registers);
    expect(moved.notices).not.toEqual(before?.notices);
    expect(moved.inspections).toMatchObject({ relapsed: 1, open: 4 });
    expect(readWork(app.context, PERIOD)).toEqual(before);
    expect(bulletinOf(app)).toBe(text);
    expect(await app.run('seals.verify', {})).toMatchObject({ seals: 1, difference: null });
  });
  it('that was sealed before this record was kept still verifies, reads, and says what it said', async () => {
    const app = await sealed();
    const month = readSealed(app.context.reader(), PERIOD);
    if (!month) throw new Error('not sealed');
    app.context.write({ action: '封账', subject: '旧版封存' }, (tx) => {
      const head = { ...month.head, version: 2, sealedAt: tx.at, sealedBy: tx.actor };
      sealMonth(tx, { ...month, head, work: null });
    });
    expect(sealedRecords(app.context.reader(), 2, ['work'])).toEqual([]);
    expect(await app.run('seals.verify', {})).toMatchObject({ seals: 2, difference: null });
    expect(readWork(app.context, PERIOD)).toBeNull();
    expect(bulletinOf(app)).not.toMatch(/台账共有任务|三单一书方面|任务进度表/);
    expect((await app.run('rankings.view', { period: PERIOD, list: 'district' })).seal?.version).toBe(2);
  });
  it('keeps it in the new version a 更正单 makes', async () => {
    const app = await sealed();
    const before = readWork(app.context, PERIOD);
    await twoAccounts(app);
    as(app, '张三');
    await app.run('registers.save', ENTRY);
    const { cells } = await app.run('observations.matrix', { period: PERIOD, list: 'district' });
    const value = cells.ZD?.C4a?.value === '90' ? '91' : '90';
    const figure = Object.keys(cells.ZD ?? {}).find((code) => code.startsWith('C4')) ?? '';
    const { id } = await app.run('corrections.ask', {
      period: PERIOD,
      reason: '调查报告更正',
      cells: [{ organisation: 'ZD', indicator: figure, value, state: 'reported' }],
      appeal: null,
    });
    as(app, '李四');
    await app.run('corrections.decide', { id, decision: 'sign', words: '属实' });
    expect((await app.run('rankings.view', { period: PERIOD, list: 'district' })).seal?.version).toBe(2);
    expect(readWork(app.context, PERIOD)).toEqual(before);
    expect(await app.run('seals.verify', {})).toMatchObject({ seals: 2, difference: null });
  });
});
