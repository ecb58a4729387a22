/** 依据: how firm the place is, asked in every way that can be asked of the figures. Plain data with its sentences. */
import { hundred, published } from '../engine/decimal.ts';
import { type Cell, createMemory, type Entry, type EvaluationInput, evaluate } from '../engine/index.ts';
import { formatPeriod } from '../period.ts';
import type { EndChange, EndsChange, Standing } from './ends.ts';
import type { FirmnessFacts, LeadFact, LeaveOutFacts, SimulationFacts } from './facts.ts';
import { type LastPlace, type Lead, lastPlaceOf, leadOf, thresholdWords } from './firmness.ts';
import { type LeaveOneOut, type LeftOut, leaveOneOut, type MonthlyCourse, meanStanding, withoutItem } from './leave-one-out.ts';
import { samplingError, simulate, type WeightDraw } from './monte-carlo.ts';
import { structuralVariants } from './structural.ts';
import type { TableRefusal, WeightedUnit, WeightTable, weightTable } from './weight-table.ts';

/** An inspector or a panel member, and the figures of the list as they would be without; null: 不适用 without. */
export type Exchange = {
  readonly kind: 'inspector' | 'panelMember';
  readonly code: string;
  readonly name: string;
  readonly cells: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
};

export type FirmnessQuestion = {
  readonly input: EvaluationInput;
  readonly organisation: string;
  readonly seed: string;
  readonly exchanges: readonly Exchange[];
  /** Why inspectors or panel members were not left out. */
  readonly refusals: Readonly<Record<Exchange['kind'], string | null>>;
  /** Periods held under the same rules, oldest first, the one in question last. */
  readonly periods: readonly string[];
  readonly courses: readonly MonthlyCourse[];
};

const DRAWS: readonly { readonly weights: WeightDraw; readonly title: string }[] = [
  { weights: { kind: 'noise', reach: 0.2 }, title: '各项分值上下浮动 20%' },
  { weights: { kind: 'simplex' }, title: '各项分值任意' },
];

/**
 * @param table of the units the unit is ranked with, or why there is none: then nothing is said about weights
 * @param peers the same units
 */
