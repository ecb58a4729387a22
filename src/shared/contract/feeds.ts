import { z } from 'zod';
import { answer, code, command, periodId, query, rankingList } from './method.ts';

const recordLink = z.object({
  feature: z.enum(['tasks', 'notices', 'inspections', 'publicity', 'claims', 'registers', 'submissions']),
  /**
   * Which one: “12” of tasks, notices, publicity and claims; “visit 12”, “problem 12” of inspections; “agenda 12” of registers; “ZD B”, unit
   * and table, of submissions.
   */
  id: z.string(),
  /** What a clerk calls it: “催办〔2018〕3号 …（2月6日下发）”. */
  words: z.string(),
});
/** A record of a register by the name a clerk calls it, to be opened from a point that was counted from it. */
export type RecordLink = Readonly<z.infer<typeof recordLink>>;

/** What the log keeps of figures that were filled in: each with the records it was counted from. */
export const filledCells = z.object({
  cells: z.array(z.object({ organisation: code, indicator: code, value: z.string(), entries: z.array(recordLink) })),
});

/** One fact, one entry: a figure counted from the office's own records instead of being typed. */
export type FedFigure = {
  readonly organisation: string;
  readonly indicator: string;
  readonly value: string;
  /** How many records it was counted from. */
  readonly records: number;
  /** What was counted, for the cell's source: “改革任务台账 12 个节点”. */
  readonly words: string;
  /** The records themselves, in the order of the register. */
  readonly entries: readonly RecordLink[];
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

/** The records behind a figure of a unit, by which a point is followed back. */
export type FigureRecords = Pick<FedFigure, 'organisation' | 'indicator'> & {
  readonly entries: readonly RecordLink[];
  /** filled: as they stood when the figure was filled in, from the log a seal covers; now: as the register has them today. */
  readonly asOf: 'filled' | 'now';
  /** What the register comes to and what stands in the cell, in a sentence; null when they agree. */
  readonly difference: string | null;
};

export const feeds = {
  /** Every figure of a list that the office's records know, by unit. */
  'feeds.view': query(z.object({ period: periodId, list: rankingList }), answer<readonly FedRow[]>()),
  /** The records behind the figures of one unit. */
  'feeds.records': query(
    z.object({ period: periodId, list: rankingList, organisation: code }),
    answer<readonly FigureRecords[]>(),
  ),
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
