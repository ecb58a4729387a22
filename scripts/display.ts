/** A screen for programs that need one. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { ScriptError } from './run.ts';

/** True when a window can be shown to somebody here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
    stream.on('end', () => resolve(text.trim()));
  });
}

/**
 * Runs `body` with the present screen or, without one, with an Xvfb of its own that is stopped afterwards.
 * Xvfb chooses the free number itself (`-displayfd`): two runs at once cannot take the same screen.
 */
export async function withDisplay<T>(body: (env: Record<string, string>) => Promise<T>): Promise<T> {
  if (hasDisplay()) return body({});
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  server.stderr?.on('data', (chunk: Buffer) => errors.push(String(chunk)));
  const failed = new Promise<never>((_, reject) => server.once('error', reject));
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const stop = () => server.kill('SIGTERM');
  const stopAndLeave = () => {
    stop();
    process.exit(130);
  };
  process.once('SIGINT', stopAndLeave);
  process.once('SIGTERM', stopAndLeave);
  try {
    const number = await Promise.race([firstLine(server.stdio[3] as Readable), failed]);
    if (!/^\d+$/.test(number)) throw new ScriptError(`虚拟屏幕 Xvfb 没有启动：${errors.join('').trim() || '没有给出原因'}`);
    return await body({ DISPLAY: `:${number}` });
  } finally {
    process.off('SIGINT', stopAndLeave);
    process.off('SIGTERM', stopAndLeave);
    stop();
    if (server.pid) await ended;
  }
}
