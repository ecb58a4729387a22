/** Folders that are expensive to make: made once, complete or not at all, whoever is killed and whoever else runs at the same time. */
import { existsSync, readFileSync } from 'node:fs';
import { chmod, link, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What a killed run left half done. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = /^\.part-(\d+)-/.exec(name)?.[1];
    if (pid && !alive(Number(pid))) await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

/**
 * Answers with `parent/name`, filling it first when it is not there. It is filled beside its place and renamed into it,
 * so a killed run never leaves something that looks finished.
 */
export async function keep(parent: string, name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const place = path.join(parent, name);
  if (existsSync(place)) return place;
  await mkdir(parent, { recursive: true });
  await sweep(parent);
  const part = await mkdtemp(path.join(parent, `.part-${process.pid}-`));
  try {
    await fill(part);
    await chmod(part, 0o755); // mkdtemp makes it for its owner alone
    await rename(part, place);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    const someoneElseWasFaster =
      ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '') && existsSync(place);
    if (!someoneElseWasFaster) throw error;
  }
  return place;
}

/** One at a time across processes: two runs in one tree would build into the same `out/`. */
export async function alone<T>(lockFile: string, body: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(lockFile), { recursive: true });
  while (!(await take(lockFile))) await delay(200);
  try {
    return await body();
  } finally {
    await rm(lockFile, { force: true });
  }
}

/** The file appears with its content or not at all (a link), so a lock always tells who holds it. */
async function take(lockFile: string): Promise<boolean> {
  const mine = `${lockFile}.${process.pid}`;
  await writeFile(mine, String(process.pid));
  try {
    await link(mine, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(mine, { force: true });
  }
  const holder = existsSync(lockFile) ? Number(readFileSync(lockFile, 'utf8')) : process.pid;
  if (!alive(holder)) await rm(lockFile, { force: true });
  return false;
}
