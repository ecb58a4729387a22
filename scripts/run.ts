/** Where things are and how another program is started. Every script goes through here, so PATH and errors are the same everywhere. */
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** Files that cost minutes to get and are the same for every checkout; outside the tree so that `npm ci` does not lose them. */
export const cacheRoot = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'liugeyi');

export const isRoot = process.getuid?.() === 0;

/** Chromium will not start its sandbox as root. Only the scripts say so; the program itself never does. */
export const sandboxArgs: readonly string[] = process.platform === 'linux' && isRoot ? ['--no-sandbox'] : [];

/** Something the person at the keyboard can act on: printed as its message alone, without a stack. */
export class ScriptError extends Error {}

export function say(sentence: string): void {
  console.log(sentence);
}

interface RunOptions {
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** Print the output only when the program fails. */
  quiet?: boolean;
  /** Let the shell take `command` apart; for the commands written in package.json. */
  shell?: boolean;
}

function spawnOptions(options: RunOptions): SpawnOptions {
  const bin = path.join(root, 'node_modules', '.bin');
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'; // Windows writes Path
  const env = { ...process.env, ...options.env, [pathName]: `${bin}${path.delimiter}${process.env[pathName] ?? ''}` };
  return { cwd: options.cwd ?? root, env, shell: options.shell ?? false, windowsHide: false };
}

/** Runs to the end and answers with the exit code (1 when a signal ended it). */
export function run(command: string, args: readonly string[] = [], options: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      ...spawnOptions(options),
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
}

/** Like `run`, for steps that the rest cannot do without. */
export async function must(command: string, args: readonly string[] = [], options: RunOptions = {}): Promise<void> {
  const code = await run(command, args, options);
  if (code !== 0) throw new ScriptError(`命令没有成功（退出码 ${code}）：${[path.basename(command), ...args].join(' ')}`);
}

/** What a short probe prints; undefined when the program is absent or fails, which for a probe is an answer and not an error. */
export function ask(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout : undefined;
}

interface Manifest {
  version: string;
  scripts?: Record<string, string>;
}

/** A package's own package.json, or the project's when no name is given. */
export function manifest(packageName?: string): Manifest {
  const folder = packageName ? path.join(root, 'node_modules', packageName) : root;
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/** A script of package.json, so that its text is written in one place only. */
export function packageScript(name: string): string {
  const text = manifest().scripts?.[name];
  if (!text) throw new ScriptError(`package.json 里没有 “${name}” 这个脚本。`);
  return text;
}

/** The last word of every script: a clear sentence for what we foresaw, the whole stack for what we did not. */
export async function main(body: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await body();
  } catch (error) {
    console.error(error instanceof ScriptError ? error.message : error);
    process.exitCode = 1;
  }
}
