/** 处方 (methods.md §3.6): works chosen at a 会诊, how each stands, and what was expected of them against what they brought. */
import type { Lamp } from '../contract/overview.ts';
import { exact, published } from '../engine/decimal.ts';
import type { EvaluationInput } from '../engine/index.ts';
import { openCase, type Work } from './item-costs.ts';

/** How a record stands, whatever register it is in. */
export type WorkStanding = {
  /** In the words of its register: “推进中”, “待整改”, “待反馈”. */
  readonly word: string;
  readonly isDone: boolean;
  /** Day it was done; null when it is not, or the register does not say. */
  readonly doneOn: string | null;
};

/** The same against the day the 会诊 gave it. @param today '2018-03-07' */
export function prescriptionStanding(
  { word, isDone, doneOn }: WorkStanding,
  dueOn: string,
  today: string,
): { readonly lamp: Lamp; readonly word: string } {
  if (isDone) {
    return doneOn !== null && doneOn > dueOn ? { lamp: 'late', word: `${word}，晚于会诊时限` } : { lamp: 'done', word };
  }
  return today > dueOn ? { lamp: 'overdue', word: `${word}，已过会诊时限` } : { lamp: 'open', word };
}

export type PrescribedWork = Work & { readonly isDone: boolean };
export type PrescribedPoints = {
  /** All of them done, and what is done by now: points over the score of the month, published. */
  readonly expected: string;
  readonly achieved: string;
  /** Of those that can be reckoned. */
  readonly counted: number;
  /** Ids of those that cannot, with the reason. */
  readonly uncounted: readonly { readonly id: string; readonly reason: string }[];
};

/**
 * Expected and achieved points by running the engine of the month again: with everything prescribed done, and with what is done by now. Both stand on the
 * same figures and the same rivals, so that neither luck nor other work is in them; caps and 取低 act as they do in the score.
 * @example three nodes at 0.5769 each, two done → expected 1.73, achieved 1.15
 * @throws Error with a Chinese sentence when the unit has no score
 */
export function prescribedPoints(
  input: EvaluationInput,
  organisation: string,
  works: readonly PrescribedWork[],
): PrescribedPoints {
  const opened = openCase(input, organisation);
  const reasons = works.map((work) => (work.changes.length === 0 ? '没有对应的计分数据' : opened.hindrance(work)));
  const counted = works.filter((_, at) => reasons[at] === null);
  const gain = (of: readonly Work[]): string => published(opened.clear(of).gain, Math.max(2, input.rules.publishedDecimals));
  return {
    expected: gain(counted),
    achieved: gain(counted.filter(({ isDone }) => isDone)),
    counted: counted.length,
    uncounted: works.flatMap(({ id }, at) => {
      const reason = reasons[at];
      return reason === null || reason === undefined ? [] : [{ id, reason }];
    }),
  };
}

/** “预计提 1.73 分，已办结 2 件、提 1.15 分。” */
export function pointsWords({ expected, achieved, counted }: PrescribedPoints, done: number): string {
  if (counted === 0) return '处方没有对应的计分事项，不估算分值。';
  const short = exact(expected).minus(achieved);
  const rest = short.gt(0) ? `，还差 ${published(short, 2)} 分没有兑现` : '';
  return `按当月数据重算：全部办结可提 ${expected} 分；已办结 ${done} 件，兑现 ${achieved} 分${rest}。`;
}
