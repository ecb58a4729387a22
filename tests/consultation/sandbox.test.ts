import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSandbox, type SandboxChange } from '../../src/shared/consultation/sandbox.ts';
import { exact } from '../../src/shared/engine/decimal.ts';
import { createMemory, type EvaluationInput, evaluate } from '../../src/shared/engine/index.ts';
import { demoMonth } from '../support/demo-month.ts';
import { cell, fourDistricts } from '../support/rules.ts';

const places = (rows: readonly { readonly name: string; readonly score: string | null; readonly rank: number | null }[]) =>
  rows.map(({ name, score, rank }) => [rank, name, score]);

describe('假设试算', () => {
  it('a dragged figure moves one unit, and who it passes', () => {
    const { rows, moved, entryOf } = openSandbox(fourDistricts()).attempt([
      { kind: 'figure', organisation: '丁', indicator: 'K2', value: '96' },
    ]);
    expect(places(rows)).toEqual([
      [1, '甲', '86.95'],
      [2, '乙', '84.25'],
      [3, '丁', '80.10'],
      [4, '丙', '79.70'],
    ]);
    expect(moved).toEqual(['丁', '丙']);
    expect(rows[2]).toMatchObject({ moved: 1, officialRank: 4, officialScore: '75.10', difference: '5' });
    expect(rows[3]).toMatchObject({ moved: -1, difference: '0' });
    expect(entryOf('丁')?.items[1]?.points).toBe('24');
  });
  it('a dragged weight is brought back to 100 by 折算, and all follow: golden single-weight flip of 乙 and 丙 at K2 0.0054', () => {
    const { attempt } = openSandbox(fourDistricts());
    const at = (share: string) => {
      // w ÷ (75 + w) = share
      const points = exact(share).times(75).div(exact(1).minus(share)).toFixed(20);
      return attempt([{ kind: 'weight', item: 'K2', fullPoints: points }]);
    };
    expect(at('0.0060').moved).toEqual([]);
    expect(at('0.0048').moved).toEqual(['丙', '乙']);
    expect(at('0.25').rows.map(({ difference }) => difference)).toEqual(['0', '0', '0', '0']);
  });
  it('takes all changes at once, the last of the same thing, and none gives the month as it is', () => {
    const { attempt } = openSandbox(fourDistricts());
    const { rows, moved } = attempt([]);
    expect(moved).toEqual([]);
    expect(rows.every(({ difference }) => difference === '0')).toBe(true);
    const twice = attempt([
      { kind: 'figure', organisation: '丁', indicator: 'K2', value: '10' },
      { kind: 'figure', organisation: '丁', indicator: 'K2', value: '96' },
      { kind: 'figure', organisation: '甲', indicator: 'X', value: '0' },
    ]);
    expect(twice.rows.map(({ score }) => score)).toEqual(['84.95', '84.25', '80.10', '79.70']);
  });
  it('offers the levers: the lines, and a unit’s figures with ends for the slider', () => {
    const { weights, figures } = openSandbox(fourDistricts());
    expect(weights[0]).toEqual({ kind: 'weight', item: 'K1', name: '项目K1', fullPoints: '35', low: '0', high: '70' });
    expect(figures('丁')[0]).toEqual({
      kind: 'figure',
      item: 'K1',
      indicator: 'K1',
      name: '指标K1',
      unit: '',
      value: '80',
      low: '0',
      high: '92',
    });
    expect(figures('戊')).toEqual([]);
  });
  it('refuses in a sentence', () => {
    const { attempt } = openSandbox(fourDistricts());
    const figure = (more: Partial<Extract<SandboxChange, { kind: 'figure' }>>) => () =>
      attempt([{ kind: 'figure', organisation: '丁', indicator: 'K1', value: '1', ...more }]);
    expect(figure({ value: '八十' })).toThrow('“八十”不是数字，不能试算。');
    expect(figure({ organisation: '戊' })).toThrow('这个单位不在当期名单里');
    expect(figure({ indicator: 'K9' })).toThrow('没有指标“K9”');
    expect(() => attempt([{ kind: 'weight', item: 'K9', fullPoints: '1' }])).toThrow('方案中没有条款“K9”');
    expect(() => attempt([{ kind: 'weight', item: 'K1', fullPoints: '-1' }])).toThrow('不能小于 0');
  });
});

describe('the engine with its memory', () => {
  it('gives the same bytes as without, after any changes in any order, on the demonstration month', async () => {
    const input = await demoMonth();
    const memory = createMemory();
    const items = input.rules.items.filter((item) => item.applies.includes('district'));
    const figures = ['A1b', 'A1c', 'A2b', 'B2b', 'B3a', 'C3a', 'C4', 'D1a', 'E1a', 'F1'];
    const change = fc.record({
      unit: fc.nat(input.organisations.length - 1),
      figure: fc.constantFrom(...figures),
      value: fc.integer({ min: 0, max: 90 }).map(String),
      state: fc.constantFrom('reported', 'reported', 'notReported', 'notApplicable'),
      line: fc.nat(items.length - 1),
      points: fc.integer({ min: 0, max: 30 }).map(String),
      isWeight: fc.boolean(),
    });
    let current: EvaluationInput = input;
    fc.assert(
      fc.property(change, ({ unit, figure, value, state, line, points, isWeight }) => {
        const code = input.organisations[unit]?.code ?? '';
        const filled = state === 'reported' ? cell(value) : { value: null, state: state as 'notReported' };
        const changed = isWeight
          ? {
              ...current,
              rules: {
                ...current.rules,
                items: current.rules.items.map((item) =>
                  item.code === items[line]?.code ? { ...item, fullPoints: points } : item,
                ),
              },
            }
          : { ...current, values: { ...current.values, [code]: { ...current.values[code], [figure]: filled } } };
        current = changed;
        expect(evaluate(changed, memory)).toEqual(evaluate(changed));
      }),
      { numRuns: 200 },
    );
  });
  it('scores lines that look at other units anew, though their own figures are the same', () => {
    const four = fourDistricts();
    const items = four.rules.items.map((item) =>
      item.code === 'K1' ? { ...item, method: { kind: 'ratioToBest' as const } } : item,
    );
    const input: EvaluationInput = { ...four, rules: { ...four.rules, items, allowDependentMethods: true } };
    const { attempt } = openSandbox(input);
    const changed = { ...input, values: { ...input.values, 甲: { ...input.values.甲, K1: cell('100') } } };
    const { rows } = attempt([{ kind: 'figure', organisation: '甲', indicator: 'K1', value: '100' }]);
    expect(rows.map(({ score }) => score)).toEqual(evaluate(changed).entries.map(({ score }) => score));
    // 甲 had the best figure before and has all its points still; the three others lose to it.
    expect(rows.filter(({ difference }) => difference !== '0').map(({ name }) => name)).toEqual(['乙', '丙', '丁']);
  });
  it('follows a drag well inside a frame: a figure and a weight of the demonstration month', async () => {
    const input = await demoMonth();
    const code = input.organisations[0]?.code ?? '';
    const { attempt } = openSandbox(input);
    const times: number[] = [];
    for (let step = 0; step < 60; step += 1) {
      const started = performance.now();
      attempt([
        { kind: 'figure', organisation: code, indicator: 'A1b', value: String(step % 12) },
        { kind: 'weight', item: 'A1', fullPoints: String(10 + (step % 20)) },
      ]);
      times.push(performance.now() - started);
    }
    expect(times.sort((a, b) => a - b)[30]).toBeLessThan(16);
  });
});
