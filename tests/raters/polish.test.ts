/** Leniency, favour and the official means: the golden marks of methods.md §7 (= R medpolish), and tables with gaps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact, published } from '../../src/shared/engine/decimal.ts';
import { adjustedMean } from '../../src/shared/raters/adjusted-mean.ts';
import { extremeMarks } from '../../src/shared/raters/extreme-marks.ts';
import { medianPolish } from '../../src/shared/raters/median-polish.ts';
import { trimmedMean } from '../../src/shared/raters/trimmed-mean.ts';
import { unusualResiduals } from '../../src/shared/raters/unusual-residuals.ts';
import { exactTable, GOLDEN } from './table.ts';

const texts = (values: readonly ({ toFixed: () => string } | null)[]) => values.map((value) => value?.toFixed() ?? null);

describe('median polish', () => {
  it('takes the golden marks apart as R does: one residual of +9 is left', () => {
    const { overall, rows, columns, residuals } = medianPolish(exactTable(GOLDEN));
    expect(overall.toFixed()).toBe('81');
    expect(texts(rows)).toEqual(['0', '3', '-1', '1', '-5']);
    expect(texts(columns)).toEqual(['4', '1', '-1', '-5']);
    const left = residuals.flatMap((row, i) => row.flatMap((value, j) => (value?.isZero() ? [] : [[i, j, value?.toFixed()]])));
    expect(left).toEqual([[2, 3, '9']]);
  });
  it('adds up to every mark exactly, whatever the marks and the gaps', () => {
    const mark = fc.integer({ min: 0, max: 200 }).map((halves) => exact(halves).div(2));
    const table = fc
      .tuple(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 2, max: 6 }))
      .chain(([k, n]) =>
        fc.array(fc.array(fc.option(mark, { freq: 4, nil: null }), { minLength: n, maxLength: n }), {
          minLength: k,
          maxLength: k,
        }),
      )
      .filter((rows) => rows.every((row) => row.some(Boolean)) && (rows[0] ?? []).every((_, j) => rows.some((row) => row[j])));
    fc.assert(
      fc.property(table, (marks) => {
        const { overall, rows, columns, residuals } = medianPolish(marks);
        for (const [i, row] of marks.entries()) {
          for (const [j, value] of row.entries()) {
            const left = residuals[i]?.[j] ?? null;
            expect(left === null).toBe(value === null);
            if (value === null || left === null) continue;
            expect(
              overall
                .plus(rows[i] ?? 0)
                .plus(columns[j] ?? 0)
                .plus(left)
                .eq(value),
            ).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
  it('leaves nothing of an additive table with gaps that two digits would show: nobody marks oneself', () => {
    // α −2, 0, 2; β 0, 3, 6 around 80; the diagonal is not marked.
    const { rows, residuals } = medianPolish(exactTable('— 81 84 / 80 — 86 / 82 85 —'));
    expect(rows.map((row) => published(row, 2))).toEqual(['-2.00', '0.00', '2.00']);
    expect(residuals.flat().every((value) => value === null || value.abs().lt('0.005'))).toBe(true);
    expect(unusualResiduals(residuals).flat()).not.toContain(true);
  });
  it('refuses a unit that nobody marked', () => {
    expect(() => medianPolish(exactTable('80 — / 81 —'))).toThrow(RangeError);
  });
});

describe('marks that stand apart', () => {
  it('are found where the MAD is 0: the limit is 1.974, and 9 is beyond it', () => {
    const apart = unusualResiduals(medianPolish(exactTable(GOLDEN)).residuals);
    expect(apart.flatMap((row, i) => row.flatMap((isApart, j) => (isApart ? [[i, j]] : [])))).toEqual([[2, 3]]);
  });
  it('use the MAD when there is one: of −2 … 2 and 9 only the 9', () => {
    // median 0.5, distances 2.5 1.5 0.5 0.5 1.5 8.5: MAD 1.5, limit 3.5 × 1.4826 × 1.5 = 7.78 → −7.28 to 8.28
    expect(unusualResiduals(exactTable('-2 -1 0 / 1 2 9')).flat()).toEqual([false, false, false, false, false, true]);
    expect(unusualResiduals(exactTable('-2 -1 0 / 1 2 8.2')).flat()).not.toContain(true);
  });
  it('are none in a table without scatter, and none among fewer than six marks', () => {
    expect(unusualResiduals(exactTable('0 0 0 / 0 0 0')).flat()).not.toContain(true);
    expect(unusualResiduals(exactTable('0 0 / 0 90')).flat()).not.toContain(true);
  });
});

describe('official means', () => {
  const marks = exactTable(GOLDEN);
  const column = (j: number) => marks.flatMap((row) => row[j] ?? []);
  it('trimmed: 85, 82, 80, 77.33; untrimmed: 84.6, 81.6, 79.6, 77.4', () => {
    const means = (trim: number) => [0, 1, 2, 3].map((j) => trimmedMean(column(j), trim)?.mean);
    expect(means(1).map((mean) => mean && published(mean, 2))).toEqual(['85.00', '82.00', '80.00', '77.33']);
    expect(means(0).map((mean) => mean?.toFixed())).toEqual(['84.6', '81.6', '79.6', '77.4']);
    const { highest, lowest, kept } = trimmedMean(column(3), 2) ?? { highest: [], lowest: [], kept: [] };
    expect([texts(highest), texts(lowest), texts(kept)]).toEqual([['84', '79'], ['71', '76'], ['77']]);
    expect(trimmedMean(column(0).slice(0, 4), 2)).toBeNull();
    expect(trimmedMean([], 0)).toBeNull();
  });
  it('less the leniency of the raters: 85, 82, 80, 77.8', () => {
    const { rows } = medianPolish(marks);
    const means = [0, 1, 2, 3].map((j) =>
      adjustedMean(column(j).map((mark, i) => ({ mark, leniency: rows[i] ?? exact(0) })))?.toFixed(),
    );
    expect(means).toEqual(['85', '82', '80', '77.8']);
    expect(adjustedMean([])).toBeNull();
  });
  it('less leniency, a lenient district no longer loses by not marking itself', () => {
    // All three are equally good; the first gives everybody 6 more. Plain means: 80, 83, 83.
    const equal = exactTable('— 86 86 / 80 — 80 / 80 80 —');
    const { rows } = medianPolish(equal);
    const means = [0, 1, 2].map((j) =>
      adjustedMean(equal.flatMap((row, i) => (row[j] ? [{ mark: row[j], leniency: rows[i] ?? exact(0) }] : [])))?.toFixed(),
    );
    expect(means).toEqual(['80', '80', '80']);
  });
});

describe('marks that need a reason', () => {
  const limits = { low: exact(60), high: exact(95) };
  const reasons = (text: string) => extremeMarks(exactTable(text)[0] ?? [], limits);
  it('are those outside the limits; the limits themselves do not', () => {
    expect(reasons('59.99 60 95 95.01 —')).toEqual(['低于 60 分', null, null, '高于 95 分', null]);
  });
  it('and those far from the rater’s own others, once there are six', () => {
    expect(reasons('80 82 81 83 82 66')).toEqual([null, null, null, null, null, expect.stringContaining('中位数 81.5 分')]);
    expect(reasons('80 82 81 83 82 77')).toEqual([null, null, null, null, null, null]);
    expect(reasons('80 82 81 83 66')).toEqual([null, null, null, null, null]);
  });
});
