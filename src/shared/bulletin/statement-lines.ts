/** One line of a 得分说明书: its points, clause, formula and evidence, then every raw figure with its source and who entered it. */
import { shortHash } from '../claims/evidence.ts';
import { brief, type Exact, exact, published, roundHalfUp, sum } from '../engine/decimal.ts';
import { rawUses } from '../engine/raw-uses.ts';
import type { Entry, InputUse, ItemScore } from '../engine/types.ts';
import { formatPeriod } from '../period.ts';
import type { DocumentBlock, Table } from './document.ts';
import type { ScoreStatementFacts } from './score-statement.ts';
import { spelled, wayWords } from './spelled-formula.ts';
import { NONE } from './tables.ts';

/** Points as a statement prints them: two digits more than the published score, of which zeros at the end are left out. */
export function pointsText(points: Exact, decimals: number): string {
  const text = published(points, decimals + 2);
  return text.replace(decimals === 0 ? /\.?0{1,2}$/ : /0{1,2}$/, '');
}

/** Full points, in as few digits as they need, at most four: 15 · 5.8462. */
export const fullText = (points: Exact): string => String(Number(published(points, 4)));

/** What a line adds, as printed; 0 while its figure is missing. */
export const printedPoints = (item: ItemScore, decimals: number): Exact => roundHalfUp(exact(item.points ?? 0), decimals + 2);

/** +2.13 · −0.40 · 0.00 */
export function signed(value: Exact, decimals: number): string {
  const text = published(value.abs(), decimals);
  if (Number(text) === 0) return text;
  return `${value.isNegative() ? '−' : '+'}${text}`;
}

/** Names of the lines a unit has no figure for. */
export const missingNames = (entry: Entry): readonly string[] =>
  entry.items.filter((item) => item.points === null).map((item) => `${item.code} ${item.name}`);

const STATE: Readonly<Record<InputUse['state'], string>> = {
  reported: '',
  missing: '缺报',
  notReported: '未报',
  notApplicable: '不适用',
  deferred: '缓报',
};

/** The blocks of one line; they stay on one page. */
export function lineBlocks(facts: ScoreStatementFacts, entry: Entry, item: ItemScore): readonly DocumentBlock[] {
  const rule = facts.rules.items.find(({ code }) => code === item.code);
  const details: readonly (readonly [string, string])[] = [
    ['条款', `${item.clause}${rule?.evidence ? `佐证：${rule.evidence}。` : ''}`],
    ...item.inputs.flatMap(computedFigures).map((text) => ['指标', text] as const),
    ['算式', wayOf(entry, item)],
    ...remarks(facts, entry, item).map((text) => ['说明', text] as const),
    ...matters(facts, entry, item).map((text) => ['事项', text] as const),
    ...registered(facts, entry, item).map((text) => ['登记', text] as const),
  ];
  return [
    {
      kind: 'paragraph',
      runs: [{ text: `${item.code} ${item.name}` }],
      small: { form: 'entry', aside: aside(item, facts.rules.publishedDecimals) },
    },
    ...details.map(([label, text]): DocumentBlock => ({ kind: 'paragraph', runs: [{ text }], small: { form: 'detail', label } })),
    { kind: 'table', table: figureTable(item, facts.timeZone) },
  ];
}

/** 满分15分　得14.2105分 */
function aside(item: ItemScore, decimals: number): string {
  const points = pointsText(exact(item.points ?? 0).abs(), decimals);
  const full = fullText(exact(item.effectiveFullPoints));
  const asRuled = fullText(exact(item.fullPoints));
  if (item.kind === 'veto') return '一票否决项';
  const [most, got] = item.kind === 'bonus' ? ['最多加', '加'] : item.kind === 'deduction' ? ['最多扣', '扣'] : ['满分', '得'];
  if (item.state === 'notApplicable') return `${most}${asRuled}分　不适用`;
  const head = `${most}${full}分${full === asRuled ? '' : `（方案${asRuled}分）`}`;
  if (item.points === null) return `${head}　缺报`;
  const state = item.state === 'notReported' ? '未报，' : item.state === 'carried' ? '缓报，' : '';
  return `${head}　${state}${got}${points}分`;
}

/** The engine's formula; where a line does not count, what became of its points. */
function wayOf(entry: Entry, item: ItemScore): string {
  if (item.state !== 'notApplicable') return wayWords(item.formula);
  if (item.kind !== 'base') return '不适用，不计分';
  const others = baseOf(entry, item.block).filter(({ state }) => state !== 'notApplicable');
  const full = fullText(exact(item.fullPoints));
  return others.length === 0
    ? `不适用，不计分；本板块各项均不适用，其分值不计入满分，基本分按适用各项折算`
    : `不适用，不计分；本项${full}分由本板块其他各项按分值分担`;
}

const baseOf = (entry: Entry, block: string): readonly ItemScore[] =>
  entry.items.filter((item) => item.block === block && item.kind === 'base');

