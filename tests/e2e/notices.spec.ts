/** 三单一书 in the packaged program: due by rule, drafted, signed, received, replied to, escalated, entered in bulk, printed. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, askMain, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-notices-'));

const TASK = {
  id: null,
  year: '2018',
  parentId: null,
  kind: 'document',
  field: '',
  leader: '王副市长',
  claimedBy: '',
  supporting: '',
  measures: '',
  outcome: '',
  documentNumber: '鲁改委发〔2018〕3号',
  site: '',
  startsOn: '2017-12-01',
  nodes: [],
};

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  const { page } = program;
  await page.getByLabel('考核期').selectOption('2018-02');
  const add = async (number: string, title: string, organisation: string, deadline: string, isAssigned: boolean) => {
    const saved = await askMain(page, 'tasks.save', { ...TASK, number, title, organisation, deadline });
    const id = (saved.value as { id: number }).id;
    if (isAssigned) expect((await askMain(page, 'tasks.decide', { id, act: 'assign', reason: '' })).ok).toBe(true);
  };
  await add('901', '出台深化“一次办好”改革配套方案', 'ZD', '2018-03-02', true);
  await add('902', '出台开发区体制机制改革配套文件', 'BS', '2018-02-09', true);
  await add('903', '出台信用体系建设配套文件', 'LZ', '2018-12-28', false);
  await page.getByRole('navigation', { name: '页面' }).getByRole('button', { name: '调度' }).click();
  await page.getByRole('group', { name: '调度' }).getByRole('button', { name: '三单一书' }).click();
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

const list = () => program.page.getByRole('region', { name: '三单一书', exact: true });
const record = () => program.page.getByTestId('notice-record');

test('what is due stands with its reason; it is drafted by a hand and gets its number at 签发', async () => {
  const { page } = program;
  await list().getByRole('button', { name: '逐份查看' }).click();
  await list().getByLabel('查三单一书').fill('配套');
  const due = list().locator('.notice-row');
  await expect(due.filter({ hasText: '“一次办好”' })).toContainText('还有 2 个工作日，尚未申请销号');
  await expect(due.filter({ hasText: '开发区' })).toContainText('应发催办单');
  await expect(due.filter({ hasText: '信用' })).toContainText('应发提示单');
  await due.filter({ hasText: '“一次办好”' }).click();
  await picture(program, 'notices-due');
  await picture(program, 'notices-due', '1093');
  await page.getByTestId('notice-proposal').getByRole('button', { name: '起草催办单' }).click();
  await expect(record().getByText('待签发')).toBeVisible();
  await expect(record().getByRole('heading', { level: 2 })).toHaveText('催办单（待编号）');

  await record().getByRole('button', { name: '签发' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('下发日').fill('2018-02-28');
  await form.getByRole('button', { name: '签发' }).click();
  await expect(form.getByRole('alert')).toContainText('请写明签发人');
  await form.getByLabel('签发人').fill('李四');
  await picture(program, 'notices-issue');
  await form.getByRole('button', { name: '签发' }).click();
  await expect(record().getByRole('heading', { level: 2 })).toHaveText('催办〔2018〕1号');
  await expect(record().getByText('张店区2018年2月收到催办单 1 件。')).toBeVisible();
  await expect(record().getByText('每收到催办单一件扣1分')).toBeVisible();
  // February is over: it stands there as it stood at its end, not eight years late.
  await expect(record().getByText('待签收').first()).toBeVisible();
  await expect(page.getByText(/逾期 \d+ 个工作日/)).toHaveCount(0);
  await picture(program, 'notices-issued');
  await picture(program, 'notices-issued', '1093');
});

test('签收, 反馈 with its file, 办结', async () => {
  const { app, page } = program;
  const form = page.getByRole('dialog');
  await record().getByRole('button', { name: '登记签收' }).click();
  await form.getByLabel('签收日').fill('2018-02-27');
  await form.getByLabel('签收人').fill('张三');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByRole('alert')).toContainText('签收日2018年2月27日早于下发日2018年2月28日');
  await form.getByLabel('签收日').fill('2018-03-01');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(record().getByText('2018年3月1日 张三').first()).toBeVisible();
  const file = join(folder, '反馈材料.txt');
  writeFileSync(file, '方案已提交审议');
  await answerDialogs(app, { open: file });
  await record().getByRole('button', { name: '添加佐证' }).click();
  await expect(record().locator('.name')).toHaveText('反馈材料.txt');
  await record().getByRole('button', { name: '登记反馈' }).click();
  await form.getByLabel('反馈日').fill('2018-03-05');
  await form.getByLabel('反馈内容').fill('方案已完成起草，3月8日提交区委常委会审议，3月底前印发。');
  await picture(program, 'notices-reply', '1093');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(record().getByText(/待办结$/)).toBeVisible();
  await record().getByRole('button', { name: '办结' }).click();
  await form.getByLabel('办结日').fill('2018-03-20');
  await form.getByRole('button', { name: '办结' }).click();
  await expect(record().getByText(/已办结$/)).toBeVisible();
  await expect(record().getByRole('button', { name: '移除 反馈材料.txt' })).toHaveCount(0);
  await picture(program, 'notices-settled');
  await picture(program, 'notices-settled', '1093');
});

test('催办 becomes 责令: the new one takes the place of the old', async () => {
  const { page } = program;
  const form = page.getByRole('dialog');
  await list().getByLabel('只看').selectOption('due');
  await list().locator('.notice-row').filter({ hasText: '开发区' }).click();
  await page.getByRole('button', { name: '起草催办单' }).click();
  await record().getByRole('button', { name: '签发' }).click();
  await form.getByLabel('下发日').fill('2018-02-12');
  await form.getByRole('button', { name: '签发' }).click();
  await expect(record().getByRole('heading', { level: 2 })).toHaveText('催办〔2018〕2号');
  // By rule a 责令书 is due now; here it is a hand that escalates.
  await record().getByRole('button', { name: '升级为责令书' }).click();
  await form.getByLabel('理由').fill('反馈内容与实际不符。');
  await form.getByRole('button', { name: '起草' }).click();
  await expect(record().getByText('催办〔2018〕2号下发后，反馈内容与实际不符。')).toBeVisible();
  await record().getByRole('button', { name: '签发' }).click();
  // To be replied to within three working days, so that it is late at the end of February.
  await form.getByLabel('下发日').fill('2018-02-14');
  await form.getByRole('button', { name: '签发' }).click();
  await expect(record().getByRole('heading', { level: 2 })).toHaveText('责令〔2018〕第1期');
  await expect(record().locator('.notice-chain')).toContainText('催办〔2018〕2号 已转责令〔2018〕第1期');
  await expect(record().getByText('报通报和分管领导')).toBeVisible();
  await picture(program, 'notices-order');
  await picture(program, 'notices-order', '1093');
  await record().locator('.notice-chain').getByRole('button', { name: '催办〔2018〕2号' }).click();
  await expect(record().getByRole('heading', { level: 2 })).toHaveText('催办〔2018〕2号');
});

test('by hand, changed, withdrawn; by keyboard through the list; printed', async () => {
  const { app, page } = program;
  const form = page.getByRole('dialog');
  await page.getByRole('button', { name: '起草', exact: true }).click();
  await form.getByLabel('种类').selectOption({ label: '交办单' });
  await form.getByLabel('台账任务').selectOption({ label: '903 出台信用体系建设配套文件' });
  await expect(form.getByLabel('事项', { exact: true })).toHaveValue('出台信用体系建设配套文件');
  await expect(form.getByLabel('要求')).toHaveValue(/请对照完成时限/);
  await picture(program, 'notices-form');
  await picture(program, 'notices-form', '1093');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(record().getByRole('heading', { level: 2 })).toHaveText('交办单（待编号）');
  await record().getByRole('button', { name: '撤销' }).click();
  await form.getByLabel('理由').fill('先发提示单');
  await form.getByRole('button', { name: '撤销' }).click();

  await list().getByLabel('查三单一书').fill('');
  await list().getByLabel('只看').selectOption('period');
  const rows = list().locator('.notice-row');
  await expect(rows).toHaveCount(3);
  await rows.first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await expect(rows.nth(1)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Enter');
  await expect(record().locator('.task-actions button').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(rows.nth(1)).toBeFocused();
  const saved = join(folder, '三单一书.pdf');
  await answerDialogs(app, { save: saved });
  await list().getByRole('button', { name: '打印所列 3 份' }).click();
  await expect(list().getByText('已保存“三单一书.pdf”，3 页。')).toBeVisible();
  expect(existsSync(saved)).toBe(true);
  await picture(program, 'notices-list');
});

test('补录 enters a pasted year, and the counts of the year come back', async () => {
  const { page } = program;
  await page.getByRole('button', { name: '补录', exact: true }).click();
  const form = page.getByRole('dialog');
  const counts = { 提示单: 25, 交办单: 20, 催办单: 15, 责令书: 4 };
  const lines = Object.entries(counts).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) =>
      [
        kind,
        `2017-${String(1 + (index % 11)).padStart(2, '0')}-16`,
        index % 2 === 0 ? '张店区' : '博山区',
        `第 ${index + 1} 项配套任务`,
        '李四',
        '2017-12-01',
      ].join('\t'),
    ),
  );
  await form.getByLabel('补录内容').fill([...lines, '催办单\t2017-06-31\t张店区\t事项\t李四\t'].join('\n'));
  await expect(form.getByText('第 65 行：下发日“2017-06-31”应写成 2017-06-03，并且确有这一天。')).toBeVisible();
  await expect(form.getByRole('button', { name: /^补录/ })).toBeDisabled();
  await picture(program, 'notices-batch');
  await picture(program, 'notices-batch', '1093');
  await form.getByLabel('补录内容').fill(lines.join('\n'));
  await expect(form.getByText('提示单 25 件、交办单 20 件、催办单 15 件、责令书 4 期')).toBeVisible();
  await form.getByRole('button', { name: '补录 64 份' }).click();
  await expect(form).toHaveCount(0);
  await page.getByLabel('考核期').selectOption('2017-11');
  await expect(list().locator('.notice-year')).toHaveText('2017年提示单 25 件交办单 20 件催办单 15 件责令书 4 期');
  await list().getByLabel('只看').selectOption('settled');
  await picture(program, 'notices-year');
  await picture(program, 'notices-year', '1093');
});

test('the rule stands in words and its days are the office’s to set', async () => {
  const { page } = program;
  await page.getByRole('button', { name: '规则', exact: true }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('提前催办（工作日）').fill('0');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByRole('alert')).toContainText('催办提前天数至少为 1');
  await form.getByLabel('提前催办（工作日）').fill('7');
  await expect(form.getByText('距完成时限 7 个工作日以内')).toBeVisible();
  await picture(program, 'notices-rules');
  await picture(program, 'notices-rules', '1093');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form).toHaveCount(0);
});
