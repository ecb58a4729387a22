/** 会诊, the stored part: opened, prepared, held, its causes and prescriptions written down, followed up and closed. */
import { dayText } from '../../shared/calendar.ts';
import { EVIDENCE_EXTENSIONS } from '../../shared/claims/evidence.ts';
import { refusalOfBound } from '../../shared/consultation/bound-text.ts';
import { type CauseEvidence, refusalOfCauses } from '../../shared/consultation/causes.ts';
import { CONSULTATION_ACTS, type ConsultationAct, hindranceOf } from '../../shared/consultation/record.ts';
import type { ChainDraft, Consultation } from '../../shared/contract/consultation-records.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import {
  addBandDecision,
  attachConsultationFile,
  bandDecision,
  chainsOf,
  consultationOf,
  detachConsultationFile,
  dropPrescription,
  listCauses,
  moveConsultation,
  openConsultation,
  prescriptionsOf,
  saveCauses,
  saveChain,
  saveTeam,
  usedCauses,
} from '../store/consultations.ts';
import { listOrganisations } from '../store/organisations.ts';
import type { Reader } from '../store/transaction.ts';
import { openUnit } from './consultation-case.ts';
import { actFacts, figuresFor, type Proofs, proofsOf, viewDesk } from './consultation-desk.ts';
import { find, findOpen, refuse, subjectOf } from './consultation-find.ts';
import { exportLearningSheet } from './consultation-learning.ts';
import { prescribe } from './consultation-prescribe.ts';
import { viewFollowUp, viewHistory } from './consultation-reviews.ts';
import { localDay } from './deadlines.ts';
import { keptFile, readEvidenceFile, saveKeptFile } from './evidence-files.ts';

/** 复诊 in the two periods after, unless the office says otherwise (domain.md §2.6). */
const USUAL_ROUNDS = 2;

const proofOf = (
  evidence: ChainDraft['steps'][number]['evidence'],
  { files }: Consultation,
  proofs: Proofs,
): CauseEvidence | null => {
  if (evidence === null) return null;
  if (evidence.kind === 'record') {
    const link = proofs.records.find(({ feature, id }) => feature === evidence.feature && id === evidence.record);
    return link ? { kind: 'record', link } : refuse('所选的记录不是这个单位当期的记录，请重新选择依据。');
  }
  const isThere =
    evidence.kind === 'file'
      ? files.some(({ sha256 }) => sha256 === evidence.sha256)
      : proofs.figures.some(({ indicator }) => indicator === evidence.indicator);
  return isThere ? evidence : refuse('所选的依据已经不在，请重新选择。');
};

/** A chain as it was, for the log. */
function chainBefore(db: Reader, id: number, line: string): unknown {
  return chainsOf(db, id).find((chain) => chain.line === line) ?? null;
}

function writeChain(context: Context, id: number, { line, steps }: ChainDraft): null {
  const db = context.reader();
  const consultation = findOpen(db, id);
  const known = chainsOf(db, id);
  const causes = new Map(listCauses(db).map((cause) => [cause.code, cause]));
  const figures = figuresFor(context, consultation);
  const proofs = proofsOf(context, consultation);
  const before = known.find((chain) => chain.line === line);
  const kept = steps.map(({ code, text, evidence }, at) => {
    const cause = causes.get(code);
    // A code out of use may stay where it stands.
    if (!cause || (!cause.isActive && before?.steps[at]?.code !== code)) refuse(`第 ${at + 1} 层的病因没有选好，请重新选择。`);
    const reason = refusalOfBound(text, figures);
    if (reason !== null) refuse(`第 ${at + 1} 层：${reason}`);
    const stays = before?.steps.find(
      (step) =>
        evidence?.kind === 'record' &&
        step.evidence?.kind === 'record' &&
        step.evidence.link.feature === evidence.feature &&
        step.evidence.link.id === evidence.record,
    );
    // What a record said when it was named as evidence stays, also when the register has moved on.
    return { code, text, evidence: stays?.evidence ?? proofOf(evidence, consultation, proofs) };
  });
  const name = viewLine(context, consultation, line);
  const act = { action: '填写病因', subject: `${subjectOf(consultation)} ${name}`, detail: { before: before ?? null } };
  context.write(act, (tx) => saveChain(tx, id, { line, steps: kept }, name));
  return null;
}

