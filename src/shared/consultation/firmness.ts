/** How firm one place is above another: ε*, its word, and the units that share the last place with the last (methods.md §5a). */
import { type Exact, exact, hundred, minOf, one, zero } from '../engine/decimal.ts';
import { singleWeightFlips, type WeightFlip } from './single-weight.ts';
import { rawOf, type WeightedUnit, type WeightTable } from './weight-table.ts';
import { flipThreshold, marginLoss } from './worst-margin.ts';

export type Firmness = '稳健' | '接近' | '难分伯仲';

/** From where a lead is called what. The office may set others. */
export type FirmnessRule = {
  /** ε* from here on: 稳健. */
  readonly firm: string;
  /** ε* from here on: 接近; below: 难分伯仲. */
  readonly close: string;
  /** A lead of fewer points is 难分伯仲 whatever ε* is. */
  readonly gap: string;
};
const FIRMNESS: FirmnessRule = { firm: '0.20', close: '0.05', gap: '0.1' };

/**
 * 稳健 ε* ≥ 20 %; 接近 5–20 %; 难分伯仲 ε* < 5 % or a lead of less than 0.1 point.
 * @param threshold ε*; null = no change of weights takes the lead away
 * @example 0.435484 with 2.70 points → 稳健; 0.12 with 0.6 → 接近; 0.12 with 0.09 → 难分伯仲
 */
export function firmnessOf(lead: Exact, threshold: Exact | null, rule: FirmnessRule = FIRMNESS): Firmness {
  if (lead.lt(rule.gap)) return '难分伯仲';
  if (threshold === null || threshold.gte(rule.firm)) return '稳健';
  return threshold.gte(rule.close) ? '接近' : '难分伯仲';
}

export type Lead = {
  readonly above: WeightedUnit;
  readonly below: WeightedUnit;
  /** Points between the two published scores. */
  readonly lead: Exact;
  /** ε*, 0 to 1; null = 任何权重下都不变, up to ±100 %. */
  readonly threshold: Exact | null;
  /** 一票否决 or an end of the total acts on one of the two: the order surely holds up to ε*, beyond it nothing is said. */
  readonly isAtLeast: boolean;
  readonly word: Firmness;
  /** By line: the weight (of 1) at which changing it alone makes the two equal; null = never. */
  readonly flips: readonly WeightFlip[];
};

/**
 * 两个单位之间的先后有多稳: ε* is the smallest share by which the weights may all be off and the two become equal.
 *
 * Where 上下限 acts on a unit its total does not move with the weights until it is free again; ε* is then at most the share up to which
 * that is sure.
 * @param above not behind `below`
 * @example 丙 – 丁 of methods.md: lead 4.60, ε* 0.901961, 稳健; K2 alone at 0.6759
 * @throws RangeError when `above` is behind
 */
export function leadOf({ lines, fullPoints }: WeightTable, above: WeightedUnit, below: WeightedUnit, rule = FIRMNESS): Lead {
  const weights = lines.map(({ weight }) => weight);
  const [upper, lower] = [straight(above, weights), straight(below, weights)];
  const differences = weights.map((_, at) => (upper.rates[at] ?? zero).minus(lower.rates[at] ?? zero));
  const constant = upper.constant.minus(lower.constant);
  const lead = above.score.minus(below.score);
  const found = flipThreshold(lead, marginLoss(weights, differences));
  const sure = minOf([upper.upTo, lower.upTo]);
  const isAtLeast = sure.lt(found ?? one);
  const threshold = isAtLeast ? sure : found;
  return {
    above,
    below,
    lead,
    threshold,
    isAtLeast,
    word: firmnessOf(lead, threshold, rule),
    flips: singleWeightFlips(
      lines,
      differences.map((difference) => difference.times(fullPoints)),
      constant,
    ),
  };
}

