/**
 * Why this score, why this change (methods.md §2): a difference of two published scores taken apart into rows that add up to it exactly.
 *
 * With w the points a line can give (effectiveFullPoints) and s = points ÷ w × 100, a line is w·s ÷ 100 = its points, so
 * φ_k = w_k (s_dk − s_rk) is the difference of its points; where 不适用 shared points out, w differs between units and the points still
 * are what the total was made of. 折算, 封顶, 一票否决, 上下限 and 四舍五入 act on the total and not on a line: each is a row of its own.
 */
import { divide, type Exact, exact, hundred, keep, one, roundHalfUp, sum, text, zero } from './decimal.ts';
import type { Adjustment, Entry, ItemScore, ItemState } from './types.ts';

export type ContributionKind = 'base' | 'bonus' | 'deduction' | 'rescale' | 'cap' | 'veto' | 'limit' | 'rounding';

/** One side of a row. For the mean, points only. */
type Side = {
  readonly points: string;
  /** effectiveFullPoints of a line; null for the mean and for what happens to the total. */
  readonly fullPoints: string | null;
  readonly state: ItemState | null;
};

export type Contribution = {
  /** The line's code; of an adjustment its own code. */
  readonly code: string;
  readonly name: string;
  readonly kind: ContributionKind;
  /** Exact; of all rows they add up to the total. */
  readonly amount: string;
  /** null when that side's rules do not have the line, or nothing of the kind happened to its total. */
  readonly own: Side | null;
  readonly other: Side | null;
};

export type Decomposition<Row extends Contribution = Contribution> = {
  readonly rows: readonly Row[];
  /** The difference of the two scores, exact. */
  readonly total: string;
};

/** work + rule = amount for a base line; null for rows that are neither (bonus, deduction, what happened to the total). */
export type ChangeContribution = Contribution & {
  /** 工作影响 ½(w¹ + w⁰)(s¹ − s⁰). */
  readonly work: string | null;
  /** 规则影响 ½(s¹ + s⁰)(w¹ − w⁰). */
  readonly rule: string | null;
  /** For reading: ½(s¹ + s⁰) less the mean of all lines' — points moved to where the unit is strong (+) or weak (−). Same sum. */
  readonly ruleCentred: string | null;
  /** Counted in one of the two months only: without a figure to compare, the whole line is 规则影响. */
  readonly isOneSided: boolean;
};

export type ChangeDecomposition = Decomposition<ChangeContribution> & {
  readonly work: string;
  readonly rule: string;
  /** Bonus, deduction and what happened to the totals. */
  readonly others: string;
};

const KINDS: Readonly<Record<Adjustment['code'], ContributionKind>> = {
  rescale: 'rescale',
  bonusCap: 'cap',
  deductionCap: 'cap',
  veto: 'veto',
  floor: 'limit',
  ceiling: 'limit',
  rounding: 'rounding',
};
const LABELS: Readonly<Record<Adjustment['code'], string>> = {
  rescale: '折算',
  bonusCap: '加分封顶',
  deductionCap: '扣分封顶',
  veto: '一票否决',
  floor: '总分下限',
  ceiling: '总分上限',
  rounding: '四舍五入',
};

/** What a score is made of, one part a row; veto lines carry no points and show up in 一票否决. */
type Part = { readonly code: string; readonly name: string; readonly kind: ContributionKind; readonly side: Side };

function partsOf(entry: Entry): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const item of entry.items) {
    if (item.kind === 'veto') continue;
    const side = { points: item.points ?? '0', fullPoints: item.effectiveFullPoints, state: item.state };
    parts.set(`line ${item.code}`, { code: item.code, name: item.name, kind: item.kind, side });
  }
  for (const { code, amount } of entry.adjustments) {
    const side = { points: amount, fullPoints: null, state: null };
    parts.set(`total ${code}`, { code, name: LABELS[code], kind: KINDS[code], side });
  }
  return parts;
}

/** Lines in the order of the rules, then what happens to the total in the order it happens; the rounding row is always there. */
function keysOf(all: readonly ReadonlyMap<string, Part>[]): readonly string[] {
  const found = new Set(all.flatMap((parts) => [...parts.keys()]));
  const lines = [...found].filter((key) => key.startsWith('line '));
  const steps = Object.keys(KINDS).map((code) => `total ${code}`);
  return [...lines, ...steps.filter((key) => found.has(key) || key === ROUNDING)];
}

const ROUNDING = 'total rounding';
const roundingPart = { code: 'rounding', name: LABELS.rounding, kind: 'rounding' } as const;

