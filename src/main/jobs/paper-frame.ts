/** What stands around the text: 版头 on the first page, page numbers, marks, 版记 on the last. Clauses are of GB/T 9704—2012. */
import type { HeadMode, PaperDocument, PlainPaper } from '../../shared/bulletin/document.ts';
import type { FontBook } from './fonts.ts';
import type { Page } from './paper-flow.ts';
import {
  A4,
  BODY_SIZE,
  baseline,
  body,
  colophonStyle,
  headColor,
  letter,
  margins,
  markStyle,
  noteStyle,
  pageNumberStyle,
  pitch,
  portrait,
  SMALL_SIZE,
  TITLE_PITCH,
  TITLE_SIZE,
  titleStyle,
} from './paper-format.ts';
import { escapeXml, turned } from './paper-seal.ts';
import { type Item, mm, placeLine, type SetLine, setOneLine, setText } from './paper-text.ts';

const right = portrait.x + portrait.width;
const bottom = portrait.top + portrait.height;
/** Narrower than this the letters of a red head look squeezed. */
const NARROWEST = 0.62;
const LARGEST_HEAD = 46;
/** A letter's name is smaller: 小初. */
const LETTER_HEAD = 36;
const RULE = mm(0.5);

type Head = {
  readonly items: readonly Item[];
  /** Room taken from the top of the text area. */
  readonly used: number;
};

/** Where the parts of 版头 and 标题 stand on the first page, in points from its top edge. */
export function headPlaces(document: PaperDocument, fonts: FontBook) {
  // 7.2.4: 发文机关标志居中排布，上边缘至版心上边缘为35 mm.
  const headTop = portrait.top + mm(35);
  const head = redHeadSize(document.redHead, LARGEST_HEAD, fonts);
  // 7.2.5: 发文字号编排在发文机关标志下空二行位置，居中排布.
  const numberTop = headTop + head.size + 2 * pitch;
  // 7.2.7: 发文字号之下4 mm处居中印一条与版心等宽的红色分隔线.
  const ruleY = numberTop + BODY_SIZE + mm(4);
  // 7.3.1: 标题编排于红色分隔线下空二行位置，分一行或多行居中排布；回行时词意完整、排列对称.
  const titleTop = ruleY + 2 * pitch;
  const lines = titleTexts(document.title, portrait.width, fonts);
  return { headTop, head, numberTop, ruleY, titleTop, lines, used: textTop(titleTop, lines.length) };
}

/** 7.3.2: 主送机关编排于标题下空一行位置. The text begins on the grid of 22 lines. */
export const textTop = (titleTop: number, titleLines: number): number =>
  Math.ceil((titleTop + (titleLines - 1) * TITLE_PITCH + TITLE_SIZE - portrait.top) / pitch + 1) * pitch;

/** 版头 and 标题. */
export function firstPageHead(document: PaperDocument, mode: HeadMode, fonts: FontBook): Head {
  const { headTop, numberTop, ruleY, titleTop, used } = headPlaces(document, fonts);
  const number = setOneLine(document.documentNumber ?? '', body, fonts);
  const color = headColor[mode];
  const red: readonly Item[] =
    color === null
      ? []
      : [
          redHead(document.redHead, headTop, color, LARGEST_HEAD, fonts),
          { kind: 'rule', x1: portrait.x, y1: ruleY, x2: right, y2: ruleY, width: RULE, color },
        ];
  return {
    items: [
      ...red,
      ...placeLine(number, portrait.x + (portrait.width - number.width) / 2, numberTop + baseline(BODY_SIZE)),
      ...titleLines(document.title, titleTop, portrait.x, portrait.width, fonts).items,
    ],
    used,
  };
}

/** Where the parts of a letter's head stand, in points from the top edge of the page. */
export function letterPlaces(document: PlainPaper & { readonly letterhead: string }, fonts: FontBook) {
  const head = redHeadSize(document.letterhead, LETTER_HEAD, fonts);
  const ruleTop = letter.top + head.size + letter.gap;
  const ruleHeight = letter.thick + letter.between + letter.thin;
  const numberTop = ruleTop + ruleHeight + (BODY_SIZE * 7) / 8;
  // 10.1: 标题居中编排，与其上最后一个要素相距二行.
  const above = document.number === undefined ? ruleTop + ruleHeight : numberTop + BODY_SIZE;
  const titleTop = above + 2 * pitch;
  const lines = titleTexts(document.title, portrait.width, fonts);
  return { head, ruleTop, ruleHeight, numberTop, titleTop, lines, used: textTop(titleTop, lines.length) };
}

