/** 评委打分 and 区县互评 once they are closed: what is written, what is shown, and that nothing changes any more. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { panelMarksIn } from '../../src/main/store/panels.ts';
import { demo, fullPanel, handIn, input, messageOf, PERIOD, sheetOf, unitsOf, viewOf } from '../support/panels.ts';
import { pdfText } from '../support/pdf-text.ts';
import { temporaryFolder } from '../support/program.ts';

describe('a panel that is closed', () => {
  it('writes the trimmed means to the month, says where they come from, and the ranking moves', async () => {
    const app = await demo();
    const before = await app.run('rankings.view', { period: PERIOD, list: 'district' });
    const id = await fullPanel(app);
    expect(await app.run('panels.close', { id })).toEqual({ written: 11 });
    const { cells } = await app.run('observations.matrix', { period: PERIOD, list: 'district' });
    const codes = await unitsOf(app, id);
    for (const [at, code] of codes.entries()) {
      // Without the most lenient (+3) and the strictest (−5): 0, −1, +1; the last unit keeps 0, +1, +3 since 20 more is dropped.
      const last = at === codes.length - 1;
      const sum = last ? 3 * (70 + at) + 4 : 3 * (70 + at);
      expect(cells[code]?.C4?.value).toBe((sum / 3).toFixed(1));
      expect(cells[code]?.C4?.source).toBe('评委打分 群众满意度评议 5 人，去掉最高最低各 1 个');
    }
    const after = await app.run('rankings.view', { period: PERIOD, list: 'district' });
    const scores = (view: typeof before) => view.evaluation.entries.map(({ organisation, score }) => `${organisation} ${score}`);
    expect(scores(after)).not.toEqual(scores(before));
    const entry = after.evaluation.entries.find(({ organisation }) => organisation === codes[0]);
    expect(entry?.items.find(({ code }) => code === 'C4')?.inputs[0]).toMatchObject({ value: '70.0' });
    const [act] = await app.run('audit.list', { before: null });
    expect(act).toMatchObject({ action: '结束评分', subject: '2018年2月 群众满意度评议' });
  });

  it('shows everything: the mark that stands apart, the leniency, the agreement, and that nothing is altered', async () => {
    const app = await demo();
    const id = await fullPanel(app);
    await app.run('panels.close', { id });
    const { result, closedBy } = await viewOf(app, id);
    expect(closedBy).toBe('经办人');
    expect(result?.raters.map(({ leniency }) => leniency)).toEqual(['0', '+3', '−1', '+1', '−5']);
    const apart = result?.raters.flatMap(({ name, marks }) => marks.flatMap((mark) => (mark.apart ? [{ name, ...mark }] : [])));
    expect(apart).toEqual([{ name: '孙三', mark: '99', reason: '见评议记录', residual: '+20', apart: 'high' }]);
    expect(result?.units.at(-1)).toEqual({
      code: 'WCH',
      value: '81.3',
      calculation: '去掉最高 99，最低 75；(80 + 81 + 83) ÷ 3 ≈ 81.3',
    });
    const say = (about: string) => result?.says.find((one) => one.about === about)?.text;
    expect(say('突出打分')).toContain('孙三给文昌湖 99 分，高出 20 分（理由：见评议记录）');
    expect(say('一致性')).toMatch(/^组内相关系数 0\.\d\d（95% 置信区间 −?0\.\d\d 至 0\.\d\d）/);
    expect(say('说明')).toContain('不改动任何一个打分');
    expect(say('互评往来')).toBeUndefined();
  });

  it('never changes again, in the program or in the file', async () => {
    const app = await demo();
    const id = await fullPanel(app);
    await app.run('panels.close', { id });
    for (const envelope of [
      await app.call('panels.close', { id }),
      await app.call('panels.save', input({ id })),
      await app.call('panels.remove', { id }),
      await app.call('panels.sheet', { panel: id, rater: 1 }),
      await app.call('panels.excuse', { panel: id, rater: 1, reason: '出差' }),
    ]) {
      expect(envelope).toMatchObject({ error: { code: 'panel.closed' } });
    }
    const db = app.context.db();
    for (const sql of [
      `UPDATE panels SET closed_audit_id = NULL WHERE id = ${id}`,
      `DELETE FROM panels WHERE id = ${id}`,
      `DELETE FROM panel_marks WHERE panel_id = ${id}`,
      `DELETE FROM panel_raters WHERE panel_id = ${id}`,
      `UPDATE panel_raters SET handed_in_audit_id = NULL WHERE panel_id = ${id}`,
      `INSERT INTO panel_marks (panel_id, ordinal, organisation_id, mark, audit_id) VALUES (${id}, 1, 2, '90', 1)`,
    ]) {
      expect(() => db.exec(sql), sql).toThrow(/never changes|stays|that is in/);
    }
  });

  it('gives its marks for the seal of the month as they were given', async () => {
    const app = await demo();
    const id = await fullPanel(app);
    expect(panelMarksIn(app.context.reader(), PERIOD)).toEqual([]);
    await app.run('panels.close', { id });
    const [sealed] = panelMarksIn(app.context.reader(), PERIOD);
    expect(sealed).toMatchObject({
      kind: 'panel',
      panel: { title: '群众满意度评议', remedy: 'trimmed', trim: 1, indicator: 'C4' },
    });
    expect(sealed?.marks).toHaveLength(55);
    expect(sealed?.marks.at(-1)).toEqual({ rater: '周五', organisation: 'WCH', mark: '75', reason: '见评议记录' });
    expect(panelMarksIn(app.context.reader(), '2018-01')).toEqual([]);
  });

  it('refuses to write where a unit’s table is locked, and stays open', async () => {
    const app = await demo();
    const id = await fullPanel(app);
    const board = { period: PERIOD, tables: [{ organisation: 'ZD', block: 'C' }] };
    await app.run('submissions.submit', board);
    expect(await app.call('panels.close', { id })).toMatchObject({ error: { code: 'submission.locked' } });
    expect((await viewOf(app, id)).result).toBeNull();
  });

  it('takes the trim of the scheme’s line of 评委打分, and that line scores the result without trimming it again', async () => {
    const app = await demo();
    const [scheme] = await app.run('schemes.list', {});
    const rules = JSON.parse(JSON.stringify(scheme?.rules)) as NonNullable<typeof scheme>['rules'];
    const items = rules.items.map((item) =>
      item.code === 'C4' ? { ...item, method: { kind: 'panel', trim: 2 } as const } : item,
    );
    app.context.write({ action: '测试', subject: '方案' }, (tx) =>
      tx
        .prepare('INSERT INTO scheme_versions (code, name, version, effective_from, rules, audit_id) VALUES (?, ?, 99, ?, ?, ?)')
        .run(scheme?.code, scheme?.name, PERIOD, JSON.stringify({ ...rules, items }), tx.auditId),
    );
    const { indicators } = await app.run('panels.list', { period: PERIOD });
    expect(indicators.find(({ code }) => code === 'C4')).toMatchObject({ trim: 2, usedBy: ['C4 群众满意度'] });
    const id = await fullPanel(app, { remedy: 'adjusted' });
    expect(await viewOf(app, id)).toMatchObject({ remedy: 'trimmed', trim: 2 });
    await app.run('panels.close', { id });
    const { evaluation } = await app.run('rankings.view', { period: PERIOD, list: 'district' });
    const line = evaluation.entries.find(({ organisation }) => organisation === 'ZD')?.items.find(({ code }) => code === 'C4');
    expect(line?.formula).toBe('4 × 70 ÷ 100 = 2.8');
  });

  it('prints a sheet for every rater before, and the result afterwards', async () => {
    const file = join(temporaryFolder(), '评分.pdf');
    const app = await demo({ saveFile: async () => file });
    const { id } = await app.run('panels.save', input());
    await app.run('panels.excuse', { panel: id, rater: 5, reason: '出差' });
    await app.run('panels.print', { id });
    const sheets = (await pdfText(readFileSync(file))).map((page) => page.replace(/\s/g, ''));
    expect(sheets).toHaveLength(4);
    expect(sheets[1]).toContain('评委：钱二');
    expect(sheets[1]).toContain('高青县');
    await app.run('panels.remove', { id });
    const full = await fullPanel(app);
    await app.run('panels.close', { id: full });
    await app.run('panels.print', { id: full });
    const text = (await pdfText(readFileSync(file))).join('').replace(/\s/g, '');
    for (const words of ['99高', '去掉最高99，最低75', '不改动任何一个打分', '群众满意度评议结果']) expect(text).toContain(words);
  });
});

describe('区县互评', () => {
  it('has the districts as raters, none with a mark for itself, and shows returned favours and groups', async () => {
    const app = await demo();
    const { id } = await app.run('panels.save', input({ kind: 'mutual', raters: [], remedy: 'adjusted', title: '区县互评' }));
    const { units, raters } = await viewOf(app, id);
    expect(raters.map(({ name }) => name)).toEqual(units.map(({ name }) => name));
    // 张店 and 淄川 give each other 12 more; everybody else marks by the place of the unit and the habit of the rater.
    const habit = (at: number) => (at % 3) - 1;
    const give = (from: number, to: number) => 72 + to + habit(from) + (from + to === 1 ? 12 : 0);
    for (const [from, rater] of raters.entries()) {
      const sheet = await app.run('panels.sheet', { panel: id, rater: rater.ordinal });
      expect(sheet.units.map(({ code }) => code)).not.toContain(rater.organisation);
      const own = sheetOf(
        units.map(({ code }) => code),
        (to) => String(give(from, to)),
        '实地看过',
      );
      expect(messageOf(await handIn(app, id, rater.ordinal, own))).toContain('没有名为');
      const others = own.filter(({ organisation }) => organisation !== rater.organisation);
      expect(messageOf(await handIn(app, id, rater.ordinal, others))).toBe('ok');
    }
    await app.run('panels.close', { id });
    const { result } = await viewOf(app, id);
    const say = (about: string) => result?.says.find((one) => one.about === about)?.text ?? '';
    expect(say('互评往来')).toContain('55 对互评');
    expect(say('互评往来')).toContain('不像是偶然，请留意');
    expect(say('互评往来')).toMatch(/互相多给最多的：张店与淄川（张店多给 12\.0 分，淄川多给 12\.0 分）/);
    expect(say('片区')).toContain('同一片区（分组）之间平均');
    expect(say('说明')).toContain('种子为 201802');
    expect(result?.raters[0]?.marks[0]).toEqual({ mark: null, reason: '', residual: null, apart: null });
    // 博山区 by hand, place 2: ten marks of 74 + habit; the habits add up to −2 and are taken away: (738 + 2) ÷ 10.
    const marks = raters.flatMap((_, from) => (from === 2 ? [] : [give(from, 2)]));
    expect(marks.reduce((sum, mark) => sum + mark, 0)).toBe(738);
    expect(result?.units[2]).toEqual({
      code: 'BS',
      value: '74.0',
      calculation: '(打分合计 738 + 宽严差合计 2) ÷ 10 = 74.0',
    });
    const { cells } = await app.run('observations.matrix', { period: PERIOD, list: 'district' });
    expect(cells.BS?.C4).toMatchObject({ value: '74.0', source: '区县互评 区县互评 11 个单位，扣除宽严差后取均值' });
  });
});
