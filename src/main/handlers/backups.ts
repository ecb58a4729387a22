import { copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { RestoreLosses } from '../../shared/contract/backups.ts';
import { sealName } from '../../shared/seal/check.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { listAccounts } from '../store/accounts.ts';
import { backupFile, hasTable, listBackups, makeBackup, readBackup, restoreBackup, takeBackup } from '../store/backup.ts';
import { APPLICATION_ID, dataFile } from '../store/open.ts';
import { storedSeals } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';

/** The present state is kept first, so that a restore can itself be undone. */
function restore(context: Context, name: string): void {
  const before = makeBackup(context.db(), context.folder, '恢复前', context.now());
  context.reopen(() => restoreBackup(context.folder, name, dataFile(context.folder)));
  context.write({ action: '从备份恢复', subject: name, detail: { before: before.name } }, () => undefined);
  // Whoever was signed in may not exist in what came back.
  context.session.set(null);
}

/** What a restore would take away besides figures: seals that stand on paper already, and the right to sign in. */
function losses(context: Context, name: string): RestoreLosses {
  const then = readBackup(context.folder, name, (db) => ({ chains: chainsOf(db), accounts: listAccountNames(db) }));
  const db = context.reader();
  return {
    seals: storedSeals(db)
      .filter(({ chain }) => !then.chains.includes(chain))
      .map((seal) => `${sealName(seal)}（${seal.code}）`),
    accounts: listAccounts(db)
      .map((account) => account.name)
      .filter((account) => !then.accounts.includes(account)),
  };
}

const chainsOf = (db: Reader): readonly string[] => (hasTable(db, 'seals') ? storedSeals(db).map(({ chain }) => chain) : []);
const listAccountNames = (db: Reader): readonly string[] =>
  hasTable(db, 'accounts') ? listAccounts(db).map((account) => account.name) : [];

export const backups = {
  'backups.list': (_, context) => listBackups(context.folder),
  'backups.make': (_, context) => {
    const made = makeBackup(context.db(), context.folder, '手工', context.now());
    context.write({ action: '备份', subject: made.name }, () => undefined);
    return made;
  },
  'backups.losses': ({ name }, context) => losses(context, name),
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
