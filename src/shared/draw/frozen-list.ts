/**
 * The list a draw is made from. It is fixed, and its hash known, before there is a seed: who may be drawn, how many tickets each has and why,
 * who takes no part and why. Afterwards nothing of it can be turned towards a wanted result.
 */
import { sha256Hex } from './sampler.ts';

/** Of whom so many are drawn separately: a unit, a level, a block, or everybody. */
type Stratum = { readonly name: string; readonly count: number };

type Listed = {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly level: string;
  readonly block: string;
};
export type ListEntry = Listed & {
  readonly stratum: string;
  readonly tickets: number;
  /** Why it has more than one ticket; empty for one. */
  readonly reason: string;
};
/** 冷却期 or 回避: takes no part, with the reason in words. */
export type LeftOut = Listed & { readonly reason: string };

/** One who may be sent. */
export type ListedInspector = {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  /** What they know, in words. */
  readonly fields: string;
  /** 回避: units whose sites they do not go to, by name. */
  readonly recusals: readonly { readonly unit: string; readonly reason: string }[];
};
/** 双随机's other half: who goes is drawn from the same seed, after where one goes. */
export type InspectorList = {
  /** A team for each site drawn, or one for all sites drawn of a stratum: a route. */
  readonly by: 'site' | 'stratum';
  /** How many a team has, from 2. */
  readonly size: number;
  /** By code. */
  readonly entries: readonly ListedInspector[];
};

export type FrozenList = {
  readonly period: string;
  /** Which list of the period: a second one cannot pass for the first. */
  readonly number: number;
  readonly title: string;
  readonly strata: readonly Stratum[];
  /** By code. */
  readonly entries: readonly ListEntry[];
  readonly leftOut: readonly LeftOut[];
  /** Absent where only sites are drawn: such a list has the text, and so the hash, it always had. */
  readonly inspectors?: InspectorList | undefined;
};

const byCode = (a: { readonly code: string }, b: { readonly code: string }): number => (a.code < b.code ? -1 : 1);

/**
 * Puts a list into its one order: entries and those left out by code, strata by name; a stratum without entries has nobody to draw and goes.
 * No stratum draws more than it holds.
 */
export function orderList(list: FrozenList): FrozenList {
  const size = (name: string): number => list.entries.filter(({ stratum }) => stratum === name).length;
  return {
    ...list,
    strata: list.strata
      .flatMap(({ name, count }) => (size(name) > 0 && count > 0 ? [{ name, count: Math.min(count, size(name)) }] : []))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    entries: [...list.entries].sort(byCode),
    leftOut: [...list.leftOut].sort(byCode),
    ...(list.inspectors ? { inspectors: orderInspectors(list.inspectors) } : {}),
  };
}

const orderInspectors = (inspectors: InspectorList): InspectorList => ({
  ...inspectors,
  entries: inspectors.entries
    .map((entry) => ({ ...entry, recusals: [...entry.recusals].sort((a, b) => (a.unit < b.unit ? -1 : 1)) }))
    .sort(byCode),
});

/** Who may go to the sites of some units: everybody who need not step aside for one of them. */
export const fitFor = ({ entries }: InspectorList, units: readonly string[]): readonly ListedInspector[] =>
  entries.filter(({ recusals }) => !recusals.some(({ unit }) => units.includes(unit)));

/**
 * Why teams cannot be drawn whatever sites are, in words; null when they can. Asked before the list is frozen, so that no draw ends without a team.
 */
export function teamRefusal(list: FrozenList): string | null {
  const { inspectors } = list;
  if (!inspectors) return null;
  const { by, size, entries } = inspectors;
  if (!Number.isInteger(size) || size < 2) return '每组督察人员至少 2 人';
  if (new Set(entries.map(({ code }) => code)).size < entries.length) return '督察人员名单里有人重复出现';
  const routes = new Map<string, Set<string>>();
  for (const { stratum, unit } of list.entries) {
    const key = by === 'site' ? unit : stratum;
    routes.set(key, (routes.get(key) ?? new Set()).add(unit));
  }
  for (const [name, units] of routes) {
    const fit = fitFor(inspectors, [...units]).length;
    if (fit < size) return `除去回避的，可以去“${name}”的督察人员只有 ${fit} 人，每组要 ${size} 人`;
  }
  return null;
}

/** Owner of each ticket of a stratum, by code: an entry of three tickets stands three times, one after the other. */
export const ticketsOf = (list: FrozenList, stratum: string): readonly ListEntry[] =>
  list.entries
    .filter((entry) => entry.stratum === stratum)
    .flatMap((entry) => Array.from({ length: entry.tickets }, () => entry));

/** First and last ticket of each entry within its stratum, in the order of the entries. */
export function ticketRanges(
  list: FrozenList,
): readonly { readonly entry: ListEntry; readonly first: number; readonly last: number }[] {
  const next = new Map<string, number>();
  return list.entries.map((entry) => {
    const first = next.get(entry.stratum) ?? 1;
    next.set(entry.stratum, first + entry.tickets);
    return { entry, first, last: first + entry.tickets - 1 };
  });
}

/** Line and field ends separate; inside a field they would let two different lists have the same text. */
const line = (...fields: readonly (string | number)[]): string =>
  fields.map((field) => String(field).normalize('NFC').replace(/\s+/g, ' ')).join('\t');

/**
 * The list as the text that is hashed: one fact a line, fields apart by a tab, every line ended by a line feed, UTF-8, NFC. It can be typed
 * off the certificate and hashed with any tool.
 */
export function listText(list: FrozenList): string {
  const lines = [
    line('督察抽取名单', list.period, list.number, list.title),
    ...list.strata.map(({ name, count }) => line('层', name, ticketsOf(list, name).length, count)),
    ...ticketRanges(list).map(({ entry, first, last }) =>
      line('点位', entry.stratum, first, last, entry.code, entry.name, entry.unit, entry.level, entry.block, entry.reason),
    ),
    ...list.leftOut.map(({ code, name, unit, level, block, reason }) => line('不参加', code, name, unit, level, block, reason)),
    ...inspectorLines(list),
  ];
  return lines.map((text) => `${text}\n`).join('');
}

function inspectorLines({ inspectors }: FrozenList): readonly string[] {
  if (!inspectors) return [];
  return [
    line('督察组', TEAM_BY[inspectors.by], inspectors.size),
    ...inspectors.entries.map(({ code, name, unit, fields, recusals }) =>
      line('督察人员', code, name, unit, fields, ...recusals.flatMap((one) => [one.unit, one.reason])),
    ),
  ];
}

export const TEAM_BY = { site: '每个点位一组', stratum: '每层一组' } as const;

/** 名单校验码: SHA-256 of the list's text. */
export const listHash = (list: FrozenList): string => sha256Hex(listText(list));

/** A site has one ticket, one more when problems of its unit are overdue, one more when nobody was there for six months. */
export function riskTickets({
  overdue,
  monthsSinceVisit,
}: {
  readonly overdue: number;
  /** null: never visited. */
  readonly monthsSinceVisit: number | null;
}): Pick<ListEntry, 'tickets' | 'reason'> {
  const reasons = [
    ...(overdue > 0 ? [`责任单位有 ${overdue} 个问题逾期未销号`] : []),
    ...(monthsSinceVisit === null ? ['从未督察'] : monthsSinceVisit >= LONG_UNVISITED ? [`${monthsSinceVisit} 个月未督察`] : []),
  ];
  return { tickets: 1 + reasons.length, reason: reasons.join('；') };
}
const LONG_UNVISITED = 6;
