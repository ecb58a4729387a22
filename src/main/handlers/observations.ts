import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import { listIndicators } from '../store/indicators.ts';
import { cellHistory, observationsIn, saveObservations } from '../store/observations.ts';
import { listOrganisations } from '../store/organisations.ts';
import type { Reader } from '../store/transaction.ts';
import { checkMatrix, refuseImpossible, viewCell } from './checks.ts';
import { noticesIn, refuseLocked } from './locks.ts';
import { viewMatrix } from './matrix.ts';
import { viewSeries } from './series.ts';

/** A unit and an indicator by their codes. Throws organisation.unknown, indicator.unknown. */
function findCell(db: Reader, organisationCode: string, indicatorCode: string) {
  const organisation = listOrganisations(db).find((row) => row.code === organisationCode);
  if (!organisation) throw new AppError('organisation.unknown', { name: organisationCode });
  const indicator = listIndicators(db).find((row) => row.code === indicatorCode);
  if (!indicator) throw new AppError('indicator.unknown', { name: indicatorCode });
  return { organisation, indicator };
}

export const observations = {
  'observations.matrix': ({ period, list }, context) => {
    const db = context.reader();
    const matrix = viewMatrix(db, period, list);
    return { ...matrix, checks: checkMatrix(db, matrix, listOrganisations(db)), notices: noticesIn(db, period) };
  },
  'observations.cell': ({ period, organisation: unit, indicator: figure }, context) => {
    const db = context.reader();
    const { organisation, indicator } = findCell(db, unit, figure);
    return viewCell(db, period, organisation, indicator);
  },
  'observations.save': ({ period, edits, reason }, context) => {
    const db = context.reader();
    const organisations = new Map(listOrganisations(db).map((row) => [row.code, row]));
    const indicators = new Map(listIndicators(db).map((row) => [row.code, row]));
    // A reason given for a figure that stays as it is leaves the figure's source alone.
    const hasNotes = edits.some((edit) => edit.note !== undefined);
    const stored = new Map(
      (hasNotes ? observationsIn(db, period) : []).map((row) => [`${row.organisation}\n${row.indicator}`, row]),
    );
    const cells = edits.map((edit) => {
      const organisation = organisations.get(edit.organisation);
      if (!organisation) throw new AppError('organisation.unknown', { name: edit.organisation });
      const indicator = indicators.get(edit.indicator);
      if (!indicator) throw new AppError('indicator.unknown', { name: edit.indicator });
      if (indicator.formula !== null) throw new AppError('indicator.computed', { name: indicator.name });
      return { edit, organisation, indicator, value: edit.state === 'reported' ? edit.value : null };
    });
    refuseLocked(db, period, edits);
    refuseImpossible(cells);
    const notes: Record<string, string> = {};
    const rows = cells.map(({ edit, organisation, indicator, value }) => {
      const before = edit.note === undefined ? undefined : stored.get(`${edit.organisation}\n${edit.indicator}`);
      const isSame = before !== undefined && before.value === value && before.state === edit.state;
      if (edit.note) notes[`${organisation.id} ${indicator.id}`] = edit.note;
      return {
        period,
        organisationId: organisation.id,
        indicatorId: indicator.id,
        value,
        state: edit.state,
        source: isSame ? before.source : '手工填报',
        note: edit.note ?? '',
      };
    });
    const subject = `${formatPeriod(period)} ${edits.length} 格`;
    const saved = context.write({ action: reason ?? '填报', subject, detail: hasNotes ? { notes } : null }, (tx) =>
      saveObservations(tx, rows),
    );
    return { saved, savedAt: context.now() };
  },
  'observations.history': ({ period, organisation: unit, indicator: figure }, context) => {
    const db = context.reader();
    const { organisation, indicator } = findCell(db, unit, figure);
    return cellHistory(db, period, organisation.id, indicator.id);
  },
  'observations.series': ({ indicators }, context) => viewSeries(context.reader(), indicators),
} satisfies Partial<Handlers>;
