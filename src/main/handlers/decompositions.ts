import type { Against, DecompositionRow, DecompositionView } from '../../shared/contract/decompositions.ts';
import type { RankingView } from '../../shared/contract/rankings.ts';
import { exact, published, sum } from '../../shared/engine/decimal.ts';
import {
  type ChangeContribution,
  type ChangeDecomposition,
  type Contribution,
  type Decomposition,
  decomposeAgainst,
  decomposeAgainstMean,
  decomposeOverTime,
  showAmounts,
} from '../../shared/engine/decompose.ts';
import type { Entry, Rules } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod, periodWords, previousPeriod } from '../../shared/period.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Reader } from '../store/transaction.ts';
import { type Evaluated, evaluatePeriod, inWords, viewRanking } from './evaluation.ts';

type Asked = {
  readonly period: string;
  readonly list: 'district' | 'specialGroup';
  readonly organisation: string;
  readonly against: Against;
};

/** How the other side is called: in the heading, in its column, at the zero of the chart, and in the sentence. */
type Names = {
  readonly title: string;
  readonly own: string;
  readonly other: string;
  readonly zero: string;
  readonly than: string;
};

type Compared = {
  readonly entry: Entry;
  readonly names: Names;
  readonly otherScore: string;
  readonly decimals: number;
  readonly note: (row: Contribution | ChangeContribution) => string;
} & (
  | { readonly change: null; readonly decomposition: Decomposition }
  | { readonly change: ChangeDecomposition; readonly decomposition: ChangeDecomposition }
);

/** Where there is nothing to compare: why, and what to do. */
const nothing = (title: string, sentence: string): DecompositionView => ({
  title,
  heads: { own: '', other: '', difference: '', zero: '' },
  rows: [],
  total: null,
  change: null,
  sentence,
});

const NO_SCORE = '本单位有指标还没有数，没有得分，补齐或注明后才能比较。';

function entryIn({ evaluation }: Evaluated, code: string): Entry {
  const entry = evaluation.entries.find((one) => one.organisation === code);
  if (!entry) throw new AppError('organisation.unknown', { name: code });
  return entry;
}

function viewDecomposition(db: Reader, asked: Asked): DecompositionView {
  const { against } = asked;
  if (against !== 'lastMonth') return compareInside({ ...asked, against }, evaluatePeriod(db, asked.period, asked.list));
  const { view, evaluated } = viewRanking(db, asked.period, asked.list, 1);
  const { rules } = evaluated.scheme;
  const entry = entryIn(evaluated, asked.organisation);
  if (entry.score === null) return nothing(`${entry.name}的差距`, NO_SCORE);
  return overTime(db, asked, { entry, rules }, lastMonthOf(view, asked.period), Math.max(2, rules.publishedDecimals));
}

/**
 * A unit against the mean or another of its own list and period.
 * @throws AppError organisation.unknown
 */
export function compareInside(
  asked: Omit<Asked, 'against'> & { readonly against: Exclude<Against, 'lastMonth'> },
  evaluated: Evaluated,
): DecompositionView {
  const { against } = asked;
  const { evaluation, scheme } = evaluated;
  const { rules } = scheme;
  const find = (code: string): Entry => entryIn(evaluated, code);
  const entry = find(asked.organisation);
  const title = `${entry.name}的差距`;
  if (entry.score === null) return nothing(title, NO_SCORE);
  // Ranked in groups, a unit is compared inside its own.
  const peers = evaluation.entries.filter((one) => one.score !== null && (!rules.rankInGroups || one.group === entry.group));
  const decimals = Math.max(2, rules.publishedDecimals);
  if (against === 'mean') {
    if (peers.length < 2) return nothing(title, '只有本单位有得分，没有可以平均的单位。');
    const who = `${peers.length} 个${rules.rankInGroups ? '同组' : ''}${listName[asked.list]}平均`;
    const decomposition = inWords(() => decomposeAgainstMean(entry, peers));
    const otherScore = published(exact(entry.score).minus(decomposition.total), decimals);
    const names = {
      title: `${entry.name}与 ${who}`,
      own: '本单位',
      other: '平均',
      zero: who,
      than: ` ${who}（${otherScore} 分）`,
    };
    const note = (row: Contribution): string => noteAgainst(row, entry, null);
    return written({ entry, names, otherScore, decimals, note, decomposition, change: null });
  }
  const other = otherOf(against, entry, peers, find, periodWords(asked.period).last);
  if (typeof other === 'string') return nothing(title, other);
  if (other.entry.score === null) return nothing(title, `${other.entry.name}有指标还没有数，没有得分，不能比较。`);
  const names = {
    title: `${entry.name}与${other.called}${other.entry.name}`,
    own: '本单位',
    other: other.called === '' ? '对方' : other.called,
    zero: other.entry.name.replace(/专项小组$/, ''),
    than: `${other.called}${other.entry.name}`,
  };
  const decomposition = inWords(() => decomposeAgainst(entry, other.entry));
  const note = (row: Contribution): string => noteAgainst(row, entry, other.entry);
  return written({ entry, names, otherScore: other.entry.score, decimals, note, decomposition, change: null });
}

