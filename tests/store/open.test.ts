import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { listBackups, makeBackup, pruneBackups, restoreBackup } from '../../src/main/store/backup.ts';
import { migrations } from '../../src/main/store/migrations/index.ts';
import { dataFile, openStore } from '../../src/main/store/open.ts';
import { readSetting, saveSetting } from '../../src/main/store/records.ts';
import { reader, write } from '../../src/main/store/transaction.ts';
import { AppError } from '../../src/shared/errors.ts';
import { temporaryFolder } from '../support/program.ts';

const NOW = '2026-11-22T08:00:00.000Z';
const ACT = { actor: '张三', action: '测试', subject: '一格' };
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
  return 'no error';
};
const bytesOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('opening the data file', () => {
  it('makes one with our mark, strict tables and foreign keys on; code 010203 stays text', () => {
    const db = openStore(temporaryFolder(), NOW);
    expect(db.pragma('application_id', { simple: true })).toBe(0x36473101);
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('journal_mode', { simple: true })).toBe('truncate');
    const loose = db
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .all();
    expect(loose).toEqual([]);
    write(db, ACT, NOW, (tx) => saveSetting(tx, 'code', '010203'));
    expect(readSetting(reader(db), 'code')).toBe('010203');
    db.close();
  });
  it('refuses a newer file, a foreign one and a damaged one, and leaves their bytes alone', () => {
    const newer = temporaryFolder();
    const db = openStore(newer, NOW);
    db.pragma(`user_version = ${migrations.length + 1}`);
    db.close();
    const foreign = temporaryFolder();
    const other = new Database(dataFile(foreign));
    other.exec('CREATE TABLE shopping (item TEXT)');
    other.close();
    const text = temporaryFolder();
    writeFileSync(dataFile(text), 'not a database at all, but long enough to be read as one'.repeat(20));
    const damaged = temporaryFolder();
    const whole = openStore(damaged, NOW);
    write(whole, ACT, NOW, (tx) => {
      for (let n = 0; n < 2000; n += 1) saveSetting(tx, `key ${n}`, 'x'.repeat(100));
    });
    whole.close();
    const bytes = readFileSync(dataFile(damaged));
    bytes.fill(0xff, 40_000, 60_000);
    writeFileSync(dataFile(damaged), bytes);
    for (const [folder, code] of [
      [newer, 'data.newer'],
      [foreign, 'data.foreign'],
      [text, 'data.foreign'],
      [damaged, 'data.damaged'],
    ] as const) {
      const before = bytesOf(dataFile(folder));
      expect(codeOf(() => openStore(folder, NOW))).toBe(code);
      expect(bytesOf(dataFile(folder))).toBe(before);
    }
  });
  it('says so when the folder cannot be used', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'taken'), '');
    expect(codeOf(() => openStore(join(folder, 'taken'), NOW))).toBe('data.folder');
  });
  it('backs up before an upgrade; an upgrade that fails leaves the file byte for byte', () => {
    const folder = temporaryFolder();
    openStore(folder, NOW).close();
    const before = bytesOf(dataFile(folder));
    const broken = [
      ...migrations,
      (db: Database.Database) => {
        db.exec('CREATE TABLE half (x)');
        throw new Error('stop');
      },
    ];
    expect(() => openStore(folder, NOW, broken)).toThrow('stop');
    expect(bytesOf(dataFile(folder))).toBe(before);
    expect(listBackups(folder).map((backup) => backup.reason)).toEqual(['升级前']);
    const grown = openStore(folder, NOW, [...migrations, (db) => db.exec('CREATE TABLE more (x TEXT) STRICT')]);
    expect(grown.pragma('user_version', { simple: true })).toBe(migrations.length + 1);
    grown.close();
  });
  it('keeps released migrations as they were', () => {
    const folder = join(import.meta.dirname, '../../src/main/store/migrations');
    const names = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
    const sources = names.sort().map((name) =>
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')
        .slice(0, 16),
    );
    expect(sources).toEqual([
      'fda01b321c9180ff',
      'b10c625a3422297e',
      '30a78249129d444c',
      '38ef989673408ea3',
      '69a3400b065e498b',
      '93246285f99e79a4',
      'ca972e454e47fdf5',
      'c988f3ea419a6e29',
      '3d39d695d9146306',
      'afdf0a1f733bceb8',
      'bde6205e5ccb3402',
      'b830676ad16ec661',
      'b625b041b20008e8',
      '443ce35da287d92e',
      '0a268e3eae10f62c',
    ]);
  });
});

