/** A document set into pages after GB/T 9704—2012: every item at its place, page count and all, before pdfmake draws it. */
import { encode } from 'uqr';
import {
  annexNames,
  type DocumentBlock,
  numbered,
  type Paper,
  type PaperDocument,
  type PlainPaper,
  type Run,
} from '../../shared/bulletin/document.ts';
import { qrPath } from '../../shared/qr.ts';
import type { FontBook } from './fonts.ts';
import { type Box, type Flowable, type Frame, flow, type Page, snap, space } from './paper-flow.ts';
import {
  BODY_SIZE,
  baseline,
  body,
  captionStyle,
  cell,
  headingStyle,
  landscape,
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
  markItems,
  pageNumber,
  plainHead,
  runningItems,
  titleLines,
} from './paper-frame.ts';
import { sealItems } from './paper-seal.ts';
import { detailBoxes, entryBoxes } from './paper-small.ts';
import { tableBoxes } from './paper-table.ts';
import { type Item, mm, placeLine, type SetLine, type StyledText, setOneLine, setText } from './paper-text.ts';

/** Draws a chart block: SVG of a size in points. */
export type DrawChart = (option: unknown, width: number, height: number) => string;

type Closing = Pick<PaperDocument, 'annexes' | 'signature' | 'remark'>;
type WideFrame = Frame & { readonly width: number };

/** Sets the whole document. Charts are drawn as they are met. */
export function layOut(document: Paper, fonts: FontBook, drawChart: DrawChart): readonly Page[] {
  if (!('redHead' in document)) return layOutPlain(document, fonts, drawChart);
  const head = firstPageHead(document, fonts);
  const text = [
    ...addresseeBoxes(document.addressee, fonts),
    ...numbered(document.sections).flatMap((block) => blockBoxes(block, portrait, fonts, drawChart)),
  ];
  const pages = [...flow([...keepLastLines(text), ...closing(document, fonts)], portrait, head.used)];
  pages[0]?.items.unshift(...head.items);
  document.annexes.forEach((annex, index) => {
    const frame = annex.orientation === 'landscape' ? landscape : portrait;
    // 7.3.4: “附件”二字及附件顺序号用3号黑体字顶格编排在版心左上角第一行，附件标题居中编排在版心第三行.
    const label = document.annexes.length === 1 ? '附件' : `附件${index + 1}`;
    const content = annex.blocks.flatMap((block) => blockBoxes(block, frame, fonts, drawChart));
    pages.push(...flow([...annexHead(label, annex.title, frame, fonts), ...content], frame));
  });
  const numberless = addColophon(document, pages, fonts);
  pages.forEach((page, index) => {
    page.items.push(...markItems(document.marks, page.orientation, fonts));
    if (!numberless.has(index)) page.items.push(...pageNumber(index + 1, page.orientation, fonts));
    // A page left empty before 版记 carries nothing at all.
    if (document.seal && page.items.length > 0)
      page.items.push(...sealItems(document.seal, null, index + 1, page.orientation, fonts));
  });
  return pages;
}

/** Title, text, 署名 and date; page numbers and marks as on any paper, and at the foot of each page what paper it is. */
function layOutPlain(document: PlainPaper, fonts: FontBook, drawChart: DrawChart): readonly Page[] {
  const head = plainHead(document.title, fonts);
  const text = [
    ...(document.number === undefined ? [] : numberBoxes(document.number, fonts)),
    ...(document.addressee === undefined ? [] : addresseeBoxes(document.addressee, fonts)),
    ...numbered(document.sections).flatMap((block) => blockBoxes(block, portrait, fonts, drawChart)),
  ];
  const signature: Closing = { annexes: [], signature: document.signature, remark: null };
  // A 回执 is cut off the same sheet: there is less air for it to fit.
  const end = document.receipt ? [snap, ...closingBoxes(signature, fonts, 1)] : closing(signature, fonts);
  const receipt = (document.receipt ?? []).flatMap((block) => blockBoxes(block, portrait, fonts, drawChart));
  const slip = receipt.length === 0 ? [] : together([cutLine, ...receipt]);
  const pages = flow([...keepLastLines(text), ...end, ...slip], portrait, head.used);
  pages[0]?.items.unshift(...head.items);
  pages.forEach((page, index) => {
    page.items.push(...markItems(document.marks, page.orientation, fonts), ...pageNumber(index + 1, page.orientation, fonts));
    page.items.push(
      ...(document.seal
        ? sealItems(document.seal, document.running, index + 1, page.orientation, fonts)
        : runningItems(document.running, index + 1, fonts)),
    );
  });
  return pages;
}

