/** 督察 before anybody goes: sites, the roster of inspectors, frozen lists and what was drawn from them; the packages that were read in. */

import type { Inspector, Site } from '../../shared/contract/inspection-draws.ts';
import type { PackageContent } from '../../shared/contract/inspection-packages.ts';
import type { DrawCertificate, Pick as DrawPick, Team } from '../../shared/draw/certificate.ts';
import type { FrozenList } from '../../shared/draw/frozen-list.ts';
import type { Reader, Writer } from './transaction.ts';

export type StoredSite = Site & { readonly id: number; readonly organisationName: string };
/** Columns of a site and its unit, `s` and `o`. */
export const SITE = `s.code, s.name, o.code AS organisation, o.name AS organisationName, s.level, s.block, s.address, s.contact, s.is_active AS active`;
export type SiteColumns = Omit<StoredSite, 'isActive' | 'id'> & { readonly active: number };
export const siteOf = <Row extends SiteColumns>({
  active,
  ...row
}: Row): Omit<Row, 'active'> & { readonly isActive: boolean } => ({
  ...row,
  isActive: active === 1,
});

/** All sites, by unit in official order and code. */
export const listSites = (db: Reader): readonly StoredSite[] =>
  db
    .prepare<SiteColumns & { id: number }>(
      `SELECT s.id, ${SITE} FROM inspection_sites s JOIN organisations o ON o.id = s.organisation_id ORDER BY o.sort_order, o.id, s.code`,
    )
    .all()
    .map(siteOf);

/** Adds a site, or changes the one of that code. */
export function saveSite(
  tx: Writer,
  { code, name, level, block, address, contact, isActive }: Site,
  organisationId: number,
): void {
  tx.prepare(
    `INSERT INTO inspection_sites (code, name, organisation_id, level, block, address, contact, is_active, audit_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, organisation_id = excluded.organisation_id, level = excluded.level,
       block = excluded.block, address = excluded.address, contact = excluded.contact, is_active = excluded.is_active,
       audit_id = excluded.audit_id`,
  ).run(code, name, organisationId, level, block, address, contact, isActive ? 1 : 0, tx.auditId);
}

/** The whole roster, by code. */
export function listInspectors(db: Reader): readonly Inspector[] {
  const recusals = db
    .prepare<{ inspector: number; organisation: string; reason: string }>(
      `SELECT r.inspector_id AS inspector, o.code AS organisation, r.reason FROM inspector_recusals r
       JOIN organisations o ON o.id = r.organisation_id ORDER BY o.sort_order, o.id`,
    )
    .all();
  return db
    .prepare<Omit<Inspector, 'isActive' | 'recusals'> & { id: number; active: number }>(
      'SELECT id, code, name, unit, fields, is_active AS active FROM inspectors ORDER BY code',
    )
    .all()
    .map(({ id, active, ...row }) => ({
      ...row,
      recusals: recusals.flatMap(({ inspector, ...one }) => (inspector === id ? [one] : [])),
      isActive: active === 1,
    }));
}

/** Adds one to the roster, or changes the one of that code. */
export function saveInspector(tx: Writer, { code, name, unit, fields, recusals, isActive }: Inspector): void {
  tx.prepare(
    `INSERT INTO inspectors (code, name, unit, fields, is_active, audit_id) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, unit = excluded.unit, fields = excluded.fields,
       is_active = excluded.is_active, audit_id = excluded.audit_id`,
  ).run(code, name, unit, fields, isActive ? 1 : 0, tx.auditId);
  tx.prepare('DELETE FROM inspector_recusals WHERE inspector_id = (SELECT id FROM inspectors WHERE code = ?)').run(code);
  const recusal = tx.prepare(
    `INSERT INTO inspector_recusals (inspector_id, organisation_id, reason, audit_id)
     VALUES ((SELECT id FROM inspectors WHERE code = ?), (SELECT id FROM organisations WHERE code = ?), ?, ?)`,
  );
  for (const { organisation, reason } of recusals) recusal.run(code, organisation, reason, tx.auditId);
}

export type StoredDraw = Pick<DrawCertificate, 'seedKind' | 'seedParts' | 'present' | 'drawnAt' | 'drawnBy'> & {
  readonly picks: readonly DrawPick[];
  /** Empty where no inspectors were drawn. */
  readonly teams: readonly Team[];
};
export type StoredList = {
  readonly id: number;
  readonly period: string;
  readonly number: number;
  readonly content: FrozenList;
  readonly sha256: string;
  readonly frozenAt: string;
  readonly frozenBy: string;
  readonly voidReason: string;
  readonly draw: StoredDraw | null;
};
type ListRow = Omit<StoredList, 'content' | 'draw'> & {
  readonly content: string;
  readonly seedKind: StoredDraw['seedKind'] | null;
  readonly seedParts: string;
  readonly present: string;
  readonly teams: string;
  readonly drawnAt: string;
  readonly drawnBy: string;
};
const LIST = `SELECT l.id, l.period, l.number, l.content, l.sha256, l.frozen_at AS frozenAt, l.frozen_by AS frozenBy,
    l.void_reason AS voidReason, d.seed_kind AS seedKind, d.seed_parts AS seedParts, d.present, d.teams, d.drawn_at AS drawnAt, d.drawn_by AS drawnBy
  FROM inspection_lists l LEFT JOIN inspection_draws d ON d.list_id = l.id`;

