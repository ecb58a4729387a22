/** 更正单 and 申诉: two people, a preview before, a new version after, the old one kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { sealedRecords } from '../../src/main/store/seals.ts';
import { handInMonth } from '../support/month.ts';
import { pdfText } from '../support/pdf-text.ts';
import { temporaryFolder } from '../support/program.ts';
import { as, demoProgram, saidBy, sealedProgram } from '../support/sealed.ts';

const PERIOD = '2018-02';

/** The public's satisfaction of the last district, put to 100: it gains points and perhaps a place. */
async function aChange(app: App) {
  const { evaluation } = await app.run('rankings.view', { period: PERIOD, list: 'district' });
  const entry = evaluation.entries.at(-1);
  const item = entry?.items.find(({ code }) => code === 'C4');
  const use = item?.inputs[0];
  if (!entry || !item || !use || use.from) throw new Error('C4 has one plain figure');
  const cells = [{ organisation: entry.organisation, indicator: use.indicator, value: '100', state: 'reported' as const }];
  return { entry, item, before: use.value, cells };
}

describe('更正单', () => {
  it('shows who would move before anybody signs, then makes a new version and keeps the old', async () => {
    const app = await sealedProgram();
    const { entry, item, before, cells } = await aChange(app);
    as(app, '张三');
    const effect = await app.run('corrections.preview', { period: PERIOD, cells });
    const own = effect.moved.find(({ organisation }) => organisation === entry.organisation);
    expect(own?.scoreBefore).toBe(entry.score);
    expect(Number(own?.scoreAfter)).toBeGreaterThan(Number(entry.score));
    const { id } = await app.run('corrections.ask', {
      period: PERIOD,
      reason: '满意度调查报告更正数据',
      cells,
      appeal: null,
    });
    const old = await app.run('rankings.view', { period: PERIOD, list: 'district' });
    expect(old.evaluation.entries.at(-1)?.score).toBe(entry.score);

    as(app, '李四');
    await app.run('corrections.decide', { id, decision: 'sign', words: '情况属实' });
    const now = await app.run('rankings.view', { period: PERIOD, list: 'district' });
    expect(now.seal).toMatchObject({ version: 2, isOneClerk: false, sealedBy: '李四' });
    expect(now.evaluation.entries.find(({ organisation }) => organisation === entry.organisation)?.score).toBe(own?.scoreAfter);
    const ranks = new Map(now.evaluation.entries.map((row) => [row.organisation, row.rank]));
    for (const moved of effect.moved) expect(ranks.get(moved.organisation)).toBe(moved.rankAfter);
    const [first] = sealedRecords(app.context.reader(), 1, ['result']);
    expect(first?.record).toContain('"kind":"result"');
    expect(await app.run('corrections.list', { period: PERIOD })).toMatchObject([
      {
        id,
        state: 'signed',
        askedBy: '张三',
        decidedBy: '李四',
        version: 2,
        cells: [{ organisationName: entry.name, before, after: '100' }],
      },
    ]);
    const grid = await app.run('observations.matrix', { period: PERIOD, list: 'district' });
    expect(grid.cells[entry.organisation]?.[item.inputs[0]?.indicator ?? '']).toMatchObject({
      value: '100',
      source: `第 ${id} 号更正单`,
    });
    expect(await app.run('seals.verify', {})).toMatchObject({ seals: 2, difference: null });
    // The file refuses to have the decision rewritten.
    expect(() => app.context.db().exec("UPDATE corrections SET decision = 'x'")).toThrow('never changes');
    expect(() => app.context.db().exec(`UPDATE observations SET value = '1' WHERE period = '${PERIOD}'`)).toThrow();
  });
  it('takes two people, a sealed month and a real change', async () => {
    const app = await sealedProgram();
    const { cells, before } = await aChange(app);
    const ask = { period: PERIOD, reason: '数据有误需更正', cells, appeal: null };
    as(app, '李四');
    const { id } = await app.run('corrections.ask', ask);
    expect(await saidBy(app.run('corrections.decide', { id, decision: 'sign', words: '' }))).toContain('由李四提出，要由另一位');
    as(app, '张三');
    expect(await saidBy(app.run('corrections.withdraw', { id }))).toContain('只能由本人撤回');
    expect(await saidBy(app.run('corrections.ask', { ...ask, period: '2018-01' }))).toContain('2018年1月还没有封账');
    const same = cells.map((cell) => ({ ...cell, value: before }));
    expect(await saidBy(app.run('corrections.ask', { ...ask, cells: same }))).toContain('改前改后相同');
    const impossible = cells.map((cell) => ({ ...cell, value: '-5' }));
    expect(await saidBy(app.run('corrections.preview', { period: PERIOD, cells: impossible }))).not.toBe('');
    expect(await saidBy(app.run('corrections.decide', { id, decision: 'refuse', words: '' }))).toContain('写明理由');
    await app.run('corrections.decide', { id, decision: 'refuse', words: '报告未附原件' });
    expect(await saidBy(app.run('corrections.decide', { id, decision: 'sign', words: '' }))).toContain('已经办结');
    expect(await app.run('seals.list', {})).toHaveLength(1);
    expect(await app.run('seals.verify', {})).toMatchObject({ difference: null });
  });
  it('an office of one clerk is told to name two people', async () => {
    const app = await demoProgram();
    await handInMonth(app, PERIOD);
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    const { cells } = await aChange(app);
    const ask = { period: PERIOD, reason: '数据有误需更正', cells, appeal: null };
    expect(await saidBy(app.run('corrections.ask', ask))).toContain('一人提出，另一人签批');
  });
});

