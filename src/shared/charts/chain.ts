import type { ChainFacts } from '../consultation/facts.ts';
import { base, type ChartOption, type ChartStyle, labelRoom, labelSize, nameAxis, palette, valueAxis } from './style.ts';

export const CHAIN_HEIGHT = 6 * 28 + 12;

/** 瓶颈环节: how many tasks reached each stage, the share of the stage before and the others' median beside it; the bottleneck drawn full and named. */
export function chainOption({ stages, bottleneck }: ChainFacts, style: ChartStyle = {}): ChartOption {
  const colours = palette(style);
  const labels = stages.map(({ name }) => name);
  const figures = stages.map(({ count, rate, usual }, at) => {
    const passed = rate === null ? '' : `，通过 ${rate}%${usual === null ? '' : `（其他单位 ${usual}%）`}`;
    return `${count} 项${passed}${at === bottleneck ? ' 卡点' : ''}`;
  });
  const { tooltip: _, ...quiet } = base(style);
  return {
    ...quiet,
    grid: { left: labelRoom(labels, style), right: labelRoom(figures, style), top: 4, bottom: 4 },
    xAxis: valueAxis(style, { min: 0, axisLabel: { show: false }, splitLine: { show: false } }),
    yAxis: nameAxis(labels, style, { inverse: true }),
    series: [
      {
        type: 'bar',
        barWidth: 16,
        silent: true,
        data: stages.map(({ count }, at) => ({
          value: count,
          itemStyle:
            at === bottleneck ? { color: style.paper ? '#4d4d4d' : '#b97900' } : { color: style.paper ? '#d9d9d9' : '#c9d8ea' },
          label: {
            show: true,
            position: 'right',
            formatter: figures[at] ?? '',
            color: colours.ink,
            fontSize: labelSize(style),
            fontWeight: at === bottleneck ? 'bold' : 'normal',
          },
        })),
      },
    ],
  };
}
