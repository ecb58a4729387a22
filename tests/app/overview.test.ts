/** 工作台: what each duty finds in the morning, whose turn the rest is, and that every line and step leads to its place. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type App, createApp } from '../../src/main/app.ts';
import { sourceParts } from '../../src/main/from-source.ts';
import { fillWithDemo, fillWithTemplate } from '../../src/main/handlers/fill.ts';
import { noDialogs, reviewAll } from '../../src/main/unattended.ts';
import { MONTHLY } from '../../src/shared/cadence.ts';
import type { DeskLine } from '../../src/shared/contract/overview.ts';
import type { Role } from '../../src/shared/contract/people.ts';
import { compareUrgency, deskDay, urgencyOf, whenWords } from '../../src/shared/desk.ts';
import { DRAFT } from '../support/claims.ts';
import { RULES, SITES } from '../support/inspections.ts';
import { input as panelInput } from '../support/panels.ts';
import { RESOURCES, temporaryFolder } from '../support/program.ts';
import { add, assigned } from '../support/tasks.ts';

const PERIOD = '2018-02';
/** A Monday: the tables of 2018-02 are due on Wednesday the 7th. */
const MONDAY = '2018-03-05';

/** An office at ten in the morning of a day, whose file dialog hands out one file. */
async function officeOn(day: string, fill: (context: App['context']) => Promise<void> = fillWithTemplate) {
  const folder = temporaryFolder();
  const proof = join(folder, '佐证.pdf');
  writeFileSync(proof, '%PDF 佐证');
  let now = day;
  const app = createApp({
    folder,
    resources: RESOURCES,
    now: () => new Date(`${now}T10:00:00`).toISOString(),
    ...sourceParts,
    dialogs: { ...noDialogs, openFile: async () => proof },
  });
  onTestFinished(() => app.close());
  await fill(app.context);
  return {
    app,
    setDay: (to: string): void => {
      now = to;
    },
  };
}
const linesOf = async (app: App, period = PERIOD): Promise<readonly DeskLine[]> =>
  (await app.run('overview.view', { period })).lines;
const said = (lines: readonly DeskLine[], step: string): readonly string[] =>
  lines
    .filter((line) => line.step === step)
    .map(({ text, whose, when }) => [text, whose, when].filter((one) => one !== '').join(' | '));

const PASSWORD = 'kaohe2018';
const PEOPLE: readonly (readonly [string, Role[]])[] = [
  ['管理员', ['admin']],
  ['张三', ['entry']],
  ['李四', ['review']],
  ['王五', ['seal']],
  ['赵六', ['view']],
];
const signIn = (app: App, name: string) => app.run('people.signIn', { name, password: PASSWORD });

/** A month with something waiting at every desk, registered by 张三. */
async function busyOffice() {
  const { app, setDay } = await officeOn(MONDAY, fillWithDemo);
  for (const [name, roles] of PEOPLE) {
    await app.run('people.save', { id: null, name, roles, isActive: true, password: PASSWORD });
  }
  await signIn(app, '张三');
  const node = (dueOn: string) => [{ id: null, title: '印发方案', dueOn }];
  await assigned({ app }, { number: '1', title: '已逾期的改革', nodes: node('2018-02-28') });
  await assigned({ app }, { number: '2', title: '今天到期的改革', organisation: 'ZC', nodes: node(MONDAY) });
  await assigned({ app }, { number: '3', title: '周五到期的改革', organisation: 'BS', nodes: node('2018-03-09') });
  await assigned({ app }, { number: '4', title: '下周到期的改革', organisation: 'BS', nodes: node('2018-03-12') });
  const asked = await assigned({ app }, { number: '5', title: '申请销号的改革', nodes: [] });
  await app.run('tasks.attach', { id: asked });
  await app.run('tasks.advance', { id: asked, act: 'submit', reason: '', doneOn: '2018-03-02' });
  await add({ app }, { number: '6', title: '待立项的改革' });
  await add({ app }, { number: '7', title: '没有领导的改革', leader: '' });
  const claim = (await app.run('claims.save', DRAFT)).id;
  await app.run('claims.attach', { id: claim });
  await app.run('inspections.saveSites', { sites: SITES });
  await app.run('inspections.freeze', RULES);
  await app.run('panels.save', panelInput({ raters: ['张三', '李四', '钱先生'], trim: 0 }));
  const notice = await app.run('notices.save', {
    ...{ id: null, kind: 'urge', organisation: 'ZD', task: null, source: '', matter: '报送改革方案', basis: '' },
    ...{ requirement: '请按期反馈。', dueOn: null, signedBy: '' },
  });
  await app.run('notices.issue', { id: notice.id, issuedOn: '2018-02-22', signedBy: '王五', dueOn: '2018-03-01' });
  return { app, setDay, claim, asked };
}

