/** The tables of a month as plain rows: the bulletin, the ranking workbook and the page 排名 all print these. */
import { exact, published } from '../engine/decimal.ts';
import type { Block, Entry, ItemScore } from '../engine/types.ts';
import { periodInYear, periodKind } from '../period.ts';
import type { Table, TableColumn } from './document.ts';
import type { IndicatorTable, ListFacts } from './facts.ts';
import { decimalsOf, lastRankHeading, rankedEntries } from './figures.ts';

/** A unit's line in a ranking. Figures are published text; null where there is none. */
export type RankingRow = {
  readonly organisation: string;
  readonly group: string | null;
  readonly rank: number | null;
  readonly name: string;
  readonly score: string | null;
  readonly previousRank: number | null;
  readonly change: number | null;
  readonly bonus: string | null;
  readonly deduction: string | null;
};

/** Rows of a ranking, by rank; units without a score last. */
export function rankingRows(list: ListFacts): readonly RankingRow[] {
  const decimals = decimalsOf(rankedEntries(list));
  return list.evaluation.entries.map((entry) => ({
    organisation: entry.organisation,
    group: entry.group,
    rank: entry.rank,
    name: entry.name,
    score: entry.score,
    previousRank: entry.previousRank,
    change: entry.change,
    bonus: entry.score === null ? null : published(exact(entry.bonus), decimals),
    deduction: entry.score === null ? null : published(exact(entry.deduction).abs(), decimals),
  }));
}

/** 升2 · 降1 · 平 · —: words, since an arrow alone is not read aloud. */
function changeWord(change: number | null): string {
  if (change === null) return NONE;
  if (change === 0) return '平';
  return change > 0 ? `升${change}` : `降${-change}`;
}

/** What a table prints where there is nothing to print. */
export const NONE = '—';
/** What a table prints for a unit without a score, and in the annex for the line that is to blame. */
export const MISSING = '缺报';

/**
 * 名次 单位 得分 上月名次 升降 加分 扣分; the ranked units of one division, then those without a score.
 * In public only ranks and scores are printed: `withPoints` false leaves 加分 and 扣分 out.
 */
export function rankingTable(list: ListFacts, division: string | null = null, withPoints = true): Table {
  const rows = rankingRows(list).filter((row) => division === null || row.group === division);
  const last = lastRankHeading(list);
  // Widths are millimetres at 小四, so that a long name of a group takes its room from nothing but empty cells.
  const points: readonly TableColumn[] = [
    { heading: '加分', align: 'right', width: 15 },
    { heading: '扣分', align: 'right', width: 15 },
  ];
  return {
    columns: [
      { heading: '名次', align: 'center', width: 13 },
      { heading: '单位', align: 'left', width: nameWidth(rows, 4.3, 30, 62) },
      { heading: '得分', align: 'right', width: 18 },
      { heading: last, align: 'center', width: 4 * (last.length + 1) },
      { heading: '升降', align: 'center', width: 14 },
      ...(withPoints ? points : []),
    ],
    rows: rows.map((row) => [
      row.rank === null ? NONE : String(row.rank),
      row.name,
      row.score ?? MISSING,
      row.previousRank === null ? NONE : String(row.previousRank),
      changeWord(row.change),
      ...(withPoints ? [row.bonus ?? NONE, row.deduction ?? NONE] : []),
    ]),
  };
}

/** A line of the scheme as a column of the annex. */
export type ItemColumn = {
  readonly code: string;
  readonly name: string;
  readonly block: string;
  readonly kind: ItemScore['kind'];
};

/** Lines that apply to a list, in the order of the scheme. Veto lines bear no points and have no column. */
export const itemColumns = (list: ListFacts): readonly ItemColumn[] =>
  (list.evaluation.entries[0]?.items ?? [])
    .filter((item) => item.kind !== 'veto')
    .map(({ code, name, block, kind }) => ({ code, name, block, kind }));

/** What the annex prints for one line of one unit: points, 未报 (counts 0), 缺报 (no total), — where the line does not apply. */
export function itemCell(entry: Entry, code: string, decimals: number): string {
  const item = entry.items.find((other) => other.code === code);
  if (!item || item.state === 'notApplicable') return NONE;
  if (item.points === null) return MISSING;
  return item.state === 'notReported' ? '未报' : published(exact(item.points), decimals);
}

