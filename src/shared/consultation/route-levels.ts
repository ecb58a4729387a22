/** 摘帽路线, line by line (methods.md §6, continuous): how far each line of the scheme would have to rise, whatever the tasks behind it are. */
import { divide, type Exact, hundred, maxOf, minOf, one, sum, text, zero } from '../engine/decimal.ts';
import type { WeightTable } from './weight-table.ts';

export type Level = {
  readonly code: string;
  readonly name: string;
  /** Points of the total that one hundredth of the line brings: w_k of methods.md. */
  readonly weight: Exact;
  /** Where the line stands, 0–100. */
  readonly share: Exact;
  /** How far it may rise: to what a unit of the list has reached. */
  readonly room: Exact;
  /** Work for one hundredth. */
  readonly cost: Exact;
};

export type FilledLevel = {
  readonly code: string;
  readonly name: string;
  readonly share: string;
  readonly room: string;
  /** x_k: to raise it by so much, in the cheapest combination. */
  readonly raise: string;
  /** To raise by so much if nothing else moves; null for a line that is worth nothing. */
  readonly aloneBy: string | null;
  /** false: 靠单项追不上. */
  readonly isAloneEnough: boolean;
};

export type FilledLevels = {
  readonly levels: readonly FilledLevel[];
  readonly cost: string;
  /** Points still missing when every line is as high as any unit has it; '0' when the need is met. */
  readonly short: string;
};

/**
 * min Σ c·x subject to Σ w·x ≥ need, 0 ≤ x ≤ room: a fractional knapsack, so the lines with the lowest c ÷ w are filled first. Exact.
 * @param need points to gain, not below 0
 * @example (methods.md §6) 丁 to 丙: need 4.61, w .35 .25 .25 .15, room 15 14 17 16, c 1 .6 1.5 .5 → x 3.171429, 14, 0, 0; cost 11.571429
 * (HiGHS gives the same). Alone: K1 by 13.17 is possible; K2, K3 by 18.44 and K4 by 30.73 are not.
 */
export function fillLevels(levels: readonly Level[], need: Exact): FilledLevels {
  const raises = new Map<Level, Exact>();
  let left = maxOf([need, zero]);
  const useful = levels.filter(({ weight }) => weight.isPositive() && !weight.isZero());
  for (const level of [...useful].sort((a, b) => a.cost.times(b.weight).comparedTo(b.cost.times(a.weight)))) {
    const raise = minOf([level.room, divide(left, level.weight)]);
    raises.set(level, raise);
    left = raise.lt(level.room) ? zero : maxOf([zero, left.minus(raise.times(level.weight))]);
  }
  return {
    levels: levels.map((level): FilledLevel => {
      const alone = level.weight.isZero() ? null : divide(maxOf([need, zero]), level.weight);
      return {
        code: level.code,
        name: level.name,
        share: text(level.share),
        room: text(level.room),
        raise: text(raises.get(level) ?? zero),
        aloneBy: alone && text(alone),
        isAloneEnough: alone?.lte(level.room) ?? false,
      };
    }),
    cost: text(sum([...raises].map(([level, raise]) => raise.times(level.cost)))),
    short: text(left),
  };
}

/**
 * The lines of a unit as levels, from the table of its list: s = 得分率 × 100 and w = 分值 ÷ 100, so that w·s is what the line gives after 折算. A line
 * may rise to where the best unit of the list stands, which somebody has shown to be possible; all lines cost the same work. 不适用 lines
 * are not there.
 * @throws RangeError when the table does not have the unit
 */
export function levelsOf({ lines, units }: WeightTable, organisation: string): readonly Level[] {
  const own = units.find((unit) => unit.organisation === organisation);
  if (!own) throw new RangeError(`no unit ${organisation}`);
  return lines.flatMap(({ code, name, weight }, at) => {
    if (own.borrowed[at]) return [];
    const rate = own.rates[at] ?? zero;
    const best = maxOf([rate, ...units.filter((unit) => !unit.borrowed[at]).map((unit) => unit.rates[at] ?? zero)]);
    const [share, room] = [rate.times(hundred), best.minus(rate).times(hundred)];
    return [{ code, name, weight: divide(weight, hundred), share, room, cost: one }];
  });
}
