/** 登记簿 › 专项小组会议: the raw figures of A5. */
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { registersFigures } from '../../src/main/handlers/registers.ts';
import { migrations } from '../../src/main/store/migrations/index.ts';
import { messageOf } from '../support/claims.ts';
import { ledger } from '../support/tasks.ts';

const PERIOD = '2018-02';

describe('meetings of the 专项小组', () => {
  it('counts A5 from the meetings of the 专项小组: planned in the period, held by its end', async () => {
    const desk = await ledger();
    const { app } = desk;
    const days = { relayedOn: null, carriedOn: null, matchedOn: null };
    const meeting = { id: null, kind: 'meeting' as const, level: 'city' as const, number: '', site: '', note: '', ...days };
    const save = (title: string, datedOn: string, heldOn: string | null) =>
      app.run('registers.save', { ...meeting, title, datedOn, heldOn, organisations: ['ZD'] });
    await save('第一次专题会', '2018-02-08', '2018-02-09');
    await save('第二次专题会', '2018-02-22', '2018-03-02');
    await save('第三次专题会', '2018-02-26', null);
    await save('上月专题会', '2018-01-10', '2018-01-10');
    const a5 = (period: string) =>
      registersFigures(app.context, period).map(({ indicator, value, entries }) => [indicator, value, entries.length]);
    expect(a5(PERIOD)).toEqual([
      ['A5a', '3', 3],
      ['A5b', '1', 1],
    ]);
    expect(a5('2018-03')).toEqual([]);
    const { rows } = await app.run('registers.view', { kind: 'meeting', period: PERIOD });
    expect(rows.map(({ title, due }) => [title, due?.word])).toEqual([
      ['第三次专题会', '逾期未召开'],
      ['第二次专题会', '跨期召开，不计'],
      ['第一次专题会', '已召开'],
      ['上月专题会', '已召开'],
    ]);
    expect(
      messageOf(
        await app.call('registers.save', {
          ...meeting,
          kind: 'plan',
          title: '方案',
          datedOn: '2018-02-01',
          heldOn: '2018-02-01',
          organisations: ['ZD'],
        }),
      ),
    ).toContain('只有专项小组会议填召开日期');
  });
  it('the register of an older file comes over with its numbers', () => {
    const db = new Database(':memory:');
    const at = migrations.findIndex(({ name }) => name === 'meetings');
    for (const migrate of migrations.slice(0, at)) migrate(db);
    db.exec(`INSERT INTO audit_log (id, at, actor, action, subject, detail) VALUES (1, '2018-02-06T00:00:00Z', '张三', '登记', '第一议题', 'null');
      INSERT INTO organisations (id, code, name, short_name, kind, sort_order) VALUES (7, 'ZD', '张店区', '张店', 'district', 1);
      INSERT INTO registers (id, kind, level, title, dated_on, organisation_id, relayed_on, audit_id)
        VALUES (41, 'agenda', 'national', '中央深改组会议', '2018-02-06', 7, '2018-02-09', 1);`);
    for (const migrate of migrations.slice(at)) migrate(db);
    expect(db.prepare('SELECT id, kind, title, relayed_on, held_on FROM registers').all()).toEqual([
      { id: 41, kind: 'agenda', title: '中央深改组会议', relayed_on: '2018-02-09', held_on: null },
    ]);
    expect(() => db.exec("UPDATE registers SET held_on = '2018-02-09'")).toThrow('CHECK');
    db.close();
  });
});
