import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTsv, readClipboard, serialiseHtml, serialiseTsv } from '../../src/renderer/components/grid/clipboard.ts';
import { readHtmlTable } from '../../src/renderer/components/grid/clipboard-html.ts';

describe('parseTsv', () => {
  it('reads a block as Excel copies it, without a row for the last line end', () => {
    expect(parseTsv('1\t2\r\n3\t4\r\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(parseTsv('1\t2\n3\t4')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('keeps empty cells and empty rows', () => {
    expect(parseTsv('\t\r\n\r\n1\t\r\n')).toEqual([['', ''], [''], ['1', '']]);
    expect(parseTsv('')).toEqual([['']]);
    expect(parseTsv('\r\n')).toEqual([['']]);
  });

  it('reads quoted cells with line breaks, tabs and doubled quotes', () => {
    expect(parseTsv('"第一行\n第二行"\t85.5\r\n"a\tb"\t"他说""好"""\r\n')).toEqual([
      ['第一行\n第二行', '85.5'],
      ['a\tb', '他说"好"'],
    ]);
    expect(parseTsv('"一\r\n二"')).toEqual([['一\n二']]);
  });

  it('leaves a cell that only begins with a quote as it is', () => {
    expect(parseTsv('"重点"任务\t1\r\n2"管\t"\r\n')).toEqual([
      ['"重点"任务', '1'],
      ['2"管', '"'],
    ]);
    expect(parseTsv('"没有完\t5')).toEqual([['"没有完', '5']]);
  });

  it('reads back every block that it writes', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab1"\t\n ,，区') });
    const block = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    fc.assert(
      fc.property(block, (rows) => {
        expect(parseTsv(serialiseTsv(rows))).toEqual(rows);
      }),
      { numRuns: 2000 },
    );
  });

  it('never loses a character outside quotes', () => {
    const soup = fc.string({ unit: fc.constantFrom(...'ab"\t\n\r1') });
    fc.assert(
      fc.property(soup, (text) => {
        const count = (from: string) => [...from].filter((sign) => /[ab1]/.test(sign)).length;
        expect(
          parseTsv(text)
            .flat()
            .reduce((sum, cell) => sum + count(cell), 0),
        ).toBe(count(text));
      }),
      { numRuns: 2000 },
    );
  });
});

const wpsTable = (cells: string) => `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--
.et2{mso-number-format:"General";} .et3 {mso-number-format:"0\\.00%"; color:red} .et4{mso-number-format:"yyyy/m/d";}
--></style></head><body><!--StartFragment--><table border=0><col width="72"/>${cells}</table><!--EndFragment--></body></html>`;

describe('readHtmlTable', () => {
  it('spreads merged cells: value first, then blanks', () => {
    const table = readHtmlTable(
      '<table><tr><td rowspan=2>张店区</td><td colspan="2">合计</td></tr><tr><td>1</td><td>2</td></tr></table>',
    );
    expect(table?.rows.map((row) => row.cells.map((cell) => cell.text))).toEqual([
      ['张店区', '合计', ''],
      ['', '1', '2'],
    ]);
    expect(table?.merged).toBe(2);
  });

  it('folds white space, decodes entities, keeps line breaks and the paragraphs of Word', () => {
    const table = readHtmlTable(
      '<table><tr><td>\n  <p class=MsoNormal><span>第一&nbsp;段</span></p>\n <p>第二<br/>段 &lt;5&#37;&#x20;</p></td></tr></table>',
    );
    expect(table?.rows[0]?.cells[0]?.text).toBe('第一 段\n第二\n段 <5%');
  });

  it('does not take layout tables, scripts, comments or two tables for cells', () => {
    expect(
      readHtmlTable('<table><tr><td>1<script>x<y</script><!-- <td>9 --><table><tr><td>8</td></tr></table></td></tr></table>')
        ?.rows,
    ).toEqual([{ cells: [{ text: '1', real: null }], isHidden: false }]);
    expect(readHtmlTable('<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>')).toBeNull();
    expect(readHtmlTable('<p>没有表</p>')).toBeNull();
  });

  it('drops the hidden width row that Excel adds and marks rows that were hidden in the source', () => {
    const table = readHtmlTable(
      "<table><tr><td>1</td></tr><tr style='display:none'><td>2</td></tr><tr><td>3</td></tr><![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]></table>",
    );
    expect(table?.rows.map((row) => [row.cells[0]?.text, row.isHidden])).toEqual([
      ['1', false],
      ['2', true],
      ['3', false],
    ]);
  });

  it('is not upset by wrong spans', () => {
    const table = readHtmlTable('<table><tr><td colspan="99999999" rowspan="x">1</td></tr></table>');
    expect(table?.rows[0]?.cells).toHaveLength(2000);
  });
});

describe('readClipboard', () => {
  const values = (plain: string, html: string) => {
    const block = readClipboard(plain, html);
    return { rows: block.rows, recovered: [...block.recovered] };
  };

  it('takes plain text alone when there is no table', () => {
    expect(readClipboard('1\t2\r\n', '<b>1 2</b>')).toEqual({
      rows: [['1', '2']],
      recovered: new Map(),
      merged: 0,
      hiddenRows: 0,
    });
  });

  it('finds the figure behind ####, from WPS, LibreOffice, Google and a tooltip', () => {
    const html = wpsTable('<tr><td class=et2 x:num="1234567.89">####</td><td x:num>5</td></tr>');
    expect(values('####\t5\r\n', html)).toEqual({ rows: [['1234567.89', '5']], recovered: [['0,0', '####']] });
    expect(values('###', '<table><tr><td sdval="96.5" sdnum="2052;0;0.0">###</td></tr></table>').rows).toEqual([['96.5']]);
    expect(values('###', '<table><tr><td>1,234.5</td></tr></table>').rows).toEqual([['1,234.5']]);
    expect(values('#####', `<table><tr><td data-sheets-value='{"1":3,"3":12000}'>#####</td></tr></table>`).rows).toEqual([
      ['12000'],
    ]);
    expect(values('#####', '<table><tr><td title="1,234.50">#####</td></tr></table>').rows).toEqual([['1,234.50']]);
  });

  it('gives a percentage its sign and never passes a date off as a figure', () => {
    const html = wpsTable('<tr><td class="et3" x:num="0.453">####</td><td class=et4 x:num="43132">####</td></tr>');
    expect(values('####\t####\r\n', html)).toEqual({ rows: [['45.3%', '####']], recovered: [['0,0', '####']] });
  });

  it('takes the full figure for a shortened 1.2E+05 but leaves what the clerk saw otherwise', () => {
    const html = wpsTable('<tr><td x:num="123456">1.2E+05</td><td x:num="85.299999999999997">85.30</td></tr>');
    expect(values('1.2E+05\t85.30\r\n', html)).toEqual({ rows: [['123456', '85.30']], recovered: [['0,0', '1.2E+05']] });
    expect(values('####', wpsTable('<tr><td x:num="85.299999999999997">####</td></tr>')).rows).toEqual([['85.3']]);
    expect(values('####', wpsTable('<tr><td x:num="1.2000000000000001E-2">####</td></tr>')).rows).toEqual([['0.012']]);
  });

  it('counts merged areas and hidden rows', () => {
    const merged = '<table><tr><td colspan=2>1</td></tr><tr style="display:none"><td>2</td><td>3</td></tr></table>';
    expect(readClipboard('1\t\r\n2\t3\r\n', merged)).toMatchObject({ merged: 1, hiddenRows: 1 });
    expect(readClipboard('1\t\r\n', merged)).toMatchObject({ rows: [['1', '']], hiddenRows: 0 });
  });

  it('reads a Word table from its HTML, since plain text breaks cells at paragraphs', () => {
    const html = '<table><tr><td><p>甲</p><p>乙</p></td><td><p>5</p></td></tr></table>';
    expect(values('甲\r\n乙\t5\r\n', html).rows).toEqual([['甲\n乙', '5']]);
  });

  it('writes a table that it reads back', () => {
    const rows = [
      ['a<b', '1\n2'],
      ['&amp;', ''],
    ];
    expect(readClipboard('', serialiseHtml(rows)).rows).toEqual(rows);
  });
});
