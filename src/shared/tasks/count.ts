/** What the ledger and the register of 第一议题 come to in a period: the raw figures of A1, A2, A4 and A5. */
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
/** What fell due in a period was done by its last day, after it, or has not been done. */
export type DueStanding = 'onTime' | 'late' | 'undone';
type Due = {
  readonly organisation: string;
  readonly lastDay: string;
  readonly doneOn: string | null;
  readonly standing: DueStanding;
};
type DueNode<T extends CountedTask> = Due & { readonly task: T; readonly node: T['nodes'][number] };

const standingOf = (doneOn: string | null, lastDay: string): DueStanding =>
  doneOn === null ? 'undone' : doneOn <= lastDay ? 'onTime' : 'late';

/**
 * Nodes due in a period, each with how it stands (domain.md A1: late-but-done counts half). A plan with items under it is counted by its items.
 * Dates are the ones in force, 改期 included: each of those has its reason.
 * @param own the office's own days of work and rest
 */
export function dueNodes<T extends CountedTask>(
  tasks: readonly T[],
  kind: CountedTask['kind'],
  period: string,
  own: readonly CalendarDay[],
): readonly DueNode<T>[] {
  const { first, last } = daysOf(period);
  return tasks
    .filter((task) => task.kind === kind && !task.hasChildren)
    .flatMap((task) =>
      task.nodes
        .filter(({ dueOn }) => dueOn >= first && dueOn <= last)
        .map((node: T['nodes'][number]): DueNode<T> => {
          const { dueOn, doneOn } = node;
          const lastDay = lastDayOf(dueOn, own);
          return { organisation: task.organisation, task, node, lastDay, doneOn, standing: standingOf(doneOn, lastDay) };
        }),
    );
}

/** The last day to relay a superior meeting: so many working days after it. */
export const relayDueOn = (meetingOn: string, days: number, own: readonly CalendarDay[]): string =>
  // The day of the meeting itself does not count, whether it is a working day or not.
  nthWorkingDay(new Date(Date.parse(`${meetingOn}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10), days, own);

type CountedMeeting = { readonly organisation: string; readonly datedOn: string; readonly relayedOn: string | null };

/** Meetings whose relaying falls due in a period, each with how it stands. */
export function dueMeetings<T extends CountedMeeting>(
  meetings: readonly T[],
  period: string,
  days: number,
  own: readonly CalendarDay[],
): readonly (Due & { readonly meeting: T })[] {
  const { first, last } = daysOf(period);
  return meetings.flatMap((meeting) => {
    const { organisation, datedOn, relayedOn: doneOn } = meeting;
    const lastDay = relayDueOn(datedOn, days, own);
    if (lastDay < first || lastDay > last) return [];
    return [{ organisation, meeting, lastDay, doneOn, standing: standingOf(doneOn, lastDay) }];
  });
}

type PlannedMeeting = { readonly organisation: string; readonly datedOn: string; readonly heldOn: string | null };

/**
 * Meetings of the 专项小组 planned for a day of the period (domain.md A5: held ÷ planned): held by its end, or not. One held after it was not held in time
 * for this period, and was not planned for the next.
 */
export function plannedMeetings<T extends PlannedMeeting>(
  meetings: readonly T[],
  period: string,
): readonly (Due & { readonly meeting: T })[] {
  const { first, last } = daysOf(period);
  return meetings
    .filter(({ datedOn }) => datedOn >= first && datedOn <= last)
    .map((meeting) => ({
      organisation: meeting.organisation,
      meeting,
      lastDay: last,
      doneOn: meeting.heldOn,
      standing: standingOf(meeting.heldOn, last),
    }));
}

/** How many fell due, how many of them were done on time, how many late. */
export type Counted = { readonly due: number; readonly onTime: number; readonly late: number };

/** What fell due, by unit. */
function countsOf(all: readonly Due[]): ReadonlyMap<string, Counted> {
  const counts = new Map<string, Counted>();
  for (const { organisation, standing } of all) {
    const { due, onTime, late } = counts.get(organisation) ?? { due: 0, onTime: 0, late: 0 };
    counts.set(organisation, {
      due: due + 1,
      onTime: onTime + (standing === 'onTime' ? 1 : 0),
      late: late + (standing === 'late' ? 1 : 0),
    });
  }
  return counts;
}

/** Nodes due in a period by unit. */
export const countNodes = (...nodes: Parameters<typeof dueNodes>): ReadonlyMap<string, Counted> => countsOf(dueNodes(...nodes));

/** Meetings whose relaying falls due in a period by unit. */
export const countMeetings = (...meetings: Parameters<typeof dueMeetings>): ReadonlyMap<string, Counted> =>
  countsOf(dueMeetings(...meetings));
