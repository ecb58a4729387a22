/** 推演: a figure and a weight are moved by mouse and keyboard, places follow within a frame, nothing is kept; then the report of the unit is printed. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, askMain, type Launched, launch, picture } from '../support/electron.ts';

async function openSandbox({ page }: Launched): Promise<void> {
  await page.getByRole('navigation', { name: '页面' }).waitFor();
  await page.keyboard.press('Alt+6');
  await page.getByRole('button', { name: '推演' }).click();
  await page.getByRole('region', { name: '推演，演示不作数' }).waitFor();
}

const fileOf = ({ folder }: Launched): string =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'reform.db')))
    .digest('hex');

/** Frames over a drag: from the event to the moment the page has everything drawn into it, in milliseconds. */
function dragInWindow({ page }: Launched, name: string): Promise<{ readonly costs: number[]; readonly changed: number }> {
  return page.evaluate(async (label) => {
    const slider = document.querySelector<HTMLInputElement>(`input[type="range"][aria-label="${label}"]`);
    const table = document.querySelector('.sandbox-result table');
    if (!slider || !table) throw new Error('no slider');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const [low, high] = [Number(slider.min), Number(slider.max)];
    const costs: number[] = [];
    let changed = 0;
    for (let step = 0; step <= 60; step += 1) {
      await frame();
      const before = table.textContent;
      const start = performance.now();
      set?.call(slider, String(low + ((high - low) * step) / 60));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      // Whatever React put off to the end of the task.
      await Promise.resolve();
      void (table as HTMLElement).offsetHeight;
      costs.push(performance.now() - start);
      if (table.textContent !== before) changed += 1;
    }
    return { costs, changed };
  }, name);
}

test('a weight is dragged: ranks move within one frame, and nothing is kept', async () => {
  const program = await launch('work');
  const { page } = program;
  await openSandbox(program);
  const before = fileOf(program);
  const result = page.locator('.sandbox-result');
  await expect(result).toContainText('不保存、不留记录');
  await picture(program, 'sandbox', '1366');
  await picture(program, 'sandbox', '1093');

  await page.getByRole('button', { name: '分值', exact: true }).click();
  const slider = page.getByRole('slider').first();
  const name = (await slider.getAttribute('aria-label')) ?? '';
  const box = await slider.boundingBox();
  if (!box) throw new Error('no slider');
  // By hand, to the left end.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 10; step += 1)
    await page.mouse.move(box.x + (box.width / 2) * (1 - step / 10), box.y + box.height / 2);
  await page.mouse.up();
  await expect(slider).toHaveValue('0');
  await expect(result.getByText(/改了 1 处：\d+ 个单位名次有变/)).toBeVisible();
  await expect(result.locator('tr[data-moved="true"]').first()).toBeVisible();
  await picture(program, 'sandbox-weight', '1366');
  await picture(program, 'sandbox-weight', '1093');

  const { costs, changed } = await dragInWindow(program, name);
  const sorted = [...costs].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  console.log(
    `推演 one step of a drag: median ${at(0.5).toFixed(1)} ms, 95% ${at(0.95).toFixed(1)} ms, most ${at(1).toFixed(1)} ms`,
  );
  expect(changed).toBeGreaterThan(50);
  // At 60 frames a second.
  expect(at(0.5)).toBeLessThan(16.7);

  await page.getByRole('button', { name: `还原${name}` }).click();
  await expect(result.getByText('拖动左边的数')).toBeVisible();

  // Leaving forgets: the page comes back as the month is.
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: '全部还原' })).toBeEnabled();
  await page.keyboard.press('Alt+5');
  await page.getByRole('heading', { name: '排名', level: 1 }).waitFor();
  await openSandbox(program);
  await expect(page.getByRole('button', { name: '全部还原' })).toBeDisabled();
  expect(fileOf(program)).toBe(before);
  await program.close();
});

