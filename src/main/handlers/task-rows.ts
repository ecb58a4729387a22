/** Items of the ledger as everybody sees them: with their light, their progress, what it repeats, and what they come to in a period. */
import { dayText, workingDaysBetween } from '../../shared/calendar.ts';
import type { FedFigure, RecordLink } from '../../shared/contract/feeds.ts';
import { type RepeatedText, type TaskRow, type TaskRules, taskRules } from '../../shared/contract/tasks.ts';
import { AppError } from '../../shared/errors.ts';
import { comparePeriods } from '../../shared/period.ts';
import { asOfDay, type DueStanding, daysOf, dueNodes } from '../../shared/tasks/count.ts';
import { escalationDue } from '../../shared/tasks/escalation.ts';
import { isNodeLate, lightOf } from '../../shared/tasks/lights.ts';
import { compareTexts, isRepetition } from '../../shared/tasks/repetition.ts';
import { isRunning, isSettled } from '../../shared/tasks/states.ts';
import type { Context } from '../context.ts';
import { lastOrders } from '../store/notices.ts';
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
const DEFAULTS: TaskRules = { warnDays: 5, tolerance: 10, relayDays: 10, raiseDays: 10 };

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
  const orders = lastOrders(db, asOf);
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
    const light = lightOf({ ...task, percent, redates, clearedAt }, rules, asOf, own);
    const { escalation } = task;
    const daysRaised = escalation === null ? 0 : workingDaysBetween(escalation.onDay, asOf, own);
    const late = { daysLate: isRunning(task.state) ? light.daysLate : 0, order: orders.get(task.id) ?? null };
    return {
      ...rest,
      nodes: nodes.map(({ doneAt, ...node }) => ({ ...node, isLate: isNodeLate({ ...node, doneAt }, asOf, own) })),
      light,
      percent,
      isReported: current !== undefined,
      isRepeated:
        current !== undefined && isRepeatedIn(current.text, known.filter((report) => report !== current).slice(-EARLIER)),
      children: children.get(task.id) ?? { settled: 0, all: 0 },
      escalationDue: escalationDue({ ...late, escalation, daysRaised }, rules.raiseDays),
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
  const asOf = asOfDay(period, localDay(context.now()));
  const due = tasksDueIn(db, first, last).map((task) => ({ ...task, hasChildren: parents.has(task.id) }));
  const records = (kind: 'task' | 'document'): readonly DueRecord[] =>
    dueNodes(due, kind, period, own).map(({ organisation, task, node, lastDay, standing }) => ({
      organisation,
      standing,
      entry: {
        feature: 'tasks',
        id: String(task.id),
        words: `${task.number} ${task.title}${node.isFinal ? '' : `：${node.title}`}（${dayText(node.dueOn, period.slice(0, 4))}到期，${dueWords({ lastDay, doneOn: node.doneOn, standing }, asOf, own)}）`,
      },
    }));
  return [
    ...toFigures(records('task'), '改革任务台账', '个节点', { due: 'A1a', onTime: 'A1b', late: 'A1c' }),
    ...toFigures(records('document'), '配套文件台账', '个节点', { due: 'A2a', onTime: 'A2b', late: null }),
  ];
}

/** “按期完成” · “逾期 3 个工作日完成” · “逾期 5 个工作日，未完成” · “未完成”. */
function dueWords(
  due: { readonly lastDay: string; readonly doneOn: string | null; readonly standing: DueStanding },
  asOf: string,
  own: ReturnType<typeof calendarDays>,
): string {
  if (due.standing === 'onTime') return '按期完成';
  const days = workingDaysBetween(due.lastDay, due.doneOn ?? asOf, own);
  if (due.standing === 'late') return `逾期 ${days} 个工作日完成`;
  return days === 0 ? '未完成' : `逾期 ${days} 个工作日，未完成`;
}

/** Something that fell due, as a record that counts. */
export type DueRecord = { readonly organisation: string; readonly standing: DueStanding; readonly entry: RecordLink };

/** Counts of what fell due as figures, for the indicators that are kept; 0 is a figure as well once something was due. */
export function toFigures(
  records: readonly DueRecord[],
  register: string,
  unit: string,
  codes: { readonly due: string; readonly onTime: string; readonly late: string | null },
): readonly FedFigure[] {
  const names = { due: '应完成', onTime: '按期', late: '逾期完成' } as const;
  return [...new Set(records.map(({ organisation }) => organisation))].flatMap((organisation) => {
    const due = records.filter((record) => record.organisation === organisation);
    return (['due', 'onTime', 'late'] as const).flatMap((key): readonly FedFigure[] => {
      const indicator = codes[key];
      if (indicator === null) return [];
      const counted = key === 'due' ? due : due.filter(({ standing }) => standing === key);
      const words = `${register}到期 ${due.length} ${unit}${key === 'due' ? '' : `，${names[key]} ${counted.length}`}`;
      const entries = counted.map(({ entry }) => entry);
      return [{ organisation, indicator, value: String(counted.length), records: due.length, words, entries }];
    });
  });
}
