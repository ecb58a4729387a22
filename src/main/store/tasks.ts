/** 分解立项台账: items, their nodes, what was reported, what happened to them, and the files that prove they are done. */
import type { EvidenceFile } from '../../shared/contract/claims.ts';
import type { Task, TaskDraft, TaskEvent, TaskEventKind, TaskNode, TaskReport } from '../../shared/contract/tasks.ts';
import type { Escalation, EscalationLevel } from '../../shared/tasks/escalation.ts';
import type { NodeFacts } from '../../shared/tasks/lights.ts';
import type { TaskState } from '../../shared/tasks/states.ts';
import type { Content } from './evidence.ts';
import { dropContent, keepContent } from './evidence.ts';
import type { Reader, Writer } from './transaction.ts';

/** An item with what its light is made of. */
export type StoredTask = Omit<Task, 'nodes'> & {
  readonly organisationName: string;
  readonly nodes: readonly (Omit<TaskNode, 'isLate'> & NodeFacts)[];
  /** 改期: which day was given up, when, in which audit row. */
  readonly moves: readonly { readonly from: string; readonly at: string; readonly auditId: number }[];
  /** Audit row of the last 解除预警; 0 when there was none. */
  readonly clearedAt: number;
};

type Row = Omit<StoredTask, 'nodes' | 'files' | 'moves' | 'redates' | 'deadline' | 'escalation'>;
const SELECT = `SELECT t.id, t.year, t.number, t.parent_id AS parentId, t.kind, t.title, t.field, t.leader, t.claimed_by AS claimedBy,
    o.code AS organisation, o.name AS organisationName, t.supporting, t.measures, t.outcome, t.document_number AS documentNumber,
    t.site, t.starts_on AS startsOn, t.state,
    coalesce((SELECT max(audit_id) FROM task_events WHERE task_id = t.id AND event = 'clear'), 0) AS clearedAt
  FROM tasks t JOIN organisations o ON o.id = t.organisation_id`;

/** 2 stands before 10, and 2 before 2.1. */
const byNumber = new Intl.Collator('zh', { numeric: true });

function complete(db: Reader, rows: readonly Row[]): readonly StoredTask[] {
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const among = 'task_id IN (SELECT value FROM json_each(?))';
  const nodes = grouped(
    db
      .prepare<Omit<StoredTask['nodes'][number], 'isFinal'> & { readonly task: number; readonly isFinal: number }>(
        `SELECT task_id AS task, id, title, is_final AS isFinal, due_on AS dueOn, baseline_on AS baselineOn, done_on AS doneOn,
           done_audit_id AS doneAt FROM task_nodes WHERE ${among} ORDER BY due_on, is_final, id`,
      )
      .all(ids),
  );
  const files = grouped(
    db
      .prepare<EvidenceFile & { readonly task: number }>(
        `SELECT f.task_id AS task, f.sha256, f.name, e.media_type AS mediaType, e.size
         FROM task_files f JOIN evidence_files e ON e.sha256 = f.sha256 WHERE f.${among} ORDER BY f.audit_id, f.sha256`,
      )
      .all(ids),
  );
  const moves = grouped(
    db
      .prepare<StoredTask['moves'][number] & { readonly task: number }>(
        `SELECT e.task_id AS task, e.from_on AS "from", a.at, e.audit_id AS auditId
         FROM task_events e JOIN audit_log a ON a.id = e.audit_id WHERE e.event = 'redate' AND e.${among} ORDER BY e.id`,
      )
      .all(ids),
  );
  const raised = grouped(
    db
      .prepare<Escalation & { readonly task: number }>(
        `SELECT task_id AS task, level, on_day AS onDay, reason FROM task_escalations
         WHERE id IN (SELECT max(id) FROM task_escalations WHERE ${among} GROUP BY task_id) AND level IS NOT NULL`,
      )
      .all(ids),
  );
  return rows
    .map((row): StoredTask => {
      const own = (nodes.get(row.id) ?? []).map((node) => ({ ...node, isFinal: node.isFinal === 1 }));
      const moved = moves.get(row.id) ?? [];
      return {
        ...row,
        nodes: own,
        deadline: own.find(({ isFinal }) => isFinal)?.dueOn ?? '',
        files: files.get(row.id) ?? [],
        moves: moved,
        redates: moved.length,
        escalation: raised.get(row.id)?.[0] ?? null,
      };
    })
    .sort((a, b) => byNumber.compare(a.year, b.year) || byNumber.compare(a.number, b.number));
}

