/** A document set into pages after GB/T 9704—2012: every item at its place, page count and all, before pdfmake draws it. */
import {
  annexNames,
  type DocumentBlock,
  type HeadMode,
  numbered,
  type Paper,
  type PaperDocument,
  type PlainPaper,
  type Run,
} from '../../shared/bulletin/document.ts';
import type { FontBook } from './fonts.ts';
import { type Box, type Flowable, type Frame, flow, KEPT_LINES, keepLastLines, type Page, snap, space } from './paper-flow.ts';
import {
  BODY_SIZE,
  baseline,
  blockAir,
  body,
  CAPTION_PITCH,
  captionStyle,
  cell,
  headingStyle,
  landscape,
  marksOf,
  NOTE_PITCH,
  noteStyle,
  pitch,
  portrait,
  strongBody,
  TITLE_SIZE,
} from './paper-format.ts';
import {
  colophon,
  firstPageHead,
  hasRoomFor,
  isLetter,
  markItems,
  pageNumber,
  plainHead,
  runningItems,
  titleLines,
} from './paper-frame.ts';
import { sealItems } from './paper-seal.ts';
import { codeBox, detailBoxes, entryBoxes } from './paper-small.ts';
import { tableBoxes } from './paper-table.ts';
import { type Item, mm, placeLine, type SetLine, type StyledText, setOneLine, setText } from './paper-text.ts';

/** Draws a chart block: SVG of a size in points. */
export type DrawChart = (option: unknown, width: number, height: number) => string;

type Closing = Pick<PaperDocument, 'annexes' | 'signature' | 'remark'>;
type WideFrame = Frame & { readonly width: number };

/** What the layout settled about a block, for a writer that lets another program set it (docx.ts). */
export type Setting = {
  /** Empty room above, down to the grid of lines. */
  readonly gap: number;
  /** It begins a page: what is above a table or a picture fell away. */
  readonly isFirst: boolean;
  /** The table was set with less air, to stay on its page. */
  readonly isTight: boolean;
  /** The table stands on one page. */
  readonly isWhole: boolean;
  /** The paragraph takes a single line. */
  readonly isOneLine: boolean;
  /** “尚有2个问题没有销号：” stays with the table it announces. */
  readonly leadsOn: boolean;
};

export type Layout = {
  readonly pages: readonly Page[];
  /** From the top of the text area to the first line of the text, under head and title. */
  readonly firstLine: number;
  /** The text with its numbers. */
  readonly text: readonly DocumentBlock[];
  readonly settings: ReadonlyMap<DocumentBlock, Setting>;
  /** Empty lines above 署名 for the seal, the room above them down to the grid, and what is left of the page below. */
  readonly closing: { readonly gap: number; readonly air: number; readonly left: number };
  /** 版记 on the last page of the paper, on the next, or on the one after a blank page; null: the paper has none. */
  readonly colophon: 'here' | 'next' | 'afterBlank' | null;
};

type Typesetting = {
  readonly fonts: FontBook;
  readonly drawChart: DrawChart;
  readonly mode: HeadMode;
  readonly settings: Map<DocumentBlock, Setting>;
  readonly settle: (block: DocumentBlock, change: Partial<Setting>) => void;
};

/** Sets the whole document. Charts are drawn as they are met. */
export function layOut(document: Paper, fonts: FontBook, drawChart: DrawChart, mode: HeadMode = 'full'): Layout {
  const settings = new Map<DocumentBlock, Setting>();
  const settle = (block: DocumentBlock, change: Partial<Setting>): void => {
    settings.set(block, {
      gap: 0,
      isFirst: false,
      isTight: false,
      isWhole: false,
      isOneLine: false,
      leadsOn: false,
      ...settings.get(block),
      ...change,
    });
  };
  const work: Typesetting = { fonts, drawChart, mode, settings, settle };
  return 'redHead' in document ? layOutDocument(document, work) : layOutPlain(document, work);
}

function layOutDocument(document: PaperDocument, work: Typesetting): Layout {
  const { fonts, mode, settings } = work;
  const head = firstPageHead(document, mode, fonts);
  const text = numbered(document.sections);
  const boxes = [...addresseeBoxes(document.addressee, fonts), ...textBoxes(text, portrait, work)];
  const end = closing(document, fonts);
  const pages = [...flow([...keepLastLines(boxes), ...end.boxes], portrait, head.used)];
  const left = roomLeft(pages);
  pages[0]?.items.unshift(...head.items);
  document.annexes.forEach((annex, index) => {
    const frame = annex.orientation === 'landscape' ? landscape : portrait;
    const content = textBoxes(annex.blocks, frame, work);
    pages.push(...flow([...annexHead(annexLabel(document, index), annex.title, frame, fonts), ...content], frame));
  });
  const place = addColophon(document, pages, fonts);
  const numberless = place === 'afterBlank' ? pages.length - 2 : pages.length;
  pages.forEach((page, index) => {
    page.items.push(...markItems(marksOf(document.marks, mode), page.orientation, fonts));
    // 7.5: 公文的版记页前有空白页的，空白页和版记页均不编排页码.
    if (index < numberless) page.items.push(...pageNumber(index + 1, page.orientation, fonts));
    // A page left empty before 版记 carries nothing at all.
    if (document.seal && page.items.length > 0)
      page.items.push(...sealItems(document.seal, null, index + 1, page.orientation, fonts));
  });
  return { pages, firstLine: head.used, text, settings, closing: { ...end.settled(), left }, colophon: place };
}

