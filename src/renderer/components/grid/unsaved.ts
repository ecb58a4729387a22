/** Keeps edits on the screen, tinted, from the key press until the page has them back from the store. */
import { useEffect, useMemo, useState } from 'react';
import type { GridCell, GridColumn, GridEdit, GridRow } from './grid-types.ts';

type Pending = { readonly text: string; readonly isSaved: boolean };
/** row key → column key → edit. */
export type Unsaved = ReadonlyMap<string, ReadonlyMap<string, Pending>>;

/** `change` answers with the new entry, null to remove it, or the entry itself to leave it. A row is copied once, however many cells change. */
function patch(
  unsaved: Unsaved,
  edits: readonly GridEdit[],
  change: (entry: Pending | undefined, edit: GridEdit) => Pending | null | undefined,
): Unsaved {
  const copies = new Map<string, Map<string, Pending>>();
  for (const edit of edits) {
    const line = copies.get(edit.rowKey) ?? unsaved.get(edit.rowKey);
    const entry = line?.get(edit.columnKey);
    const next = change(entry, edit);
    if (next === entry) continue;
    const copy = copies.get(edit.rowKey) ?? new Map(line);
    copies.set(edit.rowKey, copy);
    if (next) copy.set(edit.columnKey, next);
    else copy.delete(edit.columnKey);
  }
  if (copies.size === 0) return unsaved;
  const all = new Map<string, ReadonlyMap<string, Pending>>([...unsaved, ...copies]);
  return new Map([...all].filter(([, line]) => line.size > 0));
}

/** Adds edits that were just made. */
export function addEdits(unsaved: Unsaved, edits: readonly GridEdit[]): Unsaved {
  return patch(unsaved, edits, (_, edit) => ({ text: edit.after, isSaved: false }));
}

/** A cell that was changed again meanwhile is left as it is: its later edit is still under way. */
function settle(unsaved: Unsaved, edits: readonly GridEdit[], isSaved: boolean): Unsaved {
  return patch(unsaved, edits, (entry, edit) => {
    if (entry?.text !== edit.after) return entry;
    return isSaved ? { ...entry, isSaved } : null;
  });
}

/** Edits that are written: no longer tinted, but shown until the store's rows arrive. */
export function markSaved(unsaved: Unsaved, edits: readonly GridEdit[]): Unsaved {
  return settle(unsaved, edits, true);
}

/** Edits that could not be written: their cells show the store's figures again. */
export function dropEdits(unsaved: Unsaved, edits: readonly GridEdit[]): Unsaved {
  return settle(unsaved, edits, false);
}

/** New rows from the store speak for themselves; keeping a saved edit over them could one day show a figure that is no longer true. */
export function dropSaved(unsaved: Unsaved): Unsaved {
  const kept = new Map<string, ReadonlyMap<string, Pending>>();
  let dropped = 0;
  for (const [rowKey, line] of unsaved) {
    const open = new Map([...line].filter(([, entry]) => !entry.isSaved));
    dropped += line.size - open.size;
    if (open.size > 0) kept.set(rowKey, open);
  }
  return dropped > 0 ? kept : unsaved;
}

/** The store's rows with the edits laid over them. Rows without edits are the same objects as before. */
export function overlay(rows: readonly GridRow[], columns: readonly GridColumn[], unsaved: Unsaved): readonly GridRow[] {
  if (unsaved.size === 0) return rows;
  return rows.map((row) => {
    const line = unsaved.get(row.key);
    if (!line) return row;
    const cells = row.cells.map((cell, index): GridCell => {
      const entry = line.get(columns[index]?.key ?? '');
      if (!entry) return cell;
      const marks = (cell.marks ?? []).filter((mark) => mark !== 'missing' && mark !== 'unsaved');
      return { ...cell, text: entry.text, value: entry.text, marks: entry.isSaved ? marks : ['unsaved', ...marks] };
    });
    return { ...row, cells };
  });
}

/**
 * For a page that saves each change as it is made:
 * `const { rows, add, saved, failed } = useUnsaved(storeRows, columns)`; in `onChange`: `add(edits)`, then save, then `saved(edits)`
 * or `failed(edits)`. Saved cells keep showing the new figure until new `storeRows` bring it, so nothing flickers back.
 */
export function useUnsaved(storeRows: readonly GridRow[], columns: readonly GridColumn[]) {
  const [unsaved, setUnsaved] = useState<Unsaved>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the arrival of new rows that counts, not anything in them
  useEffect(() => setUnsaved(dropSaved), [storeRows]);
  const rows = useMemo(() => overlay(storeRows, columns, unsaved), [storeRows, columns, unsaved]);
  return {
    rows,
    /** Cells whose change is not written yet. */
    count: [...unsaved.values()].reduce((sum, line) => sum + [...line.values()].filter((entry) => !entry.isSaved).length, 0),
    add: (edits: readonly GridEdit[]) => setUnsaved((all) => addEdits(all, edits)),
    saved: (edits: readonly GridEdit[]) => setUnsaved((all) => markSaved(all, edits)),
    failed: (edits: readonly GridEdit[]) => setUnsaved((all) => dropEdits(all, edits)),
  };
}
