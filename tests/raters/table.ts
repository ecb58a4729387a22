/** Small tables written as people read them: rows of figures, — for no mark. */
import { type Exact, exact } from '../../src/shared/engine/decimal.ts';

/** “85 82 — 76” / … → rows of texts, null for —. */
const cells = (text: string): (string | null)[][] =>
  text.split('/').map((row) =>
    row
      .trim()
      .split(/\s+/)
      .map((cell) => (cell === '—' ? null : cell)),
  );
export const exactTable = (text: string): (Exact | null)[][] =>
  cells(text).map((row) => row.map((cell) => (cell === null ? null : exact(cell))));
export const numberTable = (text: string): (number | null)[][] =>
  cells(text).map((row) => row.map((cell) => (cell === null ? null : Number(cell))));

/** The marks of methods.md §7. */
export const GOLDEN = '85 82 80 76 / 88 85 83 79 / 84 81 79 84 / 86 83 81 77 / 80 77 75 71';
