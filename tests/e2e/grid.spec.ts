/**
 * The entry grid in the real window, on the page 数据 with the demonstration data: the columns of the comparison by which grids were
 * chosen. Needs a month that may still be filled in; figures stay between 10 and 99 so that any indicator takes them.
 */
import { type CDPSession, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { launch } from '../support/electron.ts';

let app: ElectronApplication;
let page: Page;
let close: () => Promise<void>;
let keys: CDPSession;

const cell = (row: number, column: number) => page.getByTestId(`cell-${row}-${column}`);
const preview = () => page.getByTestId('paste-preview');
const editor = () => page.getByTestId('grid-editor');
const press = (...names: string[]) => names.reduce((done, name) => done.then(() => page.keyboard.press(name)), Promise.resolve());

/** The page may show two decimals where the clerk typed none. */
async function figure(row: number, column: number): Promise<number | null> {
  const shown = await cell(row, column).locator('.grid-text').textContent();
  const text = (shown ?? '').replaceAll(',', '').trim();
  return text === '' ? null : Number(text);
}

async function expectFigures(row: number, column: number, figures: readonly (readonly (number | null)[])[]): Promise<void> {
  for (const [r, line] of figures.entries()) {
    for (const [c, value] of line.entries()) {
      await expect.poll(() => figure(row + r, column + c), { message: `cell ${row + r}, ${column + c}` }).toBe(value);
    }
  }
}

async function expectActive(row: number, column: number): Promise<void> {
  await expect(cell(row, column)).toHaveClass(/is-active/);
}

/** Through the page, not Electron's `clipboard.write`: that one takes other arguments in Electron 45 than in the one tests run on. */
async function copyIn(text: string, html?: string): Promise<void> {
  const what = html === undefined ? { 'text/plain': text } : { 'text/plain': text, 'text/html': html };
  const isCopied = await page.evaluate((entries) => {
    const put = (event: ClipboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      for (const [type, value] of Object.entries(entries)) event.clipboardData?.setData(type, value);
    };
    document.addEventListener('copy', put, { capture: true, once: true });
    return document.execCommand('copy');
  }, what);
  expect(isCopied).toBe(true);
}

const copiedOut = () => app.evaluate(({ clipboard }) => clipboard.readText());

/** A key the input method has taken, then its unfinished text; the last text is what it puts into the field. */
async function compose(...texts: readonly string[]): Promise<void> {
  for (const text of texts.slice(0, -1)) {
    await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Process' });
    await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await keys.send('Input.insertText', { text: texts.at(-1) ?? '' });
}

test.describe('entry grid', () => {
  test.beforeAll(async () => {
    ({ app, page, close } = await launch());
    keys = await page.context().newCDPSession(page);
    await page.locator('.rail').getByRole('button', { name: '数据' }).click();
    await expect(page.getByTestId('grid')).toBeVisible();
  });

  test.afterAll(() => close());

  test.beforeEach(async () => {
    await press('Escape');
    await cell(0, 0).click();
    await expectActive(0, 0);
  });

  test('a block of 3×3 is shown first and applied with Enter', async () => {
    await copyIn('11\t12\t13\r\n21\t22\t23\r\n31\t32\t33\r\n');
    await press('Control+v');
    await expect(preview()).toContainText('粘贴 3×3');
    await press('Enter');
    await expect(preview()).toBeHidden();
    await expectFigures(0, 0, [
      [11, 12, 13],
      [21, 22, 23],
      [31, 32, 33],
    ]);
    await press('Control+z');
  });

  test('Esc leaves everything as it was', async () => {
    const before = await figure(0, 0);
    await copyIn('98\t97\r\n96\t95\r\n');
    await press('Control+v');
    await expect(preview()).toBeVisible();
    await press('Escape');
    await expect(preview()).toBeHidden();
    expect(await figure(0, 0)).toBe(before);
  });

  test('a quoted cell with a line break stays one cell', async () => {
    await copyIn('"41\n"\t42\r\n43\t44\r\n');
    await press('Control+v');
    await expect(preview()).toContainText('粘贴 2×2');
    await expect(preview()).toContainText('格内换行已去掉');
    await press('Enter');
    await expectFigures(0, 0, [
      [41, 42],
      [43, 44],
    ]);
    await press('Control+z');
  });

  test('what is no number is listed and left alone, the rest goes in as one step', async () => {
    const before = await figure(1, 0);
    await copyIn('５１。５\t52\r\n1O2.5\t54\r\n');
    await press('Control+v');
    await expect(preview()).toContainText('全角已转半角');
    await expect(preview()).toContainText('“1O2.5”不是数字：第 2 个字符是字母 O');
    await press('Enter');
    await expectFigures(0, 0, [
      [51.5, 52],
      [before, 54],
    ]);
    await expect(page.getByTestId('paste-result')).toContainText('1 格没有写入');
    await press('Escape', 'Control+z');
    await expect(page.getByTestId('paste-result')).toBeHidden();
  });

  test('the figure behind #### comes from the HTML copy', async () => {
    const html = '<table><tr><td x:num="61.5">####</td><td x:num>62</td></tr></table>';
    await copyIn('####\t62\r\n', html);
    await press('Control+v');
    await expect(preview()).toContainText('1 处“####”取真值');
    await press('Enter');
    await expectFigures(0, 0, [[61.5, 62]]);
    await press('Control+z');
  });

  test('a range is copied as Excel reads it', async () => {
    await copyIn('71\t72\r\n73\t74\r\n');
    await press('Control+v', 'Enter');
    await expectFigures(1, 0, [[73, 74]]);
    await cell(0, 0).click();
    await press('Shift+ArrowRight', 'Shift+ArrowDown', 'Control+c');
    await expect.poll(copiedOut).toBe('71\t72\r\n73\t74\r\n');
    await press('Control+z');
  });

  test('typing replaces; Enter goes down, Tab right, Enter after Tabs back to where the run began', async () => {
    await page.keyboard.type('15');
    await press('Tab');
    await page.keyboard.type('16');
    await press('Tab');
    await expectActive(0, 2);
    await page.keyboard.type('17');
    await press('Enter');
    await expectActive(1, 0);
    await expectFigures(0, 0, [[15, 16, 17]]);
    await page.keyboard.type('18');
    await press('Shift+Enter');
    await expectActive(0, 0);
    await press('F2');
    await page.keyboard.type('.5');
    await press('Enter');
    await expectFigures(0, 0, [[15.5]]);
    await press('ArrowUp');
    await page.keyboard.type('99');
    await press('Escape');
    await expectFigures(0, 0, [[15.5]]);
    await press('Control+z', 'Control+z', 'Control+z', 'Control+z', 'Control+z');
  });

  test('the first syllable of an input method lands in the cell, and its keys are its own', async () => {
    const before = await figure(0, 0);
    await compose('n', 'ni', '你');
    await expect(editor()).toHaveValue('你');
    await press('Escape');
    expect(await figure(0, 0)).toBe(before);

    await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Process' });
    await keys.send('Input.imeSetComposition', { text: '8', selectionStart: 1, selectionEnd: 1 });
    for (const key of ['Enter', 'Tab', 'ArrowDown', 'Escape']) {
      await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key });
    }
    await expectActive(0, 0);
    await expect(editor()).toHaveValue('8');
    await keys.send('Input.insertText', { text: '85。5' });
    await press('Enter');
    await expectActive(1, 0);
    await expectFigures(0, 0, [[85.5]]);
    await press('Control+z');
  });

  test('a block of 200×30 is previewed and taken without a pause', async () => {
    const line = Array.from({ length: 30 }, (_, index) => String(10 + index)).join('\t');
    await copyIn(`${Array.from({ length: 200 }, () => line).join('\r\n')}\r\n`);
    const began = Date.now();
    await press('Control+v');
    await expect(preview()).toContainText('粘贴 200×30');
    await press('Enter');
    await expect(preview()).toBeHidden();
    await expectFigures(0, 0, [[10, 11]]);
    expect(Date.now() - began).toBeLessThan(3_000);
    await press('Control+z');
  });

  test('a paste is undone and done again as one step', async () => {
    const before = [await figure(0, 0), await figure(0, 1), await figure(1, 0), await figure(1, 1)] as const;
    await copyIn('35\t36\r\n37\t38\r\n');
    await press('Control+v', 'Enter');
    await expectFigures(0, 0, [
      [35, 36],
      [37, 38],
    ]);
    await press('Control+z');
    await expectFigures(0, 0, [
      [before[0], before[1]],
      [before[2], before[3]],
    ]);
    await press('Control+y');
    await expectFigures(0, 0, [
      [35, 36],
      [37, 38],
    ]);
    await press('Control+Shift+z', 'Control+z');
    await expectFigures(0, 0, [[before[0], before[1]]]);
  });

  test('Ctrl+D and the corner handle fill down', async () => {
    await page.keyboard.type('45');
    await press('Enter', 'ArrowUp', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
    await expectFigures(0, 0, [[45], [45], [45]]);
    await press('Control+z', 'Control+z');

    await cell(0, 1).click();
    await page.keyboard.type('46');
    await press('Enter', 'ArrowUp');
    const handle = await page.getByTestId('fill-handle').boundingBox();
    const target = await cell(3, 1).boundingBox();
    if (!handle || !target) throw new Error('the fill handle or the cell under it is not drawn');
    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await page.mouse.down();
    await page.mouse.move(target.x + 10, target.y + 10, { steps: 4 });
    await page.mouse.up();
    await expectFigures(0, 1, [[46], [46], [46], [46]]);
    await press('Control+z', 'Control+z');
  });

  test('unit and headings stay in place while the rest scrolls', async () => {
    const name = page.getByTestId('row-0');
    const before = await name.boundingBox();
    await press('Control+End');
    const columns = Number(await page.getByRole('grid').getAttribute('aria-colcount')) - 1;
    await expect(page.getByTestId(`column-${columns - 1}`)).toBeInViewport();
    await press('Control+ArrowUp', 'Control+ArrowUp', 'Control+ArrowUp');
    expect((await name.boundingBox())?.x).toBe(before?.x);
    await press('Control+Home');
    await expectActive(0, 0);
    await expect(cell(0, 0)).toBeInViewport();
  });

  test('what is being typed goes along when a key opens another page; what cannot be taken is still said in another month', async () => {
    const before = await figure(0, 0);
    await page.keyboard.type('12');
    await press('Alt+5');
    await expect(page.locator('table.ranking')).toBeVisible();
    await press('Alt+4');
    await expect.poll(() => figure(0, 0)).toBe(12);
    await cell(0, 0).click();
    await page.keyboard.type('1O');
    await page.getByRole('button', { name: '上个月' }).click();
    await expect(page.getByRole('alert')).toContainText('2018年2月 区县：');
    await expect(page.getByRole('alert')).toContainText('这一格没有保存，仍是原来的数');
    await page.getByRole('button', { name: '下个月' }).click();
    await expect.poll(() => figure(0, 0)).toBe(12);
    await cell(0, 0).click();
    await page.keyboard.type(String(before));
    await press('Enter');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});
