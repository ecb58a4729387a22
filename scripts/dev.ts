/** `npm run dev`: the program on the demonstration data, reloading what changes. */
import path from 'node:path';
import { demoData } from './demo-data.ts';
import { devEnvironment } from './dev-runtime.ts';
import { hasDisplay, withDisplay } from './display.ts';
import { resolveElectron } from './electron-runtime.ts';
import { main, must, packageScript, root, run, sandboxArgs } from './run.ts';
import { ensureSystem } from './system.ts';

await main(async () => {
  const runtime = await resolveElectron();
  await ensureSystem(hasDisplay() ? ['electron', 'font'] : ['electron', 'font', 'display']);
  const env = await devEnvironment(runtime);
  // The window reads the page from out/renderer through its own protocol, never from a server.
  await must(packageScript('build'), [], { shell: true });
  const electronVite = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const options = sandboxArgs.length > 0 ? ['--noSandbox'] : [];
  const args = [
    electronVite,
    'dev',
    '--config',
    'electron.vite.config.ts',
    ...options,
    ...process.argv.slice(2),
    '--',
    '--data',
    await demoData(),
  ];
  return withDisplay((screen) => run(process.execPath, args, { env: { ...env, ...screen } }));
});
