/** 专门情况报告 of the demonstration month: made, put into the office's words, exported as PDF and Word, and entered in the register of papers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemoWork } from '../../src/main/demo-work/fill.ts';
import { sourceParts } from '../../src/main/from-source.ts';
import { gatherFacts } from '../../src/main/handlers/facts.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { papersOf } from '../../src/main/store/records.ts';
import { runUnattended } from '../../src/main/unattended.ts';
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import { boxedText } from '../../src/shared/bulletin/document.ts';
import type { ReportResult } from '../../src/shared/contract/consultation-reports.ts';
import { pdfText } from '../support/pdf-text.ts';
import { RESOURCES, startProgram, temporaryFolder } from '../support/program.ts';

const LAST = { period: '2018-02', list: 'district', organisation: 'ZCU' } as const;

async function demo(save: string | null = null): Promise<App> {
  const app = startProgram(temporaryFolder(), { saveFile: async () => save });
  await fillWithDemo(app.context);
  fillWithDemoWork(app.context);
  return app;
}

const sentences = ({ outline }: ReportResult) =>
  outline.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'paragraph' ? [block] : [])));
const acts = (app: App) => app.context.db().prepare('SELECT count(*) FROM audit_log').pluck().get();
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );

it('the pages say what the page says; made again they are the same bytes, and making leaves no trace', async () => {
  const app = await demo();
  const before = acts(app);
  const made = await app.run('consultationReports.make', LAST);
  expect(acts(app)).toBe(before);
  expect(made.missingCharacters).toEqual([]);
  expect(made.checks.filter(({ ok }) => !ok)).toEqual([]);
  const text = (await pdfText(await app.run('consultationReports.bytes', { token: made.token }))).join('').replace(/\s/g, '');
  const { head } = await app.run('consultations.view', LAST);
  const { tests, firmness } = await app.run('consultations.diagnosis', LAST);
  expect(text).toContain('关于周村区2018年2月份改革工作会诊的专门情况报告');
  expect(text).toContain(`周村区得${head.score}分，在11个区县中排第${head.rank}位`);
  expect(text).toContain(`如全部按期办好可多得${tests.costs.joint.shown}分`);
  expect(text).toContain(`只差${firmness.leads[0]?.lead}分`);
  expect(text).toContain('试算');
  expect((await app.run('consultationReports.make', LAST)).token).toBe(made.token);
});

it('the office’s words are kept with the 会诊 and printed; figures cannot be typed or dropped; a closed door says why', async () => {
  const app = await demo();
  const first = await app.run('consultationReports.make', LAST);
  expect(first.locked).toContain('还没有拟定会诊');
  const sentence = sentences(first).find(({ lead }) => lead?.startsWith('得分和名次'));
  if (!sentence) throw new Error('no sentence');
  const word = (token: string, text: string) =>
    app.run('consultationReports.arrange', { token, change: { kind: 'word', id: sentence.id, text } });
  expect(await codeOf(word(first.token, `${sentence.text}请重视。`))).toBe('bulletins.refused');
  await app.run('consultationRecords.open', LAST);
  const made = await app.run('consultationReports.make', LAST);
  expect(made.locked).toBeNull();
  expect(await codeOf(word(made.token, '周村区得 78.31 分。'))).toBe('bulletins.refused');
  await word(made.token, `${sentence.text}请高度重视。`);
  expect(app.context.db().prepare('SELECT action FROM audit_log ORDER BY id DESC LIMIT 1').pluck().get()).toBe(
    '编排专门情况报告',
  );
  const again = await app.run('consultationReports.make', LAST);
  const text = (await pdfText(await app.run('consultationReports.bytes', { token: again.token }))).join('').replace(/\s/g, '');
  expect(text).toContain('请高度重视。');
  expect(text).toContain('得78.31分');
  expect(again.outline.find(({ id }) => id === 'symptoms')?.isChanged).toBe(true);
  expect(await codeOf(app.run('consultationReports.bytes', { token: made.token }))).toBe('job.unknown');
});

it('is exported as the very bytes that were shown, or for Word, and stands in the register of papers', async () => {
  const folder = temporaryFolder();
  const pdf = join(folder, '报告.pdf');
  const app = await demo(pdf);
  const { token } = await app.run('consultationReports.make', LAST);
  expect(await app.run('consultationReports.export', { token })).toEqual({ file: '报告.pdf' });
  expect(Buffer.compare(readFileSync(pdf), Buffer.from(await app.run('consultationReports.bytes', { token })))).toBe(0);
  expect(papersOf(app.context.reader(), '2018-02', 'consultation').map(({ fileName }) => fileName)).toEqual(['报告.pdf']);
});

it('the bulletin names whom the page opens, with the same score and gaps', async () => {
  const app = await demo();
  const { opened } = await app.run('consultations.candidates', LAST);
  const { head, symptoms } = await app.run('consultations.view', LAST);
  const { facts } = gatherFacts(app.context, LAST.period, '内部版');
  const section = composeBulletin(facts).sections.find(({ id }) => id === 'consultation');
  const text = (section?.blocks ?? [])
    .flatMap((block) => (block.kind === 'paragraph' ? block.runs.map((run) => run.text) : []))
    .join('');
  const [box] = section?.blocks ?? [];
  const gap = (against: 'above' | 'mean') => symptoms.gaps.find((one) => one.against === against);
  expect(opened.map(({ name }) => name)).toEqual([head.name]);
  expect(text).toContain(`区县排名末位的是${head.name}，得${head.score}分`);
  expect(text).toContain(
    `比前一名${gap('above')?.other}低${gap('above')?.gap.slice(1)}分，比区县平均低${gap('mean')?.gap.slice(1)}分`,
  );
  expect(box?.kind === 'table' ? boxedText(box.table) : '').toMatch(/^特别说明：末位难分伯仲：周村区与经济开发区只差 0\.07 分/);
});

it('unattended: the last of the list by itself, or the unit named', async () => {
  const app = await demo();
  const data = app.context.folder;
  await app.close();
  const to = join(temporaryFolder(), '报告');
  const printed: unknown[] = [];
  const run = (...more: string[]) =>
    runUnattended(['consultation', '--data', data, '--period', '2018-02', '--to', to, ...more], {
      ...sourceParts,
      resources: RESOURCES,
      print: (json) => printed.push(json),
      say: () => undefined,
    });
  expect(await run('--format', 'both')).toBe(0);
  expect(readdirSync(to).sort()).toEqual([
    '关于周村区2018年2月份改革工作会诊的专门情况报告.docx',
    '关于周村区2018年2月份改革工作会诊的专门情况报告.pdf',
  ]);
  expect(readFileSync(join(to, '关于周村区2018年2月份改革工作会诊的专门情况报告.docx')).subarray(0, 2).toString()).toBe('PK');
  expect(await run('--organisation', '博山区')).toBe(0);
  expect(existsSync(join(to, '关于博山区2018年2月份改革工作会诊的专门情况报告.pdf'))).toBe(true);
  expect(await run('--organisation', '没有的区')).toBe(1);
  expect(printed.at(-1)).toMatchObject({ error: { code: 'organisation.unknown' } });
}, 60_000);
