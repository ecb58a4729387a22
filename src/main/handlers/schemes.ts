import { z } from 'zod';
import { heldOf } from '../../shared/cadence.ts';
import {
  type DraftView,
  type SchemeDraft,
  type SchemeVersion,
  schemeDraft,
  schemeFile,
  type TrialMonth,
  type UnitFigures,
} from '../../shared/contract/schemes.ts';
import {
  type EvaluationInput,
  evaluate,
  exactText,
  prepareIndicators,
  type RankingList,
  type Rules,
  readIndicator,
} from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod, monthAfter, periodMonths } from '../../shared/period.ts';
import { checkScheme } from '../../shared/schemes/check.ts';
import { changeSentences, compareRules } from '../../shared/schemes/compare.ts';
import type { Handlers } from '../call.ts';
import { listIndicators } from '../store/indicators.ts';
import { organisationsIn } from '../store/organisations.ts';
import { readSetting, saveSetting } from '../store/records.ts';
import { addScheme, listSchemes, periodsOf, schemeFor } from '../store/schemes.ts';
import { lastSealedPeriod } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { cellsIn, evaluatePeriod, figuresOf, inWords } from './evaluation.ts';
import { fillWithScheme } from './fill.ts';
import { readCadence } from './settings.ts';

const LISTS: readonly RankingList[] = ['district', 'specialGroup'];
const TRIAL_MONTHS = 12;
const KEY = 'schemeDraft';

/** A draft stands in the settings: there is one at a time, it is nobody's rule, and every save of it is in the record of acts. */
const storedDraft = schemeDraft.extend({
  basedOn: z.number().int(),
  startedAt: z.string(),
  savedAt: z.string(),
  savedBy: z.string(),
});
type StoredDraft = z.infer<typeof storedDraft>;

function readDraft(db: Reader): StoredDraft | null {
  const saved = storedDraft.safeParse(readSetting(db, KEY));
  return saved.success ? saved.data : null;
}

/** @throws AppError data.missing when nobody has started one */
function draftOf(db: Reader): StoredDraft {
  const draft = readDraft(db);
  if (!draft) throw new AppError('data.missing', { what: '方案草稿' });
  return draft;
}

/** Held periods with figures that some version scores, newest first; the year's air figures alone make no period to be scored. */
export function scoredPeriods(db: Reader): readonly string[] {
  const indicators = listIndicators(db);
  const used = new Set(listSchemes(db).flatMap(({ rules }) => [...figuresOf(rules, indicators)]));
  return heldOf(periodsOf(db, [...used]), readCadence(db));
}

/** The first month a new version may hold for, with the reason why none earlier. */
function earliestMonth(db: Reader): { readonly month: string; readonly why: string } {
  const latest = listSchemes(db)[0];
  const sealed = lastSealedPeriod(db);
  const open = sealed === null ? null : monthAfter(sealed);
  if (sealed !== null && open !== null && (!latest || open > latest.effectiveFrom)) {
    return { month: open, why: `${formatPeriod(sealed)}已经封账` };
  }
  return {
    month: latest?.effectiveFrom ?? '2000-01',
    why: latest ? `第 ${latest.version} 版自${formatPeriod(latest.effectiveFrom)}起生效，新版不能早于它` : '',
  };
}

function viewDraft(db: Reader): DraftView | null {
  const draft = readDraft(db);
  if (!draft) return null;
  const earliest = earliestMonth(db).month;
  const scored = scoredPeriods(db);
  const next = scored[0] === undefined ? earliest : monthAfter(scored[0]);
  return {
    ...draft,
    earliest,
    suggested: [next, earliest].sort().at(-1) ?? earliest,
    openMonths: scored.filter((period) => periodMonths(period).first >= earliest).reverse(),
  };
}

