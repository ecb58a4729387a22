/** 更正单 as they are stored: asked for by one person, decided by another; the file itself keeps both from being rewritten. */
import type { CellState } from '../../shared/engine/types.ts';
import type { Reader, Writer } from './transaction.ts';

export type CorrectionRow = {
  readonly id: number;
  readonly period: string;
  readonly origin: 'correction' | 'appeal';
  readonly organisation: string | null;
  readonly item: string | null;
  readonly reason: string;
  readonly state: 'open' | 'signing' | 'signed' | 'refused' | 'withdrawn';
  readonly decision: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly sealId: number | null;
  readonly version: number | null;
};
export type CorrectionCellRow = {
  readonly organisation: string;
  readonly organisationId: number;
  readonly indicator: string;
  readonly indicatorId: number;
  readonly oldValue: string | null;
  readonly oldState: CellState | null;
  readonly newValue: string | null;
  readonly newState: CellState;
};

const SELECT = `SELECT k.id, k.period, k.origin, o.code AS organisation, k.item, k.reason, k.state, k.decision, a.actor AS askedBy,
  a.at AS askedAt, d.actor AS decidedBy, d.at AS decidedAt, k.seal_id AS sealId, s.version FROM corrections k
  JOIN audit_log a ON a.id = k.audit_id LEFT JOIN audit_log d ON d.id = k.decided_audit_id
  LEFT JOIN organisations o ON o.id = k.organisation_id LEFT JOIN seals s ON s.id = k.seal_id`;

/** Those of a month, newest first. */
export const correctionsIn = (db: Reader, period: string): readonly CorrectionRow[] =>
  db.prepare<CorrectionRow>(`${SELECT} WHERE k.period = ? ORDER BY k.id DESC`).all(period);

/** Those nobody has decided yet, of every month, oldest first. */
export const openCorrections = (db: Reader): readonly CorrectionRow[] =>
  db.prepare<CorrectionRow>(`${SELECT} WHERE k.state = 'open' ORDER BY k.id`).all();

export const correctionById = (db: Reader, id: number): CorrectionRow | undefined =>
  db.prepare<CorrectionRow>(`${SELECT} WHERE k.id = ?`).get(id);

export const correctionCells = (db: Reader, id: number): readonly CorrectionCellRow[] =>
  db
    .prepare<CorrectionCellRow>(
      `SELECT o.code AS organisation, o.id AS organisationId, i.code AS indicator, i.id AS indicatorId, c.old_value AS oldValue,
         c.old_state AS oldState, c.new_value AS newValue, c.new_state AS newState
       FROM correction_cells c JOIN organisations o ON o.id = c.organisation_id JOIN indicators i ON i.id = c.indicator_id
       WHERE c.correction_id = ? ORDER BY o.sort_order, i.sort_order`,
    )
    .all(id);

/** Writes a 更正单 down. Returns its number. */
export function addCorrection(
  tx: Writer,
  correction: {
    readonly period: string;
    readonly reason: string;
    readonly appeal: { readonly organisationId: number; readonly item: string } | null;
    readonly cells: readonly Omit<CorrectionCellRow, 'organisation' | 'indicator'>[];
  },
): number {
  const { period, reason, appeal, cells } = correction;
  const { lastInsertRowid } = tx
    .prepare(
      `INSERT INTO corrections (period, origin, organisation_id, item, reason, state, audit_id) VALUES (?, ?, ?, ?, ?, 'open', ?)`,
    )
    .run(period, appeal ? 'appeal' : 'correction', appeal?.organisationId ?? null, appeal?.item ?? null, reason, tx.auditId);
  const put = tx.prepare(
    `INSERT INTO correction_cells (correction_id, organisation_id, indicator_id, old_value, old_state, new_value, new_state)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const cell of cells) {
    put.run(lastInsertRowid, cell.organisationId, cell.indicatorId, cell.oldValue, cell.oldState, cell.newValue, cell.newState);
  }
  return Number(lastInsertRowid);
}

/** While it is being signed the file lets these very figures through, and no others. */
export function beginSigning(tx: Writer, id: number): void {
  tx.prepare("UPDATE corrections SET state = 'signing' WHERE id = ? AND state = 'open'").run(id);
}

/** Ends it: signed with the seal it made, refused or withdrawn. */
export function closeCorrection(
  tx: Writer,
  id: number,
  state: 'signed' | 'refused' | 'withdrawn',
  decision: string,
  sealId: number | null,
): void {
  tx.prepare('UPDATE corrections SET state = ?, decision = ?, decided_audit_id = ?, seal_id = ? WHERE id = ?').run(
    state,
    decision,
    tx.auditId,
    sealId,
    id,
  );
}
