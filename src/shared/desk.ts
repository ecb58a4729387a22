/** 工作台: what is due today and this week, what is overdue, and in which order it is read. Days are '2018-03-07'. */
import { type Cadence, nextHeld } from './cadence.ts';
import { type CalendarDay, dayText, workingDaysBetween } from './calendar.ts';
import { daysOf } from './tasks/count.ts';

/** overdue, today, week: by its last day, with what is left of this week up to Sunday; open: a later day, or none. */
export type Urgency = 'overdue' | 'today' | 'week' | 'open';

/**
 * The day a period's work is looked at. A period is worked at from its first day to the end of the one after it, in which it is handed in, sealed
 * and told of: that long it is today. One that is over stands at its own last day, so that an old month does not turn red with age.
 */
export function deskDay(period: string, today: string, cadence: Cadence): string {
  return today <= daysOf(nextHeld(period, cadence)).last ? today : daysOf(period).last;
}

const DAY_MS = 86_400_000;
/** Sunday of a day's week. */
function weekEnd(day: string): string {
  const instant = Date.parse(`${day}T00:00:00Z`);
  return new Date(instant + ((7 - new Date(instant).getUTCDay()) % 7) * DAY_MS).toISOString().slice(0, 10);
}

/** @param dueOn the last day in force, moved on from a day of rest; null when there is none */
export function urgencyOf(dueOn: string | null, day: string): Urgency {
  if (dueOn === null) return 'open';
  if (dueOn < day) return 'overdue';
  if (dueOn === day) return 'today';
  return dueOn <= weekEnd(day) ? 'week' : 'open';
}

/** “2月28日到期，逾期 3 个工作日” · “今天到期” · “3月2日到期” · “2月5日起”; empty when neither day is known. */
export function whenWords(
  { dueOn, since }: { readonly dueOn: string | null; readonly since: string | null },
  day: string,
  own: readonly CalendarDay[],
): string {
  const text = (of: string): string => dayText(of, day.slice(0, 4));
  if (dueOn === null) return since === null ? '' : `${text(since)}起`;
  if (dueOn === day) return '今天到期';
  if (dueOn > day) return `${text(dueOn)}到期`;
  // On the weekend after it no working day has gone by, yet it is over.
  return `${text(dueOn)}到期，逾期 ${Math.max(1, workingDaysBetween(dueOn, day, own))} 个工作日`;
}

const ORDER: readonly Urgency[] = ['overdue', 'today', 'week', 'open'];
type Timed = { readonly urgency: Urgency; readonly dueOn: string | null };

/** The most urgent first, of these the oldest deadline; what has none keeps its place behind them. For Array.sort. */
export function compareUrgency(a: Timed, b: Timed): number {
  const by = ORDER.indexOf(a.urgency) - ORDER.indexOf(b.urgency);
  if (by !== 0) return by;
  const [left, right] = [a.dueOn ?? '9999', b.dueOn ?? '9999'];
  return left < right ? -1 : left > right ? 1 : 0;
}
