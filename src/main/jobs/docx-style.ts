/** Measures, faces and styles of Word files: GB/T 9704—2012 in twips. Word's own style part is written whole, since the library knows no grid. */
import type { FaceName, FontBook } from './fonts.ts';
import { BODY_SIZE, CAPTION_PITCH, NOTE_PITCH, SMALL_SIZE, TITLE_PITCH, TITLE_SIZE } from './paper-format.ts';
import { DETAIL_PITCH, ENTRY_PITCH } from './paper-small.ts';
import { mm } from './paper-text.ts';

/** Twentieths of a point. */
export const twips = (points: number): number => Math.round(points * 20);

/**
 * A4. 26 mm at the right, less a third of a point: 28 characters of 15.8 pt need 442.4 pt, and 156 mm are 442.2. 35 mm at the foot, less a point, so
 * that 22 lines fit whatever another program rounds.
 */
export const PAGE = { width: twips(mm(210)), height: twips(mm(297)), top: 2098, right: 1468, bottom: 1965, left: 1588 } as const;
/** Width of the text area of an upright and of a lying page. */
export const WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const LINE = 579;
/**
 * 22 lines and 28 characters, as Word and WPS show them in 页面设置. Paragraphs bring their own exact line and spacing (snapToGrid off): each program
 * lays out a grid of characters its own way. LibreOffice makes the text as wide as a whole number of cells even so: a cell a hair narrower than
 * this and 28 characters do not fit.
 */
export const GRID = { type: 'linesAndChars', linePitch: LINE, charSpace: -805 } as const;
/** 156 mm ÷ 28 is a fifth of a point less than 三号; a tenth more, so that a line holds 28 whatever a program rounds. 29 never fit. */
const TRACKING = -6;
/** Two characters. */
export const INDENT = 2 * (BODY_SIZE * 20 + TRACKING);

/** What the standard calls its faces; an office's own file is named as it names itself. */
const NAMES: Readonly<Record<FaceName, string>> = {
  fang: '仿宋_GB2312',
  kai: '楷体_GB2312',
  hei: '黑体',
  heiBold: '黑体',
  biao: '方正小标宋简体',
  song: '宋体',
};

export const wordName = (name: FaceName, fonts: FontBook): string => {
  const face = fonts.face(name);
  return face.isOfficeFont ? (face.font.getName('fontFamily', 'zh') ?? face.font.familyName) : NAMES[name];
};

/** 仿宋 and 楷体 take their digits from Times New Roman, as Word papers do; the others have their own. */
const latinOf = (name: FaceName, fonts: FontBook): string =>
  name === 'fang' || name === 'kai' ? 'Times New Roman' : wordName(name, fonts);

/** `hint`: “” and — are letters of both scripts; here they are Chinese. */
export const fontOf = (name: FaceName, fonts: FontBook) => {
  const latin = latinOf(name, fonts);
  const own = wordName(name, fonts);
  return { ascii: latin, hAnsi: latin, eastAsia: own, cs: own, hint: 'eastAsia' } as const;
};

type Style = {
  readonly id: string;
  readonly name: string;
  readonly face: FaceName;
  /** Points. */
  readonly size: number;
  /** Exact line, points; null: as high as what stands in it. */
  readonly line: number | null;
  readonly firstLine?: number;
  readonly align?: 'left' | 'center' | 'right' | 'both';
  readonly keepsNext?: true;
  /** 1 to 4: in Word's own list of headings. */
  readonly level?: number;
  readonly tracking?: number;
};

