import ExcelJS from 'exceljs';
import PizZip from 'pizzip';
import { beforeAll, describe, expect, test } from 'vitest';
import { linesOf } from '../../src/main/jobs/print-sheet.ts';
import { readWorkbook } from '../../src/main/jobs/workbook-read.ts';
import { type EntryForm, writeEntryForm, writeRankingWorkbook, writeTableWorkbook } from '../../src/main/jobs/workbook-write.ts';
import { aMonth, evaluateList, listFacts } from '../bulletin/fixture.ts';
import { hasLibreOffice, resaved } from '../support/libreoffice.ts';
import { pdfText } from '../support/pdf-text.ts';

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

/** “40 个指标”: four blocks of ten. */
const WIDE_FORM: EntryForm = {
  period: '2018-02',
  listName: '区县',
  isDemo: true,
  columns: Array.from({ length: 40 }, (_, index) => ({
    name: `指标${index + 1}`,
    unit: '个',
    block: `${'ABCD'[Math.floor(index / 10)]} 板块`,
    decimals: 0,
  })),
  rows: ['张店区', '淄川区'].map((name) => ({
    name,
    cells: Array.from({ length: 40 }, (_, index) => ({ value: String(index + 1), state: 'reported' as const })),
  })),
};

describe('a form of forty columns takes several pages', () => {
  let bytes: Uint8Array;
  let sheet: ExcelJS.Worksheet;
  beforeAll(async () => {
    bytes = await writeEntryForm(WIDE_FORM);
    sheet = sheetOf(await open(bytes), '2018年2月区县');
  });

  test('cut between blocks at a fixed scale, the units repeated on each', () => {
    const xml = new PizZip(bytes).file('xl/worksheets/sheet1.xml')?.asText() ?? '';
    const cuts = [...xml.matchAll(/<brk id="(\d+)" max="1048575" man="1"\/>/g)].map(([, id]) => Number(id));
    // 单位 is column 1; the blocks end with columns 11, 21, 31 and 41.
    expect(cuts).toEqual([11, 21, 31]);
    expect(xml.indexOf('<colBreaks')).toBeGreaterThan(xml.indexOf('</headerFooter>'));
    expect(sheet.pageSetup.fitToPage).toBeFalsy();
    expect(sheet.pageSetup.scale).toBeGreaterThan(60);
    expect(sheet.pageSetup.printTitlesColumn).toBe('A:A');
  });

  test('the name of a block stands over its own page, whole, and so does the title', () => {
    const merges = (sheet.model as unknown as { readonly merges: readonly string[] }).merges;
    expect(merges).toEqual(expect.arrayContaining(['B1:K1', 'L1:U1', 'B3:K3', 'L3:U3', 'V3:AE3', 'AF3:AO3']));
    for (const address of ['B1', 'L1', 'V1', 'AF1']) expect(sheet.getCell(address).value).toBe('2018年2月份改革督察考核数据');
    expect(sheet.getCell('V3').value).toBe('C 板块');
  });

  test('comes back through the reader as it was sent', async () => {
    const [read] = await readWorkbook(bytes);
    expect(read?.cells[0]?.find(({ text }) => text !== '')?.text).toBe('2018年2月份改革督察考核数据');
    expect(read?.cells[4]?.map(({ text }) => text)).toEqual([
      '张店区',
      ...(WIDE_FORM.rows[0]?.cells ?? []).map((cell) => cell?.value),
    ]);
  });

  test.skipIf(!hasLibreOffice)('LibreOffice prints the pages as they are cut', async () => {
    const pages = await pdfText(resaved(bytes, 'form.xlsx', 'pdf'));
    expect(pages).toHaveLength(4);
    for (const [index, page] of pages.entries()) {
      const flat = page.replace(/\s/g, '');
      expect(flat).toContain('2018年2月份改革督察考核数据');
      expect(flat).toContain(`${'ABCD'[index]}板块`);
      expect(flat).toContain('张店区');
      expect(flat).toContain(`第${index + 1}页共4页`);
    }
  });
});

