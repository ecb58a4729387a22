/** 四、排名情况: each list's order in words and as a table; ties, units without a score and 未报 cells are said. */
import { periodWords } from '../period.ts';
import { listName } from '../text.ts';
import type { DocumentBlock, Run } from './document.ts';
import type { BulletinFacts, ListFacts } from './facts.ts';
import { divisions, places, type Ranked, rankedEntries } from './figures.ts';
import { counted, joined, paragraphs, words } from './phrases.ts';
import { listsOf } from './section-overall.ts';
import { missingItems, rankingTable } from './tables.ts';

const NAMED_AT_EACH_END = 3;
/** So many at each end; of a list in which nearly everybody would be named one fewer, for the table below has them all. */
const namedOf = (count: number): number =>
  count > 2 * NAMED_AT_EACH_END && count < 3 * NAMED_AT_EACH_END ? NAMED_AT_EACH_END - 1 : NAMED_AT_EACH_END;

export function rankingBlocks(facts: BulletinFacts): readonly DocumentBlock[] {
  const lists = listsOf(facts).filter((list) => list.evaluation.entries.length > 0);
  return lists.flatMap((list): readonly DocumentBlock[] => {
    const own = listBlocks(list, facts.edition === '内部版');
    if (lists.length === 1) return own;
    return [{ kind: 'heading', level: 2, text: `${listName[list.evaluation.list]}排名` }, ...own];
  });
}

function listBlocks(list: ListFacts, isInternal: boolean): readonly DocumentBlock[] {
  const parts = divisions(list);
  const title = listName[list.evaluation.list];
  return [
    ...parts.flatMap(({ name, entries }): readonly DocumentBlock[] => [
      ...paragraphs([order(entries, name, counted(list))], name ?? ''),
      { kind: 'table', caption: `${name === null ? title : name}排名表`, table: rankingTable(list, name, isInternal) },
    ]),
    ...paragraphs([withoutScore(list, isInternal), isInternal ? notReported(list) : []], '缺报'),
  ];
}

/** 排名居前的是：张店区（95.21分）列第1位，…。排名靠后的是：…博山区（72.31分）列第11位。 */
function order(entries: readonly Ranked[], division: string | null, unit: string): readonly Run[] {
  const [first] = entries;
  if (!first) return [];
  const head = division === null ? '' : `${division}中，`;
  if (entries.length === 1) return words`${{ text: head }}${first.name}得${first.score}分。`;
  if (places(entries).length === 1) {
    return words`${{ text: head }}${entries.length}${{ text: unit }}均得${first.score}分，并列第${first.rank}位。`;
  }
  const { first: leading, last } = ends(entries, namedOf(entries.length));
  if (last.length === 0) return words`${{ text: head }}依次为：${placed(leading)}。`;
  return words`${{ text: head }}排名居前的是：${placed(leading)}。排名靠后的是：${placed(last)}。`;
}

/** 文昌湖旅游度假区缺报“网上办理率”，高青县缺报“群众满意度”，本月不计分、不排名。 */
function withoutScore(list: ListFacts, isInternal: boolean): readonly Run[] {
  const { missing } = list.evaluation;
  if (missing.length === 0) return [];
  const own = { text: periodWords(list.evaluation.period).own };
  if (!isInternal) return words`${missing.map(({ name }) => name).join('、')}数据缺报，${own}不计分、不排名。`;
  const each = missing.map(({ name, organisation, items }) => {
    const lacking = missingItems(list, organisation, items);
    return lacking.length > 0 ? words`${name}缺报${lacking.map((item) => `“${item}”`).join('')}` : words`${name}未计分`;
  });
  return words`${joined(each, '，')}，${own}不计分、不排名。`;
}

/** 博山区“问题整改”未报，按0分计。 */
function notReported(list: ListFacts): readonly Run[] {
  const each = rankedEntries(list).flatMap((entry) => {
    const empty = entry.items.filter((item) => item.state === 'notReported');
    return empty.length === 0 ? [] : [words`${entry.name}${empty.map(({ name }) => `“${name}”`).join('')}`];
  });
  return each.length === 0 ? [] : words`${joined(each, '，')}未报，按0分计。`;
}

/** Places named in words: 张店区（95.21分）列第1位，临淄区、桓台县（均为94.00分）并列第2位. */
function placed(groups: readonly (readonly Ranked[])[]): readonly Run[] {
  return joined(
    groups.map((group) => {
      const [first] = group;
      if (!first) return [];
      const who = words`${group.map(({ name }) => name).join('、')}`;
      return group.length === 1
        ? words`${who}（${first.score}分）列第${first.rank}位`
        : words`${who}（均为${first.score}分）并列第${first.rank}位`;
    }),
    '，',
  );
}

/** First places up to `count` units, and last ones: no unit is in both, and a tie is never cut. */
function ends(
  entries: readonly Ranked[],
  count: number,
): { readonly first: readonly (readonly Ranked[])[]; readonly last: readonly (readonly Ranked[])[] } {
  const groups = places(entries);
  const first = take(groups, count);
  const last = take([...groups.slice(first.length)].reverse(), count).reverse();
  return { first, last };
}

function take(groups: readonly (readonly Ranked[])[], count: number): (readonly Ranked[])[] {
  const taken: (readonly Ranked[])[] = [];
  for (const group of groups) {
    if (taken.flat().length >= count) break;
    taken.push(group);
  }
  return taken;
}
