/**
 * One printable sheet: title, heads of one or two rows, rows, note; A4, heads frozen and repeated, page footer with the seal. Every workbook of
 * the program is written here, row by row, so that a hundred thousand rows do not stand in memory as cells.
 * Widths and heights are set for every column and row, since WPS and Excel guess them differently.
 */
import type { Borders, Cell, Style, stream, Worksheet } from 'exceljs';
import type { SheetCell, SheetColumn, SheetTable } from '../../shared/bulletin/sheet-table.ts';

/** A workbook being written, and the names its sheets have taken. */
export type OpenWorkbook = { readonly writer: stream.xlsx.WorkbookWriter; readonly names: Set<string> };
/** Last columns of its pages but the last; none while the sheet is one page wide. */
export type ColumnBreaks = readonly number[];

/** Size of letters, and height of a line and of the air around it. */
const sizes = {
  normal: { text: 12, head: 12, line: 16, air: 8 },
  dense: { text: 9, head: 9, line: 12.5, air: 6 },
} as const;
type Size = (typeof sizes)[keyof typeof sizes];

const SONG = '宋体';
const HEI = '黑体';
const thin = { style: 'thin', color: { argb: 'FF7F7F7F' } } as const;
const grid: Partial<Borders> = { top: thin, left: thin, bottom: thin, right: thin };

/** Excel takes no higher row. */
const HIGHEST = 409;
/** So many rows are handed on before the disk or the zip gets its turn. */
const BATCH = 2_000;

/** Writes one table as the next sheet. */
export async function addSheet(book: OpenWorkbook, table: SheetTable): Promise<ColumnBreaks> {
  const { columns } = table;
  const isGrouped = columns.some((column) => column.group !== undefined);
  const lastHead = isGrouped ? 4 : 3;
  const size = sizes[table.size ?? 'normal'];
  const frozen = Math.max(1, table.frozenColumns ?? 1);
  const pages = pagesOf(columns, frozen);
  const sheet = book.writer.addWorksheet(sheetName(table.name, book.names), {
    pageSetup: {
      paperSize: 9,
      horizontalCentered: true,
      margins: { left: MARGIN, right: MARGIN, top: 0.8, bottom: 0.8, header: 0.4, footer: 0.4 },
      ...scaling(columns, pages, frozen),
      printTitlesRow: `1:${lastHead}`,
      printTitlesColumn: `A:${columnLetter(frozen)}`,
    },
    headerFooter: {
      oddFooter: `${table.seal === undefined ? '' : `&L&9${ampersands(table.seal)}`}&C第 &P 页 共 &N 页`,
      ...(table.marks && table.marks.length > 0 ? { oddHeader: `&R${ampersands(table.marks.join('·'))}` } : {}),
    },
    views: [{ state: 'frozen', ySplit: lastHead, xSplit: table.frozenColumns ?? 0, showGridLines: false }],
  });
  columns.forEach((column, index) => {
    sheet.getColumn(index + 1).width = column.width;
  });
  title(sheet, table, pages);
  heads(sheet, columns, pages, isGrouped, size);
  const style = cellStyles(columns, size);
  for (const [at, row] of table.rows.entries()) {
    const target = sheet.getRow(lastHead + 1 + at);
    const isStrong = table.strong?.includes(at) === true;
    columns.forEach((column, index) => {
      write(target.getCell(index + 1), row[index] ?? null, style(index, isStrong), column);
    });
    const lines = Math.max(1, ...columns.map(({ width }, index) => linesOf(textOf(row[index] ?? null), width, size)));
    target.height = Math.min(HIGHEST, size.air + lines * size.line);
    target.commit();
    if (at % BATCH === BATCH - 1) await new Promise((resume) => setImmediate(resume));
  }
  if (table.note !== undefined) note(sheet, table.note, lastHead + table.rows.length + 1, pages);
  sheet.commit();
  return pages.slice(0, -1).map(({ to }) => to);
}

/** Columns of one printed page, counted from 1; the frozen ones stand before them again on every page. */
type PageColumns = { readonly from: number; readonly to: number };

/** One page wide while that leaves letters that can be read; more columns take several pages of so many characters, cut between blocks. */
const READABLE = 190;
const PAGE = 150;
/** Narrower than this a sheet is printed upright. */
const UPRIGHT = 92;
/** Inches at the left and at the right. */
const MARGIN = 0.6;

