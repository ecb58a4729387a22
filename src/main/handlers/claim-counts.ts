/** From claims to figures: which of them count, what the figures become by that, and what it does to the score. */
import { type CountableClaim, judgeClaims, type Verdict } from '../../shared/claims/count.ts';
import { type ClaimLevel, type ClaimLine, claimLines } from '../../shared/claims/lines.ts';
import { claimSource, isClaimSource, verdictWords } from '../../shared/claims/words.ts';
import type { Claim, ClaimEffect, ClaimRow, CountDifference, CountedClaim } from '../../shared/contract/claims.ts';
import type { Organisation } from '../../shared/contract/organisations.ts';
import { exact } from '../../shared/engine/decimal.ts';
import { type Entry, evaluate, type RankingList } from '../../shared/engine/index.ts';
import { comparePeriods } from '../../shared/period.ts';
import { stateName } from '../../shared/text.ts';
import { claimsOfYear } from '../store/claims.ts';
import { listIndicators } from '../store/indicators.ts';
import { type ObservationRow, type ObservationWrite, observationsIn } from '../store/observations.ts';
import { listOrganisations } from '../store/organisations.ts';
import { schemeFor } from '../store/schemes.ts';
import type { Reader } from '../store/transaction.ts';
import { evaluatePeriod, inWords } from './evaluation.ts';

/** What claims are read against, each month looked up once. */
export type Book = {
  readonly units: ReadonlyMap<string, Organisation>;
  /** Lines a unit's claims of a month may be made on; none for a unit that is not ranked. */
  readonly lines: (period: string, organisation: string) => readonly ClaimLine[];
  readonly cells: (period: string) => ReadonlyMap<string, ObservationRow>;
};

export function openBook(db: Reader): Book {
  const units = new Map(listOrganisations(db).map((unit) => [unit.code, unit]));
  const indicators = listIndicators(db);
  const lines = new Map<string, readonly ClaimLine[]>();
  const cells = new Map<string, ReadonlyMap<string, ObservationRow>>();
  return {
    units,
    lines: (period, organisation) => {
      const list = listOf(units.get(organisation));
      if (list === null) return [];
      const key = `${period} ${list}`;
      const scheme = lines.has(key) ? null : schemeFor(db, period);
      const found = lines.get(key) ?? (scheme ? claimLines(scheme.rules, list, indicators) : []);
      lines.set(key, found);
      return found;
    },
    cells: (period) => {
      const found =
        cells.get(period) ?? new Map(observationsIn(db, period).map((row) => [`${row.organisation}\n${row.indicator}`, row]));
      cells.set(period, found);
      return found;
    },
  };
}

export const listOf = (unit: Organisation | undefined): RankingList | null =>
  unit?.kind === 'district' || unit?.kind === 'specialGroup' ? unit.kind : null;

type Place = Pick<Claim, 'period' | 'organisation' | 'item' | 'level'>;

/** The line and level a claim is made on; null where the month's scheme does not have them. */
export function placeOf(book: Book, claim: Place): { readonly line: ClaimLine; readonly level: ClaimLevel } | null {
  const line = book.lines(claim.period, claim.organisation).find(({ code }) => code === claim.item);
  const level = line?.levels.find(({ level: name }) => name === claim.level);
  return line && level ? { line, level } : null;
}

type Countable = CountableClaim & { readonly levelName: string };
const toCountable = (book: Book, claim: Claim): Countable => {
  const level = placeOf(book, claim)?.level;
  return { ...claim, points: level?.points ?? null, levelName: level?.name ?? claim.level };
};
const judge = (book: Book, claims: readonly Claim[]): ReadonlyMap<number, Verdict<Countable>> =>
  judgeClaims(claims.map((claim) => toCountable(book, claim)));

export const isAccepted = ({ state }: Claim): boolean => state === 'accepted';

/**
 * Claims with what they count for; those that are not decided as they would count.
 * @param claims those to be shown
 * @param ofYear all of the year
 */
