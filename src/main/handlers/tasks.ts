/** 调度: the ledger, its lights, what was reported, and what may happen to an item next. */
import { dayText, knowsYear } from '../../shared/calendar.ts';
import { EVIDENCE_EXTENSIONS } from '../../shared/claims/evidence.ts';
import type { TaskDraft, TaskRecord, TaskRow, TasksView } from '../../shared/contract/tasks.ts';
import { AppError } from '../../shared/errors.ts';
import { comparePeriods, formatPeriod } from '../../shared/period.ts';
import { asOfDay } from '../../shared/tasks/count.ts';
import { type EscalationLevel, escalationName, levelsAbove } from '../../shared/tasks/escalation.ts';
import {
  type ActFacts,
  actsFrom,
  hindranceOf,
  isRunning,
  isSettled,
  stateAfter,
  TASK_ACTS,
  type TaskAct,
  taskStateName,
} from '../../shared/tasks/states.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { hasAccounts } from '../store/accounts.ts';
import { listOrganisations } from '../store/organisations.ts';
import { saveSetting } from '../store/records.ts';
import { calendarDays } from '../store/submissions.ts';
import {
  addReport,
  attachTaskFile,
  childrenOf,
  detachTaskFile,
  escalateTask,
  findTask,
  finishNode,
  moveTask,
  redateNode,
  reportsOf,
  type StoredTask,
  saveTask,
  submittedBy,
  taskEvents,
  tasksIn,
} from '../store/tasks.ts';
import type { Reader, Writer } from '../store/transaction.ts';
import { localDay } from './deadlines.ts';
import { keptFile, readEvidenceFile, saveKeptFile } from './evidence-files.ts';
import { refuseSealed } from './locks.ts';
import { readTaskRules, repeatedTexts, rowOf, rowsOf, taskRows } from './task-rows.ts';

function viewTasks(context: Context, period: string): TasksView {
  const db = context.reader();
  const year = period.slice(0, 4);
  const rows = taskRows(context, period);
  const own = calendarDays(db);
  const known = (of: (row: TaskRow) => string): readonly string[] =>
    [...new Set(rows.map(of))].filter((text) => text !== '').sort((a, b) => a.localeCompare(b, 'zh'));
  return {
    year,
    asOf: asOfDay(period, localDay(context.now())),
    rows,
    units: listOrganisations(db)
      .filter(({ kind }) => kind !== 'city')
      .map(({ code, name, kind }) => ({ code, name, kind })),
    fields: known(({ field }) => field),
    leaders: known(({ leader }) => leader),
    nextNumber: nextNumber(rows.filter((row) => row.year === year)),
    unknownYear: knowsYear(year) || own.some(({ day }) => day.startsWith(year)) ? null : year,
  };
}

/** The number after the highest of a year's items. */
export const nextNumber = (rows: readonly { readonly number: string }[]): string =>
  String(1 + Math.max(0, ...rows.map(({ number }) => (/^\d{1,6}$/.test(number) ? Number(number) : 0))));

/** An item that is not 撤销. Throws task.unknown. */
function find(db: Reader, id: number): StoredTask {
  const task = findTask(db, id);
  if (!task || task.state === 'withdrawn') throw new AppError('task.unknown', {});
  return task;
}

const subjectOf = ({ year, number, title, organisationName }: StoredTask): string =>
  `${year}年第 ${number} 项“${title}” ${organisationName}`;

function factsOf(context: Context, task: StoredTask, row: TaskRow): ActFacts {
  return {
    state: task.state,
    kind: task.kind,
    leader: task.leader,
    files: task.files.length,
    nodes: task.nodes,
    openChildren: childrenOf(context.reader(), task.id)
      .filter(({ state }) => !isSettled(state))
      .map(({ title }) => title),
    isCaughtUp: row.light.timesLate > 0,
    hasBaseline: task.nodes.some(({ baselineOn }) => baselineOn !== null),
  };
}

/** What is in the way of an act at this desk. */
function hindranceHere(context: Context, act: TaskAct, task: StoredTask, facts: ActFacts): string | null {
  const db = context.reader();
  if (act === 'verify' && hasAccounts(db) && submittedBy(db, task.id) === context.actor()) {
    return '自己申请销号的任务由其他有“审核”职责的人员核验。';
  }
  return hindranceOf(act, facts);
}

