/** ε*: the golden pairs of methods.md §5, a linear program beside it, single weights, words and the band around the last place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Constraint, solve } from 'yalps';
import {
  firmnessOf,
  lastPlaceOf,
  leadOf,
  leadsBetweenNeighbours,
  thresholdWords,
} from '../../src/shared/consultation/firmness.ts';
import type { WeightTable } from '../../src/shared/consultation/weight-table.ts';
import { flipThreshold, marginLoss, worstMargin, worstWeights } from '../../src/shared/consultation/worst-margin.ts';
import { type Exact, exact, sum, zero } from '../../src/shared/engine/decimal.ts';
import { seededRandom } from '../../src/shared/raters/seeded-random.ts';
import { four, type Row, tableOf, unitOf } from './tables.ts';

const W = ['0.35', '0.25', '0.25', '0.15'].map(exact);
/** Upper less lower: scores of K1 … K4, then bonus. */
const PAIRS = [
  { pair: '甲–乙', differences: [7, -2, -7, 10], constant: 1, margins: [2.08, 1.46, -0.4], threshold: 0.435484 },
  { pair: '乙–丙', differences: [-3, 18, 12, -16], constant: 0.5, margins: [3.455, 2.36, -0.925], threshold: 0.415525 },
  { pair: '丙–丁', differences: [8, -4, 2, 12], constant: 0.5, margins: [4.09, 3.58, 2.05], threshold: 0.901961 },
] as const;
const at = (value: Exact | null): number | null => value?.toNumber() ?? null;

describe('worst margin and ε*', () => {
  it.each(PAIRS)('$pair: m(0.10), m(0.20), m(0.50) and ε* of methods.md §5a', ({ differences, constant, margins, threshold }) => {
    const deltas = differences.map(exact);
    const found = ['0.1', '0.2', '0.5'].map((reach) => worstMargin(W, deltas, exact(constant), exact(reach)).toNumber());
    expect(found).toEqual(margins);
    const lead = worstMargin(W, deltas, exact(constant), zero);
    expect(at(flipThreshold(lead, marginLoss(W, deltas)))).toBeCloseTo(threshold, 6);
  });

  it('the worst weights stay within their bounds and keep the sum', () => {
    const worst = worstWeights([35, 25, 25, 15].map(exact), [7, -2, -7, 10].map(exact), exact('0.1'));
    expect(worst.map(String)).toEqual(['31.5', '27.5', '27.5', '13.5']);
  });

  it('no lead: 0; nothing to trade: never; behind: not asked', () => {
    expect(at(flipThreshold(zero, exact(3)))).toBe(0);
    expect(flipThreshold(exact(1), zero)).toBeNull();
    expect(flipThreshold(exact(5), exact(4))).toBeNull();
    expect(() => flipThreshold(exact(-1), exact(4))).toThrow(RangeError);
  });

  it('equals a linear program (yalps) on 1 000 random cases, and so does the worst margin', () => {
    const random = seededRandom(20261001);
    const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
    let flipped = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const raw = Array.from({ length: whole(2, 12) }, () => whole(1, 40));
      const total = raw.reduce((sofar, value) => sofar + value, 0);
      const weights = raw.map((value) => value / total);
      const drawn = raw.map(() => whole(-400, 400) / 10);
      const bonus = whole(-30, 30) / 10;
      const lead = weights.reduce((sofar, weight, line) => sofar + weight * (drawn[line] ?? 0), bonus);
      // The pair the right way round.
      const [deltas, constant] = lead < 0 ? [drawn.map((value) => -value), -bonus] : [drawn, bonus];
      const [exactWeights, exactDeltas] = [weights.map(exact), deltas.map(exact)];
      const program = lowestReach(weights, deltas, constant);
      const own = at(flipThreshold(exact(Math.abs(lead)), marginLoss(exactWeights, exactDeltas)));
      if (program === null) expect(own).toBeNull();
      else expect(own).toBeCloseTo(program, 6);
      if (own !== null) flipped += 1;
      const reach = whole(0, 100) / 100;
      const margin = worstMargin(exactWeights, exactDeltas, exact(constant), exact(reach)).toNumber();
      expect(margin).toBeCloseTo(leastLead(weights, deltas, constant, reach), 6);
    }
    expect(flipped).toBeGreaterThan(200);
    expect(flipped).toBeLessThan(1_000);
  });
});

