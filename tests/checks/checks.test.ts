/** The checks at entry on figures alone: golden vectors of methods.md §4 and §14, then properties. */
import fc from 'fast-check';
import { medianAbsoluteDeviation, median as oracleMedian, sampleStandardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { checkCell, courseOf, periodsBefore, ruleWords, usualRange } from '../../src/shared/checks/check-cell.ts';
import type { CheckedIndicator } from '../../src/shared/checks/finding.ts';
import { refusalOf } from '../../src/shared/checks/hard-range.ts';
import { brokenIdentity, identitiesOf } from '../../src/shared/checks/identities.ts';
import { medianOf, spreadOf, spreadOfCounts } from '../../src/shared/checks/spread.ts';
import { exact, text } from '../../src/shared/engine/decimal.ts';

const Y = ['78', '80', '79', '77', '81', '80', '82', '79', '68', '78', '80', '79'];
const exacts = (values: readonly (string | number)[]) => values.map((value) => exact(value));
const figure = (name: string, unit: string, decimals: number | null = 2): CheckedIndicator => ({
  code: 'X',
  name,
  unit,
  decimals,
});

/** One figure of 2018-02 after the given ones, the last of them in 2018-01. */
function check(indicator: CheckedIndicator, past: readonly string[], value: string, period = '2018-02') {
  const periods = periodsBefore(period).slice(-past.length);
  const course = courseOf(
    indicator,
    past.map((one, index) => ({ period: periods[index] ?? '', value: one })),
  );
  return checkCell(indicator, period, value, course, { identities: [], figureOf: () => null });
}
const codes = (...args: Parameters<typeof check>) => check(...args).map((finding) => finding.code);

describe('soft range', () => {
  it('golden: 68 lies 7.42 steps below the median of its course; three standard deviations would have missed it', () => {
    const spread = spreadOf(exacts(Y));
    expect(text(spread?.median ?? exact(0))).toBe('79');
    expect([spread?.low.toFixed(), spread?.high.toFixed()]).toEqual(['73.8109', '84.1891']);
    const z = exact(68)
      .minus(spread?.median ?? 0)
      .div(spread?.scale ?? 1);
    // 0.6745 · (68 − 79) ÷ 1; 1.4826 is 1 ÷ 0.6745 to four digits.
    expect(z.toNumber()).toBeCloseTo(-7.4195, 3);
    const numbers = Y.map(Number);
    const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
    const ordinary = (68 - mean) / sampleStandardDeviation(numbers);
    expect(ordinary).toBeCloseTo(-2.931, 3);
    expect(Math.abs(ordinary)).toBeLessThan(3);
    expect(codes(figure('得分', '分'), Y, '68')).toEqual(['range']);
    expect(codes(figure('得分', '分'), Y, '74')).toEqual([]);
  });
  it('MAD 0: the mean distance takes its place; that 0 too: any difference counts', () => {
    const nearly = ['90', '90', '90', '90', '90', '90', '90', '92'];
    const spread = spreadOf(exacts(nearly));
    expect(spread?.scale.toFixed()).toBe('0.3133285');
    expect(codes(figure('得分', '分'), nearly, '91.1')).toContain('range');
    expect(codes(figure('得分', '分', 2), nearly, '91')).toEqual([]);
    const still = Array.from({ length: 12 }, () => '90');
    expect(codes(figure('得分', '分'), still, '90')).toEqual([]);
    expect(check(figure('得分', '分', 1), still, '90.1').map(({ sentence }) => sentence)).toEqual([
      '此前 12 期都是 90，本期为 90.1，请核对；确实如此请说明原因。',
      '90.1 有 1 位小数，此前 12 期都是整数，请核对；确实如此请说明原因。',
    ]);
  });
  it('fewer than six figures say nothing', () => {
    expect(spreadOf(exacts(Y.slice(0, 5)))).toBeNull();
    expect(codes(figure('得分', '分'), Y.slice(0, 5), '10')).toEqual([]);
  });
  it('a count may be one more than ever before; not several', () => {
    const never = Array.from({ length: 12 }, () => '0');
    expect(codes(figure('省级领导批示件数', '件', 0), never, '1')).toEqual([]);
    expect(codes(figure('省级领导批示件数', '件', 0), never, '5')).toEqual(['range']);
    expect(spreadOfCounts(exacts([0, 0, 1, 0, 0, 0]))?.high.toFixed()).toBe('2');
  });
  it('a slipped point or unit is named', () => {
    const cases = ['13556', '12980', '13010', '14020', '13777', '13300', '13120'];
    expect(check(figure('办件总量', '件', 0), cases, '135560')[0]?.sentence).toContain('像是小数点错了一位');
    expect(check(figure('投资', '万元'), cases, '1.34')[0]?.sentence).toContain('像是计量单位差了“万”');
  });
  it('agrees with another library', () => {
    const hundredths = fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(hundredths, (whole) => {
        const values = whole.map((n) => n / 100);
        expect(medianOf(exacts(values)).toNumber()).toBeCloseTo(oracleMedian(values), 9);
        const mad = medianAbsoluteDeviation(values);
        fc.pre(mad > 0);
        expect(spreadOf(exacts(values))?.scale.toNumber()).toBeCloseTo(1.4826 * mad, 9);
      }),
    );
  });
  it('order, a shift and a scale change nothing; the median itself is never flagged', () => {
    const whole = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(whole, fc.integer({ min: -900, max: 900 }), fc.integer({ min: 1, max: 50 }), (values, shift, factor) => {
        const spread = spreadOf(exacts(values));
        const turned = spreadOf(exacts([...values].reverse()));
        const moved = spreadOf(exacts(values.map((value) => value * factor + shift)));
        if (!spread || !turned || !moved) throw new Error('six figures and no spread');
        expect(turned.high.eq(spread.high)).toBe(true);
        expect(moved.low.minus(spread.low.times(factor).plus(shift)).abs().lt('1e-30')).toBe(true);
        expect(spread.low.lte(spread.median) && spread.high.gte(spread.median)).toBe(true);
        const counted = spreadOfCounts(exacts(values));
        expect(counted?.low.lte(spread.low) && counted.high.gte(spread.high)).toBe(true);
        const found = codes(figure('得分', '分'), values.map(String), text(spread.median));
        expect(found).not.toContain('range');
      }),
    );
  });
});

