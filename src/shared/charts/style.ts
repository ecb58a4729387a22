/**
 * What all charts share. Options are plain JSON, so that the window draws them and a worker prints them: texts instead of formatter functions.
 * On screen the tokens of the interface (at most five colours, the unit in question in accent, the others grey); on paper black and greys,
 * told apart by labels, dashes and tone, since a bulletin is printed and copied without colour.
 */

/** An ECharts option as plain JSON. */
export type ChartOption = { readonly [key: string]: unknown };

export type ChartStyle = {
  /** For print: black and white, fonts of the document, no tooltip. Sizes are then points. */
  readonly paper?: boolean;
  /** Key of the font inside the PDF, or the window's own stack. */
  readonly fontFamily?: string;
};

/** Key of the PDF's face that labels charts. */
export const PAPER_FONT = 'hei';
const SCREEN_FONT = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';

export type Palette = {
  readonly ink: string;
  readonly second: string;
  readonly others: string;
  readonly line: string;
  readonly accent: string;
  readonly limit: string;
  /** Fills of bars that stand side by side. */
  readonly bars: readonly string[];
  /** Fills of a whole's parts, from the bottom up, each with the colour of the words on it. */
  readonly parts: readonly { readonly fill: string; readonly words: string }[];
};

const screen: Palette = {
  ink: '#1f2329',
  second: '#5b6168',
  others: '#aab0b8',
  line: '#e3e5e9',
  accent: '#1d5fa8',
  limit: '#c8102e',
  bars: ['#1d5fa8', '#c9d8ea', '#aab0b8', '#b97900', '#2e7d4f'],
  parts: [
    { fill: '#2e7d4f', words: '#ffffff' },
    { fill: '#1d5fa8', words: '#ffffff' },
    { fill: '#c9d8ea', words: '#1f2329' },
    { fill: '#b97900', words: '#ffffff' },
    { fill: '#aab0b8', words: '#1f2329' },
  ],
};

const paper: Palette = {
  ink: '#000000',
  second: '#333333',
  others: '#8c8c8c',
  line: '#c8c8c8',
  accent: '#000000',
  limit: '#000000',
  bars: ['#4d4d4d', '#d9d9d9', '#8c8c8c', '#ffffff', '#b3b3b3'],
  parts: [
    { fill: '#4d4d4d', words: '#ffffff' },
    { fill: '#b3b3b3', words: '#000000' },
    { fill: '#f2f2f2', words: '#000000' },
    { fill: '#808080', words: '#ffffff' },
    { fill: '#ffffff', words: '#000000' },
  ],
};

export const palette = (style: ChartStyle): Palette => (style.paper ? paper : screen);

/** Size of labels: 小五 on paper, 12 px on screen. */
export const labelSize = (style: ChartStyle): number => (style.paper ? 9 : 12);

/** What every chart starts from. */
export function base(style: ChartStyle): ChartOption {
  const { ink } = palette(style);
  const fontFamily = style.fontFamily ?? (style.paper ? PAPER_FONT : SCREEN_FONT);
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily, fontSize: labelSize(style), color: ink },
    ...(style.paper ? {} : { tooltip: { trigger: 'axis', confine: true, axisPointer: { type: 'shadow' } } }),
  };
}

/** Names of bars or parts, at the upper right, out of the way of the unit. */
export const legend = (style: ChartStyle): ChartOption => ({
  top: 0,
  right: 8,
  icon: 'rect',
  borderColor: palette(style).line,
  itemWidth: 12,
  itemHeight: 8,
  textStyle: { color: palette(style).ink, fontSize: labelSize(style) },
});

/** An axis of names: no ticks, quiet line. */
export function nameAxis(data: readonly string[], style: ChartStyle, more: ChartOption = {}): ChartOption {
  const { ink, line } = palette(style);
  return {
    type: 'category',
    data,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: line } },
    axisLabel: { color: ink, fontSize: labelSize(style), interval: 0, hideOverlap: true },
    ...more,
  };
}

/** An axis of numbers with its unit at the top. */
export function valueAxis(style: ChartStyle, more: ChartOption = {}): ChartOption {
  const { second, line } = palette(style);
  return {
    type: 'value',
    axisLine: { show: false, lineStyle: { color: line } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: line, width: 0.6 } },
    axisLabel: { color: second, fontSize: labelSize(style) },
    nameTextStyle: { color: second, fontSize: labelSize(style) },
    ...more,
  };
}

/** Room for a label of so many Han characters. */
export const labelRoom = (texts: readonly string[], style: ChartStyle): number =>
  Math.max(0, ...texts.map((text) => [...text].reduce((width, sign) => width + (sign > '\u2e7f' ? 1 : 0.6), 0))) *
    labelSize(style) +
  8;

/** A decimal string as a point of a chart; anything else is a gap. */
export const point = (value: string | number | null | undefined): number | null => {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
};
