/** Tables of a paper: heads of one or two rows repeated on every page, thin rules, rows never split, figures under each other. */
import type { Table, TableColumn } from '../../shared/bulletin/document.ts';
import type { FontBook } from './fonts.ts';
import type { Box } from './paper-flow.ts';
import { type Item, placeLine, type SetLine, setText, type TextStyle } from './paper-text.ts';

const RULE = 0.5;
const BLACK = '#000000';

/** 小四 for tables in the text; 小五 for annexes with many columns. Padding above, below and beside the words of a cell. */
const sizes = {
  normal: { text: 12, pitch: 15, padY: 3.4, tightY: 1, padX: 4, face: 'fang' },
  // 仿宋 is too light for 小五.
  dense: { text: 9, pitch: 11, padY: 2.2, tightY: 1, padX: 2, face: 'song' },
} as const;
type Size = {
  readonly text: number;
  readonly pitch: number;
  readonly padY: number;
  readonly padX: number;
  readonly face: 'fang' | 'song';
};

type Cell = { readonly lines: readonly SetLine[]; readonly align: TableColumn['align']; readonly inset: number };

export type TableOptions = {
  /** Something under the table has to stay with it. */
  readonly keepsNextAtEnd: boolean;
  /** Less air in the rows, so that a table that lacks a line or two still fits on its page. */
  readonly isTight: boolean;
};

type Measured = {
  readonly size: Size;
  readonly edges: readonly number[];
  /** Room at the right of each column's figures. */
  readonly insets: readonly number[];
  readonly rows: readonly { readonly cells: readonly Cell[]; readonly height: number }[];
};

function measure(table: Table, width: number, fonts: FontBook, isTight: boolean): Measured {
  const { tightY, ...usual } = sizes[table.size ?? 'normal'];
  const size: Size = isTight ? { ...usual, padY: tightY } : usual;
  const edges = columnEdges(table.columns, width);
  const insets = table.columns.map((column, index) => figureInset(table, column, index, edges, size, fonts));
  const rows = table.rows.map((row, at) => {
    const style = bodyStyle(size, table.strong?.includes(at) === true);
    const cells = table.columns.map((column, index) =>
      cellOf(row[index] ?? '', style, column.align, widthOf(edges, index), insets[index] ?? size.padX, size, fonts),
    );
    return { cells, height: rowHeight(cells, size) };
  });
  return { size, edges, insets, rows };
}

/** Measures of a table as it is set, for a writer that lets another program draw it. Points. */
export function tableMeasures(table: Table, width: number, fonts: FontBook, isTight: boolean) {
  const { size, edges, insets, rows } = measure(table, width, fonts, isTight);
  const head = headMeasures(table.columns, edges, size, fonts);
  return {
    padX: size.padX,
    headText: headStyle(size),
    rowText: (isStrong: boolean): TextStyle => bodyStyle(size, isStrong),
    widths: table.columns.map((_, index) => widthOf(edges, index)),
    insets,
    groups: head.upper.map(({ name, from, span }) => ({ name, from, span })),
    headHeights: head.upper.length === 0 ? [head.height] : [head.upperHeight, head.height - head.upperHeight],
    rowHeights: rows.map(({ height }) => height),
  };
}

/** A table of a given width as boxes: its head, then a box a row. */
export function tableBoxes(table: Table, width: number, fonts: FontBook, options: TableOptions): readonly Box[] {
  const { size, edges, rows: measured } = measure(table, width, fonts, options.isTight);
  const head = headBox(table.columns, edges, size, fonts);
  const rows = measured.map(({ cells, height }, at): Box => {
    const isLast = at === table.rows.length - 1;
    // The first two and the last two rows stay together: a head over a single row, or a single row on a new page, looks lost.
    const isJoined = !isLast && (at === 0 || at === table.rows.length - 2);
    return {
      height,
      head,
      keepsNext: table.isWhole ? !isLast || options.keepsNextAtEnd : isJoined || (isLast && options.keepsNextAtEnd),
      draw: (x, y) => [
        ...cells.flatMap((cell, index) => drawCell(cell, x + (edges[index] ?? 0), y, widthOf(edges, index), height, size)),
        ...edges.map((edge) => rule(x + edge, y, x + edge, y + height)),
        rule(x, y + height, x + width, y + height),
      ],
    };
  });
  return [{ ...head, keepsNext: rows.length > 0 }, ...rows];
}

const bodyStyle = (size: Size, isStrong: boolean): TextStyle => ({
  face: isStrong ? 'hei' : size.face,
  size: size.text,
  latin: isStrong ? 'hei' : 'song',
  isTabular: true,
});
const headStyle = (size: Size): TextStyle => ({ face: 'hei', size: size.text });

function columnEdges(columns: readonly TableColumn[], width: number): readonly number[] {
  const total = columns.reduce((sum, column) => sum + column.width, 0);
  const edges = [0];
  for (const column of columns) edges.push((edges.at(-1) ?? 0) + (column.width / total) * width);
  return edges;
}

