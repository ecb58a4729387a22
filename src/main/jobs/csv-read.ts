/** csv → one sheet. Files of Excel and WPS are GB18030 without saying so, others UTF-8; nobody should have to know which. */
import Papa from 'papaparse';
import { BLANK, type CellText, type SheetMatrix } from '../../shared/sheets/matrix.ts';
import { READ_LIMITS, type ReadLimits, refuse } from './workbook-archive.ts';
import { countRow, textCell, tooWide } from './workbook-sheet.ts';

/** Bytes of a text file → text: byte order mark first, then UTF-8 if it is valid throughout, else GB18030. */
function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8, which is no fault: GB18030 contains GBK and GB2312 and has a character for nearly every byte pair.
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/**
 * Reads comma, tab or semicolon separated text; quoted cells may hold line breaks. Every cell is text: “010203” stays a code.
 * @throws AppError `import.unsupported` above the limits, or when it is no table at all
 */
export function readCsv(bytes: Uint8Array, name: string, limits: ReadLimits = READ_LIMITS): SheetMatrix {
  const text = decodeText(bytes).replace(/^sep=(.)\r?\n/i, '');
  if (text.trim() === '') throw refuse('文件是空的，没有内容可以导入。请检查是否选对了文件。');
  const { data } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  const cells: CellText[][] = [];
  const known = new Map<string, CellText>();
  const count = { rows: 0 };
  let columns = 0;
  for (const [row, line] of data.entries()) {
    while (line.at(-1)?.trim() === '') line.pop();
    cells.push(line.map((value) => cellOf(value, known)));
    if (line.length === 0) continue;
    countRow(count, limits, name, row);
    if (line.length > limits.columns) throw tooWide(name, row, line.length - 1, limits);
    columns = Math.max(columns, line.length);
  }
  while (cells.length > 0 && cells.at(-1)?.length === 0) cells.pop();
  return { name, rows: cells.length, columns, cells, merges: [] };
}

/** Names repeat in every row: one cell object serves them all. */
function cellOf(value: string, known: Map<string, CellText>): CellText {
  const found = known.get(value);
  if (found) return found;
  const cell = value === '' ? BLANK : textCell(value);
  if (known.size < 50_000) known.set(value, cell);
  return cell;
}

/** Counted outside quotes in the first lines; papaparse's own guess takes the comma inside “1,234” for a separator in files with tabs. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"[^"]*"/g, '');
  const count = (sign: string): number => head.split(sign).length - 1;
  const tabs = count('\t');
  const commas = count(',');
  if (tabs > 0 && tabs >= head.trimEnd().split('\n').length - 1 && tabs * 4 >= commas) return '\t';
  return count(';') > commas ? ';' : ',';
}
