/** 督察: what a problem takes by its clause, as it was signed; the roster inspectors are drawn from; photos and papers of a visit. */
import type { Database } from 'better-sqlite3';

export const inspectionClauses = (db: Database): void => {
  db.exec(`
    -- a problem without a row takes nothing but what 问题整改 counts, as all did before
    CREATE TABLE inspection_clauses (
      problem_id INTEGER PRIMARY KEY REFERENCES inspection_problems (id),
      indicator_id INTEGER NOT NULL REFERENCES indicators (id),
      points TEXT NOT NULL,
      -- more when its time limit ends without 销号, and each time it comes back
      overdue TEXT NOT NULL,
      relapsed TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE TRIGGER inspection_clauses_join BEFORE INSERT ON inspection_clauses
      WHEN (SELECT v.signed_by FROM inspection_problems p JOIN inspection_visits v ON v.id = p.visit_id WHERE p.id = NEW.problem_id) <> ''
      BEGIN SELECT RAISE(ABORT, 'a signed visit never changes'); END;
    CREATE TRIGGER inspection_clauses_keep BEFORE UPDATE ON inspection_clauses
      BEGIN SELECT RAISE(ABORT, 'a line is taken away and put again'); END;
    CREATE TRIGGER inspection_clauses_stay BEFORE DELETE ON inspection_clauses
      WHEN (SELECT v.signed_by FROM inspection_problems p JOIN inspection_visits v ON v.id = p.visit_id WHERE p.id = OLD.problem_id) <> ''
      BEGIN SELECT RAISE(ABORT, 'a signed visit never changes'); END;

    CREATE TABLE inspectors (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL CHECK (name <> ''),
      unit TEXT NOT NULL CHECK (unit <> ''),
      fields TEXT NOT NULL DEFAULT '',
      is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    -- 回避: units whose sites they do not go to
    CREATE TABLE inspector_recusals (
      inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      reason TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (inspector_id, organisation_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER inspectors_keep BEFORE UPDATE ON inspectors WHEN OLD.id <> NEW.id OR OLD.code <> NEW.code
      BEGIN SELECT RAISE(ABORT, 'an inspector keeps the code'); END;
    CREATE TRIGGER inspectors_stay BEFORE DELETE ON inspectors
      BEGIN SELECT RAISE(ABORT, 'an inspector stays on the roster'); END;

    -- teams as they were drawn with the sites, JSON; who could be drawn is in the frozen list. The triggers of draws keep it.
    ALTER TABLE inspection_draws ADD COLUMN teams TEXT NOT NULL DEFAULT '[]';

    CREATE TABLE inspection_visit_files (
      visit_id INTEGER NOT NULL REFERENCES inspection_visits (id),
      sha256 TEXT NOT NULL REFERENCES evidence_files (sha256),
      name TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (visit_id, sha256)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX inspection_visit_files_by_content ON inspection_visit_files (sha256);
    CREATE TRIGGER inspection_visit_files_keep BEFORE UPDATE ON inspection_visit_files
      BEGIN SELECT RAISE(ABORT, 'a file is taken away and added'); END;
    -- a scan of the signed paper comes after the signature; what stood there when it was signed stays
    CREATE TRIGGER inspection_visit_files_remove BEFORE DELETE ON inspection_visit_files
      WHEN (SELECT signed_by FROM inspection_visits WHERE id = OLD.visit_id) <> ''
      BEGIN SELECT RAISE(ABORT, 'a signed visit never changes'); END;
    CREATE TRIGGER inspection_visit_files_sealed BEFORE INSERT ON inspection_visit_files
      WHEN EXISTS (SELECT 1 FROM seals WHERE period = (SELECT period FROM inspection_visits WHERE id = NEW.visit_id))
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER evidence_files_of_visits BEFORE DELETE ON evidence_files
      WHEN EXISTS (SELECT 1 FROM inspection_visit_files WHERE sha256 = OLD.sha256)
      BEGIN SELECT RAISE(ABORT, 'evidence of a visit stays'); END;
  `);
};
