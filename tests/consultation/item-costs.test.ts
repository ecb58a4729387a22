import { describe, expect, it } from 'vitest';
import { itemCosts, type Work } from '../../src/shared/consultation/item-costs.ts';
import { workCosts } from '../../src/shared/consultation/where-points-went.ts';
import { divide, exact, sum } from '../../src/shared/engine/decimal.ts';
import { type EvaluationInput, evaluate } from '../../src/shared/engine/index.ts';
import { demoMonth } from '../support/demo-month.ts';
import { anIndicator, anItem, asShare, cell, theRules } from '../support/rules.ts';

const near = (value: string): string => exact(value).toDecimalPlaces(25).toFixed();

/** 26 nodes, 24 on time, 2 open, 15 points; 85 points elsewhere; bonus lines of at most 3 and 10. */
function aMonth(bonus = '2.5', state: 'reported' | 'notReported' = 'reported'): EvaluationInput {
  const figures = { due: cell('26'), onTime: cell('24'), late: cell('0'), other: cell('80'), E: cell(bonus), N: cell('3') };
  return {
    period: '2026-10',
    list: 'district',
    rules: theRules([
      anItem('A1', '15', { kind: 'completionRate', target: '100' }),
      anItem('A2', '85', asShare, { inputs: { value: 'other' } }),
      anItem('E1', '3', { kind: 'countPoints', each: '1' }, { kind: 'bonus', block: 'E', inputs: { value: 'E' } }),
      anItem('F1', '10', { kind: 'countPoints', each: '1' }, { kind: 'deduction', block: 'F', inputs: { value: 'N' } }),
    ]),
    organisations: [
      { code: '甲', name: '甲区' },
      { code: '乙', name: '乙区' },
    ],
    indicators: [
      anIndicator('A1', { formula: '(onTime + late * 0.5) / due * 100' }),
      ...['due', 'onTime', 'late', 'other', 'E', 'N'].map((code) => anIndicator(code)),
    ],
    values: {
      甲: { ...figures, onTime: state === 'reported' ? figures.onTime : { value: null, state } },
      乙: { ...figures, other: cell('80.5') },
    },
  };
}
const node = (id: string): Work => ({ id, changes: [{ indicator: 'onTime', by: '1' }] });

describe('分值到件', () => {
  it('is w × 100 ÷ n for a completion rate without caps, and adds up', () => {
    const { costs, joint, sum: added, interplay, score, rank } = itemCosts(aMonth(), '甲', [node('a'), node('b')]);
    const each = divide(exact(15), exact(26)).toDecimalPlaces(25).toFixed();
    expect(costs.map(({ id, cost }) => [id, near(cost)])).toEqual([
      ['a', each],
      ['b', each],
    ]);
    expect(near(added)).toBe(near(joint.cost));
    expect(interplay).toBe('0');
    expect([score, rank]).toEqual(['81.35', 2]);
    // 81.3461… + 0.5769… = 81.9230…, past the other unit's 81.77.
    expect(costs[0]).toMatchObject({ score: '81.92', rank: 1, parts: [{ code: 'A1', name: '项目A1' }] });
    expect(near(costs[0]?.parts[0]?.amount ?? '')).toBe(each);
  });
  it('shows what the items do to one another where a cap binds', () => {
    const proof = (id: string): Work => ({ id, changes: [{ indicator: 'E', by: '1' }] });
    const { costs, joint, sum: added, interplay } = itemCosts(aMonth(), '甲', [proof('a'), proof('b')]);
    expect(costs.map(({ cost }) => cost)).toEqual(['0.5', '0.5']);
    expect([joint.cost, added, interplay]).toEqual(['0.5', '1', '-0.5']);
    expect(itemCosts(aMonth('3'), '甲', [proof('a')]).costs[0]).toMatchObject({ cost: '0', parts: [] });
  });
  it('what does not add up as printed is told, also when too little is done to one another to be printed', () => {
    const month = aMonth('2.996');
    const entry = evaluate(month).entries.find(({ organisation }) => organisation === '甲');
    const proof = {
      kindName: '加分事项',
      title: '',
      link: null,
      indicator: null,
      dueOn: null,
      owner: '',
      effort: 1,
      change: '',
    } as const;
    const works = ['a', 'b'].map((id) => ({ ...proof, id, kind: 'claim' as const, changes: [{ indicator: 'E', by: '1' }] }));
    const { name = '', items = [] } = entry ?? {};
    // 81.8421… + 0.004 = 81.8461…; two of 0.004 under a cap that leaves room for one.
    const costs = workCosts(month, { organisation: '甲', name, items }, works, []);
    expect([costs.joint.shown, costs.works.map(({ shown }) => shown), costs.rounding]).toEqual([
      '0.01',
      ['0.00', '0.00'],
      '0.01',
    ]);
    expect(exact(costs.interplay).isZero()).toBe(true);
    expect(costs.words).toContain('各件相加与此差 0.01 分，是四舍五入');
  });
  it('takes moves of several figures, and a notice off a deduction', () => {
    const late: Work = { id: 'late', changes: [{ indicator: 'late', by: '1' }] };
    const notice: Work = { id: 'notice', changes: [{ indicator: 'N', by: '-1' }] };
    const { costs } = itemCosts(aMonth(), '甲', [late, notice]);
    expect(near(costs[0]?.cost ?? '')).toBe(divide(exact('7.5'), exact(26)).toDecimalPlaces(25).toFixed());
    expect(costs[1]?.cost).toBe('1');
  });
  it('says why an item cannot be reckoned, and reckons the others', () => {
    const works: readonly Work[] = [
      node('a'),
      { id: 'b', changes: [{ indicator: 'late', by: '-1' }] },
      { id: 'c', changes: [{ indicator: 'nowhere', by: '1' }] },
      { id: 'd', changes: [{ indicator: 'N', by: '-1' }] },
    ];
    const { costs, uncounted } = itemCosts(aMonth('2.5', 'notReported'), '甲', works);
    expect(costs.map(({ id }) => id)).toEqual(['d']);
    expect(uncounted).toEqual([
      { id: 'a', reason: '“指标onTime”注明为未报，算不出分值。' },
      { id: 'b', reason: '“指标late”现为 0，再减 1 成了负数，登记和填报对不上，请先核对。' },
      { id: 'c', reason: '方案没有“nowhere”这项数据，算不出分值。' },
    ]);
    // 未报 is put right by reporting it.
    const reported = itemCosts(aMonth('2.5', 'notReported'), '甲', [{ id: 'a', changes: [{ indicator: 'onTime', to: '24' }] }]);
    expect(near(reported.costs[0]?.cost ?? '')).toBe(divide(exact(360), exact(26)).toDecimalPlaces(25).toFixed());
  });
  it('refuses a unit without a score, and one that is not there', () => {
    const input = aMonth();
    const { E: _, ...others } = input.values.甲 ?? {};
    const missing = { ...input, values: { ...input.values, 甲: others } };
    expect(() => itemCosts(missing, '甲', [])).toThrow('“甲区”还有指标没有数，没有得分，不能会诊');
    expect(() => itemCosts(input, '丙', [])).toThrow('不在当期名单里');
  });
});

