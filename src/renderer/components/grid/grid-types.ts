/** The words the page and the grid share. The grid holds no figures of its own: it shows `rows` and reports edits. */
import type { Conversion } from '../../../shared/sheets/number-text.ts';

/** Shown as a corner mark with a shape of its own, so that it survives black-and-white print and colour blindness. */
export type CellMark = 'unsaved' | 'doubt' | 'returned' | 'locked' | 'evidence' | 'missing';

/** The word for each mark, for the page's status line and for screen readers. */
export const markWords: Readonly<Record<CellMark, string>> = {
  unsaved: '未保存',
  doubt: '有疑问',
  returned: '已退回',
  locked: '已锁定',
  evidence: '有佐证',
  missing: '缺报',
};

export type GridCell = {
  /** As shown, e.g. with two decimals. */
  readonly text: string;
  /** As edited and copied when that is more than what is shown, e.g. the exact figure. */
  readonly value?: string;
  readonly marks?: readonly CellMark[];
  readonly note?: string;
  /** Why the cell cannot be changed and who can lift that; absent when it can. */
  readonly readOnly?: string;
};

export type GridColumn = {
  readonly key: string;
  readonly label: string;
  readonly unit?: string;
  /** Block over the column; neighbours with the same word share one heading. */
  readonly group?: string;
  readonly width?: number;
  readonly align?: 'left' | 'center' | 'right';
};

export type GridRow = { readonly key: string; readonly label: string; readonly cells: readonly GridCell[] };

export type GridEdit = {
  readonly row: number;
  readonly column: number;
  readonly rowKey: string;
  readonly columnKey: string;
  /** Exact texts; an empty cell is the empty string. */
  readonly before: string;
  readonly after: string;
  /** What was done to the typed or pasted text; empty for undo and redo. */
  readonly conversions: readonly Conversion[];
};

export type EditKind = 'type' | 'paste' | 'fill' | 'clear' | 'undo' | 'redo';

/** `readNumber(text, unit)` fits as it is; a text column answers with the text. */
export type ParseResult =
  | { readonly ok: true; readonly value: string | null; readonly conversions: readonly Conversion[] }
  | { readonly ok: false; readonly reason: string };

export type CellAt = { readonly row: number; readonly column: number };
/** All four edges belong to it. */
export type Rect = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };

/** The smallest rectangle that holds both cells. */
export function rectOf(a: CellAt, b: CellAt): Rect {
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  };
}

/** True when the cell lies in the rectangle. */
export function isInside(rect: Rect, at: CellAt): boolean {
  return at.row >= rect.top && at.row <= rect.bottom && at.column >= rect.left && at.column <= rect.right;
}

/** True for a rectangle of one cell. */
export function isSingle(rect: Rect): boolean {
  return rect.top === rect.bottom && rect.left === rect.right;
}

export type GridProps = {
  /** What the table is, for screen readers: “2018年2月 区县数据”. */
  readonly label: string;
  /** Heading of the frozen column: “单位”. */
  readonly rowHeading: string;
  readonly rowHeadingWidth?: number;
  readonly columns: readonly GridColumn[];
  /** Keep the objects of unchanged rows: a row is drawn again only when its object is new. */
  readonly rows: readonly GridRow[];
  /** One more line that always stays in sight at the foot; cannot be entered. */
  readonly totals?: { readonly label: string; readonly cells: readonly string[] };
  /** So many columns after the row heading stay in place, too. */
  readonly frozen?: number;
  readonly parse: (text: string, row: number, column: number) => ParseResult;
  /** Once per typed cell, once per block. `rows` must hold the new values when React draws next (see `useUnsaved`). */
  readonly onChange: (edits: readonly GridEdit[], kind: EditKind) => void;
  readonly onActiveChange?: (row: number, column: number) => void;
  /** A sentence for the status line: why something typed, pasted or undone was not taken. */
  readonly onRefused?: (reason: string) => void;
  /** Cell to begin in; a new place moves the cursor there. */
  readonly start?: CellAt;
  readonly autoFocus?: boolean;
};
