/** The demonstration as a new user opens it: every register has something in it, and its counts are the figures. */
import { expect, test } from '@playwright/test';
import { type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch('work');
  await program.page.getByLabel('考核期').selectOption('2018-02');
});
test.afterAll(() => program.close());

const open = (name: string) =>
  program.page.getByRole('navigation', { name: '页面' }).getByRole('button', { name, exact: true }).click();
const show = (group: string, view: string) =>
  program.page.getByLabel(group, { exact: true }).getByText(view, { exact: true }).click();
async function look(name: string): Promise<void> {
  await picture(program, `demo-${name}`);
  await picture(program, `demo-${name}`, '1093');
}

test('调度: the ledger as of the end of February, its time table, its registers', async () => {
  const { page } = program;
  await open('调度');
  const list = page.getByRole('region', { name: '任务', exact: true });
  await expect(page.getByText(/^2\d\d 项，/)).toBeVisible();
  await look('ledger');
  await list.getByLabel('只看').selectOption('overdue');
  await list.locator('.task-row', { hasText: '机关党建目标管理' }).click();
  await expect(page.getByTestId('task-record')).toContainText('应于 2017-11-30 办结，已逾期 60 个工作日');
  await look('overdue');
  await list.getByLabel('只看').selectOption('repeated');
  await expect(list.locator('.task-row')).toHaveCount(4);
  await list.locator('.task-row').nth(1).click();
  await expect(page.getByTestId('task-record').getByRole('note')).toContainText('相同');
  await look('repeated');
  await show('调度', '时间表');
  await look('timeline');
  await show('调度', '登记簿');
  await expect(page.getByText('市级 92（2018年 2）')).toBeVisible();
  await look('plans');
  for (const [name, what] of [
    ['改革文件', 'documents'],
    ['改革试点', 'pilots'],
    ['第一议题', 'agenda'],
  ] as const) {
    await show('登记簿', name);
    await expect(page.locator('tbody tr').first()).toBeVisible();
    await look(what);
  }
});

test('三单一书: what is due by rule, late as of the end of February, one of each kind up the ladder', async () => {
  const { page } = program;
  await open('调度');
  await show('调度', '三单一书');
  await expect(page.getByText(/逾期 \d{3,} 个工作日/)).toHaveCount(0);
  await look('notices');
  await page
    .getByRole('button', { name: /责令书.*周村区|周村区.*责令书/ })
    .first()
    .click();
  await expect(page.getByTestId('notice-record')).toContainText('拟发责令书');
  await look('notice');
});

test('督察: drawn, visited, problems and coverage', async () => {
  await open('督察');
  await look('draws');
  for (const [view, what] of [
    ['现场', 'visits'],
    ['问题', 'problems'],
    ['覆盖', 'coverage'],
    ['点位', 'sites'],
  ] as const) {
    await show('督察', view);
    await look(what);
  }
});

test('宣传: candidates, experiences, items and the digest', async () => {
  await open('宣传');
  for (const [view, what] of [
    ['候选', 'candidates'],
    ['经验', 'experiences'],
    ['条目', 'items'],
    ['月报', 'digest'],
  ] as const) {
    await show('宣传', view);
    await program.page.waitForTimeout(600);
    await look(what);
  }
});

test('数据: claims that count, and every counted figure the same as the registers', async () => {
  const { page } = program;
  await open('数据');
  await show('数据', '加分');
  await expect(page.getByText('待认定').first()).toBeVisible();
  await look('claims');
  await show('数据', '填报');
  await page.getByRole('button', { name: '按登记计数' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('登记里能数出来的数据都已填好，没有不一致。')).toBeVisible();
  await expect(sheet.getByText(/^\d{3} 格与登记一致/)).toBeVisible();
  await look('feeds');
});
