/**
 * Numbers as official papers write them. GB/T 9704—2012 7.3.3: 结构层次序数依次用“一、”“（一）”“1.”“（1）”标注;
 * 7.2.5: 年份应标全称，用六角括号“〔〕”括入；发文顺序号不加“第”字，不编虚位; 7.3.5: 成文日期用阿拉伯数字，月、日不编虚位.
 */

const DIGITS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 1–99 in Chinese: 1 → 一, 10 → 十, 21 → 二十一. Larger numbers stay Arabic: no paper has a hundred sections. */
export function chineseNumber(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 99) return String(value);
  if (value < 10) return DIGITS[value] ?? String(value);
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`;
}

/** Number of a heading: 一、 · （一） · 1. · （1）. */
export function headingNumber(level: 1 | 2 | 3 | 4, value: number): string {
  if (level === 1) return `${chineseNumber(value)}、`;
  if (level === 2) return `（${chineseNumber(value)}）`;
  return level === 3 ? `${value}.` : `（${value}）`;
}

/** 发文字号: documentNumber('淄改办发', 2018, 2) → 淄改办发〔2018〕2号. */
export const documentNumber = (prefix: string, year: number, serial: number): string => `${prefix}〔${year}〕${serial}号`;

/** Year read digit by digit: 2018 → 二〇一八年. */
export const chineseYear = (year: number): string =>
  `${[...String(year)].map((digit) => DIGITS[Number(digit)] ?? digit).join('')}年`;

/** '2018-03-05' → 2018年3月5日; null leaves room for a pen: “2018年  月  日” needs a year, so without one all three are blank. */
export function officialDate(date: string | null): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? '');
  if (parts === null) return date ?? '　　年　　月　　日';
  return `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日`;
}

/** A period's name beside another one: in the same year the year is not said twice. shortPeriod('2018年1月', '2018年2月') → 1月. */
export function shortPeriod(name: string, beside: string): string {
  const year = name.slice(0, 5);
  return year.endsWith('年') && name.length > 5 && beside.startsWith(year) ? name.slice(5) : name;
}
