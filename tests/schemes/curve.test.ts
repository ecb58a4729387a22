/** The curve of a line is the engine's own points, sampled; and every change of a draft leaves a line the engine can read. */
import { describe, expect, it } from 'vitest';
import type { Item, Method } from '../../src/shared/engine/types.ts';
import { checkScheme } from '../../src/shared/schemes/check.ts';
import { changeSentences, compareRules } from '../../src/shared/schemes/compare.ts';
import { type Curve, type CurveUnit, curveOf } from '../../src/shared/schemes/curve.ts';
import {
  addItem,
  changeBlock,
  levelsOf,
  moveItem,
  withKind,
  withLevels,
  withMethod,
  withPartFigure,
  withPartMethod,
} from '../../src/shared/schemes/edit.ts';
import { METHODS, methodWords, percentOf, shareOf } from '../../src/shared/schemes/methods.ts';
import { anIndicator, anItem, asShare, theRules } from '../support/rules.ts';

const units: readonly CurveUnit[] = [
  { code: '甲', name: '甲', values: { V: '92', B: '80' } },
  { code: '乙', name: '乙', values: { V: '70', B: '60' } },
  { code: '丙', name: '丙', values: {} },
];
const lineOf = (method: Method, more: Partial<Item> = {}): Item =>
  anItem('A1', '10', method, { inputs: { value: 'V' }, ...more });
function drawn(item: Item, moving = 'value', direction: 'higher' | 'lower' = 'higher'): Curve {
  const curve = curveOf(item, moving, units, () => direction);
  if (typeof curve === 'string') throw new Error(curve);
  return curve;
}
/** Points at the sample nearest to a value. */
const at = (curve: Curve, x: number): number =>
  Number(curve.points.reduce((a, b) => (Math.abs(Number(b.x) - x) < Math.abs(Number(a.x) - x) ? b : a)).y);

describe('a curve', () => {
  it('of 区间法 rises from the floor to the target and stays there, with the units of the month on it', () => {
    const curve = drawn(lineOf({ kind: 'goalposts', floor: '60', target: '100' }));
    expect([at(curve, 60), at(curve, 80), at(curve, 100)]).toEqual([0, expect.closeTo(5, 1), 10]);
    expect(curve.units).toEqual([
      { code: '甲', name: '甲', x: '92', y: '8' },
      { code: '乙', name: '乙', x: '70', y: '2.5' },
    ]);
    expect(Number(curve.points[0]?.x)).toBeLessThan(60);
    expect(Number(curve.points.at(-1)?.x)).toBeGreaterThan(100);
  });
  it('of a step is drawn as one', () => {
    const bands = [
      { from: '80', share: '0.6' },
      { from: '90', share: '1' },
    ];
    const curve = drawn(lineOf({ kind: 'banded', bands }));
    expect([...new Set(curve.points.map(({ y }) => y))]).toEqual(['0', '6', '10']);
    const step = curve.points.findIndex(({ y }) => y === '6');
    expect(Number(curve.points[step]?.x) - Number(curve.points[step - 1]?.x)).toBeLessThan(0.01);
  });
  it('of a lower-is-better rate falls, of a deduction is negative and capped', () => {
    const falling = drawn(lineOf({ kind: 'completionRate', target: '75' }), 'value', 'lower');
    expect(at(falling, 75)).toBe(10);
    expect(falling.units.map(({ y }) => Number(y).toFixed(2))).toEqual(['8.15', '10.00']);
    const deduction = drawn(lineOf({ kind: 'countPoints', each: '5' }, { kind: 'deduction' }));
    expect(Math.min(...deduction.points.map(({ y }) => Number(y)))).toBe(-10);
  });
  it('moves one figure and holds the others at the middle of the units', () => {
    const line = lineOf({ kind: 'improvementRate', target: '10' }, { inputs: { value: 'V', base: 'B' } });
    const curve = drawn(line);
    expect(curve.held).toEqual([{ input: 'base', value: '80' }]);
    expect([at(curve, 80), at(curve, 88)]).toEqual([0, 10]);
  });
  it('of levels counts one level while the others are nothing', () => {
    const line = lineOf({ kind: 'levelPoints', points: { a: '2', b: '1' } }, { inputs: { a: 'V', b: 'B' } });
    const curve = drawn(line, 'a');
    expect(curve.held).toEqual([{ input: 'b', value: '0' }]);
    expect(at(curve, 5)).toBe(10);
  });
  it('of a combined line moves the figure of one part', () => {
    const method: Method = {
      kind: 'composite',
      parts: [
        { inputs: { value: 'V' }, share: '0.5', method: { kind: 'completionRate', target: '100' } },
        { inputs: { value: 'B' }, share: '0.5', method: { kind: 'yesNo', atLeast: '50' } },
      ],
    };
    const curve = drawn(lineOf(method, { inputs: { V: 'V', B: 'B' } }), 'V');
    expect(curve.units[0]?.y).toBe('9.6');
    expect(at(curve, 0)).toBe(5);
  });
  it('is not drawn when others move it, when it has no points, or when a parameter is missing; each time in words', () => {
    expect(curveOf(lineOf({ kind: 'minMax' }), 'value', units, () => 'higher')).toContain('其他单位');
    expect(curveOf(lineOf(asShare, { kind: 'veto' }), 'value', units, () => 'higher')).toContain('一票否决');
    expect(curveOf(lineOf({ kind: 'goalposts', floor: '', target: '9' }), 'value', units, () => 'higher')).toContain('填好参数');
    expect(curveOf(lineOf({ kind: 'completionRate', target: '0' }), 'value', units, () => 'higher')).toContain(
      '目标值小于或等于 0',
    );
    expect(curveOf(lineOf(asShare, { inputs: {} }), '', units, () => 'higher')).toContain('选定数值取自');
  });
});

