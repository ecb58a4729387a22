/** Pinyin without tones, for finding names by how they sound. The only importer of pinyin-pro. */
import { pinyin } from 'pinyin-pro';
import { nameKey } from './name-key.ts';

/** Syllables by name: a list of units is looked at again for every unknown name and every key pressed in the search box. */
const known = new Map<string, readonly (readonly string[])[]>();
const MOST_KNOWN = 20_000;

/** For every character its possible syllables, the usual one first; other characters stand for themselves. 重点 → [[zhong, chong], [dian]]. */
function syllablesOf(text: string): readonly (readonly string[])[] {
  const found = known.get(text);
  if (found) return found;
  const key = nameKey(text);
  // With its neighbours a character is read right (长度 chang, 校长 zhang); alone it offers its other readings.
  const usual = pinyin(key, { toneType: 'none', type: 'array', v: true });
  const syllables = [...key].map((character, index) => {
    const first = usual[index]?.toLowerCase() ?? character;
    if (!/\p{Script=Han}/u.test(character)) return [character];
    return [...new Set([first, ...pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true })])];
  });
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, syllables);
  return syllables;
}

/** zhangdianqu for 张店区 and for 章店区; PM2.5 stays pm2.5. */
export const soundOf = (text: string): string =>
  syllablesOf(text)
    .map(([first = '']) => first)
    .join('');

/** zdq for 张店区. */
export const initialsOf = (text: string): string =>
  syllablesOf(text)
    .map(([first = '']) => first.slice(0, 1))
    .join('');

/**
 * Finds typed letters in a name, as whole syllables, initials or both mixed: zd, zhangd, zhdian and dianqu all find 张店区.
 * @returns the character at which it begins, or null
 */
export function pinyinMatch(query: string, name: string): number | null {
  const syllables = syllablesOf(name);
  const matches = (at: number, rest: string): boolean => {
    if (rest === '') return true;
    return (syllables[at] ?? []).some((syllable) => {
      for (let length = Math.min(syllable.length, rest.length); length > 0; length -= 1) {
        if (rest.startsWith(syllable.slice(0, length)) && matches(at + 1, rest.slice(length))) return true;
      }
      return false;
    });
  };
  const begin = syllables.findIndex((_, at) => matches(at, query));
  return begin < 0 ? null : begin;
}
