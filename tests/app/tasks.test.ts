/** 调度 from the contract down: the ledger, its frozen baseline, 销号 with evidence, progress and the figures counted from it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registersFigures } from '../../src/main/handlers/registers.ts';
import { tasksFigures } from '../../src/main/handlers/task-rows.ts';
import { pilotSites } from '../../src/main/store/registers.ts';
import { taskSites } from '../../src/main/store/tasks.ts';
import type { Envelope } from '../../src/shared/contract/index.ts';
import type { Role } from '../../src/shared/contract/people.ts';
import type { TaskDraft } from '../../src/shared/contract/tasks.ts';
import { add, assigned, type Ledger, ledger, TASK } from '../support/tasks.ts';

const PERIOD = '2018-02';
const messageOf = (envelope: Envelope): string => (envelope.ok ? 'ok' : envelope.error.message);
const record = ({ app }: Ledger, id: number, period = PERIOD) => app.run('tasks.record', { id, period });
const refused = async ({ app }: Ledger, name: string, input: unknown) => messageOf(await app.call(name, input));
/** From 立项 to 已核验, with everything done in time. */
async function verified(desk: Ledger, id: number, doneOn = '2018-12-20') {
  const { task } = await record(desk, id);
  for (const node of task.nodes.filter(({ isFinal }) => !isFinal)) {
    await desk.app.run('tasks.finish', { id, node: node.id, doneOn: '2018-02-26' });
  }
  await desk.attach(id);
  await desk.app.run('tasks.advance', { id, act: 'submit', reason: '', doneOn });
  await desk.app.run('tasks.decide', { id, act: 'verify', reason: '' });
}

describe('台账', () => {
  it('keeps an item as it was written, and asks for what it needs in words', async () => {
    const desk = await ledger();
    const id = await add(desk);
    const { task, acts } = await record(desk, id);
    expect(task).toMatchObject({
      ...TASK,
      id,
      nodes: [{ title: '印发实施方案' }, { title: '完成', isFinal: true, baselineOn: null }],
    });
    expect(task.light.word).toBe('待立项');
    expect(acts.map(({ act }) => act)).toEqual(['assign', 'withdraw']);
    const attempt = (more: Partial<TaskDraft>) => refused(desk, 'tasks.save', { ...TASK, ...more });
    expect(await attempt({})).toBe('编号 1 已用于“深化“一次办好”改革”，请换一个编号。');
    expect(await attempt({ number: '2', deadline: '2018-02-30' })).toContain('日期应写成');
    expect(await attempt({ number: '2', startsOn: '2019-01-01' })).toContain('完成时限不能早于开始日期');
    expect(await attempt({ number: '2', deadline: '2018-01-31' })).toContain('节点日期不能晚于完成时限');
    expect(await attempt({ number: '2', organisation: 'XX' })).toContain('没有名为“XX”的单位');
    expect(await attempt({ id, parentId: id })).toContain('不能放在自己');
  });
  it('lets a draft go by 撤销 only, and its number is free again', async () => {
    const desk = await ledger();
    const id = await add(desk);
    const step = { id, act: 'withdraw', doneOn: null };
    expect(await refused(desk, 'tasks.advance', { ...step, reason: '' })).toBe('撤销要写明理由，请填写后再办理。');
    await desk.app.run('tasks.advance', { ...step, act: 'withdraw', reason: '重复登记' });
    expect((await desk.app.run('tasks.view', { period: PERIOD })).rows).toEqual([]);
    await expect(add(desk)).resolves.toBeGreaterThan(id);
    expect(() => desk.app.context.db().exec('DELETE FROM tasks')).toThrow('never goes away');
  });
  it('carries what is not settled over into the next year, and shows the numbers in their order', async () => {
    const desk = await ledger();
    for (const number of ['10', '2', '2.1']) await add(desk, { number });
    const old = await assigned(desk, { year: '2017', number: '7', startsOn: '2017-01-03', deadline: '2017-12-29', nodes: [] });
    const { rows, nextNumber } = await desk.app.run('tasks.view', { period: PERIOD });
    expect(rows.map(({ number }) => number)).toEqual(['7', '2', '2.1', '10']);
    expect(rows[0]).toMatchObject({ id: old, light: { word: '逾期', lamp: 'overdue' } });
    expect(nextNumber).toBe('11');
    expect((await desk.app.run('tasks.view', { period: '2017-06' })).rows.map(({ number }) => number)).toEqual(['7']);
  });
});

