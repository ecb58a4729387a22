/** A unit's month opened for 会诊: the result, who it is ranked with, the months before, and what the page says of where they come from. */
import type { Database } from 'better-sqlite3';
import type { Candidates, ConsultationHead, Standing } from '../../shared/consultation/facts.ts';
import { closeWordsOf, groupsOf, type ListEnd, listEnds } from '../../shared/consultation/last-place.ts';
import type { ScoredMonth } from '../../shared/consultation/symptoms.ts';
import type { BandDecision } from '../../shared/contract/consultation-records.ts';
import type { ConsultationAsked } from '../../shared/contract/consultations.ts';
import type { Entry, Evaluation, RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { listName } from '../../shared/text.ts';
import type { Context } from '../context.ts';
import { bandDecision } from '../store/consultations.ts';
import { lastActId } from '../store/records.ts';
import { schemeFor } from '../store/schemes.ts';
import type { Reader } from '../store/transaction.ts';
import { type Evaluated, earlierEvaluations, engineIndicators, evaluatePeriod, sealMarkOf, usesDemo } from './evaluation.ts';
import { refuseNotHeld } from './locks.ts';
import { sendsBand } from './settings.ts';

/** So many periods before the one in question are looked at. */
const EARLIER = 11;

/** One list of one period. */
export type OpenedList = {
  readonly period: string;
  readonly list: RankingList;
  readonly evaluated: Evaluated;
  /** Twelve at most, oldest first, the one in question last. */
  readonly months: readonly ScoredMonth[];
  readonly seal: ConsultationHead['seal'];
  readonly isDemo: boolean;
};

export type OpenedCase = OpenedList & {
  readonly head: ConsultationHead;
  readonly entry: Entry;
  /** Everybody it is ranked with, itself included, by rank; all with a score. */
  readonly peers: readonly Entry[];
};

/**
 * The list as it was opened last: a page asks for it four times, and twelve months take the engine 90 ms. Every write leaves a row in the log, so
 * the last row says whether it still stands.
 */
const opened = new WeakMap<Database, { readonly key: string; readonly value: OpenedList }>();

/** @throws AppError period.notHeld, rules.none, list.empty, rules.problem */
export function openList(context: Context, period: string, list: RankingList): OpenedList {
  const db = context.reader();
  const key = `${period} ${list} ${lastActId(db)}`;
  const known = opened.get(context.db());
  if (known?.key === key) return known.value;
  refuseNotHeld(db, period);
  const earlier = earlierEvaluations(db, period, list, engineIndicators(db), EARLIER);
  const evaluated = evaluatePeriod(db, period, list, earlier.at(-1));
  if (evaluated.evaluation.entries.length === 0)
    throw new AppError('list.empty', { list: listName[list], period: formatPeriod(period) });
  const mark = sealMarkOf(db, period);
  const months = [...earlier, evaluated.evaluation];
  const value: OpenedList = {
    period,
    list,
    evaluated,
    months: months.map((evaluation) => scoredMonth(db, evaluation)),
    seal: mark && { code: mark.code, version: mark.version },
    isDemo: months.some(usesDemo),
  };
  opened.set(context.db(), { key, value });
  return value;
}

/** A scheme that is in force is not rewritten, so its code and version say by which rules a month was scored. */
export function rulesIn(db: Reader, period: string): string {
  const scheme = schemeFor(db, period);
  return scheme ? `${scheme.code} ${scheme.version}` : '';
}

export const scoredMonth = (db: Reader, evaluation: Evaluation): ScoredMonth => ({
  evaluation,
  rules: rulesIn(db, evaluation.period),
  isGrouped: schemeFor(db, evaluation.period)?.rules.rankInGroups === true,
});

const standing = ({ organisation, name, rank, score }: Pick<Entry, 'organisation' | 'name' | 'rank' | 'score'>): Standing => ({
  organisation,
  name,
  rank: rank ?? 0,
  score: score ?? '',
});

/** 难分伯仲: what to read before anything is announced; null when the last place is plain. */
function noteOf(ends: readonly ListEnd[], decision: BandDecision | null, isSent: boolean): string | null {
  const words = closeWordsOf(ends);
  if (words === null) return null;
  if (ends.every(({ within }) => within.length === 0)) return `${words}表态发言和会诊都涉及。`;
  if (decision) {
    const said = (choice: BandDecision['speech']): string => (choice === 'both' ? '一并列入' : '只列末位');
    return `${words}经研究，会诊${said(decision.consultation)}，表态发言${said(decision.speech)}。`;
  }
  return isSent
    ? `${words}按“系统 › 发文信息”的设置，一并列入表态发言和会诊。`
    : `${words}宣布表态发言和会诊以前请先斟酌；是否一并列入，请在“会诊”中作出决定。`;
}

/** Who is to be diagnosed. While somebody has no score nobody is last: the missing one may be. */
export function candidatesOf(context: Context, period: string, list: RankingList): Candidates {
  const open = openList(context, period, list);
  const decision = bandDecision(context.reader(), period, list);
  const isSent = sendsBand(context.reader(), period, list, 'consultation');
  const { evaluation, scheme } = open.evaluated;
  const { missing } = evaluation;
  const ends = listEnds(evaluation, scheme.rules);
  const [last, within] = [ends.flatMap((end) => end.last), ends.flatMap((end) => end.within)];
  const words = ends.flatMap(({ word }) => word ?? []);
  const firmest = (['难分伯仲', '接近', '稳健'] as const).find((word) => words.includes(word)) ?? null;
  const absent =
    missing.length > 0 ? `因${missing.map(({ name }) => name).join('、')}缺报，末位待补齐后确定；可以另选一个单位。` : null;
  return {
    period,
    list,
    seal: open.seal,
    last: last.map(standing),
    within: within.map(standing),
    opened: [...(isSent ? within : []), ...last].map(standing),
    word: firmest,
    note: noteOf(ends, decision, isSent),
    units: groupsOf(evaluation, scheme.rules).flat().map(standing),
    refusal: absent ?? ends.find(({ refusal }) => refusal !== null)?.refusal ?? null,
  };
}

/**
 * Opens one unit.
 * @throws AppError organisation.unknown, consultations.noScore
 */
export function openUnit(context: Context, { period, list, organisation }: ConsultationAsked): OpenedCase {
  const open = openList(context, period, list);
  const { evaluation, scheme } = open.evaluated;
  const entry = evaluation.entries.find((one) => one.organisation === organisation);
  if (!entry) throw new AppError('organisation.unknown', { name: organisation });
  if (entry.score === null || entry.rank === null)
    throw new AppError('consultations.noScore', { name: entry.name, period: formatPeriod(period) });
  const { missing } = evaluation;
  const peers = groupsOf(evaluation, scheme.rules).find((group) => group.includes(entry)) ?? [entry];
  const end = listEnds(evaluation, scheme.rules).find((one) => one.peers.includes(entry));
  const isIn = (entries: readonly Entry[] | undefined): boolean => entries?.includes(entry) ?? false;
  const decision = bandDecision(context.reader(), period, list);
  const isSent = sendsBand(context.reader(), period, list, 'consultation');
  const trial = `试算，封账前可能变动${missing.length > 0 ? `；${missing.length} 个单位缺报，没有参加排名` : ''}`;
  return {
    ...open,
    entry,
    peers,
    head: {
      period,
      list,
      organisation,
      name: entry.name,
      rank: entry.rank,
      units: peers.length,
      score: entry.score,
      isTied: entry.isTied,
      why: isIn(end?.last) ? 'last' : isIn(end?.within) ? 'band' : 'chosen',
      seal: open.seal,
      basis: open.seal ? `按封账数据（第 ${open.seal.version} 版），封存码 ${open.seal.code}` : trial,
      scheme: { name: scheme.name, version: scheme.version },
      seed: open.seal?.code ?? `${period} 第${scheme.version}版`,
      isDemo: open.isDemo,
      note: end && (isIn(end.last) || isIn(end.within)) ? noteOf([end], decision, isSent) : null,
    },
  };
}
