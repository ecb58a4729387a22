/** 全年工作情况 in the window: what was pasted and registered is counted, and every count leads to where it is kept. */
import { expect, test } from '@playwright/test';
import { askMain, type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  program = await launch();
  await program.page.getByLabel('本月六个一').waitFor();
});
test.afterAll(() => program.close());

const UNITS = ['ZD', 'ZC', 'BS', 'ZCU', 'LZ', 'HT', 'GQ', 'YY', 'GXQ', 'JKQ', 'WCH'];

test('a year without registers says so; with them each count opens its register, by keyboard as well', async () => {
  const { page } = program;
  const year = page.getByRole('button', { name: '年度', exact: true });
  await year.click();
  await page.getByRole('button', { name: '工作情况' }).click();
  await expect(page.getByText('2018年还没有登记')).toBeVisible();
  await picture(program, 'annual-work-empty');

  const counts = { 提示单: 25, 交办单: 20, 催办单: 15, 责令书: 4 } as const;
  const lines = Object.entries(counts).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, at) => `${kind}\t2018-02-0${1 + (at % 9)}\t张店区\t${kind}第${at + 1}件\t王某\t`),
  );
  expect(await askMain(page, 'notices.saveBatch', { text: lines.join('\n') })).toMatchObject({ ok: true });
  for (const [kind, level, datedOn] of [
    ['pilot', 'national', '2017-06-01'],
    ['pilot', 'provincial', '2018-01-16'],
    ['plan', 'city', '2018-02-06'],
  ]) {
    const days = { relayedOn: null, carriedOn: null, matchedOn: null };
    const entry = {
      id: null,
      kind,
      level,
      title: '改革事项',
      number: '',
      datedOn,
      organisations: UNITS,
      site: '',
      note: '',
      ...days,
    };
    expect(await askMain(page, 'registers.save', entry)).toMatchObject({ ok: true });
  }
  for (const n of [1, 2, 3]) {
    const task = {
      ...{ id: null, year: '2018', number: `${n}`, parentId: null, kind: 'task', title: `第 ${n} 项改革任务`, field: '' },
      ...{ leader: '李某某', claimedBy: '', organisation: 'ZD', supporting: '', measures: '', outcome: '', documentNumber: '' },
      ...{ site: '', startsOn: '2018-01-02', deadline: '2018-02-27', nodes: [] },
    };
    const saved = (await askMain(page, 'tasks.save', task)).value as { id: number };
    await askMain(page, 'tasks.decide', { id: saved.id, act: 'assign', reason: '' });
  }

  // Asked anew by the next look, whatever touched the registers in between.
  await page.keyboard.press('Alt+1');
  await year.click();
  await page.getByRole('button', { name: '工作情况' }).click();
  const count = (name: string) => page.getByRole('button', { name: `${name}，看登记`, exact: true });
  for (const name of [
    '提示单 25件',
    '交办单 20件',
    '催办单 15件',
    '责令书 4期',
    '改革试点累计 22项',
    '改革试点新增 11项',
    '逾期任务 3项',
  ]) {
    await expect(count(name)).toBeVisible();
  }
  await picture(program, 'annual-work');
  await picture(program, 'annual-work', '1093');
  await count('改革试点累计 22项').click();
  await expect(page.getByRole('heading', { name: '登记簿' })).toBeVisible();
  await expect(page.getByText('国家级 11（2018年 0），省级 11（2018年 11）')).toBeVisible();
  await picture(program, 'annual-work-register', '1093');
  await year.click();
  await page.getByRole('button', { name: '工作情况' }).click();
  await count('提示单 25件').focus();
  await page.keyboard.press('ArrowDown');
  await expect(count('交办单 20件')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '三单一书' })).toBeVisible();
});
