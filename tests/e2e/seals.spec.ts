/**
 * The life of a month by two people: two units send, one is sent back, corrected, sent again, reviewed; the month is sealed, a sealed cell
 * refuses, a 更正单 changes it, and the verifier file agrees in a browser that knows nothing of the program.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { answerDialogs, askMain, type Launched, launch, openFileInBrowser, picture } from '../support/electron.ts';
import { pdfText } from '../support/pdf-text.ts';

let program: Launched;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-seals-'));
const PASSWORD = 'kaohe2018';
const CODE = /^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/;
let code = '';

const place = (row: number, column: number) => page.locator(`[data-place="${row},${column}"]`);
const action = (name: string | RegExp) =>
  page.locator('.board-actions').getByRole('button', { name, exact: typeof name === 'string' });
const view = (name: string) => page.getByLabel('数据', { exact: true }).getByRole('button', { name, exact: true });

async function signIn(name: string): Promise<void> {
  const leave = page.getByRole('button', { name: '退出' });
  await leave.or(page.getByLabel('姓名')).first().waitFor();
  if (await leave.isVisible()) await leave.click();
  await page.getByLabel('姓名').selectOption(name);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.locator('.top')).toContainText(name);
  await page.getByLabel('考核期').selectOption('2018-02');
}
async function openBoard(): Promise<void> {
  await page.keyboard.press('Alt+4');
  await view('报送').click();
  await expect(page.getByRole('heading', { name: '报送' })).toBeVisible();
}
async function inBothLists(work: () => Promise<void>): Promise<void> {
  for (const list of ['区县', '专项小组']) {
    await page.getByLabel('单位范围').getByRole('button', { name: list }).click();
    await work();
  }
}

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  page = program.page;
  await page.getByLabel('本月六个一').waitFor();
  const account = { id: null, isActive: true, password: PASSWORD };
  expect(await askMain(page, 'people.save', { ...account, name: '张三', roles: ['entry', 'admin'] })).toMatchObject({ ok: true });
  expect(await askMain(page, 'people.save', { ...account, name: '李四', roles: ['review', 'seal'] })).toMatchObject({ ok: true });
  await page.reload();
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

test('two units send; one is sent back, corrected, sent again and reviewed', async () => {
  await signIn('张三');
  await openBoard();
  await place(0, 0).click();
  await action('报送').click();
  await expect(place(0, 0)).toContainText('已报');
  await place(1, 0).click();
  await action('报送').click();
  await expect(place(1, 0)).toContainText('已报');
  await signIn('李四');
  await openBoard();
  await place(0, 0).click();
  await action('退回').click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('原因').fill('应完成节点数与台账不符');
  await sheet.getByRole('button', { name: '退回' }).click();
  await expect(place(0, 0)).toContainText('退回');
  await place(1, 0).click();
  await action('审核').click();
  await expect(place(1, 0)).toContainText('已审核');
  await signIn('张三');
  await page.keyboard.press('Alt+4');
  await view('填报').click();
  await page.getByTestId('cell-0-0').click();
  await page.keyboard.type('20');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('cell-0-0').locator('.grid-text')).toHaveText('20');
  await openBoard();
  await inBothLists(async () => {
    await action(/^全部报送/).click();
    await expect(page.getByRole('status')).toContainText('已报送');
  });
});

test('nothing is sealed before everything is reviewed; then it is, with its code', async () => {
  await signIn('李四');
  await page.keyboard.press('Alt+5');
  await page.getByRole('button', { name: '封账', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('没有审核');
  await expect(dialog.getByRole('button', { name: '封账', exact: true })).toBeDisabled();
  await picture(program, 'seal-obstacles');
  await dialog.getByRole('button', { name: '去办' }).first().click();
  await expect(page.getByRole('heading', { name: '报送' })).toBeVisible();
  await inBothLists(async () => {
    await action(/^全部审核/).click();
    await expect(page.getByRole('status')).toContainText('已审核');
  });
  await page.keyboard.press('Alt+5');
  await page.getByRole('button', { name: '封账', exact: true }).click();
  await expect(dialog).toContainText('数据齐全，没有差错，都已审核');
  await picture(program, 'seal-before');
  await dialog.getByRole('button', { name: '封账', exact: true }).click();
  await expect(dialog).toContainText('2018年2月已封账');
  code = (await dialog.locator('.seal-code').textContent()) ?? '';
  expect(code).toMatch(CODE);
  await picture(program, 'seal-after');
  await dialog.getByRole('button', { name: '关闭' }).click();
  await expect(page.locator('.heading .say')).toContainText(`封存码 ${code}`);
  await expect(page.locator('.top .sealed')).toHaveText('已封账');
  await picture(program, 'ranking-sealed');
  await picture(program, 'ranking-sealed', '1093');
});

test('a sealed cell refuses and says why', async () => {
  await signIn('张三');
  await page.keyboard.press('Alt+4');
  await view('填报').click();
  const cell = page.getByTestId('cell-0-0');
  await cell.click();
  await page.keyboard.type('7');
  await expect(page.getByTestId('grid-status')).toContainText('已封账，数据不能修改');
  await page.keyboard.press('Enter');
  await expect(cell.locator('.grid-text')).toHaveText('20');
  await picture(program, 'sealed-cell', '1093');
});

test('the bulletin bears the code on every page, and no 试算', async () => {
  const file = join(folder, '通报.pdf');
  await page.keyboard.press('Alt+7');
  await expect(page.locator('canvas').first()).toHaveAttribute('data-drawn', 'true', { timeout: 60_000 });
  await answerDialogs(program.app, { save: file });
  const save = page.getByRole('button', { name: '另存为 PDF' });
  await expect(save).toBeEnabled({ timeout: 60_000 });
  await save.click();
  await expect(page.getByText('已保存“通报.pdf”')).toBeVisible();
  const written = (await pdfText(readFileSync(file))).map((text) => text.replace(/\s/g, '')).filter((text) => text !== '');
  expect(written.length).toBeGreaterThan(5);
  for (const text of written) expect(text).toContain(`封存码${code}`);
  expect(written.join('')).not.toContain('试算');
  expect(written.join('')).not.toContain('一人经办');
});

test('a 更正单 by two people changes it and makes a second version', async () => {
  await page.keyboard.press('Alt+4');
  await view('更正').click();
  await page.getByRole('button', { name: '提出更正' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('第 1 行单位').selectOption('张店区');
  await dialog.getByLabel('第 1 行数据').selectOption({ index: 1 });
  await dialog.getByLabel('第 1 行改为').fill('19');
  await dialog.getByLabel('理由').fill('台账复核，应完成节点数为 19 个。');
  await expect(dialog.getByTestId('correction-effect')).toBeVisible();
  await dialog.getByRole('button', { name: '提交' }).click();
  await expect(dialog).toHaveCount(0);
  await signIn('李四');
  await page.keyboard.press('Alt+4');
  await view('更正').click();
  await page.getByTestId('correction-1').getByRole('button').click();
  await page.getByTestId('correction-record').getByRole('button', { name: '签批' }).click();
  await dialog.getByRole('button', { name: '签批' }).click();
  await expect(page.getByTestId('correction-1')).toContainText('已签批（第 2 版）');
  await view('填报').click();
  await expect(page.getByTestId('cell-0-0').locator('.grid-text')).toHaveText('19');
  await expect(page.locator('.top .sealed')).toHaveText('已封账 第2版');
});

test('all versions are checked; the verifier file agrees in a browser, and a changed figure does not pass', async () => {
  await page.keyboard.press('Alt+-');
  await page.getByRole('tab', { name: '封存' }).click();
  await page.getByRole('button', { name: '全部核验' }).click();
  await expect(page.getByRole('status')).toContainText('一致：2 次封存', { timeout: 30_000 });
  await expect(page.locator('td.seal-code').nth(1)).toHaveText(code);
  const second = (await page.locator('td.seal-code').first().textContent()) ?? '';
  expect(second).toMatch(CODE);
  expect(second).not.toBe(code);
  await picture(program, 'seals-tab');
  await picture(program, 'seals-tab', '1093');
  const file = join(folder, '核验.html');
  await answerDialogs(program.app, { save: file });
  await page.getByRole('button', { name: '导出核验文件' }).click();
  await expect(page.getByText('已保存“核验.html”')).toBeVisible({ timeout: 30_000 });
  const browser = await openFileInBrowser(program, file);
  await expect(browser.getByRole('status')).toHaveAttribute('data-result', 'same');
  await expect(browser.locator('code').first()).toHaveText(second);
  await expect(browser.getByText('本版由第 1 号更正单形成，张三提出，李四签批')).toBeVisible();
  await expect(browser.locator('tbody tr').filter({ hasText: '相同' })).toHaveCount(19);
  await browser.screenshot({ path: 'out/pictures/verifier.png' });
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(/(\\"value\\":\\")(\d)/, (_, head: string, digit: string) => `${head}${(Number(digit) + 1) % 10}`);
  expect(changed).not.toBe(text);
  const forged = join(folder, '改过.html');
  writeFileSync(forged, changed);
  const differing = await openFileInBrowser(program, forged);
  await expect(differing.getByRole('status')).toHaveAttribute('data-result', 'differs');
  await expect(differing.getByRole('status')).toContainText('与封存时的内容不一致');
  await differing.screenshot({ path: 'out/pictures/verifier-differs.png' });
});
