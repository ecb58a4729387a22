/** 八、存在问题 and 九、下步要求: only what the figures show; each demand names the figure it rests on. */
import { exact, published } from '../engine/decimal.ts';
import { formatPeriod } from '../period.ts';
import { listName } from '../text.ts';
import type { DocumentBlock, Run } from './document.ts';
import type { BulletinFacts, ListFacts } from './facts.ts';
import {
  blockShare,
  decimalsOf,
  divisions,
  type LineResult,
  lastPlace,
  limits,
  lines,
  periodBefore,
  type Ranked,
  rankedEntries,
  rate,
} from './figures.ts';
import { shortPeriod } from './numerals.ts';
import { counted, joined, names, percent, sentence, words } from './phrases.ts';
import { listsOf } from './section-overall.ts';
import { missingItems } from './tables.ts';
import { lateUnits, type Point, workProblems } from './work-problems.ts';

const NAMED = 5;

export function problemBlocks(facts: BulletinFacts): readonly DocumentBlock[] {
  const lists = listsOf(facts);
  return led([
    ...workProblems(facts),
    { lead: '部分指标得分率偏低', texts: lists.map(weakLines) },
    { lead: '发展不够平衡', texts: [unbalanced(lists)] },
    { lead: `${several(lists.flatMap(fallenUnits).length)}单位名次下滑较大`, texts: [fallen(lists)] },
    { lead: '个别单位被扣分', texts: lists.map(deducted) },
    { lead: '数据报送不够及时完整', texts: lists.map(unreported) },
  ]);
}

export function demandBlocks(facts: BulletinFacts): readonly DocumentBlock[] {
  const lists = listsOf(facts);
  return led([
    { lead: '限期办结逾期事项', texts: [catchLate(facts)] },
    { lead: '加快补齐短板', texts: [catchUp(lists)] },
    { lead: '狠抓问题整改', texts: [rectify(facts.districts)] },
    { lead: '扎实开展会诊', texts: [consult(facts.districts)] },
    { lead: '规范数据报送', texts: [report(lists)] },
    { lead: '推动任务落实', texts: [carryOn(lists)] },
  ]);
}

/** Points that have something to say, each under its own （一） heading that runs into the text; a single one needs no number. */
function led(points: readonly Point[]): readonly DocumentBlock[] {
  const said = points.map(({ lead, texts }) => ({ lead, runs: texts.flat() })).filter(({ runs }) => runs.length > 0);
  return said.map(({ lead, runs }): DocumentBlock => {
    // 个别 becomes 部分 with the count; it is the same point.
    const slot = lead.replace(/^(个别|部分)/, '');
    if (said.length === 1) return { kind: 'paragraph', slot, runs: [{ text: `${lead}。` }, ...runs] };
    return { kind: 'paragraph', slot, lead: { level: 2, text: `${lead}。` }, runs };
  });
}

const baseLines = (list: ListFacts): readonly LineResult[] => lines(list).filter((line) => line.kind === 'base');

/** Lines whose share of points is under the limit, the weakest first. */
function weak(list: ListFacts): readonly { readonly line: LineResult; readonly share: string }[] {
  return baseLines(list)
    .flatMap((line) => {
      const share = rate(line.scores);
      return share?.lt(limits.weakRate) ? [{ line, exactShare: share, share: percent(share) }] : [];
    })
    .sort((a, b) => a.exactShare.comparedTo(b.exactShare))
    .slice(0, NAMED);
}

/** 区县有问题整改、现场督察评分2项平均得分率低于80%，分别为70.1%、76.0%。 */
function weakLines(list: ListFacts): readonly Run[] {
  const found = weak(list);
  const name = listName[list.evaluation.list];
  const limit = percent(exact(limits.weakRate)).replace('.0', '');
  const [only] = found;
  if (!only) return [];
  if (found.length === 1) return words`${{ text: name }}${only.line.name}平均得分率为${only.share}，低于${{ text: limit }}。`;
  return [
    ...words`${{ text: name }}${found.map(({ line }) => line.name).join('、')}${found.length}项平均得分率低于${{ text: limit }}，`,
    ...words`分别为${found.map(({ share }) => share).join('、')}。`,
  ];
}

/** 最高分与最低分，区县相差22.90分，专项小组相差14.45分。 Who is far below is left to the ranking; here the spread alone speaks. */
function unbalanced(lists: readonly ListFacts[]): readonly Run[] {
  const spreads = lists.flatMap((list) => divisions(list).map((part) => ({ ...part, list })));
  const said = spreads.flatMap(({ name, entries, list }) => {
    const scores = entries.map(({ score }) => exact(score)).sort((a, b) => a.comparedTo(b));
    const [low, high] = [scores[0], scores.at(-1)];
    if (!low || !high || high.minus(low).lt(limits.spread)) return [];
    const spread = published(high.minus(low), decimalsOf(entries));
    return [{ who: { text: name ?? listName[list.evaluation.list] }, spread }];
  });
  const [only, ...more] = said;
  if (!only) return [];
  if (more.length === 0) return words`${only.who}最高分与最低分相差${only.spread}分。`;
  return sentence([words`最高分与最低分`, ...said.map(({ who, spread }) => words`${who}相差${spread}分`)]);
}

/** 个别 for one or two, 部分 for more. */
const several = (count: number): string => (count > 2 ? '部分' : '个别');

