import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actsOnTotal, decomposeByGroups, lineGroups, shapleyValues } from '../../src/shared/consultation/shapley.ts';
import { type Exact, exact, sum, zero } from '../../src/shared/engine/decimal.ts';
import { decomposeAgainst } from '../../src/shared/engine/decompose.ts';
import { type Entry, type EvaluationInput, evaluate, type Rules } from '../../src/shared/engine/index.ts';
import { demoMonth } from '../support/demo-month.ts';
import { anIndicator, anItem, asShare, cell, fourDistricts, theRules } from '../support/rules.ts';

/** The definition itself: what each player adds when its turn comes, the mean over every order. */
function overOrders(count: number, value: (members: number) => Exact): readonly Exact[] {
  const orders = ordersOf(Array.from({ length: count }, (_, player) => player));
  const totals = Array.from({ length: count }, () => zero);
  for (const order of orders) {
    let members = 0;
    for (const player of order) {
      const joined = members | (1 << player);
      totals[player] = (totals[player] ?? zero).plus(value(joined)).minus(value(members));
      members = joined;
    }
  }
  return totals.map((total) => total.div(orders.length));
}
const ordersOf = (players: readonly number[]): readonly (readonly number[])[] =>
  players.length === 0
    ? [[]]
    : players.flatMap((first) => ordersOf(players.filter((one) => one !== first)).map((rest) => [first, ...rest]));

const entryIn = (input: EvaluationInput, code: string): Entry => {
  const entry = evaluate(input).entries.find(({ organisation }) => organisation === code);
  if (!entry) throw new Error(code);
  return entry;
};
const close = (value: Exact | string): string => exact(value).toDecimalPlaces(30).toFixed();
const amounts = (rows: readonly { readonly code: string; readonly amount: string }[]): Readonly<Record<string, string>> =>
  Object.fromEntries(rows.map((row) => [row.code, close(row.amount)]));
const all = (input: EvaluationInput, code: string, reference: string) =>
  decomposeByGroups(input, code, reference, lineGroups(input, entryIn(input, code)));

describe('the Shapley value', () => {
  it('equals the mean over all orders, and sums to what there is to share', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 6 })
          .chain((count) =>
            fc.tuple(
              fc.constant(count),
              fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 ** count, maxLength: 2 ** count }),
            ),
          ),
        ([count, table]) => {
          const value = (members: number): Exact => exact(table[members] ?? 0).div(100);
          const found = shapleyValues(count, value);
          expect(found.map(close)).toEqual(overOrders(count, value).map(close));
          expect(close(sum(found))).toBe(close(value(2 ** count - 1).minus(value(0))));
        },
      ),
      { numRuns: 300 },
    );
  });
  it('takes twelve players and no more', () => {
    const value = (members: number): Exact => exact(members === 4095 ? 12 : 0);
    expect(new Set(shapleyValues(12, value).map((share) => share.toFixed()))).toEqual(new Set(['1']));
    expect(() => shapleyValues(13, value)).toThrow(RangeError);
    expect(() => shapleyValues(0, value)).toThrow(RangeError);
  });
});

