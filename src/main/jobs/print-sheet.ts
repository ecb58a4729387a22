/**
 * One printable sheet: title, heads of one or two rows, rows, note; A4 landscape, one page wide, heads frozen and repeated, page footer.
 * Widths and heights are set for every column and row, since WPS and Excel guess them differently.
 */
import type { Borders, Cell, Workbook, Worksheet } from 'exceljs';

export type SheetColumn = {
  readonly heading: string;
  /** Heading above; neighbours with the same group are joined. */
  readonly group?: string;
  /** In characters of the sheet's font; a Han character is two. */
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
  /** Native number format of figures; text columns hold text whatever it looks like, so that code 010203 keeps its zero. */
  readonly format?: string;
};

/** A figure as its published text (kept as a number where it is exactly one), text, or nothing. */
type SheetCell = string | number | null;

export type SheetTable = {
  readonly name: string;
  readonly title: string;
  /** Under the title, right: 单位：分; left: 演示数据 and the like. */
  readonly unit?: string;
  readonly marks?: readonly string[];
  /** 封存码 and what it belongs to, at the foot of every printed page. */
  readonly seal?: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  readonly strong?: readonly number[];
  /** dense: many narrow columns, which would be scaled down until nobody could read them. */
  readonly size?: 'normal' | 'dense';
  /** Columns that stay in sight when the sheet is scrolled sideways. */
  readonly frozenColumns?: number;
  readonly note?: string;
};

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

export function addSheet(workbook: Workbook, table: SheetTable): Worksheet {
  const isGrouped = table.columns.some((column) => column.group !== undefined);
  const headRows = isGrouped ? 2 : 1;
  const lastHead = 2 + headRows;
  const count = table.columns.length;
  const size = sizes[table.size ?? 'normal'];
  const sheet = workbook.addWorksheet(sheetName(table.name, workbook), {
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: pagesAcross(table.columns),
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.6, right: 0.6, top: 0.8, bottom: 0.8, header: 0.4, footer: 0.4 },
      printTitlesRow: `1:${lastHead}`,
      printTitlesColumn: `A:${columnLetter(Math.max(1, table.frozenColumns ?? 1))}`,
    },
    headerFooter: {
      oddFooter: `${table.seal === undefined ? '' : `&L&9${ampersands(table.seal)}`}&C第 &P 页 共 &N 页`,
      ...(table.marks && table.marks.length > 0 ? { oddHeader: `&R${ampersands(table.marks.join('·'))}` } : {}),
    },
    views: [{ state: 'frozen', ySplit: lastHead, xSplit: table.frozenColumns ?? 0, showGridLines: false }],
  });
  table.columns.forEach((column, index) => {
    sheet.getColumn(index + 1).width = column.width;
  });
  title(sheet, table, onFirstPage(table.columns));
  heads(sheet, table.columns, isGrouped, size);
  const widest = table.columns.map((column) => column.width);
  table.rows.forEach((row, at) => {
    const target = sheet.getRow(lastHead + 1 + at);
    table.columns.forEach((column, index) => {
      const cell = target.getCell(index + 1);
      write(cell, row[index] ?? null, column);
      cell.font = { name: SONG, size: size.text, bold: table.strong?.includes(at) === true };
    });
    const lines = Math.max(1, ...row.map((value, index) => linesOf(value, widest[index] ?? 10, size)));
    target.height = size.air + lines * size.line;
  });
  if (table.note !== undefined) note(sheet, table.note, lastHead + table.rows.length + 1, count, widest);
  return sheet;
}

/** One page wide while that leaves the letters at three quarters of their size; a sheet of fifty columns takes several, its names repeated. */
const READABLE = 190;
const pagesAcross = (columns: readonly SheetColumn[]): number =>
  Math.max(1, Math.ceil(columns.reduce((sum, column) => sum + column.width, 0) / READABLE));

/** Columns the title stands over: those of the first page. */
function onFirstPage(columns: readonly SheetColumn[]): number {
  const across = pagesAcross(columns);
  const room = columns.reduce((sum, column) => sum + column.width, 0) / across;
  let used = 0;
  const fitting = columns.filter((column) => {
    used += column.width;
    return used <= room;
  });
  return across === 1 ? columns.length : Math.max(1, fitting.length);
}

const columnLetter = (column: number): string => String.fromCharCode(64 + Math.min(26, column));

