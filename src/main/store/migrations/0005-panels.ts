/** 评委打分 and 区县互评: how it is computed is fixed before the first mark, and a sheet that is in stays as it is. */
import type { Database } from 'better-sqlite3';

export const panels = (db: Database): void => {
  db.exec(`
    CREATE TABLE panels (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      title TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('raters', 'mutual')),
      list TEXT NOT NULL CHECK (list IN ('district', 'specialGroup')),
      -- the figure the result is written to; one panel a month for each
      indicator_id INTEGER NOT NULL REFERENCES indicators (id),
      remedy TEXT NOT NULL CHECK (remedy IN ('trimmed', 'adjusted')),
      trim INTEGER NOT NULL CHECK (trim >= 0),
      -- marks outside need a reason
      low TEXT NOT NULL,
      high TEXT NOT NULL,
      -- digits of the result, as the indicator had them
      decimals INTEGER NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      closed_audit_id INTEGER REFERENCES audit_log (id),
      UNIQUE (period, list, indicator_id)
    ) STRICT;
    -- the units as they were when the panel was set up: one that joins the month later has no marks
    CREATE TABLE panel_ratees (
      panel_id INTEGER NOT NULL REFERENCES panels (id),
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      PRIMARY KEY (panel_id, organisation_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE panel_raters (
      panel_id INTEGER NOT NULL REFERENCES panels (id),
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      -- 区县互评: the district itself
      organisation_id INTEGER REFERENCES organisations (id),
      -- 交卷
      handed_in_audit_id INTEGER REFERENCES audit_log (id),
      -- 缺席, in words; empty for those who take part
      absence TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (panel_id, ordinal),
      UNIQUE (panel_id, name),
      CHECK (absence = '' OR handed_in_audit_id IS NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE panel_marks (
      panel_id INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      organisation_id INTEGER NOT NULL,
      -- 0 to 100 as text; null is 回避, which needs its reason
      mark TEXT,
      reason TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (panel_id, ordinal, organisation_id),
      FOREIGN KEY (panel_id, ordinal) REFERENCES panel_raters (panel_id, ordinal),
      FOREIGN KEY (panel_id, organisation_id) REFERENCES panel_ratees (panel_id, organisation_id),
      CHECK (mark IS NOT NULL OR reason <> '')
    ) STRICT, WITHOUT ROWID;

    -- after the first mark a panel can only be closed, and after that nothing
    CREATE TRIGGER panels_keep BEFORE UPDATE ON panels
      WHEN OLD.closed_audit_id IS NOT NULL
        OR EXISTS (SELECT 1 FROM panel_marks WHERE panel_id = OLD.id)
          AND (OLD.period, OLD.title, OLD.kind, OLD.list, OLD.indicator_id, OLD.remedy, OLD.trim, OLD.low, OLD.high, OLD.decimals)
            IS NOT (NEW.period, NEW.title, NEW.kind, NEW.list, NEW.indicator_id, NEW.remedy, NEW.trim, NEW.low, NEW.high, NEW.decimals)
      BEGIN SELECT RAISE(ABORT, 'a panel with marks never changes'); END;
    CREATE TRIGGER panels_stay BEFORE DELETE ON panels
      WHEN OLD.closed_audit_id IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a closed panel stays'); END;
    CREATE TRIGGER panel_ratees_join BEFORE INSERT ON panel_ratees
      WHEN EXISTS (SELECT 1 FROM panel_marks WHERE panel_id = NEW.panel_id)
      BEGIN SELECT RAISE(ABORT, 'a panel with marks never changes'); END;
    CREATE TRIGGER panel_ratees_keep BEFORE UPDATE ON panel_ratees
      BEGIN SELECT RAISE(ABORT, 'a unit of a panel never changes'); END;
    CREATE TRIGGER panel_ratees_stay BEFORE DELETE ON panel_ratees
      WHEN (SELECT closed_audit_id FROM panels WHERE id = OLD.panel_id) IS NOT NULL
        OR EXISTS (SELECT 1 FROM panel_marks WHERE panel_id = OLD.panel_id)
      BEGIN SELECT RAISE(ABORT, 'a panel with marks never changes'); END;
    CREATE TRIGGER panel_raters_join BEFORE INSERT ON panel_raters
      WHEN (SELECT closed_audit_id FROM panels WHERE id = NEW.panel_id) IS NOT NULL
        OR EXISTS (SELECT 1 FROM panel_marks WHERE panel_id = NEW.panel_id)
      BEGIN SELECT RAISE(ABORT, 'a panel with marks never changes'); END;
    CREATE TRIGGER panel_raters_keep BEFORE UPDATE ON panel_raters
      WHEN OLD.handed_in_audit_id IS NOT NULL
        OR (SELECT closed_audit_id FROM panels WHERE id = OLD.panel_id) IS NOT NULL
        OR (OLD.panel_id, OLD.ordinal, OLD.name, OLD.organisation_id) IS NOT (NEW.panel_id, NEW.ordinal, NEW.name, NEW.organisation_id)
      BEGIN SELECT RAISE(ABORT, 'a sheet that is in never changes'); END;
    CREATE TRIGGER panel_raters_stay BEFORE DELETE ON panel_raters
      WHEN OLD.handed_in_audit_id IS NOT NULL OR EXISTS (SELECT 1 FROM panel_marks WHERE panel_id = OLD.panel_id)
      BEGIN SELECT RAISE(ABORT, 'a panel with marks never changes'); END;
    CREATE TRIGGER panel_marks_join BEFORE INSERT ON panel_marks
      WHEN (SELECT closed_audit_id FROM panels WHERE id = NEW.panel_id) IS NOT NULL OR EXISTS (
        SELECT 1 FROM panel_raters WHERE panel_id = NEW.panel_id AND ordinal = NEW.ordinal
          AND (handed_in_audit_id IS NOT NULL OR absence <> '' OR organisation_id = NEW.organisation_id))
      BEGIN SELECT RAISE(ABORT, 'no mark on a sheet that is in, nor for oneself'); END;
    CREATE TRIGGER panel_marks_keep BEFORE UPDATE ON panel_marks
      BEGIN SELECT RAISE(ABORT, 'a mark is taken away and put again'); END;
    CREATE TRIGGER panel_marks_stay BEFORE DELETE ON panel_marks
      WHEN (SELECT closed_audit_id FROM panels WHERE id = OLD.panel_id) IS NOT NULL OR EXISTS (
        SELECT 1 FROM panel_raters WHERE panel_id = OLD.panel_id AND ordinal = OLD.ordinal AND handed_in_audit_id IS NOT NULL)
      BEGIN SELECT RAISE(ABORT, 'a sheet that is in never changes'); END;
  `);
};