const widthOf = (columns: readonly SheetColumn[]): number => columns.reduce((sum, column) => sum + column.width, 0);

/** A block stays on one page unless it is wider than a page can be; then it is cut, and its name stands over both parts. */
function pagesOf(columns: readonly SheetColumn[], frozen: number): readonly PageColumns[] {
  if (widthOf(columns) <= READABLE) return [{ from: 1, to: columns.length }];
  const head = widthOf(columns.slice(0, frozen));
  const blocks: { readonly at: number; readonly columns: SheetColumn[] }[] = [];
  columns.slice(frozen).forEach((column, index) => {
    const last = blocks.at(-1);
    if (last && column.group !== undefined && last.columns[0]?.group === column.group) last.columns.push(column);
    else blocks.push({ at: frozen + index + 1, columns: [column] });
  });
  const whole = blocks.map((block) => widthOf(block.columns)).filter((width) => head + width <= READABLE);
  const room = Math.max(PAGE - head, ...whole);
  const pages: { from: number; to: number }[] = [];
  let used = Number.POSITIVE_INFINITY;
  const put = (at: number, width: number): void => {
    if (used + width > room) {
      pages.push({ from: pages.length === 0 ? 1 : at, to: at });
      used = 0;
    }
    used += width;
  };
  for (const block of blocks) {
    const isWhole = widthOf(block.columns) <= room;
    if (isWhole) put(block.at, widthOf(block.columns));
    block.columns.forEach(({ width }, index) => {
      if (!isWhole) put(block.at + index, width);
      const page = pages.at(-1);
      if (page) page.to = block.at + index;
    });
  }
  return pages;
}

/**
 * Fit to width for one page. Several pages are cut by hand, which holds only at a fixed scale (fitting ignores the cuts), so it is the scale at
 * which the widest page fits whatever font the machine measures columns by.
 */
function scaling(columns: readonly SheetColumn[], pages: readonly PageColumns[], frozen: number) {
  if (pages.length === 1) {
    const orientation = widthOf(columns) <= UPRIGHT ? ('portrait' as const) : ('landscape' as const);
    return { orientation, fitToPage: true, fitToWidth: 1, fitToHeight: 0 };
  }
  const head = columns.slice(0, frozen);
  const widest = Math.max(
    ...pages.map(({ from, to }) => millimetres([...(from === 1 ? [] : head), ...columns.slice(from - 1, to)])),
  );
  const room = 297 - 2 * MARGIN * 25.4;
  return { orientation: 'landscape' as const, fitToPage: false, scale: Math.min(100, Math.floor((98 * room) / widest)) };
}

/**
 * A column of n characters is n digits of the workbook's own font and 5 dots at 96 to the inch: 7 a digit in Calibri, 8 in 宋体, 9 in what a Linux
 * without either takes instead.
 */
const WIDEST_DIGIT = 9;
const millimetres = (columns: readonly SheetColumn[]): number =>
  columns.reduce((sum, { width }) => sum + ((WIDEST_DIGIT * width + 5) * 25.4) / 96, 0);

const columnLetter = (column: number): string => String.fromCharCode(64 + Math.min(26, column));

/** Its own title over every page; the frozen columns, which every page repeats, are left free of it where there are several. */
function title(sheet: Worksheet, table: SheetTable, pages: readonly PageColumns[]): void {
  const frozen = pages.length > 1 ? Math.max(1, table.frozenColumns ?? 1) : 0;
  for (const { from, to } of pages) {
    const first = Math.min(to, from === 1 ? frozen + 1 : from);
    if (to > first) sheet.mergeCells(1, first, 1, to);
    const cell = sheet.getCell(1, first);
    cell.value = safeText(table.title);
    cell.font = { name: HEI, size: 16 };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  }
  const narrowest = Math.min(...pages.map(({ from, to }) => widthOf(table.columns.slice(Math.max(from - 1, frozen), to))));
  sheet.getRow(1).height = 12 + 20 * linesOf(table.title, narrowest, { text: 16 });
  const marks = sheet.getCell(2, 1);
  marks.value = table.marks && table.marks.length > 0 ? safeText(`【${table.marks.join('·')}】`) : null;
  marks.font = { name: HEI, size: 10, color: { argb: 'FF595959' } };
  for (const { to } of table.unit === undefined ? [] : pages) {
    if (to === 1) continue;
    const unit = sheet.getCell(2, to);
    unit.value = safeText(table.unit ?? '');
    unit.font = { name: SONG, size: 10 };
    unit.alignment = { horizontal: 'right', vertical: 'middle' };
  }
  sheet.getRow(2).height = 18;
}