describe('立项 freezes the baseline', () => {
  it('afterwards a date moves with its reason only, and every move is counted', async () => {
    const desk = await ledger();
    const { app } = desk;
    const id = await assigned(desk);
    const { task } = await record(desk, id);
    const [first, final] = task.nodes;
    expect(first).toMatchObject({ dueOn: '2018-02-28', baselineOn: '2018-02-28' });
    const draft = { ...TASK, id, nodes: [{ id: first?.id ?? 0, title: '印发实施方案', dueOn: '2018-02-28' }] };
    expect(await refused(desk, 'tasks.save', { ...draft, deadline: '2018-12-31' })).toContain('已经立项');
    await app.run('tasks.save', { ...draft, leader: '王某某' });
    const move = { id, node: first?.id ?? 0, dueOn: '2018-03-30' };
    expect(await refused(desk, 'tasks.redate', { ...move, reason: ' ' })).toContain('请写明改期理由');
    await app.run('tasks.redate', { ...move, reason: '上级文件推迟印发' });
    expect(await refused(desk, 'tasks.redate', { ...move, reason: '再写一次' })).toContain('日期没有改变');
    expect(await refused(desk, 'tasks.redate', { ...move, dueOn: '2019-01-31', reason: '再推迟' })).toContain('不能晚于完成时限');
    expect(await refused(desk, 'tasks.redate', { ...move, node: final?.id ?? 0, dueOn: '2018-03-01', reason: '提前' })).toContain(
      '不能早于节点',
    );
    const after = await record(desk, id);
    expect(after.task).toMatchObject({
      leader: '王某某',
      redates: 1,
      nodes: [{ dueOn: '2018-03-30', baselineOn: '2018-02-28' }, {}],
    });
    expect(after.events.at(-1)).toMatchObject({
      event: 'redate',
      fromOn: '2018-02-28',
      toOn: '2018-03-30',
      reason: '上级文件推迟印发',
    });
    // Past the program too: the file itself refuses.
    const db = app.context.db();
    expect(() => db.exec("UPDATE task_nodes SET due_on = '2018-06-30'")).toThrow('a date moves with its reason');
    expect(() => db.exec("UPDATE task_nodes SET baseline_on = '2018-06-30'")).toThrow('the baseline is frozen');
    expect(() => db.exec('DELETE FROM task_nodes')).toThrow('the baseline is frozen');
    expect(() => db.exec("UPDATE task_events SET reason = ''")).toThrow('append-only');
    expect(() => db.exec("UPDATE tasks SET state = 'closed'")).toThrow('no evidence');
  });
});

