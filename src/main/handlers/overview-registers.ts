/** 工作台: every register of the office as of a period, looked up once for the lines of the desk and the track of the month. */
import type { CalendarDay } from '../../shared/calendar.ts';
import type { Claim } from '../../shared/contract/claims.ts';
import type { ProblemRow, VisitRow } from '../../shared/contract/inspections.ts';
import type { NoticeProposal, NoticeRow } from '../../shared/contract/notices.ts';
import type { PanelRow } from '../../shared/contract/panels.ts';
import type { Experience, Item } from '../../shared/contract/publicity.ts';
import type { RankingView } from '../../shared/contract/rankings.ts';
import type { Board } from '../../shared/contract/submissions.ts';
import type { TaskRow } from '../../shared/contract/tasks.ts';
import { noticeStanding } from '../../shared/notices/standing.ts';
import type { Context } from '../context.ts';
import { listSigned } from '../store/bulletins.ts';
import { claimsOfYear } from '../store/claims.ts';
import { listExperiences } from '../store/experiences.ts';
import { listsIn, type StoredList } from '../store/inspection-draws.ts';
import { signedProblems } from '../store/inspections.ts';
import { listNotices } from '../store/notices.ts';
import { listPanels } from '../store/panels.ts';
import { itemsOfYear, listChoices } from '../store/publicity.ts';
import { papersOf } from '../store/records.ts';
import { isSealed } from '../store/seals.ts';
import { calendarDays } from '../store/submissions.ts';
import { type OpenConsultation, openConsultations } from './consultation-reviews.ts';
import { localDay, workDay } from './deadlines.ts';
import { problemRows } from './inspection-problems.ts';
import { visitRows } from './inspections.ts';
import { propose } from './notice-ladder.ts';
import { taskRows } from './task-rows.ts';

/** Everything the desk and the track of a period are read from, looked up once. */
export type Registers = {
  readonly period: string;
  readonly today: string;
  /** The day deadlines are compared with. */
  readonly day: string;
  readonly own: readonly CalendarDay[];
  readonly isSealed: boolean;
  readonly hasRules: boolean;
  readonly board: Board;
  readonly ranking: RankingView | null;
  readonly tasks: readonly TaskRow[];
  readonly notices: readonly NoticeRow[];
  readonly proposals: readonly NoticeProposal[];
  readonly lists: readonly StoredList[];
  readonly visits: readonly VisitRow[];
  /** Those that are not 销号. */
  readonly problems: readonly ProblemRow[];
  readonly claims: readonly Claim[];
  readonly panels: readonly PanelRow[];
  readonly items: readonly Item[];
  /** 入选 of the period. */
  readonly choices: number;
  /** 上报, waiting for 遴选. */
  readonly experiences: readonly Experience[];
  /** Of the period, and those of others that are not 办结. */
  readonly consultations: readonly OpenConsultation[];
  readonly bulletins: number;
  /** 签发, of both editions, 更正通报 among them. */
  readonly signedBulletins: number;
  readonly digests: number;
};

/** Looks every register up as of a period. */
export function readRegisters(
  context: Context,
  period: string,
  known: Pick<Registers, 'hasRules' | 'board' | 'ranking'>,
): Registers {
  const db = context.reader();
  const today = localDay(context.now());
  const day = workDay(context, period);
  const own = calendarDays(db);
  const year = period.slice(0, 4);
  const inPeriod = <T extends { readonly period: string }>(rows: readonly T[]): readonly T[] =>
    rows.filter((row) => row.period === period);
  const tasks = taskRows(context, period);
  const open = signedProblems(db).filter(({ state }) => state !== 'closed');
  return {
    ...known,
    period,
    today,
    day,
    own,
    isSealed: isSealed(db, period),
    tasks,
    notices: listNotices(db).map(({ year: _, replacedBy, ...notice }) => ({
      ...notice,
      standing: noticeStanding({ ...notice, replacedBy }, day, own),
    })),
    proposals: propose(context, period, tasks).map(({ proposal }) => proposal),
    lists: listsIn(db, period),
    visits: visitRows(db, period),
    problems: problemRows(db, open, day),
    claims: inPeriod(claimsOfYear(db, year)),
    panels: listPanels(db, period),
    items: inPeriod(itemsOfYear(db, year)),
    choices: inPeriod(listChoices(db)).length,
    experiences: listExperiences(db).filter(({ state }) => state === 'reported'),
    consultations: openConsultations(context, period),
    bulletins: papersOf(db, period, 'bulletin').length,
    signedBulletins: inPeriod(listSigned(db)).length,
    digests: papersOf(db, period, 'digest').length,
  };
}

/** Is every unit of the list scored? */
export const isRanked = (view: RankingView | null): view is RankingView =>
  view !== null && view.evaluation.missing.length === 0 && view.evaluation.entries.some(({ rank }) => rank !== null);
