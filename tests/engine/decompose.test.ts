import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact, sum } from '../../src/shared/engine/decimal.ts';
import {
  type ChangeContribution,
  type Contribution,
  decomposeAgainst,
  decomposeAgainstMean,
  decomposeOverTime,
  showAmounts,
} from '../../src/shared/engine/decompose.ts';
import { type Entry, type EvaluationInput, evaluate } from '../../src/shared/engine/index.ts';
import { anIndicator, anItem, asShare, cell, fourDistricts, theRules } from '../support/rules.ts';

const entryOf = (input: EvaluationInput, code: string): Entry => {
  const entry = evaluate(input).entries.find((one) => one.organisation === code);
  if (!entry) throw new Error(code);
  return entry;
};
const amounts = (rows: readonly Contribution[]): Readonly<Record<string, string>> =>
  Object.fromEntries(rows.map((row) => [row.code, row.amount]));
const close = (a: { toDecimalPlaces(n: number): { toFixed(): string } }): string => a.toDecimalPlaces(30).toFixed();
const four = evaluate(fourDistricts()).entries;
const [first, , third, last] = four as readonly [Entry, Entry, Entry, Entry];

/** 丁 in a month of its own: weights and scores of methods.md §2 (c). */
const aMonth = (w: readonly string[], s: readonly string[]): Entry =>
  entryOf(
    {
      period: '2026-10',
      list: 'district',
      rules: theRules(w.map((points, index) => anItem(`K${index + 1}`, points, asShare))),
      organisations: [{ code: '丁', name: '丁' }],
      indicators: ['K1', 'K2', 'K3', 'K4', 'X'].map((code) => anIndicator(code)),
      values: {
        丁: Object.fromEntries(
          s.map((value, index) => [
            `K${index + 1}`,
            value === '—' ? { value: null, state: 'notApplicable' as const } : cell(value),
          ]),
        ),
      },
    },
    '丁',
  );

describe('golden vectors of methods.md §2', () => {
  it('(a) 丁 against the mean of the four', () => {
    const { rows, total } = decomposeAgainstMean(last, four);
    expect(amounts(rows)).toEqual({ K1: '-2.1875', K2: '-1.375', K3: '-1.4375', K4: '-0.525', X: '-0.875', rounding: '0' });
    expect(total).toBe('-6.4');
    expect(rows[0]).toMatchObject({ own: { points: '28', fullPoints: '35' }, other: { points: '30.1875' } });
  });
  it('(b) 丁 against 丙, the next above', () => {
    const { rows, total } = decomposeAgainst(last, third);
    expect(amounts(rows)).toEqual({ K1: '-2.8', K2: '1', K3: '-0.5', K4: '-1.8', X: '-0.5', rounding: '0' });
    expect(total).toBe('-4.6');
  });
  it('(c) 丁 over time, work apart from rule', () => {
    const before = aMonth(['40', '25', '20', '15'], ['82', '70', '72', '74']);
    const now = aMonth(['35', '25', '25', '15'], ['80', '76', '68', '74']);
    const { rows, work, rule, others, total } = decomposeOverTime(now, before);
    const lines = rows.filter((row) => row.kind === 'base');
    expect(lines.map((row) => row.work)).toEqual(['-0.75', '1.5', '-0.9', '0']);
    expect(lines.map((row) => row.rule)).toEqual(['-4.05', '0', '3.5', '0']);
    expect(lines.map((row) => row.ruleCentred)).toEqual(['-0.325', '0', '-0.225', '0']);
    expect([work, rule, others, total]).toEqual(['-0.15', '-0.55', '0', '-0.7']);
  });
});

