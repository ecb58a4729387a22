/** The only importer of decimal.js. 40 digits after the point are kept while computing; one rounding makes the published figure. */
import { Decimal as BaseDecimal } from 'decimal.js';

const Exact = BaseDecimal.clone({ precision: 80, rounding: BaseDecimal.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });
export type Exact = InstanceType<typeof Exact>;

/** Digits kept after the point for a quotient, so that sums of points are exact and the steps add up to the last digit. */
const KEPT = 40;
/** A quotient such as 1 ÷ 3 misses by 1e-40; a sum of them is read at 30 digits, so that 3 × ⅓ is 1 before it is rounded. */
const READ = 30;

/** A decimal from a string or a whole number. Throws for anything that is not a number. */
export const exact = (value: string | number | Exact): Exact => new Exact(value);

export const zero = exact(0);
export const one = exact(1);
export const hundred = exact(100);

/** a ÷ b kept to 40 digits. Throws when b is zero: the caller must have said what that means. */
export function divide(a: Exact, b: Exact): Exact {
  if (b.isZero()) throw new RangeError('division by zero');
  return a.div(b).toDecimalPlaces(KEPT);
}

/** Points as they enter a sum: at most 40 digits after the point. */
export const keep = (value: Exact): Exact => value.toDecimalPlaces(KEPT);

/**
 * 四舍五入, once, from the exact value (逢五进一; a negative number rounds away from zero as well, so +x and −x print alike).
 * roundHalfUp(84.955, 2) = 84.96; roundHalfUp(15.4546, 0) = 15, not 16 by way of 15.455 → 15.46 → 15.5 (不允许连续修约).
 */
export const roundHalfUp = (value: Exact, decimals: number): Exact => value.toDecimalPlaces(READ).toDecimalPlaces(decimals);

/** The published text: always with all its digits, "84.90". */
export const published = (value: Exact, decimals: number): string => roundHalfUp(value, decimals).toFixed(decimals);

/** Exact text without trailing zeros, never in exponent form: "13.846153846…" is cut at 40 digits. */
export const text = (value: Exact): string => keep(value).toFixed();

/** For formulas people read: at most 6 digits after the point, “13.846154”. */
export const brief = (value: Exact): string => value.toDecimalPlaces(6).toFixed();

export const clamp = (value: Exact, low: Exact, high: Exact): Exact => Exact.max(low, Exact.min(value, high));
export const maxOf = (values: readonly Exact[]): Exact => Exact.max(...values);
export const minOf = (values: readonly Exact[]): Exact => Exact.min(...values);
export const sum = (values: readonly Exact[]): Exact => values.reduce((a, b) => a.plus(b), zero);
