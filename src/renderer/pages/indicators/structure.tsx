import { useState } from 'react';
import { sharesOf, stackedShareOption } from '../../../shared/charts/shares.ts';
import type { Indicator } from '../../../shared/contract/indicators.ts';
import type { Series } from '../../../shared/contract/observations.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { Switch } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { periodsOf, sourcesOf, valueAt } from './points.ts';
import { type Drawn, View } from './View.tsx';

const SECTORS = ['第一产业', '第二产业', '第三产业'] as const;
/** Shares as published where all three are, else worked out from the value added. */
const MEASURES = ['占比', '增加值'] as const;

/** 三次产业结构: the city by year, or the districts of the latest year that has all three sectors. */
export function StructureView({ indicators }: { readonly indicators: readonly Indicator[] }) {
  const [by, setBy] = useState<'city' | 'district'>('city');
  const sets = MEASURES.map((measure) =>
    SECTORS.map(
      (sector) => indicators.find((row) => row.name === `${sector}${measure}` && row.frequency === 'year')?.code ?? '-',
    ),
  );
  const series = useCall('observations.series', { indicators: sets.flat() });
  const drawn = by === 'city' ? cityByYear(series.data ?? [], sets) : districtsOfYear(series.data ?? [], sets);
  return (
    <View drawn={drawn} empty="还没有三次产业的数据。可以导入“第一产业占比”或“第一产业增加值”等指标。">
      <Switch
        label="对象"
        value={by}
        options={[
          { value: 'city', text: '全市' },
          { value: 'district', text: '区县' },
        ]}
        onChange={setBy}
      />
    </View>
  );
}

type Sets = readonly (readonly string[])[];

/** The three sectors of one unit in one period, from the first measure that knows all of them. */
function sectorsOf(rows: readonly Series[], sets: Sets, organisation: string, period: string): readonly string[] | null {
  for (const codes of sets) {
    const values = codes.map((code) => {
      const row = rows.find((one) => one.indicator === code && one.organisation === organisation);
      return row ? valueAt(row, period) : null;
    });
    const known = values.filter((value) => value !== null);
    if (known.length === SECTORS.length) return known;
  }
  return null;
}

function cityByYear(all: readonly Series[], sets: Sets): Drawn | null {
  const rows = all.filter((row) => row.kind === 'city');
  const city = rows[0]?.organisation ?? '';
  const years = periodsOf(rows).flatMap((period) => {
    const values = sectorsOf(rows, sets, city, period);
    return values ? [{ name: formatPeriod(period), values }] : [];
  });
  return draw('三次产业结构（全市，按年）', years, sourcesOf(rows));
}

function districtsOfYear(all: readonly Series[], sets: Sets): Drawn | null {
  const rows = all.filter((row) => row.kind === 'district');
  const units = [...new Map(rows.map((row) => [row.organisation, row.name]))];
  const of = (period: string) =>
    units.flatMap(([organisation, name]) => {
      const values = sectorsOf(rows, sets, organisation, period);
      return values ? [{ name, values }] : [];
    });
  const widest = periodsOf(rows)
    .map((period) => ({ period, units: of(period) }))
    .reduce((best, next) => (next.units.length >= best.units.length ? next : best), {
      period: '',
      units: [] as ReturnType<typeof of>,
    });
  return widest.units.length === 0
    ? null
    : draw(`三次产业结构（区县，${formatPeriod(widest.period)}）`, widest.units, sourcesOf(rows));
}

function draw(
  title: string,
  columns: readonly { readonly name: string; readonly values: readonly string[] }[],
  source: string,
): Drawn | null {
  if (columns.length === 0) return null;
  const parts = SECTORS.map((name, index) => ({ name, values: columns.map((column) => column.values[index] ?? null) }));
  return {
    title,
    option: stackedShareOption({ categories: columns.map((column) => column.name), parts }),
    table: {
      heads: ['', ...columns.map((column) => column.name)],
      rows: parts.map((part, index) => [
        `${part.name}（%）`,
        ...columns.map((column) => sharesOf(column.values)?.[index] ?? '—'),
      ]),
    },
    source,
  };
}
