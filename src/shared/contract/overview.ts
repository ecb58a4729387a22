import { z } from 'zod';
import { answer, command, monthId, nothing, query } from './method.ts';

/** A lamp always comes with its word. */
export type Lamp = 'ok' | 'late' | 'overdue' | 'open';
export type Step = {
  readonly key: 'dispatch' | 'inspection' | 'ranking' | 'bulletin' | 'consultation' | 'publicity';
  readonly name: string;
  readonly figure: string;
  readonly lamp: Lamp;
  readonly word: string;
};
export type OpenCell = {
  readonly list: 'district' | 'specialGroup';
  readonly organisation: string;
  readonly name: string;
  readonly missing: number;
  readonly indicators: readonly { readonly code: string; readonly name: string }[];
};
export type Overview = {
  readonly period: string;
  readonly steps: readonly Step[];
  readonly next: readonly { readonly text: string; readonly page: 'entry' | 'ranking' | 'bulletin' | 'system' }[];
  readonly openCells: readonly OpenCell[];
  readonly standing: readonly {
    readonly code: string;
    readonly name: string;
    readonly rank: number | null;
    readonly score: string | null;
    readonly change: number | null;
  }[];
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
  readonly latestMonth: string | null;
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
  'overview.view': query(z.object({ period: monthId }), answer<Overview>()),
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
    'schemes',
    'rankings',
    'settings',
    'audit',
  ]),
  'periods.list': query(nothing, answer<readonly PeriodRow[]>()),
  'audit.list': query(z.object({ before: z.number().int().nullable() }), answer<readonly AuditRow[]>()),
};
