/** 宣传 in the packaged program: who is nominated and who is not, the experience library, items, the 月报 with its 脱敏检查. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-publicity-'));

const view = (name: string) =>
  program.page.getByRole('group', { name: '宣传' }).getByRole('button', { name, exact: true }).click();

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  await program.page.getByLabel('考核期').selectOption('2018-01');
  await program.page.getByRole('navigation').getByRole('button', { name: '宣传' }).click();
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a rise by more than luck is nominated with its figures, noise is not, and the choice is kept', async () => {
  const { page } = program;
  const improved = page.getByTestId('candidate-improved-YY');
  await expect(improved).toContainText('是通常波动的 2.50 倍，超出预期；主要来自 D3 典型经验推介');
  await picture(program, 'publicity-candidates');
  await picture(program, 'publicity-candidates', '1093');
  await improved.getByRole('button', { name: '沂源县 进步幅度较大 入选' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '入选', exact: true }).click();
  await expect(sheet.getByRole('alert')).toContainText('请写明做法');
  await sheet.getByLabel('做法').fill('由主要负责同志包抓典型培育，每月遴选一项做法集中推介。');
  await picture(program, 'publicity-choose', '1093');
  await sheet.getByRole('button', { name: '入选', exact: true }).click();
  await expect(improved.getByText('已入选')).toBeVisible();

  // In February nobody rose by more than luck, and every unit that moved up is told why not.
  await page.getByLabel('考核期').selectOption('2018-02');
  await expect(page.getByText('本期不提名进步幅度较大的单位')).toBeVisible();
  await expect(page.locator('.passed')).toContainText('不到 2 倍，可能只是正常波动');
  await picture(program, 'publicity-nobody');
  await picture(program, 'publicity-nobody', '1093');
});

test('the seven exemplars are the first entries; one is taken over by another district', async () => {
  const { page } = program;
  await view('经验');
  await picture(program, 'publicity-experiences-empty');
  await page.getByRole('button', { name: '放入七个典型' }).click();
  await expect(page.getByText('已放入 7 个典型，数据都注明了来源。')).toBeVisible();
  await page.getByRole('button', { name: '服装个性化定制智能生产线' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: '“互联网+教育”改革' })).toBeFocused();
  await page.getByRole('button', { name: '社会治理“云平台”' }).focus();
  await page.keyboard.press('Enter');
  const record = page.getByTestId('experience-record');
  await expect(record).toContainText('2016年比2013年下降48.8%');
  await expect(record).toContainText('来源：《淄博全面深化改革综述：聚力信息化 打出组合拳》（淄博市委宣传部）');
  await picture(program, 'publicity-experience');
  await picture(program, 'publicity-experience', '1093');
  await record.getByRole('button', { name: '登记复制' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('复制单位').selectOption({ label: '周村区' });
  await sheet.getByLabel('复制情况').fill('区综治中心启用同一平台');
  await sheet.getByRole('button', { name: '登记复制' }).click();
  await expect(record.getByText('已复制 1 处')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '社会治理“云平台”' })).toBeFocused();

  await page.getByRole('button', { name: '上报经验' }).click();
  await sheet.getByLabel('经验名称').fill('“一次办好”改革');
  await sheet.getByLabel('所属单位').selectOption({ label: '张店区' });
  await expect(sheet.getByLabel('经验单位')).toHaveValue('张店区');
  await sheet.getByLabel('做法').fill('推行一窗受理、集成服务。');
  await sheet.getByLabel('数据 1 名称').fill('办理环节');
  await sheet.getByLabel('数据 1 数值').fill('由12个减到5个');
  await sheet.getByRole('button', { name: '保存' }).click();
  await expect(sheet.getByRole('alert')).toContainText('请写明数据来源');
  await sheet.getByLabel('数据 1 来源').fill('张店区上报材料');
  await picture(program, 'publicity-report');
  await picture(program, 'publicity-report', '1093');
  await sheet.getByRole('button', { name: '保存' }).click();
  await expect(record.getByRole('button', { name: '遴选' })).toBeFocused();
  await page.keyboard.press('Enter');
  await record.getByRole('button', { name: '推广', exact: true }).click();
  await sheet.getByLabel('推广文件或文章').fill('淄改办发〔2018〕9号');
  await picture(program, 'publicity-promote', '1093');
  await sheet.getByRole('button', { name: '推广', exact: true }).click();
  await expect(record.getByText('市级推广：淄改办发〔2018〕9号')).toBeVisible();
});

test('items are proved before they count; the promotion is among them already', async () => {
  const { app, page } = program;
  await view('条目');
  const promoted = page.getByRole('row', { name: '“一次办好”改革' });
  await expect(promoted).toContainText('市级推介');
  await page.getByRole('button', { name: '登记条目' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('单位', { exact: true }).selectOption({ label: '张店区' });
  await form.getByLabel('类别').selectOption({ label: '媒体报道' });
  await expect(form.getByText('考核加分在“数据 › 加分”登记，不重复计分')).toBeVisible();
  await form.getByLabel('级别').selectOption({ label: '中央' });
  await form.getByLabel('标题').fill('居民王小明点赞“一次办好”');
  await form.getByLabel('刊播单位').fill('《人民日报》');
  await form.getByLabel('版面').selectOption({ label: '头版' });
  await picture(program, 'publicity-item-form');
  await picture(program, 'publicity-item-form', '1093');
  await form.getByRole('button', { name: '保存' }).click();
  const record = page.getByTestId('item-record');
  await expect(record.getByRole('button', { name: '核实', exact: true })).toBeDisabled();
  const proof = join(folder, '报样.txt');
  writeFileSync(proof, '人民日报头版');
  await answerDialogs(app, { open: proof });
  await expect(record.getByRole('button', { name: '添加佐证' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(record.getByText('计 1 分。')).toBeVisible();
  await record.getByRole('button', { name: '核实', exact: true }).click();
  await expect(record.getByText('已核实')).toBeVisible();
  await picture(program, 'publicity-items');
  await picture(program, 'publicity-items', '1093');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '计分办法' }).click();
  await picture(program, 'publicity-rules');
  await picture(program, 'publicity-rules', '1093');
  await page.keyboard.press('Escape');
});

test('the 月报 lists what should not leave the house and asks before it is written', async () => {
  const { app, page } = program;
  await view('月报');
  await expect(page.getByRole('heading', { name: '2018年2月份改革宣传月报' })).toBeVisible();
  await expect(page.locator('.hits')).toContainText('个人姓名 王**');
  await picture(program, 'publicity-digest');
  await picture(program, 'publicity-digest', '1093');
  const file = join(folder, '月报.docx');
  await answerDialogs(app, { save: file });
  await page.getByRole('button', { name: '保存 Word 文稿' }).click();
  const ask = page.getByRole('dialog');
  await picture(program, 'publicity-check', '1093');
  await ask.getByRole('button', { name: '先不导出' }).click();
  expect(existsSync(file)).toBe(false);
  await page.getByRole('button', { name: '保存 Word 文稿' }).click();
  await ask.getByRole('button', { name: '已逐条核对，可以公开，导出' }).click();
  await expect(page.getByText('已保存“月报.docx”。')).toBeVisible();
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');

  // January has no hit: its text can be copied at once.
  await page.getByLabel('考核期').selectOption('2018-01');
  await app.evaluate(({ clipboard }) => clipboard.clear());
  await page.getByRole('button', { name: '复制公众号文本' }).click();
  await expect(page.getByText('公众号文本已复制')).toBeVisible();
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('沂源县（进步幅度较大）。由主要负责同志包抓典型培育');
  await picture(program, 'publicity-january');
});
