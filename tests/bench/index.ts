/**
 * npm run bench: ratios, both sides interleaved in one run, since a machine drifts 20–40 % within minutes (toolchain.md).
 * Sides are medians of the runs named in the table.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/main/app.ts';
import { sourceParts } from '../../src/main/from-source.ts';
import { makeBulletin } from '../../src/main/handlers/bulletins.ts';
import { evaluatePeriod } from '../../src/main/handlers/evaluation.ts';
import { gatherFacts } from '../../src/main/handlers/facts.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { commitDraft, noAnswers, readFile } from '../../src/main/handlers/imports.ts';
import { noDialogs } from '../../src/main/unattended.ts';
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import { simulate } from '../../src/shared/consultation/monte-carlo.ts';
import { openSandbox } from '../../src/shared/consultation/sandbox.ts';
import { evaluate } from '../../src/shared/engine/index.ts';
import { handInMonth } from '../support/month.ts';
import { multiplyOnly, randomTable } from './draws.ts';
import { bareRead, writeLongWorkbook } from './long-workbook.ts';
import { printTimes } from './print.ts';
import { fortyLines, straightLoop } from './sandbox.ts';
import { startTimes } from './start.ts';
import { type Measured, measureWorkbook, type WorkbookSide } from './workbooks.ts';

const PERIOD = '2018-02';
const rows: (readonly string[])[] = [];
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const ms = (value: number): string => (value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`);
const report = (what: string, own: number, against: string, other: number | null, runs: number): void => {
  rows.push([
    what,
    ms(own),
    other === null ? against : `${against} ${ms(other)}`,
    other === null ? '' : (own / other).toFixed(2),
    `n=${runs}`,
  ]);
};
async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const folder = mkdtempSync(join(tmpdir(), 'liugeyi-bench-'));
const resources = join(import.meta.dirname, '../../resources');
const app = createApp({ folder, resources, ...sourceParts, dialogs: noDialogs });
await fillWithDemo(app.context);

// One month and twelve, in the engine alone and with reading it from the file.
const db = app.context.reader();
const months = (await app.run('periods.list', {})).filter(({ id, isDemo }) => isDemo && id.length === 7).map(({ id }) => id);
const { input } = evaluatePeriod(db, PERIOD, 'district');
const inputs = months.map((month) => evaluatePeriod(db, month, 'district').input);
const single: number[] = [];
const dozen: number[] = [];
const stored: number[] = [];
const matrix: number[] = [];
for (let run = 0; run < 21; run += 1) {
  single.push(await timed(() => evaluate(input)));
  dozen.push(await timed(() => inputs.map((one) => evaluate(one))));
  stored.push(await timed(() => app.run('rankings.view', { period: PERIOD, list: 'district' })));
  matrix.push(await timed(() => app.run('observations.matrix', { period: PERIOD, list: 'district' })));
}
report('计算一个月(11 个区县)', median(single), '', null, 21);
report('计算十二个月', median(dozen), '一个月 ×12', median(single) * 12, 21);
report('排名页取数(十二个月,含读库)', median(stored), '只计算十二个月', median(dozen), 21);

report('数据页取数(近十二期逐格检查)', median(matrix), '只计算一个月', median(single), 21);

// The sandbox on 11 districts × 40 lines: a dragged figure, a dragged weight, the whole month anew, and a bare loop over the same numbers.
const forty = fortyLines(input);
const sandbox = openSandbox(forty);
const loop = straightLoop(forty);
const [district, item] = [forty.organisations[0]?.code ?? '', forty.rules.items[0]?.code ?? ''];
const figure: number[] = [];
const weight: number[] = [];
const anew: number[] = [];
const straight: number[] = [];
for (let run = 0; run < 101; run += 1) {
  const value = String(run % 12);
  const fullPoints = String(10 + (run % 20));
  figure.push(await timed(() => sandbox.attempt([{ kind: 'figure', organisation: district, indicator: 'A1b', value }])));
  weight.push(await timed(() => sandbox.attempt([{ kind: 'weight', item, fullPoints }])));
  anew.push(await timed(() => evaluate(forty)));
  straight.push(await timed(() => loop(Number(fullPoints))));
}
report('假设试算改一个数(11×40)', median(figure), '全月重算', median(anew), 101);
report('假设试算改一项分值(11×40)', median(weight), '全月重算', median(anew), 101);
report('假设试算改一项分值(11×40)', median(weight), '数组直接相加千次', median(straight), 101);

// Ten thousand draws of the weights, chance and places included, beside the bare multiplications.
const table = randomTable();
const multiplied = multiplyOnly(table);
const drawn: number[] = [];
const looped: number[] = [];
for (let run = 0; run < 21; run += 1) {
  looped.push(await timed(multiplied));
  drawn.push(await timed(() => simulate(table, { seed: PERIOD, weights: { kind: 'simplex' } })));
}
report('权重抽样 10 000 次(11 个单位 × 40 项)', median(drawn), '只作乘加的循环', median(looped), 21);

// A long workbook of 100 000 rows beside the bare exceljs read of the same file.
const workbook = join(folder, 'long.xlsx');
await writeLongWorkbook(workbook, 100_000);
const own: number[] = [];
const bare: number[] = [];
for (let run = 0; run < 3; run += 1) {
  bare.push(await timed(() => bareRead(workbook)));
  own.push(await timed(() => readFile(app.context, workbook, noAnswers)));
}
report('读入核对 100 000 行工作簿', median(own), 'exceljs 只读', median(bare), 3);
const draft = await readFile(app.context, workbook, noAnswers);
report(
  '写入这 100 000 行(含备份)',
  await timed(() => commitDraft(app.context, draft, 'long.xlsx', noAnswers, true)),
  '',
  null,
  1,
);

// A month sealed and checked again, beside only computing its two lists.
await handInMonth(app, PERIOD);
const { input: groups } = evaluatePeriod(db, PERIOD, 'specialGroup');
report('封账一个月', await timed(() => app.run('seals.seal', { period: PERIOD, acceptDoubts: true })), '', null, 1);
const verify: number[] = [];
const computed: number[] = [];
for (let run = 0; run < 9; run += 1) {
  verify.push(await timed(() => app.run('seals.verify', {})));
  computed.push(await timed(() => [evaluate(input), evaluate(groups)]));
}
report('核验一个月(逐条、重算、操作记录)', median(verify), '只计算两个名单', median(computed), 9);

const pdf: number[] = [];
for (let run = 0; run < 5; run += 1) pdf.push(await timed(() => makeBulletin(app.context, PERIOD, '内部版')));
report('通报 PDF 第一次', pdf[0] ?? Number.NaN, '以后', median(pdf.slice(1)), 4);
const printed = await printTimes(composeBulletin(gatherFacts(app.context, PERIOD, '内部版').facts), 4);
report('通报 PDF 以后(公文版式)', median(pdf.slice(1)), 'Electron printToPDF 同样内容', median(printed), 4);

// Ranking workbooks, each written in a process of its own.
for (const [count, runs] of [
  [1_000, 5],
  [100_000, 3],
] as const) {
  const sides: Record<WorkbookSide, Measured[]> = { own: [], bare: [] };
  for (let run = 0; run < runs; run += 1)
    for (const side of ['bare', 'own'] as const) sides[side].push(measureWorkbook(side, count));
  const [ours, theirs] = [sides.own, sides.bare].map((all) => median(all.map(({ milliseconds }) => milliseconds)));
  report(`写出 ${count} 行排名工作簿`, ours ?? Number.NaN, 'exceljs 只流式写数', theirs ?? null, runs);
  const [mine, other] = [sides.own, sides.bare].map((all) => Math.round(median(all.map(({ megabytes }) => megabytes))));
  rows.push([
    '  其中内存峰值',
    `${mine} MB`,
    `exceljs 只流式写数 ${other} MB`,
    ((mine ?? 0) / (other ?? 1)).toFixed(2),
    `n=${runs}`,
  ]);
}
await app.close();

const start = await startTimes(9, folder);
report('启动到可用', median(start.own), '空的 Electron 窗口', median(start.empty), 9);

rmSync(folder, { recursive: true, force: true });
const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
for (const row of [['项目', '用时', '对照', '比值', '次数'], ...rows]) {
  console.log(row.map((text, column) => text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(text)))).join('  '));
}

/** Chinese characters are two columns wide in a terminal. */
function width(text: string): number {
  return [...text].reduce((n, character) => n + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