describe('hard range', () => {
  it('refuses negative counts and shares outside 0 to 100, in a sentence', () => {
    expect(refusalOf(figure('应完成节点数', '个', 0), '-3')).toEqual({
      code: 'negative',
      severity: 'refuse',
      sentence: '“应完成节点数”填了 -3，本项不能是负数，请改后再填。',
    });
    expect(refusalOf(figure('空气优良率（月）', '%', 1), '100.1')?.sentence).toContain('比率不能超过 100');
    expect(refusalOf(figure('第三产业占比', '%', null), '-0.1')?.code).toBe('share');
    expect(refusalOf(figure('PM2.5浓度', 'µg/m³', 0), '-1')?.code).toBe('negative');
  });
  it('leaves alone what may be negative or more than 100', () => {
    for (const [name, unit] of [
      ['地区生产总值增速', '%'],
      ['万元GDP能耗同比', '%'],
      ['PM2.5平均浓度较2014年变化', '%'],
      ['群众满意度测评提升位次', '位'],
      ['规上工业利润', '亿元'],
      ['人口净增', '人'],
    ] as const) {
      expect(refusalOf(figure(name, unit), '-5'), name).toBeNull();
      expect(codes(figure(name, unit), [], '-5'), name).toEqual([]);
    }
    expect(refusalOf(figure('年度投资完成率', '%'), '120')).toBeNull();
    expect(refusalOf(figure('网上办理率', '%'), '100')).toBeNull();
    expect(refusalOf(figure('网上办理率', '%'), '-0')).toBeNull();
    expect(refusalOf(figure('新增就业', '人', 0), '-1')?.code).toBe('negative');
  });
  it('asks about rates of unknown kind outside 0 to 100, and about half a 件', () => {
    expect(codes(figure('某某率', '%'), [], '120')).toEqual(['share']);
    expect(check(figure('应完成节点数', '个', 0), [], '51.5')).toEqual([
      { code: 'whole', severity: 'doubt', sentence: '51.5 不是整数，本项按个计，请改为整数。' },
    ]);
    expect(codes(figure('应完成节点数', '个', 0), [], '51.0')).toEqual([]);
  });
});

describe('against its own past', () => {
  it('累计 does not fall within the year, and begins anew with it', () => {
    const total = figure('累计到位资金', '万元', null);
    expect(codes(total, ['100', '120'], '119')).toEqual(['cumulative']);
    expect(codes(total, ['100', '120'], '120')).toEqual([]);
    expect(codes(total, ['100', '120'], '5', '2018-01')).toEqual([]);
    expect(codes(figure('试点任务累计', '项', 0), ['30'], '29', '2018')).toEqual(['cumulative']);
  });
  it('the same as last month is asked about only when the figure has never stood still', () => {
    const moving = ['78', '80', '79', '77', '81', '82'];
    expect(codes(figure('得分', '分'), moving, '82')).toEqual(['same']);
    expect(codes(figure('得分', '分'), moving, '82.0')).toEqual(['same']);
    expect(codes(figure('得分', '分'), moving, '81')).toEqual([]);
    expect(codes(figure('得分', '分'), [...moving, '82'], '82')).toEqual([]);
    expect(codes(figure('得分', '分'), moving.slice(1), '82')).toEqual([]);
  });
  it('more digits than agreed or than ever before', () => {
    expect(codes(figure('得分', '分', 1), [], '92.25')).toEqual(['precision']);
    expect(codes(figure('得分', '分', 1), [], '92.50')).toEqual([]);
    expect(codes(figure('总量', '亿元', null), ['1.5', '1.6', '1.4', '1.7', '1.5', '1.6'], '1.553')).toEqual(['precision']);
    expect(codes(figure('总量', '亿元', null), ['1.5', '1.6'], '1.553')).toEqual([]);
  });
});

