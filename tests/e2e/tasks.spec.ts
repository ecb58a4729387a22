/** 调度 in the packaged program: import the 路线图, 立项, report beside last month, move a date, 销号 with evidence; time table and registers. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, askMain, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-tasks-'));
const LAST = '已完成实施方案起草，正在征求相关部门意见，预计下月提交审议。';
const NOW = '实施方案已完成起草，正在征求相关部门意见，预计下月提交会议审议。';

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  program = await launch();
  const { page } = program;
  await page.getByLabel('考核期').selectOption('2018-02');
  await page.getByRole('navigation', { name: '页面' }).getByRole('button', { name: '调度' }).click();
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The office's own 路线图; written in a process of its own, since exceljs does not load under Playwright's loader. */
function writeRoadmap(name: string): string {
  const path = join(folder, name);
  execFileSync(process.execPath, [join(import.meta.dirname, '../support/roadmap-workbook.ts'), path], { stdio: 'pipe' });
  return path;
}

test('the roadmap is imported as a dry run first, with every problem at its cell', async () => {
  const { app, page } = program;
  await expect(page.getByText('2018年还没有任务')).toBeVisible();
  await picture(program, 'tasks-empty');
  await answerDialogs(app, { open: writeRoadmap('2018年改革路线图.xlsx') });
  await page.locator('.empty').getByRole('button', { name: '导入路线图' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('读到 9 项任务')).toBeVisible();
  await expect(dialog.getByText('“市改革局”不在单位名单里')).toBeVisible();
  await expect(dialog.getByText('“待上级明确”读不出日期')).toBeVisible();
  await picture(program, 'tasks-import');
  await dialog.getByRole('button', { name: '只导入没有错误的' }).click();
  await expect(dialog.getByText('已登记 9 项任务')).toBeVisible();
  await dialog.getByRole('button', { name: '关闭' }).click();
  await expect(page.getByText(/^9 项，/)).toBeVisible();
});

test('an item is 立项, reported beside last month, and the copy is shown side by side', async () => {
  const { page } = program;
  const list = page.getByRole('region', { name: '任务', exact: true });
  const record = page.getByTestId('task-record');
  await list.getByRole('button', { name: /深化“一次办好”改革/ }).click();
  await record.getByRole('button', { name: '立项' }).click();
  await expect(record.getByText('已立项，还没有启动')).toBeVisible();
  const first = Number(await list.locator('[aria-current="true"]').getAttribute('data-task'));
  await askMain(page, 'tasks.report', { id: first, period: '2018-01', text: LAST, percent: 5 });
  await list.getByLabel('只看').selectOption('draft');
  await picture(program, 'tasks-draft');
  await list.getByRole('button', { name: '立项 8 项' }).click();
  await expect(list.getByText('没有符合的任务')).toBeVisible();
  await list.getByLabel('只看').selectOption('all');
  await list.getByRole('button', { name: /深化“一次办好”改革/ }).click();
  await expect(record.getByText(LAST)).toBeVisible();
  await record.getByLabel('2018年2月进展').fill(NOW);
  await record.getByLabel('已完成百分之几').fill('18');
  await expect(record.getByRole('note')).toContainText('进展与本任务2018年1月的文字相同');
  await picture(program, 'tasks-repeated');
  await picture(program, 'tasks-repeated', '1093');
  await record.getByLabel('2018年2月进展').press('Control+Enter');
  await expect(page.getByText(/进展已填 1\//)).toBeVisible();
  await expect(list.locator('[aria-current="true"]')).toBeFocused();
  await list.getByLabel('只看').selectOption('repeated');
  await expect(list.locator('.task-row')).toHaveCount(1);
  await list.getByLabel('只看').selectOption('all');
});

test('the list goes by the keyboard and by leader, document and field', async () => {
  const { page } = program;
  const list = page.getByRole('region', { name: '任务', exact: true });
  await list.getByLabel('排列').selectOption('leader');
  await expect(list.getByRole('heading', { name: /李明/ })).toBeVisible();
  await list.getByLabel('查任务').fill('中发');
  await list.getByLabel('查任务').press('ArrowDown');
  await expect(list.locator('.task-row')).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('task-record').getByRole('heading', { level: 2 })).toContainText('清产核资');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByTestId('task-record').getByRole('heading', { level: 2 })).toContainText('农村集体产权制度改革');
  await expect(page.getByTestId('task-record').getByText('全部销号后本项才能销号')).toBeVisible();
  await list.getByLabel('查任务').fill('');
  await picture(program, 'tasks-ledger');
  await picture(program, 'tasks-ledger', '1093');
});

test('a date moves with its reason and is counted; red turns yellow', async () => {
  const { page } = program;
  const list = page.getByRole('region', { name: '任务', exact: true });
  const record = page.getByTestId('task-record');
  await list.getByRole('button', { name: /公立医院/ }).click();
  await expect(record.locator('.task-light')).toContainText('逾期');
  await picture(program, 'tasks-overdue');
  await record.getByRole('button', { name: /^改期/ }).last().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('新期限').fill('2018-12-31');
  await form.getByRole('button', { name: '改期' }).click();
  await expect(form.getByRole('alert')).toContainText('请写明改期理由');
  await form.getByLabel('理由').fill('省级方案推迟印发');
  await form.getByRole('button', { name: '改期' }).click();
  await expect(form).toBeHidden();
  await expect(record.locator('.task-light')).toContainText('改期 1 次');
  await expect(record.getByText('省级方案推迟印发')).toBeVisible();
  const node = record.getByRole('button', { name: /^办结/ }).first();
  await node.click();
  await form.getByLabel('办结日期').fill('2018-02-27');
  await form.getByRole('button', { name: '办结' }).click();
  await expect(record.locator('.task-light')).toContainText('已追平');
  await record.getByRole('button', { name: '解除预警' }).click();
  await form.getByLabel('理由').fill('后续节点均按期，专项小组已核实');
  await form.getByRole('button', { name: '解除预警' }).click();
  await expect(record.locator('.task-light')).not.toContainText('已追平');
});

test('销号 asks for evidence, then 核验, then 销号', async () => {
  const { app, page } = program;
  const list = page.getByRole('region', { name: '任务', exact: true });
  const record = page.getByTestId('task-record');
  await list.getByRole('button', { name: /环保垂直管理/ }).click();
  await expect(record.getByRole('button', { name: '申请销号' })).toBeDisabled();
  await expect(record.getByText('还没有佐证，请先添加佐证。')).toBeVisible();
  const path = join(folder, '实施意见.pdf');
  writeFileSync(path, '%PDF-1.4 实施意见');
  await answerDialogs(app, { open: path });
  await record.getByRole('button', { name: '添加佐证' }).click();
  await expect(record.getByText('实施意见.pdf').first()).toBeVisible();
  await record.getByRole('button', { name: '申请销号' }).click();
  await page.getByRole('dialog').getByLabel('办结日期').fill('2018-02-26');
  await page.getByRole('dialog').getByRole('button', { name: '申请销号' }).click();
  await record.getByRole('button', { name: '核验' }).click();
  await record.getByRole('button', { name: '销号', exact: true }).click();
  await expect(record.locator('.task-light')).toContainText('已销号');
  await picture(program, 'tasks-closed');
});

test('the printed rule and the form', async () => {
  const { page } = program;
  await page.getByRole('button', { name: '亮灯规则' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('临期提醒').fill('3');
  await expect(dialog.getByText('最近的节点还有 3 个工作日以内到期')).toBeVisible();
  await picture(program, 'tasks-rules');
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '登记任务' }).click();
  await dialog.getByLabel('改革事项').fill('新旧动能转换综合试验区建设');
  await dialog.getByRole('button', { name: '添加节点' }).click();
  await dialog.getByLabel('第 1 个节点', { exact: true }).fill('编制实施规划');
  await picture(program, 'tasks-form');
  await picture(program, 'tasks-form', '1093');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByTestId('task-record').getByRole('heading', { level: 2 })).toContainText('11 新旧动能转换');
});

