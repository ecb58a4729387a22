/** Pieces of official prose that stay grammatical for none, one and many, for ties, and for a change in either direction. */
import type { Exact } from '../engine/decimal.ts';
import { published } from '../engine/decimal.ts';
import { listName } from '../text.ts';
import type { DocumentBlock, Run } from './document.ts';
import type { ListFacts } from './facts.ts';

type Part = string | number | Run | readonly Run[];

/**
 * Running text with its figures marked: words`得${'95.21'}分` → 得 + 95.21 (figure) + 分.
 * Whatever is put in comes from the results and cannot be typed over; a list of runs is taken as it is.
 */
export function words(texts: TemplateStringsArray, ...parts: readonly Part[]): readonly Run[] {
  const runs: Run[] = [];
  texts.forEach((text, index) => {
    if (text !== '') runs.push({ text });
    const part = parts[index];
    if (part === undefined || part === '') return;
    if (typeof part === 'string' || typeof part === 'number') runs.push({ text: String(part), figure: true });
    else if ('text' in part) runs.push(part);
    else runs.push(...part);
  });
  return runs;
}

/** Joins phrases with a mark between them: 、 between names, ， or ； between clauses. Empty phrases are left out. */
export function joined(phrases: readonly (readonly Run[])[], mark: string): readonly Run[] {
  return phrases
    .filter((phrase) => phrase.length > 0)
    .flatMap((phrase, index) => (index === 0 ? phrase : [{ text: mark }, ...phrase]));
}

/** Clauses that say something, as one sentence. */
export function sentence(clauses: readonly (readonly Run[])[], mark = '，'): readonly Run[] {
  const runs = joined(clauses, mark);
  return runs.length === 0 ? [] : [...runs, { text: '。' }];
}

/** words`…` when there is something to count. */
export const when = (count: number, runs: readonly Run[]): readonly Run[] => (count > 0 ? runs : []);

/** 张店区 · 张店区、临淄区 · 张店区、临淄区、桓台县等5个区县 once there are more than `limit`. */
export function names(all: readonly string[], limit: number, counted: string): readonly Run[] {
  if (all.length <= limit) return words`${all.join('、')}`;
  return words`${all.slice(0, limit).join('、')}等${all.length}${{ text: counted }}`;
}

/** 提高0.53分 · 下降0.53分 · 持平; `unit` follows the figure. */
export function movement(difference: Exact, decimals: number, unit: string): readonly Run[] {
  const size = published(difference.abs(), decimals);
  if (Number(size) === 0) return words`持平`;
  return difference.isPositive() ? words`提高${size}${{ text: unit }}` : words`下降${size}${{ text: unit }}`;
}

/** 85.7%, rounded once from the exact share. */
export const percent = (share: Exact): string => `${published(share.times(100), 1)}%`;

/** 个区县, 个专项小组: what a number of units is followed by. */
export const counted = (list: ListFacts): string => `个${listName[list.evaluation.list]}`;

/**
 * One paragraph for each text that says something; its place among all of them is its slot.
 * @param group tells the slots of one part from each other, where it has several groups of paragraphs
 */
export const paragraphs = (texts: readonly (readonly Run[])[], group = ''): readonly DocumentBlock[] =>
  texts.flatMap((runs, at): readonly DocumentBlock[] =>
    runs.length === 0 ? [] : [{ kind: 'paragraph', slot: `${group}${at + 1}`, runs }],
  );
