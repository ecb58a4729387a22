/** xlsx → sheets as plain data. The only reader that uses exceljs; pure in its bytes, runs in a worker. */
import type { Cell, CellValue, Worksheet } from 'exceljs';
import { numberCell, readFormat } from '../../shared/sheets/cell-number.ts';
import { BLANK, type CellText, type Merge, type SheetMatrix } from '../../shared/sheets/matrix.ts';
import { type Archive, openArchive, READ_LIMITS, type ReadLimits, refuse, SAVE_AS } from './workbook-archive.ts';
import { booleanCell, countRow, planWorkbook, scanSheets, textCell, tooWide, type WorkbookPlan } from './workbook-scan.ts';

/** Above this much XML the lean reader is 4–6 times faster and needs a third of the memory; below it nobody can tell. */
const EXCELJS_UP_TO = 2 * 1024 * 1024;

/**
 * Reads a workbook: every sheet in its order, hidden ones marked.
 * @throws AppError `import.unsupported` with a Chinese sentence for everything that cannot be read
 */
export async function readWorkbook(bytes: Uint8Array, limits: ReadLimits = READ_LIMITS): Promise<SheetMatrix[]> {
  const archive = await openArchive(bytes, limits);
  const plan = await planWorkbook(archive);
  if (plan === null) throw refuse(nameOfArchive(archive));
  if (plan.sheets.length === 0) throw refuse('文件里没有工作表（只有图表），没有内容可以导入。');
  if (plan.isPlain && xmlSize(archive) <= EXCELJS_UP_TO) {
    const sheets = await readWithExceljs(bytes, archive, plan, limits);
    if (sheets !== null) return sheets;
  }
  return scanSheets(archive, plan, limits);
}

/** null when exceljs stops on the file (known: `undefined.company`, overlapping merges, odd drawings); the lean reader takes over then. */
async function readWithExceljs(
  bytes: Uint8Array,
  archive: Archive,
  plan: WorkbookPlan,
  limits: ReadLimits,
): Promise<SheetMatrix[] | null> {
  // exceljs unpacks by itself and does not look at declared sizes: every part is unpacked under guard before it may.
  for (const name of archive.names) await archive.read(name);
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  try {
    await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  } catch {
    return null;
  }
  const byName = new Map(workbook.worksheets.map((sheet) => [sheet.name, sheet]));
  const count = { rows: 0 };
  const sheets: SheetMatrix[] = [];
  for (const { name, hidden } of plan.sheets) {
    const sheet = byName.get(name);
    if (!sheet) return null;
    const matrix = flattenSheet(sheet, limits, count);
    sheets.push(hidden ? { ...matrix, hidden: true } : matrix);
  }
  return sheets;
}

function flattenSheet(sheet: Worksheet, limits: ReadLimits, count: { rows: number }): SheetMatrix {
  const cells: CellText[][] = [];
  const merges = new Map<string, Merge>();
  let columns = 0;
  let hiddenRows = 0;
  sheet.eachRow((row, rowNumber) => {
    const line: CellText[] = [];
    row.eachCell((cell, columnNumber) => {
      if (cell.isMerged) growMerge(merges, cell, rowNumber - 1, columnNumber - 1);
      const flat = cell.isMerged && cell.master.address !== cell.address ? BLANK : flattenValue(cell.value, cell.numFmt);
      if (flat === BLANK) return;
      if (columnNumber > limits.columns) throw tooWide(sheet.name, rowNumber - 1, columnNumber - 1, limits);
      while (line.length < columnNumber - 1) line.push(BLANK);
      line[columnNumber - 1] = flat;
    });
    if (line.length === 0) return;
    countRow(count, limits, sheet.name, rowNumber - 1);
    if (row.hidden) hiddenRows += 1;
    while (cells.length < rowNumber - 1) cells.push([]);
    cells[rowNumber - 1] = line;
    columns = Math.max(columns, line.length);
  });
  const matrix = { name: sheet.name, rows: cells.length, columns, cells, merges: [...merges.values()] };
  return hiddenRows > 0 ? { ...matrix, hiddenRows } : matrix;
}

function growMerge(merges: Map<string, Merge>, cell: Cell, row: number, column: number): void {
  const at = cell.master.address;
  const { top, left } = merges.get(at) ?? { top: row, left: column };
  merges.set(at, { top, left, bottom: row, right: column });
}

/** Rich text, formulas, links, errors and dates all become one text; a plain heading saved by WPS comes back as rich text. */
function flattenValue(value: CellValue, format: string): CellText {
  if (value === null || value === undefined) return BLANK;
  switch (typeof value) {
    case 'string':
      return textCell(value);
    case 'number':
      return numberCell(value, readFormat(format), false);
    case 'boolean':
      return booleanCell(value);
    default:
  }
  if (value instanceof Date) return numberCell(value.getTime() / 86_400_000 + 25_569, readFormat(format), false);
  if ('richText' in value) return textCell(value.richText.map(({ text }) => text ?? '').join(''));
  if ('error' in value) return { text: String(value.error), kind: 'error' };
  if ('hyperlink' in value) return flattenValue(value.text as CellValue, format);
  if ('formula' in value || 'sharedFormula' in value) {
    const cell = flattenValue(value.result as CellValue, format);
    return cell === BLANK ? BLANK : { ...cell, formula: true };
  }
  return BLANK;
}

const xmlSize = (archive: Archive): number =>
  archive.names.filter((name) => name.endsWith('.xml')).reduce((sum, name) => sum + archive.size(name), 0);

/** A sentence for a zip that holds no xlsx workbook. */
function nameOfArchive(archive: Archive): string {
  if (archive.has('word/document.xml')) return '这是 Word 文档，不是表格。请把表格复制到 xlsx 工作簿后再导入。';
  if (archive.has('xl/workbook.bin')) return `这是 xlsb 二进制工作簿，本程序不直接读取。${SAVE_AS}`;
  if (archive.has('mimetype') && archive.has('content.xml')) return `这是 ods 表格，本程序不直接读取。${SAVE_AS}`;
  return '这是压缩包，不是工作簿。请先解压，再选择里面的 xlsx 或 csv 文件。';
}
