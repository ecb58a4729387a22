import { describe, expect, test } from 'vitest';
import { drawChart } from '../../src/main/jobs/chart.ts';
import { airDaysOption } from '../../src/shared/charts/air-days.ts';
import { rankHistoryOption } from '../../src/shared/charts/rank-history.ts';
import { rankingBarOption } from '../../src/shared/charts/ranking-bar.ts';
import { seriesOption } from '../../src/shared/charts/series.ts';
import { sharesOf, stackedShareOption } from '../../src/shared/charts/shares.ts';
import type { ChartOption } from '../../src/shared/charts/style.ts';

const history = {
  periods: ['12月', '1月', '2月'],
  units: [
    { name: '张店区', ranks: [2, 1, 1] },
    { name: '博山区', ranks: [1, null, 2] },
    { name: '桓台县', ranks: [3, 2, 2] },
  ],
  highlight: ['张店区'],
};
const bars = {
  rows: [
    { name: '沂源县', value: '100.00', rank: 1 },
    { name: '高青县', value: '94.74', rank: 2 },
  ],
  unit: '分',
};
const days = {
  years: ['2016', '2017'],
  units: [{ name: '全市', days: ['172', '196'] }],
  target: { value: '190', words: '目标 190 天' },
};
const parts = {
  categories: ['2015', '2016'],
  parts: [
    { name: '第一产业', values: ['10', '9'] },
    { name: '第二产业', values: ['50', null] },
    { name: '第三产业', values: ['40', '41'] },
  ],
};

const options = (paper: boolean): readonly ChartOption[] => [
  rankHistoryOption(history, { paper }),
  rankingBarOption(bars, { paper }),
  airDaysOption(days, { paper }),
  stackedShareOption(parts, { paper }),
  seriesOption(
    {
      categories: ['1月', '2月'],
      unit: 'µg/m³',
      kind: 'line',
      series: [{ name: 'PM2.5', values: ['90', '72'] }],
      limit: { value: '35', words: '限值 35' },
    },
    { paper },
  ),
];

describe('options', () => {
  test('are plain JSON: they cross to a worker and come back the same', () => {
    for (const option of [...options(true), ...options(false)])
      expect(JSON.parse(JSON.stringify(option))).toEqual(structuredClone(option));
  });

  test('on paper there is no colour', () => {
    for (const option of options(true)) {
      const svg = drawChart(option, 440, 200);
      for (const [, red, green, blue] of svg.matchAll(/(?:fill|stroke)="#(..)(..)(..)"/g))
        expect([green, blue]).toEqual([red, red]);
      for (const [, red, green, blue] of svg.matchAll(/rgb\((\d+),\s*(\d+),\s*(\d+)\)/g))
        expect([green, blue]).toEqual([red, red]);
    }
  });

  test('are drawn with their words: names at the ends of lines, values as published, limits in words', () => {
    const drawn = options(true).map((option) => drawChart(option, 440, 200));
    expect(drawn[0]).toContain('张店区');
    expect(drawn[1]).toContain('100.00');
    expect(drawn[2]).toContain('目标 190 天');
    expect(drawn[3]).toContain('50.0');
    expect(drawn[4]).toContain('限值 35');
  });
});

test('shares are rounded once from exact decimals and are empty where a part is unknown', () => {
  expect(sharesOf(['49.27', '630', '324.11'])).toEqual(['4.9', '62.8', '32.3']);
  expect(sharesOf(['1', null])).toBeNull();
  expect(sharesOf(['0', '0'])).toBeNull();
  expect(sharesOf([])).toBeNull();
});

test('a gap stays a gap', () => {
  const series = (rankHistoryOption(history).series as { name: string; data: unknown[] }[]).find(({ name }) => name === '博山区');
  expect(series?.data[1]).toBeNull();
});

test('优良天数: one year of several districts is a ranking from zero', () => {
  const option = airDaysOption({
    years: ['2017'],
    units: [
      { name: '张店区', days: ['150'] },
      { name: '沂源县', days: ['260'] },
    ],
  });
  expect((option.yAxis as { data: string[] }).data).toEqual(['沂源县', '张店区']);
  expect((option.xAxis as { min: number }).min).toBe(0);
});
