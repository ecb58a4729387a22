/** 过程行为图 (XmR, Shewhart; Wheeler 1993; the rules of NHS England's “Making data count”): which months say more than chance (methods.md §4). */
import { divide, type Exact, exact, sum } from '../engine/decimal.ts';

/** 2.66 = 3 ÷ 1.128, from the mean moving range to three sigma; 3.267 the same for a moving range itself. */
const PER_RANGE = exact('2.66');
const SCREEN = exact('3.267');
const TWO_OF_THREE = exact(2).div(3);
/** Fewer points: no statement; fewer than a year: rule 1 only, 初步. */
const FEWEST = 6;
const FULL = 12;
const RUN = 7;

export type CoursePoint = {
  readonly period: string;
  /** null: nothing for this month. */
  readonly value: Exact | null;
  /** Version of the rules the month was scored by; a change starts the reckoning anew. */
  readonly rules: string;
};

/** 1 beyond the limits; 2 seven on one side of the mean; 3 seven rising or falling; 4 two of three beyond the near limit on one side. */
export type Signal = {
  readonly period: string;
  readonly rule: 1 | 2 | 3 | 4;
  /** Above or rising, below or falling. */
  readonly side: 'high' | 'low';
};

export type ChartSegment = {
  readonly from: string;
  readonly to: string;
  /** Months with a figure. */
  readonly count: number;
  /** 初步: rule 1 only. null: no rule applies, no statement. */
  readonly word: '' | '初步' | null;
  /** null without a statement. */
  readonly limits: {
    readonly centre: Exact;
    readonly meanRange: Exact;
    readonly low: Exact;
    readonly high: Exact;
    readonly nearLow: Exact;
    readonly nearHigh: Exact;
  } | null;
  /** By month, then by rule. */
  readonly signals: readonly Signal[];
};

/**
 * Centre x̄; moving ranges mR_i = |x_i − x_{i−1}| of neighbouring months; those above 3.267 · mR̄ dropped once (not when only zeros would be
 * left: one odd month in a flat year would make every month a signal); limits x̄ ± 2.66 · mR̄, near limits at two thirds of that.
 * A run (rules 2 and 3) is marked at every month from its seventh on, rule 4 at the last of the three.
 * A month without a figure has no moving range and ends a run.
 * @param course one unit's months in order, none left out (a month that was not held is no month)
 * @returns one segment for each stretch of months under the same rules
 * @example 78 80 79 77 81 80 82 79 68 78 80 79 → x̄ 78.4167, mR̄ 3.5455, limits 68.9858 and 87.8476: the ninth month is a signal
 */
export function processChart(course: readonly CoursePoint[]): readonly ChartSegment[] {
  const starts = course.flatMap(({ rules }, at) => (rules === course[at - 1]?.rules ? [] : [at]));
  return starts.map((start, at) => segmentOf(course.slice(start, starts[at + 1])));
}

function segmentOf(points: readonly CoursePoint[]): ChartSegment {
  const values = points.flatMap(({ value }) => value ?? []);
  const count = values.length;
  const head = { from: points[0]?.period ?? '', to: points.at(-1)?.period ?? '', count };
  const meanRange = meanRangeOf(points);
  if (count < FEWEST || meanRange === null) return { ...head, word: null, limits: null, signals: [] };
  const centre = divide(sum(values), exact(count));
  const reach = meanRange.times(PER_RANGE);
  const near = reach.times(TWO_OF_THREE);
  const limits = {
    centre,
    meanRange,
    low: centre.minus(reach),
    high: centre.plus(reach),
    nearLow: centre.minus(near),
    nearHigh: centre.plus(near),
  };
  const isFull = count >= FULL;
  const signals = points.flatMap(({ period }, at) =>
    (isFull ? RULES : RULES.slice(0, 1)).flatMap(({ rule, sideAt }) => {
      const side = sideAt(points, at, limits);
      return side ? [{ period, rule, side }] : [];
    }),
  );
  return { ...head, word: isFull ? '' : '初步', limits, signals };
}

function meanRangeOf(points: readonly CoursePoint[]): Exact | null {
  const ranges = points.flatMap(({ value }, at) => {
    const before = points[at - 1]?.value ?? null;
    return value && before ? [value.minus(before).abs()] : [];
  });
  if (ranges.length === 0) return null;
  const mean = divide(sum(ranges), exact(ranges.length));
  const kept = ranges.filter((range) => range.lte(mean.times(SCREEN)));
  const screened = divide(sum(kept), exact(kept.length));
  return screened.isZero() ? mean : screened;
}

type Limits = NonNullable<ChartSegment['limits']>;
type Side = Signal['side'] | null;
type RuleAt = {
  readonly rule: Signal['rule'];
  readonly sideAt: (points: readonly CoursePoint[], at: number, limits: Limits) => Side;
};

const sideOf = (value: Exact | null, low: Exact, high: Exact): Side => {
  if (value === null) return null;
  return value.gt(high) ? 'high' : value.lt(low) ? 'low' : null;
};
/** The side of all, when all have the same one. */
const common = (sides: readonly Side[]): Side => (sides.every((side) => side === sides[0]) ? (sides[0] ?? null) : null);
/** The points up to `at`, as many as asked for; none when there are not so many. */
const lastOf = (points: readonly CoursePoint[], at: number, many: number): readonly (Exact | null)[] =>
  at + 1 < many ? [] : points.slice(at + 1 - many, at + 1).map(({ value }) => value);

const RULES: readonly RuleAt[] = [
  { rule: 1, sideAt: (points, at, { low, high }) => sideOf(points[at]?.value ?? null, low, high) },
  {
    rule: 2,
    sideAt: (points, at, { centre }) => common(lastOf(points, at, RUN).map((value) => sideOf(value, centre, centre))),
  },
  {
    rule: 3,
    sideAt: (points, at) => {
      const values = lastOf(points, at, RUN);
      return common(
        values.slice(1).map((value, index) => {
          const before = values[index] ?? null;
          return before && sideOf(value, before, before);
        }),
      );
    },
  },
  {
    rule: 4,
    sideAt: (points, at, { nearLow, nearHigh }) => {
      const sides = lastOf(points, at, 3).map((value) => sideOf(value, nearLow, nearHigh));
      const [own] = sides.slice(-1);
      // Told at the month that completes it: the last of the three must itself be out there.
      return own && sides.filter((side) => side === own).length >= 2 ? own : null;
    },
  },
];
