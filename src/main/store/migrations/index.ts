import type { Database } from 'better-sqlite3';
import { initial } from './0001-initial.ts';
import { accounts } from './0002-accounts.ts';

/** In order; the n-th brings a file to user_version n. */
export const migrations: readonly ((db: Database) => void)[] = [initial, accounts];
