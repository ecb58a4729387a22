/** What a clerk, a Chinese input method, Excel or WPS puts into a number cell → an exact decimal, or a sentence saying why not. */
import { digitCounts, roundDecimal, shiftDecimal } from './decimal-text.ts';
import { fitUnit } from './number-unit.ts';

export type ConversionKind =
  | 'width'
  | 'point'
  | 'apostrophe'
  | 'lineBreak'
  | 'space'
  | 'grouping'
  | 'plus'
  | 'currency'
  | 'negative'
  | 'direction'
  | 'scientific'
  | 'unit'
  | 'multiplier'
  | 'percent'
  | 'blank'
  | 'rounded'
  | 'recovered';
/** Something done to the text on the way to the number, in words short enough to be counted: “3 处“万”已换算”. */
export type Conversion = { readonly kind: ConversionKind; readonly phrase: string };

export type NumberReading =
  /** `value` is an exact decimal without needless zeros, null for an empty cell. */
  | { readonly ok: true; readonly value: string | null; readonly conversions: readonly Conversion[] }
  | { readonly ok: false; readonly reason: string };

type Sign = '' | '-';
/** The pieces as they are peeled off; `shown` is the text as people see it, for reasons. */
type Reading = { readonly shown: string; readonly conversions: Conversion[] };

/** Characters without width that Excel, WPS and web pages leave at the ends of a cell. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]/g;
const BLANKS = /^(?:[-–—―─－]{1,4}|[/／\\]|…{1,2}|\.{3,6}|。{3,6}|无|空|N\/A)$/i;
const FORMULA_ERROR = /^#(?:DIV\/0!|VALUE!|REF!|NAME\?|N\/A|NUM!|NULL!|SPILL!|CALC!)$/i;
const APOSTROPHE = /^['‘’`＇]/;

/** What the store keeps: 15 digits before the point, 10 after. */
const MOST_BEFORE = 15;
const MOST_AFTER = 10;
/** A figure with its words and unit; anything longer is a sentence that slipped into the column. */
const LONGEST = 60;

const DATES = [
  /^\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/,
  /^\d{4}\.\d{1,2}\.\d{1,2}$/,
  /^\d{4}年(?:度|(?:\d{1,2}月(?:\d{1,2}[日号])?)?)$/,
  /^\d{1,2}月(?:\d{1,2}[日号])?$/,
  /^\d{1,2}[-/]\d{1,2}[-/]\d{2,4}$/,
  /^(?:[A-Z][a-z]{2}-\d{2}|\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?)$/,
];
const LIKE_DATES = /^(?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01])$/;
const RANGE = /^[\d.,]+[^\deE]{0,4}?[-–—~至到][\d.,]+\D*$/;
const FRACTION = /^\d+\/\d+$/;
const RATIO = /^\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+$/;
const ROUGH_BEFORE = /^(?:大约|约|将近|接近|近|超过|超|逾|不足|不到|至少|至多|最多|≥|≤|>=|<=|>|<|≈|~)/;
const ROUGH_BEHIND = /^\D*?(余|多|左右|上下|以上|以下|以内|几)/;
const CHINESE_NUMBER = /^(?:百分之)?[〇零一二两三四五六七八九十百千万亿点]+/;

const UP = '正增长|增长|增加|上升|提高|提升|上涨|增幅|增|升|涨|↑';
const DOWN = '负增长|下降|减少|降低|回落|下滑|下跌|缩减|降幅|降|减|跌|↓';
const COMPARED = '(?:同比|环比|(?:与?[比较]?)(?:上年同期|去年同期|上年|去年|上月|上季度)(?:相比)?)?';
const DIRECTION = new RegExp(`^(${COMPARED})(?:名义|实际)?(?:(${UP})|(${DOWN}))?(?:了|为|:)?(?=[-+¥$(]?[\\d.])`);

function clip(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const signs = [...line];
  return signs.length > 24 ? `${signs.slice(0, 24).join('')}…` : line;
}

function note(reading: Reading, kind: ConversionKind, phrase: string): void {
  reading.conversions.push({ kind, phrase });
}

const refuse = (reading: Reading, why: string): NumberReading => ({ ok: false, reason: `“${reading.shown}”${why}` });

/** One for one, so that places in the text stay the same; half-width twins of what Chinese input methods give. */
function narrow(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[。｡]/g, '.')
    .replace(/[−﹣]/g, '-')
    .replace(/[﹪]/g, '%')
    .replace(/￥/g, '¥');
}

