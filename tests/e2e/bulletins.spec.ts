/** 通报 in the packaged program: parts moved and switched off, a sentence said otherwise with its figures, 签发, the register, a 更正通报. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Checks, Matrix } from '../../src/shared/contract/observations.ts';
import type { Board } from '../../src/shared/contract/submissions.ts';
import type { Evaluation } from '../../src/shared/engine/types.ts';
import { answerDialogs, askMain, type Launched, launch, picture } from '../support/electron.ts';
import { pdfText } from '../support/pdf-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'liugeyi-bulletins-'));
const PASSWORD = 'kaohe2018';
let program: Launched;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch('work');
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

async function both(name: string): Promise<void> {
  await picture(program, name, '1093');
  await picture(program, name);
}
const settled = () => expect(program.page.locator('.heading .say')).toContainText(/\d+ 页/, { timeout: 60_000 });
const part = (id: string) => program.page.getByTestId(`part-${id}`);
async function textOf(file: string): Promise<string> {
  return (await pdfText(readFileSync(file))).join('').replace(/\s/g, '');
}
async function saved(name: string): Promise<string> {
  const file = join(folder, name);
  await answerDialogs(program.app, { save: file });
  await settled();
  const button = program.page.getByRole('button', { name: '另存为 PDF' });
  await expect(button).toBeEnabled({ timeout: 60_000 });
  await button.click();
  await expect(program.page.getByText(`已保存“${name}”`)).toBeVisible({ timeout: 30_000 });
  await expect(program.page.locator('.said').getByRole('button', { name: '打印' })).toBeVisible();
  return textOf(file);
}

/** Every doubt explained, every table sent and reviewed; how that looks is another story. */
async function handIn(): Promise<void> {
  const { page } = program;
  for (const list of ['district', 'specialGroup']) {
    const { value } = await askMain(page, 'observations.matrix', { period: '2018-02', list });
    const { cells, checks } = value as Matrix & { readonly checks: Checks };
    const edits = Object.entries(cells).flatMap(([organisation, row]) =>
      Object.entries(row).flatMap(([indicator, cell]) =>
        checks[organisation]?.[indicator]?.isDoubtful
          ? [{ organisation, indicator, value: cell.value, state: cell.state, note: '已核对，情况属实' }]
          : [],
      ),
    );
    if (edits.length > 0) await askMain(page, 'observations.save', { period: '2018-02', edits });
  }
  for (const [act, states] of [
    ['submissions.submit', ['open', 'returned']],
    ['submissions.review', ['submitted']],
  ] as const) {
    const { value } = await askMain(page, 'submissions.view', { period: '2018-02' });
    const tables = (value as Board).lists.flatMap(({ rows }) =>
      rows.flatMap((row) =>
        row.tables
          .filter(({ state }) => (states as readonly string[]).includes(state))
          .map(({ block }) => ({ organisation: row.organisation, block })),
      ),
    );
    if (tables.length > 0) expect(await askMain(page, act, { period: '2018-02', tables })).toMatchObject({ ok: true });
  }
}

test('parts are moved by keyboard and by dragging, switched off, and the pages follow', async () => {
  test.setTimeout(180_000);
  const { page } = program;
  await page.getByLabel('考核期').selectOption('2018-02');
  await page.keyboard.press('Alt+7');
  await settled();
  await expect(page.locator('canvas').first()).toHaveAttribute('data-drawn', 'true', { timeout: 30_000 });
  await both('bulletins-outline');
  await part('dispatch').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(part('dispatch')).toHaveText('一、调度情况');
  await expect(part('overall')).toHaveText('二、总体情况');
  await part('consultation').dragTo(part('ranking'));
  await expect(part('consultation')).toHaveText('四、会诊对象');
  await page.getByLabel('印存在问题').uncheck();
  await expect(part('problems')).toHaveText('存在问题（不印）');
  const text = await saved('编排.pdf');
  expect(text.indexOf('一、调度情况')).toBeGreaterThan(0);
  expect(text.indexOf('四、会诊对象')).toBeLessThan(text.indexOf('五、排名情况'));
  expect(text).not.toContain('、存在问题');
  await page.keyboard.press('Control+z');
  await expect(part('problems')).toHaveText(/^.、存在问题$/);
});

