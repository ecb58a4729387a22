/**
 * 年度: monthly scores at 50 % of the year-end assessment (淄博: 月度督察得分以50%的比例列入年底综合考核), the year-end parts at the other half,
 * grades with share caps, and what a unit can still reach (methods.md §13).
 */
import { clamp, divide, type Exact, exact, hundred, maxOf, minOf, one, published, roundHalfUp, sum, text } from './decimal.ts';
import { rankValues } from './rank.ts';

type AnnualPart = {
  readonly code: string;
  readonly name: string /** Share of the year-end half; all parts make 1. */;
  readonly share: string;
};
type Grade = {
  readonly name: string;
  /** Total from which the grade is reached. */
  readonly from: string;
  /** At most this share of the units may hold the grade; null = no cap. */
  readonly mostShare: string | null;
};
export type AnnualRules = {
  /** Share of the monthly mean in the year's total, 0–1; the year-end parts have the rest. */
  readonly monthlyShare: string;
  readonly publishedDecimals: number;
  /** Months the office means to hold this year. */
  readonly plannedMonths: number;
  /** Lowest and highest monthly score the rules allow for, for the bounds. */
  readonly lowest: string;
  readonly highest: string;
  readonly parts: readonly AnnualPart[];
  /** From the best down; the last takes everybody else. */
  readonly grades: readonly Grade[];
  /** Grade a vetoed unit cannot exceed (武汉: 一票否决 of honours). */
  readonly vetoGrade: string;
};
export type AnnualUnit = {
  readonly code: string;
  readonly name: string;
  /** Published scores of the months that were held, in order; null where the unit had none. */
  readonly months: readonly (string | null)[];
  /** Year-end marks (0–100) by part; absent = not given yet. */
  readonly marks: Readonly<Record<string, string>>;
  readonly isVetoed: boolean;
};
export type AnnualEntry = {
  readonly code: string;
  readonly name: string;
  readonly held: number;
  /** Mean of the months held, published digits; null before the first. */
  readonly mean: string | null;
  readonly meanRank: number | null;
  readonly isMeanTied: boolean;
  /** Sum of part marks by share; null until every part is marked. */
  readonly yearEnd: string | null;
  readonly total: string | null;
  readonly rank: number | null;
  readonly isTied: boolean;
  readonly grade: string | null;
  /** Why the grade is lower than the total alone would give. */
  readonly gradeNote: string | null;
  /** What the mean over the planned months can still become, and the places that go with it. */
  readonly bounds: { readonly low: string; readonly high: string; readonly best: number; readonly worst: number } | null;
};

/**
 * Standing of a year.
 *
 * Y = share × mean of held months + (1 − share) × Σ part share × mark. Months not held (一月) are left out of the mean.
 * Bounds of the mean after all planned months: [(m·S̄ + R·lo) ÷ (m + R), (m·S̄ + R·hi) ÷ (m + R)]; best place = 1 + units whose low
 * lies above one's high, worst = units whose high reaches one's low (methods.md §13).
 * @example 9 months at 86.9, 3 to come, 60 to 95 → [80.175, 88.925]
 * @throws Error with a Chinese sentence when the parts do not make the whole
 */
export function annualStanding(units: readonly AnnualUnit[], rules: AnnualRules): readonly AnnualEntry[] {
  checkRules(rules);
  const decimals = rules.publishedDecimals;
  const computed = units.map((unit) => {
    const scores = unit.months.filter((score) => score !== null).map((score) => exact(score));
    const mean = scores.length === 0 ? null : divide(sum(scores), exact(scores.length));
    const yearEnd = yearEndOf(unit, rules);
    const share = exact(rules.monthlyShare);
    const total = mean === null || yearEnd === null ? null : mean.times(share).plus(yearEnd.times(one.minus(share)));
    return { unit, scores, mean, yearEnd, total, bounds: boundsOf(scores, rules) };
  });
  const places = (values: readonly (Exact | null)[]) =>
    rankValues(new Map(units.map((unit, index) => [unit.code, textOrNull(values[index] ?? null)])), {
      direction: 'higher',
      decimals,
    });
  const means = places(computed.map(({ mean }) => mean));
  const totals = places(computed.map(({ total }) => total));
  const grades = gradesOf(
    computed.map(({ unit, total }) => ({ unit, total: total === null ? null : roundHalfUp(total, decimals) })),
    rules,
  );
  return computed.map(({ unit, scores, mean, yearEnd, total, bounds }): AnnualEntry => {
    const own = bounds;
    const others = computed.filter((other) => other.unit !== unit).flatMap((other) => other.bounds ?? []);
    const grade = grades.get(unit.code);
    return {
      code: unit.code,
      name: unit.name,
      held: scores.length,
      mean: mean === null ? null : published(mean, decimals),
      meanRank: means.get(unit.code)?.rank ?? null,
      isMeanTied: means.get(unit.code)?.isTied ?? false,
      yearEnd: yearEnd === null ? null : published(yearEnd, decimals),
      total: total === null ? null : published(total, decimals),
      rank: totals.get(unit.code)?.rank ?? null,
      isTied: totals.get(unit.code)?.isTied ?? false,
      grade: grade?.name ?? null,
      gradeNote: grade?.note ?? null,
      bounds: own && {
        low: text(own.low),
        high: text(own.high),
        best: 1 + others.filter((other) => other.low.gt(own.high)).length,
        worst: 1 + others.filter((other) => other.high.gte(own.low)).length,
      },
    };
  });
}

