/** Every method of the contract with the function that answers it; a missing one does not compile. */
import type { Handlers } from '../call.ts';
import { annual } from './annual.ts';
import { backups } from './backups.ts';
import { bulletins } from './bulletins.ts';
import { claims } from './claims.ts';
import { corrections } from './corrections.ts';
import { decompositions } from './decompositions.ts';
import { exports } from './exports.ts';
import { imports } from './imports.ts';
import { indicators } from './indicators.ts';
import { observations } from './observations.ts';
import { organisations } from './organisations.ts';
import { overview } from './overview.ts';
import { panels } from './panels.ts';
import { people } from './people.ts';
import { rankings } from './rankings.ts';
import { schemes } from './schemes.ts';
import { scoreStatements } from './score-statements.ts';
import { seals } from './seals.ts';
import { settings } from './settings.ts';
import { submissions } from './submissions.ts';

export const handlers: Handlers = {
  ...overview,
  ...claims,
  ...organisations,
  ...indicators,
  ...observations,
  ...schemes,
  ...rankings,
  ...corrections,
  ...decompositions,
  ...imports,
  ...bulletins,
  ...exports,
  ...scoreStatements,
  ...backups,
  ...seals,
  ...settings,
  ...annual,
  ...panels,
  ...people,
  ...submissions,
};
