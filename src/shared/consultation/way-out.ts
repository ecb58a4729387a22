/** 处方: three plans of real tasks, and whom to learn from. Plain data with its sentences. */
import { type Exact, exact, hundred, published, zero } from '../engine/decimal.ts';
import type { EvaluationInput } from '../engine/index.ts';
import type { Lesson, Prescription, WorkFact } from './facts.ts';
import type { FigureChange } from './item-costs.ts';
import { type ContextUnit, type ContextVariable, type Neighbours, neighboursOf } from './neighbours.ts';
import { type Plan, planRoute, type Route } from './route-plan.ts';
import { levelWords, planName, planWords, routeWords } from './route-words.ts';
import type { WeightTable } from './weight-table.ts';

/** A record that is still open, with what the figures become when it is put right now. */
export type OpenRecord = WorkFact & { readonly changes: readonly FigureChange[] };

export type PrescriptionQuestion = {
  readonly input: EvaluationInput;
  readonly organisation: string;
  readonly works: readonly OpenRecord[];
  readonly courses: Readonly<Record<string, readonly string[]>>;
  readonly upcoming: readonly string[];
  readonly context: {
    readonly units: readonly ContextUnit[];
    readonly variables: readonly ContextVariable[];
    /** Year or month of each variable, for the foot: “总人口（2015 年）”. */
    readonly sources: readonly string[];
  };
  /** The library, by unit. */
  readonly experiences: readonly (Lesson['experiences'][number] & { readonly organisation: string; readonly field: string })[];
};

/** Weak spots that are told; the table of losses has them all. */
const SPOTS = 5;

/**
 * @param table of the unit's list; null when the scheme is no weighted sum: then there are no lessons by 得分率
 * @param weak codes of the lines to learn for, the dearest first
 */
export function prescriptionFacts(
  question: PrescriptionQuestion,
  table: WeightTable | null,
  weak: readonly string[],
): Prescription {
  const { input, organisation, courses, upcoming } = question;
  const { route, refusal } = routeOf(() =>
    planRoute({ input, organisation, courses, upcoming, works: question.works.map((work) => ({ ...work, name: work.title })) }),
  );
  const repeats = route ? repeatsOf(route) : [];
  const near = neighboursOf(organisation, question.context.units, question.context.variables);
  return {
    route,
    refusal,
    words: route ? routeWords(route) : (refusal ?? ''),
    plans: (route?.plans ?? []).map((plan, at) =>
      route && !repeats[at] ? planWords(plan, route) : `${planName[plan.kind]}：与${planName.least}相同。`,
    ),
    repeats,
    levels: (route?.levels?.levels ?? []).filter(({ room }) => !exact(room).isZero()).map(levelWords),
    works: question.works.map(({ changes: _, ...fact }) => fact),
    lessons: table ? weak.slice(0, SPOTS).flatMap((code) => lessonOf(code, table, near, question)) : [],
    neighbours: {
      nearest: near.nearest.map(({ organisation: code, name, distance }) => ({
        organisation: code,
        name,
        distance: distance.toFixed(2),
      })),
      variables: question.context.variables,
      words: neighbourWords(near, question.context.sources),
    },
  };
}

/** Plans after the first that reach the same rival by the same works, or fall short of it by the same. */
function repeatsOf({ plans }: Route): readonly boolean[] {
  const [least] = plans;
  const comesTo = (plan: Plan): string =>
    plan.state === 'reached'
      ? plan.works.map(({ id }) => id).join('\n')
      : `${plan.reason} ${plan.works} ${plan.gain} ${plan.short}`;
  return plans.map((plan) => plan !== least && comesTo(plan) === comesTo(least) && plan.target.drift === least.target.drift);
}

/** Why there is no route is said in the sentence that was thrown. */
function routeOf(plan: () => Route): { readonly route: Route | null; readonly refusal: string | null } {
  try {
    return { route: plan(), refusal: null };
  } catch (cause) {
    if (cause instanceof Error && /[\u4e00-\u9fff]/.test(cause.message)) return { route: null, refusal: cause.message };
    throw cause;
  }
}

/** The comparable unit that is strong where this one is weak; when no comparable one is better, the best of the list. */
function lessonOf(
  code: string,
  { lines, units }: WeightTable,
  near: Neighbours,
  question: PrescriptionQuestion,
): readonly Lesson[] {
  const at = lines.findIndex((line) => line.code === code);
  const line = lines[at];
  const own = units.find((unit) => unit.organisation === question.organisation);
  if (!line || !own) return [];
  const rate = (unit: typeof own): Exact => unit.rates[at] ?? zero;
  const better = units
    .filter((unit) => !unit.borrowed[at] && rate(unit).gt(rate(own)))
    .sort((a, b) => rate(b).comparedTo(rate(a)));
  const close = new Set(near.nearest.map(({ organisation }) => organisation));
  const comparable = better.find(({ organisation }) => close.has(organisation));
  const teacher = comparable ?? better[0];
  if (!teacher) return [];
  const experiences = question.experiences
    .filter(({ organisation }) => organisation === teacher.organisation)
    .map(({ id, title, state }) => ({ id, title, state }));
  const show = (value: Exact): string => published(value.times(hundred), 2);
  const who = comparable ? `条件相近的${teacher.name}` : `名单内最好的${teacher.name}（条件相近的单位都不比它高）`;
  const known = experiences.length === 0 ? '经验库还没有它的登记，请联系该单位补报' : `已登记经验 ${experiences.length} 条`;
  return [
    {
      code,
      name: line.name,
      own: show(rate(own)),
      teacher: { organisation: teacher.organisation, name: teacher.name, rate: show(rate(teacher)) },
      isComparable: comparable !== undefined,
      experiences,
      words: `${code} ${line.name}得分率 ${show(rate(own))}%，向${who}学习（${show(rate(teacher))}%）；${known}。`,
    },
  ];
}

function neighbourWords({ nearest, unused }: Neighbours, sources: readonly string[]): string {
  if (nearest.length === 0) return '没有可以比较条件的数据（人口、面积、财力等），对标单位按得分率最高的列。';
  const dropped = unused.length === 0 ? '' : `；${unused.map(({ name }) => name).join('、')}各单位相同或不足两个数，没有采用`;
  return `条件相近的单位：${nearest.map(({ name, distance }) => `${name}（距离 ${distance.toFixed(2)}）`).join('、')}。按${sources.join('、')}比较，数越小越相近${dropped}。只用于会诊，不用于计分。`;
}
