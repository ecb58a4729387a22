/** 问题整改: 待整改 → 已报整改 → 回访核实 → 已销号, back again when it comes back; what counts of it, and who was visited when. */
import { type CalendarDay, deadlineWords, isWorkingDay, nthWorkingDay, workingDaysBetween } from '../../shared/calendar.ts';
import { EVIDENCE_EXTENSIONS } from '../../shared/claims/evidence.ts';
import type { FedFigure } from '../../shared/contract/feeds.ts';
import type {
  BlockFigure,
  CoverageView,
  ProblemEvent,
  ProblemRecord,
  ProblemRow,
  Recount,
} from '../../shared/contract/inspections.ts';
import { text as decimal, divide, exact, published, sum } from '../../shared/engine/decimal.ts';
import { AppError } from '../../shared/errors.ts';
import { visitScore } from '../../shared/inspections/checklists.ts';
import { monthsBetween, yearUpTo } from '../../shared/inspections/coverage.ts';
import { verificationFactor } from '../../shared/inspections/factors.ts';
import { countDue, POSSIBLE, type ProblemStep } from '../../shared/inspections/problems.ts';
import { codesOf, EVENTS, LEVELS, type ProblemState, STATES } from '../../shared/inspections/words.ts';
import { formatPeriod, periodMonths } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import {
  attachToProblem,
  detachFromProblem,
  findProblem,
  listSites,
  moveProblem,
  problemEvents,
  problemFiles,
  recountsOf,
  type StoredProblem,
  type StoredRecount,
  type StoredVisit,
  signedProblems,
  signedVisits,
  visitsIn,
} from '../store/inspections.ts';
import { listOrganisations } from '../store/organisations.ts';
import { calendarDays } from '../store/submissions.ts';
import type { Reader } from '../store/transaction.ts';
import { localDay } from './deadlines.ts';
import { keptFile, readEvidenceFile, saveKeptFile } from './evidence-files.ts';

/** This close to the time limit a problem is marked. */
const SOON = 3;

