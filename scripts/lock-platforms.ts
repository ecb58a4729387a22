/**
 * Run after `npm install` where the registry does not carry every platform: it then leaves the optional packages of other systems out of
 * package-lock.json, and `npm ci` refuses the file ("Missing: … from lock file"). This writes them in, by exact version and without a hash.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { main, root, ScriptError, say } from './run.ts';

interface Entry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x'];

/** Without these npm would look for the package on every system; the names say them, as in `binding-linux-arm64-musl`. */
function platform(name: string): Required<Pick<Entry, 'os' | 'cpu'>> & Pick<Entry, 'libc'> {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  if (os.length !== 1 || cpu.length !== 1) throw new ScriptError(`看不出 ${name} 是哪个系统的包，请手工处理 package-lock.json。`);
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined;
  return { os, cpu, ...(libc ? { libc } : {}) };
}

await main(async () => {
  const file = path.join(root, 'package-lock.json');
  const lock: { packages: Record<string, Entry> } = JSON.parse(await readFile(file, 'utf8'));
  const present = new Set(
    Object.keys(lock.packages).map((place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)),
  );
  let added = 0;
  for (const parent of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      if (present.has(name)) continue;
      if (!/^\d+\.\d+\.\d+/.test(version))
        throw new ScriptError(`${name} 的版本不是固定的（${version}），请手工处理 package-lock.json。`);
      const { os, cpu, libc } = platform(name);
      // In npm's own order, so that its next write changes nothing.
      const entry = { version, cpu, ...(parent.dev ? { dev: true } : {}), ...(libc ? { libc } : {}), optional: true, os };
      lock.packages[`node_modules/${name}`] = entry;
      present.add(name);
      added += 1;
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  if (added > 0) await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
  say(added > 0 ? `package-lock.json 已补上 ${added} 个其他系统的可选包。` : 'package-lock.json 是完整的。');
  return 0;
});