test('a sentence is said otherwise; its figures stay the month’s', async () => {
  test.setTimeout(180_000);
  const { page } = program;
  await part('overall').click();
  const drawer = page.locator('.drawer');
  const mean = drawer.locator('.sentence', { hasText: '区县平均得分' });
  await mean.getByRole('button', { name: '区县平均得分' }).click();
  const field = drawer.getByRole('textbox', { name: '这一段' });
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('从得分看，');
  await both('bulletins-editing');
  // A chip goes as one piece, and is put in again from the list.
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await expect(mean).toContainText('已改写');
  await mean.getByRole('button', { name: '从得分看，' }).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('平均 91.23 分。');
  await page.keyboard.press('Control+Enter');
  await expect(mean.getByRole('alert')).toContainText('“91.23 分”不能手工写');
  await page.keyboard.press('Escape');
  await expect(mean).not.toContainText('91.23');
  await mean.getByRole('button', { name: '后面加一段' }).click();
  await drawer.getByLabel('另加的一段').fill('各区县之间的差距比年初有所缩小，3月底前要再缩小。');
  await page.keyboard.press('Enter');
  await expect(drawer.getByText('手写的数（3）不随数据变动')).toBeVisible();
  await both('bulletins-words');
  const text = await saved('改写.pdf');
  expect(text).toContain('从得分看，区县平均得分');
  expect(text).toContain('各区县之间的差距比年初有所缩小');
  // Another figure of the month, and the office’s sentence takes it.
  const before = /从得分看，区县平均得分(\d+\.\d+)分/.exec(text)?.[1];
  const { value } = await askMain(page, 'rankings.view', { period: '2018-02', list: 'district' });
  const { evaluation } = value as { evaluation: Evaluation };
  const last = evaluation.entries.at(-1);
  const use = last?.items.find(({ code }) => code === 'C4')?.inputs[0];
  expect(
    await askMain(page, 'observations.save', {
      period: '2018-02',
      edits: [{ organisation: last?.organisation, indicator: use?.indicator, value: '100', state: 'reported', note: '' }],
    }),
  ).toMatchObject({ ok: true });
  await page.keyboard.press('Alt+5');
  await page.keyboard.press('Alt+7');
  await settled();
  const after = /从得分看，区县平均得分(\d+\.\d+)分/.exec(await saved('改数.pdf'))?.[1];
  expect(after).not.toBe(before);
  await page.getByRole('button', { name: '经过' }).click();
  await expect(page.getByRole('dialog').getByRole('row')).not.toHaveCount(1);
  await both('bulletins-history');
  await page.keyboard.press('Escape');
});

test('modes, the other edition and the checks of the format', async () => {
  test.setTimeout(120_000);
  const { page } = program;
  await page.getByRole('button', { name: '草稿' }).click();
  await settled();
  await picture(program, 'bulletins-draft-mode');
  await page.getByRole('button', { name: '公开版' }).click();
  await page.getByRole('button', { name: '全红头' }).click();
  await settled();
  await expect(part('problems')).toHaveCount(0);
  await expect(page.locator('.bulletin-checks li').first()).toContainText('正文');
  await both('bulletins-public');
  await page.getByRole('button', { name: '内部版' }).click();
  await settled();
});

