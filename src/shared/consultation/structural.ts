/** 换个算法再排: what would have come of other reasonable rules (methods.md §5d). Shown as “also tried”, never to choose from afterwards. */
import { type Exact, exact, maxOf, sum, text } from '../engine/decimal.ts';
import { type EvaluationInput, evaluate, type Method, type Rules, rankValues } from '../engine/index.ts';
import { type EndsChange, endsChange, type Standing } from './ends.ts';
import { totalOf, type WeightedUnit, type WeightTable } from './weight-table.ts';

export type Variant = {
  readonly code: 'geometric' | 'targetUp' | 'targetDown' | 'bonusCapUp' | 'bonusCapDown';
  readonly name: string;
  /** Why it was not tried; null when it was. An assumption that was left out is said, never just missing. */
  readonly notTried: string | null;
  /** null: the first and the last place stay as they are, or it was not tried. */
  readonly ends: EndsChange | null;
};

/** A line without any points would make the whole product 0 and every such unit the same. */
const LOWEST_RATE = exact('0.01');

/**
 * Tries geometric instead of arithmetic mean, 区间法 targets 5 % of their span farther and nearer, and the cap of all bonus 20 % up and down.
 * @param input of the month, as it was evaluated
 * @param table of the same month; null when it was refused: the geometric mean is then not tried
 * @param group the one in question, when the rules rank in groups
 * @example the four districts of methods.md: geometric mean and both targets leave 甲 first and 丁 last; nothing is capped
 */
export function structuralVariants(
  input: EvaluationInput,
  table: WeightTable | null,
  group: string | null = null,
): readonly Variant[] {
  const { rules } = input;
  const standingBy = (other: Rules): Standing =>
    evaluate({ ...input, rules: other }).entries.filter((entry) => !rules.rankInGroups || entry.group === group);
  const before = standingBy(rules);
  const again = (other: Rules): EndsChange | null => endsChange(before, standingBy(other));
  const hasTargets = rules.items.some((item) => item.applies.includes(input.list) && hasGoalposts(item.method));
  const target = (code: Variant['code'], name: string, factor: string): Variant =>
    hasTargets
      ? { code, name, notTried: null, ends: again(withTargets(rules, exact(factor))) }
      : { code, name, notTried: '方案中没有区间法的指标', ends: null };
  const cap = (code: Variant['code'], name: string, factor: string): Variant =>
    rules.bonusCap === null
      ? { code, name, notTried: '方案没有规定加分封顶', ends: null }
      : { code, name, notTried: null, ends: again({ ...rules, bonusCap: text(exact(rules.bonusCap).times(factor)) }) };
  return [
    table
      ? { ...GEOMETRIC, notTried: null, ends: endsChange(before, geometricStanding(table, rules.publishedDecimals)) }
      : { ...GEOMETRIC, notTried: '得分写不成各项分值乘得分率之和', ends: null },
    target('targetUp', '区间法目标值拉远 5%', '1.05'),
    target('targetDown', '区间法目标值拉近 5%', '0.95'),
    cap('bonusCapUp', '加分封顶上调 20%', '1.2'),
    cap('bonusCapDown', '加分封顶下调 20%', '0.8'),
  ];
}

const GEOMETRIC = { code: 'geometric', name: '各项按几何平均汇总' } as const;

/**
 * G = full × Π r_k^(w_k ÷ full) + F, then 上下限; a rate below 1 % counts as 1 %. A weak line then weighs more than a strong one makes up for.
 * @example 丁 of methods.md: 80^.35 · 76^.25 · 68^.25 · 74^.15 = 74.95
 */
export function geometricTotal(unit: WeightedUnit, { lines, fullPoints }: WeightTable): Exact {
  const logs = lines.map(({ weight }, at) =>
    maxOf([LOWEST_RATE, unit.rates[at] ?? LOWEST_RATE])
      .ln()
      .times(weight),
  );
  const mean = sum(logs).div(fullPoints).exp();
  // As one line with all the weight, so that bonus, ends and rounding are what they are in the table.
  return totalOf({ ...unit, rates: [mean] }, [fullPoints]).minus(unit.rounding);
}

function geometricStanding(table: WeightTable, decimals: number): Standing {
  const totals = new Map(table.units.map((unit) => [unit.organisation, text(geometricTotal(unit, table))]));
  const ranks = rankValues(totals, { direction: 'higher', decimals });
  return table.units.map(({ organisation, name }) => ({ organisation, name, rank: ranks.get(organisation)?.rank ?? null }));
}

const hasGoalposts = (method: Method): boolean =>
  method.kind === 'goalposts' ||
  ((method.kind === 'composite' || method.kind === 'lowest') && method.parts.some((part) => hasGoalposts(part.method)));

const withTargets = (rules: Rules, factor: Exact): Rules => ({
  ...rules,
  items: rules.items.map((item) => ({ ...item, method: withTarget(item.method, factor) })),
});

/** U′ = L + factor × (U − L): the same for higher and for lower is better. */
function withTarget(method: Method, factor: Exact): Method {
  if (method.kind === 'goalposts') {
    const floor = exact(method.floor);
    return { ...method, target: text(floor.plus(exact(method.target).minus(floor).times(factor))) };
  }
  if (method.kind !== 'composite' && method.kind !== 'lowest') return method;
  return { ...method, parts: method.parts.map((part) => ({ ...part, method: withTarget(part.method, factor) })) };
}
