import { describe, expect, it } from 'vitest';
import { exact, published, roundHalfUp, sum } from '../../src/shared/engine/decimal.ts';
import { type Entry, type EvaluationInput, evaluate, type Item } from '../../src/shared/engine/index.ts';
import { anIndicator, anItem, asShare, cell, fourDistricts, theRules } from '../support/rules.ts';

const entryOf = (input: EvaluationInput, code: string): Entry => {
  const entry = evaluate(input).entries.find((row) => row.organisation === code);
  if (!entry) throw new Error(`no ${code}`);
  return entry;
};
const one = (items: EvaluationInput['rules']['items'], values: EvaluationInput['values'][string], more = {}): Entry =>
  entryOf(
    {
      period: '2026-10',
      list: 'district',
      rules: theRules(items, more),
      organisations: [{ code: '甲', name: '甲' }],
      indicators: items.flatMap((item) => Object.values(item.inputs)).map((code) => anIndicator(code)),
      values: { 甲: values },
    },
    '甲',
  );
/** Lines and adjustments of an entry, exact. */
const stepsOf = (entry: Entry) =>
  sum([...entry.items.map((item) => exact(item.points ?? 0)), ...entry.adjustments.map((step) => exact(step.amount))]);

describe('golden vector of methods.md §1', () => {
  it('甲 86.95, 乙 84.25, 丙 79.70, 丁 75.10', () => {
    const { entries, missing } = evaluate(fourDistricts());
    expect(entries.map(({ name, score, rank }) => [name, score, rank])).toEqual([
      ['甲', '86.95', 1],
      ['乙', '84.25', 2],
      ['丙', '79.70', 3],
      ['丁', '75.10', 4],
    ]);
    expect(entries.map((entry) => published(exact(entry.base), 2))).toEqual(['84.95', '83.25', '79.20', '75.10']);
    expect(missing).toEqual([]);
  });
});

describe('rounding, once and half up', () => {
  it('15.4546 to whole numbers is 15; 84.955 is 84.96; a float would say 84.95', () => {
    expect(roundHalfUp(exact('15.4546'), 0).toString()).toBe('15');
    expect(published(exact('84.955'), 2)).toBe('84.96');
    expect(published(exact('1.1').times('1.15'), 2)).toBe('1.27');
    expect((1.1 * 1.15).toFixed(2)).toBe('1.26');
  });
  it('thirds add up: three lines of 1/3 each make exactly 1 and round as 1', () => {
    const items = ['a', 'b', 'c'].map((code) => anItem(code, '1', { kind: 'goalposts', floor: '0', target: '3' }));
    const entry = one([...items, anItem('d', '97', asShare)], { a: cell('1'), b: cell('1'), c: cell('1'), d: cell('99.995') });
    // 1/3 × 3 + 97 × 0.99995 = 97.99515 → 98.00
    expect(entry.score).toBe('98.00');
    expect(stepsOf(entry).toFixed(2)).toBe('98.00');
    expect(stepsOf(entry).eq('98')).toBe(true);
  });
});

