/** One unit × one line → points, and everything needed to explain them. */
import { brief, type Exact, exact, keep, minOf, text, zero } from './decimal.ts';
import { dependsOnOthers, isApplicable, score } from './methods.ts';
import type { Cell, Direction, InputUse, Item, ItemScore, ItemState } from './types.ts';
import { type Indicators, readIndicator, withUnit } from './values.ts';

/** The figures of one line for one unit, read once. */
export type Reading = {
  readonly state: ItemState;
  readonly uses: readonly InputUse[];
  /** Input → value, 难度系数 applied to `value`; inputs without a value are absent. */
  readonly values: ReadonlyMap<string, Exact>;
};

/**
 * Reads a line's inputs. One missing input makes the line missing, one 未报 makes it 0, one 不适用 takes it away;
 * so does a figure its method has no meaning for (a base of 0 last year, no valid ballot: domain.md §4.3).
 */
export function readItem(
  item: Item,
  organisation: string,
  cells: Readonly<Record<string, Cell>>,
  indicators: Indicators,
): Reading {
  const read = Object.entries(item.inputs).map(([input, code]) => readIndicator(input, code, cells, indicators));
  const values = new Map(read.flatMap(({ use, value }) => (value === null ? [] : [[use.input, value] as const])));
  const main = values.get('value');
  // 难度系数: the main value is multiplied before scoring (温州 1.0–1.35).
  const difficulty = item.difficulty?.[organisation];
  if (main !== undefined && difficulty !== undefined) values.set('value', main.times(difficulty));
  const uses = read.map(({ use }) => use);
  return { uses, values, state: stateOf(item, uses, values) };
}

function stateOf(item: Item, uses: readonly InputUse[], values: ReadonlyMap<string, Exact>): ItemState {
  for (const state of ['missing', 'notReported', 'notApplicable'] as const) {
    if (uses.some((use) => use.state === state)) return state;
  }
  if (!isApplicable(item.method, values)) return 'notApplicable';
  return uses.some((use) => use.state === 'deferred') ? 'carried' : 'scored';
}

export type ScoringContext = {
  readonly reading: Reading;
  readonly indicators: Indicators;
  /** Full points of the line after the block's 不适用 points were shared out. */
  readonly fullPoints: Exact;
  /** Input → its values for all units of the list, for methods that depend on others. */
  readonly peers: ReadonlyMap<string, readonly Exact[]>;
};

/**
 * Scores one line for one unit.
 * Base lines stay within [0, W]; a bonus within [0, cap]; a deduction within [−cap, 0] and is negative; a veto line carries no points.
 * @throws Error with a Chinese sentence naming the line when its rule cannot be computed
 */
export function scoreItem(item: Item, { reading, indicators, fullPoints, peers }: ScoringContext): ItemScore {
  const { state, uses, values } = reading;
  const head = {
    code: item.code,
    name: item.name,
    block: item.block,
    kind: item.kind,
    clause: item.clause,
    state,
    fullPoints: item.fullPoints,
    effectiveFullPoints: text(fullPoints),
    dependsOnOthers: dependsOnOthers(item.method),
    inputs: uses,
  };
  if (state === 'missing') return { ...head, points: null, formula: '缺报，暂不计分' };
  if (state === 'notReported') return { ...head, points: '0', formula: '未报，计 0 分' };
  if (state === 'notApplicable') return { ...head, points: '0', formula: '不适用，分值由本板块其他项分担' };
  const directions = new Map(
    Object.entries(item.inputs).map(([input, code]): [string, Direction] => [
      input,
      indicators.byCode.get(code)?.direction ?? 'higher',
    ]),
  );
  try {
    const scored = score(item.method, { fullPoints, inputs: values, directions, peers });
    const { points, formula } = limit(item, keep(scored.points), scored.formula, fullPoints);
    return { ...head, points: text(points), formula: `${formula}${named(item, values, indicators)}` };
  } catch (cause) {
    throw new Error(`“${item.code} ${item.name}”：${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** A goalposts formula shows bare numbers; its figure is named behind it, with its unit. */
function named(item: Item, values: ReadonlyMap<string, Exact>, indicators: Indicators): string {
  const main = values.get('value');
  const indicator = indicators.byCode.get(item.inputs.value ?? '');
  if (!main || !indicator || item.method.kind !== 'goalposts') return '';
  return `（${indicator.name} ${withUnit(main, indicator.unit)}）`;
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
