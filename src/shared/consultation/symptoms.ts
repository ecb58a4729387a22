/** 症状: where the unit stands, how far it is from the others, and which of its courses say more than chance. Plain data with its sentences. */
import { medianOf } from '../checks/spread.ts';
import { clamp, divide, type Exact, exact, hundred, published, zero } from '../engine/decimal.ts';
import { decomposeAgainstMean } from '../engine/decompose.ts';
import type { Entry, Evaluation, ItemScore } from '../engine/index.ts';
import { rawUses } from '../engine/raw-uses.ts';
import { formatPeriod } from '../period.ts';
import type { GridRow, QualityFlag, SignalRow, Symptoms } from './facts.ts';
import { COURSE_WORDS, courseOf, quadrantOf } from './gap-and-trend.ts';
import { modifiedZ } from './modified-z.ts';
import { type ChartSegment, type CoursePoint, processChart, type Signal } from './process-chart.ts';
import { trendTest } from './trend-test.ts';

/** A month that was scored, and the rules it was scored by: their version, and whether each group was ranked by itself. */
export type ScoredMonth = { readonly evaluation: Evaluation; readonly rules: string; readonly isGrouped: boolean };

export type SymptomsQuestion = {
  readonly entry: Entry;
  /** Everybody it is ranked with, itself included, by rank; all with a score. */
  readonly peers: readonly Entry[];
  /** Twelve months at most, oldest first, the one in question last. */
  readonly months: readonly ScoredMonth[];
  /** What the checks of entry and the recounts on site say. */
  readonly flags: readonly QualityFlag[];
  readonly decimals: number;
  /** “区县”, “专项小组”. */
  readonly listWords: string;
};

/** Figures of fewer months say nothing about what is usual (as in process-chart.ts). */
const FEWEST = 6;

/**
 * @example 周村区 78.31 of 11, mean 90.36 → “得 78.31 分，列 11 个区县第 11 位；比平均低 12.05 分，比前一名经济开发区低 0.07 分 …”
 */
export function symptomsOf(question: SymptomsQuestion): Symptoms {
  const { entry, peers, months, decimals } = question;
  const course = months.map(({ evaluation, isGrouped }) => {
    const own = entryIn(evaluation, entry.organisation);
    // Units belong to groups whether or not they are ranked by them.
    const ranks = evaluation.entries.flatMap(({ rank, group }) => (!isGrouped || group === own?.group ? (rank ?? []) : []));
    const rank = own?.rank ?? null;
    return {
      period: evaluation.period,
      rank,
      score: own?.score ?? null,
      isLast: rank !== null && rank > 1 && rank === Math.max(...ranks),
    };
  });
  const gaps = gapsOf(question);
  const total = signalRow(null, '总分', '分', decimals, months, (one) => (one.score === null ? null : exact(one.score)), entry);
  const lines = entry.items
    .filter((item) => item.kind === 'base')
    .map(({ code, name }) => signalRow(code, name, '%', 2, months, (one) => rateOf(itemIn(one, code)), entry));
  const flags = [...stateFlags(entry), ...question.flags, ...outliers(question)];
  return {
    quality: flags.filter(
      (flag, at) => flags.findIndex(({ indicator }) => indicator === flag.indicator) === at || flag.kind !== 'outlier',
    ),
    gaps,
    course,
    total,
    lines,
    grid: gridOf(entry, peers, lines),
    words: wordsOf(question, gaps, course, total, lines),
  };
}

const entryIn = ({ entries }: Evaluation, organisation: string): Entry | undefined =>
  entries.find((entry) => entry.organisation === organisation);
const itemIn = ({ items }: Entry, code: string): ItemScore | undefined => items.find((item) => item.code === code);

/** 得分率 in hundredths; null where the line does not count, or gives nothing. */
function rateOf(item: ItemScore | undefined): Exact | null {
  if (!item || item.points === null || item.state === 'notApplicable' || exact(item.effectiveFullPoints).isZero()) return null;
  return divide(exact(item.points).times(hundred), exact(item.effectiveFullPoints));
}