function scoreOf(entry: Entry): Exact {
  if (entry.score === null) throw new Error(`“${entry.name}”还有指标没有数，没有得分，不能比较。`);
  return exact(entry.score);
}

/** Refuses rather than print rows that do not add up. */
function assertWhole(name: string, amounts: readonly Exact[], total: Exact): void {
  const residual = total.minus(sum(amounts));
  if (residual.isZero()) return;
  throw new Error(
    `“${name}”各项相加与公布得分之差对不上，还差 ${text(residual)} 分，未予显示。请核对方案和数据后再看；仍然如此时请记下本句并告知维护人员。`,
  );
}

/**
 * (b) Against one other unit: the difference of each line's points, of each bonus, deduction and of what happened to the totals.
 * Example: 丁 − 丙 of methods.md = −2.8, +1.0, −0.5, −1.8, bonus −0.5; total −4.60.
 * @throws Error with a Chinese sentence when one has no score, or when the rows do not add up to the difference of the published scores
 */
export function decomposeAgainst(entry: Entry, other: Entry): Decomposition {
  const total = scoreOf(entry).minus(scoreOf(other));
  const rows = differences(entry, other);
  assertWhole(
    entry.name,
    rows.map((row) => exact(row.amount)),
    total,
  );
  return { rows, total: text(total) };
}

function differences(entry: Entry, other: Entry): readonly Contribution[] {
  const [mine, theirs] = [partsOf(entry), partsOf(other)];
  return keysOf([mine, theirs]).map((key) => {
    const own = mine.get(key);
    const against = theirs.get(key);
    const { code, name, kind } = own ?? against ?? roundingPart;
    const amount = exact(own?.side.points ?? 0).minus(against?.side.points ?? 0);
    return { code, name, kind, amount: text(amount), own: own?.side ?? null, other: against?.side ?? null };
  });
}

/**
 * (a) Against the mean of `peers` (the unit is one of them): φ_k = w_k (s_dk − s̄_k), so Σφ + (B_d − B̄) − (P_d − P̄) = S_d − S̄.
 * Example: 丁 of methods.md = −2.1875, −1.375, −1.4375, −0.525, bonus −0.875; total −6.40.
 * The sum is proved on n × points, which have no quotient; what the quotients of the rows miss in the 40th digit goes to 四舍五入.
 * @throws Error with a Chinese sentence when one has no score, or when the rows do not add up
 */
export function decomposeAgainstMean(entry: Entry, peers: readonly Entry[]): Decomposition {
  const count = exact(peers.length);
  const whole = sum(peers.map(scoreOf));
  const times = scoreOf(entry).times(count).minus(whole);
  const mine = partsOf(entry);
  const all = peers.map(partsOf);
  const found = keysOf(all).map((key) => {
    const own = mine.get(key);
    const { code, name, kind } = own ?? all.find((parts) => parts.has(key))?.get(key) ?? roundingPart;
    const points = sum(all.map((parts) => exact(parts.get(key)?.side.points ?? 0)));
    const scaled = exact(own?.side.points ?? 0)
      .times(count)
      .minus(points);
    const mean: Side = { points: text(divide(points, count)), fullPoints: null, state: null };
    return { row: { code, name, kind, own: own?.side ?? null, other: mean }, scaled };
  });
  assertWhole(
    entry.name,
    found.map(({ scaled }) => scaled),
    times,
  );
  const total = divide(times, count);
  const missed = total.minus(sum(found.map(({ scaled }) => divide(scaled, count))));
  const rows = found.map(({ row, scaled }): Contribution => {
    const amount = divide(scaled, count);
    return { ...row, amount: text(row.kind === 'rounding' ? amount.plus(missed) : amount) };
  });
  return { rows, total: text(total) };
}

const half = exact('0.5');
const percent = exact('0.01');

/** A line as weight and score, or nothing when it does not count: not in the rules, 不适用, or worth no points. */
function weighed(item: ItemScore | undefined): { readonly w: Exact; readonly s: Exact } | null {
  if (!item || item.state === 'notApplicable') return null;
  const w = exact(item.effectiveFullPoints);
  return w.isZero() ? null : { w, s: divide(exact(item.points ?? 0).times(hundred), w) };
}

