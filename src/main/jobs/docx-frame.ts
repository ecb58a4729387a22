/** What stands around the text of a Word file: 版头, page numbers, marks, seal, 版记. Places are those of paper-frame.ts; no text boxes. */
import {
  AlignmentType,
  BorderStyle,
  Footer,
  Header,
  HeightRule,
  type IParagraphOptions,
  PageNumber,
  type Paragraph,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextDirection,
  TextRun,
  VerticalAlignTable,
} from 'docx';
import type { HeadMode, Paper, PaperDocument, PlainPaper } from '../../shared/bulletin/document.ts';
import { qrImage } from './docx-blocks.ts';
import { fontOf, LINE, PAGE, twips, WIDTH } from './docx-style.ts';
import { NO_BORDERS } from './docx-table.ts';
import { air, type Content, line, type Work, words } from './docx-text.ts';
import {
  BODY_SIZE,
  baseline,
  headColor,
  landscape,
  letter,
  marksOf,
  portrait,
  SMALL_SIZE,
  TITLE_PITCH,
  TITLE_SIZE,
} from './paper-format.ts';
import { colophon, headPlaces, isLetter, letterPlaces, textTop, titleTexts } from './paper-frame.ts';
import { SEAL_SIDE } from './paper-seal.ts';
import { mm } from './paper-text.ts';

/** An exact line puts its letters on a base line at four fifths of its height. */
const sinking = (height: number, size: number): number => 0.8 * height - baseline(size);
/** So much lower than in the PDF stands the text on its lines; head and title go with it. */
const DROP = sinking(LINE / 20, BODY_SIZE);

/** A paragraph that begins so many points under `from`. */
const at = (top: number, from: number, height: number): IParagraphOptions => ({
  spacing: { before: Math.max(0, twips(top - from)), line: twips(height), lineRule: 'exact' },
});

/** 发文机关标志, narrower before it is smaller; without words where the sheet carries them already. */
function redHead(
  name: string,
  { size, scale }: { readonly size: number; readonly scale: number },
  mode: HeadMode,
  { fonts }: Work,
) {
  const color = headColor[mode];
  return color === null
    ? []
    : [
        new TextRun({
          text: name,
          font: fontOf('biao', fonts),
          size: Math.floor(size * 2),
          color: color.slice(1),
          characterSpacing: 0,
          // A hair narrower than the text: what just fits here may be wider in Word, and would be broken.
          ...(scale < 1 ? { scale: Math.floor(scale * 97) } : {}),
        }),
      ];
}

/** What heights of a head may come to in another program, so that the last line of the page still fits. */
const ROUNDING = 2;
/** With a 发文字号 under the head of a letter the text begins between two lines of the grid, and LibreOffice moves it down by up to half a line. */
const OFF_GRID = 12;

/**
 * Where the head of a letter ends and its text area begins. LibreOffice makes that area whole lines of the grid high: one that begins anywhere else
 * would lose the rest of a line, half of it at either end.
 */
function letterHeadEnd(paper: PlainPaper & { readonly letterhead: string }, { fonts }: Work): number {
  const { ruleTop, ruleHeight, numberTop } = letterPlaces(paper, fonts);
  if (paper.number !== undefined) return numberTop - DROP;
  const line = LINE / 20;
  return portrait.top + Math.ceil((ruleTop + ruleHeight - portrait.top) / line) * line;
}

/** Title lines as they are broken here; `under` is the room after them, in points. */
function titleLines(title: readonly string[], above: number, under: number, work: Work): readonly Paragraph[] {
  return title.map((text, index) =>
    line('PaperTitle', words(text, 'PaperTitle', work), {
      keepNext: true,
      spacing: {
        before: index === 0 ? Math.max(0, twips(above)) : 0,
        after: index === title.length - 1 ? Math.max(0, twips(under - ROUNDING)) : 0,
        line: twips(TITLE_PITCH),
        lineRule: 'exact',
      },
    }),
  );
}

const TITLE_DROP = DROP - sinking(TITLE_PITCH, TITLE_SIZE);

