import type { SignalRow } from '../consultation/facts.ts';
import { formatPeriod } from '../period.ts';
import { base, type ChartOption, type ChartStyle, labelRoom, labelSize, nameAxis, palette, point, valueAxis } from './style.ts';

/**
 * 过程行为图: a course over the months with its mean and control limits, one set a stretch of months under the same rules. Months that are a signal are
 * squares with their figure, all others small dots, so that a copy without colour tells them apart; the last figure is always written.
 */
export function processOption({ points, segments, unit }: SignalRow, style: ChartStyle = {}): ChartOption {
  const colours = palette(style);
  const signals = new Set(segments.flatMap((segment) => segment.signals.map(({ period }) => period)));
  const last = points.findLastIndex(({ value }) => value !== null);
  const labels = points.map(({ period }, at) => shortPeriod(period, points[at - 1]?.period));
  const line = (pick: 'centre' | 'low' | 'high', type: 'solid' | 'dashed', words: string): ChartOption => {
    const values = points.map(({ period }) => {
      const segment = segments.find(({ from, to }) => period >= from && period <= to);
      return segment?.limits ? point(segment.limits[pick]) : null;
    });
    const end = values.findLastIndex((value) => value !== null);
    const shown = segments.findLast(({ limits }) => limits !== null)?.limits?.[pick] ?? '';
    return {
      type: 'line',
      symbol: 'none',
      silent: true,
      connectNulls: false,
      lineStyle: { color: colours.second, width: 1, type },
      data: values.map((value, at) =>
        at === end
          ? {
              value,
              label: {
                show: true,
                position: 'right',
                formatter: `${words} ${shown}`,
                color: colours.second,
                fontSize: labelSize(style),
              },
              symbol: 'circle',
              symbolSize: 1,
            }
          : value,
      ),
    };
  };
  const ends = ['centre', 'low', 'high'] as const;
  const values = [
    ...points.flatMap(({ value }) => point(value) ?? []),
    ...segments.flatMap(({ limits }) => (limits ? ends.flatMap((end) => point(limits[end]) ?? []) : [])),
  ];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || 1) * 0.12;
  return {
    ...base(style),
    grid: { left: 36, right: labelRoom(['控制上限 100.00'], style), top: 26, bottom: 40 },
    xAxis: nameAxis(labels, style, {
      axisLabel: { color: colours.ink, fontSize: labelSize(style), lineHeight: labelSize(style) * 1.3, interval: 0 },
    }),
    yAxis: valueAxis(style, {
      ...axisEnds(low - room, high + room),
      name: unit === '%' ? '得分率（%）' : unit,
      nameLocation: 'end',
      splitLine: { show: false },
    }),
    series: [
      line('high', 'dashed', '控制上限'),
      line('centre', 'solid', '均值'),
      line('low', 'dashed', '控制下限'),
      {
        type: 'line',
        z: 5,
        connectNulls: false,
        lineStyle: { color: colours.accent, width: 2 },
        itemStyle: { color: colours.accent },
        data: points.map(({ period, value }, at) => {
          const isSignal = signals.has(period);
          return {
            value: point(value),
            symbol: isSignal ? 'rect' : 'circle',
            symbolSize: isSignal ? 9 : 5,
            label: {
              show: isSignal || at === last,
              position: 'top',
              formatter: value ?? '',
              color: colours.ink,
              fontSize: labelSize(style),
              fontWeight: isSignal ? 'bold' : 'normal',
            },
          };
        }),
      },
    ],
  };
}

/** “2月”, and under the first of a year the year. */
function shortPeriod(period: string, before: string | undefined): string {
  const [year = '', rest = ''] = formatPeriod(period).split(/(?<=年)/);
  return before?.slice(0, 4) === period.slice(0, 4) ? rest || year : `${rest}\n${year}`;
}

/** Ends of the axis on whole steps, so that its figures do not crowd. */
function axisEnds(low: number, high: number): { readonly min: number; readonly max: number; readonly interval: number } {
  const interval = [1, 2, 5, 10, 20, 50].find((step) => (high - low) / step <= 5) ?? 100;
  return { min: Math.floor(low / interval) * interval, max: Math.ceil(high / interval) * interval, interval };
}
