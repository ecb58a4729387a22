/** Small rule books for tests. */
import type { Cell, EngineIndicator, EvaluationInput, Item, Method, Rules } from '../../src/shared/engine/index.ts';

export const cell = (value: string): Cell => ({ value, state: 'reported' });

export const anIndicator = (code: string, more: Partial<EngineIndicator> = {}): EngineIndicator => ({
  code,
  name: `指标${code}`,
  unit: '',
  direction: 'higher',
  decimals: 2,
  ...more,
});

export const anItem = (code: string, fullPoints: string, method: Method, more: Partial<Item> = {}): Item => ({
  code,
  name: `项目${code}`,
  block: 'A',
  kind: 'base',
  applies: ['district', 'specialGroup'],
  fullPoints,
  inputs: { value: code },
  method,
  clause: '测试条款',
  ...more,
});

export const theRules = (items: readonly Item[], more: Partial<Rules> = {}): Rules => ({
  fullPoints: '100',
  publishedDecimals: 2,
  bonusCap: '10',
  deductionCap: null,
  floor: '0',
  ceiling: null,
  veto: { effect: 'zero' },
  allowDependentMethods: false,
  rankInGroups: false,
  blocks: [
    { code: 'A', name: '调度' },
    { code: 'B', name: '督察' },
    { code: 'E', name: '加分' },
    { code: 'F', name: '扣分' },
  ],
  items,
  ...more,
});

/** A score already on 0–100: W × x ÷ 100. */
export const asShare: Method = { kind: 'goalposts', floor: '0', target: '100' };

/** The four districts of methods.md: K1–K4 with weights 35, 25, 25, 15 and a bonus. */
export function fourDistricts(): EvaluationInput {
  const figures: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
    甲: ['92', '88', '75', '80', '2.0'],
    乙: ['85', '90', '82', '70', '1.0'],
    丙: ['88', '72', '70', '86', '0.5'],
    丁: ['80', '76', '68', '74', '0.0'],
  };
  const codes = ['K1', 'K2', 'K3', 'K4', 'X'] as const;
  return {
    period: '2026-10',
    list: 'district',
    rules: theRules([
      anItem('K1', '35', asShare),
      anItem('K2', '25', asShare),
      anItem('K3', '25', asShare, { block: 'B' }),
      anItem('K4', '15', asShare, { block: 'B' }),
      anItem('X', '10', { kind: 'countPoints', each: '1' }, { kind: 'bonus', block: 'E' }),
    ]),
    organisations: Object.keys(figures).map((name) => ({ code: name, name })),
    indicators: codes.map((code) => anIndicator(code)),
    values: Object.fromEntries(
      Object.entries(figures).map(([name, values]) => [
        name,
        Object.fromEntries(codes.map((code, index) => [code, cell(values[index] ?? '')])),
      ]),
    ),
  };
}
