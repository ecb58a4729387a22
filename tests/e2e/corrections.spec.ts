/** 更正单 and 申诉 in the packaged program: one asks, the other signs; who would move is on the screen before, a new version after. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Board } from '../../src/shared/contract/submissions.ts';
import { answerDialogs, type Launched, launch, picture } from '../support/electron.ts';
import { pdfText } from '../support/pdf-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'liugeyi-corrections-'));
const PASSWORD = 'kaohe2018';
let program: Launched;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Asks main directly, as the window does. */
const ask = ({ page }: Launched, name: string, input: unknown): Promise<{ ok: boolean; value?: unknown }> =>
  page.evaluate(
    ([method, content]) =>
      (
        window as unknown as { bridge: { call: (name: unknown, input: unknown) => Promise<{ ok: boolean; value?: unknown }> } }
      ).bridge.call(method, content),
    [name, input],
  );
/** Every table of the month is sent and reviewed by the one clerk; how that looks is another story. */
async function handInMonth(period: string): Promise<void> {
  const { value } = await ask(program, 'submissions.view', { period });
  const tables = (value as Board).lists.flatMap(({ rows }) =>
    rows.flatMap((row) => row.tables.map(({ block }) => ({ organisation: row.organisation, block }))),
  );
  expect(await ask(program, 'submissions.submit', { period, tables })).toMatchObject({ ok: true });
  expect(await ask(program, 'submissions.review', { period, tables })).toMatchObject({ ok: true });
}
async function signIn(name: string): Promise<void> {
  const { page } = program;
  if (await page.getByRole('button', { name: '退出' }).isVisible()) await page.getByRole('button', { name: '退出' }).click();
  await page.getByLabel('姓名').selectOption(name);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.locator('.top')).toContainText(name);
  await page.getByLabel('考核期').selectOption('2018-02');
}
async function openCorrections(): Promise<void> {
  await program.page.keyboard.press('Alt+4');
  await program.page.getByRole('button', { name: '更正', exact: true }).click();
  await expect(program.page.locator('h1')).toHaveText('更正');
}
async function both(name: string): Promise<void> {
  await picture(program, name, '1093');
  await picture(program, name);
}

test('an office of one clerk is led to the accounts; an open month needs no 更正单', async () => {
  const { page } = program;
  await page.getByLabel('考核期').selectOption('2018-02');
  await openCorrections();
  await expect(page.getByText('2018年2月还没有封账，数据可以直接修改')).toBeVisible();
  await both('corrections-open-month');
  await handInMonth('2018-02');
  await page.keyboard.press('Alt+5');
  await page.getByRole('button', { name: '封账', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '封账', exact: true }).click();
  await dialog.getByRole('button', { name: '更正和申诉' }).click();
  await expect(page.getByText('还没有更正单')).toBeVisible();
  await picture(program, 'corrections-none');
  await page.getByRole('button', { name: '提出更正' }).click();
  await expect(dialog).toContainText('要由两人办理');
  await picture(program, 'corrections-one-clerk');
  await dialog.getByRole('button', { name: '去建账户' }).click();
  await expect(page.getByText('由一人经办，打开程序不用登录')).toBeVisible();
});