test('the time table and the registers', async () => {
  const { page } = program;
  await page.getByRole('group', { name: '调度' }).getByRole('button', { name: '时间表' }).click();
  await expect(page.getByRole('table', { name: '2018年时间表' })).toBeVisible();
  await picture(program, 'tasks-timeline');
  await picture(program, 'tasks-timeline', '1093');
  await page.getByRole('group', { name: '调度' }).getByRole('button', { name: '登记簿' }).click();
  await page.getByRole('group', { name: '登记簿' }).getByRole('button', { name: '第一议题' }).click();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('上级会议').fill('中央全面深化改革领导小组第二次会议');
  await form.getByLabel('会议日期').fill('2018-02-06');
  await picture(program, 'tasks-register-form');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('国家级 11（2018年 11）')).toBeVisible();
  await page.getByRole('button', { name: /^修改 中央.* 张店区$/ }).click();
  await form.getByLabel('传达学习').fill('2018-02-08');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('按时传达')).toBeVisible();
  await picture(program, 'tasks-agenda');
  await picture(program, 'tasks-agenda', '1093');

  await page.getByRole('group', { name: '登记簿' }).getByRole('button', { name: '专项小组会议' }).click();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await form.getByLabel('名称').fill('2月专题会议');
  await form.getByLabel('计划日期').fill('2018-02-08');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('逾期未召开').first()).toBeVisible();
  await page
    .getByRole('button', { name: /^修改 2月专题会议/ })
    .first()
    .click();
  await form.getByLabel('召开日期').fill('2018-02-09');
  await picture(program, 'tasks-meeting-form', '1093');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已召开')).toBeVisible();
  await picture(program, 'tasks-meetings', '1093');
});
