import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { claimsIn } from '../../src/main/store/claims.ts';
import { addScheme, listSchemes } from '../../src/main/store/schemes.ts';
import type { Role } from '../../src/shared/contract/people.ts';
import { accepted, DRAFT, figure, messageOf, type Office, office, register, rowOf, sha256 } from '../support/claims.ts';
import { pdfText } from '../support/pdf-text.ts';

const type = ({ app }: Office, indicator: string, value: string | null, period = '2018-02') =>
  app.run('observations.save', { period, edits: [{ organisation: 'ZD', indicator, value, state: 'reported' }] });

describe('认定', () => {
  it('writes the count with its source; 撤销认定 takes it back to 0, and figures without claims stay empty', async () => {
    const desk = await office();
    const first = await accepted(desk);
    expect(await figure(desk, 'E3b')).toEqual({ value: '1', source: '加分登记 1 件' });
    await accepted(desk, { title: '第二件批示' });
    await accepted(desk, { title: '市领导批示', level: 'city' });
    expect(await figure(desk, 'E3b')).toEqual({ value: '2', source: '加分登记 2 件' });
    expect(await figure(desk, 'E3c')).toEqual({ value: '1', source: '加分登记 1 件' });
    expect(await figure(desk, 'E3a')).toBeNull();
    await desk.app.run('claims.reopen', { id: first, reason: '批示不属于改革事项' });
    expect(await figure(desk, 'E3b')).toEqual({ value: '1', source: '加分登记 1 件' });
    const [, second] = (await desk.app.run('claims.view', { period: '2018-02', list: 'district' })).claims;
    await desk.app.run('claims.reopen', { id: second?.id ?? 0, reason: '重复' });
    expect(await figure(desk, 'E3b')).toEqual({ value: '0', source: '加分登记 0 件' });
    const act = (await desk.app.run('audit.list', { before: null }))[0];
    expect(act).toMatchObject({ action: '撤销认定', subject: '2018年2月 张店区 E3“第二件批示”' });
  });
  it('needs a 佐证, a reason to refuse, and is done once', async () => {
    const desk = await office();
    const id = await register(desk);
    expect(messageOf(await desk.app.call('claims.accept', { id, replaceTyped: false }))).toContain('还没有佐证');
    expect((await desk.app.run('claims.record', { id })).hindrance).toContain('还没有佐证');
    expect(messageOf(await desk.app.call('claims.refuse', { id, reason: ' ' }))).toContain('请写明理由');
    await desk.app.run('claims.refuse', { id, reason: '不属于本月' });
    expect(await rowOf(desk, id)).toMatchObject({ state: 'refused', reason: '不属于本月', verdict: null });
    for (const method of ['claims.accept', 'claims.refuse', 'claims.withdraw'] as const) {
      const input = { id, reason: '再办', replaceTyped: false };
      expect(messageOf(await desk.app.call(method, input)), method).toContain('已经办结');
    }
    expect(messageOf(await desk.attach(id, '后补.pdf', '%PDF'))).toContain('已经办结');
    expect(messageOf(await desk.app.call('claims.save', { ...DRAFT, id }))).toContain('已经办结');
    // Nor past the program: the file itself refuses.
    const db = desk.app.context.db();
    expect(() => db.exec("UPDATE claims SET title = '改'")).toThrow('a decided claim never changes');
    expect(() => db.exec('DELETE FROM claims')).toThrow();
    expect(() => db.exec("UPDATE claim_events SET reason = ''")).toThrow('append-only');
  });
  it('is not for the one who registered, once there are accounts', async () => {
    const desk = await office();
    const { app } = desk;
    const account = (name: string, duties: Role[]) =>
      app.run('people.save', { id: null, name, roles: duties, isActive: true, password: 'kaohe2018' });
    const signIn = (name: string) => app.run('people.signIn', { name, password: 'kaohe2018' });
    await account('张三', ['admin', 'entry', 'review']);
    await account('李四', ['review']);
    const id = await register(desk);
    await desk.attach(id, '批示件.pdf', '%PDF');
    expect(messageOf(await app.call('claims.accept', { id, replaceTyped: false }))).toContain('claims.own');
    expect(messageOf(await app.call('claims.refuse', { id, reason: '不行' }))).toContain('claims.own');
    expect((await app.run('claims.record', { id })).hindrance).toContain('自己登记的事项');
    await signIn('李四');
    expect(messageOf(await app.call('claims.save', DRAFT))).toContain('people.denied');
    expect((await app.run('claims.record', { id })).hindrance).toBeNull();
    await app.run('claims.accept', { id, replaceTyped: false });
    expect(await rowOf(desk, id)).toMatchObject({ state: 'accepted', registeredBy: '张三', decidedBy: '李四' });
  });
  it('refuses what is no day, no title, no such line or level', async () => {
    const { app } = await office();
    const attempt = (more: object) => app.call('claims.save', { ...DRAFT, ...more }).then(messageOf);
    expect(await attempt({ datedOn: '2018-02-30' })).toContain('没有这一天');
    expect(await attempt({ title: '——。' })).toContain('请写明事项名称');
    expect(await attempt({ item: 'A1', level: 'value' })).toContain('没有可登记的条款“A1”');
    expect(await attempt({ level: 'county' })).toContain('claims.line');
    expect(await attempt({ organisation: 'XX' })).toContain('organisation.unknown');
  });
});