function viewRecord(context: Context, id: number, period: string): TaskRecord {
  const db = context.reader();
  const stored = find(db, id);
  const task = rowOf(context, period, stored);
  const facts = factsOf(context, stored, task);
  const reports = [...reportsOf(db, [id])].sort((a, b) => comparePeriods(a.period, b.period));
  const report = reports.find((one) => one.period === period) ?? null;
  const parent = stored.parentId === null ? null : findTask(db, stored.parentId);
  return {
    task,
    parent: parent && { id: parent.id, number: parent.number, title: parent.title },
    children: rowsOf(context, period, childrenOf(db, id)),
    report,
    lastReport: reports.findLast((one) => comparePeriods(one.period, period) < 0) ?? null,
    repeated: report === null ? [] : repeatedTexts(context, stored, period, report.text),
    events: taskEvents(db, id),
    acts: actsFrom(facts).map((act) => ({ act, hindrance: hindranceHere(context, act, stored, facts) })),
  };
}

/** @throws AppError organisation.unknown, task.duplicate, task.parent, task.frozen, task.settled */
function save(context: Context, draft: TaskDraft): number {
  const db = context.reader();
  const unit = listOrganisations(db).find(({ code }) => code === draft.organisation);
  if (!unit) throw new AppError('organisation.unknown', { name: draft.organisation });
  const before = draft.id === null ? null : find(db, draft.id);
  if (before && isSettled(before.state))
    throw new AppError('task.settled', { title: before.title, state: taskStateName[before.state] });
  const twin = tasksIn(db, draft.year).find((task) => task.year === draft.year && task.number === draft.number);
  if (twin && twin.id !== draft.id) throw new AppError('task.duplicate', { number: draft.number, title: twin.title });
  refuseParent(db, draft);
  const isFrozen = before?.nodes.some(({ baselineOn }) => baselineOn !== null) ?? false;
  if (before && isFrozen && !hasSameDates(before, draft)) throw new AppError('task.frozen', { title: before.title });
  const { organisation, ...rest } = draft;
  const act = {
    action: before ? '修改台账' : '登记台账',
    subject: `${draft.year}年第 ${draft.number} 项“${draft.title}” ${unit.name}`,
  };
  return context.write(act, (tx) => saveTask(tx, { ...rest, organisationId: unit.id }, isFrozen));
}

/** An item stands under one that is open, and not under itself. */
function refuseParent(db: Reader, { id, parentId }: TaskDraft): void {
  for (let at = parentId; at !== null; ) {
    const parent = find(db, at);
    if (at === id) throw new AppError('task.parent', { detail: '不能放在自己或自己的子任务之下' });
    if (at === parentId && isSettled(parent.state)) {
      throw new AppError('task.parent', { detail: `“${parent.title}”${taskStateName[parent.state]}，不能再加子任务` });
    }
    at = parent.parentId;
  }
}

const hasSameDates = (task: StoredTask, draft: TaskDraft): boolean => {
  const nodes = task.nodes.filter(({ isFinal }) => !isFinal);
  return (
    task.startsOn === draft.startsOn &&
    task.deadline === draft.deadline &&
    nodes.length === draft.nodes.length &&
    draft.nodes.every((node) => nodes.some((one) => one.id === node.id && one.dueOn === node.dueOn && one.title === node.title))
  );
};

/** The period the office stands in, for acts that do not say one. */
const thisMonth = (context: Context): string => localDay(context.now()).slice(0, 7);

type Acting = { readonly id: number; readonly act: TaskAct; readonly reason: string; readonly doneOn?: string | null };

/** @throws AppError task.hindered, task.reason, task.doneOn */
function act(context: Context, { id, act: wanted, reason, doneOn = null }: Acting): void {
  const db = context.reader();
  const task = find(db, id);
  const facts = factsOf(context, task, rowOf(context, thisMonth(context), task));
  const hindrance = hindranceHere(context, wanted, task, facts);
  if (hindrance !== null) throw new AppError('task.hindered', { title: task.title, sentence: hindrance });
  const { name, needsReason } = TASK_ACTS[wanted];
  if (needsReason && reason === '') throw new AppError('task.reason', { action: name });
  const final = task.nodes.find(({ isFinal }) => isFinal);
  if (wanted === 'submit') refuseDay(context, task, doneOn);
  context.write({ action: name, subject: subjectOf(task), detail: { task: id, reason } }, (tx) => {
    if (final && wanted === 'submit') finishNode(tx, id, final, doneOn);
    // What is not accepted as done is not done: its deadline counts again.
    if (final && final.doneOn !== null && (wanted === 'return' || wanted === 'reopen')) finishNode(tx, id, final, null);
    moveTask(tx, id, wanted, stateAfter(wanted, facts), reason);
  });
}

/** A day on which work was done is a day that has been. */
function refuseDay(context: Context, task: StoredTask, doneOn: string | null): void {
  if (doneOn === null) throw new AppError('task.doneOn', { detail: '请写明办结日期' });
  if (doneOn > localDay(context.now())) throw new AppError('task.doneOn', { detail: `办结日期 ${doneOn} 还没有到` });
  if (doneOn < task.startsOn) throw new AppError('task.doneOn', { detail: `办结日期 ${doneOn} 早于开始日期 ${task.startsOn}` });
}

