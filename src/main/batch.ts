/** npm run batch: the unattended verbs under plain Node, straight from the sources. */
import { join } from 'node:path';
import { sourceParts } from './from-source.ts';
import { runUnattended } from './unattended.ts';

process.exitCode = await runUnattended(process.argv.slice(2), {
  resources: join(import.meta.dirname, '../../resources'),
  ...sourceParts,
  print: (json) => console.log(JSON.stringify(json)),
  say: (sentence) => console.error(sentence),
});
