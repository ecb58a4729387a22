/** From starting the process to a page that can be used, beside an Electron window that shows one word: same runtime, same measuring. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackage } from '@electron/asar';
import { _electron } from '@playwright/test';
import { withDisplay } from '../../scripts/display.ts';
import { resolveElectron } from '../../scripts/electron-runtime.ts';
import { buildAndPackage } from '../../scripts/package-app.ts';
import { sandboxArgs } from '../../scripts/run.ts';
import { ensureSystem } from '../../scripts/system.ts';

export type StartTimes = { readonly own: readonly number[]; readonly empty: readonly number[] };

const EMPTY_MAIN = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL('data:text/html,<h1 id="ready">空</h1>'));`;

/** @param data a folder with the demonstration data */
export async function startTimes(runs: number, data: string): Promise<StartTimes> {
  const runtime = await resolveElectron();
  await ensureSystem(['electron', 'font', 'display']);
  const packaged = await buildAndPackage(runtime);
  const folder = mkdtempSync(join(tmpdir(), 'liugeyi-start-'));
  const emptyApp = join(folder, 'app');
  mkdirSync(emptyApp);
  writeFileSync(join(emptyApp, 'package.json'), '{"name":"empty","version":"1.0.0","main":"main.js"}');
  writeFileSync(join(emptyApp, 'main.js'), EMPTY_MAIN);
  const empty = join(folder, 'empty');
  cpSync(packaged.folder, empty, { recursive: true });
  rmSync(join(empty, 'resources'), { recursive: true });
  mkdirSync(join(empty, 'resources'));
  await createPackage(emptyApp, join(empty, 'resources', 'app.asar'));

  const times = { own: [] as number[], empty: [] as number[] };
  try {
    await withDisplay(async (screen) => {
      for (let run = 0; run < runs; run += 1) {
        const user = `--user-data-dir=${join(folder, `user-${run}`)}`;
        const sides = [
          { side: 'own', program: packaged.executable, args: [user, '--data', data], ready: '.overview .track' },
          {
            side: 'empty',
            program: packaged.executable.replace(dirname(packaged.executable), empty),
            args: [user],
            ready: '#ready',
          },
        ] as const;
        for (const { side, program, args, ready } of sides) {
          const started = performance.now();
          const app = await _electron.launch({
            executablePath: program,
            args: [...sandboxArgs, ...args],
            env: { ...(process.env as Record<string, string>), ...screen },
          });
          const page = await app.firstWindow();
          await page.waitForSelector(ready);
          times[side].push(performance.now() - started);
          await app.close();
        }
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return times;
}
