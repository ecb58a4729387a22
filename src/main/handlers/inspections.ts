/** 督察: sites, the verifiable draw (methods.md §11), and the record of each visit. */
import type { InspectionPaperFacts } from '../../shared/bulletin/inspection-papers.ts';
import { EVIDENCE_EXTENSIONS } from '../../shared/claims/evidence.ts';
import type { Visit, VisitDraft, VisitRow, VisitsView } from '../../shared/contract/inspections.ts';
import { teamNames } from '../../shared/draw/certificate.ts';
import { sha256Hex } from '../../shared/draw/sampler.ts';
import { exact } from '../../shared/engine/decimal.ts';
import { AppError } from '../../shared/errors.ts';
import { type Checklists, checklistRefusal, DEFAULT_CHECKLISTS, visitScore } from '../../shared/inspections/checklists.ts';
import { chargeOf } from '../../shared/inspections/clauses.ts';
import { missingOf } from '../../shared/inspections/visit-check.ts';
import { BLOCKS, codesOf } from '../../shared/inspections/words.ts';
import { formatPeriod } from '../../shared/period.ts';
import { canonicalJson } from '../../shared/seal/canonical.ts';
import { daysOf } from '../../shared/tasks/count.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { listIndicators } from '../store/indicators.ts';
import { findList, listSites, listsIn } from '../store/inspection-draws.ts';
import {
  attachToVisit,
  detachFromVisit,
  findVisit,
  problemEvents,
  problemsOf,
  recountsOf,
  removeVisit,
  type StoredVisit,
  saveVisit,
  signVisit,
  visitFiles,
  visitsIn,
} from '../store/inspections.ts';
import { observationsIn } from '../store/observations.ts';
import { listOrganisations } from '../store/organisations.ts';
import { readSetting, saveSetting } from '../store/records.ts';
import { isSealed } from '../store/seals.ts';
import { calendarDays } from '../store/submissions.ts';
import type { Reader } from '../store/transaction.ts';
import { localDay } from './deadlines.ts';
import { keptFile, readEvidenceFile, saveKeptFile } from './evidence-files.ts';
import { chargesView, choicesIn, readClauses, scoreOf } from './inspection-figures.ts';
import { dueAfter, recountView } from './inspection-problems.ts';
import { siteRows, unitsOf } from './inspection-sites.ts';
import { refuseNotHeld, refuseSealed } from './locks.ts';
import { demoMarks, savePaper } from './paper-files.ts';
import { readOffice } from './settings.ts';

export const readChecklists = (db: Reader): Checklists =>
  (readSetting(db, 'inspections.checklists') as Checklists | undefined) ?? DEFAULT_CHECKLISTS;

export async function savePdf(context: Context, title: string, name: string, facts: InspectionPaperFacts) {
  const saved = await savePaper(context, { title, name }, { kind: 'inspectionPaper', facts }, { action: title });
  return saved && { file: saved.file };
}

/** Sites of a period: those drawn, then 指定督察, each with its visit if there is one. */
export function visitRows(db: Reader, period: string): readonly VisitRow[] {
  const visits = visitsIn(db, period);
  const sites = new Map(listSites(db).map((site) => [site.code, site]));
  const drawn = listsIn(db, period).flatMap(({ id, number, content, draw: made }) =>
    (made?.picks ?? []).flatMap((pick): readonly VisitRow[] => {
      const site = sites.get(pick.code);
      if (!site) return [];
      const visit = visits.find((one) => one.listId === id && one.site.code === pick.code);
      const team = teamNames(content, made?.teams ?? [], pick);
      return [visit ? rowOf(db, visit, team) : { ...WAITING, site, list: number, team }];
    }),
  );
  return [...drawn, ...visits.filter(({ listId }) => listId === null).map((visit) => rowOf(db, visit, []))];
}

const WAITING = {
  id: null,
  designation: '',
  visitedOn: null,
  inspectors: [],
  score: null,
  problems: 0,
  isSigned: false,
  isWhole: false,
} as const;

/** 督察人员 as they were drawn for a visit; empty where nobody was. */
function teamOf(db: Reader, { listId, site }: Pick<StoredVisit, 'listId' | 'site'>): readonly string[] {
  const list = listId === null ? null : findList(db, listId);
  const pick = list?.draw?.picks.find(({ code }) => code === site.code);
  return list?.draw && pick ? teamNames(list.content, list.draw.teams, pick) : [];
}