/** min ε: Σ w'Δ + C ≤ 0, w(1 − ε) ≤ w' ≤ w(1 + ε), Σ w' = 1, ε ≤ 1. */
function lowestReach(weights: readonly number[], deltas: readonly number[], constant: number): number | null {
  const { status, result } = solve({
    direction: 'minimize',
    objective: 'reach',
    constraints: new Map<string, Constraint>([
      ['sum', { equal: 1 }],
      ['lead', { max: -constant }],
      ['reach', { max: 1 }],
      ...weights.flatMap((weight, k): [string, Constraint][] => [
        [`low ${k}`, { min: weight }],
        [`high ${k}`, { max: weight }],
      ]),
    ]),
    variables: new Map([
      [
        'ε',
        new Map([
          ['reach', 1],
          ...weights.flatMap((weight, k): [string, number][] => [
            [`low ${k}`, weight],
            [`high ${k}`, -weight],
          ]),
        ]),
      ],
      ...columns(weights, deltas, ['low', 'high']),
    ]),
  });
  return status === 'optimal' ? result : null;
}

/** min Σ w'Δ + C with a given ε. */
function leastLead(weights: readonly number[], deltas: readonly number[], constant: number, reach: number): number {
  const { status, result } = solve({
    direction: 'minimize',
    objective: 'lead',
    constraints: new Map<string, Constraint>([
      ['sum', { equal: 1 }],
      ...weights.map((weight, k): [string, Constraint] => [
        `bound ${k}`,
        { min: weight * (1 - reach), max: weight * (1 + reach) },
      ]),
    ]),
    variables: new Map(columns(weights, deltas, ['bound'])),
  });
  expect(status).toBe('optimal');
  return result + constant;
}

const columns = (weights: readonly number[], deltas: readonly number[], rows: readonly string[]) =>
  weights.map((_, k): [string, Map<string, number>] => [
    `w ${k}`,
    new Map([['sum', 1], ['lead', deltas[k] ?? 0], ...rows.map((row): [string, number] => [`${row} ${k}`, 1])]),
  ]);

