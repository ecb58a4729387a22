/** Reading series by period and source. */
import type { Series } from '../../../shared/contract/observations.ts';
import { comparePeriods } from '../../../shared/period.ts';

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
