import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { contract } from '../../src/shared/contract/index.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const answerOf = async (promise: Promise<{ ok: boolean }>) => {
  const envelope = (await promise) as { ok: true; value: unknown } | { ok: false; error: { message: string } };
  if (!envelope.ok) throw new Error(envelope.error.message);
  return envelope.value as never;
};

describe('one request', () => {
  it('refuses an unknown method, a wrong input and a method name off the prototype, in Chinese sentences', async () => {
    const app = startProgram();
    for (const [name, input, code] of [
      ['rankings.steal', {}, 'call.unknown'],
      ['constructor', {}, 'call.unknown'],
      ['rankings.view', { period: '2018-2', list: 'district' }, 'call.invalid'],
      ['rankings.view', { period: '2018-02', list: 'everything' }, 'call.invalid'],
      [
        'observations.save',
        { period: '2018-02', edits: [{ organisation: 'ZD', indicator: 'A1', value: '1e5', state: 'reported' }] },
        'call.invalid',
      ],
      ['organisations.list', { extra: 1 }, 'call.invalid'],
    ] as const) {
      const envelope = await app.call(name, input);
      expect(envelope).toMatchObject({ ok: false, error: { code } });
      if (!envelope.ok) expect(envelope.error.message).toMatch(/[\u4e00-\u9fff].*。$/);
    }
  });
  it('gives an unforeseen error a number, and the log its stack', async () => {
    const app = startProgram();
    app.context.db().exec('DROP TABLE scheme_versions');
    const envelope = await app.call('schemes.list', {});
    expect(envelope).toMatchObject({ ok: false, error: { code: 'internal' } });
    if (!envelope.ok) expect(envelope.error.message).toContain(envelope.error.reference);
  });
  it('knows every method of the contract', async () => {
    const app = startProgram();
    for (const name of Object.keys(contract)) {
      const envelope = await app.call(name, { not: 'an input' });
      if (!envelope.ok) expect(envelope.error.code, name).toBe('call.invalid');
    }
  });
});

describe('an office starts', () => {
  it('empty; its first unit, indicator and figure; each once', async () => {
    const app = startProgram();
    expect(await app.run('overview.program', {})).toMatchObject({ isEmpty: true, latestPeriod: null });
    const unit = {
      id: null,
      code: '010203',
      name: '东城区',
      shortName: '东城',
      kind: 'district',
      groupName: '',
      parentCode: null,
    } as const;
    const saved = await app.run('organisations.save', { ...unit, validFrom: null, validTo: '2018-01', aliases: ['东城'] });
    expect(saved).toMatchObject({ code: '010203' });
    expect(
      await app.call('organisations.save', { ...unit, name: '另一区', validFrom: null, validTo: null, aliases: [] }),
    ).toMatchObject({
      ok: false,
      error: { code: 'organisation.duplicate' },
    });
    const figure = {
      id: null,
      code: 'X',
      name: '办结率',
      unit: '%',
      direction: 'higher',
      decimals: 2,
      frequency: 'month',
      groupName: '',
      aliases: [],
    } as const;
    await app.run('indicators.save', { ...figure, formula: null });
    await app.run('observations.save', {
      period: '2018-01',
      edits: [{ organisation: '010203', indicator: 'X', value: '98.5', state: 'reported' }],
    });
    expect(await app.run('rankings.indicator', { period: '2018-01', indicator: 'X', list: 'district' })).toMatchObject({
      entries: [{ organisation: '东城区', value: '98.50', rank: 1 }],
      missing: [],
    });
    // It takes part until 2018-01, so February has nobody.
    const later = await app.run('rankings.indicator', { period: '2018-02', indicator: 'X', list: 'district' });
    expect(later).toMatchObject({ entries: [], missing: [] });
    const acts = await app.run('audit.list', { before: null });
    expect(acts.map((act) => act.action)).toEqual(['填报', '新增指标', '新增单位']);
  });
  it('formulas: a circle and an unknown name are refused; a computed figure cannot be entered', async () => {
    const app = startProgram();
    const figure = {
      id: null,
      unit: '',
      direction: 'higher',
      decimals: 2,
      frequency: 'month',
      groupName: '',
      aliases: [],
    } as const;
    await app.run('indicators.save', { ...figure, code: 'a', name: '甲数', formula: null });
    const bad = await app.call('indicators.save', { ...figure, code: 'b', name: '乙数', formula: 'a + 没有' });
    expect(bad).toMatchObject({ ok: false, error: { code: 'rules.problem' } });
    await app.run('indicators.save', { ...figure, code: 'b', name: '乙数', formula: 'a * 2' });
    const again = await app.run('indicators.list', {});
    const first = again.find((row) => row.code === 'a');
    const circle = await app.call('indicators.save', {
      ...figure,
      id: first?.id ?? null,
      code: 'a',
      name: '甲数',
      formula: 'b / 2',
    });
    expect(circle).toMatchObject({ ok: false, error: { code: 'rules.problem' } });
    await app.run('organisations.save', {
      id: null,
      code: 'ZD',
      name: '张店区',
      shortName: '张店区',
      kind: 'district',
      groupName: '',
      parentCode: null,
      validFrom: null,
      validTo: null,
      aliases: [],
    });
    const typed = await app.call('observations.save', {
      period: '2018-01',
      edits: [{ organisation: 'ZD', indicator: 'b', value: '1', state: 'reported' }],
    });
    expect(typed).toMatchObject({ ok: false, error: { code: 'indicator.computed' } });
  });
});

