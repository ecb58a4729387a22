/** 佐证: each content once, by its SHA-256; which claim shows it, and under what name. Other features keep links of their own to it. */
import { createHash } from 'node:crypto';
import { comparePeriods } from '../../shared/period.ts';
import { addClaimEvent } from './claims.ts';
import type { Reader, Writer } from './transaction.ts';

/** SHA-256 of a content, as hex: the name it is kept by. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export type Content = { readonly name: string; readonly mediaType: string; readonly sha256: string; readonly bytes: Uint8Array };

/** Keeps a content, if it is new; whoever shows it links to its hash. */
export function keepContent(tx: Writer, { mediaType, sha256, bytes }: Content): void {
  tx.prepare(
    'INSERT INTO evidence_files (sha256, media_type, size, bytes, audit_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  ).run(sha256, mediaType, bytes.length, bytes, tx.auditId);
}

/** Tables that show contents; what the record is called that a row of each belongs to, where its title stands, and what the file is to it. */
const LINKS = [
  { table: 'claim_files', record: '加分事项', title: '(SELECT title FROM claims WHERE id = claim_id)' },
  { table: 'task_files', record: '任务', title: '(SELECT title FROM tasks WHERE id = task_id)' },
  { table: 'notice_files', record: '三单一书', title: '(SELECT matter FROM notices WHERE id = notice_id)' },
  { table: 'publicity_files', record: '宣传条目', title: '(SELECT title FROM publicity_items WHERE id = item_id)' },
  {
    table: 'inspection_problem_files',
    record: '督察问题',
    title: '(SELECT text FROM inspection_problems WHERE id = problem_id)',
  },
  {
    table: 'inspection_visit_files',
    record: '督察记录',
    title: '(SELECT s.name FROM inspection_visits v JOIN inspection_sites s ON s.id = v.site_id WHERE v.id = visit_id)',
  },
  {
    table: 'signed_bulletin_files',
    record: '签发的通报',
    title: '(SELECT title FROM signed_bulletins WHERE id = bulletin_id)',
    file: '签发文件',
  },
  {
    table: 'consultation_files',
    record: '会诊',
    title:
      '(SELECT period || o.name FROM consultations c JOIN organisations o ON o.id = c.organisation_id WHERE c.id = consultation_id)',
  },
] as const;

/** Setting that names the content of a 模板. */
export const templateSetting = (kind: string): string => `template:${kind}`;

/** A content that nothing shows any more goes away. */
export function dropContent(tx: Writer, sha256: string): void {
  const unused = LINKS.map(({ table }) => `NOT EXISTS (SELECT 1 FROM ${table} WHERE sha256 = evidence_files.sha256)`).join(
    ' AND ',
  );
  const isTemplate = `EXISTS (SELECT 1 FROM settings WHERE key LIKE '${templateSetting('%')}' AND value ->> 'sha256' = evidence_files.sha256)`;
  tx.prepare(`DELETE FROM evidence_files WHERE sha256 = ? AND ${unused} AND NOT ${isTemplate}`).run(sha256);
}

/** Keeps a content and shows it with a claim. */
export function attachFile(tx: Writer, claim: number, content: Content): void {
  keepContent(tx, content);
  const link = tx.prepare('INSERT INTO claim_files (claim_id, sha256, name, audit_id) VALUES (?, ?, ?, ?)');
  link.run(claim, content.sha256, content.name, tx.auditId);
  addClaimEvent(tx, claim, 'attach', content.name);
}

type Link = { readonly claim: number; readonly name: string; readonly sha256: string };

/** Takes a file away from a claim that is not decided. */
export function detachFile(tx: Writer, { claim, name, sha256 }: Link): void {
  tx.prepare('DELETE FROM claim_files WHERE claim_id = ? AND sha256 = ?').run(claim, sha256);
  dropContent(tx, sha256);
  addClaimEvent(tx, claim, 'detach', name);
}

export type FileElsewhere = {
  readonly sha256: string;
  readonly name: string;
  readonly period: string;
  readonly organisationName: string;
  readonly title: string;
};

/** The same contents with other claims, of any unit and year; withdrawn claims do not matter. */
export function filesElsewhere(db: Reader, claim: number): readonly FileElsewhere[] {
  return db
    .prepare<FileElsewhere>(
      `SELECT f.sha256, f.name, c.period, o.name AS organisationName, c.title
       FROM claim_files own JOIN claim_files f ON f.sha256 = own.sha256 AND f.claim_id <> own.claim_id
         JOIN claims c ON c.id = f.claim_id JOIN organisations o ON o.id = c.organisation_id
       WHERE own.claim_id = ? AND c.state <> 'withdrawn' ORDER BY c.id`,
    )
    .all(claim)
    .sort((a, b) => comparePeriods(a.period, b.period));
}

/** A content, or null when it is not there or its bytes no longer have their hash. */
export function readEvidence(db: Reader, sha256: string): Uint8Array | null {
  const row = db.prepare<{ bytes: Uint8Array }>('SELECT bytes FROM evidence_files WHERE sha256 = ?').get(sha256);
  return row && hashOf(row.bytes) === sha256 ? row.bytes : null;
}

/** A file that is not what was kept, with the record that shows it. */
export type BrokenFile = {
  readonly sha256: string;
  readonly name: string;
  readonly record: string;
  readonly title: string;
  /** 佐证, 签发文件 */
  readonly kind: string;
};

/**
 * Reads every content, one at a time, and computes its hash anew.
 * @returns how many there are, and those that some record shows and that are gone or no longer have their hash, the first kept first
 */
export function verifyEvidence(db: Reader): { readonly files: number; readonly broken: readonly BrokenFile[] } {
  const kept = db.prepare<{ sha256: string }>('SELECT sha256 FROM evidence_files ORDER BY audit_id, sha256').all();
  const whole = new Set(kept.flatMap(({ sha256 }) => (readEvidence(db, sha256) === null ? [] : [sha256])));
  const links = LINKS.flatMap(({ table, record, title, ...link }) =>
    db
      .prepare<Omit<BrokenFile, 'record' | 'kind'> & { auditId: number }>(
        `SELECT sha256, name, coalesce(${title}, '') AS title, audit_id AS auditId FROM ${table} ORDER BY audit_id, sha256`,
      )
      .all()
      .map((row) => ({ ...row, record, kind: 'file' in link ? link.file : '佐证' })),
  );
  return {
    files: kept.length,
    broken: links
      .filter(({ sha256 }) => !whole.has(sha256))
      .sort((a, b) => a.auditId - b.auditId)
      .map(({ auditId: _, ...file }) => file),
  };
}
