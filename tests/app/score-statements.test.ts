import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import type { Dialogs } from '../../src/main/context.ts';
import { sourceParts } from '../../src/main/from-source.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { runUnattended } from '../../src/main/unattended.ts';
import { wayWords } from '../../src/shared/bulletin/spelled-formula.ts';
import type { AppEvent } from '../../src/shared/contract/index.ts';
import { handInMonth } from '../support/month.ts';
import { pdfText } from '../support/pdf-text.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';
import { add } from '../support/tasks.ts';

const february = { period: '2018-02', list: 'district' } as const;
async function demo(dialogs: Partial<Dialogs>, emit?: (event: AppEvent) => void): Promise<App> {
  const app = startProgram(temporaryFolder(), dialogs, emit);
  await fillWithDemo(app.context);
  return app;
}
const lastAct = async (app: App) => (await app.run('audit.list', { before: null }))[0];

describe('得分说明书 of one unit', () => {
  it('is written where the clerk said, logged with its hash, and says what the page says', async () => {
    const folder = temporaryFolder();
    const asked: string[] = [];
    const app = await demo({
      saveFile: async (_, name) => {
        asked.push(name);
        return join(folder, name);
      },
    });
    const saved = await app.run('scoreStatements.export', { ...february, organisation: 'ZD' });
    expect(asked).toEqual(['得分说明书 2018年2月 张店区.pdf']);
    expect(saved).toEqual({ file: '得分说明书 2018年2月 张店区.pdf' });
    const text = (await pdfText(readFileSync(join(folder, asked[0] ?? '')))).join('').replace(/\s/g, '');
    const { evaluation } = await app.run('rankings.view', february);
    const entry = evaluation.entries.find(({ organisation }) => organisation === 'ZD');
    expect(text).toContain(`得${entry?.score}分，在11个区县中列第${entry?.rank}位`);
    for (const item of entry?.items ?? []) {
      expect(text).toContain(item.clause.replace(/\s/g, ''));
      const way = wayWords(item.formula);
      expect(text).toContain(way.replace(/\s/g, ''));
    }
    const act = await lastAct(app);
    expect(act).toMatchObject({ action: '导出得分说明书', subject: '2018年2月 张店区' });
    const detail = JSON.parse(act?.detail ?? '{}') as { files: { name: string; sha256: string }[]; inputSha256: string };
    expect(detail.files).toHaveLength(1);
    expect(detail.inputSha256).toMatch(/^[0-9a-f]{64}$/);
    const paper = app.context
      .reader()
      .prepare<{ sha256: string }>("SELECT sha256 FROM papers WHERE kind = 'scoreStatement'")
      .all();
    expect(paper).toEqual([{ sha256: detail.files[0]?.sha256 }]);
  });
  it('writes and logs nothing when the dialog is closed, the unit is unknown or the file cannot be written', async () => {
    const app = await demo({ saveFile: async () => null });
    const before = await lastAct(app);
    expect(await app.run('scoreStatements.export', { ...february, organisation: 'ZD' })).toBeNull();
    const unknown = await app.call('scoreStatements.export', { ...february, organisation: 'XX' });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'organisation.unknown' } });
    const other = await demo({ saveFile: async () => join(temporaryFolder(), '没有', '说明书.pdf') });
    const failed = await other.call('scoreStatements.export', { ...february, organisation: 'ZD' });
    expect(failed).toMatchObject({ ok: false, error: { code: 'file.notFound' } });
    expect(await lastAct(app)).toEqual(before);
    expect((await lastAct(other))?.action).not.toBe('导出得分说明书');
  });
});