/** Full points of every line as the scheme says them; for bonus and deduction lines their cap. */
export const fullPointsRow = (list: ListFacts, decimals: number): readonly string[] =>
  itemColumns(list).map(({ code }) => {
    const item = list.evaluation.entries[0]?.items.find((other) => other.code === code);
    return item ? published(exact(item.fullPoints), decimals).replace(/\.?0+$/, '') : NONE;
  });

/** 得分明细: every unit × every line under its block, with rank and score; first row the full points. */
export function itemTable(list: ListFacts, blocks: readonly Block[]): Table {
  const decimals = decimalsOf(rankedEntries(list));
  const columns = itemColumns(list);
  const rows = list.evaluation.entries.map((entry) =>
    columns.map(({ code }) => itemCell(entry, code, decimals).replace('-', '−')),
  );
  const nameOf = new Map(blocks.map((block) => [block.code, `${block.code} ${block.name}`]));
  return {
    size: 'dense',
    columns: [
      { heading: '名次', align: 'center', width: 6 },
      { heading: '单位', align: 'left', width: nameWidth(list.evaluation.entries, 3.2, 23, 54) },
      ...columns.map(
        (column, index): TableColumn => ({
          heading: column.name,
          group: nameOf.get(column.block) ?? column.block,
          align: 'right',
          width: Math.max(7.6, ...rows.map((row) => figureWidth(row[index] ?? ''))),
        }),
      ),
      { heading: '总分', align: 'right', width: 11.5 },
    ],
    rows: [
      ['', '满分（上限）', ...fullPointsRow(list, decimals), ''],
      ...list.evaluation.entries.map((entry, index) => [
        entry.rank === null ? NONE : String(entry.rank),
        entry.name,
        ...(rows[index] ?? []),
        entry.score ?? MISSING,
      ]),
    ],
    strong: [0],
  };
}

/** Room in mm for the longest name at so much a character, within bounds. */
const nameWidth = (rows: readonly { readonly name: string }[], perCharacter: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, ...rows.map(({ name }) => [...name].length * perCharacter + 3)));

/** Room in mm for a figure at 小五: half a character a digit. */
const figureWidth = (text: string): number => [...text].reduce((width, sign) => width + (sign > '\u2e7f' ? 3.2 : 1.7), 1.6);

/** Ranks by period, the year above its months: rows in the order of this period's ranking. */
export function historyTable(list: ListFacts, periods: readonly string[]): Table {
  const { period: current, entries } = list.evaluation;
  return {
    size: 'dense',
    columns: [
      { heading: '单位', align: 'left', width: nameWidth(entries, 3.2, 26, 54) },
      ...periods.map(
        (period): TableColumn => ({
          heading: periodInYear(period),
          group: `${period.slice(0, 4)}年`,
          align: 'center',
          width: periodKind(period) === 'month' ? 10 : 13,
        }),
      ),
    ],
    rows: entries.map((entry) => [
      entry.name,
      ...periods.map((period) => {
        const rank =
          period === current ? entry.rank : list.history[entry.organisation]?.find((record) => record.period === period)?.rank;
        return rank === null || rank === undefined ? NONE : String(rank);
      }),
    ]),
  };
}

/** A ranking that is not the office's own, folded into columns side by side so that eleven short rows do not fill a page. */
export function indicatorRankingTable(table: IndicatorTable, folds: number): Table {
  const valueHeading = table.title.endsWith('得分') ? '得分' : `数值${table.unit === '' ? '' : `（${table.unit}）`}`;
  const single: readonly TableColumn[] = [
    { heading: '名次', align: 'center', width: 8 },
    { heading: '单位', align: 'left', width: 22 },
    { heading: valueHeading, align: 'right', width: 12 },
  ];
  const height = Math.ceil(table.rows.length / folds);
  const cellsOf = (index: number): readonly string[] => {
    const row = table.rows[index];
    return row ? [row.rank === null ? NONE : String(row.rank), row.name, row.value] : ['', '', ''];
  };
  return {
    columns: Array.from({ length: folds }, () => single).flat(),
    rows: Array.from({ length: height }, (_, y) => Array.from({ length: folds }, (__, x) => cellsOf(x * height + y)).flat()),
  };
}

/** Names of the lines a unit has no figure for. */
export function missingItems(list: ListFacts, organisation: string, codes: readonly string[]): readonly string[] {
  const entry = list.evaluation.entries.find((candidate) => candidate.organisation === organisation);
  return codes.map((code) => entry?.items.find((item) => item.code === code)?.name ?? code);
}
