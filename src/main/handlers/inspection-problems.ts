/** 问题整改: 待整改 → 已报整改 → 回访核实 → 已销号, back again when it comes back; what counts of it, and who was visited when. */

import { heldPeriod } from '../../shared/cadence.ts';
import { type CalendarDay, deadlineWords, isWorkingDay, nthWorkingDay, workingDaysBetween } from '../../shared/calendar.ts';
import { EVIDENCE_EXTENSIONS } from '../../shared/claims/evidence.ts';
import type { CoverageView, ProblemEvent, ProblemRecord, ProblemRow, Recount } from '../../shared/contract/inspections.ts';
import { AppError } from '../../shared/errors.ts';
import { monthsBetween, yearUpTo } from '../../shared/inspections/coverage.ts';
import { verificationFactor } from '../../shared/inspections/factors.ts';
import { POSSIBLE } from '../../shared/inspections/problems.ts';
import { codesOf, EVENTS, LEVELS, type ProblemState, STATES } from '../../shared/inspections/words.ts';
import { formatPeriod, periodMonths } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { listSites } from '../store/inspection-draws.ts';
import {
  attachToProblem,
  detachFromProblem,
  findProblem,
  findVisit,
  moveProblem,
  problemEvents,
  problemFiles,
  recountsOf,
  type StoredProblem,
  type StoredRecount,
  signedProblems,
  signedVisits,
} from '../store/inspections.ts';
import { listOrganisations } from '../store/organisations.ts';
import { calendarDays } from '../store/submissions.ts';
import type { Reader } from '../store/transaction.ts';
import { localDay, workDay } from './deadlines.ts';
import { keptFile, readEvidenceFile, saveKeptFile } from './evidence-files.ts';
import { blockFigures, chargesView, problemEffects } from './inspection-figures.ts';
import { readCadence } from './settings.ts';

/** This close to the time limit a problem is marked. */
const SOON = 3;

/** Problems as lists show them: the time limit that runs now, and where a day stands to it. */
export function problemRows(db: Reader, problems: readonly StoredProblem[], today: string): readonly ProblemRow[] {
  const own = calendarDays(db);
  const relapses = new Map(
    problemEvents(
      db,
      problems.map(({ id }) => id),
    ).flatMap(({ problem, dueOn }) => (dueOn === null ? [] : [[problem, dueOn] as const])),
  );
  const chargeOf = chargesView(db);
  return problems.map(({ isSigned: _, ...problem }) => {
    const dueOn = relapses.get(problem.id) ?? problem.dueOn;
    const isWaiting = problem.state === 'open' || problem.state === 'relapsed';
    const isOverdue = isWaiting && dueOn < today;
    const isSoon = isWaiting && !isOverdue && workingDaysBetween(today, dueOn, own) <= SOON;
    const word = STATES[problem.state];
    return {
      ...problem,
      charge: chargeOf(problem),
      dueOn,
      isOverdue,
      lamp: isOverdue ? 'overdue' : isSoon || problem.state === 'relapsed' ? 'late' : LAMPS[problem.state],
      word: isWaiting
        ? `${word}，${isOverdue ? `逾期 ${workingDaysBetween(dueOn, today, own)} 个工作日` : deadlineWords(dueOn, today, own)}`
        : word,
    };
  });
}

const LAMPS = { open: 'open', relapsed: 'late', reported: 'late', revisited: 'ok', closed: 'done' } as const;

/** The last day of so many working days after a day. */
export const dueAfter = (day: string, days: number, own: readonly CalendarDay[]): string =>
  nthWorkingDay(day, days + (isWorkingDay(day, own) ? 1 : 0), own);

/** A recount with its factor. */
export const recountView = ({ visit: _, ...recount }: StoredRecount): Recount => ({
  ...recount,
  ...verificationFactor(recount.reported, recount.recounted),
});

