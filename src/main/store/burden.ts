/** 减负计: which file a unit has handed in with which record. */
import type { RecordLink } from '../../shared/contract/feeds.ts';
import type { Reader } from './transaction.ts';

export type HandedRow = {
  readonly feature: RecordLink['feature'];
  /** As a RecordLink has it. */
  readonly id: string;
  readonly title: string;
  readonly organisation: string;
  readonly organisationName: string;
  readonly name: string;
  readonly sha256: string;
};

/** The records of a year that show files of a unit; what was withdrawn asks for nothing. Photographs of a visit are the office's own. */
const RECORDS = [
  `SELECT 'claims' AS feature, r.id AS id, r.title, r.organisation_id, f.name, f.sha256
   FROM claim_files f JOIN claims r ON r.id = f.claim_id WHERE r.state <> 'withdrawn' AND substr(r.period, 1, 4) = ?`,
  `SELECT 'publicity', r.id, r.title, r.organisation_id, f.name, f.sha256
   FROM publicity_files f JOIN publicity_items r ON r.id = f.item_id WHERE r.state <> 'withdrawn' AND substr(r.period, 1, 4) = ?`,
  `SELECT 'tasks', r.id, r.title, r.organisation_id, f.name, f.sha256
   FROM task_files f JOIN tasks r ON r.id = f.task_id WHERE r.state <> 'withdrawn' AND r.year = ?`,
  `SELECT 'notices', r.id, r.matter, r.organisation_id, f.name, f.sha256
   FROM notice_files f JOIN notices r ON r.id = f.notice_id WHERE r.state <> 'withdrawn' AND r.year = ?`,
  `SELECT 'inspections', 'problem ' || r.id, r.text, r.organisation_id, f.name, f.sha256
   FROM inspection_problem_files f JOIN inspection_problems r ON r.id = f.problem_id JOIN inspection_visits v ON v.id = r.visit_id
   WHERE substr(v.period, 1, 4) = ?`,
];

/** Files handed in with the records of a year, by unit and record. */
export const filesHandedIn = (db: Reader, year: string): readonly HandedRow[] =>
  db
    .prepare<HandedRow>(
      `SELECT x.feature, CAST(x.id AS TEXT) AS id, x.title, o.code AS organisation, o.name AS organisationName, x.name, x.sha256
       FROM (${RECORDS.join(' UNION ALL ')}) x JOIN organisations o ON o.id = x.organisation_id
       ORDER BY o.sort_order, x.sha256, x.feature, x.id`,
    )
    .all(...RECORDS.map(() => year));
