/** The life of a month through the program: who has sent what and by when, what is locked, who may lift it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import type { Dialogs } from '../../src/main/context.ts';
import { sourceParts } from '../../src/main/from-source.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { runUnattended } from '../../src/main/unattended.ts';
import type { Role } from '../../src/shared/contract/people.ts';
import type { Board, TableView } from '../../src/shared/contract/submissions.ts';
import { RESOURCES, startProgram, temporaryFolder } from '../support/program.ts';

const PERIOD = '2018-02';
const ZD_A = { organisation: 'ZD', block: 'A' };
const ZC_A = { organisation: 'ZC', block: 'A' };

async function demo(dialogs: Partial<Dialogs> = {}): Promise<App> {
  const app = startProgram(temporaryFolder(), dialogs);
  await fillWithDemo(app.context);
  return app;
}
const board = (app: App, period = PERIOD) => app.run('submissions.view', { period });
const tableIn = ({ lists }: Board, { organisation, block }: typeof ZD_A): TableView => {
  const row = lists.flatMap(({ rows }) => rows).find((one) => one.organisation === organisation);
  const table = row?.tables.find((one) => one.block === block);
  if (!table) throw new Error(`no table ${organisation} ${block}`);
  return table;
};
const submit = (app: App, ...tables: (typeof ZD_A)[]) => app.run('submissions.submit', { period: PERIOD, tables });
const edit = (indicator: string, value: string | null, organisation = 'ZD', period = PERIOD) => ({
  period,
  edits: [{ organisation, indicator, value, state: 'reported' as const }],
});
/** Sentence of a refusal; fails when nothing was refused. */
async function refusal(app: App, method: string, input: unknown): Promise<{ readonly code: string; readonly message: string }> {
  const envelope = await app.call(method, input);
  if (envelope.ok) throw new Error(`${method} was not refused`);
  return envelope.error;
}

