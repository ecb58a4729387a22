/** 减负计: what is asked of the units, how much of it nobody had to write again, and which fact is asked for twice. */
import {
  type AskedColumn,
  countUnit,
  fillingOf,
  meanBurden,
  OTHER_TABLE,
  overQuota,
  type UnitBurden,
} from '../../shared/burden/count.ts';
import { sameFigures, sameFiles, sameNames } from '../../shared/burden/repeats.ts';
import { heldOf } from '../../shared/cadence.ts';
import { type BurdenQuota, type BurdenView, type BurdenWarning, burdenQuota } from '../../shared/contract/burden.ts';
import type { RecordLink } from '../../shared/contract/feeds.ts';
import type { Indicator } from '../../shared/contract/indicators.ts';
import { type Indicators, prepareIndicators, type RankingList, type Rules } from '../../shared/engine/index.ts';
import { comparePeriods, periodKind, periodWords } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { filesHandedIn } from '../store/burden.ts';
import { claimsOfYear } from '../store/claims.ts';
import { listIndicators } from '../store/indicators.ts';
import { type ObservationRow, observationsIn, periodsWithFigures } from '../store/observations.ts';
import { organisationsIn } from '../store/organisations.ts';
import { readSetting, saveSetting } from '../store/records.ts';
import { schemeFor } from '../store/schemes.ts';
import type { Reader } from '../store/transaction.ts';
import { differencesIn, isAccepted, openBook } from './claim-counts.ts';
import { inWords } from './evaluation.ts';
import { figuresIn } from './feeds.ts';
import { entryColumns } from './matrix.ts';
import { readCadence } from './settings.ts';

/** No source names a number: the office sets its own. */
const readQuota = (db: Reader): BurdenQuota => {
  const saved = burdenQuota.safeParse(readSetting(db, 'burdenQuota'));
  return saved.success ? saved.data : { district: null, specialGroup: null };
};

const COURSE = 12;

/** A period as it is counted: who is asked for what, and what is there. */
type Asked = {
  readonly period: string;
  readonly rules: Rules | null;
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly columns: readonly (AskedColumn & { readonly name: string })[];
  /** unit → indicator → cell. */
  readonly cells: ReadonlyMap<string, Readonly<Record<string, ObservationRow>>>;
  /** Raw figures of each figure the scheme computes for the list. */
  readonly formulas: readonly (readonly string[])[];
};

function askedIn(
  db: Reader,
  period: string,
  list: RankingList,
  indicators: readonly Indicator[],
  parsed: Indicators['formulas'],
): Asked {
  const rules = schemeFor(db, period)?.rules ?? null;
  const cells = new Map<string, Record<string, ObservationRow>>();
  for (const row of observationsIn(db, period)) {
    const own = cells.get(row.organisation) ?? {};
    own[row.indicator] = row;
    cells.set(row.organisation, own);
  }
  const used = (rules?.items ?? [])
    .filter(({ applies }) => applies.includes(list))
    .flatMap(({ inputs }) => Object.values(inputs));
  const computed = [...new Set(used)].filter((code) => parsed.has(code));
  return {
    period,
    rules,
    units: organisationsIn(db, list, period).map(({ code, name }) => ({ code, name })),
    columns: entryColumns(indicators, rules, list, period),
    cells,
    formulas: computed.map((code) => rawParts(code, parsed)),
  };
}

/** The reported figures a computed one comes down to. */
const rawParts = (code: string, parsed: Indicators['formulas']): readonly string[] =>
  parsed.get(code)?.indicators.flatMap((part) => rawParts(part, parsed)) ?? [code];

const countUnits = ({ units, columns, cells, formulas }: Asked): readonly UnitBurden[] =>
  units.map((unit) => countUnit(unit, columns, cells.get(unit.code) ?? {}, formulas));

