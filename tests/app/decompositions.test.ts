import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { drawChart } from '../../src/main/jobs/chart.ts';
import { addScheme, listSchemes } from '../../src/main/store/schemes.ts';
import { waterfallOption } from '../../src/shared/charts/waterfall.ts';
import type { Against, DecompositionView } from '../../src/shared/contract/decompositions.ts';
import { exact, sum } from '../../src/shared/engine/decimal.ts';
import type { Entry, RankingList } from '../../src/shared/engine/index.ts';
import { startProgram } from '../support/program.ts';

const LISTS: readonly RankingList[] = ['district', 'specialGroup'];
const MONTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((month) => `2017-${String(month).padStart(2, '0')}`);
const PERIODS = [...MONTHS, '2018-01', '2018-02'];

const demo = async (): Promise<App> => {
  const app = startProgram();
  await fillWithDemo(app.context);
  return app;
};
const viewer =
  (app: App, period = '2018-02', list: RankingList = 'district') =>
  (organisation: string, against: Against): Promise<DecompositionView> =>
    app.run('decompositions.view', { period, list, organisation, against });

/** Exact rows come to the exact total, shown ones to the shown total, and the total is the difference of the scores that were published. */
function expectWhole(view: DecompositionView, own: Entry, other: string | null): void {
  const { rows, total, change, sentence } = view;
  if (!total) throw new Error(sentence);
  const residual = (parts: readonly (string | null)[], whole: string): string =>
    exact(whole)
      .minus(sum(parts.map((part) => exact(part ?? 0))))
      .toFixed(2);
  expect(sum(rows.map((row) => exact(row.amount))).toFixed()).toBe(total.amount);
  const shown = rows.map((row) => row.shown);
  expect(residual(shown, total.shown)).toBe('0.00');
  expect(total.own).toBe(own.score);
  if (other !== null)
    expect(total.amount).toBe(
      exact(own.score ?? 0)
        .minus(other)
        .toFixed(),
    );
  if (change) expect(residual([change.work, change.rule, change.others], total.shown)).toBe('0.00');
  const told = sentence.slice(sentence.indexOf('：') + 1);
  const said = [...told.matchAll(/(?<sign>[多少])(?<what>[^；。]*)/g)].flatMap(({ groups }) =>
    [...(groups?.what ?? '').matchAll(/(\d+\.\d\d) 分/g)].map(([, amount]) => `${groups?.sign === '少' ? '-' : ''}${amount}`),
  );
  expect(residual(said, total.shown), sentence).toBe('0.00');
}

describe('the demonstration year', () => {
  it.each(LISTS)('%s: nothing is left over for any unit, comparison and month', { timeout: 180_000 }, async (list) => {
    const app = await demo();
    let before = new Map<string, string | null>();
    let count = 0;
    for (const period of PERIODS) {
      const { evaluation } = await app.run('rankings.view', { period, list });
      const view = viewer(app, period, list);
      const { entries } = evaluation;
      for (const [index, entry] of entries.entries()) {
        const better = entries.filter((one) => (one.rank ?? 0) < (entry.rank ?? 0));
        const next = entries[(index + 1) % entries.length] as Entry;
        const asked: readonly (readonly [Against, string | null | undefined])[] = [
          ['mean', null],
          ['above', better.at(-1)?.score],
          ['best', better[0]?.score],
          ['lastMonth', before.get(entry.organisation)],
          [{ organisation: next.organisation }, next.score],
        ];
        for (const [against, other] of asked) {
          const found = await view(entry.organisation, against);
          count += 1;
          if (other === undefined) {
            expect(found.rows).toEqual([]);
            expect(found.sentence).toMatch(against === 'lastMonth' ? /没有排过名的月份/ : /第一名，前面没有单位/);
          } else expectWhole(found, entry, other);
        }
      }
      before = new Map(entries.map((entry) => [entry.organisation, entry.score]));
    }
    expect(count).toBe((list === 'district' ? 11 : 8) * 5 * 12);
  });
});

