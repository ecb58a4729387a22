/** A draft's life: copied, changed, tried on past months, brought into force from a month on. */
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { reviewAll } from '../../src/main/unattended.ts';
import type { SchemeDraft, TrialMonth } from '../../src/shared/contract/schemes.ts';
import type { Item, Rules } from '../../src/shared/engine/types.ts';
import { startProgram } from '../support/program.ts';

async function drafting(): Promise<{ readonly app: App; readonly draft: SchemeDraft }> {
  const app = startProgram();
  await fillWithDemo(app.context);
  const [version] = await app.run('schemes.list', {});
  await app.run('schemes.startDraft', { from: version?.id ?? 0 });
  const view = await app.run('schemes.draft', {});
  if (!view) throw new Error('no draft');
  return { app, draft: { name: view.name, rules: view.rules } };
}
const withItems = ({ name, rules }: SchemeDraft, change: (item: Item) => Item): SchemeDraft => ({
  name,
  rules: { ...rules, items: rules.items.map(change) },
});
/** One point from C3 to A2: 经济开发区 has 0.7867 of C3 and ⅔ of A2, 周村区 0.3488 and all. */
const shifted = (draft: SchemeDraft): SchemeDraft =>
  withItems(draft, (item) =>
    item.code === 'A2' ? { ...item, fullPoints: '9' } : item.code === 'C3' ? { ...item, fullPoints: '4' } : item,
  );
const moved = (months: readonly TrialMonth[]) =>
  months.flatMap(({ period, list, units }) =>
    units.filter(({ before, after }) => before.rank !== after.rank).map((unit) => ({ period, list, ...unit })),
  );
const scoresOf = async (app: App, period: string) =>
  (await app.run('rankings.view', { period, list: 'district' })).evaluation.entries.map(({ name, score, rank }) => ({
    name,
    score,
    rank,
  }));

describe('a draft', () => {
  it('is copied from a version, kept half-finished, and given up; every act is in the record', async () => {
    const { app, draft } = await drafting();
    expect(await app.call('schemes.startDraft', { from: 1 })).toMatchObject({ ok: false, error: { code: 'scheme.draftExists' } });
    const half = withItems(draft, (item) => (item.code === 'A1' ? { ...item, name: '', fullPoints: '1.', inputs: {} } : item));
    expect(await app.call('schemes.saveDraft', half)).toMatchObject({ ok: true });
    expect(await app.run('schemes.draft', {})).toMatchObject({ basedOn: 1, rules: half.rules, savedBy: '经办人' });
    // Saved again without a change: nothing to record.
    const before = (await app.run('audit.list', { before: null }))[0];
    await app.run('schemes.saveDraft', half);
    expect((await app.run('audit.list', { before: null }))[0]).toEqual(before);
    expect(before).toMatchObject({ action: '修改方案草稿' });
    expect(before?.detail).toContain('分值 15 → 1.');
    await app.run('schemes.discardDraft', {});
    expect(await app.run('schemes.draft', {})).toBeNull();
    expect((await app.run('audit.list', { before: null }))[0]?.action).toBe('放弃方案草稿');
    expect(await app.call('schemes.discardDraft', {})).toMatchObject({ ok: false, error: { code: 'data.missing' } });
  });

  it('with problems is neither tried nor brought into force, and the first problem is said with its place', async () => {
    const { app, draft } = await drafting();
    await app.run(
      'schemes.saveDraft',
      withItems(draft, (item) => (item.code === 'C2' ? { ...item, name: '公众号点赞数' } : item)),
    );
    for (const refused of [
      await app.call('schemes.trial', {}),
      await app.call('schemes.activate', { effectiveFrom: '2018-03' }),
    ]) {
      if (refused.ok) throw new Error('not refused');
      expect(refused.error.code).toBe('scheme.problems');
      expect(refused.error.message).toMatch(/1 处问题.*“C2 公众号点赞数”名称：“点赞”计的是留痕/);
    }
    expect(await app.run('schemes.list', {})).toHaveLength(1);
  });
});

describe('the trial', () => {
  it('of an unchanged draft changes nothing in twelve months and both lists', async () => {
    const { app } = await drafting();
    const months = await app.run('schemes.trial', {});
    expect(months).toHaveLength(24);
    expect([months[0]?.period, months.at(-1)?.period]).toEqual(['2018-02', '2017-03']);
    expect(months.every(({ scheme, problem }) => scheme === '第 1 版' && problem === null)).toBe(true);
    for (const unit of months.flatMap(({ units }) => units)) expect(unit.after).toEqual(unit.before);
  });

  it('of a changed weight names the ranks that change, first, and leaves the published ones alone', async () => {
    const { app, draft } = await drafting();
    const published = await scoresOf(app, '2018-02');
    await app.run('schemes.saveDraft', shifted(draft));
    const months = await app.run('schemes.trial', {});
    const february = months.find(({ period, list }) => period === '2018-02' && list === 'district');
    // 78.3107 + 1 − 0.3488 against 78.3785 + 0.6667 − 0.7867: the last two change places.
    expect(moved(months).filter(({ period, list }) => period === '2018-02' && list === 'district')).toMatchObject([
      { code: 'ZCU', before: { score: '78.31', rank: 11 }, after: { score: '78.96', rank: 10 } },
      { code: 'JKQ', before: { score: '78.38', rank: 10 }, after: { score: '78.26', rank: 11 } },
    ]);
    expect(february?.units.slice(0, 2).map(({ code }) => code)).toEqual(['ZCU', 'JKQ']);
    expect(february?.units).toHaveLength(11);
    expect(await scoresOf(app, '2018-02')).toEqual(published);
  });

  it('says why a month cannot be computed: a figure nobody has reported', async () => {
    const { app, draft } = await drafting();
    await app.run('indicators.save', {
      id: null,
      code: 'NEW',
      name: '一件事办结率',
      unit: '%',
      direction: 'higher',
      decimals: 2,
      frequency: 'month',
      formula: null,
      groupName: '',
      aliases: [],
    });
    await app.run(
      'schemes.saveDraft',
      withItems(draft, (item) => (item.code === 'C2' ? { ...item, inputs: { value: 'NEW' } } : item)),
    );
    const months = await app.run('schemes.trial', {});
    const february = months.find(({ period, list }) => period === '2018-02' && list === 'district');
    expect(february?.problem).toBe('张店区、淄川区、博山区 等 11 个单位缺 C2 的数据，按草稿算不出得分');
    // C2 is no line of the groups.
    expect(months.find(({ period, list }) => period === '2018-02' && list === 'specialGroup')?.problem).toBeNull();
  });
});

