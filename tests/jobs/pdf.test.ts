import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openFonts } from '../../src/main/jobs/fonts.ts';
import { checkPaper } from '../../src/main/jobs/paper-check.ts';
import { layOut } from '../../src/main/jobs/paper-layout.ts';
import type { Item } from '../../src/main/jobs/paper-text.ts';
import type { MadePaper } from '../../src/main/jobs/paper-typeset.ts';
import { renderPdf } from '../../src/main/jobs/pdf.ts';
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import type { HeadMode, Paper, PaperDocument } from '../../src/shared/bulletin/document.ts';
import { aMonth } from '../bulletin/fixture.ts';
import { LETTER } from './office-papers.ts';
import { type PdfPage, readPdf } from './pdf-lines.ts';

const fontFolder = join(import.meta.dirname, '../../resources/fonts');
const make = (document: PaperDocument): Promise<MadePaper> => renderPdf(document, { fontFolder, preferOfficeFonts: false });

const bare: PaperDocument = {
  name: '测试',
  redHead: '中共淄博市委全面深化改革领导小组办公室',
  documentNumber: '淄改办发〔2018〕2号',
  title: ['关于测试的通报'],
  addressee: '各区县党委',
  sections: [],
  annexes: [],
  signature: { issuer: '市委改革办', date: '2018年3月5日' },
  datedOn: '2018-03-05',
  remark: null,
  colophon: { copyTo: '市委、市政府领导', issuedBy: '市委改革办', issuedOn: '2018年3月5日' },
  marks: [],
};
const withText = (paragraphs: readonly string[], change: Partial<PaperDocument> = {}): PaperDocument => ({
  ...bare,
  sections: [{ id: 'text', title: null, blocks: paragraphs.map((text) => ({ kind: 'paragraph', runs: [{ text }] })) }],
  ...change,
});
/** Lines of the text area: without page number and marks. */
const textLines = (page: PdfPage | undefined) =>
  (page?.lines ?? []).filter((line) => line.baseline > 36 && line.baseline < 262.2);

describe('the bulletin of a month', () => {
  const facts = aMonth();
  let pdf: MadePaper;
  let pages: readonly PdfPage[];
  const stages: string[] = [];
  beforeAll(async () => {
    const onProgress = (stage: string, done: number, total: number): void => {
      stages.push(stage);
      expect(done).toBeLessThanOrEqual(total);
    };
    pdf = await renderPdf(composeBulletin(facts), { fontFolder, preferOfficeFonts: false, onProgress });
    pages = await readPdf(pdf.bytes);
  });

  test('every district, score and rank of the ranking is found in the table, in order', () => {
    const all = pages.flatMap((page) => page.lines.map((line) => line.text));
    for (const list of [facts.districts, facts.groups]) {
      for (const entry of list?.evaluation.entries ?? []) {
        const row = all.some((text) => text.startsWith(`${entry.rank}${entry.name}${entry.score}`));
        // A name too long for its cell stands in two lines beside the figures.
        const isWrapped = all.some((text) => text.startsWith(String(entry.rank)) && text.includes(String(entry.score)));
        expect(row || (entry.name.length > 14 && isWrapped), `${entry.rank} ${entry.name} ${entry.score}`).toBe(true);
      }
    }
  });

  test('text can be searched and copied: headings, number, title, date, page numbers', () => {
    const text = pages.map((page) => page.text).join('');
    for (const wanted of [
      '淄改办发〔2018〕2号',
      '一、总体情况',
      '四、排名情况',
      '九、下步要求',
      '附件1',
      '2018年3月5日印发',
      '—3—',
      '淄',
      '沂源县',
    ]) {
      expect(text.replaceAll(' ', '')).toContain(wanted);
    }
    expect(text.replaceAll(' ', '')).toContain('关于2018年2月份全面深化改革');
    // The words of a chart are text too.
    expect(pages.some((page) => page.text.includes('专项小组排名走势图'))).toBe(true);
  });

  test('演示数据 stands on every page, above the text', () => {
    for (const page of pages) {
      const mark = page.lines.find((line) => line.text.includes('演示数据'));
      expect(mark?.baseline).toBeLessThan(25);
    }
  });

  test('fonts are embedded as subsets with a way back to text, and the file is small', () => {
    const raw = Buffer.from(pdf.bytes).toString('latin1');
    const fonts = raw.match(/\/Type \/Font\n[^>]*?\/Subtype \/Type0/g)?.length ?? 0;
    const embedded = raw.match(/\/FontFile[23] /g)?.length ?? 0;
    expect(embedded).toBeGreaterThanOrEqual(5);
    expect(raw.match(/\/ToUnicode /g)?.length).toBe(embedded);
    expect(raw.match(/\/BaseFont \/[A-Z]{6}\+/g)?.length).toBeGreaterThanOrEqual(fonts);
    expect(raw).not.toContain('/Helvetica');
    expect(pdf.bytes.length).toBeLessThan(2_000_000);
    expect(pdf.fonts.join(' ')).toContain('FangSong-Regular.otf');
    expect(pdf.missingCharacters).toEqual([]);
  });

  test('an even number of pages; 版记 closes the last one; annexes lie on their side where they should', () => {
    expect(pdf.pages).toBe(pages.length);
    expect(pages.length % 2).toBe(0);
    const last = textLines(pages.at(-1));
    expect(last.at(-1)?.text).toContain('印发');
    expect(last.at(-1)?.baseline).toBeGreaterThan(250);
    const sideways = pages.filter((page) => page.width > page.height);
    expect(sideways.length).toBeGreaterThanOrEqual(1);
    expect(sideways[0]?.text).toContain('得分明细表');
    expect(pages[0]?.width).toBeCloseTo(210, 0);
  });

  test('progress is told in words', () => {
    expect(stages[0]).toBe('正在读取字体');
    expect(stages).toContain('正在绘制图表');
    expect(stages.at(-1)).toBe('完成');
  });
});