describe('what a 更正单 does', () => {
  it('is the preview while it waits, and between the two sealed versions once it is signed, whatever comes after', async () => {
    const app = await sealedProgram();
    const { entry, cells } = await aChange(app);
    as(app, '张三');
    const ask = { period: PERIOD, reason: '数据有误需更正', cells, appeal: null };
    const { id } = await app.run('corrections.ask', ask);
    const preview = await app.run('corrections.preview', { period: PERIOD, cells });
    expect(preview.moved.map(({ organisation }) => organisation)).toContain(entry.organisation);
    expect(preview.speechesGone.length).toBeGreaterThan(0);
    expect(await app.run('corrections.effect', { id })).toEqual(preview);
    as(app, '李四');
    await app.run('corrections.decide', { id, decision: 'sign', words: '' });
    // A second one moves the month on; what the first did stays what it was.
    const back = cells.map((cell) => ({ ...cell, value: '90' }));
    as(app, '张三');
    const second = await app.run('corrections.ask', { ...ask, cells: back });
    as(app, '李四');
    await app.run('corrections.decide', { id: second.id, decision: 'sign', words: '' });
    expect(await app.run('corrections.effect', { id })).toEqual(preview);
    const after = await app.run('corrections.effect', { id: second.id });
    const own = (effect: typeof after) => effect?.moved.find(({ organisation }) => organisation === entry.organisation);
    expect(own(after)?.scoreBefore).toBe(own(preview)?.scoreAfter);
    as(app, '张三');
    const third = await app.run('corrections.ask', { ...ask, cells });
    await app.run('corrections.withdraw', { id: third.id });
    expect(await app.run('corrections.effect', { id: third.id })).toBeNull();
    expect(await saidBy(app.run('corrections.effect', { id: 9 }))).toContain('第 9 号更正单');
  });
  it('rests on the figure as it was: one that another has changed since is not signed', async () => {
    const app = await sealedProgram();
    const { entry, cells } = await aChange(app);
    as(app, '张三');
    const ask = { period: PERIOD, reason: '数据有误需更正', cells, appeal: null };
    const first = await app.run('corrections.ask', ask);
    const second = await app.run('corrections.ask', { ...ask, cells: cells.map((cell) => ({ ...cell, value: '99' })) });
    const twice = await app.call('corrections.ask', { ...ask, cells: [...cells, ...cells] });
    expect(twice).toMatchObject({ ok: false, error: { message: expect.stringContaining('只写一次') } });
    as(app, '李四');
    await app.run('corrections.decide', { id: first.id, decision: 'sign', words: '' });
    const stale = `第 ${second.id} 号更正单提出以后，“${entry.name} 改革工作群众满意度”已由另一张更正单改过。请由张三撤回`;
    expect(await saidBy(app.run('corrections.effect', { id: second.id }))).toContain(stale);
    expect(await saidBy(app.run('corrections.decide', { id: second.id, decision: 'sign', words: '' }))).toContain(stale);
    expect(await app.run('seals.list', {})).toHaveLength(2);
    await app.run('corrections.decide', { id: second.id, decision: 'refuse', words: '已由前一张更正' });
  });
});