describe('the one way to write', () => {
  it('makes the audit row in the same transaction, and takes it back with the rest', () => {
    const db = openStore(temporaryFolder(), NOW);
    const count = () => db.prepare('SELECT count(*) FROM audit_log').pluck().get();
    write(db, ACT, NOW, (tx) => saveSetting(tx, 'a', 1));
    expect(count()).toBe(1);
    expect(() =>
      write(db, ACT, NOW, (tx) => {
        saveSetting(tx, 'b', 2);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(count()).toBe(1);
    expect(readSetting(reader(db), 'b')).toBeUndefined();
    db.close();
  });
  it('has a log nobody can change or shorten', () => {
    const db = openStore(temporaryFolder(), NOW);
    write(db, ACT, NOW, () => undefined);
    expect(() => db.exec("UPDATE audit_log SET actor = '李四'")).toThrow('append-only');
    expect(() => db.exec('DELETE FROM audit_log')).toThrow('append-only');
    db.close();
  });
});

describe('backups', () => {
  it('open by themselves, and a restore can be undone', () => {
    const folder = temporaryFolder();
    const db = openStore(folder, NOW);
    write(db, ACT, NOW, (tx) => saveSetting(tx, 'a', 'old'));
    const first = makeBackup(db, folder, '手工', NOW);
    write(db, ACT, NOW, (tx) => saveSetting(tx, 'a', 'new'));
    const second = makeBackup(db, folder, '恢复前', NOW);
    expect(second.name).not.toBe(first.name);
    db.close();
    restoreBackup(folder, first.name, dataFile(folder));
    const back = openStore(folder, NOW);
    expect(readSetting(reader(back), 'a')).toBe('old');
    back.close();
    restoreBackup(folder, second.name, dataFile(folder));
    const again = openStore(folder, NOW);
    expect(readSetting(reader(again), 'a')).toBe('new');
    again.close();
  });
  it('that are damaged are not used, nor names that lead elsewhere', () => {
    const folder = temporaryFolder();
    const db = openStore(folder, NOW);
    const made = makeBackup(db, folder, '手工', NOW);
    db.close();
    writeFileSync(join(folder, 'backups', made.name), 'nothing');
    const before = bytesOf(dataFile(folder));
    expect(codeOf(() => restoreBackup(folder, made.name, dataFile(folder)))).toBe('backup.damaged');
    expect(codeOf(() => restoreBackup(folder, '../reform.db', dataFile(folder)))).toBe('data.missing');
    expect(bytesOf(dataFile(folder))).toBe(before);
  });
  it('are thinned: all of the newest, one a day for a month, one a month for two years, every one before an upgrade', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'backups'));
    const put = (day: string, time: string, reason: string): string => {
      const name = `reform-${day}-${time}-${reason}.db`;
      writeFileSync(join(folder, 'backups', name), '');
      return name;
    };
    for (let n = 0; n < 20; n += 1) put('20261122', `0800${String(n).padStart(2, '0')}`, '手工');
    const sameDay = [put('20261110', '070000', '每日'), put('20261110', '080000', '每日')];
    const sameMonth = [put('20260301', '080000', '每日'), put('20260320', '080000', '每日')];
    const ancient = put('20200101', '080000', '每日');
    const upgrade = put('20200102', '080000', '升级前');
    expect([...pruneBackups(folder, NOW)].sort()).toEqual([ancient, sameMonth[0], sameDay[0]].sort());
    expect(existsSync(join(folder, 'backups', upgrade))).toBe(true);
  });
});
