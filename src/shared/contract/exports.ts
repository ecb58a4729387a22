import { z } from 'zod';
import { against } from './decompositions.ts';
import { answer, code, command, periodId, rankingList } from './method.ts';
import { REGISTER_KINDS } from './registers.ts';

const REGISTERS = ['ledger', 'notices', 'problems', 'items', 'claims', ...REGISTER_KINDS] as const;

export const exports = {
  /** A register as workbook: the rows the page shows, in its order. `list` is the one 宣传条目 and 加分事项 are shown of. null when the dialog was closed. */
  'exports.register': command(
    z.object({
      register: z.enum(REGISTERS),
      period: periodId,
      list: rankingList.default('district'),
      ids: z.array(z.number().int()).min(1, '没有可以导出的行，请先放宽“只看”').max(50_000),
    }),
    answer<{ readonly file: string } | null>(),
    ['audit'],
  ),
  /** 差在哪里 of one unit as workbook. null when the dialog was closed. */
  'exports.decomposition': command(
    z.object({ period: periodId, list: rankingList, organisation: code, against }),
    answer<{ readonly file: string } | null>(),
    ['audit'],
  ),
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