test('signed only over a sealed month, then as it is for good', async () => {
  test.setTimeout(240_000);
  const { app, page } = program;
  await page.getByRole('button', { name: '签发', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('2018年2月没有封账，数据还会变，不能签发');
  await expect(dialog.getByRole('button', { name: '签发' })).toHaveCount(0);
  await both('bulletins-unsealed');
  // What was said otherwise does not fit the figures any more: it is looked at before anything is signed.
  await dialog.getByRole('button', { name: '去核对' }).first().click();
  const sentence = page.locator('.drawer .sentence', { hasText: '从得分看' });
  await expect(sentence).toContainText('现在没有了，请改写这句话，或恢复原文。');
  await both('bulletins-doubt');
  await sentence.getByRole('button', { name: '恢复原文' }).click();
  await expect(page.locator('.bulletin-checks')).not.toContainText('待核');
  await page.keyboard.press('Escape');

  await handIn();
  const account = { id: null, isActive: true, password: PASSWORD };
  expect(await askMain(page, 'people.save', { ...account, name: '张三', roles: ['entry', 'review', 'admin'] })).toMatchObject({
    ok: true,
  });
  await askMain(page, 'people.signIn', { name: '张三', password: PASSWORD });
  expect(await askMain(page, 'people.save', { ...account, name: '李四', roles: ['review', 'seal'] })).toMatchObject({ ok: true });
  await askMain(page, 'people.signIn', { name: '李四', password: PASSWORD });
  expect(await askMain(page, 'seals.seal', { period: '2018-02', acceptDoubts: true })).toMatchObject({ ok: true });
  await page.reload();
  await page.getByLabel('考核期').selectOption('2018-02');
  await page.keyboard.press('Alt+7');
  await settled();
  await page.getByRole('button', { name: '签发', exact: true }).click();
  await dialog.getByLabel('成文日期').fill('2018-03-05');
  await dialog.getByLabel(/^文号/).fill('3');
  await dialog.getByLabel('签发人').fill('王主任');
  await dialog.getByRole('button', { name: '签发' }).click();
  await expect(dialog.getByRole('alert')).toContainText('1至2号用于哪些文件');
  await dialog.getByLabel('1至2号用于').fill('年度工作要点等两份文件');
  await both('bulletins-sign');
  await dialog.getByRole('button', { name: '签发' }).click();
  await expect(page.locator('.heading .say')).toContainText('淄改办发〔2018〕3号 已签发', { timeout: 120_000 });
  await expect(page.locator('canvas').first()).toHaveAttribute('data-drawn', 'true', { timeout: 30_000 });
  await both('bulletins-signed');
  for (const name of ['一.pdf', '二.pdf']) {
    await answerDialogs(app, { save: join(folder, name) });
    await page.getByRole('button', { name: '另存 PDF' }).click();
    await expect(page.getByText(`已保存“${name}”`)).toBeVisible();
  }
  expect(readFileSync(join(folder, '一.pdf')).equals(readFileSync(join(folder, '二.pdf')))).toBe(true);
  expect(await textOf(join(folder, '一.pdf'))).toContain('淄改办发〔2018〕3号');
  await page.getByRole('button', { name: '发文登记簿' }).click();
  await page.getByTestId('signed-1').getByRole('button').click();
  await expect(page.locator('.drawer')).toContainText('王主任');
  // The register itself goes on paper, and what was saved goes to the printer from where it says so.
  const register = join(folder, '发文登记簿.pdf');
  await answerDialogs(program.app, { save: register });
  await page.getByRole('button', { name: '导出登记簿' }).click();
  await expect(page.getByText('已保存“发文登记簿.pdf”。')).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.said', { hasText: '发文登记簿.pdf' }).getByRole('button', { name: '打印' })).toBeVisible();
  expect(await textOf(register)).toContain('共签发通报');
  await both('bulletins-register');
});

test('a corrected month is told by a 更正通报 with a number of its own', async () => {
  test.setTimeout(240_000);
  const { page } = program;
  const { value } = await askMain(page, 'rankings.view', { period: '2018-02', list: 'district' });
  const { evaluation } = value as { evaluation: Evaluation };
  const last = evaluation.entries.at(-1);
  const use = last?.items.find(({ code }) => code === 'C4')?.inputs[0];
  const cells = [
    {
      organisation: last?.organisation,
      indicator: use?.indicator,
      value: use?.value === '100' ? '60' : '100',
      state: 'reported',
    },
  ];
  await askMain(page, 'people.signIn', { name: '张三', password: PASSWORD });
  const asked = { period: '2018-02', reason: '满意度调查报告更正数据', cells, appeal: null };
  expect(await askMain(page, 'corrections.ask', asked)).toMatchObject({ ok: true });
  await askMain(page, 'people.signIn', { name: '李四', password: PASSWORD });
  expect(await askMain(page, 'corrections.decide', { id: 1, decision: 'sign', words: '属实' })).toMatchObject({ ok: true });
  await page.reload();
  await page.getByLabel('考核期').selectOption('2018-02');
  await page.keyboard.press('Alt+7');
  await expect(page.getByText('签发后数据已更正')).toBeVisible();
  await both('bulletins-correction-due');
  await page.getByRole('button', { name: '起草更正通报' }).click();
  await expect(page.locator('h1')).toHaveText('更正通报');
  await settled();
  await expect(page.locator('canvas').first()).toHaveAttribute('data-drawn', 'true', { timeout: 30_000 });
  await part('texts').click();
  await both('bulletins-correction');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '签发', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('成文日期').fill('2018-03-20');
  await expect(dialog.getByLabel(/^文号/)).toHaveValue('4');
  await expect(dialog.getByLabel('签发人')).toHaveValue('王主任');
  await dialog.getByRole('button', { name: '签发' }).click();
  await expect(page.locator('.heading .say')).toContainText('淄改办发〔2018〕4号 已签发', { timeout: 120_000 });
  await page.getByRole('button', { name: '淄改办发〔2018〕3号', exact: true }).click();
  await expect(page.getByText('已由淄改办发〔2018〕4号更正')).toBeVisible();
  await both('bulletins-corrected');
  await page.getByRole('button', { name: '发文登记簿' }).click();
  await expect(page.getByTestId('signed-1')).toContainText('已由淄改办发〔2018〕4号更正');
  await both('bulletins-register-corrected');
  expect(readdirSync(folder).length).toBeGreaterThan(3);
});
