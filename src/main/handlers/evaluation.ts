/** From the store to the engine's input and back: the one place where an official result is computed. */
import type { CloseLast, RankRecord, SealMark, SpeechFact } from '../../shared/bulletin/facts.ts';
import { speechesOf } from '../../shared/bulletin/speeches.ts';
import { heldOf, isHeld } from '../../shared/cadence.ts';
import { closeWordsOf, listEnds } from '../../shared/consultation/last-place.ts';
import type { RankingView } from '../../shared/contract/rankings.ts';
import type { SchemeVersion } from '../../shared/contract/schemes.ts';
import {
  type Cell,
  type EngineIndicator,
  type Evaluation,
  type EvaluationInput,
  evaluate,
  type InputUse,
  prepareIndicators,
  type RankingList,
  type Rules,
} from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { comparePeriods, formatPeriod, periodKind } from '../../shared/period.ts';
import { fromRecords, type SealedMonth, sealedInput } from '../../shared/seal/month.ts';
import { DEMO_SOURCE } from '../../shared/text.ts';
import { listIndicators } from '../store/indicators.ts';
import { firstValuesIn, observationsIn, periodsWithFigures } from '../store/observations.ts';
import { organisationsIn } from '../store/organisations.ts';
import { schemeFor } from '../store/schemes.ts';
import { sealedRecords, sealOf } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { refuseNotHeld } from './locks.ts';
import { readCadence, readSpeechRules, sendsBand } from './settings.ts';

export type Evaluated = {
  readonly input: EvaluationInput;
  readonly evaluation: Evaluation;
  /** `id` is null for a sealed month: its rules are in the seal. */
  readonly scheme: Pick<SchemeVersion, 'code' | 'name' | 'version' | 'rules'> & { readonly id: number | null };
};

/** Everything that was sealed of a month, in its latest version; null while the month is open. */
export function readSealed(db: Reader, period: string): SealedMonth | null {
  const seal = sealOf(db, period);
  return seal ? fromRecords(sealedRecords(db, seal.id).map(({ record }) => record)) : null;
}

/** The results alone, which is what a year's course needs; the figures of twelve months would be ten times as much to read. */
export function readSealedResults(db: Reader, period: string, version?: number): SealedMonth | null {
  const seal = sealOf(db, period, version);
  if (!seal) return null;
  return fromRecords(sealedRecords(db, seal.id, ['head', 'scheme', 'result', 'speech']).map(({ record }) => record));
}

/** A list's result as it was sealed: it is read, never computed again, so that a newer engine cannot change what was published. */
const sealedEvaluation = ({ head, lists }: SealedMonth, list: RankingList): Evaluation => ({
  engineVersion: head.engineVersion,
  period: head.period,
  list,
  entries: lists.find((one) => one.list === list)?.entries ?? [],
  missing: [],
});

/**
 * Everything the engine needs for one list and month, as it stands in the file now.
 * @throws AppError rules.none, list.empty
 */
function loadInput(
  db: Reader,
  period: string,
  list: RankingList,
  indicators: readonly EngineIndicator[] = engineIndicators(db),
): { readonly input: EvaluationInput; readonly scheme: SchemeVersion } {
  const scheme = schemeFor(db, period);
  if (!scheme) throw new AppError('rules.none', { period: formatPeriod(period) });
  const organisations = organisationsIn(db, list, period).map(({ code, name, groupName }) => ({
    code,
    name,
    ...(groupName === '' ? {} : { group: groupName }),
  }));
  return { input: { period, list, rules: scheme.rules, organisations, indicators, values: cellsIn(db, period) }, scheme };
}

/** Indicators with what the engine needs of them, and nothing else: they are stored with every official result. */
export const engineIndicators = (db: Reader): readonly EngineIndicator[] =>
  listIndicators(db).map(({ code, name, unit, direction, decimals, formula }) => ({
    code,
    name,
    unit,
    direction,
    decimals,
    formula,
  }));

/** Periods before one, latest first, whose figures may stand for its own: those that were held, and those of the same length. */
function comparableBefore(db: Reader, period: string): readonly string[] {
  const cadence = readCadence(db);
  return periodsWithFigures(db)
    .filter((one) => comparePeriods(one, period) < 0 && (isHeld(one, cadence) || periodKind(one) === periodKind(period)))
    .sort((a, b) => comparePeriods(b, a));
}

