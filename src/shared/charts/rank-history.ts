import { base, type ChartOption, type ChartStyle, labelRoom, labelSize, nameAxis, palette, valueAxis } from './style.ts';

export type RankHistory = {
  /** Names of the periods, oldest first. */
  readonly periods: readonly string[];
  readonly units: readonly { readonly name: string; readonly ranks: readonly (number | null)[] }[];
  /** Units drawn strong; the others stand back. */
  readonly highlight: readonly string[];
};

/** 排名走势: one line a unit over the months, first place on top, its name at the right end of the line. */
export function rankHistoryOption(history: RankHistory, style: ChartStyle = {}): ChartOption {
  const colours = palette(style);
  const places = Math.max(history.units.length, ...history.units.flatMap((unit) => unit.ranks.map((rank) => rank ?? 0)));
  const dashes = ['solid', 'dashed', 'dotted'] as const;
  const ordered = [...history.units].sort(
    (a, b) => Number(history.highlight.includes(a.name)) - Number(history.highlight.includes(b.name)),
  );
  const taken = new Map<string, number>();
  return {
    ...base(style),
    grid: {
      left: 30,
      right:
        labelRoom(
          history.units.map(({ name }) => name),
          style,
        ) + 6,
      top: 24,
      bottom: 26,
    },
    xAxis: nameAxis(history.periods, style, {
      boundaryGap: false,
      axisLine: { show: false },
      // A month may carry its year on a second line; none is ever left out.
      axisLabel: { color: colours.ink, fontSize: labelSize(style), lineHeight: labelSize(style) * 1.3, interval: 0 },
    }),
    yAxis: valueAxis(style, { inverse: true, min: 1, max: places, interval: 1, name: '名次', nameLocation: 'start' }),
    series: ordered.map((unit, index) => {
      const isStrong = history.highlight.includes(unit.name);
      const colour = isStrong ? colours.accent : colours.others;
      const last = unit.ranks.findLastIndex((rank) => rank !== null);
      return {
        type: 'line',
        name: unit.name,
        symbol: style.paper && !isStrong ? 'emptyCircle' : 'circle',
        symbolSize: isStrong ? 6 : 4,
        connectNulls: false,
        z: isStrong ? 5 : 2,
        // On a copy without colour neighbouring lines are followed by their dashes.
        lineStyle: { color: colour, width: isStrong ? 2.2 : 1.1, type: style.paper && !isStrong ? dashes[index % 3] : 'solid' },
        itemStyle: { color: colour },
        data: unit.ranks.map((rank, at) =>
          at === last ? { value: rank, label: endLabel(unit.name, rank, at, isStrong, taken, style) } : rank,
        ),
      };
    }),
  };
}

/** Units that end on the same place in the same month share one label's height; the later ones move below. */
function endLabel(
  name: string,
  rank: number | null,
  at: number,
  isStrong: boolean,
  taken: Map<string, number>,
  style: ChartStyle,
): ChartOption {
  const { ink, second } = palette(style);
  const spot = `${at}:${rank ?? ''}`;
  const above = taken.get(spot) ?? 0;
  taken.set(spot, above + 1);
  return {
    show: true,
    position: 'right',
    distance: 6,
    offset: [0, above * labelSize(style)],
    formatter: name,
    color: isStrong ? ink : second,
    fontWeight: isStrong ? 'bold' : 'normal',
    fontSize: labelSize(style),
  };
}
