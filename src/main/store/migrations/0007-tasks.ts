/** 调度: the 分解立项台账 with its nodes, progress and history, and the registers of 改革方案, 文件, 试点 and 第一议题. */
import type { Database } from 'better-sqlite3';

export const tasks = (db: Database): void => {
  db.exec(`
    CREATE TABLE tasks (
      id INTEGER PRIMARY KEY,
      -- of the 路线图 it stands in
      year TEXT NOT NULL CHECK (length(year) = 4),
      number TEXT NOT NULL CHECK (number <> ''),
      parent_id INTEGER REFERENCES tasks (id),
      -- 配套文件 are counted by A2, 改革任务 by A1
      kind TEXT NOT NULL CHECK (kind IN ('task', 'document')),
      title TEXT NOT NULL CHECK (title <> ''),
      field TEXT NOT NULL DEFAULT '',
      leader TEXT NOT NULL DEFAULT '',
      claimed_by TEXT NOT NULL DEFAULT '',
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      supporting TEXT NOT NULL DEFAULT '',
      measures TEXT NOT NULL DEFAULT '',
      outcome TEXT NOT NULL DEFAULT '',
      document_number TEXT NOT NULL DEFAULT '',
      -- where it can be inspected
      site TEXT NOT NULL DEFAULT '',
      starts_on TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN
        ('draft', 'assigned', 'active', 'submitted', 'verified', 'closed', 'returned', 'suspended', 'noNeed', 'withdrawn')),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE UNIQUE INDEX tasks_by_number ON tasks (year, number) WHERE state <> 'withdrawn';
    CREATE INDEX tasks_by_parent ON tasks (parent_id);

    -- the last one is the deadline of the task
    CREATE TABLE task_nodes (
      id INTEGER PRIMARY KEY,
      task_id INTEGER NOT NULL REFERENCES tasks (id),
      title TEXT NOT NULL CHECK (title <> ''),
      is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)),
      due_on TEXT NOT NULL,
      -- as it was when the task was 立项; null before
      baseline_on TEXT,
      done_on TEXT,
      done_audit_id INTEGER REFERENCES audit_log (id),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK ((done_on IS NULL) = (done_audit_id IS NULL))
    ) STRICT;
    CREATE INDEX task_nodes_by_task ON task_nodes (task_id, due_on);
    CREATE UNIQUE INDEX task_nodes_final ON task_nodes (task_id) WHERE is_final = 1;

    -- the latest row of a task and period is what stands; the earlier ones are its history
    CREATE TABLE task_progress (
      id INTEGER PRIMARY KEY,
      task_id INTEGER NOT NULL REFERENCES tasks (id),
      period TEXT NOT NULL,
      text TEXT NOT NULL CHECK (text <> ''),
      percent INTEGER CHECK (percent BETWEEN 0 AND 100),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE INDEX task_progress_by_task ON task_progress (task_id, period, id);
    CREATE INDEX task_progress_by_period ON task_progress (period, task_id, id);

    CREATE TABLE task_files (
      task_id INTEGER NOT NULL REFERENCES tasks (id),
      sha256 TEXT NOT NULL REFERENCES evidence_files (sha256),
      name TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (task_id, sha256)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX task_files_by_content ON task_files (sha256);

    CREATE TABLE task_events (
      id INTEGER PRIMARY KEY,
      task_id INTEGER NOT NULL REFERENCES tasks (id),
      event TEXT NOT NULL CHECK (event IN ('register', 'change', 'attach', 'detach', 'finish', 'unfinish', 'redate', 'report', 'assign', 'start',
        'submit', 'verify', 'close', 'return', 'suspend', 'resume', 'exempt', 'reopen', 'clear', 'withdraw')),
      -- why; the file's or node's name where there is nothing to give a reason for
      reason TEXT NOT NULL DEFAULT '',
      node_id INTEGER REFERENCES task_nodes (id),
      from_on TEXT,
      to_on TEXT,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK (event NOT IN ('redate', 'return', 'suspend', 'exempt', 'reopen', 'clear', 'withdraw') OR reason <> ''),
      CHECK (event <> 'redate' OR (node_id IS NOT NULL AND from_on IS NOT NULL AND to_on IS NOT NULL))
    ) STRICT;
    CREATE INDEX task_events_by_task ON task_events (task_id, id);

    CREATE TABLE registers (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('plan', 'document', 'pilot', 'agenda')),
      level TEXT NOT NULL CHECK (level IN ('national', 'provincial', 'city', 'district')),
      title TEXT NOT NULL CHECK (title <> ''),
      number TEXT NOT NULL DEFAULT '',
      -- adopted, issued, approved; of 第一议题 the day of the superior meeting
      dated_on TEXT NOT NULL,
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      site TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      -- 三个第一时间 of 第一议题: 传达学习, 研究贯彻, 出台措施
      relayed_on TEXT,
      carried_on TEXT,
      matched_on TEXT,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK (kind = 'agenda' OR (relayed_on IS NULL AND carried_on IS NULL AND matched_on IS NULL))
    ) STRICT;
    CREATE INDEX registers_by_kind ON registers (kind, dated_on);

    CREATE TRIGGER evidence_files_of_tasks BEFORE DELETE ON evidence_files
      WHEN EXISTS (SELECT 1 FROM task_files WHERE sha256 = OLD.sha256)
      BEGIN SELECT RAISE(ABORT, 'evidence of a task stays'); END;
    CREATE TRIGGER task_progress_keep BEFORE UPDATE ON task_progress BEGIN SELECT RAISE(ABORT, 'task_progress is append-only'); END;
    CREATE TRIGGER task_progress_stay BEFORE DELETE ON task_progress BEGIN SELECT RAISE(ABORT, 'task_progress is append-only'); END;
    CREATE TRIGGER task_events_keep BEFORE UPDATE ON task_events BEGIN SELECT RAISE(ABORT, 'task_events is append-only'); END;
    CREATE TRIGGER task_events_stay BEFORE DELETE ON task_events BEGIN SELECT RAISE(ABORT, 'task_events is append-only'); END;
    CREATE TRIGGER tasks_stay BEFORE DELETE ON tasks BEGIN SELECT RAISE(ABORT, 'a task never goes away'); END;
    CREATE TRIGGER tasks_begin BEFORE INSERT ON tasks WHEN NEW.state <> 'draft'
      BEGIN SELECT RAISE(ABORT, 'a task begins as a draft'); END;
    CREATE TRIGGER tasks_settled BEFORE UPDATE ON tasks
      WHEN OLD.state = 'withdrawn' OR (OLD.state = 'closed' AND NEW.state <> 'active')
      BEGIN SELECT RAISE(ABORT, 'a settled task stays'); END;
    CREATE TRIGGER tasks_proved BEFORE UPDATE ON tasks
      WHEN NEW.state IN ('submitted', 'verified', 'closed') AND NOT EXISTS (SELECT 1 FROM task_files WHERE task_id = NEW.id)
      BEGIN SELECT RAISE(ABORT, 'no evidence'); END;
    CREATE TRIGGER tasks_children BEFORE UPDATE ON tasks
      WHEN NEW.state = 'closed' AND OLD.state <> 'closed' AND EXISTS (
        SELECT 1 FROM tasks WHERE parent_id = NEW.id AND state NOT IN ('closed', 'noNeed', 'withdrawn'))
      BEGIN SELECT RAISE(ABORT, 'a plan closes after its children'); END;
    -- evidence a task was closed with stays as it was
    CREATE TRIGGER task_files_keep BEFORE UPDATE ON task_files BEGIN SELECT RAISE(ABORT, 'a file is taken away and added'); END;
    CREATE TRIGGER task_files_add BEFORE INSERT ON task_files
      WHEN (SELECT state FROM tasks WHERE id = NEW.task_id) IN ('submitted', 'verified', 'closed')
      BEGIN SELECT RAISE(ABORT, 'evidence under verification stays'); END;
    CREATE TRIGGER task_files_remove BEFORE DELETE ON task_files
      WHEN (SELECT state FROM tasks WHERE id = OLD.task_id) IN ('submitted', 'verified', 'closed')
      BEGIN SELECT RAISE(ABORT, 'evidence under verification stays'); END;
    -- the baseline is written once; after that a date moves only together with its reason
    CREATE TRIGGER task_nodes_frozen BEFORE UPDATE ON task_nodes
      WHEN OLD.baseline_on IS NOT NULL AND NEW.baseline_on IS NOT OLD.baseline_on
      BEGIN SELECT RAISE(ABORT, 'the baseline is frozen'); END;
    CREATE TRIGGER task_nodes_redated BEFORE UPDATE ON task_nodes
      WHEN OLD.baseline_on IS NOT NULL AND NEW.due_on <> OLD.due_on AND NOT EXISTS (
        SELECT 1 FROM task_events WHERE event = 'redate' AND node_id = OLD.id AND to_on = NEW.due_on
          AND audit_id = (SELECT max(id) FROM audit_log))
      BEGIN SELECT RAISE(ABORT, 'a date moves with its reason'); END;
    CREATE TRIGGER task_nodes_stay BEFORE DELETE ON task_nodes WHEN OLD.baseline_on IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'the baseline is frozen'); END;
  `);
};
