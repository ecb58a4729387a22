/** 更正单 and 申诉: the only way to change a sealed month. One person asks, another signs; both see first who would move. */
import type { CorrectionPaperFacts } from '../../shared/bulletin/correction-paper.ts';
import type { Correction, CorrectionCell, CorrectionEffect, Moved } from '../../shared/contract/corrections.ts';
import type { Input } from '../../shared/contract/index.ts';
import type { Indicator } from '../../shared/contract/indicators.ts';
import type { Organisation } from '../../shared/contract/organisations.ts';
import { rawUses } from '../../shared/engine/raw-uses.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { correctMonth } from '../../shared/seal/correct.ts';
import { type SealedCell, type SealedList, type SealedMonth, sealedInput } from '../../shared/seal/month.ts';
import { stateName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { hasAccounts } from '../store/accounts.ts';
import {
  addCorrection,
  beginSigning,
  type CorrectionCellRow,
  type CorrectionRow,
  closeCorrection,
  correctionById,
  correctionCells,
  correctionsIn,
} from '../store/corrections.ts';
import { listIndicators } from '../store/indicators.ts';
import { saveObservations } from '../store/observations.ts';
import { listOrganisations } from '../store/organisations.ts';
import { storedSeals } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { refuseImpossible } from './checks.ts';
import { localDay } from './deadlines.ts';
import { cellsIn, inWords, readSealed, readSealedResults, sealMarkOf, speechesAfter, viewRanking } from './evaluation.ts';
import { savePaper } from './paper-files.ts';
import { sealMonth } from './seals.ts';
import { readOffice } from './settings.ts';

type Asked = Input<'corrections.preview'>['cells'];
type NewCell = Omit<CorrectionCellRow, 'organisation' | 'indicator'> & {
  readonly organisation: Organisation;
  readonly indicator: Indicator;
};

/** The sealed month a 更正单 is about. @throws AppError correction.open */
function sealedMonth(db: Reader, period: string): SealedMonth {
  const month = readSealed(db, period);
  if (!month) throw new AppError('correction.open', { period: formatPeriod(period) });
  return month;
}

/** Looks every figure up and refuses what cannot be, is computed, or would stay as it is. */
function readCells(db: Reader, month: SealedMonth, asked: Asked): readonly NewCell[] {
  const organisations = new Map(listOrganisations(db).map((row) => [row.code, row]));
  const indicators = new Map(listIndicators(db).map((row) => [row.code, row]));
  const stored = cellsIn(db, month.head.period);
  const cells = asked.map(({ organisation: unit, indicator: figure, value, state }): NewCell => {
    const organisation = organisations.get(unit);
    if (!organisation) throw new AppError('organisation.unknown', { name: unit });
    const indicator = indicators.get(figure);
    if (!indicator) throw new AppError('indicator.unknown', { name: figure });
    if (indicator.formula !== null) throw new AppError('indicator.computed', { name: indicator.name });
    if ((state === 'reported') !== (value !== null)) throw new AppError('call.invalid', { detail: '更正后的数值没有填' });
    const before = stored[unit]?.[figure];
    if (before && before.state === state && before.value === value) {
      throw new AppError('correction.same', { cell: `${organisation.name} ${indicator.name}` });
    }
    return {
      organisation,
      organisationId: organisation.id,
      indicator,
      indicatorId: indicator.id,
      oldValue: before?.value ?? null,
      oldState: before?.state ?? null,
      newValue: value,
      newState: state,
    };
  });
  refuseImpossible(cells.map(({ organisation, indicator, newValue }) => ({ organisation, indicator, value: newValue })));
  return cells;
}

/** The month as it would be; who speaks follows from its ranks and those of the months before. */
function corrected(db: Reader, month: SealedMonth, cells: readonly SealedCell[]): SealedMonth {
  const next = inWords(() => correctMonth(month, cells));
  return {
    ...next,
    lists: next.lists.map((one): SealedList => {
      const { period, engineVersion } = next.head;
      const evaluation = { engineVersion, period, list: one.list, entries: one.entries, missing: [] };
      return { ...one, speeches: speechesAfter(db, evaluation, sealedInput(next, one.list).rules) };
    }),
  };
}

/** Who moves between two versions of a month. */
function effectOf(before: SealedMonth, after: SealedMonth): CorrectionEffect {
  const said = ({ lists }: SealedMonth): readonly string[] =>
    lists.flatMap(({ speeches }) => speeches.map(({ name, kind, why }) => `${name} ${kind}（${why}）`));
  const [gone, come] = [said(before), said(after)];
  return {
    moved: after.lists.flatMap(({ list, entries }) =>
      entries.flatMap((entry): readonly Moved[] => {
        const old = before.lists.find((one) => one.list === list)?.entries.find((row) => row.organisation === entry.organisation);
        if (old?.score === entry.score && old.rank === entry.rank) return [];
        return [
          {
            list,
            organisation: entry.organisation,
            name: entry.name,
            scoreBefore: old?.score ?? null,
            scoreAfter: entry.score,
            rankBefore: old?.rank ?? null,
            rankAfter: entry.rank,
          },
        ];
      }),
    ),
    speechesGone: gone.filter((speech) => !come.includes(speech)),
    speechesNew: come.filter((speech) => !gone.includes(speech)),
  };
}

/** Who moved between two sealed versions of a month. @throws AppError correction.open when one of them is not there */
export function effectBetween(db: Reader, period: string, from: number, to: number): CorrectionEffect {
  const [before, after] = [readSealedResults(db, period, from), readSealedResults(db, period, to)];
  if (!before || !after) throw new AppError('correction.open', { period: formatPeriod(period) });
  return effectOf(before, after);
}

const asSealed = (
  organisation: string,
  indicator: string,
  { newValue, newState }: Pick<CorrectionCellRow, 'newValue' | 'newState'>,
): SealedCell => ({ organisation, indicator, cell: { value: newValue, state: newState } });

/** A 更正单 rests on the figures as they were when it was asked for. @throws AppError correction.stale */
function refuseStale(db: Reader, { id, period, askedBy }: CorrectionRow, cells: readonly CorrectionCellRow[]): void {
  const now = cellsIn(db, period);
  const stale = cells.find(({ organisation, indicator, oldValue, oldState }) => {
    const cell = now[organisation]?.[indicator];
    // What 批准缓报 takes over from an earlier month is not this month's to change.
    return (cell?.state ?? null) !== oldState || (oldState !== 'deferred' && (cell?.value ?? null) !== oldValue);
  });
  if (!stale) return;
  const unit = listOrganisations(db).find(({ code }) => code === stale.organisation)?.name ?? stale.organisation;
  const figure = listIndicators(db).find(({ code }) => code === stale.indicator)?.name ?? stale.indicator;
  throw new AppError('correction.stale', { cell: `${unit} ${figure}`, id, askedBy });
}

/** What an open one would do now; what a signed one did, from the two versions as they were sealed; null for one that came to nothing. */
function viewEffect(db: Reader, row: CorrectionRow): CorrectionEffect | null {
  if (row.state === 'open') {
    const cells = correctionCells(db, row.id);
    refuseStale(db, row, cells);
    const month = sealedMonth(db, row.period);
    const changed = cells.map((cell) => asSealed(cell.organisation, cell.indicator, cell));
    return effectOf(month, corrected(db, month, changed));
  }
  const before = row.version === null ? null : readSealedResults(db, row.period, row.version - 1);
  const after = row.version === null ? null : readSealedResults(db, row.period, row.version);
  return before && after ? effectOf(before, after) : null;
}

/** Everything the paper of a 更正单 says. */
function paperFacts(db: Reader, row: CorrectionRow): CorrectionPaperFacts {
  const { id, period, version } = row;
  const correction = readCorrections(db, period).find((one) => one.id === id);
  const before = sealMarkOf(db, period, version === null ? undefined : version - 1);
  const after = version === null ? null : sealMarkOf(db, period, version);
  if (!correction || !before) throw new Error(`no seal under correction ${id}`);
  const sealed = (seal: typeof before) => ({ seal, sealedOn: localDay(seal.sealedAt) });
  return {
    correction,
    effect: viewEffect(db, row),
    versions: after ? [sealed(before), sealed(after)] : [sealed(before)],
    askedOn: localDay(row.askedAt),
    decidedOn: row.decidedAt === null ? null : localDay(row.decidedAt),
    issuer: readOffice(db).issuer,
    isDemo: viewRanking(db, period, 'district', 0).view.isDemo,
  };
}

/** 申诉 is about one line: a figure that line does not use has no place on it. */
function refuseStrange(
  month: SealedMonth,
  appeal: { readonly organisation: string; readonly item: string },
  cells: readonly NewCell[],
): void {
  const entry = month.lists.flatMap(({ entries }) => entries).find((row) => row.organisation === appeal.organisation);
  const line = entry?.items.find(({ code }) => code === appeal.item);
  if (!entry || !line) throw new AppError('correction.line', { cell: appeal.item });
  const used = new Set(rawUses(line).map((use) => use.indicator));
  const strange = cells.find(
    ({ organisation, indicator }) => organisation.code !== appeal.organisation || !used.has(indicator.code),
  );
  if (strange) throw new AppError('correction.line', { cell: `${strange.organisation.name} ${strange.indicator.name}` });
}

/** Every 更正单 of a month, the latest first. */
export function readCorrections(db: Reader, period: string): readonly Correction[] {
  const organisations = new Map(listOrganisations(db).map((row) => [row.code, row.name]));
  const indicators = new Map(listIndicators(db).map((row) => [row.code, row]));
  const rows = correctionsIn(db, period);
  const items = rows.some(({ item }) => item !== null)
    ? new Map(
        (readSealed(db, period)?.lists ?? []).flatMap(({ entries }) =>
          entries.flatMap(({ items: all }) => all.map((item) => [item.code, item.name] as const)),
        ),
      )
    : new Map<string, string>();
  return rows.map(
    ({ state, organisation, item, sealId: _, ...row }): Correction => ({
      ...row,
      // A 更正单 is being signed within one transaction only; nobody ever reads it so.
      state: state === 'signing' ? 'open' : state,
      line:
        organisation === null || item === null
          ? null
          : `${organisations.get(organisation) ?? organisation} ${item} ${items.get(item) ?? ''}`,
      cells: correctionCells(db, row.id).map(
        (cell): CorrectionCell => ({
          organisation: cell.organisation,
          organisationName: organisations.get(cell.organisation) ?? cell.organisation,
          indicator: cell.indicator,
          indicatorName: indicators.get(cell.indicator)?.name ?? cell.indicator,
          unit: indicators.get(cell.indicator)?.unit ?? '',
          before: cell.oldValue ?? (cell.oldState === null ? null : stateName[cell.oldState]),
          after: cell.newValue ?? stateName[cell.newState],
        }),
      ),
    }),
  );
}

/** Two people: an office without accounts has nobody else to sign. */
function refuseOneClerk(db: Reader): void {
  if (!hasAccounts(db)) throw new AppError('correction.twoPeople', {});
}

function findCorrection(db: Reader, id: number): CorrectionRow {
  const row = correctionById(db, id);
  if (!row) throw new AppError('data.missing', { what: `第 ${id} 号更正单` });
  return row;
}

function openCorrection(db: Reader, id: number): CorrectionRow {
  const row = findCorrection(db, id);
  if (row.state !== 'open') throw new AppError('correction.decided', { id });
  return row;
}

function sign(context: Context, row: CorrectionRow, words: string): void {
  const cells = correctionCells(context.reader(), row.id);
  refuseStale(context.reader(), row, cells);
  const subject = `${formatPeriod(row.period)} 第 ${row.id} 号更正单 ${cells.length} 个数据`;
  context.write({ action: '签批更正', subject, detail: { id: row.id, words } }, (tx) => {
    const before = sealedMonth(tx, row.period);
    beginSigning(tx, row.id);
    saveObservations(
      tx,
      cells.map((cell) => ({
        period: row.period,
        organisationId: cell.organisationId,
        indicatorId: cell.indicatorId,
        value: cell.newValue,
        state: cell.newState,
        source: `第 ${row.id} 号更正单`,
        note: row.reason,
      })),
    );
    const now = cellsIn(tx, row.period);
    const written = cells.flatMap(({ organisation, indicator }): readonly SealedCell[] => {
      const cell = now[organisation]?.[indicator];
      return cell ? [{ organisation, indicator, cell }] : [];
    });
    const next = corrected(tx, before, written);
    sealMonth(tx, {
      ...next,
      head: {
        ...next.head,
        version: before.head.version + 1,
        sealedAt: tx.at,
        sealedBy: tx.actor,
        isOneClerk: false,
        correction: {
          number: row.id,
          reason: row.reason,
          askedBy: row.askedBy,
          signedBy: tx.actor,
          cells: cells.map((cell) => ({
            organisation: cell.organisation,
            indicator: cell.indicator,
            before: cell.oldValue ?? cell.oldState,
            after: cell.newValue ?? cell.newState,
          })),
        },
      },
    });
    closeCorrection(tx, row.id, 'signed', words, storedSeals(tx).at(-1)?.id ?? null);
  });
}

export const corrections = {
  'corrections.list': ({ period }, context) => readCorrections(context.reader(), period),
  'corrections.effect': ({ id }, context) => viewEffect(context.reader(), findCorrection(context.reader(), id)),
  'corrections.preview': ({ period, cells }, context) => {
    const db = context.reader();
    const month = sealedMonth(db, period);
    const read = readCells(db, month, cells);
    const changed = read.map((cell) => asSealed(cell.organisation.code, cell.indicator.code, cell));
    return effectOf(month, corrected(db, month, changed));
  },
  'corrections.ask': ({ period, reason, cells, appeal }, context) => {
    const db = context.reader();
    refuseOneClerk(db);
    const month = sealedMonth(db, period);
    const read = readCells(db, month, cells);
    if (appeal) refuseStrange(month, appeal, read);
    const organisationId = appeal && listOrganisations(db).find(({ code }) => code === appeal.organisation)?.id;
    const act = {
      action: appeal ? '提出申诉' : '提出更正',
      subject: `${formatPeriod(period)} ${read.length} 个数据`,
      detail: { reason, appeal, cells },
    };
    const id = context.write(act, (tx) =>
      addCorrection(tx, {
        period,
        reason,
        appeal: appeal && organisationId ? { organisationId, item: appeal.item } : null,
        cells: read,
      }),
    );
    return { id };
  },
  'corrections.decide': ({ id, decision, words }, context) => {
    const db = context.reader();
    refuseOneClerk(db);
    const row = openCorrection(db, id);
    if (row.askedBy === context.actor()) throw new AppError('correction.samePerson', { name: row.askedBy });
    if (decision === 'sign') {
      sign(context, row, words);
      return null;
    }
    if (words === '') throw new AppError('call.invalid', { detail: '不予更正要写明理由' });
    const act = { action: '不予更正', subject: `${formatPeriod(row.period)} 第 ${id} 号更正单`, detail: { id, words } };
    context.write(act, (tx) => closeCorrection(tx, id, 'refused', words, null));
    return null;
  },
  'corrections.withdraw': ({ id }, context) => {
    const row = openCorrection(context.reader(), id);
    if (row.askedBy !== context.actor()) throw new AppError('correction.notOwn', { name: row.askedBy });
    const act = { action: '撤回更正', subject: `${formatPeriod(row.period)} 第 ${id} 号更正单`, detail: { id } };
    context.write(act, (tx) => closeCorrection(tx, id, 'withdrawn', '', null));
    return null;
  },
  'corrections.export': async ({ id }, context) => {
    const facts = paperFacts(context.reader(), findCorrection(context.reader(), id));
    const name = `${formatPeriod(facts.correction.period)}考核数据更正单（第${id}号）`;
    const saved = await savePaper(
      context,
      { title: '保存更正单', name },
      { kind: 'correctionPaper', facts },
      { action: '打印更正单' },
    );
    return saved && { file: saved.file };
  },
} satisfies Partial<Handlers>;
