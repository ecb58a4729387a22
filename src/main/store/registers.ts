/** Registers of 改革方案, 改革文件, 改革试点, 第一议题 and 专项小组会议: small lists that are looked up and counted. */
import type { RegisterDraft, RegisterKind, RegisterRow } from '../../shared/contract/registers.ts';
import type { Reader, Writer } from './transaction.ts';

export type StoredRegister = Omit<RegisterRow, 'due'>;
const SELECT = `SELECT r.id, r.kind, r.level, r.title, r.number, r.dated_on AS datedOn, o.code AS organisation, o.name AS organisationName,
    r.site, r.note, r.relayed_on AS relayedOn, r.carried_on AS carriedOn, r.matched_on AS matchedOn, r.held_on AS heldOn, a.actor AS registeredBy
  FROM registers r JOIN organisations o ON o.id = r.organisation_id JOIN audit_log a ON a.id = r.audit_id`;

/** One register up to a day, the latest first, units in official order. */
export function registersUpTo(db: Reader, kind: RegisterKind, day: string): readonly StoredRegister[] {
  return db
    .prepare<StoredRegister>(
      `${SELECT} WHERE r.kind = ? AND r.dated_on <= ? ORDER BY r.dated_on DESC, r.title, o.sort_order, r.id`,
    )
    .all(kind, day);
}

export function findRegister(db: Reader, id: number): StoredRegister | null {
  return db.prepare<StoredRegister>(`${SELECT} WHERE r.id = ?`).get(id) ?? null;
}

/** Where a 试点 can be inspected, with the unit it was given to. */
export function pilotSites(
  db: Reader,
): readonly { readonly id: number; readonly title: string; readonly organisation: string; readonly site: string }[] {
  return db
    .prepare<{ id: number; title: string; organisation: string; site: string }>(
      `SELECT r.id, r.title, o.code AS organisation, r.site FROM registers r JOIN organisations o ON o.id = r.organisation_id
       WHERE r.kind = 'pilot' AND r.site <> '' ORDER BY o.sort_order, r.id`,
    )
    .all();
}

/** Adds an entry for one unit, or changes one. */
export function saveRegister(tx: Writer, entry: Omit<RegisterDraft, 'organisations'>, organisationId: number): void {
  const { id, kind, level, title, number, datedOn, site, note, relayedOn, carriedOn, matchedOn, heldOn } = entry;
  const values = [kind, level, title, number, datedOn, organisationId, site, note, relayedOn, carriedOn, matchedOn, heldOn];
  if (id === null) {
    tx.prepare(
      `INSERT INTO registers (kind, level, title, number, dated_on, organisation_id, site, note, relayed_on, carried_on, matched_on, held_on,
         audit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(...values, tx.auditId);
  } else {
    tx.prepare(
      `UPDATE registers SET kind = ?, level = ?, title = ?, number = ?, dated_on = ?, organisation_id = ?, site = ?, note = ?,
         relayed_on = ?, carried_on = ?, matched_on = ?, held_on = ? WHERE id = ?`,
    ).run(...values, id);
  }
}

/** Takes an entry out; what it said stays in the log of acts. */
export function removeRegister(tx: Writer, id: number): void {
  tx.prepare('DELETE FROM registers WHERE id = ?').run(id);
}
