/** 核实系数 VF = counted again on the spot ÷ reported (WHO data quality review; methods.md §14). Shown and flagged; it never multiplies a score. */
import { divide, exact, published } from '../engine/decimal.ts';

const TOLERANCE = '0.1';

export type Factor = {
  /** Three digits; null when nothing was reported to divide by. */
  readonly value: string | null;
  /** |VF − 1| > 10 %, or something was found where nothing had been reported. */
  readonly isOff: boolean;
};

/** @example verificationFactor('40', '35') → { value: '0.875', isOff: true } */
export function verificationFactor(reported: string, recounted: string): Factor {
  if (exact(reported).isZero()) return { value: null, isOff: !exact(recounted).isZero() };
  const factor = divide(exact(recounted), exact(reported));
  return { value: published(factor, 3), isOff: factor.minus(1).abs().gt(TOLERANCE) };
}
