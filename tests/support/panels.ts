/** Panels through the program: one of five judges on the demonstration month, filled in and ready to be closed. */
import { expect } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import type { PanelInput, SheetMark } from '../../src/shared/contract/panels.ts';
import { startProgram, temporaryFolder } from './program.ts';

export const PERIOD = '2018-02';
const JUDGES = ['赵一', '钱二', '孙三', '李四', '周五'];
export const input = (change: Partial<PanelInput> = {}): PanelInput => ({
  id: null,
  period: PERIOD,
  title: '群众满意度评议',
  kind: 'raters',
  list: 'district',
  indicator: 'C4',
  raters: JUDGES,
  remedy: 'trimmed',
  trim: 1,
  low: '60',
  high: '95',
  ...change,
});

export async function demo(dialogs = {}): Promise<App> {
  const app = startProgram(temporaryFolder(), dialogs);
  await fillWithDemo(app.context);
  return app;
}
export const viewOf = (app: App, id: number) => app.run('panels.view', { id });
export const unitsOf = async (app: App, id: number) => (await viewOf(app, id)).units.map(({ code }) => code);
/** A sheet of marks by the place of the unit; `reason` for every one of them. */
export const sheetOf = (codes: readonly string[], mark: (at: number) => string | null, reason = ''): SheetMark[] =>
  codes.map((organisation, at) => ({ organisation, mark: mark(at), reason }));
export const handIn = (app: App, panel: number, rater: number, marks: SheetMark[], isFinal = true) =>
  app.call('panels.saveSheet', { panel, rater, marks, isFinal });
export const messageOf = (envelope: unknown): string =>
  (envelope as { ok: boolean; error?: { message: string } }).error?.message ?? 'ok';

const HABITS = [0, 3, -1, 1, -5];
/** Marks by the place of the unit and the habit of the judge; the third gives the last unit 20 more than it is worth. */
const markOf = (rater: number, at: number, last: number): string =>
  String(70 + at + (HABITS[rater - 1] ?? 0) + (rater === 3 && at === last ? 20 : 0));

export async function fullPanel(app: App, change: Partial<PanelInput> = {}): Promise<number> {
  const { id } = await app.run('panels.save', input(change));
  const codes = await unitsOf(app, id);
  for (let rater = 1; rater <= 5; rater += 1) {
    expect(
      messageOf(
        await handIn(
          app,
          id,
          rater,
          sheetOf(codes, (at) => markOf(rater, at, codes.length - 1), '见评议记录'),
        ),
      ),
    ).toBe('ok');
  }
  return id;
}
