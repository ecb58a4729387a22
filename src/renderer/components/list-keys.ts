import { type KeyboardEvent, useEffect, useRef } from 'react';

/** Up and down go through the rows of a table, as in a list; each row has one button of this kind. */
export function moveInTable(event: KeyboardEvent<HTMLButtonElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const all = [...(event.currentTarget.closest('table')?.querySelectorAll<HTMLButtonElement>('tbody button.link') ?? [])];
  all[all.indexOf(event.currentTarget) + by]?.focus();
}

/** From a search field down to the first row of its list. @param row selector of its button */
export function downInto(event: KeyboardEvent<HTMLInputElement>, list: HTMLElement | null, row: string): void {
  if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  list?.querySelector<HTMLButtonElement>(row)?.focus();
}

/** A list whose choice acts at once: the arrows open it first, instead of taking whatever comes next. */
export function openByArrows(event: KeyboardEvent<HTMLSelectElement>): void {
  if (event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
  event.preventDefault();
  event.currentTarget.showPicker();
}

/**
 * The record another page asked for is brought into sight, with the keyboard on it: once, as soon as its list is there.
 * @param selector of its button; null when none was asked for
 */
export function useReveal(selector: string | null): void {
  const wanted = useRef(selector);
  useEffect(() => {
    const found = wanted.current === null ? null : document.querySelector<HTMLElement>(wanted.current);
    if (!found) return;
    wanted.current = null;
    found.scrollIntoView({ block: 'center' });
    found.focus();
  });
}
