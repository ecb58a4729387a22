/** Small tables of weights and rates for tests. */
import type { WeightedUnit, WeightTable } from '../../src/shared/consultation/weight-table.ts';
import { totalOf, weightTable } from '../../src/shared/consultation/weight-table.ts';
import { type Exact, exact, sum, text, zero } from '../../src/shared/engine/decimal.ts';
import { type EvaluationInput, evaluate, rankValues } from '../../src/shared/engine/index.ts';
import { fourDistricts } from '../support/rules.ts';

export function tableFrom(input: EvaluationInput): WeightTable {
  const made = weightTable(evaluate(input).entries, input.rules);
  if ('refusal' in made) throw new Error(made.refusal.reason);
  return made.table;
}

/** The four districts of methods.md. */
export const four = (): WeightTable => tableFrom(fourDistricts());

export const unitOf = (table: WeightTable, code: string): WeightedUnit => {
  const unit = table.units.find(({ organisation }) => organisation === code);
  if (!unit) throw new Error(code);
  return unit;
};

/** A row: name, scores 0–100 a line, and what weights do not touch. */
export type Row = readonly [name: string, scores: readonly (number | string)[], fixed?: number | string];

/** Weights in points and rows of scores → a table by rank, as weightTable would make it of such a month. */
export function tableOf(weights: readonly (number | string)[], rows: readonly Row[]): WeightTable {
  const lines = weights.map((weight, at) => ({ code: `K${at + 1}`, name: `K${at + 1}`, block: 'A', weight: exact(weight) }));
  const units = rows.map(([name, scores, fixed = 0]): WeightedUnit => {
    const unit: WeightedUnit = {
      organisation: name,
      name,
      rank: 0,
      score: zero,
      rates: scores.map((score) => exact(score).div(100)),
      borrowed: scores.map(() => false),
      fixed: exact(fixed),
      low: null,
      high: null,
      rounding: zero,
    };
    return { ...unit, score: totalOf(unit, points(lines)) };
  });
  const ranks = rankValues(new Map(units.map(({ name, score }) => [name, text(score)])), { direction: 'higher', decimals: null });
  const ranked = units.map((unit) => ({ ...unit, rank: ranks.get(unit.name)?.rank ?? 0 })).sort((a, b) => a.rank - b.rank);
  return { fullPoints: sum(points(lines)), lines, units: ranked, notes: [] };
}

const points = (lines: WeightTable['lines']): readonly Exact[] => lines.map(({ weight }) => weight);
