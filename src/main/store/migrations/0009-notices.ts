/** 三单一书: 提示单, 交办单, 催办单, 责令书, what became of each, and the files that came back with the replies. */
import type { Database } from 'better-sqlite3';

export const notices = (db: Database): void => {
  db.exec(`
    CREATE TABLE notices (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('tip', 'assign', 'urge', 'order')),
      state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'withdrawn')),
      -- both given at 签发, of the year it was 下发 in
      year TEXT CHECK (length(year) = 4),
      number INTEGER CHECK (number > 0),
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      task_id INTEGER REFERENCES tasks (id),
      -- the rung below it, which it takes the place of
      previous_id INTEGER REFERENCES notices (id),
      source TEXT NOT NULL DEFAULT '',
      matter TEXT NOT NULL CHECK (matter <> ''),
      basis TEXT NOT NULL DEFAULT '',
      requirement TEXT NOT NULL CHECK (requirement <> ''),
      -- of a draft: null leaves it to the rule
      due_on TEXT,
      signed_by TEXT NOT NULL DEFAULT '',
      issued_on TEXT,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK ((state = 'issued') = (number IS NOT NULL)),
      CHECK ((number IS NULL) = (year IS NULL) AND (number IS NULL) = (issued_on IS NULL)),
      CHECK (state <> 'issued' OR (due_on IS NOT NULL AND signed_by <> '' AND year = substr(issued_on, 1, 4) AND due_on >= issued_on)),
      CHECK (previous_id <> id)
    ) STRICT;
    CREATE UNIQUE INDEX notices_by_number ON notices (kind, year, number) WHERE number IS NOT NULL;
    CREATE UNIQUE INDEX notices_by_previous ON notices (previous_id) WHERE previous_id IS NOT NULL AND state <> 'withdrawn';
    CREATE INDEX notices_by_task ON notices (task_id);
    CREATE INDEX notices_by_day ON notices (issued_on, kind);

    CREATE TABLE notice_events (
      id INTEGER PRIMARY KEY,
      notice_id INTEGER NOT NULL REFERENCES notices (id),
      event TEXT NOT NULL CHECK (event IN
        ('draft', 'change', 'withdraw', 'issue', 'receive', 'reply', 'settle', 'reopen', 'attach', 'detach')),
      -- the day of 签收, 反馈, 办结, and who signed for it
      on_day TEXT,
      person TEXT NOT NULL DEFAULT '',
      -- the reply; why it was 撤销 or taken up again; a file's name
      text TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK ((event IN ('issue', 'receive', 'reply', 'settle')) = (on_day IS NOT NULL)),
      CHECK (event <> 'receive' OR person <> ''),
      CHECK (event NOT IN ('reply', 'reopen') OR text <> '')
    ) STRICT;
    CREATE INDEX notice_events_by_notice ON notice_events (notice_id, id);

    CREATE TABLE notice_files (
      notice_id INTEGER NOT NULL REFERENCES notices (id),
      sha256 TEXT NOT NULL REFERENCES evidence_files (sha256),
      name TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (notice_id, sha256)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX notice_files_by_content ON notice_files (sha256);

    CREATE TRIGGER evidence_files_of_notices BEFORE DELETE ON evidence_files
      WHEN EXISTS (SELECT 1 FROM notice_files WHERE sha256 = OLD.sha256)
      BEGIN SELECT RAISE(ABORT, 'evidence of a notice stays'); END;
    CREATE TRIGGER notices_begin BEFORE INSERT ON notices WHEN NEW.state <> 'draft'
      BEGIN SELECT RAISE(ABORT, 'a notice begins as a draft'); END;
    CREATE TRIGGER notices_keep BEFORE UPDATE ON notices WHEN OLD.state <> 'draft'
      BEGIN SELECT RAISE(ABORT, 'an issued notice never changes'); END;
    CREATE TRIGGER notices_stay BEFORE DELETE ON notices BEGIN SELECT RAISE(ABORT, 'a notice never goes away'); END;
    CREATE TRIGGER notices_number BEFORE UPDATE ON notices
      WHEN OLD.state = 'draft' AND NEW.state = 'issued'
        AND NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM notices WHERE kind = NEW.kind AND year = NEW.year)
      BEGIN SELECT RAISE(ABORT, 'numbers follow one another'); END;
    -- what a sealed month was scored by stays as it was counted
    CREATE TRIGGER notices_sealed BEFORE UPDATE ON notices
      WHEN NEW.state = 'issued' AND NEW.kind IN ('urge', 'order')
        AND EXISTS (SELECT 1 FROM seals WHERE period = substr(NEW.issued_on, 1, 7))
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER notice_events_keep BEFORE UPDATE ON notice_events BEGIN SELECT RAISE(ABORT, 'notice_events is append-only'); END;
    CREATE TRIGGER notice_events_stay BEFORE DELETE ON notice_events BEGIN SELECT RAISE(ABORT, 'notice_events is append-only'); END;
    CREATE TRIGGER notice_files_keep BEFORE UPDATE ON notice_files BEGIN SELECT RAISE(ABORT, 'a file is taken away and added'); END;
  `);
};
