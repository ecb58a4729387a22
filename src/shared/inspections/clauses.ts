/**
 * 扣分条款: which figure of the scheme a problem takes points from, by its category and severity. What a clause said is kept with each problem as
 * it was signed; another rule counts for later visits only.
 */
import { claimLines } from '../claims/lines.ts';
import { exact, sum, text, zero } from '../engine/decimal.ts';
import { type EngineIndicator, type Item, prepareIndicators, type Rules } from '../engine/index.ts';
import { CATEGORIES, codesOf, type SEVERITIES } from './words.ts';

export type Category = keyof typeof CATEGORIES;
export type Severity = keyof typeof SEVERITIES;

/** 现场督察点得分合计 of the default scheme. Points under it come off the score of the very site, and so off their sum. */
export const SITE_SCORES = 'B1b';

/** The clause of a category. Points are decimal strings, at most one decimal. */
export type Clause = {
  /** Raw figure the points are counted in; null: a problem of this kind counts in 问题整改 alone. */
  readonly indicator: string | null;
  /** What one problem takes when it is found. */
  readonly found: Readonly<Record<Severity, string>>;
  /** What it takes on top when its time limit ends without 销号, and each time it comes back; a site's score takes neither. */
  readonly overdue: string;
  readonly relapsed: string;
};
export type ClauseRules = Readonly<Record<Category, Clause>>;

const clause = (minor: string, major: string, grave: string): Clause => ({
  indicator: SITE_SCORES,
  found: { minor, major, grave },
  overdue: '0',
  relapsed: '0',
});

/** What ships; the points are ours, the office changes them to its own. Made-up figures and problems that were found before weigh more. */
export const DEFAULT_CLAUSES: ClauseRules = Object.fromEntries(
  codesOf(CATEGORIES).map((category) => [
    category,
    category === 'figures' || category === 'relapse' ? clause('2', '4', '10') : clause('1', '2', '5'),
  ]),
) as unknown as ClauseRules;

/** What a clause makes of one problem: kept with it when the visit is written down. */
export type Charge = {
  readonly indicator: string;
  readonly points: string;
  readonly overdue: string;
  readonly relapsed: string;
};

/** @returns null when the clause takes nothing */
export function chargeOf(
  rules: ClauseRules,
  { category, severity }: { readonly category: Category; readonly severity: Severity },
): Charge | null {
  const { indicator, found, overdue, relapsed } = rules[category];
  if (indicator === null) return null;
  const charge = { indicator, points: found[severity], overdue, relapsed };
  return [charge.points, overdue, relapsed].every((points) => exact(points).isZero()) ? null : charge;
}

/**
 * “按〈B1 现场督察评分〉从点位得分扣 1 分”: what a problem takes, in words.
 * @param isOwn the unit that answers for the problem is the one whose site it was found at
 */
export function chargeWords(charge: (Charge & Pick<ClauseChoice, 'item' | 'itemName'>) | null, isOwn: boolean): string {
  if (charge === null) return '不另扣分，逾期和反弹计入整改率';
  const clause = `按〈${charge.item} ${charge.itemName}〉`;
  if (charge.indicator === SITE_SCORES) {
    return isOwn ? `${clause}从点位得分扣 ${charge.points} 分` : '责任单位不是被督察单位，不从点位得分扣，逾期和反弹计入整改率';
  }
  const more = [
    ...(exact(charge.overdue).isZero() ? [] : [`逾期未改再扣 ${charge.overdue} 分`]),
    ...(exact(charge.relapsed).isZero() ? [] : [`反弹一次再扣 ${charge.relapsed} 分`]),
  ];
  return [`${clause}扣 ${charge.points} 分`, ...more].join('，');
}

/** Score of a site out of 100: the checklist's sum less what its problems take, never below 0. null while a line has no points. */
export function siteScore(checklist: string | null, taken: readonly string[]): string | null {
  if (checklist === null) return null;
  const rest = exact(checklist).minus(sum(taken.map((points) => exact(points))));
  return text(rest.lt(zero) ? zero : rest);
}

/** A raw figure a clause may name, with the line of the scheme it counts in. */
export type ClauseChoice = {
  readonly indicator: string;
  readonly name: string;
  readonly item: string;
  readonly itemName: string;
};

/** The line of the scheme a raw figure counts in, by itself or inside a formula; null when no line uses it. */
export function itemUsing(rules: Rules, indicators: readonly EngineIndicator[], indicator: string): Item | null {
  const { formulas } = prepareIndicators(indicators);
  return (
    rules.items.find(({ inputs }) =>
      Object.values(inputs).some((code) => code === indicator || formulas.get(code)?.indicators.includes(indicator)),
    ) ?? null
  );
}

/** Figures that other registers of the default scheme count already: ledger, submissions, 三单一书, publicity, and what is due to be put right. */
const COUNTED_ELSEWHERE = /^(?:A[1-5]|B2|B3|D[1-3])[a-z]?$/;

/**
 * What a clause may name under a scheme: the score of the sites, and every raw figure of a line of 倒扣法 or 按件计分 that nothing else counts. Lines
 * of 加分事项 are counted claim by claim.
 */
export function clauseChoices(rules: Rules, indicators: readonly EngineIndicator[]): readonly ClauseChoice[] {
  const claimed = new Set(
    (['district', 'specialGroup'] as const).flatMap((list) =>
      claimLines(rules, list, indicators).flatMap(({ levels }) => levels.map(({ indicator }) => indicator)),
    ),
  );
  return indicators.flatMap(({ code, name, formula }): readonly ClauseChoice[] => {
    if (formula || claimed.has(code) || COUNTED_ELSEWHERE.test(code)) return [];
    const item = itemUsing(rules, indicators, code);
    const isDeducted = item?.method.kind === 'deductFromFull' || item?.method.kind === 'countPoints';
    if (!item || !(isDeducted || code === SITE_SCORES)) return [];
    return [{ indicator: code, name, item: item.code, itemName: item.name }];
  });
}

/** Why clauses cannot be used under a scheme, in words; null when they can. */
export function clausesRefusal(rules: ClauseRules, choices: readonly ClauseChoice[]): string | null {
  for (const category of codesOf(CATEGORIES)) {
    const { indicator, overdue, relapsed } = rules[category];
    const name = `“${CATEGORIES[category]}”`;
    if (indicator === null) continue;
    if (!choices.some((choice) => choice.indicator === indicator)) return `${name}的条款 ${indicator} 不在本期方案里，请重新选择`;
    if (indicator === SITE_SCORES && !(exact(overdue).isZero() && exact(relapsed).isZero())) {
      return `${name}从点位得分中扣，逾期和反弹已由问题整改率计算，这两栏应为 0`;
    }
  }
  return null;
}
