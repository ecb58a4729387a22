import { describe, expect, it } from 'vitest';
import { exact, published } from '../../src/shared/engine/decimal.ts';
import type { Direction, Method } from '../../src/shared/engine/index.ts';
import { score } from '../../src/shared/engine/methods.ts';

type Inputs = string | Readonly<Record<string, string>>;

/** Points of one method for W full points, to four digits. */
function points(
  method: Method,
  w: string,
  inputs: Inputs,
  direction: Direction = 'higher',
  peers: readonly string[] = [],
): string {
  const named = typeof inputs === 'string' ? { value: inputs } : inputs;
  const context = {
    fullPoints: exact(w),
    inputs: new Map(Object.entries(named).map(([name, value]) => [name, exact(value)])),
    directions: new Map(Object.keys(named).map((name) => [name, direction])),
    peers: new Map([['value', peers.map(exact)]]),
  };
  return published(score(method, context).points, 4);
}

describe('own-result methods (domain.md §4.1, methods.md §1)', () => {
  it('区间法: clip((x − L) ÷ (U − L), 0, 1) × W, both directions', () => {
    const up: Method = { kind: 'goalposts', floor: '60', target: '100' };
    expect(points(up, '5', '92')).toBe('4.0000');
    expect(points(up, '5', '59')).toBe('0.0000');
    expect(points(up, '5', '140')).toBe('5.0000');
    const down: Method = { kind: 'goalposts', floor: '80', target: '35' };
    expect(points(down, '5', '57.5', 'lower')).toBe('2.5000');
    expect(points(down, '5', '20', 'lower')).toBe('5.0000');
    expect(points({ kind: 'goalposts', floor: '60', target: '60' }, '5', '60')).toBe('5.0000');
  });
  it('目标完成率法: 15 × 24 ÷ 26; reverse t ÷ x; −1 per 2% short; no rate for t ≤ 0', () => {
    expect(points({ kind: 'completionRate', target: '26' }, '15', '24')).toBe('13.8462');
    expect(points({ kind: 'completionRate', target: '26' }, '15', '40')).toBe('15.0000');
    expect(points({ kind: 'completionRate', target: '35' }, '10', '70', 'lower')).toBe('5.0000');
    expect(points({ kind: 'completionRate', target: '35' }, '10', '0', 'lower')).toBe('10.0000');
    expect(points({ kind: 'completionRate', target: '100', step: { per: '2', points: '1' } }, '10', '93')).toBe('6.5000');
    expect(() => points({ kind: 'completionRate', target: '0' }, '10', '5')).toThrow('目标值小于或等于 0');
  });
  it('完成率 + 封顶: target met = 80% of W, ±0.5 a percentage point, capped', () => {
    const method: Method = { kind: 'completionCapped', target: '100', metShare: '0.8', perPoint: '0.5', capMultiple: '1.2' };
    expect(points(method, '10', '100')).toBe('8.0000');
    expect(points(method, '10', '104')).toBe('10.0000');
    expect(points(method, '10', '120')).toBe('12.0000');
    expect(points(method, '10', '80')).toBe('0.0000');
  });
  it('逐个加扣: met = W, +2 over (at most W), −2 short', () => {
    const method: Method = { kind: 'perUnit', target: '5', gain: '2', loss: '2', maxGain: '10' };
    expect(points(method, '10', '5')).toBe('10.0000');
    expect(points(method, '10', '8')).toBe('16.0000');
    expect(points(method, '10', '20')).toBe('20.0000');
    expect(points(method, '10', '3')).toBe('6.0000');
  });
  it('功效系数法: 5.81 between 6 and 12 is d = 58.73', () => {
    const method: Method = { kind: 'efficacyCoefficient', satisfactory: '12', unacceptable: '6' };
    expect(points(method, '100', '5.81')).toBe('58.7333');
    expect(points(method, '100', '12')).toBe('100.0000');
    expect(() => points({ kind: 'efficacyCoefficient', satisfactory: '6', unacceptable: '6' }, '4', '5')).toThrow(
      '满意值与不允许值相同',
    );
  });
  it('分档法: 优秀率 bands of 瑞安 2012', () => {
    const bands = [
      { from: '90', share: '1' },
      { from: '80', share: '0.95' },
      { from: '70', share: '0.9' },
      { from: '60', share: '0.85' },
    ];
    expect(points({ kind: 'banded', bands }, '200', '90')).toBe('200.0000');
    expect(points({ kind: 'banded', bands }, '200', '89.99')).toBe('190.0000');
    expect(points({ kind: 'banded', bands }, '200', '12')).toBe('0.0000');
    const errors = [
      { from: '30', share: '1' },
      { from: '40', share: '0.5' },
    ];
    expect(points({ kind: 'banded', bands: errors }, '2', '35', 'lower')).toBe('1.0000');
  });
  it('线性分级: linear between, 0 below, full above', () => {
    const grades = [
      { from: '60', share: '0.25' },
      { from: '80', share: '0.75' },
      { from: '90', share: '1' },
    ];
    expect(points({ kind: 'linearGrades', grades }, '4', '70')).toBe('2.0000');
    expect(points({ kind: 'linearGrades', grades }, '4', '59')).toBe('0.0000');
    expect(points({ kind: 'linearGrades', grades }, '4', '99')).toBe('4.0000');
    const falling = [
      { from: '10', share: '1' },
      { from: '20', share: '0.5' },
    ];
    expect(points({ kind: 'linearGrades', grades: falling }, '4', '15')).toBe('3.0000');
    expect(points({ kind: 'linearGrades', grades: falling }, '4', '5')).toBe('4.0000');
    expect(points({ kind: 'linearGrades', grades: falling }, '4', '21')).toBe('0.0000');
  });
  it('倒扣法: 100 − 9.32 = 90.68 (衡阳)', () => {
    expect(points({ kind: 'deductFromFull', perUnit: '1' }, '100', '9.32')).toBe('90.6800');
    expect(points({ kind: 'deductFromFull', perUnit: '0.5' }, '6', '2')).toBe('5.0000');
  });
  it('是否达标', () => {
    expect(points({ kind: 'yesNo', atLeast: '100' }, '4', '99.9')).toBe('0.0000');
    expect(points({ kind: 'yesNo', atLeast: '100' }, '4', '100')).toBe('4.0000');
    expect(points({ kind: 'yesNo', atLeast: '3' }, '4', '3', 'lower')).toBe('4.0000');
  });
  it('票决折算: (60×100 + 30×80 + 8×60 + 2×40) ÷ 100 = 89.6', () => {
    expect(points({ kind: 'ballot' }, '100', { good: '60', fairlyGood: '30', fair: '8', poor: '2' })).toBe('89.6000');
  });
  it('评委打分: trimmed means of methods.md §7 are 85, 82, 80, 77.33', () => {
    const panels = [
      ['85', '88', '84', '86', '80'],
      ['82', '85', '81', '83', '77'],
      ['80', '83', '79', '81', '75'],
      ['76', '79', '84', '77', '71'],
    ];
    const means = panels.map((marks) =>
      points({ kind: 'panel', trim: 1 }, '100', Object.fromEntries(marks.map((mark, i) => [`m${i}`, mark]))),
    );
    expect(means).toEqual(['85.0000', '82.0000', '80.0000', '77.3333']);
    expect(() => points({ kind: 'panel', trim: 1 }, '100', { a: '80', b: '90' })).toThrow('没有剩余');
    // The result of a panel, trimmed when it was closed, is not trimmed again.
    expect(points({ kind: 'panel', trim: 1 }, '10', { value: '77.33' })).toBe('7.7330');
  });
  it('改善率法: 不降反升计 0 分; 72 → 63 is 12.5% against 10%', () => {
    const method: Method = { kind: 'improvementRate', target: '10' };
    expect(points(method, '5', { value: '63', base: '72' }, 'lower')).toBe('5.0000');
    expect(points(method, '5', { value: '68.4', base: '72' }, 'lower')).toBe('2.5000');
    expect(points(method, '5', { value: '72', base: '72' }, 'lower')).toBe('0.0000');
    expect(points(method, '5', { value: '80', base: '72' }, 'lower')).toBe('0.0000');
  });
  it('计件: national 2, provincial 1, city 0.5', () => {
    const method: Method = { kind: 'levelPoints', points: { national: '2', provincial: '1', city: '0.5' } };
    expect(points(method, '3', { national: '1', provincial: '0', city: '1' })).toBe('2.5000');
    expect(points({ kind: 'countPoints', each: '0.3' }, '2', '3')).toBe('0.9000');
  });
  it('复合 90% + 10%, 取低', () => {
    const parts = [
      { inputs: { value: 'city' }, share: '0.9', method: { kind: 'goalposts', floor: '0', target: '100' } },
      { inputs: { value: 'estate' }, share: '0.1', method: { kind: 'goalposts', floor: '0', target: '100' } },
    ] as const;
    expect(points({ kind: 'composite', parts }, '100', { city: '92', estate: '80' })).toBe('90.8000');
    expect(points({ kind: 'lowest', parts }, '100', { city: '92', estate: '80' })).toBe('80.0000');
  });
});

