/** 督察 in the packaged program: sites, a draw in public, its certificate in a plain browser, a visit, a problem to 销号. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, askMain, type Launched, launch, openFileInBrowser, picture } from '../support/electron.ts';

let program: Launched;
const folder = mkdtempSync(join(tmpdir(), 'liugeyi-inspections-'));
const OUT = join(import.meta.dirname, '../../out/pictures');

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  const { page } = program;
  await page.getByLabel('考核期').selectOption('2018-02');
  await page.getByRole('navigation', { name: '页面' }).getByRole('button', { name: '督察' }).click();
});
test.afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

const view = (name: string) =>
  program.page.getByRole('group', { name: '督察' }).getByRole('button', { name, exact: true }).click();

const SITES = [
  ['ZD-01', '马尚街道便民服务中心', '张店区', '镇办', '基础业务'],
  ['ZD-02', '张店区行政审批服务局', '张店区', '区县', '文件落实'],
  ['ZD-03', '科苑街道齐盛社区', '张店区', '基层', '基础业务'],
  ['ZD-04', '张店区医改专项小组办公室', '张店区', '区县', '小组运行'],
  ['BS-01', '城东街道', '博山区', '镇办', '文件落实'],
  ['BS-02', '博山镇五福峪村', '博山区', '基层', '基础业务'],
  ['BS-03', '博山区发展和改革局', '博山区', '区县', '小组运行'],
  ['LZ-01', '齐陵街道', '临淄区', '镇办', '基础业务'],
  ['LZ-02', '临淄区人民医院', '临淄区', '基层', '文件落实'],
];

test('sites are pasted from a sheet; a line that cannot be read is named', async () => {
  const { page } = program;
  await expect(page.getByText('还没有可以抽取的点位')).toBeVisible();
  await picture(program, 'inspections-empty');
  await view('点位');
  await page.getByRole('button', { name: '粘贴登记' }).first().click();
  const sheet = page.getByRole('dialog');
  const lines = [['点位编码', '点位名称', '所属单位', '点位级别', '督察内容'], ...SITES]
    .map((cells) => cells.join('\t'))
    .join('\n');
  await sheet.getByLabel('点位名单').fill(`${lines}\nXX-01\t某处\t某区\t镇办\t基础业务`);
  await expect(sheet.getByText('第 11 行：没有名为“某区”的单位')).toBeVisible();
  await picture(program, 'inspections-paste', '1093');
  await sheet.getByLabel('点位名单').fill(lines);
  await sheet.getByRole('button', { name: '登记 9 个' }).click();
  await expect(page.getByText('在用 9 个，停用 0 个')).toBeVisible();
  await picture(program, 'inspections-sites');
  await picture(program, 'inspections-sites', '1093');
});

test('inspectors stand on a roster with whom they step aside for; sites come from the ledger without being typed again', async () => {
  const { page } = program;
  await page.getByRole('button', { name: '督察人员' }).click();
  const sheet = page.getByRole('dialog');
  for (const [at, [name, unit, fields, away]] of [
    ['赵一', '市委改革办', '经济体制', ''],
    ['钱二', '张店区委改革办', '', ''],
    ['孙三', '市委改革办', '农村改革', '博山（曾任职）'],
    ['李四', '市委督查室', '社会体制', ''],
  ].entries()) {
    await sheet.getByLabel(`姓名 ${at + 1}`).fill(name ?? '');
    await sheet.getByLabel(`单位 ${at + 1}`).fill(unit ?? '');
    await sheet.getByLabel(`领域 ${at + 1}`).fill(fields ?? '');
    await sheet.getByLabel(`回避 ${at + 1}`).fill(away ?? '');
  }
  await sheet.getByRole('button', { name: '保存' }).click();
  await expect(sheet.getByRole('alert')).toContainText('“孙三”的回避单位里，没有名为“博山”的单位');
  await sheet.getByLabel('回避 3').fill('博山区（曾任职）');
  await picture(program, 'inspections-roster');
  await picture(program, 'inspections-roster', '1093');
  await sheet.getByRole('button', { name: '保存' }).click();
  await expect(sheet).toHaveCount(0);
  // A task that is under way names its place.
  const units = (await askMain(page, 'inspections.sites', {})).value as { units: { code: string; name: string }[] };
  const organisation = units.units.find(({ name }) => name === '张店区')?.code;
  const task = await askMain(page, 'tasks.save', {
    id: null,
    year: '2018',
    number: '901',
    parentId: null,
    kind: 'task',
    title: '城市社区治理',
    field: '社会体制改革',
    leader: '张某某',
    claimedBy: '',
    organisation,
    supporting: '',
    measures: '建立网格',
    outcome: '实施方案',
    documentNumber: '',
    site: '体育场街道洪沟社区',
    startsOn: '2018-01-02',
    deadline: '2018-12-28',
    nodes: [],
  });
  const assigned = await askMain(page, 'tasks.decide', { id: (task.value as { id: number }).id, act: 'assign', reason: '' });
  expect(assigned).toMatchObject({ ok: true });
  await page.getByRole('button', { name: '从调度取' }).click();
  await expect(sheet.getByText('任务“城市社区治理”')).toBeVisible();
  await expect(sheet.getByLabel('级别 体育场街道洪沟社区')).toHaveValue('base');
  await picture(program, 'inspections-proposals');
  await picture(program, 'inspections-proposals', '1093');
  await sheet.getByRole('button', { name: '登记 1 个' }).click();
  await expect(page.getByText('在用 10 个，停用 0 个')).toBeVisible();
  await page.getByRole('button', { name: '从调度取' }).click();
  await expect(sheet.getByText('台账和试点里写明的点位都已登记')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('the list is frozen, digits are called, the sites drawn; the certificate holds in any browser', async () => {
  const { app, page } = program;
  await view('抽取');
  await page.getByRole('button', { name: '封存名单' }).first().click();
  const freeze = page.getByRole('dialog');
  await freeze.getByLabel('每层抽').selectOption('1');
  await freeze.getByRole('button', { name: '添加回避' }).click();
  await freeze.getByLabel('回避对象 1').selectOption({ label: '博山区发展和改革局' });
  await expect(freeze.getByText('请写明回避理由')).toBeVisible();
  await freeze.getByLabel('回避理由 1').fill('督察组长曾任该局局长');
  await expect(freeze.getByText('第 1 次：9 个点位参加')).toBeVisible();
  await expect(freeze.getByLabel('督察人员')).toHaveValue('site 2');
  await expect(freeze.getByText('督察人员 4 人，每个点位一组，每组 2 人')).toBeVisible();
  await picture(program, 'inspections-freeze');
  await picture(program, 'inspections-freeze', '1093');
  await freeze.getByRole('button', { name: '封存', exact: true }).click();
  const record = page.getByTestId('draw-list');
  await expect(record.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  await picture(program, 'inspections-frozen', '1093');

  await record.getByRole('button', { name: '当众抽取' }).click();
  const draw = page.getByRole('dialog');
  for (const [at, [name, digits]] of [
    ['王纪委', '3141592'],
    ['李代表', '6535897'],
    ['赵委员', '93238'],
  ].entries()) {
    await draw.getByLabel(`报数人 ${at + 1}`).fill(name ?? '');
    await draw.getByLabel(`数字 ${at + 1}`, { exact: true }).fill(digits ?? '');
  }
  await draw.getByLabel('在场监督').fill('王纪委、李代表');
  await page.keyboard.press('Escape');
  await expect(draw.getByRole('alert')).toContainText('还没有保存');
  await expect(draw.getByLabel('数字 1', { exact: true })).toHaveValue('3141592');
  await draw.getByRole('button', { name: '抽取', exact: true }).click();
  await expect(draw.getByRole('alert').first()).toContainText('现有 19 位');
  await draw.getByLabel('数字 3', { exact: true }).fill('932384');
  await picture(program, 'inspections-draw');
  await draw.getByRole('button', { name: '抽取', exact: true }).click();
  await expect(record.getByText('31415926535897932384')).toBeVisible();
  const picks = record.getByRole('table', { name: '抽中的点位' }).locator('tbody tr');
  await expect(picks).toHaveCount(3);
  await picture(program, 'inspections-drawn');
  await picture(program, 'inspections-drawn', '1093');
  await expect(record.getByRole('button', { name: '当众抽取' })).toHaveCount(0);

  await answerDialogs(app, { save: join(OUT, 'certificate.pdf') });
  await record.getByRole('button', { name: '抽取证书' }).click();
  await expect(record.getByText('已保存“certificate.pdf”')).toBeVisible();
  const html = join(folder, '核对.html');
  await answerDialogs(app, { save: html });
  await record.getByRole('button', { name: '核对文件' }).click();
  await expect(record.getByText('已保存“核对.html”')).toBeVisible();
  const browser = await openFileInBrowser(program, html);
  await expect(browser.getByRole('status')).toContainText('一致：名单与校验码相符');
  await browser.screenshot({ path: join(OUT, 'inspections-verifier.png'), fullPage: true });
  await browser.close();
  // One digit turned: the page says so.
  const forged = join(folder, '改过.html');
  writeFileSync(forged, readFileSync(html, 'utf8').replace('"seed":"31415926535897932384"', '"seed":"31415926535897932385"'));
  const second = await openFileInBrowser(program, forged);
  await expect(second.getByRole('status')).toContainText('不一致：随机数与各人报出的数字不符');
  await second.close();
});

test('a drawn site is visited, scored, signed; a site that was not drawn is marked', async () => {
  const { app, page } = program;
  await view('现场');
  const rows = page.locator('.inspection-table tbody tr');
  await expect(rows).toHaveCount(3);
  await picture(program, 'inspections-visits');
  await answerDialogs(app, { save: join(OUT, 'form-blank.pdf') });
  await rows.first().getByRole('button', { name: '打印空表' }).click();
  await expect(page.getByText('已保存“form-blank.pdf”，一式两份')).toBeVisible();
  await rows.first().locator('.title button').click();
  const form = page.getByTestId('visit-form');
  // Who was drawn stands there already.
  await expect(form.getByText(/抽取的督察人员：.{2}、.{2}/)).toBeVisible();
  await expect(form.getByLabel('督察人员', { exact: true })).toHaveValue(/^.{2}、.{2}$/);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form.getByRole('alert')).toContainText('请填写督察日期');
  await form.getByLabel('督察日期').fill('2018-03-01');
  for (let at = 1; at <= 5; at += 1) await form.getByLabel(`得分 ${at}`).fill(at === 2 ? '12.5' : '14');
  await form.getByLabel('现场情况 2').fill('方案照搬上级文件，没有结合实际');
  await form.getByRole('button', { name: '添加问题' }).click();
  await form.getByLabel('问题 1', { exact: true }).fill('实施方案没有责任人和完成时限');
  await form.getByLabel('类别 1').selectOption({ label: '责任落实不到位' });
  await form.getByLabel('整改要求 1').fill('修订方案，逐项明确责任人');
  await form.getByLabel('时限 1').fill('');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form.getByRole('alert')).toContainText('问题 1 的时限');
  await form.getByLabel('时限 1').fill('5');
  await expect(form.getByText('按〈B1 现场督察评分〉从点位得分扣 1 分').first()).toBeVisible();
  await form.getByRole('button', { name: '添加问题' }).click();
  await form.getByLabel('问题 2', { exact: true }).fill('二月台账没有更新');
  await form.getByLabel('添加核实的数据').selectOption('C2b');
  await form.getByLabel('核实数 1').fill('100');
  await expect(form.getByText('▲ 偏差超过 10%')).toBeVisible();
  // Another page and back: what was typed is there; so is the question on the way out.
  const rail = page.getByRole('navigation', { name: '页面' });
  await rail.getByRole('button', { name: '排名' }).click();
  await rail.getByRole('button', { name: '督察' }).click();
  await view('现场');
  await rows.first().locator('.title button').click();
  await expect(form.getByText('上次填写没有保存的内容已恢复')).toBeVisible();
  await expect(form.getByLabel('问题 2', { exact: true })).toHaveValue('二月台账没有更新');
  await page.getByRole('button', { name: '返回' }).click();
  await expect(page.getByRole('dialog')).toContainText('还没有保存');
  await page.getByRole('dialog').getByRole('button', { name: '继续填写' }).click();
  await expect(form.getByText('▲ 偏差超过 10%')).toBeVisible();
  await picture(program, 'inspections-visit');
  await picture(program, 'inspections-visit', '1093');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('不在2018年2月之内');
  await picture(program, 'inspections-day');
  await page.getByRole('dialog').getByRole('button', { name: '改日期' }).click();
  await form.getByLabel('督察日期').fill('2018-02-08');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form.getByText('2018-02-14 止')).toBeVisible();
  const photo = join(folder, '现场照片.png');
  writeFileSync(photo, readFileSync(join(OUT, 'inspections-visit-1093.png')));
  await answerDialogs(app, { open: photo });
  await form.getByRole('button', { name: '添加照片和材料' }).click();
  await expect(form.getByRole('button', { name: '移除 现场照片.png' })).toBeVisible();
  await form.getByRole('button', { name: '查看 现场照片.png' }).click();
  await expect(page.getByRole('dialog').getByRole('img')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: '签字确认' }).click();
  await page.getByRole('dialog').getByLabel('被督察单位签字人').fill('刘主任');
  await page.keyboard.press('Enter');
  await expect(page.getByText('刘主任已签字确认')).toBeVisible();
  await expect(form.getByRole('button', { name: '移除 现场照片.png' })).toHaveCount(0);
  await form.getByRole('button', { name: '添加照片和材料' }).scrollIntoViewIfNeeded();
  await picture(program, 'inspections-signed', '1093');
  await answerDialogs(app, { save: join(OUT, 'form-filled.pdf') });
  await page.getByRole('button', { name: '打印', exact: true }).click();
  await expect(page.getByText('已保存“form-filled.pdf”')).toBeVisible();
  await answerDialogs(app, { save: join(folder, '记录.dcb') });
  await page.getByRole('button', { name: '交回数据包' }).click();
  await expect(page.getByText('已保存“记录.dcb”')).toBeVisible();
  await page.getByRole('button', { name: '返回' }).click();
  await expect(rows.filter({ hasText: '已确认' })).toHaveCount(1);

  await page.getByRole('button', { name: '指定督察' }).click();
  await form.getByLabel('督察人员', { exact: true }).fill('张三、李四');
  await form.getByLabel('督察日期').fill('2018-02-09');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form.getByRole('alert')).toContainText('还是空的，没有保存。请先填写评分');
  await form.getByLabel('得分 1').fill('12');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form.getByRole('alert')).toContainText('请写明指定督察的理由');
  await form.getByLabel('指定督察的理由').fill('群众来信反映窗口推诿');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('button', { name: '签字确认' })).toBeEnabled();
  await page.getByRole('button', { name: '返回' }).click();
  await expect(page.getByText('，指定 1 个')).toBeVisible();
  await expect(rows.filter({ hasText: '未填完' })).toHaveCount(1);
  await picture(program, 'inspections-visits', '1093');
  await page.getByRole('button', { name: '扣分条款' }).click();
  const clauses = page.getByRole('dialog');
  await expect(clauses.getByLabel('数据不实 严重')).toHaveValue('10');
  await clauses.getByLabel('其他 条款').selectOption('');
  await expect(clauses.getByLabel('其他 一般')).toHaveCount(0);
  await clauses.getByLabel('进度滞后 较重').fill('2.55');
  await picture(program, 'inspections-clauses');
  await picture(program, 'inspections-clauses', '1093');
  await clauses.getByRole('button', { name: '保存' }).click();
  await expect(clauses.getByRole('alert')).toContainText('扣分写成 0 至 99 的数');
  await clauses.getByLabel('进度滞后 较重').fill('2.5');
  await clauses.getByRole('button', { name: '保存' }).click();
  await expect(clauses).toHaveCount(0);

  await answerDialogs(app, { open: join(folder, '记录.dcb') });
  await page.getByRole('button', { name: '导入数据包' }).click();
  await expect(page.getByRole('dialog').getByText('已有，不再写入')).toBeVisible();
  await picture(program, 'inspections-package');
  await page.keyboard.press('Escape');
});

test('a problem is reported with its proof, visited again, struck off; coverage and recounts are shown', async () => {
  const { app, page } = program;
  await view('问题');
  await picture(program, 'inspections-problems');
  await picture(program, 'inspections-problems', '1093');
  const row = page.getByRole('button', { name: '实施方案没有责任人和完成时限' });
  await row.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: '二月台账没有更新' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const record = page.getByTestId('problem-record');
  await expect(record.getByText('按〈B1 现场督察评分〉从点位得分扣 1 分')).toBeVisible();
  await expect(record.getByRole('region', { name: '对得分的影响' })).toContainText('少得 0.15 分');
  const step = async (name: string, label: string | null, words: string, day: string) => {
    await record.getByRole('button', { name, exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('日期').fill(day);
    if (label) await sheet.getByLabel(label).fill(words);
    await sheet.getByRole('button', { name, exact: true }).click();
  };
  await step('报整改', '整改情况', '已修订方案', '2018-02-12');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('请先添加佐证');
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  const proof = join(folder, '修订后的方案.pdf');
  writeFileSync(proof, '%PDF-1.4 修订后的方案');
  await answerDialogs(app, { open: proof });
  await record.getByRole('button', { name: '添加整改佐证' }).click();
  await expect(record.getByRole('button', { name: '移除 修订后的方案.pdf' })).toBeVisible();
  await step('报整改', '整改情况', '已修订方案', '2018-02-12');
  await expect(record.getByText('已报整改')).toBeVisible();
  await picture(program, 'inspections-problem');
  await step('回访核实', '回访情况', '张三、李四现场查看，责任人已明确', '2018-02-23');
  await step('销号', null, '', '2018-02-24');
  await expect(record.getByText('已销号')).toBeVisible();
  // Put right in time, it raises the rate the other one lowers.
  await expect(record.getByRole('region', { name: '对得分的影响' })).toContainText('本项 4.00 分，多得 4.00 分');
  await picture(program, 'inspections-problem', '1093');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: '问题类别' })).toContainText('1/2');
  await view('覆盖');
  await expect(page.getByText('偏差超过 10%').first()).toBeVisible();
  await picture(program, 'inspections-coverage');
  await picture(program, 'inspections-coverage', '1093');
});