/** Problems as lists show them: the time limit that runs now, and where today stands to it. */
export function problemRows(db: Reader, problems: readonly StoredProblem[], today: string): readonly ProblemRow[] {
  const own = calendarDays(db);
  const relapses = new Map(
    problemEvents(
      db,
      problems.map(({ id }) => id),
    ).flatMap(({ problem, dueOn }) => (dueOn === null ? [] : [[problem, dueOn] as const])),
  );
  return problems.map(({ isSigned: _, ...problem }) => {
    const dueOn = relapses.get(problem.id) ?? problem.dueOn;
    const isWaiting = problem.state === 'open' || problem.state === 'relapsed';
    const isOverdue = isWaiting && dueOn < today;
    const isSoon = isWaiting && !isOverdue && workingDaysBetween(today, dueOn, own) <= SOON;
    const word = STATES[problem.state];
    return {
      ...problem,
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

/** The steps of problems, begun by the day each was written down. */
function stepsOf(db: Reader, problems: readonly StoredProblem[]): readonly (readonly ProblemStep[])[] {
  const events = problemEvents(
    db,
    problems.map(({ id }) => id),
  );
  return problems.map(({ id, visitedOn, dueOn }) => [
    { event: 'record', onDay: visitedOn, dueOn },
    ...events.filter(({ problem }) => problem === id),
  ]);
}

/** Of every unit with something to count: visits and their mean score, problems due and struck off in time. */
function unitFigures(db: Reader, period: string) {
  const { first, last } = periodMonths(period);
  const visits = visitsIn(db, period).filter(({ signedBy }) => signedBy !== '');
  const problems = signedProblems(db);
  const steps = stepsOf(db, problems);
  return listOrganisations(db).flatMap((unit) => {
    const scores = visits.flatMap((visit) => (visit.site.organisation === unit.code ? scoreOf(visit) : []));
    const own = steps.filter((_, index) => problems[index]?.organisation === unit.code);
    const counts = countDue(own, `${first}-01`, `${last}-31`);
    if (scores.length === 0 && counts.due === 0) return [];
    return [{ unit, scores, total: sum(scores.map((score) => exact(score))), ...counts }];
  });
}

const scoreOf = ({ scores }: StoredVisit): readonly string[] => {
  const score = visitScore(scores.map(({ points }) => points));
  return score === null ? [] : [score];
};

const blockFigures = (db: Reader, period: string): readonly BlockFigure[] =>
  unitFigures(db, period).map(({ unit, scores, total, due, onTime }) => ({
    name: unit.name,
    visits: scores.length,
    mean: scores.length === 0 ? null : published(divide(total, exact(scores.length)), 2),
    due,
    onTime,
  }));

/**
 * B1 现场督察点数 and 得分合计 from signed visits of the period; B2 到期应整改 and 按期整改销号 from problems whose time limit ends in it.
 * A unit without a visit has no B1, one without a problem due no B2: the scheme's clauses say 不适用, not 0.
 */
export function inspectionsFigures(db: Reader, period: string): readonly FedFigure[] {
  return unitFigures(db, period).flatMap(({ unit, scores, total, due, onTime }): readonly FedFigure[] => {
    const figure = (indicator: string, value: string, records: number, words: string): FedFigure => ({
      organisation: unit.code,
      indicator,
      value,
      records,
      words,
    });
    const visits = `督察记录 ${scores.length} 个点位`;
    const problems = `问题清单 ${due} 个到期问题`;
    return [
      ...(scores.length === 0
        ? []
        : [
            figure('B1a', `${scores.length}`, scores.length, visits),
            figure('B1b', decimal(total), scores.length, `${visits}，得分 ${scores.join('、')}`),
          ]),
      ...(due === 0
        ? []
        : [figure('B2a', `${due}`, due, problems), figure('B2b', `${onTime}`, due, `${problems}，按期销号 ${onTime} 个`)]),
    ];
  });
}

/** Problems that are open, and those struck off in the twelve months before. */
function viewProblems(context: Context, period: string) {
  const db = context.reader();
  const { last } = periodMonths(period);
  const rows = problemRows(db, signedProblems(db), localDay(context.now()));
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

function viewProblem(context: Context, id: number): ProblemRecord {
  const db = context.reader();
  const today = localDay(context.now());
  const [problem] = problemRows(db, [find(db, id)], today);
  if (!problem) throw new AppError('data.missing', { what: '这个问题' });
  const events = problemEvents(db, [id]).map(({ problem: _, ...event }) => event);
  return { problem, files: problemFiles(db, id), events, today };
}

const subjectOf = (problem: StoredProblem): string =>
  `${formatPeriod(problem.period)} ${problem.organisationName} ${problem.siteName}“${problem.text}”`;

const BECOMES = {
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

export const inspectionProblems = {
  'inspections.problems': ({ period }, context) => viewProblems(context, period),
  'inspections.problem': ({ id }, context) => viewProblem(context, id),
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
  'inspections.saveFile': ({ id, sha256 }, context) => {
    const db = context.reader();
    const file = problemFiles(db, find(db, id).id).find((one) => one.sha256 === sha256);
    if (!file) throw new AppError('data.missing', { what: '这个佐证' });
    return saveKeptFile(context, keptFile(db, file));
  },
  'inspections.report': ({ id, ...step }, context) => move(context, id, 'report', step),
  'inspections.return': ({ id, ...step }, context) => move(context, id, 'return', step),
  'inspections.revisit': ({ id, ...step }, context) => move(context, id, 'revisit', step),
  'inspections.close': ({ id, onDay }, context) => move(context, id, 'close', { onDay, words: '' }),
  'inspections.relapse': ({ id, ...step }, context) => move(context, id, 'relapse', step),
  'inspections.coverage': ({ period }, context) => viewCoverage(context, period),
} satisfies Partial<Handlers>;
