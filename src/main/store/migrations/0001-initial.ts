/** The first schema. Released: never edited again (a test holds its checksum). STRICT, so that code 010203 stays text. */
import type { Database } from 'better-sqlite3';

export const initial = (db: Database): void => {
  db.exec(`
    CREATE TABLE audit_log (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_log_keep BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
    CREATE TRIGGER audit_log_stay BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;

    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE organisations (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL UNIQUE,
      short_name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('district', 'specialGroup', 'department', 'city')),
      group_name TEXT NOT NULL DEFAULT '',
      parent_id INTEGER REFERENCES organisations (id),
      -- 功能区 change: a unit takes part from one month to another, and a past month keeps the members it was ranked with
      valid_from TEXT,
      valid_to TEXT,
      -- 机构顺序 is official and neither alphabetical nor by pinyin
      sort_order INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE indicators (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL UNIQUE,
      unit TEXT NOT NULL,
      direction TEXT NOT NULL CHECK (direction IN ('higher', 'lower', 'none')),
      decimals INTEGER CHECK (decimals BETWEEN 0 AND 6),
      frequency TEXT NOT NULL CHECK (frequency IN ('month', 'quarter', 'half', 'year')),
      formula TEXT,
      group_name TEXT NOT NULL DEFAULT '',
      sort_order INTEGER NOT NULL
    ) STRICT;

    -- other spellings of a name, those the clerk confirmed during an import included
    CREATE TABLE aliases (
      kind TEXT NOT NULL CHECK (kind IN ('organisation', 'indicator')),
      alias TEXT NOT NULL,
      target_id INTEGER NOT NULL,
      PRIMARY KEY (kind, alias)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE observations (
      period TEXT NOT NULL,
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      indicator_id INTEGER NOT NULL REFERENCES indicators (id),
      -- a decimal as text: a float would already have lost the official digits
      value TEXT,
      state TEXT NOT NULL CHECK (state IN ('reported', 'notReported', 'notApplicable', 'deferred')),
      source TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (period, organisation_id, indicator_id),
      CHECK ((state = 'reported') = (value IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX observations_by_indicator ON observations (indicator_id, organisation_id, period, value);

    -- every change of a cell: what it was, what it became, in which act
    CREATE TABLE observation_changes (
      id INTEGER PRIMARY KEY,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      period TEXT NOT NULL,
      organisation_id INTEGER NOT NULL,
      indicator_id INTEGER NOT NULL,
      old_value TEXT,
      old_state TEXT,
      new_value TEXT,
      new_state TEXT
    ) STRICT;
    CREATE INDEX observation_changes_by_cell ON observation_changes (period, organisation_id, indicator_id);

    CREATE TABLE scheme_versions (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      name TEXT NOT NULL,
      version INTEGER NOT NULL,
      effective_from TEXT NOT NULL,
      rules TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      UNIQUE (code, version)
    ) STRICT;

    -- a result that left the house on paper, with everything that made it
    CREATE TABLE results (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      list TEXT NOT NULL CHECK (list IN ('district', 'specialGroup')),
      engine_version TEXT NOT NULL,
      scheme_version_id INTEGER NOT NULL REFERENCES scheme_versions (id),
      input TEXT NOT NULL,
      output TEXT NOT NULL,
      input_sha256 TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE INDEX results_by_period ON results (period, list, id);

    CREATE TABLE imports (
      id INTEGER PRIMARY KEY,
      file_name TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      rows INTEGER NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;

    CREATE TABLE papers (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      kind TEXT NOT NULL,
      file_name TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
  `);
};
