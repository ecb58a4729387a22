/** The demonstration's figures without its registers, made in a process of its own: stories that fill a register begin with an empty one. */
import { join } from 'node:path';
import { createApp } from '../../src/main/app.ts';
import { sourceParts } from '../../src/main/from-source.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { noDialogs } from '../../src/main/unattended.ts';

const [folder = ''] = process.argv.slice(2);
const app = createApp({ folder, resources: join(import.meta.dirname, '../../resources'), ...sourceParts, dialogs: noDialogs });
await fillWithDemo(app.context);
await app.close();
