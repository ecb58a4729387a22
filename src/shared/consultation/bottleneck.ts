/** 瓶颈环节: where the tasks of a unit get stuck on their way from 部署 to 成效 (Tanahashi 1978: a stage passes on only what it was given). */
import { medianOf } from '../checks/spread.ts';
import { divide, type Exact, exact } from '../engine/decimal.ts';

/** n_j: tasks that reached each stage, and all stages before it; null when the stage was not recorded. */
export type StageCounts = readonly (number | null)[];

export type Step = {
  /** Index of the stage that is reached; it is reached from the one before. */
  readonly to: number;
  readonly given: number;
  readonly passed: number;
  /** r_j = n_j ÷ n_{j−1}. */
  readonly rate: Exact;
  /** c_j = n_j ÷ n_0. */
  readonly coverage: Exact;
  /** Median of the peers' r_j; null when no peer has one. */
  readonly usual: Exact | null;
  /** usual − rate; above 0 the unit loses more here than is usual. */
  readonly shortfall: Exact | null;
};

export type Chain = {
  /** Steps that say something: both stages recorded and at least one task given to it. */
  readonly steps: readonly Step[];
  /** Largest shortfall against the peers; null when the unit is nowhere behind them or there are none. */
  readonly bottleneck: Step | null;
  /** Where the smallest share gets through, whatever the peers do; null when everything does. */
  readonly largestDrop: Step | null;
};

/**
 * 部署承接 → 方案出台 → 责任人和资源到位 → 节点推进 → 督察整改 → 取得成效, or fewer stages. The bottleneck is argmax_j (median of the peers' r_j − r_j);
 * of equal ones that which stops most tasks, then the earliest. A stage nothing was given to (n_{j−1} = 0) and a stage that was not recorded
 * have no rate and cannot be the bottleneck.
 * @param own one count a stage, none larger than the one before
 * @param peers the other units, the same stages; a shorter row stops earlier
 * @example 40, 38, 33, 30, 21, 19 → r 0.95, 0.8684, 0.9091, 0.70, 0.9048; with peers at 0.9 throughout the bottleneck is 节点推进 → 督察整改
 * @throws RangeError when a stage has more tasks than the stage before
 */
export function bottleneckChain(own: StageCounts, peers: readonly StageCounts[]): Chain {
  const rates = [own, ...peers].map(ratesOf);
  const [first] = own;
  const steps = own.flatMap((passed, to): Step[] => {
    const rate = rates[0]?.[to] ?? null;
    const given = own[to - 1] ?? null;
    if (rate === null || given === null || passed === null || !first) return [];
    const others = rates.slice(1).flatMap((row) => row[to] ?? []);
    const usual = others.length === 0 ? null : medianOf(others);
    const coverage = divide(exact(passed), exact(first));
    return [{ to, given, passed, rate, coverage, usual, shortfall: usual?.minus(rate) ?? null }];
  });
  return {
    steps,
    bottleneck: most(steps, ({ shortfall }) => shortfall),
    largestDrop: most(steps, ({ rate }) => exact(1).minus(rate)),
  };
}

function ratesOf(counts: StageCounts): readonly (Exact | null)[] {
  return counts.map((count, at) => {
    const before = counts[at - 1] ?? null;
    if (count === null || before === null) return null;
    if (count > before) throw new RangeError(`stage ${at} has ${count} of ${before} tasks`);
    return before === 0 ? null : divide(exact(count), exact(before));
  });
}

/** The step with the largest amount above 0; equal amounts (to 30 digits): most tasks stopped, then the earliest. */
function most(steps: readonly Step[], amountOf: (step: Step) => Exact | null): Step | null {
  const compared = steps.flatMap((step) => {
    const amount = amountOf(step)?.toDecimalPlaces(30);
    return amount?.gt(0) ? [{ step, amount, stopped: step.given - step.passed }] : [];
  });
  const [top] = compared.sort((a, b) => b.amount.comparedTo(a.amount) || b.stopped - a.stopped);
  return top?.step ?? null;
}
