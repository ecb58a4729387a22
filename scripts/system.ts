/** What the operating system has to bring. On a bare Debian or Ubuntu, as root, it is installed; elsewhere the exact command is named. */
import { ask, isRoot, run, ScriptError, say } from './run.ts';

type Component = 'electron' | 'display' | 'font' | 'compiler';

/** Shared library → Debian package names, the one of the 64-bit-time releases (Debian 13, Ubuntu 24.04) first. */
const libraries: Record<string, readonly string[]> = {
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnss3.so': ['libnss3'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libgbm.so.1': ['libgbm1'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libdrm.so.2': ['libdrm2'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXrandr.so.2': ['libxrandr2'],
};

/** Each entry: the names a package goes by. */
type Missing = readonly (readonly string[])[];

function has(program: string, ...args: string[]): boolean {
  return ask(program, args) !== undefined;
}

function missingLibraries(): Missing {
  const known = ask('ldconfig', ['-p']) ?? ask('/sbin/ldconfig', ['-p']);
  if (known === undefined) throw new ScriptError('无法查询系统组件：找不到 ldconfig。');
  return Object.entries(libraries).flatMap(([file, names]) => (known.includes(`\t${file} `) ? [] : [names]));
}

const probes: Record<Component, () => Missing> = {
  electron: missingLibraries,
  display: () => (has('sh', '-c', 'command -v Xvfb') ? [] : [['xvfb']]),
  font: () => (ask('fc-list', [':lang=zh', 'family'])?.trim() ? [] : [['fontconfig'], ['fonts-noto-cjk']]),
  compiler: () => [
    ...(has('g++', '--version') ? [] : [['g++']]),
    ...(has('make', '--version') ? [] : [['make']]),
    ...(has('python3', '--version') ? [] : [['python3']]),
  ],
};

/** The name each package has in this release; the catalogue must have been fetched for the newer names to be found. */
function packageNames(missing: Missing): string[] {
  return missing.map((names) => names.find((name) => has('apt-cache', 'show', name)) ?? names.at(-1) ?? '');
}

const apt = ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
const aptEnv = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

/**
 * Makes sure that the named parts are there and says nothing when they are. Electron's prebuilt program fails with an
 * unreadable loader error, and screenshots with empty boxes, when one is missing: better to look first.
 */
export async function ensureSystem(components: readonly Component[]): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = components.flatMap((component) => probes[component]());
  if (missing.length === 0) return;
  if (!isRoot || !has('apt-get', '--version')) {
    const names = packageNames(missing).join(' ');
    throw new ScriptError(`缺少系统组件：${names}。请先安装，在 Debian/Ubuntu 上运行：sudo apt-get install -y ${names}`);
  }
  say(`正在安装系统组件：${missing.map((names) => names.at(-1)).join(' ')} …`);
  if ((await run('apt-get', [...apt, 'update'], { quiet: true, env: aptEnv })) !== 0) {
    say('软件源更新没有成功，按已有的软件目录继续。');
  }
  const names = missing.map(
    (alternatives) => alternatives.find((name) => has('apt-cache', 'show', name)) ?? alternatives.at(-1) ?? '',
  );
  const code = await run('apt-get', [...apt, 'install', '-y', '--no-install-recommends', ...names], { quiet: true, env: aptEnv });
  const left = components.flatMap((component) => probes[component]());
  if (code !== 0 || left.length > 0) {
    throw new ScriptError(`系统组件没有装上。请手工运行：apt-get update && apt-get install -y ${names.join(' ')}`);
  }
}