describe('on the demonstration month', () => {
  it('周村区: each node on time costs 15 ÷ 应完成, problems and notices cost what the engine says, and all together adds up', async () => {
    const input = await demoMonth();
    const last = evaluate(input).entries.at(-1);
    const code = last?.organisation ?? '';
    const due = input.values[code]?.A1a?.value ?? '1';
    const [onTime, late] = [Number(input.values[code]?.A1b?.value), Number(input.values[code]?.A1c?.value)];
    const open = Number(due) - onTime - late;
    const works: readonly Work[] = [
      ...Array.from({ length: open }, (_, at) => ({ id: `node ${at}`, changes: [{ indicator: 'A1b', by: '1' }] })),
      ...Array.from({ length: late }, (_, at) => ({
        id: `late ${at}`,
        changes: [
          { indicator: 'A1b', by: '1' },
          { indicator: 'A1c', by: '-1' },
        ],
      })),
      { id: 'problem', changes: [{ indicator: 'B2b', by: '1' }] },
    ];
    const { costs, interplay, sum: added, joint } = itemCosts(input, code, works);
    expect(open + late).toBeGreaterThan(0);
    for (const { id, cost } of costs.filter(({ id: one }) => one !== 'problem')) {
      const points = divide(exact(id.startsWith('late') ? '7.5' : '15'), exact(due));
      expect(near(cost)).toBe(points.toDecimalPlaces(25).toFixed());
    }
    expect(near(sum(costs.map(({ cost }) => exact(cost))).toFixed())).toBe(near(added));
    expect(near(joint.cost)).toBe(near(added));
    expect(interplay).toBe('0');
    // The rank is the engine's own with that figure in its place.
    const solved = String(Number(input.values[code]?.B2b?.value) + 1);
    const values = { ...input.values, [code]: { ...input.values[code], B2b: cell(solved) } };
    const alone = evaluate({ ...input, values }).entries.find(({ organisation }) => organisation === code);
    expect(costs.at(-1)).toMatchObject({ id: 'problem', score: alone?.score, rank: alone?.rank });
  });
  it('does not add up where the cap of a bonus line binds', async () => {
    const input = await demoMonth();
    const code = evaluate(input).entries.at(-1)?.organisation ?? '';
    const pilot = (id: string): Work => ({ id, changes: [{ indicator: 'E2a', by: '1' }] });
    const { costs, joint, sum: added, interplay } = itemCosts(input, code, ['a', 'b', 'c', 'd', 'e'].map(pilot));
    // 试点获批: 1 each, at most 3.
    expect(costs.map(({ cost }) => cost)).toEqual(['1', '1', '1', '1', '1']);
    expect([joint.cost, added, interplay]).toEqual(['3', '5', '-2']);
  });
});
