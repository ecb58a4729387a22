/** Spellings of a name that mean the same: full or half width, spaces, brackets, quotation marks, upper or lower case. */

/** For names and aliases: “PM２.5 浓度（考核用）” and "pm2.5浓度(考核用)" have one key. What stands in brackets counts, the brackets do not. */
export function nameKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]{}【】〔〕〈〉《》「」『』“”"‘’'·•\u200b\ufeff]+/g, '')
    .replace(/[‐-―−]/g, '-')
    .replace(/μ/g, 'µ');
}

/** For codes: only width, case and outer spaces are forgiven; A1-1 is not A11. */
export const codeKey = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** “经济开发区（经开区）” → 经济开发区 and 经开区; null without brackets at the end. */
export function bracketParts(text: string): { readonly outer: string; readonly inner: string } | null {
  const match = /^([^()]+)\(([^()]+)\)$/.exec(text.normalize('NFKC').trim());
  return match ? { outer: (match[1] ?? '').trim(), inner: (match[2] ?? '').trim() } : null;
}

/** Endings that say what kind of body it is; what is left must still name a place or a field. */
const ENDINGS =
  /(?:人民政府|管理委员会|管委会|(?:国家级|省级)?(?:旅游度假区|(?:经济技术|经济|高新技术产业|高新技术)?开发区|度假区|示范区|(?<!高)新区)|专项小组|专项组|小组|区|县|市)$/;
const ZONES = /(?:开发区|度假区|示范区|(?<!高)新区)$/;
/** Too common to stand for one unit: 经济 is not 经济开发区. */
const COMMON = new Set(['经济', '旅游', '产业', '技术', '改革', '高新技术产业', '高新技术']);

/**
 * The telling part of a unit's name and, for a zone, which kind: 淄博市张店区人民政府 → 张店; 文昌湖区 → 文昌湖; 文昌湖旅游度假区 → 文昌湖, 度假区.
 * null when nothing telling is left.
 */
export function placeStem(text: string): { readonly stem: string; readonly zone: string | null } | null {
  let stem = nameKey(text).replace(/^(?:[\p{Script=Han}]{2,3}市|市)(?=[\p{Script=Han}]{2,})/u, '');
  let zone: string | null = null;
  for (let ending = ENDINGS.exec(stem)?.[0]; ending !== undefined; ending = ENDINGS.exec(stem)?.[0]) {
    const rest = stem.slice(0, -ending.length);
    if (rest.length < 2 || COMMON.has(rest)) break;
    zone ??= ZONES.exec(ending)?.[0] ?? null;
    stem = rest;
  }
  return stem.length < 2 || COMMON.has(stem) ? null : { stem, zone };
}

/** A name prepared for isShortFor: names are prepared once, and compared with every unknown text of a file. */
export type Spelling = { readonly key: string; readonly place: ReturnType<typeof placeStem> };
export const spellingOf = (text: string): Spelling => ({ key: nameKey(text), place: placeStem(text) });

/**
 * Can a text be a shorter way to write the name of a unit? 张店 and 张店区政府 for 张店区, 文昌湖区 for 文昌湖旅游度假区, 经开区 for 经济开发区.
 * Never the other way round: 张店开发区 is a body of its own and not 张店区.
 */
export function isShortFor(text: Spelling, name: Spelling): boolean {
  if (text.place !== null && text.place.stem === name.place?.stem) {
    return text.place.zone === null || text.place.zone === name.place.zone;
  }
  if (ZONES.test(name.key)) return isAbbreviation(text.key, name.key);
  return /(?:开区|高新区)$/.test(name.key) && ZONES.test(text.key) && isAbbreviation(name.key, text.key);
}

/** Same first and last character, the rest in order but not in one piece: 经开区 for 经济开发区. */
export function isAbbreviation(short: string, long: string): boolean {
  if (short.length < 3 || short.length >= long.length || short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false;
  return isSubsequence(short, long) && !long.includes(short);
}

/** Do the characters of `short` stand in `long` in the same order? */
export function isSubsequence(short: string, long: string): boolean {
  let at = 0;
  for (const character of long) if (character === short[at]) at += 1;
  return at === short.length;
}

/** Single insertions, deletions and replacements between two short texts. */
export function editDistance(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, character] of left.entries()) {
    const current = [row + 1];
    for (const [column, other] of right.entries()) {
      const replace = (previous[column] ?? 0) + (character === other ? 0 : 1);
      current.push(Math.min(replace, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** Share of neighbouring pairs of characters that two texts have in common, 0 to 1. */
export function likeness(a: string, b: string): number {
  const pairs = (text: string): string[] => [...text].slice(1).map((character, index) => ([...text][index] ?? '') + character);
  const left = pairs(a);
  const right = pairs(b);
  if (left.length === 0 || right.length === 0) return 0;
  const rest = [...right];
  let shared = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (left.length + right.length);
}
