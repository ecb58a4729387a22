/**
 * 计分方法, one function a method (domain.md §4.1, methods.md §1). Each takes exact decimals and gives points before they are kept
 * within the line's limits, with the formula and its numbers as one line of text.
 *
 * W = full points of the line, x = value. “Own result only”: the points depend on the unit's own figures. The last three methods
 * depend on other units and are refused unless the rules allow them; min–max moved all 10 other units by up to 13.93 points and
 * swapped 5 ranks where goalposts moved none (methods.md §1).
 */
import { brief, clamp, divide, type Exact, exact, hundred, maxOf, minOf, one, sum, zero } from './decimal.ts';
import { rankValues } from './rank.ts';
import type { Band, Direction, Method } from './types.ts';

export type Scored = { readonly points: Exact; readonly formula: string };

export type MethodContext = {
  readonly fullPoints: Exact;
  /** Named values; `value` is x. */
  readonly inputs: ReadonlyMap<string, Exact>;
  readonly directions: ReadonlyMap<string, Direction>;
  /** Input → its values for every unit of the list that has one, own included; only dependent methods may look. */
  readonly peers: ReadonlyMap<string, readonly Exact[]>;
};

export const DEPENDENT: readonly Method['kind'][] = ['ratioToBest', 'minMax', 'rankScore'];

/** Whether other units' results can move the points. A combined method depends on others when a part does. */
export function dependsOnOthers(method: Method): boolean {
  if (method.kind === 'composite' || method.kind === 'lowest') return method.parts.some((part) => dependsOnOthers(part.method));
  return DEPENDENT.includes(method.kind);
}

/** Points by the method, not yet limited to [0, W]. Throws an Error with a Chinese sentence when the rule cannot be computed. */
export function score(method: Method, context: MethodContext): Scored {
  switch (method.kind) {
    case 'goalposts':
      return goalposts(exact(method.floor), exact(method.target), context);
    case 'completionRate':
      return completionRate(exact(method.target), method.step, context);
    case 'completionCapped':
      return completionCapped(method, context);
    case 'perUnit':
      return perUnit(method, context);
    case 'efficacyCoefficient':
      return efficacyCoefficient(exact(method.satisfactory), exact(method.unacceptable), context);
    case 'banded':
      return banded(method.bands, context);
    case 'linearGrades':
      return linearGrades(method.grades, context);
    case 'deductFromFull':
      return deductFromFull(exact(method.perUnit), context);
    case 'yesNo':
      return yesNo(exact(method.atLeast), context);
    case 'ballot':
      return ballot(context);
    case 'panel':
      return panel(method.trim, context);
    case 'improvementRate':
      return improvementRate(exact(method.target), context);
    case 'countPoints':
      return line(input(context).times(method.each), `${brief(input(context))} × ${method.each}`);
    case 'levelPoints':
      return levelPoints(method.points, context);
    case 'composite':
    case 'lowest':
      return combined(method, context);
    case 'ratioToBest':
      return ratioToBest(context);
    case 'minMax':
      return minMax(context);
    case 'rankScore':
      return rankScore(exact(method.k), context);
  }
}

const line = (points: Exact, formula: string): Scored => ({ points, formula: `${formula} = ${brief(points)}` });

const isLowerBetter = (context: MethodContext): boolean => context.directions.get('value') === 'lower';
const peersOf = (context: MethodContext): readonly Exact[] => context.peers.get('value') ?? [input(context)];

/** Whether the figures mean anything for the method: no rate on a base of 0, no share of no ballots. Otherwise the line is 不适用. */
export function isApplicable(method: Method, inputs: ReadonlyMap<string, Exact>): boolean {
  if (method.kind === 'improvementRate') return !(inputs.get('base')?.isZero() ?? false);
  if (method.kind === 'ballot') return sum([...inputs.values()]).gt(0);
  if (method.kind === 'composite' || method.kind === 'lowest') {
    return method.parts.every((part) => isApplicable(part.method, renamed(part.inputs, inputs)));
  }
  return true;
}

