import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Edition } from '../../shared/bulletin/facts.ts';
import { engineVersion } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import { type Context, paperFonts } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import { addPaper, addResult } from '../store/records.ts';
import { type GatheredFacts, gatherFacts } from './facts.ts';

type Made = {
  readonly token: string;
  readonly period: string;
  readonly edition: Edition;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly results: GatheredFacts['results'];
};
/** The last bulletin made for each running program: the page shows it, an export writes those very bytes. */
const made = new WeakMap<Context, Made>();

/** Makes a month's bulletin; the bytes are kept until the next one is made. */
export async function makeBulletin(context: Context, period: string, edition: Edition) {
  const { facts, results } = gatherFacts(context, period, edition);
  const { bytes, name, pages, fonts, missingCharacters } = await context.runner.run('bulletinPdf', {
    facts,
    ...paperFonts(context),
  });
  const token = createHash('sha256').update(bytes).digest('hex');
  made.set(context, { token, period, edition, name, bytes, results });
  return { token, name, pages, fonts, missingCharacters };
}

function find(context: Context, token: string): Made {
  const found = made.get(context);
  if (found?.token !== token) throw new AppError('job.unknown', {});
  return found;
}

/** Writes a made bulletin and stores what it was made from, so that it can be made again. */
export function exportBulletin(context: Context, token: string, file: string): void {
  const { bytes, period, edition, results } = find(context, token);
  writeOutput(file, bytes);
  const act = { action: '生成通报', subject: `${formatPeriod(period)} ${edition} ${basename(file)}`, detail: { sha256: token } };
  context.write(act, (tx) => {
    addPaper(tx, period, 'bulletin', basename(file), token);
    for (const { input, output, schemeVersionId } of results) {
      const text = JSON.stringify(input);
      addResult(tx, {
        period,
        list: input.list,
        engineVersion,
        schemeVersionId,
        input: text,
        output: JSON.stringify(output),
        inputSha256: createHash('sha256').update(text).digest('hex'),
      });
    }
  });
}

export const bulletins = {
  'bulletins.make': ({ period, edition }, context) => makeBulletin(context, period, edition),
  'bulletins.bytes': ({ token }, context) => find(context, token).bytes,
  'bulletins.export': async ({ token }, context) => {
    const { name } = find(context, token);
    const file = await context.dialogs.saveFile('保存通报', `${name}.pdf`);
    if (file === null) return null;
    exportBulletin(context, token, file);
    return { file: basename(file) };
  },
  'bulletins.cancel': (_, context) => {
    context.runner.cancel('bulletinPdf');
    return null;
  },
} satisfies Partial<Handlers>;
