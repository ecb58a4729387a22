import { describe, expect, it } from 'vitest';
import { exact } from '../../src/shared/engine/decimal.ts';
import { evaluateFormula, parseFormula } from '../../src/shared/engine/formula.ts';
import { prepareIndicators } from '../../src/shared/engine/index.ts';
import { anIndicator } from '../support/rules.ts';

const KNOWN = ['SO2', 'NO2', 'PM10', 'PM2.5', 'O3', 'CO', 'A1', 'A11', '010203', 'A1-应完成'].map((code) => ({
  code,
  name: `名称${code}`,
}));
const value = (text: string, figures: Readonly<Record<string, string>>): string | null => {
  const formula = parseFormula(text, KNOWN);
  if ('message' in formula) throw new Error(formula.message);
  return (
    evaluateFormula(formula, (code) => exact(figures[code] ?? '0'))
      ?.toDecimalPlaces(10)
      .toFixed() ?? null
  );
};

describe('formulas over indicators', () => {
  it('空气质量综合指数 = Σ Ci ÷ Si: 60, 40, 70, 35, 160 and 4 give 6', () => {
    const figures = { SO2: '60', NO2: '40', PM10: '70', 'PM2.5': '35', O3: '160', CO: '4' };
    expect(value('SO2/60 + NO2/40 + PM10/70 + PM2.5/35 + O3/160 + CO/4', figures)).toBe('6');
  });
  it('takes names, full-width signs, brackets, and longer codes before shorter ones', () => {
    expect(value('（名称A1＋A11）×２'.replace('２', '2'), { A1: '1', A11: '10' })).toBe('22');
    expect(value('A1-应完成 - A1', { 'A1-应完成': '5', A1: '2' })).toBe('3');
    expect(value('[010203] / 3', { '010203': '1' })).toBe('0.3333333333');
    expect(value('max(A1, A11) - min(A1, 3) + abs(-2)', { A1: '4', A11: '7' })).toBe('6');
    expect(value('-A1 * (2 - -1)', { A1: '2' })).toBe('-6');
  });
  it('is exact: 0.1 + 0.2 is 0.3', () => {
    expect(value('A1 + A11', { A1: '0.1', A11: '0.2' })).toBe('0.3');
  });
  it('a zero divisor has no value', () => {
    expect(value('A1 / A11', { A1: '1', A11: '0' })).toBeNull();
  });
  it.each([
    ['B9 + 1', '“B9”不是已有的指标'],
    ['A1 +', '写法有误'],
    ['A1 ** 2', '运算符'],
    ['A1 ? 1 : 2', '不能识别'],
    ['A1 > 2', '运算符'],
    ['"1"', '文字'],
    ['[没有]', '不存在'],
    ['constructor', '不是已有的指标'],
    ['A1.constructor', ''],
    ['process.exit(1)', '不是已有的指标'],
    ['max()', '空的函数'],
  ])('refuses %s in words', (text, part) => {
    const formula = parseFormula(text, KNOWN);
    expect('message' in formula && formula.message).toContain(part);
    expect('message' in formula && formula.message).toMatch(/[\u4e00-\u9fff]/);
  });
  it('a circle of formulas is named', () => {
    const circle = [anIndicator('p', { formula: 'q + 1' }), anIndicator('q', { formula: 'p + 1' })];
    expect(() => prepareIndicators(circle)).toThrow('互相引用');
  });
});
