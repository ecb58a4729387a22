import fc from 'fast-check';
import { max, mean, min } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { exact, sum } from '../../src/shared/engine/decimal.ts';
import { type EvaluationInput, evaluate, type Method, rankValues } from '../../src/shared/engine/index.ts';
import { score } from '../../src/shared/engine/methods.ts';
import { anIndicator, anItem, theRules } from '../support/rules.ts';

/** Methods whose points never fall when a higher-is-better value rises. */
const rising: fc.Arbitrary<Method> = fc.oneof(
  fc.record({
    kind: fc.constant('goalposts' as const),
    floor: fc.constantFrom('0', '20.5'),
    target: fc.constantFrom('80', '99.99'),
  }),
  fc.record({ kind: fc.constant('completionRate' as const), target: fc.constantFrom('7', '60', '100') }),
  fc.record({
    kind: fc.constant('efficacyCoefficient' as const),
    satisfactory: fc.constant('90'),
    unacceptable: fc.constantFrom('30', '60'),
  }),
  fc.constant<Method>({
    kind: 'linearGrades',
    grades: [
      { from: '30', share: '0.2' },
      { from: '60', share: '0.7' },
      { from: '90', share: '1' },
    ],
  }),
  fc.constant<Method>({
    kind: 'banded',
    bands: [
      { from: '60', share: '0.6' },
      { from: '80', share: '1' },
    ],
  }),
  fc.record({ kind: fc.constant('yesNo' as const), atLeast: fc.constantFrom('50', '75') }),
);
const figure = fc.integer({ min: 0, max: 12_000 }).map((hundredths) => (hundredths / 100).toFixed(2));
const state = fc.constantFrom('reported', 'reported', 'reported', 'notReported', 'notApplicable') as fc.Arbitrary<'reported'>;

const month: fc.Arbitrary<EvaluationInput> = fc
  .record({
    units: fc.integer({ min: 2, max: 11 }),
    lines: fc.array(fc.record({ method: rising, w: fc.integer({ min: 1, max: 40 }) }), { minLength: 1, maxLength: 6 }),
  })
  .chain(({ units, lines }) =>
    fc
      .array(fc.array(fc.record({ value: figure, state }), { minLength: lines.length, maxLength: lines.length }), {
        minLength: units,
        maxLength: units,
      })
      .map(
        (table): EvaluationInput => ({
          period: '2026-10',
          list: 'district',
          rules: theRules(
            lines.map(({ method, w }, index) => anItem(`k${index}`, String(w), method, { block: index % 2 === 0 ? 'A' : 'B' })),
          ),
          organisations: table.map((_, index) => ({ code: `u${index}`, name: `单位${index}` })),
          indicators: lines.map((_, index) => anIndicator(`k${index}`)),
          values: Object.fromEntries(
            table.map((row, index) => [
              `u${index}`,
              Object.fromEntries(
                row.map((cell, k) => [`k${k}`, { state: cell.state, value: cell.state === 'reported' ? cell.value : null }]),
              ),
            ]),
          ),
        }),
      ),
  );

describe('properties of a month', () => {
  it('lines and adjustments add up to the published score exactly, and points stay within their limits', () => {
    fc.assert(
      fc.property(month, (input) => {
        for (const entry of evaluate(input).entries) {
          const steps = sum([
            ...entry.items.map((item) => exact(item.points ?? 0)),
            ...entry.adjustments.map((step) => exact(step.amount)),
          ]);
          expect(steps.eq(entry.score ?? 'NaN')).toBe(true);
          for (const item of entry.items) {
            expect(exact(item.points ?? 0).gte(0)).toBe(true);
            expect(exact(item.points ?? 0).lte(item.effectiveFullPoints)).toBe(true);
          }
          expect(Number(entry.score)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
  it('the order of units does not matter', () => {
    fc.assert(
      fc.property(month, (input) => {
        const turned = evaluate({ ...input, organisations: [...input.organisations].reverse() });
        const by = (result: ReturnType<typeof evaluate>) =>
          Object.fromEntries(result.entries.map((entry) => [entry.organisation, [entry.score, entry.rank, entry.isTied]]));
        expect(by(turned)).toEqual(by(evaluate(input)));
      }),
    );
  });
  it('raising one value never lowers one’s own score and moves nobody else’s', () => {
    fc.assert(
      fc.property(month, fc.nat(), fc.nat(), figure, (input, unitAt, lineAt, more) => {
        const unit = `u${unitAt % input.organisations.length}`;
        const line = `k${lineAt % input.rules.items.length}`;
        const before = input.values[unit]?.[line];
        fc.pre(before?.state === 'reported');
        const raised = exact(before?.value ?? 0)
          .plus(more)
          .toFixed();
        const changed = {
          ...input,
          values: { ...input.values, [unit]: { ...input.values[unit], [line]: { value: raised, state: 'reported' as const } } },
        };
        const scores = (of: EvaluationInput) => new Map(evaluate(of).entries.map((entry) => [entry.organisation, entry.score]));
        const [old, fresh] = [scores(input), scores(changed)];
        for (const { code } of input.organisations) {
          if (code === unit) expect(Number(fresh.get(code))).toBeGreaterThanOrEqual(Number(old.get(code)));
          else expect(fresh.get(code)).toBe(old.get(code));
        }
      }),
    );
  });
  it('the same input gives the same bytes and is left alone', () => {
    fc.assert(
      fc.property(month, (input) => {
        const before = JSON.stringify(input);
        const first = JSON.stringify(evaluate(input));
        expect(JSON.stringify(evaluate(JSON.parse(before) as EvaluationInput))).toBe(first);
        expect(JSON.stringify(input)).toBe(before);
      }),
    );
  });
});

describe('against another library', () => {
  const marks = fc.array(figure, { minLength: 3, maxLength: 11 });
  const context = (values: readonly string[], at: number) => ({
    fullPoints: exact(100),
    inputs: new Map(values.map((value, index) => [index === at ? 'value' : `m${index}`, exact(value)])),
    directions: new Map(),
    peers: new Map([['value', values.map((value) => exact(value))]]),
  });
  it('a trimmed panel is the mean of what is left', () => {
    fc.assert(
      fc.property(marks, (values) => {
        const kept = values
          .map(Number)
          .sort((a, b) => a - b)
          .slice(1, -1);
        expect(score({ kind: 'panel', trim: 1 }, context(values, -1)).points.toNumber()).toBeCloseTo(mean(kept), 9);
      }),
    );
  });
  it('min–max is the place between the smallest and the largest', () => {
    fc.assert(
      fc.property(marks, (values) => {
        const numbers = values.map(Number);
        fc.pre(min(numbers) < max(numbers));
        const share = ((numbers[0] ?? 0) - min(numbers)) / (max(numbers) - min(numbers));
        expect(score({ kind: 'minMax' }, context(values, 0)).points.toNumber()).toBeCloseTo(100 * share, 9);
      }),
    );
  });
});

describe('properties of ranks', () => {
  it('a rank is one more than the number of better values', () => {
    fc.assert(
      fc.property(
        fc.array(figure, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('higher' as const, 'lower' as const),
        (values, direction) => {
          const ranks = rankValues(new Map(values.map((value, index) => [String(index), value])), { direction, decimals: 2 });
          for (const [index, value] of values.entries()) {
            const better = values.filter((other) =>
              direction === 'higher' ? Number(other) > Number(value) : Number(other) < Number(value),
            );
            const same = values.filter((other) => Number(other) === Number(value));
            expect(ranks.get(String(index))).toEqual({ rank: better.length + 1, isTied: same.length > 1 });
          }
        },
      ),
    );
  });
});
