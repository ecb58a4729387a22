/** The strip over the grid: what a paste would do, before it is done, and afterwards what it left out. */
import type { MouseEvent } from 'react';
import type { BadCell, Plan } from './grid-edits.ts';
import type { GridColumn, GridRow } from './grid-types.ts';
import { badCellWords, pastedWords, pasteWords } from './paste-words.ts';
import type { Paste } from './use-grid.ts';

type StripProps = {
  readonly paste: Paste;
  readonly plan: Plan | null;
  readonly rows: readonly GridRow[];
  readonly columns: readonly GridColumn[];
  readonly onApply: () => void;
  readonly onClose: () => void;
  readonly onGoTo: (bad: BadCell) => void;
};

/** A list of hundreds says no more than that the wrong block was copied. */
const MOST_LISTED = 100;

/** A click must not take the focus from the editor: Enter and Esc answer the strip. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/** Preview before and report after a paste. */
export function PasteStrip({ paste, plan, rows, columns, onApply, onClose, onGoTo }: StripProps) {
  const shown = paste.done ?? plan;
  if (!shown) return null;
  const names = { rows, columns };
  const listed = shown.bad.slice(0, MOST_LISTED);
  const hasList = paste.done ? shown.bad.length > 0 : shown.bad.length > 1;
  return (
    <div className="grid-strip" data-testid={paste.done ? 'paste-result' : 'paste-preview'}>
      <div className="grid-strip-line">
        <p className="grid-strip-words" role="status">
          {paste.done ? pastedWords(shown) : pasteWords(paste.block, shown, names)}
        </p>
        {paste.done ? null : (
          <button type="button" className="main" disabled={shown.edits.length === 0} onMouseDown={keepFocus} onClick={onApply}>
            应用 <kbd>Enter</kbd>
          </button>
        )}
        <button type="button" onMouseDown={keepFocus} onClick={onClose}>
          {paste.done ? '关闭' : '取消'} <kbd>Esc</kbd>
        </button>
      </div>
      {hasList ? (
        <ul className="grid-strip-list">
          {listed.map((bad) => (
            <li key={`${bad.at.row},${bad.at.column}`}>
              <button type="button" className="link" onMouseDown={keepFocus} onClick={() => onGoTo(bad)}>
                {badCellWords(bad, names)}
              </button>
            </li>
          ))}
          {shown.bad.length > listed.length ? <li>另有 {shown.bad.length - listed.length} 处</li> : null}
        </ul>
      ) : null}
    </div>
  );
}
