/** An office that keeps the ledger: its file dialogs hand out what the test laid there. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../src/main/app.ts';
import { fillWithTemplate } from '../../src/main/handlers/fill.ts';
import type { Envelope } from '../../src/shared/contract/index.ts';
import type { TaskDraft } from '../../src/shared/contract/tasks.ts';
import { startProgram, temporaryFolder } from './program.ts';

/** A program whose file dialog hands out what was placed last. */
export async function ledger() {
  const folder = temporaryFolder();
  let chosen: string | null = null;
  const app = startProgram(temporaryFolder(), {
    openFile: async () => chosen,
    saveFile: async (_, name) => join(folder, `另存 ${name}`),
  });
  await fillWithTemplate(app.context);
  const place = (name: string, content: string | Uint8Array): void => {
    chosen = join(folder, name);
    writeFileSync(chosen, content);
  };
  return {
    app,
    folder,
    place,
    attach: (id: number, name = '佐证.pdf', content: string | Uint8Array = `%PDF ${id} ${name}`): Promise<Envelope> => {
      place(name, content);
      return app.call('tasks.attach', { id });
    },
  };
}
export type Ledger = Awaited<ReturnType<typeof ledger>>;

export const TASK: TaskDraft = {
  id: null,
  year: '2018',
  number: '1',
  parentId: null,
  kind: 'task',
  title: '深化“一次办好”改革',
  field: '经济体制改革',
  leader: '李某某',
  claimedBy: '',
  organisation: 'ZD',
  supporting: '市编办、市财政局',
  measures: '梳理事项清单，再造审批流程',
  outcome: '印发实施方案',
  documentNumber: '鲁发〔2018〕1号',
  site: '张店区政务服务中心',
  startsOn: '2018-01-02',
  deadline: '2018-12-28',
  nodes: [{ id: null, title: '印发实施方案', dueOn: '2018-02-28' }],
};
export const add = async ({ app }: Pick<Ledger, 'app'>, more: Partial<TaskDraft> = {}): Promise<number> =>
  (await app.run('tasks.save', { ...TASK, ...more })).id;
/** Registered and 立项. */
export async function assigned({ app }: { readonly app: App }, more: Partial<TaskDraft> = {}): Promise<number> {
  const id = await add({ app }, more);
  await app.run('tasks.decide', { id, act: 'assign', reason: '' });
  return id;
}
