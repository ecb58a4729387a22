import {
  base,
  type ChartOption,
  type ChartStyle,
  labelRoom,
  labelSize,
  legend,
  nameAxis,
  palette,
  point,
  valueAxis,
} from './style.ts';

type Series = {
  readonly name: string;
  /** Decimal strings, one for each category; null is a gap, never a zero. */
  readonly values: readonly (string | null)[];
};

export type SeriesChart = {
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly unit: string;
  readonly kind: 'line' | 'bar';
  /** Drawn strong; the others stand back. All are strong when it is left out and there are at most five. */
  readonly highlight?: readonly string[];
  /** A target or limit, dashed, with its words. */
  readonly limit?: { readonly value: string; readonly words: string };
};

/** An indicator over periods. Bars start at zero; a line has its last value printed beside its name. */
export function seriesOption(chart: SeriesChart, style: ChartStyle = {}): ChartOption {
  const isBar = chart.kind === 'bar';
  const ends = chart.series.map((one) => endText(one));
  const shifts = apart(chart);
  const strong = chart.highlight ?? chart.series.slice(0, 1).map(({ name }) => name);
  return {
    ...base(style),
    grid: { left: 52, right: isBar ? 20 : labelRoom(ends, style) + 6, top: 34, bottom: 26 },
    xAxis: nameAxis(chart.categories, style, isBar ? {} : { boundaryGap: chart.categories.length === 1 }),
    // A limit must be in sight whatever the figures are, so a chart that has one starts at zero as bars do.
    yAxis: valueAxis(style, { name: chart.unit, splitNumber: 4, ...(isBar || chart.limit ? { min: 0 } : { scale: true }) }),
    ...(isBar && chart.series.length > 1 ? { legend: legend(style) } : {}),
    series: chart.series.map((one, index) => ({
      ...(isBar
        ? bar(one, index, chart.series.length, style)
        : line(one, ends[index] ?? '', shifts[index] ?? 0, strong.includes(one.name), index, style)),
      ...(index === 0 && chart.limit ? { markLine: limitLine(chart.limit, style) } : {}),
    })),
  };
}

function endText(one: Series): string {
  const value = one.values.findLast((candidate) => candidate !== null) ?? '';
  return `${one.name} ${value}`;
}

/** Height of a plot that label shifts are reckoned for; a taller one only sets them a little further apart than needed. */
const PLOT = 180;
const LABEL = 13;

/** How far the label at each line's end moves up (−) or down, so that lines that end close together can both be read. */
function apart(chart: SeriesChart): readonly number[] {
  const all = [...chart.series.flatMap(({ values }) => values), chart.limit?.value ?? null].flatMap(
    (value) => point(value) ?? [],
  );
  const low = chart.limit ? 0 : Math.min(...all);
  const range = Math.max(...all) - low || 1;
  const shifts = chart.series.map(() => 0);
  const ends = chart.series
    .map(({ values }, index) => ({ index, value: point(values.findLast((value) => value !== null)) }))
    .flatMap(({ index, value }) => (value === null ? [] : [{ index, y: (1 - (value - low) / range) * PLOT }]))
    .sort((a, b) => a.y - b.y);
  let free = Number.NEGATIVE_INFINITY;
  for (const { index, y } of ends) {
    const at = Math.max(y, free);
    shifts[index] = at - y;
    free = at + LABEL;
  }
  return shifts;
}

function line(one: Series, end: string, shift: number, isStrong: boolean, index: number, style: ChartStyle): ChartOption {
  const colours = palette(style);
  const colour = isStrong ? colours.accent : colours.others;
  const dashes = ['solid', 'dashed', 'dotted'] as const;
  const last = one.values.findLastIndex((value) => value !== null);
  return {
    type: 'line',
    name: one.name,
    symbol: 'circle',
    symbolSize: isStrong ? 6 : 5,
    // A period without a figure is passed over at its own distance on the axis.
    connectNulls: true,
    z: isStrong ? 5 : 2,
    lineStyle: { color: colour, width: isStrong ? 2 : 1.1, type: style.paper && !isStrong ? dashes[index % 3] : 'solid' },
    itemStyle: { color: colour },
    data: one.values.map((value, at) =>
      at === last
        ? {
            value: point(value),
            label: {
              show: true,
              position: 'right',
              offset: [0, shift],
              formatter: end,
              color: isStrong ? colours.ink : colours.second,
              fontSize: labelSize(style),
            },
          }
        : point(value),
    ),
  };
}

function bar(one: Series, index: number, count: number, style: ChartStyle): ChartOption {
  const colours = palette(style);
  const fill =
    count === 1 ? (style.paper ? '#8c8c8c' : colours.accent) : (colours.bars[index % colours.bars.length] ?? colours.others);
  return {
    type: 'bar',
    name: one.name,
    barMaxWidth: 36,
    itemStyle: { color: fill, ...(style.paper ? { borderColor: '#000000', borderWidth: 0.5 } : {}) },
    data: one.values.map((value) => ({
      value: point(value),
      // The text as it was published, since a float would print 82.3 for 82.30.
      label: {
        show: value !== null && count <= 2,
        position: 'top',
        formatter: value ?? '',
        color: colours.ink,
        fontSize: labelSize(style),
      },
    })),
  };
}

function limitLine(limit: { readonly value: string; readonly words: string }, style: ChartStyle): ChartOption {
  const { limit: colour } = palette(style);
  return {
    silent: true,
    // Under the bars and their figures.
    z: 1,
    symbol: 'none',
    lineStyle: { color: colour, type: 'dashed', width: 1.2 },
    label: { formatter: limit.words, position: 'insideStartTop', color: colour, fontSize: labelSize(style) },
    data: [{ yAxis: Number(limit.value) }],
  };
}
