/** Start-up and shut-down order, nothing else. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { app, type BrowserWindow, dialog, session } from 'electron';
import type { AppEvent } from '../shared/contract/index.ts';
import { AppError } from '../shared/errors.ts';
import { sentence } from '../shared/text.ts';
import type { App, Parts } from './app.ts';
import { askRepair, windowDialogs } from './dialogs.ts';
import { answerPage, tellPage } from './ipc.ts';
import { lockDown, ORIGIN, openWindow, registerScheme, servePage } from './window.ts';

const here = import.meta.dirname;
const resources = app.isPackaged ? join(process.resourcesPath, 'resources') : join(app.getAppPath(), 'resources');
const parts: Parts = {
  version: app.getVersion(),
  spawnWorker: () => new Worker(join(here, 'worker.js')),
  verifierScript: () => readFile(join(here, '../verifier/verifier.js'), 'utf8'),
};
const batchAt = process.argv.indexOf('--batch');

if (batchAt >= 0) runBatch(process.argv.slice(batchAt + 1));
else if (app.requestSingleInstanceLock()) start();
else app.quit();

/** `--batch <verb> …`: the same verbs as npm run batch, no window, no single-instance lock (the data file has its own). */
function runBatch(args: readonly string[]): void {
  import('./unattended.ts')
    .then(async ({ runUnattended }) =>
      runUnattended(args, {
        resources,
        ...parts,
        print: (json) => process.stdout.write(`${JSON.stringify(json)}\n`),
        say: (text) => process.stderr.write(`${text}\n`),
      }),
    )
    .then(
      (code) => app.exit(code),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        app.exit(70);
      },
    );
}

/** `--data <folder>`, else the account's own folder for the program's data. */
function dataFolder(): string {
  const at = process.argv.indexOf('--data');
  return (at >= 0 ? process.argv[at + 1] : undefined) ?? join(app.getPath('userData'), 'data');
}

function start(): void {
  registerScheme();
  let window: BrowserWindow | null = null;
  let program: App | null = null;
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (!program) return;
    event.preventDefault();
    const closing = program;
    program = null;
    closing.close().then(() => app.exit(0), failed);
  });

  // Not awaited at top level: Electron waits for this module before it becomes ready.
  app.whenReady().then(async () => {
    servePage(session.defaultSession, join(here, '../renderer'));
    lockDown(session.defaultSession);
    const folder = dataFolder();
    const dialogs = windowDialogs(() => window);
    window = openWindow(join(here, '../preload/preload.cjs'), '六个一');
    const shown = window.loadURL(`${ORIGIN}/index.html`);
    // The page loads while the program itself does (600 kB, a quarter second) and opens the data file; its first request waits for that.
    const emit = (event: AppEvent): void => {
      if (window) tellPage(window.webContents, event);
    };
    const loaded = setImmediate().then(() => import('./start-up.ts'));
    const opened = loaded.then(({ openProgram }) => openProgram({ ...parts, folder, resources, dialogs, emit }, askRepair));
    window.on('closed', () => {
      window = null;
    });
    answerPage(async (name, input) => {
      const answering = await opened;
      return answering ? await answering.call(name, input) : await new Promise(() => undefined);
    });
    program = await opened;
    if (!program) {
      app.exit(1);
      return;
    }
    await shown;
    const { makeDailyBackup } = await loaded;
    makeDailyBackup(program.context);
  }, failed);
}

function failed(error: unknown): void {
  const text =
    error instanceof AppError ? sentence(error) : error instanceof Error ? (error.stack ?? error.message) : String(error);
  dialog.showErrorBox('程序没有启动', text);
  app.exit(1);
}
