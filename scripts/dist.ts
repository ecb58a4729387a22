/** Installers for users. Arguments go to electron-builder, for example `npm run dist -- --win`. */
import path from 'node:path';
import { resolveElectron } from './electron-runtime.ts';
import { main, must, packageScript, root, run } from './run.ts';

await main(async () => {
  // Users get the official program or nothing: the test runtime is another version and is not ours to hand out.
  const runtime = await resolveElectron({ testRuntimeAllowed: false });
  await must(packageScript('build'), [], { shell: true });
  const ownElectron =
    runtime.kind === 'override' ? [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`] : [];
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  return run(process.execPath, [builder, '--publish', 'never', ...ownElectron, ...process.argv.slice(2)]);
});
