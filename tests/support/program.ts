/** The program without its window, on a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type App, createApp } from '../../src/main/app.ts';
import type { Dialogs } from '../../src/main/context.ts';
import { sourceParts } from '../../src/main/from-source.ts';
import { noDialogs } from '../../src/main/unattended.ts';
import type { AppEvent } from '../../src/shared/contract/index.ts';

export const RESOURCES = join(import.meta.dirname, '../../resources');

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'liugeyi-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A running program; closed when the test is over. Its clock moves a second with every look. */
export function startProgram(folder = temporaryFolder(), dialogs: Partial<Dialogs> = {}, emit?: (event: AppEvent) => void): App {
  let seconds = 0;
  const app = createApp({
    folder,
    resources: RESOURCES,
    now: () => {
      seconds += 1;
      return new Date(Date.UTC(2026, 10, 22, 8, 0, seconds)).toISOString();
    },
    ...sourceParts,
    dialogs: { ...noDialogs, ...dialogs },
    ...(emit ? { emit } : {}),
  });
  onTestFinished(() => app.close());
  return app;
}