describe('the day and its order', () => {
  it('is today until the period after is over, and the last day of a period that is past', () => {
    expect(deskDay('2018-02', '2018-02-10', MONTHLY)).toBe('2018-02-10');
    expect(deskDay('2018-02', '2018-03-31', MONTHLY)).toBe('2018-03-31');
    expect(deskDay('2018-02', '2018-04-01', MONTHLY)).toBe('2018-02-28');
    expect(deskDay('2018-Q1', '2018-06-30', [{ from: '1900-01', kind: 'quarter' }])).toBe('2018-06-30');
  });
  it('sorts a week from Monday to Sunday', () => {
    const of = (day: string) => urgencyOf(day, MONDAY);
    expect(['2018-03-04', MONDAY, '2018-03-06', '2018-03-11', '2018-03-12'].map(of)).toEqual([
      'overdue',
      'today',
      'week',
      'week',
      'open',
    ]);
    expect(urgencyOf('2018-03-11', '2018-03-11')).toBe('today');
    expect(urgencyOf('2018-03-12', '2018-03-11')).toBe('open');
    expect(whenWords({ dueOn: '2018-03-02', since: null }, '2018-03-04', [])).toBe('3月2日到期，逾期 1 个工作日');
    expect(whenWords({ dueOn: '2017-12-29', since: null }, '2018-01-03', [])).toBe('2017年12月29日到期，逾期 2 个工作日');
    const lines = (['2018-03-12', null, '2018-03-02', MONDAY, '2018-03-01'] as const).map((dueOn) => ({
      dueOn,
      urgency: urgencyOf(dueOn, MONDAY),
    }));
    expect(lines.sort(compareUrgency).map(({ dueOn }) => dueOn)).toEqual([
      '2018-03-01',
      '2018-03-02',
      MONDAY,
      '2018-03-12',
      null,
    ]);
  });
});