describe('销号', () => {
  it('goes through evidence, 核验 and 销号; what is sent back is not done', async () => {
    const desk = await ledger();
    const { app } = desk;
    const id = await assigned(desk);
    const submit = { id, act: 'submit' as const, reason: '', doneOn: '2018-12-20' };
    expect(await refused(desk, 'tasks.advance', submit)).toContain('节点“印发实施方案”还没有办结');
    const { task } = await record(desk, id);
    const node = task.nodes[0]?.id ?? 0;
    await app.run('tasks.finish', { id, node, doneOn: '2018-02-26' });
    expect(await refused(desk, 'tasks.advance', submit)).toContain('还没有佐证');
    await desk.attach(id, '实施方案.pdf');
    expect(messageOf(await desk.attach(id, '同一份.pdf', `%PDF ${id} 实施方案.pdf`))).toContain('内容相同');
    expect(await refused(desk, 'tasks.advance', { ...submit, doneOn: null })).toContain('请写明办结日期');
    expect(await refused(desk, 'tasks.advance', { ...submit, doneOn: '2099-01-01' })).toContain('还没有到');
    await app.run('tasks.advance', submit);
    expect(messageOf(await desk.attach(id, '后补.pdf'))).toContain('佐证不能再改');
    expect(await refused(desk, 'tasks.finish', { id, node, doneOn: null })).toContain('请先退回');
    expect(await refused(desk, 'tasks.decide', { id, act: 'close', reason: '' })).toContain('现在是“申请销号”，不能销号');
    await app.run('tasks.decide', { id, act: 'return', reason: '缺会议纪要' });
    expect((await record(desk, id)).task).toMatchObject({
      state: 'returned',
      nodes: [{ doneOn: '2018-02-26' }, { doneOn: null }],
    });
    await app.run('tasks.advance', submit);
    await app.run('tasks.decide', { id, act: 'verify', reason: '' });
    await app.run('tasks.decide', { id, act: 'close', reason: '' });
    const closed = await record(desk, id);
    expect(closed.task).toMatchObject({ state: 'closed', light: { word: '已销号', lamp: 'done' } });
    expect(closed.events.map(({ event }) => event)).toEqual([
      'register',
      'assign',
      'finish',
      'start',
      'attach',
      'finish',
      'submit',
      'unfinish',
      'return',
      'finish',
      'submit',
      'verify',
      'close',
    ]);
    expect(await refused(desk, 'tasks.save', { ...TASK, id })).toContain('已销号，不能再改');
    expect(() => app.context.db().exec("UPDATE tasks SET title = '改'")).toThrow('a settled task stays');
    expect(() => app.context.db().exec('DELETE FROM task_files')).toThrow('evidence under verification stays');
    expect((await app.run('audit.list', { before: null }))[0]).toMatchObject({
      action: '销号',
      subject: '2018年第 1 项“深化“一次办好”改革” 张店区',
    });
    const { files } = closed.task;
    const { file } = (await app.run('tasks.saveFile', { id, sha256: files[0]?.sha256 ?? '' })) ?? { file: '' };
    expect(readFileSync(join(desk.folder, file), 'utf8')).toBe(`%PDF ${id} 实施方案.pdf`);
  });
  it('a plan closes only when every child is closed', async () => {
    const desk = await ledger();
    const { app } = desk;
    const plan = await assigned(desk);
    const child = await assigned(desk, { number: '1.1', title: '市级层面一次办好', parentId: plan });
    const free = await assigned(desk, { number: '1.2', title: '配套文件', parentId: plan, kind: 'document', nodes: [] });
    expect((await record(desk, plan)).children.map(({ number }) => number)).toEqual(['1.1', '1.2']);
    await app.run('tasks.finish', { id: plan, node: (await record(desk, plan)).task.nodes[0]?.id ?? 0, doneOn: '2018-02-26' });
    await desk.attach(plan);
    const submit = { id: plan, act: 'submit' as const, reason: '', doneOn: '2018-12-20' };
    expect(await refused(desk, 'tasks.advance', submit)).toContain('还有 2 个子任务没有销号，先办“市级层面一次办好”');
    await app.run('tasks.decide', { id: free, act: 'exempt', reason: '上级文件已含具体措施' });
    await verified(desk, child);
    expect(await refused(desk, 'tasks.advance', submit)).toContain('还有 1 个子任务');
    expect(() => app.context.db().exec(`UPDATE tasks SET state = 'closed' WHERE id = ${plan}`)).toThrow('after its children');
    await app.run('tasks.decide', { id: child, act: 'close', reason: '' });
    await app.run('tasks.advance', submit);
    await app.run('tasks.decide', { id: plan, act: 'verify', reason: '' });
    await app.run('tasks.decide', { id: plan, act: 'close', reason: '' });
    expect((await record(desk, plan)).task).toMatchObject({ state: 'closed', children: { settled: 2, all: 2 } });
    await app.run('tasks.decide', { id: child, act: 'reopen', reason: '问题反弹' });
    expect((await record(desk, child)).task).toMatchObject({ state: 'active', deadline: '2018-12-28' });
  });
  it('is not verified by the one who asked for it, once there are accounts', async () => {
    const desk = await ledger();
    const { app } = desk;
    const account = (name: string, duties: Role[]) =>
      app.run('people.save', { id: null, name, roles: duties, isActive: true, password: 'kaohe2018' });
    await account('张三', ['admin', 'entry', 'review']);
    await account('李四', ['review']);
    const id = await assigned(desk, { nodes: [] });
    await desk.attach(id);
    await app.run('tasks.advance', { id, act: 'submit', reason: '', doneOn: '2018-12-20' });
    expect(await refused(desk, 'tasks.decide', { id, act: 'verify', reason: '' })).toContain('由其他有“审核”职责的人员核验');
    await app.run('people.signIn', { name: '李四', password: 'kaohe2018' });
    expect(await refused(desk, 'tasks.report', { id, period: PERIOD, text: '有新的进展', percent: null })).toContain('职责');
    await app.run('tasks.decide', { id, act: 'verify', reason: '' });
    expect((await record(desk, id)).task.state).toBe('verified');
  });
  it('evidence that a claim shows too stays when the task lets go of it', async () => {
    const desk = await ledger();
    const { app } = desk;
    const id = await assigned(desk);
    const claim = await app.run('claims.save', {
      id: null,
      period: PERIOD,
      organisation: 'ZD',
      item: 'E3',
      level: 'province',
      title: '省领导批示肯定改革',
      documentNumber: '',
      datedOn: null,
      note: '',
    });
    desk.place('批示.pdf', '%PDF 批示');
    await app.run('claims.attach', claim);
    await app.run('tasks.attach', { id });
    const [file] = (await record(desk, id)).task.files;
    const input = { id, sha256: file?.sha256 ?? '' };
    await app.run('tasks.detach', input);
    expect(Buffer.from(await app.run('claims.bytes', { id: claim.id, sha256: input.sha256 })).toString()).toBe('%PDF 批示');
    await app.run('tasks.attach', { id });
    await app.run('claims.detach', { id: claim.id, sha256: input.sha256 });
    expect(Buffer.from(await app.run('tasks.bytes', input)).toString()).toBe('%PDF 批示');
    await app.run('tasks.detach', input);
    expect(app.context.db().prepare('SELECT count(*) AS n FROM evidence_files').get()).toEqual({ n: 0 });
  });
});