function remarks(facts: ScoreStatementFacts, entry: Entry, item: ItemScore): readonly string[] {
  const base = baseOf(entry, item.block);
  const applicable = base.filter(({ state }) => state !== 'notApplicable');
  const isShared = item.state !== 'notApplicable' && !exact(item.fullPoints).eq(item.effectiveFullPoints);
  const full = (items: readonly ItemScore[]): string => brief(sum(items.map(({ fullPoints }) => exact(fullPoints))));
  const difficulty = facts.rules.items.find(({ code }) => code === item.code)?.difficulty?.[entry.organisation];
  return [
    ...(isShared
      ? [
          `本板块有不适用项，其分值由其他各项按分值分担，本项满分为 ${item.fullPoints} × ${full(base)} ÷ ${full(applicable)} = ${brief(exact(item.effectiveFullPoints))}`,
        ]
      : []),
    ...(difficulty === undefined ? [] : [`难度系数 ${difficulty}，数值乘以难度系数后计分`]),
    ...(item.dependsOnOthers ? ['本项得分会因其他单位的成绩而变动'] : []),
  ];
}

/** Each registered event the line counts: what it is, by which document, who 认定 it, the 佐证 with enough of its hash to find it by. */
function matters(facts: ScoreStatementFacts, entry: Entry, item: ItemScore): readonly string[] {
  return facts.claims
    .filter((claim) => claim.organisation === entry.organisation && claim.item === item.code)
    .map((claim) => {
      const facets = [claim.levelName, claim.documentNumber, claim.datedOn ?? ''].filter((text) => text !== '');
      const files = claim.files.map(({ name, sha256 }) => `${name}（${shortHash(sha256)}）`);
      const decided = claim.decidedBy === '' ? '' : `${claim.decidedBy} ${timeText(claim.decidedAt, facts.timeZone)} 认定；`;
      return `${claim.title}（${facets.join('，')}）。${decided}佐证：${files.join('、')}`;
    });
}

/** More records than this are counted, not named. */
const NAMED = 8;

/** Each figure the registers know: the records it was counted from by name, and where it is not what they come to. */
function registered(facts: ScoreStatementFacts, entry: Entry, item: ItemScore): readonly string[] {
  return rawUses(item).flatMap((use) => {
    const records = facts.records.find((one) => one.organisation === entry.organisation && one.indicator === use.indicator);
    if (!records) return [];
    const names = records.entries.slice(0, NAMED).map(({ words }) => words);
    const rest = records.entries.length > NAMED ? `等${records.entries.length}件` : '';
    const named = names.length === 0 ? '' : `${names.join('；')}${rest}。`;
    const text = `${named}${records.difference ?? ''}`;
    return text === '' ? [] : [`${use.name}：${text}`];
  });
}

/** 改革任务按期推进率 =（按期完成节点数 + 逾期完成节点数 × 0.5）÷ 应完成节点数 × 100 = (17 + 2 × 0.5) ÷ 19 × 100 = 94.736842% */
function computedFigures(use: InputUse): readonly string[] {
  if (use.formula === undefined) return [];
  const parts = use.from ?? [];
  const inNames = spelled(use.formula, parts, (part) => part.name);
  const inner = parts.flatMap(computedFigures);
  if (use.value === null) {
    const why = use.note ?? `所需数值${STATE[use.state]}，不计算`;
    return [...inner, `${use.name} = ${inNames}；${why}`];
  }
  const inFigures = spelled(use.formula, parts, figureText);
  return [...inner, `${use.name} = ${inNames} = ${inFigures} = ${valueText(use)}${unitText(use.unit)}`];
}

const unitText = (unit: string): string => (unit === '' || /^[%‰]$/.test(unit) ? unit : ` ${unit}`);
const valueText = (use: InputUse): string => (use.value === null ? STATE[use.state] : brief(exact(use.value)).replace('-', '−'));

/** Inside a formula a negative figure stands in brackets. */
const figureText = (use: InputUse): string => (valueText(use).startsWith('−') ? `(${valueText(use)})` : valueText(use));

/** Raw figures of a line: those entered, not those computed from them; each once. */
function figureTable(item: ItemScore, timeZone: string): Table {
  return {
    size: 'dense',
    isWhole: true,
    columns: [
      { heading: '指标', align: 'left', width: 45 },
      { heading: '数值', align: 'right', width: 19 },
      { heading: '单位', align: 'center', width: 12 },
      { heading: '来源', align: 'left', width: 37 },
      { heading: '录入人', align: 'center', width: 15 },
      { heading: '录入时间', align: 'center', width: 28 },
    ],
    rows: rawUses(item).map((use) => [
      use.name,
      valueText(use),
      use.unit === '' ? NONE : use.unit,
      sourceText(use),
      use.recordedBy ?? NONE,
      use.recordedAt === undefined ? NONE : timeText(use.recordedAt, timeZone),
    ]),
  };
}

/** Where a figure comes from; for 缓报 which month it was carried from; the clerk's own note. */
function sourceText(use: InputUse): string {
  const carried =
    use.state === 'deferred' ? [`批准缓报${use.carriedFrom === undefined ? '' : `，沿用${formatPeriod(use.carriedFrom)}`}`] : [];
  const parts = [...carried, ...(use.source === undefined ? [] : [use.source]), ...(use.note === undefined ? [] : [use.note])];
  return parts.length === 0 ? NONE : parts.join('；');
}

/** 2018-03-02 14:03, in the office's own time. */
function timeText(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
}
