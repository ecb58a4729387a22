/**
 * A paper as a Word file, to be edited further in WPS or Word: the same words, tables and drawings as its PDF, in the measures its pages were set in.
 * Fonts are named, not embedded: 方正小标宋, 仿宋_GB2312, 楷体_GB2312 and 黑体 are the office's own. Styles, explicit widths, no fields but the page number,
 * no text boxes and no table inside another: what WPS and Word lay out alike.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  type ISectionOptions,
  Packer,
  PageOrientation,
  type Paragraph,
  SectionType,
} from 'docx';
import {
  annexNames,
  type DocumentBlock,
  type HeadMode,
  type Paper,
  type PaperDocument,
  type PlainPaper,
} from '../../shared/bulletin/document.ts';
import { blocksContent } from './docx-blocks.ts';
import { colophonContent, documentHead, type FrameKind, MARGINS, plainTitle, surroundings } from './docx-frame.ts';
import { openPictures } from './docx-picture.ts';
import { GRID, INDENT, LINE, PAGE, stylesXml, twips, wordName } from './docx-style.ts';
import { air, type Content, line, type Work, words } from './docx-text.ts';
import type { Face } from './fonts.ts';
import { cell, landscape, pitch, portrait } from './paper-format.ts';
import { isLetter, titleTexts } from './paper-frame.ts';
import { annexLabel, type Layout, signaturePlaces } from './paper-layout.ts';
import { type MadePaper, type PaperOptions, type Papers, typeset } from './paper-typeset.ts';

/** Writes a paper, or several one after the other, each with its own page numbers. */
export async function renderDocx(paper: Papers, options: PaperOptions): Promise<MadePaper> {
  const { papers, fonts, chart, finish } = await typeset(paper, '正在生成 Word 文稿', options);
  const nameOf = (face: Face): string => {
    const own = [...fonts.opened()].find(([, opened]) => opened === face)?.[0];
    return `'${wordName(own ?? 'hei', fonts)}'`;
  };
  const draw = await openPictures(fonts, nameOf);
  const mode = options.head ?? 'full';
  const sections = papers.flatMap(({ paper: one, layout }, index) => {
    const isSingle = papers.length > 1 && layout.pages.length === 1;
    const work: Work = { fonts, draw, chart, settings: layout.settings, isSingle };
    const [first, ...others] =
      'redHead' in one ? documentSections(one, layout, mode, work) : plainSections(one, layout, mode, work);
    return index === 0 || isSingle ? [first, ...others] : [fromPageOne(first), ...others];
  });
  const [{ name, signature, datedOn }] = 'sections' in paper ? [paper] : paper;
  const document = new Document({
    title: name,
    creator: signature.issuer,
    lastModifiedBy: signature.issuer,
    evenAndOddHeaderAndFooters: true,
    compatibility: { version: 15 },
    externalStyles: stylesXml(fonts),
    sections,
  });
  return finish(await settled(await Packer.toBuffer(document), datedOn));
}

/**
 * What the library leaves open: the same paper is the same file, whenever it is written (a frozen file can be made again and compared), and signs of
 * punctuation give up their blank halves where two meet or a line is full, as on the pages set here.
 * @param datedOn the day of the paper, as in its PDF; null: today
 */
async function settled(bytes: Uint8Array, datedOn: string | null): Promise<Uint8Array> {
  const { default: PizZip } = await import('pizzip');
  const zip = new PizZip(bytes);
  let drawings = 0;
  const change = (part: string, to: (xml: string) => string): void => {
    zip.file(part, to(zip.file(part)?.asText() ?? ''));
  };
  for (const part of Object.keys(zip.files).filter((name) => /^word\/(document|header\d+|footer\d+)\.xml$/.test(name))) {
    change(part, (xml) => xml.replace(/<wp:docPr id="\d+"/g, () => `<wp:docPr id="${++drawings}"`));
  }
  change('word/settings.xml', (xml) =>
    xml.replace('<w:compat>', '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'),
  );
  if (datedOn !== null) {
    change('docProps/core.xml', (xml) => xml.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, `${datedOn}T00:00:00Z`));
  }
  for (const file of Object.values(zip.files)) file.date = new Date(1980, 0, 1);
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
}

type Sections = readonly [ISectionOptions, ...ISectionOptions[]];

const fromPageOne = (section: ISectionOptions): ISectionOptions => ({
  ...section,
  properties: {
    ...section.properties,
    type: SectionType.ODD_PAGE,
    page: { ...section.properties?.page, pageNumbers: { start: 1 } },
  },
});

function section(paper: Paper, kind: FrameKind, children: readonly Content[], mode: HeadMode, work: Work): ISectionOptions {
  const isLying = kind === 'lying';
  const margin = isLying
    ? { top: PAGE.left, right: PAGE.top, bottom: PAGE.right, left: PAGE.bottom }
    : { top: PAGE.top, right: PAGE.right, bottom: PAGE.bottom, left: PAGE.left };
  const orientation = isLying ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT;
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: kind === 'letter' || work.isSingle,
      page: { size: { width: PAGE.width, height: PAGE.height, orientation }, margin: { ...margin, ...MARGINS } },
      grid: GRID,
    },
    ...surroundings(paper, kind, mode, work),
    children,
  };
}