export function firmnessFacts(
  question: FirmnessQuestion,
  peers: readonly Entry[],
  made: ReturnType<typeof weightTable>,
): FirmnessFacts {
  const table = 'table' in made ? made.table : null;
  const refusal: TableRefusal | null = 'refusal' in made ? made.refusal : null;
  const place = table && lastPlaceOf(table);
  const { leads, flips } = table ? leadsOf(table, question.organisation) : { leads: [], flips: [] };
  const simulations = table ? DRAWS.map((draw) => simulationOf(table, question, draw)) : [];
  const group = question.input.rules.rankInGroups ? (peers[0]?.group ?? null) : null;
  const leftOut = leftOutOf(question, peers);
  const variants = structuralVariants(question.input, table, group).map(({ name, notTried, ends }) => ({
    name,
    change: ends ? endsWords(ends) : '',
    notTried,
  }));
  return {
    leads,
    last: place && {
      names: place.last.map(({ name }) => name),
      within: place.within.map(({ name }) => name),
      word: place.word,
    },
    flips,
    simulations,
    leftOut,
    variants,
    notes: table?.notes ?? [],
    refusal: refusal?.reason ?? null,
    words: wordsOf(place, refusal, leftOut, variants),
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.001 ? 2 : 1)}%`;

/** Against the next above and the next below; a shared place is beside itself. */
function leadsOf(table: WeightTable, organisation: string): Pick<FirmnessFacts, 'leads' | 'flips'> {
  const at = table.units.findIndex((unit) => unit.organisation === organisation);
  const [above, own, below] = [table.units[at - 1], table.units[at], table.units[at + 1]];
  const lead = (upper: WeightedUnit | undefined, lower: WeightedUnit | undefined): readonly Lead[] =>
    upper && lower ? [leadOf(table, upper, lower)] : [];
  const [over = null] = lead(above, own);
  const leads = [...(over ? [over] : []), ...lead(own, below)];
  return {
    leads: leads.map(
      (one): LeadFact => ({
        above: one.above.name,
        below: one.below.name,
        lead: published(one.lead, 2),
        threshold: one.threshold?.times(hundred).toDecimalPlaces(2, 1).toFixed(2) ?? null,
        word: one.word,
        words: `${one.above.name}与${one.below.name}相差 ${published(one.lead, 2)} 分，${one.word}：${thresholdWords(one)}。`,
      }),
    ),
    flips: (over?.flips ?? []).flatMap(({ line, share, flipsAt }) =>
      flipsAt === null
        ? []
        : [
            {
              code: line.code,
              name: line.name,
              share: published(share.times(hundred), 2),
              flipsAt: published(flipsAt.times(hundred), 2),
            },
          ],
    ),
  };
}

function simulationOf(
  table: WeightTable,
  { seed, organisation }: FirmnessQuestion,
  { weights, title }: (typeof DRAWS)[number],
): SimulationFacts {
  const { draws, units } = simulate(table, { seed, weights });
  const rows = units.map((unit, at) => {
    const { rank = 0, score } = table.units[at] ?? {};
    const { name, first, last, places, interval } = unit;
    return {
      organisation: unit.organisation,
      name,
      rank,
      score: score?.toFixed() ?? '',
      first,
      last,
      places,
      best: interval.best,
      worst: interval.worst,
    };
  });
  const own = rows.find((row) => row.organisation === organisation);
  const error = samplingError(own?.last ?? 0, draws);
  const span = own && own.best === own.worst ? `第 ${own.best} 位` : `第 ${own?.best} 至第 ${own?.worst} 位`;
  const range = own ? `九成情况列${span}` : '';
  const others = rows
    .filter((row) => row.organisation !== organisation && row.last > 0)
    .sort((a, b) => b.last - a.last)
    .slice(0, 2)
    .map((row) => `${row.name} ${percent(row.last)}`);
  const rest = others.length === 0 ? '' : `；其余末位的有${others.join('、')}`;
  return {
    title,
    draws,
    rows,
    error,
    words: `${title}，随机计算 ${draws} 次：${own?.name ?? ''}列末位的占 ${percent(own?.last ?? 0)}（误差 ±${(error * 100).toFixed(2)} 个百分点），${range}${rest}。`,
  };
}

const names = (change: EndChange['before']): string => change.map(({ name }) => name).join('、');
const endWords = (end: string, change: EndChange | null): string =>
  change ? `${end}由${names(change.before)}变为${names(change.after)}` : '';
/** “末位由丁变为丙”. */
const endsWords = ({ first, last }: EndsChange): string =>
  [endWords('末位', last), endWords('首位', first)].filter((words) => words !== '').join('，');

const KIND_NAMES: Readonly<Record<LeftOut['kind'], string>> = {
  item: '去掉一项指标',
  inspector: '去掉一名督察人员的记录',
  panelMember: '去掉一名评委的打分',
  month: '去掉一期（按各期平均排）',
};

function leftOutOf(question: FirmnessQuestion, peers: readonly Entry[]): readonly LeaveOutFacts[] {
  const { input, exchanges, refusals, periods, courses } = question;
  const memory = createMemory();
  const codes = new Set(peers.map(({ organisation }) => organisation));
  const standingOf = (other: EvaluationInput): Standing | null => {
    const entries = evaluate(other, memory).entries.filter(({ organisation }) => codes.has(organisation));
    return entries.every(({ rank }) => rank === null) ? null : entries;
  };
  const facts = (kind: LeftOut['kind'], found: LeaveOneOut): LeaveOutFacts => ({
    kind,
    name: KIND_NAMES[kind],
    tried: found.tried,
    changes: found.changes.map(({ without, ends }) => ({ without: without.name, words: endsWords(ends) })),
    notDone: null,
  });
  const refused = (kind: LeftOut['kind'], notDone: string): LeaveOutFacts => ({
    kind,
    name: KIND_NAMES[kind],
    tried: 0,
    changes: [],
    notDone,
  });
  const lines = input.rules.items
    .filter((item) => item.applies.includes(input.list))
    .map(({ code, name }): LeftOut => ({ kind: 'item', code, name: `${code} ${name}` }));
  const byItem = facts(
    'item',
    leaveOneOut(peers, lines, ({ code }) => standingOf(withoutItem(input, code))),
  );
  const byPerson = (['inspector', 'panelMember'] as const).map((kind) => {
    const own = exchanges.filter((exchange) => exchange.kind === kind);
    const reason = refusals[kind];
    if (own.length === 0) return refused(kind, reason ?? '没有这类记录');
    const candidates = own.map(({ code, name }): LeftOut => ({ kind, code, name }));
    return facts(
      kind,
      leaveOneOut(peers, candidates, ({ code }) => {
        const exchange = own.find((one) => one.code === code);
        return exchange ? standingOf(exchanged(input, exchange)) : null;
      }),
    );
  });
  const decimals = input.rules.publishedDecimals;
  const mean = meanStanding(courses, null, decimals);
  const months = periods.map((period, at): LeftOut => ({ kind: 'month', code: String(at), name: formatPeriod(period) }));
  const byMonth =
    mean === null || periods.length < 2
      ? refused('month', '同一方案下只有一期，没有可去掉的')
      : facts(
          'month',
          leaveOneOut(mean, months, ({ code }) => meanStanding(courses, Number(code), decimals)),
        );
  return [byItem, ...byPerson, byMonth];
}

function exchanged(input: EvaluationInput, { cells }: Exchange): EvaluationInput {
  const values = { ...input.values };
  for (const [organisation, own] of Object.entries(cells)) {
    const changed: Record<string, Cell> = { ...values[organisation] };
    for (const [indicator, value] of Object.entries(own)) {
      changed[indicator] =
        value === null ? { value, state: 'notApplicable' } : { ...changed[indicator], value, state: 'reported' };
    }
    values[organisation] = changed;
  }
  return { ...input, values };
}

function wordsOf(
  place: LastPlace | null,
  refusal: TableRefusal | null,
  leftOut: readonly LeaveOutFacts[],
  variants: FirmnessFacts['variants'],
): string {
  const moved = leftOut.reduce((count, { changes }) => count + changes.length, 0);
  const tried = leftOut.reduce((count, one) => count + one.tried, 0);
  const changed = variants.filter(({ change }) => change !== '').length;
  const steady = `逐一去掉再排 ${tried} 次，${moved === 0 ? '首位、末位都不变' : `${moved} 次首位或末位有变`}；另行试算 ${variants.filter(({ notTried }) => notTried === null).length} 种，${changed === 0 ? '首位、末位都不变' : `${changed} 种有变`}。`;
  if (refusal || !place) return `${refusal?.reason ?? '各单位得分相同，没有末位。'}${steady}`;
  const band = place.within.length === 0 ? '' : `，${place.within.map(({ name }) => name).join('、')}与它难分先后`;
  return `本期末位（${place.last.map(({ name }) => name).join('、')}）${place.word}${band}。${steady}`;
}
