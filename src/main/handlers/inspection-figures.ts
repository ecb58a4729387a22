/** What 督察 counts for the score: sites and what their problems take, problems due and put right, and what one problem does to a unit's month. */
import type { FedFigure, RecordLink } from '../../shared/contract/feeds.ts';
import type { BlockFigure, ProblemEffect, ProblemRow } from '../../shared/contract/inspections.ts';
import { text as decimal, divide, exact, published, sum } from '../../shared/engine/decimal.ts';
import { type Entry, evaluate, type Item } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { visitScore } from '../../shared/inspections/checklists.ts';
import {
  type ClauseChoice,
  type ClauseRules,
  clauseChoices,
  clausesRefusal,
  DEFAULT_CLAUSES,
  itemUsing,
  SITE_SCORES,
  siteScore,
} from '../../shared/inspections/clauses.ts';
import { countDue, laterCharges, type ProblemStep } from '../../shared/inspections/problems.ts';
import { formatPeriod } from '../../shared/period.ts';
import { daysOf } from '../../shared/tasks/count.ts';
import type { Handlers } from '../call.ts';
import { problemEvents, type StoredProblem, type StoredVisit, signedProblems, visitsIn } from '../store/inspections.ts';
import { observationsIn } from '../store/observations.ts';
import { listOrganisations, organisationsIn } from '../store/organisations.ts';
import { readSetting, saveSetting } from '../store/records.ts';
import { schemeFor } from '../store/schemes.ts';
import { isSealed } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { listOf } from './claim-counts.ts';
import { engineIndicators, evaluatePeriod, inWords } from './evaluation.ts';
import { refuseNotHeld, refuseSealed } from './locks.ts';

export const readClauses = (db: Reader): ClauseRules =>
  (readSetting(db, 'inspections.clauses') as ClauseRules | undefined) ?? DEFAULT_CLAUSES;

/** What a clause may name under the scheme of a period. */
export function choicesIn(db: Reader, period: string): readonly ClauseChoice[] {
  const scheme = schemeFor(db, period);
  return scheme ? clauseChoices(scheme.rules, engineIndicators(db)) : [];
}

/** What problems take, each with the line of its period's scheme; null when nothing, or when that scheme has no such line. */
export function chargesView(db: Reader): (problem: Pick<StoredProblem, 'charge' | 'period'>) => ProblemRow['charge'] {
  const indicators = engineIndicators(db);
  const items = new Map<string, Item | null>();
  return ({ charge, period }) => {
    if (charge === null) return null;
    const key = `${period} ${charge.indicator}`;
    const scheme = items.has(key) ? null : schemeFor(db, period);
    const item = items.get(key) ?? (scheme ? itemUsing(scheme.rules, indicators, charge.indicator) : null);
    items.set(key, item);
    return item ? { ...charge, item: item.code, itemName: item.name } : null;
  };
}

/** A site's score out of 100: its checklist less what problems take; null while a line has no points. */
export const scoreOf = ({ scores, taken }: Pick<StoredVisit, 'scores' | 'taken'>): string | null =>
  siteScore(
    visitScore(scores.map(({ points }) => points)),
    taken.map(({ points }) => points),
  );

/** The steps of problems, begun by the day each was written down. */
export function stepsOf(db: Reader, problems: readonly StoredProblem[]): readonly (readonly ProblemStep[])[] {
  const events = problemEvents(
    db,
    problems.map(({ id }) => id),
  );
  return problems.map(({ id, visitedOn, dueOn }) => [
    { event: 'record', onDay: visitedOn, dueOn },
    ...events.filter(({ problem }) => problem === id),
  ]);
}

/** Everything of a period that counts; without one problem, as if it had never been found. */
function bookOf(db: Reader, period: string, without: number | null) {
  const visits = visitsIn(db, period)
    .filter(({ signedBy }) => signedBy !== '')
    .map((visit) => ({ ...visit, taken: visit.taken.filter(({ problem }) => problem !== without) }));
  const problems = signedProblems(db).filter(({ id }) => id !== without);
  const steps = stepsOf(db, problems);
  return { visits, problems: problems.map((problem, index) => ({ problem, steps: steps[index] ?? [] })) };
}

