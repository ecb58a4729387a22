/** Which months say more than chance: XmR, outliers, trends (methods.md §4). */
import { describe, expect, it } from 'vitest';
import { type Course, courseOf } from '../../src/shared/consultation/gap-and-trend.ts';
import { modifiedZ } from '../../src/shared/consultation/modified-z.ts';
import { type ChartSegment, type CoursePoint, processChart } from '../../src/shared/consultation/process-chart.ts';
import { trendTest } from '../../src/shared/consultation/trend-test.ts';
import { exact } from '../../src/shared/engine/decimal.ts';

const Y = '78 80 79 77 81 80 82 79 68 78 80 79';
const Y2 = '70 71 71.5 73 72.5 74 75 74.5 76 77 77.5 78';
const monthAt = (at: number): string => `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
/** “78 80 — 79 | 81 …” → months; — for none, | where the rules change. */
function course(text: string): CoursePoint[] {
  let rules = 1;
  return text
    .split(' ')
    .flatMap((word) => {
      if (word === '|') rules += 1;
      return word === '|' ? [] : [{ value: word === '—' ? null : exact(word), rules: String(rules) }];
    })
    .map((point, at) => ({ ...point, period: monthAt(at) }));
}
const chart = (text: string): ChartSegment => {
  const segments = processChart(course(text));
  const [only] = segments;
  if (!only || segments.length !== 1) throw new Error(`${segments.length} segments`);
  return only;
};
const found = ({ signals }: ChartSegment): string[] =>
  signals.map(({ period, rule, side }) => `${Number(period.slice(5))}:${rule}${side}`);

describe('process chart', () => {
  it('the golden course: mean, moving range, limits, and the ninth month alone', () => {
    const segment = chart(Y);
    expect(segment).toMatchObject({ count: 12, word: '', from: '2025-01', to: '2025-12' });
    expect(segment.limits?.centre.toFixed(4)).toBe('78.4167');
    expect(segment.limits?.meanRange.toFixed(4)).toBe('3.5455');
    expect([segment.limits?.low.toFixed(4), segment.limits?.high.toFixed(4)]).toEqual(['68.9858', '87.8476']);
    expect(segment.limits?.nearLow.toFixed(4)).toBe('72.1294');
    expect(found(segment)).toEqual(['9:1low']);
  });
  it('drops a moving range above 3.267 times the mean, once', () => {
    // Ranges 1 … 1 and twice 10: mean 29 ÷ 11 = 2.636, screen 8.61; the tens go, the mean of nine ones is 1.
    const segment = chart('50 51 50 51 50 51 61 51 50 51 50 51');
    expect(segment.limits?.meanRange.toFixed()).toBe('1');
    expect(found(segment)).toContain('7:1high');
  });
  it('keeps the moving ranges when only zeros would be left', () => {
    const segment = chart('5 5 5 5 5 5 5 9 5 5 5 5');
    expect(segment.limits?.meanRange.toFixed(4)).toBe('0.7273');
    expect(found(segment).filter((signal) => signal.includes(':1'))).toEqual(['8:1high']);
    expect(found(chart('5 5 5 5 5 5 5 5 5 5 5 5'))).toEqual([]);
  });
  it('rule 2: seven on one side, from the seventh on; a point on the mean is on no side', () => {
    const signals = found(chart('8 12 8 12 8 12 8 11 11 11 11 11 11 11 11 2')).filter((signal) => signal.includes(':2'));
    // Mean 9.75: months 8–15 above it.
    expect(signals).toEqual(['2:2high', '3:2high']);
    expect(found(chart('9 10 10 10 10 10 10 10 10 10 10 11')).filter((signal) => signal.includes(':2'))).toEqual([]);
  });
  it('rule 3: seven rising or falling; an equal neighbour ends the run', () => {
    expect(found(chart('50 53 51 52 50 51 52 53 54 55 56 51')).filter((signal) => signal.includes(':3'))).toEqual(['11:3high']);
    expect(found(chart('50 53 51 56 55 54 53 52 51 50 52 51')).filter((signal) => signal.includes(':3'))).toEqual(['10:3low']);
    expect(found(chart('50 53 51 52 50 51 52 53 53 55 56 51')).filter((signal) => signal.includes(':3'))).toEqual([]);
  });
  it('rule 4: two of three beyond the near limit on one side, told at the second of them', () => {
    // Near limit 52.948, limit 53.835.
    const both = found(chart('50 51 50 51 50 51 50 51 52 53.2 52.4 53.2 52 51 50 51'));
    expect(both.filter((signal) => !signal.includes(':2'))).toEqual(['12:4high']);
    const apart = found(chart('50 51 50 51 50 51 50 53.2 52 51 52.4 53.2 52 51 50 51'));
    expect(apart.filter((signal) => signal.includes(':4'))).toEqual([]);
  });
  it('six to eleven months: rule 1 only, 初步; fewer: no statement', () => {
    const short = chart('10 11 10 11 10 20 11 10 11 10 11');
    expect(short.word).toBe('初步');
    expect(found(short)).toEqual(['6:1high']);
    // Eight months above the mean: of eleven no signal, of twelve one at the seventh and the eighth.
    expect(found(chart('40 45 41 50 47 49 48 50 47 49 48'))).toEqual([]);
    expect(found(chart('40 45 41 50 47 49 48 50 47 49 48 43'))).toEqual(['10:2high', '11:2high']);
    expect(chart('10 11 10 11 90')).toMatchObject({ word: null, limits: null, signals: [], count: 5 });
  });
  it('a change of the rules starts anew', () => {
    const segments = processChart(course(`${Y} | 60 61 60 61 60 61 | 70 71`));
    expect(segments.map(({ count, word, from }) => [count, word, from])).toEqual([
      [12, '', '2025-01'],
      [6, '初步', '2026-01'],
      [2, null, '2026-07'],
    ]);
    expect(segments[1]?.limits?.centre.toFixed()).toBe('60.5');
    expect(segments.map(({ signals }) => signals.length)).toEqual([1, 0, 0]);
  });
  it('a missing month has no moving range and ends a run', () => {
    const segment = chart('10 12 — 30 32 30 32 30 32 30 32 30 32');
    expect(segment).toMatchObject({ count: 12, word: '' });
    // The step from 12 to 30 is over two months and is not counted.
    expect(segment.limits?.meanRange.toFixed()).toBe('2');
    expect(found(chart('50 53 51 52 50 51 52 53 — 54 55 56 51')).filter((signal) => signal.includes(':3'))).toEqual([]);
    expect(chart('— — — 50 — 51')).toMatchObject({ word: null, count: 2 });
    expect(chart('50 — 51 — 52 — 53 — 54 — 55')).toMatchObject({ word: null, count: 6, limits: null });
  });
});

describe('modified z', () => {
  const y = Y.split(' ').map(exact);
  it('finds 68 at −7.4195, which three standard deviations miss', () => {
    const outlier = modifiedZ(exact(68), y);
    expect(outlier.z?.toFixed(6)).toBe('-7.419500');
    expect(outlier.isOutlier).toBe(true);
    expect(y.filter((value) => modifiedZ(value, y).isOutlier)).toHaveLength(1);
  });
  it('falls back to the mean deviation when more than half are alike, and to any difference when all are', () => {
    const flat = [...Array.from({ length: 9 }, () => exact(5)), exact(9)];
    // mean deviation 0.4: z = 4 ÷ (1.253314 × 0.4)
    expect(modifiedZ(exact(9), flat).z?.toNumber()).toBeCloseTo(4 / (1.253314 * 0.4), 9);
    expect(modifiedZ(exact(9), flat).isOutlier).toBe(true);
    expect(modifiedZ(exact(5), flat)).toMatchObject({ isOutlier: false });
    const same = Array.from({ length: 6 }, () => exact('4.2'));
    expect(modifiedZ(exact('4.2'), same)).toEqual({ z: null, isOutlier: false });
    expect(modifiedZ(exact('4.3'), same)).toEqual({ z: null, isOutlier: true });
  });
  it('3.5 itself is no outlier', () => {
    // median 0, MAD 0.6745: z = x.
    const among = ['-2', '-0.6745', '-0.6745', '0', '0.6745', '0.6745', '3.5'].map(exact);
    expect(modifiedZ(exact('3.5'), among)).toMatchObject({ isOutlier: false });
    expect(modifiedZ(exact('3.5001'), among)).toMatchObject({ isOutlier: true });
  });
});

describe('trend', () => {
  const numbers = (text: string) => text.split(' ').map((word) => (word === '—' ? null : Number(word)));
  it('the golden course', () => {
    const trend = trendTest(numbers(Y2));
    expect(trend).toMatchObject({ s: 62, count: 12 });
    expect(trend?.slope).toBeCloseTo(0.724747, 6);
    expect(trend?.low).toBeCloseTo(0.625, 6);
    expect(trend?.high).toBeCloseTo(0.8, 6);
    expect(trend?.intercept).toBeCloseTo(70.263889, 6);
    expect(trend?.variance).toBeCloseTo(212.666667, 6);
    expect(trend?.z).toBeCloseTo(4.182925, 6);
    expect(trend?.p).toBeCloseTo(2.8778179913e-5, 10);
  });
  it.each([
    // scipy 1.17.1 theilslopes (slope, intercept, low, high); Mann–Kendall by its formula in numpy, p by scipy.stats.norm.
    ['5 5 6 5 7 7 8 6 9 9 10 9', [0.5, 4.25, 1 / 3, 5 / 9], [48, 203.3333333, 3.296048, 0.000980552]],
    ['80.1 79.9 80 79.5 79.5 79.2 78.8', [-0.2, 80.1, -0.3, -0.1333333], [-18, 43.3333333, -2.582485, 0.00980915]],
  ] as const)('%s with ties', (text, [slope, intercept, low, high], [s, variance, z, p]) => {
    const trend = trendTest(numbers(text));
    expect(trend?.s).toBe(s);
    for (const [own, other] of [
      [trend?.slope, slope],
      [trend?.intercept, intercept],
      [trend?.low, low],
      [trend?.high, high],
      [trend?.variance, variance],
      [trend?.z, z],
      [trend?.p, p],
    ])
      expect(own).toBeCloseTo(other ?? Number.NaN, 6);
  });
  it('keeps the distance over a missing month (scipy with x 0 2 3 4 6 …)', () => {
    const trend = trendTest(numbers('5 — 6 5 7 — 8 6 9 9 10 9'));
    expect([trend?.slope, trend?.intercept, trend?.low, trend?.high]).toEqual([0.5, 4.25, 0.25, 0.5]);
    expect(trend?.count).toBe(10);
  });
  it('all alike: no trend, p 1; fewer than three: nothing', () => {
    expect(trendTest([4, 4, 4, 4])).toMatchObject({ slope: 0, s: 0, z: 0, p: 1 });
    expect(trendTest([4, null, 5])).toBeNull();
  });
});

describe('the course of a line', () => {
  const of = (text: string): Course => {
    const points = course(text);
    const segment = processChart(points).at(-1);
    if (!segment) throw new Error('no segment');
    const values = points.slice(-segment.count).map(({ value }) => value?.toNumber() ?? null);
    return courseOf(segment, segment.to, trendTest(values));
  };
  it.each([
    [Y2, 'rising'],
    ['78 77.5 77 76 74.5 75 74 72.5 73 71.5 71 70', 'falling'],
    [Y, 'steady'],
    // A good year that ends in a slide is falling, although most pairs rise.
    ['70 71 71.5 73 72.5 74 75 74.5 76 77 77.5 60', 'falling'],
    ['70 71 72 73 74', 'unknown'],
    ['70 71 72 73 74 75', 'rising'],
  ] as const)('%s: %s', (text, expected) => {
    expect(of(text)).toBe(expected);
  });
});