const body = { size: BODY_SIZE, line: LINE / 20, tracking: TRACKING } as const;
const table = { size: 12, line: 15 } as const;
const dense = { size: 9, line: 11 } as const;
export const STYLES = [
  { id: 'Normal', name: 'Normal', face: 'fang', ...body, align: 'both' },
  { id: 'PaperText', name: '公文正文', face: 'fang', ...body, firstLine: INDENT, align: 'both' },
  { id: 'Heading1', name: 'heading 1', face: 'hei', ...body, firstLine: INDENT, keepsNext: true, level: 1 },
  { id: 'Heading2', name: 'heading 2', face: 'kai', ...body, firstLine: INDENT, keepsNext: true, level: 2 },
  { id: 'Heading3', name: 'heading 3', face: 'fang', ...body, firstLine: INDENT, keepsNext: true, level: 3 },
  { id: 'Heading4', name: 'heading 4', face: 'fang', ...body, firstLine: INDENT, keepsNext: true, level: 4 },
  { id: 'PaperTitle', name: '公文标题', face: 'biao', size: TITLE_SIZE, line: TITLE_PITCH, align: 'center' },
  { id: 'PaperAnnex', name: '附件序号', face: 'hei', ...body, keepsNext: true },
  { id: 'PaperClosing', name: '署名日期', face: 'fang', ...body, align: 'right' },
  { id: 'PaperEntry', name: '逐项标题', face: 'hei', size: 12, line: ENTRY_PITCH, keepsNext: true },
  {
    id: 'PaperDetail',
    name: '逐项说明',
    face: 'song',
    size: 10.5,
    line: DETAIL_PITCH,
    keepsNext: true,
    align: 'left',
    tracking: -4,
  },
  { id: 'PaperCaption', name: '表题', face: 'hei', size: 12, line: CAPTION_PITCH, align: 'center', keepsNext: true },
  { id: 'PaperNote', name: '表注', face: 'fang', size: 10.5, line: NOTE_PITCH, align: 'both' },
  { id: 'PaperTableHead', name: '表头', face: 'hei', ...table, align: 'center' },
  { id: 'PaperTable', name: '表文', face: 'fang', ...table, align: 'left' },
  { id: 'PaperDenseHead', name: '密表头', face: 'hei', ...dense, align: 'center' },
  { id: 'PaperDense', name: '密表文', face: 'song', ...dense, align: 'left' },
  { id: 'PaperPicture', name: '图', face: 'song', size: 1, line: null, align: 'left' },
  { id: 'PaperAir', name: '空档', face: 'song', size: 1, line: 1 },
  { id: 'PaperColophon', name: '版记', face: 'fang', size: SMALL_SIZE, line: 24, align: 'left' },
  { id: 'PaperNumber', name: '页码', face: 'song', size: SMALL_SIZE, line: SMALL_SIZE * 1.25 },
  { id: 'PaperFoot', name: '页脚文字', face: 'song', size: 9, line: 9 * 1.4, align: 'left' },
  { id: 'PaperMark', name: '页眉标记', face: 'hei', size: 10.5, line: 14, align: 'center' },
] as const satisfies readonly Style[];
export type StyleId = (typeof STYLES)[number]['id'];

/** word/styles.xml. Order of the elements as the schema wants it. */
export function stylesXml(fonts: FontBook): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
    `<w:docDefaults><w:rPrDefault><w:rPr>${rFonts('fang', fonts)}<w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/>` +
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>' +
    // No air between Han characters and digits, no line kept from its neighbours, nothing drawn to the grid.
    '<w:pPrDefault><w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>' +
    STYLES.map((style) => styleXml(style, fonts)).join('') +
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>' +
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>' +
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
  );
}

const rFonts = (face: FaceName, fonts: FontBook): string => {
  const { ascii, hAnsi, eastAsia, cs } = fontOf(face, fonts);
  return `<w:rFonts w:hint="eastAsia" w:ascii="${ascii}" w:hAnsi="${hAnsi}" w:eastAsia="${eastAsia}" w:cs="${cs}"/>`;
};

function styleXml({ id, name, face, size, line, firstLine, align, keepsNext, level, tracking }: Style, fonts: FontBook): string {
  const isDefault = id === 'Normal';
  const paragraph =
    (keepsNext ? '<w:keepNext/>' : '') +
    '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>' +
    (line === null
      ? '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
      : `<w:spacing w:before="0" w:after="0" w:line="${twips(line)}" w:lineRule="exact"/>`) +
    `<w:ind w:firstLine="${firstLine ?? 0}"${firstLine === undefined ? '' : ' w:firstLineChars="200"'}/>` +
    (align ? `<w:jc w:val="${align}"/>` : '') +
    (level === undefined ? '' : `<w:outlineLvl w:val="${level - 1}"/>`);
  const run =
    rFonts(face, fonts) +
    `<w:spacing w:val="${tracking ?? 0}"/><w:sz w:val="${Math.round(size * 2)}"/><w:szCs w:val="${Math.round(size * 2)}"/>`;
  const next = level === undefined ? '' : '<w:next w:val="PaperText"/>';
  return (
    `<w:style w:type="paragraph"${isDefault ? ' w:default="1"' : ''} w:styleId="${id}"><w:name w:val="${name}"/>` +
    `${isDefault ? '' : '<w:basedOn w:val="Normal"/>'}${next}<w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`
  );
}
