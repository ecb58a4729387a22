import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ImportPreview, ImportResult } from '../../shared/contract/imports.ts';
import type { CellState } from '../../shared/engine/types.ts';
import { AppError } from '../../shared/errors.ts';
import { comparePeriods, formatPeriod } from '../../shared/period.ts';
import type { ImportChoice, ImportContext, ImportDraft, ObservationDraft, Problem } from '../../shared/sheets/draft.ts';
import { roleName, stateName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { makeBackup } from '../store/backup.ts';
import { listIndicators, saveIndicator } from '../store/indicators.ts';
import { type ObservationWrite, observationsIn, saveObservations } from '../store/observations.ts';
import { addAlias, listOrganisations, saveOrganisation } from '../store/organisations.ts';
import { addImport, hasImported } from '../store/records.ts';
import type { Reader, Writer } from '../store/transaction.ts';
import { locksIn } from './locks.ts';
import { readCadence } from './settings.ts';

/** What the clerk said about a file: which names mean whom, and the month of a sheet that does not say it. */
export type Answers = { readonly choices: readonly ImportChoice[]; readonly period?: string };
export const noAnswers: Answers = { choices: [] };
export type Draft = ImportDraft & { readonly sha256: string };
type Pending = { readonly file: string; readonly draft: Draft; readonly answers: Answers };

/** The file being looked at; a second choice replaces the first. */
const pending = new WeakMap<Context, { readonly token: string } & Pending>();

/** What the reader needs to know of the file it reads against. */
function importContext(db: Reader, fileName: string, answers: Answers): ImportContext {
  return {
    fileName,
    ...answers,
    organisations: listOrganisations(db).map(({ id, ...row }) => row),
    indicators: listIndicators(db).map(({ id, ...row }) => row),
    cadence: readCadence(db),
  };
}

/** Reads a file in the worker; nothing is written. Figures for cells that cannot be changed become problems here. */
export async function readFile(context: Context, file: string, answers: Answers): Promise<Draft> {
  const draft = await context.runner.run('readImport', {
    file,
    context: importContext(context.reader(), basename(file), answers),
  });
  return withoutLocked(context.reader(), draft);
}

/**
 * Takes the figures of locked cells out of a draft: each that differs from what is stored is a problem of its own. An equal figure changes
 * nothing and stays, its source left as it is stored.
 */
function withoutLocked(db: Reader, draft: Draft): Draft {
  const locks = new Map([...new Set(draft.observations.map(({ period }) => period))].map((of) => [of, locksIn(db, of)]));
  const stored = storedCells(db, draft);
  const problems: Problem[] = [];
  const observations = draft.observations.flatMap((row): readonly ObservationDraft[] => {
    const lock = locks.get(row.period)?.(row.organisation, row.indicator) ?? null;
    if (lock === null) return [row];
    const now = stored.get(cellKey(row));
    const coming = row.value ?? row.state;
    if (now === coming) return [{ ...row, isSourceWeak: true }];
    const { sheet, cell } = row;
    const message = `${lock}现为 ${wordOf(now)}，表中是 ${wordOf(coming)}，没有读入。`;
    problems.push({ sheet, cell, row: 0, column: 0, code: 'cell.locked', severity: 'error', message, text: coming });
    return [];
  });
  return { ...draft, observations, problems: [...problems, ...draft.problems] };
}

const wordOf = (text: string | undefined): string => (text === undefined ? '空格' : (stateName[text as CellState] ?? text));

/** At most this many problems cross to the page at once; the rest is fetched as the clerk scrolls. */
const PAGE = 500;

function preview(context: Context, state: Pending): ImportPreview {
  const token = randomUUID();
  pending.set(context, { token, ...state });
  const { draft } = state;
  const db = context.reader();
  return {
    token,
    fileName: basename(state.file),
    counts: {
      organisations: draft.organisations.length,
      indicators: draft.indicators.length,
      observations: draft.observations.length,
      changed: countChanged(db, draft),
      periods: [...new Set(draft.observations.map((row) => row.period))].sort(comparePeriods),
    },
    problems: draft.problems.slice(0, PAGE).map(({ sheet, cell, severity, message }) => ({ sheet, cell, severity, message })),
    problemCount: draft.problems.length,
    errorCount: draft.problems.filter((problem) => problem.severity === 'error').length,
    unknowns: draft.unknowns.map(({ kind, text, where, candidates }) => ({ kind, text, where, candidates })),
    notes: draft.notes,
    needsPeriod: draft.problems.some((problem) => problem.code === 'period.missing'),
    isRepeat: hasImported(db, draft.sha256),
  };
}

type CellKey = { readonly period: string; readonly organisation: string; readonly indicator: string };
const cellKey = ({ period, organisation, indicator }: CellKey): string => `${period}\n${organisation}\n${indicator}`;

/** What the file holds for the periods of a draft: figure or state by cell. */
function storedCells(db: Reader, draft: Draft): ReadonlyMap<string, string> {
  const stored = new Map<string, string>();
  for (const period of new Set(draft.observations.map((row) => row.period))) {
    for (const row of observationsIn(db, period)) stored.set(cellKey({ period, ...row }), row.value ?? row.state);
  }
  return stored;
}

function countChanged(db: Reader, draft: Draft): number {
  const stored = storedCells(db, draft);
  return draft.observations.filter((row) => stored.get(cellKey(row)) !== (row.value ?? row.state)).length;
}

/**
 * Writes a draft: units, indicators, remembered names and figures in one transaction, behind a backup.
 * @throws AppError import.problems when there are errors and the good rows alone were not asked for, import.locked when all of them are
 * cells that cannot be changed; nothing is written then
 */
export function commitDraft(
  context: Context,
  read: Draft,
  fileName: string,
  answers: Answers,
  acceptGood: boolean,
): ImportResult {
  // A table may have been sent since the file was read.
  const draft = withoutLocked(context.reader(), read);
  const errors = draft.problems.filter((problem) => problem.severity === 'error');
  const [first] = errors;
  if (first && !acceptGood) {
    const count = errors.length;
    const isOnlyLocked = errors.every(({ code }) => code === 'cell.locked');
    throw isOnlyLocked
      ? new AppError('import.locked', { count, first: `${first.sheet} ${first.cell} ${first.message}` })
      : new AppError('import.problems', { count });
  }
  const backup = makeBackup(context.db(), context.folder, '导入前', context.now());
  return { ...writeDraft(context, draft, fileName, answers), backup: backup.name };
}

/** The write itself, without the questions: all of a draft or nothing of it. */
export function writeDraft(context: Context, draft: Draft, fileName: string, answers: Answers): Omit<ImportResult, 'backup'> {
  const errors = draft.problems.filter((problem) => problem.severity === 'error').length;
  const periods = [...new Set(draft.observations.map((row) => row.period))].sort(comparePeriods);
  const act = {
    action: '导入',
    subject: `${fileName}${periods.length === 1 ? ` ${formatPeriod(periods[0] ?? '')}` : ''}`,
    detail: { sha256: draft.sha256, observations: draft.observations.length, skipped: errors },
  };
  return context.write(act, (tx) => {
    const organisations = writeOrganisations(tx, draft);
    const indicators = writeIndicators(tx, draft);
    for (const { kind, text, code } of answers.choices) {
      const id = (kind === 'organisation' ? organisations : indicators).get(code);
      if (id !== undefined) addAlias(tx, kind, id, text);
    }
    const changed = saveObservations(tx, toRows(draft, organisations, indicators));
    addImport(tx, fileName, draft.sha256, draft.observations.length);
    return {
      organisations: draft.organisations.length,
      indicators: draft.indicators.length,
      observations: changed,
      periods,
    };
  });
}

function* toRows(
  draft: Draft,
  organisations: ReadonlyMap<string, number>,
  indicators: ReadonlyMap<string, number>,
): Iterable<ObservationWrite> {
  for (const { period, organisation, indicator, value, state, source, note, isSourceWeak } of draft.observations) {
    const organisationId = organisations.get(organisation);
    const indicatorId = indicators.get(indicator);
    if (organisationId === undefined) throw new AppError('organisation.unknown', { name: organisation });
    if (indicatorId === undefined) throw new AppError('indicator.unknown', { name: indicator });
    yield { period, organisationId, indicatorId, value, state, source, note, isSourceWeak };
  }
}

function writeOrganisations(tx: Writer, draft: Draft): ReadonlyMap<string, number> {
  const ids = new Map(listOrganisations(tx).map((row) => [row.code, row.id]));
  const put = (parentOf: (code: string | null) => string | null): void => {
    for (const unit of draft.organisations) {
      const id = saveOrganisation(tx, {
        ...unit,
        shortName: unit.shortName || unit.name,
        id: ids.get(unit.code) ?? null,
        parentCode: parentOf(unit.parentCode),
      });
      ids.set(unit.code, id);
    }
  };
  // A child may stand above its parent in the sheet: first all units, then who belongs to whom.
  put(() => null);
  put((code) => code);
  return ids;
}

function writeIndicators(tx: Writer, draft: Draft): ReadonlyMap<string, number> {
  const ids = new Map(listIndicators(tx).map((row) => [row.code, row.id]));
  for (const indicator of draft.indicators) {
    ids.set(indicator.code, saveIndicator(tx, { ...indicator, id: ids.get(indicator.code) ?? null }));
  }
  return ids;
}

/** Units and indicators are set up by 管理, also by way of a workbook. */
function refuseNewRecords(draft: Draft, context: Context): void {
  const session = context.session.current();
  const isAdmin = session === null || session.roles.includes('admin');
  if (isAdmin || draft.organisations.length + draft.indicators.length === 0) return;
  throw new AppError('people.denied', { what: '新增或修改单位、指标', who: roleName.admin });
}

function find(context: Context, token: string): Pending {
  const found = pending.get(context);
  if (found?.token !== token) throw new AppError('import.expired', {});
  return found;
}

export const imports = {
  'imports.choose': async (_, context) => {
    const file = await context.dialogs.openFile('选择要导入的表格', ['xlsx', 'xlsm', 'csv', 'txt']);
    if (file === null) return null;
    return preview(context, { file, answers: noAnswers, draft: await readFile(context, file, noAnswers) });
  },
  'imports.decide': async ({ token, choices, period }, context) => {
    const { file, answers: earlier } = find(context, token);
    const kept = earlier.choices.filter((old) => !choices.some((choice) => choice.kind === old.kind && choice.text === old.text));
    const answers: Answers = { ...earlier, choices: [...kept, ...choices], ...(period === undefined ? {} : { period }) };
    return preview(context, { file, answers, draft: await readFile(context, file, answers) });
  },
  'imports.problems': ({ token, from }, context) =>
    find(context, token)
      .draft.problems.slice(from, from + PAGE)
      .map(({ sheet, cell, severity, message }) => ({ sheet, cell, severity, message })),
  'imports.commit': ({ token, acceptGood }, context) => {
    const { file, draft, answers } = find(context, token);
    refuseNewRecords(draft, context);
    const result = commitDraft(context, draft, basename(file), answers, acceptGood);
    pending.delete(context);
    return result;
  },
} satisfies Partial<Handlers>;
