/** 调度 督察 指标 宣传: what the lines of one block say about each list, line by line, and the bonus of the month. */
import { divide, type Exact, exact, published, sum } from '../engine/decimal.ts';
import type { Entry } from '../engine/types.ts';
import { listName } from '../text.ts';
import type { DocumentBlock, Run } from './document.ts';
import type { BulletinFacts, IndicatorTable, ListFacts } from './facts.ts';
import { blockShare, decimalsOf, type LineResult, limits, lines, rankedEntries, rate } from './figures.ts';
import { counted, joined, paragraphs, percent, sentence, words } from './phrases.ts';
import { listsOf } from './section-overall.ts';
import { indicatorRankingTable } from './tables.ts';

const NAMED = 3;
/** Of the groups, whose names are long, one at either end; everybody's points are in the annex. */
const NAMED_OF_BLOCK = { district: NAMED, specialGroup: 1 } as const;

/**
 * One block of the scheme, list by list: its overall result, then (for districts) each line. With both lists each has its （一） heading
 * and the lines are 1. 2. 3.; with one list the lines take （一）（二）.
 * @param work what the registers say of it, told first: the scores follow from it
 */
export function blockBlocks(
  facts: BulletinFacts,
  block: string,
  { work = [], withBonus = false }: { readonly work?: readonly (readonly Run[])[]; readonly withBonus?: boolean } = {},
): readonly DocumentBlock[] {
  const parts = listsOf(facts)
    .map((list) => ({ list, ...listPart(list, block, withBonus) }))
    .filter(({ whole, each, bonus }) => whole.length + each.length + bonus.length > 0);
  const level = parts.length > 1 ? 3 : 2;
  const isAfterWork = work.some((runs) => runs.length > 0);
  const scored = parts.flatMap(({ list, whole, each, bonus }): readonly DocumentBlock[] => [
    ...(parts.length > 1
      ? [{ kind: 'heading', level: 2, text: `${listName[list.evaluation.list]}${isAfterWork ? '得分' : ''}` } as const]
      : []),
    ...paragraphs([whole.length > 0 && isAfterWork && parts.length === 1 ? [{ text: '从得分看，' }, ...whole] : whole], '得分'),
    ...each.map(
      ({ line, runs }): DocumentBlock =>
        each.length === 1
          ? { kind: 'paragraph', slot: line.code, runs: [...words`${line.name}（${line.fullPoints}分）`, ...runs] }
          : { kind: 'paragraph', slot: line.code, lead: { level, text: `${line.name}（${line.fullPoints}分）。` }, runs },
    ),
    ...paragraphs([bonus], '加分'),
  ]);
  return [...paragraphs(work), ...scored];
}

type ListPart = {
  readonly whole: readonly Run[];
  readonly each: readonly { readonly line: LineResult; readonly runs: readonly Run[] }[];
  readonly bonus: readonly Run[];
};

function listPart(list: ListFacts, block: string, withBonus: boolean): ListPart {
  const own = lines(list).filter((line) => line.block === block && line.kind === 'base' && line.scores.length > 0);
  // A block of a single line is told by that line; the groups' other blocks are told as a whole, which keeps the paper within its length.
  const isDetailed = list.evaluation.list === 'district' || own.length === 1;
  return {
    whole: own.length === 1 ? [] : wholeBlock(list, block),
    each: isDetailed ? own.map((line) => ({ line, runs: lineSentence(list, line) })).filter(({ runs }) => runs.length > 0) : [],
    bonus: withBonus ? bonusSentence(list) : [],
  };
}

