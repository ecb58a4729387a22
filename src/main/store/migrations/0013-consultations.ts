/** 会诊: the record of each, its 会诊组, 病因, 处方 and files, what happened to it; the dictionary of causes; decisions on 难分伯仲. */
import type { Database } from 'better-sqlite3';

export const consultations = (db: Database): void => {
  db.exec(`
    -- empty until the first chain or change of the office: so long the shipped dictionary is in force
    CREATE TABLE cause_codes (
      code TEXT PRIMARY KEY,
      name TEXT NOT NULL CHECK (name <> ''),
      kind TEXT NOT NULL CHECK (kind IN ('factor', 'problem')),
      hint TEXT NOT NULL DEFAULT '',
      ordinal INTEGER NOT NULL,
      is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;

    CREATE TABLE consultations (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      list TEXT NOT NULL CHECK (list IN ('district', 'specialGroup')),
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'followed', 'closed', 'withdrawn')),
      why TEXT NOT NULL CHECK (why IN ('last', 'band', 'chosen')),
      held_on TEXT,
      place TEXT NOT NULL DEFAULT '',
      minutes TEXT NOT NULL DEFAULT '',
      rounds INTEGER NOT NULL CHECK (rounds BETWEEN 1 AND 3),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK (state IN ('planned', 'withdrawn') OR (held_on IS NOT NULL AND place <> '' AND minutes <> ''))
    ) STRICT;
    CREATE UNIQUE INDEX consultations_of_unit ON consultations (period, list, organisation_id) WHERE state <> 'withdrawn';

    CREATE TABLE consultation_members (
      consultation_id INTEGER NOT NULL REFERENCES consultations (id),
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      unit TEXT NOT NULL DEFAULT '',
      role TEXT NOT NULL CHECK (role IN ('leader', 'member', 'recorder')),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (consultation_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE consultation_files (
      consultation_id INTEGER NOT NULL REFERENCES consultations (id),
      sha256 TEXT NOT NULL REFERENCES evidence_files (sha256),
      name TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (consultation_id, sha256)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX consultation_files_by_content ON consultation_files (sha256);

    -- a chain of a weak spot is written as a whole; what it said before is in the log
    CREATE TABLE consultation_causes (
      consultation_id INTEGER NOT NULL REFERENCES consultations (id),
      -- of the scheme; '' for the unit as a whole
      line TEXT NOT NULL,
      step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 5),
      code TEXT NOT NULL REFERENCES cause_codes (code),
      text TEXT NOT NULL CHECK (text <> ''),
      -- null: 推测
      evidence TEXT CHECK (evidence IN ('file', 'figure', 'record')),
      file_sha256 TEXT,
      figure TEXT,
      record_feature TEXT,
      record_id TEXT,
      record_words TEXT,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (consultation_id, line, step),
      -- a file that proves something cannot be taken away from under it
      FOREIGN KEY (consultation_id, file_sha256) REFERENCES consultation_files (consultation_id, sha256),
      CHECK ((evidence IS 'file') = (file_sha256 IS NOT NULL)),
      CHECK ((evidence IS 'figure') = (figure IS NOT NULL)),
      CHECK ((evidence IS 'record') = (record_feature IS NOT NULL AND record_id IS NOT NULL AND record_words IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX consultation_causes_by_code ON consultation_causes (code);

    CREATE TABLE consultation_prescriptions (
      id INTEGER PRIMARY KEY,
      consultation_id INTEGER NOT NULL REFERENCES consultations (id),
      -- “node 12” of the facts; null by hand
      work TEXT,
      title TEXT NOT NULL CHECK (title <> ''),
      owner_id INTEGER NOT NULL REFERENCES organisations (id),
      due_on TEXT NOT NULL,
      -- the record it is: an item of the ledger, or another register's
      feature TEXT NOT NULL,
      record TEXT NOT NULL,
      record_words TEXT NOT NULL,
      is_new INTEGER NOT NULL CHECK (is_new IN (0, 1)),
      -- points alone when it was prescribed; what it does to the figures, JSON; the seal these were of, '' for a trial
      expected TEXT,
      changes TEXT NOT NULL,
      basis TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('active', 'dropped')),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    -- one matter, one entry; two nodes of one item are two matters
    CREATE UNIQUE INDEX consultation_prescriptions_once
      ON consultation_prescriptions (consultation_id, feature, record, coalesce(work, '')) WHERE state = 'active';
    CREATE INDEX consultation_prescriptions_by_record ON consultation_prescriptions (feature, record);

    CREATE TABLE consultation_events (
      id INTEGER PRIMARY KEY,
      consultation_id INTEGER NOT NULL REFERENCES consultations (id),
      event TEXT NOT NULL CHECK (event IN ('open', 'change', 'causes', 'prescribe', 'drop', 'attach', 'detach', 'hold', 'follow', 'close',
        'reopen', 'withdraw')),
      text TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK (event NOT IN ('close', 'reopen', 'withdraw', 'drop') OR text <> '')
    ) STRICT;
    CREATE INDEX consultation_events_by_consultation ON consultation_events (consultation_id, id);

    -- the latest row of a period and list stands
    CREATE TABLE consultation_decisions (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      list TEXT NOT NULL CHECK (list IN ('district', 'specialGroup')),
      consultation TEXT NOT NULL CHECK (consultation IN ('last', 'both')),
      speech TEXT NOT NULL CHECK (speech IN ('last', 'both')),
      reason TEXT NOT NULL CHECK (reason <> ''),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE INDEX consultation_decisions_by_period ON consultation_decisions (period, list, id);

    CREATE TRIGGER evidence_files_of_consultations BEFORE DELETE ON evidence_files
      WHEN EXISTS (SELECT 1 FROM consultation_files WHERE sha256 = OLD.sha256)
      BEGIN SELECT RAISE(ABORT, 'evidence of a consultation stays'); END;
    CREATE TRIGGER consultations_begin BEFORE INSERT ON consultations WHEN NEW.state <> 'planned'
      BEGIN SELECT RAISE(ABORT, 'a consultation begins as planned'); END;
    CREATE TRIGGER consultations_stay BEFORE DELETE ON consultations
      BEGIN SELECT RAISE(ABORT, 'a consultation never goes away'); END;
    CREATE TRIGGER consultations_same BEFORE UPDATE ON consultations
      WHEN NEW.period <> OLD.period OR NEW.list <> OLD.list OR NEW.organisation_id <> OLD.organisation_id
      BEGIN SELECT RAISE(ABORT, 'a consultation is of one month and unit'); END;
    CREATE TRIGGER consultations_settled BEFORE UPDATE ON consultations
      WHEN OLD.state = 'withdrawn' OR (OLD.state = 'closed' AND NEW.state <> 'followed')
      BEGIN SELECT RAISE(ABORT, 'a settled consultation stays'); END;
    CREATE TRIGGER consultation_files_keep BEFORE UPDATE ON consultation_files
      BEGIN SELECT RAISE(ABORT, 'a file is taken away and added'); END;
    CREATE TRIGGER consultation_prescriptions_stay BEFORE DELETE ON consultation_prescriptions
      BEGIN SELECT RAISE(ABORT, 'a prescription is dropped, not removed'); END;
    CREATE TRIGGER consultation_prescriptions_keep BEFORE UPDATE ON consultation_prescriptions
      WHEN OLD.state = 'dropped' OR NEW.record <> OLD.record OR NEW.expected IS NOT OLD.expected OR NEW.changes <> OLD.changes
      BEGIN SELECT RAISE(ABORT, 'a prescription is dropped, not changed'); END;
    CREATE TRIGGER consultation_events_keep BEFORE UPDATE ON consultation_events
      BEGIN SELECT RAISE(ABORT, 'consultation_events is append-only'); END;
    CREATE TRIGGER consultation_events_stay BEFORE DELETE ON consultation_events
      BEGIN SELECT RAISE(ABORT, 'consultation_events is append-only'); END;
    CREATE TRIGGER consultation_decisions_keep BEFORE UPDATE ON consultation_decisions
      BEGIN SELECT RAISE(ABORT, 'consultation_decisions is append-only'); END;
    CREATE TRIGGER consultation_decisions_stay BEFORE DELETE ON consultation_decisions
      BEGIN SELECT RAISE(ABORT, 'consultation_decisions is append-only'); END;
  `);
};
