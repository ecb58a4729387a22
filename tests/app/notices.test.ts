import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemo, fillWithTemplate } from '../../src/main/handlers/fill.ts';
import { noticesFigures } from '../../src/main/handlers/notice-figures.ts';
import type { NoticeDraft } from '../../src/shared/contract/notices.ts';
import type { TaskDraft } from '../../src/shared/contract/tasks.ts';
import { NOTICE_KINDS, noticeName } from '../../src/shared/notices/kinds.ts';
import { messageOf } from '../support/claims.ts';
import { handInMonth } from '../support/month.ts';
import { pdfText } from '../support/pdf-text.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

/** The month it is. */
const PERIOD = '2026-11';

/** The program on 22 November 2026, its dialogs answered by the test. */
async function office(fill: (context: App['context']) => Promise<void> = fillWithTemplate) {
  const folder = temporaryFolder();
  let [chosen, saved]: (string | null)[] = [null, null];
  const app = startProgram(temporaryFolder(), { openFile: async () => chosen ?? null, saveFile: async () => saved ?? null });
  await fill(app.context);
  return {
    app,
    attach: (id: number, name: string, content: string) => {
      mkdirSync(folder, { recursive: true });
      chosen = join(folder, name);
      writeFileSync(chosen, content);
      return app.call('notices.attach', { id });
    },
    saveAs: (name: string): string => {
      saved = join(folder, name);
      return saved;
    },
  };
}

const DRAFT: NoticeDraft = {
  id: null,
  kind: 'urge',
  organisation: 'ZD',
  task: null,
  source: '鲁改委发〔2026〕3号',
  matter: '深化“一次办好”改革配套方案',
  basis: '连续 2 期滞后于序时进度。',
  requirement: '请查明滞后原因，按期书面反馈。',
  dueOn: null,
  signedBy: '李四',
};
const save = async (app: App, more: Partial<NoticeDraft> = {}): Promise<number> =>
  (await app.run('notices.save', { ...DRAFT, ...more })).id;
const issue = async (app: App, id: number, issuedOn = '2026-11-02'): Promise<string> =>
  (await app.run('notices.issue', { id, issuedOn, signedBy: '李四', dueOn: null })).number;
const rowOf = async (app: App, id: number) => (await app.run('notices.record', { id, period: PERIOD })).notice;

const TASK: TaskDraft = {
  id: null,
  year: '2026',
  number: '7',
  parentId: null,
  kind: 'document',
  title: '出台营商环境配套文件',
  field: '',
  leader: '王副市长',
  claimedBy: '',
  organisation: 'BS',
  supporting: '',
  measures: '',
  outcome: '',
  documentNumber: '鲁政发〔2026〕11号',
  site: '',
  startsOn: '2026-09-01',
  deadline: '2026-11-27',
  nodes: [],
};

