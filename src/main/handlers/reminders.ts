/** 催报单 of a month, from what its board says. */
import type { ReminderFacts, WaitingUnit } from '../../shared/bulletin/reminder.ts';
import type { Board } from '../../shared/contract/submissions.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import type { Context } from '../context.ts';
import { localDay } from './deadlines.ts';
import { savePaper } from './paper-files.ts';
import { readOffice } from './settings.ts';

/** Units whose tables are not all sent, with those that are not. */
function waitingUnits({ lists }: Board): readonly WaitingUnit[] {
  return lists.flatMap(({ blocks, rows }) =>
    rows.flatMap(({ name, tables }): readonly WaitingUnit[] => {
      const waiting = tables.flatMap((table): WaitingUnit['tables'] => {
        const block = blocks.find(({ code }) => code === table.block);
        if (!block || table.state === 'submitted' || table.state === 'reviewed') return [];
        const { state, daysLate, asked, filled, doubts, last, lamp } = table;
        return [
          {
            name: `${block.code} ${block.name}`,
            deadline: block.deadline,
            state,
            isLate: lamp === 'overdue',
            daysLate: lamp === 'overdue' ? daysLate : 0,
            missing: asked - filled,
            asked,
            doubts,
            reason: state === 'returned' ? (last?.reason ?? '') : '',
          },
        ];
      });
      return waiting.length > 0 ? [{ name, tables: waiting }] : [];
    }),
  );
}

/**
 * Asks for a file and writes the sheets into it; null when the dialog was closed.
 * @throws AppError submission.complete when nobody is waited for
 */
export async function exportReminder(
  context: Context,
  board: Board,
): Promise<{ readonly file: string; readonly units: number } | null> {
  const [first, ...others] = waitingUnits(board);
  if (!first) throw new AppError('submission.complete', { period: formatPeriod(board.period) });
  const facts: ReminderFacts = {
    period: board.period,
    issuer: readOffice(context.reader()).issuer,
    today: localDay(context.now()),
    isDemo: board.isDemo,
    units: [first, ...others],
  };
  const period = formatPeriod(board.period);
  const units = facts.units.length;
  const saved = await savePaper(
    context,
    { title: '保存催报单', name: `${period}催报单` },
    { kind: 'reminderPaper', facts },
    { action: '导出催报单', subject: `${period} ${units} 个单位` },
  );
  return saved && { file: saved.file, units };
}
