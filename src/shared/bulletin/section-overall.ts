/** 一、总体情况: how many took part, mean, highest and lowest, spread, and how the places moved. */
import { exact, published } from '../engine/decimal.ts';
import { formatPeriod } from '../period.ts';
import { listName } from '../text.ts';
import type { DocumentBlock, Run } from './document.ts';
import type { BulletinFacts, ListFacts } from './facts.ts';
import { decimalsOf, mean, meanChange, periodBefore, type Ranked, rankedEntries } from './figures.ts';
import { shortPeriod } from './numerals.ts';
import { counted, joined, movement, names, paragraphs, words } from './phrases.ts';

export const listsOf = (facts: BulletinFacts): readonly ListFacts[] =>
  facts.groups === null ? [facts.districts] : [facts.districts, facts.groups];

export function overallBlocks(facts: BulletinFacts): readonly DocumentBlock[] {
  const lists = listsOf(facts);
  return paragraphs([takingPart(facts.period, lists), ...lists.map(scores), ...lists.map(moves)]);
}

/** 2018年2月，11个区县、8个专项小组参加考核，均已计分排名。 */
function takingPart(period: string, lists: readonly ListFacts[]): readonly Run[] {
  const all = lists.map((list) => words`${list.evaluation.entries.length}${{ text: counted(list) }}`);
  const withScore = lists.map((list) => ({ list, ranked: rankedEntries(list).length, all: list.evaluation.entries.length }));
  const head = words`${formatPeriod(period)}，${joined(all, '、')}参加考核，`;
  const short = withScore.filter(({ ranked, all: total }) => ranked < total);
  if (short.length === 0) return [...head, ...words`均已计分排名。`];
  if (withScore.every(({ ranked }) => ranked === 0)) return [...head, ...words`均因数据缺报未计分、不排名。`];
  const without = short.map(({ list, ranked, all: total }) => words`${total - ranked}${{ text: counted(list) }}`);
  return [...head, ...words`其中${joined(without, '、')}因数据缺报未计分、不排名，其余均已计分排名。`];
}

/** 区县平均得分88.42分，比1月提高0.53分；最高95.21分（张店区），最低72.31分（博山区），相差22.90分。 */
function scores(list: ListFacts): readonly Run[] {
  const entries = rankedEntries(list);
  const name = listName[list.evaluation.list];
  const decimals = decimalsOf(entries);
  const average = mean(entries.map(({ score }) => score));
  if (average === null) return [];
  const byScore = [...entries].sort((a, b) => exact(b.score).comparedTo(a.score));
  const [best, worst] = [byScore[0], byScore.at(-1)];
  if (!best || !worst || entries.length === 1)
    return words`${{ text: name }}中仅${best?.name ?? ''}计分，得${best?.score ?? ''}分。`;
  if (best.score === worst.score) {
    return words`${entries.length}${{ text: counted(list) }}得分相同，均为${best.score}分${changeOfMean(list, decimals)}。`;
  }
  const having = (score: string): readonly Run[] =>
    names(
      entries.filter((entry) => entry.score === score).map((entry) => entry.name),
      4,
      counted(list),
    );
  const spread = published(exact(best.score).minus(worst.score), decimals);
  return [
    ...words`${{ text: name }}平均得分${published(average, decimals)}分${changeOfMean(list, decimals)}；`,
    ...words`最高${best.score}分（${having(best.score)}），最低${worst.score}分（${having(worst.score)}），相差${spread}分。`,
  ];
}

function changeOfMean(list: ListFacts, decimals: number): readonly Run[] {
  const change = meanChange(list);
  if (change === null) return [];
  const since = shortPeriod(formatPeriod(change.since), formatPeriod(list.evaluation.period));
  const moved = movement(change.difference, decimals, '分');
  return change.difference.isZero() ? words`，与${since}${moved}` : words`，比${since}${moved}`;
}

/** 与1月相比，区县名次上升的有4个，最多的是沂源县，上升3位；下降的有3个，…；持平的有4个。 */
function moves(list: ListFacts): readonly Run[] {
  const since = periodBefore(list);
  const entries = rankedEntries(list).filter((entry) => entry.change !== null);
  if (since === null || entries.length === 0) return [];
  const name = listName[list.evaluation.list];
  const before = shortPeriod(formatPeriod(since), formatPeriod(list.evaluation.period));
  const change = (entry: Ranked): number => entry.change ?? 0;
  const risen = entries.filter((entry) => change(entry) > 0);
  const fallen = entries.filter((entry) => change(entry) < 0);
  const same = entries.filter((entry) => change(entry) === 0);
  if (same.length === entries.length) return words`与${before}相比，${{ text: name }}名次均无变化。`;
  const said = [moved(risen, '上升', list), moved(fallen, '下降', list), same.length > 0 ? words`持平的有${same.length}个` : []];
  return words`与${before}相比，${{ text: name }}名次${joined(said, '；')}。`;
}

function moved(entries: readonly Ranked[], verb: string, list: ListFacts): readonly Run[] {
  const most = Math.max(...entries.map((entry) => Math.abs(entry.change ?? 0)));
  const farthest = entries.filter((entry) => Math.abs(entry.change ?? 0) === most);
  const who = names(
    farthest.map(({ name }) => name),
    4,
    counted(list),
  );
  const each: Run = { text: farthest.length > 1 ? '均' : '' };
  const way: Run = { text: verb };
  if (entries.length === 0) return [];
  if (entries.length === farthest.length) return words`${way}的有${entries.length}个，为${who}，${each}${way}${most}位`;
  return words`${way}的有${entries.length}个，最多的是${who}，${each}${way}${most}位`;
}
