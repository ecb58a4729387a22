import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftOf } from '../../src/shared/consultation/route-drift.ts';
import { fillLevels, type Level, levelsOf } from '../../src/shared/consultation/route-levels.ts';
import { type Choosable, leastEffort } from '../../src/shared/consultation/route-tasks.ts';
import { levelWords } from '../../src/shared/consultation/route-words.ts';
import { weightTable } from '../../src/shared/consultation/weight-table.ts';
import { exact, sum } from '../../src/shared/engine/decimal.ts';
import { evaluate } from '../../src/shared/engine/index.ts';
import { fourDistricts } from '../support/rules.ts';

const plain = (gains: readonly number[], efforts: readonly number[]): readonly Choosable[] =>
  gains.map((gain, at) => ({ effort: efforts[at] ?? 1, gains: [gain] }));

/** Every set there is. */
function bruteForce(
  tasks: readonly Choosable[],
  needs: readonly number[],
): { readonly effort: number; readonly most: number } | null {
  let best: { effort: number; most: number } | null = null;
  for (let members = 0; members < 2 ** tasks.length; members += 1) {
    const taken = tasks.filter((_, at) => members & (1 << at));
    const gains = needs.map((_, demand) => taken.reduce((total, task) => total + (task.gains[demand] ?? 0), 0));
    if (gains.some((gain, demand) => gain < (needs[demand] ?? 0))) continue;
    const effort = taken.reduce((total, task) => total + task.effort, 0);
    const most = gains.reduce((total, gain) => total + gain, 0);
    if (!best || effort < best.effort || (effort === best.effort && most > best.most)) best = { effort, most };
  }
  return best;
}