test('figures by keyboard; what cannot be is said and moves nothing; a copy says what it is', async () => {
  const program = await launch('work');
  const { page } = program;
  await openSandbox(program);
  const result = page.locator('.sandbox-result');
  const first = page.getByRole('slider').first();
  const name = (await first.getAttribute('aria-label')) ?? '';
  const field = page.getByLabel(`${name}的数`);
  const official = await field.inputValue();
  await first.focus();
  await page.keyboard.press('End');
  await expect(field).not.toHaveValue(official);
  await expect(page.getByLabel('改了什么')).toContainText(`${name}：${official} →`);
  await field.fill('-3');
  await expect(page.getByRole('alert')).toContainText(`“${name}”填了 -3`);
  await expect(result.getByText('拖动左边的数')).toBeVisible();
  await field.fill('约三');
  await expect(page.getByRole('alert')).toContainText('约三');
  await picture(program, 'sandbox-refused', '1093');
  await page.getByRole('button', { name: '全部还原' }).click();
  await expect(field).toHaveValue(official);

  // Two units at once.
  await first.focus();
  await page.keyboard.press('End');
  await page.getByLabel('哪个单位').selectOption({ index: 0 });
  await page.getByRole('slider').first().focus();
  await page.keyboard.press('Home');
  await expect(page.getByLabel('改了什么').getByRole('listitem')).toHaveCount(2);
  await picture(program, 'sandbox-two', '1366');

  const copied = await page.evaluate(() => {
    const table = document.querySelector('.sandbox-result table');
    const selection = window.getSelection();
    if (!table || !selection) throw new Error('no table');
    selection.selectAllChildren(table);
    const data = new DataTransfer();
    table.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData('text/plain');
  });
  expect(copied.startsWith('【演示不作数】\n')).toBe(true);
  expect(copied).toContain('周村区');
  await program.close();
});

test('from the sandbox to the report: put into the office’s words, and printed', async () => {
  const program = await launch('work');
  const { page } = program;
  await openSandbox(program);
  await page.getByRole('slider').first().focus();
  await page.keyboard.press('End');
  await expect(page.locator('.sandbox-result').getByText(/改了 1 处/)).toBeVisible();

  await page.getByRole('button', { name: '报告', exact: true }).click();
  const drawn = page.locator('canvas[data-drawn="true"]');
  await expect(drawn.first()).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.heading .say')).toHaveText(/\d+ 页/);
  await expect(page.getByText('还没有拟定会诊')).toBeVisible();
  await picture(program, 'report', '1366');
  await picture(program, 'report', '1093');

  // Once it is planned its sentences may be put otherwise, their figures not.
  await askMain(page, 'consultationRecords.open', { period: '2018-02', list: 'district', organisation: 'ZCU' });
  const views = page.getByRole('group', { name: '会诊' });
  await views.getByRole('button', { name: '会诊', exact: true }).click();
  await page.getByRole('button', { name: '报告', exact: true }).click();
  await expect(page.getByText('还没有拟定会诊')).toHaveCount(0, { timeout: 60_000 });
  await expect(drawn.first()).toBeVisible({ timeout: 60_000 });
  const parts = page.getByRole('navigation', { name: '报告的各部分' });
  await parts.getByRole('button', { name: '症状' }).click();
  const drawer = page.getByRole('complementary');
  await drawer.getByRole('button', { name: /得78\.31分/ }).click();
  const field = page.getByRole('textbox', { name: '这一段' });
  await field.press('Control+End');
  await page.keyboard.type('请区里高度重视。');
  await page.keyboard.press('Enter');
  await expect(parts.getByText('已改')).toBeVisible({ timeout: 60_000 });
  await expect(drawer).toContainText('请区里高度重视。');
  await expect(page.locator('.heading .say')).toHaveText(/\d+ 页/, { timeout: 60_000 });
  await picture(program, 'report-words', '1366');
  await picture(program, 'report-words', '1093');

  const file = join(mkdtempSync(join(tmpdir(), 'report-')), '报告.pdf');
  await answerDialogs(program.app, { save: file });
  await page.getByRole('button', { name: '另存为文件' }).click();
  await expect(page.getByText('已保存“报告.pdf”')).toBeVisible();
  expect(readFileSync(file).subarray(0, 4).toString()).toBe('%PDF');
  await program.close();
});
