/** Items of the ledger as everybody sees them: with their light, their progress, what it repeats, and what they come to in a period. */
import type { FedFigure } from '../../shared/contract/feeds.ts';
import { type RepeatedText, type TaskRow, type TaskRules, taskRules } from '../../shared/contract/tasks.ts';
import { AppError } from '../../shared/errors.ts';
import { comparePeriods } from '../../shared/period.ts';
import { asOfDay, type Counted, countNodes, daysOf } from '../../shared/tasks/count.ts';
import { isNodeLate, lightOf } from '../../shared/tasks/lights.ts';
import { compareTexts, isRepetition } from '../../shared/tasks/repetition.ts';
import { isSettled } from '../../shared/tasks/states.ts';
import type { Context } from '../context.ts';
import { readSetting } from '../store/records.ts';
import { calendarDays } from '../store/submissions.ts';
import {
  childrenOf,
  findTask,
  parentIds,
  reportsIn,
  reportsOf,
  type StoredReport,
  type StoredTask,
  tasksDueIn,
  tasksIn,
} from '../store/tasks.ts';
import type { Reader } from '../store/transaction.ts';
import { localDay } from './deadlines.ts';

/** domain.md: 催办 at 5 days before the deadline; the other two are proposals, and all three are the office's to set. */
const DEFAULTS: TaskRules = { warnDays: 5, tolerance: 10, relayDays: 10 };

/** The days and points the lights and the relay of meetings go by. */
export function readTaskRules(db: Reader): TaskRules {
  const saved = taskRules.safeParse(readSetting(db, 'taskRules'));
  return saved.success ? saved.data : DEFAULTS;
}

const isRepeatedIn = (text: string, reports: readonly { readonly text: string }[]): boolean =>
  reports.some((report) => isRepetition(compareTexts(text, report.text)));

/** Turns stored items into rows with their lights, as of a period. */
export function rowsOf(context: Context, period: string, tasks: readonly StoredTask[]): readonly TaskRow[] {
  const db = context.reader();
  const own = calendarDays(db);
  const rules = readTaskRules(db);
  const asOf = asOfDay(period, localDay(context.now()));
  const children = childCounts(db, tasks);
  const reports = new Map<number, StoredReport[]>();
  for (const report of reportsOf(
    db,
    tasks.map(({ id }) => id),
  )) {
    if (comparePeriods(report.period, period) <= 0) reports.set(report.task, [...(reports.get(report.task) ?? []), report]);
  }
  return tasks.map((task) => {
    const known = (reports.get(task.id) ?? []).sort((a, b) => comparePeriods(a.period, b.period));
    const percent = known.findLast((report) => report.percent !== null)?.percent ?? null;
    const redates = task.moves.map(({ from, at, auditId }) => ({ from, on: localDay(at), at: auditId }));
    const current = known.find((report) => report.period === period);
    const { moves, clearedAt, nodes, ...rest } = task;
    return {
      ...rest,
      nodes: nodes.map(({ doneAt, ...node }) => ({ ...node, isLate: isNodeLate({ ...node, doneAt }, asOf, own) })),
      light: lightOf({ ...task, percent, redates, clearedAt }, rules, asOf, own),
      percent,
      isReported: current !== undefined,
      isRepeated:
        current !== undefined && isRepeatedIn(current.text, known.filter((report) => report !== current).slice(-EARLIER)),
      children: children.get(task.id) ?? { settled: 0, all: 0 },
    };
  });
}

/** Earlier periods whose text a new one is compared with. */
const EARLIER = 3;

function childCounts(db: Reader, tasks: readonly StoredTask[]): ReadonlyMap<number, TaskRow['children']> {
  const parents = parentIds(db);
  return new Map(
    tasks
      .filter(({ id }) => parents.has(id))
      .map(({ id }) => {
        const all = childrenOf(db, id);
        return [id, { settled: all.filter(({ state }) => isSettled(state)).length, all: all.length }] as const;
      }),
  );
}

/**
 * The ledger as of a period: items of its year and what is left of earlier years, each with its light. For whoever follows them up: 三单一书
 * asks for what is late, 督察 for where the late ones are.
 */
export const taskRows = (context: Context, period: string): readonly TaskRow[] =>
  rowsOf(context, period, tasksIn(context.reader(), period.slice(0, 4)));

/** One item as a row. */
export function rowOf(context: Context, period: string, task: StoredTask): TaskRow {
  const [row] = rowsOf(context, period, [task]);
  if (!row) throw new AppError('task.unknown', {});
  return row;
}

/** Texts of the same item before, and of all others in the same period, that a text repeats; the nearest first. */
export function repeatedTexts(context: Context, task: StoredTask, period: string, text: string): readonly RepeatedText[] {
  const db = context.reader();
  const earlier = reportsOf(db, [task.id])
    .filter((report) => comparePeriods(report.period, period) < 0)
    .sort((a, b) => comparePeriods(a.period, b.period))
    .slice(-EARLIER);
  const others = reportsIn(db, period).filter((report) => report.task !== task.id);
  return [...earlier, ...others]
    .flatMap((report): readonly RepeatedText[] => {
      const repetition = compareTexts(text, report.text);
      if (!isRepetition(repetition)) return [];
      const isOwn = report.task === task.id;
      const of = isOwn ? task : findTask(db, report.task);
      if (!of) return [];
      const { number, title, organisationName } = of;
      return [{ ...repetition, text: report.text, period: report.period, number, title, organisationName, isOwn }];
    })
    .sort((a, b) => b.shared / b.shorter - a.shared / a.shorter);
}

/** A1 and A2 of a period, counted from the ledger; units with nothing due have no figure. */
export function tasksFigures(context: Context, period: string): readonly FedFigure[] {
  const db = context.reader();
  const { first, last } = daysOf(period);
  const own = calendarDays(db);
  const parents = parentIds(db);
  const due = tasksDueIn(db, first, last).map((task) => ({ ...task, hasChildren: parents.has(task.id) }));
  return [
    ...toFigures(countNodes(due, 'task', period, own), '改革任务台账', '个节点', { due: 'A1a', onTime: 'A1b', late: 'A1c' }),
    ...toFigures(countNodes(due, 'document', period, own), '配套文件台账', '个节点', { due: 'A2a', onTime: 'A2b', late: null }),
  ];
}

/** Counts as figures, for the indicators that are kept; 0 is a figure as well once something was due. */
export function toFigures(
  counts: ReadonlyMap<string, Counted>,
  register: string,
  unit: string,
  codes: Readonly<Record<keyof Counted, string | null>>,
): readonly FedFigure[] {
  const names = { due: '应完成', onTime: '按期', late: '逾期完成' } as const;
  return [...counts].flatMap(([organisation, counted]) =>
    (['due', 'onTime', 'late'] as const).flatMap((key): readonly FedFigure[] => {
      const indicator = codes[key];
      if (indicator === null) return [];
      const words = `${register}到期 ${counted.due} ${unit}${key === 'due' ? '' : `，${names[key]} ${counted[key]}`}`;
      return [{ organisation, indicator, value: String(counted[key]), records: counted.due, words }];
    }),
  );
}
