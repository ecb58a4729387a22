import { copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Handlers } from '../call.ts';
import { backupFile, listBackups, makeBackup, restoreBackup } from '../store/backup.ts';
import { dataFile } from '../store/open.ts';

export const backups = {
  'backups.list': (_, context) => listBackups(context.folder),
  'backups.make': (_, context) => {
    const made = makeBackup(context.db(), context.folder, '手工', context.now());
    context.write({ action: '备份', subject: made.name }, () => undefined);
    return made;
  },
  'backups.restore': ({ name }, context) => {
    backupFile(context.folder, name);
    const before = makeBackup(context.db(), context.folder, '恢复前', context.now());
    context.reopen(() => restoreBackup(context.folder, name, dataFile(context.folder)));
    context.write({ action: '从备份恢复', subject: name, detail: { before: before.name } }, () => undefined);
    return null;
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