/** Problems that are open, and those struck off in the twelve months before. */
function viewProblems(context: Context, period: string) {
  const db = context.reader();
  const { last } = periodMonths(period);
  const rows = problemRows(db, signedProblems(db), workDay(context, period));
  return {
    problems: rows.filter(
      ({ state, visitedOn }) =>
        visitedOn <= `${last}-31` && (state !== 'closed' || monthsBetween(visitedOn.slice(0, 7), last) < 12),
    ),
    figures: blockFigures(db, period),
  };
}

function find(db: Reader, id: number): StoredProblem {
  const problem = findProblem(db, id);
  if (!problem) throw new AppError('data.missing', { what: '这个问题' });
  return problem;
}

/** @throws AppError inspections.state */
function findFor(db: Reader, id: number, event: ProblemEvent['event']): StoredProblem {
  const problem = find(db, id);
  if (!POSSIBLE[event].includes(problem.state)) {
    throw new AppError('inspections.state', { state: STATES[problem.state], action: EVENTS[event] });
  }
  return problem;
}

function viewProblem(context: Context, id: number, period: string): ProblemRecord {
  const db = context.reader();
  const stored = find(db, id);
  const [problem] = problemRows(db, [stored], workDay(context, period));
  if (!problem) throw new AppError('data.missing', { what: '这个问题' });
  const events = problemEvents(db, [id]).map(({ problem: _, ...event }) => event);
  const effects = problemEffects(db, stored, (day) => heldPeriod(day.slice(0, 7), readCadence(db)));
  const isOwnSite = findVisit(db, stored.visit)?.site.organisation === stored.organisation;
  return { problem, effects, isOwnSite, files: problemFiles(db, id), events, today: localDay(context.now()) };
}

const subjectOf = (problem: StoredProblem): string =>
  `${formatPeriod(problem.period)} ${problem.organisationName} ${problem.siteName}“${problem.text}”`;

/** The state a problem is in after a step. */
export const BECOMES = {
  report: 'reported',
  return: 'open',
  revisit: 'revisited',
  close: 'closed',
  relapse: 'relapsed',
} as const satisfies Record<string, ProblemState>;

/**
 * One step of a problem.
 * @throws AppError inspections.state, inspections.unproved, inspections.day when it would lie before what happened last, or in the future
 */
function move(
  context: Context,
  id: number,
  event: keyof typeof BECOMES,
  { onDay, words, days }: { readonly onDay: string; readonly words: string; readonly days?: number },
): null {
  const db = context.reader();
  const problem = findFor(db, id, event);
  const events = problemEvents(db, [id]);
  const steps = events.filter(({ event: kind }) => kind !== 'attach' && kind !== 'detach');
  const before = steps.at(-1)?.onDay ?? problem.visitedOn;
  if (onDay < before) throw new AppError('inspections.day', { day: onDay, detail: `不能早于上一步的 ${before}` });
  if (onDay > localDay(context.now())) throw new AppError('inspections.day', { day: onDay, detail: '不能晚于今天' });
  // What proved an earlier round does not prove this one.
  const round = events.slice(events.findLastIndex(({ event: kind }) => kind === 'relapse') + 1);
  if (event === 'report' && (problemFiles(db, id).length === 0 || !round.some(({ event: kind }) => kind === 'attach'))) {
    throw new AppError('inspections.unproved', {});
  }
  const dueOn = days === undefined ? null : dueAfter(onDay, days, calendarDays(db));
  const act = { action: `问题${EVENTS[event]}`, subject: subjectOf(problem), detail: { onDay, words, dueOn } };
  context.write(act, (tx) => moveProblem(tx, id, BECOMES[event], { event, onDay, words, dueOn }));
  return null;
}