test('a figure is put right on paper first: who would move is said while it is typed', async () => {
  const { page } = program;
  const account = { id: null, isActive: true, password: PASSWORD };
  expect(await ask(program, 'people.save', { ...account, name: '张三', roles: ['entry', 'admin'] })).toMatchObject({ ok: true });
  await ask(program, 'people.signIn', { name: '张三', password: PASSWORD });
  expect(await ask(program, 'people.save', { ...account, name: '李四', roles: ['review', 'seal'] })).toMatchObject({ ok: true });
  await page.reload();
  await signIn('张三');
  await openCorrections();
  await page.getByRole('button', { name: '提出更正' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('第 1 行单位').selectOption('周村区');
  await dialog.getByLabel('第 1 行数据').selectOption({ label: '改革工作群众满意度（%）' });
  await dialog.getByLabel('第 1 行改为').fill('1OO');
  await expect(dialog.getByText('不是数字')).toBeVisible();
  await dialog.getByRole('button', { name: '提交' }).click();
  await expect(dialog.getByRole('alert')).toContainText('第 1 行');
  await dialog.getByLabel('第 1 行改为').fill('１００％');
  const effect = dialog.getByTestId('correction-effect');
  await expect(effect.getByRole('row', { name: /周村区/ })).toContainText('上升 1 位');
  await expect(effect).toContainText('取消发言：周村区 表态发言');
  await dialog.getByRole('button', { name: '再加一个数据' }).click();
  await dialog.getByLabel('第 2 行单位').selectOption({ label: '经济体制改革专项小组' });
  await dialog.getByLabel('第 2 行数据').selectOption({ index: 2 });
  await dialog.getByLabel('第 2 行改为').fill('未报');
  await expect(effect.getByRole('table')).toHaveCount(2);
  await both('corrections-ask');
  await dialog.getByRole('button', { name: '移去第 2 行' }).click();
  await dialog.getByRole('button', { name: '提交' }).click();
  await expect(dialog.getByRole('alert')).toContainText('理由至少写 4 个字');
  await dialog.getByLabel('理由').fill('满意度调查报告更正数据，附市统计局复核意见。');
  await dialog.getByRole('button', { name: '提交' }).click();
  await expect(dialog).toHaveCount(0);
  const record = page.getByTestId('correction-record');
  await expect(record).toContainText('由张三提出，须由另一位有“封账”职责的人员签批。');
  await expect(record.getByRole('button', { name: '签批' })).toHaveCount(0);
  await expect(record.getByRole('button', { name: '撤回' })).toBeVisible();
  await both('corrections-waiting');
});

test('a line of a score is appealed against from where its points are explained', async () => {
  const { page } = program;
  await page.keyboard.press('Alt+4');
  await expect(page.getByTestId('grid-status')).toContainText('已封账，数据不能修改');
  await picture(program, 'corrections-from-grid', '1093');
  await page.getByTestId('grid-status').getByRole('button', { name: '去更正' }).click();
  await expect(page.locator('h1')).toHaveText('更正');
  await page.keyboard.press('Alt+5');
  await page.getByTestId('rank-BS').getByRole('button').click();
  const steps = page.locator('.steps');
  await steps.locator('summary', { hasText: 'C4' }).click();
  await steps.getByRole('button', { name: '申诉' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('申诉 · 博山区 C4');
  await dialog.getByRole('button', { name: '提交' }).click();
  await expect(dialog.getByRole('alert')).toContainText('至少要改一个数据');
  await dialog.getByLabel('第 1 行改为').fill('96.5');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await dialog.getByLabel('理由').fill('有效样本漏计 20 份');
  await expect(dialog.getByTestId('correction-effect').getByRole('row', { name: /博山区/ })).toBeVisible();
  await both('corrections-appeal');
  await dialog.getByRole('button', { name: '提交' }).click();
  await expect(dialog).toContainText('已提出第 2 号更正单，待签批。');
  await both('corrections-appealed');
  await dialog.getByRole('button', { name: '去看' }).click();
  await expect(page.getByTestId('correction-2')).toContainText('申诉 博山区 C4');
});

test('another person signs one and refuses the other; the month is its second version, and both are on paper', async () => {
  const { app, page } = program;
  await signIn('李四');
  await openCorrections();
  await page.getByTestId('correction-1').getByRole('button').click();
  const record = page.getByTestId('correction-record');
  await expect(record.getByRole('button', { name: '撤回' })).toHaveCount(0);
  await record.getByRole('button', { name: '签批' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('意见').fill('情况属实');
  await picture(program, 'corrections-sign', '1093');
  await dialog.getByRole('button', { name: '签批' }).click();
  await expect(page.getByTestId('correction-1')).toContainText('已签批（第 2 版）');
  await expect(record.getByRole('row', { name: /周村区/ })).toContainText('上升 1 位');
  const file = join(folder, '更正单.pdf');
  await answerDialogs(app, { save: file });
  await record.getByRole('button', { name: '打印更正单' }).click();
  await expect(record.getByText('已保存“更正单.pdf”')).toBeVisible({ timeout: 30_000 });
  await both('corrections-signed');
  const text = (await pdfText(readFileSync(file))).join('').replace(/\s/g, '');
  expect(text).toContain('2018年2月考核数据更正单（第1号）');
  expect(text).toContain('签批李四');
  expect(text).toContain('第2版');

  await page.getByTestId('correction-2').getByRole('button').click();
  await record.getByRole('button', { name: '不予更正' }).click();
  await dialog.getByRole('button', { name: '不予更正' }).click();
  await expect(dialog.getByRole('alert')).toContainText('写明理由');
  await dialog.getByLabel('理由').fill('漏计样本已在复核表中计入');
  await dialog.getByRole('button', { name: '不予更正' }).click();
  await expect(page.getByTestId('correction-2')).toContainText('不予更正');
  await expect(record).toContainText('没有更正，得分和名次不变。');
  await both('corrections-refused');

  await page.keyboard.press('Alt+5');
  await expect(page.locator('.heading .say')).toContainText('第 2 版');
  await expect(page.getByTestId('rank-ZCU').locator('td').first()).toContainText('10');
  await picture(program, 'corrections-ranking');
});
