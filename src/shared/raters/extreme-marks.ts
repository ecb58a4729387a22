import { spreadOf } from '../checks/spread.ts';
import { brief, type Exact } from '../engine/decimal.ts';

/**
 * Which of one rater's marks have to be explained: below or above the limits of the panel, or further from the rater's own other marks than
 * 3.5 × 1.4826 × MAD (methods.md §4; with fewer than six marks only the limits count).
 * @param marks one rater's marks; null for a unit not marked
 * @returns for each mark why it has to be explained, or null
 * @example limits 60 and 95; 58, 82, 96 → “低于 60 分”, null, “高于 95 分”
 * @example 80, 82, 81, 83, 82, 66 → 66 is far from the own median 81.5 (MAD 1, so 76.31 to 86.69)
 */
export function extremeMarks(
  marks: readonly (Exact | null)[],
  limits: { readonly low: Exact; readonly high: Exact },
): readonly (string | null)[] {
  const own = spreadOf(marks.flatMap((mark) => mark ?? []));
  return marks.map((mark) => {
    if (mark === null) return null;
    if (mark.lt(limits.low)) return `低于 ${brief(limits.low)} 分`;
    if (mark.gt(limits.high)) return `高于 ${brief(limits.high)} 分`;
    return own && (mark.lt(own.low) || mark.gt(own.high)) ? `与本人其他打分（中位数 ${brief(own.median)} 分）相差过大` : null;
  });
}