type Book = ReturnType<typeof bookOf>;
type Own = { readonly problem: StoredProblem; readonly steps: readonly ProblemStep[] };

/** Of a unit: scores of its sites, and its problems that were due. */
function unitCounts({ visits, problems }: Book, organisation: string, period: string) {
  const { first, last } = daysOf(period);
  const own = visits.filter(({ site }) => site.organisation === organisation);
  const scored = own.flatMap((visit) => {
    const score = scoreOf(visit);
    return score === null ? [] : [{ visit, score }];
  });
  const due = problems
    .filter(({ problem }) => problem.organisation === organisation)
    .flatMap((one) => {
      const counts = countDue([one.steps], first, last);
      return counts.due === 0 ? [] : [{ ...one, ...counts }];
    });
  return {
    scored,
    total: sum(scored.map(({ score }) => exact(score))),
    taken: sum(own.flatMap(({ taken }) => taken.map(({ points }) => exact(points)))),
    due,
    dueCount: due.reduce((count, one) => count + one.due, 0),
    onTime: due.reduce((count, one) => count + one.onTime, 0),
  };
}

/** B1 and B2 of every unit that has something to count. */
export function blockFigures(db: Reader, period: string): readonly BlockFigure[] {
  const book = bookOf(db, period, null);
  return listOrganisations(db).flatMap(({ code, name }): readonly BlockFigure[] => {
    const { scored, total, taken, dueCount, onTime } = unitCounts(book, code, period);
    if (scored.length === 0 && dueCount === 0) return [];
    return [
      {
        name,
        visits: scored.length,
        mean: scored.length === 0 ? null : published(divide(total, exact(scored.length)), 2),
        taken: decimal(taken),
        due: dueCount,
        onTime,
      },
    ];
  });
}

const visitLink = ({ id, visitedOn, site, taken }: StoredVisit, score: string): RecordLink => ({
  feature: 'inspections',
  id: `visit ${id}`,
  words: `${visitedOn} ${site.name} 得分 ${score}${taken.length > 0 ? `（问题扣 ${sumText(taken.map(({ points }) => points))} 分）` : ''}`,
});
const problemLink = ({ problem }: Pick<Own, 'problem'>, words: string): RecordLink => ({
  feature: 'inspections',
  id: `problem ${problem.id}`,
  words: `${problem.siteName}“${problem.text}”${words}`,
});
const sumText = (points: readonly string[]): string => decimal(sum(points.map((one) => exact(one))));

/** What a problem adds to a figure of its own in a period: when it was found, when its time ended, when it came back. */
export function chargedIn(
  { problem, steps }: Own,
  period: string,
): readonly { readonly words: string; readonly points: string }[] {
  const { charge } = problem;
  if (charge === null || charge.indicator === SITE_SCORES) return [];
  const { first, last } = daysOf(period);
  const found = problem.period === period && !exact(charge.points).isZero() ? [{ words: '发现', points: charge.points }] : [];
  const later = laterCharges(steps, charge, first, last).map(({ what, points }) => ({
    words: what === 'overdue' ? '到期未按期整改' : '反弹',
    points,
  }));
  return [...found, ...later];
}

/**
 * B1 现场督察点数 and 得分合计 from signed visits of the period, less what problems take by the clause of 点位得分; B2 到期应整改 and 按期整改销号 from
 * problems whose time limit ends in it; and every figure another clause names. A unit without a visit has no B1, one without a problem due no B2: the
 * scheme's clauses say 不适用, not 0. A figure of another clause is 0 for those who have no such problem, once anybody was visited.
 * @param without a problem that is left out, to see what it does
 */
export function inspectionsFigures(db: Reader, period: string, without: number | null = null): readonly FedFigure[] {
  const book = bookOf(db, period, without);
  return [...listOrganisations(db).flatMap(({ code }) => blockRows(book, code, period)), ...clauseRows(db, book, period)];
}

