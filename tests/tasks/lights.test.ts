import { describe, expect, it } from 'vitest';
import { type LightFacts, lastDayOf, lightOf, type NodeFacts, scheduledPercent } from '../../src/shared/tasks/lights.ts';

const RULES = { warnDays: 5, tolerance: 10 };
const node = (dueOn: string, more: Partial<NodeFacts> = {}): NodeFacts => ({
  dueOn,
  doneOn: null,
  isFinal: false,
  title: '节点',
  doneAt: null,
  ...more,
});
const facts = (more: Partial<LightFacts> = {}): LightFacts => ({
  state: 'active',
  startsOn: '2018-01-02',
  nodes: [node('2018-12-28', { isFinal: true, title: '完成' })],
  percent: null,
  redates: [],
  clearedAt: 0,
  ...more,
});
const light = (more: Partial<LightFacts>, asOf = '2018-03-15') => lightOf(facts(more), RULES, asOf, []);

describe('lights', () => {
  it('a deadline on a day of rest ends with the next working day, the office’s own days first', () => {
    // 2018-02-18 lies in the Spring Festival: work begins again on the 22nd.
    expect(lastDayOf('2018-02-18', [])).toBe('2018-02-22');
    expect(lastDayOf('2018-03-10', [])).toBe('2018-03-12');
    expect(lastDayOf('2018-03-10', [{ day: '2018-03-10', isWorking: true, name: '加班' }])).toBe('2018-03-10');
    const nodes = [node('2018-03-10')];
    expect(light({ nodes }, '2018-03-12').lamp).toBe('late');
    expect(light({ nodes }, '2018-03-13')).toMatchObject({ lamp: 'overdue', word: '逾期', daysLate: 1 });
  });
  it('goes by the share of working days that are gone', () => {
    expect(scheduledPercent('2018-01-02', '2018-12-28', '2018-01-02', [])).toBe(0);
    expect(scheduledPercent('2018-01-02', '2018-12-28', '2019-05-01', [])).toBe(100);
    const now = scheduledPercent('2018-01-02', '2018-12-28', '2018-03-15', []);
    // 49 working days are gone (two of them weekends worked for the Spring Festival) of 248.
    expect(now).toBe(20);
    expect(light({ percent: now - 9 })).toMatchObject({ lamp: 'ok', word: '达进度' });
    expect(light({ percent: now - 10 })).toMatchObject({ lamp: 'late', word: '欠进度', why: '已报进度 10%，时间已过 20%。' });
    expect(light({ percent: now + 10 })).toMatchObject({ lamp: 'ok', word: '超进度' });
  });
  it('a node done before its time is 超进度, one that is near is 临期', () => {
    const done = node('2018-05-31', { doneOn: '2018-03-01', doneAt: 7 });
    expect(light({ nodes: [done, node('2018-12-28')] }).word).toBe('超进度');
    expect(light({ nodes: [node('2018-03-22')] })).toMatchObject({
      pace: 'near',
      lamp: 'late',
      why: '“节点”还有 5 个工作日到期。',
    });
    expect(light({ nodes: [node('2018-03-23')] }).pace).toBe('onPace');
    expect(light({ nodes: [node('2018-03-15')] }).why).toBe('“节点”今天到期。');
  });
  it('red turns yellow after catching up and is never silently green', () => {
    const late = node('2018-02-28', { doneOn: '2018-03-09', doneAt: 12 });
    const nodes = [late, node('2018-12-28', { isFinal: true })];
    expect(light({ nodes }, '2018-03-08')).toMatchObject({ lamp: 'overdue', timesLate: 0 });
    expect(light({ nodes }, '2018-03-09')).toMatchObject({ lamp: 'late', word: '已追平', timesLate: 1 });
    expect(light({ nodes, percent: 90 }, '2018-06-01')).toMatchObject({ lamp: 'late', word: '已追平' });
    // Nor by asking for 销号, and after 销号 the word stays.
    expect(light({ nodes, state: 'submitted' })).toMatchObject({ lamp: 'late', word: '已追平' });
    expect(light({ nodes, state: 'closed' })).toMatchObject({ lamp: 'done', word: '已销号（曾逾期）' });
    // Only a decision with its reason, and only for what lies before it.
    expect(light({ nodes, clearedAt: 13 })).toMatchObject({ lamp: 'ok', word: '达进度', timesLate: 0 });
    expect(light({ nodes, clearedAt: 11 })).toMatchObject({ lamp: 'late', word: '已追平' });
  });
  it('moving a date that has passed is no way out of red', () => {
    const redates = [{ from: '2018-02-28', on: '2018-03-06', at: 20 }];
    expect(light({ redates })).toMatchObject({ lamp: 'late', word: '已追平' });
    expect(light({ redates: [{ from: '2018-03-30', on: '2018-03-06', at: 20 }] }).lamp).toBe('ok');
    expect(light({ redates, clearedAt: 20 }).lamp).toBe('ok');
  });
  it('says what is neither running nor settled by its state', () => {
    expect(light({ state: 'draft' })).toMatchObject({ lamp: 'open', word: '待立项' });
    expect(light({ state: 'suspended', nodes: [node('2018-01-05')] })).toMatchObject({ lamp: 'open', word: '暂缓' });
    expect(light({ state: 'noNeed' })).toMatchObject({ lamp: 'done', word: '无需配套' });
    expect(light({ state: 'assigned' })).toMatchObject({ lamp: 'open', word: '未启动' });
    expect(light({ state: 'assigned', nodes: [node('2018-01-05')] }).lamp).toBe('overdue');
  });
});
