/** One unit × one line → points, and everything needed to explain them. */
import { brief, type Exact, exact, keep, minOf, text, zero } from './decimal.ts';
import { dependsOnOthers, score } from './methods.ts';
import type { Cell, Item, ItemScore } from './types.ts';
import { type Indicators, readIndicator, withUnit } from './values.ts';

export type ScoringContext = {
  readonly organisation: string;
  readonly cells: Readonly<Record<string, Cell>>;
  readonly indicators: Indicators;
  /** Full points of the line after the block's 不适用 points were shared out. */
  readonly fullPoints: Exact;
  /** Main values of all units of the list (difficulty applied), for methods that depend on others. */
  readonly peers: readonly Exact[];
};

/** The state of a line from its inputs: one missing input makes the line missing, one 未报 makes it 0. */
export function itemState(item: Item, cells: Readonly<Record<string, Cell>>, indicators: Indicators): ItemScore['state'] {
  const states = Object.entries(item.inputs).map(([input, code]) => readIndicator(input, code, cells, indicators).use.state);
  if (states.includes('missing')) return 'missing';
  if (states.includes('notReported')) return 'notReported';
  if (states.includes('notApplicable')) return 'notApplicable';
  return states.includes('deferred') ? 'carried' : 'scored';
}

/** 难度系数: the main value is multiplied before scoring (温州 1.0–1.35). */
export function mainValue(
  item: Item,
  organisation: string,
  cells: Readonly<Record<string, Cell>>,
  indicators: Indicators,
): Exact | null {
  const code = item.inputs.value;
  if (code === undefined) return null;
  const { value } = readIndicator('value', code, cells, indicators);
  const difficulty = item.difficulty?.[organisation];
  return value !== null && difficulty !== undefined ? value.times(difficulty) : value;
}

/**
 * Scores one line for one unit.
 * Base lines stay within [0, W]; a bonus within [0, cap]; a deduction within [−cap, 0] and is negative; a veto line carries no points.
 * @throws Error with a Chinese sentence naming the line when its rule cannot be computed
 */
export function scoreItem(item: Item, context: ScoringContext): ItemScore {
  const uses = Object.entries(item.inputs).map(([input, code]) => readIndicator(input, code, context.cells, context.indicators));
  const state = itemState(item, context.cells, context.indicators);
  const head = {
    code: item.code,
    name: item.name,
    block: item.block,
    kind: item.kind,
    clause: item.clause,
    state,
    fullPoints: item.fullPoints,
    effectiveFullPoints: text(context.fullPoints),
    dependsOnOthers: dependsOnOthers(item.method),
    inputs: uses.map(({ use }) => use),
  };
  if (state === 'missing') return { ...head, points: null, formula: '缺数，暂不计分' };
  if (state === 'notReported') return { ...head, points: '0', formula: '未报，计 0 分' };
  if (state === 'notApplicable') return { ...head, points: '0', formula: '不适用，分值由本板块其他项分担' };
  const inputs = new Map(uses.map(({ use, value }) => [use.input, value ?? zero]));
  const main = mainValue(item, context.organisation, context.cells, context.indicators);
  if (main !== null) inputs.set('value', main);
  const code = item.inputs.value ?? Object.values(item.inputs)[0] ?? '';
  const indicator = context.indicators.byCode.get(code);
  try {
    const scored = score(item.method, {
      fullPoints: context.fullPoints,
      direction: indicator?.direction ?? 'higher',
      inputs,
      peers: context.peers,
    });
    const { points, formula } = limit(item, keep(scored.points), scored.formula, context.fullPoints);
    const value =
      main !== null && indicator && item.method.kind === 'goalposts'
        ? `（${indicator.name} ${withUnit(main, indicator.unit)}）`
        : '';
    return { ...head, points: text(points), formula: `${formula}${value}` };
  } catch (cause) {
    throw new Error(`“${item.code} ${item.name}”：${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Caps and floors of a line. The formula says so when one was met. */
function limit(item: Item, points: Exact, formula: string, full: Exact): { readonly points: Exact; readonly formula: string } {
  if (item.kind === 'veto') return { points: zero, formula };
  if (item.kind === 'deduction') {
    const size = minOf([points.abs(), full]);
    return { points: size.negated(), formula: points.abs().gt(full) ? `${formula}，扣分封顶 ${brief(full)}` : formula };
  }
  // 逐个加扣 and 完成率封顶 may go over W by their own rule; nothing else may.
  const hasOwnCap = item.kind === 'base' && (item.method.kind === 'perUnit' || item.method.kind === 'completionCapped');
  if (points.lt(zero)) return { points: zero, formula: `${formula}，最低 0` };
  if (points.gt(full) && !hasOwnCap) return { points: full, formula: `${formula}，封顶 ${brief(full)}` };
  return { points, formula };
}

/** Exact number of a full-points text; a rule version is checked when saved, this guards the engine's own door. */
export function fullPointsOf(item: Item): Exact {
  const points = exact(item.fullPoints);
  if (points.lt(zero)) throw new Error(`“${item.code} ${item.name}”满分为负数，请改正方案。`);
  return points;
}
