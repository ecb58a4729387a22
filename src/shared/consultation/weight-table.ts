/**
 * 一期得分写成“分值 × 得分率 + 固定部分”的表: what every question about weights is asked of (methods.md §5).
 *
 * The engine's score is a weighted sum with a few steps around it. Each step has one place here, so that with the weights as they are the table
 * gives the published score to the last digit, and with other weights what the rules say of a total made of them:
 *
 *   S = 上下限( Σ w_k · r_k + F ) + 四舍五入
 *
 * - w_k: points the line can give in this list, after 折算; Σ w_k = 满分 of the rules.
 * - r_k: 得分率, points ÷ points it could give. 取低, 复合, 分档, 难度系数 and the like act inside a line and are in its rate; 逐个加扣 may go over 1.
 *   A rate is kept while weights move: a line that takes a fixed number of points for each case is read as the share it has lost.
 * - 不适用: the rules give the line's points to the rest of its block (a whole block: to all others), so its rate is that of those others.
 * - F: bonus less deduction, each after its own cap. Weights do not touch them.
 * - 上下限: 一票否决, 总分下限, 总分上限. “总分计 0” makes both ends 0, “总分不高于 79.99” the upper end 79.99.
 * - 四舍五入: what rounding added, kept, so that a difference of two totals is the difference on paper.
 */
import { clamp, divide, type Exact, exact, maxOf, minOf, sum, text, zero } from '../engine/decimal.ts';
import type { Entry, ItemScore, Rules } from '../engine/index.ts';

export type WeightedLine = {
  readonly code: string;
  readonly name: string;
  readonly block: string;
  /** Points the line can give, more than 0. */
  readonly weight: Exact;
};

export type WeightedUnit = {
  readonly organisation: string;
  readonly name: string;
  /** As published; equal places are shared. */
  readonly rank: number;
  /** Published score. */
  readonly score: Exact;
  /** One a line of the table, 0 to 1 (逐个加扣 and 完成率封顶 may go higher). */
  readonly rates: readonly Exact[];
  /** Lines that are 不适用 to the unit: the rate is that of the rest of its block, not its own. */
  readonly borrowed: readonly boolean[];
  /** Bonus less deduction. */
  readonly fixed: Exact;
  /** Ends of the total; null = none. */
  readonly low: Exact | null;
  readonly high: Exact | null;
  readonly rounding: Exact;
};

export type WeightTable = {
  readonly fullPoints: Exact;
  readonly lines: readonly WeightedLine[];
  /** In the order they were given: by rank. */
  readonly units: readonly WeightedUnit[];
  /** What was taken for what, one sentence each, for the foot of the page. */
  readonly notes: readonly string[];
};

export type TableRefusal = {
  readonly code: 'tooFew' | 'groups' | 'noScore' | 'noLines' | 'residual';
  /** Why there is no table, and what to do. */
  readonly reason: string;
};

/**
 * Makes the table of one ranking (one list; one group when the rules rank in groups).
 * @param entries of the engine's Evaluation; all with a score
 * @returns the table, proved to give every published score (residual 0 at the 30 digits the engine reads); or why there is none
 * @example 丁 of methods.md: weights 35 25 25 15, rates 0.80 0.76 0.68 0.74, fixed 0 → 28 + 19 + 17 + 11.1 = 75.10
 */
export function weightTable(
  entries: readonly Entry[],
  rules: Rules,
): { readonly table: WeightTable } | { readonly refusal: TableRefusal } {
  const refuse = (code: TableRefusal['code'], reason: string) => ({ refusal: { code, reason } });
  const [first] = entries;
  if (!first || entries.length < 2) return refuse('tooFew', '参加排名的单位不足两个，名次没有可比的对象，不作稳健性分析。');
  if (rules.rankInGroups && entries.some(({ group }) => group !== first.group)) {
    return refuse('groups', '方案规定分组排名，不同组的名次不能放在一起比较，请按组分析。');
  }
  const without = entries.find(({ score, rank }) => score === null || rank === null);
  if (without) return refuse('noScore', `“${without.name}”还有指标没有数，没有得分，不能作稳健性分析。请先补齐数据。`);
  const base = first.items.filter((item) => item.kind === 'base' && !exact(item.fullPoints).isZero());
  const whole = sum(base.map((item) => exact(item.fullPoints)));
  if (whole.isZero()) return refuse('noLines', '方案中没有给这些单位计分的基本项，不作稳健性分析。');
  const fullPoints = exact(rules.fullPoints);
  const lines = base.map(({ code, name, block, fullPoints: own }) => ({
    code,
    name,
    block,
    weight: divide(exact(own).times(fullPoints), whole),
  }));
  const units = entries.map((entry) => unitOf(entry, lines, rules));
  const weights = lines.map(({ weight }) => weight);
  for (const unit of units) {
    const residual = unit.score.minus(totalOf(unit, weights)).toDecimalPlaces(30);
    if (residual.isZero()) continue;
    return refuse(
      'residual',
      `“${unit.name}”的得分写不成各项分值乘得分率之和，还差 ${text(residual)} 分，不作稳健性分析。请核对方案；仍然如此时请记下本句并告知维护人员。`,
    );
  }
  return { table: { fullPoints, lines, units, notes: entries.flatMap((entry) => notesOf(entry, rules)) } };
}

