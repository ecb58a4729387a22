import { useMemo, useState } from 'react';
import { rankingBarOption } from '../../../shared/charts/ranking-bar.ts';
import { seriesOption } from '../../../shared/charts/series.ts';
import type { Indicator } from '../../../shared/contract/indicators.ts';
import type { Series } from '../../../shared/contract/observations.ts';
import { formatPeriod, periodKind } from '../../../shared/period.ts';
import { frequencyName } from '../../../shared/text.ts';
import { Switch } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { periodsOf, sourcesOf, valueAt } from './points.ts';
import { type Drawn, View } from './View.tsx';

type Mode = 'series' | 'ranking' | 'change';

/** Any indicator: its course, its ranking in one period, its change against the period before. */
export function IndicatorView({ indicator, period }: { readonly indicator: Indicator; readonly period: string }) {
  const series = useCall('observations.series', { indicators: [indicator.code] });
  const [mode, setMode] = useState<Mode>('series');
  const rows = useMemo(() => series.data ?? [], [series.data]);
  const periods = useMemo(
    () => periodsOf(rows).filter((one) => periodKind(one) === indicator.frequency),
    [rows, indicator.frequency],
  );
  const at = periods.includes(period) ? period : (periods.at(-1) ?? '');
  const canRank = indicator.direction !== 'none' && at !== '';
  const ranking = useCall(
    'rankings.indicator',
    { period: at || '2000', indicator: indicator.code, list: 'district' },
    { enabled: canRank },
  );
  const drawn = useMemo((): Drawn | null => {
    const unit = indicator.unit === '' ? '' : `（${indicator.unit}）`;
    if (mode === 'ranking') {
      const entries = ranking.data?.entries ?? [];
      if (entries.length === 0) return null;
      return {
        title: `${indicator.name}${unit} ${formatPeriod(at)}排名`,
        option: rankingBarOption({
          rows: entries.map((entry) => ({ name: entry.organisation, value: entry.value, rank: entry.rank })),
          unit: indicator.unit,
        }),
        table: {
          heads: ['单位', '名次', '数值'],
          rows: entries.map((entry) => [entry.organisation, String(entry.rank), entry.value]),
        },
        source: sourcesOf(rows),
      };
    }
    const shown = rows.filter((row) => row.points.some((point) => periods.includes(point.period)));
    if (shown.length === 0) return null;
    const labels = periods.map(formatPeriod);
    const values = (row: Series): readonly (string | null)[] => {
      const raw = periods.map((one) => valueAt(row, one));
      return mode === 'series' ? raw : raw.map((value, index) => changeOf(raw[index - 1] ?? null, value));
    };
    const lines = shown.map((row) => ({ name: row.name, values: values(row) }));
    return {
      title: `${indicator.name}${unit}${mode === 'change' ? ' 较上期变化' : ''}`,
      option: seriesOption({
        categories: labels,
        series: lines,
        unit: indicator.unit,
        kind: mode === 'change' || periods.length === 1 ? 'bar' : 'line',
        highlight: shown.length <= 5 ? shown.map((row) => row.name) : shown.slice(0, 1).map((row) => row.name),
      }),
      table: { heads: ['单位', ...labels], rows: lines.map((row) => [row.name, ...row.values.map((value) => value ?? '—')]) },
      source: sourcesOf(shown),
    };
  }, [mode, ranking.data, rows, indicator, periods, at]);
  const empty =
    series.error?.message ??
    (indicator.formula === null ? '这个指标还没有数据。' : '这个指标由公式计算，请看“排名”中的得分由来。');
  return (
    <View drawn={drawn} empty={mode === 'ranking' && !canRank ? '这个指标没有规定高好还是低好，不排名。' : empty}>
      <span className="faint">{frequencyName[indicator.frequency]}报</span>
      <Switch
        label="看法"
        value={mode}
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

/** Difference of two published figures, shown with the digits they were published with. */
function changeOf(before: string | null, after: string | null): string | null {
  if (before === null || after === null) return null;
  const digits = Math.max(...[before, after].map((text) => text.split('.')[1]?.length ?? 0));
  return (Number(after) - Number(before)).toFixed(digits);
}
