/** The walls around the page, and the program without a window. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Launched, launch, picture } from '../support/electron.ts';

test.describe('the window', () => {
  let program: Launched;
  test.beforeAll(async () => {
    program = await launch();
    await program.page.getByLabel('本月六个一').waitFor();
  });
  test.afterAll(() => program.close());

  test('is sandboxed, isolated, without Node, on its own origin', async () => {
    const { app, page } = program;
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag };
    });
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
    expect(
      await page.evaluate(() => [
        typeof (globalThis as { require?: unknown }).require,
        typeof (globalThis as { process?: unknown }).process,
      ]),
    ).toEqual(['undefined', 'undefined']);
    expect(page.url()).toBe('app://liugeyi/index.html');
  });

  test('finds a unit by its initials and explains the page, all by keyboard', async () => {
    const { page } = program;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('zd');
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toContainText('张店区');
    await picture(program, 'find');
    await page.keyboard.press('Enter');
    await expect(page.locator('.drawer h2')).toHaveText('张店区 得分由来');
    await page.keyboard.press('Escape');
    await expect(page.locator('.drawer')).toHaveCount(0);
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toContainText('得分和名次由程序按方案计算');
    await page.keyboard.press('Escape');
  });

  for (const [key, name] of [
    ['1', 'overview'],
    ['2', 'tasks'],
    ['3', 'inspections'],
    ['4', 'entry'],
    ['5', 'rankings'],
    ['6', 'consultations'],
    ['8', 'publicity'],
    ['9', 'indicators'],
    ['0', 'annual'],
    ['-', 'system'],
  ] as const) {
    test(`shows ${name} at 1093×614 without scrolling sideways`, async () => {
      const { page } = program;
      await page.keyboard.press(`Alt+${key}`);
      await page.waitForTimeout(600);
      // Its second half comes from the worker.
      if (name === 'consultations') await page.getByRole('heading', { name: '分值到件' }).waitFor();
      await picture(program, name, '1366');
      await picture(program, name, '1093');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      const wide = await page
        .locator('.content')
        .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
      expect(wide).toBe(0);
    });
  }

  // Last: Playwright takes the refused navigation for one that is still under way.
  test('reaches no network, opens no window, goes nowhere, runs no text as code, reads no file outside the page', async () => {
    const { page, app } = program;
    let visitors = 0;
    const server = createServer((_, response) => {
      visitors += 1;
      response.end('hello');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const tried = await page.evaluate(async (address) => {
      const attempt = async (work: () => unknown): Promise<string> => {
        try {
          return String(await work());
        } catch (error) {
          return `refused ${(error as Error).name}`;
        }
      };
      const image = (): Promise<string> =>
        new Promise((resolve) => {
          const element = new Image();
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('refused');
          element.src = `http://${address}/x.png`;
        });
      const socket = (): Promise<string> =>
        new Promise((resolve) => {
          const line = new WebSocket(`ws://${address}`);
          line.onopen = () => resolve('open');
          line.onerror = () => resolve('refused');
        });
      return {
        fetch: await attempt(() => fetch(`http://${address}`).then((response) => response.status)),
        image: await attempt(image),
        socket: await attempt(socket),
        window: await attempt(() => window.open(`http://${address}`)),
        code: await attempt(() => new Function('return 1')()),
        outside: await attempt(() => fetch('app://liugeyi/..%2f..%2fpackage.json').then((response) => response.status)),
        sibling: await attempt(() => fetch('app://liugeyi/../main/index.js').then((response) => response.status)),
        stranger: await attempt(() => fetch('app://elsewhere/index.html').then((response) => response.status)),
      };
    }, `127.0.0.1:${port}`);
    expect(tried.fetch).toContain('refused');
    expect(tried.image).toContain('refused');
    expect(tried.socket).toContain('refused');
    expect(tried.window).toBe('null');
    expect(tried.code).toContain('refused EvalError');
    expect(tried.outside).toBe('404');
    expect(tried.sibling).toBe('404');
    expect(tried.stranger).toMatch(/404|refused/);
    await page.evaluate((address) => {
      location.href = `http://${address}`;
    }, `127.0.0.1:${port}`);
    await page.waitForTimeout(300);
    expect(page.url()).toBe('app://liugeyi/index.html');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    server.close();
    expect(visitors).toBe(0);
  });
});

test('an empty file asks one thing, and the demonstration opens from there', async () => {
  const program = await launch('empty');
  const { page } = program;
  await expect(page.getByRole('button', { name: /打开演示数据/ })).toBeVisible();
  await picture(program, 'welcome');
  await page.getByRole('button', { name: /打开演示数据/ }).click();
  await expect(page.getByLabel('本月六个一')).toContainText('11 个区县', { timeout: 30_000 });
  await program.close();
});

test('the installed program answers the unattended verbs after --batch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'liugeyi-batch-'));
  const executable = process.env.APP_EXECUTABLE ?? '';
  const extra = (process.env.APP_ARGS ?? '').split(' ').filter((word) => word !== '');
  const batch = (...words: string[]): string =>
    execFileSync(executable, [...extra, '--batch', ...words], { encoding: 'utf8', timeout: 60_000 });
  const made = JSON.parse(batch('init', '--demo', '--data', folder)) as { organisations: number };
  expect(made.organisations).toBeGreaterThan(19);
  const ranked = JSON.parse(batch('rank', '--data', folder, '--period', '2018-02', '--indicator', 'AIR')) as {
    entries: { organisation: string }[];
  };
  expect(ranked.entries.map((entry) => entry.organisation)).toHaveLength(11);
  const wrong = spawnSync(executable, [...extra, '--batch', 'rank', '--data', folder, '--period', '13月'], { encoding: 'utf8' });
  expect(wrong.status).toBe(1);
  expect(wrong.stderr).toContain('不是考核期');
  rmSync(folder, { recursive: true, force: true });
});
