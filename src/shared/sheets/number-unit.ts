/** The unit written behind a figure against the indicator's 计量单位: how far the decimal point moves, or why the two do not fit. */

export type UnitFit =
  /** `said` is what the clerk is told, without quotation marks around it; null when nothing was changed. */
  { readonly ok: true; readonly shift: number; readonly said: UnitSaid | null } | { readonly ok: false; readonly reason: string };
type UnitSaid = { readonly kind: 'unit' | 'multiplier' | 'percent'; readonly phrase: string };

type Unit = {
  /** As compared with others: one spelling per unit. */
  readonly name: string;
  /** 万, 千万, 亿 … in front of the base, as written. */
  readonly multiplier: string;
  /** Powers of ten of the multiplier. */
  readonly scale: number;
  /** Powers of ten inside the base word (千克 is 10³ 克); only counts between units of the same base. */
  readonly metric: number;
  readonly base: string;
  readonly isPercent: boolean;
};

const POWERS: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };

/** Counters that are said interchangeably for the same thing; within one line any of them will do. */
const COUNTERS: readonly (readonly string[])[] = [
  ['个', '件', '项', '条', '次', '起', '宗', '例', '份', '篇', '处', '期', '场', '批'],
  ['人', '名', '位'],
  ['户', '家'],
  ['天', '日'],
  ['分'],
  ['年'],
  ['个月'],
  ['小时'],
  ['人次'],
  ['个村', '村'],
];

/** Lines of COUNTERS that measure instead of counting. */
const MEASURED = ['天', '分', '年', '个月', '小时'];

/** Known without being asked for: accepted when the indicator has no unit. Anything else behind a figure is a stray word. */
const MEASURES = [
  '元',
  '美元',
  '吨',
  '吨标准煤',
  '克',
  '米',
  '公顷',
  '亩',
  '平方米',
  '平方公里',
  '立方米',
  '瓦时',
  'µg/m³',
  '℃',
  '倍',
];

const PERCENTS: Readonly<Record<string, number>> = {
  '%': -2,
  百分点: -2,
  个百分点: -2,
  百分比: -2,
  '‰': -3,
  千分点: -3,
  个千分点: -3,
};

/** 计量单位 that are no unit: a ratio may be written there as 0.45 or as 45%. */
const DIMENSIONLESS = ['', '-', '—', '/', '无', '率', '比', '比例', '比率', '比值', '系数', '倍', '小数', '无量纲'];

const SPELLINGS: readonly (readonly [RegExp, string, number])[] = [
  [/^(?:[uµ]g|微克)(?:\/|每)(?:m3|m³|m\^3|立方米)$/i, 'µg/m³', 0],
  [/^(?:mg|毫克)(?:\/|每)(?:m3|m³|m\^3|立方米)$/i, 'µg/m³', 3],
  [/^(?:km2|km²|平方千米|平方公里)$/i, '平方公里', 0],
  [/^(?:公里|千米|km)$/i, '米', 3],
  [/^(?:千克|公斤|kg)$/i, '克', 3],
  [/^(?:千瓦时|kwh|kw·h)$/i, '瓦时', 3],
  [/^(?:吨标煤|吨标准煤|tce)$/i, '吨标准煤', 0],
  [/^(?:元人民币|人民币元)$/, '元', 0],
];

function readUnit(text: string): Unit {
  const name = text
    .replace(/\s+/g, '')
    .replace(/\u03bc/g, '\u00b5')
    .replace(/％/g, '%');
  const percent = PERCENTS[name];
  if (percent !== undefined) return { name, multiplier: '', scale: percent, metric: 0, base: '', isPercent: true };
  const whole = SPELLINGS.find(([pattern]) => pattern.test(name));
  const multiplier = whole ? '' : (/^[十百千]?[万亿]?亿?(?!分)/.exec(name)?.[0] ?? '');
  const rest = name.slice(multiplier.length);
  const spelling = whole ?? SPELLINGS.find(([pattern]) => pattern.test(rest));
  const scale = [...multiplier].reduce((sum, sign) => sum + (POWERS[sign] ?? 0), 0);
  return { name, multiplier, scale, metric: spelling?.[2] ?? 0, base: spelling?.[1] ?? rest, isPercent: false };
}

function counterLine(base: string): readonly string[] | undefined {
  return COUNTERS.find((line) => line.includes(base));
}

function isSameThing(given: Unit, expected: Unit): boolean {
  if (given.base === expected.base) return true;
  const line = counterLine(expected.base);
  if (line === undefined) return false;
  // 个 counts things and people; it is no day and no mark.
  return line.includes(given.base) || (given.base === '个' && !MEASURED.includes(line[0] ?? ''));
}

const dropped = (given: string): UnitFit => ({ ok: true, shift: 0, said: { kind: 'unit', phrase: `单位“${given}”已去掉` } });

function fitPercent(text: string, given: Unit, expected: Unit, refused: UnitFit): UnitFit {
  if (!given.isPercent) return refused;
  if (expected.isPercent) {
    const shift = given.scale - expected.scale;
    return shift === 0
      ? dropped(text)
      : { ok: true, shift, said: { kind: 'percent', phrase: `“${text}”已换算为“${expected.name}”` } };
  }
  if (!DIMENSIONLESS.includes(expected.name)) return refused;
  const word = text === '%' ? '百分号' : text === '‰' ? '千分号' : `“${text}”`;
  return { ok: true, shift: given.scale, said: { kind: 'percent', phrase: `${word}已换算` } };
}

/**
 * Compares what stands behind a figure (“万元”, “%”, “天”, or nothing) with the unit the indicator is kept in.
 * `1.2亿元` into 万元 moves the point 4 places; a bare `万` is read as 万 of the indicator's own unit; `%` into an indicator without a unit
 * moves it −2. A unit of another kind (吨 into 元, % into 天) is refused: moving the point would make a wrong figure look right.
 */
export function fitUnit(suffix: string, expectedUnit: string | undefined): UnitFit {
  if (suffix === '') return { ok: true, shift: 0, said: null };
  const given = readUnit(suffix);
  const expected = readUnit(expectedUnit ?? '');
  const wanted = expectedUnit?.trim() ?? '';
  const isFree = DIMENSIONLESS.includes(expected.name);
  const refused: UnitFit = isFree
    ? { ok: false, reason: `数字后有多余的字“${suffix}”` }
    : { ok: false, reason: `单位“${suffix}”与本列单位“${wanted}”不符` };
  if (!isFree && given.name === expected.name) return dropped(suffix);
  if (given.isPercent || expected.isPercent) return fitPercent(suffix, given, expected, refused);

  const multiplied = { kind: 'multiplier', phrase: `“${given.multiplier}”已换算` } as const;
  if (isFree) {
    const isKnown =
      given.base === '' || counterLine(given.base) !== undefined || MEASURES.includes(given.base) || suffix === wanted;
    if (!isKnown) return refused;
    return given.scale === 0 ? dropped(suffix) : { ok: true, shift: given.scale, said: multiplied };
  }
  const isBare = given.base === '' && given.metric === 0;
  if (!isBare && !isSameThing(given, expected)) return refused;
  const shift = given.scale - expected.scale + (isBare ? 0 : given.metric - expected.metric);
  if (shift === 0) return dropped(suffix);
  if (given.multiplier !== '') return { ok: true, shift, said: multiplied };
  return { ok: true, shift, said: { kind: 'multiplier', phrase: `“${suffix}”已换算为“${wanted}”` } };
}
