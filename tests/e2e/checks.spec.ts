/** Checks at entry in the real window: a doubtful figure, its drawer, the reason, the refusals. */
import { expect, type Page, test } from '@playwright/test';
import { type Launched, launch, picture } from '../support/electron.ts';

let program: Launched;
let page: Page;

const cell = (row: number, column: number) => page.getByTestId(`cell-${row}-${column}`);
const status = () => page.getByTestId('grid-status');
const drawer = () => page.getByTestId('cell-drawer');
const press = async (...names: string[]) => {
  for (const name of names) await page.keyboard.press(name);
};

/** Column of an indicator: the cursor goes there through the keyboard, since columns out of sight are not drawn. */
async function columnOf(name: string): Promise<number> {
  await press('Control+Home');
  for (let column = 0; column < 60; column += 1) {
    if ((await status().textContent())?.includes(`· ${name}（`)) return column;
    await press('ArrowRight');
    await expect(cell(0, column + 1)).toHaveClass(/is-active/);
  }
  throw new Error(`no column ${name}`);
}

test.describe('checks at entry', () => {
  test.describe.configure({ mode: 'serial' });
  test.beforeAll(async () => {
    program = await launch();
    page = program.page;
    await page.locator('.rail').getByRole('button', { name: '数据' }).click();
    await expect(page.getByTestId('grid')).toBeVisible();
  });
  test.afterAll(() => program.close());

  test('the demonstration month opens without a mark of doubt', async () => {
    await expect(page.locator('.mark-doubt')).toHaveCount(0);
    await expect(status()).toContainText('本单位中位数 20');
    await picture(program, 'checks-opened', '1366');
    await picture(program, 'checks-opened', '1093');
  });

  test('a figure far from its own past is saved, marked, explained in the drawer, and the mark goes', async () => {
    const column = await columnOf('政务服务办件总量');
    await press('ArrowDown');
    await page.keyboard.type('135600');
    await press('Enter', 'ArrowUp');
    await expect(cell(1, column).locator('.mark-doubt')).toHaveCount(1);
    await expect(status()).toContainText('有疑问：135600 明显偏高');
    await expect(status()).toContainText('下一处疑问（共 1 格）');
    await picture(program, 'checks-doubt', '1366');
    await picture(program, 'checks-doubt', '1093');

    await press('F4');
    await expect(drawer()).toContainText('近 12 期');
    await expect(drawer()).toContainText('像是小数点错了一位');
    await expect(drawer()).toContainText('改为 135600');
    await expect(page.getByLabel('说明原因')).toBeFocused();
    for (const size of ['1366', '1093'] as const) {
      await picture(program, 'checks-drawer', size);
      const [shown, beside] = [await cell(1, column).boundingBox(), await page.locator('.drawer').boundingBox()];
      if (!shown || !beside) throw new Error('the cell or the drawer is not drawn');
      expect(shown.x + shown.width).toBeLessThanOrEqual(beside.x);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }

    await page.keyboard.type('集中清理历史办件，已与政务服务局核对');
    await press('Enter');
    await expect(cell(1, column).locator('.mark-doubt')).toHaveCount(0);
    await expect(drawer()).toContainText('已说明：135600 明显偏高');
    await expect(drawer()).toContainText('原因：集中清理历史办件，已与政务服务局核对');
    await expect(page.getByTestId('grid-editor')).toBeFocused();
    await picture(program, 'checks-explained', '1093');
    await press('ArrowDown');
    await expect(page.locator('.drawer h2')).toHaveText('博山区 政务服务办件总量');
    await press('Escape');
    await expect(drawer()).toHaveCount(0);
    await expect(page.getByTestId('grid-editor')).toBeFocused();
    await expect(cell(2, column)).toHaveClass(/is-active/);
  });

  test('more done than due is asked about in every cell concerned, and the next doubt is one click away', async () => {
    await press('Control+Home');
    await page.keyboard.type('18');
    await press('Tab');
    await page.keyboard.type('25');
    await press('Enter');
    await expect(cell(0, 0).locator('.mark-doubt')).toHaveCount(1);
    await expect(cell(0, 1).locator('.mark-doubt')).toHaveCount(1);
    await press('Control+End');
    await page.getByRole('button', { name: /下一处疑问/ }).click();
    await expect(cell(0, 0)).toHaveClass(/is-active/);
    await expect(status()).toContainText('多于“应完成节点数” 18');
    await picture(program, 'checks-identity', '1093');
    await press('Control+z', 'Control+z');
    await expect(page.locator('.mark-doubt')).toHaveCount(0);
  });

  test('the drawer never covers the cell it explains, not even the last', async () => {
    await press('Control+End', 'F4');
    await expect(drawer()).toBeVisible();
    await picture(program, 'checks-last', '1093');
    const [shown, beside] = [
      await page.locator('.grid-cell.is-active').boundingBox(),
      await page.locator('.drawer').boundingBox(),
    ];
    if (!shown || !beside) throw new Error('the cell or the drawer is not drawn');
    expect(shown.x + shown.width).toBeLessThanOrEqual(beside.x);
    await press('Escape');
    await expect(drawer()).toHaveCount(0);
  });

  test('a negative count is not taken, typed or pasted, and says why', async () => {
    await press('Control+Home');
    const before = await cell(0, 0).locator('.grid-text').textContent();
    await page.keyboard.type('-3');
    await press('Enter');
    await expect(status()).toContainText('“应完成节点数”填了 -3，本项不能是负数，请改后再填。');
    await expect(cell(0, 0)).toHaveClass(/is-active/);
    await press('Escape');
    await expect(cell(0, 0).locator('.grid-text')).toHaveText(before ?? '');
  });
});
