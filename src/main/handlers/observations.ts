import type { Indicator } from '../../shared/contract/indicators.ts';
import type { Matrix, MatrixCell, MatrixColumn } from '../../shared/contract/observations.ts';
import { parseFormula, type RankingList, type Rules } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod, periodKind, previousPeriod, sameMonthLastYear } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import { listIndicators } from '../store/indicators.ts';
import { cellHistory, type ObservationRow, observationsIn, saveObservations } from '../store/observations.ts';
import { listOrganisations, organisationsIn } from '../store/organisations.ts';
import { schemeFor } from '../store/schemes.ts';
import type { Reader } from '../store/transaction.ts';
import { checkMatrix, refuseImpossible, viewCell } from './checks.ts';
import { viewSeries } from './series.ts';

/** Figures a clerk can enter for a list: the scheme's lines first, each computed indicator replaced by the raw ones in its formula. */
function entryColumns(
  indicators: readonly Indicator[],
  rules: Rules | null,
  list: RankingList,
  period: string,
): readonly MatrixColumn[] {
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  const blocks = new Map(rules?.blocks.map((block) => [block.code, `${block.code} ${block.name}`]));
  const columns = new Map<string, MatrixColumn>();
  const add = (code: string, block: string, item: { code: string; name: string; clause: string } | null): void => {
    const indicator = byCode.get(code);
    if (!indicator) return;
    if (indicator.formula !== null) {
      const formula = parseFormula(indicator.formula, indicators);
      const parts = 'message' in formula ? [] : formula.indicators;
      // In the order of the indicators, not of the formula: 应完成 stands before 已完成.
      for (const part of indicators) if (parts.includes(part.code)) add(part.code, block, item);
      return;
    }
    const known = columns.get(code);
    columns.set(code, {
      indicator: code,
      name: indicator.name,
      unit: indicator.unit,
      decimals: indicator.decimals,
      block: known?.block ?? block,
      usedBy: [...(known?.usedBy ?? []), ...(item ? [item] : [])],
    });
  };
  for (const { code, name, clause, block, applies, inputs } of rules?.items ?? []) {
    if (!applies.includes(list)) continue;
    for (const input of Object.values(inputs)) add(input, blocks.get(block) ?? block, { code, name, clause });
  }
  // Whatever else the office keeps monthly; only districts have such figures.
  if (list === 'district') {
    for (const indicator of indicators) {
      if (indicator.frequency === periodKind(period) && indicator.formula === null && !columns.has(indicator.code)) {
        add(indicator.code, indicator.groupName || '其他指标', null);
      }
    }
  }
  return [...columns.values()];
}

/** The month as a grid: every unit of the list, every figure that is asked of it, and what each was last month and a year ago. */
export function viewMatrix(db: Reader, period: string, list: RankingList): Matrix {
  const rules = schemeFor(db, period)?.rules ?? null;
  const schemeColumns = entryColumns(listIndicators(db), rules, list, period);
  const rows = organisationsIn(db, list, period).map(({ code, name, shortName }) => ({ code, name, shortName }));
  const inList = new Set(rows.map((row) => row.code));
  const index = (of: string) =>
    new Map<string, ObservationRow>(observationsIn(db, of).map((row) => [`${row.organisation}\n${row.indicator}`, row]));
  const previous = index(previousPeriod(period));
  const lastYear = index(sameMonthLastYear(period));
  const now = observationsIn(db, period).filter((row) => inList.has(row.organisation));
  const used = new Set(now.map((row) => row.indicator));
  // A figure no line asks for appears once somebody has reported it this month or the last.
  const recent = new Set([...previous.values()].filter((row) => inList.has(row.organisation)).map((row) => row.indicator));
  const columns = schemeColumns.filter(
    ({ usedBy, indicator }) => usedBy.length > 0 || used.has(indicator) || recent.has(indicator),
  );
  const cells: Record<string, Record<string, MatrixCell>> = {};
  const earlier: Record<string, Record<string, { previous: string | null; lastYear: string | null }>> = {};
  for (const row of rows) {
    const before: Record<string, { previous: string | null; lastYear: string | null }> = {};
    for (const { indicator } of columns) {
      const key = `${row.code}\n${indicator}`;
      before[indicator] = { previous: previous.get(key)?.value ?? null, lastYear: lastYear.get(key)?.value ?? null };
    }
    earlier[row.code] = before;
  }
  for (const { organisation, indicator, ...cell } of now) {
    cells[organisation] ??= {};
    cells[organisation][indicator] = { ...cell, ...(earlier[organisation]?.[indicator] ?? { previous: null, lastYear: null }) };
  }
  const asked = columns.filter((column) => column.usedBy.length > 0);
  const filled = rows.reduce(
    (n, row) => n + asked.filter((column) => cells[row.code]?.[column.indicator] !== undefined).length,
    0,
  );
  return { period, list, columns, rows, cells, earlier, filled, expected: rows.length * asked.length };
}

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
    return { ...matrix, checks: checkMatrix(db, matrix, listOrganisations(db)) };
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
