/** 加分登记: events that add or take points, the files that prove them, and who decided what. */
import type { Database } from 'better-sqlite3';

export const claims = (db: Database): void => {
  db.exec(`
    -- one row a content, whatever its names; what it is called stands with the claim that shows it
    CREATE TABLE evidence_files (
      sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
      media_type TEXT NOT NULL,
      size INTEGER NOT NULL CHECK (size > 0 AND size = length(bytes)),
      bytes BLOB NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;

    CREATE TABLE claims (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      -- line and level (input of the line) of the scheme of the month
      item TEXT NOT NULL,
      level TEXT NOT NULL,
      title TEXT NOT NULL CHECK (title <> ''),
      document_number TEXT NOT NULL DEFAULT '',
      dated_on TEXT,
      note TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'refused', 'withdrawn')),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE INDEX claims_by_period ON claims (period, organisation_id);

    CREATE TABLE claim_files (
      claim_id INTEGER NOT NULL REFERENCES claims (id),
      sha256 TEXT NOT NULL REFERENCES evidence_files (sha256),
      name TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (claim_id, sha256)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX claim_files_by_content ON claim_files (sha256);

    CREATE TABLE claim_events (
      id INTEGER PRIMARY KEY,
      claim_id INTEGER NOT NULL REFERENCES claims (id),
      event TEXT NOT NULL CHECK (event IN ('register', 'change', 'attach', 'detach', 'accept', 'refuse', 'reopen', 'withdraw')),
      -- of a refusal or a 撤销认定; the file's name of an attachment
      reason TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK (event NOT IN ('refuse', 'reopen') OR reason <> '')
    ) STRICT;
    CREATE INDEX claim_events_by_claim ON claim_events (claim_id, id);

    CREATE TRIGGER evidence_files_keep BEFORE UPDATE ON evidence_files BEGIN SELECT RAISE(ABORT, 'evidence never changes'); END;
    CREATE TRIGGER evidence_files_stay BEFORE DELETE ON evidence_files
      WHEN EXISTS (SELECT 1 FROM claim_files WHERE sha256 = OLD.sha256)
      BEGIN SELECT RAISE(ABORT, 'evidence of a claim stays'); END;
    CREATE TRIGGER claim_events_keep BEFORE UPDATE ON claim_events BEGIN SELECT RAISE(ABORT, 'claim_events is append-only'); END;
    CREATE TRIGGER claim_events_stay BEFORE DELETE ON claim_events BEGIN SELECT RAISE(ABORT, 'claim_events is append-only'); END;
    CREATE TRIGGER claims_stay BEFORE DELETE ON claims BEGIN SELECT RAISE(ABORT, 'a claim never goes away'); END;
    CREATE TRIGGER claims_begin BEFORE INSERT ON claims WHEN NEW.state <> 'pending'
      BEGIN SELECT RAISE(ABORT, 'a claim begins undecided'); END;
    -- what was decided on stays as it was decided on; a withdrawn claim stays altogether
    CREATE TRIGGER claims_settled BEFORE UPDATE ON claims
      WHEN OLD.state = 'withdrawn' OR OLD.audit_id <> NEW.audit_id OR (OLD.state <> 'pending' AND (
        OLD.period <> NEW.period OR OLD.organisation_id <> NEW.organisation_id OR OLD.item <> NEW.item OR OLD.level <> NEW.level
        OR OLD.title <> NEW.title OR OLD.document_number <> NEW.document_number OR OLD.dated_on IS NOT NEW.dated_on
        OR OLD.note <> NEW.note))
      BEGIN SELECT RAISE(ABORT, 'a decided claim never changes'); END;
    CREATE TRIGGER claims_proved BEFORE UPDATE ON claims
      WHEN NEW.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM claim_files WHERE claim_id = NEW.id)
      BEGIN SELECT RAISE(ABORT, 'no evidence'); END;
    CREATE TRIGGER claim_files_keep BEFORE UPDATE ON claim_files BEGIN SELECT RAISE(ABORT, 'a file is taken away and added'); END;
    CREATE TRIGGER claim_files_add BEFORE INSERT ON claim_files
      WHEN (SELECT state FROM claims WHERE id = NEW.claim_id) <> 'pending'
      BEGIN SELECT RAISE(ABORT, 'a decided claim never changes'); END;
    CREATE TRIGGER claim_files_remove BEFORE DELETE ON claim_files
      WHEN (SELECT state FROM claims WHERE id = OLD.claim_id) <> 'pending'
      BEGIN SELECT RAISE(ABORT, 'a decided claim never changes'); END;

    -- a sealed month keeps its claims as it was sealed with
    CREATE TRIGGER claims_sealed_insert BEFORE INSERT ON claims
      WHEN EXISTS (SELECT 1 FROM seals WHERE period = NEW.period)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER claims_sealed_update BEFORE UPDATE ON claims
      WHEN EXISTS (SELECT 1 FROM seals WHERE period IN (OLD.period, NEW.period))
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER claim_events_sealed BEFORE INSERT ON claim_events
      WHEN EXISTS (SELECT 1 FROM seals s JOIN claims c ON c.period = s.period WHERE c.id = NEW.claim_id)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER claim_files_sealed_insert BEFORE INSERT ON claim_files
      WHEN EXISTS (SELECT 1 FROM seals s JOIN claims c ON c.period = s.period WHERE c.id = NEW.claim_id)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER claim_files_sealed_delete BEFORE DELETE ON claim_files
      WHEN EXISTS (SELECT 1 FROM seals s JOIN claims c ON c.period = s.period WHERE c.id = OLD.claim_id)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
  `);
};
