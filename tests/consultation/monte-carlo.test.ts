/** 10 000 drawn sets of weights: the golden matrix of methods.md §5b, seeds, marks with errors, ends and ties. */
import { describe, expect, it } from 'vitest';
import { DRAWS, type SimulationOptions, samplingError, simulate } from '../../src/shared/consultation/monte-carlo.ts';
import { exact, zero } from '../../src/shared/engine/decimal.ts';
import { four, tableOf } from './tables.ts';

const SEED = 'KKK1C-35KR0-BPSVD-VR7D6';
const simplex: SimulationOptions = { seed: SEED, weights: { kind: 'simplex' } };
const noise: SimulationOptions = { seed: SEED, weights: { kind: 'noise', reach: 0.2 } };
/** numpy, 10⁶ draws (methods.md §5b). */
const GOLDEN = {
  甲: [0.782, 0.218, 0, 0],
  乙: [0.18, 0.523, 0.288, 0.009],
  丙: [0.038, 0.26, 0.665, 0.038],
  丁: [0, 0, 0.047, 0.953],
} as const;

describe('simulate', () => {
  it.each([SEED, 'another', '2026-10'])('any weights, seed %s: within 0.015 of the golden matrix', (seed) => {
    const { units, draws } = simulate(four(), { ...simplex, seed });
    expect(draws).toBe(DRAWS);
    for (const { name, places, first, last } of units) {
      const golden = GOLDEN[name as keyof typeof GOLDEN];
      for (const [at, share] of places.entries()) expect(Math.abs(share - (golden[at] ?? 0))).toBeLessThan(0.015);
      expect([first, last]).toEqual([places[0], places[3]]);
      expect(places.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 12);
    }
    expect(units.map(({ interval }) => [interval.best, interval.worst])).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
      [4, 4],
    ]);
  });

  it('noise of ±20 % changes no place, which ε* of 41 % says too', () => {
    expect(simulate(four(), noise).units.map(({ places }) => places)).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
  });

  it('the same seed gives the same shares, another seed others', () => {
    expect(simulate(four(), simplex)).toEqual(simulate(four(), simplex));
    expect(simulate(four(), simplex).units).not.toEqual(simulate(four(), { ...simplex, seed: 'x' }).units);
  });

  it('two lines: the share is the length of the line of weights, whatever the order of the units', () => {
    // 甲 leads while w1 > 0.3: 100 w1 > 30.
    const rows = [
      ['甲', [100, 0]],
      ['乙', [0, 0], 30],
    ] as const;
    const shares = (table: ReturnType<typeof tableOf>) =>
      new Map(simulate(table, simplex).units.map(({ name, first }) => [name, first]));
    const found = shares(tableOf([50, 50], rows));
    expect(found.get('甲')).toBeGreaterThan(0.7 - 0.012);
    expect(found.get('甲')).toBeLessThan(0.7 + 0.012);
    expect(shares(tableOf([50, 50], [...rows].reverse()))).toEqual(found);
    // ±20 % of 50 : 50 stays between 0.4 and 0.6: never near 0.3; near 0.5 it decides.
    const close = tableOf([50, 50], [rows[0], ['乙', [0, 0], 50.5]]);
    const [first] = simulate(close, noise).units;
    expect(first?.name).toBe('乙');
    expect(first?.first).toBeGreaterThan(0.5);
    expect(first?.first).toBeLessThan(0.6);
  });

  it('equal totals share a place: two last ones are both last', () => {
    const table = tableOf(
      [60, 40],
      [
        ['甲', [90, 80]],
        ['乙', [70, 75]],
        ['丙', [70, 75]],
      ],
    );
    expect(simulate(table, noise).units.map(({ places, last }) => [...places, last])).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 1],
      [0, 1, 0, 1],
    ]);
  });

  it('一票否决 holds in every draw', () => {
    const table = four();
    const units = table.units.map((unit) => (unit.name === '甲' ? { ...unit, low: zero, high: zero, score: zero } : unit));
    const [first] = simulate({ ...table, units }, simplex).units;
    expect(first).toMatchObject({ name: '甲', last: 1, interval: { best: 4, worst: 4 } });
    const capped = table.units.map((unit) => (unit.name === '甲' ? { ...unit, high: exact('81') } : unit));
    // 乙 at 84.25 and never below 81 within ±5 %.
    const { units: held } = simulate({ ...table, units: capped }, { seed: SEED, weights: { kind: 'noise', reach: 0.05 } });
    expect(held.map(({ name, first: share }) => [name, share])).toContainEqual(['乙', 1]);
  });

  it('errors of marks move units one by one and stay within 0 and full', () => {
    const table = tableOf(
      [50, 50],
      [
        ['甲', [100, 80]],
        ['乙', [99, 80]],
      ],
    );
    const still: SimulationOptions = { seed: SEED, weights: { kind: 'noise', reach: 0 } };
    expect(simulate(table, still).units[0]?.first).toBe(1);
    const [first, second] = simulate(table, { ...still, markNoise: new Map([['K1', 0.02]]) }).units;
    // 甲 is full half of the time, else 98–100; 乙 97–101 cut at 100: the first is ahead clearly more often, never always.
    expect(first?.first).toBeGreaterThan(0.7);
    expect(first?.first).toBeLessThan(1);
    expect(second?.first).toBeGreaterThan(0.1);
    expect(simulate(table, { ...still, markNoise: new Map([['K1', 0.004]]) }).units[0]?.first).toBe(1);
  });

  it('says how far the shares may be off', () => {
    expect(samplingError(0.953, 10_000)).toBeCloseTo(0.00415, 5);
    expect(samplingError(0.5, 10_000)).toBeCloseTo(0.0098, 6);
    expect(samplingError(0, 10_000)).toBe(0.0003);
    expect(samplingError(1, 10_000)).toBe(0.0003);
  });
});