const rowOf = (db: Reader, visit: StoredVisit, team: readonly string[]): VisitRow => ({
  id: visit.id,
  site: visit.site,
  list: visit.list,
  designation: visit.designation,
  visitedOn: visit.visitedOn,
  inspectors: visit.inspectors,
  team,
  score: scoreOf(visit),
  problems: problemsOf(db, visit.id).length,
  isSigned: visit.signedBy !== '',
  isWhole: unready(visit, team) === null,
});

function viewVisits(context: Context, period: string): VisitsView {
  const db = context.reader();
  const today = localDay(context.now());
  return {
    rows: visitRows(db, period),
    checklists: readChecklists(db),
    clauses: readClauses(db),
    clauseChoices: choicesIn(db, period),
    sites: siteRows(db, today),
    units: unitsOf(db),
    indicators: listIndicators(db)
      .filter(({ formula }) => formula === null)
      .map(({ code, name, unit }) => ({ code, name, unit })),
    today,
    isSealed: isSealed(db, period),
  };
}

function viewVisit(db: Reader, id: number): Visit {
  const visit = findStored(db, id);
  const { listId: _, ...stored } = visit;
  const chargeView = chargesView(db);
  return {
    ...stored,
    inspectors: [...visit.inspectors],
    checklistScore: visitScore(visit.scores.map(({ points }) => points)),
    taken: visit.taken.map(({ points }) => points),
    score: scoreOf(visit),
    team: teamOf(db, visit),
    files: visitFiles(db, id),
    problems: problemsOf(db, id).map((problem) => ({ ...problem, charge: chargeView(problem) })),
    recounts: recountsOf(db, [id]).map(recountView),
  };
}

function findStored(db: Reader, id: number): StoredVisit {
  const visit = findVisit(db, id);
  if (!visit) throw new AppError('data.missing', { what: '这条督察记录' });
  return visit;
}

/** One that is not signed, in a month that is open. Throws inspections.signed, submission.locked. */
function findUnsigned(db: Reader, id: number): StoredVisit {
  const visit = findStored(db, id);
  refuseSealed(db, visit.period);
  if (visit.signedBy !== '') throw new AppError('inspections.signed', { site: visit.site.name });
  return visit;
}

/**
 * Writes a visit down: the checklist of its block as it is now, problems with their time limits in working days.
 * @throws AppError data.missing, inspections.notDrawn, inspections.signed, inspections.points, inspections.day, inspections.outside,
 *   inspections.empty, submission.locked
 */
function save(context: Context, draft: VisitDraft): number {
  const db = context.reader();
  refuseNotHeld(db, draft.period);
  refuseSealed(db, draft.period);
  const before = draft.id === null ? null : findUnsigned(db, draft.id);
  const site = listSites(db).find(({ code }) => code === (before?.site.code ?? draft.site));
  if (!site) throw new AppError('data.missing', { what: `点位 ${draft.site}` });
  const today = localDay(context.now());
  if (draft.visitedOn > today) throw new AppError('inspections.day', { day: draft.visitedOn, detail: '督察日期不能晚于今天' });
  const missing = missingOf(draft);
  if (missing.length > 0) throw new AppError('inspections.empty', { site: site.name, missing: missing.join('、') });
  const { first, last } = daysOf(draft.period);
  if (draft.isDayMeant !== true && (draft.visitedOn < first || draft.visitedOn > last)) {
    throw new AppError('inspections.outside', { day: draft.visitedOn, period: formatPeriod(draft.period) });
  }
  const listId = before ? before.listId : openPick(db, draft.period, site.code);
  if (listId === null && draft.designation === '') throw new AppError('inspections.notDrawn', { site: site.name });
  const lines = before?.scores ?? readChecklists(db)[site.block].map(({ text, points }) => ({ text, fullPoints: points }));
  const scores = lines.map(({ text, fullPoints }, index) => {
    const { points = null, note = '' } = draft.scores[index] ?? {};
    if (points !== null && exact(points).gt(fullPoints))
      throw new AppError('inspections.points', { text, full: fullPoints, points });
    return { text, fullPoints, points, note };
  });
  refuseUnknown(db, draft);
  const own = calendarDays(db);
  const clauses = readClauses(db);
  const open = new Set(choicesIn(db, draft.period).map(({ indicator }) => indicator));
  const visit = {
    ...draft,
    uid:
      before?.uid ?? sha256Hex(canonicalJson({ site: site.code, period: draft.period, at: context.now(), by: context.actor() })),
    site: site.code,
    listId,
    designation: listId === null ? draft.designation : '',
    inspectors: [...new Set(draft.inspectors)],
    origin: before?.origin ?? '',
    scores,
    problems: draft.problems.map((problem) => {
      const charge = chargeOf(clauses, problem);
      return {
        ...problem,
        dueOn: dueAfter(draft.visitedOn, problem.days, own),
        charge: charge && open.has(charge.indicator) ? charge : null,
      };
    }),
  };
  const subject = `${formatPeriod(draft.period)} ${site.organisationName} ${site.name}`;
  return context.write({ action: before ? '修改督察记录' : listId === null ? '登记指定督察' : '登记督察记录', subject }, (tx) =>
    saveVisit(tx, visit),
  );
}

