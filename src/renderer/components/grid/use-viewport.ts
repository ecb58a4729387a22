/** The scrolled part of the grid: what has to be drawn, and bringing a cell into it. */
import { type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { type Layout, scrollFor, type View, type Window, windowOf } from './grid-geometry.ts';
import type { CellAt } from './grid-types.ts';

export type Viewport = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly drawn: Window;
  readonly view: () => View;
  readonly onScroll: () => void;
};

/** A guess for the very first drawing; the right size is known before it is painted. */
const FIRST_VIEW: View = { top: 0, left: 0, width: 1366, height: 768 };

function isSame(a: Window, b: Window): boolean {
  return a.firstRow === b.firstRow && a.lastRow === b.lastRow && a.firstColumn === b.firstColumn && a.lastColumn === b.lastColumn;
}

/** Follows scrolling and resizing; `reveal` is scrolled into view whenever it is a new object. */
export function useViewport(layout: Layout, reveal: CellAt | null): Viewport {
  const scroller = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(() => windowOf(layout, FIRST_VIEW));

  const view = (): View => {
    const box = scroller.current;
    if (!box) return FIRST_VIEW;
    return { top: box.scrollTop, left: box.scrollLeft, width: box.clientWidth, height: box.clientHeight };
  };
  const look = () => {
    const box = scroller.current;
    // Frozen cells stay in place by CSS; the editor is no child of a cell and follows them by this.
    box?.style.setProperty('--scrolled', `${box.scrollLeft}px`);
    const next = windowOf(layout, view());
    setDrawn((last) => (isSame(last, next) ? last : next));
  };
  const lookAgain = useEffectEvent(look);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(() => lookAgain());
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout is looked at anew
  useLayoutEffect(() => lookAgain(), [layout]);

  const bringIntoView = useEffectEvent((at: CellAt) => {
    const to = scrollFor(layout, view(), at);
    scroller.current?.scrollTo({ ...to, behavior: 'instant' });
    look();
  });
  useLayoutEffect(() => {
    if (reveal) bringIntoView(reveal);
  }, [reveal]);

  return { scroller, drawn, view, onScroll: look };
}
