/**
 * A ranking workbook of many rows, ours and the bare exceljs stream of the same values, each in a process of its own so that the peak of memory is
 * its own: `node workbooks.ts own 100000` prints {milliseconds, megabytes}.
 */
import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { writeTableWorkbook } from '../../src/main/jobs/workbook-write.ts';

export type WorkbookSide = 'own' | 'bare';
export type Measured = { readonly milliseconds: number; readonly megabytes: number };

const HEADINGS = ['名次', '单位', '得分', '上月名次', '升降', '加分', '扣分'];
const rowOf = (n: number): readonly (number | string)[] => [n + 1, `第${n + 1}单位`, 95.21, n + 2, 1, 1.5, 0.25];

/** Runs one side in a process of its own. */
export const measureWorkbook = (side: WorkbookSide, rows: number): Measured =>
  JSON.parse(execFileSync(process.execPath, [import.meta.filename, side, String(rows)], { encoding: 'utf8' })) as Measured;

async function writeOwn(rows: number, file: string): Promise<void> {
  const bytes = await writeTableWorkbook([
    {
      name: '区县排名',
      title: '2018年2月份改革督察区县排名',
      unit: '单位：分',
      marks: ['演示数据'],
      seal: '封存码 KKK1C-35KR0-BPSVD-VR7D6',
      columns: HEADINGS.map((heading, at) => ({
        heading,
        width: 14,
        align: at === 1 ? 'left' : 'right',
        ...(at === 1 ? {} : { format: at === 0 || at === 3 || at === 4 ? '0' : '0.00' }),
      })),
      rows: Array.from({ length: rows }, (_, n) => rowOf(n)),
      frozenColumns: 2,
    },
  ]);
  writeFileSync(file, bytes);
}

async function writeBare(rows: number, file: string): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: createWriteStream(file) });
  const sheet = book.addWorksheet('区县排名');
  sheet.addRow(HEADINGS).commit();
  for (let n = 0; n < rows; n += 1) sheet.addRow([...rowOf(n)]).commit();
  sheet.commit();
  await book.commit();
}

/**
 * Peak of this process' own memory, in megabytes. Linux carries the parent's peak over into maxRSS when a program is started (exec keeps the
 * high-water mark of the memory it replaces), and the bench itself is large: VmHWM is of this program alone.
 */
function peakMegabytes(): number {
  const own = existsSync('/proc/self/status')
    ? /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    : undefined;
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024;
}

if (process.argv[1] === import.meta.filename) {
  const [side, rows] = [process.argv[2], Number(process.argv[3])];
  const folder = mkdtempSync(join(tmpdir(), 'liugeyi-workbook-'));
  const started = performance.now();
  await (side === 'own' ? writeOwn : writeBare)(rows, join(folder, 'out.xlsx'));
  const milliseconds = performance.now() - started;
  rmSync(folder, { recursive: true, force: true });
  console.log(JSON.stringify({ milliseconds, megabytes: peakMegabytes() }));
}
