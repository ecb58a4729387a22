/** Running from the sources under Node (batch, demonstration, tests): Node 24 strips the types itself, so there is no build in between. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

export const spawnFromSource = (): Worker => new Worker(new URL('./jobs/worker.ts', import.meta.url));

export const VERSION: string = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { readonly version: string }
).version;
