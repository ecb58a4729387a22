/** What every handler is given: the open file, the clock, the clerk, the worker, the dialogs. Tests hand in their own. */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Printed } from '../shared/contract/papers.ts';
import type { Role } from '../shared/contract/people.ts';
import type { Runner } from './jobs/runner.ts';
import type { Log } from './log.ts';
import type { Act, Reader, Writer } from './store/transaction.ts';

/** The system's dialogs; null when the person closed one. Only main ever sees a path. */
export type Dialogs = {
  /** `kind` is what such files are called in the dialog. */
  readonly openFile: (title: string, extensions: readonly string[], kind?: string) => Promise<string | null>;
  /** `others`: endings that may be chosen besides the name's own, such as .docx. */
  readonly saveFile: (title: string, name: string, others?: readonly string[]) => Promise<string | null>;
  readonly chooseFolder: (title: string) => Promise<string | null>;
  readonly show: (path: string) => Promise<void>;
  /** Prints a PDF on A4 at its own size. `name` is what the clerk knows it by. @throws AppError print.none */
  readonly print: (path: string, name: string) => Promise<Printed>;
};

export type Session = { readonly name: string; readonly roles: readonly Role[] };

export type Context = {
  readonly folder: string;
  /** Fonts, demonstration data, schemes. */
  readonly resources: string;
  readonly version: string;
  /** The script of the one-file verifier. */
  readonly verifierScript: () => Promise<string>;
  readonly now: () => string;
  readonly dialogs: Dialogs;
  /** Who has signed in; nobody while the office has no accounts. */
  readonly session: { readonly current: () => Session | null; readonly set: (session: Session | null) => void };
  /** Whose name an act carries. */
  readonly actor: () => string;
  readonly runner: Runner;
  readonly log: Log;
  readonly db: () => Database;
  readonly reader: () => Reader;
  /** The one audited write; the actor is the clerk at this desk. */
  readonly write: <T>(act: Omit<Act, 'actor'> & { readonly actor?: string }, work: (tx: Writer) => T) => T;
  /** Closes the file, lets `swap` put another in its place, and opens it again. */
  readonly reopen: (swap: () => void) => void;
};

/** The fonts every paper is set in: the office's own where it has them, else those that ship. */
export const paperFonts = ({ resources }: Pick<Context, 'resources'>) => ({
  fontFolder: join(resources, 'fonts'),
  preferOfficeFonts: true,
});
