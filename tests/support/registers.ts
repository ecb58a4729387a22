/** The registers of the demonstration month filled as an office fills them, through the same handlers as its window. */
import type { App } from '../../src/main/app.ts';
import type { RegisterDraft } from '../../src/shared/contract/registers.ts';
import type { Desk } from './inspections.ts';
import { drawn, PERIOD, visited } from './inspections.ts';
import { TASK } from './tasks.ts';

export const ENTRY: RegisterDraft = {
  id: null,
  kind: 'pilot',
  level: 'national',
  title: '国家级试点',
  number: '',
  datedOn: '2018-02-06',
  organisations: ['ZD'],
  site: '',
  note: '',
  heldOn: null,
  relayedOn: null,
  carriedOn: null,
  matchedOn: null,
};

/** Three items: 张店区 struck off in time, 博山区 overdue since 9 February, 桓台县's 配套文件 issued late. */
async function fillLedger(desk: Desk): Promise<void> {
  const { app } = desk;
  const register = async (more: Partial<typeof TASK>): Promise<number> => {
    const { id } = await app.run('tasks.save', { ...TASK, ...more });
    await app.run('tasks.decide', { id, act: 'assign', reason: '' });
    return id;
  };
  const strikeOff = async (id: number, doneOn: string): Promise<void> => {
    desk.choose(`佐证${id}.pdf`, `%PDF 第 ${id} 项`);
    await app.run('tasks.attach', { id });
    await app.run('tasks.advance', { id, act: 'submit', reason: '', doneOn });
    await app.run('tasks.decide', { id, act: 'verify', reason: '' });
    await app.run('tasks.decide', { id, act: 'close', reason: '' });
  };
  const first = await register({ deadline: '2018-02-26', nodes: [{ id: null, title: '公布清单', dueOn: '2018-02-09' }] });
  const { task } = await app.run('tasks.record', { id: first, period: PERIOD });
  await app.run('tasks.finish', { id: first, node: task.nodes[0]?.id ?? 0, doneOn: '2018-02-08' });
  await strikeOff(first, '2018-02-26');
  await register({
    number: '2',
    title: '农村集体产权制度改革',
    organisation: 'BS',
    nodes: [{ id: null, title: '完成清产核资', dueOn: '2018-02-09' }],
  });
  const third = await register({
    number: '3',
    title: '出台河长制实施方案',
    kind: 'document',
    organisation: 'HT',
    deadline: '2018-02-14',
    nodes: [],
  });
  await strikeOff(third, '2018-02-23');
}

/** A superior meeting relayed by 张店区 and not by 博山区; a national pilot; 提示单, 催办单 and 责令书 of this month and the month before. */
async function fillLists({ app }: Desk): Promise<void> {
  const meeting: RegisterDraft = {
    ...ENTRY,
    kind: 'agenda',
    level: 'provincial',
    title: '省委深改组会议',
    datedOn: '2018-01-30',
  };
  await app.run('registers.save', { ...meeting, relayedOn: '2018-02-05', carriedOn: '2018-02-08' });
  await app.run('registers.save', { ...meeting, organisations: ['BS'] });
  await app.run('registers.save', ENTRY);
  const lines = [
    '提示单\t2018-01-10\t张店区\t中央深改组会议精神传达\t王某\t2018-01-19',
    '提示单\t2018-02-05\t博山区\t农村集体产权制度改革\t王某\t',
    '催办单\t2018-02-12\t博山区\t农村集体产权制度改革\t王某\t',
    '责令书\t2018-02-26\t周村区\t台账连续两月未报\t李某\t2018-02-28',
  ];
  await app.run('notices.saveBatch', { text: lines.join('\n') });
}

/** Two sites drawn of four, one of them visited; one site visited as 指定督察. Four problems, one of them struck off. */
async function fillVisits(desk: Desk): Promise<void> {
  const { app } = desk;
  const scores = ['25', '20', '18', '15', '9.5'].map((points) => ({ points, note: '' }));
  await drawn(desk, { recusals: [{ site: 'ZD-02', organisation: 'ZD', reason: '督察人员曾任职' }] });
  const { rows } = await app.run('inspections.visits', { period: PERIOD });
  const taken = new Set(rows.map(({ site }) => site.code));
  const other = ['ZD-01', 'ZD-03'].find((code) => !taken.has(code)) ?? '';
  await visited(desk, { site: rows.find(({ site }) => site.organisation === 'ZD')?.site.code ?? '', designation: '', scores });
  await visited(desk, { site: other, recounts: [], scores });
  const { problems } = await app.run('inspections.problems', { period: PERIOD });
  const id = problems.find(({ organisation }) => organisation === 'ZD')?.id ?? 0;
  desk.choose('整改报告.pdf', '%PDF 整改');
  await app.run('inspections.attach', { id });
  await app.run('inspections.report', { id, onDay: '2018-02-12', words: '台账已补齐' });
  await app.run('inspections.revisit', { id, onDay: '2018-02-13', words: '现场核对属实' });
  await app.run('inspections.close', { id, onDay: '2018-02-14' });
}

/** One 改革动态 that was sent in, an experience promoted at city level, one 加分事项. */
async function fillPublicity(desk: Desk): Promise<void> {
  const { app } = desk;
  const item = await app.run('publicity.saveItem', {
    id: null,
    period: PERIOD,
    organisation: 'ZD',
    kind: 'news',
    level: 'filed',
    channel: 'column',
    outlet: '',
    isFrontPage: false,
    title: '张店区推进社会治理云平台建设',
    documentNumber: '',
    datedOn: '2018-02-08',
  });
  await app.run('publicity.accept', item);
  const experience = await app.run('publicity.saveExperience', {
    id: null,
    period: PERIOD,
    organisation: 'YY',
    subject: '沂源县',
    field: '社会治理',
    title: '果品质量追溯',
    summary: '一果一码，全程可查。',
    source: '沂源县上报',
    figures: [],
  });
  await app.run('publicity.selectExperience', { ...experience, period: PERIOD });
  await app.run('publicity.promoteExperience', {
    ...experience,
    period: PERIOD,
    level: 'city',
    words: '淄改办发〔2018〕6号',
    datedOn: null,
  });
  const claim = await app.run('claims.save', {
    id: null,
    period: PERIOD,
    organisation: 'GQ',
    item: 'E3',
    level: 'city',
    title: '市领导批示肯定审批改革',
    documentNumber: '',
    datedOn: null,
    note: '',
  });
  desk.choose('批示件.pdf', '%PDF 批示');
  await app.run('claims.attach', claim);
  await app.run('claims.accept', { ...claim, replaceTyped: true });
}

/** Everything above. */
export async function fillRegisters(desk: Desk): Promise<App> {
  await fillLedger(desk);
  await fillLists(desk);
  await fillVisits(desk);
  await fillPublicity(desk);
  return desk.app;
}
