/** What each key does. The editor is focused all the time, so every key press of the grid comes through here first. */
import type { KeyboardEvent } from 'react';
import { isTabAtEnd } from './grid-state.ts';
import type { GridControl } from './use-grid.ts';

const ARROWS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** 229 is what Chromium reports for a key that the input method has taken, the very first one before `isComposing` is set. */
function belongsToInputMethod(event: KeyboardEvent, grid: GridControl): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229 || grid.session.current.isComposing;
}

function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** While the strip asks, only its answers and the window's own shortcuts work. */
function onAsking(event: KeyboardEvent, grid: GridControl): void {
  if (event.key === 'Enter' && !event.altKey) {
    take(event);
    if (grid.plan && grid.plan.edits.length > 0) grid.applyPaste();
    else grid.closePaste();
  } else if (event.key === 'Escape') {
    take(event);
    grid.closePaste();
  } else if (!event.altKey && !event.ctrlKey && !event.metaKey && !/^F\d+$/.test(event.key)) {
    take(event);
  }
}

/** Keys that mean the same whether a cell is being edited or not; true when the key was one of them. */
function onLeaving(event: KeyboardEvent, grid: GridControl): boolean {
  if (event.key === 'Enter') {
    take(event);
    if (!event.altKey && grid.commit()) grid.dispatch({ type: 'enter', back: event.shiftKey });
    return true;
  }
  if (event.key === 'Tab' && !event.ctrlKey) {
    if (isTabAtEnd(grid.state, event.shiftKey)) {
      if (!grid.commit()) take(event);
      return true;
    }
    take(event);
    if (grid.commit()) grid.dispatch({ type: 'tab', back: event.shiftKey });
    return true;
  }
  return false;
}

function onEditing(event: KeyboardEvent, grid: GridControl, pageRows: number): void {
  // The editor has its own undo, select-all and clipboard; the page must not act on the same keys.
  if (event.ctrlKey || event.metaKey) {
    if (/^[acvxyz]$/i.test(event.key)) event.stopPropagation();
    return;
  }
  if (event.key === 'Escape') {
    take(event);
    grid.closeEditor();
  } else if (event.key === 'F2') {
    take(event);
    grid.dispatch({ type: 'mode', mode: grid.state.mode === 'type' ? 'edit' : 'type' });
  } else if (grid.state.mode === 'type' && !event.shiftKey) {
    const arrow = ARROWS[event.key];
    const page = event.key === 'PageDown' ? pageRows : event.key === 'PageUp' ? -pageRows : 0;
    if (!arrow && page === 0) return;
    take(event);
    const [rows, columns] = arrow ?? [page, 0];
    if (grid.commit()) grid.dispatch({ type: 'step', rows, columns, extend: false });
  }
}

function onMoving(event: KeyboardEvent, grid: GridControl, pageRows: number): void {
  const isControl = event.ctrlKey || event.metaKey;
  const extend = event.shiftKey;
  const arrow = ARROWS[event.key];
  if (arrow) {
    take(event);
    const [rows, columns] = arrow;
    const isFilled = (at: Parameters<typeof grid.sheet.value>[0]) => grid.sheet.value(at) !== '';
    if (isControl) grid.dispatch({ type: 'jump', rows, columns, extend, isFilled });
    else grid.dispatch({ type: 'step', rows, columns, extend });
    return;
  }
  if (event.key === 'Home' || event.key === 'End') {
    take(event);
    const isHome = event.key === 'Home';
    if (isControl) grid.dispatch({ type: 'edge', edge: isHome ? 'first' : 'last', extend });
    else grid.dispatch({ type: 'edge', edge: isHome ? 'rowStart' : 'rowEnd', extend });
    return;
  }
  if (isControl) {
    onControl(event, grid);
  } else if (event.key === 'PageDown' || event.key === 'PageUp') {
    take(event);
    grid.dispatch({ type: 'step', rows: event.key === 'PageDown' ? pageRows : -pageRows, columns: 0, extend });
  } else if (event.key === 'F2') {
    take(event);
    grid.beginEdit();
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    take(event);
    grid.clear();
  } else if (event.key === 'Escape' && grid.paste) {
    take(event);
    grid.closePaste();
  }
}

/** Ctrl with a letter. With nothing to undo here the key goes on to the page, which may have something. */
function onControl(event: KeyboardEvent, grid: GridControl): void {
  const key = event.key.toLowerCase();
  const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
  if (isRedo || key === 'z') {
    // The empty editor must not bring back what was once typed into it.
    event.preventDefault();
    if (grid.state[isRedo ? 'redo' : 'undo'].length === 0) return;
    event.stopPropagation();
    if (isRedo) grid.redo();
    else grid.undo();
  } else if (key === 'd' || key === 'r') {
    take(event);
    grid.fillFrom(key === 'd' ? 'top' : 'left');
  } else if (key === 'a') {
    take(event);
    grid.dispatch({ type: 'all' });
  }
}

/** The grid's key handler; `pageRows` is how far PageDown goes. */
export function onGridKey(event: KeyboardEvent, grid: GridControl, pageRows: number): void {
  if (belongsToInputMethod(event, grid)) {
    // Enter, Tab, Esc and arrows choose candidates; Esc must not close the page's drawer either.
    event.stopPropagation();
    return;
  }
  if (grid.paste && !grid.paste.done) {
    onAsking(event, grid);
    return;
  }
  // Alt with a digit opens pages.
  if (event.altKey && event.key !== 'Enter') return;
  if (onLeaving(event, grid)) return;
  if (grid.state.mode === 'move') onMoving(event, grid, pageRows);
  else onEditing(event, grid, pageRows);
}
