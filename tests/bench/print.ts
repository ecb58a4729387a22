/** Electron's own printToPDF of a bulletin's content as one page of HTML: its words, tables and drawings, the same fonts' files, no layout of 公文. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { createPackage } from '@electron/asar';
import { withDisplay } from '../../scripts/display.ts';
import { resolveElectron } from '../../scripts/electron-runtime.ts';
import { sandboxArgs } from '../../scripts/run.ts';
import { ensureSystem } from '../../scripts/system.ts';
import { drawChart } from '../../src/main/jobs/chart.ts';
import { type DocumentBlock, numbered, type PaperDocument } from '../../src/shared/bulletin/document.ts';
import { textOf } from '../../src/shared/bulletin/plain-text.ts';

/** Loads the page and prints it so many times after a first one; says each time in milliseconds. */
const MAIN = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false });
  const times = [];
  for (let run = 0; run <= Number(process.env.BENCH_RUNS); run += 1) {
    const started = performance.now();
    await window.loadFile(process.env.BENCH_PAGE);
    await window.webContents.printToPDF({ pageSize: 'A4' });
    times.push(performance.now() - started);
  }
  process.stdout.write('TIMES' + JSON.stringify(times.slice(1)) + '\\n');
  app.quit();
});`;

const safe = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function html(block: DocumentBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${safe(`${block.number ?? ''}${block.text}`)}</h2>`;
    case 'paragraph':
      return `<p>${safe(textOf(block))}</p>`;
    case 'table': {
      const row = (cells: readonly string[], tag: string) =>
        `<tr>${cells.map((cell) => `<${tag}>${safe(cell)}</${tag}>`).join('')}</tr>`;
      const { columns, rows } = block.table;
      return `<table><thead>${row(
        columns.map(({ heading }) => heading),
        'th',
      )}</thead>${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
    }
    case 'chart':
      return drawChart(block.option, 590, block.heightMm * 3.78);
    case 'code':
      return `<p>${safe(block.beside.join(' '))}</p>`;
  }
}

/** @returns milliseconds of each run after the first */
export async function printTimes(paper: PaperDocument, runs: number): Promise<readonly number[]> {
  const runtime = await resolveElectron();
  await ensureSystem(['electron', 'font', 'display']);
  const folder = mkdtempSync(join(tmpdir(), 'liugeyi-print-'));
  const page = join(folder, 'page.html');
  const blocks = [...numbered(paper.sections), ...paper.annexes.flatMap((annex) => annex.blocks)];
  const style = 'body{font:16pt serif}table{border-collapse:collapse;font-size:10pt}td,th{border:1px solid}';
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><style>${style}</style><h1>${safe(paper.title.join(''))}</h1>${blocks.map(html).join('')}`,
  );
  const source = join(folder, 'app');
  mkdirSync(source);
  writeFileSync(join(source, 'package.json'), '{"name":"print","version":"1.0.0","main":"main.js"}');
  writeFileSync(join(source, 'main.js'), MAIN);
  // The test runtime takes a packed program only.
  const program = join(folder, 'program');
  cpSync(runtime.folder, program, { recursive: true });
  rmSync(join(program, 'resources'), { recursive: true, force: true });
  mkdirSync(join(program, 'resources'));
  await createPackage(source, join(program, 'resources', 'app.asar'));
  const executable = join(program, relative(runtime.folder, runtime.executable));
  try {
    return await withDisplay(async (screen) => {
      const env = { ...process.env, ...screen, BENCH_PAGE: page, BENCH_RUNS: String(runs) };
      const user = `--user-data-dir=${join(folder, 'user')}`;
      const { stdout } = await promisify(execFile)(executable, [...sandboxArgs, user], { env });
      return JSON.parse(/TIMES(\[.*\])/.exec(stdout)?.[1] ?? '[]') as number[];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
