import { type Exact, exact, zero } from '../engine/decimal.ts';

/**
 * 分位数, by the rule of PERCENTILE.INC in WPS 表格 and Excel (R type 7), so that a clerk can check it in a cell: h = (n − 1)p, and between the
 * two figures beside h a straight line. Other rules give other figures for short lists.
 * @param values in any order
 * @param p 0 to 1
 * @example 85, 92, 88 with p 0.75 → h 1.5 → 88 + 0.5 × (92 − 88) = 90
 * @throws RangeError for an empty list
 */
export function quantile(values: readonly Exact[], p: Exact): Exact {
  if (values.length === 0) throw new RangeError('quantile of nothing');
  const sorted = [...values].sort((a, b) => a.comparedTo(b));
  const at = exact(values.length - 1).times(p);
  const below = at.floor().toNumber();
  const lower = sorted[below] ?? zero;
  const upper = sorted[below + 1] ?? lower;
  return lower.plus(upper.minus(lower).times(at.minus(below)));
}
