// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by arithmetic and columns are cut, which <table> layout cannot do
// biome-ignore-all lint/a11y/useFocusableInteractive: the editor over the active cell holds the focus for all cells
/**
 * The entry grid: cells are plain boxes, and ONE transparent textarea that always has the focus lies over the active cell. A key or the
 * first syllable of a Chinese input method therefore finds a text field at its place before it is pressed, which no "turn the cell into
 * an input when a key comes" grid can offer.
 */
import { type CSSProperties, useEffect, useMemo, useState } from 'react';
import './grid.css';
import { GridHead, GridTotals } from './GridHead.tsx';
import { type Coming, cellWords, GridLine } from './GridLine.tsx';
import type { Plan } from './grid-edits.ts';
import { columnSpan, layOut, pageRows, ROW_HEIGHT, sheetWidth } from './grid-geometry.ts';
import { onGridKey } from './grid-keys.ts';
import { selectionOf } from './grid-state.ts';
import { type CellAt, type GridProps, isInside } from './grid-types.ts';
import { PasteStrip } from './PasteStrip.tsx';
import { useGrid } from './use-grid.ts';
import { usePointer } from './use-pointer.ts';
import { useViewport } from './use-viewport.ts';

const DEFAULT_LABEL_WIDTH = 112;

/** The words a screen reader says for the cell under the cursor: unit, indicator, value, marks. */
function activeWords({ rows, columns }: GridProps, at: CellAt): string {
  const row = rows[at.row];
  const column = columns[at.column];
  if (!row || !column) return '';
  const cell = row.cells[at.column];
  const indicator = column.unit ? `${column.label}（${column.unit}）` : column.label;
  return [row.label, indicator, cell?.text || '空', cellWords(cell)].filter(Boolean).join('，');
}

/** row → column → what the paste would put there. */
function comingBy(plan: Plan | null): ReadonlyMap<number, ReadonlyMap<number, Coming>> {
  const lines = new Map<number, Map<number, Coming>>();
  const put = ({ row, column }: CellAt, coming: Coming) => {
    const line = lines.get(row) ?? new Map<number, Coming>();
    lines.set(row, line.set(column, coming));
  };
  for (const edit of plan?.edits ?? []) put(edit, { text: edit.after, isBad: false });
  for (const bad of plan?.bad ?? []) put(bad.at, { text: bad.text, isBad: true });
  return lines;
}

/**
 * A spreadsheet-like grid that fills its parent (which must have a height) and scrolls inside itself.
 * It keeps cursor, selection and undo; the figures stay with the page. Give it a `key` per month: undo must not reach across months.
 */
