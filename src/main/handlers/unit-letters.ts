/** What the registers say of every unit, for the letters of 一区一单 and the papers of the 通报会. */
import type { DueWork, UnitWork, UnitWorkFacts } from '../../shared/bulletin/unit-letter.ts';
import { nextHeld } from '../../shared/cadence.ts';
import { daysOf } from '../../shared/tasks/count.ts';
import { isRunning } from '../../shared/tasks/states.ts';
import type { Context } from '../context.ts';
import { inspectionProblems } from './inspection-problems.ts';
import { notices } from './notices.ts';
import { readCadence } from './settings.ts';
import { taskRows } from './task-rows.ts';

/**
 * Overdue nodes and those due in the next period, open problems and notices, of every unit that has any.
 * @returns the next period as the office holds it, and organisation code → its work
 */
export function gatherUnitWork(context: Context, period: string): UnitWorkFacts {
  const next = nextHeld(period, readCadence(context.reader()));
  const { last } = daysOf(next);
  const work: Record<
    string,
    { due: DueWork[]; problems: UnitWork['problems'][number][]; notices: UnitWork['notices'][number][] }
  > = {};
  const of = (code: string) => {
    work[code] ??= { due: [], problems: [], notices: [] };
    return work[code];
  };
  for (const { organisation, number, title, state, nodes, light, children } of taskRows(context, period)) {
    // A plan with items under it is followed by its items.
    if (!isRunning(state) || children.all > 0) continue;
    for (const { title: node, isFinal, dueOn, doneOn, isLate } of nodes) {
      if (doneOn !== null || dueOn > last) continue;
      // The light is of the whole item: another node of it may be the one that is overdue.
      const word = isLate ? '逾期' : light.lamp === 'overdue' ? '未到期' : light.word;
      of(organisation).due.push({ number, title, node: isFinal ? '' : node, dueOn, word, isOverdue: isLate });
    }
  }
  for (const { organisation, state, text, siteName, dueOn, word } of inspectionProblems['inspections.problems'](
    { period },
    context,
  ).problems) {
    if (state !== 'closed') of(organisation).problems.push({ text, site: siteName, dueOn, word });
  }
  for (const { organisation, number, matter, dueOn, standing } of notices['notices.view']({ period }, context).rows) {
    const isOpen = standing.stage === 'unsigned' || standing.stage === 'waiting' || standing.stage === 'replied';
    if (isOpen && number !== null) of(organisation).notices.push({ number, matter, dueOn, word: standing.word });
  }
  for (const { due } of Object.values(work)) due.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  return { next, work };
}