describe('the layout of GB/T 9704—2012, measured in the finished file', () => {
  test('22 lines a page at even distances, 28 characters a line, margins within a millimetre', async () => {
    const pages = await readPdf((await make(withText(['改革'.repeat(2500)]))).bytes);
    const full = pages.slice(1, 5);
    expect(full).toHaveLength(4);
    for (const page of full) {
      const lines = textLines(page);
      expect(lines).toHaveLength(22);
      lines.forEach((line, index) => {
        expect(line.text).toHaveLength(28);
        expect(line.left).toBeGreaterThan(27);
        expect(line.left).toBeLessThan(29);
        expect(Math.abs(line.right - (210 - 26))).toBeLessThan(1);
        const before = lines[index - 1];
        // 225 mm ÷ 22.
        if (before) expect(Math.abs(line.baseline - before.baseline - 10.227)).toBeLessThan(0.3);
      });
      // 天头 37 mm: the square of the first character begins 0.88 em above its base line.
      expect(Math.abs((lines[0]?.baseline ?? 0) - 0.88 * 16 * (25.4 / 72) - 37)).toBeLessThan(1);
    }
  });

  test('figures, rare characters and headings in other faces do not move the lines', async () => {
    const mixed = '得分95.21分，㙟村、垚、𠮷、“六个一”（第3位）改革督察'.repeat(60);
    const pages = await readPdf((await make(withText([mixed]))).bytes);
    for (const page of pages.slice(1, 3)) {
      const lines = textLines(page);
      expect(lines).toHaveLength(22);
      lines.forEach((line, index) => {
        const before = lines[index - 1];
        if (before) expect(Math.abs(line.baseline - before.baseline - 10.227)).toBeLessThan(0.3);
        expect(Math.abs(line.right - 184)).toBeLessThan(3.2);
        expect(line.text).not.toMatch(/^[，。、）”]|[（“]$/);
      });
    }
  });

  test('page numbers: odd to the right, even to the left, one character in, 7 mm below the text', async () => {
    const pages = await readPdf((await make(withText(['改革'.repeat(1500)]))).bytes);
    const numberOf = (index: number) => pages[index]?.lines.find((line) => /^— *\d+ *—$/.test(line.text));
    const [first, second] = [numberOf(0), numberOf(1)];
    expect(Math.abs((first?.right ?? 0) - (184 - 4.94))).toBeLessThan(1);
    expect(Math.abs((second?.left ?? 0) - (28 + 4.94))).toBeLessThan(1);
    expect(Math.abs((second?.baseline ?? 0) - (37 + 225 + 7))).toBeLessThan(3);
  });

  test('the red head stands 35 mm under the top of the text area, the rule 4 mm under the number', async () => {
    const { bytes } = await make(withText(['改革。']));
    const [page] = await readPdf(bytes);
    const number = page?.lines.find((line) => line.text.includes('〔2018〕'));
    const head = page?.lines.find((line) => line.text.includes('领导小组办公室'));
    expect(head?.left).toBeGreaterThan(27.5);
    expect(head?.baseline).toBeGreaterThan(37 + 35);
    expect(head?.baseline).toBeLessThan(number?.baseline ?? 0);
    const middle = ((number?.left ?? 0) + (number?.right ?? 0)) / 2;
    expect(Math.abs(middle - (28 + 78))).toBeLessThan(1);
  });

  test('版记 alone on the back of an odd page; after an even page that is full, a blank page and no numbers on both', async () => {
    const short = await readPdf((await make(withText(['改革。']))).bytes);
    expect(short).toHaveLength(2);
    expect(short[1]?.text).toContain('抄送');
    expect(short[1]?.lines.some((line) => /^— *2 *—$/.test(line.text))).toBe(true);
    for (let lines = 14; lines < 30; lines++) {
      const pages = await readPdf((await make(withText(Array.from({ length: lines }, () => '改革督察情况。')))).bytes);
      expect(pages.length % 2).toBe(0);
      const last = pages.at(-1);
      expect(last?.text).toContain('抄送');
      const blank = pages.at(-2);
      if (blank && blank.text === '') expect(last?.text).not.toMatch(/— *\d/);
      // 署名 is never alone on its page.
      const signed = pages.find((page) => page.text.includes('2018年3月5日') && !page.text.includes('印发'));
      const whole = signed ?? last;
      expect(whole?.text).toContain('改革督察情况');
    }
  });

  test('tables: the head is repeated on each page and no row is split', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => [String(index + 1), `单位${index + 1}`, '90.00']);
    const columns = [
      { heading: '名次', align: 'center', width: 1 },
      { heading: '名称', group: '单位', align: 'left', width: 3 },
      { heading: '得分', group: '单位', align: 'right', width: 2 },
    ] as const;
    const document: PaperDocument = {
      ...bare,
      sections: [{ id: 'table', title: '排名', blocks: [{ kind: 'table', caption: '排名表', table: { columns, rows } }] }],
    };
    const pages = await readPdf((await make(document)).bytes);
    const withRows = pages.filter((page) => page.text.includes('90.00'));
    expect(withRows.length).toBeGreaterThan(3);
    for (const page of withRows) expect(page.text.match(/名次/g)).toHaveLength(1);
    const found = pages.flatMap((page) => page.lines).filter((line) => /^\d+单位\d+90\.00$/.test(line.text.replaceAll(' ', '')));
    expect(found).toHaveLength(120);
  });
});

