/** 整改: how a problem goes from being written down to 销号, and what of it counts when. */
import type { Charge } from './clauses.ts';
import type { ProblemEventKind, ProblemState } from './words.ts';

export type ProblemStep = { readonly event: ProblemEventKind | 'record'; readonly onDay: string; readonly dueOn: string | null };

/** Which states an event may happen in. */
export const POSSIBLE: Readonly<Record<ProblemEventKind, readonly ProblemState[]>> = {
  report: ['open', 'relapsed'],
  attach: ['open', 'relapsed'],
  detach: ['open', 'relapsed'],
  return: ['reported'],
  revisit: ['reported'],
  close: ['revisited'],
  relapse: ['closed'],
};

/** One time a problem had to be put right: since it was written down, or since it came back. */
type Round = { readonly dueOn: string; readonly reportedOn: string | null; readonly closedOn: string | null };

/**
 * The rounds of a problem from what happened to it, oldest first. A report sent back does not count.
 * @param steps begin with `record`
 */
function roundsOf(steps: readonly ProblemStep[]): readonly Round[] {
  const rounds: Round[] = [];
  const change = (more: Partial<Round>): void => {
    const last = rounds.pop();
    if (last) rounds.push({ ...last, ...more });
  };
  for (const { event, onDay, dueOn } of steps) {
    if (dueOn !== null) rounds.push({ dueOn, reportedOn: null, closedOn: null });
    else if (event === 'report') change({ reportedOn: onDay });
    else if (event === 'return') change({ reportedOn: null });
    else if (event === 'close') change({ closedOn: onDay });
  }
  return rounds;
}

/** 按期整改销号: reported by the day and struck off since. How soon the office comes to look is not the unit's delay. */
const isOnTime = ({ dueOn, reportedOn, closedOn }: Round): boolean =>
  closedOn !== null && reportedOn !== null && reportedOn <= dueOn;

const dueIn = (steps: readonly ProblemStep[], from: string, to: string): readonly Round[] =>
  roundsOf(steps).filter(({ dueOn }) => dueOn >= from && dueOn <= to);

/** B2: of the rounds that were due in [from, to], how many, and how many of them 按期整改销号. */
export function countDue(
  problems: readonly (readonly ProblemStep[])[],
  from: string,
  to: string,
): { readonly due: number; readonly onTime: number } {
  const rounds = problems.flatMap((steps) => dueIn(steps, from, to));
  return { due: rounds.length, onTime: rounds.filter(isOnTime).length };
}

/**
 * What a problem takes by its clause in [from, to], besides what it took when it was found: for each round that ended there without 按期整改销号, and
 * for each time it came back there. Points of 0 are left out.
 */
export function laterCharges(
  steps: readonly ProblemStep[],
  { overdue, relapsed }: Pick<Charge, 'overdue' | 'relapsed'>,
  from: string,
  to: string,
): readonly { readonly what: 'overdue' | 'relapsed'; readonly points: string }[] {
  const late = dueIn(steps, from, to).filter((round) => !isOnTime(round));
  const back = steps.filter(({ event, onDay }) => event === 'relapse' && onDay >= from && onDay <= to);
  return [
    ...late.map(() => ({ what: 'overdue' as const, points: overdue })),
    ...back.map(() => ({ what: 'relapsed' as const, points: relapsed })),
  ].filter(({ points }) => Number(points) !== 0);
}

/** Kinds by how often they occur, with the share they make up together so far: the few that make the most stand first. */
export function paretoOf<K extends string>(
  kinds: readonly K[],
): readonly { readonly kind: K; readonly count: number; readonly together: number }[] {
  const counts = new Map<K, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  let sofar = 0;
  return [...counts]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([kind, count]) => {
      sofar += count;
      return { kind, count, together: Math.round((sofar / kinds.length) * 100) };
    });
}
