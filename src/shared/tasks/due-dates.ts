/** Deadlines as the office writes them in a 时间表: a day, the end of a month, a quarter, or a line with several of them. */
import { isDay } from '../calendar.ts';

export type DueDate = {
  readonly dueOn: string;
  /** What is to be done by then, as far as the line says it: “形成初稿”. */
  readonly words: string;
};

const QUARTER_END: Readonly<Record<string, number>> = { 一: 3, 二: 6, 三: 9, 四: 12, '1': 3, '2': 6, '3': 9, '4': 12 };
/** 全年推进 and 长期坚持 name no day; the end of the year is taken, and the clerk told. */
const OPEN_ENDED = /^(?:全年|年内|长期|持续|常年|贯穿全年|按计划|长期坚持|持续推进|全年推进|常态化)/;

const two = (number: number): string => String(number).padStart(2, '0');
const monthEnd = (year: number, month: number): string => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

const DATE = new RegExp(
  [
    /(?<y1>\d{4})[-./](?<m1>\d{1,2})[-./](?<d1>\d{1,2})/,
    /(?<y2>\d{4})[-./](?<m2>\d{1,2})(?![\d./-])/,
    /(?:(?<y3>\d{4})年)?(?:\d{1,2}月?[-~至到])?(?<m3>\d{1,2})月(?:份)?(?:(?<d3>\d{1,2})[日号]|(?<part>上旬|中旬|下旬|底|末)?)/,
    /(?:(?<y4>\d{4})年)?第?(?<q>[一二三四1-4])季度/,
    /(?:(?<y5>\d{4})年)?(?<half>[上下])半年/,
    /(?:(?<y6>\d{4})年?)?年?(?<end>年底|年末|年终|底前)/,
    /(?<y7>\d{4})年(?!\d)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/**
 * Every date a line names, in its order, each with the words that belong to it (“3月底前形成初稿；9月底前印发实施” → two).
 * Month and quarter mean their last day, 上旬 the 10th, 中旬 the 20th; a range means its end.
 * @param year of a date that does not say it
 * @returns none when the line names no date, or names a day that does not exist
 */
export function readDueDates(text: string, year: string): readonly DueDate[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[‐-―−—]/g, '-')
    .replace(/\s+(?=[年月日底前])|(?<=[年月])\s+|T?\d{1,2}:\d{2}(?::\d{2})?/g, '');
  const found = [...plain.matchAll(DATE)];
  const dates: DueDate[] = [];
  for (const [index, match] of found.entries()) {
    const dueOn = dayOf(match.groups ?? {}, year);
    if (dueOn === null) return [];
    const from = match.index + match[0].length;
    dates.push({ dueOn, words: wordsOf(plain.slice(from, found[index + 1]?.index ?? plain.length)) });
  }
  return dates;
}

/** Is the deadline meant to have no end? */
export const isOpenEnded = (text: string): boolean => OPEN_ENDED.test(text.trim());

/** Dates run forward in a 时间表; a later one that names no year and goes back is of the same year all the same. */
function dayOf(groups: Readonly<Record<string, string | undefined>>, year: string): string | null {
  const own = Number(groups.y1 ?? groups.y2 ?? groups.y3 ?? groups.y4 ?? groups.y5 ?? groups.y6 ?? groups.y7 ?? year);
  const month = Number(groups.m1 ?? groups.m2 ?? groups.m3 ?? 0);
  const date = groups.d1 ?? groups.d3;
  if (date !== undefined) {
    const day = `${own}-${two(month)}-${two(Number(date))}`;
    return isDay(day) ? day : null;
  }
  if (month > 12) return null;
  if (groups.part === '上旬') return `${own}-${two(month)}-10`;
  if (groups.part === '中旬') return `${own}-${two(month)}-20`;
  if (month > 0) return monthEnd(own, month);
  if (groups.m1 !== undefined || groups.m2 !== undefined || groups.m3 !== undefined) return null;
  if (groups.q !== undefined) return monthEnd(own, QUARTER_END[groups.q] ?? 12);
  return groups.half === '上' ? `${own}-06-30` : `${own}-12-31`;
}

/** “前形成初稿，” → 形成初稿. */
const wordsOf = (text: string): string =>
  text
    .replace(/^(?:底|末)?(?:之?前|以前|内)?[,，:：、;；。.)）(（\s-]*/, '')
    .replace(/[,，;；。.、\s(（]+$/, '')
    .trim();
