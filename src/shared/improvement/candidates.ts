/**
 * 宣传候选: who stands near the top, and who moved up by more than luck (宣传对象：排名靠前或前进幅度较大的区县). Nobody is nominated as improved for
 * noise, and nobody twice within half a year for the same cause; when nobody is left, that is the answer.
 */
import { exact, maxOf, published } from '../engine/decimal.ts';
import { comparePeriods, formatPeriod, periodMonths, previousPeriod } from '../period.ts';
import { beyondExpected } from './beyond-expected.ts';
import { type RandomEffects, randomEffects } from './random-effects.ts';

/** 排名靠前: places that are nominated; a tie is never cut. */
const TOP = 3;
/** Fewer earlier scores say nothing; fewer than six are marked 初步. */
const FEWEST = 3;
const FIRM = 6;
/** For so many months the same cause is not nominated again. */
const REPEAT_MONTHS = 6;

export type Cause = 'top' | 'improved';
/** Who was nominated and 入选 before. `item`: the line of the scheme that carried the improvement. */
export type Prize = { readonly period: string; readonly cause: Cause; readonly item: string | null };

export type UnitCourse = {
  readonly organisation: string;
  readonly name: string;
  readonly score: string | null;
  readonly rank: number | null;
  /** Places gained since the last ranking; null without one. */
  readonly change: number | null;
  /** Scores of the earlier periods under the same rules, oldest first; null where there was none. */
  readonly earlier: readonly (string | null)[];
  /** Lines of the scheme: points now, and their mean in the same earlier periods. */
  readonly lines: readonly { readonly code: string; readonly name: string; readonly points: string; readonly before: string }[];
  readonly prizes: readonly Prize[];
};

export type Candidate = {
  readonly organisation: string;
  readonly name: string;
  readonly cause: Cause;
  readonly score: string;
  readonly rank: number;
  /** The line that carried the improvement; null for 排名靠前 or when no line gained. */
  readonly item: { readonly code: string; readonly name: string } | null;
  /** Why, with the figures. */
  readonly evidence: string;
};

export type Candidates = {
  readonly top: readonly Candidate[];
  readonly improved: readonly Candidate[];
  /** Units that moved up and are not nominated for it, each with the reason. */
  readonly passed: readonly { readonly organisation: string; readonly name: string; readonly reason: string }[];
  /** Said when nobody improved by more than luck; null otherwise. */
  readonly none: string | null;
  /** What the judgement rests on: “近 11 期、11 个单位的得分”, 初步 when short. */
  readonly basis: string;
};

/** Judges one list's period. All units have earlier scores of the same periods. */
export function judgeCandidates(period: string, units: readonly UnitCourse[]): Candidates {
  const course = units.filter((unit) => unit.earlier.every((score) => score !== null));
  const effects = effectsOf(course);
  const top = units.flatMap((unit) => topCandidate(unit));
  const judged = units.map((unit) => ({ unit, ...judgeImproved(period, unit, effects, course.indexOf(unit)) }));
  const improved = judged
    .flatMap(({ candidate, gain }) => (candidate ? [{ candidate, gain: Number(gain) }] : []))
    .sort((a, b) => b.gain - a.gain)
    .map(({ candidate }) => candidate);
  const passed = judged.flatMap(({ unit: { organisation, name }, reason }) =>
    reason === null ? [] : [{ organisation, name, reason }],
  );
  const periods = units[0]?.earlier.length ?? 0;
  return {
    top,
    improved,
    passed,
    none: improved.length > 0 ? null : noneWords(effects, periods, passed.length),
    basis: effects
      ? `按同一方案前 ${effects.periods} 期、${effects.units} 个单位的得分判断${effects.periods < FIRM ? '（期数少，为初步判断）' : ''}`
      : '',
  };
}

function effectsOf(course: readonly UnitCourse[]): RandomEffects | null {
  const rows = course.map(({ earlier }) => earlier.flatMap((score) => (score === null ? [] : [exact(score)])));
  return rows.length < 2 || (rows[0]?.length ?? 0) < FEWEST ? null : randomEffects(rows);
}

function topCandidate({ organisation, name, score, rank, change, prizes }: UnitCourse): readonly Candidate[] {
  if (score === null || rank === null || rank > TOP) return [];
  const before = prizes.filter(({ cause }) => cause === 'top').length;
  const move = change === null || change === 0 ? '' : `，比上次${change > 0 ? '上升' : '下降'} ${Math.abs(change)} 位`;
  const evidence = `得分 ${score}，列第 ${rank} 位${move}${before > 0 ? `；此前因排名靠前入选过 ${before} 次` : ''}。`;
  return [{ organisation, name, cause: 'top', score, rank, item: null, evidence }];
}

