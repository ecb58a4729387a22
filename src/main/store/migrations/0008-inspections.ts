/** 督察: where one may go, what was drawn and from which list, what was found there, and what became of it. */
import type { Database } from 'better-sqlite3';

export const inspections = (db: Database): void => {
  db.exec(`
    CREATE TABLE inspection_sites (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL CHECK (name <> ''),
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      level TEXT NOT NULL CHECK (level IN ('city', 'district', 'township', 'base')),
      block TEXT NOT NULL CHECK (block IN ('documents', 'basics', 'groups')),
      address TEXT NOT NULL DEFAULT '',
      contact TEXT NOT NULL DEFAULT '',
      is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;

    -- a frozen list: its content, and the hash of its text as it was printed before there was a seed
    CREATE TABLE inspection_lists (
      id INTEGER PRIMARY KEY,
      period TEXT NOT NULL,
      -- counted within the period, so that a second draw cannot pass for the first
      number INTEGER NOT NULL CHECK (number > 0),
      content TEXT NOT NULL,
      sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
      frozen_at TEXT NOT NULL,
      frozen_by TEXT NOT NULL,
      void_reason TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      UNIQUE (period, number)
    ) STRICT;
    CREATE TABLE inspection_draws (
      list_id INTEGER PRIMARY KEY REFERENCES inspection_lists (id),
      seed_kind TEXT NOT NULL CHECK (seed_kind IN ('dice', 'called')),
      -- who called which digits, JSON
      seed_parts TEXT NOT NULL,
      -- who watched, JSON
      present TEXT NOT NULL,
      drawn_at TEXT NOT NULL,
      drawn_by TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
    CREATE TABLE inspection_picks (
      list_id INTEGER NOT NULL REFERENCES inspection_draws (list_id),
      ordinal INTEGER NOT NULL,
      site_id INTEGER NOT NULL REFERENCES inspection_sites (id),
      stratum TEXT NOT NULL,
      look INTEGER NOT NULL,
      ticket INTEGER NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (list_id, ordinal),
      UNIQUE (list_id, site_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE inspection_visits (
      id INTEGER PRIMARY KEY,
      -- the same on every computer the record travels to
      uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 64),
      period TEXT NOT NULL,
      site_id INTEGER NOT NULL REFERENCES inspection_sites (id),
      -- null: 指定督察, which has its reason
      list_id INTEGER REFERENCES inspection_draws (list_id),
      designation TEXT NOT NULL DEFAULT '',
      visited_on TEXT NOT NULL,
      inspectors TEXT NOT NULL,
      note TEXT NOT NULL DEFAULT '',
      -- who signed for the unit that was visited; empty until then
      signed_by TEXT NOT NULL DEFAULT '',
      -- from which package and whose; empty for one recorded here
      origin TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK ((list_id IS NULL) = (designation <> ''))
    ) STRICT;
    CREATE INDEX inspection_visits_by_period ON inspection_visits (period, site_id);
    CREATE INDEX inspection_visits_by_site ON inspection_visits (site_id, visited_on);
    -- the checklist as it was on that day
    CREATE TABLE inspection_scores (
      visit_id INTEGER NOT NULL REFERENCES inspection_visits (id),
      ordinal INTEGER NOT NULL,
      text TEXT NOT NULL,
      full_points TEXT NOT NULL,
      -- null: not scored yet
      points TEXT,
      note TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (visit_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    -- a reported figure counted again on the spot
    CREATE TABLE inspection_recounts (
      visit_id INTEGER NOT NULL REFERENCES inspection_visits (id),
      indicator_id INTEGER NOT NULL REFERENCES indicators (id),
      reported TEXT NOT NULL,
      recounted TEXT NOT NULL,
      note TEXT NOT NULL DEFAULT '',
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (visit_id, indicator_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE inspection_problems (
      id INTEGER PRIMARY KEY,
      visit_id INTEGER NOT NULL REFERENCES inspection_visits (id),
      ordinal INTEGER NOT NULL,
      organisation_id INTEGER NOT NULL REFERENCES organisations (id),
      category TEXT NOT NULL,
      severity TEXT NOT NULL CHECK (severity IN ('minor', 'major', 'grave')),
      text TEXT NOT NULL CHECK (text <> ''),
      demand TEXT NOT NULL DEFAULT '',
      -- working days it was given, and the day they end on; a relapse has a time limit of its own, in its event
      days INTEGER NOT NULL CHECK (days > 0),
      due_on TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'reported', 'revisited', 'closed', 'relapsed')),
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      UNIQUE (visit_id, ordinal)
    ) STRICT;
    CREATE INDEX inspection_problems_by_unit ON inspection_problems (organisation_id, state);
    CREATE TABLE inspection_problem_events (
      id INTEGER PRIMARY KEY,
      problem_id INTEGER NOT NULL REFERENCES inspection_problems (id),
      event TEXT NOT NULL CHECK (event IN ('report', 'return', 'revisit', 'close', 'relapse', 'attach', 'detach')),
      -- the day it happened, which may be before it was written down
      on_day TEXT NOT NULL,
      words TEXT NOT NULL DEFAULT '',
      -- the time limit a relapse sets
      due_on TEXT,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      CHECK ((event = 'relapse') = (due_on IS NOT NULL)),
      CHECK (event = 'close' OR words <> '')
    ) STRICT;
    CREATE INDEX inspection_problem_events_by_problem ON inspection_problem_events (problem_id, id);
    CREATE TABLE inspection_problem_files (
      problem_id INTEGER NOT NULL REFERENCES inspection_problems (id),
      sha256 TEXT NOT NULL REFERENCES evidence_files (sha256),
      name TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id),
      PRIMARY KEY (problem_id, sha256)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX inspection_problem_files_by_content ON inspection_problem_files (sha256);

    -- packages that were read in, each once
    CREATE TABLE inspection_packages (
      sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
      file_name TEXT NOT NULL,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT, WITHOUT ROWID;

    -- a frozen list is drawn from, or set aside with a reason while nobody has drawn; nothing else
    CREATE TRIGGER inspection_lists_keep BEFORE UPDATE ON inspection_lists
      WHEN OLD.void_reason <> '' OR NEW.void_reason = ''
        OR EXISTS (SELECT 1 FROM inspection_draws WHERE list_id = OLD.id)
        OR (OLD.id, OLD.period, OLD.number, OLD.content, OLD.sha256, OLD.frozen_at, OLD.frozen_by, OLD.audit_id)
          IS NOT (NEW.id, NEW.period, NEW.number, NEW.content, NEW.sha256, NEW.frozen_at, NEW.frozen_by, NEW.audit_id)
      BEGIN SELECT RAISE(ABORT, 'a frozen list never changes'); END;
    CREATE TRIGGER inspection_lists_stay BEFORE DELETE ON inspection_lists
      BEGIN SELECT RAISE(ABORT, 'a frozen list never changes'); END;
    CREATE TRIGGER inspection_draws_from BEFORE INSERT ON inspection_draws
      WHEN (SELECT void_reason FROM inspection_lists WHERE id = NEW.list_id) <> ''
      BEGIN SELECT RAISE(ABORT, 'a void list is not drawn from'); END;
    CREATE TRIGGER inspection_draws_keep BEFORE UPDATE ON inspection_draws
      BEGIN SELECT RAISE(ABORT, 'a draw never changes'); END;
    CREATE TRIGGER inspection_draws_stay BEFORE DELETE ON inspection_draws
      BEGIN SELECT RAISE(ABORT, 'a draw never changes'); END;
    -- the picks come with their draw, in the same act
    CREATE TRIGGER inspection_picks_join BEFORE INSERT ON inspection_picks
      WHEN (SELECT audit_id FROM inspection_draws WHERE list_id = NEW.list_id) IS NOT NEW.audit_id
      BEGIN SELECT RAISE(ABORT, 'a draw never changes'); END;
    CREATE TRIGGER inspection_picks_keep BEFORE UPDATE ON inspection_picks
      BEGIN SELECT RAISE(ABORT, 'a draw never changes'); END;
    CREATE TRIGGER inspection_picks_stay BEFORE DELETE ON inspection_picks
      BEGIN SELECT RAISE(ABORT, 'a draw never changes'); END;

    -- a site keeps its code, and stays
    CREATE TRIGGER inspection_sites_keep BEFORE UPDATE ON inspection_sites
      WHEN OLD.id <> NEW.id OR OLD.code <> NEW.code
      BEGIN SELECT RAISE(ABORT, 'a site keeps its code'); END;
    CREATE TRIGGER inspection_sites_stay BEFORE DELETE ON inspection_sites
      BEGIN SELECT RAISE(ABORT, 'a site stays'); END;

    -- what was signed on the spot stays as it was signed; the signature can be taken back, with its reason in the log, until problems moved on
    CREATE TRIGGER inspection_visits_keep BEFORE UPDATE ON inspection_visits
      WHEN OLD.uid <> NEW.uid OR OLD.period <> NEW.period OR OLD.audit_id <> NEW.audit_id OR OLD.origin <> NEW.origin
        OR (OLD.signed_by <> '' AND (
          NEW.signed_by <> '' OR EXISTS (
            SELECT 1 FROM inspection_problem_events e JOIN inspection_problems p ON p.id = e.problem_id WHERE p.visit_id = OLD.id)
          OR (OLD.site_id, OLD.list_id, OLD.designation, OLD.visited_on, OLD.inspectors, OLD.note)
            IS NOT (NEW.site_id, NEW.list_id, NEW.designation, NEW.visited_on, NEW.inspectors, NEW.note)))
      BEGIN SELECT RAISE(ABORT, 'a signed visit never changes'); END;
    CREATE TRIGGER inspection_visits_stay BEFORE DELETE ON inspection_visits WHEN OLD.signed_by <> ''
      BEGIN SELECT RAISE(ABORT, 'a signed visit stays'); END;
    CREATE TRIGGER inspection_scores_join BEFORE INSERT ON inspection_scores
      WHEN (SELECT signed_by FROM inspection_visits WHERE id = NEW.visit_id) <> ''
      BEGIN SELECT RAISE(ABORT, 'a signed visit never changes'); END;
    CREATE TRIGGER inspection_scores_keep BEFORE UPDATE ON inspection_scores
      BEGIN SELECT RAISE(ABORT, 'a line is taken away and put again'); END;
    CREATE TRIGGER inspection_scores_stay BEFORE DELETE ON inspection_scores
      WHEN (SELECT signed_by FROM inspection_visits WHERE id = OLD.visit_id) <> ''
      BEGIN SELECT RAISE(ABORT, 'a signed visit never changes'); END;
    CREATE TRIGGER inspection_recounts_join BEFORE INSERT ON inspection_recounts
      WHEN (SELECT signed_by FROM inspection_visits WHERE id = NEW.visit_id) <> ''
      BEGIN SELECT RAISE(ABORT, 'a signed visit never changes'); END;
    CREATE TRIGGER inspection_recounts_keep BEFORE UPDATE ON inspection_recounts
      BEGIN SELECT RAISE(ABORT, 'a line is taken away and put again'); END;
    CREATE TRIGGER inspection_recounts_stay BEFORE DELETE ON inspection_recounts
      WHEN (SELECT signed_by FROM inspection_visits WHERE id = OLD.visit_id) <> ''
      BEGIN SELECT RAISE(ABORT, 'a signed visit never changes'); END;
    CREATE TRIGGER inspection_problems_join BEFORE INSERT ON inspection_problems
      WHEN NEW.state <> 'open' OR (SELECT signed_by FROM inspection_visits WHERE id = NEW.visit_id) <> ''
      BEGIN SELECT RAISE(ABORT, 'a signed visit never changes'); END;
    -- its words are those that were signed; only its state moves
    CREATE TRIGGER inspection_problems_keep BEFORE UPDATE ON inspection_problems
      WHEN (SELECT signed_by FROM inspection_visits WHERE id = OLD.visit_id) = ''
        OR (OLD.id, OLD.visit_id, OLD.ordinal, OLD.organisation_id, OLD.category, OLD.severity, OLD.text, OLD.demand, OLD.days, OLD.due_on, OLD.audit_id)
          IS NOT (NEW.id, NEW.visit_id, NEW.ordinal, NEW.organisation_id, NEW.category, NEW.severity, NEW.text, NEW.demand, NEW.days, NEW.due_on, NEW.audit_id)
        OR (OLD.state || '>' || NEW.state) NOT IN (
          'open>reported', 'relapsed>reported', 'reported>open', 'reported>revisited', 'revisited>closed', 'closed>relapsed')
      BEGIN SELECT RAISE(ABORT, 'a problem goes its way'); END;
    CREATE TRIGGER inspection_problems_proved BEFORE UPDATE ON inspection_problems
      WHEN NEW.state = 'reported' AND NOT EXISTS (SELECT 1 FROM inspection_problem_files WHERE problem_id = NEW.id)
      BEGIN SELECT RAISE(ABORT, 'no evidence'); END;
    CREATE TRIGGER inspection_problems_stay BEFORE DELETE ON inspection_problems
      WHEN (SELECT signed_by FROM inspection_visits WHERE id = OLD.visit_id) <> ''
      BEGIN SELECT RAISE(ABORT, 'a signed visit never changes'); END;
    CREATE TRIGGER inspection_problem_events_keep BEFORE UPDATE ON inspection_problem_events
      BEGIN SELECT RAISE(ABORT, 'inspection_problem_events is append-only'); END;
    CREATE TRIGGER inspection_problem_events_stay BEFORE DELETE ON inspection_problem_events
      BEGIN SELECT RAISE(ABORT, 'inspection_problem_events is append-only'); END;
    -- evidence is added and taken away while the unit is at work; what was reported with stays
    CREATE TRIGGER inspection_problem_files_keep BEFORE UPDATE ON inspection_problem_files
      BEGIN SELECT RAISE(ABORT, 'a file is taken away and added'); END;
    CREATE TRIGGER inspection_problem_files_add BEFORE INSERT ON inspection_problem_files
      WHEN (SELECT state FROM inspection_problems WHERE id = NEW.problem_id) NOT IN ('open', 'relapsed')
      BEGIN SELECT RAISE(ABORT, 'what was reported with stays'); END;
    CREATE TRIGGER inspection_problem_files_remove BEFORE DELETE ON inspection_problem_files
      WHEN (SELECT state FROM inspection_problems WHERE id = OLD.problem_id) NOT IN ('open', 'relapsed')
      BEGIN SELECT RAISE(ABORT, 'what was reported with stays'); END;
    CREATE TRIGGER inspection_packages_keep BEFORE UPDATE ON inspection_packages
      BEGIN SELECT RAISE(ABORT, 'a package was read once'); END;
    CREATE TRIGGER inspection_packages_stay BEFORE DELETE ON inspection_packages
      BEGIN SELECT RAISE(ABORT, 'a package was read once'); END;
    CREATE TRIGGER inspection_files_stay BEFORE DELETE ON evidence_files
      WHEN EXISTS (SELECT 1 FROM inspection_problem_files WHERE sha256 = OLD.sha256)
      BEGIN SELECT RAISE(ABORT, 'evidence of a problem stays'); END;

    -- a sealed period keeps its visits as it was sealed with
    CREATE TRIGGER inspection_visits_sealed_insert BEFORE INSERT ON inspection_visits
      WHEN EXISTS (SELECT 1 FROM seals WHERE period = NEW.period)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER inspection_visits_sealed_update BEFORE UPDATE ON inspection_visits
      WHEN EXISTS (SELECT 1 FROM seals WHERE period = OLD.period)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
    CREATE TRIGGER inspection_visits_sealed_delete BEFORE DELETE ON inspection_visits
      WHEN EXISTS (SELECT 1 FROM seals WHERE period = OLD.period)
      BEGIN SELECT RAISE(ABORT, 'sealed'); END;
  `);
};
