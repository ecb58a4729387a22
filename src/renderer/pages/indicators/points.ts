/** Reading series by period and source. */
import type { Series } from '../../../shared/contract/observations.ts';
import { comparePeriods, nextPeriod } from '../../../shared/period.ts';

/** Sources of what is drawn, the first three by name. */
export const sourcesOf = (series: readonly Series[]): string => {
  const sources = [...new Set(series.flatMap((row) => row.points.map((point) => point.source)))].filter(
    (source) => source !== '',
  );
  return sources.length > 3 ? `${sources.slice(0, 3).join('；')} 等 ${sources.length} 处` : sources.join('；');
};
/** Every period that one of the series knows, in order of time. */
export const periodsOf = (series: readonly Series[]): readonly string[] =>
  [...new Set(series.flatMap((row) => row.points.map((point) => point.period)))].sort(comparePeriods);
export const valueAt = (row: Series, period: string): string | null =>
  row.points.find((point) => point.period === period)?.value ?? null;

/** Beyond this many places the gaps would push the figures together. */
const LONGEST = 60;

/** Every period from the first to the last, so that distances on the axis are distances in time; as given when that gets too long. */
export function timeAxis(periods: readonly string[]): readonly string[] {
  const [first] = periods;
  const last = periods.at(-1);
  if (first === undefined || last === undefined) return periods;
  const axis = [first];
  while (axis.at(-1) !== last && axis.length <= LONGEST) axis.push(nextPeriod(axis.at(-1) ?? last));
  return axis.length > LONGEST ? periods : axis;
}
