import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { pdfText } from '../support/pdf-text.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

describe('the year of the demonstration', () => {
  it('has the mean of the published monthly scores, in order', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const { months, entries, course, isDemo } = await app.run('annual.view', { year: '2017', list: 'district' });
    expect(months).toEqual(Array.from({ length: 10 }, (_, index) => `2017-${String(index + 3).padStart(2, '0')}`));
    expect(isDemo).toBe(true);
    for (const entry of entries) {
      const scores = (course[entry.code] ?? []).map((month) => Number(month.score));
      const hundredths = scores.reduce((sum, score) => sum + Math.round(score * 100), 0);
      // Ten months: the mean has three digits at most, and is rounded half up once.
      expect(entry.mean).toBe((Math.floor(hundredths / 10 + 0.5) / 100).toFixed(2));
      expect(entry.held).toBe(10);
    }
    expect(entries.map((entry) => entry.meanRank)).toEqual(
      [...entries.map((entry) => entry.meanRank)].sort((a, b) => Number(a) - Number(b)),
    );
  });
  it('gets a total and a grade when every part is marked, and the marks are in the record', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const first = await app.run('annual.view', { year: '2017', list: 'district' });
    const marks = first.settings.parts.map((part) => ({ organisation: 'ZD', part: part.code, mark: '90' }));
    await app.run('annual.saveMarks', { year: '2017', marks });
    const marked = (await app.run('annual.view', { year: '2017', list: 'district' })).entries.find(
      (entry) => entry.code === 'ZD',
    );
    expect(marked).toMatchObject({ yearEnd: '90.00', rank: 1 });
    expect(Number(marked?.total)).toBeCloseTo((Number(marked?.mean) + 90) / 2, 1);
    await app.run('annual.saveMarks', { year: '2017', marks: [{ organisation: 'ZD', part: marks[0]?.part ?? '', mark: null }] });
    const taken = (await app.run('annual.view', { year: '2017', list: 'district' })).entries.find((entry) => entry.code === 'ZD');
    expect(taken).toMatchObject({ yearEnd: null, total: null });
    const [act] = await app.run('audit.list', { before: null });
    expect(act).toMatchObject({ action: '填写年终评分' });
  });
  it('prints what the page shows', async () => {
    const file = join(temporaryFolder(), '年度.pdf');
    const app = startProgram(temporaryFolder(), { saveFile: async () => file });
    await fillWithDemo(app.context);
    await app.run('annual.export', { year: '2017', list: 'district' });
    const { entries } = await app.run('annual.view', { year: '2017', list: 'district' });
    const text = (await pdfText(readFileSync(file))).join('').replace(/\s/g, '');
    for (const entry of entries) expect(text).toContain(`${entry.name}${entry.mean}${entry.meanRank}`);
    expect(text).toContain('演示数据');
    expect(await app.call('annual.export', { year: '2001', list: 'district' })).toMatchObject({
      ok: false,
      error: { code: 'ranking.none' },
    });
  });
  it('refuses parts that do not make the whole, and marks over 100, in words', async () => {
    const app = startProgram();
    const { settings } = await app.run('annual.view', { year: '2017', list: 'district' });
    const parts = settings.parts.slice(1);
    expect(await app.call('annual.saveSettings', { ...settings, parts })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('合计应为 100%') },
    });
    expect(
      await app.call('annual.saveMarks', { year: '2017', marks: [{ organisation: 'ZD', part: 'tasks', mark: '101' }] }),
    ).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('0 到 100 之间') },
    });
    await app.run('annual.saveSettings', { ...settings, plannedMonths: 11 });
    expect((await app.run('annual.view', { year: '2017', list: 'district' })).settings.plannedMonths).toBe(11);
  });
});
