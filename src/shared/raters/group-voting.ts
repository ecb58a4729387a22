import { shuffleInPlace } from 'simple-statistics';
import { SHUFFLES, shareAtLeast } from './permutation.ts';
import { seededRandom } from './seeded-random.ts';

export type GroupVoting = {
  /** Mean ε inside the groups and across them. */
  readonly inside: number;
  readonly across: number;
  /** How often chance alone makes the difference as large. */
  readonly p: number;
};

/**
 * 片区抱团: do units of one group give each other more than they give the others? Difference of the mean ε inside groups and across groups;
 * p by 9 999 random hand-outs of the same group names.
 * @param units with their group; those without one (empty) are left out
 * @param residual ε of one unit's mark for another; null when there is none
 * @returns null without two groups, or when no two units of one group marked each other
 * @example a, b in 东片, c, d in 西片; ε 1 inside, −0.5 across → inside 1, across −0.5; 3 hand-outs exist, one of them is this: p ≈ 1/3
 */
export function groupVoting(
  units: readonly { readonly code: string; readonly group: string }[],
  residual: (from: string, to: string) => number | null,
  seed: number,
): GroupVoting | null {
  const grouped = units.filter(({ group }) => group !== '');
  const marks = grouped.flatMap((from, i) =>
    grouped.flatMap((to, j) => {
      const value = i === j ? null : residual(from.code, to.code);
      return value === null ? [] : [{ i, j, value }];
    }),
  );
  const meansBy = (groups: readonly string[]): { readonly inside: number; readonly across: number } | null => {
    const [inside, across] = [
      { sum: 0, count: 0 },
      { sum: 0, count: 0 },
    ];
    for (const { i, j, value } of marks) {
      const side = groups[i] === groups[j] ? inside : across;
      side.sum += value;
      side.count += 1;
    }
    return inside.count === 0 || across.count === 0
      ? null
      : { inside: inside.sum / inside.count, across: across.sum / across.count };
  };
  const groups = grouped.map(({ group }) => group);
  const means = meansBy(groups);
  if (!means) return null;
  const random = seededRandom(seed);
  const difference = (of: readonly string[]): number => {
    const found = meansBy(of);
    return found ? found.inside - found.across : Number.NEGATIVE_INFINITY;
  };
  return { ...means, p: shareAtLeast(means.inside - means.across, SHUFFLES, () => difference(shuffleInPlace(groups, random))) };
}
