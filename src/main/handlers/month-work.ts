/** 当月工作: gathers what the registers come to in a period. A sealed month is read from its seal, never counted again. */
import {
  type AgendaWork,
  type ClaimsWork,
  type Counted,
  type InspectionsWork,
  type LedgerWork,
  type MonthWork,
  type NoticesWork,
  type PublicityWork,
  type RegistersWork,
  totalOf,
  type WorkProblem,
} from '../../shared/bulletin/month-work.ts';
import { heldInYear } from '../../shared/cadence.ts';
import { type CalendarDay, workingDaysBetween } from '../../shared/calendar.ts';
import { REGISTER_LEVELS } from '../../shared/contract/registers.ts';
import { divide, exact, published, sum } from '../../shared/engine/decimal.ts';
import { countDue, paretoOf } from '../../shared/inspections/problems.ts';
import { NOTICE_KINDS, type NoticeKind } from '../../shared/notices/kinds.ts';
import { noticeStanding } from '../../shared/notices/standing.ts';
import { periodMonths } from '../../shared/period.ts';
import { KINDS, type Level } from '../../shared/publicity/kinds.ts';
import { fromRecords } from '../../shared/seal/month.ts';
import { asOfDay, type DueStanding, daysOf, dueMeetings, dueNodes } from '../../shared/tasks/count.ts';
import { lastDayOf } from '../../shared/tasks/lights.ts';
import { isRunning } from '../../shared/tasks/states.ts';
import type { Context } from '../context.ts';
import { claimsOfYear } from '../store/claims.ts';
import { experienceEvents, listExperiences } from '../store/experiences.ts';
import { listsIn } from '../store/inspection-draws.ts';
import { recountsOf, signedProblems } from '../store/inspections.ts';
import { listNotices } from '../store/notices.ts';
import { listOrganisations } from '../store/organisations.ts';
import { itemsOfYear, listChoices } from '../store/publicity.ts';
import { registersUpTo } from '../store/registers.ts';
import { sealedRecords, sealOf } from '../store/seals.ts';
import { calendarDays } from '../store/submissions.ts';
import { parentIds, tasksDueIn, tasksIn } from '../store/tasks.ts';
import type { Reader } from '../store/transaction.ts';
import { judgeRows, openBook } from './claim-counts.ts';
import { localDay } from './deadlines.ts';
import { stepsOf } from './inspection-figures.ts';
import { BECOMES, recountView } from './inspection-problems.ts';
import { visitRows } from './inspections.ts';
import { readCadence } from './settings.ts';
import { readTaskRules, rowsOf } from './task-rows.ts';

/** What every part is counted by. */
type Span = {
  readonly period: string;
  readonly first: string;
  readonly last: string;
  readonly asOf: string;
  readonly own: readonly CalendarDay[];
  readonly names: ReadonlyMap<string, string>;
  /** Lies a period in this one? */
  readonly has: (period: string) => boolean;
};

/** The work of a period as the registers stand now; of a sealed one as it was sealed, null when its seal is older than this record. */
export function readWork(context: Context, period: string): MonthWork | null {
  const db = context.reader();
  const seal = sealOf(db, period);
  if (!seal) return gatherWork(context, period);
  return fromRecords(sealedRecords(db, seal.id, ['head', 'scheme', 'work']).map(({ record }) => record)).work;
}

/** Counts a period, or a whole year ('2018'), from the registers. Units stand in official order. */
export function gatherWork(context: Context, period: string): MonthWork {
  const db = context.reader();
  const months = periodMonths(period);
  const span: Span = {
    period,
    ...daysOf(period),
    asOf: asOfDay(period, localDay(context.now())),
    own: calendarDays(db),
    names: new Map(listOrganisations(db).map(({ code, name }) => [code, name])),
    has: (one) => periodMonths(one).first >= months.first && periodMonths(one).last <= months.last,
  };
  return {
    asOf: span.asOf,
    ledger: ledgerWork(context, span),
    agenda: agendaWork(db, span),
    notices: noticesWork(db, span),
    registers: registersWork(db, span),
    inspections: inspectionsWork(db, span),
    publicity: publicityWork(db, span),
    claims: claimsWork(db, span),
  };
}

const countedOf = (due: readonly { readonly standing: DueStanding }[]): Counted => ({
  due: due.length,
  onTime: due.filter(({ standing }) => standing === 'onTime').length,
  late: due.filter(({ standing }) => standing === 'late').length,
});

