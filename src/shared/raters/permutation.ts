/** With the table as it was, 10 000 in all. */
export const SHUFFLES = 9_999;

/**
 * One-sided p of a permutation test: (1 + number of shuffles that reach the observed figure) ÷ (1 + number of shuffles), so never 0.
 * @example observed 5, shuffles 6, 5, 3 → (1 + 2) ÷ 4 = 0.75
 */
export function shareAtLeast(observed: number, shuffles: number, shuffled: () => number): number {
  // The sums of a shuffle are the same numbers in another order: they may differ in the last bit.
  const reach = observed - 1e-9 * Math.max(1, Math.abs(observed));
  let reached = 1;
  for (let round = 0; round < shuffles; round += 1) if (shuffled() >= reach) reached += 1;
  return reached / (shuffles + 1);
}
