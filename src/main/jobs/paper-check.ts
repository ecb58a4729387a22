/**
 * 格式自查 of a paper as it was set: read from the pages themselves, so that it says what came out, not what was meant.
 * Rules: GB/T 9704—2012 5.2 (版心, 22行28字), 7.3.5 (署名不单独成面), 7.4 and 7.5 (版记, 空白页); 篇幅 after the office's own limits of 4000 and 5000 字.
 */
import { annexNames, countCharacters, type Paper } from '../../shared/bulletin/document.ts';
import type { FontBook } from './fonts.ts';
import { KEPT_LINES, type Page } from './paper-flow.ts';
import { BODY_SIZE, baseline, landscape, pitch, portrait } from './paper-format.ts';
import type { Layout } from './paper-layout.ts';
import { type Item, mm } from './paper-text.ts';

/** One finding, said whole: “版心：……”. */
export type PaperCheck = { readonly ok: boolean; readonly words: string };

type TextItem = Extract<Item, { kind: 'text' }>;

/** A sign may reach over the right edge by its blank half; what it prints does not. */
const OVER = BODY_SIZE / 2 + mm(0.3);
/** 5.2.1: 天头、订口允许相差 1 mm. */
const TOLERANCE = mm(1);
const SHORT = 4000;
const LONG = 5000;

/** Checks of one paper, those that hold and those that do not. */
export function checkPaper(paper: Paper, layout: Layout, fonts: FontBook): readonly PaperCheck[] {
  const isDocument = 'redHead' in paper;
  return [
    margins(layout.pages, fonts),
    grid(layout),
    characters(fonts),
    blankPages(layout),
    ...(paper.signature.issuer === '' ? [] : [signature(paper, layout.pages)]),
    ...(isDocument ? [colophon(layout), length(countCharacters(paper.sections))] : []),
  ];
}

/** “第2页、第5页”; of many the first three. */
const pagesOf = (indexes: readonly number[]): string => {
  const shown = [...new Set(indexes)].map((index) => `第${index + 1}页`);
  return shown.length > 3 ? `${shown.slice(0, 3).join('、')}等${shown.length}页` : shown.join('、');
};

const frameOf = (page: Page) => (page.orientation === 'portrait' ? portrait : landscape);

/** Words of the text area, without what stands in its margins. */
const inside = (page: Page): readonly TextItem[] => {
  const { top, height } = frameOf(page);
  return page.items.filter(
    (item): item is TextItem => item.kind === 'text' && item.baseline > top && item.baseline < top + height + TOLERANCE,
  );
};

const rightOf = (item: TextItem, fonts: FontBook): number => {
  const signs = [...item.text];
  const widths = signs.reduce((sum, text) => sum + fonts.advance({ text, face: item.face }) * item.size, 0);
  return item.x + widths + (signs.length - 1) * item.spacing;
};

function margins(pages: readonly Page[], fonts: FontBook): PaperCheck {
  const over = pages.flatMap((page, index) => {
    const { x, width } = frameOf(page);
    const isOut = inside(page).some((item) => item.x < x - TOLERANCE || rightOf(item, fonts) > x + width + OVER);
    return isOut ? [index] : [];
  });
  return over.length === 0
    ? { ok: true, words: '版心：天头37毫米、订口28毫米，文字都在156×225毫米以内' }
    : { ok: false, words: `版心：${pagesOf(over)}有文字超出` };
}

function grid({ pages, firstLine }: Layout): PaperCheck {
  const crooked: number[] = [];
  let most = 0;
  pages.forEach((page, index) => {
    const { top } = frameOf(page);
    const from = index === 0 ? top + firstLine : top;
    const lines = new Set(
      inside(page)
        .filter((item) => item.size === BODY_SIZE && item.baseline > from)
        .map((item) => (item.baseline - baseline(BODY_SIZE) - top) / pitch),
    );
    if ([...lines].some((line) => Math.abs(line - Math.round(line)) > 0.01)) crooked.push(index);
    most = Math.max(most, new Set([...lines].map(Math.round)).size);
  });
  const tooMany = most > 22;
  return crooked.length === 0 && !tooMany
    ? { ok: true, words: '行格：3号字都在每面22行、每行28字的格上' }
    : { ok: false, words: `行格：${tooMany ? `有一面排了${most}行` : `${pagesOf(crooked)}有3号字不在行格上`}` };
}

/** Which faces were used stands beside it, in the document log. */
function characters(fonts: FontBook): PaperCheck {
  const missing = fonts.missingCharacters();
  return missing.length === 0
    ? { ok: true, words: '用字：没有缺字' }
    : { ok: false, words: `用字：${missing.map((sign) => `“${sign}”`).join('')}没有字体能印，以〓代替，请改用其他字` };
}

function blankPages({ pages, colophon: place }: Layout): PaperCheck {
  // 版记's own page carries words; the one before it may be blank and is said with 版记.
  const allowed = place === 'afterBlank' ? pages.length - 2 : -1;
  const blank = pages.flatMap((page, index) =>
    index !== allowed && inside(page).length === 0 && !hasDrawing(page) ? [index] : [],
  );
  return blank.length === 0 ? { ok: true, words: '页面：没有空白页' } : { ok: false, words: `页面：${pagesOf(blank)}是空白页` };
}

const hasDrawing = (page: Page): boolean => {
  const { top, height } = frameOf(page);
  return page.items.some((item) => item.kind === 'svg' && item.y >= top && item.y < top + height);
};

/** 7.3.5: beside 附件说明, 署名, 成文日期 and 附注 the signed page carries two lines of text, or rows of a table, or a drawing. */
function signature(paper: Paper, pages: readonly Page[]): PaperCheck {
  const { issuer, date } = paper.signature;
  const closing = [issuer, date, ...('annexes' in paper ? annexNames(paper.annexes) : [])];
  const own = (line: string): boolean =>
    closing.some((text) => text.includes(line.replace(/^附件：/, ''))) || /^（.*）$/.test(line);
  const signed = pages.findLastIndex((page) => {
    const words = inside(page)
      .filter((item) => item.size === BODY_SIZE)
      .map((item) => item.text);
    return words.some((text) => issuer.includes(text)) && words.some((text) => date.includes(text));
  });
  const page = pages[signed];
  // The first page holds all there is.
  if (page === undefined || signed === 0 || hasDrawing(page)) return { ok: true, words: '署名：与正文同面' };
  const lines = new Map<number, string>();
  for (const { baseline: at, text } of inside(page)) lines.set(at, (lines.get(at) ?? '') + text);
  const others = [...lines.values()].filter((line) => !own(line)).length;
  if (others >= KEPT_LINES) return { ok: true, words: '署名：与正文同面' };
  const found = others === 0 ? '没有正文' : '正文只有一行';
  return { ok: false, words: `署名：${pagesOf([signed])}只有署名和日期，${found}` };
}

function colophon({ pages, colophon: place }: Layout): PaperCheck {
  if (pages.length % 2 === 1) return { ok: false, words: '版记：不在偶数面，双面印时不在最后一面' };
  if (place === 'afterBlank') return { ok: false, words: '版记：前面有一页空白，减几行或加几行可以省去' };
  return { ok: true, words: place === 'next' ? '版记：在末页背面' : '版记：在最后一面，与正文同面' };
}

function length(characters: number): PaperCheck {
  const said = `篇幅：正文${characters}字`;
  if (characters > LONG) return { ok: false, words: `${said}，超过${LONG}字` };
  return characters > SHORT ? { ok: false, words: `${said}，超过${SHORT}字，请压缩` } : { ok: true, words: said };
}