describe('the demonstration month', () => {
  it('is complete, ranked, and says where every point comes from', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const { evaluation, speeches, isDemo } = await app.run('rankings.view', { period: '2018-02', list: 'district' });
    expect(evaluation.entries).toHaveLength(11);
    expect(evaluation.missing).toEqual([]);
    expect(isDemo).toBe(true);
    expect(speeches.map(({ kind, name }) => [kind, name])).toEqual([
      ['典型发言', evaluation.entries[0]?.name],
      ['表态发言', evaluation.entries.at(-1)?.name],
    ]);
    const groups = await app.run('rankings.view', { period: '2018-02', list: 'specialGroup' });
    expect(groups.speeches.find((speech) => speech.kind === '表态发言')?.why).toBe('连续三次排名最后');
    const line = evaluation.entries[0]?.items.find((item) => item.code === 'A1');
    expect(line?.inputs[0]?.from?.map((use) => use.source)).toEqual(['演示数据', '演示数据', '演示数据']);
    const view = await app.run('overview.view', { period: '2018-02' });
    expect(view.waiting.map(({ missing }) => missing)).toEqual(new Array(19).fill(0));
    expect(view.steps.slice(2, 5).map((step) => step.word)).toEqual(['试算已齐', '待生成', '末位待会诊']);
  });
  it('ranks the real 大气环境质量考核得分 of 2018-02 as it was published', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const { entries, missing } = await app.run('rankings.indicator', {
      period: '2018-02',
      indicator: '大气环境质量考核得分',
      list: 'district',
    });
    expect(missing).toEqual([]);
    expect(entries.map(({ organisation, value, rank }) => [rank, organisation, value])).toEqual([
      [1, '沂源县', '100.00'],
      [2, '高青县', '94.74'],
      [3, '淄川区', '90.84'],
      [4, '博山区', '88.64'],
      [5, '文昌湖旅游度假区', '86.42'],
      [6, '临淄区', '86.32'],
      [7, '桓台县', '84.84'],
      [8, '张店区', '82.31'],
      [9, '周村区', '81.89'],
      [10, '经济开发区', '81.21'],
      [11, '高新区', '80.44'],
    ]);
    expect(entries[0]?.source).toContain('淄博');
  });
  it('an emptied cell takes the score away and names the line; filling it brings the same score back; the cell remembers', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const score = async () => {
      const { evaluation } = await app.run('rankings.view', { period: '2018-02', list: 'district' });
      return evaluation.entries.find((entry) => entry.organisation === 'ZD');
    };
    const before = await score();
    const matrix = await app.run('observations.matrix', { period: '2018-02', list: 'district' });
    const old = matrix.cells.ZD?.C4;
    const edit = (value: string | null) =>
      app.run('observations.save', {
        period: '2018-02',
        edits: [{ organisation: 'ZD', indicator: 'C4', value, state: 'reported' }],
      });
    await edit(null);
    expect(await score()).toMatchObject({ score: null, rank: null });
    const { waiting, lines } = await app.run('overview.view', { period: '2018-02' });
    expect(waiting.filter(({ missing }) => missing > 0)).toMatchObject([{ organisation: 'ZD', missing: 1, firstMissing: 'C4' }]);
    expect(lines.find(({ step }) => step === '数据')).toMatchObject({
      text: '还有 1 个单位缺 1 格，补齐或注明未报、不适用',
      place: { name: 'entry', view: 'fill', list: 'district', organisation: 'ZD', indicator: 'C4' },
    });
    await edit(old?.value ?? null);
    expect((await score())?.score).toBe(before?.score);
    const history = await app.run('observations.history', { period: '2018-02', organisation: 'ZD', indicator: 'C4' });
    expect(history.map(({ before: from, after }) => [from, after])).toEqual([
      [null, old?.value],
      [old?.value, null],
      [null, old?.value],
    ]);
  });
  it('a restore brings the old figures back and can itself be undone', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    const made = await app.run('backups.make', {});
    await app.run('observations.save', {
      period: '2018-02',
      edits: [{ organisation: 'ZD', indicator: 'C4', value: '1', state: 'reported' }],
    });
    const read = async () => (await app.run('observations.matrix', { period: '2018-02', list: 'district' })).cells.ZD?.C4?.value;
    expect(await read()).toBe('1');
    await app.run('backups.restore', { name: made.name });
    expect(await read()).not.toBe('1');
    const [undo] = (await app.run('backups.list', {})).filter((backup) => backup.reason === '恢复前');
    await app.run('backups.restore', { name: undo?.name ?? '' });
    expect(await read()).toBe('1');
  });
  it('settings come back, and a wrong one says which', async () => {
    const app = startProgram();
    const office = await app.run('settings.view', {});
    expect(await app.call('settings.save', { ...office, redHead: '' })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('发文机关标志不能为空') },
    });
    await app.run('settings.save', { ...office, clerk: '张三' });
    await app.run('settings.saveBulletin', { period: '2018-02', number: 2, signedOn: '2018-03-05' });
    expect(await app.run('settings.bulletin', { period: '2018-02' })).toEqual({ number: 2, signedOn: '2018-03-05' });
    const [act] = await app.run('audit.list', { before: null });
    expect(act).toMatchObject({ actor: '张三', action: '编定文号' });
    expect(await answerOf(app.call('settings.view', {}))).toMatchObject({ clerk: '张三' });
  });
});

