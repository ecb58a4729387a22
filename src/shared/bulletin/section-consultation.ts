/** 七、会诊对象: the last district and what it lost most points on, from its own item scores. */
import { divide, exact, published, sum } from '../engine/decimal.ts';
import { formatPeriod } from '../period.ts';
import { boxedNote, type DocumentBlock, type Run } from './document.ts';
import type { BulletinFacts, ListFacts } from './facts.ts';
import { decimalsOf, divisions, lastPlace, lines, losses, mean, places, type Ranked, shareOf } from './figures.ts';
import { joined, paragraphs, words } from './phrases.ts';

const NAMED_LOSSES = 3;

/** Nothing when nobody is last: one unit only, or all level. */
export function consultationBlocks(facts: BulletinFacts): readonly DocumentBlock[] {
  const list = facts.districts;
  const { missing } = list.evaluation;
  // While somebody is unscored nobody is last: the missing one may be.
  if (missing.length > 0) return paragraphs([words`因${missing.map(({ name }) => name).join('、')}缺报，会诊对象待补齐后确定。`]);
  const standings = divisions(list).flatMap(({ name, entries }) => {
    const last = lastPlace(entries);
    return last.length === 0 ? [] : [standing(list, entries, last, name), ...last.map((entry) => lossSentence(list, entry))];
  });
  return [...closeNote(list), ...paragraphs(standings)];
}

/** 难分伯仲 stands in a box before anybody is named: whoever reads on knows that the place could as well be another's. */
export function closeNote({ closeLast }: ListFacts): readonly DocumentBlock[] {
  if (!closeLast) return [];
  const { words: said, sent, diagnosed } = closeLast;
  const also = [
    diagnosed.length === 0 ? '' : `${diagnosed.join('、')}一并列为会诊对象。`,
    sent.length === 0 ? '' : `${sent.join('、')}一并作表态发言。`,
  ].join('');
  return [boxedNote('特别说明：末位难分伯仲', `${said.replace(/^末位难分伯仲：/, '')}${also}`)];
}

/** 区县排名末位的是博山区，得72.31分，比前一名周村区低0.08分，比区县平均低16.11分，列为2018年2月会诊对象。 */
function standing(list: ListFacts, entries: readonly Ranked[], last: readonly Ranked[], division: string | null): readonly Run[] {
  const [entry] = last;
  if (!entry) return [];
  const decimals = decimalsOf(entries);
  const before = places(entries).at(-2) ?? [];
  const gap = published(exact(before[0]?.score ?? entry.score).minus(entry.score), decimals);
  const average = mean(entries.map(({ score }) => score)) ?? exact(entry.score);
  const below = published(exact(published(average, decimals)).minus(entry.score), decimals);
  const title = division ?? '区县';
  return [
    ...words`${{ text: title }}排名末位的是${last.map(({ name }) => name).join('、')}，${{ text: last.length > 1 ? '均' : '' }}得${entry.score}分，`,
    ...words`比前一名${before.map(({ name }) => name).join('、')}低${gap}分，比${{ text: title }}平均低${below}分，`,
    ...words`列为${formatPeriod(list.evaluation.period)}会诊对象。`,
  ];
}

/** 从得分构成看，博山区失分较多的是：问题整改失3.20分（满分8分，得4.80分），…；以上3项占其全部失分的55.2%。 */
export function lossSentence(list: ListFacts, entry: Ranked): readonly Run[] {
  const decimals = decimalsOf([entry]);
  const all = losses(entry);
  const named = all.slice(0, NAMED_LOSSES);
  if (named.length === 0) return [];
  const each = named.map(({ item, points }) => {
    const lost = published(points, decimals);
    if (item.kind === 'deduction') return words`${item.name}扣${lost}分`;
    const got = published(exact(item.points ?? 0), decimals);
    const full = published(exact(item.effectiveFullPoints), decimals).replace(/\.?0+$/, '');
    const why = item.state === 'notReported' ? '，未报' : '';
    return words`${item.name}失${lost}分（满分${full}分，得${got}分${{ text: why }}）`;
  });
  const whole = sum(all.map((loss) => loss.points));
  const share = shareOf(sum(named.map((loss) => loss.points)), whole);
  const rest = all.length > named.length ? words`；以上${named.length}项占其全部失分的${share}` : [];
  return [
    ...words`从得分构成看，${entry.name}失分较多的是：${joined(each, '，')}`,
    ...rest,
    { text: '。' },
    ...behindAverage(list, entry, decimals),
  ];
}

/** 与区县平均相比差距最大的是现场督察评分，低2.10分。 Nothing when the unit is behind in no line. */
function behindAverage(list: ListFacts, entry: Ranked, decimals: number): readonly Run[] {
  const behind = lines(list)
    .filter((line) => line.kind === 'base' && line.scores.length > 1)
    .flatMap((line) => {
      const own = line.scores.find((score) => score.entry.organisation === entry.organisation);
      if (!own) return [];
      const average = divide(sum(line.scores.map((score) => score.points)), exact(line.scores.length));
      return [{ name: line.name, gap: average.minus(own.points) }];
    })
    .sort((a, b) => b.gap.comparedTo(a.gap));
  const [most] = behind;
  const gap = most ? published(most.gap, decimals) : '0';
  if (!most || Number(gap) <= 0) return [];
  return words`与区县平均相比，差距最大的是${most.name}，低${gap}分。`;
}
