/** Opening the data file, with the ways on when it cannot be opened. No electron here: the shell hands in its dialog, tests theirs. */
import { existsSync, renameSync } from 'node:fs';
import { AppError } from '../shared/errors.ts';
import { sentence } from '../shared/text.ts';
import { type App, type AppOptions, createApp } from './app.ts';
import type { Context } from './context.ts';
import { listBackups, makeBackup, pruneBackups, restoreBackup } from './store/backup.ts';
import { dataFile } from './store/open.ts';
import { lastActAt } from './store/records.ts';

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

/** The program on its folder; null when the person chose to quit. */
export const openProgram = (options: AppOptions, ask: RepairDialog['ask']): Promise<App | null> =>
  openOrRepair(
    () => createApp(options),
    options.folder,
    { ask, show: options.dialogs.show },
    () => new Date().toISOString(),
  );

/** The first start of a day makes a backup and clears out what is no longer needed; a file nobody has written to needs none. */
export function makeDailyBackup(context: Context): void {
  const last = listBackups(context.folder)[0]?.madeAt ?? null;
  if (last?.slice(0, 10) === context.now().slice(0, 10) || lastActAt(context.reader()) === null) return;
  makeBackup(context.db(), context.folder, '每日', context.now());
  for (const name of pruneBackups(context.folder, context.now())) context.log.line(`backup removed ${name}`);
}
