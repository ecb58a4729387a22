/** 加分登记 in the packaged program: register, prove, decide, see the points, find it again in the drawer of the score. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-claims-'));

/** A PDF of one empty page, small enough to be read here. */
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj
4 0 obj<</Length 44>>stream
2 w 60 60 475 722 re S 100 700 395 2 re f
endstream
endobj
trailer<</Root 1 0 R>>
%%EOF
`;
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  const { page } = program;
  await page.getByLabel('考核期').selectOption('2018-02');
  await page.keyboard.press('Alt+4');
  await page.getByRole('group', { name: '数据' }).getByRole('button', { name: '加分' }).click();
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Fills the form as it opens and saves it. */
async function register(values: { unit: string; line: string; level: string; title: string; document?: string; day?: string }) {
  const { page } = program;
  await page.getByRole('button', { name: '登记事项' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('单位').selectOption({ label: values.unit });
  await form.getByLabel('条款').selectOption({ label: values.line });
  const level = form.getByLabel('级别');
  await level.selectOption((await level.locator('option').filter({ hasText: values.level }).getAttribute('value')) ?? '');
  await form.getByLabel('事项名称').fill(values.title);
  await form.getByLabel('文号或链接').fill(values.document ?? '');
  await form.getByLabel('日期').fill(values.day ?? '');
  return form;
}

test('a claim is registered, proved, and its figure typed by hand is shown before it gives way', async () => {
  const { app, page } = program;
  await expect(page.getByText('还没有登记', { exact: true })).toBeVisible();
  await picture(program, 'claims-empty');
  const form = await register({
    unit: '张店区',
    line: 'E3 领导批示',
    level: '省级领导批示件数',
    title: '省政府领导批示肯定张店区“一次办好”改革',
    document: '鲁政办批〔2018〕12号',
    day: '2018-02-06',
  });
  await picture(program, 'claims-form');
  await picture(program, 'claims-form', '1093');
  await form.getByRole('button', { name: '保存' }).click();
  const record = page.getByTestId('claim-record');
  await expect(record.getByText('还没有佐证，添加后才能认定')).toBeVisible();
  await expect(record.getByRole('button', { name: '认定', exact: true })).toBeDisabled();
  // The next thing to do has the focus.
  await expect(record.getByRole('button', { name: '添加佐证' })).toBeFocused();

  await answerDialogs(app, { open: file('安装程序.exe', 'MZ') });
  await page.keyboard.press('Enter');
  await expect(record.getByRole('alert')).toContainText('“安装程序.exe”不是可以作佐证的文件');
  await answerDialogs(app, { open: file('大文件.pdf', new Uint8Array(10 * 1024 * 1024 + 1)) });
  await record.getByRole('button', { name: '添加佐证' }).click();
  await expect(record.getByRole('alert')).toContainText('单个佐证不能超过 10 MB');
  await answerDialogs(app, { open: file('批示件扫描.pdf', PDF) });
  await record.getByRole('button', { name: '添加佐证' }).click();
  await expect(record.locator('.name')).toHaveText('批示件扫描.pdf');
  await expect(record.getByRole('alert')).toHaveCount(0);
  await picture(program, 'claims-pending');
  await picture(program, 'claims-pending', '1093');

  await record.getByRole('button', { name: '查看 批示件扫描.pdf' }).click();
  await expect(page.getByRole('dialog').locator('canvas[data-drawn]')).toBeVisible();
  await picture(program, 'claims-evidence', '1093');
  await page.keyboard.press('Escape');

  // In the demonstration somebody typed 0.
  await expect(record.getByText('省级领导批示件数现为 0 件（演示数据')).toBeVisible();
  await record.getByRole('button', { name: '认定', exact: true }).click();
  const ask = page.getByRole('dialog');
  await expect(ask).toContainText('登记为 1 件');
  await picture(program, 'claims-typed');
  await ask.getByRole('button', { name: '以登记件数为准并认定' }).click();
  await expect(record.getByText('已认定')).toBeVisible();
  await expect(page.getByText('登记 1 件，已认定 1 件')).toBeVisible();
});

test('a repetition is told while it is typed; caps and levels are told on the record', async () => {
  const { app, page } = program;
  const record = page.getByTestId('claim-record');
  const form = await register({
    unit: '张店区',
    line: 'E3 领导批示',
    level: '市级领导批示件数',
    title: '省政府领导批示肯定张店区 一次办好 改革',
  });
  await expect(form.getByText('是同一事项，一年内只按最高级别计一次')).toBeVisible();
  await form.getByLabel('事项名称').fill('——');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByRole('alert')).toContainText('请写明事项名称');
  await form.getByLabel('事项名称').fill('省政府领导批示肯定张店区 一次办好 改革');
  await picture(program, 'claims-repetition', '1093');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(record.getByText('不计：同一事项本月已按“省级领导批示件数”计分')).toBeVisible();
  await record.getByRole('button', { name: '不予认定' }).click();
  await page.getByRole('dialog').getByLabel('理由').fill('与已认定的省级批示为同一事项');
  await page.keyboard.press('Enter');
  await expect(record.getByText('理由：与已认定的省级批示为同一事项')).toBeVisible();

  for (const [index, title] of ['国家发展改革委推介网上办事经验', '国务院办公厅通报表扬信用体系建设'].entries()) {
    const next = await register({ unit: '张店区', line: 'E1 信息化加分', level: '国家级信息化案例数', title });
    await next.getByRole('button', { name: '保存' }).click();
    await expect(record.getByText('还没有佐证，添加后才能认定')).toBeVisible();
    await answerDialogs(app, { open: file(`认定文件${index + 1}.pdf`, `${PDF}% ${index}`) });
    await record.getByRole('button', { name: '添加佐证' }).click();
    await expect(record.locator('.name')).toHaveText(`认定文件${index + 1}.pdf`);
    if (index === 0) {
      await record.getByRole('button', { name: '认定', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: '以登记件数为准并认定' }).click();
      await expect(record.getByText('已认定')).toBeVisible();
    }
  }
  await expect(record.getByText('本项封顶，多出的 2.00 分不计')).toBeVisible();
  await picture(program, 'claims-cap');
  await picture(program, 'claims-cap', '1093');
  await record.getByRole('button', { name: '认定', exact: true }).click();
  await expect(record.getByText('已认定')).toBeVisible();

  const other = await register({
    unit: '博山区',
    line: 'F2 被上级通报批评',
    level: '市级通报批评次数',
    title: '市督查室通报整改不力',
  });
  await other.getByRole('button', { name: '保存' }).click();
  await answerDialogs(app, { open: file('换了名字.pdf', PDF) });
  await record.getByRole('button', { name: '添加佐证' }).click();
  await expect(record.getByText('“批示件扫描.pdf”内容相同，请核对')).toBeVisible();
  await picture(program, 'claims-list');
  await page.keyboard.press('Escape');
  await expect(page.locator('.drawer')).toHaveCount(0);
  await picture(program, 'claims-list', '1093');
});

test('by keyboard: down the list, into a record, and out again', async () => {
  const { page } = program;
  const rows = page.locator('table.claims .title button');
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('claim-record').getByRole('button', { name: /^查看/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(rows.first()).toBeFocused();
});

test('the 佐证 comes out whole; the score’s drawer names what it counts; a figure typed over is told', async () => {
  const { app, page } = program;
  await page.getByRole('button', { name: '省政府领导批示肯定张店区“一次办好”改革' }).click();
  const record = page.getByTestId('claim-record');
  const saved = join(folder, '取出.pdf');
  await answerDialogs(app, { save: saved });
  await record.getByRole('button', { name: '另存 批示件扫描.pdf' }).click();
  await expect(record.getByText('已保存“取出.pdf”')).toBeVisible();
  expect(readFileSync(saved, 'utf8')).toBe(PDF);

  await page.keyboard.press('Alt+5');
  await page.getByTestId('rank-ZD').getByRole('button').click();
  const line = page.locator('.drawer details').filter({ hasText: 'E3 领导批示' });
  await line.locator('summary').click();
  await expect(line.getByText('事项：省政府领导批示肯定张店区“一次办好”改革')).toBeVisible();
  await expect(line).toContainText(/批示件扫描\.pdf（[0-9a-f]{8}）/);
  await expect(line).toContainText('来源：加分登记 1 件');
  await line.scrollIntoViewIfNeeded();
  await picture(program, 'claims-steps');
  await picture(program, 'claims-steps', '1093');

  await line.getByRole('button', { name: /省级领导批示件数/ }).click();
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: '数据' }).getByRole('button', { name: '加分' }).click();
  await expect(page.getByText('“省级领导批示件数”现为 4 件（手工填报')).toBeVisible();
  await picture(program, 'claims-difference', '1093');
  await page.getByRole('button', { name: '按登记件数更新' }).click();
  await expect(page.getByText('两者不一致')).toHaveCount(0);
});
