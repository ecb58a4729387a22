/** 一数一源 in the window: what happened to a table is counted, filled in, and the score leads back to it. */
import { expect, test } from '@playwright/test';
import { askMain, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
test.beforeAll(async () => {
  program = await launch();
  await program.page.getByLabel('本月六个一').waitFor();
});
test.afterAll(() => program.close());

test('a table sent back twice is counted beside the typed figure, filled in, and the point leads to the register', async () => {
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
  await steps.getByRole('button', { name: '看登记' }).first().click();
  await expect(page.getByRole('heading', { name: '报送' })).toBeVisible();
});