describe('a notice from draft to 办结', () => {
  it('gets its number at 签发 only, without gaps, by kind and year', async () => {
    const { app } = await office();
    const [first, second, third] = [await save(app), await save(app), await save(app, { kind: 'order' })];
    expect((await rowOf(app, first)).number).toBeNull();
    await app.run('notices.withdraw', { id: first, reason: '不再需要' });
    expect(await issue(app, second)).toBe('催办〔2026〕1号');
    expect(await issue(app, third)).toBe('责令〔2026〕第1期');
    expect(await issue(app, await save(app))).toBe('催办〔2026〕2号');
    expect(await issue(app, await save(app), '2025-12-30')).toBe('催办〔2025〕1号');
    expect(messageOf(await app.call('notices.withdraw', { id: second, reason: '撤' }))).toContain(
      '催办〔2026〕1号现在是“逾期 9 个工作日”，不能撤销',
    );
    expect(messageOf(await app.call('notices.save', { ...DRAFT, id: second }))).toContain('不能修改');
  });
  it('is received, replied to with 佐证, 办结 and taken up again; days are checked', async () => {
    const { app, attach } = await office();
    const id = await save(app);
    const attempt = (method: 'notices.issue' | 'notices.receive' | 'notices.reply' | 'notices.settle', input: object) =>
      app.call(method, { id, ...input }).then(messageOf);
    expect(await attempt('notices.issue', { issuedOn: '2026-11-23', signedBy: '李四', dueOn: null })).toContain('还没有到');
    expect(await attempt('notices.issue', { issuedOn: '2026-11-20', signedBy: ' ', dueOn: null })).toContain('请写明签发人');
    expect(await attempt('notices.issue', { issuedOn: '2026-11-20', signedBy: '李四', dueOn: '2026-11-19' })).toContain(
      '早于下发日',
    );
    expect(messageOf(await attach(id, '早了.pdf', '%PDF'))).toContain('佐证不能再改');
    await issue(app, id, '2026-11-16');
    // Five working days after the 16th; the 22nd is a Sunday.
    expect(await rowOf(app, id)).toMatchObject({ dueOn: '2026-11-23', standing: { word: '待签收', isLate: false } });
    expect(await attempt('notices.settle', { onDay: '2026-11-18' })).toContain('不能办结');
    expect(await attempt('notices.receive', { onDay: '2026-11-13', person: '张三' })).toContain('早于下发日');
    await app.run('notices.receive', { id, onDay: '2026-11-17', person: '张三' });
    expect(await attempt('notices.reply', { onDay: '2026-11-16', text: '正在起草' })).toContain('早于签收日2026年11月17日');
    expect(messageOf(await attach(id, '反馈.pdf', '%PDF 反馈'))).toBe('ok');
    await app.run('notices.reply', { id, onDay: '2026-11-18', text: '方案已报送审核。' });
    expect(await rowOf(app, id)).toMatchObject({
      receivedBy: '张三',
      reply: '方案已报送审核。',
      files: [{ name: '反馈.pdf' }],
      standing: { word: '待办结', lamp: 'ok' },
    });
    await app.run('notices.settle', { id, onDay: '2026-11-20' });
    const { acts, events } = await app.run('notices.record', { id, period: PERIOD });
    expect(acts).toEqual(['reopen']);
    expect(events.map(({ event }) => event)).toEqual(['draft', 'issue', 'receive', 'attach', 'reply', 'settle']);
    expect(messageOf(await app.call('notices.detach', { id, sha256: '0'.repeat(64) }))).toContain('佐证不能再改');
    await app.run('notices.reopen', { id, reason: '反馈不实' });
    expect((await rowOf(app, id)).standing.word).toBe('待办结');
  });
  it('once issued nothing but its course moves, nor past the program', async () => {
    const { app } = await office();
    const id = await save(app);
    await issue(app, id);
    const db = app.context.db();
    expect(() => db.exec("UPDATE notices SET matter = '改'")).toThrow('an issued notice never changes');
    expect(() => db.exec('DELETE FROM notices')).toThrow('a notice never goes away');
    expect(() => db.exec("UPDATE notice_events SET text = ''")).toThrow('append-only');
    const draft = await save(app);
    expect(() =>
      db.exec(
        `UPDATE notices SET state = 'issued', year = '2026', number = 3, issued_on = '2026-11-02', due_on = '2026-11-09' WHERE id = ${draft}`,
      ),
    ).toThrow('numbers follow one another');
  });
  it('升级 drafts the next rung with its reason; once that is issued it takes the place', async () => {
    const { app } = await office();
    const urge = await save(app);
    await issue(app, urge, '2026-11-02');
    const { id } = await app.run('notices.escalate', { id: urge, reason: '反馈内容与实际不符。' });
    expect(await rowOf(app, id)).toMatchObject({
      kind: 'order',
      previousId: urge,
      basis: '催办〔2026〕1号下发后，反馈内容与实际不符。',
    });
    expect(messageOf(await app.call('notices.escalate', { id: urge, reason: '再升级' }))).toContain('不能升级');
    await issue(app, id, '2026-11-20');
    expect((await rowOf(app, urge)).standing).toMatchObject({ stage: 'replaced', word: '已转责令〔2026〕第1期' });
    expect((await app.run('notices.record', { id, period: PERIOD })).chain.map(({ number }) => number)).toEqual([
      '催办〔2026〕1号',
      '责令〔2026〕第1期',
    ]);
    expect(messageOf(await app.call('notices.escalate', { id, reason: '再升级' }))).toContain('不能升级');
  });
});

