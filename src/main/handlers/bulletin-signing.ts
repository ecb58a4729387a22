/** 签发: a bulletin gets its number and is frozen as what it is: its content, its pages, its file for Word. */
import { doubtsOf } from '../../shared/bulletin/composition.ts';
import { documentNumber } from '../../shared/bulletin/numerals.ts';
import { dayText } from '../../shared/calendar.ts';
import type { SignedForm } from '../../shared/contract/bulletins.ts';
import type { Input } from '../../shared/contract/index.ts';
import { formatPeriod } from '../../shared/period.ts';
import { type Context, paperFonts } from '../context.ts';
import { addSigned, bulletinSigners, nextNumber, takeNumber } from '../store/bulletins.ts';
import { type Content, hashOf } from '../store/evidence.ts';
import { addPaper, saveSetting } from '../store/records.ts';
import { sealOf } from '../store/seals.ts';
import { type Draft, openDraft, stampOf } from './bulletin-drafts.ts';
import { refuse, type SignedContent } from './bulletin-register.ts';
import { localDay } from './deadlines.ts';
import { readBulletinSetting, readOffice } from './settings.ts';

const MEDIA: Readonly<Record<SignedForm, string>> = {
  content: 'application/json',
  full: 'application/pdf',
  preprinted: 'application/pdf',
  word: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};
const ENDING: Readonly<Record<SignedForm, string>> = {
  content: '.json',
  full: '.pdf',
  preprinted: '（套打）.pdf',
  word: '.docx',
};

/** What 签发 on a day would give. */
export function numberOn(context: Context, signedOn: string) {
  const db = context.reader();
  const prefix = readOffice(db).numberPrefix;
  const year = signedOn.slice(0, 4);
  return { prefix, year, next: nextNumber(db, prefix, year), signers: bulletinSigners(db) };
}

type Signature = Input<'bulletins.sign'>;

/** @throws AppError bulletins.refused with the way out */
function refuseEarly(context: Context, { period, signedOn, number, usedFor }: Signature): void {
  const db = context.reader();
  const { prefix, year, next } = numberOn(context, signedOn);
  const name = formatPeriod(period);
  if (!sealOf(db, period)) {
    refuse(`${name}还没有封账，数据还会变，通报不能签发。请先在“排名”页封账；封账前可以另存草稿，每页印有“试算”。`);
  }
  if (signedOn > localDay(context.now())) refuse(`成文日期${dayText(signedOn)}还没有到，请检查。`);
  if (signedOn < `${period.slice(0, 4)}-01-01`) refuse(`成文日期${dayText(signedOn)}早于${name}，请检查。`);
  if (number < next) refuse(`${documentNumber(prefix, Number(year), number)}已经用过，下一个号是${next}号。`);
  if (number > next && usedFor === '') {
    const skipped = number - 1 === next ? `${next}号` : `${next}至${number - 1}号`;
    refuse(`发文字号要连续：${skipped}用于哪些文件，请写明，一并登记。`);
  }
}

/** Signs what can be worked on. Returns its 发文字号. Nothing is written unless all of it is. */
export async function signBulletin(context: Context, signature: Signature): Promise<string> {
  const { period, edition, signedOn, signedBy, number, usedFor } = signature;
  refuseEarly(context, signature);
  const { prefix, year, next } = numberOn(context, signedOn);
  const full = documentNumber(prefix, Number(year), number);
  const open = (): Draft => openDraft(context, period, edition, { documentNumber: full, signedOn });
  const draft = open();
  const [doubt, ...more] = doubtsOf(draft.composed.outline);
  if (doubt) {
    refuse(
      `还有 ${more.length + 1} 处待核，先核对再签发。${doubt.part.title === null ? '' : `“${doubt.part.title}”：`}${doubt.doubt}`,
    );
  }
  const paper = draft.composed.document;
  const form = { facts: paper, ...paperFonts(context) };
  const red = await context.runner.run('bulletinPaper', { ...form, head: 'full' });
  if (red.missingCharacters.length > 0) {
    refuse(
      `有 ${red.missingCharacters.length} 个字没有字体可印（${red.missingCharacters.join(' ')}），不能签发。请换字，或装上含这些字的字体。`,
    );
  }
  const preprinted = await context.runner.run('bulletinPaper', { ...form, head: 'preprinted' });
  const word = await context.runner.run('bulletinPaper', { ...form, format: 'docx' });
  const content: SignedContent = { paper, month: draft.month };
  const bytes: Readonly<Record<SignedForm, Uint8Array>> = {
    content: Buffer.from(JSON.stringify(content), 'utf8'),
    full: red.bytes,
    preprinted: preprinted.bytes,
    word: word.bytes,
  };
  const files = (['content', 'full', 'preprinted', 'word'] as const).map((one): Content & { readonly form: SignedForm } => ({
    form: one,
    name: `${paper.name}（${full}）${ENDING[one]}`,
    mediaType: MEDIA[one],
    sha256: hashOf(bytes[one]),
    bytes: bytes[one],
  }));
  const hashes = Object.fromEntries(files.map((file) => [file.form, file.sha256]));
  const act = {
    action: draft.kind === 'month' ? '签发通报' : '签发更正通报',
    subject: `${full} ${formatPeriod(period)}（${edition}）`,
    detail: { signedOn, signedBy, pages: red.pages, fonts: red.fonts, ...hashes, ...(number > next ? { usedFor } : {}) },
  };
  context.write(act, (tx) => {
    // What was set while the files were made is what is signed, or nothing is.
    const seal = sealOf(tx, period);
    if (!seal || nextNumber(tx, prefix, year) !== next || stampOf(open()) !== stampOf(draft)) {
      refuse('生成文件时数据、文字或文号有了变动，没有签发。请核对后再签发。');
    }
    for (let skipped = next; skipped < number; skipped += 1) takeNumber(tx, prefix, year, usedFor);
    addSigned(tx, {
      numberId: takeNumber(tx, prefix, year, ''),
      period,
      edition,
      corrects: draft.corrects?.id ?? null,
      sealId: seal.id,
      title: paper.title.join(''),
      signedOn,
      signedBy,
      pages: red.pages,
      files,
    });
    addPaper(tx, period, 'bulletin', `${paper.name}.pdf`, hashOf(red.bytes));
    // The month's other papers are dated like its bulletin.
    if (draft.kind === 'month' && (edition === '内部版' || readBulletinSetting(tx, period).signedOn === null)) {
      saveSetting(tx, `bulletin:${period}`, { number, signedOn });
    }
  });
  return full;
}