describe('同一事项只按最高级别计一次', () => {
  it('within a month and across the months of a year; the page says where it was counted', async () => {
    const desk = await office();
    const january = await accepted(desk, { period: '2018-01', level: 'city' });
    // Another spelling, a higher level: counts, and names January.
    const february = await accepted(desk, { title: '省领导批示肯定 一次办好 改革。' });
    expect((await rowOf(desk, february)).verdict).toEqual({
      counts: true,
      words: '计 1 件；同一事项2018年1月已按“市级领导批示件数”计过，现按更高级别计。',
    });
    const again = await accepted(desk, { period: '2018-03', level: 'city' });
    expect((await rowOf(desk, again)).verdict?.words).toBe('不计：同一事项已在2018年2月按“省级领导批示件数”计分。');
    expect(await figure(desk, 'E3c', '2018-01')).toMatchObject({ value: '1' });
    expect(await figure(desk, 'E3b', '2018-02')).toMatchObject({ value: '1' });
    expect(await figure(desk, 'E3c', '2018-03')).toEqual({ value: '0', source: '加分登记 0 件' });

    // Without February, January at the same level still stands before March; without January March counts by itself.
    await desk.app.run('claims.reopen', { id: february, reason: '核实中' });
    expect((await rowOf(desk, again)).verdict?.words).toContain('2018年1月');
    await desk.app.run('claims.reopen', { id: january, reason: '核实中' });
    expect(await figure(desk, 'E3c', '2018-03')).toEqual({ value: '1', source: '加分登记 1 件' });
    expect(await figure(desk, 'E3c', '2018-01')).toEqual({ value: '0', source: '加分登记 0 件' });
  });
  it('a claim that is not decided says how it would count; another year starts afresh', async () => {
    const desk = await office();
    await accepted(desk, { period: '2017-12' });
    const next = await register(desk, { period: '2018-01' });
    expect((await rowOf(desk, next)).verdict).toEqual({ counts: true, words: '计 1 件。' });
    const lower = await register(desk, { period: '2018-01', level: 'city' });
    await desk.attach(next, '批示件.pdf', '%PDF');
    await desk.app.run('claims.accept', { id: next, replaceTyped: false });
    expect((await rowOf(desk, lower)).verdict?.words).toContain('本月已按“省级领导批示件数”计分');
    expect((await rowOf(desk, lower)).doubts.join()).toContain('是同一事项');
    expect(await desk.app.run('claims.doubts', { ...DRAFT, period: '2018-03' })).toHaveLength(2);
  });
});

