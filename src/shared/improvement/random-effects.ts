/**
 * What a unit may be expected to score next, from its own course and that of all others. A good or a bad month is partly luck and goes back
 * by itself; how much of it does is read from the months themselves (methods.md §8: one-way random effects).
 */
import { divide, type Exact, exact, maxOf, one, sum, zero } from '../engine/decimal.ts';

export type RandomEffects = {
  readonly units: number;
  readonly periods: number;
  /** Mean squares between and within units. */
  readonly msBetween: Exact;
  readonly msWithin: Exact;
  /** σ²b and σ²w: how far units differ lastingly, and how far one unit moves from period to period. */
  readonly varianceBetween: Exact;
  readonly varianceWithin: Exact;
  /** b: how much of a unit's distance from the mean of all is its own; 0 nothing, 1 all of it. */
  readonly shrinkage: Exact;
  /** Ŝ of each unit: μ + b · (its mean − μ). */
  readonly expected: readonly Exact[];
  /** √(σ²w + σ²b · (1 − b)): how far a single new score usually lies from Ŝ. */
  readonly spread: Exact;
};

/**
 * One-way random effects of a balanced table: σ²w = MSW, σ²b = max(0, (MSB − MSW) ÷ M), b = σ²b ÷ (σ²b + σ²w ÷ M). Trends are not taken out:
 * who rises steadily lies above its own mean, which is what 进步 means.
 * @param courses a row a unit, a column a period; every row of the same length
 * @throws RangeError for fewer than two units or two periods, or rows of different lengths
 * @example
 * 84 86 85 87 86 88      MSB 232, MSW 2, σ²b 38.3333, b 0.991379
 * 80 79 82 81 80 78  →   Ŝ 85.9741, 80.0259, 89.9397, 76.0603
 * 90 91 89 92 90 88      (R: nlme::lme, REML)
 * 76 75 78 77 74 76
 */
export function randomEffects(courses: readonly (readonly Exact[])[]): RandomEffects {
  const [units, periods] = [courses.length, courses[0]?.length ?? 0];
  if (units < 2 || periods < 2 || courses.some(({ length }) => length !== periods)) {
    throw new RangeError('random effects need two units and two periods, and no empty cell');
  }
  const means = courses.map((row) => divide(sum(row), exact(periods)));
  const overall = divide(sum(means), exact(units));
  const squares = (values: readonly Exact[], from: Exact): Exact => sum(values.map((value) => value.minus(from).pow(2)));
  const msBetween = divide(squares(means, overall).times(periods), exact(units - 1));
  const within = sum(courses.map((row, at) => squares(row, means[at] ?? zero)));
  const msWithin = divide(within, exact(units * (periods - 1)));
  const varianceBetween = maxOf([zero, divide(msBetween.minus(msWithin), exact(periods))]);
  const both = varianceBetween.plus(divide(msWithin, exact(periods)));
  const shrinkage = both.isZero() ? zero : divide(varianceBetween, both);
  return {
    units,
    periods,
    msBetween,
    msWithin,
    varianceBetween,
    varianceWithin: msWithin,
    shrinkage,
    expected: means.map((mean) => overall.plus(shrinkage.times(mean.minus(overall)))),
    spread: msWithin.plus(varianceBetween.times(one.minus(shrinkage))).sqrt(),
  };
}
