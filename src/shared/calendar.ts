/**
 * Working days. 国务院办公厅's yearly notices on 法定节假日 and 调休 as the npm package chinese-days ships them, weekends, and over both the
 * days the office itself has entered. Days are written '2018-03-07'; reckoned in UTC, so that no clock shift makes a day long or short.
 */
import shipped from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

/** A day that is not what its weekday says, or that the office has put down as it is. */
export type CalendarDay = { readonly day: string; readonly isWorking: boolean; readonly name: string };

const HOLIDAYS: Readonly<Record<string, string>> = shipped.holidays;
const MADE_UP: Readonly<Record<string, string>> = shipped.workdays;
const YEARS: ReadonlySet<string> = new Set(Object.keys(HOLIDAYS).map((day) => day.slice(0, 4)));

/** “Spring Festival,春节,3” → 春节. */
const chineseName = (entry: string): string => entry.split(',')[1] ?? entry;

/** Does the shipped table know a year? Otherwise only weekends count, and the page must say so. */
export const knowsYear = (year: string): boolean => YEARS.has(year);

/** Last year the shipped table knows. */
export const lastKnownYear = (): string => [...YEARS].sort().at(-1) ?? '';

/** The shipped table's days of a year, by day: 法定节假日 and the weekends worked for them. Empty for a year it does not know. */
export function shippedDays(year: string): readonly CalendarDay[] {
  const of = (table: Readonly<Record<string, string>>, isWorking: boolean): readonly CalendarDay[] =>
    Object.entries(table)
      .filter(([day]) => day.startsWith(`${year}-`))
      .map(([day, entry]) => ({ day, isWorking, name: isWorking ? `${chineseName(entry)}调休上班` : chineseName(entry) }));
  return [...of(HOLIDAYS, false), ...of(MADE_UP, true)].sort((a, b) => (a.day < b.day ? -1 : 1));
}

const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const DAY_MS = 86_400_000;
/** The day so many days later. */
const daysAfter = (day: string, days: number): string => new Date(instantOf(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Is it a day of the calendar: 2018-02-30 is not? */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(instantOf(text)) && daysAfter(text, 0) === text;

/** The office's own days go before the shipped table, that before the weekend. */
export function isWorkingDay(day: string, own: readonly CalendarDay[] = []): boolean {
  const entered = own.find((one) => one.day === day);
  if (entered) return entered.isWorking;
  if (day in MADE_UP) return true;
  if (day in HOLIDAYS) return false;
  return isWeekday(day);
}

function isWeekday(day: string): boolean {
  const weekday = new Date(instantOf(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

const MONDAY = instantOf('1970-01-05');
/** Mondays to Fridays from a Monday long ago up to and with a day. */
function weekdaysUpTo(day: string): number {
  const days = Math.round((instantOf(day) - MONDAY) / DAY_MS);
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(days - weeks * 7 + 1, 5);
}

/** Days of the shipped table that are not what their weekday says. */
const SHIPPED_EXCEPTIONS: readonly string[] = [
  ...Object.keys(MADE_UP).filter((day) => !isWeekday(day)),
  ...Object.keys(HOLIDAYS).filter((day) => !(day in MADE_UP) && isWeekday(day)),
];

/** The n-th working day counted from a day on, that day included: (2018-03-01, 5) → 2018-03-07. `n` is at least 1. */
export function nthWorkingDay(from: string, n: number, own: readonly CalendarDay[] = []): string {
  let day = from;
  for (let left = n; ; day = daysAfter(day, 1)) {
    if (isWorkingDay(day, own)) left -= 1;
    if (left <= 0) return day;
  }
}

/** The n-th working day after a day, that day not counted: (2018-03-07, 5) → 2018-03-14. `n` is at least 1. */
export const workingDaysAfter = (from: string, n: number, own: readonly CalendarDay[] = []): string =>
  nthWorkingDay(daysAfter(from, 1), n, own);

/** Working days after `from` up to and with `to`: 2018-03-07 → 2018-03-09 is 2. Not below 0. */
export function workingDaysBetween(from: string, to: string, own: readonly CalendarDay[] = []): number {
  if (to <= from) return 0;
  const isBetween = (day: string): boolean => day > from && day <= to;
  // Weekdays by reckoning, then every day that is not what its weekday says: a ledger asks this a thousand times.
  let count = weekdaysUpTo(to) - weekdaysUpTo(from);
  for (const day of new Set([...SHIPPED_EXCEPTIONS.filter(isBetween), ...own.map((one) => one.day).filter(isBetween)])) {
    count += Number(isWorkingDay(day, own)) - Number(isWeekday(day));
  }
  return count;
}

/** 3月7日; with the year where it is not the one that is spoken of. */
export function dayText(day: string, year?: string): string {
  const [of, month, date] = day.split('-');
  return `${of === year ? '' : `${of}年`}${Number(month)}月${Number(date)}日`;
}

/** “还有 3 个工作日” · “今天截止” · “已过 2 个工作日” (on the weekend after it: “已截止”): where today stands to a deadline. */
export function deadlineWords(deadline: string, today: string, own: readonly CalendarDay[] = []): string {
  if (deadline === today) return '今天截止';
  if (deadline > today) return `还有 ${workingDaysBetween(today, deadline, own)} 个工作日`;
  const gone = workingDaysBetween(deadline, today, own);
  return gone === 0 ? '已截止' : `已过 ${gone} 个工作日`;
}
