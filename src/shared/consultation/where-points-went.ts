/** 化验: what each open record takes, what could have been kept, and where the tasks get stuck. Plain data with its sentences. */
import type { RecordLink } from '../contract/feeds.ts';
import { type Exact, exact, hundred, published, sum } from '../engine/decimal.ts';
import type { Entry, EvaluationInput } from '../engine/index.ts';
import { rawUses } from '../engine/raw-uses.ts';
import { avoidableLosses } from './avoidable-loss.ts';
import { bottleneckChain, type StageCounts, type Step } from './bottleneck.ts';
import type { ChainFacts, CostedWork, Tests, WorkCosts, WorkFact } from './facts.ts';
import { type FigureChange, itemCosts } from './item-costs.ts';
import { actsOnTotal, decomposeByGroups, lineGroups } from './shapley.ts';
import type { WeightTable } from './weight-table.ts';

/** A record that takes points, with what the figures would be had it not been so. */
export type ChargedWork = WorkFact & { readonly changes: readonly FigureChange[] };
export type SilentWork = WorkFact & { readonly reason: string };

/** The six stages a task goes through; each supposes the one before. */
const STAGES = ['部署承接', '方案出台', '责任人和资源到位', '节点推进', '督察整改', '取得成效'] as const;

export type ChainQuestion = {
  /** What had to be there for a task to count, one a stage. */
  readonly rules: readonly string[];
  /** Tasks of the unit and the first stage each did not reach; STAGES.length: it has gone through all. */
  readonly own: readonly { readonly link: RecordLink; readonly stoppedAt: number }[];
  /** The same of each other unit that has tasks. */
  readonly peers: readonly (readonly number[])[];
};

const two = (value: Exact): string => published(value, 2);
const percent = (share: Exact): string => two(share.times(hundred));

/**
 * 分值到件: every record that takes points, by what it takes. Records whose figure does not move the score, or that cannot be reckoned, are listed with
 * the reason.
 * @example 周村区 with two overdue nodes of twenty → each 15 × 1 ÷ 20 = 0.75
 */
export function workCosts(
  input: EvaluationInput,
  { organisation, name, items }: Pick<Entry, 'organisation' | 'name' | 'items'>,
  works: readonly ChargedWork[],
  silent: readonly SilentWork[],
): WorkCosts {
  const decimals = Math.max(2, input.rules.publishedDecimals);
  const found = itemCosts(input, organisation, works);
  const byId = new Map(works.map((work) => [work.id, work]));
  const factOf = (id: string): WorkFact[] => {
    const work = byId.get(id);
    if (!work) return [];
    const { changes: _, ...fact } = work;
    return [fact];
  };
  const costed = found.costs
    .flatMap(({ id, cost, score, rank, parts }) =>
      factOf(id).map((fact): CostedWork => ({ ...fact, cost, shown: published(exact(cost), decimals), score, rank, parts })),
    )
    .sort((a, b) => exact(b.cost).comparedTo(a.cost));
  // What stands on paper as gained is the one published score less the other.
  const gained = exact(found.joint.score).minus(found.score);
  const joint = { shown: published(gained, decimals), score: found.joint.score, rank: found.joint.rank };
  const interplay = published(exact(found.interplay), decimals);
  const added = sum(costed.map(({ shown }) => exact(shown)));
  const rounding = published(exact(interplay).isZero() ? added.minus(gained).abs() : exact(0), decimals);
  const followed = new Set(works.flatMap(({ changes }) => changes.map(({ indicator }) => indicator)));
  const unrecorded = items.flatMap((item) => {
    const lost = exact(item.effectiveFullPoints).minus(item.points ?? 0);
    if (item.kind !== 'base' || item.state === 'notApplicable' || lost.lte(0)) return [];
    if (rawUses(item).some(({ indicator }) => followed.has(indicator))) return [];
    return [{ code: item.code, name: item.name, lost: two(lost) }];
  });
  return {
    works: costed,
    uncounted: found.uncounted.flatMap(({ id, reason }) => factOf(id).map((fact) => ({ ...fact, reason }))),
    silent,
    unrecorded,
    joint,
    interplay,
    rounding,
    words: costWords(name, costed, { joint, interplay, rounding }, silent.length),
  };
}

