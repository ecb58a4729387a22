import { copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { backupFile, listBackups, makeBackup, restoreBackup, takeBackup } from '../store/backup.ts';
import { APPLICATION_ID, dataFile } from '../store/open.ts';

/** The present state is kept first, so that a restore can itself be undone. */
function restore(context: Context, name: string): void {
  const before = makeBackup(context.db(), context.folder, '恢复前', context.now());
  context.reopen(() => restoreBackup(context.folder, name, dataFile(context.folder)));
  context.write({ action: '从备份恢复', subject: name, detail: { before: before.name } }, () => undefined);
}

export const backups = {
  'backups.list': (_, context) => listBackups(context.folder),
  'backups.make': (_, context) => {
    const made = makeBackup(context.db(), context.folder, '手工', context.now());
    context.write({ action: '备份', subject: made.name }, () => undefined);
    return made;
  },
  'backups.restore': ({ name }, context) => {
    backupFile(context.folder, name);
    restore(context, name);
    return null;
  },
  'backups.restoreFile': async (_, context) => {
    const path = await context.dialogs.openFile('选择备份文件', ['db']);
    if (path === null) return null;
    const { name } = takeBackup(context.folder, path, context.now(), APPLICATION_ID);
    restore(context, name);
    return { name: basename(path) };
  },
  'backups.copyOut': async ({ name }, context) => {
    const from = backupFile(context.folder, name);
    const to = await context.dialogs.saveFile('备份另存到', name);
    if (to === null) return null;
    copyFileSync(from, to);
    context.write({ action: '备份另存', subject: name }, () => undefined);
    return { file: basename(to) };
  },
} satisfies Partial<Handlers>;
