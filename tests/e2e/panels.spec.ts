/** 评分: a clerk sets a panel up, types paper sheets in by keyboard without seeing them again, ends it, and sees who gave what. */
import { expect, test } from '@playwright/test';
import { type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  await program.page.getByLabel('本月六个一').waitFor();
});
test.afterAll(() => program.close());

async function expectNoSideways(): Promise<void> {
  const wide = await program.page
    .locator('.panel-record, .panels > nav, .content')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className));
  expect(wide).toEqual([]);
}

/** Types a whole sheet, Enter after every mark; the keyboard comes to 交卷. */
async function typeSheet(marks: readonly string[]): Promise<void> {
  const { page } = program;
  await expect(page.locator('.mark').first()).toBeFocused();
  for (const mark of marks) {
    await page.keyboard.type(mark);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('button', { name: '交卷' })).toBeFocused();
}
const marksOf = (habit: number): string[] => Array.from({ length: 11 }, (_, at) => String(78 + ((at * 5) % 9) + habit));

test('评委打分 by keyboard, blind until it is ended', async () => {
  const { page } = program;
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: '评分', exact: true }).click();
  await expect(page.getByText('还没有评分')).toBeVisible();
  await picture(program, 'panels-empty', '1093');
  await page.getByRole('button', { name: '新建评分' }).click();
  await page.getByLabel('名称').fill('改革任务推进情况评议');
  await page.getByLabel('评委', { exact: true }).fill('赵一、钱二、孙三、李四');
  await page.getByLabel('记入指标').selectOption('C4');
  await page.getByLabel('首尾各去掉（个）').fill('2');
  await picture(program, 'panels-form', '1093');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('alert')).toContainText('去掉最高最低各 2 个后没有剩余，至少要 5 个');
  await page.getByLabel('首尾各去掉（个）').fill('1');
  await picture(program, 'panels-form');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '改革任务推进情况评议' })).toBeVisible();
  await picture(program, 'panels-open');
  await picture(program, 'panels-open', '1093');

  await page.getByRole('button', { name: '填写评分表' }).first().click();
  await expect(page.getByLabel('张店区 打分')).toBeFocused();
  await typeSheet(marksOf(0));
  await page.keyboard.press('Enter');
  await expect(page.getByText('“赵一”的评分表已交卷，结束评分以前不再显示。')).toBeVisible();
  // The keyboard is on the next sheet already.
  await expect(page.getByRole('button', { name: '填写评分表' }).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '钱二 评分表' })).toBeVisible();
  await typeSheet(marksOf(2));
  await page.keyboard.press('Enter');
  await expect(page.getByText('“钱二”的评分表已交卷')).toBeVisible();
  await expect(page.getByRole('button', { name: '填写评分表' }).first()).toBeFocused();

  // An extreme mark asks for its reason; so does standing aside.
  await page.keyboard.press('Enter');
  await typeSheet(['58', ...marksOf(-1).slice(1)]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('张店区 58 分（低于 60 分）');
  await page.getByLabel('淄川区 回避').check();
  await page.getByLabel('博山区 打分').fill('八十');
  await expect(page.getByRole('alert')).toContainText('请改为 0 到 100 的数');
  await page.getByLabel('博山区 打分').fill('８１');
  await picture(program, 'panels-sheet');
  await picture(program, 'panels-sheet', '1093');
  await expectNoSideways();
  await page.getByLabel('张店区 理由').fill('现场发现弄虚作假');
  await page.getByLabel('淄川区 理由').fill('曾任该区副区长');
  // Left and opened again, what was typed is still there.
  await page.getByRole('button', { name: '返回' }).click();
  await expect(page.getByText('在填')).toBeVisible();
  await page.getByRole('button', { name: '接着填' }).click();
  await expect(page.getByLabel('张店区 打分')).toHaveValue('58');
  await expect(page.getByLabel('淄川区 回避')).toBeChecked();
  await page.getByRole('button', { name: '交卷' }).click();
  await expect(page.getByText('“孙三”的评分表已交卷')).toBeVisible();

  await page.getByRole('button', { name: '结束评分' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结束评分' }).click();
  await expect(page.getByRole('alert')).toContainText('还有 1 份评分表没有交：李四');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '缺席' }).last().click();
  await page.getByLabel('原因').fill('出差');
  await page.keyboard.press('Enter');
  await expect(page.getByText('缺席：出差')).toBeVisible();
  await picture(program, 'panels-in', '1093');
  await page.getByRole('button', { name: '结束评分' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结束评分' }).click();
  // 淄川区 has two marks, and one is dropped at each end.
  await expect(page.getByRole('alert')).toContainText('“淄川区”只有 2 个打分，去掉最高最低各 1 个后没有剩余');
  await picture(program, 'panels-few', '1093');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '取消缺席' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '取消缺席' }).click();
  await page.getByRole('button', { name: '填写评分表' }).click();
  await expect(page.getByLabel('张店区 打分')).toBeFocused();
  await typeSheet(marksOf(1).map((mark, at) => (at === 10 ? String(Number(mark) + 9) : mark)));
  await page.keyboard.press('Enter');
  await expect(page.getByText('“李四”的评分表已交卷')).toBeVisible();
  await page.getByRole('button', { name: '结束评分' }).click();
  await picture(program, 'panels-close', '1093');
  await page.getByRole('dialog').getByRole('button', { name: '结束评分' }).click();

  await expect(page.getByText('▲高')).toBeVisible();
  await expect(page.locator('.panel-says')).toContainText('不改动任何一个打分');
  await picture(program, 'panels-result');
  await picture(program, 'panels-result', '1093');
  await expectNoSideways();
  await page.locator('.panel-record').evaluate((one) => one.scrollTo(0, one.scrollHeight));
  await picture(program, 'panels-result-end', '1093');
  await expect(page.locator('.panel-results')).toContainText('去掉最高');
  // The figure is in the grid, with where it came from.
  await page.getByRole('button', { name: '填报', exact: true }).click();
  await expect(page.getByRole('gridcell', { name: '78.5' }).first()).toBeVisible();
});

