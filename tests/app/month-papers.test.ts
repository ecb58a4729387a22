import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemoWork } from '../../src/main/demo-work/fill.ts';
import { sourceParts } from '../../src/main/from-source.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { runUnattended } from '../../src/main/unattended.ts';
import type { AppEvent } from '../../src/shared/contract/index.ts';
import type { MonthPapers } from '../../src/shared/contract/month-papers.ts';
import { pdfText } from '../support/pdf-text.ts';
import { RESOURCES, startProgram, temporaryFolder } from '../support/program.ts';

const PERIOD = '2018-02';
const WHOLE: Readonly<Record<string, string>> = { pdf: '%PDF-', docx: 'PK', xlsx: 'PK' };

async function startOffice(folder: string, emit?: (event: AppEvent) => void): Promise<App> {
  const app = startProgram(undefined, { chooseFolder: async () => folder, print: async () => 'asked' }, emit);
  await fillWithDemo(app.context);
  fillWithDemoWork(app.context);
  return app;
}

/** Names of the papers with files, and of those without. */
const sorted = ({ papers }: MonthPapers) => ({
  written: papers.filter(({ files }) => files.length > 0).map(({ name }) => name),
  empty: papers.filter(({ files }) => files.length === 0).map(({ name }) => name),
});

function expectWhole(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const ending = name.split('.').at(-1) ?? '';
    expect(
      readFileSync(join(folder, name))
        .subarray(0, 5)
        .toString('latin1')
        .startsWith(WHOLE[ending] ?? '?'),
    ).toBe(true);
  }
}

describe('本月全部材料', () => {
  it('writes every kind that has something in it, in a folder of its own, and says why the others are not there', async () => {
    const chosen = temporaryFolder();
    const events: AppEvent[] = [];
    const app = await startOffice(chosen, (event) => events.push(event));
    events.length = 0;
    const result = await app.run('monthPapers.export', { period: PERIOD, formats: ['pdf'] });
    if (!result) throw new Error('closed');
    expect(result.isCancelled).toBe(false);
    expect(result.folder).toBe('2018年2月材料');
    const folder = join(chosen, result.folder);
    const files = result.papers.flatMap((paper) => paper.files);
    expect(readdirSync(folder).sort()).toEqual([...files].sort());
    expect(new Set(files).size).toBe(files.length);
    expectWhole(folder, files);
    const { written, empty } = sorted(result);
    expect(written).toEqual(
      expect.arrayContaining([
        '通报（内部版）',
        '通报（公开版）',
        '排名工作簿',
        '一区一单（附得分说明书）',
        '会议材料',
        '三单一书',
        '督察单',
        '督察问题清单',
        '抽取证书',
      ]),
    );
    for (const { name, reason } of result.papers) if (empty.includes(name)) expect(reason).toMatch(/。$/);
    expect(result.papers.find(({ name }) => name === '更正单')?.reason).toBe('2018年2月没有签批的更正单。');
    const letters = result.papers.find(({ name }) => name.startsWith('一区一单'))?.files;
    expect(letters).toHaveLength(19);
    // The bar goes from the first kind to the last and ends once.
    const progress = events.flatMap((event) => (event.kind === 'job.progress' ? [event] : []));
    expect(progress[0]?.stage).toBe('1/14 通报（内部版）');
    expect(progress.every(({ done, total }, index) => total === 14 && done >= (progress[index - 1]?.done ?? 0))).toBe(true);
    expect(events.filter(({ kind }) => kind === 'job.ended')).toHaveLength(1);
    // Whatever was written can be printed from the list.
    for (const file of [letters?.[0], result.papers.find(({ name }) => name === '会议材料')?.files[0]])
      expect(await app.run('papers.print', { file: file ?? '' })).toEqual({ printed: 'asked' });
    // Each paper is in the record as if it had been made alone.
    const acts = (await app.run('audit.list', { before: null })).map(({ action }) => action);
    expect(acts).toEqual(expect.arrayContaining(['生成通报', '导出一区一单', '导出三单一书', '导出会议材料', '打印督察单']));
  }, 120_000);

  it('cancelled, it leaves whole files only, those it names, and the next job runs', async () => {
    const chosen = temporaryFolder();
    const app: App = await startOffice(chosen, (event) => {
      // In the middle of the second kind's paper.
      if (event.kind === 'job.progress' && event.stage === '2/14 通报（公开版）' && event.done > 1.2) app.context.runner.cancel();
    });
    const result = await app.run('monthPapers.export', { period: PERIOD, formats: ['pdf'] });
    expect(result?.isCancelled).toBe(true);
    const files = result?.papers.flatMap((paper) => paper.files) ?? [];
    expect(sorted(result as MonthPapers)).toEqual({ written: ['通报（内部版）'], empty: ['通报（公开版）'] });
    const folder = join(chosen, '2018年2月材料');
    expect(readdirSync(folder)).toEqual(files);
    expectWhole(folder, files);
    expect(await app.run('exports.ranking', { period: PERIOD })).toBeNull();
    expect((await app.run('bulletins.make', { period: PERIOD, edition: '公开版' })).pages).toBeGreaterThan(1);
  }, 60_000);

  it('while it runs nobody else’s job comes between, and a page that gives up its bulletin does not end it', async () => {
    const chosen = temporaryFolder();
    const app = await startOffice(chosen);
    const run = app.run('monthPapers.export', { period: PERIOD, formats: ['pdf'] });
    await new Promise((resume) => setTimeout(resume, 50));
    await app.run('bulletins.cancel', {});
    await expect(app.run('bulletins.make', { period: PERIOD, edition: '公开版' })).rejects.toMatchObject({ code: 'job.busy' });
    await expect(app.run('monthPapers.export', { period: PERIOD, formats: ['pdf'] })).rejects.toMatchObject({ code: 'job.busy' });
    await app.run('overview.cancelJob', {});
    expect((await run)?.isCancelled).toBe(true);
  }, 60_000);

  it('a month without a ranking is refused before anything is written', async () => {
    const chosen = temporaryFolder();
    const app = await startOffice(chosen);
    await expect(app.run('monthPapers.export', { period: '2018-03', formats: ['pdf'] })).rejects.toMatchObject({
      code: 'ranking.none',
    });
    expect(existsSync(join(chosen, '2018年3月材料', '2018年3月改革督察排名.xlsx'))).toBe(false);
  }, 60_000);
});