/** @throws AppError consultations.refused for a line the month's scheme does not have */
function viewLine(context: Context, consultation: Consultation, line: string): string {
  if (line === '') return '总体';
  const item = openUnit(context, consultation).entry.items.find(({ code }) => code === line);
  return item ? `${item.code} ${item.name}` : refuse(`当期方案没有“${line}”这一项，请重新选择短板。`);
}

/** @throws AppError consultations.refused with what is in the way */
function move(context: Context, id: number, act: ConsultationAct, text: string): null {
  const db = context.reader();
  const consultation = find(db, id);
  const { name, to, text: wanted } = CONSULTATION_ACTS[act];
  const hindrance = hindranceOf(act, actFacts(context, consultation));
  if (hindrance !== null) refuse(`${subjectOf(consultation)}还不能${name}：${hindrance}`);
  if (wanted !== null && text === '') refuse(`${name}要写明${wanted}，请填写后再办理。`);
  const heldOn = consultation.heldOn ?? '';
  if (act === 'hold' && heldOn > localDay(context.now())) refuse(`会诊日期${dayText(heldOn)}还没有到，会诊以后再登记。`);
  // What the program judged when the office closed it stays beside the office's own conclusion.
  const judged = act === 'close' ? viewFollowUp(context, consultation).result.words : '';
  const detail = { consultation: id, text, judged };
  context.write({ action: `会诊${name}`, subject: subjectOf(consultation), detail }, (tx) =>
    moveConsultation(tx, id, act, to, judged === '' ? text : `${text}（程序判断：${judged}）`),
  );
  return null;
}

function fileOf(db: Reader, id: number, sha256: string) {
  const file = find(db, id).files.find((one) => one.sha256 === sha256);
  if (!file) throw new AppError('data.missing', { what: '这个文件' });
  return file;
}

