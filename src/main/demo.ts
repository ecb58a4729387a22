/** `npm start` without a display: the demonstration month lived unattended, import → score → rank → bulletin, into out/demo/. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatPeriod } from '../shared/period.ts';
import { listName } from '../shared/text.ts';
import { createApp } from './app.ts';
import { sourceParts } from './from-source.ts';
import { entryForm } from './handlers/exports.ts';
import { fillWithDemo } from './handlers/fill.ts';
import { commitDraft, noAnswers, readFile } from './handlers/imports.ts';
import { writeOutput } from './jobs/output-file.ts';
import { exportMonth, noDialogs } from './unattended.ts';

const PERIOD = '2018-02';
const root = join(import.meta.dirname, '../..');
const out = join(root, 'out/demo');
const files: string[] = [];

/** A program of its own on a fresh folder. */
function open(name: string): ReturnType<typeof createApp> {
  const folder = join(out, name);
  rmSync(folder, { recursive: true, force: true });
  return createApp({
    folder,
    resources: join(root, 'resources'),
    ...sourceParts,
    dialogs: noDialogs,
  });
}

mkdirSync(out, { recursive: true });
// The month's workbooks as the office would send them, written from the shipped figures, …
const office = open('office');
await fillWithDemo(office.context);
for (const list of ['district', 'specialGroup'] as const) {
  const name = `${formatPeriod(PERIOD)}${listName[list]}考核数据.xlsx`;
  writeOutput(join(out, name), await office.context.runner.run('entryForm', entryForm(office.context, PERIOD, list)));
  files.push(name);
}
await office.close();
rmSync(join(out, 'office'), { recursive: true });
// … and a clerk's year up to the month before, into which they are imported.
const app = open('unattended');
await fillWithDemo(app.context, PERIOD);
for (const name of files) {
  const draft = await readFile(app.context, join(out, name), noAnswers);
  const { observations } = commitDraft(app.context, draft, name, noAnswers, false);
  console.log(`导入 ${name}：${observations} 格`);
}
for (const list of ['district', 'specialGroup'] as const) {
  const { evaluation } = await app.run('rankings.view', { period: PERIOD, list });
  console.log(`\n${formatPeriod(PERIOD)}${listName[list]}排名（演示数据）`);
  console.log('名次  得分    升降  单位');
  for (const { rank, score, change, name } of evaluation.entries) {
    const move = change === null || change === 0 ? '—' : change > 0 ? `▲${change}` : `▼${-change}`;
    console.log(`${String(rank ?? '缺报').padStart(3)}  ${String(score ?? '').padStart(6)}  ${move.padStart(4)}  ${name}`);
  }
}
files.push(...(await exportMonth(app, PERIOD, out)));
await app.close();
console.log('\n已写出：');
for (const name of files) console.log(`  out/demo/${name}`);
