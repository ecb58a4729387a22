/** 本月全部材料 from the page 通报, and a register exported from its page, in the packaged program. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import PizZip from 'pizzip';
import { answerDialogs, type Launched, launch, picture } from '../support/electron.ts';

const folder = mkdtempSync(join(tmpdir(), 'liugeyi-month-papers-'));
let program: Launched;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch('work');
  await program.page.getByLabel('考核期').selectOption('2018-02');
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

test('one button writes the month’s papers, lists them, and can be cancelled', async () => {
  test.setTimeout(240_000);
  const { app, page } = program;
  await page.keyboard.press('Alt+7');
  await expect(page.getByRole('heading', { name: '通报' })).toBeVisible();
  await page.getByRole('button', { name: '本月全部材料' }).click();
  const sheet = page.getByRole('dialog');
  await picture(program, 'month-papers-ask');
  const chosen = join(folder, '取消');
  mkdirSync(chosen);
  await answerDialogs(app, { open: chosen });
  await sheet.getByRole('button', { name: '选择文件夹并生成' }).click();
  await expect(sheet.getByText(/4\/14 一区一单/)).toBeVisible({ timeout: 60_000 });
  await picture(program, 'month-papers-running', '1093');
  await sheet.getByRole('button', { name: '取消', exact: true }).click();
  await expect(sheet.getByText(/^已取消，已写 3 个文件到“2018年2月材料”。/)).toBeVisible();
  expect(readdirSync(join(chosen, '2018年2月材料'))).toHaveLength(3);

  const all = join(folder, '全部');
  mkdirSync(all);
  await answerDialogs(app, { open: all });
  await sheet.getByRole('button', { name: '选择文件夹并生成' }).click();
  await expect(sheet.getByText(/^已写 \d+ 个文件到“2018年2月材料”。/)).toBeVisible({ timeout: 180_000 });
  await expect(sheet.getByText('2018年2月没有签批的更正单。')).toBeVisible();
  await picture(program, 'month-papers');
  await picture(program, 'month-papers', '1093');
  expect(readdirSync(join(all, '2018年2月材料')).length).toBeGreaterThan(22);
  await sheet.getByRole('button', { name: '关闭' }).click();
});

test('台账, 三单一书, 问题 and 条目 have 导出', async () => {
  const { app, page } = program;
  const file = join(folder, '台账.xlsx');
  await page.keyboard.press('Alt+2');
  await answerDialogs(app, { save: file });
  await page.getByRole('button', { name: /^导出所列 \d+ 项$/ }).click();
  await expect(page.getByText('已保存“台账.xlsx”。')).toBeVisible({ timeout: 20_000 });
  expect(existsSync(file)).toBe(true);
  await picture(program, 'export-ledger');
  await picture(program, 'export-ledger', '1093');
});

test('an office’s own template is checked, kept, filled; one with a fault is refused with its place', async () => {
  const { app, page } = program;
  await page.getByRole('button', { name: '系统' }).click();
  await page.getByRole('tab', { name: '模板' }).click();
  const part = page.getByTestId('template-bulletin');
  const sample = join(folder, '样本.docx');
  await answerDialogs(app, { save: sample });
  await part.getByRole('button', { name: '下载样本' }).click();
  await expect(part.getByText('已保存“样本.docx”。')).toBeVisible();
  const broken = join(folder, '写错的.docx');
  writeFileSync(broken, misspelt(readFileSync(sample)));
  await answerDialogs(app, { open: broken });
  await part.getByRole('button', { name: '选择模板' }).click();
  await expect(part.getByRole('alert')).toContainText('没有“第一明”这个占位符，是不是“第一名”');
  await picture(program, 'templates-faults');
  await answerDialogs(app, { open: sample });
  await part.getByRole('button', { name: '选择模板' }).click();
  await expect(part.getByText('“样本.docx”核对无误，已启用。')).toBeVisible();
  const made = join(folder, '按模板.docx');
  await answerDialogs(app, { save: made });
  await part.getByRole('button', { name: '按模板生成2018年2月' }).click();
  await expect(part.getByText('已保存“按模板.docx”。')).toBeVisible();
  await part.getByText(/^可用的占位符/).click();
  await picture(program, 'templates');
  await picture(program, 'templates', '1093');
  expect(readFileSync(made).length).toBeGreaterThan(3000);
});

/** The sample with one name written wrongly. */
function misspelt(sample: Buffer): Uint8Array {
  const zip = new PizZip(sample);
  const xml = zip.file('word/document.xml')?.asText() ?? '';
  zip.file('word/document.xml', xml.replace('{{第一名}}', '{{第一明}}'));
  return zip.generate({ type: 'uint8array' });
}