export function judgeRows(book: Book, claims: readonly Claim[], ofYear: readonly Claim[]): readonly Omit<ClaimRow, 'doubts'>[] {
  const accepted = ofYear.filter(isAccepted);
  const verdicts = judge(book, accepted);
  return claims.map((claim) => {
    const place = placeOf(book, claim);
    const inScope = (other: Claim): boolean => other.organisation === claim.organisation && other.item === claim.item;
    const verdict =
      claim.state === 'pending' ? judge(book, [...accepted.filter(inScope), claim]).get(claim.id) : verdicts.get(claim.id);
    return {
      ...claim,
      itemName: place?.line.name ?? '',
      levelName: place?.level.name ?? claim.level,
      verdict: verdict ? { counts: verdict.counts, words: verdictWords(claim.period, verdict) } : null,
    };
  });
}

export type CountCell = {
  readonly period: string;
  readonly organisation: string;
  readonly indicator: string;
  readonly name: string;
  readonly unit: string;
  readonly count: string;
  readonly before: ObservationRow | undefined;
  /** Somebody typed another figure by hand. */
  readonly isTyped: boolean;
};

/**
 * Figures of one unit's line that differ from what its claims come to, in a month and the later months of its year.
 * A level without claims is left alone unless its figure came from claims before (then it is 0); in later months only figures that came
 * from claims are touched.
 * @param accepted claims that are 已认定, at least all of the unit's line and year
 */
export function countCells(
  book: Book,
  { organisation, item, period }: Pick<Claim, 'organisation' | 'item' | 'period'>,
  accepted: readonly Claim[],
): readonly CountCell[] {
  const year = period.slice(0, 4);
  const own = accepted.filter(
    (claim) => claim.organisation === organisation && claim.item === item && claim.period.startsWith(year),
  );
  const verdicts = judge(book, own);
  const months = new Set([period, ...own.map((claim) => claim.period).filter((other) => comparePeriods(other, period) > 0)]);
  return [...months].sort(comparePeriods).flatMap((month) => {
    const line = book.lines(month, organisation).find(({ code }) => code === item);
    const cells = book.cells(month);
    return (line?.levels ?? []).flatMap(({ level, indicator, name, unit }): readonly CountCell[] => {
      const made = own.filter((claim) => claim.period === month && claim.level === level);
      const count = made.filter(({ id }) => verdicts.get(id)?.counts).length;
      const before = cells.get(`${organisation}\n${indicator}`);
      const isManaged = before !== undefined && isClaimSource(before.source);
      if (!isManaged && (made.length === 0 || month !== period)) return [];
      const isEqual = before?.state === 'reported' && before.value !== null && exact(before.value).eq(count);
      if (isEqual && before.source === claimSource(count)) return [];
      const isTyped = before !== undefined && !isManaged && !isEqual;
      return [{ period: month, organisation, indicator, name, unit, count: String(count), before, isTyped }];
    });
  });
}

/** As cells to be written; a note stays with a figure that stays. */
export function toWrites(db: Reader, book: Book, cells: readonly CountCell[]): readonly ObservationWrite[] {
  const indicators = new Map(listIndicators(db).map(({ code, id }) => [code, id]));
  return cells.flatMap(({ period, organisation, indicator, count, before, isTyped }): readonly ObservationWrite[] => {
    const [organisationId, indicatorId] = [book.units.get(organisation)?.id, indicators.get(indicator)];
    if (organisationId === undefined || indicatorId === undefined) return [];
    const note = !isTyped && before?.value === count ? before.note : '';
    return [{ period, organisationId, indicatorId, value: count, state: 'reported', source: claimSource(Number(count)), note }];
  });
}

/** “5 件（手工填报，张三）”; null for an empty cell. */
export function typedWords({ before, unit }: CountCell): string | null {
  if (!before) return null;
  const value = before.value === null ? stateName[before.state] : `${before.value} ${unit}`;
  return `${value.trim()}（${[before.source, before.recordedBy].filter((part) => part !== '').join('，')}）`;
}