function heads(
  sheet: Worksheet,
  columns: readonly SheetColumn[],
  pages: readonly PageColumns[],
  isGrouped: boolean,
  size: Size,
): void {
  const style: Partial<Style> = {
    font: { name: HEI, size: size.head },
    alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } },
    border: grid,
  };
  columns.forEach((column, index) => {
    const upper = sheet.getCell(3, index + 1);
    upper.style = style;
    upper.value = safeText(isGrouped && column.group !== undefined ? column.group : column.heading);
    if (!isGrouped) return;
    const lower = sheet.getCell(4, index + 1);
    lower.style = style;
    if (column.group !== undefined) lower.value = safeText(column.heading);
  });
  const heightOf = (own: readonly SheetColumn[]): number => size.air + 2 + size.line * headLines(own, size);
  if (!isGrouped) {
    sheet.getRow(3).height = heightOf(columns);
    return;
  }
  const joined = groupRuns(columns, pages);
  const groupLines = joined.map(({ from, to }) =>
    linesOf(columns[from]?.group ?? '', widthOf(columns.slice(from, to + 1)), { text: size.head }),
  );
  sheet.getRow(3).height = size.air + size.line * Math.max(1, ...groupLines);
  sheet.getRow(4).height = heightOf(columns.filter((column) => column.group !== undefined));
  columns.forEach((column, index) => {
    if (column.group === undefined) sheet.mergeCells(3, index + 1, 4, index + 1);
  });
  for (const { from, to } of joined) if (to > from) sheet.mergeCells(3, from + 1, 3, to + 1);
}

/** Neighbours of one block on one page, by index: their name is joined over them, and never across a page's edge. */
function groupRuns(columns: readonly SheetColumn[], pages: readonly PageColumns[]) {
  const ends = new Set(pages.map(({ to }) => to));
  const runs: { from: number; to: number }[] = [];
  columns.forEach(({ group }, index) => {
    const last = runs.at(-1);
    if (group === undefined) return;
    const goesOn = last !== undefined && last.to === index - 1 && columns[last.to]?.group === group && !ends.has(index);
    if (goesOn) last.to = index;
    else runs.push({ from: index, to: index });
  });
  return runs;
}

const headLines = (columns: readonly SheetColumn[], size: Size): number =>
  Math.max(1, ...columns.map((column) => linesOf(column.heading, column.width, { text: size.head })));

type CellStyles = {
  readonly text: Partial<Style>;
  /** A word in a column of figures: 缺报, —. */
  readonly word: Partial<Style>;
  readonly figure: (format: string) => Partial<Style>;
};

/** One style object a kind of cell: the writer knows it again and does not compare it anew for every cell. */
function cellStyles(columns: readonly SheetColumn[], size: Size): (index: number, isStrong: boolean) => CellStyles {
  const made = new Map<string, CellStyles>();
  return (index, isStrong) => {
    const key = `${index} ${isStrong}`;
    const known = made.get(key);
    if (known) return known;
    const { align = 'left', width = 10 } = columns[index] ?? {};
    const indent = align === 'center' || width < 9 ? 0 : 1;
    const font = { name: SONG, size: size.text, bold: isStrong };
    const style = (horizontal: SheetColumn['align'], wrapText: boolean, numFmt: string): Partial<Style> => ({
      font,
      border: grid,
      alignment: { horizontal, vertical: 'middle', wrapText, indent: horizontal === align ? indent : 0 },
      numFmt,
    });
    const figures = new Map<string, Partial<Style>>();
    const styles: CellStyles = {
      text: style(align, true, '@'),
      word: style(align === 'right' ? 'center' : align, true, '@'),
      // Figures never wrap: a column too narrow for one must show it, not cut it.
      figure: (format) => {
        const own = figures.get(format) ?? style(align, false, format);
        figures.set(format, own);
        return own;
      },
    };
    made.set(key, styles);
    return styles;
  };
}

