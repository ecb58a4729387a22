/** Sealed months as they are stored; the chain is in the order of the ids. */
import type { SealRow } from '../../shared/contract/seals.ts';
import { comparePeriods } from '../../shared/period.ts';
import type { StoredRecord, StoredSeal } from '../../shared/seal/check.ts';
import type { SealedLog } from '../../shared/seal/month.ts';
import type { Reader, Writer } from './transaction.ts';

const SELECT = `SELECT s.id, s.period, s.version, s.root, s.code, s.chain, a.at AS sealedAt, a.actor AS sealedBy
  FROM seals s JOIN audit_log a ON a.id = s.audit_id`;

/** Every sealed version of every month, in the order of the chain. */
export const listSeals = (db: Reader): readonly SealRow[] => db.prepare<SealRow>(`${SELECT} ORDER BY s.id`).all();

/** The seal in force of a month, its latest version, or the version asked for; null while there is none. */
export const sealOf = (db: Reader, period: string, version: number | null = null): SealRow | null =>
  db
    .prepare<SealRow>(`${SELECT} WHERE s.period = ? AND s.version = coalesce(?, s.version) ORDER BY s.version DESC LIMIT 1`)
    .get(period, version) ?? null;

/** Seals as rows of the table alone, whatever has become of the log beside them. */
export const storedSeals = (db: Reader): readonly (StoredSeal & { readonly auditId: number })[] =>
  db
    .prepare<StoredSeal & { auditId: number }>(
      'SELECT id, period, version, root, code, chain, audit_id AS auditId FROM seals ORDER BY id',
    )
    .all();

export const isSealed = (db: Reader, period: string): boolean =>
  db.prepare('SELECT 1 FROM seals WHERE period = ?').get(period) !== undefined;

/** The last sealed period of all, or null. */
export const lastSealedPeriod = (db: Reader): string | null =>
  db
    .prepare<{ period: string }>('SELECT DISTINCT period FROM seals')
    .all()
    .map(({ period }) => period)
    .sort(comparePeriods)
    .at(-1) ?? null;

/** The records of a seal in their order, all of them or those of some kinds. */
export function sealedRecords(db: Reader, sealId: number, kinds?: readonly string[]): readonly StoredRecord[] {
  const select = 'SELECT ordinal, kind, record, leaf FROM sealed_records WHERE seal_id = ?';
  if (!kinds) return db.prepare<StoredRecord>(`${select} ORDER BY ordinal`).all(sealId);
  const some = `${select} AND kind IN (SELECT value FROM json_each(?)) ORDER BY ordinal`;
  return db.prepare<StoredRecord>(some).all(sealId, JSON.stringify(kinds));
}

/** Stores a seal: its records first, then the row that closes them. */
export function addSeal(tx: Writer, seal: StoredSeal, records: readonly StoredRecord[]): void {
  const put = tx.prepare('INSERT INTO sealed_records (seal_id, ordinal, kind, record, leaf) VALUES (?, ?, ?, ?, ?)');
  for (const { ordinal, kind, record, leaf } of records) put.run(seal.id, ordinal, kind, record, leaf);
  tx.prepare('INSERT INTO seals (id, period, version, root, code, chain, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    seal.id,
    seal.period,
    seal.version,
    seal.root,
    seal.code,
    seal.chain,
    tx.auditId,
  );
}

/** Tables that only grow. What was done before a seal is part of what is sealed. */
const LOGS = [
  'audit_log',
  'observation_changes',
  'submission_events',
  'claim_events',
  'corrections',
  'correction_cells',
] as const;
type LogTable = (typeof LOGS)[number];
const isLog = (table: string): table is LogTable => (LOGS as readonly string[]).includes(table);

/** Rows written since the seal before, table by table, with the digest of all of them. */
export function newLogs(db: Reader, before: readonly SealedLog[], digest: (text: string) => string): readonly SealedLog[] {
  return LOGS.map((table): SealedLog => {
    const from = (before.find((log) => log.table === table)?.to ?? 0) + 1;
    const to = db.prepare<{ last: number | null }>(`SELECT max(${keyOf(table)}) AS last FROM ${table}`).get()?.last ?? 0;
    return { table, from, to, sm3: digestOf(db, { table, from, to }, digest) };
  });
}

/** The digest of the rows of a log between two numbers, as they are now. A table that is not one of the logs has none. */
export function digestOf(db: Reader, { table, from, to }: Omit<SealedLog, 'sm3'>, digest: (text: string) => string): string {
  if (!isLog(table)) return '';
  const rows = db
    .prepare<Record<string, unknown>>(`SELECT * FROM ${table} WHERE ${keyOf(table)} BETWEEN ? AND ? ORDER BY ${keyOf(table)}`)
    .all(from, to);
  return digest(JSON.stringify(rows.map((row) => settled(table, row))));
}

const keyOf = (table: LogTable): string => (table === 'correction_cells' ? 'correction_id' : 'id');

/** A 更正单 is decided after it was written down; only what was asked for is settled from the start. */
function settled(table: LogTable, row: Record<string, unknown>): readonly unknown[] {
  if (table !== 'corrections') return Object.values(row);
  const { state: _state, decision: _decision, decided_audit_id: _decided, seal_id: _seal, ...asked } = row;
  return Object.values(asked);
}