/** 满分36分，平均得31.20分，得分率86.7%；居前的是张店区（35.20分）、…，靠后的是…。 */
function wholeBlock(list: ListFacts, block: string): readonly Run[] {
  const shares = list.evaluation.entries.flatMap((entry) => {
    const share = blockShare(entry, block);
    return share === null || share.full.isZero() ? [] : [{ entry, ...share, rate: divide(share.points, share.full) }];
  });
  if (shares.length < 2) return [];
  const decimals = decimalsOf(rankedEntries(list));
  const name = listName[list.evaluation.list];
  const print = (points: (typeof shares)[number]['points']): string => published(points, decimals);
  const full = [...new Set(shares.map((share) => published(share.full, decimals)))];
  const average = divide(sum(shares.map((share) => share.points)), exact(shares.length));
  const overall = divide(sum(shares.map((share) => share.points)), sum(shares.map((share) => share.full)));
  // Full points differ between units only where a whole block was 不适用 to somebody; then only the share can be compared.
  const head =
    full.length === 1
      ? words`满分${full[0]?.replace(/\.?0+$/, '') ?? ''}分，平均得${print(average)}分，得分率${percent(overall)}`
      : words`平均得分率${percent(overall)}`;
  const order = [...shares].sort((a, b) => b.rate.comparedTo(a.rate));
  const [best, worst] = [order[0], order.at(-1)];
  if (!best || !worst) return [];
  if (best.rate.eq(worst.rate)) return [...head, ...words`，${{ text: `各${name}` }}得分相同。`];
  const groups = tied(order);
  const most = NAMED_OF_BLOCK[list.evaluation.list];
  const first = nameable(groups, most);
  const upwards = groups.slice(first.groups).map((group) => [...group].reverse());
  const last = nameable(upwards.reverse(), most);
  const say = (part: ReturnType<typeof nameable>, where: string, shown: readonly Share[]): readonly Run[] => {
    if (part.tied > 0) return words`${part.tied}${{ text: counted(list) }}并列${{ text: where }}`;
    const each = shown.map((share) => words`${share.entry.name}（${print(share.points)}分）`);
    return each.length === 0 ? [] : words`${{ text: where }}的是${joined(each, '、')}`;
  };
  const ends = [say(first, '居前', first.named), say(last, '靠后', [...last.named].reverse())];
  return words`${head}；${joined(ends, '，')}。`;
}

type Share = { readonly entry: Entry; readonly points: Exact; readonly full: Exact; readonly rate: Exact };

/** Shares in order, equal ones together. */
function tied(order: readonly Share[]): readonly (readonly Share[])[] {
  const groups: Share[][] = [];
  for (const share of order) {
    const last = groups.at(-1);
    if (last?.[0]?.rate.eq(share.rate)) last.push(share);
    else groups.push([share]);
  }
  return groups;
}

/** The first `most` or so, never part of a tie; a tie of two more than that is counted instead of named. */
function nameable(
  groups: readonly (readonly Share[])[],
  most: number,
): {
  readonly named: readonly Share[];
  readonly tied: number;
  readonly groups: number;
} {
  const named: Share[] = [];
  let taken = 0;
  for (const group of groups) {
    if (named.length >= most) break;
    if (named.length + group.length > most + 2) {
      if (named.length === 0) return { named, tied: group.length, groups: 1 };
      break;
    }
    named.push(...group);
    taken += 1;
  }
  return { named, tied: 0, groups: taken };
}

/** 平均得分率85.7%，张店区、临淄区得满分，博山区（8.33分）、周村区（9.00分）得分较低。 */
function lineSentence(list: ListFacts, line: LineResult): readonly Run[] {
  const share = rate(line.scores);
  if (share === null) return [];
  const decimals = decimalsOf(rankedEntries(list));
  const name = listName[list.evaluation.list];
  const full = line.scores.filter((score) => score.points.gte(score.full));
  if (full.length === line.scores.length && full.length > 1) return words`${{ text: `各${name}` }}均得满分。`;
  const low = lowest(line);
  const absent = line.scores.filter(({ item }) => item.state === 'notReported');
  const clauses = [
    words`平均得分率${percent(share)}`,
    full.length === 0
      ? []
      : words`${fullNames(
          full.map(({ entry }) => entry),
          list,
        )}得满分`,
    low.length === 0
      ? []
      : words`${joined(
          low.map((score) => words`${score.entry.name}（${published(score.points, decimals)}分）`),
          '、',
        )}得分较低`,
    absent.length === 0 ? [] : words`${absent.map(({ entry }) => entry.name).join('、')}未报，按0分计`,
    carried(line),
  ];
  return words`${joined(clauses, '，')}。`;
}

function fullNames(entries: readonly Entry[], list: ListFacts): readonly Run[] {
  const most = list.evaluation.list === 'district' ? NAMED + 2 : NAMED;
  if (entries.length > most) return words`${entries.length}${{ text: counted(list) }}`;
  return words`${entries.map(({ name }) => name).join('、')}`;
}

