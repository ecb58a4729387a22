import { divide, type Exact, exact, sum } from '../engine/decimal.ts';

/**
 * 扣除宽严差后的平均分: mean of mark − α over those who marked, α from medianPolish. In a complete table it moves all units alike; where
 * marks are missing (a district never marks itself) nobody loses by not having been marked by a lenient rater.
 * @param marks one unit's marks, each with the leniency of its rater
 * @returns null without a mark
 * @example 76, 79, 84, 77, 71 with α 0, 3, −1, 1, −5 → (76 + 76 + 85 + 76 + 76) ÷ 5 = 77.8
 */
export function adjustedMean(marks: readonly { readonly mark: Exact; readonly leniency: Exact }[]): Exact | null {
  if (marks.length === 0) return null;
  return divide(sum(marks.map(({ mark, leniency }) => mark.minus(leniency))), exact(marks.length));
}
