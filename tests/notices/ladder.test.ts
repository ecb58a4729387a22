import { describe, expect, it } from 'vitest';
import { readBatch } from '../../src/shared/notices/batch.ts';
import {
  kindAbove,
  NOTICE_KINDS,
  noticeMeasure,
  noticeNumber,
  DEFAULT_NOTICE_RULES as RULES,
} from '../../src/shared/notices/kinds.ts';
import { type LadderNotice, type LadderTask, type Matter, nextStep } from '../../src/shared/notices/ladder.ts';
import { type NoticeFacts, noticeStanding, replyDueOn } from '../../src/shared/notices/standing.ts';

const on = (today: string, more: { readonly asOf?: string; readonly periodFrom?: string } = {}) => ({
  today,
  asOf: today,
  periodFrom: `${today.slice(0, 7)}-01`,
  own: [],
  ...more,
});
const TASK: LadderTask = { kind: 'document', stage: 'running', leader: '王市长', deadline: '2018-03-30', behind: 0 };
const notice = (kind: LadderNotice['kind'], issuedOn: string, more: Partial<LadderNotice> = {}): LadderNotice => ({
  kind,
  number: noticeNumber(kind, '2018', 1),
  issuedOn,
  dueOn: replyDueOn(kind, issuedOn, RULES, []),
  isAnswered: false,
  ...more,
});
const step = (matter: Partial<Matter>, today: string, rules = RULES) =>
  nextStep({ task: TASK, notices: [], ...matter }, rules, on(today));

describe('numbers', () => {
  it('件 are numbered 号, 期 are numbered 第…期', () => {
    expect(NOTICE_KINDS.map((kind) => noticeNumber(kind, '2026', 1))).toEqual([
      '提示〔2026〕1号',
      '交办〔2026〕1号',
      '催办〔2026〕1号',
      '责令〔2026〕第1期',
    ]);
    expect(NOTICE_KINDS.map(noticeMeasure)).toEqual(['件', '件', '件', '期']);
    expect(NOTICE_KINDS.map(kindAbove)).toEqual(['assign', 'urge', 'order', null]);
  });
});

describe('days to reply', () => {
  it('are working days after 下发, over 春节 and the Saturday worked for it', () => {
    // 2018-02-15 … 21 is 春节, 02-11 and 02-24 are worked for it: 12 13 14 22 23.
    expect(replyDueOn('tip', '2018-02-11', RULES, [])).toBe('2018-02-23');
    expect(replyDueOn('order', '2018-02-14', RULES, [])).toBe('2018-02-24');
    // A day the office itself rests moves it on.
    expect(replyDueOn('order', '2018-03-05', RULES, [])).toBe('2018-03-08');
    expect(replyDueOn('order', '2018-03-05', RULES, [{ day: '2018-03-07', isWorking: false, name: '停电' }])).toBe('2018-03-09');
  });
});

