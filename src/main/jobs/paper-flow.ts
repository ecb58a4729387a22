/** Boxes flow down pages: what belongs together stays together, table heads are repeated, text keeps to the grid of lines. */
import type { Item } from './paper-text.ts';

export type Box = {
  readonly height: number;
  readonly draw: (x: number, y: number) => readonly Item[];
  /** Stays on the page of the next box (a heading and its text, a caption and its table). */
  readonly keepsNext?: boolean;
  /** Empty room: dropped at the top of a page. */
  readonly isSpace?: boolean;
  /** Empty room down to the next line of the grid. */
  readonly snaps?: boolean;
  /** Told how much of the empty room was taken: none at the top of a page. */
  readonly onTaken?: (height: number) => void;
  /** Printed again above this box when a page begins with it: the head of the box's table. */
  readonly head?: Box;
};

/** Something better not split, a table with its caption, set in one way or, to save a page turn, tighter and tighter. */
type Block = {
  readonly variants: readonly [readonly Box[], ...(readonly Box[])[]];
  /** Told which of them was set, and whether it stands on one page. */
  readonly onChosen?: (variant: number, isWhole: boolean) => void;
};
export type Flowable = Box | Block;

export type Frame = {
  readonly orientation: 'portrait' | 'landscape';
  readonly x: number;
  readonly top: number;
  readonly height: number;
  /** Distance of the lines of the grid. */
  readonly pitch: number;
};

export type Page = { readonly orientation: Frame['orientation']; readonly items: Item[]; end: number };

/** Half a hundredth of a point: what sums of line heights may be off by. */
const DUST = 0.005;
/** So much of a page may stay empty for the sake of an unsplit table. */
const MOST_EMPTY = 1 / 3;

export const space = (height: number, onTaken: (height: number) => void = () => undefined): Box => ({
  height,
  draw: () => [],
  isSpace: true,
  onTaken,
});
export const snap = (onTaken: (height: number) => void = () => undefined): Box => ({
  height: 0,
  draw: () => [],
  isSpace: true,
  snaps: true,
  onTaken,
});

/**
 * Lays boxes into pages of one frame, beginning a new page.
 * @param reserved room already taken at the top of the first page
 */
export function flow(content: readonly Flowable[], frame: Frame, reserved = 0): readonly Page[] {
  let page: Page = { orientation: frame.orientation, items: [], end: frame.top + reserved };
  const pages: Page[] = [page];
  const bottom = frame.top + frame.height;
  const queue = [...content];
  let isChained = false;
  while (queue.length > 0) {
    const next = queue.shift();
    if (!next) break;
    if ('variants' in next) {
      const turnsFirst = isWorthTurning(next, bottom - page.end, frame.height) && !isChained && page.end > frame.top + DUST;
      if (turnsFirst) page = turn(pages, frame);
      const variant = chosen(next, bottom - page.end);
      const boxes = next.variants[variant] ?? next.variants[0];
      next.onChosen?.(variant, heightOf(boxes) <= bottom - page.end + DUST);
      queue.unshift(...boxes);
      continue;
    }
    const isAtTop = page.end <= frame.top + DUST;
    if (next.isSpace) {
      const wanted = next.snaps ? toGrid(page.end - frame.top, frame.pitch) : Math.min(next.height, bottom - page.end);
      const taken = isAtTop ? 0 : wanted;
      page.end += taken;
      next.onTaken?.(taken);
      continue;
    }
    // A chain of boxes that keep together was measured when its first one was placed.
    const needed = isChained ? next.height : next.height + (next.keepsNext ? chainHeight(queue) : 0);
    if (page.end + Math.min(needed, frame.height) > bottom + DUST && !isAtTop) {
      page = turn(pages, frame);
      if (next.head) place(next.head, page, frame);
    }
    place(next, page, frame);
    isChained = next.keepsNext === true;
  }
  return pages;
}

function turn(pages: Page[], frame: Frame): Page {
  const page: Page = { orientation: frame.orientation, items: [], end: frame.top };
  pages.push(page);
  return page;
}

function place(box: Box, page: Page, frame: Frame): void {
  page.items.push(...box.draw(frame.x, page.end));
  page.end += box.height;
}

const heightOf = (boxes: readonly Box[]): number => boxes.reduce((height, box) => height + box.height, 0);

/** The first variant that fits; when none does, the first one, which is then split. */
const chosen = ({ variants }: Block, room: number): number =>
  Math.max(
    0,
    variants.findIndex((boxes) => heightOf(boxes) <= room + DUST),
  );

/** A table goes to the next page as a whole when that leaves little of this one empty; otherwise it is split. */
function isWorthTurning({ variants }: Block, room: number, pageHeight: number): boolean {
  const fits = variants.some((boxes) => heightOf(boxes) <= room + DUST);
  return !fits && heightOf(variants[0]) <= pageHeight && room <= pageHeight * MOST_EMPTY;
}

const tightest = (block: Block): readonly Box[] => block.variants.at(-1) ?? block.variants[0];

/** Height of what has to stay with the box before: up to the first box that lets its next one go. */
function chainHeight(queue: readonly Flowable[]): number {
  let height = 0;
  for (const next of queue) {
    for (const box of 'variants' in next ? tightest(next) : [next]) {
      height += box.height;
      if (!box.keepsNext && !box.isSpace) return height;
    }
  }
  return height;
}

function toGrid(offset: number, pitch: number): number {
  const rest = offset % pitch;
  return rest < DUST || pitch - rest < DUST ? 0 : pitch - rest;
}

/** Lines of text that go with 署名 to the next page (7.3.5.5: no 此页无正文). */
export const KEPT_LINES = 2;

/** 署名 never stands on a page without text: the last two lines of the text, or the last rows of a table that ends it, go with it. */
export function keepLastLines(text: readonly Flowable[]): readonly Flowable[] {
  const kept = [...text];
  let wanted = KEPT_LINES;
  for (let index = text.length - 1; index >= 0 && wanted > 0; index -= 1) {
    const box = text[index];
    if (!box || (!('variants' in box) && box.isSpace)) continue;
    if ('variants' in box) {
      const [first, ...others] = box.variants;
      // With the note below it.
      const keep = (boxes: readonly Box[]): readonly Box[] =>
        boxes.map((one, at) => (at >= boxes.length - wanted - 1 ? { ...one, keepsNext: true } : one));
      kept[index] = { ...box, variants: [keep(first), ...others.map(keep)] };
      break;
    }
    kept[index] = { ...box, keepsNext: true };
    wanted -= 1;
  }
  return kept;
}