/** 7.3.4: “附件”二字及附件顺序号用3号黑体字顶格编排在版心左上角第一行，附件标题居中编排在版心第三行. */
export const annexLabel = ({ annexes }: PaperDocument, index: number): string =>
  annexes.length === 1 ? '附件' : `附件${index + 1}`;

/** Title, text, 署名 and date; page numbers and marks as on any paper, and at the foot of each page what paper it is. */
function layOutPlain(document: PlainPaper, work: Typesetting): Layout {
  const { fonts, mode, settings } = work;
  const head = plainHead(document, mode, fonts);
  const text = numbered(document.sections);
  const boxes = [
    // A letter carries its number in its head.
    ...(document.number === undefined || isLetter(document) ? [] : numberBoxes(document.number, fonts)),
    ...(document.addressee === undefined ? [] : addresseeBoxes(document.addressee, fonts)),
    ...textBoxes(text, portrait, work),
  ];
  // A 回执 is cut off the same sheet: there is less air for it to fit.
  const end = closing({ annexes: [], signature: document.signature, remark: null }, fonts, document.receipt ? [1] : [3, 2, 1]);
  const receipt = textBoxes(document.receipt ?? [], portrait, work);
  const slip = receipt.length === 0 ? [] : together([cutLine, ...receipt]);
  const pages = flow([...keepLastLines(boxes), ...end.boxes, ...slip], portrait, head.used);
  pages[0]?.items.unshift(...head.items);
  pages.forEach((page, index) => {
    // 10.1: 信函格式首页不显示页码.
    const isLetterHead = index === 0 && isLetter(document);
    page.items.push(...markItems(marksOf(document.marks, mode), page.orientation, fonts));
    if (!isLetterHead) page.items.push(...pageNumber(index + 1, page.orientation, fonts));
    page.items.push(
      ...(document.seal
        ? sealItems(document.seal, document.running, index + 1, page.orientation, fonts, isLetterHead)
        : runningItems(document.running, index + 1, fonts)),
    );
  });
  return { pages, firstLine: head.used, text, settings, closing: { ...end.settled(), left: roomLeft(pages) }, colophon: null };
}

const roomLeft = (pages: readonly Page[]): number => portrait.top + portrait.height - (pages.at(-1)?.end ?? 0);

/** Blocks one after the other; a paragraph that announces what stands below it is told so. */
const textBoxes = (blocks: readonly DocumentBlock[], frame: WideFrame, work: Typesetting): readonly Flowable[] =>
  blocks.flatMap((block, at) => blockBoxes(block, frame, work, announces(block, blocks[at + 1])));

/** “已逾期5项，2018年3月到期1项：” above its table. */
function announces(block: DocumentBlock, next: DocumentBlock | undefined): boolean {
  if (block.kind !== 'paragraph' || (next?.kind !== 'table' && next?.kind !== 'chart')) return false;
  return block.runs.at(-1)?.text.endsWith('：') === true;
}

