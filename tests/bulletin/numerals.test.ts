import { expect, test } from 'vitest';
import {
  chineseNumber,
  chineseYear,
  documentNumber,
  headingNumber,
  officialDate,
  shortPeriod,
} from '../../src/shared/bulletin/numerals.ts';

test('numbers of headings: 一、（一）1.（1）', () => {
  expect([1, 2, 9, 10, 11, 20, 21, 99, 100].map(chineseNumber)).toEqual([
    '一',
    '二',
    '九',
    '十',
    '十一',
    '二十',
    '二十一',
    '九十九',
    '100',
  ]);
  expect(([1, 2, 3, 4] as const).map((level) => headingNumber(level, 10))).toEqual(['十、', '（十）', '10.', '（10）']);
});

test('发文字号 in 六角括号, without 第 and without leading zeros', () => {
  expect(documentNumber('淄改办发', 2018, 2)).toBe('淄改办发〔2018〕2号');
  expect(chineseYear(2018)).toBe('二〇一八年');
});

test('dates without leading zeros; a date not yet given leaves room for a pen', () => {
  expect(officialDate('2018-03-05')).toBe('2018年3月5日');
  expect(officialDate('2018-11-22')).toBe('2018年11月22日');
  expect(officialDate(null)).toBe('　　年　　月　　日');
});

test('the year is not said twice', () => {
  expect(shortPeriod('2018年1月', '2018年2月')).toBe('1月');
  expect(shortPeriod('2017年12月', '2018年1月')).toBe('2017年12月');
  expect(shortPeriod('2018年', '2018年')).toBe('2018年');
});
