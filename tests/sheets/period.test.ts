import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparePeriods,
  formatPeriod,
  isPeriod,
  lastWord,
  monthAfter,
  nextPeriod,
  parsePeriod,
  periodInYear,
  periodKind,
  periodMonths,
  periodOf,
  periodsIn,
  periodWithin,
  previousPeriod,
  sameMonthLastYear,
  titlePeriod,
} from '../../src/shared/period.ts';

const year = fc.integer({ min: 1900, max: 2199 });
const month = fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`);
const anyPeriod = fc.oneof(
  month,
  fc.tuple(year, fc.integer({ min: 1, max: 4 })).map(([y, q]) => `${y}-Q${q}`),
  fc.tuple(year, fc.constantFrom(1, 2)).map(([y, h]) => `${y}-H${h}`),
  year.map(String),
);

describe('parsePeriod', () => {
  it.each([
    ['2018-02', '2018-02'],
    ['2018-2', '2018-02'],
    ['2018年2月', '2018-02'],
    ['2018年02月份', '2018-02'],
    ['２０１８年２月', '2018-02'],
    [' 2018 年 2 月 ', '2018-02'],
    ['201802', '2018-02'],
    ['2018.2', '2018-02'],
    ['2018.12', '2018-12'],
    ['2018/2', '2018-02'],
    ['2018—02', '2018-02'],
    ['2018-02-28', '2018-02'],
    ['2018/2/1', '2018-02'],
    ['2018年2月1日', '2018-02'],
    ['20180228', '2018-02'],
    ['2018-02-01 00:00:00', '2018-02'],
    ['2018-02-01T00:00:00.000Z', '2018-02'],
    ['二〇一八年二月', '2018-02'],
    ['二○一八年十二月份', '2018-12'],
    ['2018Q1', '2018-Q1'],
    ['2018-q3', '2018-Q3'],
    ['2018年第一季度', '2018-Q1'],
    ['2018年一季度', '2018-Q1'],
    ['2018一季度', '2018-Q1'],
    ['2018年第4季度', '2018-Q4'],
    ['2018年上半年', '2018-H1'],
    ['2018下半年', '2018-H2'],
    ['2018H1', '2018-H1'],
    ['2018-H2', '2018-H2'],
    ['2018', '2018'],
    ['2018年', '2018'],
    ['2018年度', '2018'],
    ['二〇一八年', '2018'],
  ])('%s → %s', (text, period) => expect(parsePeriod(text)).toBe(period));

  it.each([
    '',
    '2月',
    '18-02',
    '2018-13',
    '2018-00',
    '201813',
    '2018-02-30',
    '2018Q5',
    '2018H3',
    '2018年第五季度',
    '3018',
    '1O18-02',
    '2018-2月上旬',
    '合计',
    '2018-02-',
    '0',
  ])('refuses “%s”', (text) => expect(parsePeriod(text)).toBeNull());

  it('reads back every canonical period and everything formatPeriod writes', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(isPeriod(period)).toBe(true);
        expect(parsePeriod(period)).toBe(period);
        expect(parsePeriod(formatPeriod(period))).toBe(period);
      }),
    );
  });

  it('never throws and only ever gives a canonical period', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0128年月季度上半-./QH第一十日') })), (text) => {
        const period = parsePeriod(text);
        expect(period === null || isPeriod(period)).toBe(true);
      }),
    );
  });
});

describe('neighbours', () => {
  it('steps over the ends of years', () => {
    expect(previousPeriod('2018-01')).toBe('2017-12');
    expect(previousPeriod('2018-Q1')).toBe('2017-Q4');
    expect(previousPeriod('2018-H1')).toBe('2017-H2');
    expect(previousPeriod('2018')).toBe('2017');
    expect(nextPeriod('2017-12')).toBe('2018-01');
    expect(sameMonthLastYear('2018-02')).toBe('2017-02');
    expect(sameMonthLastYear('2018-Q3')).toBe('2017-Q3');
    expect(periodMonths('2018-H2')).toEqual({ first: '2018-07', last: '2018-12' });
    expect(periodKind('2018-H2')).toBe('half');
  });

  it('next and previous undo each other, and the kind stays', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(previousPeriod(nextPeriod(period))).toBe(period);
        expect(periodKind(nextPeriod(period))).toBe(periodKind(period));
        expect(comparePeriods(period, nextPeriod(period))).toBeLessThan(0);
      }),
    );
  });

  it('orders by the last month, shorter first', () => {
    const order = ['2018-05', '2018-06', '2018-Q2', '2018-H1', '2018-07', '2018-12', '2018-Q4', '2018-H2', '2018'];
    expect([...order].reverse().sort(comparePeriods)).toEqual(order);
  });

  it('knows whether a period lies within open or closed ends', () => {
    expect(periodWithin('2018-02', null, null)).toBe(true);
    expect(periodWithin('2018-02', '2018-02', '2018-02')).toBe(true);
    expect(periodWithin('2018-02', '2018-03', null)).toBe(false);
    expect(periodWithin('2018-02', null, '2018-01')).toBe(false);
    expect(periodWithin('2018', '2018-11', null)).toBe(true);
  });

  it('throws for what is not canonical', () => expect(() => formatPeriod('2018年2月')).toThrow(RangeError));
});

describe('periodsIn', () => {
  it.each([
    ['2018年2月份区县大气环境质量考核数据', ['2018-02']],
    ['淄博市二〇一八年二月份改革考核', ['2018-02']],
    ['2018.02', ['2018-02']],
    ['数据201802', ['2018-02']],
    ['2018年第一季度考核', ['2018-Q1']],
    ['2018年上半年', ['2018-H1']],
    ['2017年度考核结果', ['2017']],
    ['2018年2月（2018年3月5日制表）', ['2018-02']],
    ['2018年2月 2018-03-05 制表 20180305', ['2018-02']],
    ['2018年2月比2017年2月', ['2018-02', '2017-02']],
    ['Sheet1', []],
    ['文件〔2018〕3号', []],
  ])('%s', (text, periods) => expect(periodsIn(text).map(({ period }) => period)).toEqual(periods));

  it('marks a range and takes its last month', () => {
    expect(periodsIn('2018年1—6月主要指标')).toEqual([{ period: '2018-06', range: '2018年1—6月' }]);
    expect(periodsIn('2018年1-2月')).toEqual([{ period: '2018-02', range: '2018年1-2月' }]);
  });
});

describe('words and places of a period', () => {
  it.each([
    ['2018-02', '2018年2月份', '2月', '上月', '2018-03'],
    ['2018-Q2', '2018年第二季度', '二季度', '上季度', '2018-07'],
    ['2018-H1', '2018年上半年', '上半年', '上期', '2018-07'],
    ['2018', '2018年', '全年', '上年度', '2019-01'],
  ])('%s', (period, title, inYear, last, after) => {
    expect([titlePeriod(period), periodInYear(period), lastWord(period, previousPeriod(period)), monthAfter(period)]).toEqual([
      title,
      inYear,
      last,
      after,
    ]);
    expect(lastWord(period, '2015-01')).toBe('上次');
  });
  it('finds the period of a kind that a month lies in', () => {
    expect((['month', 'quarter', 'half', 'year'] as const).map((kind) => periodOf('2018-08', kind))).toEqual([
      '2018-08',
      '2018-Q3',
      '2018-H2',
      '2018',
    ]);
  });
});
