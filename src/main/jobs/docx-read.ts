/** Tables of a Word document → sheets as plain data, so that whatever reads spreadsheets reads them too. docx only; the old doc is refused. */
import { BLANK, type CellText, type Merge, type SheetMatrix } from '../../shared/sheets/matrix.ts';
import { readSheets } from './sheets-read.ts';
import { openArchive, READ_LIMITS, type ReadLimits, refuse } from './workbook-archive.ts';
import { attribute, decodeXml, xmlOf } from './workbook-xml.ts';

/**
 * Reads a workbook, csv, or the tables of a docx, told apart by their bytes.
 * @throws AppError `import.unsupported` with a Chinese sentence for everything that cannot be read
 */
export async function readTables(bytes: Uint8Array, fileName: string, limits: ReadLimits = READ_LIMITS): Promise<SheetMatrix[]> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes.length <= limits.fileBytes;
  if (!isZip) return readSheets(bytes, fileName, limits);
  const archive = await openArchive(bytes, limits);
  if (!archive.has(DOCUMENT)) return readSheets(bytes, fileName, limits);
  const tables = readDocumentTables(await xmlOf(archive, DOCUMENT), limits);
  if (tables.length === 0) throw refuse('这个 Word 文档里没有表格，没有内容可以导入。请选择含有路线图表格的文档。');
  return tables;
}

const DOCUMENT = 'word/document.xml';

type Cell = { text: string; readonly column: number; span: number; merge: 'start' | 'continue' | null };
type Open = { readonly rows: Cell[][]; row: Cell[]; cell: Cell | null };

/** Walks the tags once. A table inside a cell is not a row of its own: its text counts as that cell's. */
function readDocumentTables(xml: string, limits: ReadLimits): SheetMatrix[] {
  const sheets: SheetMatrix[] = [];
  let open: Open | null = null;
  let depth = 0;
  let rows = 0;
  const tags = /<(\/?)w:(tbl|tr|tc|p|t|tab|br|gridSpan|gridBefore|vMerge)(\s[^>]*?)?(\/?)>/g;
  let textFrom = -1;
  for (let match = tags.exec(xml); match; match = tags.exec(xml)) {
    const [tag, slash, name, , selfClosed] = match;
    const isEnd = slash === '/';
    if (name === 'tbl') {
      depth += isEnd ? -1 : 1;
      if (!isEnd && depth === 1) open = { rows: [], row: [], cell: null };
      if (isEnd && depth === 0 && open) {
        sheets.push(toSheet(`表${sheets.length + 1}`, open.rows));
        open = null;
      }
      continue;
    }
    if (!open) continue;
    if (name === 't') {
      if (!isEnd && selfClosed !== '/') textFrom = match.index + tag.length;
      else if (isEnd && textFrom >= 0) {
        if (open.cell) open.cell.text += decodeXml(xml.slice(textFrom, match.index));
        textFrom = -1;
      }
    } else if (depth === 1) {
      readTag(open, name ?? '', isEnd, tag);
      if (name === 'tr' && isEnd) rows += 1;
      if (rows > limits.rows) throw refuse('文档里的表格太长，没有读入。请只保留路线图，分成几个文件导入。');
    } else if (name === 'p' && isEnd && open.cell) open.cell.text += '\n';
  }
  return sheets;
}

function readTag(open: Open, name: string, isEnd: boolean, tag: string): void {
  const { cell } = open;
  if (name === 'tr') {
    if (isEnd) open.rows.push(open.row);
    else open.row = [];
  } else if (name === 'gridBefore') {
    open.row.push({ text: '', column: 0, span: Number(attribute(tag, 'w:val') ?? 0), merge: null });
  } else if (name === 'tc') {
    if (isEnd) open.cell = null;
    else {
      const last = open.row.at(-1);
      open.cell = { text: '', column: last ? last.column + last.span : 0, span: 1, merge: null };
      open.row.push(open.cell);
    }
  } else if (!cell) return;
  else if (name === 'gridSpan') cell.span = Math.max(1, Math.min(200, Number(attribute(tag, 'w:val') ?? 1) || 1));
  else if (name === 'vMerge') cell.merge = attribute(tag, 'w:val') === 'restart' ? 'start' : 'continue';
  else if ((name === 'p' && isEnd) || name === 'br') cell.text += '\n';
  else if (name === 'tab' && !isEnd) cell.text += ' ';
}

function toSheet(name: string, rows: readonly (readonly Cell[])[]): SheetMatrix {
  const merges: Merge[] = [];
  const cells = rows.map((row, at) => {
    const line: CellText[] = [];
    for (const cell of row) {
      const text = cell.merge === 'continue' ? '' : cell.text.trim();
      line[cell.column] = text === '' ? BLANK : { text, kind: 'text' };
      for (let extra = 1; extra < cell.span; extra += 1) line[cell.column + extra] = BLANK;
      const bottom = cell.merge === 'start' ? lastMerged(rows, at, cell.column) : at;
      const right = cell.column + cell.span - 1;
      if (bottom > at || right > cell.column) merges.push({ top: at, left: cell.column, bottom, right });
    }
    return Array.from(line, (one) => one ?? BLANK);
  });
  return { name, rows: cells.length, columns: Math.max(0, ...cells.map(({ length }) => length)), cells, merges };
}

/** The last row of a cell that was merged downwards. */
function lastMerged(rows: readonly (readonly Cell[])[], top: number, column: number): number {
  let bottom = top;
  while (rows[bottom + 1]?.some((cell) => cell.column === column && cell.merge === 'continue')) bottom += 1;
  return bottom;
}
