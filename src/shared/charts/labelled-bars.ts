import { base, type ChartOption, type ChartStyle, labelRoom, labelSize, nameAxis, palette, valueAxis } from './style.ts';

export type LabelledBar = {
  readonly name: string;
  readonly value: number | null;
  /** Printed behind the bar; the strong ones bold. */
  readonly figure: string;
  readonly isStrong: boolean;
  readonly itemStyle: ChartOption;
};

/** Lying bars from zero, the first on top, each with its name before and its figure behind it; no axis is needed to read them. */
export function labelledBars(bars: readonly LabelledBar[], barWidth: number, style: ChartStyle): ChartOption {
  const labels = bars.map(({ name }) => name);
  const figures = bars.map(({ figure }) => figure);
  const { tooltip: _, ...quiet } = base(style);
  return {
    ...quiet,
    grid: { left: labelRoom(labels, style), right: labelRoom(figures, style), top: 4, bottom: 4 },
    xAxis: valueAxis(style, { min: 0, axisLabel: { show: false }, splitLine: { show: false } }),
    yAxis: nameAxis(labels, style, { inverse: true }),
    series: [
      {
        type: 'bar',
        barWidth,
        silent: true,
        data: bars.map(({ value, figure, isStrong, itemStyle }) => ({
          value,
          itemStyle,
          label: {
            show: true,
            position: 'right',
            formatter: figure,
            color: palette(style).ink,
            fontSize: labelSize(style),
            fontWeight: isStrong ? 'bold' : 'normal',
          },
        })),
      },
    ],
  };
}
