/** The one door of the engine: rules and figures in; scores, ranks and the steps that made them out. Pure; the same input gives the same bytes. */
import { brief, divide, type Exact, exact, keep, minOf, published, roundHalfUp, sum, text, zero } from './decimal.ts';
import { type Memory, readAgain, scoreAgain } from './memory.ts';
import { dependsOnOthers } from './methods.ts';
import { rankValues } from './rank.ts';
import { fullPointsOf, type Reading } from './score.ts';
import type { Adjustment, Entry, Evaluation, EvaluationInput, Item, ItemScore, Rules } from './types.ts';
import { prepareIndicators } from './values.ts';

/** Changed whenever the same input could give another result. Stored with every official result. */
export const engineVersion = '1';

/**
 * Evaluates one list for one period.
 *
 * S = 折算(Σ base lines) + min(Σ bonus, cap) − min(Σ deduction, cap), then 一票否决, floor and ceiling, then one 四舍五入 to the
 * published digits. Lines plus adjustments add up to the published score exactly. Ranks are made on published digits, ties 1-1-3.
 * @param memory of createMemory(), for asking again with little changed: only lines that changed are scored; the result is the same
 * @throws Error with a Chinese sentence when the rules cannot be computed (missing indicator, dependent method not allowed, …)
 * @example (methods.md §1) 甲 92, 88, 75, 80 with weights 35, 25, 25, 15 and a bonus of 2 → 84.95 + 2.00 = 86.95
 */
export function evaluate(input: EvaluationInput, memory: Memory | null = null): Evaluation {
  const { rules } = input;
  const indicators = prepareIndicators(input.indicators);
  const items = rules.items.filter((item) => item.applies.includes(input.list));
  refuseDependent(rules, items);
  const readings = new Map(
    input.organisations.map(({ code }) => {
      const cells = input.values[code] ?? {};
      return [
        code,
        new Map(items.map((item) => [item.code, readAgain(memory, item, code, cells, indicators)] as const)),
      ] as const;
    }),
  );
  const peers = new Map(items.map((item) => [item.code, peerValues(item, [...readings.values()])]));
  const scored = input.organisations.map((organisation) => {
    const own = readings.get(organisation.code) ?? new Map<string, Reading>();
    const shares = shareOut(items, own);
    const lines = items.map((item) => {
      const reading = own.get(item.code);
      if (!reading) throw new Error(`no reading of ${item.code}`);
      const fullPoints = shares.get(item.code) ?? fullPointsOf(item);
      return scoreAgain(memory, item, { reading, indicators, fullPoints, peers: peers.get(item.code) ?? new Map() });
    });
    return { organisation, ...total(lines, items, rules) };
  });

  const ranks = new Map<string, { rank: number; isTied: boolean }>();
  const groups = new Set(scored.map(({ organisation }) => groupOf(organisation.group, rules)));
  for (const group of groups) {
    const members = scored.filter(({ organisation }) => groupOf(organisation.group, rules) === group);
    const values = new Map(members.map(({ organisation, score }) => [organisation.code, score]));
    for (const [code, ranked] of rankValues(values, { direction: 'higher', decimals: rules.publishedDecimals }))
      ranks.set(code, ranked);
  }

  // While somebody is unscored the places are not comparable with last month's.
  const isComplete = scored.every(({ score }) => score !== null);
  const entries = scored.map(({ organisation, ...result }): Entry => {
    const ranked = ranks.get(organisation.code);
    const previousRank = input.previousRanks?.[organisation.code] ?? null;
    return {
      organisation: organisation.code,
      name: organisation.name,
      group: organisation.group ?? null,
      rank: ranked?.rank ?? null,
      isTied: ranked?.isTied ?? false,
      change: ranked && isComplete && previousRank !== null ? previousRank - ranked.rank : null,
      previousRank,
      ...result,
    };
  });
  const order = (entry: Entry): number => entry.rank ?? Number.POSITIVE_INFINITY;
  const groupOrder = [...groups];
  const place = (entry: Entry): number => groupOrder.indexOf(groupOf(entry.group ?? undefined, rules));
  const sorted = entries
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => place(a.entry) - place(b.entry) || compare(order(a.entry), order(b.entry)) || a.index - b.index)
    .map(({ entry }) => entry);
  return {
    engineVersion,
    period: input.period,
    list: input.list,
    entries: sorted,
    missing: sorted
      .filter((entry) => entry.score === null)
      .map((entry) => ({
        organisation: entry.organisation,
        name: entry.name,
        items: entry.items.filter((item) => item.points === null).map((item) => item.code),
      })),
  };
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
const groupOf = (group: string | undefined, rules: Rules): string => (rules.rankInGroups ? (group ?? '') : '');

/** Only methods on own results feed the official score unless the rules say otherwise (methods.md §1). */
function refuseDependent(rules: Rules, items: readonly Item[]): void {
  if (rules.allowDependentMethods) return;
  const offending = items.find((item) => dependsOnOthers(item.method));
  if (offending) {
    throw new Error(
      `“${offending.code} ${offending.name}”用的计分方法会因其他单位的成绩而变动，方案未允许使用。请改用区间法、完成率法等只看本单位成绩的方法，或在方案中打开该开关。`,
    );
  }
}

/** Every unit's values of every input of a line that depends on others. */
function peerValues(item: Item, readings: readonly ReadonlyMap<string, Reading>[]): ReadonlyMap<string, readonly Exact[]> {
  if (!dependsOnOthers(item.method)) return new Map();
  return new Map(
    Object.keys(item.inputs).map((name) => [
      name,
      readings.map((own) => own.get(item.code)?.values.get(name)).filter((value) => value !== undefined),
    ]),
  );
}