describe('the three heads and the letter', () => {
  const paper = withText(['改革督察情况。'.repeat(60)], { marks: ['演示数据'] });
  const lines = async (document: Paper, head: HeadMode) =>
    (await readPdf((await renderPdf(document, { fontFolder, head })).bytes)).map((page) => page.lines);

  test('套打 leaves the name out and moves nothing; 草稿 says so on every page', async () => {
    const [full, blank, draft] = [await lines(paper, 'full'), await lines(paper, 'preprinted'), await lines(paper, 'draft')];
    expect(full[0]?.some(({ text }) => text === paper.redHead)).toBe(true);
    expect(blank).toEqual(full.map((page) => page.filter(({ text }) => text !== paper.redHead)));
    const body = (page: (typeof full)[number]) => page.filter(({ baseline }) => baseline > 25);
    expect(draft.map(body)).toEqual(full.map(body));
    for (const page of draft)
      expect(page.some(({ text, baseline }) => text.includes('草稿·演示数据') && baseline < 25)).toBe(true);
  });

  test('信函格式: the name 30 mm under the edge of the page, the number at the right, no page number on the first page', async () => {
    const letter: Paper = { ...LETTER, title: ['函'] };
    const [first, second] = await lines(letter, 'full');
    const at = (text: string) => first?.find((line) => line.text.includes(text));
    // The base line of 36 pt stands 0.88 em under its upper edge.
    expect(Math.abs((at('领导小组办公室')?.baseline ?? 0) - 30 - (0.88 * 36 * 25.4) / 72)).toBeLessThan(1);
    expect(Math.abs((at('〔2018〕')?.right ?? 0) - 184)).toBeLessThan(1);
    expect(first?.some(({ text }) => /^— *1/.test(text))).toBe(false);
    expect(second?.some(({ text }) => /^— *2/.test(text))).toBe(true);
  });
});

