/** The program without its window: what the shell, the unattended runs and the tests start. */
import type { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import type { AppEvent, Envelope, Input, MethodName, Output } from '../shared/contract/index.ts';
import { call } from './call.ts';
import type { Context, Dialogs, Session } from './context.ts';
import { handlers } from './handlers/index.ts';
import { readOffice } from './handlers/settings.ts';
import { createRunner } from './jobs/runner.ts';
import { openLog } from './log.ts';
import { hasAccounts } from './store/accounts.ts';
import { openStore } from './store/open.ts';
import { reader, write } from './store/transaction.ts';

/** What differs between the packaged program and one that runs from its sources. */
export type Parts = {
  readonly version: string;
  readonly spawnWorker: () => Worker;
  /** The script of the one-file verifier. */
  readonly verifierScript: () => Promise<string>;
};
export type AppOptions = Parts & {
  readonly folder: string;
  readonly resources: string;
  readonly now?: () => string;
  readonly emit?: (event: AppEvent) => void;
  readonly dialogs: Dialogs;
};
export type App = {
  /** A request as it comes from the page. */
  readonly call: (name: string, input: unknown) => Promise<Envelope>;
  /** The same, for code in main: typed, and it throws. */
  readonly run: <M extends MethodName>(name: M, input: Input<M>) => Promise<Output<M>>;
  readonly context: Context;
  readonly close: () => Promise<void>;
};

/**
 * Opens the data file of a folder (made, checked, backed up and migrated as needed) and answers the contract.
 * @throws AppError data.* when the file cannot be opened; the shell shows its repair screen then
 */
export function createApp(options: AppOptions): App {
  const now = options.now ?? (() => new Date().toISOString());
  let db: Database = openStore(options.folder, now());
  const log = openLog(options.folder, now);
  const emit = options.emit ?? (() => undefined);
  const runner = createRunner(options.spawnWorker, emit);
  let session: Session | null = null;
  // No account: the clerk of the office settings. Accounts, but nobody signed in: an unattended run.
  const actor = (): string => session?.name ?? (hasAccounts(reader(db)) ? '无人值守' : readOffice(reader(db)).clerk);
  const context: Context = {
    folder: options.folder,
    resources: options.resources,
    version: options.version,
    verifierScript: options.verifierScript,
    now,
    dialogs: options.dialogs,
    session: {
      current: () => session,
      set: (next) => {
        session = next;
      },
    },
    actor,
    runner,
    log,
    db: () => db,
    reader: () => reader(db),
    write: (act, work) => write(db, { actor: actor(), ...act }, now(), work),
    reopen: (swap) => {
      db.close();
      try {
        swap();
      } finally {
        db = openStore(options.folder, now());
      }
    },
  };
  return {
    context,
    call: (name, input) => call(handlers, context, name, input),
    run: async (name, input) => (await handlers[name](input as never, context)) as never,
    close: async () => {
      await runner.close();
      db.close();
    },
  };
}
