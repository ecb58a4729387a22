// biome-ignore-all lint/suspicious/noTemplateCurlyInString: tokens of bound texts
/** 会诊, the stored part: opened, held, causes with evidence, prescriptions that are tasks of the ledger, 复诊, 办结. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemoWork } from '../../src/main/demo-work/fill.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { exact, published } from '../../src/shared/engine/decimal.ts';
import { messageOf } from '../support/claims.ts';
import { handInMonth } from '../support/month.ts';
import { pdfText } from '../support/pdf-text.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const ZC = { period: '2018-02', list: 'district', organisation: 'ZCU' } as const;
const TEAM = {
  members: [
    { name: '王明', unit: '市委改革办副主任', role: 'leader' },
    { name: '李敏', unit: '市委改革办督察科', role: 'recorder' },
  ],
  heldOn: '2018-03-08',
  place: '周村区委会议室',
  minutes: '听取汇报，逐项分析失分原因，议定处方。',
  rounds: 2,
} as const;

/** The demonstration with its registers; dialogs hand out what was placed. */
async function office() {
  const folder = temporaryFolder();
  let [chosen, saved]: (string | null)[] = [null, null];
  const app = startProgram(temporaryFolder(), { openFile: async () => chosen ?? null, saveFile: async () => saved ?? null });
  await fillWithDemo(app.context);
  fillWithDemoWork(app.context);
  const refusal = async (name: Parameters<App['call']>[0], input: unknown): Promise<string> =>
    messageOf(await app.call(name, input));
  return {
    app,
    refusal,
    record: async (asked: typeof ZC | { period: string; list: 'district'; organisation: string } = ZC) => {
      const { record } = await app.run('consultationRecords.view', asked);
      if (!record) throw new Error('no record');
      return record;
    },
    place: (name: string): void => {
      chosen = join(folder, name);
      writeFileSync(chosen, `%PDF ${name}`);
    },
    saveAs: (name: string): string => {
      saved = join(folder, name);
      return saved;
    },
  };
}
type Office = Awaited<ReturnType<typeof office>>;

async function opened({ app }: Office, asked: { period: string; list: 'district'; organisation: string } = ZC): Promise<number> {
  const { id } = await app.run('consultationRecords.open', asked);
  return id;
}
const prescription = (more: object = {}) => ({
  work: null,
  title: '建立改革任务周调度机制',
  owner: 'ZCU',
  leader: '张副区长',
  dueOn: '2018-03-30',
  task: null,
  ...more,
});

describe('the record', () => {
  it('is opened once, held when 会诊组, place and minutes are there, and leaves what happened', async () => {
    const desk = await office();
    const { app, refusal } = desk;
    expect((await app.run('consultationRecords.view', ZC)).record).toBeNull();
    const id = await opened(desk);
    expect(await refusal('consultationRecords.open', ZC)).toContain('已经拟定会诊');
    expect(await refusal('consultationRecords.advance', { id, act: 'hold', text: '' })).toContain('还没有组长');
    expect(await refusal('consultationRecords.saveTeam', { id, ...TEAM, members: [TEAM.members[0], TEAM.members[0]] })).toContain(
      '组长只能有一人',
    );
    await app.run('consultationRecords.saveTeam', { id, ...TEAM, members: [...TEAM.members], heldOn: '2027-01-05' });
    expect(await refusal('consultationRecords.advance', { id, act: 'hold', text: '' })).toContain('会诊日期2027年1月5日还没有到');
    await app.run('consultationRecords.saveTeam', { id, ...TEAM, members: [...TEAM.members] });
    await app.run('consultationRecords.advance', { id, act: 'hold', text: '' });
    const { consultation, events, acts } = await desk.record();
    expect(consultation).toMatchObject({ state: 'held', why: 'last', organisationName: '周村区', members: TEAM.members });
    expect(events.map(({ event }) => event)).toEqual(['open', 'change', 'change', 'hold']);
    expect(acts).toEqual([{ act: 'follow', hindrance: '还没有处方，请先从路线中选，或自行开列。' }]);
    // What was held stays complete.
    expect(await refusal('consultationRecords.saveTeam', { id, ...TEAM, members: [...TEAM.members], minutes: '' })).toContain(
      '还没有填写会诊纪要',
    );
    expect(await refusal('consultationRecords.advance', { id, act: 'withdraw', text: '误开' })).toContain(
      '现在是“已会诊”，不能撤销',
    );
  });
  it('a plan that was a mistake is 撤销 with a reason, and may be opened again', async () => {
    const desk = await office();
    const id = await opened(desk);
    expect(await desk.refusal('consultationRecords.advance', { id, act: 'withdraw', text: '' })).toContain('要写明理由');
    await desk.app.run('consultationRecords.advance', { id, act: 'withdraw', text: '对象有误' });
    expect((await desk.app.run('consultationRecords.view', ZC)).record).toBeNull();
    expect(await opened(desk)).not.toBe(id);
  });
  it('keeps files; one that proves a cause stays', async () => {
    const desk = await office();
    const { app, refusal } = desk;
    const id = await opened(desk);
    desk.place('谈话记录.pdf');
    await app.run('consultationRecords.attach', { id });
    const [file] = (await desk.record()).consultation.files;
    const sha256 = file?.sha256 ?? '';
    await app.run('consultationRecords.saveChain', {
      id,
      line: 'A1',
      steps: [{ code: 'Y1', text: '任务没有落实到人', evidence: { kind: 'file', sha256 } }],
    });
    expect(await refusal('consultationRecords.detach', { id, sha256 })).toContain('“谈话记录.pdf”是病因的依据');
    await app.run('consultationRecords.removeChain', { id, line: 'A1' });
    await app.run('consultationRecords.detach', { id, sha256 });
    expect(app.context.reader().prepare('SELECT 1 FROM evidence_files WHERE sha256 = ?').get(sha256)).toBeUndefined();
  });
});

