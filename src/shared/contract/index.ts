/** Everything the window may ask; the only list of method names in the program. */
import type { z } from 'zod';
import type { ErrorBody } from '../errors.ts';
import { annual } from './annual.ts';
import { backups } from './backups.ts';
import { bulletins } from './bulletins.ts';
import { burden } from './burden.ts';
import { claims } from './claims.ts';
import { consultationRecords } from './consultation-records.ts';
import { consultationReports } from './consultation-reports.ts';
import { consultations } from './consultations.ts';
import { corrections } from './corrections.ts';
import { decompositions } from './decompositions.ts';
import { exports } from './exports.ts';
import { feeds } from './feeds.ts';
import { imports } from './imports.ts';
import { indicators } from './indicators.ts';
import { inspectionDraws } from './inspection-draws.ts';
import { inspectionPackages } from './inspection-packages.ts';
import { inspections } from './inspections.ts';
import type { Answer, Feature } from './method.ts';
import { monthPapers } from './month-papers.ts';
import { notices } from './notices.ts';
import { observations } from './observations.ts';
import { organisations } from './organisations.ts';
import { overview } from './overview.ts';
import { panels } from './panels.ts';
import { papers } from './papers.ts';
import { people } from './people.ts';
import { publicity } from './publicity.ts';
import { rankings } from './rankings.ts';
import { registers } from './registers.ts';
import { schemes } from './schemes.ts';
import { scoreStatements } from './score-statements.ts';
import { seals } from './seals.ts';
import { settings } from './settings.ts';
import { submissions } from './submissions.ts';
import { tasks } from './tasks.ts';
import { templates } from './templates.ts';

export const contract = {
  ...overview,
  ...claims,
  ...organisations,
  ...indicators,
  ...observations,
  ...schemes,
  ...rankings,
  ...consultations,
  ...consultationRecords,
  ...consultationReports,
  ...corrections,
  ...decompositions,
  ...feeds,
  ...burden,
  ...imports,
  ...bulletins,
  ...exports,
  ...monthPapers,
  ...papers,
  ...scoreStatements,
  ...backups,
  ...seals,
  ...settings,
  ...annual,
  ...panels,
  ...notices,
  ...people,
  ...publicity,
  ...submissions,
  ...inspections,
  ...inspectionDraws,
  ...inspectionPackages,
  ...tasks,
  ...registers,
  ...templates,
};
type Contract = typeof contract;
export type MethodName = keyof Contract;
export type Input<M extends MethodName> = z.output<Contract[M]['input']>;
export type RawInput<M extends MethodName> = z.input<Contract[M]['input']>;
export type Output<M extends MethodName> = Contract[M]['output'] extends Answer<infer T> ? T : never;

/** A command says which features it touched, so that the page refreshes them without knowing the contract's schemas. */
export type Envelope =
  | { readonly ok: true; readonly value: unknown; readonly touches: readonly Feature[] }
  | { readonly ok: false; readonly error: ErrorBody };

/** What main tells the window without being asked. */
export type AppEvent =
  | { readonly kind: 'job.progress'; readonly stage: string; readonly done: number; readonly total: number }
  | { readonly kind: 'job.ended' };
