/** 三单一书: the notices, their numbers, what became of them, and the files that came back with the replies. */
import type { EvidenceFile } from '../../shared/contract/claims.ts';
import type { Notice, NoticeDraft, NoticeEvent } from '../../shared/contract/notices.ts';
import { type NoticeKind, noticeNumber } from '../../shared/notices/kinds.ts';
import { type Content, dropContent, keepContent } from './evidence.ts';
import type { Reader, Writer } from './transaction.ts';

/** A notice as it is kept: its number apart, and what was issued in its place. */
export type StoredNotice = Notice & {
  readonly year: string | null;
  readonly replacedBy: string | null;
};

type Row = Omit<StoredNotice, 'number' | 'replacedBy' | 'files'> & {
  readonly serial: number | null;
  readonly nextKind: NoticeKind | null;
  readonly nextYear: string | null;
  readonly nextSerial: number | null;
};

/** The latest of an event stands; a 恢复办理 takes 办结 back. */
const latest = (...events: readonly NoticeEvent['event'][]): string =>
  `(SELECT max(id) FROM notice_events WHERE notice_id = n.id AND event IN (${events.map((event) => `'${event}'`).join(', ')}))`;
const SELECT = `SELECT n.id, n.kind, n.state, n.year, n.number AS serial, o.code AS organisation, o.name AS organisationName,
    n.task_id AS task, n.previous_id AS previousId, n.source, n.matter, n.basis, n.requirement, n.due_on AS dueOn, n.signed_by AS signedBy,
    n.issued_on AS issuedOn, r.on_day AS receivedOn, coalesce(r.person, '') AS receivedBy, f.on_day AS repliedOn,
    coalesce(f.text, '') AS reply, s.on_day AS settledOn, x.kind AS nextKind, x.year AS nextYear, x.number AS nextSerial
  FROM notices n JOIN organisations o ON o.id = n.organisation_id
    LEFT JOIN notice_events r ON r.id = ${latest('receive')}
    LEFT JOIN notice_events f ON f.id = ${latest('reply')}
    LEFT JOIN notice_events s ON s.id = ${latest('settle', 'reopen')}
    LEFT JOIN notices x ON x.previous_id = n.id AND x.state = 'issued'`;

function complete(db: Reader, rows: readonly Row[]): readonly StoredNotice[] {
  const files = new Map<number, EvidenceFile[]>();
  const links = db
    .prepare<EvidenceFile & { readonly notice: number }>(
      `SELECT l.notice_id AS notice, l.sha256, l.name, e.media_type AS mediaType, e.size
       FROM notice_files l JOIN evidence_files e ON e.sha256 = l.sha256
       WHERE l.notice_id IN (SELECT value FROM json_each(?)) ORDER BY l.audit_id, l.sha256`,
    )
    .all(JSON.stringify(rows.map(({ id }) => id)));
  for (const { notice, ...file } of links) files.set(notice, [...(files.get(notice) ?? []), file]);
  return rows.map(({ serial, nextKind, nextYear, nextSerial, ...row }) => ({
    ...row,
    number: row.year === null || serial === null ? null : noticeNumber(row.kind, row.year, serial),
    replacedBy:
      nextKind === null || nextYear === null || nextSerial === null ? null : noticeNumber(nextKind, nextYear, nextSerial),
    files: files.get(row.id) ?? [],
  }));
}

/** Every notice that is not 撤销, in the order of 下发, drafts last. */
export function listNotices(db: Reader): readonly StoredNotice[] {
  return complete(
    db,
    db.prepare<Row>(`${SELECT} WHERE n.state <> 'withdrawn' ORDER BY n.issued_on IS NULL, n.issued_on, n.id`).all(),
  );
}

/** A notice by its id, also a 撤销 one; null when there is none. */
export function findNotice(db: Reader, id: number): StoredNotice | null {
  return complete(db, db.prepare<Row>(`${SELECT} WHERE n.id = ?`).all(id))[0] ?? null;
}

