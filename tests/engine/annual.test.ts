import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnnualRules, type AnnualUnit, annualStanding } from '../../src/shared/engine/annual.ts';

const RULES: AnnualRules = {
  monthlyShare: '0.5',
  publishedDecimals: 2,
  plannedMonths: 12,
  lowest: '60',
  highest: '95',
  parts: [
    { code: 'tasks', name: '年度任务完成', share: '0.6' },
    { code: 'review', name: '述职评议', share: '0.4' },
  ],
  grades: [
    { name: '优秀', from: '90', mostShare: null },
    { name: '良好', from: '80', mostShare: null },
    { name: '一般', from: '70', mostShare: null },
    { name: '较差', from: '0', mostShare: null },
  ],
  vetoGrade: '一般',
};
const unit = (
  code: string,
  months: readonly (string | null)[],
  marks: AnnualUnit['marks'] = {},
  isVetoed = false,
): AnnualUnit => ({
  code,
  name: code,
  months,
  marks,
  isVetoed,
});
const nine = (score: string): readonly string[] => Array.from({ length: 9 }, () => score);

describe('the year', () => {
  it('is half the mean of the months held and half the year-end parts', () => {
    const [entry] = annualStanding([unit('甲', ['90', null, '91'], { tasks: '95', review: '85' })], RULES);
    // mean 90.5; year end 0.6 × 95 + 0.4 × 85 = 91; total 90.75
    expect(entry).toMatchObject({ held: 2, mean: '90.50', yearEnd: '91.00', total: '90.75', rank: 1, grade: '优秀' });
  });
  it('has no total before every part is marked, but a standing', () => {
    const entries = annualStanding([unit('甲', ['90'], { tasks: '95' }), unit('乙', ['91'])], RULES);
    expect(entries.map(({ mean, meanRank, total, rank, grade }) => [mean, meanRank, total, rank, grade])).toEqual([
      ['90.00', 2, null, null, null],
      ['91.00', 1, null, null, null],
    ]);
  });
  it('rounds once: thirds of a month', () => {
    const [entry] = annualStanding([unit('甲', ['90.00', '90.00', '90.01'], { tasks: '90', review: '90' })], RULES);
    expect(entry).toMatchObject({ mean: '90.00', total: '90.00' });
  });
});

describe('bounds, golden vector of methods.md §13', () => {
  it('9 months 86.9, 83.2, 75.1: the third is behind the first for good and can still catch the second', () => {
    const entries = annualStanding([unit('甲', nine('86.9')), unit('乙', nine('83.2')), unit('丙', nine('75.1'))], RULES);
    expect(entries.map(({ bounds }) => bounds)).toEqual([
      { low: '80.175', high: '88.925', best: 1, worst: 2 },
      { low: '77.4', high: '86.15', best: 1, worst: 3 },
      { low: '71.325', high: '80.075', best: 2, worst: 3 },
    ]);
  });
  it('a year that is over has no room left', () => {
    const [entry] = annualStanding(
      [
        unit(
          '甲',
          Array.from({ length: 12 }, () => '88'),
        ),
      ],
      RULES,
    );
    expect(entry?.bounds).toEqual({ low: '88', high: '88', best: 1, worst: 1 });
  });
  it('hold whatever the remaining months bring', () => {
    const score = fc.integer({ min: 6000, max: 9500 }).map((hundredths) => (hundredths / 100).toFixed(2));
    const year = fc.array(score, { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(year, { minLength: 2, maxLength: 11 }), fc.integer({ min: 1, max: 11 }), (years, held) => {
        const units = (until: number) => years.map((months, index) => unit(String(index), months.slice(0, until)));
        const now = annualStanding(units(held), RULES);
        for (const [index, end] of annualStanding(units(12), RULES).entries()) {
          const bounds = now[index]?.bounds;
          expect(Number(end.mean)).toBeGreaterThanOrEqual(Number(bounds?.low) - 0.005);
          expect(Number(end.mean)).toBeLessThanOrEqual(Number(bounds?.high) + 0.005);
          expect(end.meanRank).toBeGreaterThanOrEqual(bounds?.best ?? 0);
          expect(end.meanRank).toBeLessThanOrEqual(bounds?.worst ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('grades', () => {
  const marked = (code: string, score: string, isVetoed = false) =>
    unit(code, [score], { tasks: score, review: score }, isVetoed);
  it('go by threshold', () => {
    const entries = annualStanding([marked('甲', '90'), marked('乙', '89.99'), marked('丙', '79.99'), marked('丁', '60')], RULES);
    expect(entries.map((entry) => entry.grade)).toEqual(['优秀', '良好', '一般', '较差']);
  });
  it('a cap of 30 % of four units leaves one 优秀; the next goes down and is told why', () => {
    const capped = {
      ...RULES,
      grades: RULES.grades.map((grade) => (grade.name === '优秀' ? { ...grade, mostShare: '0.3' } : grade)),
    };
    const entries = annualStanding([marked('甲', '95'), marked('乙', '94'), marked('丙', '80'), marked('丁', '75')], capped);
    expect(entries.map(({ grade, gradeNote }) => [grade, gradeNote])).toEqual([
      ['优秀', null],
      ['良好', '达到优秀线，名额已满'],
      ['良好', null],
      ['一般', null],
    ]);
  });
  it('ties at the edge of a cap all go down', () => {
    const capped = {
      ...RULES,
      grades: RULES.grades.map((grade) => (grade.name === '优秀' ? { ...grade, mostShare: '0.5' } : grade)),
    };
    const entries = annualStanding([marked('甲', '95'), marked('乙', '92'), marked('丙', '92'), marked('丁', '75')], capped);
    expect(entries.map((entry) => entry.grade)).toEqual(['优秀', '良好', '良好', '一般']);
  });
  it('a veto keeps a unit at 一般', () => {
    const entries = annualStanding([marked('甲', '95', true), marked('乙', '85')], RULES);
    expect(entries.map(({ grade, gradeNote }) => [grade, gradeNote])).toEqual([
      ['一般', '一票否决，不高于一般'],
      ['良好', null],
    ]);
  });
});

describe('rules that cannot be', () => {
  it('are said in words', () => {
    expect(() => annualStanding([], { ...RULES, parts: [{ code: 'a', name: 'a', share: '0.9' }] })).toThrow('合计应为 100%');
    expect(() => annualStanding([], { ...RULES, monthlyShare: '1.2' })).toThrow('0% 到 100%');
    expect(() => annualStanding([], { ...RULES, lowest: '99' })).toThrow('不能高于最高分');
  });
});