describe('an empty cell is not zero', () => {
  const items = [anItem('a', '60', asShare), anItem('b', '30', asShare), anItem('c', '10', asShare, { block: 'B' })];
  it('never filled: no score, no rank, named', () => {
    const input: EvaluationInput = { ...fourDistricts(), values: { ...fourDistricts().values, 丙: { K1: cell('90') } } };
    const { entries, missing } = evaluate(input);
    expect(missing).toEqual([{ organisation: '丙', name: '丙', items: ['K2', 'K3', 'K4', 'X'] }]);
    expect(entries.at(-1)).toMatchObject({ name: '丙', score: null, rank: null });
    expect(entries.filter((entry) => entry.rank !== null).map((entry) => entry.rank)).toEqual([1, 2, 3]);
  });
  it('未报 scores 0 and says so', () => {
    const entry = one(items, { a: cell('100'), b: { value: null, state: 'notReported' }, c: cell('100') });
    expect(entry.score).toBe('70.00');
    expect(entry.items[1]).toMatchObject({ state: 'notReported', points: '0', formula: '未报，计 0 分' });
  });
  it('不适用 gives its points to its own block: 60 × 90 ÷ 60', () => {
    const entry = one(items, { a: cell('80'), b: { value: null, state: 'notApplicable' }, c: cell('100') });
    expect(entry.items[0]?.effectiveFullPoints).toBe('90');
    expect(entry.score).toBe('82.00');
  });
  it('a whole block 不适用 is rescaled: 72 ÷ 90 × 100', () => {
    const entry = one(items, { a: cell('80'), b: cell('80'), c: { value: null, state: 'notApplicable' } });
    expect(entry.score).toBe('80.00');
    expect(entry.adjustments[0]).toMatchObject({ code: 'rescale', amount: '8' });
  });
  it('批准缓报 carries the last value and is marked', () => {
    const entry = one(items, { a: { value: '50', state: 'deferred', carriedFrom: '2026-09' }, b: cell('100'), c: cell('100') });
    expect(entry.score).toBe('70.00');
    expect(entry.items[0]).toMatchObject({ state: 'carried' });
    expect(entry.items[0]?.inputs[0]).toMatchObject({ carriedFrom: '2026-09' });
  });
  it('a method without meaning for the figures is 不适用: a base of 0 last year, no ballots', () => {
    const rate = anItem('r', '50', { kind: 'improvementRate', target: '10' }, { inputs: { value: 'x', base: 'y' } });
    const vote = anItem('v', '20', { kind: 'ballot' }, { inputs: { good: 'g', fairlyGood: 'f', fair: 'm', poor: 'p' } });
    const nobody = { g: cell('0'), f: cell('0'), m: cell('0'), p: cell('0') };
    const entry = one([rate, vote, anItem('a', '30', asShare)], { x: cell('3'), y: cell('0'), ...nobody, a: cell('90') });
    expect(entry.items.map((item) => item.state)).toEqual(['notApplicable', 'notApplicable', 'scored']);
    expect(entry.score).toBe('90.00');
  });
  it('a zero divisor makes a computed figure 不适用', () => {
    const rules = theRules([anItem('rate', '60', asShare), anItem('b', '40', asShare)]);
    const entry = entryOf(
      {
        period: '2026-10',
        list: 'district',
        rules,
        organisations: [{ code: '甲', name: '甲' }],
        indicators: [
          anIndicator('done'),
          anIndicator('due'),
          anIndicator('b'),
          anIndicator('rate', { formula: 'done / due * 100' }),
        ],
        values: { 甲: { done: cell('0'), due: cell('0'), b: cell('90') } },
      },
      '甲',
    );
    expect(entry.items[0]).toMatchObject({ state: 'notApplicable' });
    expect(entry.score).toBe('90.00');
  });
});

describe('caps, bonus, deduction, veto', () => {
  const base = anItem('a', '100', asShare);
  const bonus = (code: string) => anItem(code, '8', { kind: 'countPoints', each: '1' }, { kind: 'bonus', block: 'E' });
  it('a bonus line has its cap, all lines together theirs; the total may exceed 100', () => {
    const entry = one([base, bonus('e'), bonus('f')], { a: cell('100'), e: cell('12'), f: cell('5') });
    expect(entry.items[1]).toMatchObject({ points: '8', formula: '12 × 1 = 12，封顶 8' });
    expect(entry.bonus).toBe('10');
    expect(entry.score).toBe('110.00');
    expect(stepsOf(entry).eq('110')).toBe(true);
  });
  it('a deduction is negative and capped; the total has a floor', () => {
    const deduction = anItem('x', '5', { kind: 'countPoints', each: '2' }, { kind: 'deduction', block: 'F' });
    expect(one([base, deduction], { a: cell('90'), x: cell('1') }).score).toBe('88.00');
    expect(one([base, deduction], { a: cell('90'), x: cell('9') })).toMatchObject({ score: '85.00', deduction: '5' });
    const low = one([base, deduction], { a: cell('3'), x: cell('9') });
    expect(low.score).toBe('0.00');
    expect(stepsOf(low).isZero()).toBe(true);
  });
  it('一票否决: to zero, or to a cap', () => {
    const veto = anItem('v', '0', { kind: 'countPoints', each: '1' }, { kind: 'veto', block: 'F' });
    expect(one([base, veto], { a: cell('90'), v: cell('0') })).toMatchObject({ score: '90.00', isVetoed: false });
    expect(one([base, veto], { a: cell('90'), v: cell('1') })).toMatchObject({ score: '0.00', isVetoed: true });
    const capped = one([base, veto], { a: cell('90'), v: cell('1') }, { veto: { effect: 'cap', at: '79.99' } });
    expect(capped.score).toBe('79.99');
    expect(stepsOf(capped).eq('79.99')).toBe(true);
  });
  it('难度系数 multiplies before scoring', () => {
    expect(one([anItem('a', '100', asShare, { difficulty: { 甲: '1.2' } })], { a: cell('50') }).score).toBe('60.00');
  });
});