/** Those of one item of the 台账, and those that follow one another from a first one on; not the 撤销 ones. */
export function noticeChain(db: Reader, id: number): readonly StoredNotice[] {
  const ids = db
    .prepare<{ id: number }>(
      `WITH RECURSIVE
         up (id, previous_id) AS (
           SELECT id, previous_id FROM notices WHERE id = ?
           UNION SELECT n.id, n.previous_id FROM notices n JOIN up ON n.id = up.previous_id),
         chain (id) AS (
           SELECT id FROM up UNION SELECT n.id FROM notices n JOIN chain ON n.previous_id = chain.id AND n.state <> 'withdrawn')
       SELECT id FROM chain`,
    )
    .all(id)
    .map((row) => row.id);
  return complete(
    db,
    db
      .prepare<Row>(`${SELECT} WHERE n.id IN (SELECT value FROM json_each(?)) ORDER BY n.issued_on IS NULL, n.issued_on, n.id`)
      .all(JSON.stringify(ids)),
  );
}

/** A notice that was issued, as it is counted. */
export type IssuedNotice = {
  readonly id: number;
  readonly organisation: string;
  readonly number: string;
  readonly matter: string;
  readonly issuedOn: string;
};

/** Issued notices of one kind in [from, to], in the order of their numbers. */
export function noticesIssued(db: Reader, kind: NoticeKind, from: string, to: string): readonly IssuedNotice[] {
  return db
    .prepare<Omit<IssuedNotice, 'number'> & { readonly year: string; readonly serial: number }>(
      `SELECT n.id, o.code AS organisation, n.matter, n.issued_on AS issuedOn, n.year, n.number AS serial
       FROM notices n JOIN organisations o ON o.id = n.organisation_id
       WHERE n.state = 'issued' AND n.kind = ? AND n.issued_on BETWEEN ? AND ? ORDER BY n.year, n.number`,
    )
    .all(kind, from, to)
    .map(({ year, serial, ...notice }) => ({ ...notice, number: noticeNumber(kind, year, serial) }));
}

/** The last 责令书 issued on each item of the 台账 up to a day, by the item's id. */
export function lastOrders(db: Reader, to: string): ReadonlyMap<number, string> {
  const rows = db
    .prepare<{ task: number; year: string; serial: number }>(
      `SELECT task_id AS task, year, number AS serial FROM notices
       WHERE state = 'issued' AND kind = 'order' AND task_id IS NOT NULL AND issued_on <= ? ORDER BY year, number`,
    )
    .all(to);
  return new Map(rows.map(({ task, year, serial }) => [task, noticeNumber('order', year, serial)]));
}

/** Has anything been issued up to a day? Before the first one, nobody keeps count here. */
export const hasIssued = (db: Reader, to: string): boolean =>
  db.prepare("SELECT 1 FROM notices WHERE state = 'issued' AND issued_on <= ? LIMIT 1").get(to) !== undefined;

/** Whoever signed notices before, the latest first. */
export const noticeSigners = (db: Reader): readonly string[] =>
  db
    .prepare<{ name: string }>(
      "SELECT signed_by AS name FROM notices WHERE state = 'issued' GROUP BY signed_by ORDER BY max(id) DESC LIMIT 8",
    )
    .all()
    .map(({ name }) => name);

/** Everything that happened to a notice, oldest first. */
export function noticeEvents(db: Reader, id: number): readonly NoticeEvent[] {
  return db
    .prepare<NoticeEvent>(
      `SELECT e.event, e.on_day AS onDay, e.person, e.text, a.at, a.actor
       FROM notice_events e JOIN audit_log a ON a.id = e.audit_id WHERE e.notice_id = ? ORDER BY e.id`,
    )
    .all(id);
}

type Happened = {
  readonly event: NoticeEvent['event'];
  readonly onDay?: string;
  readonly person?: string;
  readonly text?: string;
};

