/** Every method of the contract with the function that answers it; a missing one does not compile. */
import type { Handlers } from '../call.ts';
import { annual } from './annual.ts';
import { backups } from './backups.ts';
import { bulletins } from './bulletins.ts';
import { decompositions } from './decompositions.ts';
import { exports } from './exports.ts';
import { imports } from './imports.ts';
import { indicators } from './indicators.ts';
import { observations } from './observations.ts';
import { organisations } from './organisations.ts';
import { overview } from './overview.ts';
import { people } from './people.ts';
import { rankings } from './rankings.ts';
import { schemes } from './schemes.ts';
import { scoreStatements } from './score-statements.ts';
import { settings } from './settings.ts';

export const handlers: Handlers = {
  ...overview,
  ...organisations,
  ...indicators,
  ...observations,
  ...schemes,
  ...rankings,
  ...decompositions,
  ...imports,
  ...bulletins,
  ...exports,
  ...scoreStatements,
  ...backups,
  ...settings,
  ...annual,
  ...people,
};
