import { type SchemeVersion, schemeFile } from '../../shared/contract/schemes.ts';
import { periodMonths } from '../../shared/period.ts';
import type { Reader, Writer } from './transaction.ts';

type Row = { id: number; code: string; name: string; version: number; effectiveFrom: string; rules: string };
const SELECT = 'SELECT id, code, name, version, effective_from AS effectiveFrom, rules FROM scheme_versions';

const read = ({ id, rules, ...row }: Row): SchemeVersion => ({ id, ...schemeFile.parse({ ...row, rules: JSON.parse(rules) }) });

/** Every version, newest first. */
export function listSchemes(db: Reader): readonly SchemeVersion[] {
  return db.prepare<Row>(`${SELECT} ORDER BY effective_from DESC, version DESC`).all().map(read);
}

/** The version a period is scored by: the latest that is in force when it begins. Rules do not change in the middle of a quarter. */
export function schemeFor(db: Reader, period: string): SchemeVersion | null {
  const row = db
    .prepare<Row>(`${SELECT} WHERE effective_from <= ? ORDER BY effective_from DESC, version DESC LIMIT 1`)
    .get(periodMonths(period).first);
  return row ? read(row) : null;
}

/** A version as it is stored, its rules letter by letter; undefined when there is none. */
export const storedScheme = (db: Reader, code: string, version: number): Omit<Row, 'id'> | undefined =>
  db
    .prepare<Omit<Row, 'id'>>(
      'SELECT code, name, version, effective_from AS effectiveFrom, rules FROM scheme_versions WHERE code = ? AND version = ?',
    )
    .get(code, version);

/** Periods, of any kind, in which one of these indicators has a figure. */
export function periodsOf(db: Reader, indicators: readonly string[]): readonly string[] {
  return db
    .prepare<{ period: string }>(
      `SELECT DISTINCT v.period FROM observations v JOIN indicators i ON i.id = v.indicator_id
       WHERE i.code IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(indicators))
    .map((row) => row.period);
}

export function addScheme(tx: Writer, scheme: Omit<SchemeVersion, 'id'>): number {
  const { lastInsertRowid } = tx
    .prepare('INSERT INTO scheme_versions (code, name, version, effective_from, rules, audit_id) VALUES (?, ?, ?, ?, ?, ?)')
    .run(scheme.code, scheme.name, scheme.version, scheme.effectiveFrom, JSON.stringify(scheme.rules), tx.auditId);
  return Number(lastInsertRowid);
}