describe('会议材料', () => {
  it('names the speakers in their order, the unit of 会诊, and has a sheet for every unit', async () => {
    const file = join(temporaryFolder(), '会议.pdf');
    const app = startProgram(undefined, { saveFile: async () => file });
    await fillWithDemo(app.context);
    const saved = await app.run('monthPapers.meeting', { period: PERIOD });
    expect(saved?.pages).toBeGreaterThan(19);
    const pages = (await pdfText(readFileSync(file))).map((page) => page.replace(/\s/g, ''));
    const { speeches, evaluation } = await app.run('rankings.view', { period: PERIOD, list: 'district' });
    const first = speeches.find(({ kind }) => kind === '典型发言')?.name ?? '?';
    const last = speeches.find(({ kind }) => kind === '表态发言')?.name ?? '?';
    expect(first).toBe(evaluation.entries[0]?.name);
    const [agenda = ''] = pages;
    expect(agenda.indexOf(`典型发言${first}负责同志`)).toBeGreaterThan(0);
    expect(agenda.indexOf(`表态发言${last}负责同志`)).toBeGreaterThan(agenda.indexOf(`典型发言${first}`));
    expect(pages.join('')).toContain(`区县排名末位的是${last}`);
    for (const { name } of evaluation.entries) {
      expect(pages.some((page) => page.includes(`${name}2018年2月份改革督察情况`))).toBe(true);
    }
  }, 60_000);
});

describe('batch papers', () => {
  it('writes Word where it is asked for and can be, lists what it wrote; a wrong format is said', async () => {
    const data = temporaryFolder();
    const to = join(temporaryFolder(), '材料');
    const printed: unknown[] = [];
    const said: string[] = [];
    const around = {
      resources: RESOURCES,
      ...sourceParts,
      print: (json: unknown) => printed.push(json),
      say: (text: string) => said.push(text),
    };
    expect(await runUnattended(['init', '--demo', '--data', data], around)).toBe(0);
    expect(await runUnattended(['papers', '--data', data, '--period', PERIOD, '--to', to, '--format', 'docx'], around)).toBe(0);
    const { papers } = printed.at(-1) as { papers: MonthPapers['papers'] };
    const files = papers.flatMap((paper) => paper.files);
    expect(readdirSync(to).sort()).toEqual([...files].sort());
    expectWhole(to, files);
    expect(files).toEqual(expect.arrayContaining(['2018年2月改革督察通报会会议材料.docx', '2018年2月改革督察排名.xlsx']));
    expect(files.filter((name) => name.endsWith('.pdf'))).toEqual([]);
    expect(await runUnattended(['papers', '--data', data, '--period', PERIOD, '--to', to, '--format', 'odt'], around)).toBe(64);
    expect(said.at(-1)).toContain('pdf、docx 或 both');
    expect(await runUnattended(['papers', '--data', data, '--period', PERIOD], around)).toBe(64);
  }, 120_000);
});
