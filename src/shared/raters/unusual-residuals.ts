import { spreadOf } from '../checks/spread.ts';
import { roundHalfUp } from '../engine/decimal.ts';
import type { Marks, Table } from './marks.ts';

/** Digits of a mark. Where marks are missing the polish stops a hair short of its end, and that hair is no favour. */
const DIGITS = 2;

/**
 * Which marks stand apart: |ε| further than 3.5 × 1.4826 × MAD from the median of all ε. When more than half of the residuals are alike the
 * MAD is 0 and 1.253314 × mean|ε − median| takes its place (methods.md §4): with a table that is almost additive that is the usual case.
 * @param residuals ε of medianPolish
 * @returns true for every mark that stands apart; none in a table of fewer than six marks
 * @example nineteen residuals of 0 and one of 9: MAD 0, mean 0.45, limit 3.5 × 1.253314 × 0.45 = 1.974 → the 9 stands apart
 */
export function unusualResiduals(residuals: Marks): Table<boolean> {
  const rounded = residuals.map((row) => row.map((value) => value && roundHalfUp(value, DIGITS)));
  const spread = spreadOf(rounded.flat().flatMap((value) => value ?? []));
  return rounded.map((row) =>
    row.map((value) => spread !== null && value !== null && (value.lt(spread.low) || value.gt(spread.high))),
  );
}
