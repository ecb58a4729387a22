/** The demonstration month with its registers, for 会诊. */
import type { App } from '../../src/main/app.ts';
import { fillWithDemoWork } from '../../src/main/demo-work/fill.ts';
import { evaluatePeriod } from '../../src/main/handlers/evaluation.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { exact } from '../../src/shared/engine/decimal.ts';
import { evaluate } from '../../src/shared/engine/index.ts';
import { startProgram } from './program.ts';

export const PERIOD = '2018-02';
export const DISTRICTS = { period: PERIOD, list: 'district' } as const;
export const LAST = { ...DISTRICTS, organisation: 'ZCU' };

export async function demo(hasWork = true): Promise<App> {
  const app = startProgram();
  await fillWithDemo(app.context);
  if (hasWork) fillWithDemoWork(app.context);
  return app;
}
/** Figures of the month as they would be after a change, saved and ranked by the program itself. */
export async function rankedWith(app: App, organisation: string, moves: Readonly<Record<string, number>>) {
  const { input } = evaluatePeriod(app.context.reader(), PERIOD, 'district');
  const values = { ...input.values, [organisation]: { ...input.values[organisation] } };
  for (const [indicator, by] of Object.entries(moves)) {
    const cell = values[organisation]?.[indicator];
    if (!cell?.value) throw new Error(`no ${indicator}`);
    values[organisation] = { ...values[organisation], [indicator]: { ...cell, value: exact(cell.value).plus(by).toFixed() } };
  }
  const { entries } = evaluate({ ...input, values });
  return entries.find((entry) => entry.organisation === organisation);
}
