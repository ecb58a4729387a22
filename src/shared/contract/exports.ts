import { z } from 'zod';
import { answer, command, periodId, rankingList } from './method.ts';

export const exports = {
  /** 排名工作簿. null when the clerk closed the dialog. */
  'exports.ranking': command(z.object({ period: periodId }), answer<{ readonly file: string } | null>(), ['audit']),
  /** 本月填报表, with what is filled so far; it can be sent out and imported again. */
  'exports.entryForm': command(z.object({ period: periodId, list: rankingList }), answer<{ readonly file: string } | null>(), [
    'audit',
  ]),
  /** A chart as picture, drawn in the page. */
  'exports.picture': command(
    z.object({ name: z.string().min(1).max(80), png: z.instanceof(Uint8Array) }),
    answer<{ readonly file: string } | null>(),
    [],
  ),
};
