import type { Database } from 'better-sqlite3';
import { initial } from './0001-initial.ts';
import { accounts } from './0002-accounts.ts';
import { submissions } from './0003-submissions.ts';
import { seals } from './0004-seals.ts';
import { panels } from './0005-panels.ts';
import { claims } from './0006-claims.ts';
import { tasks } from './0007-tasks.ts';
import { inspections } from './0008-inspections.ts';
import { notices } from './0009-notices.ts';
import { publicity } from './0010-publicity.ts';
import { inspectionClauses } from './0011-inspection-clauses.ts';
import { escalation } from './0012-escalation.ts';
import { consultations } from './0013-consultations.ts';
import { meetings } from './0014-meetings.ts';
import { bulletins } from './0015-bulletins.ts';

/** In order; the n-th brings a file to user_version n. */
export const migrations: readonly ((db: Database) => void)[] = [
  initial,
  accounts,
  submissions,
  seals,
  panels,
  claims,
  tasks,
  inspections,
  notices,
  publicity,
  inspectionClauses,
  escalation,
  consultations,
  meetings,
  bulletins,
];