function blockBoxes(block: DocumentBlock, frame: WideFrame, work: Typesetting, leadsOn: boolean): readonly Flowable[] {
  const { fonts, drawChart, settle } = work;
  const toGrid = snap((gap) => settle(block, { gap }));
  const above = (taken: number): void => settle(block, { isFirst: taken === 0 });
  switch (block.kind) {
    case 'heading': {
      const text = `${block.number ?? ''}${block.text}`;
      const boxes = lineBoxes([{ text, style: headingStyle(block.level) }], frame, fonts, 2 * cell, text);
      return [toGrid, ...boxes.map((box) => ({ ...box, keepsNext: true }))];
    }
    case 'paragraph': {
      if (block.small?.form === 'entry') return entryBoxes(block.runs, block.small.aside, frame.width, fonts);
      if (block.small?.form === 'detail') return detailBoxes(block.small.label, block.runs, frame.width, fonts);
      const lead: readonly StyledText[] = block.lead
        ? [{ text: `${block.lead.number ?? ''}${block.lead.text}`, style: headingStyle(block.lead.level) }]
        : [];
      const lines = lineBoxes([...lead, ...block.runs.map(styled)], frame, fonts, 2 * cell);
      settle(block, { isOneLine: lines.length === 1, leadsOn });
      return [
        toGrid,
        ...(leadsOn ? lines.map((box, at) => (at < lines.length - KEPT_LINES ? box : { ...box, keepsNext: true })) : lines),
      ];
    }
    case 'table': {
      const note = block.note === undefined ? [] : noteBoxes(block.note, frame, fonts);
      const variant = (isTight: boolean): readonly Box[] => [
        ...caption(block.caption, frame, fonts),
        ...tableBoxes(block.table, frame.width, fonts, { keepsNextAtEnd: note.length > 0, isTight }),
        ...note,
      ];
      const onChosen = (index: number, isWhole: boolean): void => settle(block, { isTight: index === 1, isWhole });
      return [space(blockAir.above, above), { variants: [variant(false), variant(true)], onChosen }, space(blockAir.below)];
    }
    case 'chart': {
      const height = mm(block.heightMm);
      const svg = drawChart(block.option, frame.width, height);
      const note = block.note === undefined ? [] : noteBoxes(block.note, frame, fonts);
      const picture: Box = {
        height,
        keepsNext: note.length > 0,
        draw: (x, y) => [{ kind: 'svg', x, y, width: frame.width, height, svg }],
      };
      return [space(blockAir.above, above), ...caption(block.caption, frame, fonts), picture, ...note, space(blockAir.below)];
    }
    case 'code':
      return [space(blockAir.above, above), codeBox(block, fonts), space(blockAir.below)];
  }
}

const styled = (run: Run): StyledText => ({ text: run.text, style: run.bold ? strongBody : body });

/** Lines of 3号 text on the grid, one box each. */
function lineBoxes(
  parts: readonly StyledText[],
  frame: WideFrame,
  fonts: FontBook,
  indent: number,
  outline?: string,
): readonly Box[] {
  return setText(parts, { width: frame.width, em: BODY_SIZE, indent }, fonts).map((line, index) => ({
    height: pitch,
    draw: (x, y) => {
      const items = placeLine(line, x, y + baseline(BODY_SIZE));
      const [first, ...rest] = items;
      return index === 0 && outline !== undefined && first?.kind === 'text' ? [{ ...first, outline }, ...rest] : items;
    },
  }));
}

/** 7.3.2: 主送机关居左顶格，回行时仍顶格，最后一个机关名称后标全角冒号. */
const addresseeBoxes = (addressee: string, fonts: FontBook): readonly Box[] =>
  lineBoxes([{ text: `${addressee.replace(/[:：]$/, '')}：`, style: body }], portrait, fonts, 0);

/** Under the title of a paper without a head, centred. */
function numberBoxes(number: string, fonts: FontBook): readonly Box[] {
  const line = setOneLine(number, body, fonts);
  return [{ ...lineAt(line, (portrait.width - line.width) / 2), keepsNext: true }];
}

/** On one page, all of it. */
function together(content: readonly Flowable[]): readonly Box[] {
  const boxes = content.flatMap((box) => ('variants' in box ? box.variants[0] : [box]));
  const last = boxes.findLastIndex(({ isSpace }) => !isSpace);
  return boxes.slice(0, last + 1).map((box, index) => (index < last ? { ...box, keepsNext: true } : box));
}

/** Dashes across the page, kept with what is below them. */
const cutLine: Box = {
  height: pitch,
  keepsNext: true,
  draw: (x, y) => {
    const [dash, gap] = [6, 4];
    const count = Math.floor(portrait.width / (dash + gap));
    return Array.from({ length: count }, (_, at): Item => {
      const from = x + at * (dash + gap);
      const level = y + pitch / 2;
      return { kind: 'rule', x1: from, y1: level, x2: from + dash, y2: level, width: 0.5, color: '#000000' };
    });
  },
};

/** A line with its left edge where it is wanted. */
const lineAt = (line: SetLine, offset: number): Box => ({
  height: pitch,
  draw: (x, y) => placeLine(line, x + offset, y + baseline(BODY_SIZE)),
});

function caption(text: string | undefined, frame: WideFrame, fonts: FontBook): readonly Box[] {
  if (text === undefined) return [];
  const line = setOneLine(text, captionStyle, fonts);
  const draw = (x: number, y: number): readonly Item[] =>
    placeLine(line, x + (frame.width - line.width) / 2, y + 2 + baseline(captionStyle.size));
  return [{ height: CAPTION_PITCH, keepsNext: true, draw }];
}