function gapsOf({ entry, peers, decimals, listWords }: SymptomsQuestion): Symptoms['gaps'] {
  const own = exact(entry.score ?? 0);
  const gap = (against: 'mean' | 'above' | 'best', other: string, score: string): Symptoms['gaps'][number] => ({
    against,
    other,
    score,
    gap: published(own.minus(score), decimals),
  });
  if (peers.length < 2) return [];
  // As “差在哪里” reckons it, so that the two cannot differ in the last digit.
  const mean = published(own.minus(decomposeAgainstMean(entry, peers).total), decimals);
  const better = peers.filter((one) => (one.rank ?? 0) < (entry.rank ?? 0));
  const [best, above] = [better[0], better.at(-1)];
  return [
    gap('mean', `${peers.length} 个${listWords}平均`, mean),
    ...(above ? [gap('above', above.name, above.score ?? '0')] : []),
    ...(best ? [gap('best', best.name, best.score ?? '0')] : []),
  ];
}

function signalRow(
  code: string | null,
  name: string,
  unit: string,
  decimals: number,
  months: readonly ScoredMonth[],
  readValue: (entry: Entry) => Exact | null,
  { organisation }: Entry,
): SignalRow {
  const points = months.map(({ evaluation, rules }): CoursePoint => {
    const own = entryIn(evaluation, organisation);
    return { period: evaluation.period, value: own ? readValue(own) : null, rules };
  });
  const charts = processChart(points);
  const last = charts.at(-1);
  const own = points.filter(({ period }) => last && period >= last.from);
  const trend = trendTest(own.map(({ value }) => value?.toNumber() ?? null));
  const course = last ? courseOf(last, last.to, trend) : 'unknown';
  // A 得分率 does not leave 0 to 100 unless it already did (逐个加扣): limits beyond that would only puzzle.
  const isShare = unit === '%' && points.every(({ value }) => value === null || (value.gte(0) && value.lte(hundred)));
  const show = (value: Exact): string => published(isShare ? clamp(value, zero, hundred) : value, decimals);
  return {
    code,
    name,
    unit,
    points: points.map(({ period, value, rules }) => ({ period, value: value && show(value), rules })),
    segments: charts.map(({ from, to, count, word, limits, signals }) => ({
      from,
      to,
      count,
      word,
      limits: limits && { centre: show(limits.centre), low: show(limits.low), high: show(limits.high) },
      signals,
    })),
    course,
    words: last ? courseWords(last, course, show) : '没有可看的月份。',
  };
}

const SIGNAL_WORDS: Readonly<Record<Signal['rule'], Readonly<Record<Signal['side'], string>>>> = {
  1: { high: '高于控制上限', low: '低于控制下限' },
  2: { high: '连续 7 期高于均值', low: '连续 7 期低于均值' },
  3: { high: '连续 7 期上升', low: '连续 7 期下降' },
  4: { high: '三期中有两期接近控制上限', low: '三期中有两期接近控制下限' },
};

/** “初步：无显著变化，均值 86.10，控制限 78.20 至 94.00；2017年12月低于控制下限。” */
function courseWords(chart: ChartSegment, course: SignalRow['course'], show: (value: Exact) => string): string {
  if (chart.limits === null) {
    return chart.count < FEWEST
      ? `同一方案下只有 ${chart.count} 期，满 ${FEWEST} 期才作判断。`
      : '各期之间没有可比的变动，不作判断。';
  }
  const { centre, low, high } = chart.limits;
  // Of several signals of one month the first says most.
  const told = chart.signals.filter(({ period }, at, all) => all.findIndex((one) => one.period === period) === at);
  const signals = told.map(({ period, rule, side }) => `${formatPeriod(period)}${SIGNAL_WORDS[rule][side]}`);
  const found = signals.length === 0 ? '' : `；${signals.slice(-3).join('、')}`;
  return `${chart.word === '初步' ? '初步：' : ''}${COURSE_WORDS[course]}，均值 ${show(centre)}，控制限 ${show(low)} 至 ${show(high)}${found}。`;
}

/** 差距 × 走势, of lines that count for the unit and somebody else. */
function gridOf(entry: Entry, peers: readonly Entry[], lines: readonly SignalRow[]): readonly GridRow[] {
  return lines.flatMap(({ code, name, course }): readonly GridRow[] => {
    if (code === null) return [];
    const own = rateOf(itemIn(entry, code));
    const others = peers.flatMap((peer) => (peer === entry ? [] : (rateOf(itemIn(peer, code)) ?? [])));
    if (own === null || others.length === 0) return [];
    const gap = own.minus(medianOf(others));
    return [{ code, name, gap: published(gap, 2), course, quadrant: quadrantOf(gap, course) }];
  });
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  notReported: '未报，按 0 分计',
  notApplicable: '注明不适用，分值由本板块其他项分担',
  deferred: '批准缓报，沿用上次数值',
};