function viewBurden(context: Context, period: string, list: RankingList): BurdenView {
  const db = context.reader();
  const indicators = listIndicators(db);
  const { formulas } = inWords(() => prepareIndicators(indicators));
  const held = heldOf(periodsWithFigures(db), readCadence(db)).filter((one) => comparePeriods(one, period) < 0);
  const earlier = [...held]
    .sort(comparePeriods)
    .slice(1 - COURSE)
    .map((one) => askedIn(db, one, list, indicators, formulas));
  const now = askedIn(db, period, list, indicators, formulas);
  const units = countUnits(now);
  const quota = readQuota(db);
  const hasOthers = units.some(({ tables }) => tables[OTHER_TABLE] !== undefined);
  return {
    quota,
    tables: [
      ...(now.rules?.blocks ?? []).filter(({ code }) => units.some(({ tables }) => tables[code] !== undefined)),
      ...(hasOthers ? [{ code: OTHER_TABLE, name: '其他' }] : []),
    ].map(({ code, name }) => ({ code, name })),
    units,
    total: meanBurden(period, units),
    course: [...earlier, now].map((one) => meanBurden(one.period, countUnits(one))).filter((one) => one !== null),
    warnings: [
      ...quotaWarnings(period, units, quota[list]),
      ...registeredWarnings(context, now),
      ...claimWarnings(db, now),
      ...nameWarnings(now, indicators),
      ...figureWarnings([...earlier, now], list, indicators),
      ...fileWarnings(db, now),
    ],
  };
}

/** So many are named; of the others how many there are. */
const NAMED = 3;
const MOST_ENTRIES = 5;

/** 张店区、淄川区、博山区等 7 个单位. */
const unitNames = (names: readonly string[]): string =>
  names.length <= NAMED ? names.join('、') : `${names.slice(0, NAMED).join('、')}等 ${names.length} 个单位`;

function quotaWarnings(period: string, units: readonly UnitBurden[], quota: number | null): readonly BurdenWarning[] {
  const over = overQuota(units, quota);
  const [first] = over;
  if (!first) return [];
  const named = over.map(({ name, byHand }) => `${name} ${byHand} 项`).join('、');
  const sentence = `${periodWords(period).own}手工填报超过限额 ${quota} 项的有${named}。登记里有的请按登记计数，用不上的指标请停用。`;
  return [{ kind: 'over', organisation: first.organisation, sentence }];
}

/** Figures the registers count and somebody types all the same; those of the same units stand in one sentence. */
function registeredWarnings(context: Context, { period, units, columns, cells }: Asked): readonly BurdenWarning[] {
  const counted = new Set(figuresIn(context, period).map(({ organisation, indicator }) => `${organisation}\n${indicator}`));
  const groups = new Map<string, { readonly of: Asked['units']; readonly figures: Asked['columns'][number][] }>();
  for (const column of columns) {
    const { indicator } = column;
    const of = units.filter(
      ({ code }) => counted.has(`${code}\n${indicator}`) && fillingOf(cells.get(code)?.[indicator]) === 'typed',
    );
    if (of.length === 0) continue;
    const key = of.map(({ code }) => code).join(' ');
    const group = groups.get(key) ?? { of, figures: [] };
    group.figures.push(column);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ of, figures }): BurdenWarning => {
    const [unit] = of;
    const [figure] = figures;
    return {
      kind: 'registered',
      ...(unit ? { organisation: unit.code } : {}),
      ...(figure ? { indicator: figure.indicator } : {}),
      sentence: `${figures.map(({ name }) => `“${name}”`).join('')}登记里数得出来，${unitNames(of.map(({ name }) => name))}又填报了一遍。请在“填报”按登记计数填入，以后不再要求填报。`,
    };
  });
}

/** Figures that 加分登记 counts and somebody typed over. */
function claimWarnings(db: Reader, { period, units }: Asked): readonly BurdenWarning[] {
  const accepted = claimsOfYear(db, period.slice(0, 4)).filter(isAccepted);
  return differencesIn(
    openBook(db),
    period,
    units.map(({ code }) => code),
    accepted,
  ).map(({ organisation, organisationName, indicatorName, typed, count }) => ({
    kind: 'claimed',
    organisation,
    sentence: `${organisationName}“${indicatorName}”加分登记里有 ${count}，又填报了 ${typed}。请在“加分”按登记件数更新，以后只登记、不填报。`,
  }));
}