/** The unit to compare with, or why there is none. Of several on one place the one that stands nearest in the list. */
function otherOf(
  against: Exclude<Against, 'mean' | 'lastMonth'>,
  entry: Entry,
  peers: readonly Entry[],
  find: (code: string) => Entry,
  last: string,
): { readonly entry: Entry; readonly called: string } | string {
  if (typeof against === 'object') {
    if (against.organisation === entry.organisation) return '这是本单位自己，请另选一个单位。';
    return { entry: find(against.organisation), called: '' };
  }
  const rank = entry.rank ?? 0;
  const better = peers.filter((one) => (one.rank ?? 0) < rank);
  const other = against === 'best' ? better[0] : better.at(-1);
  if (other) return { entry: other, called: against === 'best' ? '第一名' : '前一名' };
  const standing = entry.isTied ? '本单位并列第一名' : '本单位已是第一名';
  return peers.length < 2
    ? '只有本单位有得分，没有可以比较的单位。'
    : `${standing}，前面没有单位。可以与平均、与${last}或与其他单位比较。`;
}

const lastMonthOf = (view: RankingView, period: string): string | null =>
  Object.values(view.history)
    .flat()
    .find((point) => point.period !== period)?.period ?? null;

function overTime(db: Reader, asked: Asked, now: Month, month: string | null, decimals: number): DecompositionView {
  const { entry } = now;
  const { own, last, noun } = periodWords(asked.period);
  const title = `${entry.name}与${last}`;
  if (month === null) return nothing(title, `${formatPeriod(asked.period)}之前没有排过名的${noun}，没有可以比较的得分。`);
  const { evaluation, scheme } = evaluatePeriod(db, month, asked.list);
  const before = evaluation.entries.find((one) => one.organisation === entry.organisation);
  const called = formatPeriod(month);
  if (!before) return nothing(title, `${called}本单位没有参加排名，没有可以比较的得分。`);
  if (before.score === null) return nothing(title, `${called}本单位有指标没有数，没有得分，不能比较。`);
  const isLast = month === previousPeriod(asked.period);
  const names = {
    title: `${entry.name}${formatPeriod(asked.period)}与${called}`,
    own,
    other: isLast ? last : called,
    zero: called,
    than: isLast ? `${last}（${called}）` : `上一次排名（${called}）`,
  };
  const change = inWords(() => decomposeOverTime(entry, before));
  const note = (row: Contribution): string =>
    noteOverTime(row as ChangeContribution, now, { entry: before, rules: scheme.rules }, names);
  return written({ entry, names, otherScore: before.score, decimals, note, decomposition: change, change });
}

/** Rows in reading order, figures as they are shown, and the sentence. */
function written(compared: Compared): DecompositionView {
  const { decomposition, names, decimals, entry, change } = compared;
  const direction = exact(decomposition.total).isPositive() && !exact(decomposition.total).isZero() ? 1 : -1;
  const sorted = [...decomposition.rows].sort((a, b) => place(a, direction) - place(b, direction));
  const shown = showAmounts(
    sorted.map((row) => row.amount),
    decomposition.total,
    decimals,
    sorted.findIndex((row) => row.kind === 'rounding'),
  );
  const rows = sorted.map((row, index) => viewRow(row, shown[index] ?? '', compared));
  const kept = rows.filter((row) => !(isOfTotal(row) && isNil(row.shown) && isNil(row.amount)));
  const total = {
    amount: decomposition.total,
    shown: published(exact(decomposition.total), decimals),
    own: entry.score ?? '',
    other: compared.otherScore,
  };
  return {
    title: names.title,
    heads: { own: names.own, other: names.other, difference: change ? '增减' : '相差', zero: names.zero },
    rows: kept,
    total,
    change: change ? partsOf(change, total.shown, decimals) : null,
    sentence: sentenceOf(kept, total.shown, compared),
  };
}

