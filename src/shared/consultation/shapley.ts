/**
 * 差在哪里, where rules multiply, take the lowest or act on the total (methods.md §2e). 折算, 封顶, 一票否决 and 上下限 are rows of their own in decompose.ts; whoever
 * asks which group of lines they come from gets the Shapley value: what a group adds on average over every order in which the groups of the
 * reference unit are exchanged for the unit's own, the engine run for each.
 */
import { divide, type Exact, exact, sum, text, zero } from '../engine/decimal.ts';
import type { Contribution, ContributionKind, Decomposition } from '../engine/decompose.ts';
import { type Cell, dependsOnOthers, type Entry, type EvaluationInput, evaluate, type Item } from '../engine/index.ts';
import { rawUses } from '../engine/raw-uses.ts';
import { entryOf, unrounded } from './item-costs.ts';

/** 2^12 = 4 096 engine runs, one to three seconds; the six blocks of the default scheme are 64. */
const MOST_GROUPS = 12;

/**
 * φ_i = Σ_{T ⊆ N∖i} |T|! (n − |T| − 1)! ÷ n! · [f(T ∪ i) − f(T)], exact over all 2^n sets.
 * @param count n, 1 to 12
 * @param value f of a set, given as a bit mask (bit i = player i); asked once a set
 * @returns φ by player, each a quotient kept to 40 digits; Σ φ = f(N) − f(∅) up to what the 40th digit misses
 * @throws RangeError for fewer than 1 or more than 12
 * @example f(∅) 0, f(1) 4, f(2) 2, f(both) 10 → 6 and 4
 */
export function shapleyValues(count: number, value: (members: number) => Exact): readonly Exact[] {
  if (count < 1 || count > MOST_GROUPS) throw new RangeError(`${count} groups`);
  const values = Array.from({ length: 2 ** count }, (_, members) => value(members));
  const factorials = [1];
  for (let n = 1; n <= count; n += 1) factorials.push((factorials[n - 1] ?? 1) * n);
  const orders = exact(factorials[count] ?? 1);
  return Array.from({ length: count }, (_, player) => {
    const parts = values.flatMap((without, members) => {
      if (members & (1 << player)) return [];
      const size = bitsOf(members);
      const times = (factorials[size] ?? 1) * (factorials[count - size - 1] ?? 1);
      return [(values[members | (1 << player)] ?? zero).minus(without).times(times)];
    });
    return divide(sum(parts), orders);
  });
}

function bitsOf(members: number): number {
  let bits = 0;
  for (let left = members; left > 0; left &= left - 1) bits += 1;
  return bits;
}

/** Lines that change hands together. */
export type LineGroup = {
  readonly code: string;
  readonly name: string;
  readonly kind: ContributionKind;
  readonly items: readonly string[];
};

/** Something besides rounding acted on one of the totals: the plain rows name it and do not say whose it is. Otherwise they say the same. */
export const actsOnTotal = (...entries: readonly Entry[]): boolean =>
  entries.some(({ adjustments }) => adjustments.some(({ code }) => code !== 'rounding'));

/**
 * Groups of a list's lines: each base line on its own, 加分, 扣分 and 一票否决 one each; with more than twelve the base lines go by block. Lines that share a raw
 * figure are one group, since a figure cannot be exchanged in one and stay in the other.
 */
export function lineGroups({ rules, list }: Pick<EvaluationInput, 'rules' | 'list'>, entry: Entry): readonly LineGroup[] {
  const items = rules.items.filter((item) => item.applies.includes(list));
  const byLine = merged([...items.map((item) => groupOf(item, item.code, item.name))], entry);
  if (byLine.length <= MOST_GROUPS) return byLine;
  const blockName = new Map(rules.blocks.map(({ code, name }) => [code, name]));
  return merged(
    items.map((item) => groupOf(item, item.block, blockName.get(item.block) ?? item.block)),
    entry,
  );
}

const KIND_NAME = { bonus: '加分', deduction: '扣分', veto: '一票否决' } as const;
const groupOf = (item: Item, code: string, name: string): LineGroup =>
  item.kind === 'base'
    ? { code, name, kind: 'base', items: [item.code] }
    : { code: item.kind, name: KIND_NAME[item.kind], kind: item.kind, items: [item.code] };

