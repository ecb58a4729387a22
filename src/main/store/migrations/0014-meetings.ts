/** 登记簿: meetings of the 专项小组, with the day they were planned for and the day they were held. */
import type { Database } from 'better-sqlite3';

export const meetings = (db: Database): void => {
  // A CHECK cannot be changed: the table is made anew, its rows with their numbers.
  db.exec(`
    CREATE TABLE registers_anew (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('plan', 'document', 'pilot', 'agenda', 'meeting')),
      level TEXT NOT NULL CHECK (level IN ('national', 'provincial', 'city', 'district')),
      title TEXT NOT NULL CHECK (title <> ''),
      number TEXT NOT NULL DEFAULT '',
      -- adopted, issued, approved; of 第一议题 the day of the superior meeting; of a meeting the day it is planned for
      dated_on TEXT NOT NULL,
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      site TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      -- 三个第一时间 of 第一议题: 传达学习, 研究贯彻, 出台措施
      relayed_on TEXT,
      carried_on TEXT,
      matched_on TEXT,
      -- of a meeting; null: not held
      held_on TEXT,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK (kind = 'agenda' OR (relayed_on IS NULL AND carried_on IS NULL AND matched_on IS NULL)),
      CHECK (kind = 'meeting' OR held_on IS NULL)
    ) STRICT;
    INSERT INTO registers_anew (id, kind, level, title, number, dated_on, organisation_id, site, note, relayed_on, carried_on, matched_on,
      audit_id)
      SELECT id, kind, level, title, number, dated_on, organisation_id, site, note, relayed_on, carried_on, matched_on, audit_id
      FROM registers;
    DROP TABLE registers;
    ALTER TABLE registers_anew RENAME TO registers;
    CREATE INDEX registers_by_kind ON registers (kind, dated_on);
  `);
};
