/** 发文登记簿: signed bulletins are taken out as they were kept, never made again. */
import { basename } from 'node:path';
import type { PaperDocument } from '../../shared/bulletin/document.ts';
import { composeRegisterPaper } from '../../shared/bulletin/register-paper.ts';
import type { SignedBulletin, SignedForm } from '../../shared/contract/bulletins.ts';
import { AppError } from '../../shared/errors.ts';
import type { Difference } from '../../shared/seal/check.ts';
import type { Context } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import { listSigned, numbersUsedElsewhere } from '../store/bulletins.ts';
import { readEvidence } from '../store/evidence.ts';
import type { Reader } from '../store/transaction.ts';
import { localDay } from './deadlines.ts';
import { demoMarks, rememberPaper, savePaper } from './paper-files.ts';
import { readOffice } from './settings.ts';

export function refuse(sentence: string): never {
  throw new AppError('bulletins.refused', { sentence });
}

/** What a signed bulletin is kept as beside its pages: the paper, and the month's bulletin as it stands with it. */
export type SignedContent = { readonly paper: PaperDocument; readonly month: PaperDocument };

export function readContent(db: Reader, { files, number }: SignedBulletin): SignedContent {
  const kept = files.find(({ form }) => form === 'content');
  const bytes = kept ? readEvidence(db, kept.sha256) : null;
  if (!bytes) return refuse(`${number}的存档内容与签发时不一致，不能打开。请到“系统 › 封存”全部核验，并从备份恢复。`);
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as SignedContent;
}

function findSigned(db: Reader, id: number): SignedBulletin {
  const found = listSigned(db).find((one) => one.id === id);
  if (!found) throw new AppError('data.missing', { what: '这份签发的通报' });
  return found;
}

/** A file of a signed bulletin, with its bytes. @throws AppError bulletins.refused when they no longer have their hash */
function signedFile(
  db: Reader,
  id: number,
  form: SignedForm,
): { readonly name: string; readonly sha256: string; readonly bytes: Uint8Array } {
  const { files, number } = findSigned(db, id);
  const file = files.find((one) => one.form === form);
  const bytes = file ? readEvidence(db, file.sha256) : null;
  if (!file || !bytes) {
    return refuse(`${number}存档的文件与签发时不一致，不能使用。请到“系统 › 封存”全部核验，并从备份恢复。`);
  }
  return { ...file, bytes };
}

export const signedBytes = (db: Reader, id: number, form: SignedForm): Uint8Array => signedFile(db, id, form).bytes;

/** Asks where and writes a kept file there. */
export async function saveSigned(context: Context, id: number, form: SignedForm): Promise<{ readonly file: string } | null> {
  const { name, sha256, bytes } = signedFile(context.reader(), id, form);
  const path = await context.dialogs.saveFile('签发的通报另存为', name);
  if (path === null) return null;
  writeOutput(path, bytes);
  rememberPaper(context, path);
  context.write({ action: '取用签发的通报', subject: basename(path), detail: { sha256 } }, () => undefined);
  return { file: basename(path) };
}

/** The register as it stands, on paper. @throws AppError bulletins.refused while no number was given */
export function exportRegister(context: Context): Promise<{ readonly file: string; readonly pages: number } | null> {
  const db = context.reader();
  const [signed, elsewhere] = [listSigned(db), numbersUsedElsewhere(db)];
  if (signed.length + elsewhere.length === 0) refuse('还没有签发的通报，没有可以导出的登记。');
  const paper = composeRegisterPaper({
    issuer: readOffice(db).issuer,
    today: localDay(context.now()),
    marks: [...new Set(signed.flatMap(({ period }) => demoMarks(db, period)))],
    signed,
    elsewhere,
  });
  return savePaper(
    context,
    { title: '导出发文登记簿', name: paper.name },
    { kind: 'composedPaper', facts: paper },
    { action: '导出发文登记簿' },
  );
}

/** What was signed of a month, in both editions: the PDF and the Word file of each, as they were kept. */
export const signedPapers = (db: Reader, period: string): readonly { readonly name: string; readonly bytes: Uint8Array }[] =>
  listSigned(db)
    .filter((one) => one.period === period)
    .flatMap(({ id }) => (['full', 'word'] as const).map((form) => signedFile(db, id, form)));

/** The register beside what was signed: number, date, title and seal are those on the paper. Hashes of the files are checked with all evidence. */
export function registerDifference(db: Reader): Difference | null {
  for (const signed of listSigned(db)) {
    const { paper } = readContent(db, signed);
    const isSame =
      paper.documentNumber === signed.number &&
      paper.datedOn === signed.signedOn &&
      paper.title.join('') === signed.title &&
      paper.seal?.lines.some((line) => line.includes(signed.sealCode)) === true;
    if (!isSame) return { where: `发文登记簿 ${signed.number}`, what: '登记的文号、日期、标题或封存码与签发的通报不一致' };
  }
  return null;
}
