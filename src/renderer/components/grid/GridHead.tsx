// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by arithmetic and columns are cut, which <table> layout cannot do
// biome-ignore-all lint/a11y/useFocusableInteractive: the editor over the active cell holds the focus for all cells
/** The two-row heading and the line of totals: they stay in sight while the rows scroll under them. */
import type { CSSProperties } from 'react';
import { type ColumnWindow, columnSpan, HEAD_HEIGHT, type Layout, ROW_HEIGHT } from './grid-geometry.ts';
import type { GridColumn, GridProps, Rect } from './grid-types.ts';

type HeadProps = {
  readonly layout: Layout;
  readonly drawn: ColumnWindow;
  readonly columns: readonly GridColumn[];
  readonly rowHeading: string;
  readonly selection: Rect;
};

type Group = { readonly label: string; readonly first: number; readonly last: number };

/** Neighbours with the same block word, cut where the frozen columns end: one half stays while the other scrolls. */
function groupsOf(columns: readonly GridColumn[], first: number, last: number): Group[] {
  const groups: Group[] = [];
  for (let index = first; index <= last; index += 1) {
    const label = columns[index]?.group ?? '';
    const open = groups.at(-1);
    if (open?.label === label) groups[groups.length - 1] = { ...open, last: index };
    else groups.push({ label, first: index, last: index });
  }
  return groups;
}

/** Place of a frozen cell, or just the width of one that scrolls. */
export function columnStyle(layout: Layout, column: number): CSSProperties {
  const { left, width } = columnSpan(layout, column);
  return column < layout.frozen ? { left, width } : { width };
}

/** Stands for the columns left of the drawn ones. */
export function Spacer({ layout, drawn }: { readonly layout: Layout; readonly drawn: ColumnWindow }) {
  const width = columnSpan(layout, drawn.firstColumn).left - layout.frozenWidth;
  return width > 0 ? <div className="grid-spacer" role="presentation" style={{ width }} /> : null;
}

/** Indexes of the columns to draw: the frozen ones, then those in view. */
export function drawnColumns(
  layout: Layout,
  drawn: ColumnWindow,
): { readonly frozen: readonly number[]; readonly free: readonly number[] } {
  const frozen = Array.from({ length: layout.frozen }, (_, index) => index);
  const free = Array.from(
    { length: Math.max(drawn.lastColumn - drawn.firstColumn + 1, 0) },
    (_, index) => drawn.firstColumn + index,
  );
  return { frozen, free };
}

function GroupCell({ layout, group }: { readonly layout: Layout; readonly group: Group }) {
  const first = columnSpan(layout, group.first);
  const last = columnSpan(layout, group.last);
  const width = last.left + last.width - first.left;
  const isFrozen = group.first < layout.frozen;
  return (
    <div
      role="columnheader"
      aria-colindex={group.first + 2}
      aria-colspan={group.last - group.first + 1}
      className={`grid-head-cell grid-group${isFrozen ? ' is-frozen' : ''}`}
      style={isFrozen ? { left: first.left, width } : { width }}
    >
      <span className="grid-group-text" style={isFrozen ? undefined : { left: layout.frozenWidth + 8 }}>
        {group.label}
      </span>
    </div>
  );
}

/** Column headings; a click on one selects its column. */
export function GridHead({ layout, drawn, columns, rowHeading, selection }: HeadProps) {
  const { frozen, free } = drawnColumns(layout, drawn);
  const heading = (index: number) => {
    const column = columns[index];
    if (!column) return null;
    const isChosen = index >= selection.left && index <= selection.right;
    return (
      <div
        key={column.key}
        role="columnheader"
        aria-colindex={index + 2}
        data-testid={`column-${index}`}
        className={`grid-head-cell${index < layout.frozen ? ' is-frozen' : ''}${isChosen ? ' is-chosen' : ''}`}
        style={columnStyle(layout, index)}
        title={column.unit ? `${column.label}（${column.unit}）` : column.label}
      >
        <span className="grid-head-label">
          {column.label} {column.unit ? <span className="grid-head-unit">{column.unit}</span> : null}
        </span>
      </div>
    );
  };
  const groups = layout.hasGroups
    ? { frozen: groupsOf(columns, 0, layout.frozen - 1), free: groupsOf(columns, drawn.firstColumn, drawn.lastColumn) }
    : null;
  const corner = (
    <div
      role="columnheader"
      aria-colindex={1}
      aria-rowspan={layout.hasGroups ? 2 : 1}
      className="grid-corner"
      style={{ width: layout.labelWidth, height: layout.headHeight }}
    >
      {rowHeading}
    </div>
  );
  return (
    <div className="grid-head" role="rowgroup" style={{ height: layout.headHeight }}>
      {groups ? (
        <div role="row" aria-rowindex={1} className="grid-head-row" style={{ height: layout.headHeight - HEAD_HEIGHT }}>
          {corner}
          {groups.frozen.map((group) => (
            <GroupCell key={group.first} layout={layout} group={group} />
          ))}
          <Spacer layout={layout} drawn={drawn} />
          {groups.free.map((group) => (
            <GroupCell key={group.first} layout={layout} group={group} />
          ))}
        </div>
      ) : null}
      <div role="row" aria-rowindex={groups ? 2 : 1} className="grid-head-row" style={{ height: HEAD_HEIGHT }}>
        {groups ? <div className="grid-spacer" role="presentation" style={{ width: layout.labelWidth }} /> : corner}
        {frozen.map(heading)}
        <Spacer layout={layout} drawn={drawn} />
        {free.map(heading)}
      </div>
    </div>
  );
}

type TotalsProps = {
  readonly layout: Layout;
  readonly drawn: ColumnWindow;
  readonly columns: readonly GridColumn[];
  readonly totals: NonNullable<GridProps['totals']>;
  readonly rowIndex: number;
};

/** The line of totals at the foot. */
export function GridTotals({ layout, drawn, columns, totals, rowIndex }: TotalsProps) {
  const { frozen, free } = drawnColumns(layout, drawn);
  const cell = (index: number) => (
    <div
      key={columns[index]?.key}
      role="gridcell"
      aria-colindex={index + 2}
      aria-readonly
      data-testid={`total-${index}`}
      className={`grid-cell is-${columns[index]?.align ?? 'right'}${index < layout.frozen ? ' is-frozen' : ''}`}
      style={columnStyle(layout, index)}
    >
      <span className="grid-text">{totals.cells[index] ?? ''}</span>
    </div>
  );
  return (
    <div className="grid-totals" role="rowgroup">
      <div role="row" aria-rowindex={rowIndex} className="grid-row" style={{ height: ROW_HEIGHT }}>
        <div role="rowheader" aria-colindex={1} className="grid-label" style={{ width: layout.labelWidth }}>
          {totals.label}
        </div>
        {frozen.map(cell)}
        <Spacer layout={layout} drawn={drawn} />
        {free.map(cell)}
      </div>
    </div>
  );
}
