/**
 * 摘帽路线 (methods.md §6): which of its open items a unit must put right to pass a rival next period, and what to say when that cannot be done. Plain
 * data; route-words.ts makes the sentences.
 */
import { type Exact, exact, published, text } from '../engine/decimal.ts';
import { type Entry, type EvaluationInput, rankValues } from '../engine/index.ts';
import { daysOf } from '../tasks/count.ts';
import { type Case, type Cleared, openCase } from './item-costs.ts';
import { driftOf } from './route-drift.ts';
import { type FilledLevels, fillLevels, levelsOf } from './route-levels.ts';
import { type Found, type Goal, type OpenWork, searchWorks, worstLead } from './route-search.ts';
import { weightTable } from './weight-table.ts';

export type { OpenWork } from './route-search.ts';

export type RouteQuestion = {
  readonly input: EvaluationInput;
  readonly organisation: string;
  /** Everything of the unit that is open: nodes, problems, notices, proofs. */
  readonly works: readonly OpenWork[];
  /** Organisation → published scores of the periods held under the same rules, oldest first, the present one last. */
  readonly courses: Readonly<Record<string, readonly string[]>>;
  /** The periods to be held next, in order; at least one. So far is looked ahead. */
  readonly upcoming: readonly string[];
};

/** 最省力, 最快见效, 最稳妥. */
export type PlanKind = 'least' | 'soonest' | 'safest';

/** The rival that will be easiest to pass. */
export type Target = {
  readonly organisation: string;
  readonly name: string;
  readonly score: string;
  readonly rank: number;
  /** How far it is expected to rise until then, and from how many changes that was taken. */
  readonly drift: string;
  readonly changes: number;
  readonly expected: string;
  /** G: points the unit must gain to stand past `expected`. */
  readonly need: string;
};

type PlannedWork = {
  readonly id: string;
  readonly name: string;
  readonly effort: number;
  readonly dueOn: string | null;
  /** Alone, exact. */
  readonly gain: string;
};

type Head = { readonly kind: PlanKind; readonly target: Target };
export type ReachedPlan = Head & {
  readonly state: 'reached';
  readonly works: readonly PlannedWork[];
  readonly effort: number;
  /** Published score with the works done, and how much more that is. */
  readonly score: string;
  readonly gain: string;
  /**
   * Over the rival's expected score under the worst weights within ±10 %; below 0: another weighting could undo it. null when weights cannot be bent
   * (weightTable).
   */
  readonly worstMargin: string | null;
  /** Place among the others' expected scores. */
  readonly rank: number;
  /** Times the engine fell short of the sum of single gains and more was taken. */
  readonly rounds: number;
  /** No smaller set reaches. false: items act on one another, the set reaches, but a smaller one may. */
  readonly isProven: boolean;
};
export type FailedPlan = Head & {
  readonly state: 'failed';
  /** noWorks: nothing is open, or nothing due in time; short: all together bring too little; notFirm: they reach, but not under bent weights. */
  readonly reason: 'noWorks' | 'short' | 'notFirm' | 'noTable';
  /** Works that were looked at, all of them together: what they bring and what is still missing (for notFirm: under the worst weights). */
  readonly works: number;
  readonly gain: string;
  readonly short: string;
};
export type Plan = ReachedPlan | FailedPlan;

export type Route = {
  readonly organisation: string;
  readonly name: string;
  readonly score: string;
  readonly rank: number;
  /** 末位: the route takes it off the last place; otherwise it takes it past the next above. */
  readonly isLast: boolean;
  /** The next period. */
  readonly next: string;
  readonly plans: readonly [Plan, Plan, Plan];
  /**
   * The first upcoming period in which it can be done: 1 when 最省力 reaches. Later ones suppose that everything open is put right at once and that
   * the unit and its rivals go on as in their last six periods. null: not in any period looked ahead to.
   */
  readonly earliest: { readonly nth: number; readonly period: string } | null;
  /** Each open item alone, the dearest first; gain 0 or less: putting it right does not raise the score. */
  readonly singles: readonly PlannedWork[];
  readonly uncounted: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
  /** How far the lines would have to rise for the need of 最省力, whatever the tasks; null with the reason when weights cannot be read. */
  readonly levels: FilledLevels | null;
  readonly levelsRefusal: string | null;
};