/** Cells of a period by unit and indicator; 批准缓报 takes the last value there was. */
export function cellsIn(db: Reader, period: string): Record<string, Record<string, Cell>> {
  const rows = observationsIn(db, period);
  const isDeferred = rows.some((row) => row.state === 'deferred');
  const carried = new Map(
    isDeferred
      ? firstValuesIn(db, comparableBefore(db, period)).map((row) => [`${row.organisation}\n${row.indicator}`, row] as const)
      : [],
  );
  const values: Record<string, Record<string, Cell>> = {};
  for (const { organisation, indicator, value, state, source, note, recordedBy, recordedAt } of rows) {
    const last = state === 'deferred' ? carried.get(`${organisation}\n${indicator}`) : undefined;
    const cell: Cell = {
      value: last?.value ?? value,
      state,
      recordedBy,
      recordedAt,
      ...(source === '' ? {} : { source }),
      ...(note === '' ? {} : { note }),
      ...(last ? { carriedFrom: last.period } : {}),
    };
    values[organisation] ??= {};
    values[organisation][indicator] = cell;
  }
  return values;
}

/** Every figure a scheme's lines use, those inside a formula included. */
export function figuresOf(rules: Rules, indicators: readonly EngineIndicator[]): ReadonlySet<string> {
  const { formulas } = prepareIndicators(indicators);
  const used = new Set<string>();
  const add = (code: string): void => {
    used.add(code);
    for (const part of formulas.get(code)?.indicators ?? []) add(part);
  };
  for (const item of rules.items) for (const code of Object.values(item.inputs)) add(code);
  return used;
}

/** A month's result: as it was sealed, or computed from the figures as they are; a rule that cannot be computed becomes a sentence. */
export function evaluatePeriod(
  db: Reader,
  period: string,
  list: RankingList,
  previous?: Evaluation,
  indicators?: readonly EngineIndicator[],
): Evaluated {
  const sealed = readSealed(db, period);
  if (sealed) {
    const input = sealedInput(sealed, list);
    return { input, evaluation: sealedEvaluation(sealed, list), scheme: { ...sealed.scheme, id: null, rules: input.rules } };
  }
  const { input: bare, scheme } = loadInput(db, period, list, indicators);
  const ranks: Record<string, number> = {};
  for (const entry of previous?.entries ?? []) if (entry.rank !== null) ranks[entry.organisation] = entry.rank;
  const input: EvaluationInput = previous ? { ...bare, previousRanks: ranks } : bare;
  return { input, evaluation: inWords(() => evaluate(input)), scheme };
}

/** The result alone. */
function evaluationOf(db: Reader, period: string, list: RankingList, indicators: readonly EngineIndicator[]): Evaluation {
  const sealed = readSealedResults(db, period);
  return sealed ? sealedEvaluation(sealed, list) : evaluatePeriod(db, period, list, undefined, indicators).evaluation;
}

/** The engine knows no error codes: it throws a Chinese sentence when a rule cannot be computed, and that sentence is shown. */
export function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Error && /[\u4e00-\u9fff]/.test(cause.message)) {
      throw new AppError('rules.problem', { detail: cause.message }, { cause });
    }
    throw cause;
  }
}

/** Held periods that have any figure, latest first. */
const heldPeriods = (db: Reader): readonly string[] => heldOf(periodsWithFigures(db), readCadence(db));

/** So far back and no farther a course of twelve is looked for. */
const FARTHEST = 36;

/** The last periods in which somebody in the list was ranked, oldest first. One that was passed over (January) is not among them. */
export function earlierEvaluations(
  db: Reader,
  period: string,
  list: RankingList,
  indicators: readonly EngineIndicator[],
  count: number,
): readonly Evaluation[] {
  const found: Evaluation[] = [];
  const earlier = heldPeriods(db).filter((one) => comparePeriods(one, period) < 0);
  for (const one of earlier.slice(0, FARTHEST)) {
    if (found.length === count) break;
    if (!schemeFor(db, one)) continue;
    const evaluation = evaluationOf(db, one, list, indicators);
    if (evaluation.entries.some((entry) => entry.rank !== null)) found.unshift(evaluation);
  }
  return found;
}

/** The held periods after one in which somebody in the list was ranked, in order; each is evaluated only when it is asked for. */
export function* laterEvaluations(
  db: Reader,
  period: string,
  list: RankingList,
  indicators: readonly EngineIndicator[],
): Generator<Evaluation> {
  for (const later of heldPeriods(db).toReversed()) {
    if (comparePeriods(later, period) <= 0 || !schemeFor(db, later)) continue;
    const evaluation = evaluationOf(db, later, list, indicators);
    if (evaluation.entries.some((entry) => entry.rank !== null)) yield evaluation;
  }
}

