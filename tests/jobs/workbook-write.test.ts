import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeEntryForm, writeRankingWorkbook, writeTableWorkbook } from '../../src/main/jobs/workbook-write.ts';
import { aMonth, evaluateList, listFacts } from '../bulletin/fixture.ts';

async function open(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.slice().buffer as ArrayBuffer);
  return workbook;
}

/** The sheet of that name; a missing one fails the test. */
function sheetOf(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (!sheet) throw new Error(`no sheet ${name}`);
  return sheet;
}

describe('排名工作簿', () => {
  const facts = aMonth();
  let workbook: ExcelJS.Workbook;
  beforeAll(async () => {
    workbook = await open(await writeRankingWorkbook(facts));
  });

  test('has the sheets of the month, and 缺报 only when somebody is missing', () => {
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual([
      '区县排名',
      '专项小组排名',
      '得分明细',
      '得分明细(专项小组)',
    ]);
  });

  test('every unit with its rank and score as native numbers', () => {
    const sheet = sheetOf(workbook, '区县排名');
    expect(sheet.getCell('A1').value).toBe('2018年2月份改革督察区县排名');
    expect(sheet.getCell('A2').value).toBe('【演示数据】');
    facts.districts.evaluation.entries.forEach((entry, index) => {
      const row = sheet.getRow(4 + index);
      expect(row.getCell(1).value).toBe(entry.rank);
      expect(row.getCell(2).value).toBe(entry.name);
      expect(row.getCell(3).value).toBe(Number(entry.score));
      expect(row.getCell(3).numFmt).toBe('0.00');
      expect(row.getCell(5).value).toBe(entry.change);
      expect(row.getCell(5).numFmt).toContain('升');
      expect(row.height).toBeGreaterThan(15);
    });
  });

  test('prints on A4 landscape, one page wide, heads repeated and frozen, pages numbered', () => {
    for (const sheet of workbook.worksheets) {
      const heads = sheet.name.startsWith('得分明细') ? 4 : 3;
      expect(sheet.pageSetup).toMatchObject({
        paperSize: 9,
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
      });
      expect(sheet.pageSetup.printTitlesRow).toBe(`1:${heads}`);
      expect(sheet.headerFooter.oddFooter).toBe(
        '&L&9封存码 KKK1C-35KR0-BPSVD-VR7D6 · 2018年2月第1版 · 考核方案第1版&C第 &P 页 共 &N 页',
      );
      expect(sheet.headerFooter.oddHeader).toBe('&R演示数据');
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: heads });
    }
  });

  test('得分明细: blocks over their lines, codes as text', () => {
    const sheet = sheetOf(workbook, '得分明细');
    expect(sheet.getCell('D3').value).toBe('A 调度');
    expect(sheet.getCell('D3').isMerged).toBe(true);
    expect(sheet.getCell('D4').value).toBe('A1 改革任务按期推进');
    expect(sheet.getCell('D5').value).toBe(15);
    expect(sheet.getCell('B6').value).toBe(facts.districts.evaluation.entries[0]?.organisation);
    expect(sheet.getCell('B6').numFmt).toBe('@');
  });

  test('缺报 names the unit and what it lacks', async () => {
    const evaluation = evaluateList('district', [['ZD', '张店区']], {
      values: { ZD: { C2: { value: null, state: 'reported' } } },
    });
    const other = await open(await writeRankingWorkbook(aMonth({ districts: listFacts(evaluation), groups: null })));
    const sheet = sheetOf(other, '缺报');
    expect([1, 2, 3].map((column) => sheet.getRow(4).getCell(column).value)).toEqual(['区县', '张店区', '网上办理率']);
    expect(sheetOf(other, '区县排名').getCell('C4').value).toBe('缺报');
  });
});

test('fifty columns are not squeezed onto one page: the names are repeated on each', async () => {
  const columns = Array.from(
    { length: 50 },
    (_, index) => ({ heading: `指标${index}`, width: 12, align: 'right', format: '0' }) as const,
  );
  const workbook = await open(await writeTableWorkbook([{ name: '表', title: '表', columns, rows: [] }]));
  expect(workbook.worksheets[0]?.pageSetup.fitToWidth).toBe(4);
  expect(workbook.worksheets[0]?.pageSetup.printTitlesColumn).toBe('A:A');
});

test('text that looks like a formula or a number stays text', async () => {
  const hostile = ['=1+1', '+A1', '-2+3', '@SUM(A1)', '010203', '=HYPERLINK("http://x")', "'=1"];
  const columns = [
    { heading: '名称', width: 20, align: 'left' },
    { heading: '数值', width: 10, align: 'right', format: '0.00' },
  ] as const;
  const workbook = await open(
    await writeTableWorkbook([{ name: '表/[1]', title: '=A1', columns, rows: hostile.map((text) => [text, text]) }]),
  );
  const [sheet] = workbook.worksheets;
  expect(sheet?.name).toBe('表  1 ');
  hostile.forEach((text, index) => {
    for (const column of [1, 2]) {
      const cell = sheet?.getRow(4 + index).getCell(column);
      if (column === 2 && text === '010203') continue;
      expect(cell?.type).toBe(ExcelJS.ValueType.String);
      expect(cell?.value).toBe(text);
      expect(cell?.formula).toBeUndefined();
    }
  });
});

test('figures that a double cannot hold exactly stay text', async () => {
  const columns = [{ heading: '数值', width: 20, align: 'right', format: '0.00' }] as const;
  const rows = [['12345678901234567.89'], ['84.90'], ['-0.50'], [null]];
  const workbook = await open(await writeTableWorkbook([{ name: '表', title: '表', columns, rows }]));
  const values = [4, 5, 6, 7].map((row) => workbook.worksheets[0]?.getCell(row, 1).value);
  expect(values).toEqual(['12345678901234567.89', 84.9, -0.5, null]);
});

test('填报表: title, block over indicator（unit）, districts down, states in words', async () => {
  const bytes = await writeEntryForm({
    period: '2018-02',
    listName: '区县',
    isDemo: false,
    columns: [
      { name: '应完成节点数', unit: '个', block: 'A 调度', decimals: 0 },
      { name: '按期完成节点数', unit: '个', block: 'A 调度', decimals: 0 },
      { name: '群众满意度', unit: '', block: 'C 指标', decimals: null },
    ],
    rows: [
      { name: '张店区', cells: [{ value: '21', state: 'reported' }, { value: null, state: 'notReported' }, null] },
      {
        name: '淄川区',
        cells: [
          { value: null, state: 'notApplicable' },
          { value: '88', state: 'deferred' },
          { value: '96.125', state: 'reported' },
        ],
      },
    ],
  });
  const workbook = await open(bytes);
  const sheet = sheetOf(workbook, '2018年2月区县');
  expect(sheet.getCell('A1').value).toBe('2018年2月份改革督察考核数据');
  expect(sheet.getCell('A3').value).toBe('单位');
  expect(sheet.getCell('A4').isMerged).toBe(true);
  expect([sheet.getCell('B3').value, sheet.getCell('B4').value, sheet.getCell('C4').value]).toEqual([
    'A 调度',
    '应完成节点数（个）',
    '按期完成节点数（个）',
  ]);
  expect(sheet.getCell('D4').value).toBe('群众满意度');
  const row = (number: number) => [1, 2, 3, 4].map((column) => sheet.getRow(number).getCell(column).value);
  expect(row(5)).toEqual(['张店区', 21, '未报', null]);
  expect(row(6)).toEqual(['淄川区', '不适用', '缓报', 96.125]);
});
