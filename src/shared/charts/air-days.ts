import { rankingBarOption } from './ranking-bar.ts';
import { seriesOption } from './series.ts';
import type { ChartOption, ChartStyle } from './style.ts';

export type AirDays = {
  readonly years: readonly string[];
  /** The city or its districts with 优良天数 by year; null where no figure was published. */
  readonly units: readonly { readonly name: string; readonly days: readonly (string | null)[] }[];
  readonly highlight?: readonly string[];
  readonly target?: { readonly value: string; readonly words: string };
};

/** 空气优良天数: one unit as bars by year, one year as bars by district, several of both as lines. */
export function airDaysOption(chart: AirDays, style: ChartStyle = {}): ChartOption {
  const limit = chart.target ? { limit: chart.target } : {};
  const highlight = chart.highlight ? { highlight: chart.highlight } : {};
  if (chart.years.length === 1 && chart.units.length > 1) {
    const rows = chart.units.map(({ name, days }) => ({ name, value: days[0] ?? null, rank: null }));
    const sorted = rows.sort((a, b) => Number(b.value ?? -1) - Number(a.value ?? -1));
    return rankingBarOption({ rows: sorted, unit: '天', ...highlight }, style);
  }
  const series = chart.units.map(({ name, days }) => ({ name, values: days }));
  return seriesOption(
    { categories: chart.years, series, unit: '天', kind: series.length === 1 ? 'bar' : 'line', ...limit, ...highlight },
    style,
  );
}