const indicatorNames = (db: Reader): ((code: string) => string) => {
  const names = new Map(listIndicators(db).map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
};

const differences = (db: Reader, before: Rules, after: Rules): readonly string[] =>
  changeSentences(compareRules(before, after, indicatorNames(db)));

/** @throws AppError scheme.problems while anything stands between the draft and its coming into force */
function refuseProblems(db: Reader, draft: SchemeDraft): void {
  const problems = checkScheme(draft, listIndicators(db)).filter(({ kind }) => kind === 'problem');
  const [first] = problems;
  if (!first) return;
  const line = first.item === null ? undefined : draft.rules.items[first.item];
  const where = line ? `“${line.code} ${line.name}”${first.field}：` : '';
  throw new AppError('scheme.problems', { count: problems.length, first: `${where}${first.sentence}` });
}

/**
 * The last months held, each list under the version it was scored by and under the draft. A month whose units were not ranked was not held;
 * a month the draft cannot score says why.
 */
function runTrial(db: Reader, rules: Rules): readonly TrialMonth[] {
  const found: TrialMonth[] = [];
  let held = 0;
  for (const period of scoredPeriods(db)) {
    if (held === TRIAL_MONTHS) break;
    if (!schemeFor(db, period)) continue;
    const lists = LISTS.filter((list) => organisationsIn(db, list, period).length > 0);
    const months = lists.flatMap((list) => tryMonth(db, period, list, rules) ?? []);
    if (months.length > 0) held += 1;
    found.push(...months);
  }
  return found;
}

/** @returns null when nobody in the list was ranked in the month */
function tryMonth(db: Reader, period: string, list: RankingList, rules: Rules): TrialMonth | null {
  const { input, evaluation, scheme } = evaluatePeriod(db, period, list);
  if (!evaluation.entries.some((entry) => entry.rank !== null)) return null;
  const head = { period, list, scheme: `第 ${scheme.version} 版` };
  const before = evaluation.entries.map(({ organisation, name, score, rank }) => ({ code: organisation, name, score, rank }));
  try {
    const tried = inWords(() => evaluate({ ...withAllFigures(db, input), rules }));
    const after = new Map(tried.entries.map(({ organisation, score, rank }) => [organisation, { score, rank }]));
    const units = before
      .map(({ code, name, score, rank }) => ({
        code,
        name,
        before: { score, rank },
        after: after.get(code) ?? { score: null, rank: null },
      }))
      .sort(
        (a, b) =>
          Number(b.before.rank !== b.after.rank) - Number(a.before.rank !== a.after.rank) ||
          (a.after.rank ?? Number.MAX_SAFE_INTEGER) - (b.after.rank ?? Number.MAX_SAFE_INTEGER),
      );
    const missing = tried.missing.filter(({ organisation }) => after.get(organisation)?.score === null);
    return { ...head, units, problem: missing.length === 0 ? null : missingWords(missing) };
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'rules.problem') throw cause;
    const units = before.map(({ code, name, score, rank }) => ({
      code,
      name,
      before: { score, rank },
      after: { score: null, rank: null },
    }));
    return { ...head, units, problem: (cause as AppError<'rules.problem'>).parameters.detail };
  }
}

const missingWords = (missing: readonly { readonly name: string; readonly items: readonly string[] }[]): string => {
  const lines = [...new Set(missing.flatMap(({ items }) => items))].join('、');
  const names = missing.slice(0, 3).map(({ name }) => name);
  return `${names.join('、')}${missing.length > 3 ? ` 等 ${missing.length} 个单位` : ''}缺 ${lines} 的数据，按草稿算不出得分`;
};

/** A sealed month keeps the figures its own rules asked for; a draft may ask for others, and they are in the file. */
function withAllFigures(db: Reader, input: EvaluationInput): EvaluationInput {
  const known = new Set(input.indicators.map(({ code }) => code));
  const others = listIndicators(db).filter(({ code }) => !known.has(code));
  if (others.length === 0) return input;
  const cells = cellsIn(db, input.period);
  const values = Object.fromEntries(input.organisations.map(({ code }) => [code, { ...cells[code], ...input.values[code] }]));
  return { ...input, indicators: [...input.indicators, ...others], values };
}

