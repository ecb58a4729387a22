/**
 * 考核周期: how often the office scores, month by month of its history. A change adds a line and leaves every period before it as it was, so that
 * what was held monthly stays monthly for ever.
 */
import { comparePeriods, monthAfter, type PeriodKind, periodMonths, periodOf, previousPeriod } from './period.ts';

/** From this month on periods of this kind are held, until the next line. */
export type CadenceLine = { readonly from: string; readonly kind: PeriodKind };
/** In order of time; the first line begins with the first month the program knows. */
export type Cadence = readonly [CadenceLine, ...CadenceLine[]];

/** The first month a period can have. */
export const FIRST_MONTH = '1900-01';
/** 一月一排名: the office's own rule until it is changed. */
export const MONTHLY: Cadence = [{ from: FIRST_MONTH, kind: 'month' }];

/** The kind of period held in a month. */
const kindIn = (month: string, cadence: Cadence): PeriodKind =>
  (cadence.findLast(({ from }) => from <= month) ?? cadence[0]).kind;

/** The period a month is scored in: 2018-05 → 2018-05, or 2018-Q2 where quarters are held. */
export const heldPeriod = (month: string, cadence: Cadence): string => periodOf(month, kindIn(month, cadence));

/** Is it a period the office holds, rather than a part or a sum of such? */
export const isHeld = (period: string, cadence: Cadence): boolean => heldPeriod(periodMonths(period).first, cadence) === period;

/** The held period just before: 2018-Q2 → 2018-03 where quarters begin with April. */
export const previousHeld = (period: string, cadence: Cadence): string =>
  heldPeriod(previousPeriod(periodMonths(period).first), cadence);

/** The held period just after. */
export const nextHeld = (period: string, cadence: Cadence): string => heldPeriod(monthAfter(period), cadence);

/** Of some periods those that are held, newest first. */
export const heldOf = (periods: readonly string[], cadence: Cadence): readonly string[] =>
  periods.filter((period) => isHeld(period, cadence)).sort((a, b) => comparePeriods(b, a));

/** Every held period of a year: twelve months, or three months and three quarters. */
export function heldInYear(year: string, cadence: Cadence): readonly string[] {
  const held: string[] = [];
  for (let at = heldPeriod(`${year}-01`, cadence); at.startsWith(year); at = nextHeld(at, cadence)) held.push(at);
  return held;
}

/**
 * The period that would be cut in two if a kind began with a month: one of the new kind that had begun before it, or one of the old kind that
 * would not have ended. null when the month is the first of both.
 * @example quarters from 2018-05 would cut 2018-Q2
 */
export function cutBy(line: CadenceLine, cadence: Cadence): string | null {
  const before = cadence.filter(({ from }) => from < line.from).at(-1);
  const kinds = before ? [line.kind, before.kind] : [line.kind];
  return kinds.map((kind) => periodOf(line.from, kind)).find((period) => periodMonths(period).first !== line.from) ?? null;
}

/** The months from `earliest` on with which a kind may begin; the first few of them. */
export function beginnings(kind: PeriodKind, earliest: string, cadence: Cadence, count: number): readonly string[] {
  const found: string[] = [];
  for (let month = earliest; found.length < count; month = monthAfter(month)) {
    if (cutBy({ from: month, kind }, cadence) === null) found.push(month);
  }
  return found;
}

/** The cadence with a kind from a month on: lines from there on give way to it, and a line that changes nothing is left out. */
export function withLine(cadence: Cadence, line: CadenceLine): Cadence {
  const [first = { ...line, from: FIRST_MONTH }, ...rest] = cadence.filter(({ from }) => from < line.from);
  const before = rest.at(-1) ?? first;
  return before.kind === line.kind ? [first, ...rest] : [first, ...rest, line];
}
