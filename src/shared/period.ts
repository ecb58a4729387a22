/**
 * 考核期: one month, quarter, half year or year. Written '2018-02', '2018-Q1', '2018-H1', '2018' everywhere in the program;
 * people write it in many more ways, and all of them are read here and nowhere else.
 */
export type PeriodKind = 'month' | 'quarter' | 'half' | 'year';

const CANONICAL = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?$/;
const MONTHS_IN: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, half: 6, year: 12 };
const HAN_DIGITS: Readonly<Record<string, string>> = {
  〇: '0',
  零: '0',
  '○': '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};
const QUARTERS = '一二三四';

/** A period as counted months: `first` and `last` are year × 12 + month − 1, so that periods of different kinds can be compared. */
type Span = { readonly kind: PeriodKind; readonly first: number; readonly last: number };

/**
 * Reads what people write: 2018-02, 2018年2月(份), 201802, 2018.2, 2018/2, 2018-02-28 and 20180228 (the month of the day), 2018Q1, 2018年第一季度,
 * 2018年上半年, 2018H1, 2018, 2018年(度), 二〇一八年二月; full-width characters and spaces too.
 * @returns the canonical form, or null when it is none of these
 */
export function parsePeriod(text: string): string | null {
  const plain = toDigits(text.normalize('NFKC').replace(/\s+/g, ''))
    .replace(/[‐-―−]/g, '-')
    .toUpperCase();
  const month = /^(\d{4})(?:[-/.年](\d{1,2})|(\d{2}))(?:月份?|月度)?$/.exec(plain);
  if (month) return monthOf(month[1], month[2] ?? month[3]);
  const day = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(
    plain.replace(/T?\d{1,2}:\d{2}(:\d{2})?.*$/, ''),
  );
  if (day) return isDay(day[1], day[2] ?? day[4], day[3] ?? day[5]) ? monthOf(day[1], day[2] ?? day[4]) : null;
  const quarter = /^(\d{4})(?:年度?)?[-/]?(?:Q([1-4])|第?([1-4])季度?)$/.exec(plain);
  if (quarter) return withYear(quarter[1], `-Q${quarter[2] ?? quarter[3]}`);
  const half = /^(\d{4})(?:年度?)?[-/]?(?:H([12])|([上下])半年)$/.exec(plain);
  if (half) return withYear(half[1], `-H${half[2] ?? (half[3] === '上' ? '1' : '2')}`);
  const year = /^(\d{4})(?:年度?|全年|年全年)?$/.exec(plain);
  return year ? withYear(year[1], '') : null;
}

/** 2018年2月, 2018年第一季度, 2018年上半年, 2018年. Throws for anything that is not a canonical period: that is a mistake of the caller. */
export function formatPeriod(period: string): string {
  const { kind, first, last } = spanOf(period);
  const year = `${Math.floor(first / 12)}年`;
  switch (kind) {
    case 'month':
      return `${year}${(last % 12) + 1}月`;
    case 'quarter':
      return `${year}第${QUARTERS[Math.floor((first % 12) / 3)]}季度`;
    case 'half':
      return `${year}${first % 12 === 0 ? '上' : '下'}半年`;
    case 'year':
      return year;
  }
}

const WORDS = {
  month: { own: '本月', last: '上月', lastYear: '上年同月', noun: '月份' },
  quarter: { own: '本季度', last: '上季度', lastYear: '上年同季', noun: '考核期' },
  half: { own: '本期', last: '上期', lastYear: '上年同期', noun: '考核期' },
  year: { own: '本年度', last: '上年度', lastYear: '上年度', noun: '考核期' },
} as const;

/** How a period, the one just before it and the one a year earlier are called: 本月 上月 上年同月, 本季度 上季度 上年同季 …; and others of its kind together: 以后的月份, 以后的考核期. */
export const periodWords = (period: string): (typeof WORDS)[PeriodKind] => WORDS[periodKind(period)];

/** What the last ranking is called: 上月, or 上次 when a period was passed over or the one before was of another kind. */
export const lastWord = (period: string, last: string | null): string =>
  last === null || last === previousPeriod(period) ? periodWords(period).last : '上次';

/** As it stands in a title: 2018年2月份, 2018年第一季度. Only a month takes 份. */
export const titlePeriod = (period: string): string => `${formatPeriod(period)}${periodKind(period) === 'month' ? '份' : ''}`;

/** Beside or under its year: 2月, 一季度, 上半年, 全年. */
export function periodInYear(period: string): string {
  const kind = periodKind(period);
  return kind === 'year' ? '全年' : formatPeriod(period).slice(kind === 'quarter' ? 6 : 5);
}

/** Is it written in the canonical form? */
export const isPeriod = (text: string): boolean => readSpan(text) !== null;

/** month, quarter, half or year. */
export const periodKind = (period: string): PeriodKind => spanOf(period).kind;

/** The period of the same kind just before: 2018-01 → 2017-12, 2018-Q1 → 2017-Q4. */
export const previousPeriod = (period: string): string => shifted(period, -1);

/** The period of the same kind just after. */
export const nextPeriod = (period: string): string => shifted(period, 1);

/** 上年同期: the same month (quarter, half, year) one year earlier. */
export function sameMonthLastYear(period: string): string {
  const { kind, first } = spanOf(period);
  return periodAt(kind, first - 12);
}

/** The period of a kind that a month lies in: (2018-05, quarter) → 2018-Q2. */
export function periodOf(month: string, kind: PeriodKind): string {
  const { first } = spanOf(month);
  return periodAt(kind, first - (first % MONTHS_IN[kind]));
}

/** The month that follows a period: 2018-Q1 → 2018-04. */
export const monthAfter = (period: string): string => nextPeriod(periodMonths(period).last);

/** First and last month: 2018-Q1 → 2018-01 … 2018-03. */
export function periodMonths(period: string): { readonly first: string; readonly last: string } {
  const { first, last } = spanOf(period);
  return { first: periodAt('month', first), last: periodAt('month', last) };
}

/** Order of time: by the last month, the shorter period first (2018-06, 2018-Q2, 2018-H1, then 2018-07). For Array.sort. */
export function comparePeriods(a: string, b: string): number {
  const left = spanOf(a);
  const right = spanOf(b);
  return left.last - right.last || right.first - left.first;
}

/** Does the period share a month with [from, to]? Both ends are periods and included; null is an open end. */
export function periodWithin(period: string, from: string | null, to: string | null): boolean {
  const { first, last } = spanOf(period);
  return (from === null || last >= spanOf(from).first) && (to === null || first <= spanOf(to).last);
}

/**
 * Every period named in a sentence such as a sheet's title, without repeats: “2018年2月份区县空气质量考核数据” → ['2018-02'].
 * A range within a year (“2018年1—6月”) names its last month, since cumulative figures are reported for it, and is marked.
 * A full date is the day the sheet was made, not a period.
 */
export function periodsIn(text: string): readonly { readonly period: string; readonly range: string | null }[] {
  const plain = toDigits(text.normalize('NFKC').replace(/\s+(?=[年月日季])|(?<=年)\s+/g, ''));
  const pattern =
    /(\d{4})年(\d{1,2})月?[-‐-―~至到](\d{1,2})月|\d{4}年\d{1,2}月(?!\d)|\d{4}年度?第?[1-4]季度|\d{4}年度?[上下]半年|\d{4}年(?!\d)|(?<!\d)\d{4}[-./]\d{1,2}(?![\d./-])|(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?!\d)|(?<!\d)\d{4}-?[QH][1-4]/gi;
  const found = new Map<string, string | null>();
  for (const match of plain.matchAll(pattern)) {
    const range = match[3] === undefined ? null : match[0];
    const period = range === null ? parsePeriod(match[0]) : monthOf(match[1], match[3]);
    if (period !== null && !found.has(period)) found.set(period, range);
  }
  return [...found].map(([period, range]) => ({ period, range }));
}

/** 二〇一八年十二月 → 2018年12月. Only digits that stand before 年, 月, 日 or 季 are touched, so that names keep their 一. */
function toDigits(text: string): string {
  return text
    .replace(/[〇零○一二三四五六七八九]{4}(?=年)/g, (digits) => [...digits].map((digit) => HAN_DIGITS[digit] ?? digit).join(''))
    .replace(/([一二三])?(十)([一二三四五六七八九])?(?=[月日])/g, (_, tens: string | undefined, __, ones: string | undefined) =>
      String(Number(tens ? HAN_DIGITS[tens] : 1) * 10 + Number(ones ? HAN_DIGITS[ones] : 0)),
    )
    .replace(/[一二三四五六七八九](?=[月日季])/g, (digit) => HAN_DIGITS[digit] ?? digit);
}

function monthOf(year: string | undefined, month: string | undefined): string | null {
  const number = Number(month);
  return number >= 1 && number <= 12 ? withYear(year, `-${String(number).padStart(2, '0')}`) : null;
}

function isDay(year: string | undefined, month: string | undefined, day: string | undefined): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** Years outside 1900–2199 are no assessment years: 1O18 or a value such as 3000 must not pass for a period. */
const withYear = (year: string | undefined, rest: string): string | null =>
  Number(year) >= 1900 && Number(year) < 2200 ? `${year}${rest}` : null;

function readSpan(period: string): Span | null {
  const match = CANONICAL.exec(period);
  if (!match) return null;
  const start = Number(match[1]) * 12;
  const [kind, at]: [PeriodKind, number] =
    match[2] !== undefined
      ? ['month', Number(match[2])]
      : match[3] !== undefined
        ? ['quarter', Number(match[3])]
        : match[4] !== undefined
          ? ['half', Number(match[4])]
          : ['year', 1];
  const first = start + (at - 1) * MONTHS_IN[kind];
  return { kind, first, last: first + MONTHS_IN[kind] - 1 };
}

function spanOf(period: string): Span {
  const span = readSpan(period);
  if (!span) throw new RangeError(`not a period: ${period}`);
  return span;
}

function periodAt(kind: PeriodKind, first: number): string {
  const year = String(Math.floor(first / 12)).padStart(4, '0');
  const at = Math.floor((first % 12) / MONTHS_IN[kind]) + 1;
  if (kind === 'month') return `${year}-${String(at).padStart(2, '0')}`;
  return kind === 'year' ? year : `${year}-${kind === 'quarter' ? 'Q' : 'H'}${at}`;
}

function shifted(period: string, by: number): string {
  const { kind, first } = spanOf(period);
  return periodAt(kind, first + by * MONTHS_IN[kind]);
}