describe('each duty at its desk', () => {
  it('录入 has what is to be done by now first, and sees with whom the rest is', async () => {
    const { app, asked, claim } = await busyOffice();
    const { lines, day, isToday } = await app.run('overview.view', { period: PERIOD });
    expect([day, isToday]).toEqual([MONDAY, true]);
    const own = lines.filter(({ isOwn }) => isOwn);
    expect(own.slice(0, 4).map(({ urgency, text, when, place }) => [urgency, text, when, place])).toEqual([
      [
        'overdue',
        '张店区 第 1 项“已逾期的改革”：印发方案',
        '2月28日到期，逾期 3 个工作日',
        { name: 'tasks', view: 'ledger', task: 1 },
      ],
      [
        'overdue',
        '催办〔2018〕1号 张店区“报送改革方案”反馈',
        '3月1日到期，逾期 2 个工作日',
        { name: 'tasks', view: 'notices', notice: 1 },
      ],
      ['today', '淄川区 第 2 项“今天到期的改革”：印发方案', '今天到期', { name: 'tasks', view: 'ledger', task: 2 }],
      ['week', '4 项任务没有填本月进展', '3月7日到期', { name: 'tasks', view: 'ledger', only: 'unreported' }],
    ]);
    expect(own.map(({ text }) => text)).toContain('博山区 第 3 项“周五到期的改革”：印发方案');
    expect(lines.map(({ text }) => text).join()).not.toContain('下周到期');
    expect(own.map(({ text }) => text)).toContain('1 项任务没有写牵头领导，还不能立项');
    expect(own.find(({ text }) => text === '填写“群众满意度评议”的评分表')).toBeDefined();
    const others = lines.filter(({ isOwn }) => !isOwn);
    expect(others.map(({ text, whose, when, place }) => [text, whose, when, place])).toEqual([
      ['张店区 第 5 项“申请销号的改革”申请销号，待核验', '等待李四', '3月5日起', { name: 'tasks', view: 'ledger', task: asked }],
      ['1 项任务待立项', '等待李四', '', { name: 'tasks', view: 'ledger', only: 'draft' }],
      ['第 1 次名单已封存，还没有抽取', '等待李四', '3月5日起', { name: 'inspections', view: 'draws' }],
      [
        '张店区 E3“省领导批示肯定“一次办好”改革”待认定',
        '等待李四',
        '3月5日起',
        { name: 'entry', view: 'claims', list: 'district', claim },
      ],
      ['“群众满意度评议”还有 1 份评分表没有交', '等待李四', '', { name: 'entry', view: 'panels' }],
    ]);
  });
  it('审核 has what others asked for, never what was its own asking', async () => {
    const { app } = await busyOffice();
    await app.run('people.save', { id: null, name: '孙七', roles: ['entry', 'review'], isActive: true, password: PASSWORD });
    await signIn(app, '李四');
    const lines = await linesOf(app);
    const own = lines.filter(({ isOwn }) => isOwn).map(({ text }) => text);
    expect(own).toEqual([
      '张店区 第 5 项“申请销号的改革”申请销号，待核验',
      '1 项任务待立项',
      '第 1 次名单已封存，还没有抽取',
      '张店区 E3“省领导批示肯定“一次办好”改革”待认定',
      '填写“群众满意度评议”的评分表',
      '生成本月通报',
    ]);
    expect(lines.find(({ text }) => text.includes('已逾期的改革'))).toMatchObject({ isOwn: false, whose: '等待张三、孙七' });
    await signIn(app, '孙七');
    const id = await assigned({ app }, { number: '8', title: '自己申请的改革', nodes: [] });
    await app.run('tasks.attach', { id });
    await app.run('tasks.advance', { id, act: 'submit', reason: '', doneOn: MONDAY });
    const mine = (await linesOf(app)).filter(({ text }) => text.includes('待核验'));
    expect(mine.map(({ text, isOwn, whose }) => [text.slice(4, 18), isOwn, whose])).toEqual([
      ['第 5 项“申请销号的改革”', true, ''],
      ['第 8 项“自己申请的改革”', false, '等待李四'],
    ]);
  });
  it('封账 learns what is in the way and with whom, then that it may; 更正 waits for the other one', async () => {
    const { app, setDay } = await busyOffice();
    const [panel] = (await app.run('panels.list', { period: PERIOD })).panels;
    await app.run('panels.remove', { id: panel?.id ?? 0 });
    await signIn(app, '王五');
    const seal = async () => (await linesOf(app)).filter(({ step }) => step === '封账');
    expect(await seal()).toMatchObject([{ text: '封账还差：114 张表没有报送', whose: '等待张三', isOwn: false }]);
    const all = (await app.run('submissions.view', { period: PERIOD })).lists.flatMap(({ rows }) =>
      rows.flatMap(({ organisation, tables }) => tables.map(({ block }) => ({ organisation, block }))),
    );
    await signIn(app, '张三');
    await app.run('submissions.submit', { period: PERIOD, tables: all });
    expect(said(await linesOf(app), '数据')).toEqual(['审核张三报送的 114 张表 | 等待李四 | 3月5日起']);
    await signIn(app, '王五');
    expect(await seal()).toMatchObject([{ text: '封账还差：114 张表没有审核', whose: '等待李四' }]);
    await signIn(app, '李四');
    expect(said(await linesOf(app), '数据')).toEqual(['审核张三报送的 114 张表 | 3月5日起']);
    setDay('2018-03-06');
    await app.run('submissions.review', { period: PERIOD, tables: all });
    await signIn(app, '王五');
    expect(await seal()).toMatchObject([
      { text: '2018年2月各表已审核，可以封账', isOwn: true, when: '3月6日起', place: { name: 'rankings' } },
    ]);
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    expect(await seal()).toEqual([]);
    await signIn(app, '张三');
    const cells = [{ organisation: 'ZD', indicator: 'C4', value: '1', state: 'reported' as const }];
    await app.run('corrections.ask', { period: PERIOD, reason: '录入有误', appeal: null, cells });
    // Asked for in February, seen from March as well, and it opens February.
    await signIn(app, '王五');
    expect((await linesOf(app, '2018-03')).filter(({ step }) => step === '更正')).toMatchObject([
      {
        text: '2018年2月第 1 号更正单待签批，张三提出',
        isOwn: true,
        period: PERIOD,
        place: { name: 'entry', view: 'corrections' },
      },
    ]);
    expect((await linesOf(app)).find(({ step }) => step === '更正')?.period).toBeNull();
  });
  it('查看 has nothing of its own and sees everything waiting; 管理 has the backup and the calendar', async () => {
    const { app } = await busyOffice();
    await signIn(app, '赵六');
    const seen = await linesOf(app);
    expect(seen.filter(({ isOwn }) => isOwn)).toEqual([]);
    expect(seen.every(({ whose }) => whose.startsWith('等待'))).toBe(true);
    expect(said(seen, '系统')).toEqual(['还没有备份，请备份一次并另存到 U 盘 | 等待管理员、张三']);
    await signIn(app, '管理员');
    expect((await linesOf(app)).filter(({ isOwn }) => isOwn).map(({ text }) => text)).toEqual([
      '还没有备份，请备份一次并另存到 U 盘',
    ]);
    await app.run('backups.make', {});
    expect(said(await linesOf(app), '系统')).toEqual([]);
  });
  it('says the duty when nobody holds it', async () => {
    const { app } = await officeOn(MONDAY);
    await app.run('people.save', { id: null, name: '张三', roles: ['entry', 'admin'], isActive: true, password: PASSWORD });
    await add({ app });
    expect(said(await linesOf(app), '调度')).toEqual(['1 项任务待立项 | 等待有“审核”职责的人员']);
  });
});

