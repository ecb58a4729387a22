/** The month as a grid: which figures are asked of whom, in which table of the scheme, and what is there. */
import type { Indicator } from '../../shared/contract/indicators.ts';
import type { Matrix, MatrixCell, MatrixColumn } from '../../shared/contract/observations.ts';
import { parseFormula, type RankingList, type Rules } from '../../shared/engine/index.ts';
import { periodKind, previousPeriod, sameMonthLastYear } from '../../shared/period.ts';
import { listIndicators } from '../store/indicators.ts';
import { type ObservationRow, observationsIn } from '../store/observations.ts';
import { organisationsIn } from '../store/organisations.ts';
import { schemeFor } from '../store/schemes.ts';
import type { Reader } from '../store/transaction.ts';

/** Figures a clerk can enter for a list: the scheme's lines first, each computed indicator replaced by the raw ones in its formula. */
export function entryColumns(
  indicators: readonly Indicator[],
  rules: Rules | null,
  list: RankingList,
  period: string,
): readonly MatrixColumn[] {
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  const blocks = new Map(rules?.blocks.map((block) => [block.code, `${block.code} ${block.name}`]));
  const columns = new Map<string, MatrixColumn>();
  type Use = MatrixColumn['usedBy'][number];
  const add = (code: string, table: string | null, block: string, item: Use | null): void => {
    const indicator = byCode.get(code);
    if (!indicator) return;
    if (indicator.formula !== null) {
      const formula = parseFormula(indicator.formula, indicators);
      const parts = 'message' in formula ? [] : formula.indicators;
      // In the order of the indicators, not of the formula: 应完成 stands before 已完成.
      for (const part of indicators) if (parts.includes(part.code)) add(part.code, table, block, item);
      return;
    }
    const known = columns.get(code);
    columns.set(code, {
      indicator: code,
      name: indicator.name,
      unit: indicator.unit,
      decimals: indicator.decimals,
      table: known?.table ?? table,
      block: known?.block ?? block,
      usedBy: [...(known?.usedBy ?? []), ...(item ? [item] : [])],
    });
  };
  for (const { code, name, clause, block, applies, inputs } of rules?.items ?? []) {
    if (!applies.includes(list)) continue;
    for (const input of Object.values(inputs)) add(input, block, blocks.get(block) ?? block, { code, name, clause });
  }
  // Whatever else the office keeps monthly; only districts have such figures.
  if (list === 'district') {
    for (const indicator of indicators) {
      if (indicator.frequency === periodKind(period) && indicator.formula === null && !columns.has(indicator.code)) {
        add(indicator.code, null, indicator.groupName || '其他指标', null);
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