describe('in words', () => {
  it('against the one before: what is lacking, what is ahead, the rest', async () => {
    const view = await viewer(await demo())('ZD', 'above');
    expect(view.title).toBe('张店区与前一名高青县');
    expect(view.sentence).toBe(
      '比前一名高青县少 0.07 分：少在 D3 典型经验推介 2.00 分、D1 信息报送与采用 1.50 分、D2 专栏网站公众号更新 0.50 分；多在 C3 PM2.5同比改善 1.58 分、B1 现场督察评分 0.71 分、A1 改革任务按期推进 0.57 分（优势）；其余合计多 1.07 分。',
    );
    expect(view.rows[0]).toMatchObject({ code: 'D3', amount: '-2', shown: '-2.00', own: '1.00', other: '3.00', mark: '' });
    expect(view.rows.find((row) => row.code === 'C3')?.mark).toBe('优势');
  });
  it('first place, itself, a unit without a score, no month before: a sentence and no rows', async () => {
    const app = await demo();
    const view = viewer(app);
    expect(await view('YY', 'above')).toMatchObject({ rows: [], total: null, sentence: expect.stringContaining('已是第一名') });
    expect(await view('ZD', { organisation: 'ZD' })).toMatchObject({ rows: [], sentence: expect.stringContaining('自己') });
    await app.run('observations.save', {
      period: '2018-02',
      edits: [{ organisation: 'ZD', indicator: 'C4', value: null, state: 'reported' }],
    });
    expect(await view('ZD', 'mean')).toMatchObject({ rows: [], sentence: expect.stringContaining('没有得分') });
    expect(await view('BS', { organisation: 'ZD' })).toMatchObject({ rows: [], sentence: expect.stringContaining('张店区') });
    expect((await view('BS', 'mean')).heads.zero).toBe('10 个区县平均');
    expect((await viewer(app, '2017-03')('ZD', 'lastMonth')).sentence).toContain('没有排过名的月份');
    const nobody = await app.call('decompositions.view', {
      period: '2018-02',
      list: 'district',
      organisation: 'XX',
      against: 'mean',
    });
    expect(nobody).toMatchObject({ ok: false, error: { code: 'organisation.unknown' } });
  });
  it('a new rule version: work apart from rule, and every changed line says what changed', async () => {
    const app = await demo();
    const [scheme] = listSchemes(app.context.reader());
    if (!scheme) throw new Error('no scheme');
    const items = scheme.rules.items
      .filter((item) => item.code !== 'A4')
      .map((item) => {
        if (item.code === 'B1') return { ...item, fullPoints: '18' };
        if (item.code === 'D3') return { ...item, fullPoints: '6' };
        return item.code === 'A2' ? { ...item, method: { kind: 'completionRate' as const, target: '101' } } : item;
      });
    const [entry] = (await app.run('rankings.view', { period: '2018-01', list: 'district' })).evaluation.entries;
    app.context.write({ action: '启用方案', subject: '第 2 版' }, (tx) =>
      addScheme(tx, { ...scheme, version: 2, effectiveFrom: '2018-02', rules: { ...scheme.rules, items } }),
    );
    const { evaluation } = await app.run('rankings.view', { period: '2018-02', list: 'district' });
    const now = evaluation.entries.find((one) => one.organisation === entry?.organisation) as Entry;
    const view = await viewer(app)(now.organisation, 'lastMonth');
    expectWhole(view, now, entry?.score ?? null);
    expect(view.change?.hasRule).toBe(true);
    const row = (code: string) => view.rows.find((one) => one.code === code);
    expect(row('B1')?.note).toBe('满分由 15.00 变为 18.00');
    expect(row('D3')?.note).toMatch(/^满分由 5\.00 变为 6\.00，分值移向弱项，与各项平均相比少 \d\.\d\d 分$/);
    for (const { kind, work, mark } of view.rows) if (kind === 'base') expect(mark === '进步').toBe(Number(work) > 0);
    expect(row('A4')).toMatchObject({ own: null, work: '0.00', note: '方案已取消的项，整项计入规则影响' });
    expect(row('A2')?.note).toBe('计分方法有改动，工作影响中含新旧方法之差');
    expect(view.sentence).toMatch(/，其中工作影响[多少 ].*、规则影响[多少 ].*、加减分和折算等/);
  });
  it('a line that is 未报 or 不适用 says so', async () => {
    const app = await demo();
    await app.run('observations.save', {
      period: '2018-02',
      edits: [
        { organisation: 'ZD', indicator: 'C4', value: null, state: 'notReported' },
        { organisation: 'BS', indicator: 'C4', value: null, state: 'notApplicable' },
      ],
    });
    const { rows } = await viewer(app)('ZD', { organisation: 'BS' });
    expect(rows.find((row) => row.code === 'C4')?.note).toBe('本单位未报，计 0 分；对方不适用');
    expect(rows.find((row) => row.code === 'C1')?.note).toMatch(/^满分 6\.00 对 7\.\d\d，不适用项的分值由本板块分担$/);
  });
});

describe('the waterfall', () => {
  const chart = {
    rows: [
      { name: 'D3 典型经验推介', value: '-4', shown: '-4.00' },
      { name: 'B1 现场督察评分', value: '5.5', shown: '5.50' },
      { name: 'E1 信息化加分', value: '-2', shown: '-2.00' },
    ],
    total: { name: '合计', value: '-0.5', shown: '-0.50' },
    zero: '经济开发区',
  };
  it('walks from zero to the difference; a step across zero is drawn on both sides', () => {
    const { series } = waterfallOption(chart) as { series: readonly { data: readonly (number | { value: number })[] }[] };
    const [unseen, above, below] = series.map(({ data }) => data.map((one) => (typeof one === 'number' ? one : one.value)));
    expect(unseen).toEqual([0, 0, 0, 0]);
    expect(above).toEqual([0, 1.5, 1.5, 0]);
    expect(below).toEqual([-4, -4, -0.5, -0.5]);
  });
  it('is plain JSON, has its words and signs on paper, and no colour there', () => {
    const option = waterfallOption(chart, { paper: true });
    expect(JSON.parse(JSON.stringify(option))).toEqual(structuredClone(option));
    const svg = drawChart(option, 440, 200);
    for (const text of ['D3 典型经验推介', '−4.00', '+5.50', '−0.50', '经济开发区']) expect(svg).toContain(text);
    for (const [, red, green, blue] of svg.matchAll(/(?:fill|stroke)="#(..)(..)(..)"/g))
      expect([green, blue]).toEqual([red, red]);
  });
});
