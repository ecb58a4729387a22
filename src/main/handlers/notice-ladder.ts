/** Which 提示单, 交办单, 催办单 and 责令书 are due by rule, read from the 台账 and from what was issued; and their drafts. */
import { previousHeld } from '../../shared/cadence.ts';
import { type NoticeProposal, noticeRules } from '../../shared/contract/notices.ts';
import type { TaskRow } from '../../shared/contract/tasks.ts';
import { DEFAULT_NOTICE_RULES, type NoticeRules } from '../../shared/notices/kinds.ts';
import { type LadderNotice, type LadderTask, nextStep } from '../../shared/notices/ladder.ts';
import { asOfDay, daysOf } from '../../shared/tasks/count.ts';
import { isRunning } from '../../shared/tasks/states.ts';
import type { Context } from '../context.ts';
import { listNotices, type StoredNotice } from '../store/notices.ts';
import { readSetting } from '../store/records.ts';
import { calendarDays } from '../store/submissions.ts';
import { tasksIn } from '../store/tasks.ts';
import type { Reader } from '../store/transaction.ts';
import { workDay } from './deadlines.ts';
import { readCadence } from './settings.ts';
import { rowsOf, taskRows } from './task-rows.ts';

/** Days and counts of the ladder; the proposals of domain.md §2.7 until they are changed. */
export function readNoticeRules(db: Reader): NoticeRules {
  const saved = noticeRules.safeParse(readSetting(db, 'noticeRules'));
  return saved.success ? saved.data : DEFAULT_NOTICE_RULES;
}

/** Notices of one matter: of an item of the 台账, or that follow one another. */
type Group = { readonly key: string; readonly task: TaskRow | null; readonly notices: readonly StoredNotice[] };

/** Periods looked back for being behind; no office waits longer than that. */
const FARTHEST = 6;

/** How many periods an item has been behind, one after the other up to this one. */
function periodsBehind(context: Context, period: string, rows: readonly TaskRow[]): ReadonlyMap<number, number> {
  const cadence = readCadence(context.reader());
  const behind = new Map<number, number>();
  const isBehind = ({ light }: TaskRow): boolean => light.pace === 'behind' || light.pace === 'overdue';
  let candidates = new Set(rows.map(({ id }) => id));
  for (let at = period, looked = rows, back = 1; back <= FARTHEST; back += 1) {
    const late = looked.filter((row) => candidates.has(row.id) && isBehind(row));
    if (late.length === 0) break;
    for (const { id } of late) behind.set(id, back);
    candidates = new Set(late.map(({ id }) => id));
    at = previousHeld(at, cadence);
    const year = at.slice(0, 4);
    const still = tasksIn(context.reader(), year).filter(({ id }) => candidates.has(id));
    looked = rowsOf(context, at, still);
  }
  return behind;
}

function groupsOf(tasks: readonly TaskRow[], notices: readonly StoredNotice[]): readonly Group[] {
  const byId = new Map(notices.map((notice) => [notice.id, notice]));
  const rootOf = (notice: StoredNotice): StoredNotice => {
    const before = notice.previousId === null ? undefined : byId.get(notice.previousId);
    return before ? rootOf(before) : notice;
  };
  const chains = new Map<number, StoredNotice[]>();
  for (const notice of notices) {
    if (notice.task !== null) continue;
    const root = rootOf(notice).id;
    chains.set(root, [...(chains.get(root) ?? []), notice]);
  }
  return [
    ...tasks.map((task) => ({ key: `task:${task.id}`, task, notices: notices.filter((notice) => notice.task === task.id) })),
    ...[...chains].map(([root, own]) => ({ key: `notice:${root}`, task: null, notices: own })),
  ];
}

const toLadder = ({ kind, number, issuedOn, dueOn, repliedOn, settledOn }: StoredNotice): LadderNotice => ({
  kind,
  number,
  issuedOn,
  dueOn,
  isAnswered: repliedOn !== null || settledOn !== null,
});

const toLadderTask = (task: TaskRow, behind: number): LadderTask => ({
  kind: task.kind,
  stage:
    task.state === 'draft'
      ? 'draft'
      : task.state === 'submitted' || task.state === 'verified'
        ? 'submitted'
        : isRunning(task.state)
          ? 'running'
          : 'aside',
  leader: task.leader,
  deadline: task.deadline,
  behind,
});

export type Proposed = { readonly group: Group; readonly proposal: NoticeProposal };

/**
 * Every matter the rule names a document for, as of a period. A plan is followed by the items under it.
 * @param ledger its rows, where the caller has them already
 */
export function propose(context: Context, period: string, ledger = taskRows(context, period)): readonly Proposed[] {
  const db = context.reader();
  const rows = ledger.filter(({ children }) => children.all === 0);
  const behind = periodsBehind(context, period, rows);
  const rules = readNoticeRules(db);
  const today = workDay(context, period);
  const days = { today, asOf: asOfDay(period, today), periodFrom: daysOf(period).first, own: calendarDays(db) };
  return groupsOf(rows, listNotices(db)).flatMap((group): readonly Proposed[] => {
    const { key, task, notices } = group;
    const ladderTask = task && toLadderTask(task, behind.get(task.id) ?? 0);
    const step = nextStep({ task: ladderTask, notices: notices.map(toLadder) }, rules, days);
    const of = task ?? notices.at(-1);
    if (!step || !of) return [];
    const { organisation, organisationName } = of;
    const matter = task?.title ?? notices.at(-1)?.matter ?? '';
    return [{ group, proposal: { key, kind: step.kind, organisation, organisationName, matter, why: step.why } }];
  });
}
