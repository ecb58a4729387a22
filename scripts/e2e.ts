/** End-to-end tests: the packaged program in a real Electron window, driven by Playwright. Further arguments go to Playwright. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasDisplay, withDisplay } from './display.ts';
import { resolveElectron } from './electron-runtime.ts';
import { buildAndPackage, type PackagedApp } from './package-app.ts';
import { main, root, run, sandboxArgs, say } from './run.ts';
import { ensureSystem } from './system.ts';

async function playwright(app: PackagedApp, screen: Record<string, string>): Promise<number> {
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  // The program allows one copy per account folder: an own folder keeps two runs apart, and both away from somebody's real data.
  const account = await mkdtemp(path.join(tmpdir(), 'liugeyi-account-'));
  try {
    const env = { ...screen, XDG_CONFIG_HOME: account, APP_EXECUTABLE: app.executable, APP_ARGS: sandboxArgs.join(' ') };
    return await run(process.execPath, [cli, 'test', '--config', 'tests/playwright.config.ts', ...process.argv.slice(2)], {
      env,
    });
  } finally {
    await rm(account, { recursive: true, force: true });
  }
}

await main(async () => {
  const runtime = await resolveElectron();
  await ensureSystem(hasDisplay() ? ['electron', 'font'] : ['electron', 'font', 'display']);
  const app = await buildAndPackage(runtime);
  say(`用 Electron ${runtime.version} 进行端到端测试。`);
  return withDisplay((screen) => playwright(app, screen));
});
