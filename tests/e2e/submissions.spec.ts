/** The life of a month in the real window: two units send, one is sent back with a reason, corrected, sent again, reviewed; a locked cell refuses. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { answerDialogs, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-submissions-'));

const place = (row: number, column: number) => page.locator(`[data-place="${row},${column}"]`);
const action = (name: string | RegExp) =>
  page.locator('.board-actions').getByRole('button', { name, exact: typeof name === 'string' });
const view = (name: string) => page.getByLabel('数据', { exact: true }).getByRole('button', { name, exact: true });
const status = () => page.getByTestId('grid-status');

async function noOverflow(): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
}

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  page = program.page;
  await page.getByLabel('本月六个一').waitFor();
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true });
});

test('工作台 says who has not sent what, and the month says how it stands', async () => {
  await expect(page.locator('.top')).toContainText('填报中');
  await expect(page.getByText('谁还没交')).toBeVisible();
  await expect(page.locator('.overview .open li').first()).toContainText('未报 6 张');
  await picture(program, 'submissions-overview');
  await picture(program, 'submissions-overview', '1093');
  await page.getByRole('button', { name: '报送已填齐的 114 张表' }).click();
  await expect(page.getByRole('heading', { name: '报送' })).toBeVisible();
});

test('two units send their tables, by keyboard and all at once', async () => {
  await expect(page.locator('.heading .say')).toContainText('截止 3月7日');
  await expect(place(0, 0)).toBeFocused();
  await expect(place(0, 0)).toContainText('未报');
  await picture(program, 'submissions-board');
  await picture(program, 'submissions-board', '1093');
  await noOverflow();
  await action('报送').click();
  await expect(place(0, 0)).toContainText('已报');
  await expect(page.getByRole('status')).toContainText('已报送 1 张表');
  // The name of a unit is its whole row.
  await place(1, 0).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(place(1, -1)).toBeFocused();
  await expect(page.locator('.board-actions b')).toHaveText('淄川区 各表');
  await action('报送 6').click();
  await expect(page.getByRole('status')).toContainText('已报送 6 张表');
  for (let column = 0; column < 6; column += 1) await expect(place(1, column)).toContainText('已报');
});

test('one is sent back with its reason, and its drawer keeps the whole story', async () => {
  await place(0, 0).click();
  await action('退回').click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('button', { name: '退回' })).toBeDisabled();
  await sheet.getByLabel('原因').fill('应完成节点数与台账不符，请核对');
  await picture(program, 'submissions-reason', '1093');
  await page.keyboard.press('Enter');
  await expect(place(0, 0)).toContainText('退回');
  await expect(page.getByTestId('table-drawer')).toContainText('退回原因：应完成节点数与台账不符，请核对');
  await picture(program, 'submissions-drawer');
  await picture(program, 'submissions-drawer', '1093');
  await noOverflow();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('table-drawer')).toHaveCount(0);
});

test('a sent table takes no figure and says why; one that was sent back does', async () => {
  await view('填报').click();
  const locked = page.getByTestId('cell-1-0');
  await locked.click();
  const before = await locked.locator('.grid-text').textContent();
  await expect(locked.locator('.mark-locked')).toHaveCount(1);
  await expect(status()).toContainText('已锁定：“淄川区 A 调度”已报送待审核，不能修改。要改请在“数据 › 报送”中退回。');
  await picture(program, 'submissions-locked');
  await picture(program, 'submissions-locked', '1093');
  await page.keyboard.type('25');
  await expect(status().locator('b')).toContainText('“淄川区 A 调度”已报送待审核，不能修改。');
  await page.keyboard.press('Enter');
  await expect(locked.locator('.grid-text')).toHaveText(before ?? '');
  const returned = page.getByTestId('cell-0-0');
  await returned.click();
  await expect(returned.locator('.mark-returned')).toHaveCount(1);
  await expect(status()).toContainText('“张店区 A 调度”已退回：应完成节点数与台账不符，请核对');
  await page.keyboard.type('20');
  await page.keyboard.press('Enter');
  await expect(returned.locator('.grid-text')).toHaveText('20');
  await picture(program, 'submissions-returned', '1093');
});

test('corrected, sent again and reviewed; an empty cell is named and one click away', async () => {
  await returnToBoard();
  await action('报送').click();
  await expect(place(0, 0)).toContainText('已报');
  await action('审核').click();
  await expect(place(0, 0)).toContainText('已审核');
  await view('填报').click();
  await page.getByTestId('cell-2-1').click();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('cell-2-1').locator('.grid-text')).toHaveText('');
  await view('报送').click();
  await place(2, 0).click();
  await action('报送').click();
  await expect(page.getByRole('alert')).toContainText('“博山区 A 调度”还有 1 格没有填，第一格是“按期完成节点数”');
  await expect(page.getByTestId('table-drawer')).toContainText('这一格还空着');
  await picture(program, 'submissions-refused');
  await page.getByTestId('table-drawer').getByRole('button', { name: '“按期完成节点数”' }).click();
  await expect(page.getByTestId('cell-2-1')).toHaveClass(/is-active/);
});

async function returnToBoard(): Promise<void> {
  await view('报送').click();
  await expect(place(0, 0)).toBeFocused();
}

test('all that is whole goes at once, what is left is said; 催报单 is printed', async () => {
  await returnToBoard();
  await action(/^全部报送/).click();
  await expect(page.getByRole('status')).toContainText('已报送');
  await expect(place(2, 0)).toContainText('未报');
  await expect(place(10, 5)).toContainText('已报');
  await picture(program, 'submissions-almost');
  await page.getByLabel('单位范围').getByRole('button', { name: '专项小组' }).click();
  await expect(place(7, 0)).toContainText('未报');
  await picture(program, 'submissions-groups', '1093');
  const file = join(folder, '催报单.pdf');
  await answerDialogs(program.app, { save: file });
  await page.getByRole('button', { name: '催报单' }).click();
  await expect(page.getByText('已保存“催报单.pdf”，9 个单位')).toBeVisible({ timeout: 30_000 });
  expect(existsSync(file)).toBe(true);
  await page.keyboard.press('Alt+1');
  await expect(page.locator('.overview .open li')).toHaveCount(9);
  await picture(program, 'submissions-overview-late', '1093');
});

test('a real month past its deadline is red, and the deadline is set in 系统 › 期限', async () => {
  await page.getByRole('button', { name: '下个月' }).click();
  await page.keyboard.press('Alt+4');
  await view('报送').click();
  await expect(place(0, 0)).toContainText('逾期');
  await expect(page.locator('.heading .say')).toContainText('截止 4月9日，已过');
  await picture(program, 'submissions-overdue');
  await picture(program, 'submissions-overdue', '1093');
  await page.locator('.rail').getByRole('button', { name: '系统' }).click();
  await page.getByRole('tab', { name: '期限' }).click();
  await page.getByLabel('次月第几个工作日').fill('3');
  await page.getByLabel('B 督察').fill('8');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByLabel('日期').fill(`${new Date().getFullYear()}-12-26`);
  await page.getByLabel('是什么日子').fill('搬迁');
  await page.getByRole('button', { name: '补录' }).click();
  await expect(page.getByRole('cell', { name: '搬迁', exact: true })).toBeVisible();
  await picture(program, 'calendar');
  await picture(program, 'calendar', '1093');
  await noOverflow();
  await page.keyboard.press('Alt+4');
  await view('报送').click();
  await expect(page.locator('.heading .say')).toContainText('截止 4月4日');
  await expect(page.locator('.board thead')).toContainText('4月12日');
});