describe('每月填报', () => {
  const LAST = '已完成实施方案起草,正在征求相关部门意见,预计下月提交审议。';
  const NOW = '实施方案已完成起草,正在征求相关部门意见,预计下月提交会议审议。';

  it('starts the item, keeps last month beside this one, and finds what is warmed up', async () => {
    const desk = await ledger();
    const { app } = desk;
    const id = await assigned(desk);
    const other = await assigned(desk, { number: '2', title: '农村产权制度改革', organisation: 'BS' });
    await app.run('tasks.report', { id, period: '2018-01', text: LAST, percent: 5 });
    await app.run('tasks.report', { id, period: PERIOD, text: '第一稿，随后改写。', percent: 10 });
    await app.run('tasks.report', { id, period: PERIOD, text: NOW, percent: 12 });
    const own = await record(desk, id);
    expect(own.task).toMatchObject({ state: 'active', percent: 12, isReported: true, isRepeated: true });
    expect(own.report).toMatchObject({ text: NOW, percent: 12 });
    expect(own.lastReport).toMatchObject({ period: '2018-01', text: LAST });
    expect(own.repeated).toMatchObject([{ isOwn: true, period: '2018-01', shared: 19, shorter: 25 }]);
    // Another district's text of the same month, while it is being typed.
    expect(await app.run('tasks.repeated', { id: other, period: PERIOD, text: NOW })).toMatchObject([
      { isOwn: false, organisationName: '张店区', number: '1' },
    ]);
    expect(
      await app.run('tasks.repeated', { id: other, period: '2018-01', text: '产权改革试点村增加到十二个，清产核资全部结束。' }),
    ).toEqual([]);
    // As of January nobody knows February yet.
    expect((await record(desk, id, '2018-01')).task.percent).toBe(5);
    expect(() => app.context.db().exec('DELETE FROM task_progress')).toThrow('append-only');
  });
  it('is not for a draft, an empty text or a share beyond the whole', async () => {
    const desk = await ledger();
    const id = await add(desk);
    const entry = { id, period: PERIOD, text: '有新的进展', percent: null };
    expect(await refused(desk, 'tasks.report', entry)).toContain('现在是“待立项”，不能填报进展');
    expect(await refused(desk, 'tasks.report', { ...entry, text: ' 。 ' })).toContain('请写明进展');
    expect(await refused(desk, 'tasks.report', { ...entry, percent: 101 })).toContain('进度应在 0 到 100 之间');
  });
  it('red turns yellow, and only 解除预警 with its reason makes it green', async () => {
    const desk = await ledger();
    const { app } = desk;
    const id = await assigned(desk);
    const wordIn = async (period: string) => (await record(desk, id, period)).task.light.word;
    expect(await wordIn('2018-03')).toBe('逾期');
    expect(await refused(desk, 'tasks.decide', { id, act: 'clear', reason: '没有理由' })).toContain('不能解除预警');
    const node = (await record(desk, id)).task.nodes[0]?.id ?? 0;
    await app.run('tasks.finish', { id, node, doneOn: '2018-03-20' });
    expect(await wordIn('2018-03')).toBe('已追平');
    expect(await refused(desk, 'tasks.decide', { id, act: 'clear', reason: '' })).toContain('要写明理由');
    await app.run('tasks.decide', { id, act: 'clear', reason: '专项小组已核实，后续节点按期' });
    expect(await wordIn('2018-03')).toBe('达进度');
    await app.run('tasks.decide', { id, act: 'suspend', reason: '上级另有部署' });
    expect(await wordIn('2018-06')).toBe('暂缓');
  });
  it('the office sets the days of the rule itself', async () => {
    const desk = await ledger();
    const { app } = desk;
    const id = await assigned(desk, { nodes: [{ id: null, title: '报送方案', dueOn: '2018-03-12' }] });
    expect((await record(desk, id)).task.light.word).toBe('未启动');
    await app.run('tasks.saveRules', { warnDays: 8, tolerance: 10, relayDays: 10, raiseDays: 10 });
    expect((await record(desk, id)).task.light).toMatchObject({ word: '临期', why: '“报送方案”还有 8 个工作日到期。' });
  });
});

