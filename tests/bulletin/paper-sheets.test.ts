import { describe, expect, test } from 'vitest';
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import type { PlainPaper } from '../../src/shared/bulletin/document.ts';
import { figureOf, paperSheets } from '../../src/shared/bulletin/paper-sheets.ts';
import { aMonth } from './fixture.ts';

describe('a printed number becomes a native one that prints the same', () => {
  test.each([
    ['93.53', '93.53', '0.00'],
    ['0', '0', '0'],
    ['84.90', '84.90', '0.00'],
    ['−1.20', '-1.20', '0.00;"−"0.00'],
    ['-3', '-3', '0;"-"0'],
    ['+0.60', '0.60', '"+"0.00'],
    ['+0.00', '0.00', '0.00;0.00;"+"0.00'],
    ['1,234.5', '1234.5', '#,##0.0'],
    ['12.5%', '0.125', '0.0%'],
    ['100%', '1.00', '0%'],
    ['7%', '0.07', '0%'],
  ])('%s', (text, value, format) => {
    expect(figureOf(text)).toEqual({ value, format });
  });
  test.each(['010203', '—', '', '缺报', '3/5', '升2', '1.', '.5', '1,23', '=1', '00', '12 ', '２'])('“%s” stays text', (text) => {
    expect(figureOf(text)).toBeNull();
  });
});

test('a bulletin: its text, then a sheet for every table with the figures of the paper, its marks and its seal', () => {
  const facts = aMonth();
  const paper = composeBulletin(facts);
  const sheets = paperSheets([paper]);
  const count = [...paper.sections, ...paper.annexes]
    .flatMap(({ blocks }) => blocks)
    .filter(({ kind }) => kind === 'table').length;
  expect(sheets).toHaveLength(count + 1);
  expect(sheets[0]?.rows[0]).toEqual([`${paper.addressee}：`]);
  expect(sheets[0]?.rows.flat().join('\n')).toContain('现将有关情况通报如下');
  for (const sheet of sheets) {
    expect(sheet.marks).toEqual(['演示数据']);
    expect(sheet.seal).toContain('封存码 KKK1C-35KR0-BPSVD-VR7D6');
  }
  const [first] = facts.districts.evaluation.entries;
  const ranking = sheets.find(({ columns }) => columns.some(({ heading }) => heading === '升降'));
  expect(ranking?.rows[0]?.[0]).toEqual({ value: '1', format: '0' });
  expect(ranking?.rows[0]?.[1]).toBe(first?.name);
  expect(ranking?.rows[0]?.[2]).toEqual({ value: first?.score, format: '0.00' });
});

test('several papers of one file keep apart, and a column of codes stays text', () => {
  const paper = (running: string): PlainPaper => ({
    name: '单',
    title: ['办理', '单'],
    running,
    signature: { issuer: '', date: '' },
    datedOn: null,
    marks: [],
    sections: [
      {
        id: 'text',
        title: null,
        blocks: [
          {
            kind: 'table',
            table: {
              columns: [
                { heading: '编码', align: 'center', width: 10 },
                { heading: '得分', align: 'right', width: 10 },
              ],
              rows: [['370303', '370303']],
            },
            note: '注',
          },
        ],
      },
    ],
  });
  const sheets = paperSheets([paper('张店区'), paper('淄川区')]);
  expect(sheets.map(({ name }) => name)).toEqual(['张店区 办理单', '淄川区 办理单']);
  expect(sheets[0]?.rows[0]).toEqual(['370303', { value: '370303', format: '0' }]);
  expect(sheets[0]?.note).toBe('注');
});
