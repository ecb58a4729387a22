/** 督察 on the spot and after: visits with their scores, problems and what became of them. */
import type { EvidenceFile } from '../../shared/contract/claims.ts';
import type { ProblemDraft, ProblemEvent, RecountDraft, ScoreLine } from '../../shared/contract/inspections.ts';
import { type Charge, SITE_SCORES } from '../../shared/inspections/clauses.ts';
import type { ProblemState } from '../../shared/inspections/words.ts';
import { type Content, dropContent, keepContent } from './evidence.ts';
import { SITE, type SiteColumns, type StoredSite, siteOf } from './inspection-draws.ts';
import type { Reader, Writer } from './transaction.ts';

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
  /** What problems take off this site's score: those its own unit answers for, under the clause of 点位得分. */
  readonly taken: readonly { readonly problem: number; readonly points: string }[];
};
type VisitColumns = Omit<StoredVisit, 'site' | 'inspectors' | 'scores' | 'taken'> & SiteColumns & { readonly inspectors: string };
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
  const taken = db
    .prepare<{ visit: number; problem: number; points: string }>(
      `SELECT p.visit_id AS visit, p.id AS problem, c.points FROM inspection_clauses c JOIN inspection_problems p ON p.id = c.problem_id
         JOIN indicators i ON i.id = c.indicator_id JOIN inspection_visits v ON v.id = p.visit_id JOIN inspection_sites s ON s.id = v.site_id
       WHERE i.code = ? AND s.organisation_id = p.organisation_id AND p.visit_id IN (SELECT value FROM json_each(?))
       ORDER BY p.visit_id, p.ordinal`,
    )
    .all(SITE_SCORES, JSON.stringify(rows.map(({ id }) => id)));
  return rows.map((row) => {
    const { code, name, organisation, organisationName, level, block, address, contact, active, inspectors, ...visit } = row;
    return {
      ...visit,
      site: siteOf({ code, name, organisation, organisationName, level, block, address, contact, active }),
      inspectors: JSON.parse(inspectors) as readonly string[],
      scores: lines.filter((line) => line.visit === row.id).map(({ visit: _, ...line }) => line),
      taken: taken.filter((one) => one.visit === row.id).map(({ visit: _, ...one }) => one),
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
  readonly problems: readonly (ProblemDraft & { readonly dueOn: string; readonly charge: Charge | null })[];
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
  const clause = tx.prepare(
    `INSERT INTO inspection_clauses (problem_id, indicator_id, points, overdue, relapsed, audit_id)
     VALUES (?, (SELECT id FROM indicators WHERE code = ?), ?, ?, ?, ?)`,
  );
  visit.problems.forEach(({ organisation, category, severity, text, demand, days, dueOn, charge }, ordinal) => {
    const added = problem.run(id, ordinal, organisation, category, severity, text, demand, days, dueOn, tx.auditId);
    if (charge) {
      clause.run(added.lastInsertRowid, charge.indicator, charge.points, charge.overdue, charge.relapsed, tx.auditId);
    }
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
  tx.prepare('DELETE FROM inspection_clauses WHERE problem_id IN (SELECT id FROM inspection_problems WHERE visit_id = ?)').run(
    id,
  );
  for (const table of ['inspection_scores', 'inspection_problems', 'inspection_recounts'] as const) {
    tx.prepare(`DELETE FROM ${table} WHERE visit_id = ?`).run(id);
  }
}

/** Takes away a visit that is not signed. */
export function removeVisit(tx: Writer, id: number): void {
  clearVisit(tx, id);
  for (const { sha256 } of visitFiles(tx, id)) detachFromVisit(tx, id, sha256);
  tx.prepare('DELETE FROM inspection_visits WHERE id = ?').run(id);
}

/** Photos and papers of a visit, in the order they were added. */
export const visitFiles = (db: Reader, visit: number): readonly EvidenceFile[] =>
  db
    .prepare<EvidenceFile>(
      `SELECT f.sha256, f.name, e.media_type AS mediaType, e.size FROM inspection_visit_files f
       JOIN evidence_files e ON e.sha256 = f.sha256 WHERE f.visit_id = ? ORDER BY f.audit_id, f.sha256`,
    )
    .all(visit);

/** Keeps a content and shows it with a visit. */
export function attachToVisit(tx: Writer, visit: number, content: Content): void {
  keepContent(tx, content);
  tx.prepare('INSERT INTO inspection_visit_files (visit_id, sha256, name, audit_id) VALUES (?, ?, ?, ?)').run(
    visit,
    content.sha256,
    content.name,
    tx.auditId,
  );
}

/** Takes a file away from a visit that is not signed. */
export function detachFromVisit(tx: Writer, visit: number, sha256: string): void {
  tx.prepare('DELETE FROM inspection_visit_files WHERE visit_id = ? AND sha256 = ?').run(visit, sha256);
  dropContent(tx, sha256);
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
  /** What its clause takes, as it was written down; null when nothing. */
  readonly charge: Charge | null;
};
type ProblemColumns = Omit<StoredProblem, 'charge'> & {
  readonly indicator: string | null;
  readonly points: string;
  readonly overdue: string;
  readonly relapsed: string;
};
const problemOf = ({ indicator, points, overdue, relapsed, ...row }: ProblemColumns): StoredProblem => ({
  ...row,
  charge: indicator === null ? null : { indicator, points, overdue, relapsed },
});
const PROBLEM = `SELECT p.id, o.code AS organisation, o.name AS organisationName, p.visit_id AS visit, v.period, v.visited_on AS visitedOn,
    s.name AS siteName, v.signed_by <> '' AS isSigned, p.category, p.severity, p.text, p.demand, p.days, p.due_on AS dueOn, p.state,
    i.code AS indicator, c.points, c.overdue, c.relapsed
  FROM inspection_problems p JOIN inspection_visits v ON v.id = p.visit_id JOIN inspection_sites s ON s.id = v.site_id
    JOIN organisations o ON o.id = p.organisation_id LEFT JOIN inspection_clauses c ON c.problem_id = p.id
    LEFT JOIN indicators i ON i.id = c.indicator_id`;

/** Problems of one visit, as they were written down. */
export const problemsOf = (db: Reader, visit: number): readonly StoredProblem[] =>
  db.prepare<ProblemColumns>(`${PROBLEM} WHERE p.visit_id = ? ORDER BY p.ordinal`).all(visit).map(problemOf);

/** Problems of all signed visits, by unit in official order and day. */
export const signedProblems = (db: Reader): readonly StoredProblem[] =>
  db
    .prepare<ProblemColumns>(
      `${PROBLEM} WHERE v.signed_by <> '' ORDER BY o.sort_order, o.id, v.visited_on, p.visit_id, p.ordinal`,
    )
    .all()
    .map(problemOf);

export function findProblem(db: Reader, id: number): StoredProblem | null {
  const row = db.prepare<ProblemColumns>(`${PROBLEM} WHERE p.id = ? AND v.signed_by <> ''`).get(id);
  return row ? problemOf(row) : null;
}

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