describe('records under a line', () => {
  it('are named, at most eight, with what the register comes to; sealed, the paper is the same for ever', async () => {
    const folder = temporaryFolder();
    const app = await demo({ saveFile: async (_, name) => join(folder, name) });
    const print = async (): Promise<string> => {
      const saved = await app.run('scoreStatements.export', { ...february, organisation: 'ZD' });
      return (await pdfText(readFileSync(join(folder, saved?.file ?? '')))).join('').replace(/\s/g, '');
    };
    const plan = { number: '1', nodes: [], deadline: '2018-02-27' };
    const ids: number[] = [];
    for (let n = 1; n <= 9; n += 1)
      ids.push(await add({ app }, { ...plan, number: `${n}`, title: `改革事项之${'一二三四五六七八九'[n - 1]}` }));
    await app.run('tasks.assign', { ids });
    const typed = await print();
    expect(typed).toContain('登记：应完成节点数：1改革事项之一（2月27日到期，逾期1个工作日，未完成）；2改革事项之二（');
    expect(typed).toContain('8改革事项之八（2月27日到期，逾期1个工作日，未完成）等9件。登记计数为9个，填报的是');
    expect(typed).not.toContain('改革事项之九');
    const cells = ['A1a', 'A1b', 'A1c'].map((indicator) => ({ organisation: 'ZD', indicator }));
    await app.run('feeds.apply', { period: '2018-02', cells });
    expect(await print()).not.toContain('填报的是');
    await handInMonth(app, '2018-02');
    await app.run('seals.seal', { period: '2018-02', acceptDoubts: true });
    const sealed = await print();
    expect(sealed).toContain('8改革事项之八（2月27日到期，逾期1个工作日，未完成）等9件。');
    await app.run('tasks.decide', { id: ids[0] ?? 0, act: 'suspend', reason: '上级暂缓' });
    expect(await print()).toBe(sealed);
  });
});

describe('一区一单', () => {
  it('writes one file a unit into the chosen folder, in one logged act', async () => {
    const folder = temporaryFolder();
    const app = await demo({ chooseFolder: async () => folder });
    const saved = await app.run('scoreStatements.exportAll', { period: '2018-02', list: 'specialGroup' });
    expect(saved?.files).toHaveLength(8);
    expect(readdirSync(folder).sort()).toEqual([...(saved?.files ?? [])].sort());
    expect(saved?.files).toContain('一区一单 2018年2月 经济体制改革专项小组.pdf');
    expect(await lastAct(app)).toMatchObject({ action: '导出一区一单', subject: '2018年2月专项小组 8 份' });
    const papers = app.context
      .reader()
      .prepare<{ n: number }>("SELECT count(*) AS n FROM papers WHERE kind = 'scoreStatement'")
      .get();
    expect(papers?.n).toBe(8);
  });
  it('tells how far it is; cancelled, it has written and logged nothing', async () => {
    const folder = temporaryFolder();
    const stages: string[] = [];
    const app = await demo({ chooseFolder: async () => folder }, (event) => {
      if (event.kind !== 'job.progress') return;
      stages.push(event.stage);
      if (event.stage.includes('3/11')) app.context.runner.cancel();
    });
    stages.length = 0;
    await expect(app.run('scoreStatements.exportAll', february)).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(stages[0]).toMatch(/^正在生成一区一单 1\/11 /);
    expect(readdirSync(folder)).toEqual([]);
    expect((await lastAct(app))?.action).not.toBe('导出一区一单');
  });
  it('logs what was written before a file that could not be', async () => {
    const folder = temporaryFolder();
    const app = await demo({ chooseFolder: async () => folder });
    const { evaluation } = await app.run('rankings.view', february);
    // A folder stands where the third file should go.
    mkdirSync(join(folder, `一区一单 2018年2月 ${evaluation.entries[2]?.name}.pdf`, 'x'), { recursive: true });
    const failed = await app.call('scoreStatements.exportAll', february);
    expect(failed.ok).toBe(false);
    const detail = JSON.parse((await lastAct(app))?.detail ?? '{}') as { files: unknown[] };
    expect(detail.files).toHaveLength(2);
  });
});

describe('batch statements', () => {
  it('writes the list asked for and names the files; wrong commands say what is wrong', async () => {
    const data = temporaryFolder();
    const to = join(temporaryFolder(), '一区一单');
    const printed: unknown[] = [];
    const sentences: string[] = [];
    const around = {
      resources: join(import.meta.dirname, '../../resources'),
      ...sourceParts,
      print: (json: unknown) => printed.push(json),
      say: (text: string) => sentences.push(text),
    };
    const batch = (...args: string[]) => runUnattended(args, around);
    expect(await batch('init', '--demo', '--data', data)).toBe(0);
    expect(await batch('statements', '--data', data, '--period', '2018-02', '--to', to)).toBe(0);
    const { files, list } = printed.at(-1) as { files: string[]; list: string };
    expect(list).toBe('区县');
    expect(files).toHaveLength(11);
    for (const name of files) expect(existsSync(join(to, name))).toBe(true);
    expect(await batch('statements', '--data', data, '--period', '2018-02')).toBe(64);
    expect(await batch('statements', '--data', data, '--period', '2018-Q1', '--to', to)).toBe(1);
    expect(sentences.at(-1)).toContain('2018年第一季度不是考核期，请改用2018年1月。');
  });
});