describe('the least work that reaches', () => {
  it('golden: gains 120 90 250 60 180 40, efforts 3 2 8 1 5 1, need 461', () => {
    const chosen = leastEffort(plain([120, 90, 250, 60, 180, 40], [3, 2, 8, 1, 5, 1]), [461]);
    expect(chosen).toEqual({ tasks: [0, 1, 3, 4, 5], effort: 12, gains: [490] });
  });
  it('says when nothing reaches, and takes nothing when nothing is needed', () => {
    expect(leastEffort(plain([120, 90], [3, 2]), [211])).toBeNull();
    expect(leastEffort([], [1])).toBeNull();
    expect(leastEffort(plain([120], [3]), [0])).toEqual({ tasks: [], effort: 0, gains: [0] });
    expect(() => leastEffort(plain([120], [0]), [1])).toThrow(RangeError);
    expect(() => leastEffort(plain([120], [1.5]), [1])).toThrow(RangeError);
    expect(() => leastEffort(plain([0.1], [1]), [1])).toThrow(RangeError);
  });
  it('equals brute force on 500 random cases of one demand', () => {
    const task = fc.record({ effort: fc.integer({ min: 1, max: 8 }), gains: fc.tuple(fc.integer({ min: 0, max: 300 })) });
    fc.assert(
      fc.property(fc.array(task, { maxLength: 10 }), fc.integer({ min: 0, max: 1500 }), (tasks, need) => {
        const chosen = leastEffort(tasks, [need]);
        const expected = bruteForce(tasks, [need]);
        expect(chosen && { effort: chosen.effort, most: chosen.gains[0] }).toEqual(expected);
        const gained = chosen?.tasks.reduce((total, at) => total + (tasks[at]?.gains[0] ?? 0), 0);
        if (chosen) expect(gained).toBe(chosen.gains[0]);
      }),
      { numRuns: 500 },
    );
  });
  it('equals brute force on 500 random cases of two and three demands, some gains below 0', () => {
    const cases = fc.integer({ min: 2, max: 3 }).chain((demands) =>
      fc.tuple(
        fc.array(
          fc.record({
            effort: fc.integer({ min: 1, max: 5 }),
            gains: fc.array(fc.integer({ min: -40, max: 200 }), { minLength: demands, maxLength: demands }),
          }),
          { maxLength: 9 },
        ),
        fc.array(fc.integer({ min: 0, max: 600 }), { minLength: demands, maxLength: demands }),
      ),
    );
    fc.assert(
      fc.property(cases, ([tasks, needs]) => {
        const chosen = leastEffort(tasks, needs);
        expect(chosen?.effort ?? null).toBe(bruteForce(tasks, needs)?.effort ?? null);
        for (const [demand, need] of needs.entries()) {
          const gained = chosen?.tasks.reduce((total, at) => total + (tasks[at]?.gains[demand] ?? 0), 0) ?? need;
          expect(gained).toBeGreaterThanOrEqual(need);
        }
      }),
      { numRuns: 500 },
    );
  });
  it('is quick on a long list: 80 tasks of 12 kinds and three demands', () => {
    const tasks = Array.from({ length: 80 }, (_, at): Choosable => {
      const kind = at % 12;
      return {
        effort: 1 + (kind % 3),
        gains: [500_000 + kind * 31_000, 480_000 + kind * 29_000, 520_000 + (11 - kind) * 33_000],
      };
    });
    const started = performance.now();
    const chosen = leastEffort(tasks, [12_000_000, 12_000_000, 12_000_000]);
    expect(chosen?.effort).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

const level = (code: string, weight: string, share: string, ceiling: string, cost: string): Level => ({
  code,
  name: `项目${code}`,
  weight: exact(weight),
  share: exact(share),
  room: exact(ceiling).minus(share),
  cost: exact(cost),
});
const GOLDEN = [
  level('K1', '0.35', '80', '95', '1'),
  level('K2', '0.25', '76', '90', '0.6'),
  level('K3', '0.25', '68', '85', '1.5'),
  level('K4', '0.15', '74', '90', '0.5'),
];

describe('line by line', () => {
  it('golden: 丁 to 丙 with G 4.61 (HiGHS)', () => {
    const { levels, cost, short } = fillLevels(GOLDEN, exact('4.61'));
    expect(levels.map(({ raise }) => exact(raise).toDecimalPlaces(6).toFixed())).toEqual(['3.171429', '14', '0', '0']);
    expect(exact(cost).toDecimalPlaces(6).toFixed()).toBe('11.571429');
    expect(short).toBe('0');
    expect(levels.map(({ aloneBy, isAloneEnough }) => [exact(aloneBy ?? 0).toFixed(2), isAloneEnough])).toEqual([
      ['13.17', true],
      ['18.44', false],
      ['18.44', false],
      ['30.73', false],
    ]);
    expect(levels.map(levelWords)).toEqual([
      'K1 项目K1：只靠这一项，得分率提高 13.17 个百分点可以追上（名单内最好的比它高 15.00 个百分点）。',
      'K2 项目K2：靠单项追不上，得分率要提高 18.44 个百分点，名单内最好的比它高 14.00 个百分点。',
      'K3 项目K3：靠单项追不上，得分率要提高 18.44 个百分点，名单内最好的比它高 17.00 个百分点。',
      'K4 项目K4：靠单项追不上，得分率要提高 30.73 个百分点，名单内最好的比它高 16.00 个百分点。',
    ]);
  });
  it('says what is missing when every line is full', () => {
    const { levels, short } = fillLevels(GOLDEN, exact('20'));
    expect(levels.map(({ raise, room }) => raise === room)).toEqual([true, true, true, true]);
    // 15 × .35 + 14 × .25 + 17 × .25 + 16 × .15 = 15.4
    expect(short).toBe('4.6');
  });
  it('costs no more than any other way of reaching (1 000 random ones)', () => {
    const share = fc.integer({ min: 0, max: 100 }).map((value) => value / 100);
    fc.assert(
      fc.property(fc.tuple(share, share, share, share), (shares) => {
        const raises = GOLDEN.map(({ room }, at) => room.times(shares[at] ?? 0));
        const gained = sum(raises.map((raise, at) => raise.times(GOLDEN[at]?.weight ?? 0)));
        const paid = sum(raises.map((raise, at) => raise.times(GOLDEN[at]?.cost ?? 0)));
        const { cost, short } = fillLevels(GOLDEN, gained);
        expect(exact(short).abs().lt('1e-30')).toBe(true);
        expect(exact(cost).minus(paid).lte('1e-30')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
  it('takes weights, shares and room from the list itself', () => {
    const input = fourDistricts();
    const made = weightTable(evaluate(input).entries, input.rules);
    if (!('table' in made)) throw new Error(made.refusal.reason);
    const levels = levelsOf(made.table, '丁');
    expect(levels.map(({ code, weight, share, room }) => [code, weight.toFixed(), share.toFixed(), room.toFixed()])).toEqual([
      ['K1', '0.35', '80', '12'],
      ['K2', '0.25', '76', '14'],
      ['K3', '0.25', '68', '14'],
      ['K4', '0.15', '74', '12'],
    ]);
    expect(() => levelsOf(made.table, '戊')).toThrow(RangeError);
  });
});

describe('drift', () => {
  it('is the median and the upper quartile of the last six changes, not below 0', () => {
    const { changes, plan, safe } = driftOf(['10', '80', '80.5', '80.2', '81', '81.4', '81.2', '82']);
    expect([changes, plan.toFixed(), safe.toFixed()]).toEqual([6, '0.45', '0.725']);
    expect(driftOf(['80', '79', '78'])).toMatchObject({ changes: 2 });
    expect(driftOf(['80', '79', '78']).safe.toFixed()).toBe('0');
    expect(driftOf(['80'])).toMatchObject({ changes: 0 });
  });
});
