/** Who stands at the end of a list, who is not to be told from it, and what is said before either has to speak or is diagnosed. */
import { exact, published } from '../engine/decimal.ts';
import type { Entry, Evaluation, Rules } from '../engine/index.ts';
import { type Firmness, lastPlaceOf } from './firmness.ts';
import { weightTable } from './weight-table.ts';

/** The end of a list, or of one group where the rules rank in groups. */
export type ListEnd = {
  /** With a score, by rank. */
  readonly peers: readonly Entry[];
  /** On the last place; empty when nobody is. */
  readonly last: readonly Entry[];
  /** Above the last and not to be told from it, best first. */
  readonly within: readonly Entry[];
  /** null when nobody is last, or it cannot be said. */
  readonly word: Firmness | null;
  /** Why nobody is last, or why its firmness is not known; null when neither. */
  readonly refusal: string | null;
};

/** Units with a score, in the groups they are ranked in; no empty group. */
export function groupsOf({ entries }: Evaluation, { rankInGroups }: Rules): readonly (readonly Entry[])[] {
  const ranked = entries.filter(({ score, rank }) => score !== null && rank !== null);
  if (!rankInGroups) return ranked.length > 0 ? [ranked] : [];
  return [...new Set(ranked.map(({ group }) => group))].map((group) => ranked.filter((entry) => entry.group === group));
}

/**
 * @returns one a group; none while somebody has no score: the missing one may be last
 * @example 丁 75.10, 丙 75.15 → last 丁, within 丙, 难分伯仲
 */
export function listEnds(evaluation: Evaluation, rules: Rules): readonly ListEnd[] {
  return evaluation.missing.length > 0 ? [] : groupsOf(evaluation, rules).map((peers) => endOf(peers, rules));
}

function endOf(peers: readonly Entry[], rules: Rules): ListEnd {
  const lowest = Math.max(...peers.map(({ rank }) => rank ?? 0));
  const last = lowest > 1 ? peers.filter(({ rank }) => rank === lowest) : [];
  const bare = { peers, last, within: [], word: null };
  if (last.length === 0) {
    return { ...bare, refusal: peers.length < 2 ? '参加排名的单位不足两个，没有末位。' : '各单位得分相同，没有末位。' };
  }
  const made = weightTable(peers, rules);
  if ('refusal' in made) return { ...bare, refusal: made.refusal.reason };
  const place = lastPlaceOf(made.table);
  const codes = new Set(place?.within.map(({ organisation }) => organisation));
  return {
    ...bare,
    within: peers.filter(({ organisation }) => codes.has(organisation)),
    word: place?.word ?? null,
    refusal: null,
  };
}

/**
 * 难分伯仲, as it is said on screen and paper; null when the last place is plain.
 * @example “末位难分伯仲：周村区与经济开发区只差 0.07 分，各项分值稍有变动先后就可能互换。”
 */
function closeWords({ last, within }: Pick<ListEnd, 'last' | 'within'>): string | null {
  const [lowest] = last;
  if (!lowest || (last.length < 2 && within.length === 0)) return null;
  const names = (entries: readonly Entry[]): string => entries.map(({ name }) => name).join('、');
  if (within.length === 0) return `末位由${names(last)}并列。`;
  const gap = published(exact(within[0]?.score ?? 0).minus(lowest.score ?? 0), 2);
  const apart = within.length === 1 ? `只差 ${gap} 分` : `最多只差 ${gap} 分`;
  return `末位难分伯仲：${names(last)}与${names(within)}${apart}，各项分值稍有变动先后就可能互换。`;
}

/** The same of a whole list; null when every last place is plain. */
export function closeWordsOf(ends: readonly ListEnd[]): string | null {
  const said = ends.flatMap((end) => closeWords(end) ?? []);
  return said.length === 0 ? null : said.join('');
}
