import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginnings,
  type Cadence,
  cutBy,
  FIRST_MONTH,
  heldInYear,
  heldOf,
  heldPeriod,
  isHeld,
  MONTHLY,
  nextHeld,
  previousHeld,
  withLine,
} from '../../src/shared/cadence.ts';
import { comparePeriods, monthAfter, type PeriodKind, periodMonths } from '../../src/shared/period.ts';

const QUARTERS: Cadence = withLine(MONTHLY, { from: '2018-04', kind: 'quarter' });
const month = fc
  .tuple(fc.integer({ min: 1990, max: 2050 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, at]) => `${year}-${String(at).padStart(2, '0')}`);
const kind = fc.constantFrom<PeriodKind>('month', 'quarter', 'half', 'year');
/** Changes as an office would make them, each with the first month it may begin with. */
const anyCadence = fc
  .array(fc.tuple(month, kind), { maxLength: 5 })
  .map((changes) =>
    changes.reduce<Cadence>(
      (lines, [from, to]) => withLine(lines, { from: beginnings(to, from, lines, 1)[0] ?? from, kind: to }),
      MONTHLY,
    ),
  );

describe('a cadence', () => {
  it('is monthly until it is changed, and a change leaves what was before', () => {
    expect(heldPeriod('2018-05', MONTHLY)).toBe('2018-05');
    expect(QUARTERS).toEqual([
      { from: FIRST_MONTH, kind: 'month' },
      { from: '2018-04', kind: 'quarter' },
    ]);
    expect(heldPeriod('2018-05', QUARTERS)).toBe('2018-Q2');
    expect(heldPeriod('2018-03', QUARTERS)).toBe('2018-03');
    expect(previousHeld('2018-Q2', QUARTERS)).toBe('2018-03');
    expect(nextHeld('2018-03', QUARTERS)).toBe('2018-Q2');
    expect(nextHeld('2018-Q2', QUARTERS)).toBe('2018-Q3');
    expect(['2018-03', '2018-Q1', '2018-05', '2018-Q2', '2018-H1', '2018'].filter((one) => isHeld(one, QUARTERS))).toEqual([
      '2018-03',
      '2018-Q2',
    ]);
    expect(heldOf(['2018-Q2', '2018-03', '2018-05', '2019-Q1', '2018-12', '2018'], QUARTERS)).toEqual([
      '2019-Q1',
      '2018-Q2',
      '2018-03',
    ]);
  });
  it('knows the periods of each year', () => {
    expect(heldInYear('2017', QUARTERS)).toHaveLength(12);
    expect(heldInYear('2018', QUARTERS)).toEqual(['2018-01', '2018-02', '2018-03', '2018-Q2', '2018-Q3', '2018-Q4']);
    expect(heldInYear('2018', withLine(MONTHLY, { from: '2018-01', kind: 'year' }))).toEqual(['2018']);
  });
  it('begins a kind where no period is cut, of the new kind or of the old', () => {
    expect(cutBy({ from: '2018-05', kind: 'quarter' }, MONTHLY)).toBe('2018-Q2');
    expect(cutBy({ from: '2018-04', kind: 'quarter' }, MONTHLY)).toBeNull();
    expect(cutBy({ from: '2018-08', kind: 'month' }, QUARTERS)).toBe('2018-Q3');
    expect(cutBy({ from: '2018-07', kind: 'month' }, QUARTERS)).toBeNull();
    expect(beginnings('half', '2018-03', MONTHLY, 2)).toEqual(['2018-07', '2019-01']);
    expect(beginnings('month', '2018-05', QUARTERS, 2)).toEqual(['2018-07', '2018-10']);
  });
  it('is taken back by beginning the old kind with the same month', () => {
    expect(withLine(QUARTERS, { from: '2018-04', kind: 'month' })).toEqual(MONTHLY);
    const later = withLine(QUARTERS, { from: '2019-01', kind: 'year' });
    expect(later.map((line) => line.kind)).toEqual(['month', 'quarter', 'year']);
    expect(withLine(later, { from: '2018-07', kind: 'quarter' })).toEqual(QUARTERS);
    expect(withLine(later, { from: FIRST_MONTH, kind: 'half' })).toEqual([{ from: FIRST_MONTH, kind: 'half' }]);
  });
  it('puts every month into one period, each after the other without a gap, whatever was changed', () => {
    fc.assert(
      fc.property(anyCadence, month, (cadence, at) => {
        const period = heldPeriod(at, cadence);
        const { first, last } = periodMonths(period);
        expect(first <= at && at <= last).toBe(true);
        for (let inside = first; inside <= last; inside = monthAfter(inside)) expect(heldPeriod(inside, cadence)).toBe(period);
        expect(isHeld(period, cadence)).toBe(true);
        expect(previousHeld(nextHeld(period, cadence), cadence)).toBe(period);
        expect(comparePeriods(period, nextHeld(period, cadence))).toBeLessThan(0);
      }),
    );
  });
  it('leaves every period before a change as it was', () => {
    fc.assert(
      fc.property(anyCadence, month, kind, month, (cadence, wanted, to, at) => {
        const [from = wanted] = beginnings(to, wanted, cadence, 1);
        fc.pre(at < from);
        expect(heldPeriod(at, withLine(cadence, { from, kind: to }))).toBe(heldPeriod(at, cadence));
      }),
    );
  });
});
