/** 复诊: what a unit scored in the periods after its 会诊, against what was to be expected of it; and 历次会诊 with how each stands. */

import type { Database } from 'better-sqlite3';
import { nextHeld } from '../../shared/cadence.ts';
import type { FollowUp, FollowUpRefusal } from '../../shared/consultation/follow-up.ts';
import { followUp } from '../../shared/consultation/follow-up.ts';
import { MOST_ROUNDS, reviewStanding } from '../../shared/consultation/record.ts';
import type { ScoredMonth } from '../../shared/consultation/symptoms.ts';
import type { Consultation, ConsultationRow, FollowUpView } from '../../shared/contract/consultation-records.ts';
import { comparePeriods, formatPeriod } from '../../shared/period.ts';
import type { Context } from '../context.ts';
import { listConsultations, prescriptionsOf } from '../store/consultations.ts';
import { lastActId } from '../store/records.ts';
import { schemeFor } from '../store/schemes.ts';
import { isSealed } from '../store/seals.ts';
import { rulesIn, scoredMonth } from './consultation-case.ts';
import { standingOf } from './consultation-standing.ts';
import { earlierEvaluations, engineIndicators, evaluatePeriod, laterEvaluations } from './evaluation.ts';
import { readCadence } from './settings.ts';

/** Twelve up to and with the month of the 会诊. */
const COURSE = 12;

/** What was read of the months about each 会诊, until the next act: its page asks for it with every part it shows. */
type Kept = { readonly act: number; readonly before: Map<string, readonly ScoredMonth[]>; readonly since: Map<string, Since> };
const kept = new WeakMap<Database, Kept>();

function keptOf(context: Context): Kept {
  const act = lastActId(context.reader());
  const known = kept.get(context.db());
  if (known?.act === act) return known;
  const fresh: Kept = { act, before: new Map(), since: new Map() };
  kept.set(context.db(), fresh);
  return fresh;
}

function once<T>(known: Map<string, T>, key: string, read: () => T): T {
  const value = known.get(key) ?? read();
  known.set(key, value);
  return value;
}

type Asked = Pick<Consultation, 'period' | 'list' | 'organisation' | 'rounds'>;

/** Up to and with the month of the 会诊, under its rules, oldest first; none when that month has no ranking. */
function scoredBefore(context: Context, { period, list }: Asked): readonly ScoredMonth[] {
  const db = context.reader();
  return once(keptOf(context).before, `${period} ${list}`, () => {
    if (schemeFor(db, period) === null) return [];
    const indicators = engineIndicators(db);
    const own = evaluatePeriod(db, period, list, undefined, indicators).evaluation;
    if (own.entries.every(({ rank }) => rank === null)) return [];
    const upTo = [...earlierEvaluations(db, period, list, indicators, COURSE - 1), own].map((one) => scoredMonth(db, one));
    const rules = upTo.at(-1)?.rules;
    return upTo.slice(upTo.findLastIndex((month) => month.rules !== rules) + 1);
  });
}

type Since = {
  /** Periods after it with a score of the unit, under the same rules, at most `rounds`. */
  readonly since: readonly { readonly period: string; readonly score: string }[];
  /** The first period after it that was scored by other rules, where it cut the rounds short; null when none did. */
  readonly changed: string | null;
};

/** Evaluates no more periods than are looked at: three at most, as a rule. */
export function scoredSince(context: Context, { period, list, organisation, rounds }: Asked): Since {
  const db = context.reader();
  return once(keptOf(context).since, `${period} ${list} ${organisation} ${rounds}`, () => {
    const since: { readonly period: string; readonly score: string }[] = [];
    const rules = rulesIn(db, period);
    for (const evaluation of laterEvaluations(db, period, list, engineIndicators(db))) {
      if (since.length === rounds) break;
      if (rulesIn(db, evaluation.period) !== rules) return { since, changed: evaluation.period };
      const score = evaluation.entries.find((entry) => entry.organisation === organisation)?.score;
      if (score !== null && score !== undefined) since.push({ period: evaluation.period, score });
    }
    return { since, changed: null };
  });
}

