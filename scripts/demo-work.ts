/** Writes the registers of the demonstration into resources/demo: the same every time, so that what ships can be checked against it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderPdf } from '../src/main/jobs/pdf.ts';
import { proofPaper } from './demo/proof.ts';
import { demoTables } from './demo/tables.ts';
import { root, say } from './run.ts';

const folder = path.join(root, 'resources', 'demo');
for (const [name, text] of demoTables()) {
  writeFileSync(path.join(folder, `${name}.csv`), text);
  say(`${name}.csv  ${(Buffer.byteLength(text) / 1024).toFixed(0)} kB  ${text.split('\n').length - 2} 行`);
}
const { bytes } = await renderPdf(proofPaper, { fontFolder: path.join(root, 'resources', 'fonts') });
writeFileSync(path.join(folder, '演示佐证.pdf'), bytes);
say(`演示佐证.pdf  ${(bytes.length / 1024).toFixed(0)} kB`);
