/** 可挽回的失分: what a unit would gain on each line by doing as well as the better quarter of its peers (methods.md §3). */
import { divide, type Exact, exact, maxOf, sum, zero } from '../engine/decimal.ts';
import { quantile } from './quantile.ts';
import type { WeightedLine, WeightTable } from './weight-table.ts';

const BETTER_QUARTER = exact('0.75');
/** Pareto: the lines that together make so much of the loss are the ones to look at. */
const MOST = exact('0.8');

export type AvoidableLoss = {
  readonly line: WeightedLine;
  /** Own 得分率 and the peers' P75, 0 to 1. */
  readonly own: Exact;
  readonly mark: Exact;
  /** Points. */
  readonly loss: Exact;
  /** Share of this loss and of all larger ones in the whole, 0 to 1. */
  readonly upTo: Exact;
  /** Belongs to the fewest lines that make 80 % of the whole. */
  readonly isVital: boolean;
};

/**
 * a_k = w_k · max(0, P75_k − r_k); P75 over the other units (quantile.ts names the rule), largest loss first, Pareto until 80 %.
 * A line that is 不适用 to the unit is left out, a peer to whom it is 不适用 does not count.
 * @returns lines with a loss; empty when nothing can be gained that way
 * @example 丁 of methods.md: K1 0.35 × (90 − 80) = 3.5, K2 0.25 × (89 − 76) = 3.25, K3 0.25 × (78.5 − 68) = 2.625, K4 0.15 × (83 − 74) = 1.35;
 * whole 10.725; K1, K2 and K3 make 87.4 %
 * @throws RangeError when the table does not have the unit
 */
export function avoidableLosses({ lines, units }: WeightTable, organisation: string): readonly AvoidableLoss[] {
  const unit = units.find((one) => one.organisation === organisation);
  if (!unit) throw new RangeError(`no unit ${organisation}`);
  const peers = units.filter((one) => one !== unit);
  const found = lines.flatMap((line, at) => {
    const own = unit.rates[at] ?? zero;
    const others = peers.flatMap((peer) => (peer.borrowed[at] ? [] : [peer.rates[at] ?? zero]));
    if (unit.borrowed[at] || others.length === 0) return [];
    const mark = quantile(others, BETTER_QUARTER);
    const loss = line.weight.times(maxOf([zero, mark.minus(own)]));
    return loss.isZero() ? [] : [{ line, own, mark, loss }];
  });
  const whole = sum(found.map(({ loss }) => loss));
  let before = zero;
  return found
    .sort((a, b) => b.loss.comparedTo(a.loss))
    .map((one) => {
      const isVital = before.lt(whole.times(MOST));
      before = before.plus(one.loss);
      return { ...one, upTo: divide(before, whole), isVital };
    });
}
