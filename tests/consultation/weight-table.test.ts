/** The table behind every question about weights: it gives the published scores exactly, or says why there is none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalOf, type WeightTable, weightTable } from '../../src/shared/consultation/weight-table.ts';
import { type Exact, exact, published, sum } from '../../src/shared/engine/decimal.ts';
import { type Cell, type EvaluationInput, evaluate, type Item, type Rules } from '../../src/shared/engine/index.ts';
import { anIndicator, anItem, asShare, cell, fourDistricts, theRules } from '../support/rules.ts';
import { four, tableFrom, unitOf } from './tables.ts';

const away: Cell = { value: null, state: 'notApplicable' };
const weightsOf = ({ lines }: WeightTable): readonly Exact[] => lines.map(({ weight }) => weight);
const count = { kind: 'countPoints', each: '1' } as const;

/** Lines of blocks A and B, a bonus X, a deduction Y, a veto V; figures by unit in that order, “—” for 不适用. */
function month(rows: Readonly<Record<string, string>>, more: Partial<Rules> = {}, points = '35 25 25 15'): EvaluationInput {
  const weights = points.split(' ');
  const items: Item[] = [
    ...weights.map((weight, at) => anItem(`K${at + 1}`, weight, asShare, { block: at < 2 ? 'A' : 'B' })),
    anItem('X', '10', count, { kind: 'bonus', block: 'E' }),
    anItem('Y', '10', count, { kind: 'deduction', block: 'F' }),
    anItem('V', '0', count, { kind: 'veto', block: 'F' }),
  ];
  return {
    period: '2026-10',
    list: 'district',
    rules: theRules(items, more),
    organisations: Object.keys(rows).map((name) => ({ code: name, name })),
    indicators: items.map(({ code }) => anIndicator(code)),
    values: Object.fromEntries(
      Object.entries(rows).map(([name, row]) => {
        const texts = row.split(' ');
        return [name, Object.fromEntries(items.map(({ code }, at) => [code, texts[at] === '—' ? away : cell(texts[at] ?? '0')]))];
      }),
    ),
  };
}