/** Head of a paper without 版头: its title on the first line of the text area, an empty line below; or, of a letter, what stands above that. */
export function plainHead(document: PlainPaper, mode: HeadMode, fonts: FontBook): Head {
  if (!isLetter(document)) {
    const lines = titleTexts(document.title, portrait.width, fonts);
    const items = titleLines(document.title, portrait.top, portrait.x, portrait.width, fonts).items;
    return { items, used: textTop(portrait.top, lines.length) };
  }
  const { ruleTop, numberTop, titleTop, used } = letterPlaces(document, fonts);
  const color = headColor[mode];
  const number = setOneLine(document.number ?? '', body, fonts);
  const foot = A4.height - letter.foot;
  return {
    items: [
      ...(color === null
        ? []
        : [
            redHead(document.letterhead, letter.top, color, LETTER_HEAD, fonts),
            ...doubleRule(ruleTop, [letter.thick, letter.thin], color),
            ...doubleRule(foot - letter.thick - letter.between - letter.thin, [letter.thin, letter.thick], color),
          ]),
      ...placeLine(number, right - number.width, numberTop + baseline(BODY_SIZE)),
      ...titleLines(document.title, titleTop, portrait.x, portrait.width, fonts).items,
    ],
    used,
  };
}

export const isLetter = (document: PlainPaper): document is PlainPaper & { readonly letterhead: string } =>
  document.letterhead !== undefined;

/** Two rules of the given widths, one above the other, in the middle of the sheet. */
function doubleRule(top: number, [upper, lower]: readonly [number, number], color: string): readonly Item[] {
  const x1 = (A4.width - letter.ruleWidth) / 2;
  const rule = (y: number, width: number): Item => ({ kind: 'rule', x1, y1: y, x2: x1 + letter.ruleWidth, y2: y, width, color });
  return [rule(top + upper / 2, upper), rule(top + upper + letter.between + lower / 2, lower)];
}

/** What paper a sheet belongs to, on the line of the page number at its other side. */
export function runningItems(text: string, number: number, fonts: FontBook): readonly Item[] {
  const line = setOneLine(text, noteStyle, fonts);
  const x = number % 2 === 1 ? portrait.x : right - line.width;
  return placeLine(line, x, bottom + mm(7) + SMALL_SIZE * 0.38);
}

/** The lines of a title as they are set; one too long for the page is broken again. */
export const titleTexts = (lines: readonly string[], width: number, fonts: FontBook): readonly string[] =>
  setTitle(lines, width, fonts).map((line) => line.items.map(({ text }) => text).join(''));

const setTitle = (lines: readonly string[], width: number, fonts: FontBook): readonly SetLine[] =>
  lines.flatMap((text) => setText([{ text, style: titleStyle }], { width, em: TITLE_SIZE, isRagged: true }, fonts));

/** Title lines of 2号小标宋, centred. */
export function titleLines(
  lines: readonly string[],
  top: number,
  x: number,
  width: number,
  fonts: FontBook,
): { readonly items: readonly Item[]; readonly end: number } {
  const set = setTitle(lines, width, fonts);
  const items = set.flatMap((line, index) =>
    placeLine(line, x + (width - line.width) / 2, top + index * TITLE_PITCH + baseline(TITLE_SIZE)),
  );
  return { items, end: top + (set.length - 1) * TITLE_PITCH + TITLE_SIZE };
}

/** As large as the width of the text allows; a long name is set narrower, as printed red heads are, before it is set smaller. */
function redHeadSize(name: string, largest: number, fonts: FontBook): { readonly size: number; readonly scale: number } {
  const line = setOneLine(name, { ...titleStyle, size: 100 }, fonts);
  const size = Math.min(largest, (portrait.width / line.width / NARROWEST) * 100);
  return { size, scale: Math.min(1, portrait.width / ((line.width * size) / 100)) };
}

