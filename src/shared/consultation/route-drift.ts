/** How far a unit's score moves by itself until the next period (methods.md §6): nobody who is to be passed stands still. */
import { medianOf } from '../checks/spread.ts';
import { type Exact, exact, maxOf, zero } from '../engine/decimal.ts';
import { quantile } from './quantile.ts';

/** So many changes are looked at; older ones say little about next month. */
const CHANGES = 6;
const UPPER = exact('0.75');

export type Drift = {
  /** Changes it was taken from, at most six; 0: there were none, and the drift is 0 because nothing is known. */
  readonly changes: number;
  /** Median, for the plan; P75, to be on the safe side. Never below 0: a rival is not expected to fall. */
  readonly plan: Exact;
  readonly safe: Exact;
};

/**
 * @param scores published scores of the periods held under the same rules, oldest first, the present one last
 * @example 80 80.5 80.2 81 81.4 81.2 82 → changes .5 −.3 .8 .4 −.2 .8 → median .45, P75 .725
 */
export function driftOf(scores: readonly string[]): Drift {
  const values = scores.slice(-CHANGES - 1).map((score) => exact(score));
  const changes = values.slice(1).map((value, index) => value.minus(values[index] ?? value));
  if (changes.length === 0) return { changes: 0, plan: zero, safe: zero };
  return {
    changes: changes.length,
    plan: maxOf([zero, medianOf(changes)]),
    safe: maxOf([zero, quantile(changes, UPPER)]),
  };
}