/** An item that work goes on at. Throws task.unknown, task.hindered. */
function findRunning(db: Reader, id: number, what: string): StoredTask {
  const task = find(db, id);
  if (isRunning(task.state)) return task;
  throw new AppError('task.hindered', { title: task.title, sentence: `现在是“${taskStateName[task.state]}”，不能${what}。` });
}

function findNode(task: StoredTask, id: number): StoredTask['nodes'][number] {
  const node = task.nodes.find((one) => one.id === id);
  if (!node) throw new AppError('task.unknown', {});
  return node;
}

function finish(context: Context, id: number, nodeId: number, doneOn: string | null): void {
  const task = findRunning(context.reader(), id, '登记办结');
  const node = findNode(task, nodeId);
  if (node.isFinal) throw new AppError('task.hindered', { title: task.title, sentence: '最后一个节点在申请销号时办结。' });
  if (task.state === 'submitted' || task.state === 'verified') {
    throw new AppError('task.hindered', { title: task.title, sentence: '已申请销号，节点不能再改；要改请先退回。' });
  }
  if (doneOn !== null) refuseDay(context, task, doneOn);
  const action = doneOn === null ? '取消节点办结' : '节点办结';
  const subject = `${subjectOf(task)} ${node.title}${doneOn === null ? '' : ` ${dayText(doneOn)}`}`;
  context.write({ action, subject }, (tx) => {
    finishNode(tx, id, node, doneOn);
    if (doneOn !== null) startTask(tx, task);
  });
}

function redate(context: Context, id: number, nodeId: number, dueOn: string, reason: string): void {
  const task = findRunning(context.reader(), id, '改期');
  const node = findNode(task, nodeId);
  const refuse = (sentence: string): never => {
    throw new AppError('task.hindered', { title: task.title, sentence });
  };
  if (node.doneOn !== null) refuse(`“${node.title}”已经办结，不用改期。`);
  if (dueOn === node.dueOn) refuse('日期没有改变。');
  if (dueOn < task.startsOn) refuse(`不能早于开始日期 ${task.startsOn}。`);
  if (!node.isFinal && dueOn > task.deadline) refuse(`节点不能晚于完成时限 ${task.deadline}，请先改完成时限。`);
  const last = task.nodes.filter(({ isFinal, doneOn }) => !isFinal && doneOn === null).at(-1);
  if (node.isFinal && last && dueOn < last.dueOn) refuse(`完成时限不能早于节点“${last.title}”的 ${last.dueOn}。`);
  const subject = `${subjectOf(task)} ${node.title} ${dayText(node.dueOn)} → ${dayText(dueOn)}`;
  context.write({ action: '改期', subject, detail: { reason } }, (tx) => redateNode(tx, id, node, dueOn, reason));
}

type Escalating = {
  readonly id: number;
  readonly level: EscalationLevel | null;
  readonly onDay: string;
  readonly reason: string;
};

/** 提级调度 goes up, however far; what was raised goes back to its 牵头领导 also when the item is struck off. */
function escalate(context: Context, { id, level, onDay, reason }: Escalating): void {
  const db = context.reader();
  const { escalation } = find(db, id);
  const task = level === null ? find(db, id) : findRunning(db, id, '提级调度');
  const refuse = (sentence: string): never => {
    throw new AppError('task.hindered', { title: task.title, sentence });
  };
  if (level === null && escalation === null) refuse('没有提级，不用撤销。');
  if (level !== null && escalation !== null && !levelsAbove(escalation).includes(level)) {
    refuse(`已提级到${escalationName[escalation.level]}，只能再往上提级。`);
  }
  const what = level === null ? '撤销提级日期' : '提级日期';
  if (onDay > localDay(context.now())) throw new AppError('task.doneOn', { detail: `${what} ${onDay} 还没有到` });
  if (escalation !== null && onDay < escalation.onDay) {
    throw new AppError('task.doneOn', { detail: `${what} ${onDay} 早于上次提级的 ${escalation.onDay}` });
  }
  const action = level === null ? '撤销提级' : '提级调度';
  const to = level === null ? `牵头领导${task.leader}` : escalationName[level];
  context.write({ action, subject: `${subjectOf(task)} ${to}`, detail: { task: id, onDay, reason } }, (tx) =>
    escalateTask(tx, id, { level, onDay, reason }),
  );
}

/** The first progress, or the first node done, is a start. */
function startTask(tx: Writer, { id, state }: StoredTask): void {
  if (state === 'assigned') moveTask(tx, id, 'start', 'active', '');
}

