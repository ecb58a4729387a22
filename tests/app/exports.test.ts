import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemoWork } from '../../src/main/demo-work/fill.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const PERIOD = '2018-02';

/** The demonstration office with its registers; whatever it saves goes into `folder`, Windows' way of `.xlsx` typed over the proposed ending. */
async function startOffice(): Promise<{ readonly app: App; readonly open: (file: string) => Promise<ExcelJS.Workbook> }> {
  const folder = temporaryFolder();
  const app = startProgram(undefined, { saveFile: async (_, name) => join(folder, name.replace(/\.pdf$/, '.xlsx')) });
  await fillWithDemo(app.context);
  fillWithDemoWork(app.context);
  return {
    app,
    open: async (file) => {
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(readFileSync(join(folder, file)).buffer as ArrayBuffer);
      return workbook;
    },
  };
}

/** What every sheet of every export has. */
function expectPrintable(workbook: ExcelJS.Workbook): void {
  expect(workbook.worksheets.length).toBeGreaterThan(0);
  for (const sheet of workbook.worksheets) {
    const { printTitlesRow, paperSize, fitToPage, scale } = sheet.pageSetup;
    expect(printTitlesRow).toMatch(/^1:[34]$/);
    expect(paperSize).toBe(9);
    expect(fitToPage === true || (scale ?? 100) < 100).toBe(true);
    expect(sheet.headerFooter.oddFooter).toContain('第 &P 页 共 &N 页');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen' });
    sheet.eachRow((row) => {
      expect(row.height).toBeGreaterThan(10);
      row.eachCell((cell) => expect(cell.formula).toBeUndefined());
    });
  }
}

describe('登记表 as workbooks', () => {
  test('台账: the rows the page shows, in its order', async () => {
    const { app, open } = await startOffice();
    const { rows } = await app.run('tasks.view', { period: PERIOD });
    const shown = [...rows].reverse().slice(0, 5);
    const saved = await app.run('exports.register', {
      register: 'ledger',
      period: PERIOD,
      list: 'district',
      ids: shown.map(({ id }) => id),
    });
    expect(saved?.file).toBe('2018年2月分解立项台账.xlsx');
    const workbook = await open(saved?.file ?? '');
    expectPrintable(workbook);
    const sheet = workbook.worksheets[0];
    expect(sheet?.getCell('A1').value).toBe('2018年改革任务分解立项台账');
    expect(sheet?.getCell('A2').value).toBe('【演示数据】');
    expect(shown.map((_, index) => sheet?.getCell(4 + index, 2).value)).toEqual(shown.map(({ number }) => number));
    expect(shown.map((_, index) => sheet?.getCell(4 + index, 11).value)).toEqual(shown.map(({ deadline }) => deadline));
    expect(sheet?.getCell(4 + shown.length, 2).value).toBeNull();
  });

  test('三单一书, 问题清单, 条目 and the four registers', async () => {
    const { app, open } = await startOffice();
    const notices = (await app.run('notices.view', { period: PERIOD })).rows;
    const { problems } = await app.run('inspections.problems', { period: PERIOD });
    const { items } = await app.run('publicity.items', { period: PERIOD, list: 'district' });
    const { rows: meetings } = await app.run('registers.view', { kind: 'agenda', period: PERIOD });
    const asked = [
      ['notices', notices, 5, notices[0]?.matter],
      ['problems', problems, 3, problems[0]?.text],
      ['items', items, 3, items[0]?.title],
      ['agenda', meetings, 3, meetings[0]?.title],
    ] as const;
    for (const [register, rows, column, text] of asked) {
      expect(rows.length).toBeGreaterThan(0);
      const ids = rows.map(({ id }) => id);
      const saved = await app.run('exports.register', { register, period: PERIOD, list: 'district', ids });
      const workbook = await open(saved?.file ?? '');
      expectPrintable(workbook);
      expect(workbook.worksheets[0]?.getCell(4, column).value).toBe(text);
      expect(workbook.worksheets[0]?.getCell(3 + rows.length, 1).value).toBe(rows.length);
    }
    const audit = await app.run('audit.list', { before: null });
    expect(audit.filter(({ action }) => action === '导出')).toHaveLength(4);
  });

  test('加分登记 and 差在哪里: what the page shows, and the total its lines add up to', async () => {
    const { app, open } = await startOffice();
    const { claims } = await app.run('claims.view', { period: PERIOD, list: 'district' });
    expect(claims.length).toBeGreaterThan(0);
    const ids = claims.map(({ id }) => id);
    const register = await app.run('exports.register', { register: 'claims', period: PERIOD, list: 'district', ids });
    expect(register?.file).toBe('2018年2月加分登记.xlsx');
    const book = await open(register?.file ?? '');
    expectPrintable(book);
    expect(claims.map((_, index) => book.worksheets[0]?.getCell(4 + index, 3).value)).toEqual(claims.map(({ title }) => title));

    const asked = { period: PERIOD, list: 'district', organisation: 'ZCU', against: 'above' } as const;
    const view = await app.run('decompositions.view', asked);
    const saved = await app.run('exports.decomposition', asked);
    expect(saved?.file).toBe('2018年2月差在哪里 周村区与前一名经济开发区.xlsx');
    const workbook = await open(saved?.file ?? '');
    expectPrintable(workbook);
    const sheet = workbook.worksheets[0];
    const differences = view.rows.map((_, index) => Number(sheet?.getCell(4 + index, 4).value));
    const total = Number(sheet?.getCell(4 + view.rows.length, 4).value);
    expect(total).toBe(Number(view.total?.shown));
    expect(differences.reduce((sum, one) => sum + Math.round(one * 100), 0)).toBe(Math.round(total * 100));
    const first = await app.call('exports.decomposition', { ...asked, organisation: 'YY' });
    expect(first).toMatchObject({ ok: false, error: { message: expect.stringContaining('本单位已是第一名') } });
  });

  test('排名工作簿: a last place that cannot be told from the next is said under its list', async () => {
    const { app, open } = await startOffice();
    const workbook = await open((await app.run('exports.ranking', { period: PERIOD }))?.file ?? '');
    const texts = (name: string): string =>
      (workbook.getWorksheet(name)?.getColumn(1).values ?? []).filter((value) => typeof value === 'string').join();
    expect(texts('区县排名')).toContain('末位难分伯仲：周村区与经济开发区只差0.07分，');
    expect(texts('专项小组排名')).not.toContain('难分伯仲');
  });

  test('nothing shown is refused in words', async () => {
    const { app } = await startOffice();
    const answer = await app.call('exports.register', { register: 'ledger', period: PERIOD, ids: [] });
    expect(answer).toMatchObject({ ok: false, error: { message: expect.stringContaining('没有可以导出的行') } });
  });
});