/** 版头 and 标题 of the first page. */
export function documentHead(paper: PaperDocument, mode: HeadMode, work: Work): readonly Content[] {
  const { headTop, head, numberTop, ruleY, titleTop, lines, used } = headPlaces(paper, work.fonts);
  const color = headColor[mode];
  // High enough that no stroke of the letters is cut off.
  const height = head.size * 1.3;
  const top = headTop + DROP - sinking(height, head.size);
  const ruleSpace = Math.round(ruleY + DROP - numberTop - LINE / 20);
  const rule = { style: BorderStyle.SINGLE, size: 12, space: ruleSpace };
  const numberEnd = numberTop + LINE / 20;
  const ruleEnd = numberEnd + ruleSpace + rule.size / 8;
  const titleAt = titleTop + TITLE_DROP;
  const end = portrait.top + used;
  return [
    line('PaperTitle', redHead(paper.redHead, head, mode, work), at(top, portrait.top, height)),
    line('Normal', words(paper.documentNumber ?? '', 'Normal', work), {
      ...at(numberTop, top + height, LINE / 20),
      alignment: AlignmentType.CENTER,
      ...(color === null ? {} : { border: { bottom: { ...rule, color: color.slice(1) } } }),
    }),
    ...titleLines(lines, titleAt - (color === null ? numberEnd : ruleEnd), end - titleAt - lines.length * TITLE_PITCH, work),
  ];
}

/** Title of a paper without 版头; what stands above that of a letter is in its first header. */
export function plainTitle(paper: PlainPaper, work: Work): readonly Content[] {
  if (!isLetter(paper)) {
    const lines = titleTexts(paper.title, portrait.width, work.fonts);
    const used = textTop(portrait.top, lines.length);
    return titleLines(lines, TITLE_DROP, used - TITLE_DROP - lines.length * TITLE_PITCH, work);
  }
  const { titleTop, lines, used } = letterPlaces(paper, work.fonts);
  const titleAt = titleTop + TITLE_DROP;
  const hasNumber = paper.number !== undefined;
  return [
    ...(hasNumber ? [line('Normal', words(paper.number ?? '', 'Normal', work), { alignment: AlignmentType.RIGHT })] : []),
    ...titleLines(
      lines,
      titleAt - letterHeadEnd(paper, work) - (hasNumber ? LINE / 20 : 0),
      portrait.top + used - titleAt - lines.length * TITLE_PITCH - (hasNumber ? OFF_GRID : 0),
      work,
    ),
  ];
}

/** From the edges of the page to the header and to the footer. */
const HEADER = mm(13);
export const MARGINS = { header: twips(HEADER), footer: twips(mm(17.5)) } as const;
const MARK_LINE = 14;

/** 演示数据, 试算, 草稿: in the head margin of every page. */
function markLine(paper: Paper, mode: HeadMode, work: Work): Paragraph {
  const marks = marksOf(paper.marks, mode);
  return line('PaperMark', marks.length === 0 ? [] : words(`【${marks.join('·')}】`, 'PaperMark', work));
}

/** The head of a letter, in the header of its first page: it stands above the text area. */
function letterHeader(paper: PlainPaper & { readonly letterhead: string }, mode: HeadMode, work: Work): Header {
  const { head, ruleTop, ruleHeight } = letterPlaces(paper, work.fonts);
  const height = head.size * 1.3;
  const top = letter.top - sinking(height, head.size);
  const space = Math.round(ruleTop - top - height);
  const color = headColor[mode];
  return new Header({
    children: [
      markLine(paper, mode, work),
      line('PaperTitle', redHead(paper.letterhead, head, mode, work), {
        ...at(top, HEADER + MARK_LINE, height),
        indent: LETTER_RULE,
        ...(color === null
          ? {}
          : { border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, space, color: color.slice(1) } } }),
      }),
      air(letterHeadEnd(paper, work) - top - height - (color === null ? 0 : space + ruleHeight)),
    ],
  });
}

/** 170 mm in the middle of the sheet, from the edges of the text. */
const LETTER_RULE = { left: -(PAGE.left - twips(mm(20))), right: -(PAGE.right - twips(mm(20))), firstLine: 0 } as const;

/** Under the text area: 17.5 mm of which the footer may take. */
const FOOT_ROOM = mm(17.5);

/** The page's own number, one that is written down, or none. */
type Numbering = 'own' | 1 | 2 | null;

function numberRuns(number: Numbering, work: Work): TextRun[] {
  if (number === null) return [];
  const own = number === 'own' ? PageNumber.CURRENT : String(number);
  return [new TextRun({ children: ['— ', own, ' —'], font: fontOf('song', work.fonts) })];
}

