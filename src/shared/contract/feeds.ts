import { z } from 'zod';
import { answer, code, command, periodId, query, rankingList } from './method.ts';

/** One fact, one entry: a figure counted from the office's own records instead of being typed. */
export type FedFigure = {
  readonly organisation: string;
  readonly indicator: string;
  readonly value: string;
  /** How many records it was counted from. */
  readonly records: number;
  /** What was counted, for the cell's source: “改革任务台账 12 个节点”. */
  readonly words: string;
};

/** A counted figure beside what stands in the cell. */
export type FedRow = FedFigure & {
  readonly organisationName: string;
  readonly indicatorName: string;
  readonly unit: string;
  /** What stands in the cell: a figure, 未报 …; null for an empty one. */
  readonly current: string | null;
  /** Where that came from and who wrote it. */
  readonly currentWords: string;
  /** same: it says what was counted; open: the cell is empty or was counted before; typed: somebody entered something else. */
  readonly state: 'same' | 'open' | 'typed';
  /** Why the cell cannot be changed; null when it can. */
  readonly locked: string | null;
};

export const feeds = {
  /** Every figure of a list that the office's records know, by unit. */
  'feeds.view': query(z.object({ period: periodId, list: rankingList }), answer<readonly FedRow[]>()),
  /** Writes the counted figures into these cells. */
  'feeds.apply': command(
    z.object({
      period: periodId,
      cells: z
        .array(z.object({ organisation: code, indicator: code }))
        .min(1, '请先选要填入的数据')
        .max(5_000),
    }),
    answer<{ readonly saved: number }>(),
    ['feeds', 'observations', 'rankings', 'overview', 'submissions', 'annual', 'periods', 'claims', 'audit'],
  ),
};
