/**
 * Which role may call which method: one table, and what is not in it does not compile. With no account in the file there is one clerk, who may
 * do everything; the papers say so.
 */
import type { MethodName } from './index.ts';
import type { Role } from './people.ts';

/** Everybody who has signed in. */
const all: readonly Role[] = ['entry', 'review', 'seal', 'view', 'admin'];
const entry: readonly Role[] = ['entry'];
const admin: readonly Role[] = ['admin'];
/** Whoever answers for a paper that leaves the house. */
const papers: readonly Role[] = ['entry', 'review', 'seal'];
/** Before anybody has signed in. */
const anyone = 'anyone' as const;

export const roles: Readonly<Record<MethodName, readonly Role[] | typeof anyone>> = {
  'overview.view': all,
  'overview.program': all,
  'overview.cancelJob': all,
  'overview.openLog': all,
  'overview.fill': admin,
  'periods.list': all,
  'audit.list': all,
  'organisations.list': all,
  'organisations.save': admin,
  'indicators.list': all,
  'indicators.save': admin,
  'observations.matrix': all,
  'observations.save': entry,
  'observations.history': all,
  'observations.cell': all,
  'observations.series': all,
  'schemes.list': all,
  'schemes.adoptDefault': admin,
  'rankings.view': all,
  'rankings.indicator': all,
  'imports.choose': entry,
  'imports.decide': entry,
  'imports.problems': entry,
  'imports.commit': entry,
  'bulletins.make': all,
  'bulletins.bytes': all,
  'bulletins.export': papers,
  'bulletins.cancel': all,
  'exports.ranking': all,
  'exports.entryForm': all,
  'exports.picture': all,
  'scoreStatements.export': papers,
  'scoreStatements.exportAll': papers,
  'backups.list': all,
  'backups.make': ['entry', 'admin'],
  'backups.restore': admin,
  'backups.restoreFile': admin,
  'backups.copyOut': ['entry', 'admin'],
  'settings.view': all,
  'settings.save': admin,
  'settings.bulletin': all,
  'settings.saveBulletin': papers,
  'annual.view': all,
  'decompositions.view': all,
  'annual.export': papers,
  'annual.saveSettings': admin,
  'annual.saveMarks': entry,
  'people.session': anyone,
  'people.signIn': anyone,
  'people.signOut': anyone,
  'people.list': admin,
  'people.save': admin,
  'people.changePassword': all,
};
