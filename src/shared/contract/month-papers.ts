import { z } from 'zod';
import { answer, command, periodId } from './method.ts';

const FORMATS = ['pdf', 'docx'] as const;
export type MonthPaperFormat = (typeof FORMATS)[number];

/** What came of one kind of paper. */
export type MonthPaper = {
  /** 通报（内部版）, 催报单 … */
  readonly name: string;
  readonly files: readonly string[];
  /** Why there is none, or not all: “本月没有签发三单一书”; null when everything was written. */
  readonly reason: string | null;
};

export type MonthPapers = {
  /** The folder's own name. */
  readonly folder: string;
  readonly papers: readonly MonthPaper[];
  /** Stopped on the way; what is listed was written whole, and nothing else. */
  readonly isCancelled: boolean;
};

export const monthPapers = {
  /** 本月全部材料: every kind of paper of a period into a folder of its own inside the one chosen; null when the dialog was closed. */
  'monthPapers.export': command(
    z.object({ period: periodId, formats: z.array(z.enum(FORMATS)).min(1, '请选 PDF 或 Word').max(2) }),
    answer<MonthPapers | null>(),
    ['bulletins', 'overview', 'audit'],
  ),
  /** 会议材料 of the 通报会; null when the dialog was closed. */
  'monthPapers.meeting': command(
    z.object({ period: periodId }),
    answer<{ readonly file: string; readonly pages: number } | null>(),
    ['audit'],
  ),
};
