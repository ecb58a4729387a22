/**
 * 分值到件 (methods.md §2d): what one overdue node, open problem, missing proof or unsettled notice costs, in points. Always by running the engine
 * with the figures as they would be; there is no formula beside it, so caps, 未报, 折算 and one line feeding another need no thought here.
 */
import { type Exact, exact, sum, text, zero } from '../engine/decimal.ts';
import { decomposeAgainst } from '../engine/decompose.ts';
import { type Cell, createMemory, type Entry, type Evaluation, type EvaluationInput, evaluate } from '../engine/index.ts';
import { stateName } from '../text.ts';

/** What clearing an item does to a raw figure of the unit: moves it by so many (A1b +1, A1c −1), or makes it this (未报 → the figure). */
export type FigureChange =
  | { readonly indicator: string; readonly by: string }
  | { readonly indicator: string; readonly to: string };

/** Something that could be put right. `id` is the caller's own name for it (“node 12”, “problem 3”). */
export type Work = { readonly id: string; readonly changes: readonly FigureChange[] };

/** A part of a score that moves when an item is cleared: a line of the scheme, or what happens to the total (加分封顶, 折算 …). */
export type MovedPart = { readonly code: string; readonly name: string; readonly amount: string };

export type Cleared = {
  readonly evaluation: Evaluation;
  readonly entry: Entry;
  /** S(cleared) − S, both before 四舍五入, exact. */
  readonly gain: Exact;
  /** What the gain is made of; adds up to it. */
  readonly parts: readonly MovedPart[];
};

/** One unit's month, opened for asking what it would be. */
export type Case = {
  readonly input: EvaluationInput;
  readonly evaluation: Evaluation;
  readonly entry: Entry;
  /** Why an item cannot be reckoned, in a sentence; null when it can. */
  readonly hindrance: (work: Work) => string | null;
  /** The engine run again with these items cleared together. Items with a hindrance must have been left out. */
  readonly clear: (works: readonly Work[]) => Cleared;
};

/**
 * Opens a unit's month: one full evaluation, after which each question costs a third of one (only the unit's own lines are scored again).
 * @throws Error with a Chinese sentence when the unit is not in the list or has no score
 */
export function openCase(input: EvaluationInput, organisation: string): Case {
  const memory = createMemory();
  const evaluation = evaluate(input, memory);
  const entry = entryOf(evaluation, organisation);
  const cells = input.values[organisation] ?? {};
  const known = new Map(input.indicators.map((indicator) => [indicator.code, indicator]));
  return {
    input,
    evaluation,
    entry,
    hindrance: ({ changes }) => {
      for (const change of changes) {
        const indicator = known.get(change.indicator);
        if (!indicator) return `方案没有“${change.indicator}”这项数据，算不出分值。`;
        if (!('by' in change)) continue;
        const value = usable(cells[change.indicator]);
        const state = cells[change.indicator]?.state;
        if (value === null) {
          return `“${indicator.name}”${state === undefined || state === 'reported' ? '还没有数' : `注明为${stateName[state]}`}，算不出分值。`;
        }
        if (exact(value).plus(change.by).isNegative())
          return `“${indicator.name}”现为 ${value}，再减 ${exact(change.by).abs().toFixed()} 成了负数，登记和填报对不上，请先核对。`;
      }
      return null;
    },
    clear: (works) => {
      const changed = works.length === 0 ? cells : withChanges(cells, works);
      const values = { ...input.values, [organisation]: changed };
      const after = evaluate({ ...input, values }, memory);
      const own = entryOf(after, organisation);
      const moved = decomposeAgainst(own, entry).rows.filter((row) => row.kind !== 'rounding' && !exact(row.amount).isZero());
      return {
        evaluation: after,
        entry: own,
        gain: sum(moved.map(({ amount }) => exact(amount))),
        parts: moved.map(({ code, name, amount }) => ({ code, name, amount })),
      };
    },
  };
}