describe('leads of a table', () => {
  it('gives the three pairs of methods.md, and where one weight alone flips them', () => {
    const leads = leadsBetweenNeighbours(four());
    expect(leads.map(({ lead }) => lead.toFixed())).toEqual(['2.7', '4.55', '4.6']);
    expect(leads.map(({ threshold }) => threshold?.toFixed(6))).toEqual(['0.435484', '0.415525', '0.901961']);
    expect(leads.map(({ word }) => word)).toEqual(['稳健', '稳健', '稳健']);
    expect(leads.map(({ flips }) => flips.map(({ flipsAt }) => flipsAt?.toFixed(4) ?? '—').join(' '))).toEqual([
      '0.0189 0.7973 0.4828 —',
      '0.7695 0.0054 — 0.3429',
      '— 0.6759 — —',
    ]);
  });

  it('at a single weight that flips the two totals are equal', () => {
    const table = four();
    for (const { above, below, flips } of leadsBetweenNeighbours(table)) {
      for (const { share, flipsAt, line } of flips) {
        if (flipsAt === null) continue;
        const scale = exact(1).minus(flipsAt).div(exact(1).minus(share));
        const moved = table.lines.map((one) => (one === line ? flipsAt.times(100) : one.weight.times(scale)));
        const total = (rates: readonly Exact[]): Exact => sum(moved.map((weight, k) => weight.times(rates[k] ?? zero)));
        const lead = total(above.rates).plus(above.fixed).minus(total(below.rates)).minus(below.fixed);
        expect(Math.abs(lead.toNumber())).toBeLessThan(1e-12);
      }
    }
  });

  it('a single line has no others to trade with', () => {
    const [lead] = leadsBetweenNeighbours(
      tableOf(
        [100],
        [
          ['甲', [80]],
          ['乙', [70]],
        ],
      ),
    );
    expect(lead).toMatchObject({ threshold: null, word: '稳健', flips: [{ flipsAt: null }] });
  });

  it('with 一票否决 the order surely holds only as far as the total stays where the veto put it', () => {
    const plain = four();
    const held = (raw: string, at: string): WeightTable => ({
      ...plain,
      units: plain.units.map((unit) => (unit.name === raw ? { ...unit, high: exact(at), score: exact(at) } : unit)),
    });
    // 丁 has 75.10 by its lines and is held at 74.
    const table = held('丁', '74');
    const lead = leadOf(table, unitOf(table, '丙'), unitOf(table, '丁'));
    expect(lead.lead.toFixed()).toBe('5.7');
    // D of 丁 alone: median 76; 0.35·4 + 0.25·8 + 0.15·2 = 3.7; room 1.10.
    expect(at(lead.threshold)).toBeCloseTo(1.1 / 3.7, 9);
    expect(lead.isAtLeast).toBe(true);
    expect(thresholdWords(lead)).toContain('29.72% 以内，先后不变；再多受一票否决');
    // 总分计 0 does not move at all: only 丙's own lines count, and they never come down to 0.
    const settled: WeightTable = {
      ...plain,
      units: plain.units.map((unit) => (unit.name === '丁' ? { ...unit, low: zero, high: zero, score: zero } : unit)),
    };
    expect(leadOf(settled, unitOf(settled, '丙'), unitOf(settled, '丁'))).toMatchObject({ threshold: null, isAtLeast: false });
  });

  it('says it in words', () => {
    const words = (rows: readonly Row[]) => leadsBetweenNeighbours(tableOf([35, 25, 25, 15], rows)).map(thresholdWords);
    expect(
      words([
        ['甲', [80, 80, 80, 80]],
        ['乙', [80, 80, 80, 80]],
      ]),
    ).toEqual(['得分相同，名次并列']);
    expect(
      words([
        ['甲', [80, 80, 80, 80]],
        ['乙', [79, 79, 79, 79]],
      ]),
    ).toEqual(['各项分值在正负 100% 以内怎样变动，先后都不变']);
    expect(leadsBetweenNeighbours(four()).map(thresholdWords)[2]).toBe('各项分值变动在 90.19% 以内，先后不变；再多就可能互换');
  });
});

describe('words and the band around the last place', () => {
  it.each([
    ['2.7', '0.435484', '稳健'],
    ['2.7', '0.20', '稳健'],
    ['2.7', '0.199999', '接近'],
    ['2.7', '0.05', '接近'],
    ['2.7', '0.049999', '难分伯仲'],
    ['0.1', '0.3', '稳健'],
    ['0.09', '0.3', '难分伯仲'],
    ['0.6', '0.12', '接近'],
  ] as const)('lead %s, ε* %s → %s', (lead, threshold, word) => {
    expect(firmnessOf(exact(lead), exact(threshold))).toBe(word);
  });
  it('no change of weights at all is 稳健, unless the lead is below a tenth of a point; the office may set other marks', () => {
    expect(firmnessOf(exact(3), null)).toBe('稳健');
    expect(firmnessOf(exact('0.05'), null)).toBe('难分伯仲');
    expect(firmnessOf(exact(3), exact('0.25'), { firm: '0.30', close: '0.10', gap: '0.2' })).toBe('接近');
  });

  it('丁 of methods.md is last for sure', () => {
    const found = lastPlaceOf(four());
    expect(found).toMatchObject({ word: '稳健', last: [{ name: '丁' }], within: [] });
    expect(found?.leads.map(({ above }) => above.name)).toEqual(['甲', '乙', '丙']);
  });

  it('everybody within the band is named, each by its own lead over the last', () => {
    const table = tableOf(
      [50, 50],
      [
        ['甲', [90, 90]],
        // Two points ahead, but strong and weak where 戊 is weak and strong.
        ['乙', [100, 54]],
        ['丙', [75.1, 75.3]],
        ['丁', [75.2, 75]],
        ['戊', [60, 90]],
      ],
    );
    const found = lastPlaceOf(table);
    expect(found?.last.map(({ name }) => name)).toEqual(['戊']);
    expect(found?.word).toBe('难分伯仲');
    expect(found?.within.map(({ name }) => name)).toEqual(['丙', '丁']);
    const leads = new Map(found?.leads.map((lead) => [lead.above.name, lead]));
    expect(leads.get('乙')?.word).toBe('接近');
    expect(leads.get('甲')?.word).toBe('稳健');
  });

  it('a shared last place is 难分伯仲; a list in which all are equal has no last', () => {
    const rows: Row[] = [
      ['甲', [90, 90]],
      ['乙', [80, 70]],
      ['丙', [70, 80]],
    ];
    expect(lastPlaceOf(tableOf([50, 50], rows))).toMatchObject({ word: '难分伯仲', last: [{ name: '乙' }, { name: '丙' }] });
    expect(lastPlaceOf(tableOf([50, 50], rows.slice(1)))).toBeNull();
  });
});

