/** Blocks of cells to and from the clipboard, as Excel and WPS write them. Pure text in, plain data out. */
import { type HtmlCell, type HtmlTable, readHtmlTable } from './clipboard-html.ts';

export type ClipboardBlock = {
  /** A short row (text from a notepad) is left short: what it does not name is not changed. */
  readonly rows: readonly (readonly string[])[];
  /** `row,column` of cells that showed ##### or a shortened 1.2E+05 and whose real value was found in the HTML copy → what they showed. */
  readonly recovered: ReadonlyMap<string, string>;
  /** Merged areas in the source; their value stands in the first cell, the others are empty. */
  readonly merged: number;
  /** Rows of the source table that were hidden there and came along all the same. */
  readonly hiddenRows: number;
};

const HASHES = /^\s*[#＃]{2,}\s*$/;
const SHORTENED = /^\s*[-+]?\d(?:\.\d+)?E[+-]?\d+\s*$/i;

/** The end of a quoted cell that starts at `from`, or -1 when the quote is just a character of the cell. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] === '"') continue;
    const next = text[at + 1];
    return next === undefined || next === '\t' || next === '\n' || next === '\r' ? at : -1;
  }
  return -1;
}

/**
 * Tab-separated text → rows. Quoted cells may hold tabs, line breaks and doubled quotes; a cell that merely begins with a quote
 * (`"重点"任务`, which Excel does not escape) stays as it is. The one line end that Excel puts after the last row is no row.
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  for (;;) {
    let cell: string;
    const close = text[at] === '"' ? closingQuote(text, at) : -1;
    if (close !== -1) {
      cell = text
        .slice(at + 1, close)
        .replaceAll('""', '"')
        .replace(/\r\n?/g, '\n');
      at = close + 1;
    } else {
      const start = at;
      while (at < text.length && text[at] !== '\t' && text[at] !== '\n' && text[at] !== '\r') at += 1;
      cell = text.slice(start, at);
    }
    rows.at(-1)?.push(cell);
    const end = text[at];
    if (end === undefined) return rows;
    at += end === '\r' && text[at + 1] === '\n' ? 2 : 1;
    if (end === '\t') continue;
    if (at >= text.length) return rows;
    rows.push([]);
  }
}

/** Rows → tab-separated text as Excel writes it: CRLF after every row, quotes only where a cell would fall apart. */
export function serialiseTsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join('\t')}\r\n`).join('');
}

/** Rows → a bare HTML table, so that a paste into a Word or WPS document gives a table and not text with tabs. */
export function serialiseHtml(rows: readonly (readonly string[])[]): string {
  const safe = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // Without this style Excel starts a new row at every <br>.
  const cell = (text: string) => `<td>${safe(text).replaceAll('\n', '<br style="mso-data-placement:same-cell">')}</td>`;
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}

function sameShape(rows: readonly (readonly string[])[], table: HtmlTable): boolean {
  return rows.length === table.rows.length && rows.every((row, index) => row.length === table.rows[index]?.cells.length);
}

function withoutHiddenRows(table: HtmlTable): HtmlTable {
  return { ...table, rows: table.rows.filter((row) => !row.isHidden) };
}

/** LibreOffice writes ### as plain text and the figure into the HTML; the others keep it in an attribute. */
function realText(shown: string, cell: HtmlCell): string | null {
  const isLost = HASHES.test(shown);
  if (!isLost && !SHORTENED.test(shown)) return null;
  const real = cell.real ?? (isLost && cell.text !== '' && !HASHES.test(cell.text) ? cell.text : null);
  return real === shown.trim() ? null : real;
}

/**
 * What the clipboard holds. `text/plain` gives the values as the clerk saw them; `text/html` is asked only for what the plain text lost:
 * the figure behind #####, merged areas, hidden rows, and the cells of a Word table, which plain text splits at every paragraph.
 */
export function readClipboard(plain: string, html: string): ClipboardBlock {
  const fromText = parseTsv(plain);
  const whole = html.includes('<') ? readHtmlTable(html) : null;
  if (!whole) return { rows: fromText, recovered: new Map(), merged: 0, hiddenRows: 0 };
  const visible = withoutHiddenRows(whole);
  const table = !sameShape(fromText, whole) && sameShape(fromText, visible) ? visible : whole;
  const useText = plain !== '' && sameShape(fromText, table);
  const recovered = new Map<string, string>();
  const rows = table.rows.map((row, r) =>
    row.cells.map((cell, c) => {
      const text = useText ? (fromText[r]?.[c] ?? '') : cell.text;
      const real = realText(text, cell);
      if (real !== null) recovered.set(`${r},${c}`, HASHES.test(text) ? '####' : text.trim());
      return real ?? text;
    }),
  );
  return { rows, recovered, merged: table.merged, hiddenRows: table.rows.filter((row) => row.isHidden).length };
}