/** Units of whom there is something to say, in official order. */
function perUnit<T>({ names }: Span, of: (code: string) => T | null): readonly (T & { readonly name: string })[] {
  return [...names].flatMap(([code, name]) => {
    const found = of(code);
    return found === null ? [] : [{ name, ...found }];
  });
}

/** A plan with items under it is counted by its items, as A1 and A2 count it. */
function ledgerWork(context: Context, span: Span): LedgerWork | null {
  const db = context.reader();
  const { period, first, last, asOf, own } = span;
  const parents = parentIds(db);
  const ofYear = (year: string) =>
    tasksIn(db, year).filter(({ id, state }) => !parents.has(id) && state !== 'draft' && state !== 'noNeed');
  const stored = ofYear(period.slice(0, 4));
  const due = tasksDueIn(db, first, last).map((task) => ({ ...task, hasChildren: parents.has(task.id) }));
  if (stored.length === 0 && due.length === 0) return null;
  const rows = rowsOf(context, period, stored);
  const known = new Set(stored.map(({ id }) => id));
  // An item of the year before that was struck off in this one is no longer in this year's ledger, yet its work was done now.
  const all = [...stored, ...ofYear(String(Number(period.slice(0, 4)) - 1)).filter(({ id }) => !known.has(id))];
  const closedNow = all.filter(({ state, nodes }) => {
    const doneOn = nodes.find(({ isFinal }) => isFinal)?.doneOn ?? null;
    return state === 'closed' && doneOn !== null && doneOn >= first && doneOn <= last;
  });
  const tasks = dueNodes(due, 'task', period, own);
  const documents = dueNodes(due, 'document', period, own);
  const overdue = stored
    .flatMap(({ organisation, organisationName: name, number, title, state, nodes }) => {
      const node = nodes.find(({ dueOn, doneOn }) => doneOn === null && lastDayOf(dueOn, own) < asOf);
      if (!isRunning(state) || !node) return [];
      const daysLate = Math.max(1, workingDaysBetween(lastDayOf(node.dueOn, own), asOf, own));
      return [{ organisation, name, number, title, dueOn: node.dueOn, daysLate }];
    })
    .sort((a, b) => b.daysLate - a.daysLate);
  const running = stored.filter(({ state }) => isRunning(state));
  return {
    items: stored.length,
    running: running.length,
    suspended: stored.filter(({ state }) => state === 'suspended').length,
    closed: stored.filter(({ state }) => state === 'closed').length,
    closedNow: closedNow.length,
    redates: totalOf(stored.map(({ moves }) => moves.filter(({ at }) => localDay(at) >= first && localDay(at) <= last).length)),
    slow: rows.filter(({ light }) => light.pace === 'behind').length,
    tasks: countedOf(tasks),
    documents: countedOf(documents),
    overdue: overdue.map(({ organisation: _, ...task }) => task),
    units: perUnit(span, (code) => {
      const isOwn = ({ organisation }: { readonly organisation: string }): boolean => organisation === code;
      const unit = {
        ...countedOf([...tasks, ...documents].filter(isOwn)),
        running: running.filter(isOwn).length,
        overdue: overdue.filter(isOwn).length,
        closedNow: closedNow.filter(isOwn).length,
      };
      return unit.due + unit.running + unit.closedNow === 0 ? null : unit;
    }),
  };
}

function agendaWork(db: Reader, { period, last, asOf, own, names }: Span): AgendaWork | null {
  const meetings = registersUpTo(db, 'agenda', last);
  if (meetings.length === 0) return null;
  const due = dueMeetings(meetings, period, readTaskRules(db).relayDays, own);
  const absent = new Set(
    due.filter(({ standing, lastDay }) => standing === 'undone' && lastDay < asOf).map(({ organisation }) => organisation),
  );
  return {
    ...countedOf(due),
    meetings: new Set(due.map(({ meeting }) => `${meeting.datedOn} ${meeting.title}`)).size,
    carried: due.filter(({ meeting }) => meeting.carriedOn !== null).length,
    matched: due.filter(({ meeting }) => meeting.matchedOn !== null).length,
    absent: [...names].flatMap(([code, name]) => (absent.has(code) ? [name] : [])),
  };
}

