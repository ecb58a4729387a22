import { medianOf } from '../checks/spread.ts';
import { type Exact, exact, sum, zero } from '../engine/decimal.ts';
import type { Marks, Table } from './marks.ts';

export type Polished = {
  /** μ: the level of the whole table. */
  readonly overall: Exact;
  /** α: how much more (lenient) or less (strict) a rater gives than the rater in the middle. */
  readonly rows: readonly Exact[];
  /** β: how far a unit is above or below the unit in the middle. */
  readonly columns: readonly Exact[];
  /** ε: what is left of a mark, favour or grudge; null where there is no mark. */
  readonly residuals: Table<Exact | null>;
};

/** As R's medpolish: at most ten rounds, or until the sum of |ε| changes by less than one part in a hundred. */
const ROUNDS = 10;
const ENOUGH = exact('0.01');

/**
 * 中位数平滑 (median polish, Tukey 1977): splits a table of marks into y = μ + α + β + ε by taking the medians of rows and columns away in
 * turn until nothing is left to take. One friendly mark moves neither α nor β, so it stands alone in ε.
 * @param marks a row a rater, a column a unit; every row and every column has at least one mark
 * @returns μ, α, β and ε with μ + α + β + ε = mark, exactly
 * @throws RangeError when a row or a column has no mark
 * @example
 * 85 82 80 76      α  0     of the residuals only one is not 0: the third rater gave the fourth unit 9 more
 * 88 85 83 79         3     than its work and the rater's habit explain.
 * 84 81 79 84  →     −1     μ 81
 * 86 83 81 77         1
 * 80 77 75 71        −5     β 4, 1, −1, −5
 * (the same figures as R 4: medpolish(matrix(c(85, 82, …), 5, byrow = TRUE)))
 */
export function medianPolish(marks: Marks): Polished {
  let left = marks;
  let overall = zero;
  let rows = marks.map(() => zero);
  let columns = (marks[0] ?? []).map(() => zero);
  let before = zero;
  for (let round = 0; round < ROUNDS; round += 1) {
    const rowSteps = left.map(middleOf);
    left = left.map((row, i) => row.map((value) => value?.minus(rowSteps[i] ?? zero) ?? null));
    rows = rows.map((effect, i) => effect.plus(rowSteps[i] ?? zero));
    const columnMiddle = medianOf(columns);
    columns = columns.map((effect) => effect.minus(columnMiddle));

    const columnSteps = columns.map((_, j) => middleOf(left.map((row) => row[j] ?? null)));
    left = left.map((row) => row.map((value, j) => value?.minus(columnSteps[j] ?? zero) ?? null));
    columns = columns.map((effect, j) => effect.plus(columnSteps[j] ?? zero));
    const rowMiddle = medianOf(rows);
    rows = rows.map((effect) => effect.minus(rowMiddle));

    overall = overall.plus(columnMiddle).plus(rowMiddle);
    const now = sum(left.flat().flatMap((value) => value?.abs() ?? []));
    if (now.minus(before).abs().lte(now.times(ENOUGH))) break;
    before = now;
  }
  return { overall, rows, columns, residuals: left };
}

const middleOf = (values: readonly (Exact | null)[]): Exact => medianOf(values.flatMap((value) => value ?? []));
