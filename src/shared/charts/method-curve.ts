import { base, type ChartOption, type ChartStyle, labelSize, palette, point, valueAxis } from './style.ts';

export type MethodCurve = {
  /** Name and unit of the figure on the horizontal axis. */
  readonly figure: string;
  readonly points: readonly { readonly x: string; readonly y: string }[];
  readonly units: readonly { readonly name: string; readonly x: string; readonly y: string }[];
};

/** 计分曲线: points over value, the units of the month as dots on it. */
export function methodCurveOption(curve: MethodCurve, style: ChartStyle = {}): ChartOption {
  const { ink, second, accent, line } = palette(style);
  const coordinates = ({ x, y }: { readonly x: string; readonly y: string }) => [point(x), point(y)];
  return {
    ...base(style),
    tooltip: { show: false },
    grid: { left: 40, right: 16, top: 28, bottom: 40 },
    xAxis: valueAxis(style, {
      name: curve.figure,
      nameLocation: 'middle',
      nameGap: 24,
      scale: true,
      min: point(curve.points[0]?.x),
      max: point(curve.points.at(-1)?.x),
      // The ends of the range are where drawing stops, not figures anybody asked for.
      axisLabel: { color: second, fontSize: labelSize(style), showMinLabel: false, showMaxLabel: false, hideOverlap: true },
      axisLine: { show: true, lineStyle: { color: line } },
      splitNumber: 4,
      splitLine: { show: false },
    }),
    yAxis: valueAxis(style, { name: '得分', splitNumber: 4, nameTextStyle: { color: second, align: 'right' } }),
    series: [
      {
        type: 'line',
        data: curve.points.map(coordinates),
        showSymbol: false,
        lineStyle: { color: accent, width: 2 },
        silent: true,
      },
      {
        type: 'line',
        data: curve.units.map((unit) => ({ name: unit.name, value: coordinates(unit) })),
        symbol: 'circle',
        symbolSize: 7,
        lineStyle: { width: 0 },
        itemStyle: { color: '#ffffff', borderColor: ink, borderWidth: 1.5 },
        silent: true,
        z: 5,
      },
    ],
  };
}
