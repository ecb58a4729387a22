import { medianOf } from '../checks/spread.ts';
import { divide, type Exact, exact, sum } from '../engine/decimal.ts';

const LIMIT = exact('3.5');
/** Of a normal distribution the MAD is 0.6745 standard deviations and the mean deviation 1 ÷ 1.253314. */
const MAD_SHARE = exact('0.6745');
const PER_MEAN = exact('1.253314');

export type ModifiedZ = {
  /** null when all the others are alike and no distance can be measured. */
  readonly z: Exact | null;
  readonly isOutlier: boolean;
};

/**
 * 离群值: modified z = 0.6745 (x − median) ÷ MAD, an outlier beyond ±3.5 (Iglewicz & Hoaglin 1993). With a MAD of 0, z = (x − median) ÷
 * (1.253314 · mean |x − median|); when that is 0 too all figures are alike and any other one is an outlier. One odd figure moves neither
 * the median nor the MAD, while it widens an ordinary standard deviation until it hides itself.
 * @param value the figure in question
 * @param among the figures it is compared with, usually its own course with itself in it; at least one
 * @example 68 among 78 80 79 77 81 80 82 79 68 78 80 79 → −7.4195; with mean and standard deviation −2.931, which passes
 * @throws RangeError for an empty list
 */
export function modifiedZ(value: Exact, among: readonly Exact[]): ModifiedZ {
  const median = medianOf(among);
  const distances = among.map((other) => other.minus(median).abs());
  const mad = medianOf(distances);
  const distance = value.minus(median);
  const scale = mad.isZero() ? divide(sum(distances), exact(among.length)).times(PER_MEAN) : divide(mad, MAD_SHARE);
  if (scale.isZero()) return { z: null, isOutlier: !distance.isZero() };
  const z = mad.isZero() ? divide(distance, scale) : divide(distance.times(MAD_SHARE), mad);
  return { z, isOutlier: z.abs().gt(LIMIT) };
}