test('区县互评: eleven districts, their own line left out, returned favours named', async () => {
  const { page } = program;
  await page.getByRole('button', { name: '评分', exact: true }).click();
  await page.getByRole('button', { name: '新建评分' }).click();
  await page.getByLabel('名称').fill('2018年2月区县互评');
  await page.getByLabel('方式').selectOption('mutual');
  await page.getByLabel('记入指标').selectOption('AIR');
  await page.getByLabel('计算办法').selectOption('adjusted');
  await picture(program, 'panels-form-mutual', '1093');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { name: '2018年2月区县互评' })).toBeVisible();
  await page.getByRole('button', { name: '填写评分表' }).first().click();
  await expect(page.getByLabel('淄川区 打分')).toBeFocused();
  await expect(page.getByLabel('张店区 打分')).toHaveCount(0);
  const marks = (from: number): string[] =>
    Array.from({ length: 11 }, (_, to) =>
      String(78 + ((to * 5) % 9) + (from % 3) + ((from * 7 + to * to) % 3) + (from + to === 1 ? 9 : 0)),
    ).filter((_, to) => to !== from);
  for (let from = 0; from < 11; from += 1) {
    await typeSheet(marks(from));
    await page.keyboard.press('Enter');
    await expect(page.getByText('的评分表已交卷')).toBeVisible();
    if (from < 10) {
      await expect(page.getByRole('button', { name: '填写评分表' }).first()).toBeFocused();
      await page.keyboard.press('Enter');
    }
  }
  await page.getByRole('button', { name: '结束评分' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结束评分' }).click();
  await expect(page.locator('.panel-says')).toContainText('张店与淄川');
  await picture(program, 'panels-mutual');
  await picture(program, 'panels-mutual', '1093');
  await expectNoSideways();
});
