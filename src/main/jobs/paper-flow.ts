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
  /** Printed again above this box when a page begins with it: the head of the box's table. */
  readonly head?: Box;
  /** First box of something that is better not split (a table with its caption): its whole height. */
  readonly wholeHeight?: number;
};

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

export const space = (height: number): Box => ({ height, draw: () => [], isSpace: true });
export const snap: Box = { height: 0, draw: () => [], isSpace: true, snaps: true };

/**
 * Lays boxes into pages of one frame, beginning a new page.
 * @param reserved room already taken at the top of the first page
 */
export function flow(boxes: readonly Box[], frame: Frame, reserved = 0): readonly Page[] {
  const pages: Page[] = [];
  let page: Page = { orientation: frame.orientation, items: [], end: frame.top + reserved };
  pages.push(page);
  const bottom = frame.top + frame.height;
  const turn = (): void => {
    page = { orientation: frame.orientation, items: [], end: frame.top };
    pages.push(page);
  };
  boxes.forEach((box, index) => {
    const isAtTop = page.end <= frame.top + DUST;
    if (box.isSpace) {
      if (!isAtTop) page.end += box.snaps ? toGrid(page.end - frame.top, frame.pitch) : Math.min(box.height, bottom - page.end);
      return;
    }
    const previous = boxes[index - 1];
    // A chain of boxes that keep together was measured when its first one was placed.
    const isChained = previous?.keepsNext === true && !previous.isSpace;
    const needed = isChained
      ? box.height
      : Math.max(chainHeight(boxes, index), unsplitHeight(box, bottom - page.end, frame.height));
    const fits = page.end + Math.min(needed, frame.height) <= bottom + DUST;
    if (!fits && !isAtTop) {
      turn();
      if (box.head) {
        page.items.push(...box.head.draw(frame.x, page.end));
        page.end += box.head.height;
      }
    }
    page.items.push(...box.draw(frame.x, page.end));
    page.end += box.height;
  });
  return pages;
}

/** Height of a box and of all that has to stay with it. */
function chainHeight(boxes: readonly Box[], from: number): number {
  let height = 0;
  for (let index = from; index < boxes.length; index++) {
    const box = boxes[index];
    if (!box) break;
    height += box.height;
    if (!box.keepsNext) break;
  }
  return height;
}

/** A table is moved to the next page as a whole when that leaves at most a third of this page empty; otherwise it is split. */
function unsplitHeight(box: Box, left: number, pageHeight: number): number {
  if (box.wholeHeight === undefined || box.wholeHeight > pageHeight) return 0;
  return left <= pageHeight / 3 ? box.wholeHeight : 0;
}

function toGrid(offset: number, pitch: number): number {
  const rest = offset % pitch;
  return rest < DUST || pitch - rest < DUST ? 0 : pitch - rest;
}
