/**
 * 得分说明书: one unit's month, from the published score down to every raw figure, its source and who entered it. Facts in, words out, as
 * in compose.ts. What is printed adds up: points of a line to its block, blocks and adjustments to the published score.
 */
import type { CountedClaim } from '../contract/claims.ts';
import type { FigureRecords } from '../contract/feeds.ts';
import { type Exact, exact, published, roundHalfUp, sum } from '../engine/decimal.ts';
import type { Adjustment, Block, Entry, Rules } from '../engine/types.ts';
import { formatPeriod } from '../period.ts';
import { listName } from '../text.ts';
import type { DocumentBlock, PlainPaper, Run, Section } from './document.ts';
import type { ListFacts, SealMark } from './facts.ts';
import { blockShare, divisions, isPeriodBefore, mean, periodBefore, rankedEntries } from './figures.ts';
import { officialDate, shortPeriod } from './numerals.ts';
import { movement, paragraphs, words } from './phrases.ts';
import { standingOf } from './standing.ts';
import { fullText, lineBlocks, missingNames, pointsText, printedPoints, signed } from './statement-lines.ts';
import { NONE } from './tables.ts';

export type ScoreStatementFacts = {
  /** Code of the unit. */
  readonly organisation: string;
  /** The whole list: places and means need the others. */
  readonly list: ListFacts;
  readonly rules: Rules;
  /** What counts of 加分登记, of the whole list. */
  readonly claims: readonly CountedClaim[];
  /** The records of the registers behind figures, of the whole list; of a sealed month only those that were filled in from them. */
  readonly records: readonly FigureRecords[];
  readonly scheme: { readonly name: string; readonly version: number };
  readonly office: { readonly issuer: string; readonly signedOn: string | null };
  /** Where the office's clocks are ('Asia/Shanghai'): figures are stored with instants, people read hours. */
  readonly timeZone: string;
  readonly isDemo: boolean;
  readonly seal: SealMark | null;
  readonly isOneClerk: boolean;
};

/** What the table of blocks and adjustments rests on. */
type ScoredList = Pick<ScoreStatementFacts, 'rules' | 'list'>;

/** With a longer name the title does not fit into one line of 2号. */
const SHORT_NAME = 5;

/** Composes the statement of one unit. Throws when the unit is not in the list: that is a mistake of the caller. */
export function composeScoreStatement(facts: ScoreStatementFacts): PlainPaper {
  const { evaluation } = facts.list;
  const entry = evaluation.entries.find(({ organisation }) => organisation === facts.organisation);
  if (!entry) throw new Error(`no unit ${facts.organisation} in the list`);
  const month = formatPeriod(evaluation.period);
  const subject = `${month}改革督察得分说明书`;
  const title = `${entry.name}${subject}`;
  const sections: readonly Section[] = [
    { id: 'opening', title: null, blocks: paragraphs([unitStanding(facts.list, entry), basis(facts)]) },
    { id: 'summary', title: '得分构成', blocks: [summaryTable(facts, entry)] },
    { id: 'lines', title: '逐项说明', blocks: facts.rules.blocks.flatMap((block) => blockLines(facts, entry, block)) },
  ];
  return {
    name: `得分说明书 ${month} ${entry.name}`,
    title: entry.name.length > SHORT_NAME ? [entry.name, subject] : [title],
    sections: sections.filter(({ blocks }) => blocks.length > 0),
    signature: { issuer: facts.office.issuer, date: officialDate(facts.office.signedOn) },
    datedOn: facts.office.signedOn,
    running: title,
    ...standingOf(facts),
  };
}

/** 2018年2月，张店区得93.53分，在11个区县中列第3位。与1月相比，得分提高0.60分，名次上升2位。 */
export function unitStanding(list: ListFacts, entry: Entry): readonly Run[] {
  const { evaluation } = list;
  const month = formatPeriod(evaluation.period);
  if (entry.score === null || entry.rank === null) {
    const missing = missingNames(entry);
    return words`${month}，${entry.name}有${missing.length}项缺报（${missing.join('、')}），补齐或注明未报、不适用、缓报前不计总分、不排名次。`;
  }
  const division = divisions(list).find(({ entries }) => entries.some((other) => other.organisation === entry.organisation));
  const among = division?.entries.length ?? 0;
  const whole = evaluation.entries.filter(({ group }) => !division?.name || group === division.name).length;
  const unit = { text: `个${listName[evaluation.list]}` };
  const where = words`${among < whole ? [{ text: '已计分的' }] : ''}${among}${unit}${division?.name ? words`（${division.name}）` : ''}`;
  const place = words`${{ text: entry.isTied ? '并列' : '列' }}第${entry.rank}位`;
  return [...words`${month}，${entry.name}得${entry.score}分，在${where}中${place}。`, ...changeSince(list, entry, entry.score)];
}

