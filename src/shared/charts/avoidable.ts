import type { LossRow } from '../consultation/facts.ts';
import { base, type ChartOption, type ChartStyle, labelRoom, labelSize, nameAxis, palette, point, valueAxis } from './style.ts';

export const avoidableHeight = (rows: number): number => rows * 24 + 12;

/** 可挽回的失分 (Pareto): lines by what they could have kept, with the share of the whole up to each; the few that make most of it drawn full. */
export function avoidableOption(rows: readonly LossRow[], style: ChartStyle = {}): ChartOption {
  const colours = palette(style);
  const labels = rows.map(({ code, name }) => `${code} ${name}`);
  const figures = rows.map(({ loss, upTo }) => `${loss} 分，累计 ${upTo}%`);
  const { tooltip: _, ...quiet } = base(style);
  return {
    ...quiet,
    grid: { left: labelRoom(labels, style), right: labelRoom(figures, style), top: 4, bottom: 4 },
    xAxis: valueAxis(style, { min: 0, axisLabel: { show: false }, splitLine: { show: false } }),
    yAxis: nameAxis(labels, style, { inverse: true }),
    series: [
      {
        type: 'bar',
        barWidth: 14,
        silent: true,
        data: rows.map(({ loss, isVital }, at) => ({
          value: point(loss),
          itemStyle: isVital
            ? { color: style.paper ? '#4d4d4d' : colours.accent }
            : { color: style.paper ? '#ffffff' : colours.others, borderColor: colours.line, borderWidth: style.paper ? 0.5 : 0 },
          label: {
            show: true,
            position: 'right',
            formatter: figures[at] ?? '',
            color: colours.ink,
            fontSize: labelSize(style),
            fontWeight: isVital ? 'bold' : 'normal',
          },
        })),
      },
    ],
  };
}
