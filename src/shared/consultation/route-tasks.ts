/** 摘帽路线, the choice of tasks (methods.md §6): the least work that brings the points needed. */

export type Choosable = {
  /** 工作量: a whole number from 1 (小 1, 中 2, 大 3 …). */
  readonly effort: number;
  /** What the task brings towards each demand, as whole numbers of the smallest unit the caller reckons in. */
  readonly gains: readonly number[];
};

export type Chosen = {
  /** Indexes into the tasks, rising. */
  readonly tasks: readonly number[];
  readonly effort: number;
  /** Σ gains, demand by demand. */
  readonly gains: readonly number[];
};

type Label = { readonly gains: readonly number[]; readonly last: Link | null };
type Link = { readonly task: number; readonly before: Link | null };

/**
 * min Σ effort subject to Σ gain ≥ need for every demand, each task taken once or not at all: a 0–1 dynamic program. For every amount of work it
 * keeps the best gains that amount can bring; with one demand that is one number, with more (weights bent 10 %) those choices of which none is
 * at least as good in every demand. Of choices with equal work the one with most gain is taken, then
 * the one that takes the tasks named first.
 * @returns null when all tasks together do not reach
 * @throws RangeError for an effort that is not a whole number from 1, or a gain that is not a whole number
 * @example gains 120 90 250 60 180 40, efforts 3 2 8 1 5 1, need 461 → the 1st, 2nd, 4th, 5th and 6th: effort 12, gain 490
 */
export function leastEffort(tasks: readonly Choosable[], needs: readonly number[]): Chosen | null {
  for (const { effort, gains } of tasks) {
    if (!Number.isSafeInteger(effort) || effort < 1) throw new RangeError(`effort ${effort}`);
    if (gains.length !== needs.length || !gains.every(Number.isSafeInteger)) throw new RangeError(`gains ${gains.join()}`);
  }
  // More than a need is no better than the need, unless a later task may take some of it away again.
  const enough = needs.map((need, demand) =>
    tasks.some(({ gains }) => (gains[demand] ?? 0) < 0) ? Number.MAX_SAFE_INTEGER : need,
  );
  const whole = tasks.reduce((total, { effort }) => total + effort, 0);
  const best: (readonly Label[])[] = Array.from({ length: whole + 1 }, () => []);
  best[0] = [{ gains: needs.map(() => 0), last: null }];
  for (const [task, { effort, gains }] of tasks.entries()) {
    // Downwards, so that a task is not taken twice.
    for (let total = whole; total >= effort; total -= 1) {
      const added = (best[total - effort] ?? []).map(
        (label): Label => ({
          gains: label.gains.map((gain, demand) => gain + (gains[demand] ?? 0)),
          last: { task, before: label.last },
        }),
      );
      if (added.length > 0) best[total] = foremost([...(best[total] ?? []), ...added], enough);
    }
  }
  for (const [effort, labels] of best.entries()) {
    const reaching = labels.filter((label) => needs.every((need, demand) => (label.gains[demand] ?? 0) >= need));
    if (reaching.length === 0) continue;
    const most = Math.max(...reaching.map(surplus));
    const label = reaching.find((one) => surplus(one) === most);
    if (label) return { tasks: tasksOf(label.last), effort, gains: label.gains };
  }
  return null;
}

const surplus = ({ gains }: Label): number => gains.reduce((total, gain) => total + gain, 0);

/** Drops every label that another is at least as good as in all demands, up to what is enough. */
function foremost(labels: readonly Label[], enough: readonly number[]): readonly Label[] {
  const kept: Label[] = [];
  // The largest first: what comes later can only be dropped, or stand beside.
  for (const label of [...labels].sort((a, b) => surplus(b) - surplus(a))) {
    const isCovered = kept.some((other) =>
      enough.every((most, demand) => (other.gains[demand] ?? 0) >= Math.min(label.gains[demand] ?? 0, most)),
    );
    if (!isCovered) kept.push(label);
  }
  return kept;
}

function tasksOf(link: Link | null): readonly number[] {
  const tasks: number[] = [];
  for (let at = link; at; at = at.before) tasks.unshift(at.task);
  return tasks;
}