/** Against the last ranking; nothing where the unit had no place in it. */
function changeSince(list: ListFacts, entry: Entry, score: string): readonly Run[] {
  const since = periodBefore(list);
  const before = list.history[entry.organisation]?.find(({ period }) => period === since)?.score ?? null;
  if (since === null || before === null || entry.change === null) return [];
  const decimals = score.split('.')[1]?.length ?? 0;
  const month = formatPeriod(list.evaluation.period);
  const name = shortPeriod(formatPeriod(since), month);
  const when = isPeriodBefore(list) ? name : `上次排名（${name}）`;
  const points = movement(exact(score).minus(before), decimals, '分');
  const moved =
    entry.change === 0
      ? words`不变`
      : words`${{ text: entry.change > 0 ? '上升' : '下降' }}${Math.abs(entry.change)}${{ text: '位' }}`;
  return words`与${when}相比，得分${points}，名次${moved}。`;
}

const basis = ({ scheme, list }: ScoreStatementFacts): readonly Run[] =>
  words`得分按《${scheme.name}》第${scheme.version}版逐项计算（计分程序版本${list.evaluation.engineVersion}），现将各项得分的由来说明如下：`;

/**
 * 满分, 得分, the list's mean and the difference. Points have two digits more than the score, so that blocks, adjustments and the
 * rounding add up to it as printed; means are of published figures.
 */
export function summaryTable(facts: ScoredList, entry: Entry): DocumentBlock {
  const { rules, list } = facts;
  const decimals = rules.publishedDecimals;
  const unit = listName[list.evaluation.list];
  const ranked = rankedEntries(list);
  const parts = [...blockParts(facts, entry, ranked), ...(entry.score === null ? [] : changeParts(facts, entry, ranked))];
  const row = ({ name, full, own, average, isChange }: Part): readonly string[] => [
    name,
    full,
    own === null ? '缺报' : isChange ? signed(own, decimals + 2) : minus(published(own, decimals + 2)),
    average === null ? NONE : minus(published(average, decimals)),
    own === null || average === null ? NONE : signed(own.minus(published(average, decimals)), decimals),
  ];
  const average = mean(ranked.map(({ score }) => score));
  const gap = entry.score === null || average === null ? null : exact(entry.score).minus(published(average, decimals));
  const total = [
    '总分',
    rules.fullPoints,
    // A blank as wide as two digits keeps the points under each other.
    entry.score === null ? '缺报' : `${minus(entry.score)}\u3000`,
    average === null ? NONE : minus(published(average, decimals)),
    gap === null ? NONE : signed(gap, decimals),
  ];
  const ways = parts.flatMap(({ name, way }) => (way === '' ? [] : [`${name}：${way}`]));
  return {
    kind: 'table',
    table: {
      columns: [
        { heading: '项目', align: 'left', width: 40 },
        { heading: '满分（上限）', align: 'right', width: 28 },
        { heading: '得分', align: 'right', width: 28 },
        { heading: `${unit}平均`, align: 'right', width: 30 },
        { heading: '与平均相差', align: 'right', width: 30 },
      ],
      rows: [...parts.map(row), total],
      strong: [parts.length],
      isWhole: true,
    },
    note: `注：单位为分；平均为已计分的${ranked.length}个${unit}的平均。${[...ways, ''].join('。')}`,
  };
}

/** One row of the summary; `way` is said under the table. */
type Part = {
  readonly name: string;
  readonly full: string;
  readonly own: Exact | null;
  readonly average: Exact | null;
  readonly way: string;
  readonly isChange: boolean;
};

function blockParts({ rules }: ScoredList, entry: Entry, ranked: readonly Entry[]): readonly Part[] {
  return rules.blocks.flatMap((block): readonly Part[] => {
    const items = entry.items.filter((item) => item.block === block.code);
    if (items.length === 0) return [];
    const isMissing = items.some((item) => item.points === null);
    return [
      {
        name: `${block.code} ${block.name}`,
        full: fullOf(entry, block.code, rules),
        own: isMissing ? null : printedSum(entry, block.code, rules.publishedDecimals),
        average: mean(ranked.map((other) => other.blocks[block.code] ?? '0')),
        way: '',
        isChange: false,
      },
    ];
  });
}

