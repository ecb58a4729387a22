/** What a paste, a fill or a clearing would change. Pure: nothing is changed here, so a plan can be shown before it is carried out. */
import type { Conversion } from '../../../shared/sheets/number-text.ts';
import type { ClipboardBlock } from './clipboard.ts';
import { type CellAt, type GridEdit, isInside, type ParseResult, type Rect } from './grid-types.ts';

/** The table as the plans need it. */
export type Sheet = {
  readonly rows: number;
  readonly columns: number;
  readonly key: (at: CellAt) => { readonly rowKey: string; readonly columnKey: string };
  /** Exact text of a cell. */
  readonly value: (at: CellAt) => string;
  /** Why the cell cannot be changed. */
  readonly lock: (at: CellAt) => string | undefined;
  readonly parse: (text: string, at: CellAt) => ParseResult;
};

export type BadCell = { readonly at: CellAt; readonly text: string; readonly reason: string };

export type Plan = {
  /** Cells whose value really changes, left to right and down. */
  readonly edits: readonly GridEdit[];
  /** Texts that are no value for their column; their cells stay as they are. */
  readonly bad: readonly BadCell[];
  /** Cells left out because they may not be changed, and the first reason. */
  readonly locked: number;
  readonly lockReason: string | undefined;
  /** Filled source cells beyond the edge of the table. */
  readonly outside: number;
  /** Filled cells that become empty. */
  readonly emptied: number;
  /** Every conversion of the block, also where the cell already held that value. */
  readonly conversions: readonly Conversion[];
  readonly target: Rect;
};

type Entry = { readonly at: CellAt; readonly text: string; readonly shown?: string | undefined };

function makePlan(sheet: Sheet, entries: Iterable<Entry>, target: Rect, outside: number): Plan {
  const edits: GridEdit[] = [];
  const bad: BadCell[] = [];
  const conversions: Conversion[] = [];
  let locked = 0;
  let lockReason: string | undefined;
  let emptied = 0;
  for (const { at, text, shown } of entries) {
    const reason = sheet.lock(at);
    if (reason !== undefined) {
      locked += 1;
      lockReason ??= reason;
      continue;
    }
    const reading: ParseResult = text === '' ? { ok: true, value: null, conversions: [] } : sheet.parse(text, at);
    if (!reading.ok) {
      bad.push({ at, text, reason: reading.reason });
      continue;
    }
    const done = [...reading.conversions];
    if (shown !== undefined) done.unshift({ kind: 'recovered', phrase: `“${shown}”取真值` });
    conversions.push(...done);
    const before = sheet.value(at);
    const after = reading.value ?? '';
    if (before === after) continue;
    if (after === '') emptied += 1;
    edits.push({ ...at, ...sheet.key(at), before, after, conversions: done });
  }
  return { edits, bad, locked, lockReason, outside, emptied, conversions, target };
}

function* cellsOf(rect: Rect): Generator<CellAt> {
  for (let row = rect.top; row <= rect.bottom; row += 1) {
    for (let column = rect.left; column <= rect.right; column += 1) yield { row, column };
  }
}

/** One typed cell. */
export function planType(sheet: Sheet, at: CellAt, text: string): Plan {
  return makePlan(sheet, [{ at, text }], { top: at.row, left: at.column, bottom: at.row, right: at.column }, 0);
}

/** Emptying a range. */
export function planClear(sheet: Sheet, rect: Rect): Plan {
  const entries = [...cellsOf(rect)].map((at) => ({ at, text: '' }));
  return makePlan(sheet, entries, rect, 0);
}

/**
 * Filling `target` from `source` (which it contains or touches): the source repeats in both directions, in step with where it stands,
 * so that filling upwards or to the left ends with the last source row or column next to the source. Values are copied, never counted up.
 */
export function planFill(sheet: Sheet, source: Rect, target: Rect): Plan {
  const height = source.bottom - source.top + 1;
  const width = source.right - source.left + 1;
  const within = (offset: number, size: number) => ((offset % size) + size) % size;
  const entries: Entry[] = [];
  for (const at of cellsOf(target)) {
    if (isInside(source, at)) continue;
    const from = {
      row: source.top + within(at.row - source.top, height),
      column: source.left + within(at.column - source.left, width),
    };
    entries.push({ at, text: sheet.value(from) });
  }
  return makePlan(sheet, entries, target, 0);
}

/** Where a block of so many rows and columns goes: once at the corner of the selection, or repeated when the selection is a multiple of it. */
function pasteTarget(selection: Rect, height: number, width: number): Rect {
  const tall = selection.bottom - selection.top + 1;
  const wide = selection.right - selection.left + 1;
  const isMultiple = tall % height === 0 && wide % width === 0;
  const { top, left } = selection;
  return isMultiple ? selection : { top, left, bottom: top + height - 1, right: left + width - 1 };
}

/** Pasting a block at the selection. */
export function planPaste(sheet: Sheet, block: ClipboardBlock, selection: Rect): Plan {
  const height = block.rows.length;
  const width = Math.max(...block.rows.map((row) => row.length), 1);
  const asked = pasteTarget(selection, height, width);
  const target = { ...asked, bottom: Math.min(asked.bottom, sheet.rows - 1), right: Math.min(asked.right, sheet.columns - 1) };
  let outside = 0;
  block.rows.forEach((row, r) => {
    row.forEach((text, c) => {
      if (text.trim() !== '' && !isInside(target, { row: target.top + r, column: target.left + c })) outside += 1;
    });
  });
  const entries: Entry[] = [];
  for (const at of cellsOf(target)) {
    const r = (at.row - target.top) % height;
    const c = (at.column - target.left) % width;
    const text = block.rows[r]?.[c];
    if (text !== undefined) entries.push({ at, text, shown: block.recovered.get(`${r},${c}`) });
  }
  return makePlan(sheet, entries, target, outside);
}

/** An earlier step backwards (`undo`) or forwards again, on the table as it is now: rows may have been re-sorted or locked meanwhile. */
export function planStep(sheet: Sheet, step: readonly GridEdit[], direction: 'undo' | 'redo'): Plan {
  const places = new Map<string, CellAt>();
  for (let row = 0; row < sheet.rows; row += 1) {
    for (let column = 0; column < sheet.columns; column += 1) {
      const { rowKey, columnKey } = sheet.key({ row, column });
      places.set(`${rowKey}\n${columnKey}`, { row, column });
    }
  }
  const edits: GridEdit[] = [];
  let locked = 0;
  let lockReason: string | undefined;
  let outside = 0;
  for (const edit of step) {
    const at = places.get(`${edit.rowKey}\n${edit.columnKey}`);
    const reason = at && sheet.lock(at);
    if (!at) outside += 1;
    else if (reason !== undefined) {
      locked += 1;
      lockReason ??= reason;
    } else {
      const after = direction === 'undo' ? edit.before : edit.after;
      const before = sheet.value(at);
      if (before !== after) edits.push({ ...edit, ...at, before, after, conversions: [] });
    }
  }
  return { edits, bad: [], locked, lockReason, outside, emptied: 0, conversions: [], target: around(edits) };
}

function around(edits: readonly GridEdit[]): Rect {
  const [first] = edits;
  if (!first) return { top: 0, left: 0, bottom: 0, right: 0 };
  let { row: top, column: left, row: bottom, column: right } = first;
  for (const { row, column } of edits) {
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
    left = Math.min(left, column);
    right = Math.max(right, column);
  }
  return { top, left, bottom, right };
}
