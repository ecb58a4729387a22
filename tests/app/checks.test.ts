/** Checks at entry through the program, on the demonstration data. */
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { startProgram } from '../support/program.ts';

const PERIOD = '2018-02';
type Figures = Readonly<Record<string, string>>;
const save = (app: App, figures: Figures, note?: string, organisation = 'ZD') =>
  app.run('observations.save', {
    period: PERIOD,
    edits: Object.entries(figures).map(([indicator, value]) => ({
      organisation,
      indicator,
      value,
      state: 'reported' as const,
      ...(note === undefined ? {} : { note }),
    })),
  });
const cell = (app: App, indicator: string, organisation = 'ZD') =>
  app.run('observations.cell', { period: PERIOD, organisation, indicator });
const checkOf = async (app: App, indicator: string, organisation = 'ZD') =>
  (await app.run('observations.matrix', { period: PERIOD, list: 'district' })).checks[organisation]?.[indicator];

async function demo(): Promise<App> {
  const app = startProgram();
  await fillWithDemo(app.context);
  return app;
}

describe('checks at entry', () => {
  it('leave an ordinary year alone: no more than one figure in forty is asked about, none in the month that opens', async () => {
    const app = await demo();
    for (const list of ['district', 'specialGroup'] as const) {
      for (const period of ['2017-09', '2017-10', '2017-11', '2017-12', '2018-01', PERIOD]) {
        const { checks, cells } = await app.run('observations.matrix', { period, list });
        const all = Object.values(checks).flatMap((line) => Object.values(line));
        const filled = Object.values(cells).flatMap((line) => Object.values(line)).length;
        const flagged = all.filter((one) => one.isDoubtful).length;
        expect(flagged / filled, `${list} ${period}`).toBeLessThan(period === PERIOD ? 0.001 : 0.025);
      }
    }
  });

  it('a figure far from its own past is saved, is in doubt until a reason is given, and the reason stays with it', async () => {
    const app = await demo();
    const before = await cell(app, 'C2a');
    expect(before).toMatchObject({
      organisation: '张店区',
      indicator: '政务服务办件总量',
      unit: '件',
      findings: [],
      isDoubtful: false,
    });
    expect(before.lastTwelve).toHaveLength(12);
    expect(before.lastTwelve.at(-1)?.period).toBe('2018-01');
    await save(app, { C2a: '130000' });
    const doubtful = await checkOf(app, 'C2a');
    expect(doubtful).toMatchObject({ isDoubtful: true, median: before.median });
    expect(doubtful?.findings[0]).toMatchObject({ code: 'range', severity: 'doubt' });
    expect(doubtful?.findings[0]?.sentence).toMatch(/^130000 明显偏高：近 11 期中位数 \d+.*像是小数点错了一位.*请说明原因。$/);
    await save(app, { C2a: '130000' }, '集中清理历史办件');
    expect(await checkOf(app, 'C2a')).toMatchObject({ isDoubtful: false, findings: [{ code: 'range' }] });
    const after = await cell(app, 'C2a');
    expect(after.cell).toMatchObject({ value: '130000', note: '集中清理历史办件', source: '手工填报' });
    expect(after.history.map(({ before: from, after: to, note }) => [from, to, note])).toEqual([
      ['130000', '130000', '集中清理历史办件'],
      [before.cell?.value, '130000', ''],
      [null, before.cell?.value, ''],
    ]);
    // Another figure needs another reason.
    await save(app, { C2a: '140000' });
    expect(await checkOf(app, 'C2a')).toMatchObject({ isDoubtful: true });
  });

  it('a reason leaves figure and source of an imported cell alone', async () => {
    const app = await demo();
    const { cell: before } = await cell(app, 'C4');
    await save(app, { C4: before?.value ?? '' }, '与调查公司核对过');
    expect((await cell(app, 'C4')).cell).toMatchObject({ value: before?.value, source: '演示数据', note: '与调查公司核对过' });
  });

  it('more done than due lights every cell concerned, is never refused, and one reason answers for all', async () => {
    const app = await demo();
    await save(app, { A1a: '18', A1b: '18', A1c: '2' });
    for (const indicator of ['A1a', 'A1b', 'A1c']) {
      const check = await checkOf(app, indicator);
      expect(
        check?.findings.map(({ code }) => code),
        indicator,
      ).toContain('identity');
      expect(check?.isDoubtful).toBe(true);
    }
    expect((await checkOf(app, 'A1a', 'ZC'))?.findings).toEqual([]);
    await save(app, { A1c: '2' }, '含上年结转 2 个');
    for (const indicator of ['A1a', 'A1b', 'A1c']) expect((await checkOf(app, indicator))?.isDoubtful, indicator).toBe(false);
    await save(app, { A1c: '0' });
    expect((await checkOf(app, 'A1a'))?.findings).toEqual([]);
  });

  it('what cannot be right keeps the whole block out and says where', async () => {
    const app = await demo();
    const { cell: before } = await cell(app, 'A1a');
    const refused = await app.call('observations.save', {
      period: PERIOD,
      edits: [
        { organisation: 'ZD', indicator: 'A1a', value: '20', state: 'reported' },
        { organisation: 'ZD', indicator: 'A1b', value: '-1', state: 'reported' },
        { organisation: 'ZC', indicator: 'A1b', value: '-2', state: 'reported' },
      ],
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'value.invalid' } });
    if (!refused.ok) {
      expect(refused.error.message).toBe(
        '“张店区 -1”不能填入：“按期完成节点数”填了 -1，本项不能是负数，请改后再填。另有淄川区 按期完成节点数等共 2 格填不进去，本次 3 格都没有保存。',
      );
    }
    expect((await cell(app, 'A1a')).cell?.value).toBe(before?.value);
  });

  it('an empty cell shows its past and no finding; a unit or an indicator that is not there is named', async () => {
    const app = await demo();
    const empty = await app.run('observations.cell', { period: '2018-03', organisation: 'ZD', indicator: 'A1a' });
    expect(empty).toMatchObject({ cell: null, findings: [], isDoubtful: false, history: [] });
    expect(empty.lastTwelve.filter(({ value }) => value !== null)).toHaveLength(12);
    expect(empty.rules).toContain('“按期完成节点数”加“逾期完成节点数”不多于“应完成节点数”');
    expect(await app.call('observations.cell', { period: PERIOD, organisation: '没有', indicator: 'A1a' })).toMatchObject({
      ok: false,
      error: { code: 'organisation.unknown' },
    });
  });
});
