import { Document, Footer, Header, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import { sampleTemplate } from '../../src/main/jobs/docx-sample.ts';
import { checkTemplate, fillTemplate } from '../../src/main/jobs/docx-template.ts';
import {
  bulletinData,
  letterData,
  TEMPLATE_KINDS,
  type TemplateKind,
  templatePlaces,
} from '../../src/shared/bulletin/template-places.ts';
import { aMonth } from '../bulletin/fixture.ts';
import { hasLibreOffice, resaved } from '../support/libreoffice.ts';
import { pdfText } from '../support/pdf-text.ts';

/** A template of paragraphs, a row of cells, and what stands in header and footer. */
async function template(
  paragraphs: readonly (readonly string[])[],
  row: readonly string[] = [],
  header = '',
): Promise<Uint8Array> {
  const paragraph = (pieces: readonly string[]) =>
    // Word cuts a text wherever somebody stopped typing.
    new Paragraph({ children: pieces.map((text, index) => new TextRun({ text, bold: index % 2 === 1 })) });
  const table =
    row.length === 0
      ? []
      : [new Table({ rows: [new TableRow({ children: row.map((text) => new TableCell({ children: [paragraph([text])] })) })] })];
  const document = new Document({
    sections: [
      {
        headers: { default: new Header({ children: [paragraph([header])] }) },
        footers: { default: new Footer({ children: [paragraph(['{{发文机关}}'])] }) },
        children: [...paragraphs.map(paragraph), ...table],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

const partText = (bytes: Uint8Array, part: string): string =>
  [...(new PizZip(bytes).file(part)?.asText() ?? '').matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map(([, text]) => text)
    .join('');

const month = aMonth();
const WORK = {
  next: '2018-03',
  work: { [month.districts.evaluation.entries[0]?.organisation ?? '']: { due: [], problems: [], notices: [] } },
};
const dataOf = (kind: TemplateKind) => {
  const [entry] = month.districts.evaluation.entries;
  if (!entry) throw new Error('nobody is ranked');
  return kind === 'bulletin' ? bulletinData(month) : letterData(month, month.districts, entry, WORK);
};

describe.each(TEMPLATE_KINDS)('%s', (kind) => {
  test('every placeholder of the list has its value, and no value is without its place in the list', () => {
    const data = dataOf(kind);
    expect(Object.keys(data).sort()).toEqual(templatePlaces[kind].map(({ name }) => name).sort());
  });
  test('the sample names each of them, passes the check and is filled without a bracket left', async () => {
    const sample = await sampleTemplate(kind);
    const text = partText(sample, 'word/document.xml');
    for (const { name, columns } of templatePlaces[kind]) {
      expect(text).toContain(columns ? `{{#${name}}}` : `{{${name}}}`);
      for (const column of columns ?? []) expect(text).toContain(`{{${column}}}`);
    }
    expect(checkTemplate(sample, kind)).toEqual([]);
    const filled = partText(fillTemplate(sample, dataOf(kind)), 'word/document.xml');
    expect(filled).not.toMatch(/[{}]/);
    expect(filled).toContain('2018年2月份');
  });
});

describe('a template is filled', () => {
  test('across pieces, in header and footer, keeping the style of the piece the name begins in', async () => {
    const bytes = await template([['关于{{考核', '期标题}}', '的通报'], ['{{ 第一名 }}得{{第一名得分}}分']], [], '{{标注}}');
    expect(checkTemplate(bytes, 'bulletin')).toEqual([]);
    const filled = fillTemplate(bytes, bulletinData(month));
    const [first] = month.districts.evaluation.entries;
    expect(partText(filled, 'word/document.xml')).toBe(`关于2018年2月份的通报${first?.name}得${first?.score}分`);
    expect(partText(filled, 'word/header1.xml')).toBe('演示数据');
    expect(partText(filled, 'word/footer1.xml')).toBe(month.office.issuer);
  });
  test('the row of a table is repeated, one a unit, with the figures of the ranking', async () => {
    const bytes = await template([], ['{{#排名表}}{{名次}}', '{{单位}}', '{{得分}}{{/排名表}}']);
    const xml = new PizZip(fillTemplate(bytes, bulletinData(month))).file('word/document.xml')?.asText() ?? '';
    const rows = [...xml.matchAll(/<w:tr[ >][\s\S]*?<\/w:tr>/g)].map(([row]) =>
      [...row.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
        .map(([, text]) => text)
        .join(' ')
        .trim(),
    );
    expect(rows).toEqual(month.districts.evaluation.entries.map(({ rank, name, score }) => `${rank} ${name} ${score}`));
  });
  test('what stands in the data is never code, nor markup', async () => {
    const bytes = await template([['{{发文机关}}']]);
    const filled = fillTemplate(bytes, { 发文机关: '<w:b/>&{{第一名}}=1+1' });
    expect(partText(filled, 'word/document.xml')).toBe('&lt;w:b/&gt;&amp;{{第一名}}=1+1');
  });
});

describe('the check names what is wrong and where it stands', () => {
  test.each([
    [
      'an unknown name, with the likeliest ones',
      [['标题'], ['得分最高的是{{第一明}}']],
      [],
      '正文第 2 段',
      /没有“第一明”这个占位符，是不是“第一名”/,
    ],
    ['a name that is not closed', [['第一段'], ['得分{{第一名 的']], [], '正文第 2 段', /“\{\{第一名/],
    ['a table without its row', [['{{排名表}}']], [], '正文第 1 段', /“排名表”是表格.*\{\{#排名表\}\}/],
    [
      'a row that is not closed',
      [['一']],
      ['{{#排名表}}{{名次}}', '{{得分}}'],
      '正文第 2 段',
      /\{\{#排名表\}\} 没有配对的 \{\{\/排名表\}\}/,
    ],
    [
      'a column that another table has',
      [['一']],
      ['{{#排名表}}{{节点}}', '{{得分}}{{/排名表}}'],
      '正文第 2 段',
      /“排名表”的一行里没有“节点”/,
    ],
    ['a column outside its row', [['{{升降}}']], [], '正文第 1 段', /“升降”是“排名表”一行里的/],
    ['a word used as a table', [['{{#第一名}}甲{{第一名得分}}{{/第一名}}']], [], '正文第 1 段', /“第一名”不是表格/],
    ['a path into what every object has', [['{{constructor}}']], [], '正文第 1 段', /没有“constructor”这个占位符/],
  ])('%s', async (_, paragraphs, row, place, words) => {
    const problems = checkTemplate(await template(paragraphs, row), 'bulletin');
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]?.place).toBe(place);
    expect(problems[0]?.words).toMatch(words);
  });
  test('in the header too, and each fault of several', async () => {
    const problems = checkTemplate(await template([['{{甲乙}}'], ['{{丙丁}}']], [], '{{戊己}}'), 'bulletin');
    expect(problems.map(({ place }) => place)).toEqual(expect.arrayContaining(['正文第 1 段', '正文第 2 段', '页眉第 1 段']));
    expect(problems).toHaveLength(3);
  });
  test('a name of the other kind is unknown here; what is no Word file is said', async () => {
    expect(checkTemplate(await template([['{{单位}}']]), 'letter')).toEqual([]);
    expect(checkTemplate(await template([['{{主送}}']]), 'letter')).toHaveLength(1);
    expect(() => checkTemplate(new TextEncoder().encode('PK不是'), 'letter')).toThrowError(
      expect.objectContaining({ code: 'template.unreadable' }),
    );
  });
});

test.skipIf(!hasLibreOffice)('LibreOffice prints the filled sample', async () => {
  const filled = fillTemplate(await sampleTemplate('bulletin'), bulletinData(month));
  const text = (await pdfText(resaved(filled, 'filled.docx', 'pdf'))).join('').replace(/\s/g, '');
  for (const { name, score } of month.districts.evaluation.entries) expect(text).toContain(`${name}${score}`);
  expect(text).not.toContain('{{');
});