describe('one fact, one entry', () => {
  it('counts A1 and A2 from the ledger', async () => {
    const desk = await ledger();
    const { app } = desk;
    const id = await assigned(desk);
    await app.run('tasks.finish', { id, node: (await record(desk, id)).task.nodes[0]?.id ?? 0, doneOn: '2018-03-02' });
    await assigned(desk, { number: '2', nodes: [], deadline: '2018-02-27' });
    const document = await assigned(desk, { number: '3', kind: 'document', nodes: [], deadline: '2018-02-27' });
    await desk.attach(document);
    await app.run('tasks.advance', { id: document, act: 'submit', reason: '', doneOn: '2018-02-27' });
    const idle = await assigned(desk, { number: '4', kind: 'document', nodes: [], deadline: '2018-02-27' });
    await app.run('tasks.decide', { id: idle, act: 'exempt', reason: '无需市级配套' });
    await add(desk, { number: '5', nodes: [], deadline: '2018-02-27' });
    const figures = tasksFigures(app.context, PERIOD).map(
      ({ organisation, indicator, value }) => `${organisation} ${indicator} ${value}`,
    );
    expect(figures).toEqual(['ZD A1a 2', 'ZD A1b 0', 'ZD A1c 1', 'ZD A2a 1', 'ZD A2b 1']);
    expect(tasksFigures(app.context, PERIOD)[2]).toMatchObject({ records: 2, words: '改革任务台账到期 2 个节点，逾期完成 1' });
    expect(tasksFigures(app.context, '2018-05')).toEqual([]);
    expect(taskSites(app.context.reader())[0]).toMatchObject({ organisation: 'ZD', site: '张店区政务服务中心' });
  });
  it('knows where a pilot can be inspected, and counts a register by level', async () => {
    const { app } = await ledger();
    const pilot = {
      id: null,
      kind: 'pilot' as const,
      number: '',
      note: '',
      relayedOn: null,
      carriedOn: null,
      matchedOn: null,
      heldOn: null,
    };
    const save = (level: 'national' | 'provincial', datedOn: string, site: string) =>
      app.run('registers.save', { ...pilot, level, datedOn, site, title: `${datedOn} 试点`, organisations: ['BS'] });
    await save('national', '2018-02-10', '博山区政务服务中心');
    await save('provincial', '2017-05-10', '');
    expect(pilotSites(app.context.reader())).toMatchObject([{ organisation: 'BS', site: '博山区政务服务中心' }]);
    expect((await app.run('registers.view', { kind: 'pilot', period: PERIOD })).counts.slice(0, 2)).toEqual([
      { level: 'national', all: 1, inYear: 1 },
      { level: 'provincial', all: 1, inYear: 0 },
    ]);
  });
  it('counts A4 from 第一议题, registered for many units at once', async () => {
    const desk = await ledger();
    const { app } = desk;
    const meeting = {
      id: null,
      kind: 'agenda' as const,
      level: 'national' as const,
      title: '中央深改组第二次会议',
      number: '',
      datedOn: '2018-02-06',
      organisations: ['ZD', 'BS'],
      site: '',
      note: '',
      relayedOn: null,
      carriedOn: null,
      matchedOn: null,
      heldOn: null,
    };
    expect(await app.run('registers.save', meeting)).toEqual({ saved: 2 });
    const { rows, counts } = await app.run('registers.view', { kind: 'agenda', period: PERIOD });
    expect(rows.map(({ organisationName, due }) => [organisationName, due?.on, due?.word])).toEqual([
      ['张店区', '2018-02-24', '逾期未传达'],
      ['博山区', '2018-02-24', '逾期未传达'],
    ]);
    expect(counts[0]).toEqual({ level: 'national', all: 2, inYear: 2 });
    const [first] = rows;
    const change = { ...meeting, id: first?.id ?? 0, organisations: ['ZD'] };
    expect(await refused(desk, 'registers.save', { ...change, relayedOn: '2018-02-01' })).toContain('早于会议日期');
    await app.run('registers.save', { ...change, relayedOn: '2018-02-09' });
    const figures = registersFigures(app.context, PERIOD).map(
      ({ organisation, indicator, value }) => `${organisation} ${indicator} ${value}`,
    );
    expect(figures).toEqual(['ZD A4a 1', 'ZD A4b 1', 'BS A4a 1', 'BS A4b 0']);
    expect(await refused(desk, 'registers.remove', { id: rows[1]?.id, reason: '' })).toContain('请写明理由');
    await app.run('registers.remove', { id: rows[1]?.id ?? 0, reason: '该区不参加' });
    expect((await app.run('registers.view', { kind: 'agenda', period: PERIOD })).rows).toHaveLength(1);
    expect((await app.run('registers.view', { kind: 'agenda', period: '2018-01' })).rows).toEqual([]);
  });
});
