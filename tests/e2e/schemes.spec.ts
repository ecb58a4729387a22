/** A scheme is changed, seen as a curve, tried on past months and brought into force, in one sitting. */
import { expect, test } from '@playwright/test';
import { type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  await program.page.getByLabel('本月六个一').waitFor();
});
test.afterAll(() => program.close());

/** Both sizes, and nothing wider than its place. */
async function pictures(name: string): Promise<void> {
  for (const size of ['1366', '1093'] as const) {
    await picture(program, name, size);
    const wide = await program.page
      .locator('.page, .content, .scheme-edit > *, .scheme-trial > *, .scheme-bar')
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className));
    expect(wide, `${name} ${size}`).toEqual([]);
  }
}

test('from a version to the next one', async () => {
  const { page } = program;
  await page.locator('.rail').getByRole('button', { name: '系统' }).click();
  await page.getByRole('tab', { name: '方案' }).click();
  await expect(page.getByLabel('各版方案')).toContainText('● 2018年2月用这一版');
  await pictures('schemes-versions');
  await page.getByRole('button', { name: '以这一版为底稿修改' }).click();
  const tree = page.getByRole('navigation', { name: '方案各项' });
  await expect(tree).toContainText('区县 100/100 ●');
  await expect(tree).toContainText('专项小组 60/100 折算');
  await pictures('schemes-whole');

  await tree.getByRole('button', { name: /^A2 上级文件配套出台/ }).click();
  await page.getByLabel('满分').fill('9');
  await expect(tree).toContainText('区县 101/100 ▲ 超出');
  await expect(tree).toContainText('问题 1 处');
  // Down the tree by keyboard; what was typed is stored when its field is left.
  await tree.getByRole('button', { name: /^C2 / }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('名称', { exact: true })).toHaveValue('PM2.5同比改善');
  await page.getByLabel('满分').fill('4');
  await expect(tree).toContainText('区县 100/100 ●');
  await expect(page.getByText('● 草稿已保存')).toBeVisible();
  const curve = page.getByRole('region', { name: '计分曲线' });
  await expect(curve.getByRole('img')).toHaveAccessibleName('PM2.5同比改善的计分曲线，11 个单位在线上');
  const best = curve.locator('tbody tr').first().locator('td').last();
  await expect(best).toHaveText('4.00');
  await pictures('schemes-item');
  // A parameter moves the curve at once: half the improvement is enough for nobody now.
  const before = await best.textContent();
  await page.getByLabel('改善目标（%）').fill('60');
  await expect(best).not.toHaveText(before ?? '');
  await page.getByLabel('改善目标（%）').fill('10');

  await tree.getByRole('button', { name: /^D1 / }).click();
  await pictures('schemes-composite');
  await tree.getByRole('button', { name: /^E4 / }).click();
  await pictures('schemes-levels');
});

test('activity is refused with its reason, and the problem leads to its field', async () => {
  const { page } = program;
  const tree = page.getByRole('navigation', { name: '方案各项' });
  await tree.getByRole('button', { name: /^D2 / }).click();
  await page.getByLabel('名称', { exact: true }).fill('公众号点赞数');
  await expect(page.getByLabel('这一页的问题')).toContainText('中央整治形式主义、为基层减负的规定不许以登录、点赞、转发');
  await pictures('schemes-refused');
  await tree.getByRole('button', { name: '问题 1 处' }).click();
  await pictures('schemes-problems');
  await page.getByRole('button', { name: '试算' }).click();
  await expect(page.getByText('草稿还有 1 处问题，改好以后才能试算和生效。')).toBeVisible();
  await page.getByRole('button', { name: '去改' }).click();
  await tree.getByRole('button', { name: '问题 1 处' }).click();
  await page.getByRole('button', { name: '去改' }).click();
  await expect(page.getByLabel('名称', { exact: true })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('专栏网站公众号更新');
  await expect(tree).toContainText('没有问题');
});

test('side by side, tried, in force', async () => {
  const { page } = program;
  await page.getByRole('button', { name: '两版对照' }).click();
  await expect(page.locator('.scheme-compare')).toContainText('C3 PM2.5同比改善');
  await expect(page.locator('.scheme-compare tbody tr')).toHaveCount(2);
  await pictures('schemes-compare');
  await page.getByRole('button', { name: '试算', exact: true }).click();
  await expect(page.locator('.scheme-bar')).toContainText('近 12 个考核月按草稿试算：名次变动');
  const changes = page.locator('.units-table');
  await expect(changes).toContainText('周村区');
  await pictures('schemes-trial');
  await page.locator('.months-table').getByRole('button', { name: '2018年2月' }).first().click();
  await expect(changes.locator('tbody tr').first()).toContainText('周村区11');
  await pictures('schemes-trial-month');
  await page.getByRole('button', { name: '生效…' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('A2 上级文件配套出台：分值 8 → 9');
  await expect(sheet).toContainText('这个月起还没有数据');
  await sheet.getByLabel('生效月份').fill('2018-02');
  await expect(sheet).toContainText('2018年2月已有数据、还没有封账');
  await pictures('schemes-activate');
  await sheet.getByRole('button', { name: '自2018年2月起生效' }).click();
  await expect(sheet).toHaveCount(0);
  await expect(page.getByLabel('各版方案')).toContainText('第 2 版 2018年2月起● 2018年2月用这一版');
  await page.locator('.rail').getByRole('button', { name: '排名' }).click();
  await expect(page.locator('.ranking tbody tr').last()).toContainText('经济开发区');
});
