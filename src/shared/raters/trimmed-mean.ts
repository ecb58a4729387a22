import { divide, type Exact, exact, sum } from '../engine/decimal.ts';

export type TrimmedMean = {
  readonly mean: Exact;
  readonly kept: readonly Exact[];
  /** Highest first. */
  readonly highest: readonly Exact[];
  /** Lowest first. */
  readonly lowest: readonly Exact[];
};

/**
 * 去掉最高最低各 k 个后的平均分.
 * @returns null when nothing is left
 * @example trimmedMean(76, 79, 84, 77, 71; 1) → without 84 and 71: (76 + 77 + 79) ÷ 3 = 77.333…
 */
export function trimmedMean(marks: readonly Exact[], trim: number): TrimmedMean | null {
  const sorted = [...marks].sort((a, b) => a.comparedTo(b));
  const kept = sorted.slice(trim, Math.max(trim, sorted.length - trim));
  if (kept.length === 0) return null;
  return {
    mean: divide(sum(kept), exact(kept.length)),
    kept,
    highest: sorted.slice(sorted.length - trim).reverse(),
    lowest: sorted.slice(0, trim),
  };
}
