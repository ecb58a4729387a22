import { base, type ChartOption, type ChartStyle, labelRoom, labelSize, nameAxis, palette, point, valueAxis } from './style.ts';

export type Waterfall = {
  /** Steps in the order they are walked; `value` exact, `shown` as it is printed. */
  readonly rows: readonly { readonly name: string; readonly value: string; readonly shown: string }[];
  readonly total: { readonly name: string; readonly value: string; readonly shown: string };
  /** Words of the zero line: whom or which month the difference is counted from. */
  readonly zero: string;
  /** Widest a name may be; a longer one ends in …. Left out: as wide as it is. */
  readonly nameWidth?: number;
};

/** Height that lets every step be read. */
export const waterfallHeight = (rows: number): number => (rows + 1) * 22 + 24;

/**
 * 差在哪里: from zero (the other side) step by step to the difference, one bar a step from where the last one ended. Gains and losses differ
 * by colour, on paper by tone, and always by the sign of the figure beside them. ECharts piles bars up from zero, each sign by itself, so a
 * step is an unseen bar up to its nearer end and a seen one from there; a step across zero is two seen ones.
 */
export function waterfallOption(chart: Waterfall, style: ChartStyle = {}): ChartOption {
  const colours = palette(style);
  const steps = stepsOf(chart);
  const labels = steps.map(({ name }) => name);
  const ends = steps.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  // Room for the figures that stand beyond either end.
  const room = (high - low || 1) * FIGURE;
  const reach = steps.map((step) => (isLeft(step) ? Math.min(step.from, step.to) - room : Math.max(step.from, step.to) + room));
  const nameRoom = Math.min(labelRoom(labels, style), (chart.nameWidth ?? Number.POSITIVE_INFINITY) + 8);
  const fill = (step: Step): string =>
    style.paper
      ? (PAPER_FILLS[step.kind] ?? '#ffffff')
      : step.kind === 'total'
        ? colours.second
        : step.kind === 'gain'
          ? colours.accent
          : '#b97900';
  const label = (step: Step): ChartOption => ({
    show: true,
    position: isLeft(step) ? 'left' : 'right',
    formatter: signed(step.shown),
    color: colours.ink,
    fontSize: labelSize(style),
    fontWeight: step.kind === 'total' ? 'bold' : 'normal',
    // Where a figure falls on the zero line it stays legible.
    backgroundColor: '#ffffff',
  });
  const seen = (part: (step: Step) => number, isLabelled: (step: Step) => boolean): readonly ChartOption[] =>
    steps.map((step) => ({
      value: part(step),
      itemStyle: { color: fill(step), ...(style.paper ? { borderColor: '#000000', borderWidth: 0.5 } : {}) },
      ...(isLabelled(step) ? { label: label(step) } : {}),
    }));
  // The figure stands where the step ends, on whichever side of zero that is.
  const isAbove = (step: Step): boolean => (isLeft(step) ? step.to >= 0 : step.to > 0);
  const bar = { type: 'bar', stack: 'steps', barWidth: 14, silent: true } as const;
  const { tooltip: _, ...quiet } = base(style);
  return {
    ...quiet,
    grid: { left: nameRoom, right: 8, top: 22, bottom: 2 },
    xAxis: valueAxis(style, {
      min: Math.min(low, ...reach),
      max: Math.max(high, ...reach),
      axisLabel: { show: false },
      splitLine: { show: false },
    }),
    yAxis: nameAxis(labels, style, {
      inverse: true,
      axisLine: { show: false },
      axisLabel: {
        color: colours.ink,
        fontSize: labelSize(style),
        interval: 0,
        ...(chart.nameWidth === undefined ? {} : { width: chart.nameWidth, overflow: 'truncate' }),
      },
    }),
    series: [
      { ...bar, itemStyle: { color: 'transparent' }, data: steps.map(({ from, to }) => nearest(from, to)) },
      {
        ...bar,
        data: seen(({ from, to }) => Math.max(0, from, to) - Math.max(0, Math.min(from, to)), isAbove),
        markLine: zeroLine(chart.zero, -low > high ? 'right' : 'left', style),
      },
      {
        ...bar,
        data: seen(
          ({ from, to }) => Math.min(0, from, to) - Math.min(0, Math.max(from, to)),
          (step) => !isAbove(step),
        ),
      },
    ],
  };
}

type Step = {
  readonly name: string;
  readonly shown: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'gain' | 'loss' | 'total';
};

/** A figure's width as a share of the longest walk. */
const FIGURE = 0.3;
const isLeft = (step: Step): boolean => step.to < step.from;

const PAPER_FILLS: Readonly<Record<string, string>> = { gain: '#ffffff', loss: '#8c8c8c', total: '#4d4d4d' };

/** Steps end to end. Floats are for drawing only: the figures beside them are the texts that were handed in. */
function stepsOf({ rows, total }: Waterfall): readonly Step[] {
  let at = 0;
  const steps = rows.map(({ name, value, shown }): Step => {
    const from = at;
    at += point(value) ?? 0;
    return { name, shown, from, to: at, kind: at < from ? 'loss' : 'gain' };
  });
  return [...steps, { name: total.name, shown: total.shown, from: 0, to: point(total.value) ?? 0, kind: 'total' }];
}

/** Where the unseen part of a step ends: its nearer end, or zero when it crosses it. */
function nearest(from: number, to: number): number {
  if (from >= 0 && to >= 0) return Math.min(from, to);
  return from <= 0 && to <= 0 ? Math.max(from, to) : 0;
}

/** +1.20 · −0.07 · 0.00, with a minus sign as wide as the plus. */
const signed = (shown: string): string => (Number(shown) > 0 ? `+${shown}` : shown.replace('-', '−'));

/** Its words stand above the line, on the side that has the room. */
function zeroLine(words: string, align: 'left' | 'right', style: ChartStyle): ChartOption {
  const { second } = palette(style);
  return {
    silent: true,
    symbol: 'none',
    z: 1,
    lineStyle: { color: second, type: 'solid', width: 1 },
    label: { formatter: words, position: 'start', align, color: second, fontSize: labelSize(style) },
    data: [{ xAxis: 0 }],
  };
}
