/** kill -9 while a month is being saved and while an import is being written: afterwards the file opens whole. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/main/store/open.ts';
import { temporaryFolder } from '../support/program.ts';

const NOW = '2026-11-22T08:00:00.000Z';

/** Starts a writer, lets it get going, kills it between two bytes, and gives what it had promised to have saved. */
async function killWhile(kind: 'save' | 'import', folder: string, after: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../support/writer.ts'), kind, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let promised = 0;
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    promised = text.split('\n').length - 1;
    if (promised >= after && !child.killed) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  expect(signal).toBe('SIGKILL');
  return promised;
}

describe('kill -9', () => {
  it.each([1, 5, 23])('in the middle of saves: every promised cell is there (kill after %i)', async (after) => {
    const folder = temporaryFolder();
    const promised = await killWhile('save', folder, after);
    const db = openStore(folder, NOW);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const cells = db.prepare('SELECT count(*) FROM observations').pluck().get() as number;
    const acts = db.prepare("SELECT count(*) FROM audit_log WHERE action = '填报'").pluck().get() as number;
    // Each save writes three cells and one act, together or not at all.
    expect(cells).toBe(acts * 3);
    expect(acts).toBeGreaterThanOrEqual(promised - 1);
    db.close();
  });
  it.each([0, 3, 9])('in the middle of an import: all of it or nothing (kill after %i)', async (after) => {
    const folder = temporaryFolder();
    await killWhile('import', folder, after + 1);
    const db = openStore(folder, NOW);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = db.prepare('SELECT count(*) FROM observations').pluck().get() as number;
    const imports = db.prepare('SELECT count(*) FROM imports').pluck().get() as number;
    expect(imports).toBe(0);
    expect(rows).toBe(0);
    db.close();
  });
});