/** 7.5: 单页码居右空一字，双页码居左空一字; at the other side what paper a sheet belongs to, or the seal. */
function footer(paper: Paper, isOdd: boolean, numbering: Numbering, work: Work): Footer {
  const running = 'running' in paper ? paper.running : null;
  if (paper.seal) return new Footer({ children: [sealTable(paper, isOdd, numbering, work), air(1)] });
  const number = numberRuns(numbering, work);
  const own = running === null ? [] : words(running, 'PaperNumber', work, 'fang', 10.5);
  const inset = twips(SMALL_SIZE);
  const height = SMALL_SIZE * 1.25;
  // The dash stands 7 mm under the text.
  const above = mm(7) + SMALL_SIZE * 0.38 - 0.8 * height;
  const tabStops = [{ type: TabStopType.RIGHT, position: isOdd ? WIDTH - inset : WIDTH }];
  const children = isOdd ? [...own, new TextRun('\t'), ...number] : [...number, new TextRun('\t'), ...own];
  return new Footer({
    children: [
      line('PaperNumber', children, { tabStops, indent: { left: isOdd ? 0 : inset } }),
      air(FOOT_ROOM - above - height - 1),
    ],
  });
}

/** The first page of a letter: no number, the seal above the lower double rule. */
function letterFooter(paper: PlainPaper, mode: HeadMode, work: Work): Footer {
  const color = headColor[mode];
  const rule = { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, space: 0 } as const;
  return new Footer({
    children: [
      ...(paper.seal
        ? [sealTable(paper, true, null, work)]
        : [line('PaperNumber', words(paper.running, 'PaperNumber', work, 'fang', 10.5))]),
      line('PaperAir', [], {
        indent: LETTER_RULE,
        ...(color === null ? {} : { border: { bottom: { ...rule, color: color.slice(1) } } }),
      }),
      air(letter.foot - mm(17.5) - 1),
    ],
  });
}

const CELL = { top: 0, bottom: 0, left: 0, right: 0 } as const;
const NUMBER_WIDTH = twips(mm(32));
const SQUARE = twips(SEAL_SIDE + mm(2));

/** 封存码: the square, its lines, and at the other side the page number. `isLying`: turned with the sheet, in the left margin. */
function sealTable(paper: Paper, isOdd: boolean, numbering: Numbering, work: Work, isLying = false): Table {
  const { seal } = paper;
  const running = 'running' in paper ? paper.running : null;
  const linesOf = [...(running === null ? [] : [running]), ...(seal?.lines ?? [])];
  const side = isOdd ? AlignmentType.LEFT : AlignmentType.RIGHT;
  const inset = { [isOdd ? 'right' : 'left']: twips(SMALL_SIZE) };
  const direction = isLying ? { textDirection: TextDirection.TOP_TO_BOTTOM_RIGHT_TO_LEFT } : {};
  const cellOf = (children: readonly Paragraph[], width: number, isMiddle: boolean, isTurned = true): TableCell =>
    new TableCell({
      children,
      margins: CELL,
      width: { size: isLying ? twips(SEAL_SIDE) : width, type: 'dxa' },
      ...(isMiddle ? { verticalAlign: VerticalAlignTable.CENTER } : {}),
      ...(isTurned ? direction : {}),
    });
  const wordsWidth = WIDTH - NUMBER_WIDTH - SQUARE;
  const parts = [
    {
      width: SQUARE,
      cell: cellOf(
        seal ? [line('PaperPicture', [qrImage(seal.qr, SEAL_SIDE, work.draw, '封存码')], { alignment: side })] : [air(1)],
        SQUARE,
        false,
        false,
      ),
    },
    {
      width: wordsWidth,
      cell: cellOf(
        linesOf.length === 0
          ? [air(1)]
          : linesOf.map((text) => line('PaperFoot', words(text, 'PaperFoot', work), { alignment: side })),
        wordsWidth,
        true,
      ),
    },
    {
      width: NUMBER_WIDTH,
      cell: cellOf(
        [
          line('PaperNumber', numberRuns(numbering, work), {
            alignment: isOdd ? AlignmentType.RIGHT : AlignmentType.LEFT,
            indent: inset,
          }),
        ],
        NUMBER_WIDTH,
        false,
      ),
    },
  ];
  const ordered = isOdd ? parts : parts.toReversed();
  const shape = { layout: TableLayoutType.FIXED, borders: NO_BORDERS };
  if (!isLying) {
    return new Table({
      ...shape,
      width: { size: WIDTH, type: 'dxa' },
      columnWidths: ordered.map(({ width }) => width),
      rows: [
        new TableRow({ height: { value: twips(SEAL_SIDE), rule: HeightRule.EXACT }, children: ordered.map(({ cell }) => cell) }),
      ],
    });
  }
  return new Table({
    ...shape,
    width: { size: twips(SEAL_SIDE), type: 'dxa' },
    columnWidths: [twips(SEAL_SIDE)],
    // The foot of the upright sheet is the left edge of the lying one.
    float: {
      horizontalAnchor: TableAnchorType.PAGE,
      verticalAnchor: TableAnchorType.PAGE,
      absoluteHorizontalPosition: twips(landscape.x - FOOT_ROOM),
      absoluteVerticalPosition: twips(landscape.top),
    },
    rows: ordered.map(({ width, cell }) => new TableRow({ height: { value: width, rule: HeightRule.EXACT }, children: [cell] })),
  });
}