describe('causes', () => {
  it('rest on a file, a figure of the month or a record of the unit; the rest is 推测', async () => {
    const desk = await office();
    const { app, refusal } = desk;
    const id = await opened(desk);
    const { proofs, lines } = await app.run('consultationRecords.view', ZC);
    const figure = proofs.figures.find(({ indicator }) => indicator === 'A1a');
    const [record] = proofs.records;
    expect(figure?.words).toContain('2018年2月');
    expect(record?.words).toMatch(/./);
    expect(lines.at(-1)).toMatchObject({ code: '', name: '总体' });
    const steps = [
      { code: 'Y1', text: '应完成的节点没有按期办结', evidence: { kind: 'figure', indicator: 'A1a' } },
      {
        code: 'Y5',
        text: '牵头单位和配合单位步调不一',
        evidence: { kind: 'record', feature: record?.feature, record: record?.id },
      },
      { code: 'W5', text: '考核得分 ${得分}，列第 ${名次} 位，没有引起重视', evidence: null },
    ];
    await app.run('consultationRecords.saveChain', { id, line: 'A1', steps } as never);
    const [chain] = (await desk.record()).chains;
    expect(chain?.lineName).toMatch(/^A1 /);
    expect(chain?.steps.map(({ proof }) => proof)).toEqual([figure?.words, record?.words, null]);
    expect(chain?.steps.map(({ name }) => name)).toEqual(['责任', '协同', '职能发挥、资源整合、协调配套不到位']);
    const save = (text: string, more: object = {}) =>
      refusal('consultationRecords.saveChain', { id, line: 'A1', steps: [{ code: 'Y1', text, evidence: null, ...more }] });
    expect(await save('得分只有 72.31 分')).toContain('第 1 层：“72.31 分”不能手工写');
    expect(await save('${没有的数} 太低')).toContain('没有“没有的数”这项数据');
    expect(await save('没有人管', { code: 'Z9' })).toContain('第 1 层的病因没有选好');
    expect(await save('没有人管', { evidence: { kind: 'record', feature: 'tasks', record: '99999' } })).toContain(
      '不是这个单位当期的记录',
    );
    expect(
      await refusal('consultationRecords.saveChain', {
        id,
        line: 'X7',
        steps: [{ code: 'Y1', text: '没有人管', evidence: null }],
      }),
    ).toContain('没有“X7”这一项');
    expect(
      await refusal('consultationRecords.saveChain', {
        id,
        line: 'A1',
        steps: Array(6).fill({ code: 'Y1', text: '没有人管', evidence: null }),
      }),
    ).toContain('最多追问 5 层');
    // Nothing of what was refused is kept.
    expect((await desk.record()).chains[0]?.steps).toHaveLength(3);
  });
  it('the dictionary is the office’s own; used codes stay', async () => {
    const desk = await office();
    const { app, refusal } = desk;
    const id = await opened(desk);
    await app.run('consultationRecords.saveChain', {
      id,
      line: '',
      steps: [{ code: 'Y3', text: '经费没有列入预算', evidence: null }],
    });
    const { causes, used } = await app.run('consultationRecords.causes', {});
    expect(used).toContain('Y3');
    const without = causes.filter(({ code }) => code !== 'Y3');
    expect(await refusal('consultationRecords.saveCauses', { causes: without })).toContain('“Y3”已经用在会诊里');
    const own = causes
      .map((cause) => (cause.code === 'Y3' ? { ...cause, name: '经费', isActive: false } : cause))
      .filter(({ code }) => code !== 'Y7');
    await app.run('consultationRecords.saveCauses', {
      causes: [...own, { code: 'Y9', name: '作风', group: 'factor', hint: '', isActive: true }],
    });
    expect((await desk.record()).chains[0]?.steps[0]?.name).toBe('经费');
    expect((await app.run('consultationRecords.causes', {})).causes.map(({ code }) => code)).toContain('Y9');
    expect((await app.run('consultationRecords.causes', {})).causes.map(({ code }) => code)).not.toContain('Y7');
    // Out of use: it may stay where it is, and not come in anew.
    const again = { id, line: '', steps: [{ code: 'Y3', text: '经费仍然没有列入预算', evidence: null }] };
    await app.run('consultationRecords.saveChain', again);
    expect(await refusal('consultationRecords.saveChain', { ...again, line: 'A1' })).toContain('没有选好');
    // Also the file itself keeps it.
    expect(() =>
      app.context.write({ action: '删', subject: '' }, (tx) => tx.prepare("DELETE FROM cause_codes WHERE code = 'Y3'").run()),
    ).toThrow('FOREIGN KEY');
  });
});

