/**
 * Lets the npm test runtime start an unpackaged folder, for `npm run dev` only: it comes without Electron's default application, and
 * it needs the better-sqlite3 built for it while node_modules keeps the usual one.
 */
import { createHash } from 'node:crypto';
import { cp, link, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from './electron-runtime.ts';
import { keep } from './keep.ts';
import { cacheRoot } from './run.ts';
import { testSqlite } from './test-sqlite.ts';

/** An ES module, because the program is one: Electron waits for its top level before `ready`. */
const launcher = `
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
const root = path.resolve(process.argv[1] ?? '.');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(root);
await import(pathToFileURL(path.join(root, manifest.main)).href);
`;

/** Preloaded into the main process and its workers; Node itself and the windows do not take this branch. */
const sqliteHook = `
if (process.versions.electron && process.type !== 'renderer') {
  const dlopen = process.dlopen;
  process.dlopen = (module, file, ...rest) =>
    dlopen.call(process, module, /better-sqlite3.prebuilds.linux-x64\\.node$/.test(file) ? process.env.LIUGEYI_DEV_SQLITE : file, ...rest);
}
`;

async function fill(folder: string, runtime: Runtime): Promise<void> {
  for (const entry of await readdir(runtime.folder, { withFileTypes: true })) {
    const [from, to] = [path.join(runtime.folder, entry.name), path.join(folder, entry.name)];
    // Electron looks for its parts beside the real file of its program: a link of the same file, not a pointer to it.
    await (entry.isDirectory() ? cp(from, to, { recursive: true }) : link(from, to));
  }
  const app = path.join(folder, 'resources', 'app');
  await mkdir(app, { recursive: true });
  await writeFile(path.join(app, 'package.json'), JSON.stringify({ name: 'launcher', type: 'module', main: 'main.js' }));
  await writeFile(path.join(app, 'main.js'), launcher);
  await writeFile(path.join(folder, 'sqlite.cjs'), sqliteHook);
}

/** What electron-vite needs in its environment to start the program on this runtime. */
export async function devEnvironment(runtime: Runtime): Promise<Record<string, string>> {
  if (runtime.kind !== 'npm-test-runtime') return { ELECTRON_EXEC_PATH: runtime.executable };
  const recipe = createHash('sha256').update(launcher).update(sqliteHook).digest('hex').slice(0, 8);
  const folder = await keep(cacheRoot, `electron-${runtime.version}-dev-${recipe}`, (part) => fill(part, runtime));
  return {
    ELECTRON_EXEC_PATH: path.join(folder, path.basename(runtime.executable)),
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --require "${path.join(folder, 'sqlite.cjs')}"`.trim(),
    LIUGEYI_DEV_SQLITE: await testSqlite(runtime),
  };
}