describe('changes of a draft', () => {
  const rules = theRules([lineOf(asShare), lineOf(asShare, { code: 'A2' }), lineOf(asShare, { code: 'B1', block: 'B' })]);
  it('put a new line at the end of its block under the next free code', () => {
    const { items } = addItem(rules, 'A');
    expect(items.map(({ code }) => code)).toEqual(['A1', 'A2', 'A3', 'B1']);
    const bonus = theRules([lineOf({ kind: 'countPoints', each: '1' }, { code: 'E2', block: 'E', kind: 'bonus' })]);
    expect(addItem(bonus, 'E').items[1]).toMatchObject({ code: 'E3', kind: 'bonus', method: { kind: 'countPoints' } });
  });
  it('move a line inside its block only', () => {
    expect(moveItem(rules, 1, -1).rules.items.map(({ code }) => code)).toEqual(['A2', 'A1', 'B1']);
    expect(moveItem(rules, 1, 1)).toEqual({ rules, index: 1 });
  });
  it('write a block’s new code on its lines', () => {
    expect(changeBlock(rules, 0, { code: 'T' }).items.map(({ block }) => block)).toEqual(['T', 'T', 'B']);
  });
  it('keep the figure and parameters of the same name when the method changes', () => {
    const line = lineOf({ kind: 'goalposts', floor: '60', target: '90' });
    expect(withMethod(line, 'completionRate')).toMatchObject({
      method: { kind: 'completionRate', target: '90' },
      inputs: { value: 'V' },
    });
    expect(withMethod(line, 'levelPoints')).toMatchObject({ method: { points: { V: '' } }, inputs: { V: 'V' } });
    expect(withMethod(withMethod(line, 'composite'), 'goalposts').inputs).toEqual({ value: 'V' });
  });
  it('ask for no figure that no part reads any longer', () => {
    const line = withMethod(lineOf(asShare), 'composite');
    const parts = line.method.kind === 'composite' ? line.method.parts : [];
    const other = withPartFigure(line, parts, 0, 'value', 'B');
    expect(other.inputs).toEqual({ B: 'B' });
    const again = other.method.kind === 'composite' ? other.method.parts : [];
    expect(withPartMethod(other, again, 0, 'improvementRate').inputs).toEqual({ B: 'B' });
    expect(levelsOf(withLevels(line, [{ key: 'k', indicator: 'V', each: '2' }]))).toEqual([
      { key: 'k', indicator: 'V', each: '2' },
    ]);
  });
  it('always leave a line that can be finished: each method, filled in, has no problem but its points', () => {
    const indicators = ['V', 'B', 'C', 'D'].map((code) => anIndicator(code));
    for (const kind of Object.keys(METHODS) as Method['kind'][]) {
      const given = { floor: '0', target: '50', metShare: '0.8', perPoint: '1', capMultiple: '1', k: '0.1' };
      const all = {
        ...given,
        gain: '1',
        loss: '1',
        maxGain: '1',
        satisfactory: '9',
        unacceptable: '1',
        perUnit: '1',
        atLeast: '1',
        each: '1',
      };
      let line = withMethod(lineOf(asShare), kind, all);
      if (line.method.kind === 'banded') line = { ...line, method: { kind: 'banded', bands: [{ from: '1', share: '1' }] } };
      if (line.method.kind === 'linearGrades') {
        const grades = [
          { from: '1', share: '0' },
          { from: '2', share: '1' },
        ];
        line = { ...line, method: { kind: 'linearGrades', grades } };
      }
      if (line.method.kind === 'ballot') line = { ...line, inputs: { good: 'V', fairlyGood: 'B', fair: 'C', poor: 'D' } };
      if (line.method.kind === 'improvementRate') line = { ...line, inputs: { value: 'V', base: 'B' } };
      if (line.method.kind === 'panel') line = { ...line, inputs: { value: 'V', a: 'B', b: 'C' } };
      if (line.method.kind === 'levelPoints') line = withLevels(line, [{ key: 'V', indicator: 'V', each: '1' }]);
      if (line.method.kind === 'composite' || line.method.kind === 'lowest') {
        const [part] = line.method.parts;
        if (part) line = { ...line, method: { ...line.method, parts: [{ ...part, method: asShare }] } };
      }
      const scheme = { name: '方案', rules: theRules([{ ...line, fullPoints: '100' }], { allowDependentMethods: true }) };
      expect(
        checkScheme(scheme, indicators).filter((one) => one.kind === 'problem'),
        kind,
      ).toEqual([]);
    }
  });
  it('turn a line into a veto and back', () => {
    const veto = withKind(lineOf(asShare), 'veto');
    expect(veto).toMatchObject({ kind: 'veto', fullPoints: '0', inputs: { value: 'V' } });
    expect(withKind(veto, 'base').fullPoints).toBe('');
  });
});

