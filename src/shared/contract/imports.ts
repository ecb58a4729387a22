import { z } from 'zod';
import { answer, code, command, periodId, query } from './method.ts';

export type ImportProblem = {
  readonly sheet: string;
  readonly cell: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
};
type ImportUnknown = {
  readonly kind: 'organisation' | 'indicator';
  readonly text: string;
  readonly where: string;
  readonly candidates: readonly { readonly code: string; readonly name: string; readonly why: string }[];
};
export type ImportPreview = {
  readonly token: string;
  readonly fileName: string;
  readonly counts: {
    readonly organisations: number;
    readonly indicators: number;
    readonly observations: number;
    /** Observations that differ from what is stored. */
    readonly changed: number;
    readonly periods: readonly string[];
  };
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  readonly errorCount: number;
  readonly unknowns: readonly ImportUnknown[];
  readonly notes: readonly string[];
  /** A sheet does not say which month it is. */
  readonly needsPeriod: boolean;
  readonly isRepeat: boolean;
};
export type ImportResult = {
  readonly organisations: number;
  readonly indicators: number;
  readonly observations: number;
  readonly backup: string;
  readonly periods: readonly string[];
};

export const imports = {
  /** Opens the file dialog; null when the clerk closed it. The file is read in a worker and nothing is written. */
  'imports.choose': command(z.object({}).strict(), answer<ImportPreview | null>(), []),
  /** Reads the same file again with the clerk's answers for unknown names. */
  'imports.decide': command(
    z.object({
      token: z.string(),
      choices: z.array(z.object({ kind: z.enum(['organisation', 'indicator']), text: z.string().min(1), code })),
      period: periodId.optional(),
    }),
    answer<ImportPreview>(),
    [],
  ),
  'imports.problems': query(z.object({ token: z.string(), from: z.number().int().min(0) }), answer<readonly ImportProblem[]>()),
  'imports.commit': command(z.object({ token: z.string(), acceptGood: z.boolean() }), answer<ImportResult>(), [
    'organisations',
    'indicators',
    'observations',
    'claims',
    'periods',
    'rankings',
    'annual',
    'overview',
    'submissions',
    'backups',
    'audit',
  ]),
};
