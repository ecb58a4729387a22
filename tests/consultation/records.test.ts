import { describe, expect, it } from 'vitest';
import { refusalOfCauses, rootOf, STARTING_CAUSES } from '../../src/shared/consultation/causes.ts';
import { pointsWords, prescribedPoints, prescriptionStanding } from '../../src/shared/consultation/prescription.ts';
import { actsFrom, type ConsultationFacts, hindranceOf, reviewStanding } from '../../src/shared/consultation/record.ts';
import { evaluate } from '../../src/shared/engine/index.ts';
import { demoMonth } from '../support/demo-month.ts';

describe('the dictionary of causes', () => {
  it('begins with the eight factors and the five problems', () => {
    expect(STARTING_CAUSES.filter(({ group }) => group === 'factor').map(({ name }) => name)).toEqual(
      '责任 人力 资金 政策 协同 技术 外部 数据口径'.split(' '),
    );
    expect(STARTING_CAUSES.filter(({ group }) => group === 'problem')).toHaveLength(5);
    expect(refusalOfCauses(STARTING_CAUSES, ['Y1'])).toBeNull();
  });
  it('keeps used codes; they may go out of use', () => {
    const without = STARTING_CAUSES.filter(({ code }) => code !== 'Y3');
    expect(refusalOfCauses(without, [])).toBeNull();
    expect(refusalOfCauses(without, ['Y3'])).toContain('“Y3”已经用在会诊里，不能删去');
    expect(
      refusalOfCauses(
        STARTING_CAUSES.map((one) => ({ ...one, isActive: one.code !== 'Y3' })),
        ['Y3'],
      ),
    ).toBeNull();
    expect(refusalOfCauses([...STARTING_CAUSES, ...STARTING_CAUSES.slice(0, 1)], [])).toContain('用了两次');
    expect(
      refusalOfCauses(
        STARTING_CAUSES.map((one) => ({ ...one, isActive: false })),
        [],
      ),
    ).toContain('至少');
  });
  it('a root is certain only when every step above it is', () => {
    expect(
      rootOf([
        { text: '一', proof: '文件' },
        { text: '二', proof: '记录' },
      ]),
    ).toMatchObject({ step: { text: '二' }, isProven: true });
    expect(
      rootOf([
        { text: '一', proof: null },
        { text: '二', proof: '记录' },
      ]),
    ).toMatchObject({ isProven: false });
    expect(rootOf([])).toBeNull();
  });
});

describe('states of a 会诊', () => {
  const facts: ConsultationFacts = {
    state: 'planned',
    members: [{ role: 'leader' }, { role: 'recorder' }],
    heldOn: '2018-03-08',
    place: '区委会议室',
    minutes: '逐项分析',
    prescriptions: 0,
    followed: 0,
  };
  it('go 拟定 → 已会诊 → 复诊中 → 办结, each when what it needs is there', () => {
    expect(actsFrom(facts)).toEqual(['hold', 'withdraw']);
    expect(hindranceOf('hold', facts)).toBeNull();
    expect(hindranceOf('hold', { ...facts, members: [{ role: 'recorder' }] })).toContain('没有组长');
    expect(hindranceOf('hold', { ...facts, members: [{ role: 'leader' }] })).toContain('没有记录人');
    expect(hindranceOf('hold', { ...facts, heldOn: null })).toContain('会诊日期');
    expect(hindranceOf('hold', { ...facts, minutes: '' })).toContain('纪要');
    expect(hindranceOf('follow', { ...facts, state: 'held' })).toContain('还没有处方');
    expect(hindranceOf('follow', { ...facts, state: 'held', prescriptions: 1 })).toBeNull();
    expect(hindranceOf('close', { ...facts, state: 'followed' })).toContain('有了一期得分才能办结');
    expect(hindranceOf('close', { ...facts, state: 'planned', followed: 1 })).toContain('现在是“拟定”');
  });
  it('复诊 says what it waits for', () => {
    const at = (scored: readonly string[], state: ConsultationFacts['state'] = 'held') =>
      reviewStanding({ state, rounds: 2, scored, next: '2018-03' });
    expect(at([], 'planned')).toMatchObject({ word: '待会诊', isDue: false });
    expect(at([])).toMatchObject({ word: '待 2018年3月得分', isDue: false });
    expect(at(['2018-03'])).toMatchObject({ word: '已有 1 期得分，待复诊', isDue: true });
    expect(at(['2018-03', '2018-04'])).toMatchObject({ word: '复诊满 2 期，待办结', isDue: true });
    expect(at(['2018-03'], 'closed')).toMatchObject({ lamp: 'done', isDue: false });
  });
});

describe('prescriptions', () => {
  it('stand against the day the 会诊 gave', () => {
    const open = { word: '推进中', isDone: false, doneOn: null };
    expect(prescriptionStanding(open, '2018-03-20', '2018-03-20')).toEqual({ lamp: 'open', word: '推进中' });
    expect(prescriptionStanding(open, '2018-03-20', '2018-03-21')).toEqual({ lamp: 'overdue', word: '推进中，已过会诊时限' });
    const done = { word: '已销号', isDone: true, doneOn: '2018-03-21' };
    expect(prescriptionStanding(done, '2018-03-20', '2018-04-01').lamp).toBe('late');
    expect(prescriptionStanding({ ...done, doneOn: '2018-03-20' }, '2018-03-20', '2018-04-01')).toEqual({
      lamp: 'done',
      word: '已销号',
    });
  });
  it('bring what the engine says when the month is run again with them', async () => {
    const input = await demoMonth();
    // 周村区 lacks a node and a half: each one more in time is fullPoints ÷ A1a points, and two are no more than the whole line.
    const cells = input.values.ZC ?? {};
    const due = Number(cells.A1a?.value);
    const node = { changes: [{ indicator: 'A1b', by: '1' }], isDone: false };
    const [first, second] = [
      { ...node, id: '1', isDone: true },
      { ...node, id: '2' },
    ];
    const full = Number(input.rules.items.find(({ code }) => code === 'A1')?.fullPoints);
    const { expected, achieved, uncounted } = prescribedPoints(input, 'ZC', [
      first,
      second,
      { id: '3', changes: [], isDone: false },
    ]);
    expect(Number(achieved)).toBeCloseTo(full / due, 2);
    const points = evaluate(input)
      .entries.find(({ organisation }) => organisation === 'ZC')
      ?.items.find(({ code }) => code === 'A1')?.points;
    expect(Number(expected)).toBeCloseTo(full - Number(points), 2);
    expect(Number(expected)).toBeLessThan((2 * full) / due);
    expect(uncounted).toEqual([{ id: '3', reason: '没有对应的计分数据' }]);
    expect(pointsWords({ expected: '1.73', achieved: '1.15', counted: 3, uncounted: [] }, 2)).toBe(
      '按当月数据重算：全部办结可提 1.73 分；已办结 2 件，兑现 1.15 分，还差 0.58 分没有兑现。',
    );
  });
});
