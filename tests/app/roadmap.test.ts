/** The 路线图 through the contract: read first, written only when the clerk says so. */
import { describe, expect, it } from 'vitest';
import { add, type Ledger, ledger, TASK } from '../support/tasks.ts';

const PERIOD = '2018-02';
const record = ({ app }: Ledger, id: number) => app.run('tasks.record', { id, period: PERIOD });
const refused = async ({ app }: Ledger, name: string, input: unknown): Promise<string> => {
  const envelope = await app.call(name, input);
  return envelope.ok ? 'ok' : envelope.error.message;
};

describe('导入路线图', () => {
  const HEADINGS = '序号,改革事项,牵头领导,责任单位,任务措施,完成时限';
  it('is read first and written only when the clerk says so, without what the ledger has already', async () => {
    const desk = await ledger();
    const { app } = desk;
    await add(desk, { title: '国企改革', number: '9' });
    desk.place(
      '路线图.csv',
      `${HEADINGS}\n1,国企改革,李明,张店区,,6月底\n2.1,清产核资,李明,张店区,,6月底\n2,产权改革,李明,博山区,,3月底印发；9月底推开\n3,养老,李明,不存在局,,6月底\n`,
    );
    const preview = await app.run('tasks.chooseRoadmap', { year: '2018' });
    expect(preview).toMatchObject({ errorCount: 1, problems: [{ cell: 'D5' }] });
    expect(preview?.items.map(({ number, isKnown, parent }) => [number, isKnown, parent])).toEqual([
      ['9', true, null],
      ['2.1', false, '2'],
      ['2', false, null],
    ]);
    expect((await app.run('tasks.view', { period: PERIOD })).rows).toHaveLength(1);
    const token = preview?.token ?? '';
    expect(await refused(desk, 'tasks.commitRoadmap', { token, acceptGood: false })).toContain('有 1 处问题，没有写入任何数据');
    expect(await app.run('tasks.commitRoadmap', { token, acceptGood: true })).toEqual({ added: 2, skipped: 1 });
    const { rows } = await app.run('tasks.view', { period: PERIOD });
    expect(rows.map(({ number, state, nodes }) => [number, state, nodes.length])).toEqual([
      ['2', 'draft', 2],
      ['2.1', 'draft', 1],
      ['9', 'draft', 1 + TASK.nodes.length],
    ]);
    expect(rows[1]?.parentId).toBe(rows[0]?.id);
    expect(await refused(desk, 'tasks.commitRoadmap', { token, acceptGood: true })).toContain('预览已失效');
    expect((await app.run('backups.list', {}))[0]).toMatchObject({ reason: '导入前' });
    // All of them become 已立项 together, or none.
    const ids = rows.map(({ id }) => id);
    const stray = await add(desk, { number: '20', leader: '', title: '没有牵头领导的事' });
    expect(await refused(desk, 'tasks.assign', { ids: [...ids, stray] })).toContain('还没有写牵头领导');
    expect((await record(desk, ids[0] ?? 0)).task.state).toBe('draft');
    expect(await app.run('tasks.assign', { ids })).toEqual({ assigned: 3 });
  });
  it('says so when there is nothing new, and refuses what is no table', async () => {
    const desk = await ledger();
    await add(desk, { title: '国企改革' });
    desk.place('路线图.csv', `${HEADINGS}\n1,国企改革,李明,张店区,,6月底\n`);
    const preview = await desk.app.run('tasks.chooseRoadmap', { year: '2018' });
    expect(await refused(desk, 'tasks.commitRoadmap', { token: preview?.token, acceptGood: false })).toContain(
      '没有可以导入的内容',
    );
    desk.place('图.csv', '%PDF-1.4');
    expect(await refused(desk, 'tasks.chooseRoadmap', { year: '2018' })).toContain('这是 PDF 文件');
  });
});