function viewCoverage(context: Context, period: string): CoverageView {
  const db = context.reader();
  const { last } = periodMonths(period);
  const months = yearUpTo(last);
  const visits = signedVisits(db, `${last}-31`);
  const sites = listSites(db).filter(({ isActive }) => isActive);
  const recent = new Set(
    visits.filter(({ visitedOn }) => visitedOn.slice(0, 7) >= (months[0] ?? '')).map(({ site }) => site.code),
  );
  const units = listOrganisations(db).filter(
    ({ code, kind }) => kind === 'district' || sites.some(({ organisation }) => organisation === code),
  );
  const places = new Map(visits.map((visit) => [visit.id, visit]));
  const latest = new Map(
    recountsOf(
      db,
      visits.map(({ id }) => id),
    )
      .flatMap((recount) => {
        const visit = places.get(recount.visit);
        return visit ? [{ recount, visit }] : [];
      })
      .sort((a, b) => (a.visit.visitedOn < b.visit.visitedOn ? -1 : a.visit.visitedOn > b.visit.visitedOn ? 1 : 0))
      .map((one) => [`${one.visit.site.organisation}\n${one.recount.indicator}`, one] as const),
  );
  return {
    months,
    units: units.map(({ code, name }) => {
      const own = visits.filter(({ site }) => site.organisation === code);
      const lastVisit = own.at(-1);
      return {
        name,
        sites: sites.filter(({ organisation }) => organisation === code).length,
        visits: months.map((month) => own.filter(({ visitedOn }) => visitedOn.startsWith(month)).length),
        since: lastVisit ? monthsBetween(lastVisit.visitedOn.slice(0, 7), last) : null,
      };
    }),
    levels: codesOf(LEVELS).map((level) => {
      const own = sites.filter((site) => site.level === level);
      return { level, sites: own.length, visited: own.filter(({ code }) => recent.has(code)).length };
    }),
    factors: [...latest.values()].map(({ recount, visit }) => ({
      ...recountView(recount),
      unitName: visit.site.organisationName,
      visitedOn: visit.visitedOn,
      siteName: visit.site.name,
    })),
  };
}

function fileOf(db: Reader, id: number, sha256: string) {
  const file = problemFiles(db, find(db, id).id).find((one) => one.sha256 === sha256);
  if (!file) throw new AppError('data.missing', { what: '这个佐证' });
  return keptFile(db, file);
}

export const inspectionProblems = {
  'inspections.problems': ({ period }, context) => viewProblems(context, period),
  'inspections.problem': ({ id, period }, context) => viewProblem(context, id, period),
  'inspections.attach': async ({ id }, context) => {
    findFor(context.reader(), id, 'attach');
    const path = await context.dialogs.openFile('选择整改佐证', EVIDENCE_EXTENSIONS, '佐证材料');
    if (path === null) return null;
    // While the dialog stood open somebody may have reported it.
    const problem = findFor(context.reader(), id, 'attach');
    const content = readEvidenceFile(path, problemFiles(context.reader(), id));
    const act = { action: '添加整改佐证', subject: `${subjectOf(problem)} ${content.name}`, detail: { sha256: content.sha256 } };
    context.write(act, (tx) => attachToProblem(tx, id, content, localDay(tx.at)));
    return { name: content.name };
  },
  'inspections.detach': ({ id, sha256 }, context) => {
    const problem = findFor(context.reader(), id, 'detach');
    const file = problemFiles(context.reader(), id).find((one) => one.sha256 === sha256);
    if (!file) throw new AppError('data.missing', { what: '这个佐证' });
    const act = { action: '移除整改佐证', subject: `${subjectOf(problem)} ${file.name}`, detail: { sha256 } };
    context.write(act, (tx) => detachFromProblem(tx, id, file, localDay(tx.at)));
    return null;
  },
  'inspections.bytes': ({ id, sha256 }, context) => fileOf(context.reader(), id, sha256).bytes,
  'inspections.saveFile': ({ id, sha256 }, context) => saveKeptFile(context, fileOf(context.reader(), id, sha256)),
  'inspections.report': ({ id, ...step }, context) => move(context, id, 'report', step),
  'inspections.return': ({ id, ...step }, context) => move(context, id, 'return', step),
  'inspections.revisit': ({ id, ...step }, context) => move(context, id, 'revisit', step),
  'inspections.close': ({ id, onDay }, context) => move(context, id, 'close', { onDay, words: '' }),
  'inspections.relapse': ({ id, ...step }, context) => move(context, id, 'relapse', step),
  'inspections.coverage': ({ period }, context) => viewCoverage(context, period),
} satisfies Partial<Handlers>;
