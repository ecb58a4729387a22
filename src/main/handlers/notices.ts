/** 三单一书: what is there, 签发 with its number, 签收, 反馈, 办结 and the next rung. What is due by rule is in notice-ladder.ts. */
import { dayText, knowsYear } from '../../shared/calendar.ts';
import { EVIDENCE_EXTENSIONS } from '../../shared/claims/evidence.ts';
import type { Notice, NoticeAct, NoticeDraft, NoticeRecord, NoticeRow, NoticesView } from '../../shared/contract/notices.ts';
import { AppError } from '../../shared/errors.ts';
import { kindAbove, NOTICE_KINDS, type NoticeKind, noticeName, usualRequirement } from '../../shared/notices/kinds.ts';
import { type NoticeStanding, noticeStanding, replyDueOn } from '../../shared/notices/standing.ts';
import { asOfDay, daysOf } from '../../shared/tasks/count.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import {
  addNoticeEvent,
  attachNoticeFile,
  detachNoticeFile,
  issueNotice,
  listNotices,
  noticeChain,
  noticeEvents,
  noticeSigners,
  type StoredNotice,
  withdrawNotice,
} from '../store/notices.ts';
import { listOrganisations } from '../store/organisations.ts';
import { saveSetting } from '../store/records.ts';
import { calendarDays } from '../store/submissions.ts';
import { findTask } from '../store/tasks.ts';
import type { Reader } from '../store/transaction.ts';
import { localDay, workDay } from './deadlines.ts';
import { keptFile, readEvidenceFile, saveKeptFile } from './evidence-files.ts';
import { batchOf, saveBatch } from './notice-batch.ts';
import { draftProposals, findKnown, nameOf, refuse, subjectOf, writeDraft } from './notice-drafts.ts';
import { effectOf, refuseScoredSealed } from './notice-figures.ts';
import { propose, readNoticeRules } from './notice-ladder.ts';
import { exportPapers } from './notice-papers.ts';
import { taskRows } from './task-rows.ts';

/** @param day the day its reply is looked at; today for whoever does something with it */
function rowOf(
  context: Context,
  { year, replacedBy, ...notice }: StoredNotice,
  day: string = localDay(context.now()),
): NoticeRow {
  return { ...notice, standing: noticeStanding({ ...notice, replacedBy }, day, calendarDays(context.reader())) };
}

function viewNotices(context: Context, period: string): NoticesView {
  const db = context.reader();
  const year = period.slice(0, 4);
  const today = localDay(context.now());
  const { first, last } = daysOf(period);
  const all = listNotices(db);
  const issuedIn = (kind: NoticeKind, from: string, to: string): number =>
    all.filter((notice) => notice.kind === kind && notice.issuedOn !== null && notice.issuedOn >= from && notice.issuedOn <= to)
      .length;
  const day = workDay(context, period);
  const rows = all.map((notice) => rowOf(context, notice, day));
  // What was issued in a later year is not left over from this one.
  const isOpen = ({ standing: { stage }, issuedOn }: NoticeRow): boolean =>
    stage !== 'settled' && stage !== 'replaced' && (issuedOn === null || issuedOn.slice(0, 4) <= year);
  const own = calendarDays(db);
  return {
    year,
    today,
    asOf: asOfDay(period, today),
    rows: rows.filter((row) => isOpen(row) || row.issuedOn?.startsWith(year)).reverse(),
    counts: NOTICE_KINDS.map((kind) => ({
      kind,
      inPeriod: issuedIn(kind, first, last),
      inYear: issuedIn(kind, `${year}-01-01`, `${year}-12-31`),
    })),
    proposals: propose(context, period).map(({ proposal }) => proposal),
    units: listOrganisations(db)
      .filter(({ kind }) => kind !== 'city')
      .map(({ code, name }) => ({ code, name })),
    tasks: taskRows(context, period)
      .filter(({ state }) => state !== 'closed' && state !== 'noNeed')
      .map(({ id, number, title, organisation, documentNumber }) => ({
        id,
        name: `${number} ${title}`,
        organisation,
        title,
        source: documentNumber,
      })),
    signers: noticeSigners(db),
    rules: readNoticeRules(db),
    unknownYear:
      knowsYear(today.slice(0, 4)) || own.some(({ day }) => day.startsWith(today.slice(0, 4))) ? null : today.slice(0, 4),
  };
}

const ACTS: Readonly<Record<NoticeStanding['stage'], readonly NoticeAct[]>> = {
  draft: ['issue', 'edit', 'withdraw'],
  unsigned: ['receive', 'reply', 'escalate'],
  waiting: ['reply', 'receive', 'escalate'],
  replied: ['settle', 'reply', 'escalate'],
  settled: ['reopen'],
  replaced: [],
  withdrawn: [],
};

const ACT_NAMES: Readonly<Record<NoticeAct, string>> = {
  edit: '修改',
  issue: '签发',
  withdraw: '撤销',
  receive: '登记签收',
  reply: '登记反馈',
  settle: '办结',
  escalate: '升级',
  reopen: '恢复办理',
};