describe('prescriptions', () => {
  it('by hand becomes an item of the ledger, once', async () => {
    const desk = await office();
    const { app, refusal } = desk;
    const id = await opened(desk);
    await app.run('consultationRecords.saveTeam', { id, ...TEAM, members: [...TEAM.members] });
    const { task } = await app.run('consultationRecords.prescribe', { id, ...prescription() });
    const { task: item } = await app.run('tasks.record', { id: task ?? 0, period: '2018-03' });
    expect(item).toMatchObject({
      title: '建立改革任务周调度机制',
      organisation: 'ZCU',
      leader: '张副区长',
      deadline: '2018-03-30',
      startsOn: '2018-03-08',
      documentNumber: '会诊处方（周村区2018年2月）',
      state: 'draft',
    });
    expect((await desk.record()).prescriptions).toMatchObject([{ isNew: true, expected: null, word: '待立项', isDone: false }]);
    expect(await refusal('consultationRecords.prescribe', { id, ...prescription() })).toContain('不重复登记');
    expect(await refusal('consultationRecords.prescribe', { id, ...prescription({ dueOn: '2018-03-01' }) })).toContain(
      '早于会诊日期',
    );
    // The same item chosen as one that is there: tied, not entered again, and not twice.
    expect(await refusal('consultationRecords.prescribe', { id, ...prescription({ task }) })).toContain('已经列为处方');
    const before = (await app.run('tasks.view', { period: '2018-03' })).rows.length;
    const [dropped] = (await desk.record()).prescriptions;
    await app.run('consultationRecords.drop', { id, prescription: dropped?.id ?? 0, reason: '并入另一件' });
    await app.run('consultationRecords.prescribe', { id, ...prescription({ task }) });
    expect((await app.run('tasks.view', { period: '2018-03' })).rows).toHaveLength(before);
    expect((await desk.record()).prescriptions).toMatchObject([{ isNew: false, link: { feature: 'tasks', id: String(task) } }]);
  });
  it('from a plan is tied to the record it is, with the points the engine gives', async () => {
    const desk = await office();
    const { app, refusal } = desk;
    const { prescription: way } = await app.run('consultations.diagnosis', ZC);
    const works = way.works.filter(({ link }) => link !== null);
    expect(works.length).toBeGreaterThan(0);
    const id = await opened(desk);
    const before = (await app.run('tasks.view', { period: '2018-02' })).rows.length;
    for (const work of works)
      await app.run('consultationRecords.prescribe', { id, ...prescription({ work: work.id, title: work.title }) });
    const { prescriptions, points } = await desk.record();
    expect(prescriptions.map(({ link }) => link.id)).toEqual(works.map(({ link }) => link?.id));
    const single = new Map((way.route?.singles ?? []).map(({ id: work, gain }) => [work, published(exact(gain), 2)]));
    for (const one of prescriptions) expect(one.expected).toBe(single.get(one.work ?? ''));
    expect((await app.run('tasks.view', { period: '2018-02' })).rows).toHaveLength(before);
    expect(points).toMatchObject({ value: null, words: expect.stringContaining('还没有封账') });
    expect(await refusal('consultationRecords.prescribe', { id, ...prescription({ work: works[0]?.id }) })).toContain(
      '已经列为处方',
    );
    expect(await refusal('consultationRecords.prescribe', { id, ...prescription({ work: 'node 99999' }) })).toContain(
      '已经办结，或不再影响得分',
    );
  });
});

