/** The only place that draws a chart on screen. Its option is the same plain data the papers print. */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ChartOption } from '../../shared/charts/style.ts';

use([
  BarChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  LabelLayout,
  CanvasRenderer,
]);

type Props = {
  readonly option: ChartOption;
  readonly label: string;
  readonly height: number;
  /** Hands out a way to take the picture; null again when the chart is gone. */
  readonly onReady?: (picture: (() => string) | null) => void;
};

export function Chart({ option, label, height, onReady }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const ready = useRef(onReady);
  ready.current = onReady;
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const made = init(element);
    chart.current = made;
    ready.current?.(() => made.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: '#ffffff' }));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      ready.current?.(null);
      chart.current = null;
      made.dispose();
    };
  }, []);
  useEffect(() => chart.current?.setOption(option, true), [option]);
  return <div ref={ref} role="img" aria-label={label} style={{ width: '100%', height }} />;
}
