/**
 * 排名: places on the published digits, so that the paper agrees with itself.
 * Equal values share a place and the next places are skipped: 1, 1, 3 (安徽 16 市空气质量排名的并列写法).
 */
import { type Exact, exact, roundHalfUp } from './decimal.ts';

export type Ranked = { readonly rank: number; readonly isTied: boolean };

/**
 * Ranks values.
 * @param values key → decimal string; null has no rank and takes no place
 * @param options direction: higher = largest first; decimals: digits the figure is published with (null = compare as given)
 * @returns key → rank (1 = best) and whether the place is shared
 * @example rankValues({a: '3.14', b: '3.14', c: '2'}, {direction: 'higher', decimals: 2}) → a 1 tied, b 1 tied, c 3
 */
export function rankValues(
  values: ReadonlyMap<string, string | null>,
  options: { readonly direction: 'higher' | 'lower'; readonly decimals: number | null },
): Map<string, Ranked> {
  const rounded: { readonly key: string; readonly value: Exact }[] = [];
  for (const [key, value] of values) {
    if (value === null) continue;
    rounded.push({ key, value: options.decimals === null ? exact(value) : roundHalfUp(exact(value), options.decimals) });
  }
  const sign = options.direction === 'higher' ? -1 : 1;
  rounded.sort((a, b) => sign * a.value.comparedTo(b.value));
  const ranks = new Map<string, Ranked>();
  let place = 1;
  for (const [index, { key, value }] of rounded.entries()) {
    const before = rounded[index - 1];
    const after = rounded[index + 1];
    const tiesBefore = before?.value.eq(value) ?? false;
    if (!tiesBefore) place = index + 1;
    ranks.set(key, { rank: place, isTied: tiesBefore || (after?.value.eq(value) ?? false) });
  }
  return ranks;
}