/**
 * 不适用: the line's points are shared inside its block in proportion, w' = w × W_block ÷ Σ applicable w. Only base lines share.
 * Example: A = 15, 8, 6, 4, 3 and the 8 not applicable → 15 × 36 ÷ 28 = 19.285714.
 */
function shareOut(items: readonly Item[], readings: ReadonlyMap<string, Reading>): ReadonlyMap<string, Exact> {
  const shares = new Map<string, Exact>();
  const base = items.filter((item) => item.kind === 'base');
  for (const block of new Set(base.map((item) => item.block))) {
    const members = base.filter((item) => item.block === block);
    const applicable = members.filter((item) => readings.get(item.code)?.state !== 'notApplicable');
    if (applicable.length === members.length || applicable.length === 0) continue;
    const whole = sum(members.map(fullPointsOf));
    const left = sum(applicable.map(fullPointsOf));
    if (left.isZero()) continue;
    for (const item of applicable) shares.set(item.code, divide(fullPointsOf(item).times(whole), left));
  }
  return shares;
}

type Total = Pick<Entry, 'score' | 'base' | 'bonus' | 'deduction' | 'blocks' | 'isVetoed' | 'items' | 'adjustments'>;

function total(lines: readonly ItemScore[], items: readonly Item[], rules: Rules): Total {
  const adjustments: Adjustment[] = [];
  const adjust = (code: Adjustment['code'], label: string, formula: string, amount: Exact): void => {
    if (!amount.isZero()) adjustments.push({ code, label, formula, amount: text(amount) });
  };
  const points = (kind: ItemScore['kind']): Exact =>
    sum(lines.filter((line) => line.kind === kind).map((line) => exact(line.points ?? 0)));

  const rawBase = points('base');
  const rescaled = rescale(rawBase, lines, rules);
  adjust('rescale', '折算', rescaled.formula, rescaled.points.minus(rawBase));
  const rawBonus = points('bonus');
  const bonus = rules.bonusCap === null ? rawBonus : minOf([rawBonus, exact(rules.bonusCap)]);
  adjust('bonusCap', '加分封顶', `加分合计 ${brief(rawBonus)}，封顶 ${rules.bonusCap ?? ''}`, bonus.minus(rawBonus));
  const rawDeduction = points('deduction').negated();
  const deduction = rules.deductionCap === null ? rawDeduction : minOf([rawDeduction, exact(rules.deductionCap)]);
  adjust(
    'deductionCap',
    '扣分封顶',
    `扣分合计 ${brief(rawDeduction)}，封顶 ${rules.deductionCap ?? ''}`,
    rawDeduction.minus(deduction),
  );

  let result = rescaled.points.plus(bonus).minus(deduction);
  const bring = (code: Adjustment['code'], label: string, formula: string, to: Exact): void => {
    adjust(code, label, formula, to.minus(result));
    result = to;
  };
  const vetoes = items.filter((item) => item.kind === 'veto' && lines.some((line) => line.code === item.code && isRaised(line)));
  const names = vetoes.map((item) => item.name).join('、');
  if (vetoes.length > 0 && rules.veto.effect === 'zero') bring('veto', '一票否决', `${names}，总分计 0`, zero);
  if (vetoes.length > 0 && rules.veto.effect === 'cap' && result.gt(rules.veto.at)) {
    bring('veto', '一票否决', `${names}，总分不高于 ${rules.veto.at}`, exact(rules.veto.at));
  }
  if (rules.floor !== null && result.lt(rules.floor)) bring('floor', '总分下限', `总分不低于 ${rules.floor}`, exact(rules.floor));
  if (rules.ceiling !== null && result.gt(rules.ceiling))
    bring('ceiling', '总分上限', `总分不高于 ${rules.ceiling}`, exact(rules.ceiling));

  const isComplete = lines.every((line) => line.points !== null);
  const decimals = rules.publishedDecimals;
  if (isComplete) bring('rounding', '四舍五入', `${brief(result)} 保留 ${decimals} 位小数`, roundHalfUp(result, decimals));
  const blocks: Record<string, string> = {};
  for (const { code } of rules.blocks) {
    blocks[code] = text(sum(lines.filter((line) => line.block === code).map((line) => exact(line.points ?? 0))));
  }
  return {
    score: isComplete ? published(result, decimals) : null,
    base: text(rescaled.points),
    bonus: text(bonus),
    deduction: text(deduction),
    blocks,
    isVetoed: vetoes.length > 0,
    items: lines,
    adjustments,
  };
}

/**
 * 折算: points of the applicable lines ÷ their full points × 100, when a list has no use for some lines or a whole block is 不适用.
 * Example: 专项小组 lines hold 52 of 100 points; 47.5 of 52 → 47.5 ÷ 52 × 100 = 91.346154.
 */
function rescale(base: Exact, lines: readonly ItemScore[], rules: Rules): { readonly points: Exact; readonly formula: string } {
  const full = exact(rules.fullPoints);
  const counted = lines.filter((line) => line.kind === 'base' && line.state !== 'notApplicable');
  const available = sum(counted.map((line) => exact(line.effectiveFullPoints)));
  // Shared-out points are quotients; within 30 digits of 100 there is nothing to rescale.
  if (available.isZero() || available.toDecimalPlaces(30).eq(full)) return { points: base, formula: '' };
  return { points: keep(divide(base.times(full), available)), formula: `${brief(base)} ÷ ${brief(available)} × ${brief(full)}` };
}

const isRaised = (line: ItemScore): boolean =>
  line.state !== 'notApplicable' && line.inputs.some((use) => use.value !== null && !exact(use.value).isZero());
