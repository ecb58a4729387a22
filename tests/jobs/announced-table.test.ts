/** “尚有2个问题没有销号：” never stands alone at the foot of a page, wherever the page turns. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renderPdf } from '../../src/main/jobs/pdf.ts';
import type { DocumentBlock, PlainPaper } from '../../src/shared/bulletin/document.ts';
import { paragraphs, words } from '../../src/shared/bulletin/phrases.ts';
import { pdfText } from '../support/pdf-text.ts';
import { RESOURCES } from '../support/program.ts';

const ROWS = Array.from({ length: 30 }, (_, index) => [String(index + 1), '窗口没有公布一次性告知单']);
const table: DocumentBlock = {
  kind: 'table',
  table: {
    columns: [
      { heading: '序号', align: 'center', width: 10 },
      { heading: '问题', align: 'left', width: 90 },
    ],
    rows: ROWS,
  },
};
const paper = (lines: number): PlainPaper => ({
  name: '函',
  title: ['函'],
  running: '函',
  signature: { issuer: '市委改革办', date: '2018年3月5日' },
  datedOn: '2018-03-05',
  marks: [],
  sections: [
    { id: 'a', title: null, blocks: paragraphs(Array.from({ length: lines }, () => words`正文一行。`)) },
    { id: 'b', title: '督察发现的问题', blocks: [...paragraphs([words`尚有${30}个问题没有销号：`]), table] },
  ],
});

it('a paragraph that announces a table goes with it over the page', async () => {
  const turned = new Set<boolean>();
  for (let lines = 12; lines <= 19; lines += 1) {
    const { bytes } = await renderPdf(paper(lines), { fontFolder: join(RESOURCES, 'fonts') });
    const pages = (await pdfText(bytes)).map((page) => page.replace(/\s/g, ''));
    const at = pages.findIndex((page) => page.includes('个问题没有销号：'));
    expect(pages[at], `${lines} lines`).toContain('窗口没有公布一次性告知单');
    turned.add(at > 0);
  }
  expect([...turned].sort()).toEqual([false, true]);
});
