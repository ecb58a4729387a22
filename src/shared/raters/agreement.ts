import jStat from 'jstat';
import type { Table } from './marks.ts';

export type Agreement = {
  readonly icc: number;
  /** 95 % interval; null when the marks leave no scatter to reckon it from. */
  readonly interval: { readonly low: number; readonly high: number } | null;
};

/**
 * 评分一致性: ICC(2,1), agreement of single raters (Shrout & Fleiss 1979), with the 95 % interval of McGraw & Wong 1996 (errata 1996).
 * n units, k raters; mean squares between units R, between raters C, and of the rest E:
 *   ICC = (R − E) ÷ (R + (k − 1)E + k(C − E) ÷ n)
 * Missing marks (nobody marks oneself) are filled in by the fit of units and raters, and each takes one degree of freedom from E (Yates
 * 1933): E is then exact, R and C come out a little too large.
 * @param marks a row a rater, a column a unit
 * @returns null for fewer than two raters or units, a row or column without a mark, too many gaps, or marks that are all the same
 * @example Shrout & Fleiss, 4 raters × 6 units: 9 6 8 7 10 6 / 2 1 4 1 5 2 / 5 3 6 2 6 4 / 8 2 8 6 9 7 → 0.29 (0.02 to 0.76)
 */
export function agreement(marks: Table<number | null>): Agreement | null {
  const k = marks.length;
  const n = marks[0]?.length ?? 0;
  if (k < 2 || n < 2) return null;
  const columns = Array.from({ length: n }, (_, j) => marks.map((row) => row[j] ?? null));
  if ([...marks, ...columns].some((line) => line.every((mark) => mark === null))) return null;
  const missing = marks.flat().filter((mark) => mark === null).length;
  const freedom = (n - 1) * (k - 1) - missing;
  if (freedom < 1) return null;

  const whole = filled(marks);
  const grand = mean(whole.flat());
  const unitMeans = columns.map((_, j) => mean(whole.map((row) => row[j] ?? 0)));
  const raterMeans = whole.map(mean);
  const r = (k * squares(unitMeans.map((value) => value - grand))) / (n - 1);
  const c = (n * squares(raterMeans.map((value) => value - grand))) / (k - 1);
  const rest = whole.flatMap((row, i) => row.map((mark, j) => mark - (raterMeans[i] ?? 0) - (unitMeans[j] ?? 0) + grand));
  const e = squares(rest) / freedom;
  const below = r + (k - 1) * e + (k * (c - e)) / n;
  if (below < 1e-9) return null;
  const icc = (r - e) / below;
  return { icc, interval: e < 1e-9 ? null : intervalOf({ icc, r, c, e, n, k, freedom }) };
}

type Squares = {
  readonly icc: number;
  readonly r: number;
  readonly c: number;
  readonly e: number;
  readonly n: number;
  readonly k: number;
  readonly freedom: number;
};

/** McGraw & Wong 1996, table 7, case 2A; ν by Satterthwaite. */
function intervalOf({ icc, r, c, e, n, k, freedom }: Squares): { readonly low: number; readonly high: number } {
  const a = (k * icc * c) / e;
  const b = n * (1 + (k - 1) * icc) - k * icc;
  const v = (freedom * (a + b) ** 2) / ((freedom / (k - 1)) * a ** 2 + b ** 2);
  const upper = jStat.centralF.inv(0.975, n - 1, v);
  const lower = jStat.centralF.inv(0.975, v, n - 1);
  const rest = k * c + (k * n - k - n) * e;
  return {
    low: (n * (r - upper * e)) / (upper * rest + n * r),
    high: (n * (lower * r - e)) / (rest + n * lower * r),
  };
}

/** The table with its gaps filled by rater + unit as the given marks have them (least squares, by turns). */
function filled(marks: Table<number | null>): Table<number> {
  const raters = marks.map(() => 0);
  const units = (marks[0] ?? []).map(() => 0);
  for (let round = 0, moved = 1; round < 10_000 && moved > 1e-12; round += 1) {
    moved = 0;
    for (const [i, row] of marks.entries()) {
      const level = mean(row.flatMap((mark, j) => (mark === null ? [] : [mark - (units[j] ?? 0)])));
      moved = Math.max(moved, Math.abs(level - (raters[i] ?? 0)));
      raters[i] = level;
    }
    for (const j of units.keys()) {
      const level = mean(marks.flatMap((row, i) => (typeof row[j] === 'number' ? [row[j] - (raters[i] ?? 0)] : [])));
      moved = Math.max(moved, Math.abs(level - (units[j] ?? 0)));
      units[j] = level;
    }
  }
  return marks.map((row, i) => row.map((mark, j) => mark ?? (raters[i] ?? 0) + (units[j] ?? 0)));
}

const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;
const squares = (values: readonly number[]): number => values.reduce((total, value) => total + value ** 2, 0);
