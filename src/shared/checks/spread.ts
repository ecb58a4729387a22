/** Median and MAD of a unit's own course: what is usual for it (methods.md §4, §14). Exact decimals throughout. */
import { divide, type Exact, exact, maxOf, minOf, sum } from '../engine/decimal.ts';

/** Fewer figures say nothing about what is usual. */
export const FEWEST = 6;
const LIMIT = exact('3.5');
/** 1 ÷ 0.6745: brings the MAD of normal figures to their standard deviation. */
const PER_MAD = exact('1.4826');
const PER_MEAN = exact('1.253314');

export type Spread = {
  readonly count: number;
  readonly median: Exact;
  /** One step of the modified z: 1.4826 · MAD; 1.253314 · mean|x − median| when MAD is 0; 0 when all figures are the same. */
  readonly scale: Exact;
  /** median ± 3.5 steps. */
  readonly low: Exact;
  readonly high: Exact;
};

/** The middle figure, or halfway between the two in the middle. Throws for an empty list. */
export function medianOf(values: readonly Exact[]): Exact {
  const sorted = [...values].sort((a, b) => a.comparedTo(b));
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (!upper || !lower) throw new RangeError('median of nothing');
  return upper === lower ? upper : upper.plus(lower).div(2);
}

/**
 * What is usual for a course of figures.
 * @returns null for fewer than six figures
 * @example 78, 80, 79, 77, 81, 80, 82, 79, 68, 78, 80, 79 → median 79, MAD 1, 73.81 to 84.19; z of 68 is −7.42
 */
export function spreadOf(values: readonly Exact[]): Spread | null {
  if (values.length < FEWEST) return null;
  const median = medianOf(values);
  const distances = values.map((value) => value.minus(median).abs());
  const mad = medianOf(distances);
  const scale = mad.isZero() ? divide(sum(distances), exact(values.length)).times(PER_MEAN) : mad.times(PER_MAD);
  const reach = scale.times(LIMIT);
  return { count: values.length, median, scale, low: median.minus(reach), high: median.plus(reach) };
}

/**
 * For what is counted: events are rare and lumpy (0, 0, 1, 0 …), and one more or one fewer than ever before is no news.
 * Without this, every first 批示 after a year without one would ask for a reason.
 */
export function spreadOfCounts(values: readonly Exact[]): Spread | null {
  const spread = spreadOf(values);
  if (!spread) return null;
  return {
    ...spread,
    low: minOf([spread.low, minOf(values).minus(1)]),
    high: maxOf([spread.high, maxOf(values).plus(1)]),
  };
}
