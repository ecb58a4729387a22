/** 督察: sites, frozen lists and what was drawn from them, visits with their scores, problems and what became of them. */
import type { EvidenceFile } from '../../shared/contract/claims.ts';
import type {
  PackageContent,
  ProblemDraft,
  ProblemEvent,
  RecountDraft,
  ScoreLine,
  Site,
} from '../../shared/contract/inspections.ts';
import type { DrawCertificate, Pick as DrawPick } from '../../shared/draw/certificate.ts';
import type { FrozenList } from '../../shared/draw/frozen-list.ts';
import type { ProblemState } from '../../shared/inspections/words.ts';
import { type Content, dropContent, keepContent } from './evidence.ts';
import type { Reader, Writer } from './transaction.ts';

export type StoredSite = Site & { readonly id: number; readonly organisationName: string };
const SITE = `s.code, s.name, o.code AS organisation, o.name AS organisationName, s.level, s.block, s.address, s.contact, s.is_active AS active`;
type SiteColumns = Omit<StoredSite, 'isActive' | 'id'> & { readonly active: number };
const siteOf = <Row extends SiteColumns>({ active, ...row }: Row): Omit<Row, 'active'> & { readonly isActive: boolean } => ({
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

export type StoredDraw = Pick<DrawCertificate, 'seedKind' | 'seedParts' | 'present' | 'drawnAt' | 'drawnBy'> & {
  readonly picks: readonly DrawPick[];
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
  readonly drawnAt: string;
  readonly drawnBy: string;
};
const LIST = `SELECT l.id, l.period, l.number, l.content, l.sha256, l.frozen_at AS frozenAt, l.frozen_by AS frozenBy,
    l.void_reason AS voidReason, d.seed_kind AS seedKind, d.seed_parts AS seedParts, d.present, d.drawn_at AS drawnAt, d.drawn_by AS drawnBy
  FROM inspection_lists l LEFT JOIN inspection_draws d ON d.list_id = l.id`;

function listOf(db: Reader, row: ListRow): StoredList {
  const { content, seedKind, seedParts, present, drawnAt, drawnBy, ...list } = row;
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
    'INSERT INTO inspection_draws (list_id, seed_kind, seed_parts, present, drawn_at, drawn_by, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(
    list,
    draw.seedKind,
    JSON.stringify(draw.seedParts),
    JSON.stringify(draw.present),
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

export type StoredVisit = {
  readonly id: number;
  readonly uid: string;
  readonly period: string;
  readonly site: Omit<StoredSite, 'id'>;
  readonly listId: number | null;
  readonly list: number | null;
  readonly designation: string;
  readonly visitedOn: string;
  readonly inspectors: readonly string[];
  readonly note: string;
  readonly signedBy: string;
  readonly origin: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
  readonly scores: readonly ScoreLine[];
};
type VisitColumns = Omit<StoredVisit, 'site' | 'inspectors' | 'scores'> & SiteColumns & { readonly inspectors: string };
const VISIT = `SELECT v.id, v.uid, v.period, v.list_id AS listId, l.number AS list, v.designation, v.visited_on AS visitedOn, v.inspectors,
    v.note, v.signed_by AS signedBy, v.origin, a.actor AS recordedBy, a.at AS recordedAt, ${SITE}
  FROM inspection_visits v JOIN inspection_sites s ON s.id = v.site_id JOIN organisations o ON o.id = s.organisation_id
    JOIN audit_log a ON a.id = v.audit_id LEFT JOIN inspection_lists l ON l.id = v.list_id`;

function visitsOf(db: Reader, rows: readonly VisitColumns[]): readonly StoredVisit[] {
  const lines = db
    .prepare<ScoreLine & { visit: number }>(
      `SELECT visit_id AS visit, text, full_points AS fullPoints, points, note FROM inspection_scores
       WHERE visit_id IN (SELECT value FROM json_each(?)) ORDER BY visit_id, ordinal`,
    )
    .all(JSON.stringify(rows.map(({ id }) => id)));
  return rows.map((row) => {
    const { code, name, organisation, organisationName, level, block, address, contact, active, inspectors, ...visit } = row;
    return {
      ...visit,
      site: siteOf({ code, name, organisation, organisationName, level, block, address, contact, active }),
      inspectors: JSON.parse(inspectors) as readonly string[],
      scores: lines.filter((line) => line.visit === row.id).map(({ visit: _, ...line }) => line),
    };
  });
}

/** Visits of a period, by unit and site. */
export const visitsIn = (db: Reader, period: string): readonly StoredVisit[] =>
  visitsOf(db, db.prepare<VisitColumns>(`${VISIT} WHERE v.period = ? ORDER BY o.sort_order, o.id, s.code, v.id`).all(period));

/** Signed visits up to a day, of every site, oldest first. */
export const signedVisits = (db: Reader, upTo: string): readonly StoredVisit[] =>
  visitsOf(
    db,
    db.prepare<VisitColumns>(`${VISIT} WHERE v.signed_by <> '' AND v.visited_on <= ? ORDER BY v.visited_on, v.id`).all(upTo),
  );

export const findVisit = (db: Reader, id: number): StoredVisit | null =>
  visitsOf(db, db.prepare<VisitColumns>(`${VISIT} WHERE v.id = ?`).all(id))[0] ?? null;

export const hasVisit = (db: Reader, uid: string): boolean =>
  db.prepare('SELECT 1 FROM inspection_visits WHERE uid = ?').get(uid) !== undefined;

type VisitWrite = {
  readonly id: number | null;
  readonly uid: string;
  readonly period: string;
  readonly site: string;
  readonly listId: number | null;
  readonly designation: string;
  readonly visitedOn: string;
  readonly inspectors: readonly string[];
  readonly note: string;
  readonly origin: string;
  readonly scores: readonly ScoreLine[];
  readonly problems: readonly (ProblemDraft & { readonly dueOn: string })[];
  readonly recounts: readonly RecountDraft[];
};

/** Adds a visit or replaces what was written of one that is not signed. Returns its id. */
export function saveVisit(tx: Writer, visit: VisitWrite): number {
  const { uid, period, site, listId, designation, visitedOn, inspectors, note, origin } = visit;
  let { id } = visit;
  if (id === null) {
    const added = tx
      .prepare(
        `INSERT INTO inspection_visits (uid, period, site_id, list_id, designation, visited_on, inspectors, note, origin, audit_id)
         VALUES (?, ?, (SELECT id FROM inspection_sites WHERE code = ?), ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(uid, period, site, listId, designation, visitedOn, JSON.stringify(inspectors), note, origin, tx.auditId);
    id = Number(added.lastInsertRowid);
  } else {
    tx.prepare('UPDATE inspection_visits SET visited_on = ?, inspectors = ?, designation = ?, note = ? WHERE id = ?').run(
      visitedOn,
      JSON.stringify(inspectors),
      designation,
      note,
      id,
    );
    clearVisit(tx, id);
  }
  const line = tx.prepare(
    'INSERT INTO inspection_scores (visit_id, ordinal, text, full_points, points, note, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  visit.scores.forEach(({ text, fullPoints, points, note: said }, ordinal) => {
    line.run(id, ordinal, text, fullPoints, points, said, tx.auditId);
  });
  const problem = tx.prepare(
    `INSERT INTO inspection_problems (visit_id, ordinal, organisation_id, category, severity, text, demand, days, due_on, state, audit_id)
     VALUES (?, ?, (SELECT id FROM organisations WHERE code = ?), ?, ?, ?, ?, ?, ?, 'open', ?)`,
  );
  visit.problems.forEach(({ organisation, category, severity, text, demand, days, dueOn }, ordinal) => {
    problem.run(id, ordinal, organisation, category, severity, text, demand, days, dueOn, tx.auditId);
  });
  const recount = tx.prepare(
    `INSERT INTO inspection_recounts (visit_id, indicator_id, reported, recounted, note, audit_id)
     VALUES (?, (SELECT id FROM indicators WHERE code = ?), ?, ?, ?, ?)`,
  );
  for (const { indicator, reported, recounted, note: said } of visit.recounts) {
    recount.run(id, indicator, reported, recounted, said, tx.auditId);
  }
  return id;
}

function clearVisit(tx: Writer, id: number): void {
  for (const table of ['inspection_scores', 'inspection_problems', 'inspection_recounts'] as const) {
    tx.prepare(`DELETE FROM ${table} WHERE visit_id = ?`).run(id);
  }
}

/** Takes away a visit that is not signed. */
export function removeVisit(tx: Writer, id: number): void {
  clearVisit(tx, id);
  tx.prepare('DELETE FROM inspection_visits WHERE id = ?').run(id);
}

/** @param signedBy empty takes the signature back */
export function signVisit(tx: Writer, id: number, signedBy: string): void {
  tx.prepare('UPDATE inspection_visits SET signed_by = ? WHERE id = ?').run(signedBy, id);
}

export type StoredRecount = RecountDraft & { readonly visit: number; readonly name: string; readonly unit: string };
/** Figures counted again at visits. */
export const recountsOf = (db: Reader, visits: readonly number[]): readonly StoredRecount[] =>
  db
    .prepare<StoredRecount>(
      `SELECT r.visit_id AS visit, i.code AS indicator, i.name, i.unit, r.reported, r.recounted, r.note
       FROM inspection_recounts r JOIN indicators i ON i.id = r.indicator_id
       WHERE r.visit_id IN (SELECT value FROM json_each(?)) ORDER BY r.visit_id, i.code`,
    )
    .all(JSON.stringify(visits));

export type StoredProblem = ProblemDraft & {
  readonly id: number;
  readonly organisationName: string;
  readonly visit: number;
  readonly period: string;
  readonly visitedOn: string;
  readonly siteName: string;
  readonly isSigned: number;
  /** As it was set at the visit. */
  readonly dueOn: string;
  readonly state: ProblemState;
};
const PROBLEM = `SELECT p.id, o.code AS organisation, o.name AS organisationName, p.visit_id AS visit, v.period, v.visited_on AS visitedOn,
    s.name AS siteName, v.signed_by <> '' AS isSigned, p.category, p.severity, p.text, p.demand, p.days, p.due_on AS dueOn, p.state
  FROM inspection_problems p JOIN inspection_visits v ON v.id = p.visit_id JOIN inspection_sites s ON s.id = v.site_id
    JOIN organisations o ON o.id = p.organisation_id`;

/** Problems of one visit, as they were written down. */
export const problemsOf = (db: Reader, visit: number): readonly StoredProblem[] =>
  db.prepare<StoredProblem>(`${PROBLEM} WHERE p.visit_id = ? ORDER BY p.ordinal`).all(visit);

/** Problems of all signed visits, by unit in official order and day. */
export const signedProblems = (db: Reader): readonly StoredProblem[] =>
  db
    .prepare<StoredProblem>(`${PROBLEM} WHERE v.signed_by <> '' ORDER BY o.sort_order, o.id, v.visited_on, p.visit_id, p.ordinal`)
    .all();

export const findProblem = (db: Reader, id: number): StoredProblem | null =>
  db.prepare<StoredProblem>(`${PROBLEM} WHERE p.id = ? AND v.signed_by <> ''`).get(id) ?? null;

type StoredEvent = ProblemEvent & { readonly problem: number };
/** What happened to problems, oldest first. */
export const problemEvents = (db: Reader, problems: readonly number[]): readonly StoredEvent[] =>
  db
    .prepare<StoredEvent>(
      `SELECT e.problem_id AS problem, e.event, e.on_day AS onDay, e.words, e.due_on AS dueOn, a.at, a.actor
       FROM inspection_problem_events e JOIN audit_log a ON a.id = e.audit_id
       WHERE e.problem_id IN (SELECT value FROM json_each(?)) ORDER BY e.id`,
    )
    .all(JSON.stringify(problems));

/** Writes down what happened to a problem, with the state it is in afterwards. */
export function moveProblem(
  tx: Writer,
  id: number,
  state: ProblemState,
  { event, onDay, words, dueOn }: Omit<ProblemEvent, 'at' | 'actor'>,
): void {
  tx.prepare('UPDATE inspection_problems SET state = ? WHERE id = ?').run(state, id);
  addProblemEvent(tx, id, { event, onDay, words, dueOn });
}

function addProblemEvent(tx: Writer, id: number, { event, onDay, words, dueOn }: Omit<ProblemEvent, 'at' | 'actor'>): void {
  tx.prepare(
    'INSERT INTO inspection_problem_events (problem_id, event, on_day, words, due_on, audit_id) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(id, event, onDay, words, dueOn, tx.auditId);
}

export const problemFiles = (db: Reader, problem: number): readonly EvidenceFile[] =>
  db
    .prepare<EvidenceFile>(
      `SELECT f.sha256, f.name, e.media_type AS mediaType, e.size FROM inspection_problem_files f
       JOIN evidence_files e ON e.sha256 = f.sha256 WHERE f.problem_id = ? ORDER BY f.audit_id, f.sha256`,
    )
    .all(problem);

/** Keeps a content and shows it with a problem. */
export function attachToProblem(tx: Writer, problem: number, content: Content, onDay: string): void {
  keepContent(tx, content);
  tx.prepare('INSERT INTO inspection_problem_files (problem_id, sha256, name, audit_id) VALUES (?, ?, ?, ?)').run(
    problem,
    content.sha256,
    content.name,
    tx.auditId,
  );
  addProblemEvent(tx, problem, { event: 'attach', onDay, words: content.name, dueOn: null });
}

/** Takes a file away from a problem that is not reported yet. */
export function detachFromProblem(tx: Writer, problem: number, file: Pick<EvidenceFile, 'sha256' | 'name'>, onDay: string): void {
  tx.prepare('DELETE FROM inspection_problem_files WHERE problem_id = ? AND sha256 = ?').run(problem, file.sha256);
  dropContent(tx, file.sha256);
  addProblemEvent(tx, problem, { event: 'detach', onDay, words: file.name, dueOn: null });
}

export const hasPackage = (db: Reader, sha256: string): boolean =>
  db.prepare('SELECT 1 FROM inspection_packages WHERE sha256 = ?').get(sha256) !== undefined;

export function addPackage(tx: Writer, sha256: string, fileName: string): void {
  tx.prepare('INSERT INTO inspection_packages (sha256, file_name, audit_id) VALUES (?, ?, ?)').run(sha256, fileName, tx.auditId);
}

/** A draw as it travels. */
export const packedDraw = (list: StoredList & { readonly draw: StoredDraw }): PackageContent['lists'][number] => {
  const { picks: _, seedParts, present, ...draw } = list.draw;
  const { strata, entries, leftOut, ...head } = list.content;
  return {
    content: { ...head, strata: [...strata], entries: [...entries], leftOut: [...leftOut] },
    sha256: list.sha256,
    frozenAt: list.frozenAt,
    frozenBy: list.frozenBy,
    draw: { ...draw, seedParts: [...seedParts], present: [...present] },
  };
};