/** Names the first character that has no business in a number, counted as people count. */
function pointOut(reading: Reading): NumberReading {
  if (!/\d/.test(narrow(reading.shown))) return refuse(reading, '不是数字');
  const signs = [...narrow(reading.shown)];
  const at = signs.findIndex((sign) => !/[\d.,+\-\s]/.test(sign));
  const sign = signs[at];
  if (sign === undefined) return refuse(reading, '不是数字：写法不对');
  return refuse(reading, `不是数字：第 ${at + 1} 个字符是${/[a-z]/i.test(sign) ? `字母 ${sign}` : `“${sign}”`}`);
}

/** Texts that hold digits but mean something else, each with what to do instead. */
function otherMeaning(reading: Reading, text: string, expectedUnit: string | undefined): NumberReading | null {
  const isYears = /^\d{4}年$/.test(text) && expectedUnit?.trim() === '年';
  if (!isYears && DATES.some((pattern) => pattern.test(text))) return refuse(reading, '是日期，不是数字');
  if (LIKE_DATES.test(text)) return refuse(reading, '像日期或分数，不是一个数');
  if (FRACTION.test(text)) return refuse(reading, '是分数写法，请填算好的数');
  if (RATIO.test(text)) return refuse(reading, '是时间或比例，不是一个数');
  if (RANGE.test(text)) return refuse(reading, '是一个区间，请填一个数');
  const rough = ROUGH_BEFORE.exec(text)?.[0];
  if (rough) return refuse(reading, `不是准确的数：请去掉“${rough}”，填准确的数`);
  if (!/^\d/.test(text) && CHINESE_NUMBER.test(text)) return refuse(reading, '请改填阿拉伯数字');
  if (/^[▲△▼▽]/.test(text)) return refuse(reading, '的增减不明：请用正数或负数');
  return null;
}

/** Line breaks and spaces: harmless around a figure, but “85⏎90” must never become 8590. */
function joinSpaces(reading: Reading, text: string): string | null {
  if (/\s/.test(text) && /^[-+]?\d{1,3}(?:[^\S\r\n]\d{3})+(?!\d)/.test(text)) {
    note(reading, 'space', '数字中的空格已去掉');
    return text.replace(/\s+/g, '');
  }
  return /[\d.,]\s+[\d.,]/.test(text) ? null : text.replace(/\s+/g, '');
}

/** `1,234,567.8` → `1234567.8`; a comma anywhere else may be a slipped decimal point, so it is refused. */
function readDigits(reading: Reading, text: string): NumberReading | string {
  if (text.split('.').length > 2) return refuse(reading, '不是数字：有两个小数点');
  if (!/\d/.test(text)) return pointOut(reading);
  if (!text.includes(',')) return text;
  if (!/^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(text)) {
    return refuse(reading, '的逗号位置不对：千分位后应有三位数字，若是小数点请改为“.”');
  }
  note(reading, 'grouping', '千分位已去掉');
  return text.replaceAll(',', '');
}

/** Number, exponent and unit, once sign, brackets and words are gone. */
function readPlain(reading: Reading, text: string, sign: Sign, expectedUnit: string | undefined): NumberReading {
  const match = /^([\d.,]+)(?:[eE]([+-]?\d+))?(.*)$/.exec(text);
  if (!match) return pointOut(reading);
  const [, body = '', exponent, suffix = ''] = match;
  const rough = ROUGH_BEHIND.exec(suffix)?.[1];
  if (rough) return refuse(reading, `不是准确的数：请去掉“${rough}”，填准确的数`);
  if (/\d/.test(suffix.replace(/m\^?3|km2/gi, ''))) {
    return /^[十百千万亿元]/.test(suffix) ? refuse(reading, '一格里有两个数') : pointOut(reading);
  }
  // 1O and 9l are slips of the finger, not units.
  if (/^[OoIl]+$/.test(suffix)) return pointOut(reading);
  const digits = readDigits(reading, body);
  if (typeof digits !== 'string') return digits;
  if (exponent !== undefined && Math.abs(Number(exponent)) > 30) return refuse(reading, '超出可填的范围');

  const fit = fitUnit(suffix, expectedUnit);
  if (!fit.ok) return refuse(reading, `不能填入：${fit.reason}`);
  if (exponent !== undefined) note(reading, 'scientific', '科学记数已展开');
  if (fit.said) reading.conversions.push(fit.said);
  const exact = shiftDecimal(sign + digits, Number(exponent ?? 0) + fit.shift);
  if (digitCounts(exact).before > MOST_BEFORE) return refuse(reading, '超出可填的范围');
  if (digitCounts(exact).after <= MOST_AFTER) return { ok: true, value: exact, conversions: reading.conversions };
  note(reading, 'rounded', `小数已保留 ${MOST_AFTER} 位`);
  return { ok: true, value: roundDecimal(exact, MOST_AFTER), conversions: reading.conversions };
}