/** The lowest of a line, at most three, when they are under the weak rate; a tie at the cut is left out rather than named in part. */
function lowest(line: LineResult): LineResult['scores'] {
  const weak = line.scores
    .filter(({ item, points, full }) => item.state !== 'notReported' && points.lt(full.times(limits.weakRate)))
    .sort((a, b) => divide(a.points, a.full).comparedTo(divide(b.points, b.full)));
  const cut = weak[NAMED];
  if (!cut) return weak;
  return weak.slice(0, NAMED).filter((score) => !divide(score.points, score.full).eq(divide(cut.points, cut.full)));
}

function carried(line: LineResult): readonly Run[] {
  const late = line.scores.filter(({ item }) => item.state === 'carried');
  return late.length === 0 ? [] : words`${late.map(({ entry }) => entry.name).join('、')}经批准缓报，按上次数值计分`;
}

/** Other rankings of the month with their source, such as 大气环境质量考核得分. */
export function indicatorBlocks(tables: readonly IndicatorTable[], isHeaded: boolean): readonly DocumentBlock[] {
  return tables.flatMap((table): readonly DocumentBlock[] => {
    const ranked = table.rows.filter((row) => row.rank !== null);
    if (ranked.length === 0) return [];
    const said = (row: IndicatorTable['rows'][number]): readonly Run[] =>
      words`${row.name}（${row.value}${{ text: table.unit }}）`;
    const top = ranked.filter((row) => (row.rank ?? 0) <= NAMED);
    const last = ranked.filter((row) => row.rank === ranked.at(-1)?.rank && !top.includes(row));
    const ending = last.length > 0 ? words`，${joined(last.map(said), '、')}排名最后` : [];
    return [
      ...(isHeaded ? [{ kind: 'heading', level: 2, text: `${table.title}排名` } as const] : []),
      ...paragraphs([words`${table.title}排名中，${joined(top.map(said), '、')}居前${ending}。`], table.title),
      {
        kind: 'table',
        caption: `${table.title}排名表`,
        table: indicatorRankingTable(table, table.rows.length > 6 ? 2 : 1),
        ...(table.source === '' ? {} : { note: `数据来源：${table.source}` }),
      },
    ];
  });
}

/** 6个区县共加6.50分：张店区3.00分（信息化加分2.00分、领导批示1.00分），临淄区1.00分（领导批示），…，其余3个共1.50分。 */
function bonusSentence(list: ListFacts): readonly Run[] {
  const decimals = decimalsOf(rankedEntries(list));
  const having = rankedEntries(list)
    .filter((entry) => exact(entry.bonus).gt(0))
    .sort((a, b) => exact(b.bonus).comparedTo(a.bonus));
  if (having.length === 0) return [];
  // One more than is named costs no more words than the rest together.
  const named = having.length > NAMED + 1 ? having.slice(0, NAMED) : having;
  const each = named.map((entry) => {
    const parts = entry.items.filter((item) => item.kind === 'bonus' && item.points !== null && exact(item.points).gt(0));
    // What a single line adds is the sum itself.
    const detail = parts.map((item) =>
      parts.length === 1 ? words`${item.name}` : words`${item.name}${published(exact(item.points ?? 0), decimals)}分`,
    );
    const isCapped = entry.adjustments.some((adjustment) => adjustment.code === 'bonusCap');
    const cap = isCapped ? '，按加分上限计' : '';
    return words`${entry.name}${{ text: having.length === 1 ? '加' : '' }}${published(exact(entry.bonus), decimals)}分（${joined(detail, '、')}${{ text: cap }}）`;
  });
  // Added up from what is printed, so that a reader who adds finds the same.
  const added = (entries: typeof having): string =>
    published(sum(entries.map((entry) => exact(published(exact(entry.bonus), decimals)))), decimals);
  const total = added(having);
  const others = having.slice(named.length);
  const rest = others.length === 0 ? [] : words`其余${others.length}个共${added(others)}分`;
  const head =
    having.length === 1 ? words`加分方面，` : words`加分方面，${having.length}${{ text: counted(list) }}共加${total}分：`;
  return [...head, ...sentence([...each, rest])];
}
