import { z } from 'zod';
import type { Cadence } from '../cadence.ts';
import type { Urgency } from '../desk.ts';
import type { RankingList } from '../engine/types.ts';
import { answer, command, nothing, periodId, query } from './method.ts';

/** A lamp always comes with its word. */
export type Lamp = 'ok' | 'late' | 'overdue' | 'open' | 'done';

/** What the 台账 may be asked to show only. */
export type TaskFilter =
  | 'all'
  | 'overdue'
  | 'late'
  | 'unreported'
  | 'repeated'
  | 'waiting'
  | 'draft'
  | 'moved'
  | 'escalated'
  | 'toEscalate'
  | 'closed';

/** Where a line or a step of the desk leads: a page of the window, the view on it, and the record that stands open there. */
export type DeskPlace =
  | { readonly name: 'tasks'; readonly view: 'ledger'; readonly task?: number; readonly only?: TaskFilter }
  | { readonly name: 'tasks'; readonly view: 'notices'; readonly notice?: number }
  | {
      readonly name: 'entry';
      readonly view: 'fill' | 'board' | 'claims' | 'panels' | 'corrections';
      readonly list?: RankingList;
      readonly organisation?: string;
      readonly indicator?: string;
      readonly claim?: number;
    }
  | {
      readonly name: 'inspections';
      readonly view: 'draws' | 'visits' | 'problems';
      readonly visit?: number;
      readonly problem?: number;
    }
  | { readonly name: 'rankings'; readonly list?: RankingList; readonly organisation?: string }
  | {
      readonly name: 'consultations';
      readonly view: 'diagnosis';
      readonly list: RankingList;
      readonly organisation?: string;
    }
  | { readonly name: 'bulletins' }
  | {
      readonly name: 'publicity';
      readonly view: 'candidates' | 'experiences' | 'items' | 'digest';
      readonly list?: RankingList;
      readonly item?: number;
    }
  | { readonly name: 'system'; readonly tab: 'organisations' | 'schemes' | 'calendar' | 'backups' };

export type Step = {
  readonly key: 'dispatch' | 'inspection' | 'ranking' | 'bulletin' | 'consultation' | 'publicity';
  readonly name: string;
  readonly figure: string;
  readonly lamp: Lamp;
  readonly word: string;
  readonly place: DeskPlace;
};

/** One thing that is to be done, and whose turn it is. */
export type DeskLine = {
  /** 调度, 督察, 数据 …: the work it belongs to. */
  readonly step: string;
  readonly text: string;
  readonly urgency: Urgency;
  /** The last day in force; null without one. */
  readonly dueOn: string | null;
  /** “2月28日到期，逾期 3 个工作日”, “2月5日起”; may be empty. */
  readonly when: string;
  /** Whoever is at this desk may do it; of the others `whose` names who is waited for. */
  readonly isOwn: boolean;
  /** “等待李四、王五”; empty of one's own. */
  readonly whose: string;
  readonly place: DeskPlace;
  /** The period it belongs to where that is another than the one asked for. */
  readonly period: string | null;
};
/** A unit that has not sent everything. */
export type WaitingUnit = {
  readonly list: 'district' | 'specialGroup';
  readonly organisation: string;
  readonly name: string;
  readonly shortName: string;
  /** Its tables that are not sent, those of the same word together: “逾期 2 张”, with their names. */
  readonly tables: readonly { readonly lamp: Lamp; readonly word: string; readonly names: string }[];
  readonly missing: number;
  /** Code of the first empty figure, if any. */
  readonly firstMissing: string | null;
};
/** How the month stands as a whole: 填报中, 审核中, 待封账. */
export type MonthState = { readonly lamp: Lamp; readonly word: string };
/** What the frame says of a period on every page. */
export type FrameState = {
  /** null without any table, and when the month is sealed: its seal says so. */
  readonly month: MonthState | null;
  readonly isDemo: boolean;
  readonly lastSavedAt: string | null;
  readonly lastBackupAt: string | null;
};
export type Overview = {
  readonly period: string;
  /** The day the lines are looked at: today, or the last day of a period that is over. */
  readonly day: string;
  /** Whether that is today. */
  readonly isToday: boolean;
  readonly steps: readonly Step[];
  /** Most urgent first; one's own and those of others. */
  readonly lines: readonly DeskLine[];
  /** “截止 3月7日，已过 2 个工作日”. */
  readonly deadlineWords: string;
  readonly waiting: readonly WaitingUnit[];
  readonly standing: readonly {
    readonly code: string;
    readonly name: string;
    readonly rank: number | null;
    readonly score: string | null;
    readonly change: number | null;
  }[];
  /** The period the moves are against; null without an earlier ranking. */
  readonly since: string | null;
  readonly lastPlace: string | null;
  /** The scores are those of a seal, no trial any more. */
  readonly isSealed: boolean;
  /** Nobody else could be waited for. */
  readonly isOneClerk: boolean;
};
export type PeriodRow = { readonly id: string; readonly observations: number; readonly isDemo: boolean };
export type ProgramInfo = {
  readonly version: string;
  readonly isEmpty: boolean;
  readonly isDemo: boolean;
  /** The period the office is at; null before the first figure. */
  readonly latestPeriod: string | null;
  readonly cadence: Cadence;
};
export type AuditRow = {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
};

export const overview = {
  'overview.view': query(z.object({ period: periodId }), answer<Overview>()),
  'overview.frame': query(z.object({ period: periodId }), answer<FrameState>()),
  'overview.program': query(nothing, answer<ProgramInfo>()),
  /** Stops whatever is being read or made. */
  'overview.cancelJob': command(nothing, answer<null>(), []),
  'overview.openLog': command(nothing, answer<null>(), []),
  /** First start: fill an empty file with the demonstration month, or with this city's units and the default scheme. */
  'overview.fill': command(z.object({ with: z.enum(['demo', 'template']) }), answer<null>(), [
    'overview',
    'organisations',
    'periods',
    'indicators',
    'observations',
    'claims',
    'schemes',
    'rankings',
    'settings',
    'submissions',
    'audit',
  ]),
  'periods.list': query(nothing, answer<readonly PeriodRow[]>()),
  'audit.list': query(z.object({ before: z.number().int().nullable() }), answer<readonly AuditRow[]>()),
};
