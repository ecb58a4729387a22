/** Where the clerk is in the table, and what can be undone: a pure reducer, so that every key can be tested without a window. */
import { type CellAt, type GridEdit, isInside, isSingle, type Rect, rectOf } from './grid-types.ts';

/** `type`: begun by typing, arrows leave the cell. `edit`: begun by F2 or a double click, arrows move the caret. */
type GridMode = 'move' | 'type' | 'edit';
type Step = readonly GridEdit[];

export type GridState = {
  readonly rows: number;
  readonly columns: number;
  readonly active: CellAt;
  /** The selection spans `anchor` to `head`; `active` is the anchor except while Enter and Tab walk through a selection. */
  readonly anchor: CellAt;
  readonly head: CellAt;
  readonly mode: GridMode;
  /** Column where a run of Tabs began: Enter goes back to it, one row down. */
  readonly tabColumn: number | null;
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
  /** Cell to scroll to, a new object whenever a move wants it; header clicks and Ctrl+A leave the view where it is. */
  readonly reveal: CellAt | null;
};

export type GridAction =
  | { readonly type: 'resize'; readonly rows: number; readonly columns: number }
  | { readonly type: 'goTo'; readonly at: CellAt; readonly extend?: boolean }
  | { readonly type: 'select'; readonly anchor: CellAt; readonly head: CellAt; readonly active?: CellAt }
  | { readonly type: 'step'; readonly rows: number; readonly columns: number; readonly extend: boolean }
  | {
      readonly type: 'jump';
      readonly rows: number;
      readonly columns: number;
      readonly extend: boolean;
      readonly isFilled: (at: CellAt) => boolean;
    }
  | { readonly type: 'edge'; readonly edge: 'rowStart' | 'rowEnd' | 'first' | 'last'; readonly extend: boolean }
  | { readonly type: 'enter'; readonly back: boolean }
  | { readonly type: 'tab'; readonly back: boolean }
  | { readonly type: 'all' }
  | { readonly type: 'mode'; readonly mode: GridMode }
  | { readonly type: 'record'; readonly edits: Step }
  | { readonly type: 'undone' }
  | { readonly type: 'redone' };

/** The promise is 100; a paste of 6 000 cells is one step, so this stays small. */
const UNDO_STEPS = 200;

/** A fresh table with the cursor in the first cell. */
export function initialState(rows: number, columns: number): GridState {
  const active = { row: 0, column: 0 };
  return { rows, columns, active, anchor: active, head: active, mode: 'move', tabColumn: null, undo: [], redo: [], reveal: null };
}

/** The selected rectangle. */
export function selectionOf(state: GridState): Rect {
  return rectOf(state.anchor, state.head);
}

/** From the last cell (or, backwards, the first) Tab leaves the grid, so that the keyboard is never caught in it. */
export function isTabAtEnd(state: GridState, back: boolean): boolean {
  if (!isSingle(selectionOf(state))) return false;
  const { row, column } = state.active;
  return back ? row === 0 && column === 0 : row === state.rows - 1 && column === state.columns - 1;
}

function clamp(state: GridState, at: CellAt): CellAt {
  return {
    row: Math.max(0, Math.min(at.row, state.rows - 1)),
    column: Math.max(0, Math.min(at.column, state.columns - 1)),
  };
}

function moveTo(state: GridState, at: CellAt, extend: boolean): GridState {
  const to = clamp(state, at);
  if (extend) return { ...state, head: to, tabColumn: null, reveal: { ...to } };
  return { ...state, active: to, anchor: to, head: to, tabColumn: null, mode: 'move', reveal: { ...to } };
}

/** As in Excel: from inside a filled block to its edge, else to the next filled cell, else to the edge of the table. */
function jumpFrom(state: GridState, from: CellAt, action: Extract<GridAction, { type: 'jump' }>): CellAt {
  const next = (at: CellAt): CellAt | null => {
    const to = { row: at.row + action.rows, column: at.column + action.columns };
    const moved = clamp(state, to);
    return moved.row === to.row && moved.column === to.column ? to : null;
  };
  let at = from;
  const neighbour = next(at);
  if (!neighbour) return at;
  const runs = action.isFilled(at) && action.isFilled(neighbour);
  at = neighbour;
  for (;;) {
    if (!runs && action.isFilled(at)) return at;
    const after = next(at);
    if (!after || (runs && !action.isFilled(after))) return at;
    at = after;
  }
}

