import type { KeyboardEvent } from 'react';

/** Up and down go through the rows of a table, as in a list; each row has one button of this kind. */
export function moveInTable(event: KeyboardEvent<HTMLButtonElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const all = [...(event.currentTarget.closest('table')?.querySelectorAll<HTMLButtonElement>('tbody button.link') ?? [])];
  all[all.indexOf(event.currentTarget) + by]?.focus();
}
