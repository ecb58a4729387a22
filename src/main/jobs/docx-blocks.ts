/** Blocks of a paper as Word's paragraphs and tables, in the measures the pages were set in (paper-layout.ts). */
import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  type IParagraphOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
} from 'docx';
import { encode } from 'uqr';
import type { DocumentBlock, Table as PaperTable, Run } from '../../shared/bulletin/document.ts';
import { qrPath } from '../../shared/qr.ts';
import type { Draw } from './docx-picture.ts';
import { fontOf, STYLES, type StyleId, twips } from './docx-style.ts';
import type { Face, FaceName, FontBook } from './fonts.ts';
import { printable } from './fonts.ts';
import { blockAir, CAPTION_PITCH, cell } from './paper-format.ts';
import type { Setting } from './paper-layout.ts';
import { fitsBeside, labelWidth } from './paper-small.ts';
import { tableMeasures } from './paper-table.ts';
import { mm } from './paper-text.ts';

/** Letters sit low on their lines in Word: there is less air to see above a table than below it. */
const AIR = { above: blockAir.above + 6, below: blockAir.below - 6 };

export type Content = Paragraph | Table;

export type Work = {
  readonly fonts: FontBook;
  readonly draw: Draw;
  readonly chart: (option: unknown) => string;
  readonly settings: ReadonlyMap<DocumentBlock, Setting>;
  /** Of several papers in a file, one that takes a single page. */
  readonly isSingle: boolean;
};

const styleFace = new Map<StyleId, FaceName>(STYLES.map(({ id, face }) => [id, face]));

/** Words in their style's face and size; characters that face lacks in the one that has them. */
export function words(text: string, style: StyleId, { fonts }: Work, face?: FaceName, size?: number): TextRun[] {
  const own = face ?? styleFace.get(style) ?? 'fang';
  const pieces: { text: string; face: FaceName }[] = [];
  for (const character of printable(text)) {
    const name = nameOf(character, own, fonts);
    const last = pieces.at(-1);
    if (last?.face === name) last.text += character;
    else pieces.push({ text: character, face: name });
  }
  return pieces.map(
    (piece) =>
      new TextRun({
        text: piece.text,
        // Named only where it is not the style's.
        font: piece.face === styleFace.get(style) ? { hint: 'eastAsia' } : fontOf(piece.face, fonts),
        ...(size === undefined ? {} : { size: size * 2 }),
      }),
  );
}

/** The face that has a character: its own, else 宋体 or 楷体. Latin letters are always its own's. */
function nameOf(character: string, own: FaceName, fonts: FontBook): FaceName {
  if (/^[\x20-\x7e]$/.test(character)) return own;
  const face: Face = fonts.faceFor(character, own).face;
  return ([own, 'song', 'kai'] as const).find((name) => fonts.face(name) === face) ?? own;
}

export const line = (style: StyleId, children: IParagraphOptions['children'], options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ style, ...options, children: children ?? [] });

/** An empty line of a height in points. */
export const air = (height: number, keepNext = false): Paragraph =>
  line('PaperAir', [], { keepNext, spacing: { line: Math.max(1, twips(height)), lineRule: 'exact' } });

/** @param keeps the block, all of it or only its end, stays with what follows */
export function blockContent(
  block: DocumentBlock,
  width: number,
  work: Work,
  keeps: 'all' | 'end' | 'nothing' = 'nothing',
): readonly Content[] {
  const { gap = 0, isTight = false, isWhole = false } = work.settings.get(block) ?? {};
  const above = gap > 0 ? { spacing: { before: twips(gap) } } : {};
  const keepNext = keeps !== 'nothing';
  switch (block.kind) {
    case 'heading': {
      const style = `Heading${block.level}` as const;
      return [line(style, words(`${block.number ?? ''}${block.text}`, style, work), above)];
    }
    case 'paragraph': {
      if (block.small?.form === 'entry') return entry(block.runs, block.small.aside, width, work);
      if (block.small?.form === 'detail') return [detail(block.small.label, block.runs, work)];
      const { lead, runs } = block;
      const leadFace = lead === undefined || lead.level > 2 ? 'fang' : 'kai';
      return [
        line(
          'PaperText',
          [
            ...(lead ? words(`${lead.number ?? ''}${lead.text}`, 'PaperText', work, leadFace) : []),
            ...joined(runs).flatMap(({ text, bold }) => words(text, 'PaperText', work, bold ? 'hei' : 'fang')),
          ],
          // Of a paragraph that goes with 署名 two lines at least.
          { ...above, keepNext, ...(keepNext ? { widowControl: true } : {}) },
        ),
      ];
    }
    case 'table': {
      const { caption, table, note } = block;
      return [
        ...(caption === undefined ? [air(AIR.above, true)] : [captionLine(caption, work)]),
        tableContent(
          table,
          width,
          work,
          isTight,
          keeps === 'all' || (isWhole && keeps !== 'end'),
          keepNext || note !== undefined,
        ),
        ...below(note, work, keepNext),
      ];
    }
    case 'chart': {
      const svg = work.chart(block.option);
      const picture = work.draw(svg, width, mm(block.heightMm), block.caption);
      // One row for both: LibreOffice keeps no caption with a picture that has to go to the next page.
      const both = [
        captionLine(block.caption, work),
        line('PaperPicture', [picture], { keepNext: keepNext || block.note !== undefined }),
      ];
      return [plainTable([twips(width)], [both]), ...below(block.note, work, keepNext)];
    }
    case 'code':
      return [air(AIR.above, true), codeTable(block, work), air(AIR.below, keepNext)];
  }
}