/** What may be done with a notice now; the next rung is drafted once. */
function actsOf(db: Reader, row: NoticeRow): readonly NoticeAct[] {
  const isAbove = noticeChain(db, row.id).some(({ previousId }) => previousId === row.id);
  return ACTS[row.standing.stage].filter((act) => act !== 'escalate' || (kindAbove(row.kind) !== null && !isAbove));
}

/** A notice with which an act may be done now. @throws AppError notices.unknown, notices.refused */
function findFor(context: Context, id: number, act: NoticeAct): NoticeRow {
  const db = context.reader();
  const row = rowOf(context, findKnown(db, id));
  if (!actsOf(db, row).includes(act)) refuse(`${nameOf(row)}现在是“${row.standing.word}”，不能${ACT_NAMES[act]}。`);
  return row;
}

function viewRecord(context: Context, id: number, period: string): NoticeRecord {
  const db = context.reader();
  const day = workDay(context, period);
  const notice = rowOf(context, findKnown(db, id), day);
  const task = notice.task === null ? null : findTask(db, notice.task);
  const usual = replyDueOn(notice.kind, localDay(context.now()), readNoticeRules(db), calendarDays(db));
  return {
    notice,
    chain: noticeChain(db, id).map((one) => ({
      id: one.id,
      kind: one.kind,
      number: one.number,
      word: rowOf(context, one, day).standing.word,
    })),
    task: task && { id: task.id, number: task.number, title: task.title, deadline: task.deadline },
    events: noticeEvents(db, id),
    acts: actsOf(db, notice),
    usualDueOn: usual,
    effect: effectOf(db, notice),
  };
}

/** @throws AppError notices.unknown, notices.refused, organisation.unknown */
function save(context: Context, draft: NoticeDraft): number {
  const db = context.reader();
  const unit = listOrganisations(db).find(({ code }) => code === draft.organisation);
  if (!unit) throw new AppError('organisation.unknown', { name: draft.organisation });
  if (draft.task !== null && !findTask(db, draft.task)) throw new AppError('task.unknown', {});
  const before = draft.id === null ? null : findFor(context, draft.id, 'edit');
  const previousId = before?.previousId ?? null;
  const act = {
    action: before ? '修改三单一书' : '起草三单一书',
    subject: `${unit.name} ${noticeName[draft.kind]} ${draft.matter}`,
  };
  return context.write(act, (tx) => writeDraft(context, tx, draft, previousId));
}

/** A day that has been, and not before another. */
function refuseDay(context: Context, name: string, day: string, from: string, fromName: string): void {
  if (day > localDay(context.now())) refuse(`${name}${dayText(day)}还没有到，请检查。`);
  if (day < from) refuse(`${name}${dayText(day)}早于${fromName}${dayText(from)}，请检查。`);
}

type Issuing = { readonly id: number; readonly issuedOn: string; readonly signedBy: string; readonly dueOn: string | null };

function issue(context: Context, { id, issuedOn, signedBy, dueOn }: Issuing): string {
  const db = context.reader();
  const row = findFor(context, id, 'issue');
  const before = row.previousId === null ? null : findKnown(db, row.previousId);
  refuseDay(context, '下发日', issuedOn, before?.issuedOn ?? issuedOn, before ? `${nameOf(before)}的下发日` : '');
  const due = dueOn ?? row.dueOn ?? replyDueOn(row.kind, issuedOn, readNoticeRules(db), calendarDays(db));
  if (due < issuedOn) refuse(`反馈时限${dayText(due)}早于下发日${dayText(issuedOn)}，请检查。`);
  refuseScoredSealed(db, row.kind, issuedOn);
  const act = {
    action: `签发${noticeName[row.kind]}`,
    subject: subjectOf(row),
    detail: { notice: id, issuedOn, dueOn: due, signedBy },
  };
  return context.write(act, (tx) => issueNotice(tx, id, { kind: row.kind, issuedOn, dueOn: due, signedBy }));
}

function escalate(context: Context, id: number, reason: string): number {
  const row = findFor(context, id, 'escalate');
  const kind = kindAbove(row.kind);
  if (kind === null) return refuse('责令书以上没有更高一级。');
  const { organisation, task, source, matter, number } = row;
  const draft: NoticeDraft = {
    id: null,
    kind,
    organisation,
    task,
    source,
    matter,
    basis: `${number}下发后，${reason}`,
    requirement: usualRequirement[kind],
    dueOn: null,
    signedBy: '',
  };
  const act = { action: `升级为${noticeName[kind]}`, subject: subjectOf(row), detail: { notice: id, reason } };
  return context.write(act, (tx) => writeDraft(context, tx, draft, id));
}

/** A notice whose files may still change: issued, and not 办结. */
function findOpen(context: Context, id: number): NoticeRow {
  const row = rowOf(context, findKnown(context.reader(), id));
  const { stage, word } = row.standing;
  if (stage !== 'unsigned' && stage !== 'waiting' && stage !== 'replied') refuse(`${nameOf(row)}现在是“${word}”，佐证不能再改。`);
  return row;
}