/** A part sees the item's inputs under the names its own method knows. */
const renamed = <T>(names: Readonly<Record<string, string>>, values: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map(
    Object.entries(names).flatMap(([name, of]) => {
      const value = values.get(of);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

function input(context: MethodContext, name = 'value'): Exact {
  const value = context.inputs.get(name);
  if (value === undefined) throw new Error(`计分方法缺少输入“${name}”，请在方案中补上对应指标。`);
  return value;
}

/**
 * 区间法 (default for quantities): s = clip((x − L) ÷ (U − L), 0, 1) × W, L 底线值, U 目标值; lower-is-better has L > U.
 * Example: L 60, U 100, W 5, x 92 → 5 × 0.8 = 4. L = U: reached or not.
 */
function goalposts(floor: Exact, target: Exact, context: MethodContext): Scored {
  const x = input(context);
  const w = context.fullPoints;
  if (floor.eq(target)) return yesNo(target, context);
  const share = clamp(divide(x.minus(floor), target.minus(floor)), zero, one);
  return line(w.times(share), `${brief(w)} × (${brief(x)} − ${brief(floor)}) ÷ (${brief(target)} − ${brief(floor)})`);
}

/**
 * 目标完成率法: rate = x ÷ t (逆指标 t ÷ x), score = min(rate, 1) × W; or full when met, else −1 分 per 2% short, floor 0.
 * t ≤ 0 has no rate: use 区间法 or 功效系数法. Example: x 24, t 26, W 15 → 13.846154.
 */
function completionRate(
  target: Exact,
  step: { readonly per: string; readonly points: string } | undefined,
  context: MethodContext,
): Scored {
  const x = input(context);
  const w = context.fullPoints;
  if (target.lte(0)) throw new Error('目标值小于或等于 0，不能用目标完成率法，请改用区间法或功效系数法。');
  const isLower = isLowerBetter(context);
  // 逆指标 x ≤ 0 is past any target: full.
  const rate = isLower ? (x.lte(0) ? one : divide(target, x)) : divide(x, target);
  const share = clamp(rate, zero, one);
  const words = isLower ? `${brief(target)} ÷ ${brief(x)}` : `${brief(x)} ÷ ${brief(target)}`;
  if (!step) return line(w.times(share), `${brief(w)} × ${share.eq(one) ? `1（${words} 已达目标）` : words}`);
  const short = one.minus(share).times(hundred);
  return line(
    w.minus(divide(short, exact(step.per)).times(step.points)),
    `${brief(w)} − ${brief(short)}% ÷ ${step.per}% × ${step.points}`,
  );
}

/** 完成率 + 封顶: at the target 80% of W, ±0.5 a percentage point, at most capMultiple × W, at least 0. */
function completionCapped(method: Extract<Method, { kind: 'completionCapped' }>, context: MethodContext): Scored {
  const x = input(context);
  const w = context.fullPoints;
  const target = exact(method.target);
  if (target.lte(0)) throw new Error('目标值小于或等于 0，不能用完成率法，请改用区间法或功效系数法。');
  const over = divide(x, target).minus(one).times(hundred);
  const points = w.times(method.metShare).plus(over.times(method.perPoint));
  const cap = w.times(method.capMultiple);
  return line(
    clamp(points, zero, cap),
    `${brief(w)} × ${method.metShare} + ${brief(over)} × ${method.perPoint}，最高 ${brief(cap)}`,
  );
}

/** 逐个加扣: met = W, each unit over +2 (bonus ≤ maxGain), each short −2. */
function perUnit(method: Extract<Method, { kind: 'perUnit' }>, context: MethodContext): Scored {
  const x = input(context);
  const w = context.fullPoints;
  const over = x.minus(method.target);
  if (over.gte(0)) {
    const gain = minOf([over.times(method.gain), exact(method.maxGain)]);
    return line(w.plus(gain), `${brief(w)} + ${brief(over)} × ${method.gain}（最多加 ${method.maxGain}）`);
  }
  return line(w.plus(over.times(method.loss)), `${brief(w)} − ${brief(over.negated())} × ${method.loss}`);
}

/** 功效系数法: d = (x − xs) ÷ (xh − xs) × 40 + 60, xh 满意值, xs 不允许值; points d% of W. Example: x 5.81, xh 12, xs 6 → d 58.73. */
function efficacyCoefficient(satisfactory: Exact, unacceptable: Exact, context: MethodContext): Scored {
  const x = input(context);
  const w = context.fullPoints;
  if (satisfactory.eq(unacceptable)) throw new Error('满意值与不允许值相同，功效系数无从计算，请改正其中一个。');
  const d = divide(x.minus(unacceptable), satisfactory.minus(unacceptable)).times(40).plus(60);
  return line(
    divide(w.times(d), hundred),
    `${brief(w)} × [(${brief(x)} − ${brief(unacceptable)}) ÷ (${brief(satisfactory)} − ${brief(unacceptable)}) × 40 + 60] ÷ 100`,
  );
}

/** 分档法: the share of the best band reached; below every band 0. Example: ≥90 → 100%, ≥80 → 95%; x 83 → 95% of W. */
function banded(bands: readonly Band[], context: MethodContext): Scored {
  const x = input(context);
  const w = context.fullPoints;
  const reached = bands.filter((band) => (isLowerBetter(context) ? x.lte(band.from) : x.gte(band.from)));
  const best = reached.length === 0 ? zero : maxOf(reached.map((band) => exact(band.share)));
  return line(w.times(best), `${brief(w)} × ${brief(best)}（${brief(x)} 所在档）`);
}

/** 线性分级: A, B, C, D points joined by straight lines; 0 below the lowest, full above the highest. */
function linearGrades(grades: readonly Band[], context: MethodContext): Scored {
  const x = input(context);
  const w = context.fullPoints;
  const points = grades
    .map((grade) => ({ at: exact(grade.from), share: exact(grade.share) }))
    .sort((a, b) => a.at.comparedTo(b.at));
  const first = points[0];
  const last = points[points.length - 1];
  if (!first || !last) throw new Error('线性分级没有分级点，请在方案中补上。');
  const isRising = last.share.gte(first.share);
  if (x.lt(first.at)) return line(w.times(isRising ? zero : first.share), `${brief(w)} × ${isRising ? '0' : brief(first.share)}`);
  for (const [index, upper] of points.entries()) {
    const lower = points[index - 1];
    if (!lower || x.gt(upper.at) || lower.at.eq(upper.at)) continue;
    const share = lower.share.plus(divide(upper.share.minus(lower.share), upper.at.minus(lower.at)).times(x.minus(lower.at)));
    return line(w.times(share), `${brief(w)} × ${brief(share)}（${brief(lower.at)} 与 ${brief(upper.at)} 之间内插）`);
  }
  const share = isRising || x.eq(last.at) ? last.share : zero;
  return line(w.times(share), `${brief(w)} × ${brief(share)}`);
}

/** 倒扣法: W − x × each. Example: 迟报 2 次, W 6, 每次 0.5 → 5. */
function deductFromFull(each: Exact, context: MethodContext): Scored {
  const x = input(context);
  const w = context.fullPoints;
  return line(w.minus(x.times(each)), each.eq(one) ? `${brief(w)} − ${brief(x)}` : `${brief(w)} − ${brief(x)} × ${brief(each)}`);
}

/** 是否达标: reached gives W, else 0 (覆盖率 100% = 4, else 0). */
function yesNo(atLeast: Exact, context: MethodContext): Scored {
  const x = input(context);
  const isLower = isLowerBetter(context);
  const isMet = isLower ? x.lte(atLeast) : x.gte(atLeast);
  const w = context.fullPoints;
  return line(
    isMet ? w : zero,
    `${brief(w)} × ${isMet ? '1' : '0'}（${brief(x)} ${isLower ? '≤' : '≥'} ${brief(atLeast)} ${isMet ? '达标' : '未达标'}）`,
  );
}

/** 票决折算: (好×100 + 较好×80 + 一般×60 + 较差×40) ÷ 有效票. Example: 60, 30, 8, 2 of 100 → 89.6. */
function ballot(context: MethodContext): Scored {
  const weights = [
    ['good', 100],
    ['fairlyGood', 80],
    ['fair', 60],
    ['poor', 40],
  ] as const;
  const votes = weights.map(([name, weight]) => ({ count: input(context, name), weight }));
  const valid = sum(votes.map(({ count }) => count));
  const marks = divide(sum(votes.map(({ count, weight }) => count.times(weight))), valid);
  const w = context.fullPoints;
  return line(
    divide(w.times(marks), hundred),
    `${brief(w)} × (${votes.map(({ count, weight }) => `${brief(count)}×${weight}`).join(' + ')}) ÷ ${brief(valid)} ÷ 100`,
  );
}

/**
 * 评委打分: mean after dropping `trim` marks at each end, as % of W. Example: 85 88 84 86 80, trim 1 → 85.
 * A single input is the result of a panel, from which the marks were dropped when it was closed: nothing is dropped again.
 */
function panel(trim: number, context: MethodContext): Scored {
  const marks = [...context.inputs.values()].sort((a, b) => a.comparedTo(b));
  const [only] = marks;
  if (only && marks.length === 1)
    return line(divide(context.fullPoints.times(only), hundred), `${brief(context.fullPoints)} × ${brief(only)} ÷ 100`);
  const kept = trim * 2 < marks.length ? marks.slice(trim, marks.length - trim) : [];
  if (kept.length === 0)
    throw new Error(`评委打分只有 ${marks.length} 个，去掉首尾各 ${trim} 个后没有剩余，请补充打分或减少去掉的个数。`);
  const mean = divide(sum(kept), exact(kept.length));
  const w = context.fullPoints;
  return line(divide(w.times(mean), hundred), `${brief(w)} × (${kept.map(brief).join(' + ')}) ÷ ${kept.length} ÷ 100`);
}

/**
 * 改善率法: r = (last − this) ÷ last for lower-is-better; score = clip(r ÷ r_target, 0, 1) × W. 不降反升计 0 分 (环发〔2014〕107号).
 * Example: PM2.5 72 → 63, target 10%, W 5 → r 12.5% → 5.
 */
function improvementRate(target: Exact, context: MethodContext): Scored {
  const x = input(context);
  const base = input(context, 'base');
  if (target.lte(0)) throw new Error('改善率目标应大于 0，请改正方案。');
  const gained = isLowerBetter(context) ? base.minus(x) : x.minus(base);
  const rate = divide(gained, base.abs()).times(hundred);
  const w = context.fullPoints;
  if (rate.lte(0)) return line(zero, `${brief(w)} × 0（${brief(base)} → ${brief(x)}，未改善）`);
  return line(w.times(clamp(divide(rate, target), zero, one)), `${brief(w)} × min(${brief(rate)}% ÷ ${brief(target)}%, 1)`);
}

/** 分级计件: Σ count × points of its level. Example: 国家级 1 × 2 + 省级 1 × 1 = 3. */
function levelPoints(points: Readonly<Record<string, string>>, context: MethodContext): Scored {
  const parts = Object.entries(points).map(([name, each]) => ({ count: input(context, name), each: exact(each) }));
  const counted = parts.filter(({ count }) => !count.isZero());
  return line(
    sum(parts.map(({ count, each }) => count.times(each))),
    counted.length === 0 ? '无' : counted.map(({ count, each }) => `${brief(count)} × ${brief(each)}`).join(' + '),
  );
}

/** 复合: Σ share × points of the part; 取低: the lowest part (国家大气考核 takes the lower of two classes). */
function combined(method: Extract<Method, { kind: 'composite' | 'lowest' }>, context: MethodContext): Scored {
  const parts = method.parts.map((part) => {
    const result = score(part.method, {
      fullPoints: context.fullPoints,
      inputs: renamed(part.inputs, context.inputs),
      directions: renamed(part.inputs, context.directions),
      peers: renamed(part.inputs, context.peers),
    });
    return { part, points: clamp(result.points, zero, context.fullPoints), formula: result.formula };
  });
  if (parts.length === 0) throw new Error('复合计分没有组成部分，请在方案中补上。');
  if (method.kind === 'lowest') {
    return line(minOf(parts.map(({ points }) => points)), `取低 min(${parts.map(({ points }) => brief(points)).join(', ')})`);
  }
  return line(
    sum(parts.map(({ part, points }) => points.times(part.share))),
    parts.map(({ part, points }) => `${part.share} × ${brief(points)}`).join(' + '),
  );
}

/** 比例法(按实绩): x ÷ x_best × W (逆指标 best ÷ x). Best is 0: all 0. */
function ratioToBest(context: MethodContext): Scored {
  const x = input(context);
  const w = context.fullPoints;
  const isLower = isLowerBetter(context);
  const best = isLower ? minOf(peersOf(context)) : maxOf(peersOf(context));
  if (isLower ? x.lte(0) : best.lte(0)) return line(isLower ? w : zero, `${brief(w)} × ${isLower ? '1' : '0'}`);
  const share = isLower ? divide(best, x) : divide(x, best);
  return line(
    w.times(share),
    `${brief(w)} × ${isLower ? `${brief(best)} ÷ ${brief(x)}` : `${brief(x)} ÷ ${brief(best)}`}（最好值 ${brief(best)}）`,
  );
}

/** 极差法: (x − min) ÷ (max − min) × W; reversed (max − x). All equal: full for all. */
function minMax(context: MethodContext): Scored {
  const x = input(context);
  const w = context.fullPoints;
  const low = minOf(peersOf(context));
  const high = maxOf(peersOf(context));
  if (low.eq(high)) return line(w, `${brief(w)} × 1（各单位相同）`);
  const gained = isLowerBetter(context) ? high.minus(x) : x.minus(low);
  return line(w.times(divide(gained, high.minus(low))), `${brief(w)} × ${brief(gained)} ÷ (${brief(high)} − ${brief(low)})`);
}

/** 位次法: W × [1 − k × (rank − 1)], k 5% (温州) or 2% (瑞安), not below 0. */
function rankScore(k: Exact, context: MethodContext): Scored {
  const x = input(context);
  const w = context.fullPoints;
  const direction = isLowerBetter(context) ? 'lower' : 'higher';
  const ranks = rankValues(new Map(peersOf(context).map((peer, index) => [String(index), peer.toFixed()])), {
    direction,
    decimals: null,
  });
  const own = peersOf(context).findIndex((peer) => peer.eq(x));
  const rank = ranks.get(String(own))?.rank ?? peersOf(context).length;
  const share = maxOf([zero, one.minus(k.times(rank - 1))]);
  return line(w.times(share), `${brief(w)} × (1 − ${brief(k)} × ${rank - 1})（第 ${rank} 位）`);
}