describe('the ladder, rung by rung', () => {
  it('one matter from 提示 to 责令', () => {
    // 待立项: 提示.
    const draft = { ...TASK, stage: 'draft' as const };
    expect(step({ task: draft }, '2018-01-08')).toEqual({ kind: 'tip', why: '已登记入台账，承办单位已明确，尚未立项。' });
    const tip = notice('tip', '2018-01-08');
    expect(tip.dueOn).toBe('2018-01-15');
    // A reply may still come; on the last day, too.
    expect(step({ task: draft, notices: [tip] }, '2018-01-15')).toBeNull();
    expect(step({ task: draft, notices: [tip] }, '2018-01-16')).toEqual({
      kind: 'assign',
      why: '提示〔2018〕1号应于2018年1月15日前反馈，已逾期 1 个工作日，转为交办。',
    });
    // Replied to: nothing more until it is 立项, then 交办.
    const replied = { ...tip, isAnswered: true };
    expect(step({ task: draft, notices: [replied] }, '2018-01-16')).toBeNull();
    expect(step({ notices: [replied] }, '2018-01-16')).toEqual({ kind: 'assign', why: '已立项，牵头领导王市长，尚未交办。' });
    const assign = notice('assign', '2018-01-16', { isAnswered: true });
    expect(step({ notices: [replied, assign] }, '2018-02-28')).toBeNull();
    // Five working days before the deadline: 催办.
    expect(step({ notices: [replied, assign] }, '2018-03-22')).toBeNull();
    expect(step({ notices: [replied, assign] }, '2018-03-23')).toEqual({
      kind: 'urge',
      why: '距完成时限2018年3月30日还有 5 个工作日，尚未申请销号。',
    });
    const urge = notice('urge', '2018-03-23', { isAnswered: true });
    expect(step({ notices: [replied, assign, urge] }, '2018-03-27')).toBeNull();
    // Past the deadline after a 催办: 责令. A 责令书 is the last rung.
    expect(step({ notices: [replied, assign, urge] }, '2018-04-02')).toEqual({
      kind: 'order',
      why: '完成时限2018年3月30日，已逾期 1 个工作日，催办 1 次后仍未完成。',
    });
    const order = notice('order', '2018-04-02');
    expect(step({ notices: [replied, assign, urge, order] }, '2018-05-30')).toBeNull();
  });
  it('behind two periods running: 催办 once in a period; the third time 责令', () => {
    const assign = notice('assign', '2018-01-03', { isAnswered: true });
    const behind = (times: number) => ({ ...TASK, deadline: '2018-12-28', behind: times });
    expect(step({ task: behind(1), notices: [assign] }, '2018-02-26')).toBeNull();
    expect(step({ task: behind(2), notices: [assign] }, '2018-02-26')).toEqual({
      kind: 'urge',
      why: '连续 2 期滞后于序时进度。',
    });
    const february = notice('urge', '2018-02-26', { isAnswered: true });
    expect(step({ task: behind(2), notices: [assign, february] }, '2018-02-27')).toBeNull();
    expect(step({ task: behind(3), notices: [assign, february] }, '2018-03-12')?.kind).toBe('urge');
    const march = notice('urge', '2018-03-12', { isAnswered: true });
    expect(step({ task: behind(4), notices: [assign, february, march] }, '2018-04-12')).toEqual({
      kind: 'order',
      why: '连续 4 期滞后于序时进度，同一事项已催办 2 次。',
    });
  });
  it('an unanswered 催办 is repeated before the deadline, and becomes 责令 the second time or after it', () => {
    const task = { ...TASK, deadline: '2018-12-28' };
    const first = notice('urge', '2018-02-26');
    expect(first.dueOn).toBe('2018-03-05');
    expect(step({ task, notices: [first] }, '2018-03-05')).toBeNull();
    expect(step({ task, notices: [first] }, '2018-03-06')).toEqual({
      kind: 'urge',
      why: '催办〔2018〕1号应于2018年3月5日前反馈，已逾期 1 个工作日，再次催办。',
    });
    const second = notice('urge', '2018-03-06', { number: '催办〔2018〕2号' });
    expect(step({ task, notices: [first, second] }, '2018-03-14')?.why).toContain('同一事项已催办 2 次');
    expect(step({ task, notices: [first, second] }, '2018-03-14')?.kind).toBe('order');
    expect(step({ task: { ...task, deadline: '2018-03-01' }, notices: [first] }, '2018-03-06')).toMatchObject({
      kind: 'order',
      why: expect.stringContaining('且已过完成时限 3 个工作日'),
    });
    // More 催办 first, where the office says so.
    expect(step({ task, notices: [first, second] }, '2018-03-14', { ...RULES, mostUrges: 3 })?.kind).toBe('urge');
  });
  it('a matter without an item goes by its replies alone', () => {
    expect(step({ task: null, notices: [notice('assign', '2018-03-01')] }, '2018-03-15')).toBeNull();
    expect(step({ task: null, notices: [notice('assign', '2018-03-01')] }, '2018-03-16')?.kind).toBe('urge');
    expect(step({ task: null, notices: [notice('assign', '2018-03-01', { isAnswered: true })] }, '2018-06-16')).toBeNull();
  });
  it('nothing is due while a draft waits, once 销号 was asked for, or for what is struck off', () => {
    const late = on('2018-06-01');
    const draft: LadderNotice = { kind: 'urge', number: null, issuedOn: null, dueOn: null, isAnswered: false };
    expect(nextStep({ task: TASK, notices: [draft] }, RULES, late)).toBeNull();
    expect(nextStep({ task: { ...TASK, stage: 'aside' }, notices: [notice('urge', '2018-03-01')] }, RULES, late)).toBeNull();
    const assign = notice('assign', '2018-01-16', { isAnswered: true });
    expect(nextStep({ task: { ...TASK, stage: 'submitted' }, notices: [assign] }, RULES, late)).toBeNull();
    // Past its deadline with no 催办 yet: first a 催办.
    expect(nextStep({ task: TASK, notices: [] }, RULES, late)).toMatchObject({ kind: 'urge' });
  });
  it('改革任务 are given notice of and assigned only where the office wants all of them', () => {
    const task = { ...TASK, kind: 'task' as const };
    expect(step({ task }, '2018-01-16')).toBeNull();
    expect(step({ task }, '2018-01-16', { ...RULES, scope: 'all' })?.kind).toBe('assign');
    expect(step({ task }, '2018-04-10')?.kind).toBe('urge');
  });
});