describe('identities from formulas', () => {
  const raw = (code: string, name: string, unit = '个') => ({ code, name, unit, decimals: 0, formula: null });
  const ratio = (name: string, formula: string, unit = '%') => ({ code: `R${formula}`, name, unit, decimals: 2, formula });
  const parts = [raw('A1a', '应完成节点数'), raw('A1b', '按期完成节点数'), raw('A1c', '逾期完成节点数')];
  const read = (...more: ReturnType<typeof ratio>[]) =>
    identitiesOf([...parts, ...more]).map((one) => [one.parts.map(({ code }) => code), one.whole.map(({ code }) => code)]);
  it('reads parts and whole wherever the 100 stands', () => {
    const expected = [[['A1b', 'A1c'], ['A1a']]];
    expect(read(ratio('推进率', '(A1b + A1c * 0.5) / A1a * 100'))).toEqual(expected);
    expect(read(ratio('推进率', '100 * (A1b + 0.5 * A1c) / A1a'))).toEqual(expected);
    expect(read(ratio('推进率', '100 * ((A1b + A1c) / A1a)'))).toEqual(expected);
    expect(read(ratio('完成率', 'A1b / A1a * 100'))).toEqual([[['A1b'], ['A1a']]]);
  });
  it('takes no differences, no amounts per head, no rates that may pass 100, no formula it cannot read', () => {
    expect(read(ratio('增速', '(A1b - A1a) / A1a * 100'), ratio('每点得分', 'A1b / A1a', '分'))).toEqual([]);
    expect(read(ratio('占比', 'A1b * 2 / A1a * 100'), ratio('占比', 'max(A1b, A1c) / A1a * 100'))).toEqual([]);
    expect(read(ratio('占比', '没有 / A1a * 100'), ratio('占比', 'A1a / (A1a + A1b) * 100'))).toEqual([]);
    const money = [raw('Ia', '计划投资', '亿元'), raw('Ib', '完成投资', '亿元')];
    expect(identitiesOf([...money, ratio('投资完成率', 'Ib / Ia * 100')])).toEqual([]);
  });
  it('says who is more than whom; an absent part counts as nothing, an absent whole ends it', () => {
    const [identity] = identitiesOf([...parts, ratio('推进率', '(A1b + A1c * 0.5) / A1a * 100')]);
    if (!identity) throw new Error('no identity');
    const broken = (figures: Record<string, string>) => brokenIdentity(identity, (code) => figures[code] ?? null);
    expect(broken({ A1a: '10', A1b: '8', A1c: '2' })).toBeNull();
    expect(broken({ A1a: '10', A1b: '8', A1c: '3' })?.sentence).toBe(
      '“按期完成节点数”加“逾期完成节点数”合计 11，多于“应完成节点数” 10，请改正有误的一格；确实如此请说明原因。',
    );
    expect(broken({ A1a: '10', A1c: '11' })?.severity).toBe('doubt');
    expect(broken({ A1b: '8', A1c: '3' })).toBeNull();
    expect(broken({ A1a: '10' })).toBeNull();
  });
});

describe('words', () => {
  it('the usual range reads like figures of the indicator', () => {
    const spread = spreadOf(exacts(Y));
    if (!spread) throw new Error('no spread');
    expect(usualRange(figure('得分', '分', 1), spread)).toEqual({ low: '73.81', high: '84.19' });
    expect(usualRange(figure('节点数', '个', 0), spread)).toEqual({ low: '74', high: '84' });
    const shares = spreadOf(exacts(['99', '98', '97', '96', '99', '95']));
    expect(shares && usualRange(figure('办结率', '%', 0), shares).high).toBe('100');
  });
  it('every sentence says what to do and ends with a full stop', () => {
    const values = fc.array(fc.integer({ min: 0, max: 400 }).map(String), { minLength: 0, maxLength: 12 });
    const kinds = fc.constantFrom(
      figure('累计办件', '件', 0),
      figure('办结率', '%', 1),
      figure('某率', '%', null),
      figure('得分', '分'),
    );
    fc.assert(
      fc.property(values, kinds, fc.integer({ min: -2000, max: 90_000 }), (past, indicator, hundredths) => {
        for (const { sentence } of check(indicator, past, (hundredths / 100).toString())) {
          expect(sentence).toMatch(/请.*。$/);
          expect(sentence).not.toMatch(/NaN|undefined|Infinity|[A-Za-z]{3}/);
        }
      }),
    );
    expect(ruleWords(figure('累计办件', '件', 0), [], courseOf(figure('累计办件', '件', 0), []))).toHaveLength(3);
  });
});
