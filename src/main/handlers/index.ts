/** Every method of the contract with the function that answers it; a missing one does not compile. */
import type { Handlers } from '../call.ts';
import { annual } from './annual.ts';
import { backups } from './backups.ts';
import { bulletins } from './bulletins.ts';
import { burden } from './burden.ts';
import { cadence } from './cadence.ts';
import { claims } from './claims.ts';
import { consultationRecords } from './consultation-records.ts';
import { consultationReports } from './consultation-reports.ts';
import { consultationSandbox } from './consultation-sandbox.ts';
import { consultations } from './consultations.ts';
import { corrections } from './corrections.ts';
import { decompositions } from './decompositions.ts';
import { exports } from './exports.ts';
import { feeds } from './feeds.ts';
import { imports } from './imports.ts';
import { indicators } from './indicators.ts';
import { inspectionDraws } from './inspection-draws.ts';
import { inspectionFigures } from './inspection-figures.ts';
import { inspectionPackages } from './inspection-packages.ts';
import { inspectionProblems } from './inspection-problems.ts';
import { inspectionSites } from './inspection-sites.ts';
import { inspections } from './inspections.ts';
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
import { roadmap } from './roadmap.ts';
import { schemes } from './schemes.ts';
import { scoreStatements } from './score-statements.ts';
import { seals } from './seals.ts';
import { settings } from './settings.ts';
import { submissions } from './submissions.ts';
import { tasks } from './tasks.ts';
import { templates } from './templates.ts';

export const handlers: Handlers = {
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
  ...consultationSandbox,
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
  ...cadence,
  ...annual,
  ...panels,
  ...notices,
  ...people,
  ...publicity,
  ...submissions,
  ...inspections,
  ...inspectionFigures,
  ...inspectionSites,
  ...inspectionDraws,
  ...inspectionProblems,
  ...inspectionPackages,
  ...tasks,
  ...roadmap,
  ...registers,
  ...templates,
};
