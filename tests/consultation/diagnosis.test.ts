/** Where the points and the tasks were lost: quantiles, avoidable loss, the chain, gap × course (methods.md §3). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianOf } from '../../src/shared/checks/spread.ts';
import { avoidableLosses } from '../../src/shared/consultation/avoidable-loss.ts';
import { bottleneckChain, type StageCounts } from '../../src/shared/consultation/bottleneck.ts';
import { quadrantOf } from '../../src/shared/consultation/gap-and-trend.ts';
import { quantile } from '../../src/shared/consultation/quantile.ts';
import { exact } from '../../src/shared/engine/decimal.ts';
import { four, tableOf } from './tables.ts';

const figures = (text: string) => text.split(' ').map(exact);

describe('quantile', () => {
  it.each([
    // numpy.percentile(…, method='linear') = PERCENTILE.INC.
    ['85 92 88', '0.75', '90'],
    ['1 2 3 4', '0.75', '3.25'],
    ['3 1 2 10 7 5 4 9 6 8 11', '0.75', '8.5'],
    ['1 2 3 4', '0', '1'],
    ['1 2 3 4', '1', '4'],
    ['7', '0.75', '7'],
  ] as const)('of %s at %s is %s', (values, p, expected) => {
    expect(quantile(figures(values), exact(p)).toFixed()).toBe(expected);
  });
  it('at one half is the median, and nothing has none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 20 }), (values) => {
        expect(quantile(values.map(exact), exact('0.5')).eq(medianOf(values.map(exact)))).toBe(true);
      }),
    );
    expect(() => quantile([], exact('0.5'))).toThrow(RangeError);
  });
});

describe('avoidable loss', () => {
  it('of 丁: 3.5, 3.25, 2.625, 1.35 of 10.725; three lines make 80 %', () => {
    const losses = avoidableLosses(four(), '丁');
    expect(losses.map(({ line, loss }) => `${line.code} ${loss.toFixed()}`)).toEqual([
      'K1 3.5',
      'K2 3.25',
      'K3 2.625',
      'K4 1.35',
    ]);
    expect(losses.map(({ isVital }) => isVital)).toEqual([true, true, true, false]);
    expect(losses.map(({ upTo }) => upTo.toFixed(4))).toEqual(['0.3263', '0.6294', '0.8741', '1.0000']);
    expect(losses[0]).toMatchObject({ own: exact('0.8'), mark: exact('0.9') });
  });
  it('80 % reached exactly needs no more; where the unit is ahead nothing is lost', () => {
    const table = tableOf(
      [80, 20, 10],
      [
        ['甲', [100, 100, 50]],
        ['丁', [50, 50, 90]],
      ],
    );
    expect(avoidableLosses(table, '丁').map(({ line, isVital }) => [line.code, isVital])).toEqual([
      ['K1', true],
      ['K2', false],
    ]);
    expect(
      avoidableLosses(
        tableOf(
          [100],
          [
            ['甲', [80]],
            ['丁', [80]],
          ],
        ),
        '丁',
      ),
    ).toEqual([]);
  });
  it('leaves out what is 不适用 to the unit, and peers to whom it is', () => {
    const table = four();
    const borrow = (name: string, line: number) =>
      table.units.map((unit) =>
        unit.name === name ? { ...unit, borrowed: unit.borrowed.map((one, at) => one || at === line) } : unit,
      );
    expect(avoidableLosses({ ...table, units: borrow('丁', 0) }, '丁').map(({ line }) => line.code)).toEqual(['K2', 'K3', 'K4']);
    // Without 甲 the K1 of the peers is 85 and 88: P75 87.25.
    expect(avoidableLosses({ ...table, units: borrow('甲', 0) }, '丁')[2]?.loss.toFixed()).toBe('2.5375');
    expect(() => avoidableLosses(table, '戊')).toThrow(RangeError);
  });
});

describe('the chain from 部署 to 成效', () => {
  const golden = [40, 38, 33, 30, 21, 19];
  const even: StageCounts = [100, 90, 81, 73, 66, 60];
  it('40 38 33 30 21 19: the rates of methods.md, stuck between 节点推进 and 督察整改', () => {
    const { steps, bottleneck, largestDrop } = bottleneckChain(golden, [even, even, even]);
    expect(steps.map(({ rate }) => rate.toDecimalPlaces(4).toFixed())).toEqual(['0.95', '0.8684', '0.9091', '0.7', '0.9048']);
    expect(steps.map(({ coverage }) => coverage.toDecimalPlaces(4).toFixed())).toEqual([
      '0.95',
      '0.825',
      '0.75',
      '0.525',
      '0.475',
    ]);
    expect(bottleneck).toMatchObject({ to: 4, given: 30, passed: 21 });
    expect(bottleneck?.shortfall?.toFixed(4)).toBe('0.2041');
    expect(largestDrop).toEqual(bottleneck);
  });
  it('against peers for whom 督察整改 is hard as well, the bottleneck is elsewhere than the largest drop', () => {
    const hard: StageCounts = [40, 39, 38, 37, 24, 23];
    const { bottleneck, largestDrop } = bottleneckChain(golden, [hard, hard, even]);
    expect(bottleneck?.to).toBe(2);
    expect(largestDrop?.to).toBe(4);
  });
  it('equal shortfalls: the step that stops most tasks; then the earliest', () => {
    const all: StageCounts = [10, 10, 10, 10];
    // 0.5 lost twice: 20 tasks, then 10.
    expect(bottleneckChain([40, 20, 10, 10], [all])).toMatchObject({ bottleneck: { to: 1 } });
    // Peers lose 0.25 at the first step: 0.25 short there (20 stopped of 40), 0.25 short at the second (5 of 20), equal in share.
    expect(bottleneckChain([40, 20, 15, 15], [[4, 3, 3, 3]])).toMatchObject({ bottleneck: { to: 1, given: 40 } });
    // A third short of all at two steps with equally many stopped cannot be; with thirds the quotients still compare as equal.
    expect(bottleneckChain([9, 6, 6, 4], [[9, 9, 9, 9]])).toMatchObject({ bottleneck: { to: 1, given: 9 } });
    expect(bottleneckChain([4, 3, 3], [[4, 4, 4]])).toMatchObject({ bottleneck: { to: 1 } });
  });
  it('a stage nothing came to and a stage not recorded say nothing', () => {
    const stopped = bottleneckChain([5, 0, 0, 0], [[4, 4, 2, 2]]);
    expect(stopped.steps.map(({ to }) => to)).toEqual([1]);
    expect(stopped.bottleneck?.to).toBe(1);
    expect(bottleneckChain([10, null, 8, 4], [[10, 9, 9, 9]])).toMatchObject({ steps: [{ to: 3 }], bottleneck: { to: 3 } });
    expect(bottleneckChain([0, 0], [[4, 4]])).toEqual({ steps: [], bottleneck: null, largestDrop: null });
  });
  it('fewer stages, no peers, nobody behind', () => {
    expect(bottleneckChain([10, 8], [[10, 9, 5]]).bottleneck?.to).toBe(1);
    expect(bottleneckChain([10, 8, 4], [[10, 9]])).toMatchObject({ bottleneck: { to: 1 }, largestDrop: { to: 2 } });
    expect(bottleneckChain([10, 8, 4], [])).toMatchObject({ bottleneck: null, largestDrop: { to: 2 } });
    expect(bottleneckChain([10, 10, 10], [[10, 9, 9]])).toMatchObject({ bottleneck: null, largestDrop: null });
    expect(() => bottleneckChain([10, 11], [])).toThrow(RangeError);
  });
});

describe('gap × course', () => {
  it.each([
    ['-8', 'steady', '长期短板'],
    ['-8', 'falling', '长期短板'],
    ['-8', 'rising', '补课中'],
    ['-8', 'unknown', '短板'],
    ['2', 'falling', '新发滑坡'],
    ['0', 'falling', '新发滑坡'],
    ['0', 'steady', '优势'],
    ['2', 'rising', '优势'],
    ['2', 'unknown', '优势'],
  ] as const)('%s and %s: %s', (gap, course, word) => {
    expect(quadrantOf(exact(gap), course)).toBe(word);
  });
});
