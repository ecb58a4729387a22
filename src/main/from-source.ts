/** Running from the sources under Node (batch, demonstration, tests): Node 24 strips the types itself, so there is no build in between. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Parts } from './app.ts';

const root = join(import.meta.dirname, '../..');

/** What the packaged program takes from its own folder, taken from the sources. */
export const sourceParts: Parts = {
  version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }).version,
  spawnWorker: () => new Worker(new URL('./jobs/worker.ts', import.meta.url)),
  // A browser takes no types: this one piece is built, anew each time, since the sources may have changed.
  verifierScript: async () => {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const options = ['build', '--config', 'scripts/verifier.vite.config.ts', '--logLevel', 'error'];
    await promisify(execFile)(process.execPath, [vite, ...options], { cwd: root });
    return await readFile(join(root, 'out/verifier/verifier.js'), 'utf8');
  },
};
