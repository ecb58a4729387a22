/** 封账: what closes a month, what it keeps, and that nothing stored can be changed unnoticed. */
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { verifySeals } from '../../src/main/handlers/seals.ts';
import { sealedRecords } from '../../src/main/store/seals.ts';
import { reader } from '../../src/main/store/transaction.ts';
import { canonicalJson } from '../../src/shared/seal/canonical.ts';
import { handInMonth } from '../support/month.ts';
import { startProgram } from '../support/program.ts';
import { ENTRY } from '../support/registers.ts';

const PERIOD = '2018-02';

async function demo(): Promise<App> {
  const app = startProgram();
  await fillWithDemo(app.context);
  for (const period of ['2018-01', PERIOD]) await handInMonth(app, period);
  return app;
}
const messageOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'no error';
};

describe('sealing a month', () => {
  it('keeps rank and score to the letter, and a later change of rule, name or unit does not reach them', async () => {
    const app = await demo();
    const before = await app.run('rankings.view', { period: PERIOD, list: 'district' });
    const seal = await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    expect(seal).toMatchObject({ id: 1, period: PERIOD, version: 1, sealedBy: '经办人' });
    expect(seal.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    const [unit] = await app.run('organisations.list', {});
    if (!unit) throw new Error('no unit');
    await app.run('organisations.save', { ...unit, name: '改了名的区' });
    const after = await app.run('rankings.view', { period: PERIOD, list: 'district' });
    expect(after.evaluation.entries).toEqual(before.evaluation.entries);
    expect(after.speeches).toEqual(before.speeches);
    expect(after.seal).toMatchObject({ code: seal.code, version: 1, isOneClerk: true });
    expect(await app.run('seals.verify', {})).toMatchObject({ seals: 1, difference: null });
  });
  it('is refused twice, and while something is missing', async () => {
    const app = await demo();
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    expect(await messageOf(app.run('seals.seal', { period: PERIOD, acceptDoubts: true }))).toBe('seal.exists');
    expect(await messageOf(app.run('seals.seal', { period: '2018-03', acceptDoubts: true }))).toBe('seal.obstacles');
    const { obstacles } = await app.run('seals.view', { period: '2018-03' });
    expect(obstacles.some(({ sentence }) => sentence.includes('缺报'))).toBe(true);
  });
  it('closes the figures: the file itself refuses, whoever writes', async () => {
    const app = await demo();
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    const db = app.context.db();
    for (const sql of [
      `UPDATE observations SET value = '1' WHERE period = '${PERIOD}'`,
      `DELETE FROM observations WHERE period = '${PERIOD}'`,
      `INSERT INTO observations SELECT '${PERIOD}', organisation_id, 1, '5', 'reported', '', '', 1 FROM observations WHERE period = '2018-01' LIMIT 1`,
      'UPDATE seals SET code = 1',
      'DELETE FROM seals',
      "UPDATE sealed_records SET record = ''",
      'DELETE FROM sealed_records',
      "INSERT INTO sealed_records VALUES (1, 99999, 'cell', '', '')",
      "UPDATE scheme_versions SET rules = ''",
      'DELETE FROM scheme_versions',
    ]) {
      expect(() => db.exec(sql), sql).toThrow();
    }
    // Another month stays open.
    expect(db.prepare("UPDATE observations SET note = 'x' WHERE period = '2018-01'").run().changes).toBeGreaterThan(0);
  });
  it('gives the same bytes for the same month, and chains the next one to it', async () => {
    const [one, two] = [await demo(), await demo()];
    const first = await one.run('seals.seal', { period: '2018-01', acceptDoubts: true });
    const same = await two.run('seals.seal', { period: '2018-01', acceptDoubts: true });
    const bytes = (app: App) =>
      sealedRecords(app.context.reader(), 1, ['scheme', 'indicator', 'unit', 'result', 'speech']).map(({ record }) => record);
    expect(bytes(one)).toEqual(bytes(two));
    expect(first.root).toBe(same.root);
    const second = await one.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    expect(second.id).toBe(2);
    const view = await one.run('rankings.view', { period: PERIOD, list: 'district' });
    expect(view.history[view.evaluation.entries[0]?.organisation ?? '']).toHaveLength(12);
    expect(await one.run('seals.verify', {})).toMatchObject({ seals: 2, difference: null });
  });
});

/** What a determined administrator has: a copy of the file without its triggers. */
function unguarded(app: App): Database.Database {
  const db = new Database(app.context.db().serialize());
  for (const { name } of db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()) {
    db.exec(`DROP TRIGGER ${name}`);
  }
  db.pragma('foreign_keys = OFF');
  return db;
}

describe('a backup from before sealing', () => {
  it('says which seals and accounts it takes away, and nobody stays signed in after it', async () => {
    const app = await demo();
    const before = await app.run('backups.make', {});
    const { code } = await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    const account = { id: null, name: '张三', roles: ['admin' as const], isActive: true, password: 'kaohe2018' };
    await app.run('people.save', account);
    expect(await app.run('backups.losses', { name: before.name })).toEqual({
      seals: [`2018年2月第1版（${code}）`],
      accounts: ['张三'],
    });
    await app.run('backups.restore', { name: before.name });
    expect(await app.run('people.session', {})).toMatchObject({ mode: 'open' });
    expect(app.context.session.current()).toBeNull();
    expect(await app.run('seals.list', {})).toEqual([]);
    expect(await app.run('backups.losses', { name: before.name })).toEqual({ seals: [], accounts: [] });
  });
});

describe('tampering', () => {
  it('finds every one of 520 random edits of the rows a sealed month rests on, and names it', async () => {
    const app = await demo();
    await app.run('registers.save', ENTRY);
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    const db = unguarded(app);
    db.pragma('ignore_check_constraints = ON');
    expect(verifySeals(reader(db)).difference).toBeNull();
    let state = 20_181_122;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const targets = [
      { table: 'sealed_records', columns: ['record', 'leaf', 'kind', 'ordinal', 'seal_id'], where: '1', weight: 8 },
      // What the registers came to: one record among hundreds, and no less sealed.
      { table: 'sealed_records', columns: ['record', 'leaf', 'kind'], where: "kind = 'work'", weight: 2 },
      { table: 'seals', columns: ['id', 'period', 'version', 'root', 'code', 'chain', 'audit_id'], where: '1', weight: 3 },
      {
        table: 'observations',
        columns: ['value', 'state', 'source', 'note', 'audit_id', 'period'],
        where: `period = '${PERIOD}' AND value IS NOT NULL`,
        weight: 6,
      },
      { table: 'scheme_versions', columns: ['code', 'name', 'version', 'effective_from', 'rules'], where: '1', weight: 2 },
      {
        table: 'audit_log',
        columns: ['at', 'actor', 'action', 'subject', 'detail'],
        where: 'id <= (SELECT max(audit_id) FROM seals)',
        weight: 2,
      },
      {
        table: 'observation_changes',
        columns: ['old_value', 'new_value', 'new_state', 'audit_id'],
        where: 'new_value IS NOT NULL AND old_value IS NOT NULL',
        weight: 1,
      },
    ].filter(({ table, where }) => (db.prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get() as number) > 0);
    const places = targets.flatMap((target) => Array.from({ length: target.weight }, () => target));
    /** Another value of the same column: a letter changed, added or taken away; a number moved. */
    const edited = (old: unknown): unknown => {
      if (typeof old === 'number') return old + 1 + random(3);
      const text = String(old);
      const at = random(text.length + 1);
      const kind = text.length === 0 ? 1 : random(3);
      if (kind === 0 && at < text.length) {
        const sign = String.fromCharCode(48 + random(75));
        return text.slice(0, at) + (sign === text[at] ? `${sign}${sign}` : sign) + text.slice(at + 1);
      }
      if (kind === 1 || at >= text.length) return `${text.slice(0, at)}${random(10)}${text.slice(at)}`;
      return text.slice(0, at) + text.slice(at + 1);
    };
    const unnoticed: string[] = [];
    const named = new Set<string>();
    for (let n = 0; n < 520; n += 1) {
      const target = places[random(places.length)];
      if (!target) throw new Error('no target');
      const column = target.columns[random(target.columns.length)] ?? '';
      const count = db.prepare(`SELECT count(*) FROM ${target.table} WHERE ${target.where}`).pluck().get() as number;
      db.exec('SAVEPOINT edit');
      const row = db
        .prepare<[], Record<string, unknown>>(
          `SELECT * FROM ${target.table} WHERE ${target.where} LIMIT 1 OFFSET ${random(count)}`,
        )
        .get();
      if (!row) throw new Error('no row');
      const key = Object.keys(row).map((name) => `${name} IS ?`);
      try {
        db.prepare(`UPDATE ${target.table} SET ${column} = ? WHERE ${key.join(' AND ')}`).run(
          edited(row[column]),
          ...Object.values(row),
        );
        const { difference } = verifySeals(reader(db));
        if (difference) named.add(`${target.table}: ${difference.where}`);
        else unnoticed.push(`${target.table}.${column} ${JSON.stringify(row[column])?.slice(0, 60)}`);
      } catch (error) {
        // The file itself refused (a key that is already there, a number no integer column takes): nothing was changed.
        if (!String(error).includes('constraint')) throw error;
        n -= 1;
      }
      db.exec('ROLLBACK TO edit');
      db.exec('RELEASE edit');
    }
    expect(unnoticed).toEqual([]);
    expect(verifySeals(reader(db)).difference).toBeNull();
    expect([...named].some((name) => name.includes('当月工作情况'))).toBe(true);
    expect([...named].some((name) => name.includes('数据 '))).toBe(true);
    expect([...named].some((name) => name.includes('考核方案'))).toBe(true);
    expect([...named].some((name) => name.includes('第 '))).toBe(true);
    db.close();
  }, 300_000);
  it('names the row: a figure, a result rewritten with its check value, a log entry taken out', async () => {
    const app = await demo();
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    const db = unguarded(app);
    const found = (sql: string): string => {
      db.exec('SAVEPOINT edit');
      db.exec(sql);
      const { difference } = verifySeals(reader(db));
      db.exec('ROLLBACK TO edit');
      return `${difference?.where} ${difference?.what}`;
    };
    expect(
      found(
        `UPDATE observations SET value = '99' WHERE period = '${PERIOD}' AND organisation_id = (SELECT id FROM organisations WHERE code = 'BS') AND indicator_id = (SELECT min(indicator_id) FROM observations WHERE period = '${PERIOD}' AND value IS NOT NULL)`,
      ),
    ).toMatch(/^2018年2月第1版数据 博山区 .+ 封存的是 .+，现存 99$/);
    expect(found('DELETE FROM audit_log WHERE id = 1')).toContain('操作记录');
    expect(found("UPDATE sealed_records SET record = replace(record, '博山区', '博山县') WHERE kind = 'result'")).toContain(
      '与封存时的内容不一致',
    );
    expect(found('DELETE FROM seals')).toContain('封存登记被删去');
    db.close();
  });
  it('a whole package forged, root, code and chain and all, still fails: the engine does not make that result', async () => {
    const app = await demo();
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    const { sealRecords, checkSeal } = await import('../../src/shared/seal/check.ts');
    const records = sealedRecords(app.context.reader(), 1).map((row) => {
      if (row.kind !== 'result') return row;
      const content = JSON.parse(row.record);
      if (content.entry.name !== '博山区') return row;
      content.entry.score = '99.99';
      content.entry.rank = '1';
      return { ...row, record: canonicalJson(content) };
    });
    const head = { id: 1, period: PERIOD, version: 1 };
    const start = '0'.repeat(64);
    const { leaves, ...sums } = sealRecords(
      records.map(({ record }) => record),
      head,
      start,
    );
    const { difference } = checkSeal(
      { ...head, ...sums },
      records.map((row, index) => ({ ...row, leaf: leaves[index] ?? '' })),
      start,
    );
    expect(difference?.where).toContain('博山区');
    expect(difference?.what).toContain('99.99');
  });
});