describe('格式自查 of what was made', () => {
  const found = async (document: PaperDocument) =>
    (await make(document)).checks.filter(({ ok }) => !ok).map(({ words }) => words);

  test('a paper as it should be passes every check', async () => {
    const { checks } = await make(withText(['改革督察情况。'.repeat(30)]));
    expect(checks.map(({ words }) => words.split('：')[0])).toEqual(['版心', '行格', '用字', '页面', '署名', '版记', '篇幅']);
    expect(checks.every(({ ok }) => ok)).toBe(true);
  });

  test('a missing character, a blank page before 版记, too long a text are said', async () => {
    expect(await found(withText(['改革\u{1f600}。']))).toEqual([expect.stringContaining('没有字体能印')]);
    const papers = Array.from({ length: 16 }, (_, index) => withText(Array.from({ length: 14 + index }, () => '改革督察情况。')));
    const said = (await Promise.all(papers.map(found))).flat();
    expect(new Set(said)).toEqual(new Set(['版记：前面有一页空白，减几行或加几行可以省去']));
    expect(await found(withText(['改革督察情况。'.repeat(600)]))).toEqual(['篇幅：正文4200字，超过4000字，请压缩']);
    expect(await found(withText(['改革督察情况。'.repeat(800)]))).toContain('篇幅：正文5600字，超过5000字');
  });

  test('words that reach over the margin, or off the grid, are found on the page itself', async () => {
    const fonts = openFonts({ fontFolder });
    const layout = layOut(bare, fonts, () => '');
    const item = {
      ...(layout.pages[0]?.items.find(({ kind }) => kind === 'text') as Extract<Item, { kind: 'text' }>),
      text: '超出版心',
    };
    const moved = (change: Partial<typeof item>) =>
      checkPaper(
        bare,
        { ...layout, pages: layout.pages.map((page) => ({ ...page, items: [...page.items, { ...item, ...change }] })) },
        fonts,
      )
        .filter(({ ok }) => !ok)
        .map(({ words }) => words.slice(0, 3));
    expect(moved({ x: 500, baseline: 600, size: 12 })).toEqual(['版心：']);
    expect(moved({ x: 200, baseline: 600, size: 16 })).toEqual(['行格：']);
  });
});