describe('a figure typed by hand', () => {
  it('is shown before it gives way, and its past stays', async () => {
    const desk = await office();
    await type(desk, 'E3b', '5');
    const id = await register(desk);
    await desk.attach(id, '批示件.pdf', '%PDF');
    const { effect } = await desk.app.run('claims.record', { id });
    expect(effect?.cells).toMatchObject([
      { name: '省级领导批示件数', before: '5', after: '1', typedBy: '5 件（手工填报，经办人）' },
    ]);
    const refused = messageOf(await desk.app.call('claims.accept', { id, replaceTyped: false }));
    expect(refused).toContain('“省级领导批示件数”现为 5 件（手工填报，经办人），登记为 1 件');
    expect(await figure(desk, 'E3b')).toMatchObject({ value: '5' });
    expect(await rowOf(desk, id)).toMatchObject({ state: 'pending' });
    await desk.app.run('claims.accept', { id, replaceTyped: true });
    expect(await figure(desk, 'E3b')).toEqual({ value: '1', source: '加分登记 1 件' });
    const past = await desk.app.run('observations.history', { period: '2018-02', organisation: 'ZD', indicator: 'E3b' });
    expect(past[0]).toMatchObject({ action: '认定事项', before: '5', after: '1' });
  });
  it('that is equal is taken over without a question; a level without claims is left alone', async () => {
    const desk = await office();
    await type(desk, 'E3b', '1');
    await type(desk, 'E3c', '4');
    await accepted(desk);
    expect(await figure(desk, 'E3b')).toEqual({ value: '1', source: '加分登记 1 件' });
    expect(await figure(desk, 'E3c')).toEqual({ value: '4', source: '手工填报' });
  });
  it('over a count is told on the page, and can be set right there', async () => {
    const desk = await office();
    const id = await accepted(desk);
    const differences = async () => (await desk.app.run('claims.view', { period: '2018-02', list: 'district' })).differences;
    expect(await differences()).toEqual([]);
    await type(desk, 'E3b', '3');
    expect(await differences()).toMatchObject([{ organisationName: '张店区', typed: '3 件（手工填报，经办人）', count: '1 件' }]);
    await desk.app.run('claims.recount', { period: '2018-02', organisation: 'ZD', item: 'E3' });
    expect(await figure(desk, 'E3b')).toEqual({ value: '1', source: '加分登记 1 件' });
    expect(await differences()).toEqual([]);
    // Typed once more, then 撤销认定: what was typed is nobody's count and stays.
    await type(desk, 'E3b', '3');
    await desk.app.run('claims.reopen', { id, reason: '核实中' });
    expect(await figure(desk, 'E3b')).toEqual({ value: '3', source: '手工填报' });
  });
});

describe('points', () => {
  it('are the engine’s, before and after, with what the caps take away', async () => {
    const desk = await office(fillWithDemo);
    // In the demonstration 张店区 has one provincial 信息化 case: 1 point of at most 3. Two national ones would make 5.
    const titles = ['国家发展改革委推介网上办事', '国务院办公厅通报表扬信用体系'];
    const ids: number[] = [];
    for (const title of titles) ids.push(await register(desk, { item: 'E1', level: 'national', title }));
    const [first = 0, second = 0] = ids;
    for (const id of ids) await desk.attach(id, '认定文件.pdf', `%PDF ${id}`);
    const before = (await desk.app.run('claims.record', { id: first })).effect;
    expect(before).toMatchObject({ before: '1', after: '3', overLine: null, missing: [] });
    await desk.app.run('claims.accept', { id: first, replaceTyped: true });
    const { effect } = await desk.app.run('claims.record', { id: second });
    expect(effect).toMatchObject({ before: '3', after: '3', overLine: '2' });
    expect(effect?.formula).toBe('2 × 2 + 1 × 1 = 5，封顶 3');
    await desk.app.run('claims.accept', { id: second, replaceTyped: false });
    const { evaluation } = await desk.app.run('rankings.view', { period: '2018-02', list: 'district' });
    const item = evaluation.entries.find(({ organisation }) => organisation === 'ZD')?.items.find(({ code }) => code === 'E1');
    expect(item?.points).toBe('3');
    expect((await desk.app.run('claims.record', { id: second })).effect).toMatchObject({ after: '3', overLine: '2', cells: [] });
  });
  it('name the cap over all bonus lines when it is met', async () => {
    const desk = await office(fillWithDemo);
    const [scheme] = listSchemes(desk.app.context.reader());
    if (!scheme) throw new Error('no scheme');
    const tight = { ...scheme, version: 2, effectiveFrom: '2018-02', rules: { ...scheme.rules, bonusCap: '2' } };
    desk.app.context.write({ action: '启用方案', subject: '封顶 2 分' }, (tx) => addScheme(tx, tight));
    // 张店区 has 1 for 信息化 and 0.5 for a report already; 0.6 more is 2.1.
    const id = await register(desk);
    expect((await desk.app.run('claims.record', { id })).effect?.overTotal).toEqual({
      lost: '0.1',
      formula: '加分合计 2.1，封顶 2',
    });
  });
  it('say which figures of the line are still missing', async () => {
    const desk = await office();
    const id = await register(desk);
    const { effect } = await desk.app.run('claims.record', { id });
    expect(effect).toMatchObject({ after: null, missing: ['国家级领导批示件数', '市级领导批示件数'] });
  });
  it('are explained on the 得分说明书 by what counts, down to the 佐证', async () => {
    const desk = await office(fillWithDemo);
    const title = '人民日报头版报道张店区改革';
    const id = await register(desk, {
      item: 'E4',
      level: 'centralFront',
      title,
      documentNumber: '第25001期',
      datedOn: '2018-02-06',
    });
    const low = await register(desk, { item: 'E4', level: 'central', title });
    await desk.attach(id, '报纸扫描.pdf', '%PDF 头版');
    await desk.attach(low, '网页.pdf', '%PDF 网页');
    for (const one of [id, low]) await desk.app.run('claims.accept', { id: one, replaceTyped: true });
    const path = desk.saveAs('说明书.pdf');
    await desk.app.run('scoreStatements.export', { period: '2018-02', list: 'district', organisation: 'ZD' });
    const text = (await pdfText(readFileSync(path))).join('').replace(/\s/g, '');
    expect(text).toContain(`${title}（中央主流媒体头版报道篇数，第25001期，2018年2月6日）。经办人`);
    expect(text).toContain(`佐证：报纸扫描.pdf（${sha256('%PDF 头版').slice(0, 8)}）`);
    expect(text).not.toContain('网页.pdf');
    const counted = await desk.app.run('claims.counted', { period: '2018-02', organisation: 'ZD' });
    expect(counted.map((claim) => claim.levelName)).toEqual(['中央主流媒体头版报道篇数']);
    // What a seal rests on names both, with sizes and hashes.
    expect(claimsIn(desk.app.context.reader(), '2018-02')).toMatchObject([
      {
        id,
        organisation: 'ZD',
        files: [{ name: '报纸扫描.pdf', size: Buffer.byteLength('%PDF 头版'), sha256: sha256('%PDF 头版') }],
      },
      { id: low, files: [{ name: '网页.pdf' }] },
    ]);
  });
});

