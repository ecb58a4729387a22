import { z } from 'zod';
import type { ContributionKind } from '../engine/decompose.ts';
import { answer, code, periodId, query, rankingList } from './method.ts';

/** 'above': the unit placed just before; 'lastMonth': the last month before this one that was ranked. */
export const against = z.union([z.enum(['mean', 'above', 'best', 'lastMonth']), z.object({ organisation: code }).strict()]);
export type Against = z.infer<typeof against>;

export type DecompositionRow = {
  readonly code: string;
  readonly name: string;
  readonly kind: ContributionKind;
  /** Exact; of all rows they add up to the total. */
  readonly amount: string;
  /** Two decimals (or as many as scores are published with); of all rows they add up to the total as shown. */
  readonly shown: string;
  /** Points of either side as shown; null where that side has no such line. */
  readonly own: string | null;
  readonly other: string | null;
  /** Over time, of a base line: as shown, together the amount as shown. null otherwise. */
  readonly work: string | null;
  readonly rule: string | null;
  /** What the figures do not say by themselves: 未报, 不适用, full points that differ, a changed rule. */
  readonly note: string;
  /** Where this unit is ahead: 优势; over time, by its work: 进步. */
  readonly mark: '优势' | '进步' | '';
};

export type DecompositionView = {
  readonly title: string;
  /** What the two columns hold, and the words at the zero of the waterfall. */
  readonly heads: { readonly own: string; readonly other: string; readonly difference: string; readonly zero: string };
  /** Lines from the weightiest on, in the direction of the total first; then what happened to the totals. Empty when there is nothing to compare. */
  readonly rows: readonly DecompositionRow[];
  readonly total: { readonly amount: string; readonly shown: string; readonly own: string; readonly other: string } | null;
  /** Over time only, as shown; the three add up to the total as shown. */
  readonly change: { readonly work: string; readonly rule: string; readonly others: string; readonly hasRule: boolean } | null;
  /** What it comes to in words, or why there is nothing to compare. */
  readonly sentence: string;
};

export const decompositions = {
  'decompositions.view': query(
    z.object({ period: periodId, list: rankingList, organisation: code, against }),
    answer<DecompositionView>(),
  ),
};