test('a block wider than a page is cut, its name over both parts', async () => {
  const columns = Array.from(
    { length: 30 },
    (_, index) =>
      ({ heading: `指标${index}`, ...(index === 0 ? {} : { group: '大块' }), width: 12, align: 'right', format: '0' }) as const,
  );
  const sheet = (await open(await writeTableWorkbook([{ name: '表', title: '表', columns, rows: [] }]))).worksheets[0];
  expect(['B3', 'P3', 'AD3'].map((address) => sheet?.getCell(address).value)).toEqual(['大块', '大块', '大块']);
  expect(sheet?.getCell('P3').isMerged).toBe(true);
});

test('a narrow sheet stands upright, a wide one lies', async () => {
  const sheetOfWidth = async (width: number) =>
    (
      await open(
        await writeTableWorkbook([{ name: '表', title: '表', columns: [{ heading: '名称', width, align: 'left' }], rows: [] }]),
      )
    ).worksheets[0]?.pageSetup.orientation;
  expect(await sheetOfWidth(60)).toBe('portrait');
  expect(await sheetOfWidth(120)).toBe('landscape');
});

describe('rows are as high as their text', () => {
  test.each([
    ['张店区', 8, 1],
    ['张店区淄川区', 8, 2],
    ['一\n二\n三', 20, 3],
    // A number that does not fit behind the words begins the next line whole.
    ['完成1234567项', 11, 2],
    ['abcdefghijklmnopqrstuvwxyz', 11, 3],
  ])('%j in %i characters: %i lines', (text, width, lines) => {
    expect(linesOf(text, width, { text: 11 })).toBe(lines);
  });
  test('never higher than Excel takes, nor a cell longer', async () => {
    const long = '改'.repeat(40_000);
    const columns = [{ heading: '内容', width: 20, align: 'left' }] as const;
    const sheet = (await open(await writeTableWorkbook([{ name: '表', title: '表', columns, rows: [[long]] }]))).worksheets[0];
    expect(sheet?.getRow(4).height).toBe(409);
    expect(String(sheet?.getCell('A4').value)).toHaveLength(32_767);
  });
});

const HOSTILE = [
  '=1+1',
  '+A1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '010203',
  '=HYPERLINK("http://x")',
  "'=1",
  "=cmd|' /C calc'!A0",
  '_x003D_1+1',
  'a\u0007b\r\nc',
  ' 首尾空格 ',
  '<b>&amp;</b>',
  '２０１８',
  '1e3',
  '2018-02-01',
  'TRUE',
];
const HOSTILE_COLUMNS = [
  { heading: '=A1', width: 20, align: 'left' },
  { heading: '数值', width: 10, align: 'right', format: '0.00' },
] as const;
const hostileBook = () =>
  writeTableWorkbook([
    {
      name: "表/[1]'=A1",
      title: '=A1',
      unit: '=A2',
      marks: ['=A3'],
      seal: '&F=A4',
      note: '=A5',
      columns: HOSTILE_COLUMNS,
      rows: HOSTILE.map((text) => [text, text]),
    },
  ]);

test('text that looks like a formula, a number or a code is read back as it was, in cells formatted as text', async () => {
  const bytes = await hostileBook();
  const [sheet] = (await open(bytes)).worksheets;
  const own = (await readWorkbook(bytes))[0];
  expect(sheet?.name).toBe('表  1  =A1');
  expect(sheet?.headerFooter.oddFooter).toContain('&&F=A4');
  HOSTILE.forEach((text, index) => {
    for (const column of [1, 2]) {
      const cell = sheet?.getRow(4 + index).getCell(column);
      if (column === 2 && text === '010203') continue;
      expect(cell?.type).toBe(ExcelJS.ValueType.String);
      expect(cell?.value).toBe(text);
      expect(cell?.formula).toBeUndefined();
      expect(cell?.numFmt).toBe('@');
    }
    expect(own?.cells[3 + index]?.[0]?.text).toBe(text.replace(/\r\n?/g, '\n'));
  });
});

test.skipIf(!hasLibreOffice)('LibreOffice calculates nothing of it', async () => {
  const xml = resaved(await hostileBook(), 'hostile.xlsx', 'fods').toString('utf8');
  expect(xml).not.toContain('table:formula');
  const cells = [...xml.matchAll(/<table:table-cell[^>]*office:value-type="(\w+)"[^>]*>/g)].map(([, kind]) => kind);
  expect(cells.length).toBeGreaterThan(2 * HOSTILE.length);
  // 010203 in the column of figures is the only number.
  expect(cells.filter((kind) => kind !== 'string')).toEqual(['float']);
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