/** Cells that are not simply reported. */
function stateFlags(entry: Entry): readonly QualityFlag[] {
  return entry.items.flatMap((item) =>
    rawUses(item).flatMap(({ indicator, name, state }): readonly QualityFlag[] => {
      const words = STATE_WORDS[state];
      return words === undefined ? [] : [{ kind: 'state', indicator, words: `${item.code} ${item.name}：“${name}”${words}。` }];
    }),
  );
}

/** Raw figures of the base lines that lie far from the unit's own course (modified z). */
function outliers({ entry, months }: SymptomsQuestion): readonly QualityFlag[] {
  const seen = new Set<string>();
  return entry.items
    .filter(({ kind }) => kind === 'base')
    .flatMap((item) =>
      rawUses(item).flatMap(({ indicator, name, value }): readonly QualityFlag[] => {
        if (value === null || seen.has(indicator)) return [];
        seen.add(indicator);
        const course = months.flatMap(({ evaluation }) => {
          const own = entryIn(evaluation, entry.organisation);
          const use =
            own &&
            itemIn(own, item.code) &&
            rawUses(itemIn(own, item.code) as ItemScore).find((one) => one.indicator === indicator);
          return use?.value == null ? [] : [exact(use.value)];
        });
        if (course.length < FEWEST) return [];
        const { z, isOutlier } = modifiedZ(exact(value), course);
        if (!isOutlier) return [];
        const usual = published(medianOf(course), 2).replace(/\.?0+$/, '');
        const far = z === null ? '以往各期完全相同' : `明显偏离以往（偏离程度 ${published(z, 2)}，超过 3.5 就要核对）`;
        return [
          {
            kind: 'outlier',
            indicator,
            words: `${item.code} ${item.name}：“${name}”本期 ${value}，近 ${course.length} 期中位数 ${usual}，${far}，请先核对。`,
          },
        ];
      }),
    );
}

/** Named at most. */
const NAMED = 4;

function wordsOf(
  { entry, peers, listWords }: SymptomsQuestion,
  gaps: Symptoms['gaps'],
  course: Symptoms['course'],
  total: SignalRow,
  lines: readonly SignalRow[],
): string {
  const than = { mean: '', above: '前一名', best: '第一名' } as const;
  const differences = gaps
    .filter(({ against, other }, at) => against !== 'best' || gaps[at - 1]?.other !== other)
    .map(({ against, other, gap }) => {
      const value = exact(gap);
      if (value.isZero()) return `与${than[against]}${other}相同`;
      return `比${against === 'mean' ? ' ' : ''}${than[against]}${other}${value.isNegative() ? '低' : '高'} ${value.abs().toFixed(gap.split('.')[1]?.length ?? 0)} 分`;
    });
  const ranked = course.filter(({ rank }) => rank !== null);
  const lasts = ranked.filter(({ isLast }) => isLast).length;
  const run = ranked.length - 1 - ranked.findLastIndex(({ isLast }) => !isLast);
  const before = lasts === 0 ? '没有列末位' : `${lasts} 期末位${run > 1 ? `，已连续 ${run} 期` : ''}`;
  const moved = lines.filter((line) => line.course === 'rising' || line.course === 'falling');
  const named = moved.slice(0, NAMED).map((line) => `${line.code} ${line.name}${COURSE_WORDS[line.course]}`);
  const more = moved.length > NAMED ? `等 ${moved.length} 项` : '';
  return [
    `${entry.name}得 ${entry.score} 分，${entry.isTied ? '并列' : '列'} ${peers.length} 个${listWords}第 ${entry.rank} 位；${differences.join('，')}。`,
    ranked.length > 1 ? `近 ${ranked.length} 期${lasts === 0 ? '' : '有 '}${before}。` : '',
    `总分${total.words}`,
    moved.length === 0 ? '各项没有超出正常波动的变化。' : `超出正常波动的有：${named.join('、')}${more}。`,
  ].join('');
}
