/** An office with sites to visit, whose dialogs hand out what the test laid there. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../src/main/app.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import type { DrawRules, Site } from '../../src/shared/contract/inspection-draws.ts';
import type { VisitDraft } from '../../src/shared/contract/inspections.ts';
import type { DrawCertificate } from '../../src/shared/draw/certificate.ts';
import { startProgram, temporaryFolder } from './program.ts';

export const PERIOD = '2018-02';
const site = (code: string, change: Partial<Site> = {}): Site => ({
  code,
  name: `${code}点位`,
  organisation: code.slice(0, 2),
  level: 'township',
  block: 'basics',
  address: '',
  contact: '',
  isActive: true,
  ...change,
});
export const SITES = [
  site('ZD-01'),
  site('ZD-02', { level: 'district', block: 'documents' }),
  site('ZD-03', { level: 'base' }),
  site('BS-01'),
  site('BS-02', { block: 'groups' }),
  site('BS-03', { isActive: false }),
];
export const RULES: DrawRules = {
  period: PERIOD,
  strataBy: 'organisation',
  count: 1,
  coolDown: 2,
  levels: ['city', 'district', 'township', 'base'],
  blocks: ['documents', 'basics', 'groups'],
  recusals: [],
  inspectors: null,
};
export const CALLED = {
  seedKind: 'called' as const,
  seedParts: [
    { name: '甲', digits: '3141592' },
    { name: '乙', digits: '65 358 97' },
    { name: '丙', digits: '932384' },
  ],
  present: ['纪委王某', '人大代表李某'],
};

/** An office with demonstration data and sites, whose dialogs hand out what the test laid there. */
export async function office() {
  const folder = temporaryFolder();
  let [chosen, saved]: (string | null)[] = [null, null];
  const app = startProgram(temporaryFolder(), { openFile: async () => chosen ?? null, saveFile: async () => saved ?? null });
  await fillWithDemo(app.context);
  return {
    app,
    folder,
    choose: (name: string, content?: string | Uint8Array): void => {
      chosen = join(folder, name);
      if (content !== undefined) writeFileSync(chosen, content);
    },
    saveAs: (name: string): string => {
      saved = join(folder, name);
      return saved;
    },
  };
}
export type Desk = Awaited<ReturnType<typeof office>>;

export const drawn = async ({ app }: Desk, rules: Partial<DrawRules> = {}): Promise<number> => {
  await app.run('inspections.saveSites', { sites: SITES });
  const { id } = await app.run('inspections.freeze', { ...RULES, ...rules });
  await app.run('inspections.draw', { id, ...CALLED });
  return id;
};
export const listOf = async (app: App, id: number) => {
  const list = (await app.run('inspections.draws', { period: PERIOD })).lists.find((one) => one.id === id);
  if (!list) throw new Error('no list');
  return list;
};
export const certificateOf = async (app: App, id: number): Promise<DrawCertificate> => {
  const { certificate } = await listOf(app, id);
  if (!certificate) throw new Error('not drawn');
  return certificate;
};
export const draft = (change: Partial<VisitDraft> = {}): VisitDraft => ({
  id: null,
  period: PERIOD,
  site: 'ZD-01',
  designation: '群众来信反映',
  visitedOn: '2018-02-08',
  inspectors: ['张三', '李四'],
  note: '',
  scores: ['25', '20', '18.5', '15', '10'].map((points) => ({ points, note: '' })),
  problems: [
    { organisation: 'ZD', category: 'ledger', severity: 'minor', text: '台账缺两个月', demand: '补齐', days: 5 },
    { organisation: 'BS', category: 'figures', severity: 'grave', text: '办件量多报', demand: '', days: 10 },
  ],
  recounts: [{ indicator: 'C2b', reported: '40', recounted: '35', note: '抽查原始记录' }],
  ...change,
});
export const visited = async ({ app }: Desk, change: Partial<VisitDraft> = {}): Promise<number> => {
  const { id } = await app.run('inspections.saveVisit', draft(change));
  await app.run('inspections.sign', { id, signedBy: '王主任' });
  return id;
};
export const problemsIn = async ({ app }: Desk) => (await app.run('inspections.problems', { period: PERIOD })).problems;
