import { z } from 'zod';
import type { Cadence } from '../cadence.ts';
import { answer, command, nothing, periodId, query } from './method.ts';

/** A lamp always comes with its word. */
export type Lamp = 'ok' | 'late' | 'overdue' | 'open' | 'done';
export type Step = {
  readonly key: 'dispatch' | 'inspection' | 'ranking' | 'bulletin' | 'consultation' | 'publicity';
  readonly name: string;
  readonly figure: string;
  readonly lamp: Lamp;
  readonly word: string;
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
export type Overview = {
  readonly period: string;
  readonly steps: readonly Step[];
  readonly next: readonly { readonly text: string; readonly page: 'entry' | 'board' | 'ranking' | 'bulletin' | 'system' }[];
  /** null without any table, and when the month is sealed: its seal says so. */
  readonly month: MonthState | null;
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
  readonly isDemo: boolean;
  readonly lastSavedAt: string | null;
  readonly lastBackupAt: string | null;
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