describe('one clerk', () => {
  it('has everything as its own, and an office where nothing is left to do finds nothing', async () => {
    const { app, setDay } = await officeOn(MONDAY, fillWithDemo);
    await app.run('backups.make', {});
    const lines = await linesOf(app);
    expect(lines.map(({ text, isOwn }) => [text, isOwn])).toEqual([
      ['报送已填齐的 114 张表', true],
      ['封账还差：114 张表没有报送', false],
      ['生成本月通报', true],
    ]);
    await reviewAll(app, PERIOD);
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    const { file } = { file: '通报.pdf' };
    app.context.write({ action: '测试', subject: file }, (tx) =>
      tx
        .prepare("INSERT INTO papers (period, kind, file_name, sha256, audit_id) VALUES (?, 'bulletin', ?, '', ?)")
        .run(PERIOD, file, tx.auditId),
    );
    expect(said(await linesOf(app), '会诊')).toEqual(['周村区2018年2月排名末位，待拟定会诊']);
    await app.run('consultationRecords.open', { period: PERIOD, list: 'district', organisation: 'ZCU' });
    expect(await linesOf(app)).toEqual([]);
    setDay('2018-03-13');
    expect(said(await linesOf(app), '系统')).toEqual(['最近一次备份是 8 天前，请备份一次并另存到 U 盘 | 3月5日起']);
  });
  it('keeps an old month from turning red with age, but not what was never handed in', async () => {
    const { app, setDay } = await officeOn('2018-02-27');
    await assigned({ app }, { nodes: [{ id: null, title: '印发方案', dueOn: '2018-02-28' }] });
    const node = async () => (await linesOf(app)).find(({ text }) => text.includes('印发方案'));
    expect(await node()).toMatchObject({ urgency: 'week', when: '2月28日到期' });
    setDay('2018-03-05');
    expect(await node()).toMatchObject({ urgency: 'overdue', when: '2月28日到期，逾期 3 个工作日' });
    setDay('2026-11-22');
    const { day, isToday, lines } = await app.run('overview.view', { period: PERIOD });
    expect([day, isToday]).toEqual(['2018-02-28', false]);
    expect(await node()).toMatchObject({ urgency: 'today' });
    expect(lines.find(({ step }) => step === '数据')).toMatchObject({
      text: '导入或填报2018年2月的数据',
      urgency: 'overdue',
    });
    const demo = await officeOn('2026-11-22', fillWithDemo);
    expect((await linesOf(demo.app)).filter(({ urgency }) => urgency === 'overdue')).toEqual([]);
  });
  it('is not buried: of many alike the most urgent stand alone, the rest is one line that opens them', async () => {
    const { app } = await officeOn(MONDAY);
    for (let n = 1; n <= 9; n += 1) {
      const nodes = [{ id: null, title: '印发方案', dueOn: `2018-02-0${n}` }];
      await assigned({ app }, { number: String(n), title: `改革之${n}`, nodes });
    }
    const overdue = (await linesOf(app)).filter(({ urgency }) => urgency === 'overdue');
    expect(overdue.filter(({ step }) => step === '调度').map(({ text }) => text)).toEqual([
      '张店区 第 1 项“改革之1”：印发方案',
      '张店区 第 2 项“改革之2”：印发方案',
      '张店区 第 3 项“改革之3”：印发方案',
      '另有 6 项任务到期或逾期',
    ]);
    expect(overdue.at(-1)?.place).toEqual({ name: 'tasks', view: 'ledger', only: 'overdue' });
    // What has no day is one line as soon as there are three of it.
    const claims = async () => said(await linesOf(app), '加分');
    for (const title of ['第一件批示', '第二件批示']) await app.run('claims.save', { ...DRAFT, title });
    expect(await claims()).toHaveLength(2);
    await app.run('claims.save', { ...DRAFT, title: '第三件批示' });
    expect(await claims()).toEqual(['3 件加分事项待认定、补佐证']);
  });
});

