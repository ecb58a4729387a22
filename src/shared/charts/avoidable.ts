import type { LossRow } from '../consultation/facts.ts';
import { labelledBars } from './labelled-bars.ts';
import { type ChartOption, type ChartStyle, palette, point } from './style.ts';

export const avoidableHeight = (rows: number): number => rows * 24 + 12;

/** 可挽回的失分 (Pareto): lines by what they could have kept, with the share of the whole up to each; the few that make most of it drawn full. */
export function avoidableOption(rows: readonly LossRow[], style: ChartStyle = {}): ChartOption {
  const colours = palette(style);
  const full = { color: style.paper ? '#4d4d4d' : colours.accent };
  const rest = { color: style.paper ? '#ffffff' : colours.others, borderColor: colours.line, borderWidth: style.paper ? 0.5 : 0 };
  const bars = rows.map(({ code, name, loss, upTo, isVital }) => ({
    name: `${code} ${name}`,
    value: point(loss),
    figure: `${loss} 分，累计 ${upTo}%`,
    isStrong: isVital,
    itemStyle: isVital ? full : rest,
  }));
  return labelledBars(bars, 14, style);
}
