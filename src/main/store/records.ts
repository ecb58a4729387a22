/** What is kept beside the figures: settings, the log of acts, results that left the house, imports and papers. */
import type { AuditRow } from '../../shared/contract/overview.ts';
import type { Reader, Writer } from './transaction.ts';

/** A setting as it was saved, or undefined when it never was. */
export function readSetting(db: Reader, key: string): unknown {
  const row = db.prepare<{ value: string }>('SELECT value FROM settings WHERE key = ?').get(key);
  return row ? JSON.parse(row.value) : undefined;
}

export function saveSetting(tx: Writer, key: string, value: unknown): void {
  tx.prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
    key,
    JSON.stringify(value),
  );
}

/** The latest 100 acts before an id, newest first. */
export function listAudit(db: Reader, before: number | null): readonly AuditRow[] {
  return db
    .prepare<AuditRow>('SELECT id, at, actor, action, subject, detail FROM audit_log WHERE id < ? ORDER BY id DESC LIMIT 100')
    .all(before ?? Number.MAX_SAFE_INTEGER);
}

/** One act of the log; undefined when there is none of that number. */
export const auditRow = (db: Reader, id: number): AuditRow | undefined =>
  db.prepare<AuditRow>('SELECT id, at, actor, action, subject, detail FROM audit_log WHERE id = ?').get(id);

export function lastActAt(db: Reader): string | null {
  return db.prepare<{ at: string | null }>('SELECT max(at) AS at FROM audit_log').get()?.at ?? null;
}

/** The act written last; 0 in a new file. Nothing changes without one. */
export const lastActId = (db: Reader): number =>
  db.prepare<{ id: number | null }>('SELECT max(id) AS id FROM audit_log').get()?.id ?? 0;

export function addResult(
  tx: Writer,
  result: {
    readonly period: string;
    readonly list: string;
    readonly engineVersion: string;
    readonly schemeVersionId: number;
    readonly input: string;
    readonly output: string;
    readonly inputSha256: string;
  },
): void {
  tx.prepare(
    `INSERT INTO results (period, list, engine_version, scheme_version_id, input, output, input_sha256, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    result.period,
    result.list,
    result.engineVersion,
    result.schemeVersionId,
    result.input,
    result.output,
    result.inputSha256,
    tx.auditId,
  );
}

export function addImport(tx: Writer, fileName: string, sha256: string, rows: number): void {
  tx.prepare('INSERT INTO imports (file_name, sha256, rows, audit_id) VALUES (?, ?, ?, ?)').run(
    fileName,
    sha256,
    rows,
    tx.auditId,
  );
}

export function hasImported(db: Reader, sha256: string): boolean {
  return db.prepare('SELECT 1 FROM imports WHERE sha256 = ?').get(sha256) !== undefined;
}

export function addPaper(tx: Writer, period: string, kind: string, fileName: string, sha256: string): void {
  tx.prepare('INSERT INTO papers (period, kind, file_name, sha256, audit_id) VALUES (?, ?, ?, ?, ?)').run(
    period,
    kind,
    fileName,
    sha256,
    tx.auditId,
  );
}

/** Papers of one kind made for a month, newest first. */
export function papersOf(
  db: Reader,
  period: string,
  kind: string,
): readonly { readonly fileName: string; readonly at: string }[] {
  return db
    .prepare<{ fileName: string; at: string }>(
      `SELECT p.file_name AS fileName, a.at FROM papers p JOIN audit_log a ON a.id = p.audit_id
       WHERE p.period = ? AND p.kind = ? ORDER BY p.id DESC`,
    )
    .all(period, kind);
}