export const consultationRecords = {
  'consultationRecords.view': (asked, context) => viewDesk(context, asked),
  'consultationRecords.history': (_, context) => viewHistory(context),
  'consultationRecords.followUp': ({ id }, context) => viewFollowUp(context, find(context.reader(), id)),
  'consultationRecords.open': (asked, context) => {
    const db = context.reader();
    const { head } = openUnit(context, asked);
    const { period, list, organisation } = asked;
    if (consultationOf(db, period, list, organisation)) refuse(`${head.name}${formatPeriod(period)}已经拟定会诊，请接着填写。`);
    const unit = listOrganisations(db).find(({ code }) => code === organisation);
    if (!unit) throw new AppError('organisation.unknown', { name: organisation });
    const act = { action: '拟定会诊', subject: `${head.name}${formatPeriod(period)}会诊`, detail: { why: head.why } };
    const entry = { period, list, organisationId: unit.id, why: head.why, rounds: USUAL_ROUNDS };
    return { id: context.write(act, (tx) => openConsultation(tx, entry)) };
  },
  'consultationRecords.saveTeam': ({ id, ...team }, context) => {
    const consultation = findOpen(context.reader(), id);
    const { state, members, heldOn, place, minutes, rounds } = consultation;
    if (state !== 'planned') {
      const facts = { ...actFacts(context, consultation), ...team, state: 'planned' as const };
      const hindrance = hindranceOf('hold', facts);
      if (hindrance !== null) refuse(`会诊已经登记，${hindrance}`);
      const heldOnNow = team.heldOn ?? '';
      if (heldOnNow > localDay(context.now())) refuse(`会诊日期${dayText(heldOnNow)}还没有到，请改正。`);
    }
    const detail = { before: { members, heldOn, place, minutes, rounds } };
    context.write({ action: '填写会诊组和纪要', subject: subjectOf(consultation), detail }, (tx) => saveTeam(tx, id, team));
    return null;
  },
  'consultationRecords.saveChain': ({ id, ...chain }, context) => writeChain(context, id, chain),
  'consultationRecords.removeChain': ({ id, line }, context) => {
    const db = context.reader();
    const consultation = findOpen(db, id);
    const before = chainBefore(db, id, line);
    if (before === null) throw new AppError('data.missing', { what: '这一条病因' });
    const act = { action: '删去病因', subject: `${subjectOf(consultation)} ${line || '总体'}`, detail: { before } };
    context.write(act, (tx) => saveChain(tx, id, { line, steps: [] }, `删去 ${line || '总体'}`));
    return null;
  },
  'consultationRecords.causes': (_, context) => ({ causes: listCauses(context.reader()), used: usedCauses(context.reader()) }),
  'consultationRecords.saveCauses': ({ causes }, context) => {
    const db = context.reader();
    const reason = refusalOfCauses(causes, usedCauses(db));
    if (reason !== null) refuse(reason);
    const act = { action: '修改病因字典', subject: `${causes.length} 条`, detail: { before: listCauses(db) } };
    context.write(act, (tx) => saveCauses(tx, causes));
    return null;
  },
  'consultationRecords.prescribe': ({ id, ...draft }, context) => prescribe(context, findOpen(context.reader(), id), draft),
  'consultationRecords.drop': ({ id, prescription, reason }, context) => {
    const db = context.reader();
    const consultation = findOpen(db, id);
    const entry = prescriptionsOf(db, [id]).find((one) => one.id === prescription);
    if (!entry) throw new AppError('data.missing', { what: '这件处方' });
    const act = { action: '撤下处方', subject: `${subjectOf(consultation)} ${entry.title}`, detail: { reason } };
    context.write(act, (tx) => dropPrescription(tx, entry, reason));
    return null;
  },
  'consultationRecords.advance': ({ id, act, text }, context) => move(context, id, act, text),
  'consultationRecords.judge': ({ id, act, text }, context) => move(context, id, act, text),
  'consultationRecords.attach': async ({ id }, context) => {
    findOpen(context.reader(), id);
    const path = await context.dialogs.openFile('选择佐证材料', EVIDENCE_EXTENSIONS, '佐证材料');
    if (path === null) return null;
    // While the dialog stood open somebody may have closed it.
    const consultation = findOpen(context.reader(), id);
    const content = readEvidenceFile(path, consultation.files);
    const { name, sha256 } = content;
    const act = { action: '添加佐证', subject: `${subjectOf(consultation)} ${name}`, detail: { sha256 } };
    context.write(act, (tx) => attachConsultationFile(tx, id, content));
    return { name };
  },
  'consultationRecords.detach': ({ id, sha256 }, context) => {
    const db = context.reader();
    const consultation = findOpen(db, id);
    const file = fileOf(db, id, sha256);
    const uses = chainsOf(db, id).filter(({ steps }) =>
      steps.some(({ evidence }) => evidence?.kind === 'file' && evidence.sha256 === sha256),
    );
    if (uses.length > 0) refuse(`“${file.name}”是病因的依据，不能移除。请先改病因的依据。`);
    const act = { action: '移除佐证', subject: `${subjectOf(consultation)} ${file.name}`, detail: { sha256 } };
    context.write(act, (tx) => detachConsultationFile(tx, id, file));
    return null;
  },
  'consultationRecords.bytes': ({ id, sha256 }, context) =>
    keptFile(context.reader(), fileOf(context.reader(), id, sha256)).bytes,
  'consultationRecords.saveFile': ({ id, sha256 }, context) =>
    saveKeptFile(context, keptFile(context.reader(), fileOf(context.reader(), id, sha256))),
  'consultationRecords.decide': ({ period, list, ...decision }, context) => {
    const act = { action: '难分伯仲决定', subject: `${formatPeriod(period)} ${listName[list]}`, detail: decision };
    context.write(act, (tx) => addBandDecision(tx, period, list, decision));
    return null;
  },
  'consultationRecords.decision': ({ period, list }, context) => bandDecision(context.reader(), period, list),
  'consultationRecords.learningSheet': (asked, context) => exportLearningSheet(context, asked),
} satisfies Partial<Handlers>;