/** Two figures whose names say the same, at least one of them asked for in the period. */
function nameWarnings({ period, units, columns, cells }: Asked, indicators: readonly Indicator[]): readonly BurdenWarning[] {
  const isAsked = new Set(
    columns
      .filter(({ indicator, table }) => table !== null || units.some(({ code }) => cells.get(code)?.[indicator]))
      .map(({ indicator }) => indicator),
  );
  const figures = indicators
    .filter(({ code, formula, frequency }) => isAsked.has(code) || (formula !== null && frequency === periodKind(period)))
    .map(({ code, name, aliases, unit, formula }) => ({ code, name, aliases, unit, isComputed: formula !== null }));
  return sameNames(figures).map(([one, other]) => ({
    kind: 'name',
    indicator: one.code,
    sentence: other.isComputed
      ? `“${one.name}”与由公式计算的“${other.name}”名称相同或相近。如是同一个数，请不再填报前一个。`
      : `“${one.name}”与“${other.name}”名称相同或相近，可能把一个数要了两次。如是同一个数，请停用一个，让方案引用另一个。`,
  }));
}

/** Two figures that have been the same for every unit, at least one of them written by hand now. */
function figureWarnings(
  periods: readonly Asked[],
  list: RankingList,
  indicators: readonly Indicator[],
): readonly BurdenWarning[] {
  const now = periods.at(-1);
  if (!now) return [];
  const names = new Map(indicators.map(({ code, name }) => [code, name]));
  const units = now.units.map(({ code }) => code);
  const asked = new Set(now.columns.map(({ indicator }) => indicator));
  const isTyped = (indicator: string): boolean => units.some((unit) => fillingOf(now.cells.get(unit)?.[indicator]) === 'typed');
  return sameFigures(
    periods.map((one) => valuesOf(one, units, asked)),
    units,
    now.formulas,
  )
    .filter(({ pair }) => pair.some(isTyped))
    .map(({ pair: [one, other], periods: count }) => ({
      kind: 'figures',
      indicator: one,
      sentence: `“${names.get(one)}”与“${names.get(other)}”${count} 期以来各${list === 'district' ? '区县' : '专项小组'}都相同，可能是同一个数。如是，请停用一个，让方案引用另一个。`,
    }));
}

/** indicator → unit → figure. */
function valuesOf(
  { cells }: Asked,
  units: readonly string[],
  asked: ReadonlySet<string>,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const values: Record<string, Record<string, string>> = {};
  for (const unit of units) {
    for (const [indicator, { value }] of Object.entries(cells.get(unit) ?? {})) {
      if (value === null || !asked.has(indicator)) continue;
      const own = values[indicator] ?? {};
      own[unit] = value;
      values[indicator] = own;
    }
  }
  return values;
}

/** One file that a unit handed in with several records of the year; where several units did so, in one sentence. */
function fileWarnings(db: Reader, { period, units }: Asked): readonly BurdenWarning[] {
  const inList = new Set(units.map(({ code }) => code));
  const handed = filesHandedIn(db, period.slice(0, 4)).filter(({ organisation }) => inList.has(organisation));
  const same = sameFiles(handed);
  const contents = new Set(same.map(([first]) => first?.sha256));
  return [...contents].map((sha256): BurdenWarning => {
    const of = same.filter(([first]) => first?.sha256 === sha256);
    const files = of[0] ?? [];
    const times = of.map((own) => `${own[0]?.organisationName} ${own.length} 次`);
    return {
      kind: 'file',
      entries: files.slice(0, MOST_ENTRIES).map(({ feature, id, title }): RecordLink => ({ feature, id, words: title })),
      sentence: `佐证“${files[0]?.name}”重复交了：${unitNames(times)}。同一份材料只收一次：办理另一件时注明见前件即可。`,
    };
  });
}

export const burden = {
  'burden.view': ({ period, list }, context) => viewBurden(context, period, list),
  'burden.saveQuota': (quota, context) => {
    const said = (most: number | null): string => (most === null ? '不限' : `${most} 项`);
    const subject = `减负限额 区县${said(quota.district)}、专项小组${said(quota.specialGroup)}`;
    context.write({ action: '修改设置', subject, detail: quota }, (tx) => saveSetting(tx, 'burdenQuota', quota));
    return null;
  },
} satisfies Partial<Handlers>;
