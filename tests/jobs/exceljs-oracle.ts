/** What exceljs makes of a workbook, flattened to plain data: the oracle for our own reader, on files that exceljs reads rightly. */
import exceljs, { type CellValue, type Worksheet } from 'exceljs';
import { numberCell, readFormat } from '../../src/shared/sheets/cell-number.ts';
import { BLANK, type CellText, type Merge, type SheetMatrix } from '../../src/shared/sheets/matrix.ts';

export async function readWithExceljs(bytes: Uint8Array): Promise<SheetMatrix[]> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  return book.worksheets.map((sheet) => (sheet.state === 'visible' ? flatten(sheet) : { ...flatten(sheet), hidden: true }));
}

function flatten(sheet: Worksheet): SheetMatrix {
  const cells: CellText[][] = [];
  let columns = 0;
  let hiddenRows = 0;
  sheet.eachRow((row, rowNumber) => {
    const line: CellText[] = [];
    row.eachCell((cell, column) => {
      const flat = cell.isMerged && cell.master.address !== cell.address ? BLANK : flattenValue(cell.value, cell.numFmt);
      if (flat === BLANK) return;
      while (line.length < column - 1) line.push(BLANK);
      line[column - 1] = flat;
    });
    if (line.length === 0) return;
    if (row.hidden) hiddenRows += 1;
    while (cells.length < rowNumber - 1) cells.push([]);
    cells[rowNumber - 1] = line;
    columns = Math.max(columns, line.length);
  });
  const merges = sheet.model.merges.map(mergeOf);
  return { name: sheet.name, rows: cells.length, columns, cells, merges, ...(hiddenRows > 0 ? { hiddenRows } : {}) };
}

function mergeOf(area: string): Merge {
  const [, left = '', top = '', right = '', bottom = ''] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(area) ?? [];
  const column = (letter: string): number => letter.charCodeAt(0) - 65;
  return { top: Number(top) - 1, left: column(left), bottom: Number(bottom) - 1, right: column(right) };
}

function flattenValue(value: CellValue, format: string): CellText {
  if (value === null || value === undefined || value === '') return BLANK;
  if (typeof value === 'string') return { text: value, kind: 'text' };
  if (typeof value === 'number') return numberCell(value, readFormat(format), false);
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE', kind: 'boolean' };
  if (value instanceof Date) return numberCell(value.getTime() / 86_400_000 + 25_569, readFormat(format), false);
  if ('richText' in value) return { text: value.richText.map(({ text }) => text).join(''), kind: 'text' };
  if ('error' in value) return { text: String(value.error), kind: 'error' };
  if ('hyperlink' in value) return flattenValue(value.text as CellValue, format);
  const cell = flattenValue(value.result as CellValue, format);
  return cell === BLANK ? BLANK : { ...cell, formula: true };
}
