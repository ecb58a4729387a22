/** 报送期限: which day a month's tables are due, and the days on which the office departs from the shipped table of holidays. */
import { isHeld } from '../../shared/cadence.ts';
import {
  type CalendarDay,
  dayText,
  deadlineWords,
  knowsYear,
  lastKnownYear,
  nthWorkingDay,
  shippedDays,
  workingDaysBetween,
} from '../../shared/calendar.ts';
import { type CalendarView, type DeadlineSettings, deadlineSettings } from '../../shared/contract/submissions.ts';
import { deskDay } from '../../shared/desk.ts';
import { monthAfter, periodMonths } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { listPeriods } from '../store/observations.ts';
import { readSetting, saveSetting } from '../store/records.ts';
import { schemeFor } from '../store/schemes.ts';
import { calendarDays, removeCalendarDay, saveCalendarDay } from '../store/submissions.ts';
import type { Reader } from '../store/transaction.ts';
import { readCadence } from './settings.ts';

/** domain.md §2: 1–5 日调度填报截止, taken as working days of the month that follows. */
const DEFAULTS: DeadlineSettings = { day: 5, blocks: {} };

const readDeadlines = (db: Reader): DeadlineSettings => {
  const saved = deadlineSettings.safeParse(readSetting(db, 'deadlines'));
  return saved.success ? saved.data : DEFAULTS;
};

/** The day it is where the office is; instants are stored in UTC. */
export function localDay(instant: string): string {
  const time = new Date(instant);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** The day the work of a period is looked at: one that is long over stands at its own last day and does not turn red with age. */
export const workDay = (context: Context, period: string): string =>
  deskDay(period, localDay(context.now()), readCadence(context.reader()));

/** The period where the office stands: of the demonstration its last, otherwise the newest that has begun. null in an empty file. */
export function latestPeriod(context: Context): string | null {
  const cadence = readCadence(context.reader());
  const held = listPeriods(context.reader()).filter(({ id }) => isHeld(id, cadence));
  const month = localDay(context.now()).slice(0, 7);
  // A period that lies ahead is a slip of the finger, not where the office stands.
  const latest = held.find(({ isDemo }) => isDemo) ?? held.find(({ id }) => periodMonths(id).first <= month) ?? held[0];
  return latest?.id ?? null;
}

/** The day a record of no one period is looked at: today, or the last day of the latest period when that is long over. */
export function presentDay(context: Context): string {
  const latest = latestPeriod(context);
  return latest === null ? localDay(context.now()) : workDay(context, latest);
}

/** The deadlines of one month as they stand on a day. */
export type Deadlines = {
  readonly today: string;
  /** Of the tables that have none of their own. */
  readonly general: string;
  readonly of: (block: string) => string;
  /** “3月7日”. */
  readonly text: (day: string) => string;
  /** “还有 3 个工作日”. */
  readonly words: (deadline: string) => string;
  readonly daysLate: (deadline: string, day: string) => number;
  /** Year whose holidays nobody knows. */
  readonly unknownYear: string | null;
};

/** Working days are counted from the first of the month that follows the period. @param now instant */
export function deadlinesOf(db: Reader, period: string, now: string): Deadlines {
  const settings = readDeadlines(db);
  const own: readonly CalendarDay[] = calendarDays(db);
  const today = localDay(now);
  const first = `${monthAfter(period)}-01`;
  const known = new Map<number, string>();
  const dayOf = (n: number): string => {
    const day = known.get(n) ?? nthWorkingDay(first, n, own);
    known.set(n, day);
    return day;
  };
  const year = first.slice(0, 4);
  const isUnknown = !knowsYear(year) && !own.some(({ day }) => day.startsWith(year));
  return {
    today,
    general: dayOf(settings.day),
    of: (block) => dayOf(settings.blocks[block] ?? settings.day),
    text: (day) => dayText(day, period.slice(0, 4)),
    words: (deadline) => deadlineWords(deadline, today, own),
    daysLate: (deadline, day) => workingDaysBetween(deadline, day, own),
    unknownYear: isUnknown ? year : null,
  };
}

function viewCalendar(db: Reader, year: string): CalendarView {
  return {
    year,
    deadlines: readDeadlines(db),
    blocks: (schemeFor(db, `${year}-12`)?.rules.blocks ?? []).map(({ code, name }) => ({ code, name })),
    own: calendarDays(db).filter(({ day }) => day.startsWith(year)),
    shipped: shippedDays(year),
    lastKnownYear: lastKnownYear(),
  };
}

export const deadlines = {
  'submissions.calendar': ({ year }, context) => viewCalendar(context.reader(), year),
  'submissions.saveDeadlines': (settings, context) => {
    const own = Object.entries(settings.blocks).map(([block, day]) => `${block} 表第 ${day} 个`);
    const subject = [`次月第 ${settings.day} 个工作日`, ...own].join('，');
    context.write({ action: '修改报送期限', subject, detail: settings }, (tx) => saveSetting(tx, 'deadlines', settings));
    return null;
  },
  'submissions.saveDay': (entered, context) => {
    const subject = `${dayText(entered.day)} ${entered.isWorking ? '上班' : '休息'} ${entered.name}`;
    context.write({ action: '补录工作日', subject }, (tx) => saveCalendarDay(tx, entered));
    return null;
  },
  'submissions.removeDay': ({ day }, context) => {
    context.write({ action: '删除补录的工作日', subject: dayText(day) }, (tx) => removeCalendarDay(tx, day));
    return null;
  },
} satisfies Partial<Handlers>;
