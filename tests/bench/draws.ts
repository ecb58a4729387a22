/** 10 000 draws of 40 weights for 11 units, and the same multiplications as a straight loop over arrays that are already there. */
import { DRAWS } from '../../src/shared/consultation/monte-carlo.ts';
import type { WeightTable } from '../../src/shared/consultation/weight-table.ts';
import { exact, zero } from '../../src/shared/engine/decimal.ts';
import { seededRandom } from '../../src/shared/raters/seeded-random.ts';

const [UNITS, LINES] = [11, 40];

export function randomTable(): WeightTable {
  const random = seededRandom(1);
  const lines = Array.from({ length: LINES }, (_, at) => ({ code: `K${at}`, name: '', block: 'A', weight: exact('2.5') }));
  const units = Array.from({ length: UNITS }, (_, at) => ({
    organisation: String(at),
    name: String(at),
    rank: at + 1,
    score: zero,
    rates: lines.map(() => exact(random().toFixed(4))),
    borrowed: lines.map(() => false),
    fixed: exact('1.5'),
    low: zero,
    high: null,
    rounding: zero,
  }));
  return { fullPoints: exact(100), lines, units, notes: [] };
}

/** Weights drawn beforehand; the loop only multiplies and adds. */
export function multiplyOnly({ units }: WeightTable): () => number {
  const random = seededRandom(2);
  const weights = Float64Array.from({ length: DRAWS * LINES }, () => random() * 5);
  const rates = Float64Array.from(units.flatMap((unit) => unit.rates.map((rate) => rate.toNumber())));
  return () => {
    let whole = 0;
    for (let draw = 0; draw < DRAWS; draw += 1) {
      for (let unit = 0; unit < UNITS; unit += 1) {
        let total = 0;
        for (let line = 0; line < LINES; line += 1)
          total += (weights[draw * LINES + line] as number) * (rates[unit * LINES + line] as number);
        whole += total;
      }
    }
    return whole;
  };
}
