import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OpenWork, type Plan, planRoute, type RouteQuestion } from '../../src/shared/consultation/route-plan.ts';
import { worstLead } from '../../src/shared/consultation/route-search.ts';
import { planWords, routeWords } from '../../src/shared/consultation/route-words.ts';
import { exact } from '../../src/shared/engine/decimal.ts';
import { type EvaluationInput, evaluate } from '../../src/shared/engine/index.ts';
import { demoMonth } from '../support/demo-month.ts';
import { anIndicator, anItem, asShare, cell, fourDistricts, theRules } from '../support/rules.ts';

/** Works of 丁 that bring so many points by way of a bonus figure of their own (1 point each unit, no cap in the way). */
const GAINS = ['1.20', '0.90', '2.50', '0.60', '1.80', '0.40'];
const EFFORTS = [3, 2, 8, 1, 5, 1];
const works = (dueOn: readonly (string | null)[] = []): readonly OpenWork[] =>
  GAINS.map((gain, at) => ({
    id: `任务${at + 1}`,
    name: `任务${at + 1}`,
    effort: EFFORTS[at] ?? 1,
    dueOn: dueOn[at] ?? null,
    changes: [{ indicator: 'X', by: gain }],
  }));
const ask = (more: Partial<RouteQuestion> = {}): RouteQuestion => ({
  input: fourDistricts(),
  organisation: '丁',
  works: works(),
  courses: {},
  upcoming: ['2026-11', '2026-12', '2027-02'],
  ...more,
});
const idsOf = (plan: Plan | undefined): readonly string[] => (plan?.state === 'reached' ? plan.works.map(({ id }) => id) : []);

