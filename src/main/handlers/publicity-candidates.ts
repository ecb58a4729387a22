/** 宣传候选 of a period, from the scores of the periods before it under the same scheme; and who was 入选. */
import type { CandidatesView } from '../../shared/contract/publicity.ts';
import { divide, exact, sum } from '../../shared/engine/decimal.ts';
import type { Entry, Evaluation, RankingList } from '../../shared/engine/index.ts';
import { exactText } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { judgeCandidates, type UnitCourse } from '../../shared/improvement/candidates.ts';
import { formatPeriod, periodKind } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import { listOrganisations, organisationsIn } from '../store/organisations.ts';
import { addChoice, listChoices } from '../store/publicity.ts';
import { schemeFor } from '../store/schemes.ts';
import type { Reader } from '../store/transaction.ts';
import { earlierEvaluations, engineIndicators, viewRanking } from './evaluation.ts';

/** So many earlier periods are looked at. */
const COURSE = 12;

/** The last periods of the same length that were scored under the scheme in force, oldest first. */
function courseBefore(db: Reader, period: string, list: RankingList): readonly Evaluation[] {
  const scheme = schemeFor(db, period)?.id;
  const earlier = earlierEvaluations(db, period, list, engineIndicators(db), COURSE);
  const isComparable = (one: Evaluation): boolean =>
    periodKind(one.period) === periodKind(period) && schemeFor(db, one.period)?.id === scheme;
  const last = earlier.findLastIndex((one) => !isComparable(one));
  return earlier.slice(last + 1);
}

/** @throws AppError period.notHeld, rules.none, rules.problem */
export function viewCandidates(db: Reader, period: string, list: RankingList): CandidatesView {
  const { view } = viewRanking(db, period, list, 1);
  const { entries } = view.evaluation;
  const codes = new Set(organisationsIn(db, list, period).map(({ code }) => code));
  const all = listChoices(db).filter(({ organisation }) => codes.has(organisation));
  const course = courseBefore(db, period, list);
  const units = entries.map(
    (entry): UnitCourse => ({
      organisation: entry.organisation,
      name: entry.name,
      score: entry.score,
      rank: entry.rank,
      change: entry.change,
      earlier: course.map((one) => entryOf(one, entry.organisation)?.score ?? null),
      lines: gainsOf(entry, course),
      prizes: all.filter(({ organisation, period: when }) => organisation === entry.organisation && when !== period),
    }),
  );
  const isRanked = entries.some(({ rank }) => rank !== null);
  return {
    ...judgeCandidates(period, units),
    choices: all.filter((choice) => choice.period === period),
    isDemo: view.isDemo,
    trouble: isRanked ? null : `${formatPeriod(period)}还没有排出名次，补齐数据后再看候选。`,
  };
}

const entryOf = ({ entries }: Evaluation, organisation: string): Entry | undefined =>
  entries.find((entry) => entry.organisation === organisation);

/** Lines that give points, with what they gave on average before; a line that was not scored before is no gain. */
function gainsOf({ organisation, items }: Entry, course: readonly Evaluation[]): UnitCourse['lines'] {
  const past = course.flatMap((one) => entryOf(one, organisation)?.items ?? []);
  return items.flatMap(({ code, name, kind, points }) => {
    const before = past.flatMap((item) => (item.code === code && item.points !== null ? [exact(item.points)] : []));
    if (points === null || before.length === 0 || (kind !== 'base' && kind !== 'bonus')) return [];
    return [{ code, name, points, before: exactText(divide(sum(before), exact(before.length))) }];
  });
}

export const publicityCandidates = {
  'publicity.candidates': ({ period, list }, context) => viewCandidates(context.reader(), period, list),
  'publicity.choose': ({ period, organisation, cause, reason }, context) => {
    const db = context.reader();
    const unit = listOrganisations(db).find(({ code }) => code === organisation);
    if (!unit || (unit.kind !== 'district' && unit.kind !== 'specialGroup')) {
      throw new AppError('organisation.unknown', { name: organisation });
    }
    const view = viewCandidates(db, period, unit.kind);
    const candidate = (cause === 'top' ? view.top : view.improved).find((one) => one.organisation === organisation);
    if (!candidate) throw new AppError('publicity.noCandidate', { name: unit.name, period: formatPeriod(period) });
    if (view.choices.some((one) => one.organisation === organisation && one.cause === cause)) {
      throw new AppError('publicity.chosen', { name: unit.name });
    }
    const { evidence, item } = candidate;
    const act = { action: '宣传入选', subject: `${formatPeriod(period)} ${unit.name}`, detail: { cause, evidence, reason } };
    context.write(act, (tx) =>
      addChoice(tx, { period, organisationId: unit.id, cause, event: 'choose', item: item?.code ?? null, evidence, reason }),
    );
    return null;
  },
  'publicity.cancelChoice': ({ period, organisation, cause, reason }, context) => {
    const db = context.reader();
    const chosen = listChoices(db).find(
      (one) => one.period === period && one.organisation === organisation && one.cause === cause,
    );
    const unit = listOrganisations(db).find(({ code }) => code === organisation);
    if (!chosen || !unit) throw new AppError('data.missing', { what: '这个入选单位' });
    const { evidence, item } = chosen;
    const act = { action: '取消入选', subject: `${formatPeriod(period)} ${unit.name}`, detail: { cause, reason } };
    context.write(act, (tx) =>
      addChoice(tx, { period, organisationId: unit.id, cause, event: 'cancel', item, evidence, reason }),
    );
    return null;
  },
} satisfies Partial<Handlers>;
