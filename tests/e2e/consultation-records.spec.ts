/** 会诊, the stored part, in the packaged program: opened from the paper, causes with figures nobody can type over, prescriptions, 复诊, 历次会诊. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, askMain, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-consultations-'));

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch('work');
  const { page } = program;
  await page.getByLabel('本月六个一').waitFor();
  await page.keyboard.press('Alt+6');
  await expect(paper().getByText('正在计算…')).toHaveCount(0, { timeout: 30_000 });
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

const paper = () => program.page.getByRole('article');
const bar = () => paper().getByTestId('consultation-bar');
const dialog = () => program.page.getByRole('dialog');

async function noSideways(): Promise<void> {
  const wide = await program.page
    .locator('.content, .consultation-paper, .consultation-record, dialog .body')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className));
  expect(wide).toEqual([]);
}

test('before 会诊 is announced somebody decides on 难分伯仲, with a reason', async () => {
  const gate = paper().getByTestId('band-gate');
  await expect(gate).toContainText('还没有决定');
  // Left with Esc the keyboard stands where it was.
  await gate.getByRole('button', { name: '作出决定' }).press('Enter');
  await dialog().waitFor();
  await program.page.keyboard.press('Escape');
  await expect(gate.getByRole('button', { name: '作出决定' })).toBeFocused();
  await gate.getByRole('button', { name: '作出决定' }).click();
  await dialog().getByRole('button', { name: '决定', exact: true }).click();
  await expect(dialog().getByRole('alert')).toContainText('请写明理由');
  await dialog().getByLabel('会诊').selectOption({ label: '难分伯仲的一并' });
  await dialog().getByLabel('理由').fill('两区只差毫厘，一并会诊，只由末位表态');
  await dialog().getByRole('button', { name: '决定', exact: true }).click();
  await expect(gate).toContainText('已决定：会诊难分伯仲的一并，表态发言只末位一个单位。');
  await expect(paper()).toContainText('本期会诊对象还有：');
  await picture(program, 'consultation-gate');
});

test('a 会诊 is opened from its paper, its team and minutes are written, and it is held', async () => {
  const { page } = program;
  await paper().getByRole('button', { name: '拟定会诊' }).click();
  await expect(bar()).toContainText('拟定');
  await expect(bar()).toContainText('下一步：会诊组还没有组长');
  await expect(bar().getByRole('button', { name: '登记会诊' })).toBeDisabled();
  const team = paper().getByTestId('consultation-team');
  await team.getByRole('button', { name: '填写会诊组和纪要' }).click();
  await dialog().getByLabel('姓名 1').fill('王明');
  await dialog().getByLabel('单位职务 1').fill('市委改革办副主任');
  await dialog().getByLabel('姓名 2').fill('赵强');
  await dialog().getByLabel('单位职务 2').fill('经济体制改革专项小组办公室');
  await dialog().getByLabel('姓名 3').fill('李敏');
  await dialog().getByLabel('会诊日期').fill('2018-03-08');
  await dialog().getByLabel('地点').fill('周村区委第一会议室');
  await dialog().getByLabel('纪要').fill('听取周村区汇报，到两个点位实地查看，逐项分析失分原因，议定处方。');
  await picture(program, 'consultation-team-sheet', '1093');
  await noSideways();
  await dialog().getByRole('button', { name: '保存' }).click();
  await expect(team).toContainText('市委改革办副主任');
  const path = join(folder, '座谈记录.pdf');
  writeFileSync(path, '%PDF 座谈记录');
  await answerDialogs(program.app, { open: path });
  await team.getByRole('button', { name: '添加佐证' }).click();
  await expect(team).toContainText('座谈记录.pdf');
  await bar().getByRole('button', { name: '登记会诊' }).click();
  await expect(bar()).toContainText('已会诊');
  await team.scrollIntoViewIfNeeded();
  await picture(program, 'consultation-team');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('why after why: a file, a figure of the month, a record; what nothing proves says 推测; figures are chips', async () => {
  const { page } = program;
  const causes = paper().getByRole('region', { name: '病因' });
  // An arrow opens the list; it does not take the first of it.
  await causes.getByLabel('追问哪一项短板').press('ArrowDown');
  await expect(dialog()).toHaveCount(0);
  await page.keyboard.press('Escape');
  await causes.getByLabel('追问哪一项短板').selectOption({ index: 1 });
  const steps = dialog().locator('.consultation-step');
  const why = async (at: number, cause: string, text: string, proof: { readonly label: RegExp } | null): Promise<void> => {
    const step = steps.nth(at);
    await step.getByLabel('病因').selectOption({ label: cause });
    await step.getByRole('textbox', { name: '说明' }).click();
    await page.keyboard.type(text);
    if (proof === null) return;
    const label = await step.getByLabel('依据').locator('option').filter({ hasText: proof.label }).first().textContent();
    await step.getByLabel('依据').selectOption({ label: label ?? '' });
  };
  await why(0, '责任', '到期节点没有专人盯办，考核只得 ', { label: /座谈记录/ });
  await steps.nth(0).getByLabel('说明 插入数据').selectOption('得分');
  await steps.nth(0).getByRole('textbox', { name: '说明' }).press('End');
  await page.keyboard.type(' 分');
  await dialog().getByRole('button', { name: '再追问一层' }).click();
  await why(1, '协同', '牵头单位和配合单位步调不一，差 3.5 分', { label: /2018年2月/ });
  await dialog().getByRole('button', { name: '再追问一层' }).click();
  await why(2, '举措落实有“最后一公里”', '镇办没有承接的人', null);
  await dialog().getByRole('button', { name: '保存' }).click();
  await expect(dialog().getByRole('alert')).toContainText('第 2 层：“3.5 分”不能手工写');
  await picture(program, 'consultation-causes-sheet');
  await picture(program, 'consultation-causes-sheet', '1093');
  await noSideways();
  const second = steps.nth(1).getByRole('textbox', { name: '说明' });
  await second.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('牵头单位和配合单位步调不一');
  await dialog().getByRole('button', { name: '保存' }).click();
  const chain = causes.getByTestId('cause-chain');
  await expect(chain).toContainText('依据：座谈记录.pdf');
  await expect(chain.locator('.bound-figure')).toHaveText('78.31');
  await expect(chain).toContainText('考核只得 78.31 分');
  await expect(chain).toContainText('推测');
  await expect(chain).toContainText('病根可能是举措落实有“最后一公里”：其中有推测，请补依据。');
  await chain.scrollIntoViewIfNeeded();
  await picture(program, 'consultation-causes');
  await picture(program, 'consultation-causes', '1093');

  // Reopened, the chip is one piece: it goes with one key, never digit by digit.
  await chain.getByRole('button', { name: /修改病因/ }).click();
  const first = steps.nth(0).getByRole('textbox', { name: '说明' });
  await expect(first.locator('.bound-figure')).toHaveText('78.31');
  await first.press('End');
  for (let key = 0; key < 3; key += 1) await page.keyboard.press('Backspace');
  await expect(first.locator('.bound-figure')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(chain.locator('.bound-figure')).toHaveText('78.31');
});

test('the dictionary of causes is the office’s own; used codes stay', async () => {
  const causes = paper().getByRole('region', { name: '病因' });
  await causes.getByRole('button', { name: '病因字典' }).click();
  await expect(dialog().getByRole('button', { name: '删去 Y1' })).toHaveCount(0);
  await expect(dialog().getByLabel('编码 Y1')).toBeDisabled();
  await picture(program, 'consultation-cause-codes', '1093');
  await noSideways();
  await dialog().getByRole('button', { name: '增加一条' }).click();
  await dialog().getByLabel('病因 Y9').fill('作风');
  await dialog().getByRole('button', { name: '保存' }).click();
  await expect(dialog()).toHaveCount(0);
});

test('prescriptions: chosen from a plan they are the records that are there; by hand they are new items of the ledger', async () => {
  const { page } = program;
  const part = paper().getByTestId('prescribed');
  await part.getByRole('button', { name: '从路线中选' }).click();
  await dialog().getByLabel('会诊时限').fill('2018-03-30');
  const boxes = dialog().locator('input[type="checkbox"]');
  for (const box of await boxes.all()) if (await box.isChecked()) await box.uncheck();
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await picture(program, 'consultation-plan-sheet', '1093');
  await noSideways();
  await dialog().getByRole('button', { name: '开列 2 件' }).click();
  await expect(part.locator('tbody tr')).toHaveCount(2);
  await part.getByRole('button', { name: '自行开列' }).click();
  await dialog().getByLabel('措施').fill('建立改革任务周调度机制');
  await dialog().getByLabel('牵头领导').fill('张副区长');
  await dialog().getByRole('button', { name: '开列' }).click();
  await expect(dialog().getByRole('alert')).toContainText('请填写会诊时限');
  await dialog().getByLabel('会诊时限').fill('2018-04-13');
  await dialog().getByRole('button', { name: '开列' }).click();
  const own = part.locator('tbody tr').filter({ hasText: '周调度机制' });
  await expect(own).toContainText('新立台账任务');
  await expect(own).toContainText('待立项');
  await part.scrollIntoViewIfNeeded();
  await picture(program, 'consultation-prescribed');
  await picture(program, 'consultation-prescribed', '1093');
  await noSideways();
  await own.getByRole('button', { name: '建立改革任务周调度机制', exact: true }).click();
  await expect(page.locator('.task-record')).toContainText('会诊处方（周村区2018年2月）');
  await page.keyboard.press('Alt+6');
  await bar().getByRole('button', { name: '转入复诊' }).click();
  await expect(bar()).toContainText('复诊中');
});

test('历次会诊 lists them with how the 复诊 stands; one is judged without its luck', async () => {
  const { page } = program;
  // One of the autumn, so that there are months to look back from.
  const asked = { period: '2017-11', list: 'district', organisation: 'ZCU' };
  const { value } = await askMain(page, 'consultationRecords.open', asked);
  const { id } = value as { id: number };
  const members = [
    { name: '王明', unit: '市委改革办', role: 'leader' },
    { name: '李敏', unit: '', role: 'recorder' },
  ];
  const team = { id, members, heldOn: '2017-12-08', place: '周村区', minutes: '逐项分析', rounds: 2 };
  expect((await askMain(page, 'consultationRecords.saveTeam', team)).ok).toBe(true);
  expect((await askMain(page, 'consultationRecords.advance', { id, act: 'hold', text: '' })).ok).toBe(true);
  const by = { id, work: null, title: '补齐台账佐证', owner: 'ZCU', leader: '', dueOn: '2017-12-29', task: null };
  expect((await askMain(page, 'consultationRecords.prescribe', by)).ok).toBe(true);
  expect((await askMain(page, 'consultationRecords.advance', { id, act: 'follow', text: '' })).ok).toBe(true);
  await page.getByRole('group', { name: '会诊' }).getByRole('button', { name: '历次会诊' }).click();
  await expect(page.locator('.heading .say')).toHaveText('共 3 次，3 次没有办结，2 次该复诊');
  const list = page.getByRole('navigation', { name: '历次会诊' });
  const row = list.getByRole('button').filter({ hasText: '2017年11月' });
  await expect(row).toContainText('复诊满 2 期，待办结');
  await list.getByRole('button').first().focus();
  // The demonstration has one of December.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(row).toBeFocused();
  await page.keyboard.press('Enter');
  const follow = page.getByTestId('follow-up');
  await expect(follow).toContainText('按以往起伏');
  await expect(follow.locator('tbody tr')).toHaveCount(2);
  await picture(program, 'consultation-history');
  await picture(program, 'consultation-history', '1093');
  await noSideways();
  const record = page.getByRole('region', { name: '会诊详情' });
  await record.getByRole('button', { name: '办结' }).click();
  await dialog().getByLabel('复诊结论').fill('任务推进恢复正常，转入日常调度');
  await dialog().getByRole('button', { name: '办结' }).click();
  await expect(row).toContainText('办结，复诊 2 期');
});

test('对标学习单 is made from the paper', async () => {
  const { page } = program;
  await page.getByRole('group', { name: '会诊' }).getByRole('button', { name: '会诊', exact: true }).click();
  await expect(paper().getByText('正在计算…')).toHaveCount(0, { timeout: 30_000 });
  await answerDialogs(program.app, { save: join(folder, '对标学习单.pdf') });
  await paper().getByRole('button', { name: '打印对标学习单' }).click();
  await expect(paper()).toContainText('已保存“对标学习单.pdf”', { timeout: 30_000 });
});
