/** 工作台 in the window: the track leads to its pages, a line opens the very record by Enter, and two duties see their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { answerDialogs, askMain, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-overview-'));
const PASSWORD = 'kaohe2018';
const PEOPLE = [
  ['张三', ['entry', 'admin']],
  ['李四', ['review', 'seal']],
] as const;
const OVERDUE = '深化“一次办好”改革试点';
const ASKED = '农村宅基地“三权分置”试点';

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  await program.page.getByLabel('考核期').selectOption('2018-02');
  await program.page.getByLabel('本月六个一').waitFor();
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

const desk = (page: Page) => page.getByRole('region', { name: '要办的事' });
const toDesk = (page: Page) => page.keyboard.press('Alt+1');

/** Registered and 立项; with `asked` also proved and 申请销号. */
async function register(title: string, number: string, dueOn: string, asked: boolean): Promise<void> {
  const { app, page } = program;
  const draft = {
    ...{ id: null, year: '2018', number, parentId: null, kind: 'task', title, field: '', leader: '李某某', claimedBy: '' },
    ...{ organisation: 'ZD', supporting: '', measures: '', outcome: '', documentNumber: '', site: '' },
    ...{ startsOn: '2018-01-02', deadline: dueOn, nodes: [] },
  };
  const { value } = await askMain(page, 'tasks.save', draft);
  const { id } = value as { id: number };
  await askMain(page, 'tasks.decide', { id, act: 'assign', reason: '' });
  if (!asked) return;
  const proof = join(folder, '佐证.pdf');
  writeFileSync(proof, '%PDF-1.4 佐证');
  await answerDialogs(app, { open: proof });
  await askMain(page, 'tasks.attach', { id });
  await askMain(page, 'tasks.advance', { id, act: 'submit', reason: '', doneOn: '2018-02-26' });
}

async function signInAs(name: string): Promise<void> {
  const { page } = program;
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByLabel('姓名').selectOption(name);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByLabel('考核期').selectOption('2018-02');
  await desk(page).waitFor();
}

test('each step of the track leads to its own page', async () => {
  const { page } = program;
  await expect(page.locator('.heading .say')).toContainText('截至 2018年2月28日 · 要办');
  await picture(program, 'overview-open');
  await picture(program, 'overview-open', '1093');
  const track = page.getByLabel('本月六个一');
  for (const [name, heading] of [
    ['调度', '调度'],
    ['督察', /抽取|督察/],
    ['宣传', /宣传|候选|月报/],
  ] as const) {
    await track.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await toDesk(page);
    await track.waitFor();
  }
});

test('one clerk goes through the lines with the arrows, and Enter opens the very record', async () => {
  const { page } = program;
  await register(OVERDUE, '901', '2018-02-06', false);
  await register(ASKED, '902', '2018-02-28', true);
  // Written behind the window's back: it looks again.
  await page.reload();
  await page.getByLabel('考核期').selectOption('2018-02');
  const first = desk(page).locator('button.link').first();
  await first.focus();
  const line = desk(page).getByRole('button', { name: new RegExp(ASKED) });
  for (let n = 0; n < 60 && !(await line.evaluate((one) => one === document.activeElement)); n += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(line).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('task-record').getByRole('heading', { level: 2 })).toContainText(ASKED);
  await expect(page.getByTestId('task-record').getByRole('button', { name: '核验' })).toBeEnabled();
});

test('提级调度 begins with what the rule says, stands in the ledger and on the desk, and is handed back with a reason', async () => {
  const { page } = program;
  await askMain(page, 'tasks.saveRules', { warnDays: 5, tolerance: 10, relayDays: 10, raiseDays: 5 });
  await page.reload();
  await page.getByLabel('考核期').selectOption('2018-02');
  await desk(page)
    .getByRole('button', { name: new RegExp(`${OVERDUE}.*应提级到市委主要领导|另有 \\d+ 项任务应提级调度`) })
    .first()
    .click();
  const list = page.getByRole('region', { name: '任务', exact: true });
  await list.getByLabel('只看').selectOption('toEscalate');
  await list.getByRole('button', { name: new RegExp(OVERDUE) }).click();
  const record = page.getByTestId('task-record');
  await expect(record.getByText(/按规则应提级到市委主要领导：已逾期/)).toBeVisible();
  await record.getByRole('button', { name: '提级调度' }).click();
  const form = page.getByRole('dialog');
  await expect(form.getByLabel('理由')).toHaveValue(/达到提级调度的 5 个工作日/);
  await picture(program, 'escalation-form');
  await picture(program, 'escalation-form', '1093');
  await form.getByRole('button', { name: '提级调度' }).click();
  await expect(record.getByText('已提级到市委主要领导调度')).toBeVisible();
  await list.getByLabel('只看').selectOption('escalated');
  await expect(list.locator('.task-row')).toContainText('已提级市委主要领导');
  await expect(page.locator('.heading .say')).toContainText('已提级 1');
  await picture(program, 'escalation');
  await picture(program, 'escalation', '1093');
  await toDesk(page);
  await expect(desk(page).getByRole('button', { name: new RegExp(`${OVERDUE}.*已提级市委主要领导`) })).toHaveCount(1);
  await page.keyboard.press('Alt+2');
  await list.getByLabel('只看').selectOption('escalated');
  await list.getByRole('button', { name: new RegExp(OVERDUE) }).click();
  await record.getByRole('button', { name: '撤销提级' }).click();
  await form.getByRole('button', { name: '撤销提级' }).click();
  await expect(form.getByRole('alert')).toContainText('请写明理由');
  await form.getByLabel('理由').fill('方案已经印发，交回牵头领导');
  await form.getByRole('button', { name: '撤销提级' }).click();
  await expect(record.getByText(/撤销提级 .*方案已经印发/)).toBeVisible();
  await expect(record.getByText('已提级到市委主要领导调度')).toHaveCount(0);
});

test('录入 and 审核 each see their own, and with whom the rest is', async () => {
  const { page } = program;
  for (const [name, roles] of PEOPLE) {
    await askMain(page, 'people.save', { id: null, name, roles, isActive: true, password: PASSWORD });
  }
  await page.reload();
  await signInAs('张三');
  const own = page.getByRole('table', { name: '要办的事' });
  const others = page.getByRole('table', { name: '等待他人' });
  await expect(own).toContainText('报送已填齐的 114 张表');
  await expect(others.getByRole('row').filter({ hasText: '待核验' }).first()).toContainText('等待李四');
  await picture(program, 'overview-entry');
  await picture(program, 'overview-entry', '1093');
  await signInAs('李四');
  await expect(own).toContainText('待核验');
  await expect(own).not.toContainText('报送已填齐');
  await expect(others.getByRole('row').filter({ hasText: '报送已填齐' })).toContainText('等待张三');
  await picture(program, 'overview-review');
  await picture(program, 'overview-review', '1093');
  const line = others.getByRole('button', { name: '报送已填齐的 114 张表' });
  await line.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: '数据' }).getByRole('button', { name: '报送' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