function grouped<T extends { readonly task: number }>(rows: readonly T[]): ReadonlyMap<number, readonly Omit<T, 'task'>[]> {
  const of = new Map<number, Omit<T, 'task'>[]>();
  for (const { task, ...row } of rows) of.set(task, [...(of.get(task) ?? []), row]);
  return of;
}

/** Items of a year's 路线图 and those of earlier years that are not settled yet, by year and number; 撤销 ones are left out. */
export function tasksIn(db: Reader, year: string): readonly StoredTask[] {
  return complete(
    db,
    db
      .prepare<Row>(
        `${SELECT} WHERE t.state <> 'withdrawn' AND (t.year = ? OR (t.year < ? AND t.state NOT IN ('closed', 'noNeed')))`,
      )
      .all(year, year),
  );
}

/** Items of a year's 路线图 and of all before it, whatever has become of them since. */
export const tasksUpTo = (db: Reader, year: string): readonly StoredTask[] =>
  complete(db, db.prepare<Row>(`${SELECT} WHERE t.year <= ?`).all(year));

/** What was written down of items of a year's 路线图 and of all before it, oldest first. */
export const historiesUpTo = (
  db: Reader,
  year: string,
): ReadonlyMap<number, readonly { readonly event: string; readonly at: string }[]> =>
  grouped(
    db
      .prepare<{ readonly task: number; readonly event: string; readonly at: string }>(
        `SELECT e.task_id AS task, e.event, a.at FROM task_events e JOIN audit_log a ON a.id = e.audit_id
         JOIN tasks t ON t.id = e.task_id WHERE t.year <= ? ORDER BY e.id`,
      )
      .all(year),
  );

/** Items with a node due in [from, to], of any year; those that were never 立项, 暂缓, 无需配套 or 撤销 ask for nothing. */
export function tasksDueIn(db: Reader, from: string, to: string): readonly StoredTask[] {
  return complete(
    db,
    db
      .prepare<Row>(
        `${SELECT} WHERE t.state NOT IN ('draft', 'suspended', 'noNeed', 'withdrawn')
           AND EXISTS (SELECT 1 FROM task_nodes n WHERE n.task_id = t.id AND n.due_on BETWEEN ? AND ?)`,
      )
      .all(from, to),
  );
}

/** An item by its id, also a 撤销 one; null when there is none. */
export function findTask(db: Reader, id: number): StoredTask | null {
  return complete(db, db.prepare<Row>(`${SELECT} WHERE t.id = ?`).all(id))[0] ?? null;
}

/** Items under one, by number. */
export function childrenOf(db: Reader, id: number): readonly StoredTask[] {
  return complete(db, db.prepare<Row>(`${SELECT} WHERE t.parent_id = ? AND t.state <> 'withdrawn'`).all(id));
}

/** Ids of those that have others under them. */
export function parentIds(db: Reader): ReadonlySet<number> {
  const rows = db
    .prepare<{ id: number }>("SELECT DISTINCT parent_id AS id FROM tasks WHERE parent_id IS NOT NULL AND state <> 'withdrawn'")
    .all();
  return new Set(rows.map(({ id }) => id));
}

/** Where an item that is not settled can be inspected, with the unit that answers for it. */
export function taskSites(
  db: Reader,
): readonly { readonly id: number; readonly title: string; readonly organisation: string; readonly site: string }[] {
  return db
    .prepare<{ id: number; title: string; organisation: string; site: string }>(
      `SELECT t.id, t.title, o.code AS organisation, t.site FROM tasks t JOIN organisations o ON o.id = t.organisation_id
       WHERE t.site <> '' AND t.state IN ('assigned', 'active', 'submitted', 'verified', 'returned') ORDER BY o.sort_order, t.id`,
    )
    .all();
}

