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

/** Tables that show contents. */
const LINKS = ['claim_files', 'task_files', 'notice_files', 'publicity_files', 'inspection_problem_files'] as const;

/** A content that nothing shows any more goes away. */
export function dropContent(tx: Writer, sha256: string): void {
  const unused = LINKS.map((table) => `NOT EXISTS (SELECT 1 FROM ${table} WHERE sha256 = evidence_files.sha256)`).join(' AND ');
  tx.prepare(`DELETE FROM evidence_files WHERE sha256 = ? AND ${unused}`).run(sha256);
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

/**
 * Reads contents one by one and computes their hashes anew.
 * @returns the first that is gone or no longer has its hash, with the name a claim shows it under; null when all are whole
 */
export function verifyEvidence(db: Reader, hashes: readonly string[]): { readonly sha256: string; readonly name: string } | null {
  const sha256 = hashes.find((hash) => readEvidence(db, hash) === null);
  if (sha256 === undefined) return null;
  const link = db
    .prepare<{ name: string }>('SELECT name FROM claim_files WHERE sha256 = ? ORDER BY claim_id LIMIT 1')
    .get(sha256);
  return { sha256, name: link?.name ?? '' };
}