type Judged = { readonly candidate: Candidate | null; readonly gain: string; readonly reason: string | null };

function judgeImproved(period: string, unit: UnitCourse, effects: RandomEffects | null, at: number): Judged {
  const { organisation, name, score, rank, change } = unit;
  const refuse = (reason: string | null): Judged => ({ candidate: null, gain: '0', reason });
  // 前进 is a matter of places: where all rise alike nobody has moved up.
  if (score === null || rank === null || change === null || change <= 0 || effects === null) return refuse(null);
  const rose = `名次上升 ${change} 位`;
  const expected = effects.expected[at];
  if (expected === undefined) return refuse(`${rose}，但前 ${effects.periods} 期得分不全，不作判断。`);
  const found = beyondExpected(exact(score), expected, effects.spread);
  if (found === null) return refuse(`${rose}，但各单位以往得分没有变动，看不出多大算幅度较大。`);
  const gain = exact(score).minus(expected);
  const size = published(gain.abs(), 2);
  const basis = `得分 ${score}，按以往预期 ${published(expected, 2)}`;
  if (gain.isNegative() || size === '0.00') {
    const beside = size === '0.00' ? '与预期持平' : `比预期低 ${size} 分`;
    return refuse(`${rose}；${basis}，${beside}，名次上升来自其他单位得分下降。`);
  }
  const compared = `${basis}，高 ${size} 分，是通常波动的 ${published(found.z, 2)} 倍`;
  if (found.verdict !== '超出预期') return refuse(`${rose}；${compared}，不到 2 倍，可能只是正常波动。`);
  const item = mostGained(unit);
  const repeated = repeatOf(period, unit.prizes, item?.code ?? null);
  if (repeated) {
    const by = item ? `同一项（${item.code} ${item.name}）` : '进步';
    return refuse(`${rose}；${compared}。${formatPeriod(repeated.period)}已因${by}入选，${REPEAT_MONTHS} 个月内不重复。`);
  }
  const carried = item ? `；主要来自 ${item.code} ${item.name}，比前期平均多 ${item.gain} 分` : '';
  const evidence = `${rose}；${compared}，超出预期${carried}。`;
  const shown = item ? { code: item.code, name: item.name } : null;
  return {
    candidate: { organisation, name, cause: 'improved', score, rank, item: shown, evidence },
    gain: published(gain, 4),
    reason: null,
  };
}

/** The line that gives most beyond its own mean; null when none gives more. */
function mostGained({ lines }: UnitCourse): { readonly code: string; readonly name: string; readonly gain: string } | null {
  const gains = lines.map(({ code, name, points, before }) => ({ code, name, gain: exact(points).minus(before) }));
  const [first] = gains;
  if (!first) return null;
  const most = maxOf(gains.map(({ gain }) => gain));
  const found = gains.find(({ gain }) => gain.eq(most));
  return found && published(most, 2) !== '0.00' && most.isPositive() ? { ...found, gain: published(most, 2) } : null;
}

/** An earlier 入选 for the same cause that is not six months old; without a line that carried it, any 进步 is the same cause. */
function repeatOf(period: string, prizes: readonly Prize[], item: string | null): Prize | null {
  let since = periodMonths(period).first;
  for (let month = 0; month < REPEAT_MONTHS; month += 1) since = previousPeriod(since);
  const same = prizes.filter(
    (prize) =>
      prize.cause === 'improved' &&
      comparePeriods(prize.period, since) >= 0 &&
      comparePeriods(prize.period, period) < 0 &&
      (item === null || prize.item === null || prize.item === item),
  );
  return same.at(-1) ?? null;
}

function noneWords(effects: RandomEffects | null, periods: number, risen: number): string {
  if (periods < FEWEST) {
    return `同一方案下此前只有 ${periods} 期得分，满 ${FEWEST} 期才能判断进步幅度，本期不提名。`;
  }
  if (effects === null) return '前期得分齐全的单位不足两个，判断不了进步幅度，本期不提名。';
  return risen === 0
    ? '没有名次上升的单位，本期不提名进步幅度较大的单位。'
    : `名次上升的 ${risen} 个单位都没有达到提名条件，本期不提名进步幅度较大的单位。`;
}
