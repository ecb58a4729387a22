/** 会诊 of the demonstration month, 依据 and 处方: against the ranking, the panels, the visits and the seal. */
import { describe, expect, it } from 'vitest';
import { evaluatePeriod } from '../../src/main/handlers/evaluation.ts';
import { addScheme } from '../../src/main/store/schemes.ts';
import { exact } from '../../src/shared/engine/decimal.ts';
import { DISTRICTS, demo, LAST, PERIOD, rankedWith } from '../support/consultations.ts';
import { handInMonth } from '../support/month.ts';
import { fullPanel } from '../support/panels.ts';

describe('依据', () => {
  it('leaves out inspectors when the figures are those of the visits, and says why when they are not', async () => {
    const app = await demo();
    const kind = async () => {
      const { firmness } = await app.run('consultations.diagnosis', LAST);
      return firmness.leftOut.find((one) => one.kind === 'inspector');
    };
    const before = await kind();
    expect(before?.notDone).toBeNull();
    expect(before?.tried).toBeGreaterThan(0);
    await app.run('observations.save', {
      period: PERIOD,
      edits: [{ organisation: 'ZCU', indicator: 'B1b', value: '100.0', state: 'reported', note: '' }],
    });
    expect((await kind())?.notDone).toBe('填报的督察得分与督察登记不一致，没有逐人去掉');
  });
  it('leaves out panel members of a panel that counts, as the panel itself would come out', async () => {
    const app = await demo(false);
    const found = async () => {
      const { firmness } = await app.run('consultations.diagnosis', LAST);
      return firmness.leftOut.find((one) => one.kind === 'panelMember');
    };
    expect((await found())?.notDone).toBe('本期没有计入得分的评委打分');
    await app.run('panels.close', { id: await fullPanel(app) });
    expect(await found()).toMatchObject({ notDone: null, tried: 5 });
    await app.run('observations.save', {
      period: PERIOD,
      edits: [{ organisation: 'ZD', indicator: 'C4', value: '90.1', state: 'reported', note: '' }],
    });
    expect((await found())?.notDone).toBe('填报的数与评分结果不一致，没有逐人去掉');
  });
  it('a sealed month is diagnosed from its seal, with its code as the seed, whatever is written afterwards', async () => {
    const app = await demo();
    const trial = await app.run('consultations.view', LAST);
    await handInMonth(app, PERIOD);
    const { code } = await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    const { head, symptoms } = await app.run('consultations.view', LAST);
    expect(head).toMatchObject({ seed: code, seal: { code, version: 1 }, score: trial.head.score });
    expect(head.basis).toContain(`封存码 ${code}`);
    expect(symptoms.course).toEqual(trial.symptoms.course);
    const first = await app.run('consultations.diagnosis', LAST);
    const [unit] = await app.run('organisations.list', {});
    if (unit) await app.run('organisations.save', { ...unit, name: '改了名的区' });
    const again = await app.run('consultations.diagnosis', LAST);
    expect(again.firmness).toEqual(first.firmness);
  });
  it('the lead over the unit is the difference on paper', async () => {
    const app = await demo();
    const { evaluation } = await app.run('rankings.view', DISTRICTS);
    const { firmness } = await app.run('consultations.diagnosis', LAST);
    const [lead] = firmness.leads;
    const [above, own] = [evaluation.entries.at(-2), evaluation.entries.at(-1)];
    expect(lead?.lead).toBe(
      exact(above?.score ?? 0)
        .minus(own?.score ?? 0)
        .toFixed(2),
    );
    expect(Number(lead?.threshold)).toBeLessThan(5);
    expect(lead?.word).toBe('难分伯仲');
  });
  it('where the rules rank in groups there is a last of each, compared with its own group alone', async () => {
    const app = await demo();
    for (const unit of await app.run('organisations.list', {})) {
      if (unit.kind !== 'district') continue;
      const groupName = ['GXQ', 'JKQ', 'WCH'].includes(unit.code) ? '功能区组' : '县区组';
      await app.run('organisations.save', { ...unit, groupName });
    }
    const { scheme } = evaluatePeriod(app.context.reader(), PERIOD, 'district');
    app.context.write({ action: '测试', subject: '', detail: null }, (tx) => {
      addScheme(tx, { ...scheme, version: 2, effectiveFrom: '2018-02', rules: { ...scheme.rules, rankInGroups: true } });
    });
    const found = await app.run('consultations.candidates', DISTRICTS);
    expect(found.last.map(({ name }) => name).sort()).toEqual(['周村区', '经济开发区'].sort());
    expect(found.note).toBeNull();
    const { head } = await app.run('consultations.view', { ...DISTRICTS, organisation: 'JKQ' });
    expect(head).toMatchObject({ units: 3, rank: 3, why: 'last' });
    const { firmness } = await app.run('consultations.diagnosis', { ...DISTRICTS, organisation: 'JKQ' });
    expect(firmness.leads.map(({ above }) => above)).toEqual(['文昌湖旅游度假区']);
    expect(firmness.simulations[0]?.rows).toHaveLength(3);
  });
});

describe('处方', () => {
  it('the first has nobody to pass and is told so', async () => {
    const app = await demo();
    const { prescription } = await app.run('consultations.diagnosis', { ...DISTRICTS, organisation: 'YY' });
    expect(prescription.route).toBeNull();
    expect(prescription.words).toBe('“沂源县”已在第一位，前面没有单位，没有要追赶的对象。');
  });
  it('a plan does what it says when its works are done in the figures', async () => {
    const app = await demo();
    const { prescription } = await app.run('consultations.diagnosis', LAST);
    const [least] = prescription.route?.plans ?? [];
    if (least?.state !== 'reached') throw new Error('no plan');
    expect(least.works.map(({ id }) => id.split(' ')[0])).toEqual(['notice']);
    const ranked = await rankedWith(app, 'ZCU', { B3a: -1 });
    expect(least.score).toBe(ranked?.score);
    expect(prescription.repeats).toEqual([false, true, false]);
    expect(prescription.plans[1]).toBe('最快见效：与最省力相同。');
    // Plans that fall short by the same are told once as well.
    const short = await app.run('consultations.diagnosis', { period: '2017-12', list: 'district', organisation: 'JKQ' });
    expect(short.prescription.route?.plans.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    expect(short.prescription.repeats).toEqual([false, true, false]);
  });
  it('names whom to learn from: stronger on that line, comparable where one is', async () => {
    const app = await demo();
    const { evaluation } = await app.run('rankings.view', DISTRICTS);
    const { prescription, tests } = await app.run('consultations.diagnosis', LAST);
    const vital = tests.losses.rows.filter(({ isVital }) => isVital).map(({ code }) => code);
    expect(prescription.lessons.length).toBeGreaterThan(0);
    const near = prescription.neighbours.nearest.map(({ organisation }) => organisation);
    for (const { code, own, teacher, isComparable } of prescription.lessons) {
      expect(vital).toContain(code);
      expect(Number(teacher.rate)).toBeGreaterThan(Number(own));
      expect(near.includes(teacher.organisation)).toBe(isComparable);
      const item = evaluation.entries
        .find(({ organisation }) => organisation === teacher.organisation)
        ?.items.find((one) => one.code === code);
      expect(Number(teacher.rate)).toBeCloseTo(
        Number(
          exact(item?.points ?? 0)
            .times(100)
            .div(item?.effectiveFullPoints ?? 1),
        ),
        2,
      );
    }
    expect(prescription.neighbours.words).toContain('总人口（2015年）');
  });
});
