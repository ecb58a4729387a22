/** 摘帽路线, one plan: the least work that passes one rival, found by estimate and proved by the engine (methods.md §6). */
import { type Exact, exact, sum, zero } from '../engine/decimal.ts';
import type { Entry, Rules } from '../engine/index.ts';
import { type Case, type Cleared, unrounded, type Work } from './item-costs.ts';
import { leastEffort } from './route-tasks.ts';
import { totalOf, weightTable } from './weight-table.ts';
import { worstWeights } from './worst-margin.ts';

export type OpenWork = Work & {
  readonly name: string;
  /** 工作量: 小 1, 中 2, 大 3 or more; a whole number. */
  readonly effort: number;
  /** 2018-03-15; null: it can be put right on any day. */
  readonly dueOn: string | null;
};

/** Who is to be passed, and what the rival is expected to have by then. */
export type Goal = {
  readonly rival: Entry;
  readonly drift: Exact;
  /** Lowest published score that is past the rival's. */
  readonly score: Exact;
};

export type Found = {
  readonly works: readonly OpenWork[];
  readonly cleared: Cleared;
  /** Times the engine fell short of the estimate and the need was raised. */
  readonly rounds: number;
  /** The set is the least there is: the items do not act on one another. Otherwise it reaches, but a smaller one may. */
  readonly isProven: boolean;
};

/** Weights may be off by so much, each on its own (methods.md §6: m(10 %)). */
const REACH = exact('0.1');
/** Times the need is raised after the engine fell short. */
const ROUNDS = 5;
/** Worst weight vectors that are added; there are only so many corners that matter, three or four in practice. */
const VECTORS = 20;
/** Gains enter the choice in millionths of a point, rounded down; the engine has the last word. */
const UNIT = exact(1_000_000);

const gainUnits = (value: Exact): number => value.times(UNIT).floor().toNumber();
const needUnits = (value: Exact): number => value.times(UNIT).ceil().toNumber();

/**
 * Lead of a unit over a rival that has drifted, under the weights within ±10 % that serve the unit worst.
 * @returns null when the two scores are no sums of weight × 得分率 (weightTable says why)
 */
export function worstLead(
  own: Entry,
  { rival, drift }: Goal,
  rules: Rules,
): { readonly lead: Exact; readonly weights: readonly Exact[] } | null {
  const made = weightTable([own, rival], rules);
  if ('refusal' in made) return null;
  const [upper, lower] = made.table.units;
  if (!upper || !lower) return null;
  const weights = made.table.lines.map(({ weight }) => weight);
  const differences = weights.map((_, at) => (upper.rates[at] ?? zero).minus(lower.rates[at] ?? zero));
  const worst = worstWeights(weights, differences, REACH);
  return { lead: totalOf(upper, worst).minus(totalOf(lower, worst)).minus(drift), weights: worst };
}

/** The score a unit would have under other weights; asked only of entries that made a table before. */
function scoreUnder(entry: Entry, rival: Entry, rules: Rules, weights: readonly Exact[]): Exact {
  const made = weightTable([entry, rival], rules);
  const unit = 'table' in made ? made.table.units[0] : undefined;
  return unit ? totalOf(unit, weights) : zero;
}

/**
 * Chooses works so that the published score reaches the goal, and, when `isFirm`, so that the lead stays 0 or more under all weights within ±10 %.
 * 1. Each work's gain by the engine; the least effort whose gains reach. 2. The engine on the set: short → the need is raised by what is missing and
 * the choice made again, at most five times. 3. Firm: the worst weights of the set become one more demand until none is violated.
 * 4. Where the estimate leads nowhere (取低 needs two works together, a cap swallows) the whole list is thinned out instead, and said to be unproved.
 * @param singles each work cleared alone
 * @returns null when not even all works together reach
 */