describe('更正单 on paper', () => {
  it('says what is changed, who moves, who signed, and both seals; a waiting one says that it waits', async () => {
    const folder = temporaryFolder();
    const names: (string | null)[] = [];
    const app = await sealedProgram({
      saveFile: async (_, name) => {
        names.push(name);
        return names.length === 3 ? null : join(folder, name);
      },
    });
    const { entry, before, cells } = await aChange(app);
    as(app, '张三');
    const reason = '满意度调查报告更正数据';
    const { id } = await app.run('corrections.ask', { period: PERIOD, reason, cells, appeal: null });
    const file = `2018年2月考核数据更正单（第${id}号）.pdf`;
    const textOf = async () => (await pdfText(readFileSync(join(folder, file)))).join('').replace(/\s/g, '');
    expect(await app.run('corrections.export', { id })).toEqual({ file });
    const waiting = await textOf();
    expect(waiting).toContain('待签批');
    expect(waiting).toMatch(/提出张三2026年11月22日签批(?!李四)/);
    as(app, '李四');
    await app.run('corrections.decide', { id, decision: 'sign', words: '情况属实' });
    expect(await app.run('corrections.export', { id })).toEqual({ file });
    expect((await app.run('audit.list', { before: null }))[0]).toMatchObject({
      action: '打印更正单',
      subject: file,
      actor: '李四',
    });
    const effect = await app.run('corrections.effect', { id });
    const seals = await app.run('seals.list', {});
    const text = await textOf();
    expect(text).toContain(`2018年2月考核数据更正单（第${id}号）`);
    expect(text).toContain(`${entry.name}改革工作群众满意度%${before}100`);
    expect(text).toContain(reason);
    for (const { name, scoreBefore, scoreAfter, rankBefore, rankAfter } of effect?.moved ?? []) {
      expect(text).toContain(`${name}${scoreBefore}${scoreAfter}${rankBefore}${rankAfter}`);
    }
    expect(text).toMatch(/提出张三2026年11月22日签批李四2026年11月22日情况属实/);
    expect(seals).toHaveLength(2);
    for (const { code } of seals) expect(text).toContain(code);
    expect(text).toContain('2018年2月第2版');
    expect(text).not.toContain('待签批');
    const acts = (await app.run('audit.list', { before: null })).length;
    expect(await app.run('corrections.export', { id })).toBeNull();
    expect((await app.run('audit.list', { before: null })).length).toBe(acts);
  });
});

describe('申诉', () => {
  it('is about one line of one unit, with the same preview and the same two people', async () => {
    const app = await sealedProgram();
    const { entry, item, cells } = await aChange(app);
    as(app, '张三');
    const ask = { period: PERIOD, reason: '调查样本有误，附复核表', cells };
    const strange = { organisation: entry.organisation, item: 'A1' };
    expect(await saidBy(app.run('corrections.ask', { ...ask, appeal: strange }))).toContain('不在申诉的这一项得分里');
    const { id } = await app.run('corrections.ask', { ...ask, appeal: { organisation: entry.organisation, item: item.code } });
    expect(await app.run('corrections.list', { period: PERIOD })).toMatchObject([
      { id, origin: 'appeal', line: `${entry.name} ${item.code} ${item.name}`, state: 'open' },
    ]);
    as(app, '李四');
    await app.run('corrections.decide', { id, decision: 'sign', words: '' });
    expect((await app.run('rankings.view', { period: PERIOD, list: 'district' })).seal?.version).toBe(2);
  });
});

describe('who speaks', () => {
  it('follows the office’s setting', async () => {
    const app = await demoProgram();
    const pledges = async () =>
      (await app.run('rankings.view', { period: PERIOD, list: 'specialGroup' })).speeches.filter(
        ({ kind }) => kind === '表态发言',
      );
    await app.run('settings.saveSpeeches', { district: 1, specialGroup: 1 });
    expect(await pledges()).toMatchObject([{ why: '当月排名最后' }]);
    await app.run('settings.saveSpeeches', { district: 0, specialGroup: 12 });
    expect(await pledges()).toEqual([]);
    const districts = (await app.run('rankings.view', { period: PERIOD, list: 'district' })).speeches;
    expect(districts.map(({ kind }) => kind)).toEqual(['典型发言']);
  });
});