/** A total as a straight line in the weights, and the ε up to which it is one for sure. */
function straight(
  unit: WeightedUnit,
  weights: readonly Exact[],
): { readonly rates: readonly Exact[]; readonly constant: Exact; readonly upTo: Exact } {
  const { rates, fixed, rounding, low, high, score } = unit;
  const raw = rawOf(unit, weights);
  const isHeld = (high !== null && raw.gt(high)) || (low !== null && raw.lt(low));
  const rooms = [low, high].flatMap((end) => (end === null ? [] : [raw.minus(end).abs()]));
  // Held at both ends at once: 总分计 0, whatever the weights.
  const isSettled = low !== null && high !== null && low.eq(high);
  const loss = marginLoss(weights, rates);
  const room = isSettled || rooms.length === 0 || loss.isZero() ? one : minOf(rooms).div(loss);
  return {
    rates: isHeld || isSettled ? rates.map(() => zero) : rates,
    constant: isHeld || isSettled ? score : fixed.plus(rounding),
    upTo: minOf([room, one]),
  };
}

/**
 * Every place beside the next one down: n − 1 leads, from the top.
 * @example the four districts → 甲–乙 0.435484, 乙–丙 0.415525, 丙–丁 0.901961
 */
export const leadsBetweenNeighbours = (table: WeightTable, rule = FIRMNESS): readonly Lead[] =>
  table.units.flatMap((below, at) => {
    const above = table.units[at - 1];
    return above ? [leadOf(table, above, below, rule)] : [];
  });

export type LastPlace = {
  /** Who is last on paper; several when the place is shared. */
  readonly last: readonly WeightedUnit[];
  /** Who stands above and is not to be told from the last: 难分伯仲, best first. */
  readonly within: readonly WeightedUnit[];
  /** Leads of all others over the last; of a shared place over its least firm holder. */
  readonly leads: readonly Lead[];
  /** How firm the last place is as a whole: the least firm lead. 难分伯仲 when it is shared. */
  readonly word: Firmness;
};

/**
 * 末位有多稳, and the 难分伯仲 band around it: everybody whose own lead over the last is 难分伯仲. Each is compared with the last itself, never
 * with the one between, or a chain of small steps would take in the whole list.
 * @returns null when all units share one place
 * @example 丁 of methods.md: word 稳健, within nobody. With 丙 at 75.15: within 丙
 */
export function lastPlaceOf(table: WeightTable, rule = FIRMNESS): LastPlace | null {
  const lowest = Math.max(...table.units.map(({ rank }) => rank));
  const last = table.units.filter(({ rank }) => rank === lowest);
  const others = table.units.filter(({ rank }) => rank !== lowest);
  if (others.length === 0) return null;
  const leads = others.map((above) => leastFirm(last.map((below) => leadOf(table, above, below, rule))));
  const within = leads.filter(({ word }) => word === '难分伯仲').map(({ above }) => above);
  const word = last.length > 1 || within.length > 0 ? '难分伯仲' : leastFirm(leads).word;
  return { last, within, leads, word };
}

function leastFirm(leads: readonly Lead[]): Lead {
  const order = ({ threshold }: Lead): Exact => threshold ?? exact(2);
  const [first, ...rest] = leads;
  if (!first) throw new RangeError('no leads');
  return rest.reduce((least, lead) => (order(lead).lt(order(least)) ? lead : least), first);
}

/** ε* as it is said, cut at two digits so that it never promises too much. */
export function thresholdWords({ threshold, isAtLeast, lead }: Lead): string {
  if (lead.isZero()) return '得分相同，名次并列';
  if (threshold === null) return '各项分值在正负 100% 以内怎样变动，先后都不变';
  const percent = threshold.times(hundred).toDecimalPlaces(2, 1).toFixed(2);
  const beyond = isAtLeast ? '再多受一票否决或总分上下限影响，不作判断' : '再多就可能互换';
  return `各项分值变动在 ${percent}% 以内，先后不变；${beyond}`;
}
