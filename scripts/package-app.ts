/** The program as users get it, packaged on the runtime under test: asar, fuses and unpacked addon included. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { copyFile, readdir, rename, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from './electron-runtime.ts';
import { alone, keep } from './keep.ts';
import { manifest, must, packageScript, root, ScriptError } from './run.ts';
import { testSqlite } from './test-sqlite.ts';

export interface PackagedApp {
  executable: string;
  folder: string;
}

const testFolder = path.join(root, 'dist', 'test');
const addon = 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node';

const targets: Partial<Record<NodeJS.Platform, { flag: string; folder: string; program: string }>> = {
  linux: { flag: '--linux', folder: 'linux-unpacked', program: 'liugeyi' },
  win32: { flag: '--win', folder: 'win-unpacked', program: 'liugeyi.exe' },
};

/** Names a copy by everything that goes into it, so an unchanged program is not packaged again. */
function fingerprint(runtime: Runtime): string {
  const hash = createHash('sha256');
  const files = globSync(['out/{main,preload,renderer}/**', 'resources/**'], { cwd: root }).sort();
  for (const file of ['package.json', 'scripts/package-app.ts', ...files]) {
    const full = path.join(root, file);
    if (statSync(full).isFile()) hash.update(`\0${file}\0`).update(readFileSync(full));
  }
  const program = statSync(runtime.executable);
  const parts = [
    runtime.kind,
    runtime.version,
    runtime.executable,
    program.size,
    program.mtimeMs,
    manifest('better-sqlite3').version,
  ];
  return hash.update(parts.join('\0')).digest('hex').slice(0, 12);
}

/** Each copy takes about 300 MB. One in use by another run is younger than an hour. */
async function prune(): Promise<void> {
  const copies = (await readdir(testFolder))
    .filter((name) => /^[0-9a-f]{12}$/.test(name))
    .map((name) => path.join(testFolder, name));
  const newestFirst = copies.map((folder) => ({ folder, time: statSync(folder).mtimeMs })).sort((a, b) => b.time - a.time);
  for (const { folder, time } of newestFirst.slice(2)) {
    if (Date.now() - time > 3_600_000) await rm(folder, { recursive: true, force: true });
  }
}

async function fill(output: string, runtime: Runtime, flag: string): Promise<void> {
  const settings = {
    electronDist: runtime.folder,
    electronVersion: runtime.version,
    'directories.output': output,
    // Playwright speaks to the main process through --inspect; users' copies have this off.
    'electronFuses.enableNodeCliInspectArguments': true,
  };
  const options = Object.entries(settings).map(([key, value]) => `-c.${key}=${value}`);
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  await must(process.execPath, [builder, flag, '--dir', '--publish', 'never', ...options], {
    quiet: true,
    env: { CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
  });
}

/** Only in the copy under test: node_modules keeps the file that unit tests and users get. */
async function injectTestSqlite(folder: string, runtime: Runtime): Promise<void> {
  const target = path.join(folder, addon);
  if (!existsSync(target)) throw new ScriptError(`打包结果里没有 better-sqlite3 的程序文件：${addon}`);
  const beside = `${target}.new`;
  await copyFile(await testSqlite(runtime), beside);
  await rename(beside, target);
}

/** Packages what `npm run build` left in out/, or answers with the copy made from the very same files. */
async function packageApp(runtime: Runtime): Promise<PackagedApp> {
  const target = targets[process.platform];
  if (!target) throw new ScriptError(`还不能在这个系统上打包测试：${process.platform}。请在 Linux 或 Windows 上运行。`);
  const place = await keep(testFolder, fingerprint(runtime), async (output) => {
    await fill(output, runtime, target.flag);
    if (runtime.kind === 'npm-test-runtime') await injectTestSqlite(path.join(output, target.folder), runtime);
  });
  const now = new Date();
  await utimes(place, now, now);
  await prune();
  const folder = path.join(place, target.folder);
  const executable = path.join(folder, target.program);
  if (!existsSync(executable)) throw new ScriptError(`打包结果里没有可执行文件：${executable}`);
  return { executable, folder };
}

/** Builds and packages with no other run of this tree in between. */
export function buildAndPackage(runtime: Runtime): Promise<PackagedApp> {
  return alone(path.join(testFolder, '.lock'), async () => {
    await must(packageScript('build'), [], { shell: true });
    return packageApp(runtime);
  });
}