describe('what is not a line', () => {
  it('一票否决, 加分封顶 and 四舍五入 are rows of their own', () => {
    const veto = anItem('V', '0', { kind: 'countPoints', each: '1' }, { kind: 'veto', block: 'F' });
    const bonus = anItem('X', '10', { kind: 'countPoints', each: '1' }, { kind: 'bonus', block: 'E' });
    const input: EvaluationInput = {
      period: '2026-10',
      list: 'district',
      rules: theRules([anItem('K1', '33.333', asShare), bonus, veto], {
        fullPoints: '33.333',
        bonusCap: '3',
        veto: { effect: 'cap', at: '20' },
      }),
      organisations: ['甲', '乙'].map((code) => ({ code, name: code })),
      indicators: ['K1', 'X', 'V'].map((code) => anIndicator(code)),
      values: { 甲: { K1: cell('77'), X: cell('5'), V: cell('0') }, 乙: { K1: cell('88'), X: cell('0'), V: cell('1') } },
    };
    const [good, vetoed] = [entryOf(input, '甲'), entryOf(input, '乙')];
    const { rows, total } = decomposeAgainst(vetoed, good);
    expect(rows.map((row) => [row.code, row.kind])).toEqual([
      ['K1', 'base'],
      ['X', 'bonus'],
      ['bonusCap', 'cap'],
      ['veto', 'veto'],
      ['rounding', 'rounding'],
    ]);
    expect(amounts(rows)).toMatchObject({ X: '-5', bonusCap: '2', veto: '-9.33304' });
    expect(total).toBe(
      exact(vetoed.score ?? 0)
        .minus(good.score ?? 0)
        .toFixed(),
    );
  });
  it('a line that is 不适用 in one month gives its points to its block: no work, and it is said', () => {
    const whole = aMonth(['60', '40'], ['90', '80']);
    const part = aMonth(['60', '40'], ['90', '—']);
    const { rows, work, rule } = decomposeOverTime(part, whole);
    // One block: its 40 points go to the other line, whose weight therefore moved; the line itself counts in one month only.
    expect(rows[0]).toMatchObject({ work: '0', rule: '36', isOneSided: false });
    expect(rows[1]).toMatchObject({ work: '0', rule: '-32', isOneSided: true });
    expect([work, rule]).toEqual(['0', '4']);
  });
  it('a line in one version only is 规则影响 as a whole, and its reading stays balanced', () => {
    const before = aMonth(['60', '40'], ['90', '80']);
    const now = aMonth(['60', '30', '10'], ['90', '80', '50']);
    const { rows, work, rule, total } = decomposeOverTime(now, before);
    expect(rows[2]).toMatchObject({ code: 'K3', work: '0', rule: '5', isOneSided: true, other: null });
    expect([work, rule, total]).toEqual(['0', '-3', '-3']);
    expect(close(sum(rows.map((row) => exact(row.ruleCentred ?? 0))))).toBe('-3');
  });
  it('weights that do not balance have no centred reading', () => {
    const { rows } = decomposeOverTime(aMonth(['60', '50'], ['90', '80']), aMonth(['60', '40'], ['90', '80']));
    expect(rows.map((row) => row.ruleCentred)).toEqual([null, null, null, null]);
  });
});

describe('折算', () => {
  it('is a row when a whole block is 不适用', () => {
    const reported = { value: '90.00', state: 'reported' };
    const none = { value: '0.00', state: 'reported' };
    const away = { value: '0.00', state: 'notApplicable' };
    const entries = monthOf(
      [60, 40],
      [
        [reported, away, none, none],
        [reported, reported, none, none],
      ],
    );
    const [part, whole] = ['u0', 'u1'].map((code) => entries.find((entry) => entry.organisation === code)) as [Entry, Entry];
    const { rows, total: difference } = decomposeAgainst(part, whole);
    expect(amounts(rows)).toEqual({ k0: '0', k1: '-36', plus: '0', minus: '0', rescale: '36', rounding: '0' });
    expect(difference).toBe('0');
  });
});

describe('refusals', () => {
  it('a unit without a score, in words', () => {
    expect(() => decomposeAgainst({ ...last, score: null }, first)).toThrow('“丁”还有指标没有数，没有得分，不能比较。');
  });
  it('rows that do not add up to the published difference, by whatever one hundredth', () => {
    const wrong = { ...last, score: '75.11' };
    expect(() => decomposeAgainst(wrong, first)).toThrow('还差 0.01 分，未予显示');
    expect(() => decomposeAgainstMean(wrong, [first, wrong])).toThrow('未予显示');
    expect(() => decomposeOverTime(wrong, first)).toThrow('未予显示');
  });
});

const figure = fc.integer({ min: 0, max: 12_000 }).map((hundredths) => (hundredths / 100).toFixed(2));
const state = fc.constantFrom('reported', 'reported', 'reported', 'reported', 'notReported', 'notApplicable');
const table = (units: number, lines: number) =>
  fc.array(fc.array(fc.record({ value: figure, state }), { minLength: lines + 2, maxLength: lines + 2 }), {
    minLength: units,
    maxLength: units,
  });
const weights = (lines: number) => fc.array(fc.integer({ min: 1, max: 40 }), { minLength: lines, maxLength: lines });
const monthOf = (w: readonly number[], rows: readonly (readonly { value: string; state: string }[])[]): readonly Entry[] => {
  const codes = [...w.map((_, index) => `k${index}`), 'plus', 'minus'];
  const bonus = anItem('plus', '5', { kind: 'countPoints', each: '0.1' }, { kind: 'bonus', block: 'E' });
  const deduction = anItem('minus', '4', { kind: 'countPoints', each: '0.07' }, { kind: 'deduction', block: 'F' });
  return evaluate({
    period: '2026-10',
    list: 'district',
    rules: theRules(
      [
        ...w.map((points, index) => anItem(`k${index}`, String(points), asShare, { block: index % 2 === 0 ? 'A' : 'B' })),
        bonus,
        deduction,
      ],
      { bonusCap: '3', deductionCap: '2', ceiling: '101' },
    ),
    organisations: rows.map((_, index) => ({ code: `u${index}`, name: `单位${index}` })),
    indicators: codes.map((code) => anIndicator(code)),
    values: Object.fromEntries(
      rows.map((row, index) => [
        `u${index}`,
        Object.fromEntries(
          codes.map((code, at) => {
            const one = row[at];
            return [code, { state: one?.state as 'reported', value: one?.state === 'reported' ? one.value : null }];
          }),
        ),
      ]),
    ),
  }).entries;
};
const month = fc
  .record({ units: fc.integer({ min: 2, max: 11 }), lines: fc.integer({ min: 1, max: 5 }) })
  .chain(({ units, lines }) => fc.tuple(weights(lines), table(units, lines)))
  .map(([w, rows]) => monthOf(w, rows));
