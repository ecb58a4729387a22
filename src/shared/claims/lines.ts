/** Which lines of a scheme are counted event by event, and what each of their levels is worth. */
import { exact } from '../engine/decimal.ts';
import type { EngineIndicator, Item, RankingList, Rules } from '../engine/types.ts';

export type ClaimLevel = {
  /** Name of the line's input: national, province …; `value` where there is one level only. */
  readonly level: string;
  /** The figure that holds how many there were. */
  readonly indicator: string;
  /** The figure's name: 省级领导批示件数. */
  readonly name: string;
  readonly unit: string;
  readonly points: string;
};
export type ClaimLine = {
  readonly code: string;
  readonly name: string;
  readonly kind: 'base' | 'bonus' | 'deduction';
  /** Most the line can give or take. */
  readonly fullPoints: string;
  readonly clause: string;
  /** What proves an event, in the scheme's words. */
  readonly evidence: string;
  /** Highest first. */
  readonly levels: readonly ClaimLevel[];
};

/**
 * Lines of 分级计件 and 按件计分 that a list has. A base line counts when it has levels (典型经验推介); counts that are computed by a formula
 * cannot be registered.
 */
export function claimLines(rules: Rules, list: RankingList, indicators: readonly EngineIndicator[]): readonly ClaimLine[] {
  const reported = new Map(indicators.filter(({ formula }) => !formula).map((indicator) => [indicator.code, indicator]));
  return rules.items.flatMap((item): readonly ClaimLine[] => {
    const { kind } = item;
    if (kind === 'veto' || !item.applies.includes(list)) return [];
    const levels = pointsOf(item)
      .flatMap(([level, points]): readonly ClaimLevel[] => {
        const indicator = reported.get(item.inputs[level] ?? '');
        return indicator ? [{ level, points, indicator: indicator.code, name: indicator.name, unit: indicator.unit }] : [];
      })
      .sort((a, b) => exact(b.points).cmp(a.points));
    if (levels.length === 0) return [];
    const { code, name, fullPoints, clause, evidence } = item;
    return [{ code, name, kind, fullPoints, clause, evidence: evidence ?? '', levels }];
  });
}

function pointsOf({ method, kind }: Item): readonly (readonly [string, string])[] {
  if (method.kind === 'levelPoints') return Object.entries(method.points);
  return method.kind === 'countPoints' && kind !== 'base' ? [['value', method.each]] : [];
}
