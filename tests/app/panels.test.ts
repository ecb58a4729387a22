/** 评委打分 while it is open, through the program: who sees what, what is fixed, what a sheet needs. */
import { describe, expect, it } from 'vitest';
import type { PanelInput, SheetMark } from '../../src/shared/contract/panels.ts';
import { demo, handIn, input, messageOf, PERIOD, sheetOf, unitsOf, viewOf } from '../support/panels.ts';

describe('a panel that is open', () => {
  it('tells nobody a mark of another: not the view, not the list, not the record of acts, not a sheet that is in', async () => {
    const app = await demo();
    const { id } = await app.run('panels.save', input());
    const codes = await unitsOf(app, id);
    // 87.65 and 43.21 are found nowhere else.
    await handIn(
      app,
      id,
      1,
      sheetOf(codes, (at) => (at === 0 ? '43.21' : '87.65'), '独有的理由'),
    );
    await handIn(
      app,
      id,
      2,
      sheetOf(codes.slice(0, 3), () => '87.65', '独有的理由'),
      false,
    );
    for (const answer of [
      await viewOf(app, id),
      await app.run('panels.list', { period: PERIOD }),
      await app.run('audit.list', { before: null }),
      await app.call('panels.sheet', { panel: id, rater: 1 }),
      await app.run('panels.sheet', { panel: id, rater: 3 }),
      await app.run('observations.matrix', { period: PERIOD, list: 'district' }),
    ]) {
      expect(JSON.stringify(answer)).not.toMatch(/87\.65|43\.21|独有的理由/);
    }
    const view = await viewOf(app, id);
    expect(view.result).toBeNull();
    expect(view.raters.map(({ state, mayOpen }) => [state, mayOpen])).toEqual([
      ['handedIn', false],
      ['filling', true],
      ['blank', true],
      ['blank', true],
      ['blank', true],
    ]);
    expect(await app.call('panels.sheet', { panel: id, rater: 1 })).toMatchObject({ error: { code: 'panel.handedIn' } });
    // One's own marks come back while the sheet is still being filled.
    expect((await app.run('panels.sheet', { panel: id, rater: 2 })).marks).toHaveLength(3);
    expect((await app.run('panels.list', { period: PERIOD })).panels).toMatchObject([
      { handedIn: 1, expected: 5, isClosed: false },
    ]);
  });

  it('lets only the rater open a sheet whose name has an account, and the clerk those of the others', async () => {
    const app = await demo();
    const { id } = await app.run('panels.save', input());
    const account = (name: string, roles: ('entry' | 'review' | 'admin' | 'view')[]) => ({
      id: null,
      name,
      roles,
      isActive: true,
      password: 'kaohe2018',
    });
    await app.run('people.save', account('主任', ['admin', 'review']));
    await app.run('people.save', account('赵一', ['view']));
    await app.run('people.save', account('经办', ['entry']));
    const open = async (rater: number) => messageOf(await app.call('panels.sheet', { panel: id, rater }));
    expect(await open(1)).toContain('只能由本人登录后填写');
    expect(await open(2)).toContain('由有“录入”职责的人员');
    await app.run('people.signIn', { name: '赵一', password: 'kaohe2018' });
    expect(await open(1)).toBe('ok');
    expect(await open(2)).not.toBe('ok');
    expect((await viewOf(app, id)).raters.map(({ mayOpen }) => mayOpen)).toEqual([true, false, false, false, false]);
    expect(await app.call('panels.close', { id })).toMatchObject({ error: { code: 'people.denied' } });
    await app.run('people.signIn', { name: '经办', password: 'kaohe2018' });
    expect(await open(1)).toContain('只能由本人登录后填写');
    expect(await open(2)).toBe('ok');
    const codes = await unitsOf(app, id);
    expect(
      messageOf(
        await handIn(
          app,
          id,
          1,
          sheetOf(codes, () => '80'),
        ),
      ),
    ).toContain('只能由本人登录后填写');
  });

  it('fixes how it is computed with the first mark; the file itself refuses afterwards', async () => {
    const app = await demo();
    const { id } = await app.run('panels.save', input());
    await app.run('panels.save', input({ id, remedy: 'adjusted', title: '满意度评议' }));
    expect(await viewOf(app, id)).toMatchObject({ remedy: 'adjusted', title: '满意度评议', isStarted: false });
    await handIn(
      app,
      id,
      1,
      sheetOf((await unitsOf(app, id)).slice(0, 1), () => '80'),
      false,
    );
    expect(await app.call('panels.save', input({ id }))).toMatchObject({
      error: { code: 'panel.started', message: expect.stringContaining('不能再改') },
    });
    const db = app.context.db();
    for (const sql of [
      `UPDATE panels SET remedy = 'trimmed' WHERE id = ${id}`,
      `UPDATE panels SET trim = 2 WHERE id = ${id}`,
      `UPDATE panels SET low = '0' WHERE id = ${id}`,
      `UPDATE panel_marks SET mark = '90' WHERE panel_id = ${id}`,
      `UPDATE panel_raters SET name = '某人' WHERE panel_id = ${id}`,
      `INSERT INTO panel_raters (panel_id, ordinal, name) VALUES (${id}, 9, '某人')`,
      `DELETE FROM panel_ratees WHERE panel_id = ${id}`,
    ]) {
      expect(() => db.exec(sql), sql).toThrow(/never changes|taken away/);
    }
  });

  it('takes a sheet only whole: every unit marked or stood aside from, with the reasons it asks for', async () => {
    const app = await demo();
    const { id } = await app.run('panels.save', input());
    const codes = await unitsOf(app, id);
    const try1 = async (marks: SheetMark[]) => messageOf(await handIn(app, id, 1, marks));
    expect(await try1(sheetOf(codes.slice(2), () => '80'))).toBe(
      '还有 2 个单位没有打分：张店区、淄川区。每个单位都要打分；确需回避的请勾选“回避”并写明理由。',
    );
    expect(await try1(sheetOf(codes, (at) => (at === 0 ? null : '80')))).toContain('回避要写明理由：张店区');
    expect(await try1(sheetOf(codes, (at) => (at === 0 ? '59' : at === 1 ? '95.5' : String(70 + at))))).toContain(
      '张店区 59 分（低于 60 分）；淄川区 95.5 分（高于 95 分）',
    );
    expect(await try1(sheetOf(codes, (at) => (at === 0 ? '62' : String(80 + (at % 4)))))).toContain('与本人其他打分（中位数');
    expect(await try1(sheetOf(codes, () => '100.5'))).toContain('打分应在 0 到 100 之间');
    expect(await try1(sheetOf(codes, () => '80.123'))).toContain('最多保留 2 位小数');
    expect(await try1([...sheetOf(codes, () => '80'), { organisation: 'G1', mark: '80', reason: '' }])).toContain('没有名为“G1”');
    const reasoned = sheetOf(codes, (at) => (at === 0 ? null : at === 1 ? '55' : '80')).map((mark, at) =>
      at < 2 ? { ...mark, reason: '曾在该区任职' } : mark,
    );
    expect(await try1(reasoned)).toBe('ok');
    expect(await try1(reasoned)).toContain('已经交卷');
  });

  it('waits for every sheet; who does not come is absent, with the reason, and may come after all', async () => {
    const app = await demo();
    const { id } = await app.run('panels.save', input());
    const codes = await unitsOf(app, id);
    for (const rater of [1, 2, 3])
      await handIn(
        app,
        id,
        rater,
        sheetOf(codes, () => '80'),
      );
    expect(messageOf(await app.call('panels.close', { id }))).toBe(
      '还有 2 份评分表没有交：李四、周五。请等交齐，或为没有到场的评委登记缺席。',
    );
    await handIn(
      app,
      id,
      4,
      sheetOf(codes, () => '90'),
      false,
    );
    await app.run('panels.excuse', { panel: id, rater: 4, reason: '出差' });
    expect(await app.call('panels.sheet', { panel: id, rater: 4 })).toMatchObject({ error: { code: 'panel.absent' } });
    await app.run('panels.excuse', { panel: id, rater: 4, reason: '' });
    expect((await app.run('panels.sheet', { panel: id, rater: 4 })).marks).toEqual([]);
    await app.run('panels.excuse', { panel: id, rater: 4, reason: '出差' });
    await app.run('panels.excuse', { panel: id, rater: 5, reason: '请假' });
    expect(await app.call('panels.excuse', { panel: id, rater: 1, reason: '出差' })).toMatchObject({
      error: { code: 'panel.handedIn' },
    });
    await app.run('panels.close', { id });
    const { result, raters } = await viewOf(app, id);
    expect(result?.raters.map(({ name }) => name)).toEqual(['赵一', '钱二', '孙三']);
    expect(raters.at(-1)).toMatchObject({ state: 'absent', absence: '请假' });
  });

  it('is refused with too few raters for what it drops, for a figure another panel writes, for a computed one', async () => {
    const app = await demo();
    const refused = async (change: Partial<PanelInput>) => messageOf(await app.call('panels.save', input(change)));
    expect(await refused({ trim: 3 })).toContain('只有 5 个打分，去掉最高最低各 3 个后没有剩余，至少要 7 个');
    expect(await refused({ raters: ['赵一'], trim: 0 })).toContain('至少要 2 个');
    expect(await refused({ raters: ['赵一', '赵一', '钱二'] })).toContain('重名');
    expect(await refused({ low: '95', high: '60' })).toContain('低分线应低于高分线');
    expect(await refused({ kind: 'mutual', list: 'specialGroup' })).toContain('互评只在区县之间进行');
    expect(await refused({ indicator: 'B1' })).toContain('由公式计算');
    const { id } = await app.run('panels.save', input());
    expect(await refused({ title: '另一次' })).toContain('一项指标一个月只评一次');
    expect(await refused({ title: '另一次', list: 'specialGroup' })).toBe('ok');
    await app.run('panels.remove', { id });
    expect(await refused({ title: '另一次' })).toBe('ok');
  });

  it('can be taken back until a sheet is in', async () => {
    const app = await demo();
    const { id } = await app.run('panels.save', input());
    const codes = await unitsOf(app, id);
    await handIn(
      app,
      id,
      1,
      sheetOf(codes, () => '80'),
    );
    expect(messageOf(await app.call('panels.remove', { id }))).toContain('已有评分表交卷，不能撤销');
    const db = app.context.db();
    expect(() => db.exec(`DELETE FROM panel_marks WHERE panel_id = ${id}`)).toThrow('never changes');
    expect(() => db.exec(`DELETE FROM panels WHERE id = ${id}`)).toThrow();
  });
});
