/** 会诊: the paper of the last-ranked unit of the demonstration month, read by keyboard at both sizes, followed to its records; an empty ledger says so. */
import { expect, test } from '@playwright/test';
import { type Launched, launch, picture } from '../support/electron.ts';

async function openPaper({ page }: Launched): Promise<void> {
  await page.getByLabel('本月六个一').waitFor();
  await page.keyboard.press('Alt+6');
  await page.getByRole('article').waitFor();
  await expect(page.getByRole('article').getByText('正在计算…')).toHaveCount(0, { timeout: 30_000 });
}

async function expectNoSideways({ page }: Launched): Promise<void> {
  const wide = await page
    .locator('.content, .consultation-paper')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
  expect(wide).toBe(0);
}

test('the last-ranked district is opened by itself and read from symptom to duty', async () => {
  const program = await launch('work');
  const { page } = program;
  await openPaper(program);
  const paper = page.getByRole('article');
  await expect(paper.getByRole('heading', { level: 2 })).toHaveText('周村区 2018年2月会诊');
  await expect(paper).toContainText('第 11 位，共 11 个单位');
  await expect(paper.getByRole('note')).toContainText('末位难分伯仲：周村区与经济开发区只差 0.07 分');
  await expect(page.locator('.heading .say')).toContainText('试算');
  await picture(program, 'consultation', '1093');
  await expectNoSideways(program);
  await picture(program, 'consultation', '1366');
  await expectNoSideways(program);

  // The contents, by keyboard alone.
  const contents = page.getByRole('navigation', { name: '目录' });
  await contents.getByRole('button', { name: '症状' }).focus();
  for (const [name, id] of [
    ['化验', 'tests'],
    ['病因', 'causes'],
    ['依据', 'grounds'],
    ['处方', 'prescription'],
    ['疗程', 'course'],
    ['责任', 'duty'],
  ] as const) {
    await page.keyboard.press('ArrowDown');
    await expect(contents.getByRole('button', { name })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(150);
    await picture(program, `consultation-${id}`, '1366');
    await picture(program, `consultation-${id}`, '1093');
    await expectNoSideways(program);
  }
  await paper
    .locator('figure')
    .first()
    .evaluate((one) => one.scrollIntoView({ block: 'start' }));
  await picture(program, 'consultation-process', '1366');
  const line = paper.getByRole('button', { name: 'C2 网上办理率' });
  await line.focus();
  await page.keyboard.press('Enter');
  await expect(paper.getByText('C2 网上办理率：明显下降')).toBeVisible();
  await paper.getByText('C2 网上办理率：明显下降').evaluate((one) => one.scrollIntoView({ block: 'start' }));
  await picture(program, 'consultation-line', '1093');
  for (const [at, id] of [
    ['分值到件', 'works'],
    ['可挽回的失分', 'losses'],
    ['差距与走势', 'grid'],
    ['卡在哪个环节', 'chain'],
    ['各项走势', 'lines'],
    ['去掉一个再排', 'leave-out'],
    ['对标学习单', 'lessons'],
  ] as const) {
    await paper.getByRole('heading', { name: at }).evaluate((one) => one.scrollIntoView({ block: 'start' }));
    await page.waitForTimeout(100);
    await picture(program, `consultation-${id}`, '1366');
  }

  // A work opens its very record.
  const works = page.locator('.consultation-works');
  await works
    .getByRole('button', { name: /督察问题/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('问题');
  await program.close();
});

test('any unit by hand; the first has nobody to catch up with', async () => {
  const program = await launch('work');
  const { page } = program;
  await openPaper(program);
  await page.getByLabel('单位', { exact: true }).selectOption({ label: '第 1 位 沂源县' });
  const paper = page.getByRole('article');
  await expect(paper.getByRole('heading', { level: 2 })).toHaveText('沂源县 2018年2月会诊');
  await expect(paper).toContainText('“沂源县”已在第一位，前面没有单位，没有要追赶的对象。', { timeout: 30_000 });
  await expect(paper.getByRole('note')).toHaveCount(0);
  await program.close();
});

test('排名 says before anybody is sent for that the last place is not to be told from the next, and leads here', async () => {
  const program = await launch('work');
  const { page } = program;
  await page.getByLabel('本月六个一').waitFor();
  await page.keyboard.press('Alt+5');
  const note = page.getByRole('note');
  await expect(note).toContainText('末位难分伯仲：周村区与经济开发区只差 0.07 分');
  await picture(program, 'rankings-close-last', '1366');
  await picture(program, 'rankings-close-last', '1093');
  await page.keyboard.press('Alt+-');
  await page.getByRole('tab', { name: '发文信息' }).click();
  await page.getByLabel('末位难分伯仲时，与末位难分先后的单位一并表态发言、列入会诊').check();
  await picture(program, 'settings-close-last', '1366');
  await page.getByRole('button', { name: '保存' }).last().click();
  await page.keyboard.press('Alt+5');
  await expect(note).toContainText('经济开发区按设置一并表态发言、列入会诊。');
  await note.getByRole('button', { name: '看会诊' }).click();
  await expect(page.getByRole('article').getByRole('button', { name: '经济开发区' })).toBeVisible();
  await program.close();
});

test('with an empty ledger the chain says so', async () => {
  const program = await launch('demo');
  const { page } = program;
  await openPaper(program);
  const tests = page.locator('#consultation-tests');
  await expect(tests).toContainText('台账里没有周村区的任务，数不出环节。');
  await expect(tests).toContainText('登记里没有周村区本期少得分的事项。');
  await program.close();
});
