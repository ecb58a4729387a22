import { z } from 'zod';
import type { CalendarDay } from '../calendar.ts';
import type { RankingList } from '../engine/types.ts';
import { answer, code, command, periodId, query } from './method.ts';
import type { Lamp, MonthState } from './overview.ts';

/** What may happen to a table: 报送, 退回, 审核, 取消审核. */
export type SubmissionEvent = 'submit' | 'return' | 'review' | 'reopen';
/** How a table stands: 未报, 已报, 退回, 已审核. A table is one block of the scheme for one unit and month. */
export type TableState = 'open' | 'submitted' | 'returned' | 'reviewed';

/** One thing that happened to a table. */
export type TableEvent = {
  readonly event: SubmissionEvent;
  readonly reason: string;
  readonly at: string;
  readonly actor: string;
};
export type TableView = {
  /** Code of the block. */
  readonly block: string;
  readonly state: TableState;
  readonly filled: number;
  readonly asked: number;
  /** Figures in doubt that nobody has explained. */
  readonly doubts: number;
  /** The first cell that keeps the table from being sent: empty, impossible or in doubt; null when it may be sent. */
  readonly open: { readonly indicator: string; readonly name: string } | null;
  /** The last thing that happened; null while nothing has. */
  readonly last: TableEvent | null;
  /** Who sent it last: somebody else reviews it. */
  readonly submittedBy: string | null;
  /** Working days between the deadline and the first 报送, or today; 0 in time and for demonstration data. */
  readonly daysLate: number;
  readonly lamp: Lamp;
  /** 未报, 逾期 2 个工作日, 已报 … */
  readonly word: string;
};
export type BoardRow = {
  readonly organisation: string;
  readonly name: string;
  readonly shortName: string;
  /** One for each block of the list that asks something; null where the block asks this list nothing. */
  readonly tables: readonly TableView[];
};
export type BoardList = {
  readonly list: RankingList;
  readonly blocks: readonly {
    readonly code: string;
    readonly name: string;
    /** '2018-03-07' */
    readonly deadline: string;
    /** “3月7日” */
    readonly deadlineText: string;
  }[];
  readonly rows: readonly BoardRow[];
};
export type Board = {
  readonly period: string;
  readonly lists: readonly BoardList[];
  /** “截止 3月7日，已过 2 个工作日”. */
  readonly deadlineWords: string;
  /** null without any table, and when the month is sealed. */
  readonly month: MonthState | null;
  /** The shipped table does not know the year of the deadline and the office has entered nothing for it. */
  readonly unknownYear: string | null;
  readonly isDemo: boolean;
  /** One clerk does everything: nobody else could review. */
  readonly isOneClerk: boolean;
};

const tables = z
  .array(z.object({ organisation: code, block: code }))
  .min(1, '请先选定要办的表')
  .max(2_000);
const reason = z.string().trim().min(1, '请写明原因').max(200, '原因不能超过 200 个字');
export type TableKey = z.output<typeof tables>[number];

/** N-th working day of the following month; by table where it has another. */
const workingDay = z.number('应是第几个工作日').int().min(1, '至少是第 1 个工作日').max(20, '至多是第 20 个工作日');
export const deadlineSettings = z.object({ day: workingDay, blocks: z.record(z.string(), workingDay) });
export type DeadlineSettings = z.infer<typeof deadlineSettings>;

const day = z.iso.date('日期应写成 2018-03-07');
export type CalendarView = {
  readonly year: string;
  readonly deadlines: DeadlineSettings;
  /** Tables of the scheme in force in the year's last month that has one. */
  readonly blocks: readonly { readonly code: string; readonly name: string }[];
  /** The office's own days of the year. */
  readonly own: readonly CalendarDay[];
  /** What ships for the year; empty when the table does not know it. */
  readonly shipped: readonly CalendarDay[];
  readonly lastKnownYear: string;
};

const touched = ['submissions', 'observations', 'overview', 'audit', 'seals'] as const;
const done = answer<{ readonly tables: number }>();

/** Whatever reckons in working days. */
const CALENDAR = ['submissions', 'tasks', 'registers', 'overview', 'audit'] as const;

export const submissions = {
  'submissions.view': query(z.object({ period: periodId }), answer<Board>()),
  /** Everything that happened to one table, newest first. */
  'submissions.history': query(z.object({ period: periodId, organisation: code, block: code }), answer<readonly TableEvent[]>()),
  /** All of the tables or, refused, none. */
  'submissions.submit': command(z.object({ period: periodId, tables }), done, touched),
  'submissions.return': command(z.object({ period: periodId, tables, reason }), done, touched),
  'submissions.review': command(z.object({ period: periodId, tables }), done, touched),
  'submissions.reopen': command(z.object({ period: periodId, tables, reason }), done, touched),
  /** 催报单 as PDF: one page for each unit that has not sent everything. Null when the dialog was closed. */
  'submissions.reminder': command(
    z.object({ period: periodId }),
    answer<{ readonly file: string; readonly units: number } | null>(),
    ['audit'],
  ),
  'submissions.calendar': query(z.object({ year: z.string().regex(/^\d{4}$/, '年份应是四位数字') }), answer<CalendarView>()),
  'submissions.saveDeadlines': command(deadlineSettings, answer<null>(), ['submissions', 'overview', 'audit']),
  'submissions.saveDay': command(
    z.object({ day, isWorking: z.boolean(), name: z.string().trim().min(1, '请写明是什么日子').max(20, '名称不能超过 20 个字') }),
    answer<null>(),
    CALENDAR,
  ),
  'submissions.removeDay': command(z.object({ day }), answer<null>(), CALENDAR),
};
