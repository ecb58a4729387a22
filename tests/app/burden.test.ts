/** 减负计: what the units are asked for, what they need not write again, and what is asked for twice. */
import { describe, expect, it } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { accepted, office } from '../support/claims.ts';
import { startProgram } from '../support/program.ts';
import { assigned, ledger } from '../support/tasks.ts';

const PERIOD = '2018-02';
const AT = { period: PERIOD, list: 'district' } as const;

describe('减负计', () => {
  it('counts what is asked by table; what a register fills in is not written by hand any more', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const tables = [{ organisation: 'ZD', block: 'B' }];
    await app.run('submissions.submit', { period: PERIOD, tables });
    await app.run('submissions.return', { period: PERIOD, tables, reason: '与台账不符' });
    const look = async () => {
      const view = await app.run('burden.view', AT);
      return { view, unit: view.units.find(({ organisation }) => organisation === 'ZD') };
    };
    const before = await look();
    const { cells, columns } = await app.run('observations.matrix', AT);
    const asked = columns.filter(({ table, indicator }) => table !== null || cells.ZD?.[indicator]);
    expect(before.unit).toMatchObject({ asked: asked.length, typed: asked.length, counted: 0, empty: 0, byHand: asked.length });
    expect(Object.values(before.unit?.tables ?? {}).reduce((n, table) => n + table.asked, 0)).toBe(asked.length);
    // Districts' lines compute A1–A5, B1–B3, C1, C2 and D1.
    expect(before.unit?.computed).toBe(11);
    expect(before.view.course.map(({ period }) => period)).toHaveLength(12);
    expect(before.view.course.at(-1)).toEqual(before.view.total);
    const registered = before.view.warnings.filter(({ kind }) => kind === 'registered');
    expect(registered).toHaveLength(1);
    expect(registered[0]).toMatchObject({ organisation: 'ZD', indicator: 'A3a' });
    expect(registered[0]?.sentence).toBe(
      '“调度迟报项数”“调度退回次数”登记里数得出来，张店区又填报了一遍。请在“填报”按登记计数填入，以后不再要求填报。',
    );
    const both = ['A3a', 'A3b'].map((indicator) => ({ organisation: 'ZD', indicator }));
    await app.run('feeds.apply', { period: PERIOD, cells: both });
    const after = await look();
    expect(after.unit).toMatchObject({ counted: 2, typed: asked.length - 2, byHand: asked.length - 2 });
    expect(Number(after.unit?.share)).toBeGreaterThan(Number(before.unit?.share));
    expect(after.view.warnings.some(({ kind }) => kind === 'registered')).toBe(false);
  });
  it('warns above the quota that the office has set, and says what to do', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    expect((await app.run('burden.view', AT)).warnings.some(({ kind }) => kind === 'over')).toBe(false);
    await app.run('burden.saveQuota', { district: 40, specialGroup: null });
    const { quota, units, warnings } = await app.run('burden.view', AT);
    expect(quota).toEqual({ district: 40, specialGroup: null });
    const over = warnings.filter(({ kind }) => kind === 'over');
    const named = units.filter(({ byHand }) => byHand > 40).map(({ name, byHand }) => `${name} ${byHand} 项`);
    expect(named.length).toBeGreaterThan(0);
    expect(over.map(({ sentence }) => sentence)).toEqual([
      `本月手工填报超过限额 40 项的有${named.join('、')}。登记里有的请按登记计数，用不上的指标请停用。`,
    ]);
    expect((await app.run('burden.view', { ...AT, list: 'specialGroup' })).warnings.some(({ kind }) => kind === 'over')).toBe(
      false,
    );
    expect((await app.run('audit.list', { before: null }))[0]?.subject).toBe('减负限额 区县40 项、专项小组不限');
    const refused = await app.call('burden.saveQuota', { district: 0, specialGroup: null });
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining('限额应在 1 到 500 之间') } });
  });
  it('finds two figures of one name and two that are always the same', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const shape = {
      unit: '件',
      direction: 'none' as const,
      decimals: 0,
      frequency: 'month' as const,
      formula: null,
      groupName: '指标',
    };
    const add = (code: string, name: string) => app.run('indicators.save', { ...shape, id: null, code, name, aliases: [] });
    await add('N1', '网上办件数（综合窗口）');
    await add('N2', '本月报送信息数');
    // 政务服务网上办件量 is asked once more under another name, three months long.
    for (const period of ['2017-12', '2018-02', '2017-11']) {
      const { cells } = await app.run('observations.matrix', { period, list: 'district' });
      const edits = Object.entries(cells).flatMap(([organisation, row]) =>
        row.C2b ? [{ organisation, indicator: 'N1', value: row.C2b.value, state: 'reported' as const }] : [],
      );
      const first = edits.slice(0, 1).map((edit) => ({ ...edit, indicator: 'N2', value: '3' }));
      await app.run('observations.save', { period, edits: [...edits, ...first] });
    }
    const { warnings } = await app.run('burden.view', AT);
    expect(warnings.filter(({ kind }) => kind === 'figures').map(({ sentence }) => sentence)).toEqual([
      '“政务服务网上办件量”与“网上办件数（综合窗口）”3 期以来各区县都相同，可能是同一个数。如是，请停用一个，让方案引用另一个。',
    ]);
    const names = warnings.filter(({ kind }) => kind === 'name').map(({ sentence }) => sentence);
    expect(names).toContain(
      '“报送信息条数”与“本月报送信息数”名称相同或相近，可能把一个数要了两次。如是同一个数，请停用一个，让方案引用另一个。',
    );
    expect(names.some((sentence) => sentence.includes('网上办件'))).toBe(false);
  });
  it('finds one file that a unit handed in with two records, and names both', async () => {
    const desk = await ledger();
    const first = await assigned(desk, { title: '深化“一次办好”改革' });
    const second = await assigned(desk, { number: '2', title: '推进政务公开' });
    const elsewhere = await assigned(desk, { number: '3', organisation: 'BS' });
    for (const id of [first, second, elsewhere]) await desk.attach(id, '实施方案.pdf', '%PDF 同一份');
    await desk.attach(second, '另一份.pdf', '%PDF 另一份');
    const files = (await desk.app.run('burden.view', AT)).warnings.filter(({ kind }) => kind === 'file');
    expect(files).toEqual([
      {
        kind: 'file',
        sentence: '佐证“实施方案.pdf”重复交了：张店区 2 次。同一份材料只收一次：办理另一件时注明见前件即可。',
        entries: [
          { feature: 'tasks', id: String(first), words: '深化“一次办好”改革' },
          { feature: 'tasks', id: String(second), words: '推进政务公开' },
        ],
      },
    ]);
    const [file] = (await desk.app.run('tasks.record', { id: second, period: PERIOD })).task.files.filter(
      ({ name }) => name === '实施方案.pdf',
    );
    await desk.app.run('tasks.detach', { id: second, sha256: file?.sha256 ?? '' });
    expect((await desk.app.run('burden.view', AT)).warnings.some(({ kind }) => kind === 'file')).toBe(false);
  });
  it('says where a figure was typed over what 加分登记 counts', async () => {
    const desk = await office();
    await accepted(desk);
    const look = async () => {
      const { units, warnings } = await desk.app.run('burden.view', AT);
      const unit = units.find(({ organisation }) => organisation === 'ZD');
      return { claimed: unit?.claimed, typed: unit?.typed, said: warnings.map(({ sentence }) => sentence) };
    };
    expect(await look()).toEqual({ claimed: 1, typed: 0, said: [] });
    const edit = { organisation: 'ZD', indicator: 'E3b', value: '4', state: 'reported' as const };
    await desk.app.run('observations.save', { period: PERIOD, edits: [edit] });
    const { claimed, typed, said } = await look();
    expect([claimed, typed]).toEqual([0, 1]);
    expect(said[0]).toMatch(/^张店区“省级领导批示件数”加分登记里有 1 件，又填报了 4 件（手工填报.*）。请在“加分”按登记件数更新/);
  });
});