function documentSections(paper: PaperDocument, layout: Layout, mode: HeadMode, work: Work): Sections {
  const text: readonly Content[] = [
    ...documentHead(paper, mode, work),
    addressee(paper.addressee, work),
    ...textContent(layout.text, work),
    ...closing(paper, layout, work),
  ];
  const annexes = paper.annexes.map((annex, index) => {
    const kind = annex.orientation === 'landscape' ? ('lying' as const) : ('upright' as const);
    const { width } = kind === 'lying' ? landscape : portrait;
    const titles = titleTexts([annex.title], width, work.fonts);
    const content = [
      line('PaperAnnex', words(annexLabel(paper, index), 'PaperAnnex', work), { spacing: { after: LINE } }),
      ...titles.map((title, at) =>
        line('PaperTitle', words(title, 'PaperTitle', work), {
          keepNext: true,
          spacing: { after: at === titles.length - 1 ? 20 : 0 },
        }),
      ),
      ...blocksContent(annex.blocks, width, work),
    ];
    return { kind, content };
  });
  const parts: { readonly kind: FrameKind; readonly content: readonly Content[] }[] = [
    { kind: 'upright', content: text },
    ...annexes,
  ];
  const last = parts.at(-1);
  if (layout.colophon === 'here' && last) {
    parts[parts.length - 1] = { ...last, content: [...last.content, ...colophonContent(paper, true, work), air(1)] };
  }
  const sections = parts.map(({ kind, content }) => section(paper, kind, content, mode, work));
  if (layout.colophon !== 'here') {
    const kind = layout.colophon === 'afterBlank' ? 'numberless' : 'upright';
    const own = section(paper, kind, colophonContent(paper, false, work), mode, work);
    sections.push({ ...own, properties: { ...own.properties, type: SectionType.EVEN_PAGE } });
  }
  const [first, ...others] = sections;
  return [first ?? section(paper, 'upright', text, mode, work), ...others];
}

function plainSections(paper: PlainPaper, layout: Layout, mode: HeadMode, work: Work): Sections {
  const receipt = paper.receipt ?? [];
  const content: readonly Content[] = [
    ...plainTitle(paper, work),
    ...(paper.number === undefined || isLetter(paper)
      ? []
      : [line('Normal', words(paper.number, 'Normal', work), { alignment: AlignmentType.CENTER, keepNext: true })]),
    ...(paper.addressee === undefined ? [] : [addressee(paper.addressee, work)]),
    ...textContent(layout.text, work),
    ...closing(paper, layout, work),
    ...(receipt.length === 0 ? [] : [cutLine()]),
    // All of it on one page.
    ...blocksContent(receipt, portrait.width, work, (at) => (at < receipt.length - 1 ? 'all' : 'nothing')),
  ];
  return [section(paper, isLetter(paper) ? 'letter' : 'upright', content, mode, work)];
}

/** The text; its last block is kept with 署名, and the one before where that is a single line. */
function textContent(blocks: readonly DocumentBlock[], work: Work): readonly Content[] {
  const last = blocks.at(-1);
  const kept = last && work.settings.get(last)?.isOneLine ? 2 : 1;
  return blocksContent(blocks, portrait.width, work, (at) => (at >= blocks.length - kept ? 'end' : 'nothing'));
}

const addressee = (text: string, work: Work): Paragraph =>
  line('Normal', words(`${text.replace(/[:：]$/, '')}：`, 'Normal', work));

/** 附件说明, 署名, 成文日期 and 附注, where paper-layout.ts puts them. */
function closing(paper: Paper, { closing: { gap, air: lines, left } }: Layout, work: Work): readonly Content[] {
  // On a full page an empty line is given up: a line of text more, set by another program, must not turn it.
  const empty = left < pitch && lines > 1 ? lines - 1 : lines;
  const { signature } = paper;
  if (signature.issuer === '') return [];
  const names = 'annexes' in paper ? annexNames(paper.annexes) : [];
  const hang = twips(5 * cell);
  const lead = twips(3 * cell);
  const { issuerX, dateX, issuer, date } = signaturePlaces(signature, work.fonts);
  const fromRight = (x: number, width: number) => ({ right: twips(Math.max(0, portrait.width - x - width)) });
  const room = twips(gap);
  const before = (at: number): number => (at === 0 ? room + LINE : 0);
  const remark = 'remark' in paper ? paper.remark : null;
  return [
    ...names.map((name, at) =>
      line('Normal', words(at === 0 ? `附件：${name}` : name, 'Normal', work), {
        keepNext: true,
        indent: { left: hang, hanging: at === 0 ? lead : 0 },
        spacing: { before: before(at) },
      }),
    ),
    line('PaperClosing', words(signature.issuer, 'PaperClosing', work), {
      keepNext: true,
      indent: fromRight(issuerX, issuer.width),
      spacing: { before: empty * LINE + (names.length === 0 ? room : 0) },
    }),
    line('PaperClosing', words(signature.date, 'PaperClosing', work), {
      keepNext: remark !== null,
      indent: fromRight(dateX, date.width),
    }),
    ...(remark === null ? [] : [line('Normal', words(`（${remark}）`, 'Normal', work), { indent: { left: INDENT } })]),
  ];
}

/** Dashes across the page, in the middle of an empty line. */
function cutLine(): Paragraph {
  const half = twips(pitch / 2);
  return line('Normal', [], {
    keepNext: true,
    spacing: { line: half, lineRule: 'exact', after: half },
    border: { bottom: { style: BorderStyle.DASHED, size: 4, space: 0, color: '000000' } },
  });
}
