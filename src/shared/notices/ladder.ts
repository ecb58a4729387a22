/**
 * 提示 → 交办 → 催办 → 责令: which of them a matter is due for. The rungs are Zibo's ([Z3]: 25, 20, 15 件 and 4 期 in a year), the triggers are
 * proposals after 三明, 宿迁 and 昆明 (domain.md §2.7). The rule proposes and says why; nobody is sent anything by it.
 */
import { type CalendarDay, dayText, nthWorkingDay, workingDaysBetween } from '../calendar.ts';
import { type NoticeKind, type NoticeRules, noticeName } from './kinds.ts';
import { daysOverdue } from './standing.ts';

/** A notice of the matter that is drafted or issued, as the ladder looks at it. */
export type LadderNotice = {
  readonly kind: NoticeKind;
  /** null: a draft. */
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly dueOn: string | null;
  /** Replied to, or 办结 without more. */
  readonly isAnswered: boolean;
};

/** An item of the 台账 that a matter is about. */
export type LadderTask = {
  readonly kind: 'task' | 'document';
  /** draft: 待立项. running: work goes on. submitted: 申请销号 or 已核验. aside: struck off, 暂缓, 无需配套. */
  readonly stage: 'draft' | 'running' | 'submitted' | 'aside';
  readonly leader: string;
  readonly deadline: string;
  /** Periods behind schedule, counted back from this one without a break. */
  readonly behind: number;
};

export type Matter = {
  /** null: a matter the 台账 does not have. */
  readonly task: LadderTask | null;
  /** In the order they were issued, a draft last. */
  readonly notices: readonly LadderNotice[];
};

export type LadderDays = {
  /** The day replies are looked at. */
  readonly today: string;
  /** The day the 台账 is looked at: today, or the end of a period that is over. */
  readonly asOf: string;
  /** First day of the period: one 催办 in it is enough for being behind or near. */
  readonly periodFrom: string;
  readonly own: readonly CalendarDay[];
};

/** What is due, and why in a sentence. */
export type Step = { readonly kind: NoticeKind; readonly why: string };

/**
 * The next document of a matter.
 * @returns null when nothing is due: a draft is waiting, a reply may still come, the item is struck off, or a 责令书 has been issued
 */
export function nextStep({ task, notices }: Matter, rules: NoticeRules, days: LadderDays): Step | null {
  const last = notices.at(-1);
  if (last && last.issuedOn === null) return null;
  if (task?.stage === 'aside') return null;
  // Above the 责令书 is no document: what it does not bring about goes to the 通报 and to the leaders.
  if (last?.kind === 'order') return null;
  const urges = notices.filter(({ kind }) => kind === 'urge').length;
  const past = task?.stage === 'running' ? daysOverdue(task.deadline, days.asOf, days.own) : 0;
  if (last && !last.isAnswered) {
    const late = last.dueOn === null ? 0 : daysOverdue(last.dueOn, days.today, days.own);
    return late === 0 ? null : unanswered(last, late, past, urges, rules);
  }
  if (!task || task.stage === 'submitted') return null;
  if (task.stage === 'running') {
    const step = past > 0 ? overdue(task, past, urges) : slow(task, notices, urges, rules, days);
    if (step) return step;
  }
  return opening(task, notices, rules);
}

/** Nobody replied in time: the next rung, and from a 催办单 only when the matter is past its deadline or has been urged often enough. */
function unanswered(last: LadderNotice, late: number, past: number, urges: number, rules: NoticeRules): Step {
  const said = `${last.number ?? noticeName[last.kind]}应于${dayText(last.dueOn ?? '')}前反馈，已逾期 ${late} 个工作日`;
  if (last.kind === 'tip') return { kind: 'assign', why: `${said}，转为交办。` };
  if (last.kind === 'assign') return { kind: 'urge', why: `${said}。` };
  if (past > 0) return { kind: 'order', why: `${said}，且已过完成时限 ${past} 个工作日。` };
  if (urges >= rules.mostUrges) return { kind: 'order', why: `${said}，同一事项已催办 ${urges} 次。` };
  return { kind: 'urge', why: `${said}，再次催办。` };
}

/** Past the deadline and not 申请销号. */
function overdue({ deadline }: LadderTask, past: number, urges: number): Step {
  const said = `完成时限${dayText(deadline)}，已逾期 ${past} 个工作日`;
  return urges > 0
    ? { kind: 'order', why: `${said}，催办 ${urges} 次后仍未完成。` }
    : { kind: 'urge', why: `${said}，尚未申请销号。` };
}

/** Near the deadline, or behind for periods on end. */
function slow(
  { deadline, behind }: LadderTask,
  notices: readonly LadderNotice[],
  urges: number,
  rules: NoticeRules,
  { asOf, periodFrom, own }: LadderDays,
): Step | null {
  const left = workingDaysBetween(asOf, nthWorkingDay(deadline, 1, own), own);
  const why =
    left <= rules.urgeDays
      ? `距完成时限${dayText(deadline)}${left === 0 ? '已不足一个工作日' : `还有 ${left} 个工作日`}，尚未申请销号`
      : behind >= rules.behindPeriods
        ? `连续 ${behind} 期滞后于序时进度`
        : null;
  if (why === null) return null;
  const isUrged = notices.some(({ kind, issuedOn }) => kind === 'urge' && issuedOn !== null && issuedOn >= periodFrom);
  if (isUrged) return null;
  if (urges >= rules.mostUrges) return { kind: 'order', why: `${why}，同一事项已催办 ${urges} 次。` };
  return { kind: 'urge', why: `${why}。` };
}

/** 提示 once a matter and its unit are known, 交办 once it is 立项. */
function opening(task: LadderTask, notices: readonly LadderNotice[], { scope }: NoticeRules): Step | null {
  if (scope === 'documents' && task.kind !== 'document') return null;
  if (task.stage === 'draft') {
    return notices.length > 0 ? null : { kind: 'tip', why: '已登记入台账，承办单位已明确，尚未立项。' };
  }
  if (notices.some(({ kind }) => kind !== 'tip')) return null;
  return { kind: 'assign', why: `已立项${task.leader === '' ? '' : `，牵头领导${task.leader}`}，尚未交办。` };
}