function title(sheet: Worksheet, table: SheetTable, count: number): void {
  sheet.mergeCells(1, 1, 1, count);
  const cell = sheet.getCell(1, 1);
  cell.value = table.title;
  cell.font = { name: HEI, size: 16 };
  cell.alignment = { horizontal: 'center', vertical: 'middle' };
  sheet.getRow(1).height = 32;
  const marks = sheet.getCell(2, 1);
  marks.value = table.marks && table.marks.length > 0 ? `【${table.marks.join('·')}】` : null;
  marks.font = { name: HEI, size: 10, color: { argb: 'FF595959' } };
  const unit = sheet.getCell(2, count);
  if (table.unit !== undefined && count > 1) unit.value = table.unit;
  unit.font = { name: SONG, size: 10 };
  unit.alignment = { horizontal: 'right', vertical: 'middle' };
  sheet.getRow(2).height = 18;
}

function heads(sheet: Worksheet, columns: readonly SheetColumn[], isGrouped: boolean, size: Size): void {
  const style = (cell: Cell): void => {
    cell.font = { name: HEI, size: size.head };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } };
    cell.border = grid;
  };
  columns.forEach((column, index) => {
    const upper = sheet.getCell(3, index + 1);
    upper.value = isGrouped && column.group !== undefined ? column.group : column.heading;
    style(upper);
    if (!isGrouped) return;
    const lower = sheet.getCell(4, index + 1);
    if (column.group !== undefined) lower.value = column.heading;
    style(lower);
  });
  if (!isGrouped) {
    sheet.getRow(3).height = size.air + 2 + size.line * headLines(columns, size);
    return;
  }
  sheet.getRow(3).height = size.air + size.line;
  sheet.getRow(4).height =
    size.air +
    2 +
    size.line *
      headLines(
        columns.filter((column) => column.group !== undefined),
        size,
      );
  let from = 0;
  while (from < columns.length) {
    const group = columns[from]?.group;
    let to = from;
    while (group !== undefined && columns[to + 1]?.group === group) to += 1;
    if (group === undefined) sheet.mergeCells(3, from + 1, 4, from + 1);
    else if (to > from) sheet.mergeCells(3, from + 1, 3, to + 1);
    from = to + 1;
  }
}

const headLines = (columns: readonly SheetColumn[], size: Size): number =>
  Math.max(1, ...columns.map((column) => linesOf(column.heading, column.width, size)));

/**
 * Figures become native numbers when the number says exactly what the text says; everything else is stored as a string, which no
 * spreadsheet evaluates: a name that begins with = + - or @ stays a name.
 */
function write(cell: Cell, value: SheetCell, column: SheetColumn): void {
  cell.border = grid;
  // Figures never wrap: a column too narrow for one must show it, not cut it.
  const isText = column.format === undefined;
  const indent = column.align === 'center' ? 0 : 1;
  cell.alignment = { horizontal: column.align, vertical: 'middle', wrapText: isText, indent: column.width < 9 ? 0 : indent };
  if (value === null || value === '') return;
  const number = column.format === undefined ? null : asNumber(value);
  if (number !== null) {
    cell.value = number;
    cell.numFmt = column.format ?? 'General';
    return;
  }
  cell.value = String(value);
  cell.numFmt = '@';
  if (column.align === 'right') cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
}

/** A decimal string as a number, when its 15 significant digits carry it. */
function asNumber(value: string | number): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (!/^-?\d+(\.\d+)?$/.test(value)) return null;
  return value.replace(/^-?0*\.?0*|\./g, '').length > 15 ? null : Number(value);
}

function note(sheet: Worksheet, text: string, row: number, count: number, widths: readonly number[]): void {
  sheet.mergeCells(row, 1, row, count);
  const cell = sheet.getCell(row, 1);
  cell.value = text;
  cell.font = { name: SONG, size: 10 };
  cell.alignment = { horizontal: 'left', vertical: 'top', wrapText: true };
  const whole = widths.reduce((sum, width) => sum + width, 0);
  sheet.getRow(row).height = 4 + 14 * linesOf(text, whole, sizes.normal);
}

/** How many lines a text takes in a column, a Han character counting as two. */
function linesOf(value: SheetCell, width: number, size: Size): number {
  const needed = [...String(value ?? '')].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0);
  // A column's width counts characters of 11 pt.
  const room = Math.max(2, Math.floor(((width - 1) * 11) / size.text / 2) * 2);
  return Math.max(1, Math.ceil(needed / room));
}

/** In headers and footers & begins a code. */
const ampersands = (text: string): string => text.replaceAll('&', '&&');

/** Excel allows 31 characters and none of \ / ? * [ ] :, and no name twice. */
function sheetName(wanted: string, workbook: Workbook): string {
  const base = wanted.replace(/[\\/?*[\]:]/g, ' ').slice(0, 28);
  let name = base;
  for (let copy = 2; workbook.getWorksheet(name); copy++) name = `${base}${copy}`;
  return name;
}
