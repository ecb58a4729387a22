/** 封账 and 更正: what a sealed month rests on, the chain over all of them, and the only way to change one. */
import type { Database } from 'better-sqlite3';

export const seals = (db: Database): void => {
  db.exec(`
    -- one row a sealed version of a month; the id is its place in the chain, from 1 without a gap
    CREATE TABLE seals (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      version INTEGER NOT NULL,
      root TEXT NOT NULL,
      code TEXT NOT NULL,
      chain TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      UNIQUE (period, version)
    ) STRICT;

    -- the package, record by record: rules, units, figures, results, attachments (canonical JSON and its SM3 leaf)
    CREATE TABLE sealed_records (
      seal_id INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      -- what the record is about, as it says itself; a year's ranks are read without its figures
      kind TEXT NOT NULL,
      record TEXT NOT NULL,
      leaf TEXT NOT NULL,
      PRIMARY KEY (seal_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    -- 更正单 (and 申诉 on one score line): asked for by one person, decided by another
    CREATE TABLE corrections (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('correction', 'appeal')),
      -- 申诉: whose score line
      organisation_id INTEGER REFERENCES organisations (id),
      item TEXT,
      reason TEXT NOT NULL CHECK (reason <> ''),
      state TEXT NOT NULL CHECK (state IN ('open', 'signing', 'signed', 'refused', 'withdrawn')),
      decision TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      decided_audit_id INTEGER REFERENCES audit_log (id),
      seal_id INTEGER REFERENCES seals (id)
    ) STRICT;
    CREATE TABLE correction_cells (
      correction_id INTEGER NOT NULL REFERENCES corrections (id),
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      indicator_id INTEGER NOT NULL REFERENCES indicators (id),
      old_value TEXT,
      old_state TEXT,
      new_value TEXT,
      new_state TEXT NOT NULL CHECK (new_state IN ('reported', 'notReported', 'notApplicable', 'deferred')),
      PRIMARY KEY (correction_id, organisation_id, indicator_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER seals_keep BEFORE UPDATE ON seals BEGIN SELECT RAISE(ABORT, 'a seal never changes'); END;
    CREATE TRIGGER seals_stay BEFORE DELETE ON seals BEGIN SELECT RAISE(ABORT, 'a seal never changes'); END;
    CREATE TRIGGER sealed_records_keep BEFORE UPDATE ON sealed_records BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER sealed_records_stay BEFORE DELETE ON sealed_records BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    -- the records come first, the seal closes them
    CREATE TRIGGER sealed_records_closed BEFORE INSERT ON sealed_records
      WHEN EXISTS (SELECT 1 FROM seals WHERE id = NEW.seal_id)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;

    -- a figure of a sealed month changes only as a 更正单 that is being signed says
    CREATE TRIGGER observations_sealed_insert BEFORE INSERT ON observations
      WHEN EXISTS (SELECT 1 FROM seals WHERE period = NEW.period) AND NOT EXISTS (
        SELECT 1 FROM correction_cells c JOIN corrections k ON k.id = c.correction_id
        WHERE k.state = 'signing' AND k.period = NEW.period AND c.organisation_id = NEW.organisation_id
          AND c.indicator_id = NEW.indicator_id AND c.new_value IS NEW.value AND c.new_state = NEW.state)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER observations_sealed_update BEFORE UPDATE ON observations
      WHEN EXISTS (SELECT 1 FROM seals WHERE period IN (OLD.period, NEW.period)) AND NOT EXISTS (
        SELECT 1 FROM correction_cells c JOIN corrections k ON k.id = c.correction_id
        WHERE k.state = 'signing' AND k.period = OLD.period AND k.period = NEW.period
          AND c.organisation_id = OLD.organisation_id AND c.organisation_id = NEW.organisation_id
          AND c.indicator_id = OLD.indicator_id AND c.indicator_id = NEW.indicator_id
          AND c.new_value IS NEW.value AND c.new_state = NEW.state)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER observations_sealed_delete BEFORE DELETE ON observations
      WHEN EXISTS (SELECT 1 FROM seals WHERE period = OLD.period)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    -- a rule a sealed month was scored by stays as it was
    CREATE TRIGGER scheme_versions_keep BEFORE UPDATE ON scheme_versions
      BEGIN SELECT RAISE(ABORT, 'a scheme version never changes'); END;
    CREATE TRIGGER scheme_versions_stay BEFORE DELETE ON scheme_versions
      BEGIN SELECT RAISE(ABORT, 'a scheme version never changes'); END;
    CREATE TRIGGER submission_events_sealed BEFORE INSERT ON submission_events
      WHEN EXISTS (SELECT 1 FROM seals WHERE period = NEW.period)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;

    -- what was asked for and what was decided stay as they were written
    CREATE TRIGGER corrections_keep BEFORE UPDATE ON corrections
      WHEN OLD.state IN ('signed', 'refused', 'withdrawn') OR OLD.period <> NEW.period OR OLD.reason <> NEW.reason
        OR OLD.origin <> NEW.origin OR OLD.audit_id <> NEW.audit_id
      BEGIN SELECT RAISE(ABORT, 'a decided correction never changes'); END;
    CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
      BEGIN SELECT RAISE(ABORT, 'a correction never goes away'); END;
    CREATE TRIGGER correction_cells_keep BEFORE UPDATE ON correction_cells
      BEGIN SELECT RAISE(ABORT, 'a correction never changes'); END;
    CREATE TRIGGER correction_cells_stay BEFORE DELETE ON correction_cells
      BEGIN SELECT RAISE(ABORT, 'a correction never changes'); END;
    CREATE TRIGGER correction_cells_open BEFORE INSERT ON correction_cells
      WHEN (SELECT state FROM corrections WHERE id = NEW.correction_id) <> 'open'
      BEGIN SELECT RAISE(ABORT, 'a correction never changes'); END;
  `);
};
