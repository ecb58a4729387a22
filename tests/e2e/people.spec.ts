/** An office of several people: the first account, a second, signing out and in, and what each may do. */
import { expect, test } from '@playwright/test';
import { type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  await program.page.getByLabel('本月六个一').waitFor();
});
test.afterAll(() => program.close());

test('the first account manages, the second only looks, and the desk asks who is there', async () => {
  const { page } = program;
  await page.locator('.rail').getByRole('button', { name: '系统' }).click();
  await page.getByRole('tab', { name: '人员' }).click();
  await expect(page.getByText('由一人经办，打开程序不用登录')).toBeVisible();
  const add = page.getByRole('button', { name: '新增人员' });
  await add.click();
  await page.getByLabel('姓名').fill('张三');
  await page.getByLabel('密码').fill('短');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('alert')).toContainText('密码至少 8 位');
  await page.getByLabel('密码').fill('kaohe2018');
  await picture(program, 'people-first');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('.top')).toContainText('张三 录入、审核、封账、管理');
  await add.click();
  await page.getByLabel('姓名').fill('王五');
  await page.getByLabel('密码').fill('chakan2018');
  await page.getByRole('checkbox', { name: /录入/ }).uncheck();
  await page.getByRole('checkbox', { name: /查看/ }).check();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('cell', { name: '查看', exact: true })).toBeVisible();
  await picture(program, 'people');
  await page.getByRole('button', { name: '退出' }).click();

  const name = page.getByLabel('姓名');
  await name.selectOption('王五');
  await page.getByLabel('密码').fill('wrong1234');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('姓名或密码不对');
  await picture(program, 'sign-in');
  await page.getByLabel('密码').fill('chakan2018');
  await page.keyboard.press('Enter');
  await expect(page.locator('.top')).toContainText('王五 查看');
  await page.keyboard.press('Alt+4');
  await page.getByTestId('cell-0-0').click();
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('由有“录入”职责的人员办理');
  await picture(program, 'people-denied', '1093');
});
