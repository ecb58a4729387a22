/** Mouse: click, Shift+click, drag over cells and headings, double click, fill handle. Places are computed, not looked up in the DOM. */
import { type MouseEvent as ReactMouseEvent, useEffect, useRef, useState } from 'react';
import { fillTarget, type Hit, hit, type Layout } from './grid-geometry.ts';
import { selectionOf } from './grid-state.ts';
import type { CellAt, Rect } from './grid-types.ts';
import type { GridControl } from './use-grid.ts';
import type { Viewport } from './use-viewport.ts';

type Drag = { readonly zone: 'cell' | 'rowHead' | 'columnHead' | 'fill'; readonly anchor: CellAt; readonly source: Rect };

/** While a drag is held outside the grid, it scrolls this often (ms) and this far (px). */
const SCROLL_EVERY = 60;
const SCROLL_BY = 32;

/** Mouse handlers and, while the handle is dragged, the area to be filled. */
export function usePointer(grid: GridControl, layout: Layout, viewport: Viewport) {
  const [filling, setFilling] = useState<Rect | null>(null);
  const stopDrag = useRef<() => void>(null);
  useEffect(() => () => stopDrag.current?.(), []);

  const place = (event: { readonly clientX: number; readonly clientY: number }): Hit => {
    const box = viewport.scroller.current?.getBoundingClientRect();
    return hit(layout, viewport.view(), event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0));
  };

  function selectTo(zone: Drag['zone'], anchor: CellAt, at: CellAt): void {
    const last = { row: layout.rows - 1, column: layout.lefts.length - 2 };
    if (zone === 'rowHead') {
      grid.dispatch({ type: 'select', anchor: { row: anchor.row, column: 0 }, head: { row: at.row, column: last.column } });
    } else if (zone === 'columnHead') {
      grid.dispatch({ type: 'select', anchor: { row: 0, column: anchor.column }, head: { row: last.row, column: at.column } });
    } else {
      grid.dispatch({ type: 'select', anchor, head: at });
    }
  }

  function startDrag(drag: Drag): void {
    let pointer = { clientX: 0, clientY: 0 };
    let target: Rect | null = null;
    const follow = () => {
      const { at } = place(pointer);
      if (drag.zone === 'fill') {
        target = fillTarget(drag.source, at);
        setFilling(target);
      } else {
        selectTo(drag.zone, drag.anchor, at);
      }
    };
    const scroll = () => {
      const box = viewport.scroller.current;
      if (!box || (pointer.clientX === 0 && pointer.clientY === 0)) return;
      const { left, top, right, bottom } = box.getBoundingClientRect();
      const x = pointer.clientX < left + layout.frozenWidth ? -1 : pointer.clientX > right ? 1 : 0;
      const y = pointer.clientY < top + layout.headHeight ? -1 : pointer.clientY > bottom - layout.footHeight ? 1 : 0;
      const isSideways = drag.zone !== 'rowHead' && (x > 0 || drag.anchor.column >= layout.frozen);
      const isUpright = drag.zone !== 'columnHead';
      if ((x === 0 || !isSideways) && (y === 0 || !isUpright)) return;
      box.scrollBy({ left: isSideways ? x * SCROLL_BY : 0, top: isUpright ? y * SCROLL_BY : 0, behavior: 'instant' });
      follow();
    };
    const onMove = (event: MouseEvent) => {
      pointer = { clientX: event.clientX, clientY: event.clientY };
      follow();
    };
    const timer = setInterval(scroll, SCROLL_EVERY);
    const stop = () => {
      clearInterval(timer);
      window.removeEventListener('mousemove', onMove);
      window.removeEventListener('mouseup', onUp);
      stopDrag.current = null;
      setFilling(null);
    };
    const onUp = () => {
      stop();
      if (target && target !== drag.source) grid.fill(drag.source, target);
    };
    stopDrag.current?.();
    stopDrag.current = stop;
    window.addEventListener('mousemove', onMove);
    window.addEventListener('mouseup', onUp);
  }

  function onMouseDown(event: ReactMouseEvent): void {
    const box = viewport.scroller.current;
    const isInEditor = event.target === grid.editor.current;
    if (event.button !== 0 || isInEditor || !box) return;
    const bounds = box.getBoundingClientRect();
    const isOnScrollBar = event.clientX - bounds.left >= box.clientWidth || event.clientY - bounds.top >= box.clientHeight;
    if (isOnScrollBar) return;
    // The editor keeps the focus through every click; without it the next key would be lost.
    event.preventDefault();
    grid.editor.current?.focus({ preventScroll: true });
    if (!grid.commitAll() || layout.rows === 0 || (grid.paste && !grid.paste.done)) return;

    const selection = selectionOf(grid.state);
    const { zone, at } = place(event);
    if (event.target instanceof Element && event.target.hasAttribute('data-fill')) {
      startDrag({ zone: 'fill', anchor: at, source: selection });
    } else if (zone === 'corner') {
      grid.dispatch({ type: 'all' });
    } else if (zone === 'cell') {
      grid.dispatch({ type: 'goTo', at, extend: event.shiftKey });
      startDrag({ zone, anchor: event.shiftKey ? grid.state.anchor : at, source: selection });
    } else if (zone !== 'none') {
      const anchor = event.shiftKey ? grid.state.anchor : at;
      selectTo(zone, anchor, at);
      startDrag({ zone, anchor, source: selection });
    }
  }

  function onDoubleClick(event: ReactMouseEvent): void {
    if (event.target === grid.editor.current || (grid.paste && !grid.paste.done)) return;
    if (place(event).zone === 'cell') grid.beginEdit();
  }

  return { filling, onMouseDown, onDoubleClick };
}
