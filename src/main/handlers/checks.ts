/** The checks at entry over what is stored: a month's matrix, or one cell with everything that helps to judge it. */
import {
  type Course,
  checkCell,
  courseOf,
  type Past,
  periodsBefore,
  ruleWords,
  usualRange,
} from '../../shared/checks/check-cell.ts';
import type { Finding } from '../../shared/checks/finding.ts';
import { refusalOf } from '../../shared/checks/hard-range.ts';
import { type Identity, identitiesOf } from '../../shared/checks/identities.ts';
import type { Indicator } from '../../shared/contract/indicators.ts';
import type { CellCheck, CellView, Checks, Matrix, Observation } from '../../shared/contract/observations.ts';
import type { Organisation } from '../../shared/contract/organisations.ts';
import { exactText } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { listIndicators } from '../store/indicators.ts';
import { cellHistory, figuresIn, observationsIn } from '../store/observations.ts';
import type { Reader } from '../store/transaction.ts';

type Cells = Readonly<Record<string, Readonly<Record<string, Pick<Observation, 'value' | 'note'>>>>>;
/** Everything read once for a period and some units. */
type Ground = {
  readonly period: string;
  readonly identities: ReadonlyMap<string, readonly Identity[]>;
  readonly past: ReadonlyMap<string, readonly Past[]>;
};

function readGround(
  db: Reader,
  period: string,
  organisations: readonly Organisation[],
  indicators: readonly Indicator[],
): Ground {
  const identities = new Map<string, Identity[]>();
  for (const identity of identitiesOf(indicators)) {
    for (const { code } of [...identity.parts, ...identity.whole]) {
      identities.set(code, [...(identities.get(code) ?? []), identity]);
    }
  }
  const past = new Map<string, Past[]>();
  const ids = organisations.map(({ id }) => id);
  for (const { organisationId, indicatorId, ...point } of figuresIn(db, periodsBefore(period), ids)) {
    const key = `${organisationId} ${indicatorId}`;
    const course = past.get(key);
    if (course) course.push(point);
    else past.set(key, [point]);
  }
  return { period, identities, past };
}

/** A reason counts for every cell of a broken identity, wherever it was written; what cannot be right stays in doubt. */
function isOpen(finding: Finding, indicator: Indicator, own: Cells[string], identities: readonly Identity[]): boolean {
  if (finding.severity === 'refuse') return true;
  const hasNote = (code: string): boolean => (own[code]?.note ?? '') !== '';
  if (hasNote(indicator.code)) return false;
  if (finding.code !== 'identity') return true;
  return !identities.some((identity) => [...identity.parts, ...identity.whole].some(({ code }) => hasNote(code)));
}

function checkOne(
  ground: Ground,
  unit: Organisation,
  indicator: Indicator,
  own: Cells[string],
): { readonly check: CellCheck; readonly course: Course; readonly identities: readonly Identity[] } {
  const course = courseOf(indicator, ground.past.get(`${unit.id} ${indicator.id}`) ?? []);
  const identities = ground.identities.get(indicator.code) ?? [];
  const value = own[indicator.code]?.value ?? null;
  const neighbours = { identities, figureOf: (code: string) => own[code]?.value ?? null };
  const findings = value === null ? [] : checkCell(indicator, ground.period, value, course, neighbours);
  const median = course.spread ? exactText(course.spread.median) : null;
  const isDoubtful = findings.some((finding) => isOpen(finding, indicator, own, identities));
  return { check: { median, findings, isDoubtful }, course, identities };
}

/** Every cell of a matrix, the empty ones with their median. One look into the file for the twelve periods before. */
export function checkMatrix(
  db: Reader,
  { period, rows, columns, cells }: Matrix,
  organisations: readonly Organisation[],
): Checks {
  const indicators = listIndicators(db);
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  const units = organisations.filter(({ code }) => rows.some((row) => row.code === code));
  const ground = readGround(db, period, units, indicators);
  const checks: Record<string, Record<string, CellCheck>> = {};
  for (const unit of units) {
    const line: Record<string, CellCheck> = {};
    for (const column of columns) {
      const indicator = byCode.get(column.indicator);
      if (indicator) line[indicator.code] = checkOne(ground, unit, indicator, cells[unit.code] ?? {}).check;
    }
    checks[unit.code] = line;
  }
  return checks;
}

/** One cell: its last twelve periods, what is usual, what is doubtful, which checks hold, who changed it. */
export function viewCell(db: Reader, period: string, unit: Organisation, indicator: Indicator): CellView {
  const own: Record<string, Observation> = {};
  for (const { organisation, indicator: code, ...cell } of observationsIn(db, period)) {
    if (organisation === unit.code) own[code] = cell;
  }
  const ground = readGround(db, period, [unit], listIndicators(db));
  const { check, course, identities } = checkOne(ground, unit, indicator, own);
  const values = new Map(course.past.map((point) => [point.period, point.value]));
  return {
    organisation: unit.name,
    indicator: indicator.name,
    unit: indicator.unit,
    lastTwelve: periodsBefore(period).map((at) => ({ period: at, value: values.get(at) ?? null })),
    cell: own[indicator.code] ?? null,
    ...check,
    range: course.spread ? usualRange(indicator, course.spread) : null,
    rules: ruleWords(indicator, identities, course),
    history: cellHistory(db, period, unit.id, indicator.id),
  };
}

/** Nothing of a block is saved when one of its figures cannot be right; the sentence names the first of them. */
export function refuseImpossible(
  edits: readonly { readonly organisation: Organisation; readonly indicator: Indicator; readonly value: string | null }[],
): void {
  const refused = edits.flatMap((edit) => {
    const finding = edit.value === null ? null : refusalOf(edit.indicator, edit.value);
    return finding ? [{ ...edit, finding }] : [];
  });
  const [first] = refused;
  if (!first) return;
  const named = refused.slice(1, 3).map(({ organisation, indicator }) => `${organisation.name} ${indicator.name}`);
  const others = refused.length > 1 ? `另有${named.join('、')}等共 ${refused.length} 格填不进去，` : '';
  const reason = `${first.finding.sentence.replace(/。$/, '')}。${others}本次 ${edits.length} 格都没有保存`;
  throw new AppError('value.invalid', { text: `${first.organisation.name} ${first.value}`, reason });
}
