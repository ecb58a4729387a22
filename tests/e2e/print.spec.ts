/** 打印 from the finished PDF, by keyboard: Ctrl+P makes the page's paper, Ctrl+P again prints what was saved. No machine of the tests has a printer. */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  await program.page.getByLabel('本月六个一').waitFor();
});
test.afterAll(() => program.close());

test('a saved paper goes to the printer, and without one to the reader of the machine; no window is left behind', async () => {
  const { app, page } = program;
  const file = join(tmpdir(), `年度成绩-${process.pid}.pdf`);
  await answerDialogs(app, { save: file });
  await app.evaluate(({ shell }) => {
    shell.openPath = async (path) => {
      Object.assign(globalThis, { openedForPrint: path });
      return '';
    };
  });
  await page.getByRole('button', { name: '年度', exact: true }).click();
  await page.getByRole('button', { name: '打印', exact: true }).waitFor();
  await page.keyboard.press('Control+p');
  await expect(page.getByText(/已保存“年度成绩-\d+\.pdf”/)).toBeVisible({ timeout: 30_000 });
  expect(readFileSync(file).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  await page.keyboard.press('Control+p');
  await expect(page.getByText('本机没有装好打印机')).toBeVisible({ timeout: 30_000 });
  expect(await app.evaluate(() => (globalThis as { openedForPrint?: string }).openedForPrint)).toBe(file);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await picture(program, 'annual-printed');
  await picture(program, 'annual-printed', '1093');

  rmSync(file);
  await page.keyboard.press('Control+p');
  await expect(page.getByRole('alert')).toContainText('不在保存的位置了');
});