describe('a table of a unit', () => {
  it('goes 未报 → 已报 → 退回 → 已报 → 已审核 → 已报, each step with who, when and why', async () => {
    const app = await demo();
    expect(tableIn(await board(app), ZD_A)).toMatchObject({
      state: 'open',
      word: '未报',
      filled: 11,
      asked: 11,
      doubts: 0,
      last: null,
    });
    await submit(app, ZD_A);
    expect(tableIn(await board(app), ZD_A)).toMatchObject({ state: 'submitted', word: '已报', submittedBy: '经办人' });
    await app.run('submissions.return', { period: PERIOD, tables: [ZD_A], reason: '应完成节点数与台账不符' });
    expect(tableIn(await board(app), ZD_A)).toMatchObject({
      state: 'returned',
      lamp: 'late',
      last: { reason: '应完成节点数与台账不符' },
    });
    await submit(app, ZD_A);
    await app.run('submissions.review', { period: PERIOD, tables: [ZD_A] });
    expect(tableIn(await board(app), ZD_A)).toMatchObject({ state: 'reviewed', lamp: 'done', word: '已审核' });
    await app.run('submissions.reopen', { period: PERIOD, tables: [ZD_A], reason: '审早了' });
    expect(tableIn(await board(app), ZD_A).state).toBe('submitted');
    const history = await app.run('submissions.history', { period: PERIOD, ...ZD_A });
    expect(history.map(({ event, reason, actor }) => [event, reason, actor])).toEqual([
      ['reopen', '审早了', '经办人'],
      ['review', '', '经办人'],
      ['submit', '', '经办人'],
      ['return', '应完成节点数与台账不符', '经办人'],
      ['submit', '', '经办人'],
    ]);
    const [act] = await app.run('audit.list', { before: null });
    expect(act).toMatchObject({ action: '取消审核', subject: '2018年2月 张店区 A 调度' });
    expect(JSON.parse(act?.detail ?? '{}')).toEqual({ tables: ['张店区 A 调度'], reason: '审早了' });
    expect(tableIn(await board(app), ZC_A).state).toBe('open');
  });

  it('refuses a step that does not follow, a reason that is missing, and a table that is not there', async () => {
    const app = await demo();
    const tables = [ZD_A];
    expect((await refusal(app, 'submissions.review', { period: PERIOD, tables })).message).toBe(
      '“张店区 A 调度”现在是未报，不能审核。',
    );
    expect((await refusal(app, 'submissions.return', { period: PERIOD, tables, reason: ' ' })).message).toContain('请写明原因');
    expect((await refusal(app, 'submissions.return', { period: PERIOD, tables, reason: '错' })).code).toBe('submission.state');
    expect(
      (await refusal(app, 'submissions.submit', { period: PERIOD, tables: [{ organisation: 'ZD', block: 'Z' }] })).code,
    ).toBe('submission.unknown');
    await submit(app, ZD_A);
    expect((await refusal(app, 'submissions.submit', { period: PERIOD, tables })).message).toBe(
      '“张店区 A 调度”现在是已报，不能报送。',
    );
  });

  it('is not sent with an empty cell, an impossible figure or a doubt nobody has explained; the first is named, and of many none is sent', async () => {
    const app = await demo();
    await app.run('observations.save', edit('A1b', null));
    const both = { period: PERIOD, tables: [ZC_A, ZD_A] };
    const empty = await refusal(app, 'submissions.submit', both);
    expect(empty).toMatchObject({ code: 'submission.empty' });
    expect(empty.message).toBe(
      '“张店区 A 调度”还有 1 格没有填，第一格是“按期完成节点数”。请填好，或注明未报、不适用、缓报，再报送。本次 2 张表都没有报送。',
    );
    expect(tableIn(await board(app), ZD_A)).toMatchObject({ filled: 10, open: { indicator: 'A1b' } });
    expect(tableIn(await board(app), ZC_A).state).toBe('open');
    await app.run('observations.save', edit('A1b', '18'));
    await app.run('observations.save', edit('C2a', '130000'));
    const doubt = await refusal(app, 'submissions.submit', { period: PERIOD, tables: [{ organisation: 'ZD', block: 'C' }] });
    expect(doubt.code).toBe('submission.doubt');
    expect(doubt.message).toMatch(
      /^“张店区 C 指标”有 1 格疑问没有说明，第一格是“政务服务办件总量”：130000 明显偏高.*请先说明原因，再报送。$/,
    );
    await app.run('observations.save', {
      period: PERIOD,
      edits: [{ organisation: 'ZD', indicator: 'C2a', value: '130000', state: 'reported', note: '集中清理' }],
    });
    expect(await submit(app, { organisation: 'ZD', block: 'C' })).toEqual({ tables: 1 });
    // An import lets an impossible figure in and marks it; it goes no further.
    const db = app.context.db();
    db.prepare(
      "UPDATE observations SET value = '-3' WHERE period = ? AND indicator_id = (SELECT id FROM indicators WHERE code = 'A1b')",
    ).run(PERIOD);
    const impossible = await refusal(app, 'submissions.submit', { period: PERIOD, tables: [ZC_A] });
    expect(impossible.code).toBe('submission.impossible');
    expect(impossible.message).toContain('“淄川区 A 调度”的“按期完成节点数”必须改正：');
  });

  it('all of a month at once: 待审核, then 待封账, and 工作台 says what is next', async () => {
    const app = await demo();
    const all = (await board(app)).lists.flatMap(({ rows }) =>
      rows.flatMap(({ organisation, tables }) => tables.map(({ block }) => ({ organisation, block }))),
    );
    expect(all).toHaveLength(11 * 6 + 8 * 6);
    const look = async () => {
      const { waiting, lines } = await app.run('overview.view', { period: PERIOD });
      const { month } = await app.run('overview.frame', { period: PERIOD });
      return { waiting, month, tables: lines.filter(({ step }) => step === '数据').map(({ text }) => text) };
    };
    expect(await look()).toMatchObject({ month: { word: '填报中' }, tables: ['报送已填齐的 114 张表'] });
    expect(await submit(app, ...all)).toEqual({ tables: 114 });
    expect(await look()).toMatchObject({ month: { word: '审核中 · 114 张表待审核' }, waiting: [] });
    expect((await look()).tables).toEqual(['审核已报送的 114 张表']);
    await app.run('submissions.review', { period: PERIOD, tables: all });
    expect(await look()).toMatchObject({ month: { word: '待封账', lamp: 'ok' } });
    await app.run('submissions.return', { period: PERIOD, tables: [ZD_A], reason: '漏报' });
    const { waiting, tables } = await look();
    expect(waiting).toEqual([
      {
        list: 'district',
        organisation: 'ZD',
        name: '张店区',
        shortName: '张店',
        tables: [{ lamp: 'late', word: '退回 1 张', names: 'A 调度' }],
        missing: 0,
        firstMissing: null,
      },
    ]);
    expect(tables).toEqual(['1 张表已退回，改好后重新报送']);
  });
});