describe('an import', () => {
  const HEAD = '考核期,单位,指标,数值,备注\n';
  const put = (text: string): { folder: string; file: string } => {
    const folder = temporaryFolder();
    const file = join(folder, '数据.csv');
    writeFileSync(file, text);
    return { folder, file };
  };
  it('is a dry run until it is confirmed; errors keep everything out unless the good rows are asked for', async () => {
    const { file } = put(`${HEAD}2018-03,张店区,C4,91.5,\n2018-03,博山区,C4,9O.5,\n2018-03,张殿区,C4,80,\n`);
    const app = startProgram(temporaryFolder(), { openFile: async () => file });
    await fillWithDemo(app.context);
    const preview = await app.run('imports.choose', {});
    expect(preview).toMatchObject({ counts: { observations: 1, changed: 1, periods: ['2018-03'] }, errorCount: 2 });
    expect(preview?.unknowns).toMatchObject([{ kind: 'organisation', text: '张殿区' }]);
    expect(preview?.unknowns[0]?.candidates[0]).toMatchObject({ name: '张店区' });
    const token = preview?.token ?? '';
    expect(await app.call('imports.commit', { token, acceptGood: false })).toMatchObject({
      ok: false,
      error: { code: 'import.problems' },
    });
    expect((await app.run('observations.matrix', { period: '2018-03', list: 'district' })).cells).toEqual({});
    const result = await app.run('imports.commit', { token, acceptGood: true });
    expect(result).toMatchObject({ observations: 1, periods: ['2018-03'] });
    expect((await app.run('backups.list', {})).some((backup) => backup.name === result.backup)).toBe(true);
    expect(await app.call('imports.commit', { token, acceptGood: true })).toMatchObject({
      ok: false,
      error: { code: 'import.expired' },
    });
  });
  it('remembers what the clerk said a name means', async () => {
    const { file } = put(`${HEAD}2018-03,张殿,C4,91.5,\n`);
    const app = startProgram(temporaryFolder(), { openFile: async () => file });
    await fillWithDemo(app.context);
    const first = await app.run('imports.choose', {});
    expect(first?.counts.observations).toBe(0);
    const second = await app.run('imports.decide', {
      token: first?.token ?? '',
      choices: [{ kind: 'organisation', text: '张殿', code: 'ZD' }],
    });
    expect(second).toMatchObject({ counts: { observations: 1 }, errorCount: 0 });
    await app.run('imports.commit', { token: second.token, acceptGood: false });
    const third = await app.run('imports.choose', {});
    expect(third).toMatchObject({ counts: { observations: 1, changed: 0 }, errorCount: 0, isRepeat: true });
  });
});
