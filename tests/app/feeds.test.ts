/** 一数一源: what the records know is counted, shown beside what stands there, and written only where somebody says so. */
import { describe, expect, it } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { AppError } from '../../src/shared/errors.ts';
import { startProgram } from '../support/program.ts';

const PERIOD = '2018-02';

describe('figures counted from records', () => {
  it('counts how often a unit’s tables were sent back, and asks before it replaces a figure that was typed', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const unit = 'ZD';
    const rowsOf = async () =>
      (await app.run('feeds.view', { period: PERIOD, list: 'district' })).filter(({ organisation }) => organisation === unit);
    expect(await rowsOf()).toEqual([]);
    const tables = [{ organisation: unit, block: 'B' }];
    for (let n = 0; n < 2; n += 1) {
      await app.run('submissions.submit', { period: PERIOD, tables });
      await app.run('submissions.return', { period: PERIOD, tables, reason: '与台账不符' });
    }
    const back = (await rowsOf()).find(({ indicator }) => indicator === 'A3b');
    expect(back).toMatchObject({ value: '2', state: 'typed', words: '退回 2 次', locked: null });
    const cells = [{ organisation: unit, indicator: 'A3b' }];
    expect(await app.run('feeds.apply', { period: PERIOD, cells })).toEqual({ saved: 1 });
    expect((await rowsOf()).find(({ indicator }) => indicator === 'A3b')).toMatchObject({ state: 'same', current: '2' });
    const { evaluation } = await app.run('rankings.view', { period: PERIOD, list: 'district' });
    const line = evaluation.entries.find(({ organisation }) => organisation === unit)?.items.find(({ code }) => code === 'A3');
    expect(JSON.stringify(line?.inputs)).toContain('按登记计数：退回 2 次');
    // Counted again after another return, it is our own figure and may be brought up to date.
    await app.run('submissions.submit', { period: PERIOD, tables });
    await app.run('submissions.return', { period: PERIOD, tables, reason: '仍与台账不符' });
    expect((await rowsOf()).find(({ indicator }) => indicator === 'A3b')).toMatchObject({ value: '3', state: 'open' });
  });
  it('a table that was sent takes no count, either, and a figure nobody counts is refused', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    await app.run('submissions.submit', { period: PERIOD, tables: [{ organisation: 'ZD', block: 'A' }] });
    const [row] = await app.run('feeds.view', { period: PERIOD, list: 'district' });
    expect(row?.locked).toContain('已报送待审核');
    const codeOf = async (organisation: string, indicator: string): Promise<string> => {
      try {
        await app.run('feeds.apply', { period: PERIOD, cells: [{ organisation, indicator }] });
      } catch (error) {
        return error instanceof AppError ? error.code : String(error);
      }
      return 'ok';
    };
    expect(await codeOf('ZD', 'A3b')).toBe('submission.locked');
    expect(await codeOf('BS', 'B1b')).toBe('data.missing');
  });
});