function report(
  context: Context,
  id: number,
  entry: { readonly period: string; readonly text: string; readonly percent: number | null },
): void {
  const db = context.reader();
  refuseSealed(db, entry.period);
  const task = findRunning(db, id, '填报进展');
  context.write({ action: '填报进展', subject: `${formatPeriod(entry.period)} ${subjectOf(task)}` }, (tx) => {
    addReport(tx, id, entry);
    startTask(tx, task);
  });
}

/** An item whose evidence may still change. */
function findOpen(db: Reader, id: number): StoredTask {
  const task = find(db, id);
  if (task.state === 'submitted' || task.state === 'verified' || isSettled(task.state)) {
    throw new AppError('task.hindered', {
      title: task.title,
      sentence: `现在是“${taskStateName[task.state]}”，佐证不能再改；要改请先退回。`,
    });
  }
  return task;
}

function readFileOf(db: Reader, id: number, sha256: string) {
  const file = find(db, id).files.find((one) => one.sha256 === sha256);
  if (!file) throw new AppError('task.unknown', {});
  return keptFile(db, file);
}

export const tasks = {
  'tasks.view': ({ period }, context) => viewTasks(context, period),
  'tasks.record': ({ id, period }, context) => viewRecord(context, id, period),
  'tasks.save': (draft, context) => ({ id: save(context, draft) }),
  'tasks.advance': (input, context) => {
    act(context, input);
    return null;
  },
  'tasks.decide': (input, context) => {
    act(context, input);
    return null;
  },
  'tasks.assign': ({ ids }, context) => {
    const db = context.reader();
    const wanted = ids.map((id) => find(db, id));
    for (const task of wanted) {
      const hindrance = hindranceOf('assign', factsOf(context, task, rowOf(context, thisMonth(context), task)));
      if (hindrance !== null) throw new AppError('task.hindered', { title: task.title, sentence: hindrance });
    }
    const [first] = wanted;
    const subject = first && wanted.length === 1 ? subjectOf(first) : `${wanted.length} 项任务`;
    context.write({ action: '立项', subject, detail: { tasks: ids } }, (tx) => {
      for (const { id } of wanted) moveTask(tx, id, 'assign', 'assigned', '');
    });
    return { assigned: wanted.length };
  },
  'tasks.finish': ({ id, node, doneOn }, context) => {
    finish(context, id, node, doneOn);
    return null;
  },
  'tasks.redate': ({ id, node, dueOn, reason }, context) => {
    redate(context, id, node, dueOn, reason);
    return null;
  },
  'tasks.escalate': (input, context) => {
    escalate(context, input);
    return null;
  },
  'tasks.report': ({ id, ...entry }, context) => {
    report(context, id, entry);
    return null;
  },
  'tasks.repeated': ({ id, period, text }, context) => repeatedTexts(context, find(context.reader(), id), period, text),
  'tasks.attach': async ({ id }, context) => {
    findOpen(context.reader(), id);
    const path = await context.dialogs.openFile('选择佐证材料', EVIDENCE_EXTENSIONS, '佐证材料');
    if (path === null) return null;
    // While the dialog stood open somebody may have asked for 销号.
    const task = findOpen(context.reader(), id);
    const content = readEvidenceFile(path, task.files);
    const { name, sha256 } = content;
    context.write({ action: '添加佐证', subject: `${subjectOf(task)} ${name}`, detail: { sha256 } }, (tx) =>
      attachTaskFile(tx, id, content),
    );
    return { name };
  },
  'tasks.detach': ({ id, sha256 }, context) => {
    const task = findOpen(context.reader(), id);
    const file = task.files.find((one) => one.sha256 === sha256);
    if (!file) throw new AppError('task.unknown', {});
    context.write({ action: '移除佐证', subject: `${subjectOf(task)} ${file.name}`, detail: { sha256 } }, (tx) =>
      detachTaskFile(tx, id, file),
    );
    return null;
  },
  'tasks.bytes': ({ id, sha256 }, context) => readFileOf(context.reader(), id, sha256).bytes,
  'tasks.saveFile': ({ id, sha256 }, context) => saveKeptFile(context, readFileOf(context.reader(), id, sha256)),
  'tasks.rules': (_, context) => readTaskRules(context.reader()),
  'tasks.saveRules': (rules, context) => {
    const subject = `临期 ${rules.warnDays} 个工作日，进度差 ${rules.tolerance} 个百分点，传达 ${rules.relayDays} 个工作日`;
    context.write({ action: '修改亮灯规则', subject }, (tx) => saveSetting(tx, 'taskRules', rules));
    return null;
  },
} satisfies Partial<Handlers>;
