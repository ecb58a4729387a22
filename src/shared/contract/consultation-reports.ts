/** 专门情况报告 of a 会诊: made from the diagnosis and the record, shown, put into the office's words, kept as a file. */
import { z } from 'zod';
import type { OutlinePart } from '../bulletin/composition.ts';
import { type BulletinResult, change } from './bulletins.ts';
import { answer, code, command, periodId, query, rankingList } from './method.ts';

const asked = z.object({ period: periodId, list: rankingList, organisation: code });
const made = z.object({ token: z.string() });

export type ReportResult = BulletinResult & {
  /** Its parts with their sentences, to be put into other words. */
  readonly outline: readonly OutlinePart[];
  /** Why it cannot be put into other words now; null when it can. */
  readonly locked: string | null;
};

export const consultationReports = {
  /** Diagnosis and pages, both in the worker. */
  'consultationReports.make': command(asked, answer<ReportResult>(), []),
  'consultationReports.bytes': query(made, answer<Uint8Array>()),
  /** Asks where to save and writes, as PDF, Word or workbook; null when the dialog was closed. */
  'consultationReports.export': command(made, answer<{ readonly file: string } | null>(), ['overview', 'audit']),
  /** One act on the words of the report that was made; kept with the 会诊. */
  'consultationReports.arrange': command(made.extend({ change }), answer<null>(), ['consultationReports', 'audit']),
};
