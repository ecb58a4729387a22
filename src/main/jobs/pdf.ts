/** The only importer of pdfmake. Pages come laid out (paper-layout.ts); pdfmake draws them, embeds the fonts as subsets and writes the file. */
import pdfMake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Paper } from '../../shared/bulletin/document.ts';
import type { FontBook } from './fonts.ts';
import type { Page } from './paper-flow.ts';
import { A4 } from './paper-format.ts';
import type { Item } from './paper-text.ts';
import { type MadePaper, type PaperOptions, type Papers, typeset } from './paper-typeset.ts';

/**
 * Makes the PDF of a paper, or one of several papers one after the other, each with its own page numbers. Belongs into a worker: it holds
 * its thread for up to a second.
 */
export async function renderPdf(paper: Papers, options: PaperOptions): Promise<MadePaper> {
  const { papers, fonts, finish } = await typeset(paper, '正在生成 PDF', options);
  const [first] = 'sections' in paper ? [paper] : paper;
  const pages = papers.flatMap(({ layout, blankBefore }) => [...(blankBefore ? [BLANK] : []), ...layout.pages]);
  return finish(await draw(first, pages, fonts));
}

const BLANK: Page = { orientation: 'portrait', items: [], end: 0 };

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
  const output = pdfMake.createPdf(definition);
  // Readers propose “fit to page” for every PDF that does not say it wants its own size; pdfmake has no word for that.
  const { _root } = (await output.getStream()) as unknown as Catalog;
  _root.data.ViewerPreferences.data.PrintScaling = 'None';
  return new Uint8Array(await output.getBuffer());
}

/** Of pdfkit's document: what a reader shall do with it. */
type Catalog = { readonly _root: { readonly data: { readonly ViewerPreferences: { readonly data: Record<string, unknown> } } } };

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
