/** 最不利的分值: within given bounds, the weights that serve the upper of two units worst (methods.md §5a). */
import { divide, type Exact, one, sum, zero } from '../engine/decimal.ts';

/**
 * The weights w' with w_k(1 − ε) ≤ w'_k ≤ w_k(1 + ε) and the same sum that make Σ w'_k Δ_k smallest: all to the lower bound, then the mass that
 * is left to the smallest Δ first (fractional knapsack; the same as a linear program).
 * @param weights w_k, any unit
 * @param differences Δ_k = s_ik − s_jk of the upper unit i and the lower unit j
 * @param reach ε, 0 to 1
 * @returns w'_k in the order of the lines
 * @example w 35 25 25 15, Δ 7 −2 −7 10, ε 0.1 → 31.5, 27.5, 27.5, 13.5
 */
export function worstWeights(weights: readonly Exact[], differences: readonly Exact[], reach: Exact): readonly Exact[] {
  const lowest = weights.map((weight) => weight.times(one.minus(reach)));
  const order = [...weights.keys()].sort((a, b) => (differences[a] ?? zero).comparedTo(differences[b] ?? zero));
  let left = sum(weights).minus(sum(lowest));
  const found = [...lowest];
  for (const at of order) {
    const room = (weights[at] ?? zero).times(reach).times(2);
    const given = room.lt(left) ? room : left;
    found[at] = (lowest[at] ?? zero).plus(given);
    left = left.minus(given);
  }
  return found;
}

/**
 * m(ε) = min Σ w'_k Δ_k + C, the smallest lead the upper unit can be brought to.
 * @param constant C: difference of what weights do not touch (bonus, deduction)
 * @example 甲 – 乙 of methods.md: Δ 7, −2, −7, 10, C 1 → m(0) 2.70, m(0.10) 2.08, m(0.20) 1.46, m(0.50) −0.40
 */
export function worstMargin(weights: readonly Exact[], differences: readonly Exact[], constant: Exact, reach: Exact): Exact {
  const worst = worstWeights(weights, differences, reach);
  return sum(worst.map((weight, at) => weight.times(differences[at] ?? zero))).plus(constant);
}

/**
 * How fast the worst lead falls: m(ε) = m(0) − ε · D. Every bound moves in proportion to ε and the order of filling does not change, so m is a
 * straight line, and where it crosses nothing has to be searched for. D = Σ w_k |Δ_k − weighted median of Δ|.
 * @returns D ≥ 0; 0 when all Δ are alike
 * @example 甲 – 乙 of methods.md, weights as shares: median −2, D = 0.35·9 + 0 + 0.25·5 + 0.15·12 = 6.2
 */
export function marginLoss(weights: readonly Exact[], differences: readonly Exact[]): Exact {
  return worstMargin(weights, differences, zero, zero).minus(worstMargin(weights, differences, zero, one));
}

/**
 * ε*: the smallest relative change of the weights that takes the lead away, m(ε*) = 0, so ε* = m(0) ÷ D.
 * @param lead m(0) ≥ 0
 * @param loss D of marginLoss
 * @returns 0 for equal totals; null when no change up to 100 % does it (任何权重下都不变, within the family)
 * @example 2.70 ÷ 6.2 = 0.435484
 * @throws RangeError when the upper unit is not ahead
 */
export function flipThreshold(lead: Exact, loss: Exact): Exact | null {
  if (lead.isNegative() && !lead.isZero()) throw new RangeError('the upper unit is behind');
  if (lead.isZero()) return zero;
  if (loss.isZero()) return null;
  const threshold = divide(lead, loss);
  return threshold.gt(one) ? null : threshold;
}
