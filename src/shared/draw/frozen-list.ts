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

export type FrozenList = {
  readonly period: string;
  /** Which list of the period: a second one cannot pass for the first. */
  readonly number: number;
  readonly title: string;
  readonly strata: readonly Stratum[];
  /** By code. */
  readonly entries: readonly ListEntry[];
  readonly leftOut: readonly LeftOut[];
};

const byCode = (a: Listed, b: Listed): number => (a.code < b.code ? -1 : 1);

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
  };
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
  ];
  return lines.map((text) => `${text}\n`).join('');
}

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
