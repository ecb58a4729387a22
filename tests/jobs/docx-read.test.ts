import { describe, expect, it } from 'vitest';
import { readTables } from '../../src/main/jobs/docx-read.ts';
import { readRoadmap } from '../../src/shared/tasks/roadmap.ts';
import { aUnit } from '../sheets/sheet.ts';
import { zipOf } from './zip.ts';

type Cell = string | { readonly text: string; readonly properties: string };
const cell = (given: Cell): string => {
  const { text, properties } = typeof given === 'string' ? { text: given, properties: '' } : given;
  const runs = text
    .split('\n')
    .map((part) => `<w:p><w:r><w:t xml:space="preserve">${part}</w:t></w:r></w:p>`)
    .join('');
  return `<w:tc><w:tcPr><w:tcW w:w="900"/>${properties}</w:tcPr>${runs}</w:tc>`;
};
const table = (rows: readonly (readonly Cell[])[]): string =>
  `<w:tbl><w:tblPr/>${rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;
const docx = (body: string): Buffer =>
  zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'word/document.xml',
      content: `<?xml version="1.0"?><w:document xmlns:w="urn"><w:body><w:p><w:r><w:t>路线图</w:t></w:r></w:p>${body}</w:body></w:document>`,
    },
  ]);
const START: Cell = { text: '', properties: '<w:vMerge w:val="restart"/>' };
const down = (text: string): Cell => ({ ...START, text });
const DOWN: Cell = { text: '被合并', properties: '<w:vMerge/>' };
const wide = (text: string, span: number): Cell => ({ text, properties: `<w:gridSpan w:val="${span}"/>` });

describe('tables of a Word document', () => {
  it('become sheets with their merges; text outside of tables does not', async () => {
    const bytes = docx(
      table([
        ['序号', '改革事项', '责任单位', '完成时限'],
        [wide('一、经济体制改革', 4)],
        ['1', down('投资 &amp; 融资'), '张店区', '3月底前'],
        ['', DOWN, '', '9月底前'],
      ]),
    );
    const [sheet, ...others] = await readTables(bytes, '路线图.docx');
    expect(others).toEqual([]);
    expect(sheet).toMatchObject({ name: '表1', rows: 4, columns: 4 });
    expect(sheet?.cells.map((row) => row.map(({ text }) => text))).toEqual([
      ['序号', '改革事项', '责任单位', '完成时限'],
      ['一、经济体制改革', '', '', ''],
      ['1', '投资 & 融资', '张店区', '3月底前'],
      ['', '', '', '9月底前'],
    ]);
    expect(sheet?.merges).toEqual([
      { top: 1, left: 0, bottom: 1, right: 3 },
      { top: 2, left: 1, bottom: 3, right: 1 },
    ]);
    const { items, problems } = readRoadmap(sheet ? [sheet] : [], {
      year: '2018',
      organisations: [aUnit('ZD', '张店区')],
      known: [],
    });
    expect(problems).toEqual([]);
    expect(items).toMatchObject([
      { number: '1', title: '投资 & 融资', field: '经济体制改革', deadline: '2018-09-30', nodes: [{ dueOn: '2018-03-31' }] },
    ]);
  });
  it('keeps the lines of a cell and the text of a table inside it', async () => {
    const inner = table([['内表一', '内表二']]);
    const bytes = docx(
      `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r></w:p>${inner}</w:tc></w:tr></w:tbl>${table([['乙']])}`,
    );
    const sheets = await readTables(bytes, '两张.docx');
    expect(
      sheets.map(({ name, cells }) => [name, cells[0]?.map(({ text }) => text.split('\n').filter((part) => part !== ''))]),
    ).toEqual([
      ['表1', [['上', '下', '内表一', '内表二']]],
      ['表2', [['乙']]],
    ]);
  });
  it('refuses a document without a table, and hands everything else to the reader of workbooks', async () => {
    const messageOf = (bytes: Buffer, name: string) =>
      readTables(bytes, name).then(
        () => 'read',
        (error: { parameters?: { detail?: string } }) => error.parameters?.detail ?? '',
      );
    expect(await messageOf(docx('<w:p/>'), '空.docx')).toContain('没有表格');
    expect(await messageOf(zipOf([{ name: 'a.txt', content: 'x' }]), '包.zip')).toContain('压缩包');
    expect(await messageOf(Buffer.from('%PDF-1.4'), '甲.pdf')).toContain('PDF');
    const [sheet] = await readTables(Buffer.from('序号,改革事项\n1,甲'), '甲.csv');
    expect(sheet?.cells[1]?.map(({ text }) => text)).toEqual(['1', '甲']);
  });
});