describe('a sent table', () => {
  it('takes no figure by hand, says why and how to lift it; another table of the unit does; sent back it takes them again', async () => {
    const app = await demo();
    const before = (await app.run('observations.cell', { period: PERIOD, organisation: 'ZD', indicator: 'A1a' })).cell?.value;
    await submit(app, ZD_A);
    const locked = await refusal(app, 'observations.save', edit('A1a', '25'));
    expect(locked).toEqual({
      code: 'submission.locked',
      message: '“张店区 A 调度”已报送待审核，不能修改。要改请在“数据 › 报送”中退回。',
    });
    // A block that reaches into it is refused as a whole.
    const block = { period: PERIOD, edits: [...edit('C4', '91').edits, ...edit('A1a', '25').edits] };
    expect((await refusal(app, 'observations.save', block)).message).toContain('本次 2 格都没有保存。');
    expect((await app.run('observations.cell', { period: PERIOD, organisation: 'ZD', indicator: 'A1a' })).cell?.value).toBe(
      before,
    );
    expect((await app.call('observations.save', edit('C4', '91'))).ok).toBe(true);
    expect((await app.call('observations.save', edit('A1a', '20', 'ZC'))).ok).toBe(true);
    expect((await app.call('observations.save', edit('A1a', '20', 'ZD', '2018-03'))).ok).toBe(true);
    const { notices, columns } = await app.run('observations.matrix', { period: PERIOD, list: 'district' });
    expect(notices).toEqual({ whole: null, tables: { ZD: { A: { isLocked: true, sentence: locked.message } } } });
    expect(columns.filter(({ table }) => table === 'A')).toHaveLength(11);
    // A figure no line of the scheme uses belongs to no table.
    expect(columns.find(({ usedBy }) => usedBy.length === 0)?.table ?? null).toBeNull();
    await app.run('submissions.review', { period: PERIOD, tables: [ZD_A] });
    expect((await refusal(app, 'observations.save', edit('A1a', '25'))).message).toContain('“张店区 A 调度”已审核，不能修改。');
    await app.run('submissions.return', { period: PERIOD, tables: [ZD_A], reason: '应完成节点数少计 5 个' });
    const after = await app.run('observations.matrix', { period: PERIOD, list: 'district' });
    expect(after.notices.tables.ZD?.A).toEqual({ isLocked: false, sentence: '“张店区 A 调度”已退回：应完成节点数少计 5 个' });
    expect((await app.call('observations.save', edit('A1a', '25'))).ok).toBe(true);
  });

  it('takes no other figure from a file: all or nothing, or only the good rows; an equal figure is no change', async () => {
    const folder = temporaryFolder();
    const file = join(folder, '二月.csv');
    const app = await demo({ openFile: async () => file });
    await submit(app, ZD_A);
    const now = (await app.run('observations.cell', { period: PERIOD, organisation: 'ZD', indicator: 'A1a' })).cell;
    const rows = (figure: string) =>
      writeFileSync(
        file,
        `考核期,单位,指标,数值,备注,来源\n2018-02,张店区,A1a,${figure},,区报表\n2018-02,淄川区,A1a,23,,区报表\n`,
      );
    rows('25');
    const preview = await app.run('imports.choose', {});
    expect(preview).toMatchObject({ errorCount: 1, counts: { observations: 1 } });
    expect(preview?.problems[0]).toMatchObject({ severity: 'error', cell: 'D2' });
    expect(preview?.problems[0]?.message).toBe(
      `“张店区 A 调度”已报送待审核，不能修改。要改请在“数据 › 报送”中退回。现为 ${now?.value}，表中是 25，没有读入。`,
    );
    const refused = await refusal(app, 'imports.commit', { token: preview?.token, acceptGood: false });
    expect(refused.code).toBe('import.locked');
    expect(refused.message).toMatch(/^文件中有 1 格属于不能修改的表，没有写入任何数据。第一处：.*D2 “张店区 A 调度”已报送待审核/);
    expect((await app.run('observations.cell', { period: PERIOD, organisation: 'ZC', indicator: 'A1a' })).cell?.value).not.toBe(
      '23',
    );
    expect(await app.run('imports.commit', { token: preview?.token ?? '', acceptGood: true })).toMatchObject({ observations: 1 });
    expect((await app.run('observations.cell', { period: PERIOD, organisation: 'ZC', indicator: 'A1a' })).cell?.value).toBe('23');
    expect((await app.run('observations.cell', { period: PERIOD, organisation: 'ZD', indicator: 'A1a' })).cell).toEqual(now);

    rows(now?.value ?? '');
    const equal = await app.run('imports.choose', {});
    expect(equal).toMatchObject({ errorCount: 0, counts: { observations: 2, changed: 0 } });
    expect((await app.call('imports.commit', { token: equal?.token, acceptGood: false })).ok).toBe(true);
    // Not even its source.
    expect((await app.run('observations.cell', { period: PERIOD, organisation: 'ZD', indicator: 'A1a' })).cell).toEqual(now);
  });

  it('sent between the preview of a file and its import is locked all the same', async () => {
    const file = join(temporaryFolder(), '二月.csv');
    const app = await demo({ openFile: async () => file });
    writeFileSync(file, '考核期,单位,指标,数值\n2018-02,张店区,A1a,25\n');
    const preview = await app.run('imports.choose', {});
    expect(preview?.errorCount).toBe(0);
    await submit(app, ZD_A);
    expect((await refusal(app, 'imports.commit', { token: preview?.token, acceptGood: false })).code).toBe('import.locked');
  });

  it('is closed to an unattended import, too', async () => {
    const folder = temporaryFolder();
    const app = startProgram(folder);
    await fillWithDemo(app.context);
    await submit(app, ZD_A);
    await app.close();
    const file = join(temporaryFolder(), '二月.csv');
    writeFileSync(file, '考核期,单位,指标,数值\n2018-02,张店区,A1a,25\n');
    const printed: unknown[] = [];
    const around = {
      resources: RESOURCES,
      ...sourceParts,
      print: (value: unknown) => printed.push(value),
      say: () => undefined,
    };
    expect(await runUnattended(['import', file, '--data', folder], around)).toBe(2);
    expect(printed[0]).toMatchObject({ written: false, problems: [{ code: 'cell.locked', cell: 'D2' }] });
  });
});

