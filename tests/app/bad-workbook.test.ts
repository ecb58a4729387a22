/** One workbook with every kind of bad cell: all of them told at once, each with its cell, and nothing written. */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const BAD: readonly (readonly [string, readonly unknown[], string, string])[] = [
  ['letters for digits', ['2018-03', '张店区', 'C4', '9O.5'], 'D2', '字母 O'],
  ['two points', ['2018-03', '淄川区', 'C4', '90..5'], 'D3', '不是数字'],
  ['a grouping that is none', ['2018-03', '博山区', 'C2a', '1,23'], 'D4', '千分位'],
  ['words', ['2018-03', '周村区', 'C4', '约90'], 'D5', '约'],
  ['an error of the spreadsheet', ['2018-03', '临淄区', 'C4', { error: '#N/A' }], 'D6', '#N/A'],
  ['a date', ['2018-03', '桓台县', 'C4', new Date('2018-03-05T00:00:00Z')], 'D7', '日期'],
  ['a unit nobody knows', ['2018-03', '张殿区', 'C4', 90], 'B8', '张殿区'],
  ['an indicator nobody knows', ['2018-03', '张店区', '没有的指标', 90], 'C9', '没有的指标'],
  ['a month that is none', ['2018-13', '张店区', 'C4', 90], 'A10', '2018-13'],
  ['a figure that is computed', ['2018-03', '张店区', 'A1', 90], 'D11', '由公式计算'],
  ['another unit of measure', ['2018-03', '高青县', 'C3a', '30吨'], 'D12', '吨'],
  ['no unit at all', ['2018-03', '', 'C4', 90], 'B13', '单位'],
];

describe('a workbook full of bad cells', () => {
  it(`tells all ${BAD.length} at once, and writes nothing until the good rows are asked for`, async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('数据');
    sheet.addRow(['考核期', '单位', '指标', '数值', '备注']);
    for (const [, row] of BAD) sheet.addRow(row);
    sheet.addRow(['2018-03', '沂源县', 'C4', '９５．５％', '好的一行']);
    sheet.addRow(['2018-03', '高新区', 'C4', 91, '']);
    sheet.addRow(['2018-03', '高新区', 'C4', 92, '与上一行矛盾']);
    const file = join(temporaryFolder(), '三月.xlsx');
    await book.xlsx.writeFile(file);

    const app = startProgram(temporaryFolder(), { openFile: async () => file });
    await fillWithDemo(app.context);
    const before = await app.run('periods.list', {});
    const preview = await app.run('imports.choose', {});
    const errors = preview?.problems.filter((problem) => problem.severity === 'error') ?? [];
    for (const [kind, , cell, part] of BAD) {
      const found = errors.find((problem) => problem.cell === cell);
      expect(found?.sheet, kind).toBe('数据');
      expect(found?.message, kind).toContain(part);
    }
    // The two that contradict each other are one more; neither is taken for true.
    expect(errors).toHaveLength(BAD.length + 1);
    expect(errors.at(-1)?.message).toContain('不一致');
    const token = preview?.token ?? '';
    expect(await app.call('imports.commit', { token, acceptGood: false })).toMatchObject({
      ok: false,
      error: { code: 'import.problems' },
    });
    expect(await app.run('periods.list', {})).toEqual(before);
    expect(await app.run('imports.commit', { token, acceptGood: true })).toMatchObject({ observations: 1 });
    const { cells } = await app.run('observations.matrix', { period: '2018-03', list: 'district' });
    expect(Object.entries(cells).map(([unit, row]) => [unit, row.C4?.value])).toEqual([['YY', '95.5']]);
  });
});
