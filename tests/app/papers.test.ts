import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import type { Printed } from '../../src/shared/contract/papers.ts';
import { AppError } from '../../src/shared/errors.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

async function program(printed: Printed) {
  const folder = temporaryFolder();
  const asked: string[] = [];
  const app = startProgram(undefined, {
    saveFile: async (_, name) => join(folder, name),
    print: async (path, name) => {
      if (!existsSync(path)) throw new AppError('print.none', { name });
      asked.push(path);
      return printed;
    },
  });
  await fillWithDemo(app.context);
  const records = async (): Promise<number> =>
    (await app.run('audit.list', { before: null })).filter(({ action }) => action === '打印').length;
  return { app, folder, asked, records };
}

describe('打印', () => {
  test('prints the very file that was saved, and the record has it', async () => {
    const { app, folder, asked, records } = await program('asked');
    const saved = await app.run('annual.export', { year: '2017', list: 'district' });
    expect(await app.run('papers.print', { file: saved?.file ?? '' })).toEqual({ printed: 'asked' });
    expect(asked).toEqual([join(folder, saved?.file ?? '')]);
    expect(await records()).toBe(1);
  });

  test('a dialog that was closed again leaves no record', async () => {
    const { app, records } = await program('cancelled');
    const saved = await app.run('annual.export', { year: '2017', list: 'district' });
    expect(await app.run('papers.print', { file: saved?.file ?? '' })).toEqual({ printed: 'cancelled' });
    expect(await records()).toBe(0);
  });

  test('only what was saved here can be printed: a name is no path', async () => {
    const { app, asked } = await program('asked');
    for (const file of ['没有存过.pdf', '../../etc/passwd', '/etc/hostname'])
      await expect(app.run('papers.print', { file })).rejects.toMatchObject({ code: 'print.gone' });
    expect(asked).toEqual([]);
  });
});
