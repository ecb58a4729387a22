/** 专门情况报告: gathered from the diagnosis and what the 会诊组 registered, laid in the office's words, made, kept and exported. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { AS_TEMPLATE, applyComposition, type Composition } from '../../shared/bulletin/composition.ts';
import { changed } from '../../shared/bulletin/composition-change.ts';
import type { ConsultationReportFacts } from '../../shared/bulletin/consultation-parts.ts';
import { composeConsultationReport, composeReportBody, reportName } from '../../shared/bulletin/consultation-report.ts';
import type { PlainPaper } from '../../shared/bulletin/document.ts';
import { isOpenState } from '../../shared/consultation/record.ts';
import type { ConsultationAsked } from '../../shared/contract/consultations.ts';
import { AppError } from '../../shared/errors.ts';
import type { Handlers } from '../call.ts';
import { type Context, paperFonts } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import { isOneClerk } from '../store/accounts.ts';
import { bandDecision } from '../store/consultations.ts';
import { addPaper, readSetting, saveSetting } from '../store/records.ts';
import type { Reader } from '../store/transaction.ts';
import { refuseWords } from './bulletin-drafts.ts';
import { refuse } from './bulletin-register.ts';
import { openUnit } from './consultation-case.ts';
import { viewDesk } from './consultation-desk.ts';
import { diagnosisOf } from './consultation-diagnosis.ts';
import { viewFollowUp } from './consultation-reviews.ts';
import { consultations } from './consultations.ts';
import { sealMarkOf } from './evaluation.ts';
import { askForPaper, formatOf, rememberPaper } from './paper-files.ts';
import { readOffice } from './settings.ts';

type Made = {
  readonly token: string;
  readonly report: ConsultationReportFacts;
  readonly paper: readonly [PlainPaper, PlainPaper];
  readonly bytes: Uint8Array;
};
/** The last report made for each running program: the page shows it, an export writes those very bytes. */
const made = new WeakMap<Context, Made>();

function find(context: Context, token: string): Made {
  const found = made.get(context);
  if (found?.token !== token) throw new AppError('job.unknown', {});
  return found;
}

/** The office's words for the report of a 会诊; every act that changed them is in the log. */
const wordsKey = (id: number): string => `consultation-report:${id}`;
const wordsOf = (db: Reader, report: ConsultationReportFacts): Composition =>
  report.record
    ? ((readSetting(db, wordsKey(report.record.consultation.id)) as Composition | undefined) ?? AS_TEMPLATE)
    : AS_TEMPLATE;

/** Why the words stay as they are; null when they may be changed. */
function lockOf({ record }: ConsultationReportFacts): string | null {
  if (!record) return '还没有拟定会诊，拟定以后才能改文字。';
  return isOpenState(record.consultation.state) ? null : '会诊已经办结或撤销，报告的文字不再改动。';
}

/** Everything the report says. @throws AppError of openUnit; job.busy */
async function gather(context: Context, asked: ConsultationAsked): Promise<ConsultationReportFacts> {
  const db = context.reader();
  const opened = openUnit(context, asked);
  const view = consultations['consultations.view'](asked, context);
  const facts = { ...view, ...(await diagnosisOf(context, opened)) };
  const { record, figures } = viewDesk(context, asked);
  return {
    facts,
    issuer: readOffice(db).issuer,
    seal: sealMarkOf(db, asked.period),
    isOneClerk: isOneClerk(db),
    record,
    figures,
    followUp: record && viewFollowUp(context, record.consultation),
    decision: bandDecision(db, asked.period, asked.list),
  };
}

/** Makes the report; the bytes are kept until the next one is made. */
export async function makeReport(context: Context, asked: ConsultationAsked) {
  const report = await gather(context, asked);
  const { document, outline } = applyComposition(composeReportBody(report), wordsOf(context.reader(), report));
  const paper = composeConsultationReport(report, document);
  const { bytes, pages, fonts, missingCharacters, checks } = await context.runner.run('composedPaper', {
    facts: paper,
    ...paperFonts(context),
  });
  const token = createHash('sha256').update(bytes).digest('hex');
  made.set(context, { token, report, paper, bytes });
  return { token, name: reportName(report.facts.head), pages, fonts, missingCharacters, checks, outline, locked: lockOf(report) };
}

/** Writes a made report, as the PDF that was shown or the same for Word, and enters it in the register of papers. */
export async function exportReport(context: Context, token: string, path: string): Promise<void> {
  const { bytes: shown, paper, report } = find(context, token);
  const { head } = report.facts;
  const format = formatOf(path);
  const bytes =
    format === 'pdf'
      ? shown
      : (await context.runner.run('composedPaper', { facts: paper, format, ...paperFonts(context) })).bytes;
  writeOutput(path, bytes);
  rememberPaper(context, path);
  const file = basename(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const detail = { sha256, organisation: head.organisation, seal: head.seal?.code ?? null };
  context.write({ action: '生成专门情况报告', subject: file, detail }, (tx) =>
    addPaper(tx, head.period, 'consultation', file, sha256),
  );
}

export const consultationReports = {
  'consultationReports.make': (asked, context) => makeReport(context, asked),
  'consultationReports.bytes': ({ token }, context) => find(context, token).bytes,
  'consultationReports.export': async ({ token }, context) => {
    const { head } = find(context, token).report.facts;
    const path = await askForPaper(context, '保存专门情况报告', reportName(head));
    if (path === null) return null;
    await exportReport(context, token, path);
    return { file: basename(path) };
  },
  'consultationReports.arrange': ({ token, change }, context) => {
    const { report } = find(context, token);
    const locked = lockOf(report);
    if (locked !== null || !report.record) return refuse(locked ?? '');
    const template = composeReportBody(report);
    const before = wordsOf(context.reader(), report);
    refuseWords(applyComposition(template, before), change);
    const next = changed(template, before, change);
    if (!next) return refuse('没有找到这一段，数据可能刚有变动，请重新生成后再改。');
    // A click that changes nothing is no act.
    if (JSON.stringify(next.composition) === JSON.stringify(before)) return null;
    const { id } = report.record.consultation;
    const subject = `${reportName(report.facts.head)} ${next.said}`;
    context.write({ action: '编排专门情况报告', subject, detail: change }, (tx) =>
      saveSetting(tx, wordsKey(id), next.composition),
    );
    return null;
  },
} satisfies Partial<Handlers>;
