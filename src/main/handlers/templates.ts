/** 模板: an office's own Word files for 通报 and 一区一单. Checked when they come in, kept by their hash, filled from the facts of a month. */
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  bulletinData,
  filledName,
  letterData,
  TEMPLATE_KINDS,
  type TemplateKind,
  templateName,
  templatePlaces,
} from '../../shared/bulletin/template-places.ts';
import { mediaTypeOf, refusalOfFile } from '../../shared/claims/evidence.ts';
import type { ChosenTemplate, KeptTemplate, TemplateView } from '../../shared/contract/templates.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import { hashOf, keepContent, readEvidence, templateSetting } from '../store/evidence.ts';
import { readSetting, saveSetting } from '../store/records.ts';
import type { Reader } from '../store/transaction.ts';
import { gatherFacts } from './facts.ts';
import { gatherUnitWork } from './unit-letters.ts';

const keptOf = (db: Reader, kind: TemplateKind): KeptTemplate | null =>
  (readSetting(db, templateSetting(kind)) as KeptTemplate | null | undefined) ?? null;

/** @throws AppError template.none, claims.fileChanged */
function readKept(db: Reader, kind: TemplateKind): KeptTemplate & { readonly bytes: Uint8Array } {
  const kept = keptOf(db, kind);
  if (!kept) throw new AppError('template.none', { kind: templateName[kind] });
  const bytes = readEvidence(db, kept.sha256);
  if (!bytes) throw new AppError('claims.fileChanged', { name: kept.name });
  return { ...kept, bytes };
}

/** @throws AppError file.unreadable, claims.file, template.unreadable */
function readFile(path: string): Uint8Array {
  const name = basename(path);
  try {
    const refusal = refusalOfFile(name, statSync(path).size);
    if (refusal !== null) throw new AppError('claims.file', { detail: refusal });
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('file.unreadable', { name }, { cause });
  }
}

async function choose(context: Context, kind: TemplateKind): Promise<ChosenTemplate | null> {
  const path = await context.dialogs.openFile(`选择${templateName[kind]}模板`, ['docx'], 'Word 文稿');
  if (path === null) return null;
  const name = basename(path);
  const bytes = readFile(path);
  const problems = await context.runner.run('checkTemplate', { bytes, kind });
  if (problems.length > 0) return { file: name, problems };
  const sha256 = hashOf(bytes);
  const act = { action: '启用模板', subject: `${templateName[kind]} ${name}`, detail: { sha256 } };
  context.write(act, (tx) => {
    keepContent(tx, { name, mediaType: mediaTypeOf(name) ?? '', sha256, bytes });
    saveSetting(tx, templateSetting(kind), { name, sha256, at: tx.at, actor: tx.actor });
  });
  return { file: name, problems };
}

/** Writes bytes where the clerk says; null when the dialog was closed. */
async function save(context: Context, title: string, name: string, bytes: Uint8Array, action: string) {
  const path = await context.dialogs.saveFile(title, name);
  if (path === null) return null;
  writeOutput(path, bytes);
  context.write({ action, subject: basename(path) }, () => undefined);
  return { file: basename(path) };
}

/** @throws AppError template.none, list.empty, ranking.none */
async function make(context: Context, kind: TemplateKind, period: string) {
  const { bytes: template, sha256 } = readKept(context.reader(), kind);
  const { facts } = gatherFacts(context, period, '内部版');
  const act = { action: `按模板导出${templateName[kind]}`, detail: { template: sha256 } };
  if (kind === 'bulletin') {
    const path = await context.dialogs.saveFile('保存通报', `${filledName(kind, period, null)}.docx`);
    if (path === null) return null;
    const [bytes] = await context.runner.run('fillTemplate', { template, data: [bulletinData(facts)] });
    if (bytes) writeOutput(path, bytes);
    context.write({ ...act, subject: basename(path) }, () => undefined);
    return { files: [basename(path)] };
  }
  const folder = await context.dialogs.chooseFolder('选择存放一区一单的文件夹');
  if (folder === null) return null;
  const work = gatherUnitWork(context, period);
  const letters = [facts.districts, ...(facts.groups ? [facts.groups] : [])].flatMap((list) =>
    list.evaluation.entries.map((entry) => ({
      name: filledName(kind, period, entry.name),
      data: letterData(facts, list, entry, work),
    })),
  );
  const made = await context.runner.run('fillTemplate', { template, data: letters.map(({ data }) => data) });
  const files = letters.map(({ name }) => `${name.replace(/[\\/:*?"<>|]/g, '_')}.docx`);
  const written: string[] = [];
  try {
    for (const [index, bytes] of made.entries()) {
      const file = files[index] ?? '';
      writeOutput(join(folder, file), bytes);
      written.push(file);
    }
  } finally {
    const subject = `${formatPeriod(period)} ${written.length} 份`;
    if (written.length > 0) context.write({ ...act, subject, detail: { ...act.detail, files: written } }, () => undefined);
  }
  return { files: written };
}

export const templates = {
  'templates.view': (_, context) =>
    TEMPLATE_KINDS.map(
      (kind): TemplateView => ({
        kind,
        name: templateName[kind],
        kept: keptOf(context.reader(), kind),
        places: templatePlaces[kind],
      }),
    ),
  'templates.choose': ({ kind }, context) => choose(context, kind),
  'templates.remove': ({ kind }, context) => {
    const { name, sha256 } = readKept(context.reader(), kind);
    // The content stays: papers made with it name its hash.
    context.write({ action: '停用模板', subject: `${templateName[kind]} ${name}`, detail: { sha256 } }, (tx) =>
      saveSetting(tx, templateSetting(kind), null),
    );
    return null;
  },
  'templates.sample': async ({ kind }, context) => {
    const bytes = await context.runner.run('sampleTemplate', { kind });
    return save(context, '保存样本', `${templateName[kind]}模板样本.docx`, bytes, '导出模板样本');
  },
  'templates.save': ({ kind }, context) => {
    const { name, bytes } = readKept(context.reader(), kind);
    return save(context, '模板另存为', name, bytes, '导出模板');
  },
  'templates.make': ({ kind, period }, context) => make(context, kind, period),
} satisfies Partial<Handlers>;
