/** 考核周期: months give way to quarters, and nothing that was held before is lost. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import type { Dialogs } from '../../src/main/context.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { commitDraft, noAnswers, readFile } from '../../src/main/handlers/imports.ts';
import { exportStatements } from '../../src/main/handlers/score-statements.ts';
import { exportMonth } from '../../src/main/unattended.ts';
import type { RankingView } from '../../src/shared/contract/rankings.ts';
import { comparePeriods } from '../../src/shared/period.ts';
import { accepted, messageOf, office, rowOf } from '../support/claims.ts';
import { handInMonth } from '../support/month.ts';
import { pdfText } from '../support/pdf-text.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const LISTS = ['district', 'specialGroup'] as const;
const FEBRUARY = '2018-02';
const QUARTERLY = { from: '2018-04', kind: 'quarter' } as const;

async function demo(dialogs: Partial<Dialogs> = {}): Promise<App> {
  const app = startProgram(temporaryFolder(), dialogs);
  await fillWithDemo(app.context);
  return app;
}
async function quarterly(dialogs: Partial<Dialogs> = {}): Promise<App> {
  const app = await demo(dialogs);
  await app.run('settings.saveCadence', QUARTERLY);
  return app;
}
/** February's figures as those of another period, by way of a file; 张店区 and 博山区 change places. */
async function importFor(app: App, period: string, title: string): Promise<readonly string[]> {
  const other: Readonly<Record<string, string>> = { ZD: 'BS', BS: 'ZD' };
  const lines = ['考核期,单位,指标,数值'];
  for (const list of LISTS) {
    const { cells } = await app.run('observations.matrix', { period: FEBRUARY, list });
    for (const [unit, row] of Object.entries(cells)) {
      for (const [indicator, { value, state }] of Object.entries(row)) {
        expect(state).toBe('reported');
        lines.push(`${title},${other[unit] ?? unit},${indicator},${value}`);
      }
    }
  }
  const file = join(temporaryFolder(), `${period}.csv`);
  writeFileSync(file, lines.join('\n'));
  const draft = await readFile(app.context, file, noAnswers);
  expect(draft.observations.every((row) => row.period === period)).toBe(true);
  commitDraft(app.context, draft, `${period}.csv`, noAnswers, false);
  return draft.problems.map(({ code }) => code);
}
const ranking = (app: App, period: string): Promise<RankingView> => app.run('rankings.view', { period, list: 'district' });
const placesOf = ({ evaluation }: RankingView) =>
  Object.fromEntries(evaluation.entries.map((row) => [row.organisation, row.rank]));
const textOf = async (file: string): Promise<string> => (await pdfText(readFileSync(file))).join('').replace(/\s/g, '');

describe('a change of cadence', () => {
  it('begins where no period is cut, is in the record of acts, and can be taken back', async () => {
    const app = await demo();
    expect(await app.run('settings.cadence', {})).toMatchObject({
      lines: [{ kind: 'month' }],
      earliest: null,
      suggested: '2018-03',
      open: expect.arrayContaining([FEBRUARY, '2017-03']),
    });
    expect(messageOf(await app.call('settings.saveCadence', { ...QUARTERLY, from: '2018-05' }))).toBe(
      'cadence.cuts 考核周期不能自2018年5月起改：2018年第二季度会被分成两段。请改自2018年7月起，或换一个起始月份。',
    );
    await app.run('settings.saveCadence', QUARTERLY);
    expect((await app.run('audit.list', { before: null }))[0]).toMatchObject({
      action: '修改考核周期',
      subject: '自2018年4月起按季考核',
    });
    expect((await app.run('settings.cadence', {})).lines).toEqual([{ from: '1900-01', kind: 'month' }, QUARTERLY]);
    const acts = (await app.run('audit.list', { before: null })).length;
    await app.run('settings.saveCadence', QUARTERLY);
    expect((await app.run('audit.list', { before: null })).length).toBe(acts);
    await app.run('settings.saveCadence', { ...QUARTERLY, kind: 'month' });
    expect((await app.run('settings.cadence', {})).lines).toEqual([{ from: '1900-01', kind: 'month' }]);
  });

  it('is for 管理, and never reaches a sealed period', async () => {
    const app = await demo();
    await handInMonth(app, FEBRUARY);
    await app.run('seals.seal', { period: FEBRUARY, acceptDoubts: true });
    expect(messageOf(await app.call('settings.saveCadence', { from: '2018-01', kind: 'quarter' }))).toBe(
      'cadence.tooEarly 考核周期不能自2018年1月起改：2018年2月已经封账。最早可自2018年3月起，请改起始月份。',
    );
    await app.run('settings.saveCadence', QUARTERLY);
    expect((await app.run('settings.cadence', {})).open).not.toContain(FEBRUARY);
    const account = { id: null, isActive: true, password: 'kaohe2018' };
    await app.run('people.save', { ...account, name: '张三', roles: ['admin'] });
    await app.run('people.save', { ...account, name: '李四', roles: ['entry', 'review', 'seal'] });
    await app.run('people.signIn', { name: '李四', password: 'kaohe2018' });
    expect(messageOf(await app.call('settings.saveCadence', QUARTERLY))).toContain('people.denied');
  });
});

