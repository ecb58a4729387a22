/** 宣传条目 with what happened to them and the files they show, and who was 入选; the experience library is in experiences.ts. */
import type { EvidenceFile } from '../../shared/contract/claims.ts';
import type { Choice, Item, ItemDraft, ItemEvent, ItemState } from '../../shared/contract/publicity.ts';
import type { Cause } from '../../shared/improvement/candidates.ts';
import { type Content, dropContent, keepContent } from './evidence.ts';
import type { Reader, Writer } from './transaction.ts';

type Row = Omit<Item, 'files' | 'isFrontPage'> & { readonly isFrontPage: number };
const SELECT = `SELECT i.id, i.period, o.code AS organisation, i.kind, i.level, i.channel, i.outlet, i.is_front_page AS isFrontPage, i.title,
    i.document_number AS documentNumber, i.dated_on AS datedOn, i.experience_id AS experience, i.state, a.actor AS registeredBy,
    a.at AS registeredAt, coalesce(e.reason, '') AS reason, d.actor AS decidedBy, d.at AS decidedAt
  FROM publicity_items i JOIN organisations o ON o.id = i.organisation_id JOIN audit_log a ON a.id = i.audit_id
    LEFT JOIN publicity_events e ON e.id = (
      SELECT max(id) FROM publicity_events WHERE item_id = i.id AND event IN ('accept', 'refuse', 'reopen', 'withdraw'))
    LEFT JOIN audit_log d ON d.id = e.audit_id`;

const withFiles = (db: Reader, rows: readonly Row[]): readonly Item[] => {
  const files = db
    .prepare<EvidenceFile & { item: number }>(
      `SELECT f.item_id AS item, f.sha256, f.name, e.media_type AS mediaType, e.size
       FROM publicity_files f JOIN evidence_files e ON e.sha256 = f.sha256
       WHERE f.item_id IN (SELECT value FROM json_each(?)) ORDER BY f.item_id, f.audit_id, f.sha256`,
    )
    .all(JSON.stringify(rows.map(({ id }) => id)));
  const ofItem = new Map<number, EvidenceFile[]>();
  for (const { item, ...file } of files) ofItem.set(item, [...(ofItem.get(item) ?? []), file]);
  return rows.map((row) => ({ ...row, isFrontPage: row.isFrontPage === 1, files: ofItem.get(row.id) ?? [] }));
};

/** Items of a calendar year, of every unit, by unit in official order and as they were registered. */
export function itemsOfYear(db: Reader, year: string): readonly Item[] {
  const rows = db.prepare<Row>(`${SELECT} WHERE substr(i.period, 1, 4) = ? ORDER BY o.sort_order, o.id, i.id`).all(year);
  return withFiles(db, rows);
}

export function findItem(db: Reader, id: number): Item | null {
  return withFiles(db, db.prepare<Row>(`${SELECT} WHERE i.id = ?`).all(id))[0] ?? null;
}

/** Everything that happened to an item, oldest first. */
export function itemEvents(db: Reader, id: number): readonly ItemEvent[] {
  return db
    .prepare<ItemEvent>(
      `SELECT e.event, e.reason, a.at, a.actor FROM publicity_events e JOIN audit_log a ON a.id = e.audit_id
       WHERE e.item_id = ? ORDER BY e.id`,
    )
    .all(id);
}

export type ItemWrite = Omit<ItemDraft, 'organisation'> & {
  readonly organisationId: number;
  /** The experience whose promotion it is. */
  readonly experience?: number;
};

/** Adds an item or changes one that is not decided yet. Returns its id. */
export function saveItem(tx: Writer, item: ItemWrite): number {
  const { period, organisationId, kind, level, channel, outlet, isFrontPage, title, documentNumber, datedOn, experience } = item;
  const values = [period, organisationId, kind, level, channel, outlet, isFrontPage ? 1 : 0, title, documentNumber, datedOn];
  let { id } = item;
  if (id === null) {
    const added = tx
      .prepare(
        `INSERT INTO publicity_items (period, organisation_id, kind, level, channel, outlet, is_front_page, title, document_number, dated_on,
           experience_id, state, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?)`,
      )
      .run(...values, experience ?? null, tx.auditId);
    id = Number(added.lastInsertRowid);
    addItemEvent(tx, id, 'register', '');
  } else {
    tx.prepare(
      `UPDATE publicity_items SET period = ?, organisation_id = ?, kind = ?, level = ?, channel = ?, outlet = ?, is_front_page = ?, title = ?,
         document_number = ?, dated_on = ? WHERE id = ?`,
    ).run(...values, id);
    addItemEvent(tx, id, 'change', '');
  }
  return id;
}

const BECOMES = { accept: 'accepted', refuse: 'refused', reopen: 'pending', withdraw: 'withdrawn' } as const satisfies Record<
  string,
  ItemState
>;

/** 核实, 不予核实, 撤销核实, 撤回. */
export function decideItem(tx: Writer, id: number, event: keyof typeof BECOMES, reason: string): void {
  tx.prepare('UPDATE publicity_items SET state = ? WHERE id = ?').run(BECOMES[event], id);
  addItemEvent(tx, id, event, reason);
}

function addItemEvent(tx: Writer, id: number, event: ItemEvent['event'], reason: string): void {
  tx.prepare('INSERT INTO publicity_events (item_id, event, reason, audit_id) VALUES (?, ?, ?, ?)').run(
    id,
    event,
    reason,
    tx.auditId,
  );
}

/** Keeps a content and shows it with an item. */
export function attachToItem(tx: Writer, item: number, content: Content): void {
  keepContent(tx, content);
  const link = tx.prepare('INSERT INTO publicity_files (item_id, sha256, name, audit_id) VALUES (?, ?, ?, ?)');
  link.run(item, content.sha256, content.name, tx.auditId);
  addItemEvent(tx, item, 'attach', content.name);
}

/** Takes a file away from an item that is not decided. */
export function detachFromItem(tx: Writer, item: number, { sha256, name }: Pick<EvidenceFile, 'sha256' | 'name'>): void {
  tx.prepare('DELETE FROM publicity_files WHERE item_id = ? AND sha256 = ?').run(item, sha256);
  dropContent(tx, sha256);
  addItemEvent(tx, item, 'detach', name);
}

/** Whoever was 入选 and stays so, of every unit, oldest period first as they were chosen. */
export function listChoices(db: Reader): readonly Choice[] {
  return db
    .prepare<Choice>(
      `SELECT c.period, o.code AS organisation, o.name, c.cause, c.item, c.evidence, c.reason, a.actor AS chosenBy, a.at AS chosenAt
       FROM publicity_choices c JOIN organisations o ON o.id = c.organisation_id JOIN audit_log a ON a.id = c.audit_id
       WHERE c.event = 'choose' AND c.id = (
         SELECT max(id) FROM publicity_choices WHERE period = c.period AND organisation_id = c.organisation_id AND cause = c.cause)
       ORDER BY c.id`,
    )
    .all();
}

/** 入选, or taking it back. */
export function addChoice(
  tx: Writer,
  choice: {
    readonly period: string;
    readonly organisationId: number;
    readonly cause: Cause;
    readonly event: 'choose' | 'cancel';
    readonly item: string | null;
    readonly evidence: string;
    readonly reason: string;
  },
): void {
  const { period, organisationId, cause, event, item, evidence, reason } = choice;
  tx.prepare(
    `INSERT INTO publicity_choices (period, organisation_id, cause, event, item, evidence, reason, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(period, organisationId, cause, event, item, evidence, reason, tx.auditId);
}
