/** 得分说明书: from a unit's drawer to its paper, and 一区一单 for the whole list, in the packaged program. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, type Launched, launch, picture } from '../support/electron.ts';
import { pdfText } from '../support/pdf-text.ts';

let program: Launched;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-statements-'));
const textOf = async (file: string): Promise<string> => (await pdfText(readFileSync(file))).join('').replace(/\s/g, '');

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  await program.page.getByLabel('考核期').selectOption('2018-02');
  await program.page.keyboard.press('Alt+5');
  await expect(program.page.locator('table.ranking tbody tr')).toHaveCount(11);
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the paper of a unit says what its drawer says', async () => {
  const { app, page } = program;
  await page.getByTestId('rank-ZD').getByRole('button').click();
  const drawer = page.locator('.drawer');
  const total = await drawer.locator('.steps .total').textContent();
  const formulas = await drawer.locator('.steps .formula').allInnerTexts();
  const file = join(folder, '说明书.pdf');
  await answerDialogs(app, { save: file });
  await drawer.getByRole('button', { name: '打印得分说明书' }).click();
  await expect(drawer.getByText('已保存“说明书.pdf”')).toBeVisible({ timeout: 30_000 });
  await picture(program, 'score-statement');
  await picture(program, 'score-statement', '1093');
  const text = await textOf(file);
  expect(text).toContain('张店区2018年2月改革督察得分说明书');
  expect(text).toContain(`得${total}分`);
  for (const formula of formulas) expect(text).toContain((formula.split(' · ')[1] ?? formula).replace(/\s/g, ''));
  // Another unit's drawer does not say that this one's paper was saved.
  await page.getByTestId('rank-BS').getByRole('button').click();
  await expect(drawer.getByText('已保存')).toHaveCount(0);
  await page.keyboard.press('Escape');
});

test('一区一单 tells how far it is and writes eleven files; cancelled it writes none', async () => {
  const { app, page } = program;
  const cancelled = join(folder, '取消');
  const all = join(folder, '一区一单');
  for (const path of [cancelled, all]) mkdirSync(path);
  const button = page.getByRole('button', { name: '一区一单' });
  await answerDialogs(app, { open: cancelled });
  await button.click();
  await expect(page.getByText(/正在生成一区一单 \d+\/11 /)).toBeVisible();
  await page.getByRole('button', { name: '取消' }).click();
  await expect(page.getByRole('alert')).toContainText('任务已取消，没有写出文件');
  expect(readdirSync(cancelled)).toEqual([]);

  await answerDialogs(app, { open: all });
  await button.click();
  await expect(page.getByText('已保存 11 份一区一单到“一区一单”')).toBeVisible({ timeout: 60_000 });
  await picture(program, 'score-statements');
  expect(readdirSync(all)).toHaveLength(11);
  const letter = await textOf(join(all, '一区一单 2018年2月 博山区.pdf'));
  expect(letter).toContain('博山区2018年2月改革督察得分说明书');
  expect(letter).toContain('现将你单位2018年2月份改革督察情况函告如下');

  await answerDialogs(app, { open: null });
  await button.click();
  await expect(button).toBeEnabled();
  expect(existsSync(all)).toBe(true);
});