const fallenUnits = (list: ListFacts): readonly Ranked[] =>
  rankedEntries(list).filter((entry) => (entry.change ?? 0) <= -limits.fallenPlaces);

/** 与1月相比，高青县由第4位降至第8位；经济体制改革专项小组由第2位降至第6位。 The month is said again where a list was ranked last in another. */
function fallen(lists: readonly ListFacts[]): readonly Run[] {
  const said = lists.flatMap((list) => {
    const since = periodBefore(list);
    const far = fallenUnits(list);
    if (since === null || far.length === 0) return [];
    const before = shortPeriod(formatPeriod(since), formatPeriod(list.evaluation.period));
    const each = far.map((entry) => words`${entry.name}由第${entry.previousRank ?? ''}位降至第${entry.rank}位`);
    return [{ before, runs: joined(each, '，') }];
  });
  return sentence(
    said.map(({ before, runs }, at) => (said[at - 1]?.before === before ? runs : words`与${before}相比，${runs}`)),
    '；',
  );
}

/** 博山区因被上级通报批评扣2.00分。 */
function deducted(list: ListFacts): readonly Run[] {
  const decimals = decimalsOf(rankedEntries(list));
  const each = list.evaluation.entries.flatMap((entry) => {
    const found = entry.items.filter((item) => item.kind === 'deduction' && item.points !== null && exact(item.points).lt(0));
    const veto = entry.isVetoed ? [words`${entry.name}被一票否决`] : [];
    return [
      ...found.map((item) => words`${entry.name}因${item.name}扣${published(exact(item.points ?? 0).abs(), decimals)}分`),
      ...veto,
    ];
  });
  return each.length === 0 ? [] : words`${joined(each, '，')}。`;
}

/** 博山区“问题整改”未报；文昌湖旅游度假区“网上办理率”缺报。 */
function unreported(list: ListFacts): readonly Run[] {
  const empty = rankedEntries(list).flatMap((entry) => {
    const items = entry.items.filter((item) => item.state === 'notReported');
    return items.length === 0 ? [] : [words`${entry.name}${items.length}项未报`];
  });
  const missing = list.evaluation.missing.map(({ name, organisation, items }) => {
    const count = missingItems(list, organisation, items).length;
    return words`${name}${count}项缺报`;
  });
  const all = [...empty, ...missing];
  return all.length === 0 ? [] : words`${joined(all, '，')}。`;
}

/** 博山区、高青县要对逾期事项逐项倒排工期，明确责任人，限期办结，及时销号。 */
function catchLate(facts: BulletinFacts): readonly Run[] {
  const late = lateUnits(facts);
  if (late.length === 0) return [];
  return words`${names(late, NAMED, '个单位')}要对逾期事项逐项倒排工期，明确责任人，限期办结，及时销号。`;
}

/** 对得分率低于80%的问题整改等项目，各区县、各专项小组要高度重视，对照台账逐项查找原因，加快工作进度。 */
function catchUp(lists: readonly ListFacts[]): readonly Run[] {
  const found = lists.map((list) => ({ list, lines: weak(list) })).filter((part) => part.lines.length > 0);
  if (found.length === 0) return [];
  const weakNames = [...new Set(found.flatMap((part) => part.lines.map(({ line }) => line.name)))];
  const who = found.map(({ list }) => `各${listName[list.evaluation.list]}`).join('、');
  return words`对${names(weakNames, NAMED, '个项目')}，${{ text: who }}要高度重视，对照台账逐项查找原因，明确责任人和完成时限，加快工作进度。`;
}

/** 督察得分率低于80%的博山区、周村区要限期整改，整改情况纳入下次督察“回头看”，直至办结销号。 */
function rectify(list: ListFacts): readonly Run[] {
  const low = list.evaluation.entries.filter((entry) => {
    const share = blockShare(entry, 'B');
    return share?.points.lt(share.full.times(limits.weakRate)) === true;
  });
  if (low.length === 0) return [];
  const limit = percent(exact(limits.weakRate)).replace('.0', '');
  const who = names(
    low.map(({ name }) => name),
    NAMED,
    counted(list),
  );
  return words`督察得分率低于${{ text: limit }}的${who}要对照问题清单限期整改，适时开展“回头看”，直至办结销号。`;
}

function consult(list: ListFacts): readonly Run[] {
  if (list.evaluation.missing.length > 0) return [];
  const last = divisions(list).flatMap(({ entries }) => lastPlace(entries));
  if (last.length === 0) return [];
  return words`${last.map(({ name }) => name).join('、')}要主动配合会诊，针对失分较多的项目找准症结，制定整改措施，逐项明确责任和时限。`;
}

function report(lists: readonly ListFacts[]): readonly Run[] {
  const late = lists.flatMap((list) => [
    ...list.evaluation.missing.map(({ name }) => name),
    ...rankedEntries(list)
      .filter((entry) => entry.items.some((item) => item.state === 'notReported'))
      .map(({ name }) => name),
  ]);
  if (late.length === 0) return [];
  return words`${names(late, NAMED, '个单位')}要查明缺报、未报原因，及时补报，确保数据真实、准确、完整。`;
}

function carryOn(lists: readonly ListFacts[]): readonly Run[] {
  const all = lists.map((list) => `各${listName[list.evaluation.list]}`).join('、');
  return words`${{ text: all }}要对照本通报查找差距，按照路线图、时间表推进各项改革任务，确保按期完成。`;
}
