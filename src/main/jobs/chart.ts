/** Charts for paper: an ECharts option becomes SVG whose words stay text, in faces that have every character. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { FaceName, FontBook } from './fonts.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

/** Stands for the paper's own face until withFaces puts it in; an option made for the screen names families no PDF has. */
const FACE = 'paper-face';

/** Draws an option as SVG of the given size; without a window, as ECharts does on a server. */
export function drawChart(option: unknown, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  const { tooltip: _, ...own } = option as Record<string, unknown>;
  chart.setOption({ ...own, animation: false, textStyle: { ...(own.textStyle as object | undefined), fontFamily: FACE } });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/**
 * Gives every text of the SVG the PDF's own faces: the wanted one, and for characters it lacks the one that has them, so that no box is
 * printed. Text that needs two faces becomes tspans.
 */
export function withFaces(svg: string, face: FaceName, fonts: FontBook): string {
  const own = fonts.face(face);
  const named = svg
    .replace(/font-family:[^;"]*/g, `font-family:${own.key}`)
    .replace(/font-family="[^"]*"/g, `font-family="${own.key}"`);
  return named.replace(/(<text\b[^>]*>)([^<]*)(<\/text>)/g, (_, open: string, words: string, close: string) => {
    const pieces = fonts.split(unescapeXml(words), face);
    if (pieces.every((piece) => piece.face === own)) return `${open}${words}${close}`;
    const spans = pieces.map(
      (piece) => `<tspan font-family="${piece.face.key}" style="font-family:${piece.face.key}">${escapeText(piece.text)}</tspan>`,
    );
    return `${open}${spans.join('')}${close}`;
  });
}

const unescapeXml = (text: string): string =>
  text
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, code: string) => String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