describe('a new version', () => {
  it('is in force from its month on; the months before keep theirs to the last digit', async () => {
    const { app, draft } = await drafting();
    const january = await scoresOf(app, '2018-01');
    const february = await scoresOf(app, '2018-02');
    expect(await app.run('schemes.draft', {})).toMatchObject({ earliest: '2017-01', suggested: '2018-03' });
    await app.run('schemes.saveDraft', shifted(draft));
    await app.run('schemes.activate', { effectiveFrom: '2018-02' });
    const versions = await app.run('schemes.list', {});
    expect(versions.map(({ version, effectiveFrom }) => `${version} ${effectiveFrom}`)).toEqual(['2 2018-02', '1 2017-01']);
    expect(await app.run('schemes.draft', {})).toBeNull();
    expect(await scoresOf(app, '2018-01')).toEqual(january);
    expect(await scoresOf(app, '2018-02')).not.toEqual(february);
    expect((await app.run('rankings.view', { period: '2018-02', list: 'district' })).schemeVersion).toBe(2);
    const act = (await app.run('audit.list', { before: null })).find(({ action }) => action === '启用方案');
    expect(act?.subject).toContain('第 2 版，自2018年2月起');
    expect(act?.detail).toContain('A2 上级文件配套出台：分值 8 → 9');
  });

  it('does not come before the latest version, nor into a month that is sealed', async () => {
    const { app } = await drafting();
    const early = await app.call('schemes.activate', { effectiveFrom: '2016-12' });
    expect(early).toMatchObject({ ok: false, error: { code: 'scheme.tooEarly' } });
    await reviewAll(app, '2018-02');
    await app.run('seals.seal', { period: '2018-02', acceptDoubts: true });
    expect(await app.run('schemes.draft', {})).toMatchObject({ earliest: '2018-03', suggested: '2018-03', openMonths: [] });
    const sealed = await app.call('schemes.activate', { effectiveFrom: '2018-02' });
    if (sealed.ok) throw new Error('not refused');
    expect(sealed.error.message).toBe('新方案不能自2018年2月起生效：2018年2月已经封账。最早可自2018年3月起，请改生效月份。');
    expect(await app.call('schemes.activate', { effectiveFrom: '2018-03' })).toMatchObject({ ok: true });
  });

  it('is tried on a sealed month, too: against the sealed result, with figures its rules did not ask for', async () => {
    const { app, draft } = await drafting();
    await reviewAll(app, '2018-02');
    await app.run('seals.seal', { period: '2018-02', acceptDoubts: true });
    const sealedMonth = async () =>
      (await app.run('schemes.trial', {})).find(({ period, list }) => period === '2018-02' && list === 'district');
    expect(moved([(await sealedMonth()) ?? []].flat())).toEqual([]);
    await app.run('schemes.saveDraft', shifted(draft));
    expect((await sealedMonth())?.units[0]).toMatchObject({ code: 'ZCU', before: { score: '78.31' }, after: { score: '78.96' } });
    // An indicator the sealed rules do not know; the file has its figures of that month for all districts.
    const other = (await app.run('indicators.list', {})).find(({ name }) => name === '大气环境质量考核得分');
    const asking = withItems(draft, (item) => (item.code === 'C4' ? { ...item, inputs: { value: other?.code ?? '' } } : item));
    await app.run('schemes.saveDraft', asking);
    expect(await sealedMonth()).toMatchObject({ problem: null });
    expect((await sealedMonth())?.units[0]?.after.score).not.toBeNull();
  });
});

describe('the figures beside a curve', () => {
  it('are those of the month, computed ones included', async () => {
    const { app, draft } = await drafting();
    const item = (draft.rules as Rules).items.find(({ code }) => code === 'C2');
    const rows = await app.run('schemes.figures', { period: '2018-02', indicators: [item?.inputs.value ?? ''] });
    expect(rows.filter(({ list }) => list === 'district')).toHaveLength(11);
    const view = await app.run('rankings.view', { period: '2018-02', list: 'district' });
    const line = view.evaluation.entries[0]?.items.find(({ code }) => code === 'C2');
    expect(rows.find(({ code }) => code === view.evaluation.entries[0]?.organisation)?.values.C2).toBe(line?.inputs[0]?.value);
  });
});
