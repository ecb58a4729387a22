/** 差在哪里: from a row of 排名 to what a difference is made of, by keyboard, at both sizes. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@playwright/test';
import { type Launched, launch, picture } from '../support/electron.ts';

/** Every row of the table as it is shown, folded ones opened; their last column must come to the last cell of the total. */
async function expectWhole({ page }: Launched): Promise<void> {
  const fold = page.locator('.gap').getByRole('button', { name: /^展开/ });
  if (await fold.count()) await fold.click();
  const hundredths = (text: string): number => Math.round(Number(text.replace('−', '-').replace('+', '')) * 100);
  const last = (rows: string): Promise<readonly string[]> => page.locator(`.gap ${rows} td:nth-child(4)`).allInnerTexts();
  const [total] = await last('tfoot');
  const amounts = await last('tbody');
  expect(amounts.length).toBeGreaterThan(15);
  expect(amounts.reduce((n, text) => n + hundredths(text), 0)).toBe(hundredths(total ?? ''));
}

async function expectNoSideways({ page }: Launched): Promise<void> {
  const wide = await page
    .locator('.drawer .body, .content')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
  expect(wide).toBe(0);
}

test('a clerk sees by keyboard why a unit is behind, against whom and since when', async () => {
  const program = await launch();
  const { page } = program;
  await page.getByLabel('本月六个一').waitFor();
  await page.keyboard.press('Alt+5');
  await page.getByTestId('rank-ZCU').getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.drawer h2')).toHaveText('周村区 得分由来');
  await picture(program, 'decomposition-switch', '1093');
  await page.getByRole('button', { name: '差在哪里' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.drawer h2')).toHaveText('周村区 差在哪里');
  const say = page.locator('.gap .say');
  await expect(say).toContainText('比前一名经济开发区少 0.07 分：少在 ');
  await expect(say).toContainText('（优势）');
  await picture(program, 'decomposition-above', '1093');
  await picture(program, 'decomposition-above', '1366');
  await expectNoSideways(program);
  await expectWhole(program);
  const body = page.locator('.drawer .body');
  await body.evaluate((one) => one.scrollTo(0, one.scrollHeight));
  await picture(program, 'decomposition-above-end', '1093');
  await body.evaluate((one) => one.scrollTo(0, 0));

  const choice = page.locator('.gap select');
  await choice.focus();
  for (const [value, text] of [
    ['best', '比第一名沂源县少 17.48 分'],
    ['mean', '比 11 个区县平均（'],
    ['lastMonth', '比上月（2018年1月）'],
    ['unit:ZD', '比张店区少 '],
  ] as const) {
    await choice.selectOption(value);
    await expect(say).toContainText(text);
    await picture(program, `decomposition-${value.replace(':', '-')}`, '1093');
    await expectNoSideways(program);
    await expectWhole(program);
  }
  await choice.selectOption('best');
  await page.getByTestId('rank-YY').getByRole('button').click();
  await expect(say).toContainText('本单位已是第一名，前面没有单位');
  await picture(program, 'decomposition-first', '1093');
  await page.getByRole('button', { name: '专项小组' }).click();
  await page.locator('table.ranking tbody tr').nth(5).getByRole('button').click();
  await expect(say).toContainText('折算');
  await picture(program, 'decomposition-group', '1093');
  await expectNoSideways(program);
  await expectWhole(program);
  await page.keyboard.press('Escape');
  await expect(page.locator('.drawer')).toHaveCount(0);
  await program.close();
});

test('an edited figure is seen at once, and a new rule version is told apart from work', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'liugeyi-rules-'));
  const batch = join(import.meta.dirname, '../../src/main/batch.ts');
  execFileSync(process.execPath, [batch, 'init', '--demo', '--data', folder], { stdio: 'pipe' });
  reweigh(join(folder, 'reform.db'));
  const program = await launch({ folder });
  const { page } = program;
  await page.getByLabel('本月六个一').waitFor();
  await page.keyboard.press('Alt+5');
  await page.getByTestId('rank-ZCU').getByRole('button').click();
  await page.getByRole('button', { name: '差在哪里' }).click();
  await page.locator('.gap select').selectOption('lastMonth');
  await expect(page.locator('.gap .say')).toContainText('规则影响');
  await expect(page.locator('.gap thead')).toContainText('工作影响');
  await picture(program, 'decomposition-rules', '1093');
  await page.locator('.gap table').scrollIntoViewIfNeeded();
  await page.locator('.drawer .body').evaluate((one) => one.scrollBy(0, 420));
  await picture(program, 'decomposition-rules-table', '1093');
  await expectNoSideways(program);
  await expectWhole(program);
  await page.locator('.drawer .body').evaluate((one) => one.scrollTo(0, one.scrollHeight));
  await picture(program, 'decomposition-rules-end', '1093');

  const satisfaction = page.locator('.gap tbody tr', { hasText: 'C4 群众满意度' });
  const before = (await satisfaction.textContent()) ?? '';
  await page.getByRole('button', { name: '得分由来' }).click();
  await page.getByText('C4 群众满意度').click();
  await page.getByRole('button', { name: /^改革工作群众满意度：/ }).click();
  await expect(page.locator('.is-active')).toBeVisible();
  await page.keyboard.type('86.5');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+5');
  await page.getByTestId('rank-ZCU').getByRole('button').click();
  await page.getByRole('button', { name: '差在哪里' }).click();
  await page.locator('.gap select').selectOption('lastMonth');
  await expect(satisfaction).not.toHaveText(before);
  await expectWhole(program);
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A second version from 2018-02: 现场督察评分 18 instead of 15, 典型经验推介 6 instead of 5, 第一议题传达学习 gone. */
function reweigh(file: string): void {
  const db = new DatabaseSync(file);
  const row = db.prepare('SELECT code, name, rules, audit_id AS audit FROM scheme_versions').get() as Record<string, string>;
  const rules = JSON.parse(row.rules ?? '{}') as { items: { code: string; fullPoints: string }[] };
  const points: Readonly<Record<string, string>> = { B1: '18', D3: '6' };
  const items = rules.items
    .filter((item) => item.code !== 'A4')
    .map((item) => ({ ...item, fullPoints: points[item.code] ?? item.fullPoints }));
  db.prepare('INSERT INTO scheme_versions (code, name, version, effective_from, rules, audit_id) VALUES (?, ?, 2, ?, ?, ?)').run(
    row.code ?? '',
    row.name ?? '',
    '2018-02',
    JSON.stringify({ ...rules, items }),
    row.audit ?? 0,
  );
  db.close();
}
