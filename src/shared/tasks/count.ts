/** What the ledger and the register of 第一议题 come to in a period: the raw figures of A1, A2 and A4. */
import { type CalendarDay, nthWorkingDay } from '../calendar.ts';
import { periodMonths } from '../period.ts';
import { lastDayOf } from './lights.ts';

/** First and last day of a period: 2018-02 → 2018-02-01 … 2018-02-28. */
export function daysOf(period: string): { readonly first: string; readonly last: string } {
  const { first, last } = periodMonths(period);
  const [year, month] = last.split('-').map(Number);
  const end = new Date(Date.UTC(year ?? 0, month ?? 0, 0));
  return { first: `${first}-01`, last: end.toISOString().slice(0, 10) };
}

/** The day of which a period is spoken: today, or its last day once it is over. */
export function asOfDay(period: string, today: string): string {
  const { last } = daysOf(period);
  return today < last ? today : last;
}

type CountedTask = {
  readonly kind: 'task' | 'document';
  readonly organisation: string;
  readonly hasChildren: boolean;
  readonly nodes: readonly { readonly dueOn: string; readonly doneOn: string | null }[];
};
export type Counted = { readonly due: number; readonly onTime: number; readonly late: number };

/**
 * Nodes due in a period by unit: how many, how many of them done on time, how many done late (domain.md A1: late-but-done counts half).
 * A plan with items under it is counted by its items. Dates are the ones in force, 改期 included: each of those has its reason.
 */
export function countNodes(
  tasks: readonly CountedTask[],
  kind: CountedTask['kind'],
  period: string,
  own: readonly CalendarDay[],
): ReadonlyMap<string, Counted> {
  const { first, last } = daysOf(period);
  const counts = new Map<string, Counted>();
  for (const task of tasks) {
    if (task.kind !== kind || task.hasChildren) continue;
    for (const { dueOn, doneOn } of task.nodes) {
      if (dueOn < first || dueOn > last) continue;
      const { due, onTime, late } = counts.get(task.organisation) ?? { due: 0, onTime: 0, late: 0 };
      const isOnTime = doneOn !== null && doneOn <= lastDayOf(dueOn, own);
      counts.set(task.organisation, {
        due: due + 1,
        onTime: onTime + (isOnTime ? 1 : 0),
        late: late + (doneOn !== null && !isOnTime ? 1 : 0),
      });
    }
  }
  return counts;
}

/** The last day to relay a superior meeting: so many working days after it. */
export const relayDueOn = (meetingOn: string, days: number, own: readonly CalendarDay[]): string =>
  // The day of the meeting itself does not count, whether it is a working day or not.
  nthWorkingDay(new Date(Date.parse(`${meetingOn}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10), days, own);

/** Meetings whose relaying falls due in a period, by unit. */
export function countMeetings(
  meetings: readonly { readonly organisation: string; readonly datedOn: string; readonly relayedOn: string | null }[],
  period: string,
  days: number,
  own: readonly CalendarDay[],
): ReadonlyMap<string, Counted> {
  const { first, last } = daysOf(period);
  const counts = new Map<string, Counted>();
  for (const { organisation, datedOn, relayedOn } of meetings) {
    const dueOn = relayDueOn(datedOn, days, own);
    if (dueOn < first || dueOn > last) continue;
    const { due, onTime, late } = counts.get(organisation) ?? { due: 0, onTime: 0, late: 0 };
    const isOnTime = relayedOn !== null && relayedOn <= dueOn;
    counts.set(organisation, {
      due: due + 1,
      onTime: onTime + (isOnTime ? 1 : 0),
      late: late + (relayedOn !== null && !isOnTime ? 1 : 0),
    });
  }
  return counts;
}
