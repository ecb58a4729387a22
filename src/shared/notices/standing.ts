/** Where a 提示单, 交办单, 催办单 or 责令书 stands: 待签发 → 待签收 → 待反馈 → 待办结 → 已办结; 逾期 as long as the reply is not there. */
import { type CalendarDay, nthWorkingDay, workingDaysAfter, workingDaysBetween } from '../calendar.ts';
import type { Lamp } from '../contract/overview.ts';
import type { NoticeKind, NoticeRules } from './kinds.ts';

type NoticeStage = 'draft' | 'unsigned' | 'waiting' | 'replied' | 'settled' | 'replaced' | 'withdrawn';

export type NoticeFacts = {
  readonly state: 'draft' | 'issued' | 'withdrawn';
  /** null while it is a draft. */
  readonly dueOn: string | null;
  readonly receivedOn: string | null;
  readonly repliedOn: string | null;
  readonly settledOn: string | null;
  /** Number of the notice that was issued in its place, the next rung; null while there is none. */
  readonly replacedBy: string | null;
};

export type NoticeStanding = {
  readonly stage: NoticeStage;
  readonly lamp: Lamp;
  readonly word: string;
  /** The reply is late now, or came late. */
  readonly isLate: boolean;
  /** Working days after the last day to reply. */
  readonly daysLate: number;
};

/** The last day to reply: so many working days after 下发, the day itself not counted. */
export const replyDueOn = (kind: NoticeKind, issuedOn: string, rules: NoticeRules, own: readonly CalendarDay[]): string =>
  workingDaysAfter(issuedOn, rules.replyDays[kind], own);

/** Working days a reply is late on a day; 0 when it is not. A deadline on a day of rest ends with the next working day. */
export function daysOverdue(dueOn: string, on: string, own: readonly CalendarDay[]): number {
  const last = nthWorkingDay(dueOn, 1, own);
  // On the weekend after the deadline no working day has gone by, yet it is over.
  return on > last ? Math.max(1, workingDaysBetween(last, on, own)) : 0;
}

/** @param today what is not replied to by then is late */
export function noticeStanding(facts: NoticeFacts, today: string, own: readonly CalendarDay[]): NoticeStanding {
  const { state, dueOn, receivedOn, repliedOn, settledOn, replacedBy } = facts;
  // 办结 without a reply, as in a list that was 补录: when the reply came nobody knows.
  const late = dueOn === null || (settledOn !== null && repliedOn === null) ? 0 : daysOverdue(dueOn, repliedOn ?? today, own);
  const at = (stage: NoticeStage, lamp: Lamp, word: string): NoticeStanding => ({
    stage,
    lamp,
    word,
    isLate: late > 0,
    daysLate: late,
  });
  if (state === 'draft') return { stage: 'draft', lamp: 'open', word: '待签发', isLate: false, daysLate: 0 };
  if (state === 'withdrawn') return { stage: 'withdrawn', lamp: 'open', word: '已撤销', isLate: false, daysLate: 0 };
  if (settledOn !== null) return at('settled', 'done', late > 0 ? '已办结（曾逾期）' : '已办结');
  if (replacedBy !== null) return at('replaced', 'open', `已转${replacedBy}`);
  if (repliedOn !== null) return late > 0 ? at('replied', 'late', `待办结（迟 ${late} 日）`) : at('replied', 'ok', '待办结');
  const stage = receivedOn === null ? 'unsigned' : 'waiting';
  if (late > 0) return at(stage, 'overdue', `逾期 ${late} 个工作日`);
  return at(stage, 'open', stage === 'unsigned' ? '待签收' : '待反馈');
}
