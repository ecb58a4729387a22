/** 提级调度: that an item of the 台账 was raised to a higher level, or handed back, as an event of its own with its day and reason. */
import type { Database } from 'better-sqlite3';

export const escalation = (db: Database): void => {
  db.exec(`
    -- the latest row of a task is what stands
    CREATE TABLE task_escalations (
      id INTEGER PRIMARY KEY,
      task_id INTEGER NOT NULL REFERENCES tasks (id),
      -- 市委主要领导, 市委常委会; null: back with its 牵头领导
      level TEXT CHECK (level IN ('principal', 'committee')),
      on_day TEXT NOT NULL,
      reason TEXT NOT NULL CHECK (reason <> ''),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE INDEX task_escalations_by_task ON task_escalations (task_id, id);
    CREATE TRIGGER task_escalations_keep BEFORE UPDATE ON task_escalations
      BEGIN SELECT RAISE(ABORT, 'task_escalations is append-only'); END;
    CREATE TRIGGER task_escalations_stay BEFORE DELETE ON task_escalations
      BEGIN SELECT RAISE(ABORT, 'task_escalations is append-only'); END;
  `);
};
