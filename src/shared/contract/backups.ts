import { z } from 'zod';
import { answer, command, nothing, query } from './method.ts';

export type Backup = {
  readonly name: string;
  readonly madeAt: string;
  readonly reason: string;
  readonly bytes: number;
};

const everything = [
  'overview',
  'organisations',
  'periods',
  'indicators',
  'observations',
  'claims',
  'schemes',
  'rankings',
  'annual',
  'bulletins',
  'imports',
  'backups',
  'settings',
  'submissions',
  'seals',
  'corrections',
  'panels',
  'audit',
] as const;

/** What going back to a backup takes away besides figures. */
export type RestoreLosses = {
  /** “2018年2月第1版（KKK1C-…）”: printed papers bear these codes. */
  readonly seals: readonly string[];
  readonly accounts: readonly string[];
};

export const backups = {
  'backups.list': query(nothing, answer<readonly Backup[]>()),
  'backups.make': command(nothing, answer<Backup>(), ['backups', 'overview', 'audit']),
  'backups.losses': query(z.object({ name: z.string() }), answer<RestoreLosses>()),
  'backups.restore': command(z.object({ name: z.string() }), answer<null>(), everything),
  /** The same from a file of the clerk's choice; null when the dialog was closed. */
  'backups.restoreFile': command(nothing, answer<{ readonly name: string } | null>(), everything),
  /** Copies a verified backup to a folder of the clerk's choice (USB stick); null when the dialog was closed. */
  'backups.copyOut': command(z.object({ name: z.string() }), answer<{ readonly file: string } | null>(), ['audit']),
};
