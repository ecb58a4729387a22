/** Other assumptions: one thing left out, other rules, any weights (methods.md §5c, d, f), and who is comparable (§12). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsChange, endsOf, type Standing } from '../../src/shared/consultation/ends.ts';
import { extremeRanks, type WeightFamily } from '../../src/shared/consultation/extreme-ranks.ts';
import { type LeftOut, leaveOneOut, meanStanding, withoutItem } from '../../src/shared/consultation/leave-one-out.ts';
import { neighboursOf } from '../../src/shared/consultation/neighbours.ts';
import { geometricTotal, structuralVariants } from '../../src/shared/consultation/structural.ts';
import { exact, zero } from '../../src/shared/engine/decimal.ts';
import { type EvaluationInput, evaluate } from '../../src/shared/engine/index.ts';
import { anItem, cell, fourDistricts } from '../support/rules.ts';
import { four, type Row, tableFrom, tableOf, unitOf } from './tables.ts';

/** “甲 乙 丙=丁” → places from the first, = for a shared one. */
const standing = (text: string): Standing => {
  let rank = 1;
  return text.split(' ').flatMap((group) => {
    const names = group.split('=');
    const placed = names.map((name) => ({ organisation: name, name, rank }));
    rank += names.length;
    return placed;
  });
};
const names = (placed: readonly { readonly name: string }[] | undefined) => placed?.map(({ name }) => name).join('、');

describe('ends', () => {
  it('who is first and last, shared or not', () => {
    const { first, last } = endsOf(standing('甲=乙 丙 丁=戊'));
    expect([names(first), names(last)]).toEqual(['甲、乙', '丁、戊']);
    expect(endsOf([{ organisation: '甲', name: '甲', rank: null }])).toEqual({ first: [], last: [] });
  });
  it('what changed, and nothing when the ends are the same', () => {
    expect(endsChange(standing('甲 乙 丙 丁'), standing('甲 丙 乙 丁'))).toBeNull();
    const found = endsChange(standing('甲 乙 丙'), standing('甲 丙 乙'));
    expect(found?.first).toBeNull();
    expect([names(found?.last?.before), names(found?.last?.after)]).toEqual(['丙', '乙']);
    expect(endsChange(standing('甲 乙 丙'), standing('甲 乙=丙'))?.last).not.toBeNull();
    expect(endsChange(standing('甲=乙 丙'), standing('乙=甲 丙'))).toBeNull();
  });
});

describe('leave one out', () => {
  const item = (code: string): LeftOut => ({ kind: 'item', code, name: code });
  const evaluated = (input: EvaluationInput) => (one: LeftOut) => evaluate(withoutItem(input, one.code)).entries;

  const codes = ['K1', 'K2', 'K3', 'K4', 'X'].map(item);
  const changed = (input: EvaluationInput) =>
    leaveOneOut(evaluate(input).entries, codes, evaluated(input)).changes.map(
      ({ without, ends }) => `${without.code} ${names(ends.first?.after) ?? '—'} ${names(ends.last?.after) ?? '—'}`,
    );

  it('indicators: of methods.md only K1 decides an end; at a weight below 0.0189 乙 is first, as its single weight says', () => {
    const input = fourDistricts();
    expect(changed(input)).toEqual(['K1 乙 —']);
    expect(leaveOneOut(evaluate(input).entries, codes, evaluated(input))).toMatchObject({ tried: 5, impossible: [] });
    // The rest is brought to 100: (22 + 18.75 + 12) ÷ 65 × 100 + 2 and (22.5 + 20.5 + 10.5) ÷ 65 × 100 + 1.
    const without = evaluate(withoutItem(input, 'K1')).entries.map(({ name, score }) => `${name} ${score}`);
    expect(without.slice(0, 2)).toEqual(['乙 83.31', '甲 83.15']);
  });
  it('names every line an end hangs on', () => {
    // 丁 at 80.50 is ahead of 丙 at 79.70 by K2, K4 and X.
    const input = fourDistricts();
    const lifted = { ...input, values: { ...input.values, 丁: { ...input.values.丁, K4: cell('100'), X: cell('1.5') } } };
    expect(names(endsOf(evaluate(lifted).entries).last)).toBe('丙');
    expect(changed(lifted)).toEqual(['K1 乙 —', 'K2 — 丁', 'K4 — 丁', 'X — 丁']);
  });
  it('a line that alone brings a veto', () => {
    const input = fourDistricts();
    const items = [...input.rules.items, anItem('V', '0', { kind: 'countPoints', each: '1' }, { kind: 'veto' })];
    const indicators = [...input.indicators, ...input.indicators.slice(0, 1).map((one) => ({ ...one, code: 'V' }))];
    const values = Object.fromEntries(
      Object.entries(input.values).map(([name, row]) => [name, { ...row, V: cell(name === '甲' ? '1' : '0') }]),
    );
    const vetoed = { ...input, rules: { ...input.rules, items }, indicators, values };
    const { changes } = leaveOneOut(evaluate(vetoed).entries, [item('V')], evaluated(vetoed));
    expect(changes[0]).toMatchObject({ ends: { first: { after: [{ name: '甲' }] }, last: { after: [{ name: '丁' }] } } });
  });
  it('inspectors and panel members by a callback; the only one cannot be left out', () => {
    const people: LeftOut[] = [
      { kind: 'inspector', code: '王', name: '王' },
      { kind: 'inspector', code: '李', name: '李' },
      { kind: 'panelMember', code: '赵', name: '赵' },
    ];
    const before = standing('甲 乙 丙');
    const found = leaveOneOut(before, people, ({ code }) =>
      code === '王' ? standing('甲 丙 乙') : code === '李' ? before : null,
    );
    expect(found.tried).toBe(2);
    expect(found.changes.map(({ without }) => without.name)).toEqual(['王']);
    expect(found.impossible.map(({ name }) => name)).toEqual(['赵']);
  });
  it('months: the mean of the others', () => {
    const courses = [
      { organisation: '甲', name: '甲', scores: ['90', '80', '80'] },
      { organisation: '乙', name: '乙', scores: ['81', '82', null] },
      { organisation: '丙', name: '丙', scores: ['70', '90', '84.5'] },
    ];
    const before = meanStanding(courses, null, 2);
    expect(before?.map(({ rank }) => rank)).toEqual([1, 2, 2]);
    const months = [0, 1, 2].map((month): LeftOut => ({ kind: 'month', code: String(month), name: `${month + 1}月` }));
    const found = leaveOneOut(before ?? [], months, ({ code }) => meanStanding(courses, Number(code), 2));
    expect(found.changes.map(({ without, ends }) => [without.name, names(ends.first?.after), names(ends.last?.after)])).toEqual([
      ['1月', '丙', '甲'],
      ['2月', undefined, '丙'],
      ['3月', undefined, '丙'],
    ]);
    expect(meanStanding([{ organisation: '甲', name: '甲', scores: ['90'] }], 0, 2)).toBeNull();
  });
});

