/** 去掉一个再排: does the first or the last place hang on one indicator, one inspector, one panel member, one month? (methods.md §5c) */
import { divide, exact, sum, text } from '../engine/decimal.ts';
import { type EvaluationInput, rankValues } from '../engine/index.ts';
import { type EndsChange, endsChange, type Standing } from './ends.ts';

export type LeftOut = {
  readonly kind: 'item' | 'inspector' | 'panelMember' | 'month';
  readonly code: string;
  readonly name: string;
};

export type LeaveOneOut = {
  /** How many were left out in turn and could be evaluated. */
  readonly tried: number;
  /** Those without which an end changes hands, in the order given. */
  readonly changes: readonly { readonly without: LeftOut; readonly ends: EndsChange }[];
  /** Those without which there is no ranking (the only member of a panel, the only month). */
  readonly impossible: readonly LeftOut[];
};

/**
 * Leaves each one out in turn and evaluates again; what leaves both ends as they are is not reported.
 * @param before the standing with everything in it, of one group when the rules rank in groups
 * @param candidates what to leave out
 * @param standingWithout evaluates without one; null when nothing is left to evaluate
 * @example 乙 85.2, 丙 85.1 where inspector 王 alone gave 乙 its lead → changes: without 王, last 丙 → 乙
 */
export function leaveOneOut(
  before: Standing,
  candidates: readonly LeftOut[],
  standingWithout: (one: LeftOut) => Standing | null,
): LeaveOneOut {
  const found = candidates.map((without) => ({ without, after: standingWithout(without) }));
  return {
    tried: found.filter(({ after }) => after !== null).length,
    changes: found.flatMap(({ without, after }) => {
      const ends = after && endsChange(before, after);
      return ends ? [{ without, ends }] : [];
    }),
    impossible: found.filter(({ after }) => after === null).map(({ without }) => without),
  };
}

/**
 * The same month without one line: the rules without it, so that the engine shares its points out to all others (折算), as COINr
 * `remove_elements` does. A bonus, deduction or veto line just goes.
 */
export const withoutItem = (input: EvaluationInput, code: string): EvaluationInput => ({
  ...input,
  rules: { ...input.rules, items: input.rules.items.filter((item) => item.code !== code) },
});

export type MonthlyCourse = {
  readonly organisation: string;
  readonly name: string;
  /** Published scores, one a month that was held; null where the unit had none. */
  readonly scores: readonly (string | null)[];
};

/**
 * Standing by the mean of the months, one of them left out: the monthly half of the year, rounded to the published digits.
 * @param without index of the month; null = none
 * @returns null when no month is left
 * @example 甲 90 80, 乙 84 84 → 85 and 84; without the first 80 and 84: 乙 is first
 */
export function meanStanding(courses: readonly MonthlyCourse[], without: number | null, decimals: number): Standing | null {
  const means = courses.map(({ organisation, scores }) => {
    const kept = scores.flatMap((score, month) => (score === null || month === without ? [] : [exact(score)]));
    return [organisation, kept.length === 0 ? null : text(divide(sum(kept), exact(kept.length)))] as const;
  });
  if (means.every(([, mean]) => mean === null)) return null;
  const ranks = rankValues(new Map(means), { direction: 'higher', decimals });
  return courses.map(({ organisation, name }) => ({ organisation, name, rank: ranks.get(organisation)?.rank ?? null }));
}