/** Every held period of a year in which somebody in the list was ranked, in order. */
export function evaluateYear(
  db: Reader,
  year: string,
  list: RankingList,
): readonly { readonly evaluation: Evaluation; readonly isDemo: boolean }[] {
  const indicators = engineIndicators(db);
  return heldPeriods(db)
    .filter((period) => period.startsWith(year) && schemeFor(db, period) !== null)
    .map((period) => evaluationOf(db, period, list, indicators))
    .filter((evaluation) => evaluation.entries.some((entry) => entry.rank !== null))
    .map((evaluation) => ({ evaluation, isDemo: usesDemo(evaluation) }))
    .reverse();
}

/**
 * A list's period with the held periods before it, the moves against the last of them, and who has to speak.
 * @param count how many earlier periods: eleven for a year's course, one when only the moves are wanted
 * @throws AppError period.notHeld, rules.none, rules.problem
 */
export function viewRanking(
  db: Reader,
  period: string,
  list: RankingList,
  count = 11,
): { readonly view: RankingView; readonly evaluated: Evaluated } {
  refuseNotHeld(db, period);
  // One list for all periods: the engine reads its formulas once.
  const indicators = engineIndicators(db);
  const earlier = earlierEvaluations(db, period, list, indicators, count);
  const evaluated = evaluatePeriod(db, period, list, earlier.at(-1), indicators);
  const { evaluation, scheme } = evaluated;
  const sealed = readSealedResults(db, period);
  const course = [...earlier, evaluation];
  const history = historyOf(course);
  return {
    evaluated,
    view: {
      evaluation,
      rules: scheme.rules,
      schemeName: scheme.name,
      schemeVersion: scheme.version,
      history,
      since: earlier.at(-1)?.period ?? null,
      speeches:
        sealed?.lists.find((one) => one.list === list)?.speeches ??
        speechesOf(evaluation, history, readSpeechRules(db), sentWith(db, evaluation, scheme.rules)),
      closeLast: closeLastIn(db, evaluation, scheme.rules),
      seal: sealMarkOf(db, period),
      // A course that runs through made-up months is made up, too.
      isDemo: course.some(usesDemo),
    },
  };
}

/** Organisation code → rank and score in each of these months. */
function historyOf(course: readonly Evaluation[]): Record<string, RankRecord[]> {
  const history: Record<string, RankRecord[]> = {};
  for (const { period, entries } of course) {
    for (const { organisation, rank, score } of entries) {
      history[organisation] ??= [];
      history[organisation].push({ period, rank, score });
    }
  }
  return history;
}

/** Codes of those who cannot be told from the last, where the office's rule, or what was decided of the period, sends them as well. */
const sentWith = (db: Reader, evaluation: Evaluation, rules: Rules): readonly string[] =>
  sendsBand(db, evaluation.period, evaluation.list, 'speech')
    ? listEnds(evaluation, rules).flatMap(({ within }) => within.map(({ organisation }) => organisation))
    : [];

function closeLastIn(db: Reader, evaluation: Evaluation, rules: Rules): CloseLast | null {
  const ends = listEnds(evaluation, rules);
  const words = closeWordsOf(ends);
  const goingTo = (what: 'speech' | 'consultation'): readonly string[] =>
    sendsBand(db, evaluation.period, evaluation.list, what) ? ends.flatMap(({ within }) => within.map(({ name }) => name)) : [];
  return words === null ? null : { words, sent: goingTo('speech'), diagnosed: goingTo('consultation') };
}

/** Who would speak if a month's result were this one, under the rules it was made by. */
export function speechesAfter(db: Reader, evaluation: Evaluation, rules: Rules): readonly SpeechFact[] {
  const earlier = earlierEvaluations(db, evaluation.period, evaluation.list, engineIndicators(db), 11);
  const history = historyOf([...earlier, evaluation]);
  return speechesOf(evaluation, history, readSpeechRules(db), sentWith(db, evaluation, rules));
}

/** What a page or a paper says of the seal in force, or of the version asked for; null while the month is open. */
export function sealMarkOf(db: Reader, period: string, version?: number): SealMark | null {
  const seal = sealOf(db, period, version);
  const sealed = readSealedResults(db, period, version);
  if (!seal || !sealed) return null;
  const { code, sealedAt, sealedBy } = seal;
  const { head, scheme } = sealed;
  return { period, code, version: seal.version, sealedAt, sealedBy, isOneClerk: head.isOneClerk, schemeVersion: scheme.version };
}

export const usesDemo = (evaluation: Evaluation): boolean =>
  evaluation.entries.some((entry) => entry.items.some((item) => item.inputs.some(isDemoUse)));
const isDemoUse = (use: InputUse): boolean => use.source === DEMO_SOURCE || (use.from ?? []).some(isDemoUse);