describe('署名 and the text it signs', () => {
  const fonts = openFonts({ fontFolder });
  const line = { kind: 'paragraph', runs: [{ text: '改革督察情况。' }] } as const;
  const signedPage = (document: PaperDocument) => {
    const layout = layOut(document, fonts, () => '');
    return { layout, index: layout.pages.findLastIndex(({ items }) => items.some((item) => isText(item, '市委改革办', 16))) };
  };
  const isText = (item: Item, text: string, size: number): boolean =>
    item.kind === 'text' && item.text === text && item.size === size;
  const columns = [{ heading: '事项', align: 'left', width: 156 }] as const;

  test('goes with two lines at least, wherever the page ends: of single lines, of a long paragraph, of a table', () => {
    const turned: number[] = [];
    for (let count = 4; count < 40; count += 1) {
      const ends = [
        Array.from({ length: count }, () => line),
        [
          ...Array.from({ length: count }, () => line),
          { kind: 'paragraph', runs: [{ text: '改革督察情况。'.repeat(9) }] } as const,
        ],
        [{ kind: 'table', table: { columns, rows: Array.from({ length: count }, () => ['改革']) } } as const, line],
      ];
      for (const blocks of ends) {
        const document = { ...bare, sections: [{ id: 'text', title: null, blocks }] };
        const { layout, index } = signedPage(document);
        const own = new Set(
          (layout.pages[index]?.items ?? []).flatMap((item) =>
            item.kind === 'text' && item.baseline > 105 && item.baseline < 743 && /改革督察|^改革$/.test(item.text)
              ? [item.baseline]
              : [],
          ),
        );
        if (index > 0) turned.push(own.size);
        expect(checkPaper(document, layout, fonts).find(({ words }) => words.startsWith('署名'))?.ok).toBe(true);
      }
    }
    // It was put to the test, and just so: many pages are turned with exactly two lines.
    expect(Math.min(...turned)).toBe(2);
  });

  test('格式自查 finds a signed page without text, and one with a single line', () => {
    const { layout, index } = signedPage(withText(Array.from({ length: 12 }, () => '改革督察情况。')));
    const own = layout.pages[index]?.items ?? [];
    const said = (items: readonly Item[]) =>
      checkPaper(
        bare,
        { ...layout, pages: [...layout.pages.slice(0, 1), { orientation: 'portrait', items: [...items], end: 0 }] },
        fonts,
      )
        .map(({ words }) => words)
        .find((words) => words.startsWith('署名'));
    const issuer = own.find((item) => isText(item, '市委改革办', 16));
    const from = issuer?.kind === 'text' ? issuer.baseline : 0;
    // 署名 and, a line below, 成文日期: figures and Han characters of it are set apart.
    const closing = own.filter(
      (item) => item.kind === 'text' && item.baseline >= from && item.baseline < from + 30 && item.size === 16,
    );
    const text = layout.pages.flatMap(({ items }) => items).filter((item) => isText(item, '改革督察情况。', 16));
    expect(closing.length).toBeGreaterThan(2);
    expect(said(closing)).toBe('署名：第2页只有署名和日期，没有正文');
    expect(said([...closing, ...text.slice(0, 1)])).toBe('署名：第2页只有署名和日期，正文只有一行');
    expect(said([...closing, ...text.slice(0, 2)])).toBe('署名：与正文同面');
  });
});

test('several papers in a file: one of more than a page begins on a front, single pages follow each other; readers print it at its own size', async () => {
  const single: Paper = { ...LETTER, sections: [], receipt: [], title: ['函'] };
  const { bytes, pages } = await renderPdf([single, single, single, withText(['改革督察情况。']), single], { fontFolder });
  const all = await readPdf(bytes);
  // Three letters, an empty back, two pages with 版记 on the second, a letter.
  expect(all.map(({ lines }) => lines.length > 0)).toEqual([true, true, true, false, true, true, true]);
  expect(pages).toBe(7);
  expect(Buffer.from(bytes).toString('latin1')).toContain('/PrintScaling /None');
});

test('characters no font has are reported, never boxes', async () => {
  const { missingCharacters, bytes } = await make(withText(['改革\u{1f600}督察，生僻字㙟、垚、𠮷、𬭎照印。']));
  expect(missingCharacters).toEqual(['\u{1f600}']);
  const [page] = await readPdf(bytes);
  expect(page?.text).toContain('〓');
  expect(page?.text).toContain('㙟');
  expect(page?.text).toContain('𠮷');
});

test('the same document gives the same bytes', async () => {
  const document = composeBulletin(aMonth());
  const [first, second] = [await make(document), await make(document)];
  expect(Buffer.compare(Buffer.from(first.bytes), Buffer.from(second.bytes))).toBe(0);
});
