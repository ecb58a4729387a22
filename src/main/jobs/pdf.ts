/** The only importer of pdfmake. Pages come laid out (paper-layout.ts); pdfmake draws them, embeds the fonts as subsets and writes the file. */
import pdfMake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Paper } from '../../shared/bulletin/document.ts';
import { PAPER_FONT } from '../../shared/charts/style.ts';
import { type FontBook, fontLabel, openFonts } from './fonts.ts';
import type { Page } from './paper-flow.ts';
import { A4 } from './paper-format.ts';
import { type DrawChart, layOut } from './paper-layout.ts';
import type { Item } from './paper-text.ts';

export type PdfOptions = {
  readonly fontFolder: string;
  /** The office's own 方正小标宋, 仿宋, 楷体, 黑体 where the machine has them. */
  readonly preferOfficeFonts?: boolean;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
};

export type Pdf = {
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** Faces used and the files they came from, for the document log. */
  readonly fonts: readonly string[];
  /** Characters no font has; each is printed as 〓. */
  readonly missingCharacters: readonly string[];
};

/**
 * Makes the PDF of a paper, or one of several papers one after the other, each with its own page numbers. Belongs into a worker: it holds
 * its thread for up to a second.
 */
export async function renderPdf(paper: Paper | readonly [Paper, ...Paper[]], options: PdfOptions): Promise<Pdf> {
  const { onProgress = () => undefined } = options;
  const papers = 'sections' in paper ? ([paper] as const) : paper;
  const charts = papers.reduce((sum, document) => sum + countCharts(document), 0);
  const total = charts + 3;
  onProgress('正在读取字体', 0, total);
  const fonts = openFonts(options);
  const drawer = charts > 0 ? await import('./chart.ts') : null;
  let drawn = 0;
  onProgress('正在排版', 1, total);
  const drawChart: DrawChart = (option, width, height) => {
    if (!drawer) throw new Error('a chart without a drawer');
    const svg = drawer.withFaces(drawer.drawChart(option, width, height), PAPER_FONT, fonts);
    drawn += 1;
    onProgress('正在绘制图表', 1 + drawn, total);
    return svg;
  };
  const pages = papers.flatMap((document) => layOut(document, fonts, drawChart));
  onProgress('正在生成 PDF', total - 1, total);
  const bytes = await draw(papers[0], pages, fonts);
  onProgress('完成', total, total);
  return { bytes, pages: pages.length, fonts: usedFonts(fonts), missingCharacters: fonts.missingCharacters() };
}

const countCharts = (document: Paper): number =>
  [...document.sections, ...('annexes' in document ? document.annexes : [])]
    .flatMap((part) => part.blocks)
    .filter((block) => block.kind === 'chart').length;

async function draw(document: Paper, pages: readonly Page[], fonts: FontBook): Promise<Uint8Array> {
  const files = new Map([...fonts.opened().values()].map((face) => [face.key, face.file]));
  pdfMake.setFonts(Object.fromEntries([...files].map(([key, file]) => [key, { normal: file, bold: file }])));
  // Nothing of a document may reach the network, nor read any file but its fonts.
  pdfMake.setUrlAccessPolicy(() => false);
  const allowed = new Set(files.values());
  pdfMake.setLocalAccessPolicy((path) => allowed.has(path));
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageMargins: 0,
    defaultStyle: { font: fonts.face('fang').key },
    info: {
      title: document.name,
      author: document.signature.issuer,
      creator: '六个一',
      producer: 'pdfmake',
      ...(document.datedOn === null ? {} : { creationDate: new Date(`${document.datedOn}T00:00:00Z`) }),
    },
    language: 'zh-CN',
    displayTitle: true,
    version: '1.7',
    content: pages.map((page, index) => pageContent(page, index)),
  };
  return new Uint8Array(await pdfMake.createPdf(definition).getBuffer());
}

/** Each item is placed absolutely; pdfmake only turns the page. */
function pageContent(page: Page, index: number): Content {
  const { orientation } = page;
  const stack = [
    { text: ' ', fontSize: 1, absolutePosition: { x: 0, y: 0 } },
    ...page.items.map((item) => itemContent(item, orientation)),
  ];
  return index === 0 ? { stack } : { stack, pageBreak: 'before', pageOrientation: orientation };
}

function itemContent(item: Item, orientation: Page['orientation']): Content {
  switch (item.kind) {
    case 'text':
      return {
        text: item.text,
        font: item.face.key,
        fontSize: item.size,
        characterSpacing: item.spacing,
        color: item.color,
        noWrap: true,
        preserveLeadingSpaces: true,
        // pdfmake hangs a line from the font's ascent; the base line is what the layout knows.
        absolutePosition: { x: item.x, y: item.baseline - item.face.ascent * item.size },
        ...(item.outline === undefined ? {} : { outline: true, outlineText: item.outline }),
      };
    case 'rule':
      return {
        canvas: [
          { type: 'line', x1: item.x1, y1: item.y1, x2: item.x2, y2: item.y2, lineWidth: item.width, lineColor: item.color },
        ],
        absolutePosition: { x: 0, y: 0 },
      };
    case 'svg':
      return {
        svg: item.svg,
        width: item.width,
        height: Math.min(item.height, orientation === 'portrait' ? A4.height : A4.width),
        absolutePosition: { x: item.x, y: item.y },
      };
  }
}

const usedFonts = (fonts: FontBook): readonly string[] => [...fonts.opened()].map(([name, face]) => fontLabel(name, face));
