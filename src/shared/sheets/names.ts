/**
 * Names of units and indicators as people write them → the item meant, or the nearest ones to choose from.
 * What is matched without asking: name, code, alias, an earlier choice, and a shortening that can mean only one item. Nothing else is guessed:
 * a name that only sounds or looks alike is a candidate, never a match.
 */
import { bracketParts, codeKey, editDistance, isShortFor, isSubsequence, likeness, nameKey, spellingOf } from './name-key.ts';
import { initialsOf, pinyinMatch, soundOf } from './pinyin.ts';

export type Named = { readonly code: string; readonly name: string; readonly aliases: readonly string[] };
/** An answer the clerk once gave: this spelling means that code. */
type NameChoice = { readonly text: string; readonly code: string };
export type Candidate = { readonly code: string; readonly name: string; readonly why: string };

export type NameMatcher<T extends Named> = {
  /** Items the text can mean, in falling order of certainty: each inner list is one kind of match. Empty: unknown. Cached by text. */
  readonly levels: (text: string) => readonly (readonly T[])[];
  /** The nearest items for a text that matched nothing, best first, each with the reason. */
  readonly candidates: (text: string) => readonly Candidate[];
};

export type NameRules = {
  /** Places are shortened in known ways (文昌湖区, 张店, 经开区); indicators are not. */
  readonly kind: 'organisation' | 'indicator';
  readonly choices?: readonly NameChoice[];
};

const MOST_CANDIDATES = 5;

/** Builds the index once; looking up a name is then one map access, however many rows repeat it. */
export function createMatcher<T extends Named>(items: readonly T[], rules: NameRules): NameMatcher<T> {
  const byName = indexBy(items, (item) => [nameKey(item.name)]);
  const byCode = indexBy(items, (item) => [codeKey(item.code)]);
  const byAlias = indexBy(items, (item) => item.aliases.map(nameKey));
  const byChoice = indexBy(items, (item) =>
    (rules.choices ?? []).filter((choice) => codeKey(choice.code) === codeKey(item.code)).map((choice) => nameKey(choice.text)),
  );
  const shortened = rules.kind === 'organisation' ? shortener(items) : () => [];
  const cache = new Map<string, readonly (readonly T[])[]>();

  const exact = (text: string): readonly (readonly T[])[] => {
    const key = nameKey(text);
    if (key === '') return [];
    const lists = [byName.get(key), byCode.get(codeKey(text)), byAlias.get(key), byChoice.get(key)];
    return lists.filter((list) => list !== undefined);
  };
  const find = (text: string): readonly (readonly T[])[] => {
    const found = exact(text);
    if (found.length > 0) return found;
    const parts = bracketParts(text);
    if (parts) {
      // “经济开发区（经开区）” is one unit said twice; “张店区（含高新区）” says something else and must be asked about.
      const twice = common(find(parts.outer)[0], find(parts.inner)[0]);
      return twice.length > 0 ? [twice] : [];
    }
    const short = shortened(text);
    return short.length === 1 ? [short] : [];
  };
  return {
    levels: (text) => {
      const known = cache.get(text);
      if (known) return known;
      const found = find(text);
      cache.set(text, found);
      return found;
    },
    candidates: (text) => nearest(text, items),
  };
}

/** Names by which an item is found when typed into a search box: 汉字, 拼音, initials (“zd” → 张店区), code. Best first. */
export function searchNames<T extends Named>(query: string, items: readonly T[], limit = 20): readonly T[] {
  const key = nameKey(query);
  if (key === '') return items.slice(0, limit);
  return items
    .map((item, order) => ({
      item,
      order,
      score: Math.min(...[item.name, ...item.aliases].map((name) => searchScore(key, name, item.code))),
    }))
    .filter(({ score }) => score < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.score - b.score || a.order - b.order)
    .slice(0, limit)
    .map(({ item }) => item);
}

function searchScore(query: string, name: string, code: string): number {
  const key = nameKey(name);
  if (key === query || codeKey(code) === query) return 0;
  if (key.startsWith(query)) return 1;
  if (codeKey(code).startsWith(query)) return 2;
  if (key.includes(query)) return 3;
  const at = /^[a-z0-9.]+$/.test(query) ? pinyinMatch(query, name) : null;
  if (at !== null) return 4 + at;
  return query.length >= 2 && isSubsequence(query, key) ? 100 : Number.POSITIVE_INFINITY;
}

function indexBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const index = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      if (key === '') continue;
      const list = index.get(key);
      if (list) list.push(item);
      else index.set(key, [item]);
    }
  }
  return index;
}

const common = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined): readonly T[] =>
  (a ?? []).filter((item) => (b ?? []).includes(item));

function shortener<T extends Named>(items: readonly T[]): (text: string) => readonly T[] {
  const spellings = items.map((item) => ({ item, names: [item.name, ...item.aliases].map(spellingOf) }));
  return (text) => {
    const short = spellingOf(text);
    return spellings.filter(({ names }) => names.some((name) => isShortFor(short, name))).map(({ item }) => item);
  };
}

function nearest(text: string, items: readonly Named[]): readonly Candidate[] {
  const key = nameKey(text);
  if (key === '') return [];
  const sound = soundOf(text);
  const initials = initialsOf(text);
  return items
    .map(({ code, name, aliases }, order) => {
      const reasons = [name, ...aliases].map((spelling) =>
        compare(key, sound, initials, spelling, spelling === name ? '' : `与“${spelling}”`),
      );
      return { code, name, order, ...reasons.reduce((best, reason) => (reason.score < best.score ? reason : best)) };
    })
    .filter(({ score }) => score < FAR.score)
    .sort((a, b) => a.score - b.score || a.order - b.order)
    .slice(0, MOST_CANDIDATES)
    .map(({ code, name, why }) => ({ code, name, why }));
}

type Reason = { readonly score: number; readonly why: string };
const FAR: Reason = { score: 100, why: '' };

/** How near a spelling is: the same sound first (a typing slip of pinyin input), then a slip of one or two characters, then parts in common. */
function compare(key: string, sound: string, initials: string, spelling: string, to: string): Reason {
  const other = nameKey(spelling);
  const otherSound = soundOf(spelling);
  if (sound === otherSound) return { score: 0, why: `${to}读音相同` };
  const distance = editDistance(key, other);
  const longer = Math.max([...key].length, [...other].length);
  if (longer >= 3 && distance <= Math.max(1, Math.floor(longer / 4))) {
    return { score: 10 + distance, why: `${to}差 ${distance} 个字` };
  }
  if (key.length >= 2 && other.includes(key)) {
    return { score: 20 + (other.length - key.length) / 100, why: `“${spelling}”中有这几个字` };
  }
  if (other.length >= 2 && key.includes(other))
    return { score: 20 + (key.length - other.length) / 100, why: `其中有“${spelling}”` };
  if (key.length >= 2 && isSubsequence(key, other)) return { score: 30, why: `像“${spelling}”的简称` };
  if (other.length >= 2 && isSubsequence(other, key)) return { score: 31, why: `像“${spelling}”的全称` };
  if (sound.length >= 4 && editDistance(sound, otherSound) <= Math.floor(sound.length / 5))
    return { score: 40, why: `${to}读音相近` };
  if (key === initialsOf(spelling) || (initials.length >= 2 && initials === initialsOf(spelling))) {
    return { score: 50, why: `${to}拼音首字母相同` };
  }
  const alike = likeness(key, other);
  return alike >= 0.4 ? { score: 80 - alike * 20, why: `${to}写法相近` } : FAR;
}
