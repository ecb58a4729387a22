/** Is a score more than luck? The distance from what was to be expected, in units of what is usual (methods.md §8). */
import { divide, type Exact, exact } from '../engine/decimal.ts';

/** From here on a change is called more than luck. */
const BEYOND = exact(2);

export type Verdict = '超出预期' | '符合预期' | '低于预期';

/**
 * @param spread of randomEffects()
 * @returns (score − expected) ÷ spread; null when nothing ever moved, which says nothing about what is usual
 * @example 80 against 76.0603 with a spread of 1.5266 → 2.58, 超出预期
 */
export function beyondExpected(
  score: Exact,
  expected: Exact,
  spread: Exact,
): { readonly z: Exact; readonly verdict: Verdict } | null {
  if (spread.isZero()) return null;
  const z = divide(score.minus(expected), spread);
  return { z, verdict: z.gte(BEYOND) ? '超出预期' : z.lte(BEYOND.neg()) ? '低于预期' : '符合预期' };
}
