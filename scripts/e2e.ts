/** End-to-end tests: the packaged program in a real Electron window, driven by Playwright. Further arguments go to Playwright. */
import path from 'node:path';
import { hasDisplay, withDisplay } from './display.ts';
import { resolveElectron } from './electron-runtime.ts';
import { buildAndPackage } from './package-app.ts';
import { main, root, run, sandboxArgs, say } from './run.ts';
import { ensureSystem } from './system.ts';

await main(async () => {
  const runtime = await resolveElectron();
  await ensureSystem(hasDisplay() ? ['electron', 'font'] : ['electron', 'font', 'display']);
  const app = await buildAndPackage(runtime);
  say(`用 Electron ${runtime.version} 进行端到端测试。`);
  return withDisplay((screen) => {
    const env = { ...screen, APP_EXECUTABLE: app.executable, APP_ARGS: sandboxArgs.join(' ') };
    const playwright = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    return run(process.execPath, [playwright, 'test', '--config', 'tests/playwright.config.ts', ...process.argv.slice(2)], {
      env,
    });
  });
});