describe('words', () => {
  const nameOf = (code: string): string => `指标${code}`;
  it('say a method with its numbers', () => {
    expect(methodWords({ kind: 'goalposts', floor: '60', target: '100' }, nameOf)).toBe('区间法：底线值 60，目标值 100');
    expect(methodWords({ kind: 'levelPoints', points: { a: '2', b: '0.5' } }, nameOf)).toBe('分级计件：指标a × 2，指标b × 0.5');
    expect(methodWords({ kind: 'ballot' }, nameOf)).toBe('票决折算');
  });
  it('take per cent for shares and back, and leave what is no number', () => {
    expect([percentOf('0.955'), shareOf('95.5'), shareOf('95.'), percentOf('95.')]).toEqual(['95.5', '0.955', '95.', '95.']);
  });
  it('list what differs between two rule books', () => {
    const before = theRules([lineOf(asShare), lineOf(asShare, { code: 'A2', name: '旧项' })]);
    const after = theRules(
      [lineOf(asShare, { fullPoints: '12', clause: '新条款' }), lineOf(asShare, { code: 'A3', name: '新项' })],
      {
        bonusCap: '8',
      },
    );
    const compared = compareRules(before, after, nameOf);
    expect(compared.lines.map(({ code, state }) => `${code} ${state}`)).toEqual(['A1 changed', 'A3 added', 'A2 removed']);
    expect(changeSentences(compared)).toEqual([
      '加分合计封顶 10 分 → 8 分',
      'A1 项目A1：分值 10 → 12；计分条款有改动',
      '新增 A3 新项',
      '取消 A2 旧项',
    ]);
    expect(changeSentences(compareRules(before, before, nameOf))).toEqual([]);
  });
});
