/** Who has to speak at the 通报会: the first as an example, the last to pledge. */
import type { Evaluation, RankingList } from '../engine/types.ts';
import { periodKind, periodWords } from '../period.ts';
import type { RankRecord, SpeechFact } from './facts.ts';
import { chineseNumber } from './numerals.ts';

/** How many times running a unit of each list must be last before it speaks; 0: never. */
export type SpeechRules = Readonly<Record<RankingList, number>> & {
  /** 难分伯仲: whoever cannot be told from the last speaks and is diagnosed with it. Left out: no. */
  readonly band?: boolean | undefined;
};

/** 排名最后的区县 every period; a 市专项小组 only when last three times running (淄博信息化引领全面深化改革…: 连续三次排名最后). */
export const DEFAULT_SPEECHES: SpeechRules = { district: 1, specialGroup: 3 };

/**
 * 典型发言 of the first and 表态发言 of the last, ties sharing the duty. While a unit is unscored nobody knows who is first or last.
 * @param history organisation code → its ranked periods, oldest first, this one included
 * @param within codes of those who cannot be told from the last and, by the office's rule, speak with it
 */
export function speechesOf(
  evaluation: Evaluation,
  history: Readonly<Record<string, readonly RankRecord[]>>,
  rules: SpeechRules,
  within: readonly string[] = [],
): readonly SpeechFact[] {
  const ranked = evaluation.entries.filter((entry) => entry.rank !== null);
  if (ranked.length < 2 || evaluation.missing.length > 0) return [];
  const last = Math.max(...ranked.map((entry) => entry.rank ?? 0));
  if (last === 1) return [];
  const run = rules[evaluation.list];
  const when = periodKind(evaluation.period) === 'month' ? '当月' : periodWords(evaluation.period).own;
  const lastOf = (period: string): number => {
    const ranks = Object.values(history).flatMap((points) =>
      points.filter((point) => point.period === period).map((point) => point.rank ?? 0),
    );
    return Math.max(...ranks);
  };
  const speeches = ranked.flatMap((entry): SpeechFact[] => {
    const head = { organisation: entry.organisation, name: entry.name };
    if (entry.rank === 1) return [{ ...head, kind: '典型发言', why: `${when}排名第一` }];
    if (entry.rank !== last || run === 0) return [];
    if (run === 1) return [{ ...head, kind: '表态发言', why: `${when}排名最后` }];
    const course = (history[entry.organisation] ?? []).slice(-run);
    const isRunning =
      course.length === run && course.every((point) => point.rank !== null && point.rank === lastOf(point.period));
    return isRunning ? [{ ...head, kind: '表态发言', why: `连续${chineseNumber(run)}次排名最后` }] : [];
  });
  if (!speeches.some(({ kind }) => kind === '表态发言')) return speeches;
  const also = ranked.filter(({ organisation, rank }) => within.includes(organisation) && rank !== 1);
  return [
    ...speeches,
    ...also.map(({ organisation, name }): SpeechFact => ({ organisation, name, kind: '表态发言', why: '与末位难分伯仲' })),
  ];
}
