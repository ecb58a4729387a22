/** 通报: the office's arrangement of each paper, 发文字号, and signed bulletins with the files they are. */
import { AS_TEMPLATE, type Composition } from '../../shared/bulletin/composition.ts';
import type { Edition } from '../../shared/bulletin/facts.ts';
import { documentNumber } from '../../shared/bulletin/numerals.ts';
import type { Arrangement, NumberRow, SignedBulletin, SignedFile, SignedForm } from '../../shared/contract/bulletins.ts';
import { type Content, keepContent } from './evidence.ts';
import type { Reader, Writer } from './transaction.ts';

/** A paper that can be arranged; version: of the month a 更正通报 tells of, 0 for the month's own bulletin. */
export type PaperKey = { readonly period: string; readonly edition: Edition; readonly version: number };
type Stored = { readonly id: number; readonly previousId: number | null; readonly content: string };
export type StoredComposition = {
  /** null: nobody has arranged anything yet. */
  readonly id: number | null;
  readonly previousId: number | null;
  readonly content: Composition;
};

const SELECT = 'SELECT id, previous_id AS previousId, content FROM bulletin_compositions';
const read = (row: Stored | undefined): StoredComposition =>
  row ? { ...row, content: JSON.parse(row.content) as Composition } : { id: null, previousId: null, content: AS_TEMPLATE };

/** The state a paper was left in. */
export const compositionOf = (db: Reader, { period, edition, version }: PaperKey): StoredComposition =>
  read(
    db
      .prepare<Stored>(`${SELECT} WHERE period = ? AND edition = ? AND version = ? ORDER BY id DESC LIMIT 1`)
      .get(period, edition, version),
  );

/** A state by its id; the program's own for null. */
export const compositionById = (db: Reader, id: number | null): StoredComposition =>
  read(db.prepare<Stored>(`${SELECT} WHERE id = ?`).get(id));

/** Every state of a paper, the latest first. */
export const compositionHistory = (db: Reader, { period, edition, version }: PaperKey): readonly Arrangement[] =>
  db
    .prepare<Arrangement>(
      `SELECT c.id, c.said, a.at, a.actor FROM bulletin_compositions c JOIN audit_log a ON a.id = c.audit_id
       WHERE c.period = ? AND c.edition = ? AND c.version = ? ORDER BY c.id DESC`,
    )
    .all(period, edition, version);

