/** Opens the one data file: ours, whole, not newer than the program, brought up to date behind a verified backup. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { listBackups, makeBackup } from './backup.ts';
import { migrations } from './migrations/index.ts';

/** "6个1" in a word of four bytes: 0x36473101. A file without it is somebody else's. */
export const APPLICATION_ID = 0x36473101;
const FILE = 'reform.db';

export const dataFile = (folder: string): string => join(folder, FILE);

/**
 * Opens or makes the data file of a folder.
 * TRUNCATE and not WAL: one connection, and people copy the .db to a stick while the program runs; with WAL the last 1.5 MB stayed outside it.
 * @throws AppError data.folder, data.foreign, data.newer, data.damaged, data.locked; the file is left untouched by all of them
 */
export function openStore(
  folder: string,
  now: string,
  known: readonly ((db: Database.Database) => void)[] = migrations,
): Database.Database {
  const file = dataFile(folder);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new AppError('data.folder', { folder }, { cause });
  }
  const isNew = !existsSync(file);
  const db = connect(file, folder);
  try {
    check(db, file, isNew, known.length);
    const version = db.pragma('user_version', { simple: true }) as number;
    if (!isNew && version < known.length) makeBackup(db, folder, '升级前', now);
    migrate(db, version, known);
    db.pragma('optimize');
    return db;
  } catch (cause) {
    db.close();
    throw asKnown(cause, file);
  }
}

function connect(file: string, folder: string): Database.Database {
  let db: Database.Database;
  try {
    db = new Database(file);
  } catch (cause) {
    throw new AppError('data.folder', { folder }, { cause });
  }
  try {
    db.pragma('busy_timeout = 2000');
    db.pragma('foreign_keys = ON');
    db.pragma('journal_mode = TRUNCATE');
    db.pragma('synchronous = FULL');
    db.pragma('trusted_schema = OFF');
    return db;
  } catch (cause) {
    db.close();
    throw asKnown(cause, file);
  }
}

function check(db: Database.Database, file: string, isNew: boolean, newest: number): void {
  if (isNew) return;
  const id = db.pragma('application_id', { simple: true }) as number;
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (id !== APPLICATION_ID && tables > 0) throw new AppError('data.foreign', { file });
  // A file with nothing in it is a first start cut short, unless there was a yesterday.
  if (tables === 0 && listBackups(dirname(file)).length > 0) throw new AppError('data.damaged', { detail: '文件是空的' });
  const result = db.pragma('quick_check', { simple: true }) as string;
  if (result !== 'ok') throw new AppError('data.damaged', { detail: '数据库结构损坏' });
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > newest) throw new AppError('data.newer', { file });
}

/** All pending migrations in one transaction; DDL and user_version roll back together. */
function migrate(db: Database.Database, from: number, known: readonly ((db: Database.Database) => void)[]): void {
  if (from >= known.length) return;
  db.pragma('foreign_keys = OFF');
  const run = db.transaction(() => {
    for (const migration of known.slice(from)) migration(db);
    const broken = db.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new AppError('data.damaged', { detail: `升级后有 ${broken.length} 处关联断开` });
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${known.length}`);
  });
  run.exclusive();
  db.pragma('foreign_keys = ON');
}

function asKnown(cause: unknown, file: string): unknown {
  const code = (cause as { code?: unknown }).code;
  if (code === 'SQLITE_NOTADB') return new AppError('data.foreign', { file }, { cause });
  if (code === 'SQLITE_CORRUPT') return new AppError('data.damaged', { detail: '数据库结构损坏' }, { cause });
  if (code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED') return new AppError('data.locked', { file }, { cause });
  return cause;
}