/** The unit's result. Throws a sentence when there is none, or no score. */
export function entryOf(evaluation: Evaluation, organisation: string): Entry {
  const entry = evaluation.entries.find((one) => one.organisation === organisation);
  if (!entry) throw new Error('这个单位不在当期名单里，不能会诊。请换一个单位或考核期。');
  if (entry.score === null || entry.rank === null)
    throw new Error(`“${entry.name}”还有指标没有数，没有得分，不能会诊。请先在“数据”中补齐。`);
  return entry;
}

/** The score before its one 四舍五入, exact. */
export const unrounded = (entry: Entry): Exact =>
  exact(entry.score ?? 0).minus(entry.adjustments.find(({ code }) => code === 'rounding')?.amount ?? 0);

const usable = (cell: Cell | undefined): string | null =>
  cell && (cell.state === 'reported' || cell.state === 'deferred') ? cell.value : null;

function withChanges(cells: Readonly<Record<string, Cell>>, works: readonly Work[]): Record<string, Cell> {
  const changed: Record<string, Cell> = { ...cells };
  for (const change of works.flatMap((work) => work.changes)) {
    const value =
      'to' in change
        ? change.to
        : exact(usable(changed[change.indicator]) ?? 0)
            .plus(change.by)
            .toFixed();
    changed[change.indicator] = { ...changed[change.indicator], value, state: 'reported' };
  }
  return changed;
}

type ItemCost = {
  readonly id: string;
  /** Points the unit would have more, exact (before 四舍五入); 0 where a cap swallows it, below 0 where clearing would cost points. */
  readonly cost: string;
  /** Published score and rank with this item alone cleared, all others as they are. */
  readonly score: string;
  readonly rank: number;
  readonly parts: readonly MovedPart[];
};

export type ItemCosts = {
  /** As the unit stands. */
  readonly score: string;
  readonly rank: number;
  /** In the order given. */
  readonly costs: readonly ItemCost[];
  readonly uncounted: readonly { readonly id: string; readonly reason: string }[];
  /** All that can be reckoned cleared together. */
  readonly joint: Omit<ItemCost, 'id'>;
  /** Σ cost. */
  readonly sum: string;
  /** joint − sum: not 0 where caps, 取低 or 折算 make items act on one another. Then the costs must not be added up on paper. */
  readonly interplay: string;
};

/** Quotients are cut at the 40th digit; what is left of a sum of them beyond the 30th is nothing. */
const READ = 30;
const readable = (value: Exact): string => text(value.toDecimalPlaces(READ));

/**
 * cost_j = S(engine with j cleared) − S(engine), for each item, and for all of them together.
 * @param works items of this unit in this period; figures of the same indicator add up when cleared together
 * @throws Error with a Chinese sentence when the unit has no score
 * @example 改革任务按期推进 15 points, 26 nodes, 24 on time, 2 not done → each node costs 15 × 1 ÷ 26 = 0.576923, both 1.153846
 * @example a bonus line at its cap of 3 with 2.5 on it: two further 省级 proofs of 1 point cost 0.5 each, and 0.5 together (interplay −0.5)
 */
export function itemCosts(input: EvaluationInput, organisation: string, works: readonly Work[]): ItemCosts {
  const opened = openCase(input, organisation);
  const uncounted: { readonly id: string; readonly reason: string }[] = [];
  const counted: Work[] = [];
  for (const work of works) {
    const reason = opened.hindrance(work);
    if (reason === null) counted.push(work);
    else uncounted.push({ id: work.id, reason });
  }
  const costs = counted.map((work) => ({ id: work.id, ...costOf(opened.clear([work])) }));
  const together = opened.clear(counted);
  const added = sum(costs.map(({ cost }) => exact(cost)));
  return {
    score: opened.entry.score ?? '',
    rank: opened.entry.rank ?? 0,
    costs,
    uncounted,
    joint: costOf(together),
    sum: readable(added),
    interplay: readable(together.gain.minus(added).toDecimalPlaces(READ - 2)),
  };
}

const costOf = ({ entry, gain, parts }: Cleared): Omit<ItemCost, 'id'> => ({
  cost: readable(gain.isZero() ? zero : gain),
  score: entry.score ?? '',
  rank: entry.rank ?? 0,
  parts,
});