describe('按规则应发', () => {
  it('proposes from the 台账 and from late replies, says why, and issues nothing by itself', async () => {
    const { app } = await office();
    const { id: task } = await app.run('tasks.save', TASK);
    const proposals = async () => (await app.run('notices.view', { period: '2026-11' })).proposals;
    expect(await proposals()).toEqual([
      {
        key: `task:${task}`,
        kind: 'tip',
        organisation: 'BS',
        organisationName: '博山区',
        matter: '出台营商环境配套文件',
        why: '已登记入台账，承办单位已明确，尚未立项。',
      },
    ]);
    await app.run('tasks.decide', { id: task, act: 'assign', reason: '' });
    // Today is the 22nd, the deadline the 27th: it is too late for 交办 alone.
    expect(await proposals()).toMatchObject([{ kind: 'urge', why: expect.stringContaining('还有 5 个工作日') }]);
    expect(await app.run('notices.propose', { period: '2026-11', keys: [`task:${task}`] })).toMatchObject({ drafted: 1 });
    expect(await proposals()).toEqual([]);
    const [draft] = (await app.run('notices.view', { period: '2026-11' })).rows;
    expect(draft).toMatchObject({ kind: 'urge', task, source: '鲁政发〔2026〕11号', number: null, standing: { word: '待签发' } });
    expect(messageOf(await app.call('notices.propose', { period: '2026-11', keys: [`task:${task}`] }))).toContain('已经起草');
    await issue(app, draft?.id ?? 0, '2026-11-10');
    // Nobody replied until the 17th, and it is not past its deadline: again.
    expect(await proposals()).toMatchObject([{ kind: 'urge', why: expect.stringContaining('再次催办') }]);
    await app.run('notices.propose', { period: '2026-11', keys: [`task:${task}`] });
    const again = (await app.run('notices.view', { period: '2026-11' })).rows.find(({ number }) => number === null);
    expect(again?.previousId).toBe(draft?.id);
  });
  it('counts the periods an item has been behind, and goes by the office’s own days', async () => {
    const { app } = await office();
    const { id: task } = await app.run('tasks.save', { ...TASK, kind: 'task', startsOn: '2026-01-04', deadline: '2026-12-31' });
    await app.run('tasks.decide', { id: task, act: 'assign', reason: '' });
    const proposals = async () => (await app.run('notices.view', { period: '2026-11' })).proposals;
    await app.run('tasks.report', { id: task, period: '2026-10', text: '正在起草实施方案', percent: 20 });
    await app.run('tasks.report', { id: task, period: '2026-11', text: '方案征求意见', percent: 25 });
    expect(await proposals()).toMatchObject([{ kind: 'urge', why: '连续 2 期滞后于序时进度。' }]);
    const { rules } = await app.run('notices.view', { period: '2026-11' });
    await app.run('notices.saveRules', { ...rules, behindPeriods: 3 });
    expect(await proposals()).toEqual([]);
    expect(messageOf(await app.call('notices.saveRules', { ...rules, urgeDays: 0 }))).toContain('催办提前天数至少为 1');
  });
});