describe('combined methods', () => {
  const month = (
    item: Item,
    figures: Readonly<Record<string, Readonly<Record<string, string>>>>,
    lower: readonly string[] = [],
  ) =>
    evaluate({
      period: '2026-10',
      list: 'district',
      rules: theRules([item], { fullPoints: '10', allowDependentMethods: true }),
      organisations: Object.keys(figures).map((code) => ({ code, name: code })),
      indicators: Object.values(item.inputs).map((code) => anIndicator(code, lower.includes(code) ? { direction: 'lower' } : {})),
      values: Object.fromEntries(
        Object.entries(figures).map(([unit, row]) => [
          unit,
          Object.fromEntries(Object.entries(row).map(([code, value]) => [code, cell(value)])),
        ]),
      ),
    }).entries.map((entry) => entry.items[0]?.points);
  it('each part has its own direction: 0.5 × 10 + 0.5 × 10 × 10 ÷ 20', () => {
    const parts = ['h', 'l'].map((name) => ({
      inputs: { value: name },
      share: '0.5',
      method: { kind: 'completionRate', target: '10' } as const,
    }));
    const item = anItem('c', '10', { kind: 'composite', parts }, { inputs: { h: 'H', l: 'L' } });
    expect(month(item, { 甲: { H: '10', L: '20' } }, ['L'])).toEqual(['7.5']);
  });
  it('each part has its own peers', () => {
    const parts = [{ inputs: { value: 'a' }, share: '1', method: { kind: 'ratioToBest' } as const }];
    const item = anItem('c', '10', { kind: 'composite', parts }, { inputs: { value: 'M', a: 'H' } });
    expect(month(item, { 甲: { M: '100', H: '10' }, 乙: { M: '50', H: '5' } })).toEqual(['10', '5']);
  });
  it('a panel inside counts each mark once: (60 + 90 + 90) ÷ 3 of 10', () => {
    const parts = [{ inputs: { a: 'a', b: 'b', c: 'c' }, share: '1', method: { kind: 'panel', trim: 0 } as const }];
    const item = anItem('p', '10', { kind: 'lowest', parts }, { inputs: { a: 'A', b: 'B', c: 'C' } });
    expect(month(item, { 甲: { A: '60', B: '90', C: '90' } })).toEqual(['8']);
  });
});

describe('ranks', () => {
  it('ties share a place and the next is skipped: 1, 1, 3', () => {
    const input = fourDistricts();
    const same = input.values.甲 ?? {};
    const { entries } = evaluate({ ...input, values: { ...input.values, 乙: same } });
    expect(entries.map(({ rank, isTied }) => [rank, isTied])).toEqual([
      [1, true],
      [1, true],
      [3, false],
      [4, false],
    ]);
  });
  it('are made on published digits: 86.951 and 86.949 are both 86.95 and tie', () => {
    const items = [anItem('a', '100', asShare)];
    const { entries } = evaluate({
      period: '2026-10',
      list: 'district',
      rules: theRules(items),
      organisations: [
        { code: '甲', name: '甲' },
        { code: '乙', name: '乙' },
      ],
      indicators: [anIndicator('a')],
      values: { 甲: { a: cell('86.949') }, 乙: { a: cell('86.951') } },
    });
    expect(entries.map(({ score, rank }) => [score, rank])).toEqual([
      ['86.95', 1],
      ['86.95', 1],
    ]);
  });
  it('move against the period before', () => {
    const { entries } = evaluate({ ...fourDistricts(), previousRanks: { 甲: 3, 乙: 2, 丁: 1 } });
    expect(entries.map(({ name, change }) => [name, change])).toEqual([
      ['甲', 2],
      ['乙', 0],
      ['丙', null],
      ['丁', -3],
    ]);
  });
  it('inside groups when the rules say so', () => {
    const input = fourDistricts();
    const organisations = input.organisations.map((row, index) => ({ ...row, group: index < 2 ? '县区组' : '功能区组' }));
    const { entries } = evaluate({ ...input, organisations, rules: { ...input.rules, rankInGroups: true } });
    expect(entries.map(({ name, rank }) => [name, rank])).toEqual([
      ['甲', 1],
      ['乙', 2],
      ['丙', 1],
      ['丁', 2],
    ]);
  });
});

describe('rules that cannot be computed are said in words', () => {
  it('a method that depends on others needs the switch, and is marked', () => {
    const items = [anItem('a', '100', { kind: 'minMax' })];
    expect(() => one(items, { a: cell('5') })).toThrow('方案未允许使用');
    expect(one(items, { a: cell('5') }, { allowDependentMethods: true }).items[0]?.dependsOnOthers).toBe(true);
  });
  it('an unknown indicator, a target of zero: the line is named', () => {
    expect(() => one([anItem('a', '10', { kind: 'completionRate', target: '0' })], { a: cell('5') })).toThrow(
      '“a 项目a”：目标值小于或等于 0',
    );
    const input = { ...fourDistricts(), indicators: [] };
    expect(() => evaluate(input)).toThrow('不存在');
  });
});