/** The judgement, corrected for regression to the mean; or why there is none. */
function judge(context: Context, consultation: Consultation): FollowUp | FollowUpRefusal {
  const { period, organisation, organisationName: name } = consultation;
  const { since, changed } = scoredSince(context, consultation);
  if (since.length === 0 && changed !== null) {
    return { state: 'none', words: `${formatPeriod(changed)}起考核方案变动，与会诊时的得分不能相比，不作复诊判断。` };
  }
  const scoreIn = ({ evaluation }: ScoredMonth, unit: string): string | null =>
    evaluation.entries.find((entry) => entry.organisation === unit)?.score ?? null;
  const before = scoredBefore(context, consultation);
  // Months in which the unit itself has no score say nothing of it; who lacks one of the rest is not compared with.
  const months = before.filter((month) => scoreIn(month, organisation) !== null);
  const own = before.at(-1)?.evaluation.entries.find((entry) => entry.organisation === organisation);
  const isGrouped = schemeFor(context.reader(), period)?.rules.rankInGroups === true;
  const units = (before.at(-1)?.evaluation.entries ?? []).filter(({ group }) => !isGrouped || group === own?.group);
  const scores = units.flatMap(({ organisation: unit }) => {
    const course = months.flatMap((month) => scoreIn(month, unit) ?? []);
    return course.length === months.length ? [[unit, course] as const] : [];
  });
  return followUp({ period, organisation, name, courses: Object.fromEntries(scores), since });
}

function standing(context: Context, consultation: Consultation) {
  const { state, rounds, period } = consultation;
  // Before it is held nobody looks at what came after.
  const scored = state === 'planned' ? [] : scoredSince(context, consultation).since.map((one) => one.period);
  return reviewStanding({ state, rounds, scored, next: nextHeld(scored.at(-1) ?? period, readCadence(context.reader())) });
}

export function viewFollowUp(context: Context, consultation: Consultation): FollowUpView {
  const db = context.reader();
  const { lamp, word } = standing(context, consultation);
  return {
    result: judge(context, consultation),
    rounds: Math.min(consultation.rounds, MOST_ROUNDS),
    trial: scoredSince(context, consultation).since.flatMap(({ period }) => (isSealed(db, period) ? [] : [period])),
    lamp,
    word,
  };
}

/** One as the desk shows it: where it stands, without the judgement. */
export type OpenConsultation = Pick<
  ConsultationRow,
  'period' | 'list' | 'organisation' | 'organisationName' | 'state' | 'lamp' | 'word' | 'isDue'
>;

/** Those of a period, and those of others that are not 办结. The desk asks with every change: nothing is judged, and old months are not scored for it. */
export const openConsultations = (context: Context, period: string): readonly OpenConsultation[] =>
  listConsultations(context.reader())
    .filter((one) => one.period === period || one.state !== 'closed')
    .map((consultation) => {
      const { list, organisation, organisationName, state } = consultation;
      return { period: consultation.period, list, organisation, organisationName, state, ...standing(context, consultation) };
    });

/** 历次会诊, the latest month first. */
export function viewHistory(context: Context): readonly ConsultationRow[] {
  const all = [...listConsultations(context.reader())].sort((a, b) => comparePeriods(b.period, a.period));
  const prescribed = prescriptionsOf(
    context.reader(),
    all.map(({ id }) => id),
  );
  return all.map((consultation) => {
    const { id, period, list, organisation, organisationName, state, heldOn } = consultation;
    const result = judge(context, consultation);
    const own = prescribed.filter((one) => one.consultation === id);
    return {
      id,
      period,
      list,
      organisation,
      organisationName,
      state,
      heldOn,
      ...standing(context, consultation),
      verdict: result.state === 'judged' ? result.together.verdict : '',
      prescriptions: { all: own.length, done: own.filter((one) => standingOf(context, one).isDone).length },
    };
  });
}
