import { useMemo, useState } from 'react';
import { airDaysOption } from '../../../shared/charts/air-days.ts';
import type { Indicator } from '../../../shared/contract/indicators.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { Switch } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { periodsOf, sourcesOf, timeAxis, valueAt } from './points.ts';
import { type Drawn, View } from './View.tsx';

/** 空气优良天数 by year or month, the city and whatever districts are known. */
export function AirView({ indicators }: { readonly indicators: readonly Indicator[] }) {
  const code = indicators.find((row) => /优良天数/.test(row.name) && row.frequency === 'year')?.code;
  const monthly = indicators.find((row) => /良好?天数/.test(row.name) && row.frequency === 'month')?.code;
  const [by, setBy] = useState<'year' | 'month'>('year');
  const series = useCall('observations.series', { indicators: [(by === 'year' ? code : monthly) ?? '-'] });
  const drawn = useMemo((): Drawn | null => {
    const rows = series.data ?? [];
    const known = periodsOf(rows);
    const periods = timeAxis(known);
    if (periods.length === 0) return null;
    const labels = periods.map(formatPeriod);
    const units = rows.map((row) => ({ name: row.name, days: periods.map((period) => valueAt(row, period)) }));
    return {
      title: by === 'year' ? '空气优良天数（按年）' : '空气优良天数（按月）',
      option: airDaysOption({ years: labels, units }),
      table: {
        heads: ['单位', ...known.map(formatPeriod)],
        rows: rows.map((row) => [row.name, ...known.map((period) => valueAt(row, period) ?? '—')]),
      },
      source: sourcesOf(rows),
    };
  }, [series.data, by]);
  return (
    <View drawn={drawn} empty="还没有优良天数的数据。">
      <Switch
        label="频度"
        value={by}
        options={[
          { value: 'year', text: '按年' },
          { value: 'month', text: '按月' },
        ]}
        onChange={setBy}
      />
    </View>
  );
}