const textOrNull = (value: Exact | null): string | null => (value === null ? null : text(value));

function checkRules(rules: AnnualRules): void {
  if (rules.parts.length === 0 || !sum(rules.parts.map((part) => exact(part.share))).eq(1)) {
    throw new Error('年终考核各部分的占比合计应为 100%，请改正后再算。');
  }
  const share = exact(rules.monthlyShare);
  if (share.lt(0) || share.gt(1)) throw new Error('月度得分所占比例应在 0% 到 100% 之间，请改正后再算。');
  if (exact(rules.lowest).gt(rules.highest)) throw new Error('月度最低分不能高于最高分，请改正后再算。');
}

function yearEndOf(unit: AnnualUnit, rules: AnnualRules): Exact | null {
  const marks = rules.parts.map((part) => unit.marks[part.code]);
  if (marks.some((mark) => mark === undefined)) return null;
  return sum(rules.parts.map((part, index) => exact(part.share).times(clamp(exact(marks[index] ?? 0), exact(0), hundred))));
}

type Bounds = { readonly low: Exact; readonly high: Exact };

function boundsOf(scores: readonly Exact[], rules: AnnualRules): Bounds | null {
  if (scores.length === 0) return null;
  const remaining = Math.max(0, rules.plannedMonths - scores.length);
  const end = (score: string): Exact => divide(sum(scores).plus(exact(score).times(remaining)), exact(scores.length + remaining));
  // A score outside the rules' own range (a bonus over it) must not make the bounds cross.
  return { low: minOf([end(rules.lowest), end(rules.highest)]), high: maxOf([end(rules.lowest), end(rules.highest)]) };
}

/**
 * 等次: the best grade whose threshold is reached. A share cap (优秀 ≤ 30 %) goes by rank: when more units reach a grade than may hold it, the
 * lowest of them go one grade down; ties at the edge all go down, since a cap is a cap. A veto brings a unit to `vetoGrade` at best.
 */
function gradesOf(
  units: readonly { readonly unit: AnnualUnit; readonly total: Exact | null }[],
  rules: AnnualRules,
): ReadonlyMap<string, { readonly name: string; readonly note: string | null }> {
  const graded = new Map<string, { readonly name: string; readonly note: string | null }>();
  const waiting = units
    .flatMap(({ unit, total }) => (total === null ? [] : [{ unit, total }]))
    .sort((a, b) => b.total.comparedTo(a.total));
  const vetoAt = rules.grades.findIndex((grade) => grade.name === rules.vetoGrade);
  for (const [index, grade] of rules.grades.entries()) {
    const isLast = index === rules.grades.length - 1;
    const able = waiting.filter(({ unit, total }) => !graded.has(unit.code) && (isLast || total.gte(grade.from)));
    const allowed = able.filter(({ unit }) => isLast || !unit.isVetoed || index >= vetoAt);
    const most = grade.mostShare === null ? allowed.length : Math.floor(exact(grade.mostShare).times(units.length).toNumber());
    const edge = allowed[most]?.total;
    for (const { unit, total } of allowed) {
      if (edge !== undefined && total.lte(edge)) continue;
      graded.set(unit.code, { name: grade.name, note: noteOf(unit, total, index, rules) });
    }
  }
  return graded;
}

function noteOf(unit: AnnualUnit, total: Exact, index: number, rules: AnnualRules): string | null {
  const reached = rules.grades.findIndex((grade, at) => at === rules.grades.length - 1 || total.gte(grade.from));
  if (reached === index) return null;
  return unit.isVetoed ? `一票否决，不高于${rules.vetoGrade}` : `达到${rules.grades[reached]?.name ?? ''}线，名额已满`;
}
