/** The official download, by the electron package's own installer: it knows mirrors, checksums and its cache. */
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, say } from './run.ts';

const patience = 20_000;

function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  let sum = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    // The installer moves its files while we look.
    sum += lstatSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return sum;
}

function installerEnv(temp: string): NodeJS.ProcessEnv {
  const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy ?? process.env.HTTP_PROXY ?? process.env.http_proxy;
  const throughProxy = proxy ? { NODE_USE_ENV_PROXY: '1', ELECTRON_GET_USE_PROXY: '1' } : {};
  return { ...process.env, ...throughProxy, TMPDIR: temp, TEMP: temp, TMP: temp };
}

/**
 * Tries the download and answers with the reason when it fails. The installer itself never times out, so it is stopped
 * when for 20 seconds not one byte arrived; a slow line that does deliver may take as long as it needs.
 */
export async function downloadElectron(version: string): Promise<string | undefined> {
  const folder = path.join(root, 'node_modules', 'electron');
  const temp = mkdtempSync(path.join(tmpdir(), 'liugeyi-electron-'));
  const child = spawn(process.execPath, [path.join(folder, 'install.js')], {
    env: installerEnv(temp),
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let errors = '';
  let stalled = false;
  let seen = -1;
  let lastProgress = Date.now();
  const notice = setTimeout(() => say(`正在下载官方 Electron ${version} …`), 1500);
  child.stderr.on('data', (chunk: Buffer) => {
    errors += String(chunk);
  });
  const watch = setInterval(() => {
    const now = bytesIn(temp) + bytesIn(path.join(folder, 'dist'));
    if (now !== seen) lastProgress = Date.now();
    seen = now;
    if (Date.now() - lastProgress < patience) return;
    stalled = true;
    child.kill('SIGKILL');
  }, 1000);
  const stop = () => child.kill();
  process.once('exit', stop);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => {
    clearTimeout(notice);
    clearInterval(watch);
    process.off('exit', stop);
    rmSync(temp, { recursive: true, force: true });
  });
  if (stalled) return `${patience / 1000} 秒没有收到数据`;
  return code === 0 ? undefined : reasonIn(errors);
}

/** The installer prints a stack; its first line, in words where it only says that fetch failed. */
function reasonIn(errors: string): string {
  const first = errors.split('\n')[0]?.trim() || '没有给出原因';
  return first.includes('fetch failed') ? '连不上下载服务器' : first;
}
