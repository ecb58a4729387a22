/** `npm start`: the program on the shipped demonstration data; without a screen, the unattended demonstration of one month. */
import path from 'node:path';
import { demoData } from './demo-data.ts';
import { hasDisplay } from './display.ts';
import { type Runtime, resolveElectron } from './electron-runtime.ts';
import { buildAndPackage } from './package-app.ts';
import { main, must, packageScript, root, run, sandboxArgs, say } from './run.ts';
import { ensureSystem } from './system.ts';

/** Only a complete Electron can start an unpackaged folder; the test runtime comes without that part. */
async function program(runtime: Runtime): Promise<[string, string[]]> {
  if (runtime.kind === 'npm-test-runtime') return [(await buildAndPackage(runtime)).executable, []];
  await must(packageScript('build'), [], { shell: true });
  return [runtime.executable, ['.']];
}

await main(async () => {
  if (!hasDisplay()) {
    say('没有可用的屏幕，改为无人值守演示一个月的工作。No display: running the unattended demonstration instead.');
    return run(process.execPath, [path.join('src', 'main', 'demo.ts')]);
  }
  const runtime = await resolveElectron();
  await ensureSystem(['electron', 'font']);
  const [executable, args] = await program(runtime);
  const data = await demoData();
  say(`正在打开演示数据：${path.relative(root, data)}`);
  return run(executable, [...args, ...sandboxArgs, '--data', data, ...process.argv.slice(2)]);
});
