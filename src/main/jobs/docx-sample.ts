/** 样本: a Word template that names every placeholder of its kind once, in the measures of 公文, to be taken apart and made one's own. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  LineRuleType,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type TemplateKind, type TemplatePlace, templateName, templatePlaces } from '../../shared/bulletin/template-places.ts';

/** 版心 of a 公文 in twentieths of a point: 156 mm. */
const TEXT_WIDTH = 8844;
const PAGE = { size: { width: 11906, height: 16838 }, margin: { top: 2098, bottom: 1985, left: 1588, right: 1474 } };
const LINE = { line: 579, lineRule: LineRuleType.EXACTLY };

const font = (name: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name });
const text = (words: string, name = '仿宋_GB2312', size = 32): TextRun => new TextRun({ text: words, font: font(name), size });
const paragraph = (words: string): Paragraph =>
  new Paragraph({ children: [text(words)], indent: { firstLine: 640 }, spacing: LINE, alignment: AlignmentType.BOTH });
const title = (words: string): Paragraph =>
  new Paragraph({
    children: [text(words, '方正小标宋简体', 44)],
    alignment: AlignmentType.CENTER,
    spacing: { ...LINE, after: 579 },
  });
const atRight = (words: string): Paragraph =>
  new Paragraph({ children: [text(words)], spacing: LINE, alignment: AlignmentType.RIGHT, indent: { right: 640 } });
const heading = (words: string): Paragraph =>
  new Paragraph({ children: [text(words, '黑体')], indent: { firstLine: 640 }, spacing: LINE, keepNext: true });

const OPENINGS: Readonly<Record<TemplateKind, readonly string[]>> = {
  bulletin: [
    '{{主送}}：',
    '现将{{考核期标题}}改革督察情况通报如下。本期{{区县数}}个区县平均{{区县平均分}}分，{{第一名}}列第一（{{第一名得分}}分），{{末位}}列末位（{{末位得分}}分）。',
    '会议典型发言：{{典型发言单位}}。表态发言：{{表态发言单位}}。',
    '{{会诊说明}}',
  ],
  letter: [
    '{{单位}}：',
    '现将你单位{{考核期标题}}改革督察情况函告如下。你单位得{{得分}}分，列第{{名次}}位；{{区县数}}个区县平均{{区县平均分}}分，{{第一名}}最高（{{第一名得分}}分），{{末位}}最低（{{末位得分}}分）。',
    '{{得分说明}}{{失分说明}}',
  ],
};
const SIGNATURE = ['{{发文机关}}', '{{成文日期}}'];
const CLOSINGS: Readonly<Record<TemplateKind, readonly string[]>> = {
  bulletin: ['{{发文字号}}　抄送：{{抄送}}', '考核期：{{考核期}}　{{标注}}　封存码：{{封存码}}'],
  letter: ['考核期：{{考核期}}　{{标注}}　封存码：{{封存码}}'],
};

const WIDE = ['单位', '任务', '问题', '事项'];

/** Heads and the one row that is repeated: its first cell opens the table's name, its last closes it. */
function sampleTable({ name, columns = [] }: TemplatePlace): Table {
  // Names and texts take twice the room of a figure.
  const shares = columns.map((column) => (WIDE.includes(column) ? 2 : 1));
  const unit = Math.floor(TEXT_WIDTH / shares.reduce((sum, share) => sum + share, 0));
  const widths = shares.map((share) => share * unit);
  const row = (texts: readonly string[], isHead: boolean): TableRow =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: texts.map(
        (words, at) =>
          new TableCell({
            width: { size: widths[at] ?? unit, type: WidthType.DXA },
            verticalAlign: VerticalAlign.CENTER,
            children: [
              new Paragraph({ children: [text(words, isHead ? '黑体' : '仿宋_GB2312', 21)], alignment: AlignmentType.CENTER }),
            ],
          }),
      ),
    });
  const last = columns.length - 1;
  const cells = columns.map((column, at) => `${at === 0 ? `{{#${name}}}` : ''}{{${column}}}${at === last ? `{{/${name}}}` : ''}`);
  const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: [row(columns, true), row(cells, false)],
  });
}

/** Writes the sample of a kind. */
export async function sampleTemplate(kind: TemplateKind): Promise<Uint8Array> {
  const tables = templatePlaces[kind].filter(({ columns }) => columns !== undefined);
  const name = templateName[kind];
  const document = new Document({
    title: `${name}模板样本`,
    creator: '六个一',
    compatibility: { version: 15 },
    sections: [
      {
        properties: { page: PAGE },
        children: [
          title(kind === 'bulletin' ? '关于{{考核期标题}}改革督察情况的通报' : '关于{{考核期标题}}改革督察考核情况的函'),
          ...OPENINGS[kind].map(paragraph),
          ...tables.flatMap((place) => [heading(place.name.replace(/表$/, '')), sampleTable(place)]),
          ...SIGNATURE.map(atRight),
          ...CLOSINGS[kind].map(paragraph),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