const widthOf = (edges: readonly number[], index: number, span = 1): number => (edges[index + span] ?? 0) - (edges[index] ?? 0);

/** Columns of figures stand right-aligned as a block in the middle of their column. */
function figureInset(
  table: Table,
  column: TableColumn,
  index: number,
  edges: readonly number[],
  size: Size,
  fonts: FontBook,
): number {
  if (column.align !== 'right') return size.padX;
  const widths = table.rows.map((row) => {
    const line = setText(
      [{ text: row[index] ?? '', style: bodyStyle(size, false) }],
      { width: 1000, em: size.text, isRagged: true },
      fonts,
    )[0];
    return line?.width ?? 0;
  });
  return Math.max(size.padX, (widthOf(edges, index) - Math.max(0, ...widths)) / 2);
}

function cellOf(
  text: string,
  style: TextStyle,
  align: TableColumn['align'],
  width: number,
  inset: number,
  size: Size,
  fonts: FontBook,
): Cell {
  const room = width - 2 * (align === 'right' ? Math.min(inset, size.padX) : size.padX);
  return { lines: setText([{ text, style }], { width: room, em: size.text, isRagged: true }, fonts), align, inset };
}

const rowHeight = (cells: readonly Cell[], size: Size): number =>
  Math.max(1, ...cells.map((cell) => cell.lines.length)) * size.pitch + 2 * size.padY;

function drawCell(cell: Cell, x: number, y: number, width: number, height: number, size: Size): readonly Item[] {
  const top = y + (height - cell.lines.length * size.pitch) / 2;
  return cell.lines.flatMap((line, index) => {
    const free = width - line.width;
    const left = cell.align === 'left' ? cell.inset : cell.align === 'right' ? free - cell.inset : free / 2;
    return placeLine(line, x + Math.max(left, 0), top + index * size.pitch + (size.pitch - size.text) / 2 + size.text * 0.88);
  });
}

/** Heights of a head: one row of headings, or two when columns share a group: the group above its columns, the others through both rows. */
function headMeasures(columns: readonly TableColumn[], edges: readonly number[], size: Size, fonts: FontBook) {
  const style = headStyle(size);
  const cells = columns.map((column, index) =>
    cellOf(column.heading, style, 'center', widthOf(edges, index), size.padX, size, fonts),
  );
  const upper = groupSpans(columns).map((group) => ({
    ...group,
    cell: cellOf(group.name, style, 'center', widthOf(edges, group.from, group.span), size.padX, size, fonts),
  }));
  if (upper.length === 0) return { cells, upper, upperHeight: 0, height: rowHeight(cells, size) };
  const isGrouped = (index: number): boolean => columns[index]?.group !== undefined;
  const upperHeight = rowHeight(
    upper.map(({ cell }) => cell),
    size,
  );
  const lowerHeight = rowHeight(
    cells.filter((_, index) => isGrouped(index)),
    size,
  );
  const tall = rowHeight(
    cells.filter((_, index) => !isGrouped(index)),
    size,
  );
  return { cells, upper, upperHeight, height: Math.max(upperHeight + lowerHeight, tall) };
}

function headBox(columns: readonly TableColumn[], edges: readonly number[], size: Size, fonts: FontBook): Box {
  const width = edges.at(-1) ?? 0;
  const { cells, upper, upperHeight, height } = headMeasures(columns, edges, size, fonts);
  const isGrouped = (index: number): boolean => columns[index]?.group !== undefined;
  const isInside = (edge: number): boolean => upper.some(({ from, span }) => edge > from && edge < from + span);
  return {
    height,
    draw: (x, y) => [
      ...upper.flatMap(({ cell, from, span }) =>
        drawCell(cell, x + (edges[from] ?? 0), y, widthOf(edges, from, span), upperHeight, size),
      ),
      ...upper.map(({ from, span }) =>
        rule(x + (edges[from] ?? 0), y + upperHeight, x + (edges[from + span] ?? 0), y + upperHeight),
      ),
      ...cells.flatMap((cell, index) => {
        const top = isGrouped(index) ? y + upperHeight : y;
        return drawCell(cell, x + (edges[index] ?? 0), top, widthOf(edges, index), y + height - top, size);
      }),
      ...edges.map((edge, index) => rule(x + edge, isInside(index) ? y + upperHeight : y, x + edge, y + height)),
      rule(x, y, x + width, y),
      rule(x, y + height, x + width, y + height),
    ],
  };
}

function groupSpans(
  columns: readonly TableColumn[],
): readonly { readonly name: string; readonly from: number; readonly span: number }[] {
  const spans: { name: string; from: number; span: number }[] = [];
  columns.forEach((column, index) => {
    const last = spans.at(-1);
    if (column.group === undefined) return;
    if (last && last.name === column.group && last.from + last.span === index) last.span += 1;
    else spans.push({ name: column.group, from: index, span: 1 });
  });
  return spans;
}

const rule = (x1: number, y1: number, x2: number, y2: number): Item => ({
  kind: 'rule',
  x1,
  y1,
  x2,
  y2,
  width: RULE,
  color: BLACK,
});
