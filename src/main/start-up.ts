/** Opening the data file, with the ways on when it cannot be opened. No electron here: the shell hands in its dialog, tests theirs. */
import { existsSync, renameSync } from 'node:fs';
import { AppError } from '../shared/errors.ts';
import { sentence } from '../shared/text.ts';
import type { App } from './app.ts';
import { listBackups, restoreBackup } from './store/backup.ts';
import { dataFile } from './store/open.ts';

export type RepairDialog = {
  readonly ask: (message: string, hasBackup: boolean) => Promise<'retry' | 'restore' | 'log' | 'quit'>;
  readonly show: (path: string) => Promise<void>;
};

/**
 * Opens the program's data, asking what to do as often as it fails.
 * A restore keeps the file that could not be opened beside the new one, under its own name.
 * @returns the running program, or null when the person chose to quit
 */
export async function openOrRepair(
  open: () => App,
  folder: string,
  dialog: RepairDialog,
  now: () => string,
): Promise<App | null> {
  let message = '';
  for (;;) {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      message = sentence(error);
    }
    const backups = listBackups(folder);
    const choice = await dialog.ask(message, backups.length > 0);
    if (choice === 'quit') return null;
    if (choice === 'log') await dialog.show(folder);
    const newest = backups[0];
    if (choice === 'restore' && newest) {
      const file = dataFile(folder);
      if (existsSync(file)) renameSync(file, `${file}.${now().replace(/\D/g, '').slice(0, 14)}.unopened`);
      restoreBackup(folder, newest.name, file);
    }
  }
}
