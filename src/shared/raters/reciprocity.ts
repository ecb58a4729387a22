import { shuffleInPlace } from 'simple-statistics';
import { SHUFFLES, shareAtLeast } from './permutation.ts';
import { seededRandom } from './seeded-random.ts';

/** What two units left over for each other, beyond what their work and the raters' habits explain. */
type ReturnedFavour = { readonly a: string; readonly b: string; readonly aToB: number; readonly bToA: number };
export type Reciprocity = {
  readonly pairs: number;
  /** −1 … 1; null when all residuals are the same. */
  readonly correlation: number | null;
  /** How often chance alone makes it as large. */
  readonly p: number | null;
  /** The three pairs that gave each other most. */
  readonly top: readonly ReturnedFavour[];
};

/** Fewer pairs say nothing. */
const FEWEST_PAIRS = 6;

/**
 * 互评往来: does a unit that is given more give more in return? Correlation of ε(a→b) with ε(b→a) over all pairs, each pair counted both ways
 * round so that it does not matter who is named first; p by 9 999 random re-pairings of the same residuals.
 * r = (Σ ε(a→b)·ε(b→a) ÷ m − mean²) ÷ variance, over m pairs.
 * @param residual ε of one unit's mark for another; null when there is none
 * @param seed of seededRandom
 * @returns null for fewer than six pairs. `top`: pairs with both ε above 0, by the smaller of the two
 * @example four units; ε 2, 2 between a and b, −1, −1 between c and d, 0 elsewhere: mean 1/6, variance 29/36, r = (5/6 − 1/36) ÷ (29/36) = 1
 */
export function reciprocity(
  units: readonly string[],
  residual: (from: string, to: string) => number | null,
  seed: number,
): Reciprocity | null {
  const pairs = units.flatMap((a, at) =>
    units.slice(at + 1).flatMap((b) => {
      const [aToB, bToA] = [residual(a, b), residual(b, a)];
      return aToB === null || bToA === null ? [] : [{ a, b, aToB, bToA }];
    }),
  );
  if (pairs.length < FEWEST_PAIRS) return null;
  const all = pairs.flatMap(({ aToB, bToA }) => [aToB, bToA]);
  const mean = all.reduce((total, value) => total + value, 0) / all.length;
  const variance = all.reduce((total, value) => total + (value - mean) ** 2, 0) / all.length;
  const products = productsOf(all);
  const random = seededRandom(seed);
  const isFlat = variance < 1e-12;
  const paired = [...all];
  return {
    pairs: pairs.length,
    correlation: isFlat ? null : (products / pairs.length - mean ** 2) / variance,
    // Mean and variance stay under re-pairing: the sum of products alone decides.
    p: isFlat ? null : shareAtLeast(products, SHUFFLES, () => productsOf(shuffleInPlace(paired, random))),
    top: pairs
      .filter(({ aToB, bToA }) => aToB > 0 && bToA > 0)
      .sort((x, y) => Math.min(y.aToB, y.bToA) - Math.min(x.aToB, x.bToA) || y.aToB + y.bToA - x.aToB - x.bToA)
      .slice(0, 3),
  };
}

/** Σ first · second over neighbours. */
function productsOf(values: readonly number[]): number {
  let total = 0;
  for (let at = 0; at + 1 < values.length; at += 2) total += (values[at] ?? 0) * (values[at + 1] ?? 0);
  return total;
}