function edgeOf(state: GridState, from: CellAt, edge: Extract<GridAction, { type: 'edge' }>['edge']): CellAt {
  if (edge === 'rowStart') return { row: from.row, column: 0 };
  if (edge === 'rowEnd') return { row: from.row, column: state.columns - 1 };
  return edge === 'first' ? { row: 0, column: 0 } : { row: state.rows - 1, column: state.columns - 1 };
}

/** Walks through a selection cell by cell and round again, leaving the selection as it is. */
function walk(state: GridState, rect: Rect, byColumn: boolean, back: boolean): GridState {
  const height = rect.bottom - rect.top + 1;
  const width = rect.right - rect.left + 1;
  const { row, column } = isInside(rect, state.active) ? state.active : { row: rect.top, column: rect.left };
  const place = byColumn ? (column - rect.left) * height + (row - rect.top) : (row - rect.top) * width + (column - rect.left);
  const next = (place + (back ? -1 : 1) + height * width) % (height * width);
  const active = byColumn
    ? { row: rect.top + (next % height), column: rect.left + Math.floor(next / height) }
    : { row: rect.top + Math.floor(next / width), column: rect.left + (next % width) };
  return { ...state, active, mode: 'move', tabColumn: null, reveal: { ...active } };
}

function enter(state: GridState, back: boolean): GridState {
  const rect = selectionOf(state);
  if (!isSingle(rect)) return walk(state, rect, true, back);
  const column = back ? state.active.column : (state.tabColumn ?? state.active.column);
  return moveTo(state, { row: state.active.row + (back ? -1 : 1), column }, false);
}

function tab(state: GridState, back: boolean): GridState {
  const rect = selectionOf(state);
  if (!isSingle(rect)) return walk(state, rect, false, back);
  const { row, column } = state.active;
  // At the side of the table the run goes on in the next row, so that a form can be filled with Tab alone.
  const place = Math.max(0, Math.min(row * state.columns + column + (back ? -1 : 1), state.rows * state.columns - 1));
  const to = { row: Math.floor(place / state.columns), column: place % state.columns };
  return { ...moveTo(state, to, false), tabColumn: back ? null : (state.tabColumn ?? column) };
}

function resize(state: GridState, rows: number, columns: number): GridState {
  if (rows === state.rows && columns === state.columns) return state;
  const sized = { ...state, rows: Math.max(rows, 0), columns: Math.max(columns, 0) };
  return { ...sized, active: clamp(sized, state.active), anchor: clamp(sized, state.anchor), head: clamp(sized, state.head) };
}

/** One event → the next state. */
export function reduce(state: GridState, action: GridAction): GridState {
  switch (action.type) {
    case 'resize':
      return resize(state, action.rows, action.columns);
    case 'goTo':
      return moveTo(state, action.at, action.extend ?? false);
    case 'select': {
      const anchor = clamp(state, action.anchor);
      const active = action.active ? clamp(state, action.active) : anchor;
      return { ...state, anchor, active, head: clamp(state, action.head), mode: 'move', tabColumn: null };
    }
    case 'step': {
      const from = action.extend ? state.head : state.active;
      return moveTo(state, { row: from.row + action.rows, column: from.column + action.columns }, action.extend);
    }
    case 'jump': {
      const from = action.extend ? state.head : state.active;
      return moveTo(state, jumpFrom(state, from, action), action.extend);
    }
    case 'edge':
      return moveTo(state, edgeOf(state, action.extend ? state.head : state.active, action.edge), action.extend);
    case 'enter':
      return enter(state, action.back);
    case 'tab':
      return tab(state, action.back);
    case 'all':
      return {
        ...state,
        anchor: { row: 0, column: 0 },
        head: clamp(state, { row: state.rows, column: state.columns }),
        tabColumn: null,
      };
    case 'mode':
      return state.mode === action.mode ? state : { ...state, mode: action.mode };
    case 'record':
      if (action.edits.length === 0) return state;
      return { ...state, undo: [...state.undo, action.edits].slice(-UNDO_STEPS), redo: [] };
    case 'undone': {
      const step = state.undo.at(-1);
      return step ? { ...state, undo: state.undo.slice(0, -1), redo: [...state.redo, step] } : state;
    }
    case 'redone': {
      const step = state.redo.at(-1);
      return step ? { ...state, redo: state.redo.slice(0, -1), undo: [...state.undo, step] } : state;
    }
  }
}
