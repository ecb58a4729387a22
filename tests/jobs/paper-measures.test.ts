import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderPdf } from '../../src/main/jobs/pdf.ts';
import type { PaperDocument } from '../../src/shared/bulletin/document.ts';
import { type PdfPage, readPdf } from './pdf-lines.ts';

/**
 * The finished PDF of two hundred pages of hard paragraphs, measured line by line: GB/T 9704—2012 5.2 and GB/T 15834—2011 5.1.
 * The paragraphs are put together at random, from a fixed seed, of what breaks badly.
 */
const PIECES = [
  '全面深化改革督察情况',
  '“六个一”工作机制',
  '（含高新区、经济开发区、文昌湖旅游度假区）',
  '得分率82.6%，',
  '第12位，',
  '比上月上升3位；',
  '2018年2月28日前',
  '1,234.56万元，',
  'PM2.5平均浓度',
  '——',
  '……',
  '《关于推进“放管服”改革的若干意见》（鲁改委发〔2018〕3号）',
  '沂源县、张店区、桓台县，',
  '㙟村、垚山、淄河、沂河：',
  '督察发现问题31个，已整改18个（占58.06%）。',
  '！',
  '？”',
  '现场核实数据10项，与上报数相差10%以上的1项。',
  '12345热线',
  'GDP同比增长6.8%、',
  '按期完成19个；',
  '逐项销号，',
  '请高度重视、限期办结',
  '①责任单位；②完成时限。',
  '“回头看”',
  '（一）',
] as const;

/** Lehmer's generator: the same paragraphs on every machine. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

function paragraphs(count: number): readonly string[] {
  const roll = dice(20_180_228);
  return Array.from({ length: count }, () =>
    Array.from({ length: 6 + roll(14) }, () => PIECES[roll(PIECES.length)] ?? '')
      .join('')
      // A sentence begins with a word and has no two stops in a row.
      .replace(/^[，。、；：！？”…—]+/, '各区县')
      .replace(/[，、；：。！？]([，。、；：！？])/g, '$1')
      .concat('。')
      .replace(/[，、；：]。$/, '。'),
  );
}

const PAPER: PaperDocument = {
  name: '难排的段落',
  redHead: '中共淄博市委全面深化改革领导小组办公室',
  documentNumber: '淄改办发〔2018〕2号',
  title: ['关于测试的通报'],
  addressee: '各区县党委',
  sections: [
    {
      id: 'text',
      title: null,
      blocks: paragraphs(1150).map((text) => ({ kind: 'paragraph', runs: [{ text }] })),
    },
  ],
  annexes: [],
  signature: { issuer: '市委改革办', date: '2018年3月5日' },
  datedOn: '2018-03-05',
  remark: null,
  colophon: { copyTo: null, issuedBy: '市委改革办', issuedOn: '2018年3月5日' },
  marks: [],
};

const NEVER_FIRST = /^[，。、；：！？）》”’〕％%…—]/;
const NEVER_LAST = /[（《“‘〔]$/;
const HANGING = /[，。、；：）》”’〕]$/;
const CELL = 156 / 28;
const PITCH = 225 / 22;
const UNIT = /^[个项位名次件期号条家户人天周季度万亿元倍处批起种类篇级日年月分%％.\d]/;

type Line = PdfPage['lines'][number] & { readonly page: number; readonly isFull: boolean; readonly next: string };

describe('two hundred pages of hard paragraphs, measured in the PDF itself', () => {
  let pages: readonly PdfPage[];
  let lines: readonly Line[];
  beforeAll(async () => {
    const { bytes } = await renderPdf(PAPER, { fontFolder: join(import.meta.dirname, '../../resources/fonts') });
    const all = await readPdf(bytes);
    // Without the first page and its head, and without those that end the paper.
    pages = all.slice(1, all.findIndex((page, index) => index > 0 && page.text.includes(PAPER.signature.date)) - 1);
    const own = pages.flatMap((page, index) =>
      page.lines.filter(({ baseline }) => baseline > 36 && baseline < 262.2).map((line) => ({ ...line, page: index + 2 })),
    );
    lines = own.map((line, index) => {
      const next = own[index + 1];
      // A paragraph begins two characters in.
      const isFull = next !== undefined && next.left < 30;
      return { ...line, isFull, next: next?.text ?? '' };
    });
  });
  const said = (found: readonly Line[]): readonly string[] =>
    found.slice(0, 5).map(({ page, text, right, next }) => `第${page}页 ${right.toFixed(2)} ${text} / ${next.slice(0, 4)}`);

  test('at least two hundred pages, every one of 22 lines at 10.227 mm, the first under 37 mm', () => {
    expect(pages.length).toBeGreaterThanOrEqual(200);
    for (const page of pages) {
      const own = page.lines.filter(({ baseline }) => baseline > 36 && baseline < 262.2);
      expect(own).toHaveLength(22);
      own.forEach(({ baseline }, index) => {
        // The square of a character begins 0.88 em above its base line.
        const top = baseline - (0.88 * 16 * 25.4) / 72;
        expect(Math.abs(top - 37 - index * PITCH)).toBeLessThan(0.3);
      });
    }
  });

  test('lines begin at 28 mm and end at 184 mm within 0.3 mm; a sign may hang over by its blank half', () => {
    const full = lines.filter(({ isFull }) => isFull);
    expect(full.length).toBeGreaterThan(3000);
    const crooked = full.filter(({ left, right, text }) => {
      const isIndented = Math.abs(left - 28 - 2 * CELL) < 0.3;
      const over = right - 184;
      const mayHang = HANGING.test(text) ? CELL / 2 + 0.3 : 0.3;
      return (Math.abs(left - 28) > 0.3 && !isIndented) || over < -0.3 || over > mayHang;
    });
    expect(said(crooked)).toEqual([]);
  });

  test('a line of nothing but Han characters holds 28 of them', () => {
    const pure = lines.filter(({ isFull, left, text }) => isFull && left < 28.3 && /^\p{Script=Han}+$/u.test(text));
    for (const { text } of pure) expect([...text]).toHaveLength(28);
  });

  test('no forbidden sign at an edge, no number torn, none from its unit', () => {
    expect(said(lines.filter(({ text }) => NEVER_FIRST.test(text)))).toEqual([]);
    expect(said(lines.filter(({ text }) => NEVER_LAST.test(text)))).toEqual([]);
    const torn = lines.filter(
      ({ isFull, text, next }) => isFull && ((/\d$/.test(text) && UNIT.test(next)) || (text.endsWith('第') && /^\d/.test(next))),
    );
    expect(said(torn)).toEqual([]);
    expect(said(lines.filter(({ isFull, text, next }) => isFull && /[A-Za-z]$/.test(text) && /^[A-Za-z0-9]/.test(next)))).toEqual(
      [],
    );
  });

  test('the text can be read back, rare characters too', () => {
    const text = pages.map((page) => page.lines.map((line) => line.text).join('')).join('');
    for (const wanted of ['㙟村、垚山、淄河、沂河', '1,234.56万元', '〔2018〕3号', 'PM2.5']) expect(text).toContain(wanted);
  });
});
