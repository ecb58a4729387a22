/** 督察: the draw and its certificate, the record of a visit. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recomputeDraw } from '../../src/shared/draw/certificate.ts';
import { checklistRefusal, DEFAULT_CHECKLISTS } from '../../src/shared/inspections/checklists.ts';
import { messageOf } from '../support/claims.ts';
import { CALLED, certificateOf, draft, drawn, listOf, office, PERIOD, RULES, SITES, visited } from '../support/inspections.ts';
import { pdfText } from '../support/pdf-text.ts';

describe('抽取', () => {
  it('freezes, draws once, and the certificate can be recomputed; nothing of it changes, past the program either', async () => {
    const desk = await office();
    const { app } = desk;
    const id = await drawn(desk);
    const certificate = await certificateOf(app, id);
    expect(recomputeDraw(certificate)).toBeNull();
    expect(certificate.seed).toBe('31415926535897932384');
    expect(certificate.list.strata.map(({ name }) => name).sort()).toEqual(['博山区', '张店区']);
    expect(certificate.list.entries.map(({ code }) => code)).not.toContain('BS-03');
    expect(certificate.picks).toHaveLength(2);
    expect(messageOf(await app.call('inspections.draw', { id, ...CALLED }))).toContain('不能重抽');
    expect(messageOf(await app.call('inspections.voidList', { id, reason: '换人' }))).toContain('不能重抽');
    const db = app.context.db();
    for (const act of [
      "UPDATE inspection_lists SET content = '{}'",
      "UPDATE inspection_lists SET void_reason = '换人'",
      'DELETE FROM inspection_lists',
      "UPDATE inspection_draws SET present = '[]'",
      'DELETE FROM inspection_draws',
      'UPDATE inspection_picks SET ticket = 1',
      'DELETE FROM inspection_picks',
      "INSERT INTO inspection_picks SELECT list_id, 99, (SELECT id FROM inspection_sites WHERE code = 'BS-03'), '', 1, 1, audit_id - 1 FROM inspection_draws",
    ]) {
      expect(() => db.exec(act), act).toThrow(/never changes/);
    }
  });
  it('leaves out 冷却期, 回避 and what was drawn already, each with its reason, and gives more tickets to risk', async () => {
    const desk = await office();
    const { app } = desk;
    await app.run('inspections.saveSites', { sites: SITES });
    await visited(desk, { period: '2017-12', visitedOn: '2017-12-08' });
    const list = await app.run('inspections.candidates', {
      ...RULES,
      recusals: [{ site: null, organisation: 'BS', reason: '组长曾在该区任职' }],
    });
    expect(list.entries.map(({ code, tickets, reason }) => [code, tickets, reason])).toEqual([
      ['ZD-02', 3, '责任单位有 1 个问题逾期未销号；从未督察'],
      ['ZD-03', 3, '责任单位有 1 个问题逾期未销号；从未督察'],
    ]);
    expect(list.leftOut.map(({ code, reason }) => `${code} ${reason}`)).toEqual([
      'BS-01 回避：组长曾在该区任职',
      'BS-02 回避：组长曾在该区任职',
      'ZD-01 2017-12-08 已督察，冷却期 2 个月',
    ]);
    const id = await drawn(desk);
    const picks = (await certificateOf(app, id)).picks.map(({ code }) => code);
    const second = await app.run('inspections.candidates', RULES);
    expect(second.number).toBe(2);
    for (const code of picks) expect(second.leftOut.find((one) => one.code === code)?.reason).toBe('本期第 1 次已抽中');
  });
  it('a list nobody drew from is set aside with a reason; nobody to draw, a bad seed and one witness are refused', async () => {
    const desk = await office();
    const { app } = desk;
    expect(messageOf(await app.call('inspections.freeze', RULES))).toContain('2018年2月没有可以抽取的点位');
    await app.run('inspections.saveSites', { sites: SITES });
    const { id } = await app.run('inspections.freeze', RULES);
    expect(messageOf(await app.call('inspections.draw', { id, ...CALLED, seedKind: 'dice' }))).toContain('1 至 6 点');
    expect(messageOf(await app.call('inspections.draw', { id, ...CALLED, present: ['甲'] }))).toContain('至少写 2 人');
    await app.run('inspections.voidList', { id, reason: '漏登两个镇办' });
    expect(await listOf(app, id)).toMatchObject({ voidReason: '漏登两个镇办', certificate: null });
    expect(messageOf(await app.call('inspections.draw', { id, ...CALLED }))).toContain('已经作废');
    expect(() => app.context.db().exec("UPDATE inspection_lists SET void_reason = ''")).toThrow(/never changes/);
  });
  it('prints the certificate, and a page that draws again in any browser', async () => {
    const desk = await office();
    const { app } = desk;
    const id = await drawn(desk);
    const certificate = await certificateOf(app, id);
    const pdf = desk.saveAs('证书.pdf');
    await app.run('inspections.certificate', { id });
    const words = (await pdfText(readFileSync(pdf))).join('').replace(/\s/g, '');
    expect(words).toContain(certificate.listHash);
    expect(words).toContain(certificate.seed);
    for (const { code } of certificate.picks) expect(words).toContain(code);
    const html = desk.saveAs('核对.html');
    await app.run('inspections.verifier', { id });
    const page = readFileSync(html, 'utf8');
    const inside = /id="draw-certificate">(.*)<\/script>/.exec(page)?.[1] ?? '';
    expect(recomputeDraw(JSON.parse(inside))).toBeNull();
  }, 60_000);
});

describe('督察记录', () => {
  it('a site that was not drawn needs a reason; a signed record stays; a mean and a mistake are told', async () => {
    const desk = await office();
    const { app } = desk;
    await app.run('inspections.saveSites', { sites: SITES });
    expect(messageOf(await app.call('inspections.saveVisit', draft({ designation: '' })))).toContain('请写明指定督察的理由');
    expect(messageOf(await app.call('inspections.saveVisit', draft({ visitedOn: '2018-02-30' })))).toContain('没有这一天');
    expect(messageOf(await app.call('inspections.saveVisit', draft({ visitedOn: '2027-01-04' })))).toContain('不能晚于今天');
    const tooMany = draft().scores.map((score) => ({ ...score, points: '26' }));
    expect(messageOf(await app.call('inspections.saveVisit', draft({ scores: tooMany })))).toContain('分值 25 分，不能打 26 分');
    const { id } = await app.run('inspections.saveVisit', draft({ scores: [], inspectors: ['张三', '张三'] }));
    expect(messageOf(await app.call('inspections.sign', { id, signedBy: '王主任' }))).toContain('督察人员至少 2 人');
    await app.run('inspections.saveVisit', draft({ id, scores: [] }));
    expect(messageOf(await app.call('inspections.sign', { id, signedBy: '王主任' }))).toContain('还有 5 项没有打分');
    await app.run('inspections.saveVisit', draft({ id }));
    await app.run('inspections.sign', { id, signedBy: '王主任' });
    const visit = await app.run('inspections.visit', { id });
    // One problem is another unit's: it takes nothing off this site's score.
    expect(visit).toMatchObject({ checklistScore: '88.5', taken: ['1'], score: '87.5', list: null, designation: '群众来信反映' });
    expect(visit.signedBy).toBe('王主任');
    // 2018-02-08 is a Thursday; 15 to 21 are 春节, 11 and 24 are worked for it: the tenth is the 27th.
    expect(visit.problems.map(({ dueOn }) => dueOn)).toEqual(['2018-02-14', '2018-02-27']);
    expect(visit.recounts).toMatchObject([{ value: '0.875', isOff: true }]);
    expect(messageOf(await app.call('inspections.saveVisit', draft({ id })))).toContain('已经签字确认');
    expect(messageOf(await app.call('inspections.removeVisit', { id }))).toContain('已经签字确认');
    expect(() => app.context.db().exec("UPDATE inspection_visits SET visited_on = '2018-02-09'")).toThrow('a signed visit');
    expect(() => app.context.db().exec("UPDATE inspection_problems SET text = '改'")).toThrow('a problem goes its way');
    await app.run('inspections.unsign', { id, reason: '分数抄错' });
    await app.run('inspections.removeVisit', { id });
    expect((await app.run('inspections.visits', { period: PERIOD })).rows).toEqual([]);
  });
  it('a drawn site waits for its visit and is visited as drawn', async () => {
    const desk = await office();
    const { app } = desk;
    const id = await drawn(desk);
    const [pick] = (await certificateOf(app, id)).picks;
    const waiting = (await app.run('inspections.visits', { period: PERIOD })).rows;
    expect(waiting.map((row) => [row.id, row.list])).toEqual([
      [null, 1],
      [null, 1],
    ]);
    const scores = DEFAULT_CHECKLISTS[waiting.find(({ site: { code } }) => code === pick?.code)?.site.block ?? 'basics'];
    const full = scores.map(({ points }) => ({ points, note: '' }));
    await visited(desk, { site: pick?.code ?? '', designation: '', scores: full, problems: [] });
    const row = (await app.run('inspections.visits', { period: PERIOD })).rows.find((one) => one.site.code === pick?.code);
    expect(row).toMatchObject({ list: 1, designation: '', score: '100', isSigned: true });
    // Once more the same site: not by the draw any more.
    expect(messageOf(await app.call('inspections.saveVisit', draft({ site: pick?.code ?? '', designation: '' })))).toContain(
      '指定督察',
    );
    const { plan } = await app.run('inspections.draws', { period: PERIOD });
    expect(plan.reduce((sum, { planned }) => sum + planned, 0)).toBe(2);
    expect(plan.reduce((sum, { visited: done }) => sum + done, 0)).toBe(1);
  });
  it('prints the form, blank and filled in, two copies', async () => {
    const desk = await office();
    const { app } = desk;
    await app.run('inspections.saveSites', { sites: SITES });
    const blank = desk.saveAs('空表.pdf');
    await app.run('inspections.form', { period: PERIOD, site: 'ZD-01', visit: null });
    expect((await pdfText(readFileSync(blank))).join('')).toContain('被督察单位签字');
    const id = await visited(desk);
    const filled = desk.saveAs('填好.pdf');
    await app.run('inspections.form', { period: PERIOD, site: 'ZD-01', visit: id });
    const words = (await pdfText(readFileSync(filled))).join('').replace(/\s/g, '');
    for (const part of [
      '台账缺两个月',
      '88.5',
      '−1',
      '87.5',
      '按B1扣1分',
      'B1指考核方案“现场督察评分”',
      '0.875',
      '督察组留存',
      '被督察单位留存',
    ])
      expect(words).toContain(part);
  }, 60_000);
  it('the checklist is the office’s own and comes to 100', async () => {
    const { app } = await office();
    for (const lines of Object.values(DEFAULT_CHECKLISTS)) expect(checklistRefusal(lines)).toBeNull();
    const checklists = { ...DEFAULT_CHECKLISTS, basics: [{ text: '台账', points: '99.5' }] };
    expect(messageOf(await app.call('inspections.saveChecklists', { checklists }))).toContain('合计 99.5 分，应为 100 分');
    checklists.basics = [{ text: '台账', points: '100' }];
    expect(messageOf(await app.call('inspections.saveChecklists', { checklists }))).toBe('ok');
    expect((await app.run('inspections.visits', { period: PERIOD })).checklists.basics).toHaveLength(1);
  });
});
