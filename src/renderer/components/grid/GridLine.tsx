// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by arithmetic and columns are cut, which <table> layout cannot do
// biome-ignore-all lint/a11y/useFocusableInteractive: the editor over the active cell holds the focus for all cells
/** One row of cells. Everything that changes with the cursor comes in as plain numbers, so that `memo` leaves the other rows alone. */
import { memo } from 'react';
import { columnStyle, drawnColumns, Spacer } from './GridHead.tsx';
import { type ColumnWindow, type Layout, ROW_HEIGHT } from './grid-geometry.ts';
import { type CellMark, type GridCell, type GridColumn, type GridRow, markWords } from './grid-types.ts';

/** What a paste that is still being asked about would put into a cell. */
export type Coming = { readonly text: string; readonly isBad: boolean };

type LineProps = {
  readonly row: GridRow;
  readonly index: number;
  readonly headRows: number;
  readonly columns: readonly GridColumn[];
  readonly layout: Layout;
  readonly drawn: ColumnWindow;
  /** Selected columns of this row; -1 when none. */
  readonly left: number;
  readonly right: number;
  readonly isTop: boolean;
  readonly isBottom: boolean;
  readonly active: number;
  /** Columns that the fill handle is dragged over. */
  readonly fillLeft: number;
  readonly fillRight: number;
  readonly hasHandle: boolean;
  readonly coming: ReadonlyMap<number, Coming> | undefined;
};

const TOP: readonly CellMark[] = ['doubt', 'returned', 'missing'];
const BOTTOM: readonly CellMark[] = ['locked', 'evidence'];

function Marks({ marks }: { readonly marks: readonly CellMark[] }) {
  const draw = (mark: CellMark) => (marks.includes(mark) ? <i key={mark} className={`grid-mark mark-${mark}`} /> : null);
  return (
    <>
      {draw('unsaved')}
      {TOP.some((mark) => marks.includes(mark)) ? <span className="grid-marks is-top">{TOP.map(draw)}</span> : null}
      {BOTTOM.some((mark) => marks.includes(mark)) ? <span className="grid-marks is-bottom">{BOTTOM.map(draw)}</span> : null}
    </>
  );
}

/** Marks, note and lock of a cell in words: for the tooltip, the editor's label and the page's status line. */
export function cellWords(cell: GridCell | undefined): string {
  if (!cell) return '';
  return [...(cell.marks ?? []).map((mark) => markWords[mark]), cell.note ?? '', cell.readOnly ?? ''].filter(Boolean).join('；');
}

function cellClass(props: LineProps, column: number, cell: GridCell | undefined): string {
  const isSelected = column >= props.left && column <= props.right;
  const isFilling = column >= props.fillLeft && column <= props.fillRight;
  const coming = props.coming?.get(column);
  const names = [
    'grid-cell',
    `is-${props.columns[column]?.align ?? 'right'}`,
    column < props.layout.frozen && 'is-frozen',
    cell?.readOnly !== undefined && 'is-locked',
    cell?.marks?.includes('unsaved') && 'is-unsaved',
    isFilling && 'is-filling',
    coming && (coming.isBad ? 'is-bad' : 'is-coming'),
    isSelected && 'is-selected',
    isSelected && props.isTop && 'edge-top',
    isSelected && props.isBottom && 'edge-bottom',
    isSelected && column === props.left && 'edge-left',
    isSelected && column === props.right && 'edge-right',
    column === props.active && 'is-active',
  ];
  return names.filter(Boolean).join(' ');
}

/** A row of the grid. */
export const GridLine = memo(function GridLine(props: LineProps) {
  const { row, index, headRows, columns, layout, drawn } = props;
  const { frozen, free } = drawnColumns(layout, drawn);
  const draw = (column: number) => {
    const cell = row.cells[column];
    const words = cellWords(cell);
    return (
      <div
        key={columns[column]?.key}
        role="gridcell"
        aria-colindex={column + 2}
        aria-selected={column >= props.left && column <= props.right}
        aria-readonly={cell?.readOnly !== undefined}
        data-testid={`cell-${index}-${column}`}
        className={cellClass(props, column, cell)}
        style={columnStyle(layout, column)}
        title={words || undefined}
      >
        <span className="grid-text">{props.coming?.get(column)?.text ?? cell?.text ?? ''}</span>
        {cell?.marks && cell.marks.length > 0 ? <Marks marks={cell.marks} /> : null}
        {props.hasHandle && column === props.right ? <i className="grid-handle" data-fill="" data-testid="fill-handle" /> : null}
      </div>
    );
  };
  return (
    <div
      role="row"
      aria-rowindex={headRows + index + 1}
      className="grid-row"
      style={{ top: index * ROW_HEIGHT, height: ROW_HEIGHT }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        data-testid={`row-${index}`}
        className={`grid-label${props.left >= 0 ? ' is-chosen' : ''}`}
        style={{ width: layout.labelWidth }}
        title={row.label}
      >
        {row.label}
      </div>
      {frozen.map(draw)}
      <Spacer layout={layout} drawn={drawn} />
      {free.map(draw)}
    </div>
  );
});