function listOf(db: Reader, row: ListRow): StoredList {
  const { content, seedKind, seedParts, present, teams, drawnAt, drawnBy, ...list } = row;
  const picks = db
    .prepare<DrawPick>(
      `SELECT p.stratum, p.look AS at, p.ticket, s.code FROM inspection_picks p JOIN inspection_sites s ON s.id = p.site_id
       WHERE p.list_id = ? ORDER BY p.ordinal`,
    )
    .all(row.id);
  return {
    ...list,
    content: JSON.parse(content) as FrozenList,
    draw:
      seedKind === null
        ? null
        : {
            seedKind,
            seedParts: JSON.parse(seedParts) as StoredDraw['seedParts'],
            present: JSON.parse(present) as StoredDraw['present'],
            drawnAt,
            drawnBy,
            picks,
            teams: JSON.parse(teams) as StoredDraw['teams'],
          },
  };
}

/** Lists of a period with what was drawn from them, in the order they were frozen. */
export const listsIn = (db: Reader, period: string): readonly StoredList[] =>
  db
    .prepare<ListRow>(`${LIST} WHERE l.period = ? ORDER BY l.number`)
    .all(period)
    .map((row) => listOf(db, row));

export function findList(db: Reader, id: number): StoredList | null {
  const row = db.prepare<ListRow>(`${LIST} WHERE l.id = ?`).get(id);
  return row ? listOf(db, row) : null;
}

export function findListByHash(db: Reader, sha256: string): StoredList | null {
  const row = db.prepare<ListRow>(`${LIST} WHERE l.sha256 = ?`).get(sha256);
  return row ? listOf(db, row) : null;
}

/** Keeps a frozen list. Returns its id. */
export function addList(
  tx: Writer,
  { content, sha256, frozenAt, frozenBy }: Pick<StoredList, 'content' | 'sha256' | 'frozenAt' | 'frozenBy'>,
): number {
  const added = tx
    .prepare(
      'INSERT INTO inspection_lists (period, number, content, sha256, frozen_at, frozen_by, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(content.period, content.number, JSON.stringify(content), sha256, frozenAt, frozenBy, tx.auditId);
  return Number(added.lastInsertRowid);
}

export function voidList(tx: Writer, id: number, reason: string): void {
  tx.prepare('UPDATE inspection_lists SET void_reason = ? WHERE id = ?').run(reason, id);
}

/** Keeps a draw with its picks. */
export function addDraw(tx: Writer, list: number, draw: StoredDraw): void {
  tx.prepare(
    'INSERT INTO inspection_draws (list_id, seed_kind, seed_parts, present, teams, drawn_at, drawn_by, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(
    list,
    draw.seedKind,
    JSON.stringify(draw.seedParts),
    JSON.stringify(draw.present),
    JSON.stringify(draw.teams),
    draw.drawnAt,
    draw.drawnBy,
    tx.auditId,
  );
  const pick = tx.prepare(
    `INSERT INTO inspection_picks (list_id, ordinal, site_id, stratum, look, ticket, audit_id)
     VALUES (?, ?, (SELECT id FROM inspection_sites WHERE code = ?), ?, ?, ?, ?)`,
  );
  draw.picks.forEach(({ code, stratum, at, ticket }, ordinal) => {
    pick.run(list, ordinal, code, stratum, at, ticket, tx.auditId);
  });
}

export const hasPackage = (db: Reader, sha256: string): boolean =>
  db.prepare('SELECT 1 FROM inspection_packages WHERE sha256 = ?').get(sha256) !== undefined;

export function addPackage(tx: Writer, sha256: string, fileName: string): void {
  tx.prepare('INSERT INTO inspection_packages (sha256, file_name, audit_id) VALUES (?, ?, ?)').run(sha256, fileName, tx.auditId);
}

/** A draw as it travels. */
export const packedDraw = (list: StoredList & { readonly draw: StoredDraw }): PackageContent['lists'][number] => {
  const { picks: _, teams: __, seedParts, present, ...draw } = list.draw;
  const { strata, entries, leftOut, inspectors, ...head } = list.content;
  return {
    content: {
      ...head,
      strata: [...strata],
      entries: [...entries],
      leftOut: [...leftOut],
      ...(inspectors
        ? {
            inspectors: {
              ...inspectors,
              entries: inspectors.entries.map((entry) => ({ ...entry, recusals: [...entry.recusals] })),
            },
          }
        : {}),
    },
    sha256: list.sha256,
    frozenAt: list.frozenAt,
    frozenBy: list.frozenBy,
    draw: { ...draw, seedParts: [...seedParts], present: [...present] },
  };
};