/**
 * (c) Over time, perhaps from one rule version to the next: Δ = Σ ½(w¹+w⁰)(s¹−s⁰) [工作影响] + Σ ½(s¹+s⁰)(w¹−w⁰) [规则影响] + the rows
 * that are neither. The midpoint (Bennet) split, the Shapley value of two factors: which month comes first does not matter.
 * A line that counts in one month only has no score to compare with: its work is 0 and its whole effect 规则影响, marked isOneSided.
 * Example: 丁, w⁰ = 40 25 20 15, s⁰ = 82 70 72 74 → w¹ = 35 25 25 15, s¹ = 80 76 68 74: work −0.75, +1.50, −0.90, 0;
 * rule −4.05, 0, +3.50, 0; centred at c = 74.5 the rule reads −0.325, 0, −0.225, 0; total −0.70.
 * @throws Error with a Chinese sentence when one has no score, or when the rows do not add up
 */
export function decomposeOverTime(now: Entry, before: Entry): ChangeDecomposition {
  const plain = decomposeAgainst(now, before);
  const found = plain.rows.map((row) => ({ row, split: splitOf(row, now, before) }));
  const splits = found.flatMap(({ split }) => split ?? []);
  // Σ(w¹ − w⁰) must be 0, or taking a constant from the scores would change the sum: then there is no centred reading.
  const isBalanced = sum(splits.map(({ moved }) => moved))
    .toDecimalPlaces(30)
    .isZero();
  const counted = splits.filter(({ middle }) => middle !== null);
  const centre = counted.length === 0 ? zero : divide(sum(counted.map(({ middle }) => middle ?? zero)), exact(counted.length));
  const rows = found.map(({ row, split }): ChangeContribution => {
    if (!split) return { ...row, work: null, rule: null, ruleCentred: null, isOneSided: false };
    const centred = split.middle === null ? zero : keep(split.moved.times(split.middle.minus(centre)).times(percent));
    return {
      ...row,
      work: text(split.work),
      rule: text(split.rule),
      ruleCentred: isBalanced ? text(centred) : null,
      isOneSided: split.isOneSided,
    };
  });
  const total = exact(plain.total);
  const work = sum(rows.map((row) => exact(row.work ?? 0)));
  const rule = sum(rows.map((row) => exact(row.rule ?? 0)));
  const others = sum(rows.filter((row) => row.work === null).map((row) => exact(row.amount)));
  assertWhole(now.name, [work, rule, others], total);
  return { rows, total: plain.total, work: text(work), rule: text(rule), others: text(others) };
}

type Split = {
  readonly work: Exact;
  readonly rule: Exact;
  /** w¹ − w⁰. */
  readonly moved: Exact;
  /** ½(s¹ + s⁰); of a line on one side only the score it has there; null when it counts on neither. */
  readonly middle: Exact | null;
  readonly isOneSided: boolean;
};

function splitOf(row: Contribution, now: Entry, before: Entry): Split | null {
  if (row.kind !== 'base') return null;
  const find = (entry: Entry) => weighed(entry.items.find((item) => item.kind === 'base' && item.code === row.code));
  const [after, first] = [find(now), find(before)];
  const amount = exact(row.amount);
  if (after && first) {
    const work = keep(after.w.plus(first.w).times(half).times(after.s.minus(first.s)).times(percent));
    const middle = after.s.plus(first.s).times(half);
    // The rest of the difference, which is ½(s¹ + s⁰)(w¹ − w⁰) with nothing lost in the 40th digit.
    return { work, rule: amount.minus(work), moved: after.w.minus(first.w), middle, isOneSided: false };
  }
  const only = after ?? first;
  const moved = only ? only.w.times(after ? one : one.negated()) : zero;
  return { work: zero, rule: amount, moved, middle: only?.s ?? null, isOneSided: only !== null };
}

/**
 * Amounts as they are shown: each rounded to its digits, the total too, and what the rows then miss put into the rounding row, so that
 * whoever adds the column up on paper gets the total. At most half a unit of the last digit a row.
 * Example: 0.334, 0.334, 0.332, rounding 0 → total 1.00; shown 0.33, 0.33, 0.33, rounding 0.01.
 * @param rounding index of the row that takes the rest
 */
export function showAmounts(amounts: readonly string[], total: string, decimals: number, rounding: number): readonly string[] {
  const rounded = amounts.map((amount) => roundHalfUp(exact(amount), decimals));
  const rest = sum(rounded.filter((_, index) => index !== rounding));
  const last = roundHalfUp(exact(total), decimals).minus(rest);
  return rounded.map((amount, index) => plain(index === rounding ? last : amount, decimals));
}

/** No “-0.00”. */
const plain = (value: Exact, decimals: number): string => (value.isZero() ? zero : value).toFixed(decimals);