function fileOf(notice: Notice, sha256: string): Notice['files'][number] {
  const file = notice.files.find((one) => one.sha256 === sha256);
  if (!file) throw new AppError('notices.unknown', {});
  return file;
}

const readFileOf = (db: Reader, id: number, sha256: string) => keptFile(db, fileOf(findKnown(db, id), sha256));

export const notices = {
  'notices.view': ({ period }, context) => viewNotices(context, period),
  'notices.record': ({ id, period }, context) => viewRecord(context, id, period),
  'notices.save': (draft, context) => ({ id: save(context, draft) }),
  'notices.propose': ({ period, keys }, context) => draftProposals(context, period, keys),
  'notices.withdraw': ({ id, reason }, context) => {
    const row = findFor(context, id, 'withdraw');
    context.write({ action: '撤销三单一书', subject: subjectOf(row), detail: { reason } }, (tx) =>
      withdrawNotice(tx, id, reason),
    );
    return null;
  },
  'notices.issue': (input, context) => ({ number: issue(context, input) }),
  'notices.receive': ({ id, onDay, person }, context) => {
    const row = findFor(context, id, 'receive');
    refuseDay(context, '签收日', onDay, row.issuedOn ?? onDay, '下发日');
    const act = { action: '登记签收', subject: subjectOf(row), detail: { onDay, person } };
    context.write(act, (tx) => addNoticeEvent(tx, id, { event: 'receive', onDay, person }));
    return null;
  },
  'notices.reply': ({ id, onDay, text }, context) => {
    const row = findFor(context, id, 'reply');
    refuseDay(context, '反馈日', onDay, row.receivedOn ?? row.issuedOn ?? onDay, row.receivedOn === null ? '下发日' : '签收日');
    const act = { action: '登记反馈', subject: subjectOf(row), detail: { onDay } };
    context.write(act, (tx) => addNoticeEvent(tx, id, { event: 'reply', onDay, text }));
    return null;
  },
  'notices.settle': ({ id, onDay }, context) => {
    const row = findFor(context, id, 'settle');
    refuseDay(context, '办结日', onDay, row.repliedOn ?? onDay, '反馈日');
    const act = { action: `办结${noticeName[row.kind]}`, subject: subjectOf(row), detail: { onDay } };
    context.write(act, (tx) => addNoticeEvent(tx, id, { event: 'settle', onDay }));
    return null;
  },
  'notices.reopen': ({ id, reason }, context) => {
    const row = findFor(context, id, 'reopen');
    const act = { action: '恢复办理', subject: subjectOf(row), detail: { reason } };
    context.write(act, (tx) => addNoticeEvent(tx, id, { event: 'reopen', text: reason }));
    return null;
  },
  'notices.escalate': ({ id, reason }, context) => ({ id: escalate(context, id, reason) }),
  'notices.attach': async ({ id }, context) => {
    findOpen(context, id);
    const path = await context.dialogs.openFile('选择佐证材料', EVIDENCE_EXTENSIONS, '佐证材料');
    if (path === null) return null;
    // While the dialog stood open somebody may have 办结 it.
    const row = findOpen(context, id);
    const content = readEvidenceFile(path, row.files);
    const { name, sha256 } = content;
    const act = { action: '添加佐证', subject: `${subjectOf(row)} ${name}`, detail: { sha256 } };
    context.write(act, (tx) => attachNoticeFile(tx, id, content));
    return { name };
  },
  'notices.detach': ({ id, sha256 }, context) => {
    const row = findOpen(context, id);
    const file = fileOf(row, sha256);
    const act = { action: '移除佐证', subject: `${subjectOf(row)} ${file.name}`, detail: { sha256 } };
    context.write(act, (tx) => detachNoticeFile(tx, id, file));
    return null;
  },
  'notices.bytes': ({ id, sha256 }, context) => readFileOf(context.reader(), id, sha256).bytes,
  'notices.saveFile': ({ id, sha256 }, context) => saveKeptFile(context, readFileOf(context.reader(), id, sha256)),
  'notices.export': ({ ids }, context) => exportPapers(context, ids),
  'notices.rules': (_, context) => readNoticeRules(context.reader()),
  'notices.saveRules': (rules, context) => {
    const { replyDays, urgeDays, behindPeriods, mostUrges } = rules;
    const subject = `反馈 ${NOTICE_KINDS.map((kind) => `${noticeName[kind]} ${replyDays[kind]} 日`).join('、')}；提前 ${urgeDays} 日、连续滞后 ${behindPeriods} 期催办；催办 ${mostUrges} 次后责令`;
    context.write({ action: '修改三单一书规则', subject, detail: rules }, (tx) => saveSetting(tx, 'noticeRules', rules));
    return null;
  },
  'notices.readBatch': ({ text }, context) => batchOf(context, text),
  'notices.saveBatch': ({ text }, context) => ({ saved: saveBatch(context, text) }),
} satisfies Partial<Handlers>;