function partsOf(change: ChangeDecomposition, total: string, decimals: number): NonNullable<DecompositionView['change']> {
  const [work, rule] = [published(exact(change.work), decimals), published(exact(change.rule), decimals)];
  const hasRule = change.rows.some((row) => row.rule !== null && !exact(row.rule).isZero());
  return { work, rule, others: published(exact(total).minus(work).minus(rule), decimals), hasRule };
}

/** Lines in the direction of the total by size, then those against it by size, then lines without a difference, then what happened to the totals. */
function place(row: Contribution, direction: number): number {
  if (isOfTotal(row)) return row.kind === 'rounding' ? 4e9 : 3e9;
  const amount = Number(row.amount) * direction;
  return amount === 0 ? 2e9 : amount > 0 ? -amount : 1e9 + amount;
}

const isOfTotal = ({ kind }: Pick<Contribution, 'kind'>): boolean => kind !== 'base' && kind !== 'bonus' && kind !== 'deduction';
const isNil = (value: string | null): boolean => value === null || Number(value) === 0;

function viewRow(row: Contribution | ChangeContribution, shown: string, { change, decimals, note }: Compared): DecompositionRow {
  const points = (side: Contribution['own']): string | null => (side ? published(exact(side.points), decimals) : null);
  const work = 'work' in row && row.work !== null ? published(exact(row.work), decimals) : null;
  // Over time points that came with a rule are no progress.
  const isAhead = !isOfTotal(row) && Number(work ?? shown) > 0;
  const tail = row.kind === 'rounding' && shown !== published(exact(row.amount), decimals) ? '含各行保留两位小数的尾差' : '';
  return {
    code: row.code,
    name: row.name,
    kind: row.kind,
    amount: row.amount,
    shown,
    own: points(row.own),
    other: points(row.other),
    work,
    rule: work === null ? null : published(exact(shown).minus(work), decimals),
    note: tail === '' ? note(row) : tail,
    mark: isAhead ? (change ? '进步' : '优势') : '',
  };
}

/**
 * “比前一名经济开发区少 0.07 分：少在 D3 典型经验推介 4.00 分、…；多在 B1 现场督察评分 3.00 分（优势）；折算少 0.20 分；其余合计少 0.10 分。”
 * Made of the figures as they are shown, so that whoever adds them up gets the total of the sentence.
 */
function sentenceOf(rows: readonly DecompositionRow[], total: string, { names, change, decimals }: Compared): string {
  const steps = rows.filter((row) => isOfTotal(row) && row.kind !== 'rounding' && !isNil(row.shown));
  const lines = [...rows]
    .filter((row) => !isOfTotal(row) && !isNil(row.shown))
    .sort((a, b) => Math.abs(Number(b.shown)) - Math.abs(Number(a.shown)));
  const most = (sign: number): readonly DecompositionRow[] =>
    lines.filter((row) => Number(row.shown) * sign > 0).slice(0, change ? NAMED - 1 : NAMED);
  const named = (sign: number): string => {
    const found = most(sign).map((row) => `${row.code} ${row.name} ${size(row.shown)} 分`);
    if (found.length === 0) return '';
    return `${sign > 0 ? '多' : '少'}在 ${found.join('、')}${sign > 0 && !change ? '（优势）' : ''}`;
  };
  const told = sum([...most(1), ...most(-1), ...steps].map((row) => exact(row.shown)));
  const left = published(exact(total).minus(told), decimals);
  const reasons = [
    ...(Number(total) > 0 ? [named(1), named(-1)] : [named(-1), named(1)]),
    ...steps.map((row) => `${row.name}${moreOrLess(row.shown)}`),
    isNil(left) ? '' : `其余合计${moreOrLess(left)}`,
  ].filter((clause) => clause !== '');
  const head = isNil(total) ? `与${names.than}得分相同` : `比${names.than}${moreOrLess(total)}`;
  if (reasons.length === 0) return `${head}，各项也都相同。`;
  const split = change ? `，其中${splitWords(partsOf(change, total, decimals))}` : '';
  return `${head}${split}：${reasons.join('；')}。`;
}

/** Lines named in each direction, one fewer where the split is told as well; the rest is one sum. */
const NAMED = 3;
const size = (shown: string): string => shown.replace('-', '');
const moreOrLess = (shown: string): string =>
  isNil(shown) ? ` ${shown} 分` : `${Number(shown) < 0 ? '少' : '多'} ${size(shown)} 分`;

