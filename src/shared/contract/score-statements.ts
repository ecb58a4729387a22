import { z } from 'zod';
import { answer, code, command, periodId, rankingList } from './method.ts';

export const scoreStatements = {
  /** 得分说明书 of one unit, where the clerk says; null when the dialog was closed. */
  'scoreStatements.export': command(
    z.object({ period: periodId, list: rankingList, organisation: code }),
    answer<{ readonly file: string } | null>(),
    ['audit'],
  ),
  /** 一区一单: every unit of a list, one file each, into a folder. Cancelled, it has written nothing. */
  'scoreStatements.exportAll': command(
    z.object({ period: periodId, list: rankingList }),
    answer<{ readonly folder: string; readonly files: readonly string[] } | null>(),
    ['audit'],
  ),
};