function blockRows(book: Book, organisation: string, period: string): readonly FedFigure[] {
  const { scored, total, due, dueCount, onTime } = unitCounts(book, organisation, period);
  const visits = scored.map(({ visit, score }) => visitLink(visit, score));
  const linksOf = (some: typeof due): readonly RecordLink[] =>
    some.map((one) => problemLink(one, one.onTime === one.due ? ' 按期销号' : ' 未按期销号'));
  const seen = `督察记录 ${scored.length} 个点位`;
  const asked = `问题清单 ${dueCount} 个到期问题`;
  const taken = scored.flatMap(({ visit }) => visit.taken.map(({ points }) => points));
  const less = taken.length > 0 ? `，其中问题扣 ${sumText(taken)} 分` : '';
  const figure = (indicator: string, value: string, words: string, entries: readonly RecordLink[]): FedFigure => ({
    organisation,
    indicator,
    value,
    records: entries.length,
    words,
    entries,
  });
  return [
    ...(scored.length === 0
      ? []
      : [
          figure('B1a', `${scored.length}`, seen, visits),
          figure(SITE_SCORES, decimal(total), `${seen}，得分 ${scored.map(({ score }) => score).join('、')}${less}`, visits),
        ]),
    ...(dueCount === 0
      ? []
      : [
          figure('B2a', `${dueCount}`, asked, linksOf(due)),
          figure('B2b', `${onTime}`, `${asked}，按期销号 ${onTime} 个`, linksOf(due.filter((one) => one.onTime > 0))),
        ]),
  ];
}

function clauseRows(db: Reader, { visits, problems }: Book, period: string): readonly FedFigure[] {
  const charged = problems.map((one) => ({ ...one, parts: chargedIn(one, period) })).filter(({ parts }) => parts.length > 0);
  const rules = visits.length === 0 ? [] : Object.values(readClauses(db)).map(({ indicator }) => indicator);
  const open = new Set(choicesIn(db, period).map(({ indicator }) => indicator));
  const named = new Set([...rules, ...charged.map(({ problem }) => problem.charge?.indicator ?? null)]);
  const units = (['district', 'specialGroup'] as const).flatMap((list) => organisationsIn(db, list, period));
  return [...named].flatMap((indicator): readonly FedFigure[] => {
    if (indicator === null || indicator === SITE_SCORES || !open.has(indicator)) return [];
    return units.map(({ code }) => {
      const own = charged.filter(({ problem }) => problem.organisation === code && problem.charge?.indicator === indicator);
      const points = own.flatMap(({ parts }) => parts.map((part) => part.points));
      return {
        organisation: code,
        indicator,
        value: sumText(points),
        records: own.length,
        words: own.length === 0 ? '督察问题没有扣分' : `督察问题 ${own.length} 个，按条款扣 ${sumText(points)}`,
        entries: own.map((one) =>
          problemLink(one, ` ${one.parts.map(({ words, points: take }) => `${words}扣 ${take}`).join('，')}`),
        ),
      };
    });
  });
}

/** Periods a problem counts in: that of its visit, and those its time limits and relapses lie in. */
function periodsOf(db: Reader, { problem, steps }: Own, periodAt: (day: string) => string): readonly string[] {
  const days = steps.flatMap(({ event, onDay, dueOn }) => [
    ...(dueOn === null ? [] : [dueOn]),
    ...(event === 'relapse' ? [onDay] : []),
  ]);
  return [...new Set([problem.period, ...days.map(periodAt)])].filter((period) => schemeFor(db, period) !== null).sort();
}

/**
 * What a problem does to the score of the unit that answers for it: the engine with what is counted of the period, and as if the problem had not been
 * found. Only lines that differ are told. A sealed period is left out: it is as it was sealed.
 */
