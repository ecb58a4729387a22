/** A text log for whoever looks after the program: what was called, how long it took, and the stack of anything unforeseen. No figures, no names. */
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type Log = { readonly file: string; readonly line: (text: string) => void };

const LIMIT = 2_000_000;

/** Opens dataDir/logs/program.log; at 2 MB the old one is kept once as program.old.log. */
export function openLog(folder: string, now: () => string): Log {
  const place = join(folder, 'logs');
  mkdirSync(place, { recursive: true });
  const file = join(place, 'program.log');
  if (existsSync(file) && statSync(file).size > LIMIT) renameSync(file, join(place, 'program.old.log'));
  return { file, line: (text) => appendFileSync(file, `${now()} ${text}\n`) };
}