describe('计分', () => {
  it('the 催办单 and 责令书 of a month become B3a and B3b, and the score follows clause B3', async () => {
    const { app } = await office();
    expect(noticesFigures(app.context.reader(), '2026-11')).toEqual([]);
    await issue(app, await save(app), '2026-11-03');
    await issue(app, await save(app), '2026-11-05');
    await issue(app, await save(app, { kind: 'order' }), '2026-11-12');
    await issue(app, await save(app, { organisation: 'BS' }), '2026-10-30');
    await issue(app, await save(app, { kind: 'tip' }), '2026-11-05');
    const figures = noticesFigures(app.context.reader(), '2026-11');
    const of = (organisation: string) =>
      figures.filter((figure) => figure.organisation === organisation).map(({ indicator, value }) => [indicator, value]);
    expect(of('ZD')).toEqual([
      ['B3a', '2'],
      ['B3b', '1'],
    ]);
    expect(of('BS')).toEqual([
      ['B3a', '0'],
      ['B3b', '0'],
    ]);
    expect(figures.find(({ value }) => value === '2')?.words).toBe('三单一书登记 2 件（催办〔2026〕1号、催办〔2026〕2号）');
    const [urge] = (await app.run('notices.view', { period: '2026-11' })).rows.filter(({ kind }) => kind === 'order');
    expect((await app.run('notices.record', { id: urge?.id ?? 0, period: PERIOD })).effect).toEqual({
      period: '2026-11',
      urges: 2,
      orders: 1,
      clause: 'B3 三单一书办理：每收到催办单一件扣1分，每收到责令书一期扣2分，从满分中扣除，扣完为止。',
    });
    await app.run('observations.save', {
      period: '2026-11',
      edits: figures.map(({ organisation, indicator, value }) => ({
        organisation,
        indicator,
        value,
        state: 'reported' as const,
      })),
    });
    const { evaluation } = await app.run('rankings.view', { period: '2026-11', list: 'district' });
    const points = (organisation: string) =>
      evaluation.entries.find((entry) => entry.organisation === organisation)?.items.find(({ code }) => code === 'B3')?.points;
    expect([points('ZD'), points('BS')]).toEqual(['3', '7']);
  });
  it('a month that is long over stands at its own last day: a reply is late as it was then, and what came later is not of its year', async () => {
    const { app } = await office();
    const id = await save(app);
    await issue(app, id, '2018-02-06');
    const later = await save(app);
    await issue(app, later, '2026-11-02');
    const standingIn = async (period: string) => {
      const { rows } = await app.run('notices.view', { period });
      expect(rows.find((row) => row.id === id)).toEqual((await app.run('notices.record', { id, period })).notice);
      return { word: rows.find((row) => row.id === id)?.standing.word, rows: rows.length };
    };
    // Sunday 11 February is worked, so that it was due on the 12th; after that 13, 14, 22, 23, 24, 26, 27 and 28 are.
    expect(await standingIn('2018-02')).toEqual({ word: '逾期 8 个工作日', rows: 1 });
    expect(await standingIn('2018-01')).toEqual({ word: '待签收', rows: 1 });
    expect((await standingIn('2018-03')).word).toBe('逾期 30 个工作日');
    // The month before this one is still worked at: as of today.
    expect((await standingIn('2026-10')).word).toBe((await standingIn('2026-11')).word);
    expect((await standingIn('2026-11')).rows).toBe(2);
    const why = async (period: string) =>
      (await app.run('notices.view', { period })).proposals.find(({ key }) => key === `notice:${id}`)?.why;
    expect(await why('2018-02')).toContain('应于2018年2月12日前反馈，已逾期 8 个工作日');
    expect(await why('2018-01')).toBeUndefined();
  });
  it('a sealed month takes no more of them, past the program neither', async () => {
    const { app } = await office(fillWithDemo);
    await handInMonth(app, '2018-02');
    await app.run('seals.seal', { period: '2018-02', acceptDoubts: false });
    const id = await save(app);
    const attempt = (issuedOn: string) =>
      app.call('notices.issue', { id, issuedOn, signedBy: '李四', dueOn: null }).then(messageOf);
    expect(await attempt('2018-02-28')).toContain('2018年2月已封账，催办单不能再计入那一期');
    expect(() =>
      app.context
        .db()
        .exec("UPDATE notices SET state = 'issued', year = '2018', number = 1, issued_on = '2018-02-28', due_on = '2018-03-07'"),
    ).toThrow('sealed');
    expect(await attempt('2018-03-01')).toBe('ok');
    // What does not take points off may still be entered.
    expect(await issue(app, await save(app, { kind: 'tip' }), '2018-02-28')).toBe('提示〔2018〕1号');
  });
});