const total = (rows: readonly Contribution[]): string => sum(rows.map((row) => exact(row.amount))).toFixed();

describe('properties', () => {
  it('rows add up exactly, and swapping the sides negates every one', () => {
    fc.assert(
      fc.property(month, (entries) => {
        const [a, b] = entries as readonly [Entry, Entry];
        const there = decomposeAgainst(a, b);
        const back = decomposeAgainst(b, a);
        expect(total(there.rows)).toBe(there.total);
        expect(there.total).toBe(
          exact(a.score ?? 'NaN')
            .minus(b.score ?? 'NaN')
            .toFixed(),
        );
        const turned = amounts(back.rows);
        for (const row of there.rows)
          expect(
            exact(row.amount)
              .plus(turned[row.code] ?? 'NaN')
              .isZero(),
          ).toBe(true);
      }),
    );
  });
  it('against the mean: rows add up exactly; over all units each line comes to 0', () => {
    fc.assert(
      fc.property(month, (entries) => {
        const found = entries.map((entry) => decomposeAgainstMean(entry, entries));
        for (const { rows, total: whole } of found) expect(total(rows)).toBe(whole);
        for (const [index] of (found[0]?.rows ?? []).entries()) {
          expect(close(sum(found.map(({ rows }) => exact(rows[index]?.amount ?? 'NaN'))))).toBe('0');
        }
      }),
    );
  });
  it('over time: work + rule + the rest are the change, exactly; turned round, every part changes its sign', () => {
    const months = fc
      .record({ units: fc.constant(2), lines: fc.integer({ min: 1, max: 5 }), later: fc.integer({ min: 1, max: 5 }) })
      .chain(({ units, lines, later }) => fc.tuple(weights(lines), table(units, lines), weights(later), table(units, later)));
    fc.assert(
      fc.property(months, ([w0, rows0, w1, rows1]) => {
        const by = (entries: readonly Entry[]) => entries.find((entry) => entry.organisation === 'u0') as Entry;
        const [before, now] = [by(monthOf(w0, rows0)), by(monthOf(w1, rows1))];
        const change = decomposeOverTime(now, before);
        expect(total(change.rows)).toBe(change.total);
        expect(sum([change.work, change.rule, change.others].map((part) => exact(part))).toFixed()).toBe(change.total);
        const rule = sum(change.rows.map((row) => exact(row.rule ?? 0)));
        if (change.rows.some((row) => row.ruleCentred !== null)) {
          expect(close(sum(change.rows.map((row) => exact(row.ruleCentred ?? 0))).minus(rule))).toBe('0');
        }
        const back = new Map(decomposeOverTime(before, now).rows.map((row) => [row.code, row]));
        const pairs: readonly (keyof ChangeContribution & ('work' | 'rule' | 'amount'))[] = ['work', 'rule', 'amount'];
        for (const row of change.rows) {
          for (const part of pairs) {
            expect(close(exact(row[part] ?? 0).plus(back.get(row.code)?.[part] ?? 0))).toBe('0');
          }
        }
      }),
    );
  });
  it('what is shown adds up to the total that is shown', () => {
    expect(showAmounts(['0.334', '0.334', '0.332', '0'], '1', 2, 3)).toEqual(['0.33', '0.33', '0.33', '0.01']);
    fc.assert(
      fc.property(month, (entries) => {
        const [a] = entries as readonly [Entry];
        const { rows, total: whole } = decomposeAgainstMean(a, entries);
        const at = rows.findIndex((row) => row.kind === 'rounding');
        const shown = showAmounts(
          rows.map((row) => row.amount),
          whole,
          2,
          at,
        );
        expect(sum(shown.map((one) => exact(one))).toFixed(2)).toBe(exact(whole).toDecimalPlaces(30).toFixed(2));
        expect(Math.abs(Number(shown[at]))).toBeLessThanOrEqual(0.005 * (rows.length + 1) + 1e-9);
      }),
    );
  });
});
