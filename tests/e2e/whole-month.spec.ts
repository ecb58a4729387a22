/** One month lived in the window, from the roadmap to the bulletin; the same month as steps without a window comes to the same numbers. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { RankingView } from '../../src/shared/contract/rankings.ts';
import { readPdf } from '../jobs/pdf-lines.ts';
import { answerDialogs, askMain, type Launched, launch, picture } from '../support/electron.ts';
import {
  AHEAD,
  BEFORE,
  BEHIND,
  CALLED,
  DONE,
  EVIDENCE,
  FILLED,
  layMonth,
  monthSteps,
  NOTICE,
  PERIOD,
  PRESENT,
  PROBLEMS,
  PROGRESS,
  PROOF,
  RECTIFIED,
  SAID,
  SITES,
  VISIT,
} from '../support/whole-month.ts';

let program: Launched;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-month-'));
const root = join(import.meta.dirname, '../..');

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  layMonth((name, content) => writeFileSync(join(folder, name), content));
  await program.page.getByLabel('考核期').selectOption(PERIOD);
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

const go = (page: string) =>
  program.page.getByRole('navigation', { name: '页面' }).getByRole('button', { name: page, exact: true }).click();
const view = (group: string, name: string) =>
  program.page.getByRole('group', { name: group }).getByRole('button', { name, exact: true }).click();
const scores = async (): Promise<RankingView> =>
  (await askMain(program.page, 'rankings.view', { period: PERIOD, list: 'district' })).value as RankingView;
const scoreOf = ({ evaluation }: RankingView, unit: string, code: string): string | null | undefined =>
  evaluation.entries.find(({ organisation }) => organisation === unit)?.items.find((item) => item.code === code)?.points;

let before: RankingView;

test('调度: the roadmap becomes the ledger, two rounds of progress, one item closed in time', async () => {
  const { app, page } = program;
  before = await scores();
  await go('调度');
  await answerDialogs(app, { open: join(folder, '路线图.csv') });
  await page.locator('.empty').getByRole('button', { name: '导入路线图' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('读到 2 项任务')).toBeVisible();
  await dialog.getByRole('button', { name: '导入 2 项' }).click();
  await expect(dialog.getByText('已登记 2 项任务')).toBeVisible();
  await dialog.getByRole('button', { name: '关闭' }).click();
  const list = page.getByRole('region', { name: '任务', exact: true });
  const record = page.getByTestId('task-record');
  for (const [month, period] of [BEFORE, PERIOD].entries()) {
    await page.getByLabel('考核期').selectOption(period);
    for (const unit of [AHEAD, BEHIND]) {
      await list.getByRole('button', { name: unit === AHEAD ? /一次办好/ : /集体产权/ }).click();
      if (month === 0) {
        await record.getByRole('button', { name: '立项', exact: true }).click();
        await record.getByRole('button', { name: '启动', exact: true }).click();
      }
      const progress = PROGRESS[unit.code][month];
      await record.getByLabel(/进展$/).fill(progress?.text ?? '');
      await record.getByLabel('已完成百分之几').fill(String(progress?.percent));
      if (unit === BEHIND && month === 1) {
        await expect(record.getByRole('note')).toContainText('进展与本任务2018年1月的文字相同');
      }
      await record.getByRole('button', { name: '保存进展' }).click();
      // Who is not 立项 yet is not asked.
      const asked = unit === AHEAD && month === 0 ? 1 : 2;
      await expect(page.getByText(`进展已填 ${unit === AHEAD ? 1 : 2}/${asked}`)).toBeVisible();
    }
  }
  await picture(program, 'month-progress');
  await list.getByRole('button', { name: /一次办好/ }).click();
  await record.getByRole('button', { name: /^办结/ }).first().click();
  await dialog.getByLabel('办结日期').fill(DONE[0]);
  await dialog.getByRole('button', { name: '办结' }).click();
  await answerDialogs(app, { open: join(folder, EVIDENCE.name) });
  await record.getByRole('button', { name: '添加佐证' }).click();
  await expect(record.getByText(EVIDENCE.name).first()).toBeVisible();
  await record.getByRole('button', { name: '申请销号' }).click();
  await dialog.getByLabel('办结日期').fill(DONE[1]);
  await dialog.getByRole('button', { name: '申请销号' }).click();
  await record.getByRole('button', { name: '核验' }).click();
  await record.getByRole('button', { name: '销号', exact: true }).click();
  await expect(record.locator('.task-light')).toContainText('已销号');
});

test('三单一书: what is overdue is urged, and the order follows', async () => {
  const { page } = program;
  await view('调度', '三单一书');
  const list = page.getByRole('region', { name: '三单一书', exact: true });
  const record = page.getByTestId('notice-record');
  const form = page.getByRole('dialog');
  const issue = async (day: string) => {
    await record.getByRole('button', { name: '签发', exact: true }).click();
    await form.getByLabel('下发日').fill(day);
    await form.getByLabel('签发人').fill(NOTICE.signedBy);
    await form.getByRole('button', { name: '签发' }).click();
  };
  await list.getByRole('button', { name: '逐份查看' }).click();
  await list.locator('.notice-row').filter({ hasText: '集体产权' }).click();
  await page.getByTestId('notice-proposal').getByRole('button', { name: '起草催办单' }).click();
  await issue(NOTICE.urgedOn);
  await expect(record.getByRole('heading', { level: 2 })).toHaveText('催办〔2018〕1号');
  await record.getByRole('button', { name: '升级为责令书' }).click();
  await form.getByLabel('理由').fill(NOTICE.reason);
  await form.getByRole('button', { name: '起草' }).click();
  await expect(record.getByRole('heading', { level: 2 })).toHaveText('责令书（待编号）');
  await issue(NOTICE.orderedOn);
  await expect(record.getByRole('heading', { level: 2 })).toHaveText('责令〔2018〕第1期');
  await picture(program, 'month-order');
});

test('督察: the list is frozen, the sites are drawn, one is visited with two problems, one of them is rectified', async () => {
  const { app, page } = program;
  await go('督察');
  await view('督察', '点位');
  const sheet = page.getByRole('dialog');
  await page.getByRole('button', { name: '粘贴登记' }).first().click();
  const lines = SITES.map(([code, name, unit, level, block]) => [code, name, unit.name, level, block].join('\t'));
  await sheet.getByLabel('点位名单').fill(lines.join('\n'));
  await sheet.getByRole('button', { name: '登记 4 个' }).click();
  await view('督察', '抽取');
  await page.getByRole('button', { name: '封存名单' }).first().click();
  await sheet.getByLabel('每层抽').selectOption('1');
  await sheet.getByRole('button', { name: '封存', exact: true }).click();
  const draw = page.getByTestId('draw-list');
  await draw.getByRole('button', { name: '当众抽取' }).click();
  for (const [at, { name, digits }] of CALLED.entries()) {
    await sheet.getByLabel(`报数人 ${at + 1}`).fill(name);
    await sheet.getByLabel(`数字 ${at + 1}`, { exact: true }).fill(digits);
  }
  await sheet.getByLabel('在场监督').fill(PRESENT);
  await sheet.getByRole('button', { name: '抽取', exact: true }).click();
  await expect(draw.getByRole('table', { name: '抽中的点位' }).locator('tbody tr')).toHaveCount(2);
  await view('督察', '现场');
  const rows = page.locator('.inspection-table tbody tr');
  await rows.filter({ hasText: BEHIND.name }).locator('.title button').click();
  const form = page.getByTestId('visit-form');
  await form.getByLabel('督察人员', { exact: true }).fill(VISIT.inspectors.join('、'));
  await form.getByLabel('督察日期').fill(VISIT.on);
  for (const [at, points] of VISIT.points.entries()) await form.getByLabel(`得分 ${at + 1}`).fill(points);
  for (const [at, { category, text, demand, days }] of PROBLEMS.entries()) {
    await form.getByRole('button', { name: '添加问题' }).click();
    await form.getByLabel(`问题 ${at + 1}`, { exact: true }).fill(text);
    await form.getByLabel(`类别 ${at + 1}`).selectOption(category);
    await form.getByLabel(`整改要求 ${at + 1}`).fill(demand);
    await form.getByLabel(`时限 ${at + 1}`).fill(String(days));
  }
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('button', { name: '签字确认' }).click();
  await sheet.getByLabel('被督察单位签字人').fill(VISIT.signedBy);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${VISIT.signedBy}已签字确认`)).toBeVisible();
  await picture(program, 'month-visit');
  await page.getByRole('button', { name: '返回' }).click();

  await view('督察', '问题');
  await page.getByRole('button', { name: PROBLEMS[0].text }).click();
  const record = page.getByTestId('problem-record');
  await answerDialogs(app, { open: join(folder, PROOF.name) });
  await record.getByRole('button', { name: '添加整改佐证' }).click();
  await expect(record.getByRole('button', { name: `移除 ${PROOF.name}` })).toBeVisible();
  const step = async (name: string, label: string | null, words: string, day: string) => {
    await record.getByRole('button', { name, exact: true }).click();
    await sheet.getByLabel('日期').fill(day);
    if (label) await sheet.getByLabel(label).fill(words);
    await sheet.getByRole('button', { name, exact: true }).click();
    await expect(sheet).toHaveCount(0);
  };
  await step('报整改', '整改情况', '已补齐', RECTIFIED.reportedOn);
  await step('回访核实', '回访情况', '现场查看，台账已补齐', RECTIFIED.revisitedOn);
  await step('销号', null, '', RECTIFIED.closedOn);
  await expect(record.getByText('已销号')).toBeVisible();
  await picture(program, 'month-problem');
});

test('the counts are filled in, the scores move by the clauses, and the steps come to the same', async () => {
  const { page } = program;
  await go('数据');
  await page.getByRole('button', { name: '按登记计数' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByLabel(`${BEHIND.name} 应完成节点数`, { exact: true })).toBeVisible();
  for (const { unit, name } of FILLED) {
    // What agrees with the register already is not listed.
    const box = sheet.getByLabel(`${unit.name} ${name}`, { exact: true });
    if ((await box.count()) > 0) await box.check();
  }
  await picture(program, 'month-counts');
  await sheet.getByRole('button', { name: /^填入/ }).click();
  await expect(sheet).toHaveCount(0);
  const after = await scores();
  // 周村区: no node in time, one site at 62, the one problem that was due put right, one 催办 and one 责令.
  const items = Object.fromEntries(['A1', 'B1', 'B2', 'B3'].map((code) => [code, scoreOf(after, BEHIND.code, code)]));
  expect(items).toEqual({ A1: '0', B1: '9.3', B2: '8', B3: '4' });
  expect(scoreOf(after, AHEAD.code, 'A1')).toBe('15');
  const total = ({ evaluation }: RankingView, unit: string) =>
    Number(evaluation.entries.find(({ organisation }) => organisation === unit)?.score);
  expect(total(after, BEHIND.code)).toBeLessThan(total(before, BEHIND.code));

  const data = join(folder, 'unattended');
  execFileSync(process.execPath, [join(root, 'tests/support/figures.ts'), data], { stdio: 'pipe' });
  writeFileSync(join(folder, '步骤.json'), JSON.stringify(monthSteps()));
  const said = execFileSync(process.execPath, [
    join(root, 'src/main/batch.ts'),
    'steps',
    join(folder, '步骤.json'),
    '--data',
    data,
  ]);
  const unattended = (JSON.parse(String(said)) as { answers: { 排名: RankingView } }).answers.排名;
  // All but the hour a figure was entered at.
  const numbers = ({ evaluation }: RankingView) =>
    evaluation.entries.map(({ organisation, rank, score, change, items, bonus, deduction }) => ({
      ...{ organisation, rank, score, change, bonus, deduction },
      items: items.map(({ code, points }) => ({ code, points })),
    }));
  expect(numbers(unattended)).toEqual(numbers(after));
  await go('排名');
  await page.getByTestId(`rank-${BEHIND.code}`).getByRole('button').click();
  await page.locator('.steps').locator('summary', { hasText: 'B3' }).click();
  await expect(page.locator('.steps')).toContainText('责令〔2018〕第1期');
  await picture(program, 'month-point');
});

test('通报 carries every count of the month', async () => {
  const { app, page } = program;
  const made = await askMain(page, 'bulletins.make', { period: PERIOD, edition: '内部版' });
  const file = join(folder, '通报.pdf');
  await answerDialogs(app, { save: file });
  const { token } = made.value as { token: string };
  expect(await askMain(page, 'bulletins.export', { token })).toMatchObject({ ok: true });
  const text = (await readPdf(new Uint8Array(readFileSync(file)))).map((one) => one.text).join('');
  for (const said of SAID) expect(text).toContain(said);
  await go('通报');
  await page.locator('canvas[data-drawn]').first().waitFor();
  await picture(program, 'month-bulletin');
});
