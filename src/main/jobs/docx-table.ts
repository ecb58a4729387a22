/** Tables of a paper as Word's, in the measures the pages were set in (paper-table.ts). */
import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  type Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  type TextRun,
  VerticalAlignTable,
} from 'docx';
import type { Table as PaperTable } from '../../shared/bulletin/document.ts';
import { type StyleId, twips } from './docx-style.ts';
import { fitted, line, type Work } from './docx-text.ts';
import { tableMeasures } from './paper-table.ts';
import type { TextStyle } from './paper-text.ts';

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const THIN = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const NO_MARGINS = { left: 0, right: 0, top: 0, bottom: 0 };
const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' };
export const NO_BORDERS = {
  top: NO_BORDER,
  bottom: NO_BORDER,
  left: NO_BORDER,
  right: NO_BORDER,
  insideHorizontal: NO_BORDER,
  insideVertical: NO_BORDER,
};

/**
 * WPS takes the widths of the grid, Word those of the cells: they agree. Rows have the height they are set in here, or more.
 * @param isWhole never split: every row is kept with the next
 * @param keepsEnd the last row is kept with what follows
 * @param lead a row above the head
 */
export function tableContent(
  table: PaperTable,
  width: number,
  work: Work,
  isTight: boolean,
  isWhole: boolean,
  keepsEnd: boolean,
  lead: readonly Paragraph[],
): Table {
  const measures = tableMeasures(table, width, work.fonts, isTight);
  const { padX, groups, headHeights, rowHeights, insets, headText, rowText } = measures;
  const widths = measures.widths.map(twips);
  const isDense = table.size === 'dense';
  const headStyle = isDense ? 'PaperDenseHead' : 'PaperTableHead';
  const style = isDense ? 'PaperDense' : 'PaperTable';
  // Half the air beside the words: what just fits its cell here may be a hair wider in Word.
  const margins = { left: twips(padX / 2), right: twips(padX / 2), top: 0, bottom: 0 };
  const inCell = (of: StyleId, text: string, own: TextStyle, room: number, most: number): TextRun[] =>
    fitted(of, [{ text, style: own }], { width: room, em: own.size, isRagged: true }, most, work);
  const headRoom = (from: number, span: number): number =>
    measures.widths.slice(from, from + span).reduce((sum, one) => sum + one, 0);
  const headCell = (text: string, from: number, span: number, isTall: boolean): TableCell =>
    new TableCell({
      width: { size: widths.slice(from, from + span).reduce((sum, one) => sum + one, 0), type: 'dxa' },
      verticalAlign: VerticalAlignTable.CENTER,
      margins,
      columnSpan: span,
      rowSpan: isTall ? 2 : 1,
      children: [
        line(headStyle, inCell(headStyle, text, headText, headRoom(from, span) - 2 * padX, headRoom(from, span) - padX), {
          keepNext: true,
        }),
      ],
    });
  const { columns } = table;
  const groupAt = (index: number) => groups.find(({ from, span }) => index >= from && index < from + span);
  const upper = columns.flatMap(({ heading }, index): readonly TableCell[] => {
    const group = groupAt(index);
    if (!group) return [headCell(heading, index, 1, groups.length > 0)];
    return group.from === index ? [headCell(group.name, index, group.span, false)] : [];
  });
  const lower = columns.flatMap(({ heading }, index) => (groupAt(index) ? [headCell(heading, index, 1, false)] : []));
  const head = (children: readonly TableCell[], height: number): TableRow =>
    new TableRow({ tableHeader: true, cantSplit: true, height: rowHeight(height), children });
  const last = table.rows.length - 1;
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: 'dxa' },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: THIN, bottom: THIN, left: THIN, right: THIN, insideHorizontal: THIN, insideVertical: THIN },
    rows: [
      ...(lead.length === 0 ? [] : [leadRow(lead, widths)]),
      head(upper, headHeights[0] ?? 0),
      ...(lower.length > 0 ? [head(lower, headHeights[1] ?? 0)] : []),
      ...table.rows.map((row, at) => {
        const isStrong = table.strong?.includes(at) === true;
        const keepNext = at === last ? keepsEnd : isWhole || at === 0 || at === last - 1;
        return new TableRow({
          cantSplit: true,
          height: rowHeight(rowHeights[at] ?? 0),
          children: columns.map(({ align }, index) => {
            const own = measures.widths[index] ?? 0;
            const inset = align === 'center' ? 0 : twips((align === 'right' ? (insets[index] ?? padX) : padX) - padX / 2);
            return new TableCell({
              width: { size: widths[index] ?? 0, type: 'dxa' },
              verticalAlign: VerticalAlignTable.CENTER,
              margins,
              children: [
                line(style, inCell(style, row[index] ?? '', rowText(isStrong), own - 2 * padX, own - padX - inset / 20), {
                  alignment: ALIGN[align],
                  keepNext,
                  ...(align === 'right' ? { indent: { right: inset } } : align === 'left' ? { indent: { left: inset } } : {}),
                }),
              ],
            });
          }),
        });
      }),
    ],
  });
}

/**
 * What a table belongs to, as its first row without rules: LibreOffice loses hold of more than six paragraphs that are each kept with the next, but
 * never splits a table whose rows are.
 */
const leadRow = (lead: readonly Paragraph[], widths: readonly number[]): TableRow =>
  new TableRow({
    cantSplit: true,
    children: [
      new TableCell({
        width: { size: widths.reduce((sum, one) => sum + one, 0), type: 'dxa' },
        columnSpan: widths.length,
        margins: NO_MARGINS,
        borders: { top: NO_BORDER, left: NO_BORDER, right: NO_BORDER, bottom: THIN },
        children: lead,
      }),
    ],
  });

/** A row as high as it is set here: Word adds its rule. */
const rowHeight = (height: number) => ({ value: twips(height - THIN.size / 8), rule: HeightRule.ATLEAST });

/** One row without rules, never split. */
export function plainTable(widths: readonly number[], cells: readonly (readonly Paragraph[])[], indent = 0): Table {
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: 'dxa' },
    indent: { size: indent, type: 'dxa' },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (children, at) => new TableCell({ width: { size: widths[at] ?? 0, type: 'dxa' }, margins: NO_MARGINS, children }),
        ),
      }),
    ],
  });
}
