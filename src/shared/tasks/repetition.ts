/**
 * 炒冷饭: is a progress text nearly an earlier one? Compared are 汉字, letters and digits, runs of digits as “#”, in shingles of three
 * characters. C = |A∩B| ÷ min(|A|, |B|) finds a copy with words put in between, where |A∩B| ÷ |A∪B| alone would pass it (methods.md §10).
 */

export type Repetition = {
  /** Shared shingles, those of the shorter text, those of both together. */
  readonly shared: number;
  readonly shorter: number;
  readonly union: number;
};

/** From this share of the shorter text on a text is called a repetition … */
const THRESHOLD = 0.75;
/** … when the shorter text is long enough to say something. */
const LEAST = 15;

/** 汉字, letters and digits only; “第12次” and “第13次” are alike. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Script=Han}\p{L}\p{Nd}]+/gu, '')
    .replace(/\p{Nd}+/gu, '#');

const shingles = (text: string): ReadonlySet<string> => {
  const characters = [...plain(text)];
  return new Set(characters.slice(2).map((_, at) => characters.slice(at, at + 3).join('')));
};

/** What two texts share: “已完成实施方案起草,正在…” and “实施方案已完成起草,正在…会议审议。” → 19 shared, 25 in the shorter, 33 in all. */
export function compareTexts(a: string, b: string): Repetition {
  const [left, right] = [shingles(a), shingles(b)];
  const shared = [...left].filter((shingle) => right.has(shingle)).length;
  return { shared, shorter: Math.min(left.size, right.size), union: left.size + right.size - shared };
}

/** C ≥ 0.75, of at least 15 shingles. */
export const isRepetition = ({ shared, shorter }: Repetition): boolean => shorter >= LEAST && shared >= THRESHOLD * shorter;

/** A stretch of a text: whether the other text has it as well. */
export type Stretch = { readonly text: string; readonly isShared: boolean };

/** A text cut into what the other one has too and what is its own, by the shingles they share; joined it is the text again. */
export function markShared(text: string, other: string): readonly Stretch[] {
  const known = shingles(other);
  const letters = [...text];
  // Which characters of the text the comparison sees, and as what.
  const seen = letters.flatMap((letter, at) => [...plain(letter)].map((sign) => ({ sign, at })));
  const signs = seen.filter(({ sign }, index) => sign !== '#' || seen[index - 1]?.sign !== '#');
  const shared = new Set<number>();
  for (let start = 0; start + 2 < signs.length; start += 1) {
    const three = signs.slice(start, start + 3);
    if (known.has(three.map(({ sign }) => sign).join(''))) for (const { at } of three) shared.add(at);
  }
  const stretches: { text: string; isShared: boolean }[] = [];
  for (const [at, letter] of letters.entries()) {
    // Punctuation goes with what stands before it.
    const isShared = plain(letter) === '' ? (stretches.at(-1)?.isShared ?? false) : shared.has(at);
    const last = stretches.at(-1);
    if (last && last.isShared === isShared) last.text += letter;
    else stretches.push({ text: letter, isShared });
  }
  return stretches;
}
