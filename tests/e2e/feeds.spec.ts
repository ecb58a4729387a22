/** 一数一源 in the window: what happened to a table is counted, filled in, and the score leads back to it. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, askMain, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  await program.page.getByLabel('本月六个一').waitFor();
});
test.afterAll(() => program.close());

test('a table sent back twice is counted beside the typed figure, filled in, and the point leads to the very table', async () => {
  const { page } = program;
  const period = '2018-02';
  const tables = [{ organisation: 'ZD', block: 'B' }];
  for (let n = 0; n < 2; n += 1) {
    expect(await askMain(page, 'submissions.submit', { period, tables })).toMatchObject({ ok: true });
    const reason = '与督察记录不符';
    expect(await askMain(page, 'submissions.return', { period, tables, reason })).toMatchObject({ ok: true });
  }
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: '按登记计数' }).click();
  const dialog = page.getByRole('dialog');
  const box = dialog.getByLabel('张店区 调度退回次数');
  await expect(dialog.getByRole('row', { name: /调度退回次数/ })).toContainText('退回 2 次');
  await expect(box).not.toBeChecked();
  await box.check();
  await picture(program, 'feeds');
  await picture(program, 'feeds', '1093');
  await dialog.getByRole('button', { name: /^填入/ }).click();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('Alt+5');
  await page.getByTestId('rank-ZD').getByRole('button').click();
  const steps = page.locator('.steps');
  await steps.locator('summary', { hasText: 'A3' }).click();
  await expect(steps).toContainText('按登记计数：退回 2 次');
  await steps
    .getByRole('button', { name: /督察表.*退回（与督察记录不符）/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: '报送' })).toBeVisible();
  // The very table: its course lies open beside the board.
  await expect(page.getByRole('complementary', { name: /张店区 B 督察/ })).toContainText('与督察记录不符');
});

test('each record under a point opens by its name, by keyboard as well, and a figure typed over the register is said', async () => {
  const { page } = program;
  const notice = { id: null, kind: 'urge', organisation: 'ZD', task: null, source: '', matter: '报送“一次办好”改革进展' };
  const paper = { basis: '滞后于序时进度。', requirement: '请按期反馈。', dueOn: null, signedBy: '李四' };
  const { value } = await askMain(page, 'notices.save', { ...notice, ...paper });
  const { id } = value as { id: number };
  expect(await askMain(page, 'notices.issue', { id, issuedOn: '2018-02-06', signedBy: '李四', dueOn: null })).toMatchObject({
    ok: true,
  });
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    const task = {
      ...{ id: null, year: '2018', number: `${n}`, parentId: null, kind: 'task', title: `第 ${n} 项改革任务`, field: '' },
      ...{ leader: '李某某', claimedBy: '', organisation: 'ZD', supporting: '', measures: '', outcome: '', documentNumber: '' },
      ...{ site: '', startsOn: '2018-01-02', deadline: '2018-02-27', nodes: [] },
    };
    const saved = (await askMain(page, 'tasks.save', task)).value as { id: number };
    await askMain(page, 'tasks.decide', { id: saved.id, act: 'assign', reason: '' });
  }
  await page.reload();
  await page.getByLabel('本月六个一').waitFor();
  await page.keyboard.press('Alt+5');
  await page.getByTestId('rank-ZD').getByRole('button').click();
  const steps = page.locator('.steps');
  await steps.locator('summary', { hasText: 'B3' }).click();
  await expect(steps).toContainText(/登记计数为 1 件，填报的是 \d+（演示数据.*），两者不一致。/);
  await picture(program, 'records-notice');
  await picture(program, 'records-notice', '1093');
  const record = steps.getByRole('button', { name: '催办〔2018〕1号 报送“一次办好”改革进展（2月6日下发）' });
  await record.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '三单一书' })).toBeVisible();
  await expect(page.locator(`button[data-notice="${id}"]`)).toBeFocused();
  await expect(page.locator('.task-record')).toContainText('报送“一次办好”改革进展');
  await picture(program, 'records-opened');

  await page.keyboard.press('Alt+5');
  await page.getByTestId('rank-ZD').getByRole('button').click();
  await steps.locator('summary', { hasText: 'A1' }).click();
  const records = steps.getByRole('list', { name: '应完成节点数的登记' });
  await expect(records.getByRole('button')).toHaveCount(9);
  await records.getByRole('button', { name: '全部 10 件' }).click();
  await picture(program, 'records-tasks');
  await records.getByRole('button', { name: /^10 第 10 项改革任务/ }).click();
  await expect(page.getByRole('heading', { name: '调度' })).toBeVisible();
  await expect(page.locator('.task-record')).toContainText('第 10 项改革任务');
});

test('meetings, visits, problems, items and claims open from their points as well', async () => {
  const { app, page } = program;
  const run = async (method: string, input: unknown): Promise<{ readonly id: number }> => {
    const answer = await askMain(page, method, input);
    expect([method, answer]).toEqual([method, expect.objectContaining({ ok: true })]);
    return answer.value as { id: number };
  };
  const period = '2018-02';
  const meeting = {
    id: null,
    kind: 'agenda',
    level: 'national',
    title: '中央深改组第二次会议',
    number: '',
    datedOn: '2018-02-06',
  };
  const days = { relayedOn: '2018-02-09', carriedOn: null, matchedOn: null };
  await run('registers.save', { ...meeting, ...days, organisations: ['ZD', 'BS'], site: '', note: '' });
  const place = { level: 'township', block: 'basics', address: '', contact: '', isActive: true };
  await run('inspections.saveSites', { sites: [{ ...place, code: 'ZD-01', name: '张店政务大厅', organisation: 'ZD' }] });
  const problem = { organisation: 'ZD', category: 'ledger', severity: 'minor', text: '台账缺两个月', demand: '补齐', days: 5 };
  const visit = await run('inspections.saveVisit', {
    ...{ id: null, period, site: 'ZD-01', designation: '群众来信反映', visitedOn: '2018-02-08', inspectors: ['张三', '李四'] },
    ...{
      note: '',
      scores: [25, 20, 15, 15, 10].map((points) => ({ points: `${points}`, note: '' })),
      problems: [problem],
      recounts: [],
    },
  });
  await run('inspections.sign', { id: visit.id, signedBy: '王主任' });
  await answerDialogs(app, { open: join(import.meta.dirname, '../../resources/window.png') });
  const item = await run('publicity.saveItem', {
    ...{ id: null, period, organisation: 'ZD', kind: 'brief', level: 'city', channel: 'other', outlet: '《改革工作信息》' },
    ...{ isFrontPage: false, title: '张店区推进云平台建设', documentNumber: '第6期', datedOn: '2018-02-08' },
  });
  await run('publicity.attach', { id: item.id });
  await run('publicity.accept', { id: item.id });
  const claim = await run('claims.save', {
    ...{ id: null, period, organisation: 'ZD', item: 'E3', level: 'province', title: '省领导批示肯定“一次办好”改革' },
    ...{ documentNumber: '', datedOn: null, note: '' },
  });
  await run('claims.attach', { id: claim.id });
  await run('claims.accept', { id: claim.id, replaceTyped: true });
  await page.reload();
  await page.getByLabel('本月六个一').waitFor();

  const open = async (line: string, record: string | RegExp): Promise<void> => {
    await page.keyboard.press('Alt+5');
    await page.getByTestId('rank-ZD').getByRole('button').click();
    const steps = page.locator('.steps');
    await steps.locator('summary', { hasText: line }).click();
    await steps.getByRole('button', { name: record }).first().click();
  };
  await open('A4', /^中央深改组第二次会议（应于2月24日前传达，2月9日传达）/);
  await expect(page.locator('tr[data-open="true"]')).toContainText('中央深改组第二次会议');
  await expect(page.locator('tr[data-open="true"]')).toContainText('张店区');
  await picture(program, 'records-register', '1093');
  await open('B1', /^2018-02-08 张店政务大厅 得分/);
  await expect(page.locator('main')).toContainText('张店政务大厅');
  await expect(page.locator('main')).toContainText('王主任');
  await picture(program, 'records-visit', '1093');
  await open('B2', /^张店政务大厅“台账缺两个月”/);
  await expect(page.locator('.drawer')).toContainText('台账缺两个月');
  await picture(program, 'records-problem', '1093');
  await open('D1', /^张店区推进云平台建设（工作信息，市级采用/);
  await expect(page.locator('.drawer')).toContainText('张店区推进云平台建设');
  await open('E3', '省领导批示肯定“一次办好”改革');
  await expect(page.getByTestId('claim-record')).toContainText('省领导批示肯定“一次办好”改革');
  await picture(program, 'records-claim', '1093');
});

test('减负 counts what is asked and names what is asked twice', async () => {
  const { page } = program;
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: '减负' }).click();
  await expect(page.getByRole('heading', { name: '减负' })).toBeVisible();
  await page.getByRole('button', { name: '限额' }).click();
  await page.getByLabel('每个区县每期').fill('45');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText(/超过限额 45 项的有张店区 \d+ 项/)).toBeVisible();
  await expect(page.getByTestId('burden-ZD')).toContainText('超限额');
  await picture(program, 'burden');
  await picture(program, 'burden', '1093');
  await page.getByRole('listitem').filter({ hasText: '超过限额' }).getByRole('button', { name: '到“填报”' }).click();
  await expect(page.getByRole('heading', { name: '数据' })).toBeVisible();
});
