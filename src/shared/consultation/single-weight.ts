/** 只动一项: how far one weight alone must go, the others keeping their proportions, until two units are equal (methods.md §5a). */
import { divide, type Exact, one, sum, zero } from '../engine/decimal.ts';
import type { WeightedLine } from './weight-table.ts';

export type WeightFlip = {
  readonly line: WeightedLine;
  /** Its share of all weights now, 0 to 1. */
  readonly share: Exact;
  /** Its share at which the two are equal, 0 to 1; null = never. */
  readonly flipsAt: Exact | null;
};

/**
 * With share x on line k and the rest R = Σ_{l≠k} w_l Δ_l ÷ (1 − w_k) on the others, the lead is x Δ_k + (1 − x) R + C; it is 0 at
 * x = (R + C) ÷ (R − Δ_k).
 * @param differences Δ_k on the scale of the total (0–100 for a total of 100), the upper unit less the lower
 * @param constant C: difference of what weights do not touch
 * @returns one a line, in the order of the lines
 * @example 甲 – 乙 of methods.md: K1 0.0189, K2 0.7973, K3 0.4828, K4 never
 */
export function singleWeightFlips(
  lines: readonly WeightedLine[],
  differences: readonly Exact[],
  constant: Exact,
): readonly WeightFlip[] {
  const whole = sum(lines.map(({ weight }) => weight));
  const shares = lines.map(({ weight }) => divide(weight, whole));
  const mean = sum(shares.map((share, at) => share.times(differences[at] ?? zero)));
  return lines.map((line, at) => {
    const share = shares[at] ?? zero;
    const own = differences[at] ?? zero;
    const others = one.minus(share);
    if (others.isZero()) return { line, share, flipsAt: null };
    const rest = divide(mean.minus(share.times(own)), others);
    const turn = rest.minus(own);
    const flipsAt = turn.isZero() ? null : divide(rest.plus(constant), turn);
    return { line, share, flipsAt: flipsAt?.gte(zero) && flipsAt.lte(one) ? flipsAt : null };
  });
}