function costWords(
  name: string,
  works: readonly CostedWork[],
  { joint, interplay, rounding }: Pick<WorkCosts, 'joint' | 'interplay' | 'rounding'>,
  silent: number,
): string {
  const quiet = silent === 0 ? '' : `另有 ${silent} 件按方案本期不计分，列在后面。`;
  if (works.length === 0) return `登记里没有${name}本期少得分的事项。${quiet}`;
  const [first] = works;
  const dearest = first && exact(first.cost).gt(0) ? `少得最多的是“${first.title}”，${first.shown} 分。` : '';
  const added = exact(interplay).isZero()
    ? ''
    : `各件合计与一并办结相差 ${interplay.replace('-', '')} 分，因为封顶、取低等互相影响，不能简单相加。`;
  const off = exact(rounding).isZero() ? '' : `（各件相加与此差 ${rounding} 分，是四舍五入）`;
  return `登记里有 ${works.length} 件少得了分，全都办好可多得 ${joint.shown} 分${off}，得分 ${joint.score} 分，列第 ${joint.rank} 位。${dearest}${added}${quiet}`;
}

/** 可挽回的失分, and the few lines that make most of it. */
export function losses(table: WeightTable, organisation: string): Tests['losses'] {
  const found = avoidableLosses(table, organisation);
  const whole = sum(found.map(({ loss }) => loss));
  const rows = found.map(({ line, own, mark, loss, upTo, isVital }) => ({
    code: line.code,
    name: line.name,
    fullPoints: two(line.weight),
    own: percent(own),
    mark: percent(mark),
    loss: two(loss),
    upTo: percent(upTo),
    isVital,
  }));
  const vital = rows.filter(({ isVital }) => isVital);
  const named = vital.map(({ code, name, loss }) => `${code} ${name} ${loss} 分`).join('、');
  const words =
    rows.length === 0
      ? '各项都不低于多数单位的较好水平（上四分位数），没有可挽回的失分。'
      : `各项做到其他单位的较好水平（上四分位数），可挽回 ${two(whole)} 分；其中 ${vital.length} 项占 ${vital.at(-1)?.upTo ?? ''}%：${named}。`;
  return { rows, whole: two(whole), words };
}

/** The chain as it is drawn; null without a task of the unit. */
export function chainFacts({ rules, own, peers }: ChainQuestion, listWords: string): ChainFacts | null {
  if (own.length === 0) return null;
  const countsOf = (stops: readonly number[]): StageCounts => STAGES.map((_, stage) => stops.filter((at) => at > stage).length);
  const counts = countsOf(own.map(({ stoppedAt }) => stoppedAt));
  const chain = bottleneckChain(counts, peers.map(countsOf));
  const stepTo = (stage: number): Step | undefined => chain.steps.find(({ to }) => to === stage);
  return {
    stages: STAGES.map((name, stage) => {
      const step = stepTo(stage);
      return {
        name,
        rule: rules[stage] ?? '',
        count: counts[stage] ?? 0,
        rate: step ? percent(step.rate) : null,
        usual: step?.usual ? percent(step.usual) : null,
        stopped: own.filter(({ stoppedAt }) => stoppedAt === stage).map(({ link }) => link),
      };
    }),
    peers: peers.length,
    bottleneck: chain.bottleneck?.to ?? null,
    largestDrop: chain.largestDrop?.to ?? null,
    words: chainWords(own.length, chain.bottleneck, chain.largestDrop, peers.length, listWords),
  };
}

function chainWords(tasks: number, bottleneck: Step | null, drop: Step | null, peers: number, listWords: string): string {
  const stage = ({ to }: Step): string => `“${STAGES[to - 1] ?? ''} → ${STAGES[to] ?? ''}”`;
  const told = `台账 ${tasks} 项任务，`;
  const all = peers === 0 ? '没有别的单位可比' : `其他 ${peers} 个${listWords}`;
  if (drop === null) return `${told}到了的环节全部通过，没有卡点。`;
  const plain = `折损最多的是${stage(drop)}，${drop.given} 项通过 ${drop.passed} 项（${percent(drop.rate)}%）`;
  if (bottleneck === null || bottleneck.usual === null)
    return `${told}${plain}；${peers === 0 ? all : `与${all}的中位数相比各环节都不落后`}。`;
  const usual = `（${percent(bottleneck.rate)}%，${all}的中位数 ${percent(bottleneck.usual)}%）`;
  const same = bottleneck.to === drop.to ? '' : `；${plain}`;
  return `${told}卡在${stage(bottleneck)}：${bottleneck.given} 项通过 ${bottleneck.passed} 项${usual}${same}。`;
}

/** By groups of lines where something acts on the total; null where the plain rows already say whose it is. */
export function groupsFacts(input: EvaluationInput, entry: Entry, other: Entry | null): Tests['groups'] {
  if (!other || !actsOnTotal(entry, other)) return null;
  const decomposition = decomposeByGroups(input, entry.organisation, other.organisation, lineGroups(input, entry));
  return {
    other: other.name,
    decomposition,
    words: `封顶、一票否决、折算等作用在总分上，按各组逐一互换的平均影响分摊到组（合计仍等于总差 ${two(exact(decomposition.total)).replace('-', '−')} 分）。`,
  };
}