/** Joins groups of one kind and code, and those with a raw figure in common; the first gives the name. */
function merged(groups: readonly LineGroup[], entry: Entry): readonly LineGroup[] {
  const figures = figuresByLine(entry);
  const made: LineGroup[] = [];
  for (const group of groups) {
    const own = figuresOf(group, figures);
    const joined = made.filter(
      (other) =>
        (other.code === group.code && other.kind === group.kind) ||
        figuresOf(other, figures).some((figure) => own.includes(figure)),
    );
    const [first] = joined;
    if (!first) {
      made.push(group);
      continue;
    }
    const names = [...new Set([...joined, group].map(({ name }) => name))];
    const whole = { ...first, name: names.join('、'), items: [...joined.flatMap(({ items }) => items), ...group.items] };
    made.splice(0, made.length, ...made.flatMap((one) => (one === first ? [whole] : joined.includes(one) ? [] : [one])));
  }
  return made;
}

type Figures = ReadonlyMap<string, readonly string[]>;
const figuresByLine = (entry: Entry): Figures =>
  new Map(entry.items.map((line) => [line.code, rawUses(line).map(({ indicator }) => indicator)]));
const figuresOf = ({ items }: LineGroup, figures: Figures): readonly string[] => items.flatMap((item) => figures.get(item) ?? []);

/**
 * A unit against a reference, by groups of lines: f(T) is the score, before 四舍五入, of a unit with its own figures in T and the reference's in the rest.
 * The rows add up to the difference of the published scores exactly; 四舍五入 is its own row and takes what the quotients miss in the 40th digit.
 * For a scheme without caps, vetoes and 折算 the rows are those of decomposeAgainst, added up by group.
 * @param groups of lineGroups(), at most 12
 * @throws Error with a Chinese sentence when one of the two has no score, or a mixture of them has none
 * @example 丁 − 丙 of methods.md → −2.8, +1.0, −0.5, −1.8, bonus −0.5
 * @example with 一票否决 (总分计 0) on 丁: the veto's row is the mean of what it takes away before and after each other group
 */
export function decomposeByGroups(
  input: EvaluationInput,
  organisation: string,
  reference: string,
  groups: readonly LineGroup[],
): Decomposition {
  const evaluation = evaluate(input);
  const own = entryOf(evaluation, organisation);
  const other = entryOf(evaluation, reference);
  const figures = figuresByLine(own);
  const mixed = (members: number): Exact => {
    const taken = groups.filter((_, at) => members & (1 << at));
    const entry = evaluate(mixture(input, organisation, reference, taken, figures)).entries.find(
      (one) => one.organisation === organisation,
    );
    if (!entry || entry.score === null)
      throw new Error(`“${own.name}”与“${other.name}”的数据不能逐组互换，这一项差距算不出来。请改看“与单位相比”。`);
    return unrounded(entry);
  };
  const amounts = shapleyValues(groups.length, mixed);
  const total = exact(own.score ?? 0).minus(other.score ?? 0);
  const rounding: Contribution = {
    code: 'rounding',
    name: '四舍五入',
    kind: 'rounding',
    amount: text(total.minus(sum(amounts))),
    own: null,
    other: null,
  };
  const rows = groups.map(
    ({ code, name, kind }, at): Contribution => ({ code, name, kind, amount: text(amounts[at] ?? zero), own: null, other: null }),
  );
  return { rows: [...rows, rounding], total: text(total) };
}

/** The input with the unit's own figures and 难度系数 in the groups taken, and the reference's in all others. */
function mixture(
  input: EvaluationInput,
  organisation: string,
  reference: string,
  taken: readonly LineGroup[],
  figures: Figures,
): EvaluationInput {
  const lines = new Set(taken.flatMap(({ items }) => items));
  const kept = new Set(taken.flatMap((group) => figuresOf(group, figures)));
  const [mine, theirs] = [input.values[organisation] ?? {}, input.values[reference] ?? {}];
  const cells: Record<string, Cell> = {};
  for (const [indicator, cell] of Object.entries(theirs)) if (!kept.has(indicator)) cells[indicator] = cell;
  for (const [indicator, cell] of Object.entries(mine)) if (kept.has(indicator)) cells[indicator] = cell;
  const items = input.rules.items.map((item) => {
    if (item.difficulty === undefined || lines.has(item.code)) return item;
    const { [organisation]: _, ...others } = item.difficulty;
    const factor = item.difficulty[reference];
    return { ...item, difficulty: factor === undefined ? others : { ...others, [organisation]: factor } };
  });
  // Unless a line looks at others, one unit's score needs nobody else.
  const alone = !items.some(({ method }) => dependsOnOthers(method));
  return {
    ...input,
    rules: { ...input.rules, items },
    organisations: alone ? input.organisations.filter(({ code }) => code === organisation) : input.organisations,
    values: { ...input.values, [organisation]: cells },
  };
}