describe('weightTable', () => {
  it('writes the four districts as weights, rates and a fixed part', () => {
    const table = four();
    expect(weightsOf(table).map(String)).toEqual(['35', '25', '25', '15']);
    expect(unitOf(table, '丁').rates.map(String)).toEqual(['0.8', '0.76', '0.68', '0.74']);
    expect(unitOf(table, '甲').fixed.toFixed()).toBe('2');
    expect(table.units.map((unit) => totalOf(unit, weightsOf(table)).toFixed())).toEqual(['86.95', '84.25', '79.7', '75.1']);
    expect(totalOf(unitOf(table, '丁'), [50, 30, 10, 10].map(exact)).toFixed()).toBe('77');
    expect(table.notes).toEqual([]);
  });

  it('gives a line that is 不适用 the rate of the rest of its block, a whole block that of all the others', () => {
    const table = tableFrom(month({ 甲: '92 — 75 80 0 0 0', 乙: '80 70 — — 0 0 0', 丙: '60 61 62 63 0 0 0' }));
    expect(unitOf(table, '甲').rates.map((rate) => rate.toFixed(6))).toEqual(['0.920000', '0.920000', '0.750000', '0.800000']);
    expect(unitOf(table, '甲').borrowed).toEqual([false, true, false, false]);
    // (28 + 17.5) ÷ 60
    expect(unitOf(table, '乙').rates.map((rate) => rate.toFixed(6))).toEqual(['0.800000', '0.700000', '0.758333', '0.758333']);
    expect(table.notes).toHaveLength(2);
    expect(table.notes.join()).toContain('“甲”的项目K2不适用');
  });

  it('brings a list with fewer lines to the full points', () => {
    const { lines } = tableFrom(month({ 甲: '92 88 75 80 0 0 0', 乙: '85 90 82 70 0 0 0' }, {}, '20 20 8 4'));
    expect(lines.map(({ weight }) => weight.toFixed(4))).toEqual(['38.4615', '38.4615', '15.3846', '7.6923']);
  });

  it('keeps caps of bonus and deduction in the fixed part, 一票否决 in the ends', () => {
    const rows = { 甲: '92 88 75 80 8 0 0', 乙: '85 90 82 70 0 9 0', 丙: '88 72 70 86 5 0 1' };
    const capped = tableFrom(month(rows, { bonusCap: '3', deductionCap: '4', veto: { effect: 'cap', at: '60' } }));
    expect(['甲', '乙', '丙'].map((name) => unitOf(capped, name).fixed.toFixed())).toEqual(['3', '-4', '3']);
    expect(unitOf(capped, '丙')).toMatchObject({ high: exact('60'), low: exact('0') });
    expect(totalOf(unitOf(capped, '丙'), weightsOf(capped)).toFixed()).toBe('60');
    const zeroed = tableFrom(month(rows, { floor: null }));
    expect(totalOf(unitOf(zeroed, '丙'), [100, 0, 0, 0].map(exact)).toFixed()).toBe('0');
    expect(zeroed.notes).toEqual(['“丙”被一票否决，总分计 0 分，分值怎样变动都照此执行。']);
  });

  it('refuses with a reason: fewer than two units, a unit without a score, nothing that counts, scores that are no such sum', () => {
    const refusal = (input: EvaluationInput, entries = evaluate(input).entries) => {
      const made = weightTable(entries, input.rules);
      return 'refusal' in made ? made.refusal : null;
    };
    const input = fourDistricts();
    const { entries } = evaluate(input);
    expect(refusal(input, entries.slice(0, 1))?.code).toBe('tooFew');
    const { 丁: _, ...others } = input.values;
    expect(refusal({ ...input, values: others })).toMatchObject({ code: 'noScore', reason: expect.stringContaining('“丁”') });
    expect(refusal({ ...input, rules: { ...input.rules, items: input.rules.items.slice(4) } })?.code).toBe('noLines');
    const grouped = { ...input, rules: { ...input.rules, rankInGroups: true } };
    const halves = entries.map((entry, at) => ({ ...entry, group: at < 2 ? '县区组' : '功能区组' }));
    expect(refusal(grouped, halves)?.code).toBe('groups');
    expect(refusal(grouped, halves.slice(0, 2))).toBeNull();
    const altered = entries.map((entry) => (entry.name === '丙' ? { ...entry, score: '79.71' } : entry));
    expect(refusal(input, altered)).toMatchObject({ code: 'residual', reason: expect.stringContaining('还差 0.01 分') });
  });

  const share = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => (hundredths / 100).toFixed(2));
  const figure = fc.oneof({ weight: 6, arbitrary: share }, { weight: 1, arbitrary: fc.constant('—') });
  const few = fc.integer({ min: 0, max: 6 }).map(String);
  const row = fc
    .tuple(figure, figure, figure, share, few, few, fc.constantFrom('0', '0', '0', '1'))
    .map((figures) => figures.join(' '));
  const rules = fc.record({
    bonusCap: fc.constantFrom(null, '3'),
    deductionCap: fc.constantFrom(null, '2'),
    floor: fc.constantFrom(null, '0', '40'),
    ceiling: fc.constantFrom(null, '90'),
    veto: fc.constantFrom({ effect: 'zero' } as const, { effect: 'cap', at: '59.99' } as const),
  });

  it('gives every published score exactly, whatever is 不适用, capped, vetoed or rounded', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 2, maxLength: 5 }),
        rules,
        fc.constantFrom('35 25 25 15', '20 20 8 4'),
        (rows, more, w) => {
          const input = month(Object.fromEntries(rows.map((figures, at) => [`单位${at}`, figures])), more, w);
          const table = tableFrom(input);
          const { entries } = evaluate(input);
          expect(sum(weightsOf(table)).toDecimalPlaces(30).toFixed()).toBe('100');
          expect(table.units.map((unit) => published(totalOf(unit, weightsOf(table)), 2))).toEqual(
            entries.map(({ score }) => score),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('with other weights gives what the engine gives under rules with those weights, but for the rounding', () => {
    const other = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 4 });
    const whole = row.map((figures) => figures.replaceAll('—', '50'));
    fc.assert(
      fc.property(fc.array(whole, { minLength: 2, maxLength: 4 }), rules, other, (rows, more, points) => {
        const named = Object.fromEntries(rows.map((figures, at) => [`单位${at}`, figures]));
        const table = tableFrom(month(named, more));
        const total = points.reduce((sofar, value) => sofar + value, 0);
        const weights = points.map((value) => exact(value).times(100).div(total));
        const again = evaluate(month(named, more, points.join(' ')));
        for (const entry of again.entries) {
          const unit = unitOf(table, entry.organisation);
          const difference = totalOf(unit, weights)
            .minus(unit.rounding)
            .minus(entry.score ?? 'NaN');
          expect(difference.abs().toNumber()).toBeLessThanOrEqual(0.005);
        }
      }),
      { numRuns: 200 },
    );
  });
});