function unitOf(entry: Entry, lines: readonly WeightedLine[], rules: Rules): WeightedUnit {
  const items = lines.map(({ code }) => entry.items.find((item) => item.code === code));
  const { low, high } = endsOf(entry, rules);
  return {
    organisation: entry.organisation,
    name: entry.name,
    rank: entry.rank ?? 0,
    score: exact(entry.score ?? 0),
    rates: lines.map(({ block }, at) => rateOf(items, at, block)),
    borrowed: items.map((item) => item?.state === 'notApplicable'),
    fixed: exact(entry.bonus).minus(entry.deduction),
    low,
    high,
    rounding: sum(entry.adjustments.filter(({ code }) => code === 'rounding').map(({ amount }) => exact(amount))),
  };
}

/** Own rate; of a line that is 不适用 that of its block's other lines, of a whole block 不适用 that of all other lines. */
function rateOf(items: readonly (ItemScore | undefined)[], at: number, block: string): Exact {
  const item = items[at];
  if (item && item.state !== 'notApplicable') return divide(exact(item.points ?? 0), exact(item.effectiveFullPoints));
  const counted = items.flatMap((one) => (one && one.state !== 'notApplicable' ? [one] : []));
  const own = counted.filter((one) => one.block === block);
  const among = own.length > 0 ? own : counted;
  const points = sum(among.map((one) => exact(one.points ?? 0)));
  return among.length === 0 ? zero : divide(points, sum(among.map((one) => exact(one.effectiveFullPoints))));
}

/** 一票否决, then 下限, then 上限, as the engine goes. */
function endsOf(entry: Entry, rules: Rules): Pick<WeightedUnit, 'low' | 'high'> {
  const ceiling = rules.ceiling === null ? null : exact(rules.ceiling);
  const floor = rules.floor === null ? null : exact(rules.floor);
  const below = (value: Exact): Exact => (ceiling ? minOf([value, ceiling]) : value);
  const above = (value: Exact): Exact => (floor ? maxOf([value, floor]) : value);
  const low = floor && below(floor);
  if (!entry.isVetoed) return { low, high: ceiling };
  if (rules.veto.effect === 'zero') return { low: below(above(zero)), high: below(above(zero)) };
  return { low, high: below(above(exact(rules.veto.at))) };
}

function notesOf(entry: Entry, rules: Rules): readonly string[] {
  const away = entry.items.filter((item) => item.kind === 'base' && item.state === 'notApplicable').map(({ name }) => name);
  const borrowed = `“${entry.name}”的${away.join('、')}不适用，按同板块其他项的得分率计（整个板块不适用的，按其余各项计）。`;
  const at = rules.veto.effect === 'cap' ? `不高于 ${rules.veto.at} 分` : '计 0 分';
  const vetoed = `“${entry.name}”被一票否决，总分${at}，分值怎样变动都照此执行。`;
  return [...(away.length > 0 ? [borrowed] : []), ...(entry.isVetoed ? [vetoed] : [])];
}

/**
 * S = 上下限( Σ w_k · r_k + F ) + 四舍五入, with any weights.
 * @param weights in points, one a line; their sum is the full points
 * @example 丁 with 50 30 10 10 → 40 + 22.8 + 6.8 + 7.4 = 77
 */
export const totalOf = (unit: WeightedUnit, weights: readonly Exact[]): Exact =>
  limited(unit, rawOf(unit, weights)).plus(unit.rounding);

/** Σ w_k · r_k + F, before 上下限 and 四舍五入. */
export const rawOf = (unit: WeightedUnit, weights: readonly Exact[]): Exact =>
  sum(weights.map((weight, at) => weight.times(unit.rates[at] ?? zero))).plus(unit.fixed);

function limited({ low, high }: WeightedUnit, raw: Exact): Exact {
  if (low && high) return clamp(raw, low, high);
  if (low) return maxOf([low, raw]);
  return high ? minOf([high, raw]) : raw;
}
