/** 佐证 on its way in and out: the same rules wherever a file is added, looked at or saved elsewhere. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { isMisnamed, isProgram, MAX_FILES, mediaTypeOf, refusalOfFile } from '../../shared/claims/evidence.ts';
import type { EvidenceFile } from '../../shared/contract/claims.ts';
import { AppError } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import { type Content, hashOf, readEvidence } from '../store/evidence.ts';
import type { Reader } from '../store/transaction.ts';

const refuse = (detail: string): never => {
  throw new AppError('claims.file', { detail });
};

/**
 * Reads one file beside those already kept. Size and kind are judged before a byte is read.
 * @throws AppError claims.file with the sentence why it is not kept, file.unreadable
 */
export function readEvidenceFile(path: string, kept: readonly EvidenceFile[]): Content {
  const name = basename(path);
  if (kept.length >= MAX_FILES) refuse(`每个事项最多 ${MAX_FILES} 个佐证，请先移除不需要的`);
  const bytes = readChecked(path, name);
  const sha256 = hashOf(bytes);
  const twin = kept.find((file) => file.sha256 === sha256);
  if (twin) refuse(`“${name}”与本事项已有的佐证“${twin.name}”内容相同，不用重复添加`);
  return { name, mediaType: mediaTypeOf(name) ?? '', sha256, bytes };
}

function readChecked(path: string, name: string): Uint8Array {
  try {
    const refusal = refusalOfFile(name, statSync(path).size);
    if (refusal !== null) refuse(refusal);
    const bytes = readFileSync(path);
    // It may have grown since it was looked at.
    const late = refusalOfBytes(name, bytes);
    return late === null ? bytes : refuse(late);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('file.unreadable', { name }, { cause });
  }
}

/** Why a content is not kept under a name, wherever it came from; null when it is. */
export function refusalOfBytes(name: string, bytes: Uint8Array): string | null {
  const refusal = refusalOfFile(name, bytes.length);
  if (refusal !== null) return refusal;
  if (isProgram(bytes)) return `“${name}”其实是一个程序，不能作佐证`;
  return isMisnamed(name, bytes) ? `“${name}”的内容与文件类型不符，打不开，请检查后重新选择` : null;
}

type Kept = Pick<EvidenceFile, 'name' | 'sha256'>;

/** A kept file with its bytes. @throws AppError claims.fileChanged when they no longer have their hash */
export function keptFile<File extends Kept>(db: Reader, file: File): File & { readonly bytes: Uint8Array } {
  const bytes = readEvidence(db, file.sha256);
  if (!bytes) throw new AppError('claims.fileChanged', { name: file.name });
  return { ...file, bytes };
}

/** Asks where and writes a kept file there; null when the dialog was closed. */
export async function saveKeptFile(
  context: Context,
  { name, sha256, bytes }: Kept & { readonly bytes: Uint8Array },
): Promise<{ readonly file: string } | null> {
  const path = await context.dialogs.saveFile('佐证另存为', name);
  if (path === null) return null;
  writeOutput(path, bytes);
  context.write({ action: '导出佐证', subject: name, detail: { sha256 } }, () => undefined);
  return { file: basename(path) };
}