/** Everything that happened to an item, oldest first. */
export function taskEvents(db: Reader, id: number): readonly TaskEvent[] {
  return db
    .prepare<TaskEvent>(
      `SELECT event, reason, node, fromOn, toOn, level, a.at, a.actor FROM (
         SELECT e.event, e.reason, n.title AS node, e.from_on AS fromOn, e.to_on AS toOn, NULL AS level, e.audit_id, e.id
         FROM task_events e LEFT JOIN task_nodes n ON n.id = e.node_id WHERE e.task_id = ?
         UNION ALL
         SELECT 'escalate', reason, NULL, NULL, on_day, level, audit_id, id FROM task_escalations WHERE task_id = ?
       ) e JOIN audit_log a ON a.id = e.audit_id ORDER BY e.audit_id, e.id`,
    )
    .all(id, id);
}

/** Who asked last for 销号; null when nobody has. */
export function submittedBy(db: Reader, id: number): string | null {
  const row = db
    .prepare<{ actor: string }>(
      `SELECT a.actor FROM task_events e JOIN audit_log a ON a.id = e.audit_id
       WHERE e.task_id = ? AND e.event = 'submit' ORDER BY e.id DESC LIMIT 1`,
    )
    .get(id);
  return row?.actor ?? null;
}

export type StoredReport = TaskReport & { readonly task: number };

const REPORTS = `SELECT p.task_id AS task, p.period, p.text, p.percent, a.at, a.actor
  FROM task_progress p JOIN audit_log a ON a.id = p.audit_id
  WHERE p.id = (SELECT max(id) FROM task_progress WHERE task_id = p.task_id AND period = p.period)`;

/** What stands reported for every period of some items. */
export function reportsOf(db: Reader, tasks: readonly number[]): readonly StoredReport[] {
  return db
    .prepare<StoredReport>(`${REPORTS} AND p.task_id IN (SELECT value FROM json_each(?)) ORDER BY p.id`)
    .all(JSON.stringify(tasks));
}

/** What stands reported for one period, of every item that is not 撤销. */
export function reportsIn(db: Reader, period: string): readonly StoredReport[] {
  return db
    .prepare<StoredReport>(
      `${REPORTS} AND p.period = ? AND EXISTS (SELECT 1 FROM tasks WHERE id = p.task_id AND state <> 'withdrawn') ORDER BY p.id`,
    )
    .all(period);
}

type Event = {
  readonly event: Exclude<TaskEventKind, 'escalate'>;
  readonly reason?: string;
  readonly node?: number;
  readonly fromOn?: string;
  readonly toOn?: string;
};

