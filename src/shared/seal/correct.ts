/** A sealed month with some figures put right: everything else stays as it was sealed, the engine makes the results anew. */
import { engineVersion, evaluate } from '../engine/index.ts';
import { type SealedCell, type SealedMonth, sealedInput } from './month.ts';

/**
 * The month with `cells` in the place of the sealed ones, scored again by the rules it was sealed with. Speeches are left as they were:
 * who speaks depends on the months before, which the caller knows.
 * @throws Error with a Chinese sentence when the engine cannot compute the result
 */
export function correctMonth(month: SealedMonth, cells: readonly SealedCell[]): SealedMonth {
  const key = ({ organisation, indicator }: SealedCell): string => `${organisation}\n${indicator}`;
  const changed = new Map(cells.map((cell) => [key(cell), cell]));
  const kept = month.cells.map((cell) => changed.get(key(cell)) ?? cell);
  const known = new Set(month.cells.map(key));
  const added = cells.filter((cell) => !known.has(key(cell)));
  const corrected: SealedMonth = {
    ...month,
    head: { ...month.head, engineVersion },
    cells: [...kept, ...added].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
  };
  return {
    ...corrected,
    lists: corrected.lists.map((one) => ({ ...one, entries: evaluate(sealedInput(corrected, one.list)).entries })),
  };
}
