/** Chance that comes out the same every time, and days reckoned from days: what all parts of the demonstration are made with. */
import { isWorkingDay } from '../../src/shared/calendar.ts';
import { seededRandom } from '../../src/shared/raters/seeded-random.ts';

export type Chance = {
  /** [0, 1) */
  readonly next: () => number;
  /** A whole number of from … to, both in. */
  readonly between: (from: number, to: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly shuffle: <T>(list: readonly T[]) => readonly T[];
};

/** Each part has a seed of its own, so that a change to one leaves the others as they are. */
export function chanceOf(seed: number): Chance {
  const next = seededRandom(seed);
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    pick: <T>(list: readonly T[]): T => list[between(0, list.length - 1)] as T,
    shuffle: <T>(list: readonly T[]): readonly T[] => {
      const left = [...list];
      return list.map(() => left.splice(between(0, left.length - 1), 1)[0] as T);
    },
  };
}

/** The day so many days later, or earlier. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Working days of a stretch, oldest first. */
export function workingDays(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = daysAfter(day, 1)) if (isWorkingDay(day)) days.push(day);
  return days;
}

/** The working day at or before a day. */
export function workingDayBy(day: string): string {
  let at = day;
  while (!isWorkingDay(at)) at = daysAfter(at, -1);
  return at;
}

/** A row a line, headings first; a cell with a comma or a quotation mark stands in quotation marks. */
export const csvText = (headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [headings, ...rows]
    .map(
      (row) =>
        `${row.map((cell) => (/[",\n]/.test(`${cell}`) ? `"${`${cell}`.replaceAll('"', '""')}"` : `${cell}`)).join(',')}\n`,
    )
    .join('');