/** Sign in all its spellings: -5, +5, （5）, 下降5, 5↓, 增长-5. Two that say the same or contradict are refused. */
function readSigned(reading: Reading, joined: string, expectedUnit: string | undefined): NumberReading {
  let text = joined;
  const arrow = /[↑↓]$/.exec(text)?.[0];
  if (arrow) text = arrow + text.slice(0, -1);
  const words = DIRECTION.exec(text);
  const [said = '', compared = '', up, down] = words ?? [];
  text = text.slice(said.length);

  const inBrackets = /^\((.+)\)(.*)$/.exec(text);
  if (inBrackets) text = `${inBrackets[1]}${inBrackets[2]}`;
  const [signs = ''] = /^(?:[-+]?[¥]?|[¥][-+])(?=[\d.])/.exec(text) ?? [];
  text = text.slice(signs.length);

  const negatives = [signs.includes('-'), inBrackets !== null, down !== undefined].filter(Boolean).length;
  if (negatives > 1 || (inBrackets && signs.includes('+'))) return refuse(reading, '的负号写了两次，正负不明');
  if (signs.includes('+')) note(reading, 'plus', '加号已去掉');
  if (signs.includes('¥')) {
    if (expectedUnit && !/元$/.test(expectedUnit)) return refuse(reading, `不能填入：单位“元”与本列单位“${expectedUnit}”不符`);
    note(reading, 'currency', '货币符号已去掉');
    if (/^[\d.,]+$/.test(text) && expectedUnit) text += '元';
  }
  if (inBrackets) note(reading, 'negative', '括号已记为负数');
  if (down) note(reading, 'direction', `“${down}”已记为负数`);
  else if (up) note(reading, 'direction', `“${up}”已去掉`);
  else if (compared) note(reading, 'direction', `“${compared}”已去掉`);
  return readPlain(reading, text, negatives === 1 ? '-' : '', expectedUnit);
}

/**
 * Reads a number as people in an office write it. `expectedUnit` is the indicator's 计量单位 (万元, %, 天 …).
 *
 * `８５。５` → 85.5 · `1,234.5` → 1234.5 · `1,23` refused · `1.2亿元` into 万元 → 12000 · `45%` into % → 45, into no unit → 0.45 ·
 * `下降3.2个百分点` → -3.2 · `（12）` → -12 · `1.2E+05` → 120000 · `—` or `无` → null · `1O2.5`, `约12`, `2024/5/6`, `####` refused.
 * Everything done on the way is listed in `conversions`; a refusal is a Chinese sentence that begins with the text itself.
 */
export function readNumber(text: string, expectedUnit?: string): NumberReading {
  const trimmed = text.replace(INVISIBLE, '').trim();
  const reading: Reading = { shown: clip(trimmed), conversions: [] };
  if (trimmed === '') return { ok: true, value: null, conversions: [] };
  if (BLANKS.test(trimmed)) {
    return { ok: true, value: null, conversions: [{ kind: 'blank', phrase: `“${trimmed}”作空白` }] };
  }
  if (trimmed.length > LONGEST) return refuse(reading, '不是数字：字数过多');
  if (/^[#＃]{2,}$/.test(trimmed)) return refuse(reading, '是列宽不够时的显示，不是数值：请在原表拉宽该列后重新复制');
  if (FORMULA_ERROR.test(trimmed)) return refuse(reading, '是公式出错的结果，不是数字');

  if (/[\r\n]/.test(text)) note(reading, 'lineBreak', '格内换行已去掉');
  let rest = trimmed;
  if (APOSTROPHE.test(rest)) {
    rest = rest.slice(1).trim();
    note(reading, 'apostrophe', '前面的撇号已去掉');
    if (rest === '') return { ok: true, value: null, conversions: reading.conversions };
  }
  if (/[\uff0b-\uff0d\uff0e\uff10-\uff19\uff05\uff0f\uff21-\uff5a−﹣﹪￥]/.test(rest)) note(reading, 'width', '全角已转半角');
  if (/[。｡]/.test(rest)) note(reading, 'point', '“。”已改为小数点');
  const narrowed = narrow(rest);
  const other = otherMeaning(reading, narrowed, expectedUnit);
  if (other) return other;
  const joined = joinSpaces(reading, narrowed);
  if (joined === null) return refuse(reading, '一格里有两个数，或数字中间有空格');
  return readSigned(reading, joined, expectedUnit);
}