function noticesWork(db: Reader, span: Span): NoticesWork | null {
  const { first, last, asOf, own } = span;
  const from = `${first.slice(0, 4)}-01-01`;
  const all = listNotices(db).flatMap((notice) => {
    const { issuedOn, number } = notice;
    return issuedOn !== null && number !== null && issuedOn <= last ? [{ ...notice, issuedOn, number }] : [];
  });
  if (all.length === 0) return null;
  const upTo = (day: string | null): string | null => (day !== null && day <= asOf ? day : null);
  const standing = (notice: (typeof all)[number]) =>
    noticeStanding(
      {
        ...notice,
        receivedOn: upTo(notice.receivedOn),
        repliedOn: upTo(notice.repliedOn),
        settledOn: upTo(notice.settledOn),
        replacedBy: all.find(({ previousId }) => previousId === notice.id)?.number ?? null,
      },
      asOf,
      own,
    );
  const inPeriod = all.filter(({ issuedOn }) => issuedOn >= first);
  const inYear = all.filter(({ issuedOn }) => issuedOn >= from);
  const isSettled = (notice: (typeof all)[number]): boolean => upTo(notice.settledOn) !== null;
  const ofKind = (notices: typeof all, kind: NoticeKind) => notices.filter((notice) => notice.kind === kind);
  return {
    kinds: NOTICE_KINDS.map((kind) => ({
      kind,
      issued: ofKind(inPeriod, kind).length,
      issuedInYear: ofKind(inYear, kind).length,
      settledInYear: ofKind(inYear, kind).filter(isSettled).length,
    })),
    received: inPeriod.filter(({ receivedOn }) => upTo(receivedOn) !== null).length,
    settled: inPeriod.filter(isSettled).length,
    overdue: all
      .flatMap((notice) => {
        const { stage, isLate, daysLate } = standing(notice);
        const { organisationName: name, number, matter } = notice;
        return isLate && (stage === 'unsigned' || stage === 'waiting') ? [{ name, number, matter, daysLate }] : [];
      })
      .sort((a, b) => b.daysLate - a.daysLate),
    units: perUnit(span, (code) => {
      const own = inPeriod.filter(({ organisation }) => organisation === code);
      const count = (kind: NoticeKind): number => ofKind(own, kind).length;
      return own.length === 0 ? null : { tip: count('tip'), assign: count('assign'), urge: count('urge'), order: count('order') };
    }),
  };
}

function registersWork(db: Reader, { first, last }: Span): RegistersWork | null {
  const found = (['plan', 'document', 'pilot'] as const).map((kind) => ({ kind, rows: registersUpTo(db, kind, last) }));
  if (found.every(({ rows }) => rows.length === 0)) return null;
  return found.map(({ kind, rows }) => ({
    kind,
    levels: REGISTER_LEVELS.map((level) => {
      const of = rows.filter((row) => row.level === level);
      return { level, all: of.length, added: of.filter(({ datedOn }) => datedOn >= first).length };
    }),
  }));
}