export function Grid(props: GridProps) {
  const { rows, columns, totals, rowHeading, frozen = 0, rowHeadingWidth = DEFAULT_LABEL_WIDTH, autoFocus = false } = props;
  const hasTotals = totals !== undefined;
  const layout = useMemo(
    () => layOut(columns, rows.length, { labelWidth: rowHeadingWidth, frozen, hasTotals }),
    [columns, rows.length, rowHeadingWidth, frozen, hasTotals],
  );
  const grid = useGrid(props);
  const { state, editor, session, paste, plan } = grid;
  const viewport = useViewport(layout, state.reveal);
  const pointer = usePointer(grid, layout, viewport);
  const [hasFocus, setFocus] = useState(false);
  const coming = useMemo(() => comingBy(plan), [plan]);

  useEffect(() => {
    if (autoFocus) editor.current?.focus({ preventScroll: true });
  }, [autoFocus, editor]);

  const { firstRow, lastRow, firstColumn, lastColumn } = viewport.drawn;
  // Not `viewport.drawn` itself: scrolling down must not make every row draw again.
  const drawn = useMemo(() => ({ firstColumn, lastColumn }), [firstColumn, lastColumn]);
  const { active, mode } = state;
  const selection = selectionOf(state);
  const headRows = layout.hasGroups ? 2 : 1;
  const words = activeWords(props, active);
  const isEditing = mode !== 'move';
  const isFrozen = active.column < layout.frozen;
  const span = columnSpan(layout, active.column);
  const editorStyle: CSSProperties = {
    top: active.row * ROW_HEIGHT,
    left: span.left,
    minWidth: span.width,
    maxWidth: Math.max(sheetWidth(layout) - span.left, span.width),
    height: ROW_HEIGHT,
    textAlign: columns[active.column]?.align ?? 'right',
  };
  const rowIndexes = Array.from({ length: Math.max(lastRow - firstRow + 1, 0) }, (_, index) => firstRow + index);

  return (
    <div className={`grid${hasFocus ? ' has-focus' : ''}`} data-testid="grid">
      {paste ? (
        <PasteStrip
          paste={paste}
          plan={plan}
          rows={rows}
          columns={columns}
          onApply={grid.applyPaste}
          onClose={grid.closePaste}
          onGoTo={({ at }) => grid.dispatch({ type: 'goTo', at })}
        />
      ) : null}
      <div
        ref={viewport.scroller}
        className="grid-scroller"
        role="grid"
        aria-label={props.label}
        aria-rowcount={headRows + rows.length + (totals ? 1 : 0)}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        tabIndex={-1}
        onScroll={viewport.onScroll}
        onMouseDown={pointer.onMouseDown}
        onDoubleClick={pointer.onDoubleClick}
      >
        <div className="grid-sheet" role="presentation" style={{ width: sheetWidth(layout) }}>
          <GridHead layout={layout} drawn={drawn} columns={columns} rowHeading={rowHeading} selection={selection} />
          <div className="grid-body" role="rowgroup" style={{ height: rows.length * ROW_HEIGHT }}>
            {rowIndexes.map((index) => {
              const row = rows[index];
              if (!row) return null;
              const isIn = index >= selection.top && index <= selection.bottom;
              const { filling } = pointer;
              const isFilling = filling !== null && isInside(filling, { row: index, column: filling.left });
              return (
                <GridLine
                  key={row.key}
                  row={row}
                  index={index}
                  headRows={headRows}
                  columns={columns}
                  layout={layout}
                  drawn={drawn}
                  left={isIn ? selection.left : -1}
                  right={isIn ? selection.right : -2}
                  isTop={index === selection.top}
                  isBottom={index === selection.bottom}
                  active={index === active.row ? active.column : -1}
                  fillLeft={isFilling ? filling.left : -1}
                  fillRight={isFilling ? filling.right : -2}
                  hasHandle={index === selection.bottom && !isEditing && paste === null}
                  coming={coming.get(index)}
                />
              );
            })}
            <textarea
              ref={editor}
              className={`grid-editor is-${mode}${isFrozen ? ' is-frozen' : ''}${grid.isInvalid ? ' is-invalid' : ''}`}
              style={editorStyle}
              rows={1}
              spellCheck={false}
              autoComplete="off"
              aria-label={words}
              aria-readonly={rows[active.row]?.cells[active.column]?.readOnly !== undefined}
              aria-invalid={grid.isInvalid}
              data-testid="grid-editor"
              onKeyDown={(event) => onGridKey(event, grid, pageRows(layout, viewport.view()))}
              onInput={() => {
                grid.setInvalid(false);
                grid.beginType();
              }}
              onCompositionStart={() => {
                session.current.isComposing = true;
                grid.beginType();
              }}
              onCompositionEnd={() => {
                session.current.isComposing = false;
                // What was composed over a cell that cannot be changed has been refused at its start.
                if (!session.current.isEditing && editor.current) editor.current.value = '';
              }}
              onFocus={() => setFocus(true)}
              onBlur={() => {
                // Another program in front is no reason to end an edit, leaving the grid is.
                if (document.hasFocus()) grid.commit();
                setFocus(false);
              }}
              onCopy={(event) => {
                if (isEditing) return;
                event.preventDefault();
                grid.copyTo(event.clipboardData);
              }}
              onCut={(event) => {
                if (isEditing) return;
                event.preventDefault();
                grid.copyTo(event.clipboardData);
                grid.clear();
              }}
              onPaste={(event) => {
                if (isEditing) return;
                event.preventDefault();
                grid.askPaste(event.clipboardData);
              }}
              onDrop={(event) => event.preventDefault()}
            />
          </div>
          {totals ? (
            <GridTotals layout={layout} drawn={drawn} columns={columns} totals={totals} rowIndex={headRows + rows.length + 1} />
          ) : null}
        </div>
      </div>
      <div className="grid-spoken" aria-live="polite">
        {hasFocus ? words : ''}
      </div>
    </div>
  );
}
