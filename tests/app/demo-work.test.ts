/** The demonstration's registers: what ships is what the script makes, and counting them gives the demonstration's figures back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoTables } from '../../scripts/demo/tables.ts';
import type { App } from '../../src/main/app.ts';
import { fillWithDemoWork } from '../../src/main/demo-work/fill.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { recomputeDraw } from '../../src/shared/draw/certificate.ts';
import { RESOURCES, startProgram } from '../support/program.ts';

const LISTS = ['district', 'specialGroup'] as const;

const standingsOf = async (app: App) => {
  const standings: string[] = [];
  for (const period of ['2017-08', '2018-01', '2018-02']) {
    for (const list of LISTS) {
      const { evaluation } = await app.run('rankings.view', { period, list });
      standings.push(...evaluation.entries.map(({ name, score, rank }) => `${period} ${rank} ${name} ${score}`));
    }
  }
  return standings;
};

describe('what ships', () => {
  it('is what the script makes, the same every time, and small', () => {
    const tables = demoTables();
    expect([...demoTables()]).toEqual([...tables]);
    let size = 0;
    for (const [name, text] of tables) {
      const shipped = readFileSync(join(RESOURCES, 'demo', `${name}.csv`), 'utf8');
      expect(shipped === text, `${name}.csv: run node_modules/.bin/node scripts/demo-work.ts`).toBe(true);
      size += Buffer.byteLength(text);
    }
    expect(size).toBeLessThan(400 * 1024);
  });
});

describe('the demonstration with its registers', () => {
  it('counts to its own figures in January and February, every cell, and moves no score or rank', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const before = await standingsOf(app);
    fillWithDemoWork(app.context);
    expect(await standingsOf(app)).toEqual(before);
    for (const period of ['2018-01', '2018-02']) {
      for (const list of LISTS) {
        const rows = await app.run('feeds.view', { period, list });
        expect(rows.filter(({ state }) => state !== 'same')).toEqual([]);
        const counted = new Set(rows.map(({ indicator }) => indicator));
        // 报送 is the clerk's to begin with: A3 is counted once a table is sent.
        const ofBoth = [
          'A1a',
          'A1b',
          'A1c',
          'A4a',
          'A4b',
          'A5a',
          'A5b',
          'B2a',
          'B2b',
          'B3a',
          'B3b',
          'D1a',
          'D1b',
          'D1c',
          'D1d',
          'D3a',
          'D3b',
          'D3c',
        ];
        expect([...counted].sort()).toEqual(
          [...ofBoth, ...(list === 'district' ? ['A2a', 'A2b', 'B1a', 'B1b', 'D2'] : [])].sort(),
        );
        // 认定 counts at once, so that a bonus of the two months says where it comes from, and nothing differs.
        expect((await app.run('claims.view', { period, list })).differences).toEqual([]);
        const { rows: lines, cells } = await app.run('observations.matrix', { period, list });
        for (const { code } of lines) {
          for (const [indicator, cell] of Object.entries(cells[code] ?? {})) {
            if (!/^(E|F2)/.test(indicator) || cell.value === '0') continue;
            expect(`${code} ${indicator} ${cell.source}`).toBe(`${code} ${indicator} 加分登记 ${cell.value} 件`);
          }
        }
      }
    }
    // What is made up says so, and is one act of the log.
    const acts = await app.run('audit.list', { before: null });
    expect(acts.filter(({ actor }) => actor === '演示数据').map(({ action }) => action)).toEqual(['放入演示登记']);
  });

  it('brings back what the published texts count of 2017', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    fillWithDemoWork(app.context);
    const { counts } = await app.run('notices.view', { period: '2017-11' });
    expect(counts.map(({ inYear }) => inYear)).toEqual([25, 20, 15, 4]);
    const registered = async (kind: 'plan' | 'pilot', period: string) =>
      (await app.run('registers.view', { kind, period })).counts.map(({ all, inYear }) => [all, inYear]);
    expect(await registered('plan', '2017-07')).toEqual([
      [0, 0],
      [0, 0],
      [79, 22],
      [0, 0],
    ]);
    expect((await registered('plan', '2017-11'))[2]).toEqual([90, 33]);
    const pilots = await registered('pilot', '2017-07');
    expect(pilots.reduce((sum, [all = 0]) => sum + all, 0)).toBe(192);
    expect(pilots.slice(0, 2).map(([, inYear]) => inYear)).toEqual([23, 37]);
  });

  it('has something to be asked of who is last: nodes overdue, problems open and come back, proofs missing, a 责令书 drafted', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    fillWithDemoWork(app.context);
    const { evaluation } = await app.run('rankings.view', { period: '2018-02', list: 'district' });
    const last = evaluation.entries.at(-1)?.organisation;
    expect(last).toBe('ZCU');
    const { rows, asOf } = await app.run('tasks.view', { period: '2018-02' });
    expect(asOf).toBe('2018-02-28');
    const overdue = rows.filter(({ light }) => light.pace === 'overdue');
    const own = overdue.filter(({ organisation }) => organisation === last);
    expect(own.length).toBeGreaterThan(overdue.length / 6);
    expect(own.every(({ files }) => files.length === 0)).toBe(true);
    expect(rows.filter((row) => row.isRepeated).map((row) => row.organisation)).toEqual(['ZCU', 'ZCU', 'JKQ', 'ZCU']);
    expect(rows.some(({ redates, organisation }) => redates > 0 && organisation === last)).toBe(true);
    expect(new Set(rows.map(({ state }) => state)).size).toBe(9);
    const notices = await app.run('notices.view', { period: '2018-02' });
    const ofLast = notices.rows.filter(({ organisation }) => organisation === last);
    expect(ofLast.map(({ kind, standing }) => `${kind} ${standing.stage}`)).toEqual(
      expect.arrayContaining(['order draft', 'urge waiting', 'assign replaced']),
    );
    expect(notices.rows.flatMap(({ standing }) => (standing.daysLate > 60 ? [standing.word] : []))).toEqual([]);
    const { problems } = await app.run('inspections.problems', { period: '2018-02' });
    const states = problems.filter(({ organisation }) => organisation === last).map(({ state }) => state);
    expect(states).toEqual(expect.arrayContaining(['open', 'relapsed', 'closed']));
    const { claims } = await app.run('claims.view', { period: '2018-02', list: 'district' });
    expect(
      claims.filter(({ state, files }) => state === 'pending' && files.length === 0).map((one) => one.organisation),
    ).toContain(last);
  });

  it('a 会诊 of an earlier month, with its causes, prescriptions and a 复诊 that is due', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    fillWithDemoWork(app.context);
    const [row, ...others] = await app.run('consultationRecords.history', {});
    expect(others).toEqual([]);
    expect(row).toMatchObject({ organisationName: '经济开发区', period: '2017-12', state: 'followed', isDue: true });
    expect(row?.prescriptions).toEqual({ all: 3, done: 1 });
    const { evaluation } = await app.run('rankings.view', { period: '2017-12', list: 'district' });
    expect(evaluation.entries.at(-1)?.organisation).toBe(row?.organisation);
    const asked = { period: '2017-12', list: 'district', organisation: 'JKQ' } as const;
    const { record } = await app.run('consultationRecords.view', asked);
    const proofs = record?.chains.map(({ steps }) => steps.map(({ proof }) => proof !== null));
    expect(proofs).toEqual([
      [true, true, false],
      [true, false],
    ]);
    expect(record?.prescriptions.map(({ isNew, link }) => [isNew, link.feature])).toEqual([
      [false, 'tasks'],
      [false, 'tasks'],
      [true, 'tasks'],
    ]);
    expect(record?.prescriptions.slice(0, 2).every(({ expected }) => Number(expected) > 0)).toBe(true);
    const overview = await app.run('overview.view', { period: '2018-02' });
    expect(JSON.stringify(overview)).toContain('经济开发区2017年12月会诊复诊满 2 期，待办结');
  });

  it('draws that can be made again, and a digest that has something to tell', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    fillWithDemoWork(app.context);
    for (const period of ['2017-12', '2018-01', '2018-02']) {
      const { lists } = await app.run('inspections.draws', { period });
      const [certificate] = lists.map((list) => list.certificate);
      expect(certificate && recomputeDraw(certificate)).toBe(null);
      const { rows } = await app.run('inspections.visits', { period });
      expect(rows.filter(({ list }) => list !== null)).toHaveLength(22);
      expect(rows.every(({ isSigned }) => isSigned)).toBe(true);
    }
    const experiences = await app.run('publicity.experiences', {});
    expect(new Set(experiences.map(({ state }) => state))).toEqual(
      new Set(['reported', 'selected', 'promoted', 'replicated', 'declined']),
    );
    const { choices } = await app.run('publicity.candidates', { period: '2018-02', list: 'district' });
    expect(choices.map(({ name }) => name)).toContain('沂源县');
  });
});
