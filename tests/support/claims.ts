/** An office that registers 加分事项: its file dialog hands out what the test laid there. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../src/main/app.ts';
import { fillWithTemplate } from '../../src/main/handlers/fill.ts';
import type { ClaimDraft } from '../../src/shared/contract/claims.ts';
import type { Envelope } from '../../src/shared/contract/index.ts';
import { startProgram, temporaryFolder } from './program.ts';

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A program whose file dialog hands out what `choose` was told. */
export async function office(fill: (context: App['context']) => Promise<void> = fillWithTemplate) {
  const folder = temporaryFolder();
  let chosen: string | null = null;
  let saved: string | null = null;
  const app = startProgram(temporaryFolder(), { openFile: async () => chosen, saveFile: async () => saved });
  await fill(app.context);
  const place = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    app,
    folder,
    /** Attaches a file of this name and content. */
    attach: (id: number, name: string, content: string | Uint8Array): Promise<Envelope> => {
      chosen = place(name, content);
      return app.call('claims.attach', { id });
    },
    /** The next file is saved under this name. */
    saveAs: (name: string): string => {
      saved = join(folder, name);
      return saved;
    },
  };
}
export type Office = Awaited<ReturnType<typeof office>>;

export const DRAFT: ClaimDraft = {
  id: null,
  period: '2018-02',
  organisation: 'ZD',
  item: 'E3',
  level: 'province',
  title: '省领导批示肯定“一次办好”改革',
  documentNumber: '',
  datedOn: null,
  note: '',
};
export const register = async ({ app }: Office, more: Partial<ClaimDraft> = {}): Promise<number> =>
  (await app.run('claims.save', { ...DRAFT, ...more })).id;
/** Registered, proved and 认定. */
export async function accepted(desk: Office, more: Partial<ClaimDraft> = {}): Promise<number> {
  const id = await register(desk, more);
  await desk.attach(id, `批示件${id}.pdf`, `%PDF 第 ${id} 件`);
  await desk.app.run('claims.accept', { id, replaceTyped: false });
  return id;
}
export const figure = ({ app }: Office, indicator: string, period = '2018-02', organisation = 'ZD') =>
  app
    .run('observations.cell', { period, organisation, indicator })
    .then(({ cell }) => cell && { value: cell.value, source: cell.source });
export const rowOf = async ({ app }: Office, id: number) => (await app.run('claims.record', { id })).claim;
export const messageOf = (envelope: Envelope): string =>
  envelope.ok ? 'ok' : `${envelope.error.code} ${envelope.error.message}`;
