/** What the bulletin computes from the results: means, shares of full points, losses. Exact decimals; one rounding where a figure is printed. */
import { divide, type Exact, exact, hundred, published, sum, zero } from '../engine/decimal.ts';
import type { Entry, ItemScore } from '../engine/types.ts';
import { comparePeriods, lastWord, previousPeriod } from '../period.ts';
import type { ListFacts } from './facts.ts';

export type Ranked = Entry & { readonly score: string; readonly rank: number };

/** From these thresholds on a result is named in the bulletin. */
export const limits = {
  /** 得分率 under which a line counts as weak. */
  weakRate: '0.8',
  /** Places lost since the last ranking that are worth a word. */
  fallenPlaces: 3,
  /** Points between first and last that mean 发展不平衡. */
  spread: '10',
} as const;

const isRanked = (entry: Entry): entry is Ranked => entry.score !== null && entry.rank !== null;

/** Entries with a score, by rank. */
export const rankedEntries = (list: ListFacts): readonly Ranked[] => list.evaluation.entries.filter(isRanked);

/** Digits after the point of the published scores. */
export const decimalsOf = (entries: readonly Ranked[]): number => entries[0]?.score.split('.')[1]?.length ?? 2;

/** Mean of published figures, so that a reader can check it with the paper in hand. null of nothing. */
export function mean(values: readonly string[]): Exact | null {
  if (values.length === 0) return null;
  return divide(sum(values.map((value) => exact(value))), exact(values.length));
}

/** Units ranked together: the whole list, or its groups (县区组、功能区组) when each has a first place of its own. */
export function divisions(list: ListFacts): readonly { readonly name: string | null; readonly entries: readonly Ranked[] }[] {
  const entries = rankedEntries(list);
  const isGrouped = entries.some(
    (entry) => !entry.isTied && entries.some((other) => other !== entry && other.rank === entry.rank),
  );
  if (!isGrouped) return [{ name: null, entries }];
  const names = [...new Set(entries.map((entry) => entry.group))];
  return names.map((name) => ({ name, entries: entries.filter((entry) => entry.group === name) }));
}

/** Entries that share a place stand together: [[1st], [2nd, 2nd], [4th] …]. */
export function places(entries: readonly Ranked[]): readonly (readonly Ranked[])[] {
  const groups: Ranked[][] = [];
  for (const entry of [...entries].sort((a, b) => a.rank - b.rank)) {
    const last = groups.at(-1);
    if (last?.[0]?.rank === entry.rank) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

/** Those on the last place; nobody when all share the first. */
export function lastPlace(entries: readonly Ranked[]): readonly Ranked[] {
  const groups = places(entries);
  return groups.length < 2 ? [] : (groups.at(-1) ?? []);
}

/** The last period before this one that has a rank. */
export function periodBefore(list: ListFacts): string | null {
  const { period } = list.evaluation;
  const earlier = Object.values(list.history)
    .flat()
    .filter((record) => record.rank !== null && comparePeriods(record.period, period) < 0)
    .map((record) => record.period)
    .sort(comparePeriods);
  return earlier.at(-1) ?? null;
}

/** Was the last ranking made for the period just before, of the same kind? Otherwise its name alone would mislead. */
export function isPeriodBefore(list: ListFacts): boolean {
  const since = periodBefore(list);
  return since === null || since === previousPeriod(list.evaluation.period);
}

/** Heading over the ranks of the last ranking: 上月名次, 上季度名次, 上次名次. */
export const lastRankHeading = (list: ListFacts): string => `${lastWord(list.evaluation.period, periodBefore(list))}名次`;

/**
 * How far the mean moved since the last ranking. null when there was none, or when other units were scored then: two means of
 * different units cannot be set side by side.
 */
export function meanChange(list: ListFacts): { readonly since: string; readonly difference: Exact } | null {
  const since = periodBefore(list);
  if (since === null) return null;
  const now = rankedEntries(list);
  const before = Object.entries(list.history).flatMap(([organisation, records]) => {
    const score = records.find((record) => record.period === since)?.score ?? null;
    return score === null ? [] : [{ organisation, score }];
  });
  const isSame =
    before.length === now.length && now.every((entry) => before.some((old) => old.organisation === entry.organisation));
  const decimals = decimalsOf(now);
  const [mine, old] = [mean(now.map(({ score }) => score)), mean(before.map(({ score }) => score))];
  if (!isSame || mine === null || old === null) return null;
  // Both means are printed rounded, in this bulletin and the one before; their difference has to fit what is printed.
  return { since, difference: exact(published(mine, decimals)).minus(published(old, decimals)) };
}

/** One line of the scheme across a list. */
export type LineResult = {
  readonly code: string;
  readonly name: string;
  readonly block: string;
  readonly kind: ItemScore['kind'];
  readonly fullPoints: string;
  /** Units the line applies to and that have points. */
  readonly scores: readonly { readonly entry: Entry; readonly item: ItemScore; readonly points: Exact; readonly full: Exact }[];
};

/** Every line that applies to somebody, in the order of the scheme. */
export function lines(list: ListFacts): readonly LineResult[] {
  const { entries } = list.evaluation;
  const items = entries[0]?.items ?? [];
  return items.map(({ code, name, block, kind, fullPoints }) => ({
    code,
    name,
    block,
    kind,
    fullPoints,
    scores: entries.flatMap((entry) => {
      const item = entry.items.find((other) => other.code === code);
      if (!item || item.points === null || item.state === 'notApplicable') return [];
      return [{ entry, item, points: exact(item.points), full: exact(item.effectiveFullPoints) }];
    }),
  }));
}

/** 得分率: points ÷ full points of everybody together. null when nobody could score. */
export function rate(scores: LineResult['scores']): Exact | null {
  const full = sum(scores.map((score) => score.full));
  return full.isZero() ? null : divide(sum(scores.map((score) => score.points)), full);
}

/** A unit's points and full points in the base lines of one block. */
export function blockShare(entry: Entry, block: string): { readonly points: Exact; readonly full: Exact } | null {
  const base = entry.items.filter((item) => item.block === block && item.kind === 'base' && item.state !== 'notApplicable');
  if (base.length === 0 || base.some((item) => item.points === null)) return null;
  return {
    points: sum(base.map((item) => exact(item.points ?? 0))),
    full: sum(base.map((item) => exact(item.effectiveFullPoints))),
  };
}

export type Loss = { readonly item: ItemScore; readonly points: Exact };

/** Where a unit lost points: full points not reached in base lines, and deductions; the largest first. */
export function losses(entry: Entry): readonly Loss[] {
  return entry.items
    .flatMap((item): readonly Loss[] => {
      if (item.points === null || item.state === 'notApplicable') return [];
      if (item.kind === 'base') return [{ item, points: exact(item.effectiveFullPoints).minus(item.points) }];
      return item.kind === 'deduction' ? [{ item, points: exact(item.points).abs() }] : [];
    })
    .filter((loss) => loss.points.gt(zero))
    .sort((a, b) => b.points.comparedTo(a.points));
}

/** Share of a whole in per cent, one digit: 9 of 16.3 → 55.2%. */
export const shareOf = (part: Exact, whole: Exact): string => `${published(divide(part.times(hundred), whole), 1)}%`;