/** The list a site was drawn from in a period and has no visit for yet; null when there is none. */
function openPick(db: Reader, period: string, site: string): number | null {
  const visited = visitsIn(db, period).filter((visit) => visit.site.code === site);
  const list = listsIn(db, period).find(
    ({ id, draw: made }) => made?.picks.some(({ code }) => code === site) && !visited.some(({ listId }) => listId === id),
  );
  return list?.id ?? null;
}

function refuseUnknown(db: Reader, { problems, recounts }: Pick<VisitDraft, 'problems' | 'recounts'>): void {
  const units = new Set(listOrganisations(db).map(({ code }) => code));
  for (const { organisation } of problems) {
    if (!units.has(organisation)) throw new AppError('organisation.unknown', { name: organisation });
  }
  const indicators = new Set(listIndicators(db).map(({ code }) => code));
  for (const { indicator } of recounts) {
    if (!indicators.has(indicator)) throw new AppError('indicator.unknown', { name: indicator });
  }
}

/** What a visit still lacks to be signed, in words; null when it lacks nothing. */
function unready({ scores, inspectors, note }: StoredVisit, team: readonly string[]): string | null {
  const open = scores.filter(({ points }) => points === null).map(({ text }) => `“${text}”`);
  if (inspectors.length < 2) return '督察人员至少 2 人，请补齐姓名';
  if (open.length > 0) return `还有 ${open.length} 项没有打分，第一项是${open[0]}`;
  const absent = team.filter((name) => !inspectors.includes(name));
  if (absent.length > 0 && note === '') return `抽取的督察人员${absent.join('、')}没有参加，请在备注写明换人的理由`;
  return null;
}

/** @throws AppError inspections.incomplete, inspections.signed, submission.locked */
function sign(context: Context, id: number, signedBy: string): void {
  const db = context.reader();
  const visit = findUnsigned(db, id);
  const detail = unready(visit, teamOf(db, visit));
  if (detail !== null) throw new AppError('inspections.incomplete', { site: visit.site.name, detail });
  context.write({ action: '督察签字确认', subject: visitSubject(visit), detail: { signedBy, score: scoreOf(visit) } }, (tx) =>
    signVisit(tx, id, signedBy),
  );
}

/** @throws AppError inspections.unsigned, inspections.moved, submission.locked */
function unsign(context: Context, id: number, reason: string): void {
  const db = context.reader();
  const visit = findStored(db, id);
  refuseSealed(db, visit.period);
  if (visit.signedBy === '') throw new AppError('inspections.unsigned', { site: visit.site.name });
  const problems = problemsOf(db, id).map((problem) => problem.id);
  if (problemEvents(db, problems).length > 0) throw new AppError('inspections.moved', { site: visit.site.name });
  const act = { action: '撤销督察确认', subject: visitSubject(visit), detail: { reason, signedBy: visit.signedBy } };
  context.write(act, (tx) => signVisit(tx, id, ''));
}

const visitSubject = ({ period, site }: StoredVisit): string => `${formatPeriod(period)} ${site.organisationName} ${site.name}`;

