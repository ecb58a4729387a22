import { z } from 'zod';
import type { Finding } from '../checks/finding.ts';
import type { CellState, RankingList } from '../engine/types.ts';
import { answer, code, command, decimalText, periodId, query, rankingList } from './method.ts';
import type { OrganisationKind } from './organisations.ts';

/** One reported figure as the grid and the charts see it. */
export type Observation = {
  readonly value: string | null;
  readonly state: CellState;
  readonly source: string;
  readonly note: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
};

export type MatrixColumn = {
  readonly indicator: string;
  readonly name: string;
  readonly unit: string;
  readonly decimals: number | null;
  /** Code of the table (block of the scheme) the figure is handed in with; null when no line of the scheme uses it. */
  readonly table: string | null;
  /** Scheme block over the column, or the indicator's group. */
  readonly block: string;
  /** Lines of the scheme that use the figure, with their clause. */
  readonly usedBy: readonly { readonly code: string; readonly name: string; readonly clause: string }[];
};
export type MatrixCell = Observation & { readonly previous: string | null; readonly lastYear: string | null };
/** What the checks say about a cell; `isDoubtful` until somebody has given a reason (or for ever, when it cannot be right). */
export type CellCheck = {
  /** Median of the unit's own last twelve periods; null when fewer than six have a figure. */
  readonly median: string | null;
  readonly findings: readonly Finding[];
  readonly isDoubtful: boolean;
};
export type Matrix = {
  readonly period: string;
  readonly list: RankingList;
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly { readonly code: string; readonly name: string; readonly shortName: string }[];
  /** organisation code → indicator code → cell; an absent cell has never been filled. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, MatrixCell>>>>;
  /** Last value and same month last year of cells that are still empty. */
  readonly earlier: Readonly<
    Record<string, Readonly<Record<string, { readonly previous: string | null; readonly lastYear: string | null }>>>
  >;
  readonly filled: number;
  readonly expected: number;
};

/** organisation code → indicator code → check; empty cells have only their median. */
export type Checks = Readonly<Record<string, Readonly<Record<string, CellCheck>>>>;

/** A table of a unit that is not simply open: sent or reviewed (its cells are locked), or sent back. The sentence says why and what to do. */
export type TableNotice = { readonly isLocked: boolean; readonly sentence: string };
export type Notices = {
  /** Closes every cell of the month, whatever its table: the month is sealed. */
  readonly whole: string | null;
  /** organisation code → table code → notice. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, TableNotice>>>>;
};

const observationEdit = z.object({
  organisation: code,
  indicator: code,
  /** null with state "reported" empties the cell again. */
  value: decimalText.nullable(),
  state: z.enum(['reported', 'notReported', 'notApplicable', 'deferred']),
  note: z.string().max(200, '备注不能超过 200 个字').optional(),
});
export type ObservationEdit = z.infer<typeof observationEdit>;

export type SeriesPoint = { readonly period: string; readonly value: string; readonly source: string; readonly note: string };
export type Series = {
  readonly indicator: string;
  readonly organisation: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly points: readonly SeriesPoint[];
};
export type CellChange = {
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly before: string | null;
  readonly after: string | null;
  /** The reason given with the change; empty when none was. */
  readonly note: string;
};
/** One figure with everything that helps to judge it. */
export type CellView = {
  readonly organisation: string;
  readonly indicator: string;
  readonly unit: string;
  /** Oldest first; null for a period without a figure. */
  readonly lastTwelve: readonly { readonly period: string; readonly value: string | null }[];
  readonly cell: Observation | null;
  readonly median: string | null;
  readonly range: { readonly low: string; readonly high: string } | null;
  readonly findings: readonly Finding[];
  readonly isDoubtful: boolean;
  /** The checks that hold for it, in words. */
  readonly rules: readonly string[];
  readonly history: readonly CellChange[];
};

export const observations = {
  'observations.matrix': query(
    z.object({ period: periodId, list: rankingList }),
    answer<Matrix & { readonly checks: Checks; readonly notices: Notices }>(),
  ),
  'observations.save': command(
    z.object({ period: periodId, edits: z.array(observationEdit).min(1).max(20_000), reason: z.string().max(100).optional() }),
    answer<{ readonly saved: number; readonly savedAt: string }>(),
    ['observations', 'rankings', 'annual', 'overview', 'submissions', 'claims', 'periods', 'audit'],
  ),
  'observations.cell': query(z.object({ period: periodId, organisation: code, indicator: code }), answer<CellView>()),
  'observations.history': query(
    z.object({ period: periodId, organisation: code, indicator: code }),
    answer<readonly CellChange[]>(),
  ),
  'observations.series': query(z.object({ indicators: z.array(code).max(20) }), answer<readonly Series[]>()),
};
