import { describe, expect, test } from 'vitest';
import { type DocumentBlock, numbered, type PlainPaper } from '../../src/shared/bulletin/document.ts';
import { composeScoreStatement, type ScoreStatementFacts } from '../../src/shared/bulletin/score-statement.ts';
import { spelled } from '../../src/shared/bulletin/spelled-formula.ts';
import { exact, sum } from '../../src/shared/engine/decimal.ts';
import { type Change, rules, statementFacts } from './statement-fixture.ts';

/** The paper as a reader sees it, a line a block. */
const said = (paper: PlainPaper): readonly string[] => numbered(paper.sections).map(sayBlock);
function sayBlock(block: DocumentBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${block.number ?? ''}${block.text}`;
    case 'paragraph': {
      const text = block.runs.map((run) => run.text).join('');
      if (block.small === undefined) return text;
      return block.small.form === 'entry' ? `[${text} | ${block.small.aside}]` : `${block.small.label}：${text}`;
    }
    case 'table':
      return `[表] ${block.table.rows.map((row) => row.join(' ')).join(' / ')}${block.note === undefined ? '' : ` ${block.note}`}`;
    case 'chart':
      return '[图]';
    case 'code':
      return block.text;
  }
}
const statement = (organisation: string, change: Change = {}, more: Partial<ScoreStatementFacts> = {}): readonly string[] =>
  said(composeScoreStatement(statementFacts(organisation, change, more)));
/** What is printed under one line of the scheme, up to the next. */
function lineOf(paper: readonly string[], code: string): readonly string[] {
  const from = paper.findIndex((text) => text.startsWith(`[${code} `));
  const next = paper.findIndex((text, index) => index > from && /^(\[[A-Z]\d |（.）)/.test(text));
  return paper.slice(from, next < 0 ? undefined : next);
}

const SOURCE = '二月.xlsx › 区县 › D7 张三 2018-03-02 14:03';

test('a whole statement, word for word', () => {
  const paper = composeScoreStatement(statementFacts('ZD', { ZD: { B1: '87', E1: '1' } }));
  expect(paper.name).toBe('得分说明书 2018年2月 张店区');
  expect(paper.title).toEqual(['张店区2018年2月改革督察得分说明书']);
  expect(paper.marks).toEqual(['试算']);
  expect(paper.signature).toEqual({ issuer: '市委改革办', date: '2018年3月5日' });
  expect(said(paper)).toEqual([
    '2018年2月，张店区得94.84分，在3个区县中列第1位。与1月相比，得分提高3.83分，名次上升1位。',
    '得分按《考核方案》第2版逐项计算（计分程序版本1），现将各项得分的由来说明如下：',
    '一、得分构成',
    '[表] A 调度 60 56.3421 56.34 0.00 / B 督察 40 37.0000 35.44 +1.56 / E 加分 2 1.5000 0.50 +1.00 / F 扣分 5 0.0000 0.00 0.00 / ' +
      '四舍五入 — −0.0021 — — / 总分 100 94.84\u3000 92.29 +2.55 ' +
      '注：单位为分；平均为已计分的3个区县的平均。四舍五入：94.842105 保留 2 位小数。',
    '二、逐项说明',
    '（一）调度（满分60分，得56.3421分）',
    '[A1 任务按期推进 | 满分40分　得36.8421分]',
    '条款：按期推进率乘以满分。佐证：任务台账。',
    '指标：任务按期推进率 = (按期完成节点数 + 逾期完成节点数 × 0.5) ÷ 应完成节点数 × 100 = (17 + 1 × 0.5) ÷ 19 × 100 = 92.105263%',
    '算式：40 × 92.105263 ÷ 100 = 36.842105',
    `[表] 按期完成节点数 17 个 ${SOURCE} / 逾期完成节点数 1 个 ${SOURCE} / 应完成节点数 19 个 ${SOURCE}`,
    '[A2 填报及时 | 满分20分　得19.50分]',
    '条款：迟报一项扣0.5分。',
    '算式：20 − 1 × 0.5 = 19.5',
    `[表] 迟报项数 1 项 ${SOURCE}`,
    '（二）督察（满分40分，得37.00分）',
    '[B1 现场督察 | 满分30分　得29.00分]',
    '条款：督察评分除以90，乘以满分。',
    '算式：30 × 87 ÷ 90 = 29',
    `[表] 督察评分 87 分 ${SOURCE}`,
    '[B2 群众满意 | 满分10分　得8.00分]',
    '条款：60%为0分，95%为满分。',
    '算式：10 × (88 − 60) ÷ (95 − 60) = 8（群众满意度 88%）',
    `[表] 群众满意度 88 % ${SOURCE}`,
    '（三）加分（加1.50分）',
    '[E1 领导批示 | 最多加3分　加1.50分]',
    '条款：一件加1.5分，最多3分。',
    '算式：1 × 1.5 = 1.5',
    `[表] 省级批示件数 1 件 ${SOURCE}`,
    '（四）扣分（扣0.00分）',
    '[F1 通报批评 | 最多扣5分　扣0.00分]',
    '条款：一次扣2分。',
    '算式：0 × 2 = 0',
    `[表] 通报批评次数 0 次 ${SOURCE}`,
  ]);
});

describe('what is printed adds up', () => {
  const months: readonly Change[] = [
    {},
    { ZD: { A1a: '7', B1: '61', B2: '73.3', E1: '2', F1: '1' } },
    { ZD: { A1a: '23', B1: '88.8', E1: '9' } },
    { ZD: { A2: { state: 'notApplicable' }, B1: { state: 'notReported' }, A1a: '21' } },
    { ZD: { B1: { state: 'notApplicable' }, B2: { state: 'notApplicable' }, F1: '2' } },
    { ZD: { A1b: '0', A1c: '0', A2: '40', B1: '0', B2: '1', F1: '9' } },
  ];
  for (const list of ['district', 'specialGroup'] as const) {
    test.each(months.map((change, index) => [index, change] as const))(`${list}, month %i`, (_, change) => {
      const facts = statementFacts('ZD', change, {}, list);
      const entry = facts.list.evaluation.entries.find(({ organisation }) => organisation === 'ZD');
      const blocks = numbered(composeScoreStatement(facts).sections);
      const summary = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))[0];
      const number = (text: string | undefined) => exact((text ?? '').replace('−', '-').replace('+', '').trim());
      const own = (summary?.rows ?? []).map((row) => number(row[2]));
      expect(sum(own.slice(0, -1)).toFixed(2)).toBe(entry?.score);
      expect(own.at(-1)?.toFixed(2)).toBe(entry?.score);
      // The lines of each block add up to its row.
      for (const block of rules.blocks) {
        const printed = blocks.flatMap((one) => {
          if (one.kind !== 'paragraph' || one.small?.form !== 'entry' || !one.runs[0]?.text.startsWith(block.code)) return [];
          const points = /[得加扣]([\d.]+)分$/.exec(one.small.aside)?.[1];
          return points === undefined ? [] : [block.code === 'F' ? exact(points).negated() : exact(points)];
        });
        const row = summary?.rows.find((cells) => cells[0] === `${block.code} ${block.name}`);
        expect(sum(printed).eq(number(row?.[2])), `${block.code} ${row?.join(' ')}`).toBe(true);
      }
    });
  }
});

describe('states are said in words', () => {
  test('未报 counts 0; the formula says why there is no figure; the note is printed', () => {
    const paper = statement('ZD', { ZD: { A1b: { state: 'notReported', note: '到截止日未报' } } });
    const line = lineOf(paper, 'A1');
    expect(line[0]).toBe('[A1 任务按期推进 | 满分40分　未报，得0.00分]');
    expect(line).toContain('算式：未报，计 0 分');
    expect(line.join()).toContain('× 100；所需数值未报，不计算');
    expect(line.at(-1)).toContain('按期完成节点数 未报 个 二月.xlsx › 区县 › D7；到截止日未报 张三');
  });
  test('不适用 gives its points to the block, and each line that takes some says how much', () => {
    const paper = statement('ZD', { ZD: { A2: { state: 'notApplicable' } } });
    expect(lineOf(paper, 'A2').slice(0, 3)).toEqual([
      '[A2 填报及时 | 满分20分　不适用]',
      '条款：迟报一项扣0.5分。',
      '算式：不适用，不计分；本项20分由本板块其他各项按分值分担',
    ]);
    expect(lineOf(paper, 'A1')[0]).toBe('[A1 任务按期推进 | 满分60分（方案40分）　得55.2632分]');
    expect(lineOf(paper, 'A1')).toContain('说明：本板块有不适用项，其分值由其他各项按分值分担，本项满分为 40 × 60 ÷ 40 = 60');
  });
  test('a whole block 不适用 is rescaled, not shared out', () => {
    const paper = statement('ZD', { ZD: { B1: { state: 'notApplicable' }, B2: { state: 'notApplicable' } } });
    expect(lineOf(paper, 'B1')[2]).toContain('本板块各项均不适用');
    expect(paper[3]).toContain('B 督察 — 0.0000');
    expect(paper[3]).toContain('折算 +40 +37.5614');
    expect(paper[3]).toContain('折算：56.342105 ÷ 60 × 100。');
  });
  test('缓报 names the month its figure comes from', () => {
    const paper = statement('ZD', { ZD: { B2: { state: 'deferred', value: '80', carriedFrom: '2018-01', note: '经批准' } } });
    expect(lineOf(paper, 'B2')[0]).toContain('缓报，得5.7143分');
    expect(lineOf(paper, 'B2').at(-1)).toContain('80 % 批准缓报，沿用2018年1月；二月.xlsx › 区县 › D7；经批准');
  });
  test('缺报: no total, no place, no rounding; the open lines are named', () => {
    const paper = statement('ZD', { ZD: { B1: null } });
    expect(paper[0]).toBe('2018年2月，张店区有1项缺报（B1 现场督察），补齐或注明未报、不适用、缓报前不计总分、不排名次。');
    expect(paper[3]).toContain('B 督察 40 缺报');
    expect(paper[3]).toContain('总分 100 缺报');
    expect(paper[3]).not.toContain('四舍五入');
    expect(paper).toContain('（二）督察（缺报）');
    expect(lineOf(paper, 'B1')[0]).toBe('[B1 现场督察 | 满分30分　缺报]');
    expect(lineOf(paper, 'B1').at(-1)).toBe('[表] 督察评分 缺报 分 — — —');
    // The others are counted without it.
    expect(statement('ZC', { ZD: { B1: null } })[0]).toContain('在已计分的2个区县中');
  });
});

describe('caps, deductions, places', () => {
  test('封顶 of a line, of all bonus lines, and a deduction', () => {
    const paper = statement('ZD', { ZD: { E1: '9', F1: '2' } });
    expect(lineOf(paper, 'E1')).toContain('算式：9 × 1.5 = 13.5，封顶 3');
    expect(lineOf(paper, 'F1')[0]).toBe('[F1 通报批评 | 最多扣5分　扣4.00分]');
    expect(paper[3]).toContain('加分封顶 — −1.0000');
    expect(paper[3]).toContain('加分封顶：加分合计 3，封顶 2。');
    expect(paper[3]).toContain('F 扣分 5 −4.0000');
  });
  test('a tie says 并列; a unit without an earlier place says nothing about moves', () => {
    expect(statement('ZD')[0]).toContain('在3个区县中并列第1位');
    const facts = statementFacts('ZD');
    const fresh = { ...facts, list: { ...facts.list, history: {} } };
    expect(said(composeScoreStatement(fresh))[0]).not.toContain('相比');
  });
  test('a long name breaks the title by meaning; demonstration figures say so; an undated paper leaves room for a pen', () => {
    const office = { issuer: '市委改革办', signedOn: null };
    const paper = composeScoreStatement(statementFacts('WCH', {}, { isDemo: true, office }));
    expect(paper.title).toEqual(['文昌湖旅游度假区', '2018年2月改革督察得分说明书']);
    expect(paper.marks).toEqual(['演示数据', '试算']);
    expect(paper.signature.date).toBe('　　年　　月　　日');
  });
  test('times are the office’s own', () => {
    expect(lineOf(statement('ZD', {}, { timeZone: 'UTC' }), 'A2').at(-1)).toContain('2018-03-02 06:03');
  });
});

test('formulas are spelled with names or figures, whole words only', () => {
  const part = (indicator: string, name: string, value: string) =>
    ({ input: indicator, indicator, name, unit: '', value, state: 'reported' }) as const;
  const parts = [part('A1', '甲数', '3'), part('A11', '乙数', '5'), part('PM2.5', '细颗粒物', '36'), part('7', '丙数', '2')];
  const byName = (use: { readonly name: string }): string => use.name;
  expect(spelled('(A1+A11)*0.5/PM2.5 - [7]', parts, byName)).toBe('(甲数 + 乙数) × 0.5 ÷ 细颗粒物 − 丙数');
  expect(spelled('min(甲数， A11)', parts, (use) => use.value ?? '')).toBe('min(3， 5)');
  expect(spelled('-A1*(-2)-A11', parts, byName)).toBe('−甲数 × (−2) − 乙数');
  expect(spelled('A1 + A11', [part('A1', '甲数', '3'), part('A11', '乙数', '5')], () => '(−3)')).toBe('(−3) + (−3)');
});
