import { base, type ChartOption, type ChartStyle, labelRoom, labelSize, nameAxis, palette, point, valueAxis } from './style.ts';

export type RankingBars = {
  /** By rank; values as published. */
  readonly rows: readonly { readonly name: string; readonly value: string | null; readonly rank: number | null }[];
  readonly unit: string;
  readonly highlight?: readonly string[];
};

/** A ranking as horizontal bars from zero, first place on top, each with its value. */
export function rankingBarOption(ranking: RankingBars, style: ChartStyle = {}): ChartOption {
  const colours = palette(style);
  const labels = ranking.rows.map(({ name, rank }) => (rank === null ? name : `${rank} ${name}`));
  const highlight = ranking.highlight ?? [];
  return {
    ...base(style),
    grid: {
      left: labelRoom(labels, style),
      right:
        labelRoom(
          ranking.rows.map(({ value }) => value ?? ''),
          style,
        ) + 8,
      top: 22,
      bottom: 8,
    },
    xAxis: valueAxis(style, { min: 0, axisLabel: { show: false }, splitLine: { show: false } }),
    yAxis: nameAxis(labels, style, {
      inverse: true,
      name: ranking.unit === '' ? '' : `单位：${ranking.unit}`,
      nameLocation: 'start',
      nameTextStyle: { color: colours.second, fontSize: labelSize(style) },
    }),
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        data: ranking.rows.map(({ name, value }) => ({
          value: point(value),
          itemStyle: { color: highlight.includes(name) ? (style.paper ? '#4d4d4d' : colours.accent) : colours.others },
          label: {
            show: value !== null,
            position: 'right',
            formatter: value ?? '',
            color: colours.ink,
            fontSize: labelSize(style),
          },
        })),
      },
    ],
  };
}
