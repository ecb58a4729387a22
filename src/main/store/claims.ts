/** 加分事项, what happened to them, and the files each shows; the files' contents are in evidence.ts. */
import type { Claim, ClaimDraft, ClaimEvent, ClaimState, EvidenceFile } from '../../shared/contract/claims.ts';
import type { Reader, Writer } from './transaction.ts';

type Row = Omit<Claim, 'files'>;
const SELECT = `SELECT c.id, c.period, o.code AS organisation, c.item, c.level, c.title, c.document_number AS documentNumber,
    c.dated_on AS datedOn, c.note, c.state, a.actor AS registeredBy, a.at AS registeredAt, coalesce(e.reason, '') AS reason,
    d.actor AS decidedBy, d.at AS decidedAt
  FROM claims c JOIN organisations o ON o.id = c.organisation_id JOIN audit_log a ON a.id = c.audit_id
    LEFT JOIN claim_events e ON e.id = (
      SELECT max(id) FROM claim_events WHERE claim_id = c.id AND event IN ('accept', 'refuse', 'reopen', 'withdraw'))
    LEFT JOIN audit_log d ON d.id = e.audit_id`;

const withFiles = (db: Reader, rows: readonly Row[]): readonly Claim[] => {
  const files = db
    .prepare<EvidenceFile & { claim: number }>(
      `SELECT f.claim_id AS claim, f.sha256, f.name, e.media_type AS mediaType, e.size
       FROM claim_files f JOIN evidence_files e ON e.sha256 = f.sha256
       WHERE f.claim_id IN (SELECT value FROM json_each(?)) ORDER BY f.claim_id, f.audit_id, f.sha256`,
    )
    .all(JSON.stringify(rows.map(({ id }) => id)));
  const ofClaim = new Map<number, EvidenceFile[]>();
  for (const { claim, ...file } of files) ofClaim.set(claim, [...(ofClaim.get(claim) ?? []), file]);
  return rows.map((row) => ({ ...row, files: ofClaim.get(row.id) ?? [] }));
};

/** Claims of a calendar year, of every unit, by unit in official order and as they were registered. */
export function claimsOfYear(db: Reader, year: string): readonly Claim[] {
  return withFiles(db, db.prepare<Row>(`${SELECT} WHERE substr(c.period, 1, 4) = ? ORDER BY o.sort_order, o.id, c.id`).all(year));
}

export function findClaim(db: Reader, id: number): Claim | null {
  return withFiles(db, db.prepare<Row>(`${SELECT} WHERE c.id = ?`).all(id))[0] ?? null;
}

/**
 * Claims of a month that are 已认定, with the names, sizes and hashes of their 佐证: what a sealed month rests on.
 * Whether each of them counts is the rule of src/shared/claims/count.ts.
 */
export function claimsIn(db: Reader, period: string): readonly Claim[] {
  const rows = db
    .prepare<Row>(`${SELECT} WHERE c.period = ? AND c.state = 'accepted' ORDER BY o.sort_order, o.id, c.id`)
    .all(period);
  return withFiles(db, rows);
}

/** Everything that happened to a claim, oldest first. */
export function claimEvents(db: Reader, id: number): readonly ClaimEvent[] {
  return db
    .prepare<ClaimEvent>(
      `SELECT e.event, e.reason, a.at, a.actor FROM claim_events e JOIN audit_log a ON a.id = e.audit_id
       WHERE e.claim_id = ? ORDER BY e.id`,
    )
    .all(id);
}

/** Whoever wrote a claim as it stands: registered it or changed it. */
export function claimAuthors(db: Reader, id: number): readonly string[] {
  return db
    .prepare<{ actor: string }>(
      `SELECT DISTINCT a.actor FROM claim_events e JOIN audit_log a ON a.id = e.audit_id
       WHERE e.claim_id = ? AND e.event IN ('register', 'change')`,
    )
    .all(id)
    .map(({ actor }) => actor);
}

export type ClaimWrite = Omit<ClaimDraft, 'organisation'> & { readonly organisationId: number };

/** Adds a claim or changes one that is not decided yet. Returns its id. */
export function saveClaim(tx: Writer, claim: ClaimWrite): number {
  const { period, organisationId, item, level, title, documentNumber, datedOn, note } = claim;
  const values = [period, organisationId, item, level, title, documentNumber, datedOn, note];
  let { id } = claim;
  if (id === null) {
    const added = tx
      .prepare(
        `INSERT INTO claims (period, organisation_id, item, level, title, document_number, dated_on, note, state, audit_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?)`,
      )
      .run(...values, tx.auditId);
    id = Number(added.lastInsertRowid);
    addClaimEvent(tx, id, 'register', '');
  } else {
    tx.prepare(
      `UPDATE claims SET period = ?, organisation_id = ?, item = ?, level = ?, title = ?, document_number = ?, dated_on = ?, note = ?
       WHERE id = ?`,
    ).run(...values, id);
    addClaimEvent(tx, id, 'change', '');
  }
  return id;
}

const BECOMES = { accept: 'accepted', refuse: 'refused', reopen: 'pending', withdraw: 'withdrawn' } as const satisfies Record<
  string,
  ClaimState
>;

/** 认定, 不予认定, 撤销认定, 撤回. */
export function decideClaim(tx: Writer, id: number, event: keyof typeof BECOMES, reason: string): void {
  tx.prepare('UPDATE claims SET state = ? WHERE id = ?').run(BECOMES[event], id);
  addClaimEvent(tx, id, event, reason);
}

export function addClaimEvent(tx: Writer, id: number, event: ClaimEvent['event'], reason: string): void {
  tx.prepare('INSERT INTO claim_events (claim_id, event, reason, audit_id) VALUES (?, ?, ?, ?)').run(
    id,
    event,
    reason,
    tx.auditId,
  );
}
