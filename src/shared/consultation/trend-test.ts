/** 趋势: is there one (Mann–Kendall), and how steep is it (Theil–Sen)? Both look at pairs of months, so one odd month decides nothing. */
import jStat from 'jstat';
import { median } from 'simple-statistics';

/** Two-sided 5 %. */
const Z = 1.959963984540054;

export type TrendTest = {
  readonly count: number;
  /** Change a month, and its 95 % interval (Sen 1968). */
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  /** The line at month 0: median of the figures less slope × median of the months. */
  readonly intercept: number;
  /** Pairs that rise less pairs that fall. */
  readonly s: number;
  readonly variance: number;
  readonly z: number;
  readonly p: number;
};

/**
 * Theil–Sen: the median of all slopes (x_j − x_i) ÷ (j − i). Mann–Kendall: S = Σ sign(x_j − x_i), Var S = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] ÷ 18 with
 * t the sizes of groups of equal figures, z = (S ∓ 1) ÷ √Var S, p two-sided by the normal distribution. The interval of the slope lies
 * between the slopes of places (N ∓ 1.96 √Var S) ÷ 2 of N (Sen 1968, as scipy.stats.theilslopes counts them).
 * @param course one figure a month in order; null for a month without one: the months keep their distance
 * @returns null for fewer than three figures
 * @example 70 71 71.5 73 72.5 74 75 74.5 76 77 77.5 78 → slope 0.724747 (0.625 to 0.8), 70.2639 at month 0; S 62, variance 212.667, z 4.1829,
 * p 2.88e-5
 */
export function trendTest(course: readonly (number | null)[]): TrendTest | null {
  const points = course.flatMap((value, month) => (value === null ? [] : [{ month, value }]));
  const n = points.length;
  if (n < 3) return null;
  const pairs = points.flatMap((before, at) => points.slice(at + 1).map((after) => [before, after] as const));
  const slopes = pairs
    .map(([before, after]) => (after.value - before.value) / (after.month - before.month))
    .sort((a, b) => a - b);
  const slope = median(slopes);
  const s = pairs.reduce((total, [before, after]) => total + Math.sign(after.value - before.value), 0);
  const variance = (pairTerm(n) - tiesOf(points.map(({ value }) => value))) / 18;
  const z = variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  const reach = Z * Math.sqrt(variance);
  const lower = Math.max(Math.round((slopes.length - reach) / 2) - 1, 0);
  const upper = Math.min(Math.round((slopes.length + reach) / 2), slopes.length - 1);
  return {
    count: n,
    slope,
    low: slopes[lower] ?? slope,
    high: slopes[upper] ?? slope,
    intercept: median(points.map(({ value }) => value)) - slope * median(points.map(({ month }) => month)),
    s,
    variance,
    z,
    p: 2 * jStat.normal.cdf(-Math.abs(z), 0, 1),
  };
}

const pairTerm = (n: number): number => n * (n - 1) * (2 * n + 5);

function tiesOf(values: readonly number[]): number {
  const sizes = [...new Set(values)].map((value) => values.filter((other) => other === value).length);
  return sizes.reduce((total, size) => total + pairTerm(size), 0);
}