describe('the track of the six 一', () => {
  it('counts each step from its own register and leads to it', async () => {
    const { app } = await officeOn(MONDAY, fillWithDemo);
    const track = async () =>
      Object.fromEntries(
        (await app.run('overview.view', { period: PERIOD })).steps.map(({ key, ...step }) => [key, step] as const),
      );
    const before = await track();
    expect(before.dispatch).toMatchObject({ figure: '—', word: '台账未建', place: { name: 'tasks' } });
    expect(before.inspection).toMatchObject({ figure: '—', word: '未抽取', place: { name: 'inspections', view: 'draws' } });
    expect(before.publicity).toMatchObject({ figure: '—', word: '未登记', place: { name: 'publicity' } });
    expect(before.bulletin).toMatchObject({ word: '待生成', place: { name: 'bulletins' } });
    expect(before.consultation).toMatchObject({ word: '末位待会诊', place: { name: 'consultations', list: 'district' } });

    const done = await assigned({ app }, { nodes: [{ id: null, title: '印发方案', dueOn: '2018-02-09' }] });
    const [node] = (await app.run('tasks.record', { id: done, period: PERIOD })).task.nodes;
    await app.run('tasks.finish', { id: done, node: node?.id ?? 0, doneOn: '2018-02-08' });
    await assigned({ app }, { number: '2', title: '另一项', nodes: [{ id: null, title: '印发方案', dueOn: '2018-02-26' }] });
    await app.run('inspections.saveSites', { sites: SITES });
    await app.run('inspections.freeze', RULES);
    const { id } = await app.run('publicity.saveItem', {
      ...{ id: null, period: PERIOD, organisation: 'ZD', kind: 'brief', level: 'filed', channel: 'other', outlet: '' },
      ...{ isFrontPage: false, title: '一窗受理改革见成效', documentNumber: '', datedOn: null },
    });
    expect(await track()).toMatchObject({
      dispatch: { figure: '1/2 个节点', lamp: 'overdue', word: '逾期 1 项', place: { view: 'ledger', only: 'overdue' } },
      inspection: { word: '名单待抽取' },
      publicity: { figure: '1 条', lamp: 'late', word: '待核实 1 条', place: { view: 'items' } },
    });
    await app.run('publicity.accept', { id });
    expect((await track()).publicity).toMatchObject({ lamp: 'open', word: '月报待出', place: { view: 'digest' } });
    expect(said(await linesOf(app), '宣传')).toEqual(['本月宣传月报还没有导出']);
    await reviewAll(app, PERIOD);
    expect((await track()).ranking).toMatchObject({ figure: '11 个区县', word: '待封账' });
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    expect((await track()).ranking).toMatchObject({ lamp: 'done', word: '已封账' });
  });
});