const splitWords = ({ work, rule, others }: NonNullable<DecompositionView['change']>): string =>
  [`工作影响${moreOrLess(work)}`, `规则影响${moreOrLess(rule)}`, `加减分和折算等${moreOrLess(others)}`].join('、');

const points = (value: string): string => published(exact(value), 2);
const STATES: Readonly<Record<string, string>> = {
  notReported: '未报，计 0 分',
  notApplicable: '不适用',
  carried: '缓报，沿用上次数值',
};

/** What is special about either side: “本单位未报，计 0 分”. */
function statesOf(row: Contribution, own: string, other: string): readonly string[] {
  const [mine, theirs] = [STATES[row.own?.state ?? ''], STATES[row.other?.state ?? '']];
  return [mine === undefined ? '' : `${own}${mine}`, theirs === undefined ? '' : `${other}${theirs}`];
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('；');

function noteAgainst(row: Contribution, entry: Entry, other: Entry | null): string {
  if (isOfTotal(row)) return noteOfTotal(row, entry, other, '本单位', '对方');
  const [own, theirs] = [row.own?.fullPoints ?? null, row.other?.fullPoints ?? null];
  const isShared = own !== null && theirs !== null && !exact(own).eq(theirs);
  return joined([
    ...statesOf(row, '本单位', '对方'),
    isShared ? `满分 ${points(own)} 对 ${points(theirs)}，不适用项的分值由本板块分担` : '',
  ]);
}

type Month = { readonly entry: Entry; readonly rules: Rules };

function noteOverTime(
  row: ChangeContribution,
  now: Month,
  before: Month,
  { own, other: called }: Pick<Names, 'own' | 'other'>,
): string {
  if (isOfTotal(row)) return noteOfTotal(row, now.entry, before.entry, own, called);
  const rule = (of: Month) => of.rules.items.find((item) => item.code === row.code);
  const [fresh, old] = [rule(now), rule(before)];
  const states = statesOf(row, own, called);
  if (row.other === null) return joined([...states, '方案新增的项，整项计入规则影响']);
  if (row.own === null) return joined([...states, '方案已取消的项，整项计入规则影响']);
  if (row.isOneSided) return joined([...states, '没有可比的得分，整项计入规则影响']);
  const [full, was] = [row.own.fullPoints ?? '0', row.other.fullPoints ?? '0'];
  const isMoved = row.kind === 'base' && !exact(full).eq(was);
  const isAmended = fresh !== undefined && old !== undefined && !exact(fresh.fullPoints).eq(old.fullPoints);
  const isRewritten = JSON.stringify([fresh?.method, fresh?.inputs]) !== JSON.stringify([old?.method, old?.inputs]);
  return joined([
    ...states,
    isMoved
      ? `满分由 ${points(was)} 变为 ${points(full)}${isAmended ? '' : '（分担不适用项的分值）'}${movedWords(row, exact(full).gt(was))}`
      : '',
    isRewritten ? '计分方法有改动，工作影响中含新旧方法之差' : '',
  ]);
}

/** The centred reading: points moved to or from a line where the unit does better or worse than on its lines as a whole. */
function movedWords({ ruleCentred }: ChangeContribution, isRaised: boolean): string {
  if (ruleCentred === null || isNil(points(ruleCentred))) return '';
  const isStrong = isRaised === Number(ruleCentred) > 0;
  return `，分值移${isRaised ? '向' : '出'}${isStrong ? '强' : '弱'}项，与各项平均相比${moreOrLess(points(ruleCentred))}`;
}

/** 折算 says its ratio; the others their own formula with the figures in it. */
function noteOfTotal(row: Contribution, entry: Entry, other: Entry | null, own: string, theirs: string): string {
  const say = (of: Entry | null, who: string): string => {
    const step = of?.adjustments.find((adjustment) => adjustment.code === row.code);
    if (!of || !step || row.kind === 'rounding') return '';
    return row.kind === 'rescale' ? `${who}各项合计满分 ${points(available(of))}，折算为百分制` : `${who}${step.formula}`;
  };
  const [mine, others] = [say(entry, own), say(other, theirs)];
  return mine.slice(own.length) === others.slice(theirs.length) ? mine.slice(own.length) : joined([mine, others]);
}

const available = (entry: Entry): string =>
  sum(
    entry.items
      .filter((item) => item.kind === 'base' && item.state !== 'notApplicable')
      .map((item) => exact(item.effectiveFullPoints)),
  ).toFixed();

export const decompositions = {
  'decompositions.view': (asked, context) => viewDecomposition(context.reader(), asked),
} satisfies Partial<Handlers>;
