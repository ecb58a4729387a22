/** Returned favours, group voting and agreement: figures reckoned by hand, by enumeration, or published. */
import { describe, expect, it } from 'vitest';
import { agreement } from '../../src/shared/raters/agreement.ts';
import { groupVoting } from '../../src/shared/raters/group-voting.ts';
import { shareAtLeast } from '../../src/shared/raters/permutation.ts';
import { reciprocity } from '../../src/shared/raters/reciprocity.ts';
import { seededRandom } from '../../src/shared/raters/seeded-random.ts';
import { GOLDEN, numberTable } from './table.ts';

const UNITS = ['a', 'b', 'c', 'd'];
/** Residuals by row (from) and column (to). */
const residuals = (text: string) => {
  const table = numberTable(text);
  return (from: string, to: string) => table[UNITS.indexOf(from)]?.[UNITS.indexOf(to)] ?? null;
};

describe('chance with a seed', () => {
  it('gives the published start of mulberry32 and nothing outside [0, 1)', () => {
    const random = seededRandom(1);
    expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
    const many = Array.from({ length: 10_000 }, seededRandom(201802));
    expect(Math.min(...many)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...many)).toBeLessThan(1);
    expect(many.reduce((sum, value) => sum + value, 0) / 10_000).toBeCloseTo(0.5, 1);
  });
  it('counts the observed table as one of the shuffles: (1 + 2) ÷ 4', () => {
    const shuffled = [6, 5, 3];
    expect(shareAtLeast(5, 3, () => shuffled.shift() ?? 0)).toBe(0.75);
  });
});

describe('returned favours', () => {
  // a and b give each other 2 more, c and d each other 1 less.
  const returned = residuals('— 2 0 0 / 2 — 0 0 / 0 0 — -1 / 0 0 -1 —');
  it('are a correlation of 1 when every favour is returned in full; by enumeration one pairing in 99 does that', () => {
    const found = reciprocity(UNITS, returned, 201802);
    expect(found?.pairs).toBe(6);
    expect(found?.correlation).toBeCloseTo(1, 12);
    expect(found?.p).toBeCloseTo(1 / 99, 2);
    expect(found?.top).toEqual([{ a: 'a', b: 'b', aToB: 2, bToA: 2 }]);
  });
  it('are negative when one gives more and the other gives less', () => {
    // ±3 between a and b, ±1 between c and d: Σ products −10, mean 0, variance 20/12 → −10/6 ÷ 20/12 = −1
    const found = reciprocity(UNITS, residuals('— 3 0 0 / -3 — 0 0 / 0 0 — 1 / 0 0 -1 —'), 1);
    expect(found?.correlation).toBeCloseTo(-1, 12);
    expect(found?.p).toBeGreaterThan(0.9);
    expect(found?.top).toEqual([]);
  });
  it('do not depend on who is named first, and come out the same for the same seed', () => {
    const mixed = residuals('— 1 2 3 / 4 — 5 6 / -7 8 — 9 / 1 -2 3 —');
    const [one, other] = [reciprocity(UNITS, mixed, 7), reciprocity([...UNITS].reverse(), mixed, 7)];
    expect(one?.correlation).toBeCloseTo(other?.correlation ?? 9, 12);
    expect(reciprocity(UNITS, mixed, 7)).toEqual(one);
  });
  it('name three pairs at most, by the smaller of the two favours', () => {
    const found = reciprocity(UNITS, residuals('— 1 5 4 / 9 — 2 3 / 2 3 — 6 / 4 3 7 —'), 1);
    expect(found?.top.map(({ a, b }) => `${a}${b}`)).toEqual(['cd', 'ad', 'bd']);
  });
  it('say nothing about marks that are all alike, or fewer than six pairs', () => {
    expect(reciprocity(UNITS, residuals('— 1 1 1 / 1 — 1 1 / 1 1 — 1 / 1 1 1 —'), 1)).toMatchObject({
      correlation: null,
      p: null,
    });
    expect(reciprocity(UNITS, residuals('— 1 1 1 / 1 — 1 1 / 1 1 — — / 1 1 1 —'), 1)).toBeNull();
  });
});

describe('group voting', () => {
  const units = (groups: string) => UNITS.map((code, at) => ({ code, group: groups.split(' ')[at]?.replace('—', '') ?? '' }));
  const partial = residuals('— 1 -0.5 -0.5 / 1 — -0.5 -0.5 / -0.5 -0.5 — 1 / -0.5 -0.5 1 —');
  it('is the difference of the means; two and two of four can be handed out in three ways', () => {
    const found = groupVoting(units('东 东 西 西'), partial, 201802);
    expect(found).toMatchObject({ inside: 1, across: -0.5 });
    expect(found?.p).toBeCloseTo(1 / 3, 1);
  });
  it('leaves units without a group out, and says nothing without two groups', () => {
    expect(groupVoting(units('东 东 西 —'), partial, 1)).toMatchObject({ inside: 1, across: -0.5 });
    expect(groupVoting(units('东 东 东 东'), partial, 1)).toBeNull();
    expect(groupVoting(units('— — — —'), partial, 1)).toBeNull();
    expect(groupVoting(units('东 西 南 北'), partial, 1)).toBeNull();
  });
});

describe('agreement', () => {
  const SHROUT_FLEISS = '9 6 8 7 10 6 / 2 1 4 1 5 2 / 5 3 6 2 6 4 / 8 2 8 6 9 7';
  it('is the ICC(2,1) of Shrout & Fleiss 1979, with the interval R irr and psych print for their table', () => {
    const found = agreement(numberTable(SHROUT_FLEISS));
    expect(found?.icc).toBeCloseTo(0.28976, 5);
    expect(found?.interval?.low).toBeCloseTo(0.01879, 5);
    expect(found?.interval?.high).toBeCloseTo(0.76108, 5);
  });
  it('of the golden marks is below one half (numpy and scipy: 0.41255, 0.06971 to 0.91745)', () => {
    const found = agreement(numberTable(GOLDEN));
    expect(found?.icc).toBeCloseTo(0.412545, 6);
    expect(found?.interval?.low).toBeCloseTo(0.069707, 6);
    expect(found?.interval?.high).toBeCloseTo(0.917453, 6);
  });
  it('with gaps rests on the least squares fit (numpy lstsq: 0.29948, 0.01991 to 0.76945)', () => {
    const found = agreement(numberTable('— 6 8 7 10 6 / 2 — 4 1 5 2 / 5 3 — 2 6 4 / 8 2 8 — 9 7'));
    expect(found?.icc).toBeCloseTo(0.299478, 6);
    expect(found?.interval?.low).toBeCloseTo(0.019909, 6);
    expect(found?.interval?.high).toBeCloseTo(0.769454, 6);
  });
  it('is 1 when all raters give the same, and has no interval without scatter', () => {
    expect(agreement(numberTable('70 80 90 / 70 80 90'))).toEqual({ icc: 1, interval: null });
  });
  it('is not said of marks all alike, of one rater, or of a table with too many gaps', () => {
    expect(agreement(numberTable('80 80 / 80 80'))).toBeNull();
    expect(agreement(numberTable('70 80 90'))).toBeNull();
    expect(agreement(numberTable('70 80 / — 90'))).toBeNull();
    expect(agreement(numberTable('70 80 / — —'))).toBeNull();
  });
});