/**
 * The three plans of a unit.
 *
 * - G = (S_r + drift) − S_d + 0.01. r is the unit above (any unit, for one on the last place) whose S_r + drift is lowest: passing one is enough.
 * - 最省力: the least work among all that is open; drift = median of r's last six changes, not below 0.
 * - 最快见效: the same among what is due by the end of the next period.
 * - 最稳妥: drift = P75, and the lead must hold under all weights within ±10 %.
 * @throws Error with a Chinese sentence when the unit has no score, or nobody stands above it
 * @throws RangeError without an upcoming period
 * @example 丁 75.10, 丙 79.70 without a course: G 4.61; items of 1.20 0.90 2.50 0.60 1.80 0.40 with work 3 2 8 1 5 1 → all but the third, work 12
 */
export function planRoute(question: RouteQuestion): Route {
  const { input, organisation, upcoming } = question;
  const [next] = upcoming;
  if (next === undefined) throw new RangeError('no upcoming period');
  const opened = openCase(input, organisation);
  const { entry } = opened;
  const uncounted = question.works.flatMap((work) => {
    const reason = opened.hindrance(work);
    return reason === null ? [] : [{ id: work.id, name: work.name, reason }];
  });
  const works = question.works.filter((work) => opened.hindrance(work) === null);
  const singles = new Map(works.map((work) => [work, opened.clear([work])]));
  const peers = peersOf(opened);
  const rivals = peers.filter((peer) => peer !== entry && (peer.rank ?? 0) <= (entry.rank ?? 0));
  if (rivals.length === 0) throw new Error(`“${entry.name}”已在第一位，前面没有单位，没有要追赶的对象。`);
  const field: Field = { opened, singles, peers, rivals, courses: question.courses };
  const { last } = daysOf(next);
  const least = planOf('least', works, field);
  const soonest = planOf(
    'soonest',
    works.filter(({ dueOn }) => dueOn === null || dueOn <= last),
    field,
  );
  const safest = planOf('safest', works, field);
  const made = weightTable(peers, input.rules);
  return {
    organisation,
    name: entry.name,
    score: entry.score ?? '',
    rank: entry.rank ?? 0,
    isLast: peers.every((peer) => (peer.rank ?? 0) <= (entry.rank ?? 0)),
    next,
    plans: [least, soonest, safest],
    earliest: least.state === 'reached' ? { nth: 1, period: next } : laterPeriod(works, field, upcoming),
    singles: planned(works, singles).sort((a, b) => exact(b.gain).comparedTo(a.gain)),
    uncounted,
    levels: 'table' in made ? fillLevels(levelsOf(made.table, organisation), exact(least.target.need)) : null,
    levelsRefusal: 'table' in made ? null : made.refusal.reason,
  };
}

type Field = {
  readonly opened: Case;
  readonly singles: ReadonlyMap<OpenWork, Cleared>;
  /** With a score, in the unit's own group, itself included. */
  readonly peers: readonly Entry[];
  readonly rivals: readonly Entry[];
  readonly courses: RouteQuestion['courses'];
};

const peersOf = ({ evaluation, entry, input }: Case): readonly Entry[] =>
  evaluation.entries.filter((one) => one.score !== null && (!input.rules.rankInGroups || one.group === entry.group));

const driftFor = ({ courses }: Field, { organisation }: Entry, kind: PlanKind): Exact => {
  const { plan, safe } = driftOf(courses[organisation] ?? []);
  return kind === 'safest' ? safe : plan;
};

/** The lowest published score that is past one: 79.70 + drift 0.455 + 0.01 → 80.17. */
function pastScore(rival: Entry, drift: Exact, decimals: number): Exact {
  const step = exact(10).pow(-decimals);
  return exact(rival.score ?? 0)
    .plus(drift)
    .plus(step)
    .div(step)
    .ceil()
    .times(step);
}

function goalOf(field: Field, kind: PlanKind, periods = 1): Goal {
  const decimals = field.opened.input.rules.publishedDecimals;
  const goals = field.rivals.map((rival): Goal => {
    const drift = driftFor(field, rival, kind).times(periods);
    return { rival, drift, score: pastScore(rival, drift, decimals) };
  });
  // Of equal goals the rival that stands nearest above.
  const [first, ...others] = goals.reverse();
  if (!first) throw new RangeError('no rival');
  return others.reduce((lowest, goal) => (goal.score.lt(lowest.score) ? goal : lowest), first);
}

