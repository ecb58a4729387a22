/** 一数一源: what the records know is counted, shown beside what stands there, and written only where somebody says so. */
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import type { TaskDraft } from '../../src/shared/contract/tasks.ts';
import { AppError } from '../../src/shared/errors.ts';
import { handInMonth } from '../support/month.ts';
import { startProgram } from '../support/program.ts';
import { assigned } from '../support/tasks.ts';

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

describe('records behind a figure', () => {
  /** The demonstration with what 张店区 did: a node late and one to come, a 催办单, a meeting relayed late, a table sent back. */
  async function office() {
    const app = startProgram();
    await fillWithDemo(app.context);
    const task = await assigned(
      { app },
      { nodes: [{ id: null, title: '公布清单', dueOn: '2018-02-09' }], deadline: '2018-02-28' },
    );
    const node = (await app.run('tasks.record', { id: task, period: PERIOD })).task.nodes[0]?.id ?? 0;
    await app.run('tasks.finish', { id: task, node, doneOn: '2018-02-13' });
    const notice = { id: null, kind: 'urge' as const, organisation: 'ZD', task: null, source: '', matter: '报送改革任务进展' };
    const paper = { basis: '滞后于序时进度。', requirement: '请按期反馈。', dueOn: null, signedBy: '李四' };
    const { id } = await app.run('notices.save', { ...notice, ...paper });
    await app.run('notices.issue', { id, issuedOn: '2018-02-06', signedBy: '李四', dueOn: null });
    await app.run('registers.save', {
      id: null,
      kind: 'agenda',
      level: 'national',
      title: '中央深改组第二次会议',
      number: '',
      datedOn: '2018-02-06',
      organisations: ['ZD'],
      site: '',
      note: '',
      relayedOn: '2018-02-27',
      carriedOn: null,
      matchedOn: null,
      heldOn: null,
    });
    const tables = [{ organisation: 'ZD', block: 'B' }];
    await app.run('submissions.submit', { period: PERIOD, tables });
    await app.run('submissions.return', { period: PERIOD, tables, reason: '与台账不符' });
    return { app, task, notice: id };
  }
  const AT = { period: PERIOD, list: 'district', organisation: 'ZD' } as const;

  it('are named as a clerk names them, as many as the figure counts', async () => {
    const { app, task, notice } = await office();
    const rows = (await app.run('feeds.view', AT)).filter(({ organisation }) => organisation === 'ZD');
    const entries = Object.fromEntries(rows.map((row) => [row.indicator, row.entries]));
    for (const { indicator, value } of rows) expect([indicator, entries[indicator]?.length]).toEqual([indicator, Number(value)]);
    const words = (indicator: string) => entries[indicator]?.map((entry) => `${entry.feature} ${entry.id}：${entry.words}`);
    expect(words('A1a')).toEqual([
      `tasks ${task}：1 深化“一次办好”改革：公布清单（2月9日到期，逾期 3 个工作日完成）`,
      `tasks ${task}：1 深化“一次办好”改革（2月28日到期，未完成）`,
    ]);
    expect(words('A1c')).toEqual([`tasks ${task}：1 深化“一次办好”改革：公布清单（2月9日到期，逾期 3 个工作日完成）`]);
    expect(words('A4a')?.[0]).toMatch(/^registers agenda \d+：中央深改组第二次会议（应于2月24日前传达，2月27日迟传达）$/);
    expect(words('A4b')).toEqual([]);
    expect(words('B3a')).toEqual([`notices ${notice}：催办〔2018〕1号 报送改革任务进展（2月6日下发）`]);
    expect(words('A3b')?.[0]).toMatch(/^submissions ZD B：B 督察表.+退回（与台账不符）$/);
  });
  it('say plainly where the cell says something else; once filled in they agree', async () => {
    const { app } = await office();
    const of = async (indicator: string) =>
      (await app.run('feeds.records', AT)).find((row) => row.indicator === indicator && row.organisation === 'ZD');
    const urges = await of('B3a');
    expect(urges?.asOf).toBe('now');
    expect(urges?.difference).toMatch(/^登记计数为 1 件，填报的是 0（演示数据，.+），两者不一致。$/);
    await app.run('feeds.apply', { period: PERIOD, cells: [{ organisation: 'ZD', indicator: 'B3a' }] });
    expect((await of('B3a'))?.difference).toBeNull();
  });
  it('of a sealed month are those the figure was filled in from, whatever the register says later', async () => {
    const { app, task } = await office();
    const cells = ['A1a', 'A1b', 'A1c', 'A4a'].map((indicator) => ({ organisation: 'ZD', indicator }));
    await app.run('feeds.apply', { period: PERIOD, cells });
    await handInMonth(app, PERIOD);
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    const names = async (indicator: string) => {
      const found = (await app.run('feeds.records', AT)).find((row) => row.indicator === indicator);
      return { asOf: found?.asOf, words: found?.entries.map(({ words }) => words), difference: found?.difference };
    };
    const before = await names('A1a');
    expect(before).toMatchObject({ asOf: 'filled', difference: null });
    expect(before.words).toHaveLength(2);
    // The ledger's words change afterwards, what was sealed does not.
    await app.run('tasks.save', { ...(await draftOf(app, task)), title: '深化“一次办好”改革（二）' });
    expect(await names('A1a')).toEqual(before);
    const live = (await app.run('feeds.view', AT)).find(
      ({ indicator, organisation }) => indicator === 'A1a' && organisation === 'ZD',
    );
    expect(live?.entries[0]?.words).toContain('（二）');
    // Nor does it when the record is gone altogether.
    const [meeting] = (await app.run('registers.view', { kind: 'agenda', period: PERIOD })).rows;
    await app.run('registers.remove', { id: meeting?.id ?? 0, reason: '重复登记' });
    expect((await names('A4a')).words).toEqual(['中央深改组第二次会议（应于2月24日前传达，2月27日迟传达）']);
    // A figure that was typed has nothing in the log: today's register, and that it is not what was sealed.
    expect(await names('B3a')).toMatchObject({ asOf: 'now', difference: '登记现在计数为 1 件，封账的是 0。' });
  });
});

async function draftOf(app: App, id: number): Promise<TaskDraft> {
  const { task } = await app.run('tasks.record', { id, period: PERIOD });
  return {
    ...task,
    nodes: task.nodes.filter(({ isFinal }) => !isFinal).map(({ id: node, title, dueOn }) => ({ id: node, title, dueOn })),
  };
}
