/** What a new user met: each of these once went wrong. */
import { copyFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatherFacts } from '../../src/main/handlers/facts.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { openStore } from '../../src/main/store/open.ts';
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const emptied = { period: '2018-02', edits: [{ organisation: 'ZD', indicator: 'C4', value: null, state: 'reported' as const }] };

describe('while a unit is unscored', () => {
  it('nobody is last, nobody speaks, no place is compared, and the bulletin says who is awaited', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    await app.run('observations.save', emptied);
    const { evaluation, speeches } = await app.run('rankings.view', { period: '2018-02', list: 'district' });
    expect(speeches).toEqual([]);
    expect(evaluation.entries.every((entry) => entry.change === null)).toBe(true);
    expect((await app.run('overview.view', { period: '2018-02' })).lastPlace).toBe('末位待张店区补齐后确定');
    const text = JSON.stringify(composeBulletin(gatherFacts(app.context, '2018-02', '内部版').facts));
    expect(text).toContain('会诊对象待补齐后确定');
    expect(text).not.toContain('列为2018年2月会诊对象');
  });
  it('with nobody scored the paper says data are missing, not units', async () => {
    const app = startProgram();
    await app.run('overview.fill', { with: 'template' });
    expect(await app.call('bulletins.make', { period: '2018-02', edition: '内部版' })).toMatchObject({
      ok: false,
      error: { code: 'ranking.none', message: expect.stringContaining('排不出名次') },
    });
  });
});

describe('a first start by way of an old ledger', () => {
  it('has a scheme, and a unit without 简称 is called by its name', async () => {
    const file = join(temporaryFolder(), '单位.csv');
    writeFileSync(file, '编码,名称,类别,上级,起,止\n1,甲县,区县,,,\n');
    const app = startProgram(temporaryFolder(), { openFile: async () => file });
    await app.run('schemes.adoptDefault', {});
    await app.run('schemes.adoptDefault', {});
    expect(await app.run('schemes.list', {})).toHaveLength(1);
    const preview = await app.run('imports.choose', {});
    await app.run('imports.commit', { token: preview?.token ?? '', acceptGood: false });
    const { rows, expected } = await app.run('observations.matrix', { period: '2018-02', list: 'district' });
    expect(rows).toEqual([{ code: '1', name: '甲县', shortName: '甲县' }]);
    expect(expected).toBeGreaterThan(40);
  });
});

describe('the file', () => {
  it('that is suddenly empty beside backups is damaged, and is a first start without them', async () => {
    const folder = temporaryFolder();
    const app = startProgram(folder);
    await fillWithDemo(app.context);
    await app.run('backups.make', {});
    await app.close();
    truncateSync(join(folder, 'reform.db'));
    expect(() => openStore(folder, '2026-11-22T08:00:00.000Z')).toThrow('data.damaged');
    const fresh = temporaryFolder();
    writeFileSync(join(fresh, 'reform.db'), '');
    openStore(fresh, '2026-11-22T08:00:00.000Z').close();
  });
  it('comes back from a stick, if it is one of ours', async () => {
    const source = startProgram();
    await fillWithDemo(source.context);
    const { name } = await source.run('backups.make', {});
    const stick = join(temporaryFolder(), '我的备份.db');
    copyFileSync(join(source.context.folder, 'backups', name), stick);
    let chosen = stick;
    const app = startProgram(temporaryFolder(), { openFile: async () => chosen });
    expect(await app.run('backups.restoreFile', {})).toEqual({ name: '我的备份.db' });
    expect(await app.run('overview.program', {})).toMatchObject({ isEmpty: false, latestPeriod: '2018-02' });
    chosen = join(temporaryFolder(), '别的.db');
    writeFileSync(chosen, 'not a backup');
    expect(await app.call('backups.restoreFile', {})).toMatchObject({ ok: false, error: { code: 'backup.damaged' } });
    expect(readdirSync(join(app.context.folder, 'backups')).filter((one) => one.endsWith('.tmp'))).toEqual([]);
  });
});

describe('small things', () => {
  it('a unit cannot end before it begins; a formula has a course; a month ahead is not where the office stands', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const [unit] = (await app.run('organisations.list', {})).filter((row) => row.code === 'ZD');
    const wrong = await app.call('organisations.save', { ...unit, validFrom: '2018-05', validTo: '2018-01' });
    expect(wrong).toMatchObject({ ok: false, error: { message: expect.stringContaining('“止”不能早于“起”') } });
    const series = await app.run('observations.series', { indicators: ['A1'] });
    const own = series.find((row) => row.organisation === 'ZD')?.points.find((point) => point.period === '2018-02');
    const { entries } = await app.run('rankings.indicator', { period: '2018-02', indicator: 'A1', list: 'district' });
    expect(own?.value).toBe(entries.find((entry) => entry.code === 'ZD')?.value);
    expect(own?.note).toContain('由公式计算');
  });
});