/** The form of a site: what was found, or room to write it. */
function formFacts(db: Reader, period: string, code: string, id: number | null): InspectionPaperFacts {
  const visit = id === null ? null : viewVisit(db, id);
  const site = visit?.site ?? listSites(db).find((one) => one.code === code);
  if (!site) throw new AppError('data.missing', { what: `点位 ${code}` });
  const lines = visit
    ? visit.scores.map(({ text, fullPoints }) => ({ text, points: fullPoints }))
    : readChecklists(db)[site.block];
  const pick = visitRows(db, period).find((row) => row.site.code === code && (id === null || row.id === id));
  const number = visit ? visit.list : (pick?.list ?? null);
  const why = visit?.designation || pick?.designation;
  const chosen = number === null ? `指定督察${why ? `：${why}` : ''}` : `第${number}次随机抽取`;
  return {
    kind: 'form',
    form: { issuer: readOffice(db).issuer, period, site, lines, chosen, visit, marks: demoMarks(db, period) },
  };
}

function visitFile(db: Reader, id: number, sha256: string) {
  const file = visitFiles(db, findStored(db, id).id).find((one) => one.sha256 === sha256);
  if (!file) throw new AppError('data.missing', { what: '这份材料' });
  return file;
}

export const inspections = {
  'inspections.visits': ({ period }, context) => viewVisits(context, period),
  'inspections.visit': ({ id }, context) => viewVisit(context.reader(), id),
  'inspections.reported': ({ period, organisation, indicator }, context) => {
    const rows = observationsIn(context.reader(), period);
    return { value: rows.find((row) => row.organisation === organisation && row.indicator === indicator)?.value ?? null };
  },
  'inspections.saveVisit': (draft, context) => ({ id: save(context, draft) }),
  'inspections.removeVisit': ({ id }, context) => {
    const visit = findUnsigned(context.reader(), id);
    context.write({ action: '删除督察记录', subject: visitSubject(visit), detail: { visit } }, (tx) => removeVisit(tx, id));
    return null;
  },
  'inspections.sign': ({ id, signedBy }, context) => {
    sign(context, id, signedBy);
    return null;
  },
  'inspections.unsign': ({ id, reason }, context) => {
    unsign(context, id, reason);
    return null;
  },
  'inspections.attachVisit': async ({ id }, context) => {
    refuseSealed(context.reader(), findStored(context.reader(), id).period);
    const path = await context.dialogs.openFile('选择现场照片或材料', EVIDENCE_EXTENSIONS, '照片、材料');
    if (path === null) return null;
    // While the dialog stood open the month may have been sealed.
    const visit = findStored(context.reader(), id);
    refuseSealed(context.reader(), visit.period);
    const content = readEvidenceFile(path, visitFiles(context.reader(), id));
    const subject = `${visitSubject(visit)} ${content.name}`;
    context.write({ action: '添加督察材料', subject, detail: { sha256: content.sha256 } }, (tx) =>
      attachToVisit(tx, id, content),
    );
    return { name: content.name };
  },
  'inspections.detachVisit': ({ id, sha256 }, context) => {
    const visit = findUnsigned(context.reader(), id);
    const { name } = visitFile(context.reader(), id, sha256);
    const act = { action: '移除督察材料', subject: `${visitSubject(visit)} ${name}`, detail: { sha256 } };
    context.write(act, (tx) => detachFromVisit(tx, id, sha256));
    return null;
  },
  'inspections.visitBytes': ({ id, sha256 }, context) =>
    keptFile(context.reader(), visitFile(context.reader(), id, sha256)).bytes,
  'inspections.saveVisitFile': ({ id, sha256 }, context) =>
    saveKeptFile(context, keptFile(context.reader(), visitFile(context.reader(), id, sha256))),
  'inspections.form': ({ period, site, visit }, context) => {
    const facts = formFacts(context.reader(), period, site, visit);
    const name = facts.kind === 'form' ? facts.form.site.name : '';
    return savePdf(context, '打印督察单', `${formatPeriod(period)}督察单 ${name}`, facts);
  },
  'inspections.saveChecklists': ({ checklists }, context) => {
    for (const block of codesOf(BLOCKS)) {
      const refusal = checklistRefusal(checklists[block]);
      if (refusal !== null) throw new AppError('inspections.checklist', { block: BLOCKS[block], detail: refusal });
    }
    const act = { action: '修改督察评分表', subject: Object.values(BLOCKS).join('、'), detail: checklists };
    context.write(act, (tx) => saveSetting(tx, 'inspections.checklists', checklists));
    return null;
  },
} satisfies Partial<Handlers>;
