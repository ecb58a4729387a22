/** The packaged program in a real window, on a copy of the demonstration data. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

const root = join(import.meta.dirname, '../..');

export type Launched = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly folder: string;
  readonly close: () => Promise<void>;
};

/** How a story begins: with the demonstration's figures and empty registers, or with the whole of it as a new user opens it. */
const MADE = {
  demo: (folder: string) => [join(root, 'tests/support/figures.ts'), folder],
  work: (folder: string) => [join(root, 'src/main/batch.ts'), 'init', '--demo', '--data', folder],
} as const;

/** Demonstration data, made once a run and copied for each story. */
function demoData(kind: keyof typeof MADE): string {
  const folder = join(root, 'out/test', `${kind}-data-${process.ppid}`);
  if (!existsSync(join(folder, 'reform.db'))) execFileSync(process.execPath, MADE[kind](folder), { stdio: 'pipe' });
  return folder;
}

/** @param data 'demo' (default): figures only; 'work': with the registers of the demonstration; 'empty'; or a folder to open as it is */
export async function launch(data: 'demo' | 'work' | 'empty' | { readonly folder: string } = 'demo'): Promise<Launched> {
  const executablePath = process.env.APP_EXECUTABLE;
  if (!executablePath) throw new Error('APP_EXECUTABLE is not set: run the stories with npm run e2e');
  const temporary = mkdtempSync(join(tmpdir(), 'liugeyi-'));
  const folder = typeof data === 'object' ? data.folder : join(temporary, 'data');
  if (data === 'demo' || data === 'work') cpSync(demoData(data), folder, { recursive: true });
  const extra = (process.env.APP_ARGS ?? '').split(' ').filter((word) => word !== '');
  const app = await _electron.launch({
    executablePath,
    args: [...extra, `--user-data-dir=${join(temporary, 'user')}`, '--data', folder],
    env: { ...(process.env as Record<string, string>), TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' },
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return {
    app,
    page,
    folder,
    close: async () => {
      await app.close();
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

/** Asks main directly, as the window does; for what a story needs and does not tell. */
export const askMain = (page: Page, name: string, input: unknown): Promise<{ readonly ok: boolean; readonly value?: unknown }> =>
  page.evaluate(
    ([method, content]) =>
      (
        window as unknown as { bridge: { call: (name: unknown, input: unknown) => Promise<{ ok: boolean; value?: unknown }> } }
      ).bridge.call(method, content),
    [name, input],
  );

/** The next file dialogs answer with these paths; null closes them. */
export async function answerDialogs(
  app: ElectronApplication,
  answers: { readonly open?: string | null; readonly save?: string | null },
) {
  await app.evaluate(({ dialog }, { open, save }) => {
    if (open !== undefined) {
      dialog.showOpenDialog = async () => ({ canceled: open === null, filePaths: open === null ? [] : [open] });
    }
    if (save !== undefined) {
      dialog.showSaveDialog = async () => ({ canceled: save === null, filePath: save ?? '' });
    }
  }, answers);
}

/** A picture of the window at one of the two sizes the office has; kept in out/pictures. */
export async function picture({ app, page }: Launched, name: string, size: '1366' | '1093' = '1366'): Promise<string> {
  const resize = (times: number): Promise<void> =>
    app
      .evaluate(({ BrowserWindow }, width) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width === '1366' ? 1366 : 1093, width === '1366' ? 768 : 614);
      }, size)
      .catch((error: Error) =>
        // Playwright loses an answer when main clears its memory meanwhile, twice in a row now and then; asked again it is there.
        times > 1 && error.message.includes('garbage collected') ? resize(times - 1) : Promise.reject(error),
      );
  await resize(5);
  await page.waitForTimeout(200);
  const path = join(root, 'out/pictures', `${name}-${size}.png`);
  await page.screenshot({ path });
  return path;
}

/** Opens a file in a plain browser window: Chromium with a profile of its own, without the program's preload, scheme or rights. */
export async function openFileInBrowser({ app }: Launched, file: string): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }, path) => {
    const window = new BrowserWindow({
      width: 1000,
      height: 900,
      webPreferences: { partition: `browser ${path}`, sandbox: true },
    });
    void window.loadFile(path);
  }, file);
  const page = await opened;
  await page.waitForLoadState('load');
  return page;
}