function planOf(kind: PlanKind, works: readonly OpenWork[], field: Field): Plan {
  const { opened, singles } = field;
  const { entry, input } = opened;
  const goal = goalOf(field, kind);
  const { rival, drift } = goal;
  const decimals = input.rules.publishedDecimals;
  const expected = exact(rival.score ?? 0).plus(drift);
  const head: Head = {
    kind,
    target: {
      organisation: rival.organisation,
      name: rival.name,
      score: rival.score ?? '',
      rank: rival.rank ?? 0,
      drift: text(drift),
      changes: driftOf(field.courses[rival.organisation] ?? []).changes,
      expected: text(expected),
      need: text(goal.score.minus(entry.score ?? 0)),
    },
  };
  const isFirm = kind === 'safest';
  const found = works.length === 0 ? null : searchWorks(opened, works, singles, goal, isFirm);
  if (!found) return failed(head, works, field, goal, isFirm);
  const after = found.cleared.entry;
  return {
    ...head,
    state: 'reached',
    works: planned(found.works, singles),
    effort: found.works.reduce((total, { effort }) => total + effort, 0),
    score: after.score ?? '',
    gain: published(exact(after.score ?? 0).minus(entry.score ?? 0), decimals),
    worstMargin: worstText(found, goal, field),
    rank: expectedRank(after, field, kind),
    rounds: found.rounds,
    isProven: found.isProven,
  };
}

function worstText({ cleared }: Found, goal: Goal, { opened }: Field): string | null {
  const worst = worstLead(cleared.entry, goal, opened.input.rules);
  return worst && text(worst.lead);
}

function failed(head: Head, works: readonly OpenWork[], { opened }: Field, goal: Goal, isFirm: boolean): FailedPlan {
  const { rules } = opened.input;
  const whole = opened.clear(works).entry;
  const gain = published(exact(whole.score ?? 0).minus(opened.entry.score ?? 0), rules.publishedDecimals);
  const short = goal.score.minus(whole.score ?? 0);
  const fail = (reason: FailedPlan['reason'], missing: Exact): FailedPlan => ({
    ...head,
    state: 'failed',
    reason,
    works: works.length,
    gain,
    short: text(missing),
  });
  if (works.length === 0) return fail('noWorks', short);
  if (short.gt(0) || !isFirm) return fail('short', short);
  const worst = worstLead(whole, goal, rules);
  return worst ? fail('notFirm', worst.lead.negated()) : fail('noTable', exact(0));
}

/** Place of the score to come among what the others are expected to have. */
function expectedRank(after: Entry, field: Field, kind: PlanKind): number {
  const scores = field.peers.map((peer) => {
    const isOwn = peer.organisation === after.organisation;
    const score = isOwn ? exact(after.score ?? 0) : exact(peer.score ?? 0).plus(driftFor(field, peer, kind));
    return [peer.organisation, text(score)] as const;
  });
  const decimals = field.opened.input.rules.publishedDecimals;
  return rankValues(new Map(scores), { direction: 'higher', decimals }).get(after.organisation)?.rank ?? 0;
}

/** From the second period on: everything open put right, and from then on each as in its last six periods. */
function laterPeriod(works: readonly OpenWork[], field: Field, upcoming: readonly string[]): Route['earliest'] {
  const { opened } = field;
  const reached = exact(opened.clear(works).entry.score ?? 0);
  const own = driftFor(field, opened.entry, 'least');
  for (const [index, period] of upcoming.entries()) {
    if (index > 0 && reached.plus(own.times(index)).gte(goalOf(field, 'least', index + 1).score))
      return { nth: index + 1, period };
  }
  return null;
}

const planned = (works: readonly OpenWork[], singles: ReadonlyMap<OpenWork, Cleared>): PlannedWork[] =>
  works.map((work) => ({
    id: work.id,
    name: work.name,
    effort: work.effort,
    dueOn: work.dueOn,
    gain: text((singles.get(work)?.gain ?? exact(0)).toDecimalPlaces(30)),
  }));
