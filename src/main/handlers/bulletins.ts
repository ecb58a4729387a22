import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { HeadMode, PaperDocument } from '../../shared/bulletin/document.ts';
import type { Edition } from '../../shared/bulletin/facts.ts';
import { engineVersion } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import { type Context, paperFonts } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import { listSigned, numbersUsedElsewhere } from '../store/bulletins.ts';
import { addPaper, addResult } from '../store/records.ts';
import { arrange, type Draft, history, openDraft, restore, undo, viewBulletin } from './bulletin-drafts.ts';
import { exportRegister, saveSigned, signedBytes } from './bulletin-register.ts';
import { numberOn, signBulletin } from './bulletin-signing.ts';
import { askForPaper, formatOf, rememberPaper } from './paper-files.ts';

type Made = {
  readonly token: string;
  readonly period: string;
  readonly edition: Edition;
  readonly head: HeadMode;
  readonly bytes: Uint8Array;
  readonly paper: PaperDocument;
  readonly results: Draft['results'];
};
/** The last bulletin made for each running program: the page shows it, an export writes those very bytes. */
const made = new WeakMap<Context, Made>();

/** Makes the draft of a month as the office arranged it; the bytes are kept until the next one is made. */
export async function makeBulletin(context: Context, period: string, edition: Edition, head: HeadMode = 'full') {
  const { composed, results } = openDraft(context, period, edition);
  const { document: paper } = composed;
  const { bytes, pages, fonts, missingCharacters, checks } = await context.runner.run('bulletinPaper', {
    facts: paper,
    head,
    ...paperFonts(context),
  });
  const token = createHash('sha256').update(bytes).digest('hex');
  made.set(context, { token, period, edition, head, bytes, paper, results });
  return { token, name: paper.name, pages, fonts, missingCharacters, checks };
}

function find(context: Context, token: string): Made {
  const found = made.get(context);
  if (found?.token !== token) throw new AppError('job.unknown', {});
  return found;
}

/** Writes a made bulletin, as the PDF that was shown or the same for Word, and stores what it was made from, so that it can be made again. */
export async function exportBulletin(context: Context, token: string, file: string): Promise<void> {
  const { bytes: shown, period, edition, head, results, paper } = find(context, token);
  const format = formatOf(file);
  const bytes =
    format === 'pdf'
      ? shown
      : (await context.runner.run('bulletinPaper', { facts: paper, head, format, ...paperFonts(context) })).bytes;
  writeOutput(file, bytes);
  rememberPaper(context, file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const act = { action: '生成通报', subject: `${formatPeriod(period)} ${edition} ${basename(file)}`, detail: { sha256 } };
  context.write(act, (tx) => {
    addPaper(tx, period, 'bulletin', basename(file), sha256);
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
  'bulletins.view': ({ period, edition }, context) => viewBulletin(context, period, edition),
  'bulletins.make': ({ period, edition, head }, context) => makeBulletin(context, period, edition, head),
  'bulletins.bytes': ({ token }, context) => find(context, token).bytes,
  'bulletins.export': async ({ token }, context) => {
    const file = await askForPaper(context, '保存通报', find(context, token).paper.name);
    if (file === null) return null;
    await exportBulletin(context, token, file);
    return { file: basename(file) };
  },
  'bulletins.cancel': (_, context) => {
    context.runner.cancel('bulletinPaper');
    return null;
  },
  'bulletins.arrange': ({ period, edition, change }, context) => {
    arrange(context, period, edition, change);
    return null;
  },
  'bulletins.undo': ({ period, edition }, context) => {
    undo(context, period, edition);
    return null;
  },
  'bulletins.history': ({ period, edition }, context) => history(context, period, edition),
  'bulletins.restore': ({ period, edition, id }, context) => {
    restore(context, period, edition, id);
    return null;
  },
  'bulletins.number': ({ signedOn }, context) => numberOn(context, signedOn),
  'bulletins.sign': async (signature, context) => ({ number: await signBulletin(context, signature) }),
  'bulletins.register': (_, context) => ({
    signed: listSigned(context.reader()),
    elsewhere: numbersUsedElsewhere(context.reader()),
  }),
  'bulletins.exportRegister': (_, context) => exportRegister(context),
  'bulletins.signedBytes': ({ id, form }, context) => signedBytes(context.reader(), id, form),
  'bulletins.saveSigned': ({ id, form }, context) => saveSigned(context, id, form),
} satisfies Partial<Handlers>;