describe('a sealed month', () => {
  it('may be opened and written; its facts and points are those of the seal', async () => {
    const desk = await office();
    const { app } = desk;
    await handInMonth(app, '2018-02');
    await app.run('seals.seal', { period: '2018-02', acceptDoubts: true });
    const { prescription: way } = await app.run('consultations.diagnosis', ZC);
    const id = await opened(desk);
    await app.run('consultationRecords.saveTeam', { id, ...TEAM, members: [...TEAM.members] });
    for (const work of way.works) {
      await app.run('consultationRecords.prescribe', { id, ...prescription({ work: work.id, title: work.title }) });
    }
    const { prescriptions, points } = await desk.record();
    expect(prescriptions).toHaveLength(way.works.length);
    expect(Number(points.value?.expected)).toBeGreaterThan(1);
    expect(points).toMatchObject({ value: { achieved: '0.00' }, words: expect.stringContaining('已办结 0 件，兑现 0.00 分') });
    // What had no record became an item of the ledger; done there, its points are achieved.
    const made = prescriptions.find(({ isNew }) => isNew);
    const task = Number(made?.link.id);
    await app.run('tasks.decide', { id: task, act: 'assign', reason: '' });
    desk.place('完成.pdf');
    await app.run('tasks.attach', { id: task });
    await app.run('tasks.advance', { id: task, act: 'submit', reason: '', doneOn: '2018-03-20' });
    await app.run('tasks.decide', { id: task, act: 'verify', reason: '' });
    const after = await desk.record();
    expect(after.points.value?.achieved).toBe(made?.expected);
    expect(after.prescriptions.find(({ id: one }) => one === made?.id)).toMatchObject({
      isDone: true,
      lamp: 'done',
      word: '已核验',
    });
  });
});

