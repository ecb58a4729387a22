/**
 * A plain paper as a Word file, in the measures of GB/T 9704—2012 (features.md §8.1): to be edited further in WPS or Word. Fonts are named, not
 * embedded: 方正小标宋, 仿宋_GB2312, 楷体_GB2312 and 黑体 are the office's own.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
} from 'docx';
import { type DocumentBlock, numbered, type Table as PaperTable, type PlainPaper } from '../../shared/bulletin/document.ts';

/** Twips: a twentieth of a point, 567 to a centimetre. */
const twips = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);
/** 版心 156 mm wide; 22 lines of 28 characters on it. */
const WIDTH = twips(156);
const LINE = 579;
/** 156 mm ÷ 28 is a quarter of a point less than 三号: a grid of characters would say so, but WPS, Word and LibreOffice each lay it out otherwise. */
const TRACKING = -5;
/** Half points: 2号 44, 3号 32, 4号 28, 小四 24, 五号 21. */
const SIZES = { title: 44, body: 32, page: 28, table: 24, small: 21 } as const;
const INDENT = 640;

const face = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia, cs: 'Times New Roman' });
const FANG = face('仿宋_GB2312');
const KAI = face('楷体_GB2312');
const HEI = face('黑体');
const BIAO = face('方正小标宋简体');
const SONG = { ascii: '宋体', hAnsi: '宋体', eastAsia: '宋体', cs: '宋体' };

const run = (text: string, options: IRunOptions): TextRun =>
  new TextRun({ ...options, text, ...(options.size === SIZES.body ? { characterSpacing: TRACKING } : {}) });
const exactLine = { line: LINE, lineRule: LineRuleType.EXACT };
const line = (options: IParagraphOptions): Paragraph => new Paragraph({ spacing: exactLine, ...options });

/**
 * Writes a paper.
 * @throws RangeError for a paper with a chart or a QR code: those are drawn for the PDF
 */
export async function renderDocx(paper: PlainPaper): Promise<Uint8Array> {
  const pageNumber = (alignment: (typeof AlignmentType)[keyof typeof AlignmentType]): Footer =>
    new Footer({
      children: [
        new Paragraph({
          alignment,
          indent: { left: SIZES.page * 10, right: SIZES.page * 10 },
          children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: SONG, size: SIZES.page })],
        }),
      ],
    });
  const marks = (): Header =>
    new Header({
      children: [
        new Paragraph({
          alignment: AlignmentType.RIGHT,
          children: [run(paper.marks.join('　'), { font: HEI, size: SIZES.small, color: '595959' })],
        }),
      ],
    });
  const { issuer, date } = paper.signature;
  const signature = (text: string): Paragraph =>
    line({ alignment: AlignmentType.RIGHT, indent: { right: INDENT }, children: [run(text, { font: FANG, size: SIZES.body })] });
  const document = new Document({
    title: paper.name,
    creator: issuer,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: FANG, size: SIZES.body, language: { eastAsia: 'zh-CN', value: 'zh-CN' } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: { top: twips(37), right: twips(26), bottom: twips(35), left: twips(28), footer: twips(25) },
          },
          // Every line has its exact height; no line is drawn to a grid, those in tables neither.
          grid: { linePitch: LINE },
        },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        ...(paper.marks.length > 0 ? { headers: { default: marks(), even: marks() } } : {}),
        children: [
          ...paper.title.map(
            (text) =>
              new Paragraph({
                alignment: AlignmentType.CENTER,
                spacing: { line: 680, lineRule: LineRuleType.EXACT },
                children: [run(text, { font: BIAO, size: SIZES.title })],
              }),
          ),
          line({ children: [] }),
          ...(paper.addressee ? [line({ children: [run(`${paper.addressee}：`, { font: FANG, size: SIZES.body })] })] : []),
          ...numbered(paper.sections).flatMap(blockOf),
          line({ children: [] }),
          ...[issuer, date].filter((text) => text !== '').map(signature),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

const headingFont = (level: number) => (level === 1 ? HEI : level === 2 ? KAI : FANG);

function blockOf(block: DocumentBlock): readonly (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading': {
      const font = headingFont(block.level);
      const children = [run(`${block.number ?? ''}${block.text}`, { font, size: SIZES.body })];
      return [line({ indent: { firstLine: INDENT }, keepNext: true, children })];
    }
    case 'paragraph': {
      const { lead, runs, small } = block;
      const size = small ? SIZES.table : SIZES.body;
      const head = lead ? [run(`${lead.number ?? ''}${lead.text}`, { font: headingFont(lead.level), size })] : [];
      const label = small?.form === 'detail' ? [run(small.label, { font: HEI, size })] : [];
      const aside = small?.form === 'entry' ? [run(`　${small.aside}`, { font: FANG, size })] : [];
      const text = runs.map(({ text: words, bold }) => run(words, { font: bold ? HEI : FANG, size }));
      return [
        line({
          alignment: AlignmentType.BOTH,
          indent: { firstLine: INDENT },
          children: [...label, ...head, ...text, ...aside],
        }),
      ];
    }
    case 'table':
      return [
        ...(block.caption
          ? [
              line({
                alignment: AlignmentType.CENTER,
                keepNext: true,
                children: [run(block.caption, { font: HEI, size: SIZES.table })],
              }),
            ]
          : []),
        tableOf(block.table),
        new Paragraph({
          spacing: { line: 320, lineRule: LineRuleType.EXACT, after: 160 },
          children: block.note ? [run(block.note, { font: FANG, size: SIZES.small })] : [],
        }),
      ];
    case 'chart':
    case 'code':
      throw new RangeError('a paper with charts or codes is written as PDF');
  }
}

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

function tableOf({ columns, rows, strong, size }: PaperTable): Table {
  const total = columns.reduce((all, { width }) => all + width, 0);
  // WPS takes the widths of the grid, and those of the cells have to agree with it.
  const widths = columns.map(({ width }) => Math.floor((WIDTH * width) / total));
  const points = size === 'dense' ? SIZES.small : SIZES.table;
  const cell = (text: string, at: number, font: ReturnType<typeof face>, isHead: boolean): TableCell =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: 'dxa' },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: 60, right: 60, top: 30, bottom: 30 },
      children: [
        new Paragraph({
          alignment: isHead ? AlignmentType.CENTER : ALIGN[columns[at]?.align ?? 'left'],
          spacing: { line: points * 13, lineRule: LineRuleType.AT_LEAST },
          children: [run(text, { font, size: points })],
        }),
      ],
    });
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  return new Table({
    width: { size: WIDTH, type: 'dxa' },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ heading }, at) => cell(heading, at, HEI, true)),
      }),
      ...rows.map(
        (row, index) =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, at) => cell(text, at, strong?.includes(index) ? HEI : FANG, false)),
          }),
      ),
    ],
  });
}