describe('a quarter after months', () => {
  it('asks what the scheme asks, and the months before it stay what they were', async () => {
    const app = await demo();
    const before = await ranking(app, FEBRUARY);
    await app.run('settings.saveCadence', QUARTERLY);
    expect(await ranking(app, FEBRUARY)).toEqual(before);
    expect((await app.run('overview.program', {})).latestPeriod).toBe(FEBRUARY);
    for (const list of LISTS) {
      const columns = async (period: string) =>
        (await app.run('observations.matrix', { period, list })).columns
          .filter(({ usedBy }) => usedBy.length > 0)
          .map(({ indicator }) => indicator);
      expect(await columns('2018-Q2')).toEqual(await columns(FEBRUARY));
    }
    // March was never filled in: it is still a month, and open.
    const march = await app.run('submissions.view', { period: '2018-03' });
    expect(march.lists[0]?.rows[0]?.tables[0]).toMatchObject({ state: 'open', filled: 0 });
    expect(march.deadlineWords).toContain('截止 4月');
    const board = await app.run('submissions.view', { period: '2018-Q2' });
    expect(board.lists[0]?.blocks[0]?.deadline).toBe('2018-07-06');
    expect(messageOf(await app.call('rankings.view', { period: '2018-05', list: 'district' }))).toBe(
      'period.notHeld 2018年5月不是考核期，请改用2018年第二季度。',
    );
    const tables = [{ organisation: 'ZD', block: 'A' }];
    expect(messageOf(await app.call('submissions.submit', { period: '2018-05', tables }))).toContain('period.notHeld');
    expect(messageOf(await app.call('seals.seal', { period: '2018-05', acceptDoubts: true }))).toContain('period.notHeld');
  });

  it('is imported without being taken for a slip, ranked against February, printed in its own words, and sealed', async () => {
    const app = await demo();
    const february = await ranking(app, FEBRUARY);
    expect(await importFor(app, '2018-Q2', '2018年第二季度')).toContain('period.cadence');
    await app.run('settings.saveCadence', QUARTERLY);
    expect(await importFor(app, '2018-Q2', '2018-Q2')).not.toContain('period.cadence');

    const second = await ranking(app, '2018-Q2');
    const [was, now] = [placesOf(february), placesOf(second)];
    expect(now).toEqual({ ...was, ZD: was.BS, BS: was.ZD });
    expect(was.ZD).not.toBe(was.BS);
    expect(second.since).toBe(FEBRUARY);
    for (const { organisation, previousRank, change, rank } of second.evaluation.entries) {
      expect(previousRank).toBe(was[organisation]);
      expect(change).toBe((previousRank ?? 0) - (rank ?? 0));
    }
    expect(second.history.ZD?.map(({ period }) => period).slice(-3)).toEqual(['2018-01', FEBRUARY, '2018-Q2']);
    expect(second.speeches.map(({ why }) => why)).toEqual(expect.arrayContaining(['本季度排名第一', '本季度排名最后']));
    const gap = await app.run('decompositions.view', {
      period: '2018-Q2',
      list: 'district',
      organisation: 'ZD',
      against: 'lastMonth',
    });
    expect(gap.heads).toMatchObject({ own: '本季度', other: '2018年2月' });

    const folder = temporaryFolder();
    const [bulletin = ''] = await exportMonth(app, '2018-Q2', folder);
    const text = await textOf(join(folder, bulletin));
    expect(bulletin).toBe('2018年第二季度全面深化改革“六个一”督察情况的通报.pdf');
    expect(text).toContain('关于2018年第二季度全面深化改革');
    expect(text).toContain('上次名次');
    expect(text).toContain('与2月相比');
    expect(text).not.toMatch(/季度份|上月|当月|本月/);
    await exportStatements(app.context, { period: '2018-Q2', list: 'district' }, folder);
    expect(await textOf(join(folder, '得分说明书 2018年第二季度 张店区.pdf'))).toMatch(
      /张店区2018年第二季度改革督察得分说明书.*与上次排名（2月）相比/,
    );

    await handInMonth(app, '2018-Q2');
    const seal = await app.run('seals.seal', { period: '2018-Q2', acceptDoubts: true });
    expect(seal).toMatchObject({ period: '2018-Q2', version: 1 });
    expect((await app.run('seals.verify', {})).difference).toBeNull();
    expect(placesOf(await ranking(app, '2018-Q2'))).toEqual(now);
    expect(messageOf(await app.call('settings.saveCadence', { from: '2018-04', kind: 'month' }))).toContain(
      '2018年第二季度已经封账。最早可自2018年7月起',
    );
    expect(messageOf(await app.call('settings.saveCadence', { from: '2018-08', kind: 'month' }))).toContain(
      '2018年第三季度会被分成两段。请改自2018年10月起',
    );

    // The next quarter has one of its own kind before it.
    await importFor(app, '2018-Q3', '2018年三季度');
    const third = await ranking(app, '2018-Q3');
    expect(third.since).toBe('2018-Q2');
    expect(third.evaluation.entries.every(({ change }) => change === 0)).toBe(true);
    const [after = ''] = await exportMonth(app, '2018-Q3', folder);
    expect(await textOf(join(folder, after))).toContain('上季度名次');
    // Months come back; the quarters stay, and the course runs through both.
    await app.run('settings.saveCadence', { from: '2018-10', kind: 'month' });
    await importFor(app, '2018-10', '2018-10');
    expect((await ranking(app, '2018-10')).history.ZD?.map(({ period }) => period).slice(-4)).toEqual([
      FEBRUARY,
      '2018-Q2',
      '2018-Q3',
      '2018-10',
    ]);
    const listed = (await app.run('periods.list', {})).map(({ id }) => id);
    expect(listed).toEqual([...listed].sort(comparePeriods).reverse());
    expect(listed).toEqual(expect.arrayContaining(['2018-10', '2018-Q3', '2018-Q2', FEBRUARY]));
  });

  it('counts in the year as one period among others, and no year plans more than it can hold', async () => {
    let file = '';
    const app = await quarterly({ saveFile: async () => file });
    file = join(app.context.folder, '年度.pdf');
    await importFor(app, '2018-Q2', '2018-Q2');
    const { months, planned, isMonthly, entries, course } = await app.run('annual.view', { year: '2018', list: 'district' });
    expect(months).toEqual(['2018-01', FEBRUARY, '2018-Q2']);
    expect([planned, isMonthly]).toEqual([6, false]);
    for (const { code, mean, held } of entries) {
      const hundredths = (course[code] ?? []).reduce((sum, { score }) => sum + Math.round(Number(score) * 100), 0);
      expect(mean).toBe((Math.floor(hundredths / 3 + 0.5) / 100).toFixed(2));
      expect(held).toBe(3);
    }
    expect(await app.run('annual.view', { year: '2017', list: 'district' })).toMatchObject({ planned: 12, isMonthly: true });
    await app.run('annual.export', { year: '2018', list: 'district' });
    const text = await textOf(file);
    expect(text).toContain('2018年计划考核6期，已考核3期');
    expect(text).toContain('二季度');
    expect(text).not.toContain('月度');
  });

  it('takes a deferred figure from February, its units and rules from its own months', async () => {
    const app = await quarterly();
    await importFor(app, '2018-Q2', '2018-Q2');
    const { cells } = await app.run('observations.matrix', { period: FEBRUARY, list: 'district' });
    const deferred = { organisation: 'ZD', indicator: 'C4', value: null, state: 'deferred', note: '经批准缓报' } as const;
    await app.run('observations.save', { period: '2018-Q2', edits: [deferred] });
    const use = (await ranking(app, '2018-Q2')).evaluation.entries
      .find(({ organisation }) => organisation === 'ZD')
      ?.items.flatMap(({ inputs }) => inputs)
      .find(({ indicator }) => indicator === 'C4');
    expect(use).toMatchObject({ value: cells.ZD?.C4?.value, carriedFrom: FEBRUARY });

    // Rules that change within a quarter hold from the next one on.
    const [scheme] = await app.run('schemes.list', {});
    await app.run('schemes.startDraft', { from: scheme?.id ?? 0 });
    await app.run('schemes.activate', { effectiveFrom: '2018-05' });
    await importFor(app, '2018-Q3', '2018-Q3');
    expect([(await ranking(app, '2018-Q2')).schemeVersion, (await ranking(app, '2018-Q3')).schemeVersion]).toEqual([1, 2]);

    const units = await app.run('organisations.list', {});
    const find = (code: string) => units.find((unit) => unit.code === code) ?? Promise.reject(new Error(`no unit ${code}`));
    await app.run('organisations.save', { ...(await find('ZC')), validTo: '2018-12' });
    await app.run('organisations.save', { ...(await find('BS')), validFrom: '2018-09' });
    const codes = async (period: string) =>
      (await ranking(app, period)).evaluation.entries.map(({ organisation }) => organisation);
    expect(await codes('2018-Q2')).toContain('ZC');
    expect(await codes('2018-Q2')).not.toContain('BS');
    expect(await codes('2018-Q3')).toEqual(expect.arrayContaining(['ZC', 'BS']));
  });

  it('counts a matter of February no second time', async () => {
    const desk = await office(fillWithDemo);
    await desk.app.run('settings.saveCadence', QUARTERLY);
    const matter = { title: '“一次办好”改革获省委主要领导批示', organisation: 'ZD' };
    const { claims } = await desk.app.run('claims.view', { period: '2018-Q2', list: 'district' });
    expect(claims).toEqual([]);
    const first = await accepted(desk, { ...matter, period: '2018-03' });
    const again = await accepted(desk, { ...matter, period: '2018-Q2' });
    expect((await rowOf(desk, first)).verdict?.counts).toBe(true);
    expect((await rowOf(desk, again)).verdict).toEqual({
      counts: false,
      words: expect.stringContaining('同一事项已在2018年3月按'),
    });
    expect(
      messageOf(await desk.app.call('claims.save', { ...(await rowOf(desk, again)), id: null, period: '2018-05' })),
    ).toContain('period.notHeld');
  });
});