describe('where a notice stands', () => {
  const FACTS: NoticeFacts = {
    state: 'issued',
    dueOn: '2018-03-09',
    receivedOn: null,
    repliedOn: null,
    settledOn: null,
    replacedBy: null,
  };
  const stand = (more: Partial<NoticeFacts>, today = '2018-03-09') => noticeStanding({ ...FACTS, ...more }, today, []);
  it('says it with lamp and word', () => {
    expect(stand({ state: 'draft', dueOn: null })).toMatchObject({ word: '待签发', lamp: 'open' });
    expect(stand({})).toMatchObject({ word: '待签收', isLate: false });
    expect(stand({ receivedOn: '2018-03-05' })).toMatchObject({ word: '待反馈', stage: 'waiting' });
    expect(stand({ receivedOn: '2018-03-05' }, '2018-03-12')).toMatchObject({
      word: '逾期 1 个工作日',
      lamp: 'overdue',
      stage: 'waiting',
    });
    // On the Saturday after it is over as well.
    expect(stand({}, '2018-03-10')).toMatchObject({ isLate: true });
    expect(stand({ repliedOn: '2018-03-08' }, '2018-06-01')).toMatchObject({ word: '待办结', lamp: 'ok', isLate: false });
    expect(stand({ repliedOn: '2018-03-13' })).toMatchObject({ word: '待办结（迟 2 日）', lamp: 'late' });
    expect(stand({ repliedOn: '2018-03-13', settledOn: '2018-03-20' })).toMatchObject({ word: '已办结（曾逾期）', lamp: 'done' });
    expect(stand({ settledOn: '2018-05-02' }, '2018-06-01')).toMatchObject({ word: '已办结', isLate: false });
    expect(stand({ replacedBy: '责令〔2018〕第1期' }, '2018-04-01').word).toBe('已转责令〔2018〕第1期');
  });
  it('a day of rest as the last day ends with the next working day', () => {
    expect(stand({ dueOn: '2018-03-10' }, '2018-03-12').isLate).toBe(false);
    expect(stand({ dueOn: '2018-03-10' }, '2018-03-13')).toMatchObject({ isLate: true, daysLate: 1 });
  });
});

describe('补录', () => {
  const UNITS = [{ code: 'ZD', name: '张店区', shortName: '张店', aliases: ['张店区委改革办'] }];
  const read = (text: string) => readBatch(text, UNITS, '2018-03-09');
  it('takes lines as they are copied from a sheet, and says what is wrong with the others', () => {
    const { rows, problems } = read(
      [
        '种类\t下发日\t承办单位\t事项\t签发人\t办结日',
        '提示单\t2017年3月6日\t张店\t贯彻落实省深改组会议精神\t李四\t2017/3/20',
        '责令书\t2017.11.2\t张店区委改革办\t配套方案逾期\t李四\t',
        '',
        '通知单\t2017-03-06\t张店区\t事项\t李四\t',
        '催办单\t2017-02-30\t张店区\t事项\t李四\t',
        '催办单\t2018-03-10\t张店区\t事项\t李四\t',
        '催办单\t2017-03-06\t张殿区\t事项\t李四\t',
        '催办单\t2017-03-06\t张店区\t事项\t\t',
        '催办单\t2017-03-06\t张店区\t事项\t李四\t2017-03-01',
        '催办单 2017-03-06 张店区 事项 李四',
      ].join('\n'),
    );
    expect(rows).toEqual([
      {
        line: 2,
        kind: 'tip',
        issuedOn: '2017-03-06',
        organisation: 'ZD',
        organisationName: '张店区',
        matter: '贯彻落实省深改组会议精神',
        signedBy: '李四',
        settledOn: '2017-03-20',
      },
      expect.objectContaining({ line: 3, kind: 'order', issuedOn: '2017-11-02', settledOn: null }),
    ]);
    expect(problems.map(({ line }) => line)).toEqual([5, 6, 7, 8, 9, 10, 11]);
    expect(problems[0]?.words).toContain('种类“通知单”应是');
    expect(problems[3]?.words).toBe('没有名为“张殿区”的单位');
    expect(problems[6]?.words).toContain('各列用制表符隔开');
  });
});