describe('methods that depend on others', () => {
  it('比例法: x ÷ best × W; best 0 gives all 0', () => {
    expect(points({ kind: 'ratioToBest' }, '400', '30', 'higher', ['30', '60'])).toBe('200.0000');
    expect(points({ kind: 'ratioToBest' }, '400', '0', 'higher', ['0', '0'])).toBe('0.0000');
  });
  it('极差法: all equal gives full points', () => {
    expect(points({ kind: 'minMax' }, '10', '3', 'higher', ['1', '3', '5'])).toBe('5.0000');
    expect(points({ kind: 'minMax' }, '10', '3', 'lower', ['1', '3', '5'])).toBe('5.0000');
    expect(points({ kind: 'minMax' }, '10', '3', 'higher', ['3', '3'])).toBe('10.0000');
  });
  it('位次法: k 5% — with 11 units the last gets 50%', () => {
    const peers = Array.from({ length: 11 }, (_, i) => String(100 - i));
    expect(points({ kind: 'rankScore', k: '0.05' }, '30', '100', 'higher', peers)).toBe('30.0000');
    expect(points({ kind: 'rankScore', k: '0.05' }, '30', '90', 'higher', peers)).toBe('15.0000');
    expect(points({ kind: 'rankScore', k: '0.02' }, '200', '90', 'higher', peers)).toBe('160.0000');
  });
});