describe('by groups of lines, the engine run for each set', () => {
  it('for an additive scheme gives the rows of §2b: 丁 − 丙', () => {
    const { rows, total } = all(fourDistricts(), '丁', '丙');
    expect(amounts(rows)).toEqual({ K1: '-2.8', K2: '1', K3: '-0.5', K4: '-1.8', bonus: '-0.5', rounding: '0' });
    expect(total).toBe('-4.6');
  });
  it('the same on the demonstration month, by block (its 21 lines are more than twelve)', async () => {
    const input = await demoMonth();
    const { entries } = evaluate(input);
    const [last, above] = [entries.at(-1), entries.at(-2)];
    if (!last || !above) throw new Error('no entries');
    expect(actsOnTotal(last, above)).toBe(false);
    const { rows, total } = all(input, last.organisation, above.organisation);
    const plain = decomposeAgainst(last, above).rows;
    for (const { code, amount } of rows) {
      const isOf = (row: (typeof plain)[number]): boolean => row.kind === code || (row.kind === 'base' && row.code[0] === code);
      if (code !== 'rounding') expect(close(amount)).toBe(close(sum(plain.filter(isOf).map((row) => exact(row.amount)))));
    }
    expect(rows.map(({ code }) => code)).toEqual(['A', 'B', 'C', 'D', 'bonus', 'deduction', 'rounding']);
    expect(sum(rows.map(({ amount }) => exact(amount))).eq(total)).toBe(true);
  });

  /** K1 40, K2 40, K3 20 with a bonus X and a veto V; rows of figures by unit. */
  const mixed = (units: Readonly<Record<string, readonly string[]>>, more: Partial<Rules> = {}): EvaluationInput => ({
    period: '2026-10',
    list: 'district',
    rules: theRules(
      [
        anItem('K1', '40', asShare),
        anItem('K2', '40', asShare, { difficulty: { 乙: '1.2' } }),
        anItem('K3', '20', asShare, { block: 'B' }),
        anItem('X', '5', { kind: 'countPoints', each: '1' }, { kind: 'bonus', block: 'E' }),
        anItem('V', '0', { kind: 'countPoints', each: '1' }, { kind: 'veto', block: 'F' }),
      ],
      more,
    ),
    organisations: Object.keys(units).map((code) => ({ code, name: code })),
    indicators: ['K1', 'K2', 'K3', 'X', 'V'].map((code) => anIndicator(code)),
    values: Object.fromEntries(
      Object.entries(units).map(([code, values]) => [
        code,
        Object.fromEntries(
          ['K1', 'K2', 'K3', 'X', 'V'].map((indicator, at) => {
            const value = values[at] ?? '';
            return [indicator, value === '—' ? { value: null, state: 'notApplicable' as const } : cell(value)];
          }),
        ),
      ]),
    ),
  });

  it('一票否决 and a ceiling: what each group brings is the mean over all orders, worked by hand', () => {
    // 甲 vetoed to 0; 乙 90, 甲's own lines 80 without the veto. K1: −10 before the veto, 0 after → −5; the veto −90 before K1, −80 after → −85.
    const input = mixed({ 甲: ['75', '100', '50', '0', '1'], 乙: ['100', '83.3333333333', '50', '0', '0'] });
    const { rows, total } = all(input, '甲', '乙');
    expect(total).toBe('-90');
    expect(published(rows, 'K1')).toBe('-5.00');
    expect(published(rows, 'veto')).toBe('-85.00');
    expect(published(rows, 'K2')).toBe('0.00');
    expect(sum(rows.map(({ amount }) => exact(amount))).eq(total)).toBe(true);
  });
  it('adds up exactly with caps, veto, 折算, 不适用 and 难度系数, and is the same with the other sign from the other side', () => {
    const figure = fc.integer({ min: 0, max: 110 }).map(String);
    const row = fc.tuple(
      figure,
      figure,
      fc.oneof(figure, fc.constant('—')),
      fc.integer({ min: 0, max: 8 }).map(String),
      fc.constantFrom('0', '0', '1'),
    );
    fc.assert(
      fc.property(row, row, fc.boolean(), (first, second, isCapped) => {
        const input = mixed(
          { 甲: first, 乙: second },
          { ceiling: '95', bonusCap: '4', veto: isCapped ? { effect: 'cap', at: '60' } : { effect: 'zero' } },
        );
        const { rows, total } = all(input, '甲', '乙');
        expect(sum(rows.map(({ amount }) => exact(amount))).eq(total)).toBe(true);
        const rounding = rows.at(-1)?.amount ?? '1';
        expect(exact(rounding).abs().lte('0.01')).toBe(true);
        // Going the other way gives the same rows with the other sign.
        const back = amounts(all(input, '乙', '甲').rows);
        for (const { code, amount } of rows) expect(close(exact(amount).plus(back[code] ?? 0))).toBe('0');
      }),
      { numRuns: 60 },
    );
  });
  it('joins lines that share a raw figure, and names what acts on a total', () => {
    const shared = mixed({ 甲: ['75', '100', '50', '0', '0'], 乙: ['90', '80', '50', '0', '0'] });
    const items = shared.rules.items.map((item) => (item.code === 'K3' ? { ...item, inputs: { value: 'K1' } } : item));
    const input = { ...shared, rules: { ...shared.rules, items } };
    const groups = lineGroups(input, entryIn(input, '甲'));
    expect(groups.map(({ name, items: lines }) => [name, lines])).toEqual([
      ['项目K1、项目K3', ['K1', 'K3']],
      ['项目K2', ['K2']],
      ['加分', ['X']],
      ['一票否决', ['V']],
    ]);
    expect(actsOnTotal(entryIn(input, '甲'))).toBe(false);
    expect(actsOnTotal(entryIn(mixed({ 甲: ['75', '100', '50', '0', '1'], 乙: ['90', '80', '50', '0', '0'] }), '甲'))).toBe(true);
  });
  it('refuses in a sentence where the two cannot be mixed', () => {
    const input = fourDistricts();
    const { K1: _, ...others } = input.values.丁 ?? {};
    expect(() => all({ ...input, values: { ...input.values, 丁: others } }, '丙', '丁')).toThrow('“丁”还有指标没有数');
  });
});

const published = (rows: readonly { readonly code: string; readonly amount: string }[], code: string): string =>
  exact(rows.find((row) => row.code === code)?.amount ?? 'NaN').toFixed(2);
