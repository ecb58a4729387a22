/** 推演: what the window is given gives the official result, is small, and taking it leaves nothing behind. */
import { expect, it } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { openSandbox } from '../../src/shared/consultation/sandbox.ts';
import { contract } from '../../src/shared/contract/index.ts';
import type { RankingList } from '../../src/shared/engine/index.ts';
import { handInMonth } from '../support/month.ts';
import { startProgram } from '../support/program.ts';

const PERIOD = '2018-02';

async function demo() {
  const app = startProgram();
  await fillWithDemo(app.context);
  return app;
}

it.each(['district', 'specialGroup'] as const)('%s: nothing changed is the ranking itself', async (list: RankingList) => {
  const app = await demo();
  const { evaluation } = await app.run('rankings.view', { period: PERIOD, list });
  const { input, seal, isDemo } = await app.run('consultations.input', { period: PERIOD, list });
  const { rows, moved } = openSandbox(input).attempt([]);
  const shown = (
    all: readonly { readonly organisation: string; readonly score: string | null; readonly rank: number | null }[],
  ) => all.map(({ organisation, score, rank }) => [organisation, score, rank]);
  expect(shown(rows)).toEqual(shown(evaluation.entries));
  expect(moved).toEqual([]);
  expect(seal).toBeNull();
  expect(isDemo).toBe(true);
  // A hundredth of a second to hand over, and nobody's name in it.
  expect(JSON.stringify(input).length).toBeLessThan(100_000);
  expect(JSON.stringify(input)).not.toContain('recordedBy');
});

it('a sealed month comes from its seal, whatever is changed afterwards', async () => {
  const app = await demo();
  const before = await app.run('consultations.input', { period: PERIOD, list: 'district' });
  await handInMonth(app, PERIOD);
  await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
  app.context.db().exec("UPDATE indicators SET name = name || '（改了）'");
  const after = await app.run('consultations.input', { period: PERIOD, list: 'district' });
  expect(after.seal?.version).toBe(1);
  const scores = ({ input }: typeof after) =>
    openSandbox(input)
      .attempt([])
      .rows.map(({ organisation, score }) => [organisation, score]);
  expect(scores(after)).toEqual(scores(before));
  expect(JSON.stringify(after.input)).not.toContain('（改了）');
});

it('asks nothing to be written and leaves no trace', async () => {
  expect(contract['consultations.input'].kind).toBe('query');
  const app = await demo();
  const acts = () => app.context.db().prepare('SELECT count(*) FROM audit_log').pluck().get();
  const before = acts();
  const { input } = await app.run('consultations.input', { period: PERIOD, list: 'district' });
  const copy = JSON.stringify(input);
  const { weights, attempt } = openSandbox(input);
  const [weight] = weights;
  if (!weight) throw new Error('no lines');
  expect(
    attempt([{ kind: 'weight', item: weight.item, fullPoints: '0' }]).rows.some(({ difference }) => difference !== '0'),
  ).toBe(true);
  expect(JSON.stringify(input)).toBe(copy);
  expect(acts()).toBe(before);
});