function blockBoxes(block: DocumentBlock, frame: WideFrame, fonts: FontBook, drawChart: DrawChart): readonly Flowable[] {
  switch (block.kind) {
    case 'heading': {
      const text = `${block.number ?? ''}${block.text}`;
      const boxes = lineBoxes([{ text, style: headingStyle(block.level) }], frame, fonts, 2 * cell, text);
      return [snap, ...boxes.map((box) => ({ ...box, keepsNext: true }))];
    }
    case 'paragraph': {
      if (block.small?.form === 'entry') return entryBoxes(block.runs, block.small.aside, frame.width, fonts);
      if (block.small?.form === 'detail') return detailBoxes(block.small.label, block.runs, frame.width, fonts);
      const lead: readonly StyledText[] = block.lead
        ? [{ text: `${block.lead.number ?? ''}${block.lead.text}`, style: headingStyle(block.lead.level) }]
        : [];
      return [snap, ...lineBoxes([...lead, ...block.runs.map(styled)], frame, fonts, 2 * cell)];
    }
    case 'table': {
      const note = block.note === undefined ? [] : noteBoxes(block.note, frame, fonts);
      const variant = (isTight: boolean): readonly Box[] => [
        ...caption(block.caption, frame, fonts),
        ...tableBoxes(block.table, frame.width, fonts, { keepsNextAtEnd: note.length > 0, isTight }),
        ...note,
      ];
      return [space(6), { variants: [variant(false), variant(true)] }, space(8)];
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
      return [space(6), ...caption(block.caption, frame, fonts), picture, ...note, space(8)];
    }
    case 'code':
      return [space(6), codeBox(block, fonts), space(8)];
  }
}

/** The square two characters in, its lines beside it from the top. */
function codeBox({ text, sizeMm, beside }: Extract<DocumentBlock, { kind: 'code' }>, fonts: FontBook): Box {
  const side = mm(sizeMm);
  const { path, size } = qrPath(encode(text, { ecc: 'M', border: 0 }));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
  const lines = beside.map((line) => setOneLine(line, captionStyle, fonts));
  return {
    height: side,
    draw: (x, y) => [
      { kind: 'svg', x: x + 2 * cell, y, width: side, height: side, svg },
      ...lines.flatMap((line, at) =>
        placeLine(line, x + 2 * cell + side + mm(6), y + baseline(captionStyle.size) + at * captionStyle.size * 1.8),
      ),
    ],
  };
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
  return [{ height: 20, keepsNext: true, draw }];
}

function noteBoxes(text: string, frame: WideFrame, fonts: FontBook): readonly Box[] {
  const lines = setText([{ text, style: noteStyle }], { width: frame.width, em: noteStyle.size }, fonts);
  return lines.map((line, index) => ({
    height: 15,
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
function closing(document: Closing, fonts: FontBook): readonly Flowable[] {
  // A form has room for its signatures inside.
  if (document.signature.issuer === '') return [];
  return [
    snap,
    { variants: [closingBoxes(document, fonts, 3), closingBoxes(document, fonts, 2), closingBoxes(document, fonts, 1)] },
  ];
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
  const issuer = setOneLine(document.signature.issuer, body, fonts);
  const date = setOneLine(document.signature.date, body, fonts);
  const dateX = portrait.width - 4 * cell - date.width;
  const issuerX = Math.min(dateX + (date.width - issuer.width) / 2, portrait.width - issuer.width);
  boxes.push(
    { ...lineAt(issuer, Math.max(0, issuerX)), keepsNext: true },
    { ...lineAt(date, dateX), keepsNext: document.remark !== null },
  );
  if (document.remark !== null) boxes.push(lineAt(setOneLine(`（${document.remark}）`, body, fonts), 2 * cell));
  return boxes;
}

/** 署名 never stands on a page without text: the last two lines of the text, or the last rows of a table that ends it, go with it. */
function keepLastLines(text: readonly Flowable[]): readonly Flowable[] {
  const last = text.findLastIndex((box) => 'variants' in box || !box.isSpace);
  return text.map((box, index) => {
    if ('variants' in box)
      return index === last ? { variants: [keepLast(box.variants[0]), ...box.variants.slice(1).map(keepLast)] } : box;
    const isEnd = index === last || index === last - 1;
    return isEnd && !box.isSpace ? { ...box, keepsNext: true } : box;
  });
}

const keepLast = (boxes: readonly Box[]): readonly Box[] =>
  boxes.map((box, index) => (index >= boxes.length - 3 ? { ...box, keepsNext: true } : box));

/**
 * 7.4: 版记置于公文最后一面, the back of the last sheet (双面印刷), so an even page. 7.5: 公文的版记页前有空白页的，空白页和版记页均不编排页码.
 * @returns indexes of pages without a number
 */
function addColophon(document: PaperDocument, pages: Page[], fonts: FontBook): ReadonlySet<number> {
  const { items, height } = colophon(document, fonts);
  const empty = (): Page => ({ orientation: 'portrait', items: [], end: portrait.top });
  const last = pages.at(-1);
  if (last && pages.length % 2 === 0 && hasRoomFor(height, last)) {
    last.items.push(...items);
    return new Set();
  }
  const isBlankBefore = pages.length % 2 === 0;
  if (isBlankBefore) pages.push(empty());
  pages.push({ ...empty(), items: [...items] });
  return isBlankBefore ? new Set([pages.length - 1, pages.length - 2]) : new Set();
}
