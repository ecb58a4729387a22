/** What every writer of papers begins with: fonts opened, charts drawn, pages set. */
import type { HeadMode, Paper } from '../../shared/bulletin/document.ts';
import { officePaper } from '../../shared/bulletin/office-text.ts';
import { PAPER_FONT } from '../../shared/charts/style.ts';
import { type FontBook, fontLabel, openFonts } from './fonts.ts';
import { checkPaper, type PaperCheck } from './paper-check.ts';
import { type DrawChart, type Layout, layOut } from './paper-layout.ts';

export type PaperOptions = {
  readonly fontFolder: string;
  /** The office's own 方正小标宋, 仿宋, 楷体, 黑体 where the machine has them. */
  readonly preferOfficeFonts?: boolean;
  /** How the red parts come out; in red when left out. */
  readonly head?: HeadMode;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
};

/**
 * A paper, or several that go into one file, each with its own page numbers. One of more than a page begins on the front of a sheet, as its page
 * numbers say it does (GB/T 9704—2012 7.5: 单页码居右); a single page goes on whatever side comes, so that reminders need no blank backs.
 */
export type Papers = Paper | readonly [Paper, ...Paper[]];

export type MadePaper = {
  readonly bytes: Uint8Array;
  /** Pages as they are set here; another program that opens a Word file may turn one elsewhere. */
  readonly pages: number;
  /** Faces used and the files they came from, for the document log. */
  readonly fonts: readonly string[];
  /** Characters no font has; each is printed as 〓. */
  readonly missingCharacters: readonly string[];
  /** 格式自查 of the pages as they were set. */
  readonly checks: readonly PaperCheck[];
};

type Typeset = {
  readonly papers: readonly {
    readonly paper: Paper;
    readonly layout: Layout;
    /** A back is left empty, for the paper to begin on a front. */
    readonly blankBefore: boolean;
  }[];
  readonly fonts: FontBook;
  /** A chart of a paper as it was drawn for it, its text in the keys of the font book. */
  readonly chart: (option: unknown) => string;
  readonly pages: number;
  /** Tells the last two steps, and what the paper is besides its bytes. */
  readonly finish: (bytes: Uint8Array) => MadePaper;
};

/** @param writing what the window is told while the file is written */
export async function typeset(paper: Papers, writing: string, options: PaperOptions): Promise<Typeset> {
  const { onProgress = () => undefined, head = 'full' } = options;
  const papers: readonly Paper[] = ('sections' in paper ? [paper] : paper).map((one) => officePaper(one));
  const charts = papers.reduce((sum, one) => sum + countCharts(one), 0);
  const total = charts + 3;
  onProgress('正在读取字体', 0, total);
  const fonts = openFonts(options);
  const drawer = charts > 0 ? await import('./chart.ts') : null;
  const drawn = new Map<unknown, string>();
  onProgress('正在排版', 1, total);
  const drawChart: DrawChart = (option, width, height) => {
    if (!drawer) throw new Error('a chart without a drawer');
    const svg = drawer.withFaces(drawer.drawChart(option, width, height), PAPER_FONT, fonts);
    drawn.set(option, svg);
    onProgress('正在绘制图表', 1 + drawn.size, total);
    return svg;
  };
  let pages = 0;
  const set = papers.map((one) => {
    const layout = layOut(one, fonts, drawChart, head);
    const blankBefore = layout.pages.length > 1 && pages % 2 === 1;
    pages += layout.pages.length + (blankBefore ? 1 : 0);
    return { paper: one, layout, blankBefore };
  });
  onProgress(writing, total - 1, total);
  return {
    papers: set,
    fonts,
    pages,
    chart: (option) => drawn.get(option) ?? '',
    finish: (bytes) => {
      onProgress('完成', total, total);
      return {
        bytes,
        pages,
        fonts: [...fonts.opened()].map(([name, face]) => fontLabel(name, face, fonts.lentBy(face))),
        missingCharacters: fonts.missingCharacters(),
        checks: unlike(set.flatMap(({ paper: one, layout }) => checkPaper(one, layout, fonts))),
      };
    },
  };
}

const countCharts = (document: Paper): number =>
  [...document.sections, ...('annexes' in document ? document.annexes : [])]
    .flatMap((part) => part.blocks)
    .filter((block) => block.kind === 'chart').length;

/** Several papers of a file say the same once. */
const unlike = (checks: readonly PaperCheck[]): readonly PaperCheck[] => [
  ...new Map(checks.map((check) => [check.words, check])).values(),
];
