import { useMemo, useState } from 'react';
import { limitOf } from '../../../shared/charts/limits.ts';
import { rankingBarOption } from '../../../shared/charts/ranking-bar.ts';
import { seriesOption } from '../../../shared/charts/series.ts';
import type { Indicator } from '../../../shared/contract/indicators.ts';
import type { Series } from '../../../shared/contract/observations.ts';
import type { IndicatorRanking } from '../../../shared/contract/rankings.ts';
import { formatPeriod, type PeriodKind, periodKind } from '../../../shared/period.ts';
import { Switch } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { periodsOf, sourcesOf, timeAxis, valueAt } from './points.ts';
import { type Drawn, View } from './View.tsx';

type Mode = 'series' | 'ranking' | 'change';
type Shown = { readonly indicator: Indicator; readonly rows: readonly Series[]; readonly periods: readonly string[] };

/** Any indicator: its course, its ranking in one period, its change against the figure before. */
export function IndicatorView({ indicator, period }: { readonly indicator: Indicator; readonly period: string }) {
  const series = useCall('observations.series', { indicators: [indicator.code] });
  const [mode, setMode] = useState<Mode | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const rows = useMemo(() => series.data ?? [], [series.data]);
  const periods = useMemo(() => {
    const all = periodsOf(rows);
    const ofKind = (kind: PeriodKind) => all.filter((one) => periodKind(one) === kind);
    // Where quarters are held, a figure that was kept monthly is reported for the quarter.
    const own = periodKind(period) === 'month' ? [] : ofKind(periodKind(period));
    return own.length > 0 ? own : ofKind(indicator.frequency);
  }, [rows, indicator, period]);
  // A ranking needs units: this month when it has them, else the latest period that does.
  const rankable = periods.filter(
    (one) => rows.filter((row) => row.kind === 'district' && valueAt(row, one) !== null).length >= 2,
  );
  const at = asked ?? (rankable.includes(period) ? period : rankable.at(-1)) ?? period;
  const canRank = indicator.direction !== 'none' && (rankable.length > 0 || indicator.formula !== null);
  const ranking = useCall(
    'rankings.indicator',
    { period: at, indicator: indicator.code, list: 'district' },
    { enabled: canRank },
  );
  // Eleven units with one figure each are a ranking before they are lines.
  const hasCourse = rows.filter((row) => row.points.length > 1).length * 2 > rows.length;
  const current = mode ?? (canRank && !hasCourse ? 'ranking' : 'series');
  const drawn = useMemo(() => {
    const shown = { indicator, rows, periods };
    return current === 'ranking' ? drawRanking(shown, ranking.data) : drawCourse(shown, current);
  }, [current, ranking.data, indicator, rows, periods]);
  return (
    <View drawn={drawn} empty={emptyWords(indicator, current, canRank)}>
      {current === 'ranking' && rankable.length > 1 ? (
        <select aria-label="排名的考核期" value={at} onChange={(event) => setAsked(event.target.value)}>
          {[...rankable].reverse().map((one) => (
            <option key={one} value={one}>
              {formatPeriod(one)}
            </option>
          ))}
        </select>
      ) : null}
      <Switch
        label="看法"
        value={current}
        options={[
          { value: 'series', text: '走势' },
          { value: 'ranking', text: '排名' },
          { value: 'change', text: '变化' },
        ]}
        onChange={setMode}
      />
    </View>
  );
}

function emptyWords(indicator: Indicator, mode: Mode, canRank: boolean): string {
  if (mode === 'ranking' && indicator.direction === 'none') return '这个指标没有规定高好还是低好，不排名。';
  if (mode === 'ranking' && !canRank) return '还没有两个以上区县的数据，不能排名。';
  if (indicator.formula !== null) return '这个指标由公式计算，组成它的指标还没有齐全的数据。';
  return '这个指标还没有数据。可以在“数据”页填报或导入。';
}

const named = (indicator: Indicator): string => `${indicator.name}${indicator.unit === '' ? '' : `（${indicator.unit}）`}`;

function drawRanking({ indicator, rows }: Shown, ranking: IndicatorRanking | undefined): Drawn | null {
  if (!ranking || ranking.entries.length === 0) return null;
  const { entries } = ranking;
  return {
    title: `${named(indicator)} ${formatPeriod(ranking.period)}排名`,
    option: rankingBarOption({
      rows: entries.map((entry) => ({ name: entry.organisation, value: entry.value, rank: entry.rank })),
      unit: indicator.unit,
    }),
    table: {
      heads: ['单位', '名次', '数值'],
      rows: [
        ...entries.map((entry) => [entry.organisation, `${entry.rank}${entry.isTied ? ' 并列' : ''}`, entry.value]),
        ...ranking.missing.map((name) => [name, '—', '没有数']),
      ],
    },
    source: sourcesOf(rows.map((row) => ({ ...row, points: row.points.filter((point) => point.period === ranking.period) }))),
  };
}

function drawCourse({ indicator, rows, periods }: Shown, mode: 'series' | 'change'): Drawn | null {
  const known = rows.filter((row) => row.points.some((point) => periods.includes(point.period)));
  if (known.length === 0) return null;
  const values = (row: Series, axis: readonly string[]): readonly (string | null)[] =>
    mode === 'series' ? axis.map((one) => valueAt(row, one)) : changesOf(row, axis);
  const axis = timeAxis(periods);
  const limit = mode === 'series' ? limitOf(indicator.name, indicator.unit) : null;
  return {
    title: `${named(indicator)}${mode === 'change' ? ' 比上一次数值的变化' : ''}`,
    option: seriesOption({
      categories: axis.map(formatPeriod),
      series: known.map((row) => ({ name: row.name, values: values(row, axis) })),
      unit: indicator.unit,
      kind: periods.length === 1 || (mode === 'change' && known.length <= 5) ? 'bar' : 'line',
      highlight: known.length <= 5 ? known.map((row) => row.name) : known.slice(0, 1).map((row) => row.name),
      ...(limit ? { limit } : {}),
    }),
    table: {
      heads: ['单位', ...periods.map(formatPeriod)],
      rows: known.map((row) => [row.name, ...values(row, periods).map((value) => value ?? '—')]),
    },
    source: sourcesOf(known),
  };
}

/** Difference to the figure before it, with the digits the two were published with. */
function changesOf(row: Series, periods: readonly string[]): readonly (string | null)[] {
  let before: string | null = null;
  return periods.map((period) => {
    const value = valueAt(row, period);
    if (value === null) return null;
    const change = before === null ? null : difference(before, value);
    before = value;
    return change;
  });
}

function difference(before: string, after: string): string {
  const digits = Math.max(...[before, after].map((text) => text.split('.')[1]?.length ?? 0));
  return (Number(after) - Number(before)).toFixed(digits);
}