/** Values of some indicators in a month, as the curve of a line shows them. */
function figuresOfMonth(db: Reader, period: string, wanted: readonly string[]): readonly UnitFigures[] {
  const prepared = prepareIndicators(listIndicators(db));
  const codes = wanted.filter((code) => prepared.byCode.has(code));
  const cells = cellsIn(db, period);
  return LISTS.flatMap((list) =>
    organisationsIn(db, list, period).map(({ code, shortName, name }) => ({
      code,
      name: shortName || name,
      list,
      values: Object.fromEntries(
        codes.flatMap((indicator) => {
          const { value } = readIndicator('value', indicator, cells[code] ?? {}, prepared);
          return value === null ? [] : [[indicator, exactText(value)] as const];
        }),
      ),
    })),
  );
}

/** What the draft is the next version of. */
function versionOf(db: Reader, id: number): SchemeVersion {
  const version = listSchemes(db).find((scheme) => scheme.id === id);
  if (!version) throw new AppError('data.missing', { what: '这一版方案' });
  return version;
}

export const schemes = {
  'schemes.list': (_, context) => listSchemes(context.reader()),
  'schemes.adoptDefault': async (_, context) => {
    if (listSchemes(context.reader()).length === 0) await fillWithScheme(context);
    return null;
  },
  'schemes.draft': (_, context) => viewDraft(context.reader()),
  'schemes.startDraft': ({ from }, context) => {
    const db = context.reader();
    if (readDraft(db)) throw new AppError('scheme.draftExists', {});
    const { name, version, rules } = versionOf(db, from);
    context.write({ action: '起草方案', subject: `以${name}第 ${version} 版为底稿` }, (tx) => {
      const stamp = { startedAt: tx.at, savedAt: tx.at, savedBy: tx.actor };
      saveSetting(tx, KEY, { name, rules, basedOn: from, ...stamp } satisfies StoredDraft);
    });
    return null;
  },
  'schemes.saveDraft': (input, context) => {
    const db = context.reader();
    const before = draftOf(db);
    const changes = differences(db, before.rules, input.rules);
    if (JSON.stringify({ name: before.name, rules: before.rules }) === JSON.stringify(input)) return null;
    context.write({ action: '修改方案草稿', subject: input.name || '方案草稿', detail: changes }, (tx) =>
      saveSetting(tx, KEY, { ...before, ...input, savedAt: tx.at, savedBy: tx.actor } satisfies StoredDraft),
    );
    return null;
  },
  'schemes.discardDraft': (_, context) => {
    const draft = draftOf(context.reader());
    // The words of what was given up stay in the record of acts.
    context.write({ action: '放弃方案草稿', subject: draft.name, detail: draft }, (tx) => saveSetting(tx, KEY, null));
    return null;
  },
  'schemes.trial': (_, context) => {
    const db = context.reader();
    const draft = draftOf(db);
    refuseProblems(db, draft);
    return runTrial(db, draft.rules);
  },
  'schemes.activate': ({ effectiveFrom }, context) => {
    const db = context.reader();
    const draft = draftOf(db);
    refuseProblems(db, draft);
    const earliest = earliestMonth(db);
    if (effectiveFrom < earliest.month) {
      throw new AppError('scheme.tooEarly', {
        wanted: formatPeriod(effectiveFrom),
        earliest: formatPeriod(earliest.month),
        why: earliest.why,
      });
    }
    const base = versionOf(db, draft.basedOn);
    const version = 1 + Math.max(...listSchemes(db).map((scheme) => (scheme.code === base.code ? scheme.version : 0)));
    const scheme = schemeFile.parse({ code: base.code, name: draft.name.trim(), version, effectiveFrom, rules: draft.rules });
    const act = {
      action: '启用方案',
      subject: `${scheme.name} 第 ${version} 版，自${formatPeriod(effectiveFrom)}起`,
      detail: differences(db, base.rules, scheme.rules),
    };
    context.write(act, (tx) => {
      addScheme(tx, scheme);
      saveSetting(tx, KEY, null);
    });
    return null;
  },
  'schemes.figures': ({ period, indicators }, context) => figuresOfMonth(context.reader(), period, indicators),
} satisfies Partial<Handlers>;