/** Lines with claims or with figures that came from claims, where something else stands now. */
export function differencesIn(book: Book, period: string, units: readonly string[], accepted: readonly Claim[]) {
  return units.flatMap((organisation): readonly CountDifference[] =>
    book.lines(period, organisation).flatMap(({ code: item }) =>
      countCells(book, { organisation, item, period }, accepted)
        .filter((cell) => cell.period === period)
        .map((cell) => ({
          organisation,
          organisationName: book.units.get(organisation)?.name ?? organisation,
          item,
          indicatorName: cell.name,
          typed: typedWords(cell) ?? '空',
          count: `${cell.count} ${cell.unit}`.trim(),
        })),
    ),
  );
}

/** More than any line can hold: what a line would come to if it had no cap. */
const NO_CAP = '1000000';

/** What a claim does to its line and to the total, by running the engine with the figures as they would be. */
export function effectOf(db: Reader, claim: Claim, line: ClaimLine, list: RankingList, cells: readonly CountCell[]): ClaimEffect {
  const { input, evaluation } = evaluatePeriod(db, claim.period, list);
  const own = { ...input.values[claim.organisation] };
  for (const { period, indicator, count } of cells) {
    if (period === claim.period) own[indicator] = { value: count, state: 'reported' };
  }
  const changed = { ...input, values: { ...input.values, [claim.organisation]: own } };
  const items = input.rules.items.map((item) => (item.code === line.code ? { ...item, fullPoints: NO_CAP } : item));
  const entryOf = (entries: readonly Entry[]) => entries.find(({ organisation }) => organisation === claim.organisation);
  const itemOf = (entry: Entry | undefined) => entry?.items.find(({ code }) => code === line.code);
  const [after, free] = inWords(() => [
    entryOf(cells.length === 0 ? evaluation.entries : evaluate(changed).entries),
    itemOf(entryOf(evaluate({ ...changed, rules: { ...input.rules, items } }).entries)),
  ]);
  const item = itemOf(after);
  const over = exact(free?.points ?? 0)
    .minus(item?.points ?? 0)
    .abs();
  const cap = after?.adjustments.find(({ code }) => code === (line.kind === 'deduction' ? 'deductionCap' : 'bonusCap'));
  return {
    cells: cells.map((cell) => ({
      period: cell.period,
      name: cell.name,
      unit: cell.unit,
      before: cell.before ? (cell.before.value ?? stateName[cell.before.state]) : null,
      after: cell.count,
      typedBy: cell.isTyped ? typedWords(cell) : null,
    })),
    before: itemOf(entryOf(evaluation.entries))?.points ?? null,
    after: item?.points ?? null,
    formula: item?.formula ?? '',
    overLine: item?.points == null || over.isZero() ? null : over.toFixed(),
    overTotal: cap && line.kind !== 'base' ? { lost: exact(cap.amount).abs().toFixed(), formula: cap.formula } : null,
    missing: (item?.inputs ?? []).flatMap(({ state, name }) => (state === 'missing' ? [name] : [])),
  };
}

/** The claims that count in a month, as a score is explained by them: of one unit, or of all. */
export function countedClaims(db: Reader, period: string, organisation: string | null): readonly CountedClaim[] {
  const book = openBook(db);
  const accepted = claimsOfYear(db, period.slice(0, 4)).filter(isAccepted);
  const verdicts = judge(book, accepted);
  return accepted
    .filter((claim) => claim.period === period && (organisation === null || claim.organisation === organisation))
    .filter(({ id }) => verdicts.get(id)?.counts)
    .map((claim) => ({
      id: claim.id,
      organisation: claim.organisation,
      item: claim.item,
      levelName: placeOf(book, claim)?.level.name ?? claim.level,
      title: claim.title,
      documentNumber: claim.documentNumber,
      datedOn: claim.datedOn,
      decidedBy: claim.decidedBy ?? '',
      decidedAt: claim.decidedAt ?? '',
      files: claim.files.map(({ name, sha256 }) => ({ name, sha256 })),
    }));
}