export type FrameKind = 'upright' | 'lying' | 'letter' | 'numberless';

/**
 * Headers and footers of a section. `numberless`: the page of 版记 behind a blank page, which has no number.
 * A single page among the papers of a file has its number written down: were the pages counted from 1 again, Word, WPS and LibreOffice would put
 * a blank page before every second one, since 1 belongs on a front.
 */
export function surroundings(paper: Paper, kind: FrameKind, mode: HeadMode, work: Work) {
  const marks = (): Header => new Header({ children: [markLine(paper, mode, work)] });
  if (kind === 'lying') {
    const header = (isOdd: boolean): Header =>
      new Header({ children: [sealTable(paper, isOdd, 'own', work, true), markLine(paper, mode, work)] });
    const empty = (): Footer => new Footer({ children: [air(1)] });
    return {
      headers: { default: header(true), even: header(false) },
      footers: { default: empty(), even: empty() },
    };
  }
  const own = kind === 'numberless' ? null : 'own';
  const usual = {
    headers: { default: marks(), even: marks() },
    // A clerk's words may make the single page two.
    footers: work.isSingle
      ? { default: footer(paper, false, 2, work), even: footer(paper, false, 2, work) }
      : { default: footer(paper, true, own, work), even: footer(paper, false, own, work) },
  };
  if (kind !== 'letter' || 'redHead' in paper || !isLetter(paper)) {
    if (!work.isSingle) return usual;
    return { headers: { ...usual.headers, first: marks() }, footers: { ...usual.footers, first: footer(paper, true, 1, work) } };
  }
  return {
    headers: { ...usual.headers, first: letterHeader(paper, mode, work) },
    footers: { ...usual.footers, first: letterFooter(paper, mode, work) },
  };
}

/**
 * 7.4: 版记 at the foot of the text area.
 * @param isFloating under text, wherever that ends: Word and WPS put the table on its place, LibreOffice right under the text. On a page of its own
 *   an empty line of the measured height keeps it down.
 */
export function colophonContent(paper: PaperDocument, isFloating: boolean, work: Work): readonly Content[] {
  const { copyTo, issuedBy, issuedOn } = paper.colophon;
  const style = 'PaperColophon';
  const inset = twips(SMALL_SIZE);
  const lead = twips(3 * SMALL_SIZE);
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
  // 7.4.1: 首条和末条分隔线0.35 mm，中间的0.25 mm.
  const thick = { style: BorderStyle.SINGLE, size: 8, color: '000000' } as const;
  const thin = { style: BorderStyle.SINGLE, size: 6, color: '000000' } as const;
  const row = (text: string, options: IParagraphOptions, tail: readonly TextRun[] = []): TableRow => {
    const paragraph = line(style, [...words(text, style, work), ...tail], options);
    const cell = new TableCell({ width: { size: WIDTH, type: 'dxa' }, margins: CELL, children: [paragraph] });
    return new TableRow({ cantSplit: true, children: [cell] });
  };
  const copies = copyTo === null ? null : `抄送：${copyTo.endsWith('。') ? copyTo : `${copyTo}。`}`;
  const hanging = { left: inset + lead, hanging: lead, right: inset };
  const height = colophon(paper, work.fonts).height;
  const top = portrait.top + portrait.height - height;
  const table = new Table({
    width: { size: WIDTH, type: 'dxa' },
    columnWidths: [WIDTH],
    layout: TableLayoutType.FIXED,
    borders: { top: thick, bottom: thick, left: none, right: none, insideHorizontal: thin, insideVertical: none },
    ...(isFloating
      ? {
          float: {
            horizontalAnchor: TableAnchorType.PAGE,
            verticalAnchor: TableAnchorType.PAGE,
            absoluteHorizontalPosition: PAGE.left,
            absoluteVerticalPosition: twips(top),
          },
        }
      : {}),
    rows: [
      ...(copies === null ? [] : [row(copies, { indent: hanging })]),
      // Both on one line: in cells of their own the longer may be broken by a hair.
      row(issuedBy, { indent: { left: inset }, tabStops: [{ type: TabStopType.RIGHT, position: WIDTH - inset }] }, [
        new TextRun('\t'),
        ...words(`${issuedOn}印发`, style, work),
      ]),
    ],
  });
  // Rules and the paragraph a table must be followed by take a little.
  return isFloating ? [table] : [air(portrait.height - height - 12), table, air(1)];
}
