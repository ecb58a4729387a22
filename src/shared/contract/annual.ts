import { z } from 'zod';
import type { MonthWork } from '../bulletin/month-work.ts';
import type { AnnualEntry } from '../engine/annual.ts';
import { answer, code, command, decimalText, query, rankingList } from './method.ts';

const year = z.string().regex(/^\d{4}$/, '年份应写成 2018');
const share = decimalText.refine((text) => Number(text) >= 0 && Number(text) <= 1, '占比应在 0 到 1 之间');
const mark = decimalText.refine((text) => Number(text) >= 0 && Number(text) <= 100, '年终评分应在 0 到 100 之间');

export const annualRules = z.object({
  monthlyShare: share,
  publishedDecimals: z.number().int().min(0).max(4),
  plannedMonths: z.number().int().min(1, '计划考核月数应在 1 到 12 之间').max(12, '计划考核月数应在 1 到 12 之间'),
  lowest: decimalText,
  highest: decimalText,
  parts: z
    .array(z.object({ code, name: z.string().trim().min(1, '年终考核部分要有名称').max(20), share }))
    .min(1)
    .max(10),
  grades: z
    .array(z.object({ name: z.string().trim().min(1).max(10), from: decimalText, mostShare: share.nullable() }))
    .min(1)
    .max(6),
  vetoGrade: z.string(),
});
export type AnnualSettings = z.infer<typeof annualRules>;

export type AnnualView = {
  readonly year: string;
  readonly settings: AnnualSettings;
  /** Periods the year can hold at most: those planned, and no more than its cadence has. */
  readonly planned: number;
  /** All of the year is held month by month; otherwise the words speak of 期. */
  readonly isMonthly: boolean;
  /** Held periods in which somebody was ranked, in order. */
  readonly months: readonly string[];
  /** organisation code → period → published score and rank. */
  readonly course: Readonly<Record<string, readonly { readonly score: string | null; readonly rank: number | null }[]>>;
  /** organisation code → part code → mark. */
  readonly marks: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** In the order of the mean. */
  readonly entries: readonly AnnualEntry[];
  readonly isDemo: boolean;
  /** A planned period is open or not held yet, or a year-end mark is missing: the year may still come out otherwise. */
  readonly isTrial: boolean;
};

export const annual = {
  'annual.view': query(z.object({ year, list: rankingList }), answer<AnnualView>()),
  /** What the registers come to in the whole year. */
  'annual.work': query(z.object({ year }), answer<MonthWork>()),
  /** 年度成绩 as PDF; null when the dialog was closed. */
  'annual.export': command(z.object({ year, list: rankingList }), answer<{ readonly file: string } | null>(), ['audit']),
  'annual.saveSettings': command(annualRules, answer<null>(), ['annual', 'audit']),
  'annual.saveMarks': command(
    z.object({
      year,
      marks: z
        .array(z.object({ organisation: code, part: code, mark: mark.nullable() }))
        .min(1)
        .max(500),
    }),
    answer<null>(),
    ['annual', 'audit', 'overview'],
  ),
};
