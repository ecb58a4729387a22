/** 报送, 退回, 审核 of a month's tables; the office's own working days. */
import type { Database } from 'better-sqlite3';

export const submissions = (db: Database): void => {
  db.exec(`
    -- what happened to one table (block of the scheme) of one unit; the latest event says how it stands
    CREATE TABLE submission_events (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      block TEXT NOT NULL,
      -- 报送, 退回 (with its reason), 审核, 取消审核
      event TEXT NOT NULL CHECK (event IN ('submit', 'return', 'review', 'reopen')),
      reason TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK (event <> 'return' OR reason <> '')
    ) STRICT;
    CREATE INDEX submission_events_by_table ON submission_events (period, organisation_id, block, id);
    CREATE TRIGGER submission_events_keep BEFORE UPDATE ON submission_events
      BEGIN SELECT RAISE(ABORT, 'submission_events is append-only'); END;
    CREATE TRIGGER submission_events_stay BEFORE DELETE ON submission_events
      BEGIN SELECT RAISE(ABORT, 'submission_events is append-only'); END;

    -- days on which the office departs from the table of holidays that ships
    CREATE TABLE calendar_days (
      day TEXT PRIMARY KEY,
      is_working INTEGER NOT NULL CHECK (is_working IN (0, 1)),
      name TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT, WITHOUT ROWID;
  `);
};
