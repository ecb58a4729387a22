/** 提级调度 from the contract down: raised with day and reason, seen in the ledger, handed back only by an event. */
import { describe, expect, it } from 'vitest';
import { saveSetting } from '../../src/main/store/records.ts';
import type { Envelope } from '../../src/shared/contract/index.ts';
import { add, assigned, type Ledger, ledger } from '../support/tasks.ts';

const PERIOD = '2018-03';
const messageOf = (envelope: Envelope): string => (envelope.ok ? 'ok' : envelope.error.message);
const record = ({ app }: Ledger, id: number, period = PERIOD) => app.run('tasks.record', { id, period });
const up = (id: number, level: 'principal' | 'committee' | null, onDay = '2018-03-20', reason = '逾期一月未见进展') => ({
  id,
  level,
  onDay,
  reason,
});

describe('提级调度', () => {
  it('is proposed for what is overdue long enough or after a 责令书, by the days the office sets', async () => {
    const desk = await ledger();
    const { app } = desk;
    const id = await assigned(desk);
    // 2018-02-28 was the day; 2018-03-31 is the last day of the period.
    expect((await record(desk, id)).task.escalationDue).toEqual({
      level: 'principal',
      why: '已逾期 22 个工作日，达到提级调度的 10 个工作日。',
    });
    expect((await record(desk, id, '2018-02')).task.escalationDue).toBeNull();
    await app.run('tasks.saveRules', { warnDays: 5, tolerance: 10, relayDays: 10, raiseDays: 60 });
    expect((await record(desk, id)).task.escalationDue).toBeNull();
    const notice = await app.run('notices.save', {
      ...{ id: null, kind: 'order', organisation: 'ZD', task: id, source: '', matter: '深化“一次办好”改革', basis: '' },
      ...{ requirement: '责令立即整改。', dueOn: null, signedBy: '' },
    });
    await app.run('notices.issue', { id: notice.id, issuedOn: '2018-03-12', signedBy: '王某某', dueOn: null });
    expect((await record(desk, id)).task.escalationDue?.why).toBe('责令〔2018〕第1期下发后仍未办结，已逾期 22 个工作日。');
    // What is not 立项, or waits for its 核验, is not late.
    expect((await record(desk, await add(desk, { number: '2' }))).task.escalationDue).toBeNull();
  });
  it('keeps the days an office had set before the rule knew this one', async () => {
    const desk = await ledger();
    desk.app.context.write({ action: '测试', subject: '' }, (tx) =>
      saveSetting(tx, 'taskRules', { warnDays: 3, tolerance: 20, relayDays: 7 }),
    );
    expect(await desk.app.run('tasks.rules', {})).toEqual({ warnDays: 3, tolerance: 20, relayDays: 7, raiseDays: 10 });
  });
  it('is a flag with level, day and reason in the ledger, goes only up, and comes off only by an act with a reason', async () => {
    const desk = await ledger();
    const { app } = desk;
    const id = await assigned(desk);
    const attempt = async (input: unknown) => messageOf(await app.call('tasks.escalate', input));
    expect(await attempt({ ...up(id, 'principal'), reason: ' ' })).toContain('请写明理由');
    expect(await attempt(up(id, 'principal', '2027-01-01'))).toBe('提级日期 2027-01-01 还没有到，请改后再办理。');
    expect(await attempt(up(id, null))).toBe('“深化“一次办好”改革”没有提级，不用撤销。');
    expect(await attempt(up(id, 'principal'))).toBe('ok');
    const flag = { level: 'principal', onDay: '2018-03-20', reason: '逾期一月未见进展' };
    expect((await app.run('tasks.view', { period: PERIOD })).rows[0]?.escalation).toEqual(flag);
    expect(await attempt(up(id, 'principal'))).toBe('“深化“一次办好”改革”已提级到市委主要领导，只能再往上提级。');
    expect(await attempt(up(id, 'committee', '2018-03-01'))).toContain('早于上次提级的 2018-03-20');
    expect(await attempt(up(id, 'committee', '2018-03-28', '主要领导要求上会'))).toBe('ok');
    expect(await attempt(up(id, null, '2018-03-30', '已形成方案，交回牵头领导'))).toBe('ok');
    const { task, events } = await record(desk, id);
    expect(task.escalation).toBeNull();
    expect(events.filter(({ event }) => event === 'escalate').map(({ level, toOn, reason }) => [level, toOn, reason])).toEqual([
      ['principal', '2018-03-20', '逾期一月未见进展'],
      ['committee', '2018-03-28', '主要领导要求上会'],
      [null, '2018-03-30', '已形成方案，交回牵头领导'],
    ]);
    expect(events.map(({ event }) => event)).toEqual(['register', 'assign', 'escalate', 'escalate', 'escalate']);
    const [act] = await app.run('audit.list', { before: null });
    expect(act).toMatchObject({ action: '撤销提级', subject: '2018年第 1 项“深化“一次办好”改革” 张店区 牵头领导李某某' });
    const db = app.context.db();
    expect(() => db.exec('DELETE FROM task_escalations')).toThrow('append-only');
    expect(() => db.exec("UPDATE task_escalations SET level = 'committee'")).toThrow('append-only');
  });
  it('is for work that goes on: a draft is not raised, a flag of what was 暂缓 stays until it is taken off', async () => {
    const desk = await ledger();
    const { app } = desk;
    const draft = await add(desk);
    expect(messageOf(await app.call('tasks.escalate', up(draft, 'principal')))).toContain('现在是“待立项”，不能提级调度');
    const id = await assigned(desk, { number: '2', title: '农村集体产权制度改革' });
    await app.run('tasks.escalate', up(id, 'committee'));
    await app.run('tasks.decide', { id, act: 'suspend', reason: '上级另有部署' });
    expect((await record(desk, id)).task).toMatchObject({ escalation: { level: 'committee' }, escalationDue: null });
    expect(messageOf(await app.call('tasks.escalate', up(id, null)))).toBe('ok');
  });
});
