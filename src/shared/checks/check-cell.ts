/** The checks of one figure at entry, in the order of methods.md §14, against its own last twelve periods and its neighbours. */
import { type Exact, exact, roundHalfUp, text, zero } from '../engine/decimal.ts';
import { formatPeriod, periodKind, previousPeriod } from '../period.ts';
import type { CheckedIndicator, Finding } from './finding.ts';
import { isCount, isNeverNegative, refusalOf, shareDoubt, shareKind, wholeDoubt } from './hard-range.ts';
import { brokenIdentity, type Identity, identityWords } from './identities.ts';
import { FEWEST, type Spread, spreadOf, spreadOfCounts } from './spread.ts';

/** How far back a figure is compared with itself. */
const PERIODS_BACK = 12;

export type Past = { readonly period: string; readonly value: string };
/** One unit's figure over its last twelve periods, oldest first; periods without a figure are left out. */
export type Course = {
  readonly past: readonly Past[];
  readonly values: readonly Exact[];
  readonly spread: Spread | null;
};

/** The periods of the same kind before this one, oldest first. */
export function periodsBefore(period: string): readonly string[] {
  const periods: string[] = [];
  for (let at = previousPeriod(period); periods.length < PERIODS_BACK; at = previousPeriod(at)) periods.unshift(at);
  return periods;
}

export function courseOf(indicator: CheckedIndicator, past: readonly Past[]): Course {
  const values = past.map(({ value }) => exact(value));
  return { past, values, spread: isCount(indicator) ? spreadOfCounts(values) : spreadOf(values) };
}

export type Neighbours = {
  /** Identities this figure takes part in. */
  readonly identities: readonly Identity[];
  /** The unit's other figures of the period. */
  readonly figureOf: (code: string) => string | null;
};

/** Everything there is to say about a figure; empty for an ordinary one. */
export function checkCell(
  indicator: CheckedIndicator,
  period: string,
  value: string,
  course: Course,
  neighbours: Neighbours,
): readonly Finding[] {
  const figure = exact(value);
  const fraction = wholeDoubt(indicator, value);
  const found = [
    refusalOf(indicator, value) ?? shareDoubt(indicator, value),
    fraction,
    cumulativeDoubt(indicator, period, figure, course),
    ...neighbours.identities.map((identity) => brokenIdentity(identity, neighbours.figureOf)),
    rangeDoubt(indicator, figure, course),
    sameDoubt(period, figure, course),
    fraction ? null : precisionDoubt(indicator, value, course),
  ];
  return found.filter((finding) => finding !== null);
}

const doubt = (code: Finding['code'], sentence: string): Finding => ({ code, severity: 'doubt', sentence });
const REASON = '请核对；确实如此请说明原因。';

/** 累计 begins anew with the year, so that it is compared within the year; a yearly 累计 never falls at all. */
function cumulativeDoubt({ name }: CheckedIndicator, period: string, figure: Exact, { past }: Course): Finding | null {
  const last = past.at(-1);
  if (!last || !name.includes('累计')) return null;
  if (periodKind(period) !== 'year' && last.period.slice(0, 4) !== period.slice(0, 4)) return null;
  if (figure.gte(last.value)) return null;
  const sentence = `累计数比${formatPeriod(last.period)}的 ${last.value} 少了 ${text(exact(last.value).minus(figure))}，累计应只增不减，${REASON}`;
  return doubt('cumulative', sentence);
}

function rangeDoubt(indicator: CheckedIndicator, figure: Exact, { spread, past }: Course): Finding | null {
  if (!spread || (figure.gte(spread.low) && figure.lte(spread.high))) return null;
  const { median, scale } = spread;
  if (scale.isZero()) return doubt('range', `此前 ${past.length} 期都是 ${text(median)}，本期为 ${text(figure)}，${REASON}`);
  const usual = usualRange(indicator, spread);
  const side = figure.gt(median) ? '高' : '低';
  const slip = slipOf(figure, median);
  const sentence = `${text(figure)} 明显偏${side}：近 ${past.length} 期中位数 ${text(median)}，通常在 ${usual.low} 至 ${usual.high} 之间，${slip}${REASON}`;
  return doubt('range', sentence);
}

