/** A table that becomes one printed sheet of a workbook: plain data, filled by whoever knows the words, written by jobs/print-sheet.ts. */

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

/** A figure with a format of its own: `value` is the exact decimal, and the format prints it letter by letter as the paper does. */
type SheetFigure = { readonly value: string; readonly format: string };

/** A figure as its published text (kept as a number where it is exactly one), text, or nothing. */
export type SheetCell = string | number | SheetFigure | null;

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

/** Native number format of a figure with so many digits after the point. */
export const figureFormat = (decimals: number): string => (decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`);
