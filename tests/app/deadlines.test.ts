/** Deadlines in working days, the office's own calendar, and 催报单, through the program. Its clock stands at Sunday, 22 November 2026. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import type { Dialogs } from '../../src/main/context.ts';
import { fillWithDemo, fillWithTemplate } from '../../src/main/handlers/fill.ts';
import type { TableView } from '../../src/shared/contract/submissions.ts';
import { pdfText } from '../support/pdf-text.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const OCTOBER = '2026-10';
const ZD_A = { organisation: 'ZD', block: 'A' };

async function template(dialogs: Partial<Dialogs> = {}): Promise<App> {
  const app = startProgram(temporaryFolder(), dialogs);
  await fillWithTemplate(app.context);
  return app;
}
const board = (app: App, period = OCTOBER) => app.run('submissions.view', { period });
async function tableOf(app: App, { organisation, block } = ZD_A): Promise<TableView | undefined> {
  const row = (await board(app)).lists.flatMap(({ rows }) => rows).find((one) => one.organisation === organisation);
  return row?.tables.find((table) => table.block === block);
}
/** Table A of 张店区, without a figure in it but whole. */
async function sendZdA(app: App): Promise<void> {
  const { columns } = await app.run('observations.matrix', { period: OCTOBER, list: 'district' });
  const asked = columns.filter(({ table }) => table === 'A');
  await app.run('observations.save', {
    period: OCTOBER,
    edits: asked.map(({ indicator }) => ({ organisation: 'ZD', indicator, value: null, state: 'notApplicable' as const })),
  });
  await app.run('submissions.submit', { period: OCTOBER, tables: [ZD_A] });
}
const messageOf = async (app: App, method: string, input: unknown): Promise<string> => {
  const envelope = await app.call(method, input);
  return envelope.ok ? '' : envelope.error.message;
};

describe('the deadline', () => {
  it('is the fifth working day of the next month, another by setting, another by table, and moved by the days the office enters', async () => {
    const app = await template();
    const october = await board(app);
    expect(october.deadlineWords).toBe('截止 11月6日，已过 10 个工作日');
    expect(october.month).toEqual({ lamp: 'overdue', word: '填报中 · 报送期限已过 10 个工作日' });
    expect(await tableOf(app)).toMatchObject({ lamp: 'overdue', word: '逾期', daysLate: 10 });
    expect((await board(app, '2026-09')).deadlineWords).toBe('截止 10月13日，已过 28 个工作日');
    expect((await board(app, '2026-11')).deadlineWords).toBe('截止 12月7日，还有 11 个工作日');
    await app.run('submissions.saveDeadlines', { day: 15, blocks: { B: 16 } });
    const later = await board(app);
    expect(later.lists[0]?.blocks.map(({ code, deadlineText }) => `${code} ${deadlineText}`).slice(0, 3)).toEqual([
      'A 11月20日',
      'B 11月23日',
      'C 11月20日',
    ]);
    // Past the deadline, though no working day has gone by.
    expect(later.deadlineWords).toBe('截止 11月20日，已截止');
    expect(await tableOf(app)).toMatchObject({ lamp: 'overdue', daysLate: 0 });
    expect(await tableOf(app, { organisation: 'ZD', block: 'B' })).toMatchObject({ lamp: 'open', word: '未报' });
    await app.run('submissions.saveDay', { day: '2026-11-22', isWorking: true, name: '加班' });
    expect((await board(app)).lists[0]?.blocks[1]?.deadlineText).toBe('11月22日');
    await app.run('submissions.saveDay', { day: '2026-11-20', isWorking: false, name: '停电' });
    expect((await board(app)).deadlineWords).toBe('截止 11月22日，今天截止');
    const calendar = await app.run('submissions.calendar', { year: '2026' });
    expect(calendar.own).toEqual([
      { day: '2026-11-20', isWorking: false, name: '停电' },
      { day: '2026-11-22', isWorking: true, name: '加班' },
    ]);
    expect(calendar.shipped.some(({ day, isWorking }) => day === '2026-10-10' && isWorking)).toBe(true);
    await app.run('submissions.removeDay', { day: '2026-11-20' });
    await app.run('submissions.removeDay', { day: '2026-11-22' });
    expect((await app.run('submissions.calendar', { year: '2026' })).own).toEqual([]);
    expect(await messageOf(app, 'submissions.saveDeadlines', { day: 0, blocks: {} })).toContain('至少是第 1 个工作日');
    expect(await messageOf(app, 'submissions.saveDay', { day: '2026-02-30', isWorking: true, name: '无此日' })).toContain(
      '2018-03-07',
    );
  });

  it('of a year the table does not know is said to rest on weekends alone, until the office enters its days', async () => {
    const app = await template();
    expect((await board(app)).unknownYear).toBeNull();
    expect((await board(app, '2030-12')).unknownYear).toBe('2031');
    await app.run('submissions.saveDay', { day: '2031-01-01', isWorking: false, name: '元旦' });
    expect(await board(app, '2030-12')).toMatchObject({
      unknownYear: null,
      deadlineWords: expect.stringContaining('2031年1月8日'),
    });
  });

  it('counts a late table by the day it was first sent, and keeps nobody waiting for figures that were made up', async () => {
    const app = await template();
    await sendZdA(app);
    expect(await tableOf(app)).toMatchObject({ lamp: 'ok', word: '已报', daysLate: 10 });
    const demo = startProgram();
    await fillWithDemo(demo.context);
    const made = await board(demo, '2018-02');
    expect(made).toMatchObject({ isDemo: true, deadlineWords: '截止 3月7日，演示数据不计逾期' });
    expect(made.lists[0]?.rows[0]?.tables[0]).toMatchObject({ lamp: 'open', daysLate: 0 });
  });

  it('goes out as 催报单: a list of all, then a sheet for each unit with its tables, delays and reasons; nobody waited for, no paper', async () => {
    const folder = temporaryFolder();
    const app = await template({ saveFile: async (_, name) => join(folder, name) });
    await sendZdA(app);
    await app.run('submissions.return', { period: OCTOBER, tables: [ZD_A], reason: '不适用要写明批准文号' });
    expect(await app.run('submissions.reminder', { period: OCTOBER })).toEqual({ file: '2026年10月催报单.pdf', units: 19 });
    const pages = (await pdfText(readFileSync(join(folder, '2026年10月催报单.pdf')))).map((text) => text.replace(/\s/g, ''));
    expect(pages[0]).toContain('尚有19个单位的114张表没有报送');
    const sheet = pages.find((text) => text.includes('张店区：'));
    expect(sheet).toContain('尚有6张表没有报送，其中5张已超过报送期限，1张退回待改');
    expect(sheet).toContain('退回原因：不适用要写明批准文号');
    expect(sheet).toContain('逾期10个工作日');
    expect(sheet).toContain('2026年11月22日');
    expect(sheet).toContain('—1—');
    expect((await app.run('audit.list', { before: null }))[0]).toMatchObject({
      action: '导出催报单',
      subject: '2026年10月 19 个单位',
    });
    const demo = startProgram();
    await fillWithDemo(demo.context);
    const tables = (await board(demo, '2018-02')).lists.flatMap(({ rows }) =>
      rows.flatMap((row) => row.tables.map(({ block }) => ({ organisation: row.organisation, block }))),
    );
    await demo.run('submissions.submit', { period: '2018-02', tables });
    expect(await messageOf(demo, 'submissions.reminder', { period: '2018-02' })).toBe('2018年2月各单位的表都已报送，不用催报。');
  });
});