export function problemEffects(db: Reader, problem: StoredProblem, periodAt: (day: string) => string): readonly ProblemEffect[] {
  const unit = listOrganisations(db).find(({ code }) => code === problem.organisation);
  const list = listOf(unit);
  const [steps = []] = stepsOf(db, [problem]);
  if (!unit || list === null) return [];
  return periodsOf(db, { problem, steps }, periodAt).flatMap((period): readonly ProblemEffect[] => {
    if (isSealed(db, period) || !organisationsIn(db, list, period).some(({ code }) => code === unit.code)) return [];
    const figuresWithout = (without: number | null): readonly FedFigure[] =>
      inspectionsFigures(db, period, without).filter(({ organisation }) => organisation === unit.code);
    const [counted, bare] = [figuresWithout(null), figuresWithout(problem.id)];
    const changed = differing(counted, bare);
    if (changed.length === 0) return [];
    const { input } = evaluatePeriod(db, period, list);
    const cells = observationsIn(db, period).filter(({ organisation }) => organisation === unit.code);
    /** The unit's result with everything that is counted, but with these figures as they would be without the problem. */
    const entryOf = (taken: readonly string[]): Entry | undefined => {
      const own = { ...input.values[unit.code] };
      for (const indicator of new Set([...counted, ...bare].map((one) => one.indicator))) {
        const figure = (taken.includes(indicator) ? bare : counted).find((one) => one.indicator === indicator);
        // Without a figure the clause says 不适用, as the clerk notes it in the cell.
        own[indicator] = figure ? { value: figure.value, state: 'reported' } : { value: null, state: 'notApplicable' };
      }
      const values = { ...input.values, [unit.code]: own };
      return inWords(() => evaluate({ ...input, values })).entries.find(({ organisation }) => organisation === unit.code);
    };
    const pointsIn = (entry: Entry | undefined, item: string) =>
      entry?.items.find(({ code, state }) => code === item && state !== 'notApplicable')?.points ?? null;
    const after = entryOf([]);
    const lines = input.rules.items
      .filter(({ applies }) => applies.includes(list))
      .flatMap((item): readonly ProblemEffect['lines'][number][] => {
        const used = changed.filter((one) => itemUsing({ ...input.rules, items: [item] }, input.indicators, one) !== null);
        if (used.length === 0) return [];
        return [
          {
            item: item.code,
            itemName: item.name,
            clause: item.clause,
            counted: countedWords({ problem, steps }, period, used),
            points: pointsIn(after, item.code),
            without: pointsIn(entryOf(used), item.code),
            isFilled: used.every((indicator) => {
              const cell = cells.find((one) => one.indicator === indicator);
              const figure = counted.find((one) => one.indicator === indicator);
              return (
                figure !== undefined && cell?.state === 'reported' && cell.value !== null && exact(cell.value).eq(figure.value)
              );
            }),
          },
        ];
      });
    return [{ period, lines, score: after?.score ?? null, scoreWithout: entryOf(changed)?.score ?? null }];
  });
}

/** Figures that say something else without the problem. */
function differing(counted: readonly FedFigure[], bare: readonly FedFigure[]): readonly string[] {
  const valueIn = (figures: readonly FedFigure[], indicator: string): string | null =>
    figures.find((one) => one.indicator === indicator)?.value ?? null;
  return [...new Set([...counted, ...bare].map(({ indicator }) => indicator))].filter(
    (indicator) => valueIn(counted, indicator) !== valueIn(bare, indicator),
  );
}

function countedWords(one: Own, period: string, used: readonly string[]): readonly string[] {
  const { charge } = one.problem;
  const { first, last } = daysOf(period);
  const { due, onTime } = countDue([one.steps], first, last);
  return [
    ...(used.includes(SITE_SCORES) && charge ? [`点位得分扣 ${charge.points} 分`] : []),
    ...(used.includes('B2a') && due > 0 ? [`到期 ${due} 个，按期销号 ${onTime} 个`] : []),
    ...(charge && used.includes(charge.indicator)
      ? chargedIn(one, period).map(({ words, points }) => `${words}扣 ${points}`)
      : []),
  ];
}

export const inspectionFigures = {
  'inspections.saveClauses': ({ period, clauses }, context) => {
    const db = context.reader();
    refuseNotHeld(db, period);
    refuseSealed(db, period);
    const refusal = clausesRefusal(clauses, choicesIn(db, period));
    if (refusal !== null) throw new AppError('inspections.clauses', { detail: refusal });
    const act = { action: '修改督察扣分条款', subject: formatPeriod(period), detail: clauses };
    context.write(act, (tx) => saveSetting(tx, 'inspections.clauses', clauses));
    return null;
  },
} satisfies Partial<Handlers>;