describe('三个方案', () => {
  it('golden: 丁 past 丙 by 0.01 takes all but the third task, work 12, gain 4.90', () => {
    const route = planRoute(ask());
    const [least, soonest, safest] = route.plans;
    expect(least).toMatchObject({
      state: 'reached',
      target: { organisation: '丙', score: '79.70', drift: '0', need: '4.61', changes: 0 },
      effort: 12,
      gain: '4.90',
      score: '80.00',
      rank: 3,
      rounds: 0,
      isProven: true,
    });
    expect(idsOf(least)).toEqual(['任务1', '任务2', '任务4', '任务5', '任务6']);
    expect(idsOf(soonest)).toEqual(idsOf(least));
    // Under weights bent 10 % the pair moves by 0.51 (4.60 − 4.09 the other way about), so 0.30 is not enough.
    expect(least?.state === 'reached' && exact(least.worstMargin ?? 0).lt(0)).toBe(true);
    expect(safest).toMatchObject({ state: 'reached', isProven: true });
    expect(safest?.state === 'reached' && exact(safest.worstMargin ?? -1).gte(0)).toBe(true);
    expect(route).toMatchObject({ isLast: true, earliest: { nth: 1, period: '2026-11' }, uncounted: [] });
    expect(route.singles.map(({ id }) => id)).toEqual(['任务3', '任务5', '任务1', '任务2', '任务4', '任务6']);
    expect(route.levels?.levels.map(({ isAloneEnough }) => isAloneEnough)).toEqual([false, false, false, false]);
    expect(routeWords(route)).toBe('2026年11月可以摘帽，路线见下。');
    expect(planWords(least, route)).toBe(
      '最省力：办结“任务1”“任务2”“任务4”等 5 件，工作量合计 12；得分由 75.10 升到 80.00，超过丙预计的 79.70 分 0.30 分，预计列第 3 位。丙没有可比的往期得分，按原地不动计。各项分值变动不到 10% 就可能重新落后，最多落后 0.21 分。',
    );
  });
  it('最快见效 takes only what is due by the end of the next period', () => {
    const dueOn = ['2026-11-30', '2026-10-01', '2026-11-15', '2026-12-01', null, '2027-01-10'];
    const [least, soonest] = planRoute(ask({ works: works(dueOn) })).plans;
    expect(least).toMatchObject({ effort: 12 });
    // 120 + 250 + 90 = 460 is one short; 250 + 180 + 90 = 520 with 15, 250 + 180 + 120 = 550 with 16.
    expect(idsOf(soonest)).toEqual(['任务2', '任务3', '任务5']);
    const none = planRoute(ask({ works: works(GAINS.map(() => '2027-03-01')) }));
    expect(none.plans[1]).toMatchObject({ state: 'failed', reason: 'noWorks', gain: '0.00', short: '4.61' });
    expect(planWords(none.plans[1], none)).toBe('最快见效：2026年11月做不到。没有在2026年11月内到期的事项。');
  });
  it('reckons with the drift of the rival, and takes the one that will be easiest to pass', () => {
    // 丙 rises by 6 a month, 乙 (84.25) stands still and 甲 falls: 乙 is passed at 84.26, 丙 only at 85.71.
    const courses = { 丙: ['67.70', '73.70', '79.70'], 乙: ['84.25', '84.25'], 甲: ['90', '86.95'] };
    const { plans } = planRoute(
      ask({ courses, works: [...works(), ...works().map((work) => ({ ...work, id: `又${work.id}` }))] }),
    );
    expect(plans[0].target).toMatchObject({ organisation: '乙', drift: '0', need: '9.16' });
    const some = planRoute(ask({ courses: { 丙: ['78', '78.2', '79', '79.70'] } }));
    // Changes .2 .8 .7: median .7, P75 .75.
    expect(some.plans[0].target).toMatchObject({ organisation: '丙', drift: '0.7', expected: '80.4', need: '5.31' });
    expect(some.plans[2].target).toMatchObject({ drift: '0.75', expected: '80.45', need: '5.36' });
    expect(planWords(some.plans[0], some)).toContain('丙按近 3 次变动的中位数预计再升 0.70 分，已算在内。');
  });
  it('says honestly that it cannot be done, what is missing, and when at the earliest', () => {
    const few = works().slice(0, 2);
    const route = planRoute(ask({ works: few, courses: { 丁: ['71.1', '73.1', '75.10'], 丙: ['78.7', '79.2', '79.70'] } }));
    expect(route.plans.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    expect(route.plans[0]).toMatchObject({ reason: 'short', works: 2, gain: '2.10', short: '3.01', target: { need: '5.11' } });
    // 77.20 + 2 (n − 1) against 79.70 + 0.5 n + 0.01: n = 3 gives 81.20 ≥ 81.21? no; of the periods looked ahead to, none.
    expect(route.earliest).toBeNull();
    const longer = planRoute(
      ask({
        ...route,
        input: fourDistricts(),
        works: few,
        courses: { 丁: ['71.1', '73.1', '75.10'], 丙: ['78.7', '79.2', '79.70'] },
        upcoming: ['2026-11', '2026-12', '2027-02', '2027-03'],
      }),
    );
    expect(longer.earliest).toEqual({ nth: 4, period: '2027-03' });
    expect(routeWords(longer)).toBe(
      '2026年11月无法摘帽：现有 2 件全部办结可加 2.10 分，超过丙需要 5.11 分，还差 3.01 分。现有事项全部办结、各单位照近六期走势，最早要到2027年3月（第 4 个考核期）。',
    );
    expect(routeWords(route)).toContain('照现有事项和近六期走势，还推算不出最早哪一期可以');
    const idle = planRoute(ask({ works: [] }));
    expect(idle.plans[0]).toMatchObject({ state: 'failed', reason: 'noWorks', works: 0, gain: '0.00' });
    expect(routeWords(idle)).toContain('没有登记可以办结的事项，而超过丙需要 4.61 分');
  });
  it('最稳妥 says when all together pass, but not under bent weights', () => {
    const route = planRoute(ask({ works: works().filter(({ id }) => id !== '任务3') }));
    expect(route.plans[0]).toMatchObject({ state: 'reached', gain: '4.90' });
    expect(route.plans[2]).toMatchObject({ state: 'failed', reason: 'notFirm', works: 5, gain: '4.90' });
    expect(planWords(route.plans[2], route)).toBe(
      '最稳妥：2026年11月做不到。5 件全部办结可加 4.90 分，能超过丙，但各项分值变动不到 10% 就可能重新落后，最多落后 0.21 分。',
    );
  });
  it('a unit that is not last passes one of those above it; the first has nobody to pass', () => {
    const route = planRoute(
      ask({ organisation: '乙', works: [{ ...works()[2], changes: [{ indicator: 'X', by: '3' }] } as OpenWork] }),
    );
    expect(route).toMatchObject({ isLast: false, rank: 2 });
    expect(route.plans[0]).toMatchObject({ state: 'reached', target: { organisation: '甲', need: '2.71' }, rank: 1 });
    expect(routeWords(route)).toBe('2026年11月可以超过前一名，路线见下。');
    expect(() => planRoute(ask({ organisation: '甲' }))).toThrow('“甲”已在第一位，前面没有单位');
    expect(() => planRoute(ask({ upcoming: [] }))).toThrow(RangeError);
  });
  it('leaves out what cannot be reckoned, with the reason', () => {
    const odd: OpenWork = { id: '怪', name: '怪事', effort: 1, dueOn: null, changes: [{ indicator: 'Y', by: '1' }] };
    const { uncounted, plans } = planRoute(ask({ works: [...works(), odd] }));
    expect(uncounted).toEqual([{ id: '怪', name: '怪事', reason: '方案没有“Y”这项数据，算不出分值。' }]);
    expect(plans[0]).toMatchObject({ effort: 12 });
  });
});

/** Two lines: the lower of two figures (取低), and a bonus with a cap of 2. */
function knotty(): EvaluationInput {
  const figures = (p: string, q: string): Record<string, ReturnType<typeof cell>> => ({ P: cell(p), Q: cell(q), B: cell('0') });
  return {
    period: '2026-10',
    list: 'district',
    rules: theRules([
      anItem(
        'L',
        '100',
        {
          kind: 'lowest',
          parts: [
            { inputs: { value: 'p' }, share: '1', method: asShare },
            { inputs: { value: 'q' }, share: '1', method: asShare },
          ],
        },
        { inputs: { p: 'P', q: 'Q' } },
      ),
      anItem('B', '2', { kind: 'countPoints', each: '1' }, { kind: 'bonus', block: 'E' }),
    ]),
    organisations: ['甲', '乙'].map((code) => ({ code, name: code })),
    indicators: ['P', 'Q', 'B'].map((code) => anIndicator(code)),
    values: { 甲: figures('80', '80'), 乙: figures('75', '75') },
  };
}
const work = (id: string, effort: number, indicator: string, by: string): OpenWork => ({
  id,
  name: id,
  effort,
  dueOn: null,
  changes: [{ indicator, by }],
});

describe('where items act on one another', () => {
  it('raises the need and chooses again when a cap swallows part of the gain, and does not call it proved', () => {
    // Each bonus alone 1.5, together 2: two cheap ones promise 3 and bring 2.
    const input = knotty();
    const values = { ...input.values, 乙: { ...input.values.乙, P: cell('77.5'), Q: cell('100') } };
    const { plans } = planRoute(
      ask({
        input: { ...input, values },
        organisation: '乙',
        works: [work('加一', 1, 'B', '1.5'), work('加二', 1, 'B', '1.5'), work('补短', 3, 'P', '2.6')],
      }),
    );
    expect(plans[0]).toMatchObject({ state: 'reached', effort: 3, rounds: 1, isProven: false, score: '80.10' });
    expect(idsOf(plans[0])).toEqual(['补短']);
  });
  it('finds what only works together: both figures of a 取低 line', () => {
    const { plans, singles } = planRoute(
      ask({
        input: knotty(),
        organisation: '乙',
        works: [work('一', 1, 'P', '6'), work('二', 1, 'Q', '6'), work('三', 4, 'B', '1')],
      }),
    );
    expect(singles.map(({ id, gain }) => [id, gain])).toEqual([
      ['三', '1'],
      ['一', '0'],
      ['二', '0'],
    ]);
    expect(plans[0]).toMatchObject({ state: 'reached', effort: 2, score: '81.00', isProven: false });
    const route = planRoute(
      ask({ input: knotty(), organisation: '乙', works: [work('一', 1, 'P', '6'), work('二', 1, 'Q', '6')] }),
    );
    expect(planWords(route.plans[0], route)).toContain(
      '这些事项互相影响（封顶、取低等），已重新计算核实够分，但未必是最省的一组。',
    );
  });
});

describe('against every set there is, the engine run for each', () => {
  it('300 random months: the least work that passes, and the least that holds under bent weights', () => {
    const aWork = fc.record({
      effort: fc.integer({ min: 1, max: 4 }),
      indicator: fc.constantFrom('K1', 'K2', 'K3', 'K4', 'X'),
      by: fc.integer({ min: 1, max: 60 }).map((value) => (value / 10).toFixed(1)),
    });
    fc.assert(
      fc.property(fc.array(aWork, { minLength: 1, maxLength: 5 }), (drawn) => {
        const list = drawn.map(({ effort, indicator, by }, at) => work(`w${at}`, effort, indicator, by));
        const question = ask({ works: list });
        const [least, , safest] = planRoute(question).plans;
        const { rules } = question.input;
        const rival = evaluate(question.input).entries.find(({ organisation }) => organisation === '丙');
        if (!rival) throw new Error('丙');
        const goal = { rival, drift: exact(0), score: exact('79.71') };
        const best = { plain: Number.POSITIVE_INFINITY, firm: Number.POSITIVE_INFINITY };
        for (let members = 0; members < 2 ** list.length; members += 1) {
          const taken = list.filter((_, at) => members & (1 << at));
          const own: Record<string, ReturnType<typeof cell>> = { ...question.input.values.丁 };
          for (const change of taken.flatMap(({ changes }) => changes)) {
            const by = 'by' in change ? change.by : '0';
            own[change.indicator] = cell(
              exact(own[change.indicator]?.value ?? 0)
                .plus(by)
                .toFixed(),
            );
          }
          const { entries } = evaluate({ ...question.input, values: { ...question.input.values, 丁: own } });
          const entry = entries.find(({ organisation }) => organisation === '丁');
          const effort = taken.reduce((total, one) => total + one.effort, 0);
          if (!entry || exact(entry.score ?? 0).lt('79.71')) continue;
          best.plain = Math.min(best.plain, effort);
          if (worstLead(entry, goal, rules)?.lead.gte(0)) best.firm = Math.min(best.firm, effort);
        }
        for (const [plan, fewest] of [
          [least, best.plain],
          [safest, best.firm],
        ] as const) {
          if (plan.state === 'failed') expect(fewest).toBe(Number.POSITIVE_INFINITY);
          // 100 is the most a line can have: where works run into it the choice reaches and does not say it is the least.
          else if (plan.isProven) expect(plan.effort).toBe(fewest);
          else expect(plan.effort).toBeGreaterThanOrEqual(fewest);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('on the demonstration month', () => {
  it('周村区 leaves the last place with what is open in its own figures, in well under a second', async () => {
    const input = await demoMonth();
    const { entries } = evaluate(input);
    const [last, above] = [entries.at(-1), entries.at(-2)];
    const code = last?.organisation ?? '';
    const open: readonly OpenWork[] = [
      ...Array.from({ length: 12 }, (_, at) => work(`节点${at}`, 1 + (at % 3), 'A1c', '1')),
      ...Array.from({ length: 12 }, (_, at) => work(`问题${at}`, 2, 'B2b', '1')),
      ...Array.from({ length: 6 }, (_, at) => work(`佐证${at}`, 1, 'D3a', '1')),
      work('催办', 3, 'B3a', '-1'),
    ];
    const started = performance.now();
    const { plans, levels } = planRoute(ask({ input, organisation: code, works: open, upcoming: ['2018-03'] }));
    expect(performance.now() - started).toBeLessThan(2000);
    expect(plans.map(({ state }) => state)).toEqual(['reached', 'reached', 'reached']);
    expect(plans[0].target.organisation).toBe(above?.organisation);
    expect(plans[0]).toMatchObject({ effort: 1 });
    const [least, , safest] = plans;
    if (least.state !== 'reached' || safest.state !== 'reached') throw new Error('not reached');
    expect(safest.effort).toBeGreaterThanOrEqual(least.effort);
    expect(exact(safest.worstMargin ?? -1).gte(0)).toBe(true);
    expect(levels?.levels).toHaveLength(15);
  });
});
