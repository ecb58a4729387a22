/** A month, from spreadsheets to the printed bulletin: import → rank → steps → bulletin, in the packaged program. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, type Launched, launch, picture } from '../support/electron.ts';
import { pdfText } from '../support/pdf-text.ts';

type Replacements = Readonly<Record<string, Readonly<Record<string, string>>>>;
const writeWorkbook = (file: string, replace: Replacements): void => {
  const script = join(import.meta.dirname, '../support/month-workbook.ts');
  execFileSync(process.execPath, [script, file, JSON.stringify({ title: '2018年3月份', replace })], { stdio: 'pipe' });
};

let program: Launched;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-month-'));

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a clerk imports March, sees every rank with its reasons, and prints the bulletin', async () => {
  test.setTimeout(120_000);
  const { app, page } = program;
  const bad = join(folder, '三月（有误）.xlsx');
  const good = join(folder, '三月.xlsx');
  writeWorkbook(bad, { 博山区: { 按期完成节点数: '1O' }, 桓台县: { 改革工作群众满意度: '约90' } });
  // 周村区 does better this time: every node in time, and a satisfied public.
  const better = { 按期完成节点数: '15', 逾期完成节点数: '0', 改革工作群众满意度: '96' };
  writeWorkbook(good, { 周村区: better });

  await page.getByRole('button', { name: '数据' }).click();
  await answerDialogs(app, { open: bad });
  await page.getByRole('button', { name: '导入', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('有 2 处错误');
  await expect(dialog).toContainText('“1O”不是数字：第 2 个字符是字母 O');
  await expect(dialog).toContainText('“约90”');
  await picture(program, 'import-problems');
  await answerDialogs(app, { open: good });
  await dialog.getByRole('button', { name: '换一个文件' }).click();
  await expect(dialog).toContainText('考核期：2018年3月');
  await expect(dialog).not.toContainText('处错误');
  await picture(program, 'import-ready');
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await expect(dialog).toContainText('已写入');
  await dialog.getByRole('button', { name: '关闭' }).click();

  await page.getByLabel('考核期').selectOption('2018-03');
  await expect(page.locator('.heading .say')).toContainText('已填 528/528 格');
  await page.keyboard.press('Alt+1');
  await expect(page.getByLabel('本月六个一')).toContainText('试算已齐');
  await picture(program, 'overview-march');

  await page.keyboard.press('Alt+5');
  const row = page.getByTestId('rank-ZCU');
  await expect(row).toBeVisible();
  await expect(page.locator('table.ranking tbody tr')).toHaveCount(11);
  const cells = await row.locator('td').allInnerTexts();
  expect(Number(cells[0])).toBeLessThan(11);
  await row.getByRole('button').focus();
  await page.keyboard.press('Enter');
  const steps = page.locator('.steps');
  await expect(steps.locator('.total')).toHaveText(cells[2] ?? '');
  await steps.getByText('A1 改革任务按期推进').click();
  await expect(steps).toContainText('按期完成节点数：15 个');
  await expect(steps).toContainText('来源：三月.xlsx › 区县 › D7');
  await picture(program, 'ranking-steps');
  await picture(program, 'ranking-steps', '1093');
  const scores = await page
    .locator('table.ranking tbody tr')
    .evaluateAll((rows) => rows.map((tr) => [...tr.querySelectorAll('td')].slice(0, 3).map((td) => td.textContent.trim())));

  await page.keyboard.press('Alt+7');
  await page.getByLabel('文号').fill('3');
  await page.getByLabel('成文日期').fill('2018-04-04');
  await page.getByRole('button', { name: '按此生成' }).click();
  await expect(page.locator('canvas').first()).toHaveAttribute('data-drawn', 'true', { timeout: 30_000 });
  await picture(program, 'bulletin-march');
  const file = join(folder, '通报.pdf');
  await answerDialogs(app, { save: file });
  const saveButton = page.getByRole('button', { name: '另存为 PDF' });
  await expect(saveButton).toBeEnabled({ timeout: 30_000 });
  await saveButton.click();
  await expect(page.getByText('已保存“通报.pdf”')).toBeVisible();
  expect(existsSync(file)).toBe(true);
  const text = (await pdfText(readFileSync(file))).join('\n').replace(/\s/g, '');
  expect(text).toContain('淄改办发〔2018〕3号');
  expect(text).toContain('2018年4月4日');
  expect(text).toContain('演示数据');
  for (const [rank, name, score] of scores) {
    expect(text, `${name}`).toContain(`${rank?.replace('并列', '')}${name}${score}`);
  }

  const workbook = join(folder, '排名.xlsx');
  await page.keyboard.press('Alt+5');
  await answerDialogs(app, { save: workbook });
  await page.getByRole('button', { name: '导出工作簿' }).click();
  await expect(page.getByText('已保存“排名.xlsx”')).toBeVisible();
  await page.keyboard.press('Alt+1');
  await expect(page.getByLabel('本月六个一')).toContainText('1 份');
});

test('a target that cannot be written is a sentence, and nothing is lost', async () => {
  const { app, page } = program;
  await page.keyboard.press('Alt+5');
  await answerDialogs(app, { save: join(folder, '没有这个文件夹', '排名.xlsx') });
  await page.getByRole('button', { name: '导出工作簿' }).click();
  await expect(page.getByRole('alert')).toContainText('排名.xlsx');
  await expect(page.locator('table.ranking tbody tr')).toHaveCount(11);
});