function inspectionsWork(db: Reader, span: Span): InspectionsWork | null {
  const { period, first, last, asOf, own, has } = span;
  const periods = [...new Set([period, ...heldInYear(period.slice(0, 4), readCadence(db))])].filter(has);
  const rows = periods.flatMap((one) => visitRows(db, one));
  const visits = rows.filter(({ isSigned }) => isSigned);
  const known = signedProblems(db).filter((problem) => problem.visitedOn <= asOf || has(problem.period));
  const steps = stepsOf(db, known);
  const problems = known.map((problem, index) => ({
    ...problem,
    ...standOn(steps[index] ?? [], span),
    isFound: has(problem.period),
  }));
  const open = problems.filter(({ state }) => state !== 'closed');
  const moved = (event: 'close' | 'relapse'): number =>
    steps.filter((one) => one.some((step) => step.event === event && step.onDay >= first && step.onDay <= last)).length;
  const [cleared, relapsed] = [moved('close'), moved('relapse')];
  if (rows.length === 0 && open.length === 0 && cleared + relapsed === 0) return null;
  const lists = periods.flatMap((one) => listsIn(db, one)).filter(({ draw }) => draw !== null);
  const scores = visits.flatMap(({ score }) => (score === null ? [] : [exact(score)]));
  const places = new Map(visits.map((visit) => [visit.id, visit.site]));
  const recounts = recountsOf(
    db,
    visits.flatMap(({ id }) => (id === null ? [] : [id])),
  ).map((recount) => ({ ...recountView(recount), site: places.get(recount.visit) }));
  return {
    pool: new Set(lists.flatMap(({ content }) => content.entries.map(({ code }) => code))).size,
    drawn: rows.filter(({ list }) => list !== null).length,
    visited: visits.filter(({ list }) => list !== null).length,
    designated: visits.filter(({ list }) => list === null).length,
    mean: scores.length === 0 ? null : published(divide(sum(scores), exact(scores.length)), 2),
    cleared,
    relapsed,
    ...countDue(steps, first, last),
    open: open.length,
    categories: paretoOf(problems.flatMap(({ isFound, category }) => (isFound ? [category] : []))).map(({ kind, count }) => ({
      category: kind,
      count,
    })),
    recounts: recounts.length,
    off: recounts.flatMap(({ isOff, site, name: indicator, unit, reported, recounted, value }) =>
      isOff ? [{ name: site?.organisationName ?? '', indicator, unit, reported, recounted, factor: value }] : [],
    ),
    problems: problems
      .filter(({ isFound, state }) => isFound || state !== 'closed')
      .map(
        ({ organisationName: name, siteName: site, text, category, severity, state, dueOn, isOverdue }): WorkProblem => ({
          name,
          site,
          text,
          category,
          severity,
          dueOn,
          state,
          daysLate: isOverdue ? Math.max(1, workingDaysBetween(dueOn, asOf, own)) : 0,
          isOverdue,
        }),
      ),
    units: perUnit(span, (code) => {
      const ours = problems.filter(({ organisation }) => organisation === code);
      const unit = {
        visits: visits.filter(({ site }) => site.organisation === code).length,
        found: ours.filter(({ isFound }) => isFound).length,
        open: ours.filter(({ state }) => state !== 'closed').length,
      };
      return unit.visits + unit.found + unit.open === 0 ? null : unit;
    }),
  };
}

/** A problem as it stood at the end of the day it is spoken of. */
function standOn(steps: ReturnType<typeof stepsOf>[number], { asOf }: Span): Pick<WorkProblem, 'state' | 'dueOn' | 'isOverdue'> {
  const past = steps.filter(({ onDay }) => onDay <= asOf);
  const dueOn = past.findLast((step) => step.dueOn !== null)?.dueOn ?? steps[0]?.dueOn ?? '';
  const last = past.flatMap(({ event }) => (event in BECOMES ? [BECOMES[event as keyof typeof BECOMES]] : [])).at(-1) ?? 'open';
  return { state: last, dueOn, isOverdue: (last === 'open' || last === 'relapsed') && dueOn < asOf };
}

function publicityWork(db: Reader, { period, has }: Span): PublicityWork | null {
  const items = itemsOfYear(db, period.slice(0, 4)).filter((item) => item.state === 'accepted' && has(item.period));
  const steps = listExperiences(db).flatMap((experience) =>
    experienceEvents(db, experience.id).flatMap((step) => (has(step.period) ? [{ ...step, experience }] : [])),
  );
  const chosen = listChoices(db).filter((choice) => has(choice.period));
  const promoted = steps.flatMap(({ event, level, experience: { id, subject, title } }) =>
    event === 'promote' && level !== null ? [[`${id} ${level}`, { subject, title, level }] as const] : [],
  );
  if (items.length + steps.length + chosen.length === 0) return null;
  return {
    kinds: KINDS.map((kind) => {
      const at = (level: Level): number => items.filter((item) => item.kind === kind && item.level === level).length;
      return { kind, filed: at('filed'), city: at('city'), province: at('province'), centre: at('centre') };
    }),
    sent: steps.filter(({ event }) => event === 'report').length,
    promoted: [...new Map(promoted).values()],
    replicated: steps.filter(({ event }) => event === 'replicate').length,
    chosen: chosen.map(({ name, cause }) => ({ name, cause })),
  };
}

function claimsWork(db: Reader, { period, has }: Span): ClaimsWork | null {
  const ofYear = claimsOfYear(db, period.slice(0, 4));
  const accepted = ofYear.filter((claim) => claim.state === 'accepted' && has(claim.period));
  if (accepted.length === 0) return null;
  const rows = judgeRows(openBook(db), accepted, ofYear);
  const counting = rows.filter(({ verdict }) => verdict?.counts);
  const lines = [...new Set(counting.map(({ itemName }) => itemName))];
  return {
    accepted: rows.length,
    lines: lines.map((name) => ({ name, counted: counting.filter(({ itemName }) => itemName === name).length })),
  };
}