describe('with accounts', () => {
  const account = (name: string, roles: Role[]) => ({ id: null, name, roles, isActive: true, password: 'kaohe2018' });
  const enter = (app: App, name: string) => app.run('people.signIn', { name, password: 'kaohe2018' });

  it('who enters sends, who reviews sends back and reviews, never their own; the lock names them', async () => {
    const app = await demo();
    await app.run('people.save', account('张三', ['admin', 'entry', 'review']));
    await app.run('people.save', account('李四', ['entry']));
    await app.run('people.save', account('王五', ['review']));
    await enter(app, '李四');
    await submit(app, ZD_A);
    expect((await refusal(app, 'submissions.review', { period: PERIOD, tables: [ZD_A] })).code).toBe('people.denied');
    expect((await refusal(app, 'submissions.return', { period: PERIOD, tables: [ZD_A], reason: '错' })).code).toBe(
      'people.denied',
    );
    expect((await refusal(app, 'submissions.saveDeadlines', { day: 3, blocks: {} })).code).toBe('people.denied');
    expect((await refusal(app, 'observations.save', edit('A1a', '25'))).message).toBe(
      '“张店区 A 调度”已报送待审核，不能修改。要改请张三、王五（审核）在“数据 › 报送”中退回。',
    );
    await enter(app, '张三');
    await submit(app, ZC_A);
    const own = await refusal(app, 'submissions.review', { period: PERIOD, tables: [ZD_A, ZC_A] });
    expect(own.message).toBe('“淄川区 A 调度”由张三报送，审核须由另一人办理。本次 2 张表都没有审核。');
    expect(tableIn(await board(app), ZD_A).state).toBe('submitted');
    await enter(app, '王五');
    expect((await refusal(app, 'submissions.submit', { period: PERIOD, tables: [ZD_A] })).code).toBe('people.denied');
    expect(await app.run('submissions.review', { period: PERIOD, tables: [ZD_A, ZC_A] })).toEqual({ tables: 2 });
    expect(tableIn(await board(app), ZC_A)).toMatchObject({ submittedBy: '张三', last: { event: 'review', actor: '王五' } });
  });

  it('a single account is one clerk who does it all', async () => {
    const app = await demo();
    await app.run('people.save', account('张三', ['admin', 'entry', 'review']));
    await submit(app, ZD_A);
    expect((await board(app)).isOneClerk).toBe(true);
    expect(await app.run('submissions.review', { period: PERIOD, tables: [ZD_A] })).toEqual({ tables: 1 });
  });
});
