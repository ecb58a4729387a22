/** 考核周期: months give way to quarters in the window, and the months before stay where they were. */
import { expect, test } from '@playwright/test';
import { askMain, launch, picture } from '../support/electron.ts';

type Matrix = { readonly cells: Record<string, Record<string, { readonly value: string | null; readonly state: string }>> };

test('an office goes over to quarters: what will happen is said, the switch steps through both, a quarter is ranked', async () => {
  const program = await launch();
  const { page } = program;
  await page.getByLabel('本月六个一').waitFor();
  await page.getByRole('button', { name: '系统' }).click();
  await page.getByRole('tab', { name: '期限' }).click();
  const section = page.getByRole('region', { name: '考核周期' });
  await expect(section).toContainText('按月考核');
  await section.getByRole('button', { name: '更改' }).click();
  const sheet = page.getByRole('dialog', { name: '更改考核周期' });
  await sheet.getByLabel('周期').selectOption('quarter');
  await expect(sheet.getByLabel('起始月份')).toHaveValue('2018-04');
  await expect(sheet).toContainText('第一期是2018年第二季度（4月至6月），2018年7月报送；2018年共考核 6 期。');
  await picture(program, 'cadence-change', '1093');
  await sheet.getByLabel('起始月份').fill('2018-05');
  await sheet.getByRole('button', { name: '保存' }).click();
  await expect(sheet.getByRole('alert')).toContainText('2018年第二季度会被分成两段');
  await picture(program, 'cadence-cut', '1093');
  await sheet.getByLabel('起始月份').fill('2018-01');
  await expect(sheet).toContainText('▲ 2018年1月、2018年2月已有的数据保留，不再单独排名。');
  await sheet.getByLabel('起始月份').fill('2018-04');
  await sheet.getByRole('button', { name: '保存' }).click();
  await expect(section).toContainText('2018年4月起按季考核');
  await expect(section).toContainText('2018年3月及以前按月考核');
  await picture(program, 'cadence-setting', '1093');
  await picture(program, 'cadence-setting', '1366');

  const period = page.getByLabel('考核期', { exact: true });
  await page.getByRole('button', { name: '下个月' }).click();
  await expect(period).toHaveValue('2018-03');
  await page.getByRole('button', { name: '下个月' }).click();
  await expect(period).toHaveValue('2018-Q2');
  await page.getByRole('button', { name: '上一期' }).click();
  await expect(period).toHaveValue('2018-03');
  await expect(period.getByRole('option', { name: '2018年第二季度' })).toHaveCount(1);
  await expect(period.getByRole('option', { name: '2018年4月' })).toHaveCount(0);

  for (const list of ['district', 'specialGroup']) {
    const { cells } = (await askMain(page, 'observations.matrix', { period: '2018-02', list })).value as Matrix;
    const edits = Object.entries(cells).flatMap(([organisation, row]) =>
      Object.entries(row).map(([indicator, { value, state }]) => ({ organisation, indicator, value, state })),
    );
    expect(await askMain(page, 'observations.save', { period: '2018-Q2', edits })).toMatchObject({ ok: true });
  }
  // What came in behind the window's back is there when it is opened anew.
  await page.reload();
  await period.selectOption('2018-Q2');
  await page.getByRole('button', { name: '排名', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: '较上次' })).toBeVisible();
  await expect(page.getByTestId('rank-ZD')).toContainText('持平');
  await picture(program, 'cadence-ranking', '1093');
  await page.getByTestId('rank-ZD').click();
  await page.getByRole('button', { name: '差在哪里' }).click();
  await page.getByLabel('比较').selectOption({ label: '与上季度' });
  await expect(page.locator('.drawer')).toContainText('上一次排名（2018年2月）');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '工作台' }).click();
  await page.getByLabel('本季度六个一').waitFor();
  await picture(program, 'cadence-overview', '1093');
  await page.getByRole('button', { name: '数据', exact: true }).click();
  await page.locator('.grid').first().waitFor();
  await picture(program, 'cadence-entry', '1093');
  await page.getByRole('button', { name: '年度', exact: true }).click();
  await expect(page.getByText('已考核 3 期，计划 6 期')).toBeVisible();
  await picture(program, 'cadence-annual', '1093');
  await page.getByRole('button', { name: '名次走势' }).click();
  await picture(program, 'cadence-annual-course', '1093');
  await page.getByRole('button', { name: '通报', exact: true }).click();
  await expect(page.getByText(/\d+ 页/).first()).toBeVisible({ timeout: 60_000 });
  await picture(program, 'cadence-bulletin', '1366');
  await period.selectOption('2018-02');
  await page.getByRole('button', { name: '排名', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: '较上月' })).toBeVisible();
  await program.close();
});
