/** What an import reads against and what it makes of a file: a draft, everything wrong with it, and nothing written yet. */
import type { Cadence } from '../cadence.ts';
import type { IndicatorInput } from '../contract/indicators.ts';
import type { OrganisationInput } from '../contract/organisations.ts';
import type { CellState } from '../engine/types.ts';
import type { Candidate } from './names.ts';

export type KnownOrganisation = Omit<OrganisationInput, 'id'>;
export type KnownIndicator = Omit<IndicatorInput, 'id'>;
export type ImportChoice = { readonly kind: 'organisation' | 'indicator'; readonly text: string; readonly code: string };

export type ImportContext = {
  readonly fileName: string;
  readonly organisations: readonly KnownOrganisation[];
  readonly indicators: readonly KnownIndicator[];
  /** Answers of the clerk for names that were unknown. */
  readonly choices: readonly ImportChoice[];
  /** Which periods the office holds; monthly when it is not said. */
  readonly cadence?: Cadence;
  /** The clerk's answer for a matrix that does not say its period. */
  readonly period?: string;
};

/** Where in the file a thing stands. */
type Origin = { readonly sheet: string; readonly cell: string };
export type OrganisationDraft = KnownOrganisation & Origin & { readonly change: 'new' | 'changed' };
export type IndicatorDraft = KnownIndicator & Origin & { readonly change: 'new' | 'changed' };

export type ObservationDraft = Origin & {
  readonly period: string;
  readonly organisation: string;
  readonly indicator: string;
  /** Decimal string; null exactly when the state is not `reported`. */
  readonly value: string | null;
  readonly state: CellState;
  readonly source: string;
  /** The source only names the file and cell, since the sheet gave none. */
  readonly isSourceWeak: boolean;
  readonly note: string;
};

export type ProblemCode =
  | 'file.empty'
  | 'file.unrecognised'
  | 'heading.missing'
  | 'heading.duplicate'
  | 'heading.blank'
  | 'period.missing'
  | 'period.invalid'
  | 'period.conflict'
  | 'period.range'
  | 'period.cadence'
  | 'organisation.missing'
  | 'organisation.unknown'
  | 'organisation.ambiguous'
  | 'organisation.notValid'
  | 'indicator.missing'
  | 'indicator.unknown'
  | 'indicator.ambiguous'
  | 'indicator.computed'
  | 'value.notNumber'
  | 'value.merged'
  | 'value.decimals'
  | 'value.negative'
  | 'value.overHundred'
  | 'value.impossible'
  | 'value.fraction'
  | 'unit.incompatible'
  | 'cell.locked'
  | 'duplicate.different'
  | 'duplicate.same'
  | 'record.missing'
  | 'record.tooLong'
  | 'record.rejected'
  | 'record.duplicateCode'
  | 'record.duplicateName'
  | 'record.alias'
  | 'record.kind'
  | 'record.parent'
  | 'record.ends'
  | 'record.direction'
  | 'record.decimals'
  | 'record.frequency'
  | 'record.formula';

/** An error keeps its row out of the draft; a warning does not. */
export type Problem = {
  readonly sheet: string;
  /** 'C7'; empty when the whole sheet or file is meant. */
  readonly cell: string;
  /** Counted from 1; 0 when the whole sheet is meant. */
  readonly row: number;
  readonly column: number;
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  /** What, where and what to do: “第 7 行 C 列：“1O2.5”不是数字，请改后重新导入。” */
  readonly message: string;
  /** What stands in the cell. */
  readonly text: string;
};

/** A name that nothing matches without guessing. One entry for one spelling, however many rows use it. */
export type Unknown = {
  readonly kind: 'organisation' | 'indicator';
  readonly text: string;
  /** “数据!B7、B12 等 31 处” */
  readonly where: string;
  readonly count: number;
  readonly candidates: readonly Candidate[];
};

export type ImportDraft = {
  readonly organisations: readonly OrganisationDraft[];
  readonly indicators: readonly IndicatorDraft[];
  readonly observations: readonly ObservationDraft[];
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Unknown[];
  /** What was left out or converted, in sentences: nothing is dropped in silence. */
  readonly notes: readonly string[];
  readonly counts: {
    readonly rows: number;
    readonly organisations: number;
    readonly indicators: number;
    readonly observations: number;
    readonly errors: number;
    readonly warnings: number;
    readonly periods: readonly string[];
  };
};
