/** 最好、最坏能排第几: the places a unit can take under any admissible weights (methods.md §5f; Kadziński, Greco & Słowiński 2012). */
import { type Constraint, solve } from 'yalps';
import type { WeightedUnit, WeightTable } from './weight-table.ts';

/** any: all weights from nothing to everything. within: each within ±reach of its own (0 to 1). */
export type WeightFamily = { readonly kind: 'any' } | { readonly kind: 'within'; readonly reach: number };

export type ExtremeRanks = {
  readonly organisation: string;
  readonly name: string;
  readonly best: number;
  readonly worst: number;
};

/** A lead that shows on paper; for the worst place the others must really be above. */
const REAL_LEAD = 0.001;
/** A solver stops within its own precision, 1e-8. */
const EQUAL = 1e-6;

/**
 * “有没有哪种分值能让它不当末位？” Best place = 1 + the fewest units above it at once, worst = 1 + the most; for each a mixed integer program over
 * the weights, one yes or no for each other unit. Equal totals are not above. For the yearly review of the rules only; an official
 * score never comes of it.
 *
 * Ends that hold for all units alike order nobody and are passed over. “总分计 0” is a fixed total. A unit held by a 一票否决 to “不高于” some
 * points has no straight line in the weights.
 * @returns in the order of the table; or why there are none
 * @example methods.md, any weights: 甲 1–2, 乙 1–4, 丙 1–4, 丁 3–4 (with everything on K2 丙 is last)
 * @throws Error when the solver gives up, which it has no reason to with a few dozen lines
 */
export function extremeRanks(
  { lines, units }: WeightTable,
  family: WeightFamily,
): { readonly ranks: readonly ExtremeRanks[] } | { readonly refusal: string } {
  const highs = units.map((unit) => (isSettled(unit) ? null : (unit.high?.toNumber() ?? Number.POSITIVE_INFINITY)));
  const general = Math.max(...highs.map((high) => high ?? Number.NEGATIVE_INFINITY));
  const held = units.find((_, at) => highs[at] !== null && highs[at] !== general);
  if (held) {
    return { refusal: `“${held.name}”被一票否决，总分封在 ${held.high?.toFixed()} 分，名次不只由分值决定，不算最好最坏名次。` };
  }
  const bounds = boundsOf(
    lines.map(({ weight }) => weight.toNumber()),
    family,
  );
  const straight = units.map((unit) => ({
    rates: unit.rates.map((rate) => (isSettled(unit) ? 0 : rate.toNumber())),
    constant: isSettled(unit) ? unit.score.toNumber() : unit.fixed.plus(unit.rounding).toNumber(),
  }));
  const ranks = units.map(({ organisation, name }, at) => {
    const others = straight.filter((_, index) => index !== at);
    const self = straight[at] as Straight;
    const notAbove = mostAtOnce(
      others.map((other) => leadOver(self, other, bounds, 0)),
      bounds,
    );
    const above = mostAtOnce(
      others.map((other) => leadOver(other, self, bounds, REAL_LEAD)),
      bounds,
    );
    return { organisation, name, best: units.length - notAbove, worst: 1 + above };
  });
  return { ranks };
}

type Straight = { readonly rates: readonly number[]; readonly constant: number };
/** Every weight has its lower bound; `mass` is left to be spread, at most `room` on each line. */
type Bounds = { readonly lows: readonly number[]; readonly rooms: readonly number[]; readonly mass: number };
type LinearLead = {
  /** Change of the lead for each point put on a line beyond its lower bound. */
  readonly slopes: readonly number[];
  /** Lead with all weights at their lower bounds. */
  readonly atLow: number;
  /** Smallest and largest lead within the family. */
  readonly least: number;
  readonly most: number;
};

function boundsOf(weights: readonly number[], family: WeightFamily): Bounds {
  const whole = weights.reduce((total, weight) => total + weight, 0);
  if (family.kind === 'any') return { lows: weights.map(() => 0), rooms: weights.map(() => whole), mass: whole };
  const rooms = weights.map((weight) => 2 * weight * family.reach);
  return { lows: weights.map((weight) => weight * (1 - family.reach)), rooms, mass: whole * family.reach };
}

function leadOver(upper: Straight, lower: Straight, { lows, rooms, mass }: Bounds, margin: number): LinearLead {
  const slopes = upper.rates.map((rate, line) => rate - (lower.rates[line] ?? 0));
  const atLow = lows.reduce((total, low, line) => total + low * (slopes[line] ?? 0), upper.constant - lower.constant - margin);
  const filled = (order: readonly number[]): number => {
    let left = mass;
    return order.reduce((lead, line) => {
      const given = Math.min(left, rooms[line] ?? 0);
      left -= given;
      return lead + given * (slopes[line] ?? 0);
    }, atLow);
  };
  const rising = [...slopes.keys()].sort((a, b) => (slopes[a] ?? 0) - (slopes[b] ?? 0));
  return { slopes, atLow, least: filled(rising), most: filled([...rising].reverse()) };
}

/** How many of the leads can be 0 or more under one and the same weights. */
function mostAtOnce(leads: readonly LinearLead[], { rooms, mass }: Bounds): number {
  const always = leads.filter(({ least }) => least >= -EQUAL).length;
  const open = leads.filter(({ least, most }) => least < -EQUAL && most >= -EQUAL);
  if (open.length === 0) return always;
  const { status, result } = solve({
    direction: 'maximize',
    objective: 'count',
    constraints: new Map<string, Constraint>([
      ['mass', { equal: mass }],
      ...rooms.map((room, line): [string, Constraint] => [`room ${line}`, { max: room }]),
      // lead ≥ least × (1 − z): with z = 1 there must be a lead, with z = 0 there need not.
      ...open.map(({ atLow, least }, at): [string, Constraint] => [`lead ${at}`, { min: least - atLow - EQUAL }]),
    ]),
    variables: new Map<string, Map<string, number>>([
      ...rooms.map((_, line): [string, Map<string, number>] => [
        `weight ${line}`,
        new Map([
          ['mass', 1],
          [`room ${line}`, 1],
          ...open.map(({ slopes }, at): [string, number] => [`lead ${at}`, slopes[line] ?? 0]),
        ]),
      ]),
      ...open.map(({ least }, at): [string, Map<string, number>] => [
        `z ${at}`,
        new Map([
          ['count', 1],
          [`lead ${at}`, least],
        ]),
      ]),
    ]),
    binaries: new Set(open.map((_, at) => `z ${at}`)),
  });
  if (status !== 'optimal') throw new Error(`extreme ranks: ${status}`);
  return always + Math.round(result);
}

/** 总分计 0, or both ends at one figure: the total does not move. */
const isSettled = ({ low, high }: WeightedUnit): boolean => low !== null && high !== null && low.eq(high);
