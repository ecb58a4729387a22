/** Opening the data file when it cannot be opened: what the person is asked, and what each answer does. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openOrRepair } from '../../src/main/start-up.ts';
import { dataFile } from '../../src/main/store/open.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const now = (): string => '2026-11-22T08:00:00.000Z';

/** A folder with a month in it, a backup of it, and a data file that is no database any more. */
async function damagedFolder(): Promise<string> {
  const folder = temporaryFolder();
  const app = startProgram(folder);
  await app.run('settings.saveBulletin', { period: '2018-02', number: 7, signedOn: null });
  await app.run('backups.make', {});
  await app.close();
  writeFileSync(dataFile(folder), 'this was a database once, before the disk failed'.repeat(50));
  return folder;
}

async function repair(folder: string, answers: readonly ('retry' | 'restore' | 'log' | 'quit')[]) {
  const asked: { readonly message: string; readonly hasBackup: boolean }[] = [];
  const shown: string[] = [];
  const program = await openOrRepair(
    () => startProgram(folder),
    folder,
    {
      ask: async (message, hasBackup) => {
        asked.push({ message, hasBackup });
        return answers[asked.length - 1] ?? 'quit';
      },
      show: async (path) => {
        shown.push(path);
      },
    },
    now,
  );
  onTestFinished(() => program?.close());
  return { program, asked, shown };
}

describe('a data file that cannot be opened', () => {
  it('is restored from the newest backup; the bad file stays beside it', async () => {
    const folder = await damagedFolder();
    const bytes = readFileSync(dataFile(folder));
    const { program, asked } = await repair(folder, ['restore']);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.hasBackup).toBe(true);
    expect(asked[0]?.message).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(await program?.run('settings.bulletin', { period: '2018-02' })).toMatchObject({ number: 7 });
    const kept = readdirSync(folder).find((name) => name.endsWith('.unopened'));
    expect(readFileSync(join(folder, kept ?? '')).equals(bytes)).toBe(true);
  });
  it('is left alone by retrying, looking at the folder and leaving', async () => {
    const folder = await damagedFolder();
    const bytes = readFileSync(dataFile(folder));
    const { program, asked, shown } = await repair(folder, ['retry', 'log', 'quit']);
    expect(program).toBeNull();
    expect(asked).toHaveLength(3);
    expect(shown).toEqual([folder]);
    expect(readFileSync(dataFile(folder)).equals(bytes)).toBe(true);
  });
  it('has no way back without a backup, and says nothing about one', async () => {
    const folder = temporaryFolder();
    writeFileSync(dataFile(folder), 'not a database'.repeat(100));
    const { asked } = await repair(folder, ['quit']);
    expect(asked).toEqual([{ message: expect.stringContaining('不是本程序的数据文件'), hasBackup: false }]);
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });
});
