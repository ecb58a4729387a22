/** The demonstration month as the engine takes it. */
import { evaluatePeriod } from '../../src/main/handlers/evaluation.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import type { EvaluationInput } from '../../src/shared/engine/index.ts';
import { startProgram } from './program.ts';

const DEMO_PERIOD = '2018-02';

export async function demoMonth(): Promise<EvaluationInput> {
  const app = startProgram();
  await fillWithDemo(app.context);
  return evaluatePeriod(app.context.reader(), DEMO_PERIOD, 'district').input;
}
