/** A month's work without a window: the roadmap, progress, a notice that escalates, a draw, a visit, and what it does to the scores. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gatherFacts } from '../../src/main/handlers/facts.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { runSteps, stepsDesk } from '../../src/main/steps.ts';
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import { numbered, type PaperDocument } from '../../src/shared/bulletin/document.ts';
import { textOf } from '../../src/shared/bulletin/plain-text.ts';
import type { RankingView } from '../../src/shared/contract/rankings.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';
import { AHEAD, BEHIND, layMonth, monthSteps, PERIOD, SAID } from '../support/whole-month.ts';

it('the steps of a month come to the counts of its registers and to the scores of the clauses', async () => {
  const desk = stepsDesk();
  const app = startProgram(temporaryFolder(), desk.dialogs);
  await fillWithDemo(app.context);
  const before = await app.run('rankings.view', { period: PERIOD, list: 'district' });
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  layMonth((name, content) => writeFileSync(join(folder, name), content));
  const { answers } = await runSteps(app, desk, JSON.stringify(monthSteps()), join(folder, '步骤.json'));
  const after = answers.排名 as RankingView;
  const item = (view: RankingView, unit: string, code: string) =>
    view.evaluation.entries.find(({ organisation }) => organisation === unit)?.items.find((one) => one.code === code)?.points;
  const points = Object.fromEntries(['A1', 'B1', 'B2', 'B3'].map((code) => [code, item(after, BEHIND.code, code)]));
  // No node in time; one site at 65 less 3 for its problems; the one problem that was due is put right; one 催办单 and one 责令书.
  expect(points).toEqual({ A1: '0', B1: '9.3', B2: '8', B3: '4' });
  expect(item(after, AHEAD.code, 'A1')).toBe('15');
  expect(item(before, BEHIND.code, 'B3')).not.toBe('4');

  const words = bodyOf(composeBulletin(gatherFacts(app.context, PERIOD, '内部版').facts));
  for (const said of SAID) expect(words).toContain(said);
});

const bodyOf = ({ sections, annexes }: PaperDocument): string =>
  JSON.stringify(
    [...numbered(sections), ...annexes.flatMap(({ blocks }) => blocks)].map((block) =>
      block.kind === 'paragraph' ? textOf(block) : block,
    ),
  );