const captionLine = (text: string, work: Work): Paragraph =>
  line('PaperCaption', words(text, 'PaperCaption', work), {
    keepNext: true,
    spacing: { before: twips(AIR.above), line: twips(CAPTION_PITCH), lineRule: 'exact' },
  });

/** The note under a table or a picture, or the air there: two tables without a paragraph between them would be one. */
const below = (note: string | undefined, work: Work, keepNext: boolean): readonly Paragraph[] =>
  note === undefined
    ? [air(AIR.below, keepNext)]
    : [line('PaperNote', words(note, 'PaperNote', work), { keepNext, spacing: { after: twips(AIR.below) } })];

/** Neighbours set alike are one: a clerk who searches or marks words meets no seams. */
function joined(runs: readonly Run[]): readonly Run[] {
  const found: { text: string; bold: boolean }[] = [];
  for (const { text, bold = false } of runs) {
    const last = found.at(-1);
    if (last?.bold === bold) last.text += text;
    else found.push({ text, bold });
  }
  return found;
}

const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

function entry(runs: readonly Run[], aside: string, width: number, work: Work): readonly Paragraph[] {
  const style = 'PaperEntry';
  const spacing = { before: twips(8) };
  const right = words(aside, style, work);
  if (!fitsBeside(runs, aside, width, work.fonts)) {
    return [line(style, words(textOf(runs), style, work), { spacing }), line(style, right, { alignment: AlignmentType.RIGHT })];
  }
  const tabStops = [{ type: TabStopType.RIGHT, position: twips(width) }];
  return [line(style, [...words(textOf(runs), style, work), new TextRun('\t'), ...right], { spacing, tabStops })];
}

function detail(label: string, runs: readonly Run[], work: Work): Paragraph {
  const style = 'PaperDetail';
  const hanging = twips(labelWidth(label, work.fonts));
  return line(style, [...words(`${label}：`, style, work, 'hei'), ...words(textOf(runs), style, work)], {
    indent: { left: hanging, hanging },
  });
}

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const THIN = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
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
 */
function tableContent(
  table: PaperTable,
  width: number,
  work: Work,
  isTight: boolean,
  isWhole: boolean,
  keepsEnd: boolean,
): Table {
  const measures = tableMeasures(table, width, work.fonts, isTight);
  const { padX, groups, headHeights, rowHeights, insets } = measures;
  const widths = measures.widths.map(twips);
  const isDense = table.size === 'dense';
  const headStyle = isDense ? 'PaperDenseHead' : 'PaperTableHead';
  const style = isDense ? 'PaperDense' : 'PaperTable';
  // Half the air beside the words: what just fits its cell here may be a hair wider in Word.
  const margins = { left: twips(padX / 2), right: twips(padX / 2), top: 0, bottom: 0 };
  const headCell = (text: string, from: number, span: number, isTall: boolean): TableCell =>
    new TableCell({
      width: { size: widths.slice(from, from + span).reduce((sum, one) => sum + one, 0), type: 'dxa' },
      verticalAlign: VerticalAlignTable.CENTER,
      margins,
      columnSpan: span,
      rowSpan: isTall ? 2 : 1,
      children: [line(headStyle, words(text, headStyle, work), { keepNext: true })],
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
      head(upper, headHeights[0] ?? 0),
      ...(lower.length > 0 ? [head(lower, headHeights[1] ?? 0)] : []),
      ...table.rows.map((row, at) => {
        const isStrong = table.strong?.includes(at) === true;
        const keepNext = at === last ? keepsEnd : isWhole || at === 0 || at === last - 1;
        return new TableRow({
          cantSplit: true,
          height: rowHeight(rowHeights[at] ?? 0),
          children: columns.map(({ align }, index) => {
            const inset = align === 'center' ? 0 : twips((align === 'right' ? (insets[index] ?? padX) : padX) - padX / 2);
            return new TableCell({
              width: { size: widths[index] ?? 0, type: 'dxa' },
              verticalAlign: VerticalAlignTable.CENTER,
              margins,
              children: [
                line(style, words(row[index] ?? '', style, work, isStrong ? 'hei' : undefined), {
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

/** A row as high as it is set here: Word adds its rule. */
const rowHeight = (height: number) => ({ value: twips(height - THIN.size / 8), rule: HeightRule.ATLEAST });

/** The square of a QR code. */
export function qrImage(text: string, side: number, draw: Draw, alt: string) {
  const { path, size } = qrPath(encode(text, { ecc: 'M', border: 0 }));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
  return draw(svg, side, side, alt);
}

/** The square two characters in, its lines beside it. */
function codeTable({ text, sizeMm, beside }: Extract<DocumentBlock, { kind: 'code' }>, work: Work): Table {
  const side = mm(sizeMm);
  const [first, second] = [twips(side + mm(6)), twips(mm(156) - 2 * cell - side - mm(6))];
  const picture = line('PaperPicture', [qrImage(text, side, work.draw, '二维码')]);
  const lines = beside.map((words_) =>
    line('PaperTable', words(words_, 'PaperTable', work, 'hei'), { spacing: { line: twips(12 * 1.8), lineRule: 'exact' } }),
  );
  return plainTable([first, second], [[picture], lines], twips(2 * cell));
}

/** One row without rules, never split. */
function plainTable(widths: readonly number[], cells: readonly (readonly Paragraph[])[], indent = 0): Table {
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: 'dxa' },
    indent: { size: indent, type: 'dxa' },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map((children, at) => new TableCell({ width: { size: widths[at] ?? 0, type: 'dxa' }, children })),
      }),
    ],
  });
}