/** 发文机关标志: 小标宋. An SVG, since only that can set type narrower; its words stay text. */
function redHead(name: string, top: number, color: string, largest: number, fonts: FontBook): Item {
  const line = setOneLine(name, { ...titleStyle, size: 100 }, fonts);
  const { size, scale } = redHeadSize(name, largest, fonts);
  const width = ((line.width * size) / 100) * scale;
  const words = line.items
    .map(
      (run) =>
        `<text x="${(run.x * size) / 100}" y="${baseline(size)}" font-family="${run.face.key}">${escapeXml(run.text)}</text>`,
    )
    .join('');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${portrait.width}" height="${size * 1.2}" viewBox="0 0 ${portrait.width} ${size * 1.2}">` +
    `<g transform="translate(${(portrait.width - width) / 2} 0) scale(${scale} 1)" font-size="${size}" fill="${color}">${words}</g></svg>`;
  return { kind: 'svg', x: portrait.x, y: top, width: portrait.width, height: size * 1.2, svg };
}

/**
 * 7.5: 页码用4号半角宋体阿拉伯数字，编排在版心下边缘之下，数字左右各放一条一字线；一字线上距版心下边缘7 mm；单页码居右空一字，双页码居左空一字.
 */
export function pageNumber(number: number, orientation: Page['orientation'], fonts: FontBook): readonly Item[] {
  const line = setOneLine(`— ${number} —`, pageNumberStyle, fonts);
  const x = number % 2 === 1 ? right - SMALL_SIZE - line.width : portrait.x + SMALL_SIZE;
  // The dash of 宋体 is drawn 0.38 em above the base line.
  const y = bottom + mm(7) + SMALL_SIZE * 0.38;
  const items = placeLine(line, x, y);
  return orientation === 'portrait' ? items : [turned(items)];
}

/** 演示数据, 试算: in the head margin of every page, where no text is. */
export function markItems(marks: readonly string[], orientation: Page['orientation'], fonts: FontBook): readonly Item[] {
  if (marks.length === 0) return [];
  const line = setOneLine(`【${marks.join('·')}】`, markStyle, fonts);
  const width = orientation === 'portrait' ? A4.width : A4.height;
  return placeLine(line, (width - line.width) / 2, mm(17));
}

/** 7.4: 版记, from the bottom of the text area up. `height` is the room it takes. */
export function colophon(document: PaperDocument, fonts: FontBook): { readonly items: readonly Item[]; readonly height: number } {
  const { copyTo, issuedBy, issuedOn } = document.colophon;
  const row = 24;
  const inset = SMALL_SIZE;
  const items: Item[] = [];
  // 7.4.1: 首条分隔线和末条分隔线用粗线（推荐高度为0.35 mm），中间的分隔线用细线（推荐高度为0.25 mm）.
  const rule = (y: number, width: number): Item => ({
    kind: 'rule',
    x1: portrait.x,
    y1: y,
    x2: right,
    y2: y,
    width,
    color: '#000000',
  });
  const baseOf = (top: number): number => top + (row - SMALL_SIZE) / 2 + baseline(SMALL_SIZE);
  items.push(rule(bottom, mm(0.35)));
  // 7.4.3: 印发机关左空一字，印发日期右空一字，后加“印发”二字.
  const issuer = setOneLine(issuedBy, colophonStyle, fonts);
  const date = setOneLine(`${issuedOn}印发`, colophonStyle, fonts);
  items.push(...placeLine(issuer, portrait.x + inset, baseOf(bottom - row)));
  items.push(...placeLine(date, right - inset - date.width, baseOf(bottom - row)));
  let top = bottom - row;
  if (copyTo !== null) {
    items.push(rule(top, mm(0.25)));
    // 7.4.2: 抄送机关左右各空一字，回行时与冒号后的首字对齐，最后一个抄送机关名称后标句号.
    const lead = setOneLine('抄送：', colophonStyle, fonts);
    const room = portrait.width - 2 * inset - lead.width;
    const text = copyTo.endsWith('。') ? copyTo : `${copyTo}。`;
    const lines = setText([{ text, style: colophonStyle }], { width: room, em: SMALL_SIZE }, fonts);
    top -= lines.length * row;
    items.push(...placeLine(lead, portrait.x + inset, baseOf(top)));
    lines.forEach((line, index) => {
      items.push(...placeLine(line, portrait.x + inset + lead.width, baseOf(top + index * row)));
    });
  }
  items.push(rule(top, mm(0.35)));
  return { items, height: bottom - top };
}

/** Does the text area of a page leave room for 版记? A line of air stays between them. */
export const hasRoomFor = (height: number, page: Page): boolean =>
  page.orientation === 'portrait' && page.end + pitch + height <= margins.top + portrait.height;