function noteBoxes(text: string, frame: WideFrame, fonts: FontBook): readonly Box[] {
  const lines = setText([{ text, style: noteStyle }], { width: frame.width, em: noteStyle.size }, fonts);
  return lines.map((line, index) => ({
    height: NOTE_PITCH,
    keepsNext: index < lines.length - 1,
    draw: (x, y) => placeLine(line, x, y + 3 + baseline(noteStyle.size)),
  }));
}

function annexHead(label: string, title: string, frame: WideFrame, fonts: FontBook): readonly Box[] {
  const line = setOneLine(label, { ...strongBody, latin: 'hei' }, fonts);
  const lines = titleLines([title], 0, 0, frame.width, fonts);
  return [
    { ...lineAt(line, 0), height: 2 * pitch, keepsNext: true },
    {
      height: Math.max(pitch, lines.end - TITLE_SIZE + pitch) + 6,
      keepsNext: true,
      draw: (x, y) => titleLines([title], y, x, frame.width, fonts).items,
    },
  ];
}

/**
 * 7.3.4 附件说明: 正文下空一行左空二字，附件名称后不加标点，回行与上一行附件名称的首字对齐.
 * 7.3.5 署名和成文日期: 成文日期右空四字，署名以成文日期为准居中; a name too long for that ends at the right edge of the text.
 * 7.3.6 附注: 居左空二字加圆括号编排在成文日期下一行.
 */
function closing(
  document: Closing,
  fonts: FontBook,
  airs: readonly [number, ...number[]] = [3, 2, 1],
): { readonly boxes: readonly Flowable[]; readonly settled: () => Omit<Layout['closing'], 'left'> } {
  const [first, ...others] = airs;
  const settled = { gap: 0, air: first };
  // A form has room for its signatures inside.
  if (document.signature.issuer === '') return { boxes: [], settled: () => settled };
  const boxes: readonly Flowable[] = [
    snap((gap) => {
      settled.gap = gap;
    }),
    {
      variants: [closingBoxes(document, fonts, first), ...others.map((air) => closingBoxes(document, fonts, air))],
      onChosen: (index) => {
        settled.air = airs[index] ?? first;
      },
    },
  ];
  return { boxes, settled: () => settled };
}

/** 署名 and 成文日期 set, and how far they stand from the left edge of the text. */
export function signaturePlaces(signature: Closing['signature'], fonts: FontBook) {
  const issuer = setOneLine(signature.issuer, body, fonts);
  const date = setOneLine(signature.date, body, fonts);
  const dateX = portrait.width - 4 * cell - date.width;
  const issuerX = Math.max(0, Math.min(dateX + (date.width - issuer.width) / 2, portrait.width - issuer.width));
  return { issuer, date, issuerX, dateX };
}

/** `air`: empty lines for the seal, pressed over name and date. 7.3.5.5 lets them shrink where name and date would miss the page by a line. */
function closingBoxes(document: Closing, fonts: FontBook, air: number): readonly Box[] {
  const boxes: Box[] = [];
  const names = annexNames(document.annexes);
  if (names.length > 0) {
    boxes.push(space(pitch));
    const lead = setOneLine('附件：', body, fonts);
    const hang = 2 * cell + 3 * cell;
    names.forEach((name, index) => {
      setText([{ text: name, style: body }], { width: portrait.width - hang, em: BODY_SIZE }, fonts).forEach((line, at) => {
        const isFirst = index === 0 && at === 0;
        boxes.push({
          height: pitch,
          keepsNext: true,
          draw: (x, y) => [
            ...(isFirst ? placeLine(lead, x + 2 * cell, y + baseline(BODY_SIZE)) : []),
            ...placeLine(line, x + hang, y + baseline(BODY_SIZE)),
          ],
        });
      });
    });
  }
  boxes.push({ height: air * pitch, keepsNext: true, draw: () => [] });
  const { issuer, date, issuerX, dateX } = signaturePlaces(document.signature, fonts);
  boxes.push({ ...lineAt(issuer, issuerX), keepsNext: true }, { ...lineAt(date, dateX), keepsNext: document.remark !== null });
  if (document.remark !== null) boxes.push(lineAt(setOneLine(`（${document.remark}）`, body, fonts), 2 * cell));
  return boxes;
}

/**
 * 7.4: 版记置于公文最后一面, the back of the last sheet (双面印刷), so an even page.
 */
function addColophon(document: PaperDocument, pages: Page[], fonts: FontBook): 'here' | 'next' | 'afterBlank' {
  const { items, height } = colophon(document, fonts);
  const empty = (): Page => ({ orientation: 'portrait', items: [], end: portrait.top });
  const last = pages.at(-1);
  const isEven = pages.length % 2 === 0;
  if (last && isEven && hasRoomFor(height, last)) {
    last.items.push(...items);
    return 'here';
  }
  if (isEven) pages.push(empty());
  pages.push({ ...empty(), items: [...items] });
  return isEven ? 'afterBlank' : 'next';
}
