/** 复诊: what a unit scored in the periods after its 会诊, against what was to be expected of it; and 历次会诊 with how each stands. */

import type { Database } from 'better-sqlite3';
import { nextHeld } from '../../shared/cadence.ts';
import type { FollowUp, FollowUpRefusal } from '../../shared/consultation/follow-up.ts';
import { followUp } from '../../shared/consultation/follow-up.ts';
import { MOST_ROUNDS, reviewStanding } from '../../shared/consultation/record.ts';
import type { ScoredMonth } from '../../shared/consultation/symptoms.ts';
import type { Consultation, ConsultationRow, FollowUpView } from '../../shared/contract/consultation-records.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { comparePeriods, formatPeriod } from '../../shared/period.ts';
import type { Context } from '../context.ts';
import { listConsultations, prescriptionsOf } from '../store/consultations.ts';
import { lastActId } from '../store/records.ts';
import { schemeFor } from '../store/schemes.ts';
import { isSealed } from '../store/seals.ts';
import { scoredMonth } from './consultation-case.ts';
import { standingOf } from './consultation-standing.ts';
import { earlierEvaluations, engineIndicators } from './evaluation.ts';
import { readCadence } from './settings.ts';

/** A course of twelve up to the 会诊, and three years of them on the list. */
const COURSE = 12;
const ALL = 36;
const END_OF_TIME = '9999-12';

const courses = new WeakMap<Database, Map<string, { readonly act: number; readonly months: readonly ScoredMonth[] }>>();

/** Every scored period of a list, oldest first. Kept until the next act: the list of 会诊 asks for it once a row. */
function monthsOf(context: Context, list: RankingList): readonly ScoredMonth[] {
  const db = context.reader();
  const act = lastActId(db);
  const known = courses.get(context.db()) ?? new Map<string, { readonly act: number; readonly months: readonly ScoredMonth[] }>();
  courses.set(context.db(), known);
  const kept = known.get(list);
  if (kept?.act === act) return kept.months;
  const months = earlierEvaluations(db, END_OF_TIME, list, engineIndicators(db), ALL).map((evaluation) =>
    scoredMonth(db, evaluation),
  );
  known.set(list, { act, months });
  return months;
}

type Asked = Pick<Consultation, 'period' | 'list' | 'organisation' | 'rounds'>;
export type Since = {
  /** Up to and with the month of the 会诊, under its rules, oldest first. */
  readonly before: readonly ScoredMonth[];
  /** Periods after it with a score of the unit, under the same rules, at most `rounds`. */
  readonly since: readonly { readonly period: string; readonly score: string }[];
  /** The first period after it that was scored by other rules; null when none was. */
  readonly changed: string | null;
};

export function scoredSince(context: Context, { period, list, organisation, rounds }: Asked): Since {
  const months = monthsOf(context, list);
  const at = months.findIndex(({ evaluation }) => evaluation.period === period);
  if (at < 0) return { before: [], since: [], changed: null };
  const rules = months[at]?.rules;
  const upTo = months.slice(Math.max(0, at + 1 - COURSE), at + 1);
  const before = upTo.slice(upTo.findLastIndex((month) => month.rules !== rules) + 1);
  const after = months.slice(at + 1);
  const end = after.findIndex((month) => month.rules !== rules);
  const same = end < 0 ? after : after.slice(0, end);
  const since = same.flatMap(({ evaluation }) => {
    const score = evaluation.entries.find((entry) => entry.organisation === organisation)?.score;
    return score === null || score === undefined ? [] : [{ period: evaluation.period, score }];
  });
  return {
    before,
    since: since.slice(0, rounds),
    changed: since.length < rounds && end >= 0 ? (after[end]?.evaluation.period ?? null) : null,
  };
}

/** The judgement, corrected for regression to the mean; or why there is none. */
function judge(context: Context, consultation: Consultation): FollowUp | FollowUpRefusal {
  const { period, organisation, organisationName: name } = consultation;
  const { before, since, changed } = scoredSince(context, consultation);
  if (since.length === 0 && changed !== null) {
    return { state: 'none', words: `${formatPeriod(changed)}起考核方案变动，与会诊时的得分不能相比，不作复诊判断。` };
  }
  const scoreIn = ({ evaluation }: ScoredMonth, unit: string): string | null =>
    evaluation.entries.find((entry) => entry.organisation === unit)?.score ?? null;
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
  const scored = scoredSince(context, consultation).since.map((one) => one.period);
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
