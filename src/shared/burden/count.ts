/** 减负计: how many figures a unit is asked for in a period, and how many of them nobody had to write again (features.md B19). */
import { isClaimSource } from '../claims/words.ts';
import { divide, type Exact, exact, hundred, published, sum } from '../engine/decimal.ts';
import type { CellState } from '../engine/types.ts';
import { FEED_SOURCE, isPanelSource } from '../text.ts';

/**
 * How a figure that is asked for came to be there: counted from a register, from 加分登记, carried on by 批准缓报, given by raters, or written
 * by hand (typed or handed in as a table); empty while it is still to be written.
 */
export type Filling = 'counted' | 'claimed' | 'carried' | 'judged' | 'typed' | 'empty';

type BurdenCell = { readonly state: CellState; readonly source: string };

/** By what its source says, a figure was filled. @param cell undefined: nobody has said anything yet */
export function fillingOf(cell: BurdenCell | undefined): Filling {
  if (!cell) return 'empty';
  if (cell.source.startsWith(FEED_SOURCE)) return 'counted';
  if (isClaimSource(cell.source)) return 'claimed';
  if (isPanelSource(cell.source)) return 'judged';
  return cell.state === 'deferred' ? 'carried' : 'typed';
}

export type AskedColumn = {
  readonly indicator: string;
  /** Code of the table it is handed in with; null for a figure that no line of the scheme asks for. */
  readonly table: string | null;
};

/** Figures of one unit and period. */
export type UnitBurden = Readonly<Record<Filling, number>> & {
  readonly organisation: string;
  readonly name: string;
  /** Figures it is asked for: those of the scheme, and others it has handed in. */
  readonly asked: number;
  /** Figures the scheme needs besides and that a formula has computed: nobody is asked for them. */
  readonly computed: number;
  /** Written by hand or still to be written. */
  readonly byHand: number;
  /** By table: asked, and of these by hand. */
  readonly tables: Readonly<Record<string, { readonly asked: number; readonly byHand: number }>>;
  /** Share of what is there that was not written by hand, in per cent with one decimal; null while nothing is there. */
  readonly share: string | null;
};

/** Figures no line of the scheme asks for stand under this key. */
export const OTHER_TABLE = '';

/**
 * Counts one unit's figures.
 * @param columns figures that may be asked for in the period
 * @param cells by indicator; an absent one is empty
 * @param formulas of every figure the scheme computes for this list, the codes of the figures it is made of
 */
export function countUnit(
  unit: { readonly code: string; readonly name: string },
  columns: readonly AskedColumn[],
  cells: Readonly<Record<string, BurdenCell>>,
  formulas: readonly (readonly string[])[],
): UnitBurden {
  const counts: Record<Filling, number> = { counted: 0, claimed: 0, carried: 0, judged: 0, typed: 0, empty: 0 };
  const tables: Record<string, { asked: number; byHand: number }> = {};
  for (const { indicator, table } of columns) {
    const cell = cells[indicator];
    if (table === null && !cell) continue;
    const filling = fillingOf(cell);
    counts[filling] += 1;
    const key = table ?? OTHER_TABLE;
    const own = tables[key] ?? { asked: 0, byHand: 0 };
    const isByHand = filling === 'typed' || filling === 'empty';
    tables[key] = { asked: own.asked + 1, byHand: own.byHand + (isByHand ? 1 : 0) };
  }
  const reused = counts.counted + counts.claimed + counts.carried + counts.judged;
  const computed = formulas.filter((codes) => codes.every((code) => cells[code] !== undefined)).length;
  const known = reused + counts.typed;
  return {
    ...counts,
    organisation: unit.code,
    name: unit.name,
    asked: known + counts.empty,
    computed,
    byHand: counts.typed + counts.empty,
    tables,
    share: known === 0 ? null : percent(exact(reused + computed), exact(known + computed)),
  };
}

const percent = (part: Exact, whole: Exact): string => published(divide(part.times(hundred), whole), 1);

/** A period as a whole: what a unit is asked for on average, and the share over all of them. */
export type PeriodBurden = {
  readonly period: string;
  /** Means over the units with one decimal; null without units. */
  readonly asked: string;
  readonly byHand: string;
  readonly share: string | null;
};

/** The mean of a period's units; null without units. */
export function meanBurden(period: string, units: readonly UnitBurden[]): PeriodBurden | null {
  if (units.length === 0) return null;
  const total = (of: (unit: UnitBurden) => number): Exact => sum(units.map((unit) => exact(of(unit))));
  const mean = (of: (unit: UnitBurden) => number): string => published(divide(total(of), exact(units.length)), 1);
  const filled = units.filter(({ share }) => share !== null);
  const reused = sum(
    filled.map(({ counted, claimed, carried, judged, computed }) => exact(counted + claimed + carried + judged + computed)),
  );
  const known = sum(filled.map(({ asked, empty, computed }) => exact(asked - empty + computed)));
  return {
    period,
    asked: mean(({ asked }) => asked),
    byHand: mean(({ byHand }) => byHand),
    share: filled.length === 0 ? null : percent(reused, known),
  };
}

/** Units that have to write more figures by hand than the office allows itself to ask for. @param quota figures a unit and period; null: none set */
export const overQuota = (units: readonly UnitBurden[], quota: number | null): readonly UnitBurden[] =>
  quota === null ? [] : units.filter(({ byHand }) => byHand > quota);
