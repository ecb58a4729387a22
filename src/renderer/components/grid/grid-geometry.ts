/** Equal rows and known column widths: every place in the grid is arithmetic, nothing is measured. */
import type { CellAt, GridColumn, Rect } from './grid-types.ts';

export const ROW_HEIGHT = 32;
export const HEAD_HEIGHT = 36;
const GROUP_HEIGHT = 28;
const LEAST_WIDTH = 88;
/** A 13 px heading: full-width and half-width signs, and both paddings. */
const WIDE_SIGN = 13;
const NARROW_SIGN = 7.5;
const PADDING = 17;
/** Below this many columns all of them are drawn: sideways virtualising would only cost. */
const DRAW_ALL_COLUMNS = 60;
const SPARE_ROWS = 8;
const SPARE_COLUMNS = 3;

export type Layout = {
  /** Left edge of each column from the left edge of the sheet; one more entry for the end. */
  readonly lefts: readonly number[];
  readonly labelWidth: number;
  /** Columns that stay beside the row heading. */
  readonly frozen: number;
  /** Width of everything that stays at the left. */
  readonly frozenWidth: number;
  readonly hasGroups: boolean;
  readonly headHeight: number;
  readonly rows: number;
  readonly footHeight: number;
};

export type View = { readonly top: number; readonly left: number; readonly width: number; readonly height: number };
/** First and last index that is drawn; the last is below the first when there is nothing. */
export type ColumnWindow = { readonly firstColumn: number; readonly lastColumn: number };
export type Window = ColumnWindow & { readonly firstRow: number; readonly lastRow: number };

/** Wide enough for name and unit on two lines, so that no heading is cut unless the page asks for a narrower column. */
function widthFor({ label, unit = '' }: GridColumn): number {
  const signs = [...`${label} ${unit}`];
  const total = signs.reduce((sum, sign) => sum + (sign > '\u2e7f' ? WIDE_SIGN : NARROW_SIGN), 0);
  return Math.max(LEAST_WIDTH, Math.ceil(total / 2) + WIDE_SIGN + PADDING);
}

/** Widths and heights of the whole sheet. */
export function layOut(
  columns: readonly GridColumn[],
  rows: number,
  options: { readonly labelWidth: number; readonly frozen: number; readonly hasTotals: boolean },
): Layout {
  const lefts = [options.labelWidth];
  for (const column of columns) lefts.push((lefts.at(-1) ?? 0) + (column.width ?? widthFor(column)));
  const frozen = Math.min(options.frozen, columns.length);
  const hasGroups = columns.some((column) => column.group !== undefined && column.group !== '');
  return {
    lefts,
    labelWidth: options.labelWidth,
    frozen,
    frozenWidth: lefts[frozen] ?? options.labelWidth,
    hasGroups,
    headHeight: HEAD_HEIGHT + (hasGroups ? GROUP_HEIGHT : 0),
    rows,
    footHeight: options.hasTotals ? ROW_HEIGHT : 0,
  };
}

/** Left edge and width of a column in the sheet. */
export function columnSpan(layout: Layout, column: number): { readonly left: number; readonly width: number } {
  const left = layout.lefts[column] ?? 0;
  return { left, width: (layout.lefts[column + 1] ?? left) - left };
}

/** Full width of the sheet. */
export function sheetWidth(layout: Layout): number {
  return layout.lefts.at(-1) ?? 0;
}

function columnAt(layout: Layout, x: number): number {
  let low = 0;
  let high = layout.lefts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((layout.lefts[middle] ?? 0) <= x) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

/** What has to be drawn for a view. */
export function windowOf(layout: Layout, view: View): Window {
  const firstRow = Math.max(Math.floor(view.top / ROW_HEIGHT) - SPARE_ROWS, 0);
  const seen = Math.max(view.height - layout.headHeight - layout.footHeight, 0);
  const lastRow = Math.min(Math.ceil((view.top + seen) / ROW_HEIGHT) + SPARE_ROWS, layout.rows - 1);
  const count = layout.lefts.length - 1;
  if (count <= DRAW_ALL_COLUMNS) return { firstRow, lastRow, firstColumn: layout.frozen, lastColumn: count - 1 };
  const firstColumn = Math.max(columnAt(layout, view.left + layout.frozenWidth) - SPARE_COLUMNS, layout.frozen);
  const lastColumn = Math.min(columnAt(layout, view.left + view.width) + SPARE_COLUMNS, count - 1);
  return { firstRow, lastRow, firstColumn, lastColumn };
}

/** Rows that fit between header and totals: one PageDown. */
export function pageRows(layout: Layout, view: View): number {
  return Math.max(Math.floor((view.height - layout.headHeight - layout.footHeight) / ROW_HEIGHT) - 1, 1);
}

/** Scroll position that shows the cell whole, clear of header, totals and frozen columns; moves no further than it must. */
export function scrollFor(layout: Layout, view: View, at: CellAt): { readonly top: number; readonly left: number } {
  const seenHeight = view.height - layout.headHeight - layout.footHeight;
  const rowTop = at.row * ROW_HEIGHT;
  let { top, left } = view;
  if (rowTop < top) top = rowTop;
  else if (rowTop + ROW_HEIGHT > top + seenHeight) top = rowTop + ROW_HEIGHT - seenHeight;
  if (at.column >= layout.frozen) {
    const span = columnSpan(layout, at.column);
    if (span.left + span.width > left + view.width) left = span.left + span.width - view.width;
    if (span.left - layout.frozenWidth < left) left = span.left - layout.frozenWidth;
  }
  return { top: Math.max(top, 0), left: Math.max(left, 0) };
}

export type Hit = {
  /** `none` is the empty ground beside or below the table. */
  readonly zone: 'cell' | 'rowHead' | 'columnHead' | 'corner' | 'none';
  /** Nearest cell, also from outside the table: a drag may leave it. */
  readonly at: CellAt;
};

/** What lies under a point, given from the top left corner of the visible grid. */
export function hit(layout: Layout, view: View, x: number, y: number): Hit {
  const row = Math.floor((y - layout.headHeight + view.top) / ROW_HEIGHT);
  const column = columnAt(layout, x < layout.frozenWidth ? Math.max(x, layout.labelWidth) : x + view.left);
  const at = { row: Math.max(0, Math.min(row, layout.rows - 1)), column };
  const isLabel = x < layout.labelWidth;
  if (y < layout.headHeight) {
    if (isLabel) return { zone: 'corner', at };
    return { zone: x + view.left < sheetWidth(layout) ? 'columnHead' : 'none', at };
  }
  const isOnTotals = layout.footHeight > 0 && y >= view.height - layout.footHeight;
  if (isOnTotals || row >= layout.rows || x + view.left >= sheetWidth(layout)) return { zone: 'none', at };
  return { zone: isLabel ? 'rowHead' : 'cell', at };
}

/** The selection stretched to where the fill handle was dragged: down, up, right or left, whichever is further. */
export function fillTarget(source: Rect, at: CellAt): Rect {
  const down = at.row - source.bottom;
  const up = source.top - at.row;
  const right = at.column - source.right;
  const left = source.left - at.column;
  const most = Math.max(down, up, right, left);
  if (most <= 0) return source;
  if (most === down) return { ...source, bottom: at.row };
  if (most === up) return { ...source, top: at.row };
  return most === right ? { ...source, right: at.column } : { ...source, left: at.column };
}
