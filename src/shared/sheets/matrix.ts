/** A sheet as plain data: what every reader of spreadsheets gives and every import takes. */

type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'blank';

export type CellText = {
  /** What a person reads in the cell: “45%” for 0.45 shown as per cent, “2018-02-01” for a date, “#N/A” for an error. */
  readonly text: string;
  /** Decimal string of a native number, without binary dust: "0.3" for 0.1 + 0.2. */
  readonly number?: string;
  readonly kind: CellKind;
  readonly formula?: true;
};

/** All four are counted from 0 and included. */
export type Merge = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };

export type SheetMatrix = {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Rows from 0; a row may be shorter than `columns`. Read it with cellAt. */
  readonly cells: readonly (readonly CellText[])[];
  readonly merges: readonly Merge[];
  /** The sheet itself is hidden: lists behind drop-downs, our own identity sheet. */
  readonly hidden?: true;
  /** Rows and columns filtered away or hidden; they are read all the same, and the clerk is told. */
  readonly hiddenRows?: number;
  readonly hiddenColumns?: number;
};

/** Text of a formula whose result is not in the file. */
export const UNCALCULATED = '公式没有结果';

/** Every empty cell is this one object. */
export const BLANK: CellText = Object.freeze({ text: '', kind: 'blank' });

/** The cell at a row and column counted from 0; blank outside the sheet. */
export const cellAt = (sheet: SheetMatrix, row: number, column: number): CellText => sheet.cells[row]?.[column] ?? BLANK;

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** Name of a cell counted from 0: (6, 2) → C7. */
export const cellName = (row: number, column: number): string => `${columnName(column)}${row + 1}`;

/** Are all cells of a row empty? */
export const isBlankRow = (sheet: SheetMatrix, row: number): boolean =>
  (sheet.cells[row] ?? []).every((cell) => cell.text.trim() === '');

/**
 * Text of any cell with merged areas filled: every cell of a merged heading reads as its top left one.
 * Prepared once for a sheet; body cells are read with cellAt, where only the top left cell counts.
 */
export function mergedText(sheet: SheetMatrix): (row: number, column: number) => string {
  const origin = new Map<string, readonly [number, number]>();
  for (const { top, left, bottom, right } of sheet.merges) {
    for (let row = top; row <= Math.min(bottom, sheet.rows); row += 1) {
      for (let column = left; column <= Math.min(right, sheet.columns); column += 1) origin.set(`${row},${column}`, [top, left]);
    }
  }
  return (row, column) => {
    const [top, left] = origin.get(`${row},${column}`) ?? [row, column];
    return cellAt(sheet, top, left).text.trim();
  };
}