describe('properties', () => {
  const score = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);
  const table = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 5 })).chain(([n, k]) =>
    fc.tuple(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: k, maxLength: k }),
      fc.array(fc.tuple(fc.array(score, { minLength: k, maxLength: k }), fc.integer({ min: -5, max: 5 })), {
        minLength: n,
        maxLength: n,
      }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    ),
  );

  it('ε* ≥ 0, and up to it no weights within bounds take the lead away', () => {
    fc.assert(
      fc.property(table, ([weights, rows, chance]) => {
        const made = tableOf(
          weights,
          rows.map(([scores, fixed], index): Row => [`${index}`, scores, fixed]),
        );
        for (const { above, below, threshold } of leadsBetweenNeighbours(made)) {
          expect(threshold?.gte(0) ?? true).toBe(true);
          const reach = (threshold ?? exact(1)).toNumber();
          // Random weights within ±ε*, made to keep the sum by paying each rise from another line.
          const moved = made.lines.map(({ weight }) => weight.toNumber());
          for (const [from, to] of moved.map((_, k): [number, number] => [k, (k + 1) % moved.length])) {
            const own = made.lines.map(({ weight }) => weight.toNumber());
            const give = Math.min(
              (moved[from] ?? 0) - (own[from] ?? 0) * (1 - reach),
              (own[to] ?? 0) * (1 + reach) - (moved[to] ?? 0),
            );
            const step = Math.max(0, give) * chance.next().value;
            moved[from] = (moved[from] ?? 0) - step;
            moved[to] = (moved[to] ?? 0) + step;
          }
          const total = (unit: typeof above): number =>
            moved.reduce((sofar, weight, k) => sofar + weight * (unit.rates[k]?.toNumber() ?? 0), unit.fixed.toNumber());
          expect(total(above) - total(below)).toBeGreaterThan(-1e-9);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the order in which units and lines are given changes nothing', () => {
    fc.assert(
      fc.property(table, ([weights, rows]) => {
        const named = rows.map(([scores, fixed], index): Row => [`${index}`, scores, fixed]);
        const turned = tableOf(
          [...weights].reverse(),
          [...named].reverse().map(([name, scores, fixed]): Row => [name, [...scores].reverse(), fixed ?? 0]),
        );
        const said = (made: WeightTable) => {
          const found = lastPlaceOf(made);
          const leads = found?.leads.map(({ above, threshold }) => `${above.name} ${threshold?.toFixed(20)}`).sort();
          return { word: found?.word, last: found?.last.map(({ name }) => name).sort(), leads };
        };
        expect(said(turned)).toEqual(said(tableOf(weights, named)));
      }),
      { numRuns: 200 },
    );
  });
});