describe('复诊', () => {
  it('is judged against what was to be expected, listed with its state, and closed with a conclusion', async () => {
    const desk = await office();
    const { app, refusal } = desk;
    const asked = { period: '2017-11', list: 'district', organisation: 'ZCU' } as const;
    const id = await opened(desk, asked);
    await app.run('consultationRecords.saveTeam', { id, ...TEAM, members: [...TEAM.members], heldOn: '2017-12-08' });
    await app.run('consultationRecords.advance', { id, act: 'hold', text: '' });
    await app.run('consultationRecords.prescribe', { id, ...prescription({ dueOn: '2017-12-29' }) });
    await app.run('consultationRecords.advance', { id, act: 'follow', text: '' });
    const view = await app.run('consultationRecords.followUp', { id });
    expect(view.result).toMatchObject({ state: 'judged', periods: 9, units: 11 });
    if (view.result.state !== 'judged') throw new Error(view.result.words);
    // January is not scored in the demonstration: the next two scored periods.
    const scored = await Promise.all(
      view.result.rows.map(({ period }) => app.run('rankings.view', { period, list: 'district' })),
    );
    expect(view.result.rows.map(({ score }) => score)).toEqual(
      scored.map(({ evaluation }) => evaluation.entries.find(({ organisation }) => organisation === 'ZCU')?.score),
    );
    expect(view).toMatchObject({ rounds: 2, word: '复诊满 2 期，待办结', trial: view.result.rows.map(({ period }) => period) });
    expect((await app.run('consultationRecords.history', {})).find((row) => row.id === id)).toMatchObject({
      period: '2017-11',
      state: 'followed',
      isDue: true,
      verdict: view.result.together.verdict,
      prescriptions: { done: 0, all: 1 },
    });
    expect(await refusal('consultationRecords.judge', { id, act: 'close', text: '' })).toContain('要写明复诊结论');
    await app.run('consultationRecords.judge', { id, act: 'close', text: '任务推进恢复正常' });
    const { events, consultation } = await desk.record(asked);
    expect(consultation.state).toBe('closed');
    expect(events.at(-1)?.text).toBe(`任务推进恢复正常（程序判断：${view.result.words}）`);
    expect(await refusal('consultationRecords.saveTeam', { id, ...TEAM, members: [...TEAM.members] })).toContain(
      '不能再改。要改请先恢复办理',
    );
    expect(() =>
      app.context.write({ action: '改', subject: '' }, (tx) =>
        tx.prepare("UPDATE consultations SET place = 'x' WHERE id = ?").run(id),
      ),
    ).toThrow('a settled consultation stays');
    await app.run('consultationRecords.judge', { id, act: 'reopen', text: '再看一期' });
    expect((await desk.record(asked)).consultation.state).toBe('followed');
  });
  it('of the last scored month waits for the next', async () => {
    const desk = await office();
    const id = await opened(desk);
    expect(await desk.app.run('consultationRecords.followUp', { id })).toMatchObject({
      result: { state: 'none', words: expect.stringContaining('还没有新的得分') },
      word: '待会诊',
    });
    expect(await desk.refusal('consultationRecords.judge', { id, act: 'close', text: '好' })).toContain('现在是“拟定”');
  });
});

describe('难分伯仲 and 对标', () => {
  it('the decision is kept with its reason; the latest stands and says who is diagnosed', async () => {
    const { app, refusal } = await office();
    const month = { period: '2018-02', list: 'district' } as const;
    expect(await app.run('consultationRecords.decision', month)).toBeNull();
    expect((await app.run('consultations.candidates', month)).opened).toHaveLength(1);
    expect(await refusal('consultationRecords.decide', { ...month, consultation: 'both', speech: 'last', reason: '' })).toContain(
      '请写明理由',
    );
    await app.run('consultationRecords.decide', {
      ...month,
      consultation: 'both',
      speech: 'last',
      reason: '两区只差毫厘，一并会诊',
    });
    expect((await app.run('consultations.candidates', month)).opened.map(({ name }) => name)).toEqual(['经济开发区', '周村区']);
    const speaks = async (): Promise<readonly string[]> =>
      (await app.run('rankings.view', month)).speeches.flatMap(({ kind, name }) => (kind === '表态发言' ? [name] : []));
    expect(await speaks()).toEqual(['周村区']);
    await app.run('consultationRecords.decide', { ...month, consultation: 'last', speech: 'both', reason: '表态一并进行' });
    expect([...(await speaks())].sort()).toEqual(['周村区', '经济开发区']);
    await app.run('consultationRecords.decide', { ...month, consultation: 'last', speech: 'last', reason: '主任办公会另议' });
    expect(await app.run('consultationRecords.decision', month)).toMatchObject({
      consultation: 'last',
      reason: '主任办公会另议',
    });
    expect((await app.run('consultations.candidates', month)).opened.map(({ name }) => name)).toEqual(['周村区']);
  });
  it('对标学习单 names whom to learn each weak spot from', async () => {
    const desk = await office();
    const { prescription: way } = await desk.app.run('consultations.diagnosis', ZC);
    const path = desk.saveAs('对标.pdf');
    const saved = await desk.app.run('consultationRecords.learningSheet', ZC);
    expect(saved).toMatchObject({ file: '对标.pdf' });
    const text = (await pdfText(readFileSync(path))).join('').replace(/\s/g, '');
    expect(text).toContain('周村区2018年2月对标学习单');
    for (const { code, teacher } of way.lessons) {
      expect(text).toContain(code);
      expect(text).toContain(teacher.name);
    }
  });
});