export function searchWorks(
  opened: Case,
  works: readonly OpenWork[],
  singles: ReadonlyMap<OpenWork, Cleared>,
  goal: Goal,
  isFirm: boolean,
): Found | null {
  const { rules } = opened.input;
  const reaches = (cleared: Cleared): boolean => {
    if (exact(cleared.entry.score ?? 0).lt(goal.score)) return false;
    const worst = isFirm ? worstLead(cleared.entry, goal, rules) : null;
    return !isFirm || (worst !== null && !worst.lead.lt(0));
  };
  const whole = opened.clear(works);
  const gains = works.map((work) => singles.get(work)?.gain ?? zero);
  // Sums of quotients miss by what is beyond the 30th digit.
  const isAdditive = whole.gain.minus(sum(gains)).toDecimalPlaces(25).isZero();
  const chosen = chooseByEstimate(opened, works, singles, goal, isFirm);
  if (chosen) {
    const thinned = thin(opened, chosen.works, singles, reaches);
    const isSame = thinned.length === chosen.works.length;
    const cleared = isSame ? chosen.cleared : opened.clear(thinned);
    return { works: thinned, cleared, rounds: chosen.rounds, isProven: isAdditive && isSame && chosen.rounds === 0 };
  }
  if (!reaches(whole)) return null;
  const left = thin(opened, works, singles, reaches);
  return { works: left, cleared: opened.clear(left), rounds: ROUNDS, isProven: false };
}

function chooseByEstimate(
  opened: Case,
  works: readonly OpenWork[],
  singles: ReadonlyMap<OpenWork, Cleared>,
  goal: Goal,
  isFirm: boolean,
): Omit<Found, 'isProven'> | null {
  const { entry, input } = opened;
  const { rules } = input;
  // Half a unit of the last digit below the goal is already rounded up to it.
  const half = exact(10).pow(-rules.publishedDecimals).times('0.5');
  const plain: Demand = {
    weights: null,
    need: needUnits(goal.score.minus(half).minus(unrounded(entry))),
    gains: works.map((work) => gainUnits(singles.get(work)?.gain ?? zero)),
  };
  const demands = [plain];
  let [rounds, vectors] = [0, 0];
  while (rounds <= ROUNDS && vectors <= VECTORS) {
    const found = leastEffort(
      works.map(({ effort }, at) => ({ effort, gains: demands.map((demand) => demand.gains[at] ?? 0) })),
      demands.map(({ need }) => need),
    );
    if (!found) return null;
    const set = found.tasks.flatMap((at) => works[at] ?? []);
    const cleared = opened.clear(set);
    const short = goal.score.minus(cleared.entry.score ?? 0);
    if (short.gt(0)) {
      plain.need += needUnits(short);
      rounds += 1;
      continue;
    }
    const worst = isFirm ? worstLead(cleared.entry, goal, rules) : null;
    if (isFirm && !worst) return null;
    if (!worst?.lead.lt(0)) return { works: set, cleared, rounds };
    const known = demands.find(({ weights }) => weights?.every((weight, at) => weight.eq(worst.weights[at] ?? zero)));
    if (known) {
      // The gains met the demand one by one, and together they do not.
      known.need += needUnits(worst.lead.negated());
      rounds += 1;
      continue;
    }
    const under = (one: Entry): Exact => scoreUnder(one, goal.rival, rules, worst.weights);
    const now = under(entry);
    demands.push({
      weights: worst.weights,
      need: needUnits(under(cleared.entry).minus(worst.lead).minus(now)),
      gains: works.map((work) => gainUnits(under(singles.get(work)?.entry ?? entry).minus(now))),
    });
    vectors += 1;
  }
  return null;
}

/** What the chosen works must bring together: to the score as it is, or under bent weights. */
type Demand = { readonly weights: readonly Exact[] | null; need: number; readonly gains: readonly number[] };

/** Drops what the set reaches without, the most work first. */
function thin(
  opened: Case,
  works: readonly OpenWork[],
  singles: ReadonlyMap<OpenWork, Cleared>,
  reaches: (cleared: Cleared) => boolean,
): readonly OpenWork[] {
  const gainOf = (work: OpenWork): Exact => singles.get(work)?.gain ?? zero;
  const order = [...works].sort((a, b) => b.effort - a.effort || gainOf(a).comparedTo(gainOf(b)));
  let left = works;
  for (const work of order) {
    const without = left.filter((one) => one !== work);
    if (reaches(opened.clear(without))) left = without;
  }
  return left;
}
