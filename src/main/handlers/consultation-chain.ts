/**
 * 瓶颈环节, the ledger's side: how far each task had come from 部署承接 to 取得成效 by the last day of the period, of the unit and of every other. A month
 * that is told of in March is told as it was at the end of February.
 */

import type { ChainQuestion } from '../../shared/consultation/where-points-went.ts';
import type { RecordLink } from '../../shared/contract/feeds.ts';
import type { ProblemStep } from '../../shared/inspections/problems.ts';
import { asOfDay } from '../../shared/tasks/count.ts';
import { lastDayOf } from '../../shared/tasks/lights.ts';
import { stateByDates, stateOn } from '../../shared/tasks/past-state.ts';
import { isSettled, type TaskState, taskStateName } from '../../shared/tasks/states.ts';
import type { Context } from '../context.ts';
import { signedProblems } from '../store/inspections.ts';
import { calendarDays } from '../store/submissions.ts';
import { historiesUpTo, parentIds, type StoredTask, tasksUpTo } from '../store/tasks.ts';
import type { Reader } from '../store/transaction.ts';
import type { OpenedCase } from './consultation-case.ts';
import { localDay } from './deadlines.ts';
import { stepsOf } from './inspection-figures.ts';

/** Not on their way: nobody waits for them. */
const ASIDE: readonly TaskState[] = ['noNeed', 'withdrawn', 'suspended'];
const DONE: readonly TaskState[] = ['verified', 'closed'];

/** What a task must have to have reached a stage; one a stage, in the words of the page. */
const RULES = [
  '已立项',
  '已启动推进，或首个节点已办结',
  '牵头领导和认领领导都已明确',
  '到期的节点全部办结',
  '点位上没有逾期未整改的督察问题（没有督察的不算卡住）',
  '已核验或已销号',
];

export function chainOf(context: Context, { period, entry, peers }: OpenedCase): ChainQuestion {
  const db = context.reader();
  const own = calendarDays(db);
  const asOf = asOfDay(period, localDay(context.now()));
  const parents = parentIds(db);
  const tasks = tasksOn(db, period.slice(0, 4), asOf).filter(({ id, state }) => !parents.has(id) && !ASIDE.includes(state));
  const problems = signedProblems(db);
  const steps = stepsOf(db, problems);
  const stuck = new Set(
    problems
      .filter((_, at) => {
        const openDue = openDueOn(steps[at] ?? [], asOf);
        return openDue !== null && lastDayOf(openDue, own) < asOf;
      })
      .map(({ organisation, siteName }) => `${organisation}\n${siteName}`),
  );
  const isDone = ({ doneOn }: StoredTask['nodes'][number]): boolean => doneOn !== null && doneOn <= asOf;
  const passes: readonly ((task: StoredTask) => boolean)[] = [
    ({ state }) => state !== 'draft',
    ({ state, nodes: [first] }) => state !== 'assigned' || (first !== undefined && isDone(first)),
    ({ leader, claimedBy }) => leader !== '' && claimedBy !== '',
    ({ nodes }) => nodes.every((node) => isDone(node) || lastDayOf(node.dueOn, own) >= asOf),
    ({ organisation, site }) => !stuck.has(`${organisation}\n${site}`),
    ({ state }) => DONE.includes(state),
  ];
  const stoppedAt = (task: StoredTask): number => {
    const stage = passes.findIndex((isPassed) => !isPassed(task));
    return stage < 0 ? passes.length : stage;
  };
  const tasksOf = (organisation: string): readonly StoredTask[] => tasks.filter((task) => task.organisation === organisation);
  return {
    rules: RULES,
    own: tasksOf(entry.organisation).map((task) => ({ link: linkOf(task), stoppedAt: stoppedAt(task) })),
    peers: peers
      .filter((peer) => peer !== entry)
      .map(({ organisation }) => tasksOf(organisation).map(stoppedAt))
      .filter((stops) => stops.length > 0),
  };
}

/** The ledger of a year as it was at the end of a day: items of the year, and those of earlier ones that were not settled. */
function tasksOn(db: Reader, year: string, day: string): readonly StoredTask[] {
  const histories = historiesUpTo(db, year);
  return tasksUpTo(db, year).flatMap((task) => {
    const events = (histories.get(task.id) ?? []).map(({ event, at }) => ({ event, onDay: localDay(at) }));
    // What was entered later, as all of a ledger that is taken over is, has only its dates.
    const state = stateOn(events, day) ?? stateByDates(task, day);
    return state === null || (task.year < year && isSettled(state)) ? [] : [{ ...task, state }];
  });
}

/** By when a problem had to be put right that waited for that at the end of a day; null when it did not wait, or was not found yet. */
function openDueOn(steps: readonly ProblemStep[], day: string): string | null {
  const until = steps.filter(({ event, onDay }) => onDay <= day && event !== 'attach' && event !== 'detach');
  const last = until.at(-1)?.event;
  const isWaiting = last === 'record' || last === 'return' || last === 'relapse';
  return isWaiting ? (until.findLast(({ dueOn }) => dueOn !== null)?.dueOn ?? null) : null;
}

const linkOf = ({ id, number, title, state }: StoredTask): RecordLink => ({
  feature: 'tasks',
  id: String(id),
  words: `${number} ${title}（${taskStateName[state]}）`,
});
