/**
 * 同一事项只按最高级别计一次. One unit, one line of the scheme, one calendar year: a matter counts in the month where it first reached a level,
 * and again only in a later month where it reached a higher one (domain.md §3.3: “one content scores once at its highest level”;
 * 湖州 2018: several 批示 on one item count once).
 */
import { exact } from '../engine/decimal.ts';
import { comparePeriods } from '../period.ts';
import { matterKeys } from './matter.ts';

export type CountableClaim = {
  /** Numbers grow as claims are registered. */
  readonly id: number;
  readonly period: string;
  readonly organisation: string;
  readonly item: string;
  readonly level: string;
  /** What one of its level is worth in the scheme of its month; null when that scheme does not have the level. */
  readonly points: string | null;
  readonly title: string;
  readonly documentNumber: string;
};

export type Verdict<Claim extends CountableClaim = CountableClaim> =
  /** `raises`: an earlier month of the year counted the same matter at a lower level. */
  | { readonly counts: true; readonly raises: Claim | null }
  /** `by`: the claim that counts for the same matter; null when the scheme has no such level. */
  | { readonly counts: false; readonly by: Claim | null };

/**
 * Says of every claim whether it counts. What a month counts depends on the months up to it only, so that a later claim never moves an
 * earlier month.
 * @param claims those that are 已认定, of any units, lines and months
 */
export function judgeClaims<Claim extends CountableClaim>(claims: readonly Claim[]): ReadonlyMap<number, Verdict<Claim>> {
  const verdicts = new Map<number, Verdict<Claim>>();
  const scopes = groupBy(claims, (claim) => `${claim.organisation}\n${claim.item}\n${claim.period.slice(0, 4)}`);
  for (const scope of scopes.values()) judgeScope(scope, verdicts);
  return verdicts;
}

/** Claims of one unit, line and year, month by month. */
function judgeScope<Claim extends CountableClaim>(claims: readonly Claim[], verdicts: Map<number, Verdict<Claim>>): void {
  const matters = new Matters();
  const counted: Claim[] = [];
  const months = groupBy(claims, ({ period }) => period);
  for (const period of [...months.keys()].sort(comparePeriods)) {
    const inMonth = months.get(period) ?? [];
    for (const claim of inMonth) {
      if (claim.points === null) verdicts.set(claim.id, { counts: false, by: null });
      else matters.add(claim.id, matterKeys(claim));
    }
    const live = inMonth.filter(({ points }) => points !== null);
    const newlyCounted: Claim[] = [];
    for (const [matter, same] of groupBy(live, ({ id }) => matters.of(id))) {
      const best = highest(same);
      const before = highest(counted.filter(({ id }) => matters.of(id) === matter));
      if (!best) continue;
      const counts = before === null || worth(best).gt(worth(before));
      for (const claim of same) {
        verdicts.set(
          claim.id,
          claim === best && counts ? { counts, raises: before } : { counts: false, by: counts ? best : before },
        );
      }
      if (counts) newlyCounted.push(best);
    }
    counted.push(...newlyCounted);
  }
}

function groupBy<Claim>(claims: readonly Claim[], keyOf: (claim: Claim) => string): ReadonlyMap<string, readonly Claim[]> {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) groups.set(keyOf(claim), [...(groups.get(keyOf(claim)) ?? []), claim]);
  return groups;
}

const worth = ({ points }: CountableClaim) => exact(points ?? 0);

/** The highest level, of equals the one registered first. */
function highest<Claim extends CountableClaim>(claims: readonly Claim[]): Claim | null {
  return [...claims].sort((a, b) => worth(b).cmp(worth(a)) || a.id - b.id)[0] ?? null;
}

/** Claims that share a key are one matter, and so are claims that a third one joins: its title with the one, its document with the other. */
class Matters {
  readonly #parent = new Map<string, string>();

  add(id: number, keys: readonly string[]): void {
    for (const key of keys) this.#parent.set(this.#root(key), this.#root(`claim ${id}`));
  }

  of(id: number): string {
    return this.#root(`claim ${id}`);
  }

  #root(key: string): string {
    const parent = this.#parent.get(key);
    return parent === undefined || parent === key ? key : this.#root(parent);
  }
}
