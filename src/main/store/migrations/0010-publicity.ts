/** 宣传: who was 入选, the experience library from 上报 to 复制, and the items with the files that prove them. */
import type { Database } from 'better-sqlite3';

export const publicity = (db: Database): void => {
  db.exec(`
    -- the latest row of a period, unit and cause is what stands
    CREATE TABLE publicity_choices (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      cause TEXT NOT NULL CHECK (cause IN ('top', 'improved')),
      event TEXT NOT NULL CHECK (event IN ('choose', 'cancel')),
      -- line of the scheme that carried the improvement; null for 排名靠前
      item TEXT,
      -- the figures it was nominated with
      evidence TEXT NOT NULL,
      -- what is told of it: the practice; or why it was taken back
      reason TEXT NOT NULL CHECK (reason <> ''),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE INDEX publicity_choices_by_unit ON publicity_choices (organisation_id, period, id);

    CREATE TABLE experiences (
      id INTEGER PRIMARY KEY,
      -- when it was 上报
      period TEXT NOT NULL,
      -- null where it belongs to nobody on the list, such as an enterprise
      organisation_id INTEGER REFERENCES organisations (id),
      -- who did it: 高新区华侨城小学
      subject TEXT NOT NULL CHECK (subject <> ''),
      field TEXT NOT NULL DEFAULT '',
      title TEXT NOT NULL CHECK (title <> ''),
      summary TEXT NOT NULL CHECK (summary <> ''),
      source TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL CHECK (state IN ('reported', 'selected', 'promoted', 'replicated', 'declined')),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;

    CREATE TABLE experience_figures (
      experience_id INTEGER NOT NULL REFERENCES experiences (id),
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      value TEXT NOT NULL CHECK (value <> ''),
      -- a figure without a source is not kept
      source TEXT NOT NULL CHECK (source <> ''),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (experience_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE experience_events (
      id INTEGER PRIMARY KEY,
      experience_id INTEGER NOT NULL REFERENCES experiences (id),
      event TEXT NOT NULL CHECK (event IN ('report', 'change', 'select', 'decline', 'promote', 'replicate', 'reopen')),
      period TEXT NOT NULL,
      -- of a replication: who took it over
      organisation_id INTEGER REFERENCES organisations (id),
      level TEXT CHECK (level IN ('city', 'province', 'centre')),
      dated_on TEXT,
      -- the document of a promotion, what came of a replication, the reason of the others
      words TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK (event NOT IN ('decline', 'reopen', 'promote', 'replicate') OR words <> ''),
      CHECK ((event = 'promote') = (level IS NOT NULL)),
      CHECK ((event = 'replicate') = (organisation_id IS NOT NULL))
    ) STRICT;
    CREATE INDEX experience_events_by_experience ON experience_events (experience_id, id);

    CREATE TABLE publicity_items (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      kind TEXT NOT NULL CHECK (kind IN ('news', 'brief', 'experience', 'media', 'instruction')),
      level TEXT NOT NULL CHECK (level IN ('filed', 'city', 'province', 'centre')),
      channel TEXT NOT NULL CHECK (channel IN ('column', 'site', 'wechat', 'other')),
      outlet TEXT NOT NULL DEFAULT '',
      is_front_page INTEGER NOT NULL CHECK (is_front_page IN (0, 1)),
      title TEXT NOT NULL CHECK (title <> ''),
      document_number TEXT NOT NULL DEFAULT '',
      dated_on TEXT,
      -- written down by the promotion of this experience
      experience_id INTEGER REFERENCES experiences (id),
      state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'refused', 'withdrawn')),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK (level <> 'filed' OR kind IN ('news', 'brief')),
      CHECK (is_front_page = 0 OR kind = 'media')
    ) STRICT;
    CREATE INDEX publicity_items_by_period ON publicity_items (period, organisation_id);

    CREATE TABLE publicity_files (
      item_id INTEGER NOT NULL REFERENCES publicity_items (id),
      sha256 TEXT NOT NULL REFERENCES evidence_files (sha256),
      name TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (item_id, sha256)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX publicity_files_by_content ON publicity_files (sha256);

    CREATE TABLE publicity_events (
      id INTEGER PRIMARY KEY,
      item_id INTEGER NOT NULL REFERENCES publicity_items (id),
      event TEXT NOT NULL CHECK (event IN ('register', 'change', 'attach', 'detach', 'accept', 'refuse', 'reopen', 'withdraw')),
      -- of a refusal or a reopening; the file's name of an attachment
      reason TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK (event NOT IN ('refuse', 'reopen') OR reason <> '')
    ) STRICT;
    CREATE INDEX publicity_events_by_item ON publicity_events (item_id, id);

    CREATE TRIGGER publicity_choices_keep BEFORE UPDATE ON publicity_choices
      BEGIN SELECT RAISE(ABORT, 'publicity_choices is append-only'); END;
    CREATE TRIGGER publicity_choices_stay BEFORE DELETE ON publicity_choices
      BEGIN SELECT RAISE(ABORT, 'publicity_choices is append-only'); END;
    CREATE TRIGGER experience_events_keep BEFORE UPDATE ON experience_events
      BEGIN SELECT RAISE(ABORT, 'experience_events is append-only'); END;
    CREATE TRIGGER experience_events_stay BEFORE DELETE ON experience_events
      BEGIN SELECT RAISE(ABORT, 'experience_events is append-only'); END;
    CREATE TRIGGER publicity_events_keep BEFORE UPDATE ON publicity_events
      BEGIN SELECT RAISE(ABORT, 'publicity_events is append-only'); END;
    CREATE TRIGGER publicity_events_stay BEFORE DELETE ON publicity_events
      BEGIN SELECT RAISE(ABORT, 'publicity_events is append-only'); END;
    CREATE TRIGGER experiences_stay BEFORE DELETE ON experiences BEGIN SELECT RAISE(ABORT, 'an experience never goes away'); END;
    -- what was chosen and spread stays as it was chosen
    CREATE TRIGGER experiences_settled BEFORE UPDATE ON experiences
      WHEN OLD.state <> 'reported' AND (OLD.period, OLD.organisation_id, OLD.subject, OLD.field, OLD.title, OLD.summary, OLD.source, OLD.audit_id)
        IS NOT (NEW.period, NEW.organisation_id, NEW.subject, NEW.field, NEW.title, NEW.summary, NEW.source, NEW.audit_id)
      BEGIN SELECT RAISE(ABORT, 'an experience that was chosen never changes'); END;
    CREATE TRIGGER experience_figures_remove BEFORE DELETE ON experience_figures
      WHEN (SELECT state FROM experiences WHERE id = OLD.experience_id) <> 'reported'
      BEGIN SELECT RAISE(ABORT, 'an experience that was chosen never changes'); END;
    CREATE TRIGGER experience_figures_add BEFORE INSERT ON experience_figures
      WHEN (SELECT state FROM experiences WHERE id = NEW.experience_id) <> 'reported'
      BEGIN SELECT RAISE(ABORT, 'an experience that was chosen never changes'); END;

    CREATE TRIGGER publicity_items_stay BEFORE DELETE ON publicity_items BEGIN SELECT RAISE(ABORT, 'an item never goes away'); END;
    CREATE TRIGGER publicity_items_begin BEFORE INSERT ON publicity_items WHEN NEW.state <> 'pending'
      BEGIN SELECT RAISE(ABORT, 'an item begins undecided'); END;
    CREATE TRIGGER publicity_items_settled BEFORE UPDATE ON publicity_items
      WHEN OLD.state = 'withdrawn' OR OLD.audit_id <> NEW.audit_id OR (OLD.state <> 'pending' AND (
        OLD.period, OLD.organisation_id, OLD.kind, OLD.level, OLD.channel, OLD.outlet, OLD.is_front_page, OLD.title, OLD.document_number,
        OLD.dated_on, OLD.experience_id) IS NOT (
        NEW.period, NEW.organisation_id, NEW.kind, NEW.level, NEW.channel, NEW.outlet, NEW.is_front_page, NEW.title, NEW.document_number,
        NEW.dated_on, NEW.experience_id))
      BEGIN SELECT RAISE(ABORT, 'a decided item never changes'); END;
    -- a text that was only sent in proves itself
    CREATE TRIGGER publicity_items_proved BEFORE UPDATE ON publicity_items
      WHEN NEW.state = 'accepted' AND NEW.level <> 'filed' AND NOT EXISTS (SELECT 1 FROM publicity_files WHERE item_id = NEW.id)
      BEGIN SELECT RAISE(ABORT, 'no evidence'); END;
    CREATE TRIGGER publicity_files_keep BEFORE UPDATE ON publicity_files BEGIN SELECT RAISE(ABORT, 'a file is taken away and added'); END;
    CREATE TRIGGER publicity_files_add BEFORE INSERT ON publicity_files
      WHEN (SELECT state FROM publicity_items WHERE id = NEW.item_id) <> 'pending'
      BEGIN SELECT RAISE(ABORT, 'a decided item never changes'); END;
    CREATE TRIGGER publicity_files_remove BEFORE DELETE ON publicity_files
      WHEN (SELECT state FROM publicity_items WHERE id = OLD.item_id) <> 'pending'
      BEGIN SELECT RAISE(ABORT, 'a decided item never changes'); END;
    CREATE TRIGGER evidence_files_of_publicity BEFORE DELETE ON evidence_files
      WHEN EXISTS (SELECT 1 FROM publicity_files WHERE sha256 = OLD.sha256)
      BEGIN SELECT RAISE(ABORT, 'evidence of an item stays'); END;

    -- figures of a sealed period were counted from its items
    CREATE TRIGGER publicity_items_sealed_insert BEFORE INSERT ON publicity_items
      WHEN EXISTS (SELECT 1 FROM seals WHERE period = NEW.period)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER publicity_items_sealed_update BEFORE UPDATE ON publicity_items
      WHEN EXISTS (SELECT 1 FROM seals WHERE period IN (OLD.period, NEW.period))
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
  `);
};