/** Writes down what happens to an item. */
function addTaskEvent(tx: Writer, task: number, { event, reason = '', node, fromOn, toOn }: Event): void {
  tx.prepare(
    'INSERT INTO task_events (task_id, event, reason, node_id, from_on, to_on, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(task, event, reason, node ?? null, fromOn ?? null, toOn ?? null, tx.auditId);
}

export type TaskWrite = Omit<TaskDraft, 'organisation'> & { readonly organisationId: number };
/** What the last node is called. */
const FINAL = '完成';

/**
 * Adds an item or changes one. The nodes are replaced while there is no baseline; afterwards they stay as they are and `redateNode` moves them.
 * @returns its id
 */
export function saveTask(tx: Writer, task: TaskWrite, isFrozen = false): number {
  const { year, number, parentId, kind, title, field, leader, claimedBy, organisationId, supporting } = task;
  const { measures, outcome, documentNumber, site, startsOn, deadline, nodes } = task;
  const values = [year, number, parentId, kind, title, field, leader, claimedBy, organisationId, supporting, measures, outcome];
  values.push(documentNumber, site, startsOn);
  let { id } = task;
  if (id === null) {
    const added = tx
      .prepare(
        `INSERT INTO tasks (year, number, parent_id, kind, title, field, leader, claimed_by, organisation_id, supporting, measures, outcome,
           document_number, site, starts_on, state, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?)`,
      )
      .run(...values, tx.auditId);
    id = Number(added.lastInsertRowid);
    addTaskEvent(tx, id, { event: 'register' });
  } else {
    tx.prepare(
      `UPDATE tasks SET year = ?, number = ?, parent_id = ?, kind = ?, title = ?, field = ?, leader = ?, claimed_by = ?, organisation_id = ?,
         supporting = ?, measures = ?, outcome = ?, document_number = ?, site = ?, starts_on = ? WHERE id = ?`,
    ).run(...values, id);
    addTaskEvent(tx, id, { event: 'change' });
  }
  if (isFrozen) return id;
  tx.prepare('DELETE FROM task_nodes WHERE task_id = ?').run(id);
  const put = tx.prepare('INSERT INTO task_nodes (task_id, title, is_final, due_on, audit_id) VALUES (?, ?, ?, ?, ?)');
  for (const node of nodes) put.run(id, node.title, 0, node.dueOn, tx.auditId);
  put.run(id, FINAL, 1, deadline, tx.auditId);
  return id;
}

/** A new state, and what brought it about. 立项 freezes the baseline. */
export function moveTask(tx: Writer, task: number, event: Event['event'], to: TaskState, reason: string): void {
  if (event === 'assign') {
    tx.prepare('UPDATE task_nodes SET baseline_on = due_on WHERE task_id = ? AND baseline_on IS NULL').run(task);
  }
  tx.prepare('UPDATE tasks SET state = ? WHERE id = ?').run(to, task);
  addTaskEvent(tx, task, { event, reason });
}

/** The day a node was done, or null: it is not done after all. */
export function finishNode(
  tx: Writer,
  task: number,
  node: { readonly id: number; readonly doneOn: string | null },
  doneOn: string | null,
): void {
  const at = doneOn === null ? null : tx.auditId;
  tx.prepare('UPDATE task_nodes SET done_on = ?, done_audit_id = ? WHERE id = ? AND task_id = ?').run(doneOn, at, node.id, task);
  const days = { ...(node.doneOn === null ? {} : { fromOn: node.doneOn }), ...(doneOn === null ? {} : { toOn: doneOn }) };
  addTaskEvent(tx, task, { event: doneOn === null ? 'unfinish' : 'finish', node: node.id, ...days });
}

/** 改期: its reason is written first, without it the date does not move. */
export function redateNode(
  tx: Writer,
  task: number,
  node: { readonly id: number; readonly dueOn: string },
  dueOn: string,
  reason: string,
): void {
  addTaskEvent(tx, task, { event: 'redate', reason, node: node.id, fromOn: node.dueOn, toOn: dueOn });
  tx.prepare('UPDATE task_nodes SET due_on = ? WHERE id = ? AND task_id = ?').run(dueOn, node.id, task);
}

/** 提级调度, or with a null level back to 牵头领导; what stood before stays in the history. */
export function escalateTask(
  tx: Writer,
  task: number,
  { level, onDay, reason }: { readonly level: EscalationLevel | null; readonly onDay: string; readonly reason: string },
): void {
  tx.prepare('INSERT INTO task_escalations (task_id, level, on_day, reason, audit_id) VALUES (?, ?, ?, ?, ?)').run(
    task,
    level,
    onDay,
    reason,
    tx.auditId,
  );
}

/** What was reported for a period; an earlier text for it stays in the history. */
export function addReport(
  tx: Writer,
  task: number,
  { period, text, percent }: Pick<TaskReport, 'period' | 'text' | 'percent'>,
): void {
  tx.prepare('INSERT INTO task_progress (task_id, period, text, percent, audit_id) VALUES (?, ?, ?, ?, ?)').run(
    task,
    period,
    text,
    percent,
    tx.auditId,
  );
  addTaskEvent(tx, task, { event: 'report', reason: period });
}

/** Keeps a content, if it is new, and shows it with an item. */
export function attachTaskFile(tx: Writer, task: number, content: Content): void {
  keepContent(tx, content);
  tx.prepare('INSERT INTO task_files (task_id, sha256, name, audit_id) VALUES (?, ?, ?, ?)').run(
    task,
    content.sha256,
    content.name,
    tx.auditId,
  );
  addTaskEvent(tx, task, { event: 'attach', reason: content.name });
}

/** Takes a file away from an item; a content that nothing shows any more goes with it. */
export function detachTaskFile(tx: Writer, task: number, { sha256, name }: Pick<Content, 'sha256' | 'name'>): void {
  tx.prepare('DELETE FROM task_files WHERE task_id = ? AND sha256 = ?').run(task, sha256);
  dropContent(tx, sha256);
  addTaskEvent(tx, task, { event: 'detach', reason: name });
}