export function addComposition(
  tx: Writer,
  { period, edition, version }: PaperKey,
  { content, said, previousId }: { readonly content: Composition; readonly said: string; readonly previousId: number | null },
): void {
  tx.prepare(
    'INSERT INTO bulletin_compositions (period, edition, version, content, said, previous_id, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(period, edition, version, JSON.stringify(content), said, previousId, tx.auditId);
}

/** The next number of a year, by the office's prefix. */
export const nextNumber = (db: Reader, prefix: string, year: string): number =>
  1 +
  (db
    .prepare<{ last: number }>('SELECT coalesce(max(number), 0) AS last FROM document_numbers WHERE prefix = ? AND year = ?')
    .get(prefix, year)?.last ?? 0);

/** Takes the next number. `usedFor`: a paper that was not made here; '' for a bulletin. Returns the row's id. */
export function takeNumber(tx: Writer, prefix: string, year: string, usedFor: string): number {
  const { lastInsertRowid } = tx
    .prepare('INSERT INTO document_numbers (prefix, year, number, used_for, audit_id) VALUES (?, ?, ?, ?, ?)')
    .run(prefix, year, nextNumber(tx, prefix, year), usedFor, tx.auditId);
  return Number(lastInsertRowid);
}

/** Numbers that were given to papers not made here, the latest first. */
export const numbersUsedElsewhere = (db: Reader): readonly NumberRow[] =>
  db
    .prepare<{ id: number; prefix: string; year: string; number: number; usedFor: string; at: string; actor: string }>(
      `SELECT n.id, n.prefix, n.year, n.number, n.used_for AS usedFor, a.at, a.actor
       FROM document_numbers n JOIN audit_log a ON a.id = n.audit_id WHERE n.used_for <> '' ORDER BY n.year DESC, n.number DESC`,
    )
    .all()
    .map(({ prefix, year, number, ...row }) => ({ ...row, number: documentNumber(prefix, Number(year), number) }));

type Row = Omit<SignedBulletin, 'number' | 'files' | 'correctedBy' | 'correctsNumber'> & {
  readonly prefix: string;
  readonly year: string;
  readonly serial: number;
};
const SIGNED = `SELECT b.id, b.period, b.edition, b.corrects_id AS corrects, b.title, b.signed_on AS signedOn, b.signed_by AS signedBy, b.pages,
    n.prefix, n.year, n.number AS serial, s.code AS sealCode, s.version, a.at, a.actor
  FROM signed_bulletins b JOIN document_numbers n ON n.id = b.number_id JOIN seals s ON s.id = b.seal_id
    JOIN audit_log a ON a.id = b.audit_id`;

/** Every signed bulletin, the latest number first. */
export function listSigned(db: Reader): readonly SignedBulletin[] {
  const rows = db.prepare<Row>(`${SIGNED} ORDER BY n.year DESC, n.number DESC, b.id DESC`).all();
  const files = new Map<number, SignedFile[]>();
  for (const { bulletin, ...file } of db
    .prepare<SignedFile & { bulletin: number }>(
      `SELECT f.bulletin_id AS bulletin, f.form, f.name, f.sha256, e.size FROM signed_bulletin_files f
       JOIN evidence_files e ON e.sha256 = f.sha256 ORDER BY f.bulletin_id, f.form`,
    )
    .all()) {
    files.set(bulletin, [...(files.get(bulletin) ?? []), file]);
  }
  const numberOf = ({ prefix, year, serial }: Row): string => documentNumber(prefix, Number(year), serial);
  return rows.map((row) => {
    const { prefix: _prefix, year: _year, serial: _serial, ...rest } = row;
    const corrected = rows.find(({ id }) => id === row.corrects);
    return {
      ...rest,
      number: numberOf(row),
      correctsNumber: corrected ? numberOf(corrected) : null,
      // The latest first; they were signed in the order of their ids.
      correctedBy: rows
        .filter(({ corrects }) => corrects === row.id)
        .sort((a, b) => a.id - b.id)
        .map(numberOf),
      files: files.get(row.id) ?? [],
    };
  });
}

/** What was signed of a month: its bulletin, then the 更正通报 in their order. Empty: nothing yet. */
export const signedOf = (db: Reader, period: string, edition: Edition): readonly SignedBulletin[] =>
  listSigned(db)
    .filter((one) => one.period === period && one.edition === edition)
    .sort((a, b) => a.id - b.id);

export type Signing = {
  readonly numberId: number;
  readonly period: string;
  readonly edition: Edition;
  readonly corrects: number | null;
  readonly sealId: number;
  readonly title: string;
  readonly signedOn: string;
  readonly signedBy: string;
  readonly pages: number;
  readonly files: readonly (Content & { readonly form: SignedForm })[];
};

/** Registers a signed bulletin and keeps its bytes. Returns its id. */
export function addSigned(tx: Writer, { files, ...signing }: Signing): number {
  const { numberId, period, edition, corrects, sealId, title, signedOn, signedBy, pages } = signing;
  const added = tx
    .prepare(
      `INSERT INTO signed_bulletins (number_id, period, edition, corrects_id, seal_id, title, signed_on, signed_by, pages, audit_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(numberId, period, edition, corrects, sealId, title, signedOn, signedBy, pages, tx.auditId);
  const id = Number(added.lastInsertRowid);
  for (const file of files) {
    keepContent(tx, file);
    tx.prepare('INSERT INTO signed_bulletin_files (bulletin_id, form, sha256, name, audit_id) VALUES (?, ?, ?, ?, ?)').run(
      id,
      file.form,
      file.sha256,
      file.name,
      tx.auditId,
    );
  }
  return id;
}

/** Whoever signed before, the latest first. */
export const bulletinSigners = (db: Reader): readonly string[] =>
  db
    .prepare<{ name: string }>('SELECT signed_by AS name FROM signed_bulletins GROUP BY signed_by ORDER BY max(id) DESC LIMIT 8')
    .all()
    .map(({ name }) => name);