describe('structural variants', () => {
  it('says for each assumption whether it was tried, and what it changes', () => {
    const found = structuralVariants(fourDistricts(), four());
    expect(found.map(({ code, notTried, ends }) => [code, notTried, ends])).toEqual(
      ['geometric', 'targetUp', 'targetDown', 'bonusCapUp', 'bonusCapDown'].map((code) => [code, null, null]),
    );
    const input = fourDistricts();
    const plain = { ...input, rules: { ...input.rules, bonusCap: null, items: input.rules.items.slice(4) } };
    expect(structuralVariants(plain, null).map(({ notTried }) => notTried)).toEqual([
      '得分写不成各项分值乘得分率之和',
      '方案中没有区间法的指标',
      '方案中没有区间法的指标',
      '方案没有规定加分封顶',
      '方案没有规定加分封顶',
    ]);
  });
  it('where the rules rank in groups only the group in question is looked at', () => {
    const input = fourDistricts();
    const grouped: EvaluationInput = {
      ...input,
      rules: { ...input.rules, rankInGroups: true, bonusCap: '1' },
      organisations: input.organisations.map((one, at) => ({ ...one, group: at < 2 ? '东' : '西' })),
      values: { ...input.values, 丁: { ...input.values.丁, K1: cell('100'), K3: cell('60') } },
    };
    // 丁 80.10 (35 of it full already) and 丙 79.70; 甲 and 乙 are never compared with them.
    const found = structuralVariants(grouped, null, '西').find(({ code }) => code === 'targetDown');
    expect([names(found?.ends?.first?.after), names(found?.ends?.last?.after)]).toEqual(['丙', '丁']);
    expect(structuralVariants(grouped, null, '东').every(({ ends }) => ends === null)).toBe(true);
  });
  it('the geometric mean: 丁 74.95 and, where one line is all but lost, another last', () => {
    expect(geometricTotal(unitOf(four(), '丁'), four()).toFixed(6)).toBe('74.954356');
    const input = fourDistricts();
    const uneven = { ...input, values: { ...input.values, 丙: { ...input.values.丙, K4: cell('20'), K1: cell('99') } } };
    const found = structuralVariants(uneven, tableFrom(uneven)).find(({ code }) => code === 'geometric');
    expect(names(endsOf(evaluate(uneven).entries).last)).toBe('丙');
    expect(found?.ends).toBeNull();
    const closer = { ...input, values: { ...input.values, 丙: { ...input.values.丙, K4: cell('40'), K1: cell('98') } } };
    const other = structuralVariants(closer, tableFrom(closer)).find(({ code }) => code === 'geometric');
    expect(names(endsOf(evaluate(closer).entries).last)).toBe('丁');
    expect(names(other?.ends?.last?.after)).toBe('丙');
  });
  it('a line without any points counts as 1 %, so that the others still count', () => {
    const table = tableOf(
      [50, 50],
      [
        ['甲', [0, 81]],
        ['乙', [0, 64], 1],
      ],
    );
    expect(geometricTotal(unitOf(table, '甲'), table).toFixed(6)).toBe('9.000000');
    expect(geometricTotal(unitOf(table, '乙'), table).toFixed(6)).toBe('9.000000');
  });
  it('a target pulled nearer and a cap of bonus change an end where they decide it', () => {
    const month = (rows: readonly Row[], bonusCap: string): EvaluationInput => {
      const input = fourDistricts();
      const values = rows.map(([name, scores, bonus]) => [
        name,
        { ...Object.fromEntries(scores.map((score, at) => [`K${at + 1}`, cell(`${score}`)])), X: cell(`${bonus}`) },
      ]);
      const items = input.rules.items.map((one) => (one.kind === 'bonus' ? { ...one, fullPoints: '20' } : one));
      return {
        ...input,
        rules: { ...input.rules, items, bonusCap },
        organisations: rows.map(([name]) => ({ code: name, name })),
        values: Object.fromEntries(values),
      };
    };
    /** Who is last, and who would be. */
    const last = (rows: readonly Row[], bonusCap: string) => {
      const input = month(rows, bonusCap);
      const found = structuralVariants(input, null).flatMap(({ code, ends }) =>
        ends?.last ? [`${code} ${names(ends.last.after)}`] : [],
      );
      return [names(endsOf(evaluate(input).entries).last), ...found];
    };
    const first: Row = ['甲', [98, 98, 98, 98], 0];
    // 80.50 and 80.40; a target of 95 is worth nothing to the 35 points of K1 that 丙 has in full.
    expect(last([first, ['丙', [100, 70, 70, 70], 0], ['丁', [80.4, 80.4, 80.4, 80.4], 0]], '10')).toEqual([
      '丁',
      'targetDown 丙',
    ]);
    // 71 + 10 of 12 against 80; with 8 it is last.
    expect(last([first, ['丙', [71, 71, 71, 71], 12], ['丁', [80, 80, 80, 80], 0]], '10')).toEqual(['丁', 'bonusCapDown 丙']);
    // 69 + 10 of 12 against 80; with 12 it is not last.
    expect(last([first, ['丙', [69, 69, 69, 69], 12], ['丁', [80, 80, 80, 80], 0]], '10')).toEqual(['丙', 'bonusCapUp 丁']);
  });
});

