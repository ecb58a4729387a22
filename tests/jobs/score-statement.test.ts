import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MadePaper } from '../../src/main/jobs/paper-typeset.ts';
import { renderPdf } from '../../src/main/jobs/pdf.ts';
import { makeStatements } from '../../src/main/jobs/statements.ts';
import { composeScoreStatement } from '../../src/shared/bulletin/score-statement.ts';
import { rules, statementFacts } from '../bulletin/statement-fixture.ts';
import { type PdfPage, readPdf } from './pdf-lines.ts';

const fontFolder = join(import.meta.dirname, '../../resources/fonts');
const bare = (text: string): string => text.replace(/\s/g, '');
const isPageNumber = (text: string): boolean => /—\d+—/.test(bare(text));

describe('the printed statement of a unit', () => {
  const change = {
    WCH: { B2: { state: 'notApplicable' as const, note: '本月未开展满意度调查，经核准不适用' }, E1: '9', F1: '1' },
  };
  const facts = statementFacts('WCH', change, { isDemo: true });
  let pdf: MadePaper;
  let pages: readonly PdfPage[];
  beforeAll(async () => {
    pdf = await renderPdf(composeScoreStatement(facts), { fontFolder, preferOfficeFonts: false });
    pages = await readPdf(pdf.bytes);
  });
  const text = (): string => bare(pages.map((page) => page.text).join(''));
  const lines = () => pages.flatMap((page) => page.lines);

  test('clause, formula with its numbers, raw figures, who entered them, when and from where are on the paper', () => {
    for (const { code, name, clause } of rules.items) {
      expect(text()).toContain(bare(`${code}${name}`));
      expect(text()).toContain(bare(clause));
    }
    expect(text()).toContain(bare('任务按期推进率 = (按期完成节点数 + 逾期完成节点数 × 0.5) ÷ 应完成节点数 × 100'));
    expect(text()).toContain(bare('= (17 + 1 × 0.5) ÷ 19 × 100 = 92.105263%'));
    expect(text()).toContain(bare('9 × 1.5 = 13.5，封顶 3'));
    const row = lines().find((line) => bare(line.text).startsWith('逾期完成节点数1'));
    expect(bare(row?.text ?? '')).toBe(bare('逾期完成节点数1个二月.xlsx › 区县 › D7张三2018-03-02 14:03'));
    expect(text()).toContain('经核准不适用');
    expect(text()).toContain('加分封顶');
    expect(pdf.missingCharacters).toEqual([]);
  });

  test('演示数据 and 试算, the page number and what paper it is stand on every page', () => {
    pages.forEach((page, index) => {
      expect(page.lines.some((line) => line.text.includes('演示数据·试算') && line.baseline < 25)).toBe(true);
      const foot = page.lines.filter((line) => line.baseline > 262);
      expect(bare(foot.map((line) => line.text).join(''))).toContain(`—${index + 1}—`);
      expect(foot.some((line) => bare(line.text).includes('文昌湖旅游度假区2018年2月改革督察得分说明书'))).toBe(true);
    });
  });

  test('no red head, no 版记; one title, name and date at the end', () => {
    expect(pages[0]?.lines.filter((line) => line.baseline > 25)[0]?.text).toBe('文昌湖旅游度假区');
    expect(text()).not.toContain('印发');
    expect(bare(pages.at(-1)?.text ?? '')).toContain('市委改革办2018年3月5日');
  });

  test('nothing reaches over the margins', () => {
    for (const page of pages) {
      const inside = page.lines.filter((line) => line.baseline > 25 && !isPageNumber(line.text) && line.baseline < 262.2);
      for (const line of inside) {
        expect(line.left).toBeGreaterThan(27.5);
        expect(line.right).toBeLessThan(210 - 26 + 1.5);
      }
    }
  });

  test('the same facts give the same bytes', async () => {
    const again = await renderPdf(composeScoreStatement(facts), { fontFolder, preferOfficeFonts: false });
    expect(Buffer.compare(Buffer.from(pdf.bytes), Buffer.from(again.bytes))).toBe(0);
  });
});

test('a line is never split: its points, its clause and its figures are on one page, and no heading ends a page', async () => {
  // Further and further down the page: the clause of the first line grows by a line each time.
  for (let more = 0; more < 24; more += 3) {
    const longer = {
      ...rules,
      items: rules.items.map((item) =>
        item.code === 'A1' ? { ...item, clause: '按期推进率乘以满分。'.repeat(1 + more * 4) } : item,
      ),
    };
    const facts = statementFacts('ZD');
    const evaluation = {
      ...facts.list.evaluation,
      entries: facts.list.evaluation.entries.map((entry) => ({
        ...entry,
        items: entry.items.map((item) => ({
          ...item,
          clause: longer.items.find(({ code }) => code === item.code)?.clause ?? '',
        })),
      })),
    };
    const paper = composeScoreStatement({ ...facts, rules: longer, list: { ...facts.list, evaluation } });
    const pages = await readPdf((await renderPdf(paper, { fontFolder, preferOfficeFonts: false })).bytes);
    for (const { code, name } of rules.items.slice(1)) {
      const page = pages.find(({ lines }) => lines.some((line) => bare(line.text).startsWith(`${code}${name}`)));
      const texts = (page?.lines ?? []).map((line) => bare(line.text));
      const from = texts.findIndex((text) => text.startsWith(`${code}${name}`));
      const rest = texts.slice(from + 1);
      expect(rest[0], `${code} ${more}`).toMatch(/^条款：/);
      expect(rest.findIndex((text) => text.startsWith('指标数值单位'))).toBeGreaterThan(0);
      expect(rest.some((text) => text.includes('张三2018-03-02'))).toBe(true);
    }
    for (const { lines } of pages) {
      const body = lines.filter((line) => line.baseline < 262.2).map((line) => bare(line.text));
      expect(body.at(-1)).not.toMatch(/^(（.）|[一二]、)/);
    }
  }
});

test('several units are told as 3/3 with their names; one unit by the steps of its PDF', async () => {
  const { organisation: _, ...facts } = statementFacts('ZD');
  const told: string[] = [];
  const input = { facts, organisations: ['ZD', 'ZC', 'WCH'], fontFolder, preferOfficeFonts: false };
  const made = await makeStatements(input, (stage, done, total) => told.push(`${stage} ${done}/${total}`));
  expect(made.map(({ name }) => name)).toEqual([
    '得分说明书 2018年2月 张店区',
    '得分说明书 2018年2月 淄川区',
    '得分说明书 2018年2月 文昌湖旅游度假区',
  ]);
  expect(told).toEqual([
    '正在生成得分说明书 1/3 张店区 0/3',
    '正在生成得分说明书 2/3 淄川区 1/3',
    '正在生成得分说明书 3/3 文昌湖旅游度假区 2/3',
  ]);
  told.length = 0;
  await makeStatements({ ...input, organisations: ['ZD'] }, (stage) => told.push(stage));
  expect(told).toContain('正在排版');
});
