/** 通报: how the office arranged each paper, the numbers it gave, and the signed bulletins with their very bytes. */
import type { Database } from 'better-sqlite3';

export const bulletins = (db: Database): void => {
  db.exec(`
    -- 编排: every state a paper was left in; the latest stands
    CREATE TABLE bulletin_compositions (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      edition TEXT NOT NULL CHECK (edition IN ('内部版', '公开版')),
      -- of a 更正通报: the version of the month it tells of; 0 for the month's own bulletin
      version INTEGER NOT NULL CHECK (version >= 0),
      content TEXT NOT NULL,
      said TEXT NOT NULL CHECK (said <> ''),
      -- the state an undo goes back to; null: the program's own
      previous_id INTEGER REFERENCES bulletin_compositions (id),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE INDEX bulletin_compositions_by_paper ON bulletin_compositions (period, edition, version, id);

    -- 发文字号, one after the other; used_for: a paper that was not made here
    CREATE TABLE document_numbers (
      id INTEGER PRIMARY KEY,
      prefix TEXT NOT NULL,
      year TEXT NOT NULL CHECK (length(year) = 4),
      number INTEGER NOT NULL CHECK (number > 0),
      used_for TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      UNIQUE (prefix, year, number)
    ) STRICT;

    CREATE TABLE signed_bulletins (
      id INTEGER PRIMARY KEY,
      number_id INTEGER NOT NULL UNIQUE REFERENCES document_numbers (id),
      period TEXT NOT NULL,
      edition TEXT NOT NULL CHECK (edition IN ('内部版', '公开版')),
      -- a 更正通报: the bulletin it corrects
      corrects_id INTEGER REFERENCES signed_bulletins (id),
      -- the sealed version of the month it tells
      seal_id INTEGER NOT NULL REFERENCES seals (id),
      title TEXT NOT NULL CHECK (title <> ''),
      signed_on TEXT NOT NULL,
      signed_by TEXT NOT NULL CHECK (signed_by <> ''),
      pages INTEGER NOT NULL CHECK (pages > 0),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE UNIQUE INDEX signed_bulletins_by_month ON signed_bulletins (period, edition) WHERE corrects_id IS NULL;
    CREATE UNIQUE INDEX signed_bulletins_by_version ON signed_bulletins (period, edition, seal_id);

    -- its content as data, the pages in red and for pre-printed sheets, and the file for Word
    CREATE TABLE signed_bulletin_files (
      bulletin_id INTEGER NOT NULL REFERENCES signed_bulletins (id),
      form TEXT NOT NULL CHECK (form IN ('content', 'full', 'preprinted', 'word')),
      sha256 TEXT NOT NULL REFERENCES evidence_files (sha256),
      name TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (bulletin_id, form)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX signed_bulletin_files_by_content ON signed_bulletin_files (sha256);

    CREATE TRIGGER bulletin_compositions_keep BEFORE UPDATE ON bulletin_compositions
      BEGIN SELECT RAISE(ABORT, 'bulletin_compositions is append-only'); END;
    CREATE TRIGGER bulletin_compositions_stay BEFORE DELETE ON bulletin_compositions
      BEGIN SELECT RAISE(ABORT, 'bulletin_compositions is append-only'); END;
    CREATE TRIGGER document_numbers_follow BEFORE INSERT ON document_numbers
      WHEN NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM document_numbers WHERE prefix = NEW.prefix AND year = NEW.year)
      BEGIN SELECT RAISE(ABORT, 'numbers follow one another'); END;
    CREATE TRIGGER document_numbers_keep BEFORE UPDATE ON document_numbers BEGIN SELECT RAISE(ABORT, 'a number stays'); END;
    CREATE TRIGGER document_numbers_stay BEFORE DELETE ON document_numbers BEGIN SELECT RAISE(ABORT, 'a number stays'); END;
    CREATE TRIGGER signed_bulletins_year BEFORE INSERT ON signed_bulletins
      WHEN substr(NEW.signed_on, 1, 4) <> (SELECT year FROM document_numbers WHERE id = NEW.number_id AND used_for = '')
      BEGIN SELECT RAISE(ABORT, 'the number is of another year'); END;
    CREATE TRIGGER signed_bulletins_keep BEFORE UPDATE ON signed_bulletins BEGIN SELECT RAISE(ABORT, 'a signed bulletin never changes'); END;
    CREATE TRIGGER signed_bulletins_stay BEFORE DELETE ON signed_bulletins BEGIN SELECT RAISE(ABORT, 'a signed bulletin never changes'); END;
    CREATE TRIGGER signed_bulletin_files_keep BEFORE UPDATE ON signed_bulletin_files
      BEGIN SELECT RAISE(ABORT, 'a signed bulletin never changes'); END;
    CREATE TRIGGER signed_bulletin_files_stay BEFORE DELETE ON signed_bulletin_files
      BEGIN SELECT RAISE(ABORT, 'a signed bulletin never changes'); END;
    CREATE TRIGGER evidence_files_of_bulletins BEFORE DELETE ON evidence_files
      WHEN EXISTS (SELECT 1 FROM signed_bulletin_files WHERE sha256 = OLD.sha256)
      BEGIN SELECT RAISE(ABORT, 'a signed bulletin never changes'); END;
  `);
};
