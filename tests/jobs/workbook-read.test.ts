import exceljs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/main/jobs/csv-read.ts';
import { readSheets } from '../../src/main/jobs/sheets-read.ts';
import { READ_LIMITS } from '../../src/main/jobs/workbook-archive.ts';
import { readWorkbook } from '../../src/main/jobs/workbook-read.ts';
import { AppError } from '../../src/shared/errors.ts';
import { cellAt, type SheetMatrix } from '../../src/shared/sheets/matrix.ts';
import { sentence } from '../../src/shared/text.ts';
import { figures, read } from '../sheets/sheet.ts';
import { readWithExceljs } from './exceljs-oracle.ts';
import { bookParts, zipOf } from './zip.ts';

const bytesOf = async (book: exceljs.Workbook): Promise<Uint8Array> => new Uint8Array(await book.xlsx.writeBuffer());
async function refusal(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`);
  const text = sentence(error);
  expect(text).not.toMatch(/我们|抱歉|失败/);
  return text;
}
const sheetOf = async (rows: string, more: Partial<Parameters<typeof bookParts>[0]> = {}): Promise<SheetMatrix> => {
  const [sheet] = await readWorkbook(zipOf(bookParts({ rows, ...more })));
  if (!sheet) throw new Error('no sheet');
  return sheet;
};

describe('the same as exceljs, where exceljs reads rightly', () => {
  it('flattens everything a cell can hold', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('2月');
    sheet.mergeCells('A1:D1');
    sheet.getCell('A1').value = { richText: [{ text: '2018年2月份' }, { font: { bold: true }, text: 'PM2.5' }] };
    sheet.getCell('A2').value = 0.1 + 0.2;
    sheet.getCell('B2').value = 0.455;
    sheet.getCell('B2').numFmt = '0.0%';
    sheet.getCell('C2').value = new Date(Date.UTC(2018, 1, 1));
    sheet.getCell('C2').numFmt = 'yyyy"年"m"月"';
    sheet.getCell('D2').value = { formula: 'A2+1', result: 1.3 };
    sheet.getCell('A3').value = { error: '#N/A' };
    sheet.getCell('B3').value = { formula: 'X!A1', result: { error: '#REF!' } };
    sheet.getCell('C3').value = { text: '张店区', hyperlink: 'https://example.com' };
    sheet.getCell('D3').value = true;
    sheet.getCell('A4').value = 2018.1;
    sheet.getCell('A4').numFmt = '0.00';
    sheet.getCell('B4').value = 10203;
    sheet.getCell('B4').numFmt = '000000';
    sheet.getCell('C4').value = { formula: '"a"&"b"', result: 'ab' };
    sheet.getCell('D4').value = 'x<y & "z"';
    sheet.getCell('E4').value = { formula: 'C2', result: new Date(Date.UTC(2018, 2, 1)) };
    sheet.getCell('E4').numFmt = 'yyyy-mm-dd';
    sheet.getRow(4).hidden = true;
    sheet.mergeCells('B6:C7');
    sheet.getCell('B6').value = 'two\nlines';
    book.addWorksheet('隐藏', { state: 'veryHidden' }).getCell('A1').value = 'id';
    const bytes = await bytesOf(book);
    const [read, hidden] = await readWorkbook(bytes);
    expect(read).toMatchObject({ name: '2月', rows: 6, columns: 5, hiddenRows: 1 });
    expect(hidden).toMatchObject({ name: '隐藏', hidden: true });
    const text = (row: number, column: number) => read && cellAt(read, row, column);
    expect(text(0, 0)).toEqual({ text: '2018年2月份PM2.5', kind: 'text' });
    expect(text(0, 1)?.kind).toBe('blank');
    expect(text(1, 0)).toEqual({ text: '0.3', number: '0.3', kind: 'number' });
    expect(text(1, 1)).toEqual({ text: '45.5%', number: '0.455', kind: 'number' });
    expect(text(1, 2)).toEqual({ text: '2018-02-01', kind: 'date' });
    expect(text(1, 3)).toEqual({ text: '1.3', number: '1.3', kind: 'number', formula: true });
    expect(text(2, 0)).toEqual({ text: '#N/A', kind: 'error' });
    expect(text(2, 1)).toEqual({ text: '#REF!', kind: 'error', formula: true });
    expect(text(2, 2)).toEqual({ text: '张店区', kind: 'text' });
    expect(text(2, 3)).toEqual({ text: 'TRUE', kind: 'boolean' });
    expect(text(3, 0)?.text).toBe('2018.10');
    expect(text(3, 1)?.text).toBe('010203');
    expect(text(3, 2)).toEqual({ text: 'ab', kind: 'text', formula: true });
    expect(text(3, 3)?.text).toBe('x<y & "z"');
    expect(text(3, 4)).toEqual({ text: '2018-03-01', kind: 'date', formula: true });
    expect(text(5, 1)?.text).toBe('two\nlines');
    expect(read?.merges).toEqual([
      { top: 0, left: 0, bottom: 0, right: 3 },
      { top: 5, left: 1, bottom: 6, right: 2 },
    ]);
    expect(await readWithExceljs(bytes)).toEqual([read, hidden]);
  });

  it('agrees on any sheet that exceljs can write', async () => {
    const value = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'张店区淄川 a1&<>"\'\n%。（）𠮷') }),
      fc.tuple(fc.integer(), fc.integer({ min: 0, max: 9 })).map(([units, decimals]) => Math.abs(units) / 10 ** decimals),
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.boolean(),
      fc.constant(null),
    );
    const format = fc.constantFrom(undefined, '0.00', '0%', '0.00%', '#,##0.0', '@', '000');
    const row = fc.array(
      fc.oneof(fc.tuple(value, format), fc.tuple(fc.integer({ min: 1, max: 80_000 }), fc.constant('yyyy-mm-dd'))),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), fc.boolean(), async (rows, isMerged) => {
        const book = new exceljs.Workbook();
        const sheet = book.addWorksheet('表');
        for (const [at, line] of rows.entries()) {
          for (const [column, [content, numFmt]] of line.entries()) {
            const cell = sheet.getCell(at + 1, column + 1);
            cell.value = content;
            if (numFmt !== undefined) cell.numFmt = numFmt;
          }
        }
        if (isMerged) sheet.mergeCells('B2:C3');
        const bytes = await bytesOf(book);
        expect(await readWorkbook(bytes)).toEqual(await readWithExceljs(bytes));
      }),
      { numRuns: 30 },
    );
  });

  it('keeps every Chinese character of a big sheet, on which exceljs’s stream reader breaks some', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('数据');
    for (let at = 0; at < 8_000; at += 1) sheet.addRow(['2018-02', `张店区第${at}号`, at / 8, '备注说明文字']);
    const bytes = await bytesOf(book);
    const [read] = await readWorkbook(bytes);
    expect(read).toMatchObject({ rows: 8_000, columns: 4 });
    expect(read?.cells.every((row, at) => row[1]?.text === `张店区第${at}号` && row[2]?.number === String(at / 8))).toBe(true);
  });
});

describe('what exceljs stops on or reads wrongly', () => {
  const row = (cells: string) => `<row r="1">${cells}</row>`;
  it('months in Excel’s Chinese date formats, which have no format text in the file', async () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="57"/><xf numFmtId="31"/></cellXfs>';
    const sheet = await sheetOf(row('<c r="A1" s="1"><v>43132</v></c><c r="B1" s="2"><v>43132</v></c>'), { styles });
    expect(sheet.cells[0]).toEqual([
      { text: '2018-02-01', kind: 'date' },
      { text: '2018-02-01', kind: 'date' },
    ]);
  });
  it('prefixed tags, absolute part names, single quotes, cells without names', async () => {
    const rows =
      "<row r='1'><c r='B1' t='s'><v>0</v></c></row><row><c><v>5</v></c><c t='inlineStr'><is><r><t>张</t></r><r><t>店</t></r></is></c></row>";
    for (const more of [{ prefix: 'x' }, { absoluteTargets: true }, {}]) {
      const sheet = await sheetOf(rows, {
        strings: '<si><t xml:space="preserve"> 甲 </t><rPh sb="0"><t>jia</t></rPh></si>',
        ...more,
      });
      expect(sheet.cells.map((line) => line.map(({ text }) => text))).toEqual([
        ['', ' 甲 '],
        ['5', '张店'],
      ]);
    }
  });
  it('dates from 1904, ISO dates, CDATA, comments and entities', async () => {
    const rows = row(
      '<!-- x --><c r="A1" s="1"><v>41670</v></c><c r="B1" t="d"><v>2018-02-01T00:00:00</v></c><c r="C1" t="str"><v><![CDATA[a<b]]></v></c><c r="D1" t="str"><v>&#24352;&#x5E97;&amp;lt;</v></c>',
    );
    const sheet = await sheetOf(rows, {
      styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
      bookAttributes: 'date1904="1"',
    });
    expect(sheet.cells[0]?.map(({ text }) => text)).toEqual(['2018-02-01', '2018-02-01', 'a<b', '张店&lt;']);
  });
  it('formulas that nobody calculated are no empty cells', async () => {
    const sheet = await sheetOf(
      row('<c r="A1"><f>B1*2</f></c><c r="B1"><f>C1</f><v></v></c><c r="C1" t="str"><f>""</f><v></v></c>'),
    );
    expect(sheet.cells[0]?.map(({ kind }) => kind)).toEqual(['error', 'error']);
    const head = `<row r="1">${['考核期', '单位', '指标', '数值'].map((text) => `<c t="str"><v>${text}</v></c>`).join('')}</row>`;
    const line =
      '<row r="2"><c t="str"><v>2018-02</v></c><c t="str"><v>张店区</v></c><c t="str"><v>AIR</v></c><c><f>1+1</f></c></row>';
    const draft = read([await sheetOf(head + line)]);
    expect(draft.problems.map(({ message }) => message)).toEqual([
      '第 2 行 D 列：这一格的公式还没有算出结果（用 WPS 或 Excel 打开、保存一次即可），请改后重新导入。',
    ]);
  });
  it('hidden columns are counted', async () => {
    const parts = bookParts({ rows: row('<c r="A1"><v>1</v></c><c r="C1"><v>1</v></c>') });
    const cols = '<cols><col min="2" max="5" width="9" hidden="1"/></cols><sheetData>';
    const hidden = parts.map((part) => ({ ...part, content: String(part.content).replace('<sheetData>', cols) }));
    expect(await readWorkbook(zipOf(hidden))).toMatchObject([{ hiddenColumns: 2 }]);
  });
  it('merged areas that overlap', async () => {
    const after = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/></mergeCells>';
    expect((await sheetOf(row('<c r="A1"><v>1</v></c>'), { after })).merges).toHaveLength(2);
  });
  it('an app.xml without its parts (undefined.company)', async () => {
    const parts = [...bookParts({ rows: row('<c r="A1"><v>1</v></c>') }), { name: 'docProps/app.xml', content: '<Properties/>' }];
    expect(await readWorkbook(zipOf(parts))).toMatchObject([{ rows: 1 }]);
  });
});

it('a matrix of the office comes through its file to the draft', async () => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('2月');
  const rows = [
    ['2018年2月份各区县考核数据'],
    ['序号', '区县', '大气环境', null, '政务'],
    [null, null, 'PM2.5', '优良天数', '网上办理率（%）'],
    [1, '张店区', 60, 18, 0.985],
    [2, '文昌湖区', '６５', '—', 0.9725],
    ['合计', null, { formula: 'SUM(C4:C5)', result: 60 }, 18, null],
  ];
  for (const [at, row] of rows.entries())
    for (const [column, value] of row.entries()) sheet.getCell(at + 1, column + 1).value = value;
  for (const area of ['A1:E1', 'A2:A3', 'B2:B3', 'C2:D2', 'A6:B6']) sheet.mergeCells(area);
  for (const cell of ['E4', 'E5']) sheet.getCell(cell).numFmt = '0.0%';
  const draft = read(await readSheets(await bytesOf(book), '2月.xlsx'));
  expect(draft.problems).toEqual([]);
  expect(figures(draft)).toEqual([
    'ZD PM25 2018-02 = 60',
    'ZD GOOD 2018-02 = 18',
    'ZD RATE 2018-02 = 98.5',
    'WCH PM25 2018-02 = 65',
    'WCH RATE 2018-02 = 97.25',
  ]);
});

describe('files that are refused', () => {
  it.each([
    ['an old xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧版 xls（或 et）文件'],
    [
      'an encrypted xlsx',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      '打开密码',
    ],
    ['a web page called xls', Buffer.from('<html><table><tr><td>1</td></tr></table></html>'), '网页或 XML'],
    ['a pdf', Buffer.from('%PDF-1.7'), 'PDF'],
    ['anything binary', Buffer.from([1, 2, 0, 0, 5]), '认不出'],
    ['nothing', Buffer.alloc(0), '文件是空的'],
    ['blank text', Buffer.from(' \r\n\r\n'), '文件是空的'],
    ['half a zip', zipOf(bookParts({ rows: '' })).subarray(0, 400), '不完整或已损坏'],
    ['a Word document', zipOf([{ name: 'word/document.xml', content: '<w/>' }]), 'Word 文档'],
    [
      'an ods',
      zipOf([
        { name: 'mimetype', content: 'x' },
        { name: 'content.xml', content: '<x/>' },
      ]),
      'ods',
    ],
    ['an xlsb', zipOf([{ name: 'xl/workbook.bin', content: 'x' }]), 'xlsb'],
    ['any other zip', zipOf([{ name: 'a.txt', content: 'x' }]), '压缩包'],
  ])('%s', async (_, bytes, words) => expect(await refusal(readSheets(bytes, '数据.xlsx'))).toContain(words));

  it('too large, too many parts, too many rows or columns', async () => {
    const limits = { ...READ_LIMITS, fileBytes: 3_000, entries: 4, rows: 2, columns: 3 };
    expect(await refusal(readSheets(Buffer.alloc(4_000, 'a'), 'a.csv', limits))).toContain('超过 1 MB 的上限');
    expect(await refusal(readSheets(zipOf(bookParts({ rows: '' })), 'a.xlsx', limits))).toContain('5 个部件');
    const rows = [1, 2, 3].map((at) => `<row r="${at}"><c r="A${at}"><v>1</v></c></row>`).join('');
    {
      const deep = zipOf(bookParts({ rows }));
      expect(await refusal(readWorkbook(deep, { ...READ_LIMITS, rows: 2 }))).toContain('超过 2 行');
      const wide = zipOf(bookParts({ rows: '<row r="1"><c r="D1"><v>1</v></c></row>' }));
      expect(await refusal(readWorkbook(wide, { ...READ_LIMITS, columns: 3 }))).toContain('D1');
    }
    expect(await refusal(readSheets(Buffer.from('a,b,c,d\n'), 'a.csv', { ...READ_LIMITS, columns: 3 }))).toContain('D1');
    expect(await refusal(readSheets(Buffer.from('a\nb\nc\n'), 'a.csv', { ...READ_LIMITS, rows: 2 }))).toContain('超过 2 行');
  });

  it('zip bombs: by ratio, by sum, and those that lie about their size', async () => {
    const spaces = Buffer.alloc(20_000_000, ' ');
    expect(await refusal(readWorkbook(zipOf(bookParts({ rows: spaces.toString() }))))).toContain('倍');
    const small = { ...READ_LIMITS, totalBytes: 1_000 };
    expect(await refusal(readWorkbook(zipOf(bookParts({ rows: 'x'.repeat(900) })), small))).toContain('超过 1 MB 的上限');
    const lying = bookParts({ rows: spaces.toString() }).map((part) =>
      part.name.includes('sheet1') ? { ...part, declared: 500_000 } : part,
    );
    const stopped = await readWorkbook(zipOf(lying)).catch((error: unknown) => error);
    expect(stopped).toMatchObject({ code: 'import.unsupported', cause: { code: 'ERR_BUFFER_TOO_LARGE' } });
  });

  it('a part whose checksum is wrong', async () => {
    const bytes = zipOf(bookParts({ rows: '<row r="1"><c r="A1"><v>1</v></c></row>' }));
    const at = bytes.lastIndexOf('PK\x01\x02');
    bytes.writeUInt32LE(12_345, at + 16);
    expect(await refusal(readWorkbook(bytes))).toContain('不完整或已损坏');
  });

  it('only charts', async () => {
    const parts = bookParts({ rows: '' }).map((part) =>
      part.name.endsWith('workbook.xml.rels')
        ? { ...part, content: String(part.content).replace('/worksheet"', '/chartsheet"') }
        : part,
    );
    expect(await refusal(readWorkbook(zipOf(parts)))).toContain('没有工作表');
  });
});

describe('csv', () => {
  const texts = (sheet: SheetMatrix) => sheet.cells.map((row) => row.map(({ text }) => text));
  const gb18030 = Buffer.from('bfbcbacbc6da2cb5a5cebb0d0a323031382d30322cd5c5b5eac7f80d0a', 'hex');
  it.each([
    ['UTF-8', Buffer.from('考核期,单位\r\n2018-02,张店区\r\n')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff考核期,单位\n2018-02,张店区')],
    ['GB18030, as WPS writes it', gb18030],
    ['UTF-16, “Unicode 文本” with tabs', Buffer.from('\ufeff考核期\t单位\r\n2018-02\t张店区\r\n', 'utf16le')],
    ['semicolons', Buffer.from('考核期;单位\n2018-02;张店区\n')],
    ['sep=', Buffer.from('sep=;\n考核期;单位\n2018-02;张店区\n')],
  ])('reads %s', async (_, bytes) => {
    const [sheet] = await readSheets(bytes, '2月.csv');
    expect(sheet?.name).toBe('2月');
    expect(sheet && texts(sheet)).toEqual([
      ['考核期', '单位'],
      ['2018-02', '张店区'],
    ]);
  });
  it('keeps quotes, line breaks, commas of thousands, codes with zeros; drops blank ends', () => {
    const sheet = readCsv(Buffer.from('a,"说""明""\n二",\n010203,"1,234",,,\n,,,\n\n'), 'x');
    expect(texts(sheet)).toEqual([
      ['a', '说"明"\n二'],
      ['010203', '1,234'],
    ]);
    expect(sheet).toMatchObject({ rows: 2, columns: 2 });
  });
  it('is not misled by tabs inside a note', () =>
    expect(texts(readCsv(Buffer.from('a,b\n1,"x\ty"\n'), 'x'))[1]).toEqual(['1', 'x\ty']));
});
