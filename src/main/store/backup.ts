/** Verified one-file backups beside the data, and the way back. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Backup } from '../../shared/contract/backups.ts';
import { AppError } from '../../shared/errors.ts';
import { type Reader, reader } from './transaction.ts';

const FOLDER = 'backups';
const NAME = /^reform-(\d{8})-(\d{6})(?:-(\d+))?-(.+)\.db$/;

/**
 * Makes a backup with VACUUM INTO (one compact, consistent file), opens it again read-only and checks it.
 * @param reason why, in the office's words; part of the file name
 * @throws AppError backup.damaged when the copy does not pass its check
 */
export function makeBackup(db: Database.Database, folder: string, reason: string, now: string): Backup {
  const name = backupName(folder, reason, now);
  const file = join(folder, FOLDER, name);
  const half = `${file}.tmp`;
  rmSync(half, { force: true });
  db.prepare('VACUUM INTO ?').run(half);
  verify(half, name);
  sync(half);
  renameSync(half, file);
  return entryOf(folder, name);
}

/** A name nobody has yet: two backups of one second are told apart. */
function backupName(folder: string, reason: string, now: string): string {
  mkdirSync(join(folder, FOLDER), { recursive: true });
  const stamp = now.replace(/[-:]/g, '').slice(0, 15).replace('T', '-');
  let name = `reform-${stamp}-${reason}.db`;
  for (let n = 2; existsSync(join(folder, FOLDER, name)); n += 1) name = `reform-${stamp}-${n}-${reason}.db`;
  return name;
}

/** All backups, newest first. */
export function listBackups(folder: string): readonly Backup[] {
  const place = join(folder, FOLDER);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .map((name) => entryOf(folder, name));
}

/**
 * Keeps every backup made before an upgrade, one a day for 30 days, one a month for 24 months; the newest 20 always stay.
 * @returns names that were removed
 */
export function pruneBackups(folder: string, now: string): readonly string[] {
  const removed: string[] = [];
  const kept = new Set<string>();
  for (const [index, backup] of listBackups(folder).entries()) {
    const age = (Date.parse(now) - Date.parse(backup.madeAt)) / 86_400_000;
    const slot = age <= 30 ? backup.madeAt.slice(0, 10) : age <= 730 ? backup.madeAt.slice(0, 7) : '';
    const stays = index < 20 || backup.reason === '升级前' || (slot !== '' && !kept.has(slot));
    kept.add(slot);
    if (stays) continue;
    rmSync(join(folder, FOLDER, backup.name));
    removed.push(backup.name);
  }
  return removed;
}

export const backupFile = (folder: string, name: string): string => {
  if (basename(name) !== name || !NAME.test(name)) throw new AppError('data.missing', { what: `备份“${name}”` });
  const file = join(folder, FOLDER, name);
  if (!existsSync(file)) throw new AppError('data.missing', { what: `备份“${name}”` });
  return file;
};

/**
 * Puts a backup in the place of the data file. The caller has closed the connection and made a backup of the present state,
 * so a restore can itself be undone.
 * @throws AppError backup.damaged, the data file untouched
 */
export function restoreBackup(folder: string, name: string, dataFile: string): void {
  const file = backupFile(folder, name);
  verify(file, name);
  const half = `${dataFile}.restore`;
  copyFileSync(file, half);
  sync(half);
  renameSync(half, dataFile);
}

/** Looks into a backup without touching it; an old one may lack tables, see hasTable. @throws AppError backup.damaged, data.missing */
export function readBackup<T>(folder: string, name: string, look: (db: Reader) => T): T {
  const file = backupFile(folder, name);
  verify(file, name);
  const db = new Database(file, { readonly: true });
  try {
    return look(reader(db));
  } finally {
    db.close();
  }
}

export const hasTable = (db: Reader, table: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined;

/**
 * Takes a backup from elsewhere (a stick) among ours, checked first: whole, and one of this program's files.
 * @throws AppError backup.damaged
 */
export function takeBackup(folder: string, path: string, now: string, applicationId: number): Backup {
  const name = backupName(folder, '从文件取回', now);
  const file = join(folder, FOLDER, name);
  const half = `${file}.tmp`;
  try {
    copyFileSync(path, half);
  } catch (cause) {
    throw new AppError('file.unreadable', { name: basename(path) }, { cause });
  }
  try {
    verify(half, basename(path), applicationId);
  } catch (cause) {
    rmSync(half);
    throw cause;
  }
  sync(half);
  renameSync(half, file);
  return entryOf(folder, name);
}

function verify(file: string, name: string, applicationId?: number): void {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true });
    const isOurs = applicationId === undefined || db.pragma('application_id', { simple: true }) === applicationId;
    if (!isOurs || db.pragma('integrity_check', { simple: true }) !== 'ok') throw new AppError('backup.damaged', { name });
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('backup.damaged', { name }, { cause });
  } finally {
    db?.close();
  }
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function entryOf(folder: string, name: string): Backup {
  const [, day = '', time = '', , reason = ''] = NAME.exec(name) ?? [];
  const madeAt = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`;
  return { name, madeAt, reason, bytes: statSync(join(folder, FOLDER, name)).size };
}