describe('extreme ranks', () => {
  const of = (found: ReturnType<typeof extremeRanks>) =>
    'ranks' in found ? Object.fromEntries(found.ranks.map(({ name, best, worst }) => [name, [best, worst]])) : found.refusal;

  it('the four districts: no weights at all make 甲 last or 丁 second', () => {
    expect(of(extremeRanks(four(), { kind: 'any' }))).toEqual({ 甲: [1, 2], 乙: [1, 4], 丙: [1, 4], 丁: [3, 4] });
    expect(of(extremeRanks(four(), { kind: 'within', reach: 0.5 }))).toEqual({ 甲: [1, 2], 乙: [1, 3], 丙: [2, 3], 丁: [4, 4] });
    expect(of(extremeRanks(four(), { kind: 'within', reach: 0.2 }))).toEqual({ 甲: [1, 1], 乙: [2, 2], 丙: [3, 3], 丁: [4, 4] });
  });
  it('总分计 0 is a fixed total; a unit held to a ceiling of its own is refused', () => {
    const table = four();
    const with丁 = (more: object) => ({
      ...table,
      units: table.units.map((one) => (one.name === '丁' ? { ...one, ...more } : one)),
    });
    const settled = with丁({ low: zero, high: zero, score: zero });
    expect(of(extremeRanks(settled, { kind: 'any' }))).toMatchObject({ 丁: [4, 4], 丙: [1, 3] });
    expect(of(extremeRanks(with丁({ high: exact('79.99') }), { kind: 'any' }))).toBe(
      '“丁”被一票否决，总分封在 79.99 分，名次不只由分值决定，不算最好最坏名次。',
    );
  });
  it('two lines: equals walking along all weights', () => {
    const score = fc.integer({ min: 0, max: 50 }).map((value) => value * 2);
    const rows = fc.array(fc.tuple(score, score, fc.integer({ min: 0, max: 6 })), { minLength: 2, maxLength: 6 });
    const family = fc.constantFrom<WeightFamily>({ kind: 'any' }, { kind: 'within', reach: 0.3 });
    fc.assert(
      fc.property(rows, family, (drawn, within) => {
        const table = tableOf(
          [60, 40],
          drawn.map(([a, b, fixed], at): Row => [`${at}`, [a, b], fixed]),
        );
        const [low, high] = within.kind === 'any' ? [0, 1] : [0.6 - 0.4 * 0.3, 0.6 + 0.4 * 0.3];
        // Where two totals cross, a little to either side, and the ends.
        const crossings = drawn.flatMap(([a, b, f]) =>
          drawn.map(([c, d, g]) => (d + g - b - f) / (a - b - c + d)).filter((x) => x > low && x < high),
        );
        const places = [low, high, ...crossings.flatMap((x) => [x, x - 1e-4, x + 1e-4])].filter((x) => x >= low && x <= high);
        const expected = Object.fromEntries(
          drawn.map(([a, b, f], at) => {
            const leads = places.map((x) =>
              drawn.map(([c, d, g], other) => (other === at ? 0 : (c - a) * x + (d - b) * (1 - x) + g - f)),
            );
            const best = Math.min(...leads.map((row) => 1 + row.filter((lead) => lead > 1e-6).length));
            const worst = Math.max(...leads.map((row) => 1 + row.filter((lead) => lead >= 0.001).length));
            return [`${at}`, [best, worst]];
          }),
        );
        expect(of(extremeRanks(table, within))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('neighbours', () => {
  const variables = ['人口', '面积', '人均产值'].map((name) => ({ code: name, name }));
  const units = (rows: Readonly<Record<string, readonly (number | null)[]>>) =>
    Object.entries(rows).map(([name, row]) => ({
      organisation: name,
      name,
      values: Object.fromEntries(variables.map(({ code }, at) => [code, row[at] ?? null])),
    }));
  const nearest = (found: ReturnType<typeof neighboursOf>) =>
    found.nearest.map(({ name, distance }) => `${name} ${distance.toFixed(4)}`);

  it('the nearest by z of each variable; one that is the same everywhere is not used', () => {
    const found = neighboursOf(
      'a',
      units({ a: [10, 1, 5], b: [20, 1, 5], c: [30, 3, 5], d: [40, 3, 5], e: [25, 2, 5] }),
      variables,
    );
    expect(nearest(found)).toEqual(['b 0.8944', 'e 1.6733', 'c 2.6833']);
    expect(found.unused.map(({ name }) => name)).toEqual(['人均产值']);
    expect(found.nearest[0]?.variables.map(({ name }) => name)).toEqual(['人口', '面积']);
  });
  it('a missing figure: the distance over the rest, scaled up; fewer than half in common: not comparable', () => {
    const rows = { a: [10, 1, 7], b: [20, 1, 5], c: [30, null, 6], d: [null, null, 7], e: [25, 2, 9] };
    const found = neighboursOf('a', units(rows), variables, 9);
    expect(found.nearest.map(({ name }) => name).sort()).toEqual(['b', 'c', 'e']);
    expect(found.incomparable.map(({ name }) => name)).toEqual(['d']);
    const c = found.nearest.find(({ name }) => name === 'c');
    const sd = (values: number[]) => {
      const mean = values.reduce((total, value) => total + value, 0) / values.length;
      return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1));
    };
    const squares = (20 / sd([10, 20, 30, 25])) ** 2 + (1 / sd([7, 5, 6, 7, 9])) ** 2;
    expect(c?.distance).toBeCloseTo(Math.sqrt((squares * 3) / 2), 12);
    expect(c?.variables.map(({ name }) => name)).toEqual(['人口', '人均产值']);
  });
  it('units of measure do not matter, nor the order; equal distances keep the order of the list', () => {
    const rows = { a: [10, 1, 7], b: [20, 4, 5], c: [31, 2, 6], d: [44, 9, 3] };
    const scaled = Object.fromEntries(Object.entries(rows).map(([name, [x = 0, y = 0, z = 0]]) => [name, [x * 1e4, y / 100, z]]));
    const found = neighboursOf('b', units(rows), variables);
    expect(nearest(neighboursOf('b', units(scaled), variables))).toEqual(nearest(found));
    expect(nearest(neighboursOf('b', units(rows).reverse(), variables))).toEqual(nearest(found));
    expect(neighboursOf('b', units({ a: [1], b: [2], c: [3] }), variables).nearest.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(() => neighboursOf('x', units(rows), variables)).toThrow(RangeError);
  });
  it('nothing known: nobody is comparable', () => {
    const found = neighboursOf('a', units({ a: [], b: [] }), variables);
    expect(found).toMatchObject({ nearest: [], incomparable: [{ name: 'b' }] });
    expect(found.unused).toHaveLength(3);
  });
});