/**
 * Figures become native numbers when the number says exactly what the text says; everything else is stored as a string in a cell formatted
 * as text, which no spreadsheet evaluates, not even when somebody edits it: a name that begins with = + - or @ stays a name.
 */
function write(cell: Cell, value: SheetCell, style: CellStyles, { format }: SheetColumn): void {
  const own = typeof value === 'object' ? value?.format : format;
  if (value === null || value === '') {
    cell.style = own === undefined ? style.text : style.figure(own);
    return;
  }
  const number = own === undefined ? null : asNumber(typeof value === 'object' ? value.value : value);
  if (number !== null) {
    cell.style = style.figure(own ?? 'General');
    cell.value = number;
    return;
  }
  cell.style = own === undefined ? style.text : style.word;
  cell.value = safeText(textOf(value));
}

const textOf = (value: SheetCell): string => (value !== null && typeof value === 'object' ? value.value : String(value ?? ''));

/** A decimal string as a number, when its 15 significant digits carry it. */
function asNumber(value: string | number): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (!/^-?\d+(\.\d+)?$/.test(value)) return null;
  return value.replace(/^-?0*\.?0*|\./g, '').length > 15 ? null : Number(value);
}

/**
 * A text as a workbook keeps it: what XML cannot hold or would change (a carriage return, a bell) goes in as _x000D_, and a text that looks like
 * such a code is marked, so that whoever opens the sheet reads the very signs that were written. Longer texts than a cell holds are cut.
 */
function safeText(text: string): string {
  const held = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return held
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(FORBIDDEN, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}
const LONGEST = 32_767;
/** Control signs except tab and line feed, DEL, and the two code points that XML forbids. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these very signs are looked for
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g;

/** Under the columns of the first page. */
function note(sheet: Worksheet, text: string, row: number, pages: readonly PageColumns[]): void {
  const { to } = pages[0] ?? { to: 1 };
  if (to > 1) sheet.mergeCells(row, 1, row, to);
  const cell = sheet.getCell(row, 1);
  cell.value = safeText(text);
  cell.font = { name: SONG, size: 10 };
  cell.alignment = { horizontal: 'left', vertical: 'top', wrapText: true };
  const whole = Array.from({ length: to }, (_, index) => sheet.getColumn(index + 1).width ?? 10);
  const lines = linesOf(
    text,
    whole.reduce((sum, width) => sum + width, 0),
    { text: 10 },
  );
  sheet.getRow(row).height = Math.min(HIGHEST, 4 + 14 * lines);
}

/**
 * How many lines a text takes in a column as the spreadsheet breaks it: at its own line ends, between Han characters, and never inside a
 * number or a Latin word that fits into a line. A Han character counts as two.
 */
export function linesOf(text: string, width: number, size: { readonly text: number }): number {
  // A column's width counts characters of 11 pt; one is lost to the cell's edges.
  const room = Math.max(2, Math.floor(((width - 1) * 11) / size.text));
  return text.split('\n').reduce((lines, paragraph) => lines + paragraphLines(paragraph, room), 0);
}

function paragraphLines(paragraph: string, room: number): number {
  let lines = 1;
  let used = 0;
  for (const [piece] of paragraph.matchAll(/[\u0021-\u024f]+|[^\u0021-\u024f]/gu)) {
    const needed = piece.length > 1 ? piece.length : piece > '\u2e7f' || /[“”‘’…—·①-⑳]/.test(piece) ? 2 : 1;
    if (used + needed <= room) used += needed;
    else if (needed <= room) {
      lines += 1;
      used = needed;
    } else {
      // A word longer than a line begins a line of its own and is cut.
      const whole = Math.ceil(needed / room);
      lines += whole - (used === 0 ? 1 : 0);
      used = needed - (whole - 1) * room;
    }
  }
  return lines;
}

/** In headers and footers & begins a code. */
const ampersands = (text: string): string => text.replaceAll('&', '&&');

/** Excel allows 31 characters and none of \ / ? * [ ] : ', no name twice, and takes upper and lower case for the same. */
function sheetName(wanted: string, taken: Set<string>): string {
  const base =
    wanted
      .replace(/[\\/?*[\]:'\s]/g, ' ')
      .replace(FORBIDDEN, '')
      .slice(0, 28) || '表';
  let name = base;
  for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${base}${copy}`;
  taken.add(name.toLowerCase());
  return name;
}
