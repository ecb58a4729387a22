import type { ChainFacts } from '../consultation/facts.ts';
import { labelledBars } from './labelled-bars.ts';
import type { ChartOption, ChartStyle } from './style.ts';

export const CHAIN_HEIGHT = 6 * 28 + 12;

/** 瓶颈环节: how many tasks reached each stage, the share of the stage before and the others' median beside it; the bottleneck drawn full and named. */
export function chainOption({ stages, bottleneck }: ChainFacts, style: ChartStyle = {}): ChartOption {
  const full = { color: style.paper ? '#4d4d4d' : '#b97900' };
  const rest = { color: style.paper ? '#d9d9d9' : '#c9d8ea' };
  const bars = stages.map(({ name, count, rate, usual }, at) => {
    const isBottleneck = at === bottleneck;
    const passed = rate === null ? '' : `，通过 ${rate}%${usual === null ? '' : `（其他单位 ${usual}%）`}`;
    return {
      name,
      value: count,
      figure: `${count} 项${passed}${isBottleneck ? ' 卡点' : ''}`,
      isStrong: isBottleneck,
      itemStyle: isBottleneck ? full : rest,
    };
  });
  return labelledBars(bars, 16, style);
}