/** 折算, caps, veto, limits as the engine made them; then the rounding, which holds what the printed rows leave to the published score. */
function changeParts({ rules }: ScoredList, entry: Entry, ranked: readonly Entry[]): readonly Part[] {
  const decimals = rules.publishedDecimals;
  const amountOf = (other: Entry, code: Adjustment['code']): string =>
    other.adjustments.find((adjustment) => adjustment.code === code)?.amount ?? '0';
  const changes = entry.adjustments
    .filter(({ code }) => code !== 'rounding')
    .map(
      ({ code, label, formula, amount }): Part => ({
        name: label,
        full: code === 'rescale' ? signed(exact(rules.fullPoints).minus(applicableFull(entry)), 0) : NONE,
        own: roundHalfUp(exact(amount), decimals + 2),
        average: code === 'rescale' ? mean(ranked.map((other) => amountOf(other, code))) : null,
        way: formula,
        isChange: true,
      }),
    );
  const others = sum(rules.blocks.map(({ code }) => printedSum(entry, code, decimals)));
  const rest = exact(entry.score ?? 0)
    .minus(others)
    .minus(sum(changes.map(({ own }) => own ?? exact(0))));
  if (rest.isZero()) return changes;
  const way = roundingWords(
    entry.adjustments.find(({ code }) => code === 'rounding'),
    rest,
    decimals,
  );
  return [...changes, { name: '四舍五入', full: NONE, own: rest, average: null, way, isChange: true }];
}

const applicableFull = (entry: Entry): Exact =>
  sum(
    entry.items
      .filter((item) => item.kind === 'base' && item.state !== 'notApplicable')
      .map((item) => exact(item.effectiveFullPoints)),
  );

/** Full points of the lines that apply; for a block of bonus or deduction lines the most they can come to. */
function fullOf(entry: Entry, block: string, rules: Rules): string {
  const items = entry.items.filter((item) => item.block === block && item.kind !== 'veto');
  const base = items.filter((item) => item.kind === 'base');
  if (base.length > 0) {
    const full = sum(base.filter((item) => item.state !== 'notApplicable').map((item) => exact(item.effectiveFullPoints)));
    return full.isZero() ? NONE : fullText(full);
  }
  const most = sum(items.map((item) => exact(item.fullPoints)));
  const cap = items[0]?.kind === 'bonus' ? rules.bonusCap : rules.deductionCap;
  return fullText(cap !== null && most.gt(cap) ? exact(cap) : most);
}

/** （一）调度（满分36分，得35.2105分）, then its lines. */
function blockLines(facts: ScoreStatementFacts, entry: Entry, block: Block): readonly DocumentBlock[] {
  const items = entry.items.filter((item) => item.block === block.code);
  if (items.length === 0) return [];
  const decimals = facts.rules.publishedDecimals;
  const total = pointsText(printedSum(entry, block.code, decimals).abs(), decimals);
  const share = blockShare(entry, block.code);
  const verb = items.some((item) => item.kind === 'base') ? '得' : items.some((item) => item.kind === 'bonus') ? '加' : '扣';
  const isMissing = items.some((item) => item.points === null);
  const full = share && verb === '得' ? `满分${fullText(share.full)}分，` : '';
  const text = `${block.name}（${full}${isMissing ? '缺报' : `${verb}${total}分`}）`;
  return [{ kind: 'heading', level: 2, text }, ...items.flatMap((item) => lineBlocks(facts, entry, item))];
}

/** Points of a block's lines as they are printed, line by line. */
const printedSum = (entry: Entry, block: string, decimals: number): Exact =>
  sum(entry.items.filter((item) => item.block === block).map((item) => printedPoints(item, decimals)));

/** Each line is printed with four digits; where their cut-off ends made the difference another one, the row says it holds them. */
function roundingWords(rounding: Adjustment | undefined, rest: Exact, decimals: number): string {
  if (!rounding) return `各项保留 ${decimals + 2} 位小数的尾数`;
  const isSame = roundHalfUp(exact(rounding.amount), decimals + 2).eq(rest);
  return isSame ? rounding.formula : `${rounding.formula}（含各项尾数）`;
}

const minus = (text: string): string => text.replace('-', '−');