/** Writes down what happens to a notice. */
export function addNoticeEvent(tx: Writer, notice: number, { event, onDay, person = '', text = '' }: Happened): void {
  tx.prepare('INSERT INTO notice_events (notice_id, event, on_day, person, text, audit_id) VALUES (?, ?, ?, ?, ?, ?)').run(
    notice,
    event,
    onDay ?? null,
    person,
    text,
    tx.auditId,
  );
}

export type NoticeWrite = Omit<NoticeDraft, 'organisation'> & {
  readonly organisationId: number;
  /** Of a new one. */
  readonly previousId: number | null;
};

/** Adds a draft or changes one. Returns its id. */
export function saveNotice(tx: Writer, notice: NoticeWrite): number {
  const { kind, organisationId, task, source, matter, basis, requirement, dueOn, signedBy } = notice;
  const values = [kind, organisationId, task, source, matter, basis, requirement, dueOn, signedBy];
  let { id } = notice;
  if (id === null) {
    const added = tx
      .prepare(
        `INSERT INTO notices (kind, organisation_id, task_id, source, matter, basis, requirement, due_on, signed_by, previous_id, state, audit_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?)`,
      )
      .run(...values, notice.previousId, tx.auditId);
    id = Number(added.lastInsertRowid);
    addNoticeEvent(tx, id, { event: 'draft' });
  } else {
    tx.prepare(
      `UPDATE notices SET kind = ?, organisation_id = ?, task_id = ?, source = ?, matter = ?, basis = ?, requirement = ?, due_on = ?,
         signed_by = ? WHERE id = ?`,
    ).run(...values, id);
    addNoticeEvent(tx, id, { event: 'change' });
  }
  return id;
}

/** 撤销 of a draft. */
export function withdrawNotice(tx: Writer, id: number, reason: string): void {
  tx.prepare("UPDATE notices SET state = 'withdrawn' WHERE id = ?").run(id);
  addNoticeEvent(tx, id, { event: 'withdraw', text: reason });
}

type Issue = {
  readonly kind: NoticeKind;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly signedBy: string;
  readonly text?: string;
};

/** 签发: gives the next number of its kind and year. Returns it in words. */
export function issueNotice(tx: Writer, id: number, { kind, issuedOn, dueOn, signedBy, text = '' }: Issue): string {
  const year = issuedOn.slice(0, 4);
  const serial =
    1 +
    (tx
      .prepare<{ last: number }>('SELECT coalesce(max(number), 0) AS last FROM notices WHERE kind = ? AND year = ?')
      .get(kind, year)?.last ?? 0);
  tx.prepare(
    "UPDATE notices SET state = 'issued', year = ?, number = ?, issued_on = ?, due_on = ?, signed_by = ? WHERE id = ?",
  ).run(year, serial, issuedOn, dueOn, signedBy, id);
  addNoticeEvent(tx, id, { event: 'issue', onDay: issuedOn, person: signedBy, text });
  return noticeNumber(kind, year, serial);
}

/** Keeps a content, if it is new, and shows it with a notice. */
export function attachNoticeFile(tx: Writer, notice: number, content: Content): void {
  keepContent(tx, content);
  tx.prepare('INSERT INTO notice_files (notice_id, sha256, name, audit_id) VALUES (?, ?, ?, ?)').run(
    notice,
    content.sha256,
    content.name,
    tx.auditId,
  );
  addNoticeEvent(tx, notice, { event: 'attach', text: content.name });
}

/** Takes a file away from a notice; a content that nothing shows any more goes with it. */
export function detachNoticeFile(tx: Writer, notice: number, { sha256, name }: Pick<Content, 'sha256' | 'name'>): void {
  tx.prepare('DELETE FROM notice_files WHERE notice_id = ? AND sha256 = ?').run(notice, sha256);
  dropContent(tx, sha256);
  addNoticeEvent(tx, notice, { event: 'detach', text: name });
}