describe('closed doors', () => {
  it('a table that was handed in takes no count until it is sent back', async () => {
    const desk = await office(fillWithDemo);
    const id = await register(desk);
    await desk.attach(id, '批示件.pdf', '%PDF');
    desk.app.context.write({ action: '报送', subject: 'E' }, (tx) =>
      tx
        .prepare(
          `INSERT INTO submission_events (period, organisation_id, block, event, audit_id)
           SELECT '2018-02', id, 'E', 'submit', ? FROM organisations WHERE code = 'ZD'`,
        )
        .run(tx.auditId),
    );
    expect(messageOf(await desk.app.call('claims.accept', { id, replaceTyped: true }))).toMatch(
      /submission.locked .*张店区 E 加分/,
    );
    expect(await rowOf(desk, id)).toMatchObject({ state: 'pending' });
  });
  it('a sealed month keeps its claims, past the program too', async () => {
    const desk = await office(fillWithDemo);
    const done = await register(desk);
    await desk.attach(done, '批示件.pdf', '%PDF');
    await desk.app.run('claims.accept', { id: done, replaceTyped: true });
    const open = await register(desk, { title: '还没办的' });
    const db = desk.app.context.db();
    db.exec("INSERT INTO seals (id, period, version, root, code, chain, audit_id) VALUES (1, '2018-02', 1, '', '', '', 1)");
    for (const [method, input] of [
      ['claims.save', DRAFT],
      ['claims.accept', { id: open, replaceTyped: true }],
      ['claims.refuse', { id: open, reason: '迟了' }],
      ['claims.reopen', { id: done, reason: '迟了' }],
      ['claims.withdraw', { id: open, reason: '' }],
      ['claims.attach', { id: open }],
    ] as const) {
      expect(messageOf(await desk.app.call(method, input)), method).toContain('已封账');
    }
    expect(() => db.exec("UPDATE claims SET state = 'withdrawn'")).toThrow('sealed');
    expect(() => db.exec('DELETE FROM claim_files')).toThrow();
    expect(() =>
      db.exec(`INSERT INTO claims (period, organisation_id, item, level, title, state, audit_id)
        VALUES ('2018-02', 1, 'E3', 'city', '甲事', 'pending', 1)`),
    ).toThrow('sealed');
  });
});
