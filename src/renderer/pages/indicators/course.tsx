import { useMemo, useState } from 'react';
import { rankHistoryOption } from '../../../shared/charts/rank-history.ts';
import { comparePeriods, formatPeriod, periodInYear } from '../../../shared/period.ts';
import { ListSwitch } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { type Drawn, View } from './View.tsx';

/** 排名走势 of the last twelve periods, the last place in accent. */
export function CourseView({ period }: { readonly period: string }) {
  const [list, setList] = useState<'district' | 'specialGroup'>('district');
  const view = useCall('rankings.view', { period, list }, { keep: true });
  const drawn = useMemo((): Drawn | null => {
    if (!view.data) return null;
    const { evaluation, history } = view.data;
    const months = [...new Set(Object.values(history).flatMap((points) => points.map((point) => point.period)))].sort(
      comparePeriods,
    );
    const units = evaluation.entries.map((entry) => ({
      name: entry.name,
      ranks: months.map((month) => history[entry.organisation]?.find((point) => point.period === month)?.rank ?? null),
    }));
    const last = evaluation.entries.filter((entry) => entry.rank !== null).at(-1);
    return {
      title: `排名走势（${formatPeriod(months[0] ?? period)}至${formatPeriod(period)}）`,
      option: rankHistoryOption({ periods: months.map(shortPeriod), units, highlight: last ? [last.name] : [] }),
      table: {
        heads: ['单位', ...months.map(shortPeriod)],
        rows: units.map((unit) => [unit.name, ...unit.ranks.map((rank) => (rank === null ? '—' : String(rank)))]),
      },
      source: view.data.isDemo ? '演示数据' : '本系统计分',
    };
  }, [view.data, period]);
  return (
    <View drawn={drawn} empty={view.error?.message ?? '还没有可以排名的考核期。'}>
      <ListSwitch value={list} onChange={setList} />
    </View>
  );
}

const shortPeriod = (period: string): string => `${period.slice(2, 4)}年${periodInYear(period)}`;