/** Ten, a hundred, ten thousand times the usual: the point or the unit has slipped. */
function slipOf(figure: Exact, median: Exact): string {
  if (median.isZero() || figure.isZero()) return '';
  const ratio = figure.div(median).toNumber();
  for (const [times, word] of [
    [10, '小数点错了一位'],
    [100, '小数点错了两位，或比率与小数混用'],
    [10_000, '计量单位差了“万”'],
    [100_000_000, '计量单位差了“亿”'],
  ] as const) {
    const off = ratio > 1 ? ratio / times : 1 / ratio / times;
    if (off > 0.8 && off < 1.25) return `像是${word}，`;
  }
  return '';
}

/** Only a figure that has never stood still in at least six periods is asked why it does now. */
function sameDoubt(period: string, figure: Exact, { past, values }: Course): Finding | null {
  const last = past.at(-1);
  if (!last || values.length < FEWEST || last.period !== previousPeriod(period) || !figure.eq(last.value)) return null;
  if (new Set(values.map(text)).size < values.length) return null;
  return doubt(
    'same',
    `与${formatPeriod(last.period)}的 ${last.value} 完全相同，而此前各期都不相同，请核对是否沿用了旧数；确实如此请说明原因。`,
  );
}

const digitsAfter = (value: string): number => /\.(\d*[1-9])/.exec(value)?.[1]?.length ?? 0;

function precisionDoubt({ decimals }: CheckedIndicator, value: string, { past }: Course): Finding | null {
  const digits = digitsAfter(value);
  if (decimals !== null && digits > decimals) {
    const agreed = decimals === 0 ? '取整数' : `保留 ${decimals} 位小数`;
    return doubt('precision', `${value} 有 ${digits} 位小数，本项应${agreed}，请核对；确实如此请说明原因。`);
  }
  const most = Math.max(...past.map((point) => digitsAfter(point.value)));
  if (past.length < FEWEST || digits <= most) return null;
  const before = most === 0 ? '都是整数' : `最多 ${most} 位小数`;
  return doubt('precision', `${value} 有 ${digits} 位小数，此前 ${past.length} 期${before}，${REASON}`);
}

/** The range as people read it: whole for counts, never below zero or above 100 where that cannot be. */
export function usualRange(indicator: CheckedIndicator, { low, high }: Spread): { readonly low: string; readonly high: string } {
  const isShare = shareKind(indicator) !== null;
  const least = (isShare || isNeverNegative(indicator)) && low.lt(zero) ? zero : low;
  const most = isShare && high.gt(100) ? exact(100) : high;
  if (isCount(indicator) && indicator.decimals === 0) return { low: text(least.ceil()), high: text(most.floor()) };
  const digits = (indicator.decimals ?? 1) + 1;
  return { low: text(roundHalfUp(least, digits)), high: text(roundHalfUp(most, digits)) };
}

/** Which checks hold for a figure, for the drawer. */
export function ruleWords(
  indicator: CheckedIndicator,
  identities: readonly Identity[],
  { spread, values }: Course,
): readonly string[] {
  const { name, unit, decimals } = indicator;
  const words: string[] = [];
  if (isNeverNegative(indicator))
    words.push(isCount(indicator) && decimals === 0 ? `按${unit}计，不能是负数，应为整数` : '不能是负数');
  if (shareKind(indicator) !== null) words.push('比率在 0 至 100 之间');
  if (name.includes('累计')) words.push('累计数在年内只增不减');
  words.push(...identities.map(identityWords));
  if (spread) {
    words.push(
      `通常范围为近 ${values.length} 期中位数 ± 3.5 × 1.4826 × 绝对中位差${isCount(indicator) ? '，件数另放宽到曾有的最多、最少各 1' : ''}`,
    );
  } else words.push(`此前不足 ${FEWEST} 期有数，不判断是否偏高偏低`);
  if (decimals !== null && decimals > 0) words.push(`最多 ${decimals} 位小数`);
  return words;
}