describe('补录', () => {
  it('enters a year of notices, and its counts come back: 25, 20, 15 件 and 4 期', async () => {
    const { app } = await office();
    const counts = { tip: 25, assign: 20, urge: 15, order: 4 };
    const lines = NOTICE_KINDS.flatMap((kind) =>
      Array.from({ length: counts[kind] }, (_, index) => {
        const month = String(11 - (index % 11)).padStart(2, '0');
        return `${noticeName[kind]}\t2017-${month}-15\t${index % 2 === 0 ? '张店区' : '博山区'}\t第 ${index + 1} 件配套任务\t李四\t2017-12-01`;
      }),
    );
    const { rows, problems } = await app.run('notices.readBatch', { text: lines.join('\n') });
    expect([rows.length, problems.length]).toEqual([64, 0]);
    expect(messageOf(await app.call('notices.saveBatch', { text: [...lines, '催办单\t坏了'].join('\n') }))).toContain('第 65 行');
    expect((await app.run('notices.view', { period: '2017-11' })).rows).toEqual([]);
    expect(await app.run('notices.saveBatch', { text: lines.join('\n') })).toEqual({ saved: 64 });
    const view = await app.run('notices.view', { period: '2017-11' });
    expect(view.counts).toEqual([
      { kind: 'tip', inPeriod: 3, inYear: 25 },
      { kind: 'assign', inPeriod: 2, inYear: 20 },
      { kind: 'urge', inPeriod: 2, inYear: 15 },
      { kind: 'order', inPeriod: 1, inYear: 4 },
    ]);
    // Numbers go by the day of 下发.
    const urges = view.rows.filter(({ kind }) => kind === 'urge').map(({ number, issuedOn }) => [number, issuedOn]);
    expect(urges.at(-1)).toEqual(['催办〔2017〕1号', '2017-01-15']);
    expect(urges[0]?.[0]).toBe('催办〔2017〕15号');
    expect(view.rows.every(({ standing }) => standing.stage === 'settled')).toBe(true);
    expect(view.proposals).toEqual([]);
  });
});

describe('papers', () => {
  it('each on its own sheet with number, 主送, what is asked, by when, and the 回执', async () => {
    const { app, saveAs } = await office();
    const urge = await save(app);
    await issue(app, urge, '2026-11-02');
    const draft = await save(app, { kind: 'order', organisation: 'BS', signedBy: '' });
    const path = saveAs('三单一书.pdf');
    const answer = await app.run('notices.export', { ids: [urge, draft] });
    const pages = (await pdfText(readFileSync(path))).map((page) => page.replace(/\s+/g, ''));
    expect(answer).toEqual({ file: '三单一书.pdf', pages: pages.length });
    expect(pages[0]).toContain('催办单催办〔2026〕1号张店区：');
    expect(pages[0]).toContain('2026年11月9日前');
    expect(pages.join()).toContain('回执：催办〔2026〕1号收悉');
    const second = pages.slice(answer ? pages.findIndex((page) => page.includes('博山区：')) : 0).join();
    expect(second).toContain('自下发之日起3个工作日内');
    expect(second).toContain('待签发');
  });

  it('of the demonstration are marked so, drafts that were never 下发 as well', async () => {
    const { app, saveAs } = await office(fillWithDemo);
    const path = saveAs('草稿.pdf');
    await app.run('notices.export', { ids: [await save(app)] });
    expect((await pdfText(readFileSync(path))).join().replace(/\s+/g, '')).toContain('演示数据');
  });
});
