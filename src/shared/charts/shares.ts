import { divide, exact, published, sum } from '../engine/decimal.ts';
import { base, type ChartOption, type ChartStyle, labelSize, legend, nameAxis, palette, valueAxis } from './style.ts';

export type ShareChart = {
  /** Years or units. */
  readonly categories: readonly string[];
  /** Parts of the whole from the bottom up, such as 第一产业, 第二产业, 第三产业; decimal strings in any one unit. */
  readonly parts: readonly { readonly name: string; readonly values: readonly (string | null)[] }[];
};

/** 三次产业结构: bars of 100 %, every part with its share printed on it. A category with a part unknown is left empty. */
export function stackedShareOption(chart: ShareChart, style: ChartStyle = {}): ChartOption {
  const colours = palette(style);
  const shares = chart.categories.map((_, at) => sharesOf(chart.parts.map((part) => part.values[at] ?? null)));
  return {
    ...base(style),
    grid: { left: 44, right: 16, top: 30, bottom: 26 },
    legend: legend(style),
    xAxis: nameAxis(chart.categories, style),
    yAxis: valueAxis(style, { min: 0, max: 100, interval: 25, name: '%' }),
    series: chart.parts.map((part, index) => {
      const colour = colours.parts[index % colours.parts.length];
      return {
        type: 'bar',
        stack: 'whole',
        name: part.name,
        barMaxWidth: 40,
        itemStyle: { color: colour?.fill, ...(style.paper ? { borderColor: '#000000', borderWidth: 0.5 } : {}) },
        data: shares.map((share) => ({
          value: share === null ? null : Number(share[index]),
          // A slice under 4 % has no room for its figure; the table under the chart has it.
          label: {
            show: share !== null && Number(share[index]) >= 4,
            position: 'inside',
            formatter: share?.[index] ?? '',
            color: colour?.words,
            fontSize: labelSize(style),
          },
        })),
      };
    }),
  };
}

/** Per cent with one digit, from exact decimals; null unless every part is known and the whole is not zero. */
export function sharesOf(values: readonly (string | null)[]): readonly string[] | null {
  const known = values.filter((value) => value !== null);
  if (known.length !== values.length || known.length === 0) return null;
  const whole = sum(known.map((value) => exact(value)));
  if (whole.isZero()) return null;
  return known.map((value) => published(divide(exact(value).times(100), whole), 1));
}
