/**
 * 改革宣传月报: what was chosen to be told of the period, what the library gained, what was carried where. It goes to a column, a site or a 公众号, so
 * it says nothing of how others did, and of 批示 only how many. Facts in, words out.
 */
import type { Choice, Experience, ExperienceEvent, ExperienceFigure } from '../contract/publicity.ts';
import { exact, sum } from '../engine/decimal.ts';
import { formatPeriod, periodKind, periodWords, titlePeriod } from '../period.ts';
import { type ItemKind, KINDS, kindName, LEVELS, type Level, levelName } from '../publicity/kinds.ts';
import { causeName, reachName } from '../publicity/words.ts';
import { DEMO_SOURCE } from '../text.ts';
import { column, type DocumentBlock, type PlainPaper, type Run, type Section, type Table } from './document.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';
import { NONE } from './tables.ts';

export type DigestItem = {
  readonly unit: string;
  readonly kind: ItemKind;
  readonly level: Level;
  readonly outlet: string;
  readonly title: string;
  readonly datedOn: string | null;
  /** What it counts for; null when it does not count. */
  readonly points: string | null;
};
export type DigestFacts = {
  readonly period: string;
  readonly issuer: string;
  readonly isDemo: boolean;
  readonly choices: readonly Choice[];
  /** Experiences with what happened to them in this period. */
  readonly experiences: readonly { readonly experience: Experience; readonly steps: readonly ExperienceEvent[] }[];
  /** Items that are 已核实, by unit in official order. */
  readonly items: readonly DigestItem[];
};

/** Composes the paper; a part in which nothing happened says so. */
export function composeDigest(facts: DigestFacts): PlainPaper {
  const { period, issuer, isDemo } = facts;
  const name = `${titlePeriod(period)}改革宣传${periodKind(period) === 'month' ? '月报' : '情况'}`;
  const section = (id: string, title: string | null, blocks: readonly DocumentBlock[]): Section => ({ id, title, blocks });
  return {
    name,
    title: [name],
    running: name,
    signature: { issuer, date: officialDate(null) },
    datedOn: null,
    marks: isDemo ? [DEMO_SOURCE] : [],
    sections: [
      section('opening', null, paragraphs([opening(facts)])),
      section('choices', '入选单位做法', choiceBlocks(facts)),
      section('experiences', '典型经验', experienceBlocks(facts)),
      section('items', '条目统计', itemBlocks(facts)),
    ],
  };
}

function opening({ period, choices, experiences, items }: DigestFacts): readonly Run[] {
  const units = new Set(choices.map(({ organisation }) => organisation)).size;
  const high = items.filter(({ level, points }) => points !== null && (level === 'province' || level === 'centre')).length;
  return [
    ...words`${formatPeriod(period)}，${units > 0 ? words`${units}个单位入选宣传推介` : words`没有单位入选宣传推介`}，`,
    ...(experiences.length > 0 ? words`经验库有${experiences.length}项经验取得新进展，` : []),
    ...(items.length > 0 ? words`登记核实宣传条目${items.length}条` : words`没有核实的宣传条目`),
    ...(high > 0 ? words`，其中省级以上${high}条` : []),
    { text: '。' },
  ];
}

const lead = (text: string, runs: readonly Run[]): DocumentBlock => ({ kind: 'paragraph', lead: { level: 2, text }, runs });

function choiceBlocks({ period, choices }: DigestFacts): readonly DocumentBlock[] {
  if (choices.length === 0) return paragraphs([words`${{ text: periodWords(period).own }}没有入选单位。`]);
  const units = [...new Set(choices.map(({ organisation }) => organisation))];
  return units.map((unit) => {
    const own = choices.filter(({ organisation }) => organisation === unit);
    const causes = own.map(({ cause }) => causeName[cause]).join('、');
    return lead(
      `${own[0]?.name ?? unit}（${causes}）。`,
      words`${[...new Set(own.map(({ reason }) => closed(reason)))].join('')}`,
    );
  });
}

function experienceBlocks({ period, experiences }: DigestFacts): readonly DocumentBlock[] {
  if (experiences.length === 0) return paragraphs([words`${{ text: periodWords(period).own }}没有新的典型经验。`]);
  return experiences.map(({ experience, steps }) => {
    const { subject, title, summary, figures } = experience;
    const happened = steps.flatMap(stepWords);
    return lead(`${subject}：${title}。`, [
      ...words`${closed(summary)}`,
      ...figureWords(figures),
      ...(happened.length > 0 ? words`${{ text: periodWords(period).own }}${happened.join('，')}。` : []),
    ]);
  });
}

/** Figures keep their source on paper: 服装生产工期由30天缩短到7天，据《……》。 */
function figureWords(figures: readonly ExperienceFigure[]): readonly Run[] {
  const sources = [...new Set(figures.map(({ source }) => source))];
  return sources.flatMap((from) => {
    const own = figures.filter(({ source }) => source === from).map(({ name, value }) => `${name}${value}`);
    return words`${own.join('，')}，据${from}。`;
  });
}

function stepWords({ event, level, words: text, organisationName }: ExperienceEvent): readonly string[] {
  switch (event) {
    case 'report':
      return ['上报'];
    case 'select':
      return ['经遴选列入典型'];
    case 'promote':
      return level === null ? [] : [`在${reachName[level]}推广（${text}）`];
    case 'replicate':
      return [`由${organisationName ?? ''}复制：${text.replace(/[。；，]+$/, '')}`];
    default:
      return [];
  }
}

function itemBlocks({ period, items }: DigestFacts): readonly DocumentBlock[] {
  if (items.length === 0) return paragraphs([words`${{ text: periodWords(period).own }}没有核实的宣传条目。`]);
  const shown = items.filter(({ kind, level, points }) => kind !== 'instruction' && level !== 'filed' && points !== null);
  return [
    {
      kind: 'table',
      caption: '宣传条目统计表',
      table: countTable(items),
      note: '注：单位：条、分；同一内容一年内只按最高级别计一次分，未计分的不再列入得分；得分为宣传统计，考核得分按考核方案。',
    },
    ...(shown.length > 0 ? [{ kind: 'table', caption: '采用刊播情况表', table: adoptedTable(shown) } as const] : []),
  ];
}

function countTable(items: readonly DigestItem[]): Table {
  const places = Math.max(0, ...items.map(({ points }) => points?.split('.')[1]?.length ?? 0));
  const units = [...new Set(items.map(({ unit }) => unit))];
  const row = (name: string, own: readonly DigestItem[]): readonly string[] => [
    name,
    ...KINDS.map((kind) => String(own.filter((item) => item.kind === kind).length)),
    sum(own.map(({ points }) => exact(points ?? 0))).toFixed(places),
  ];
  return {
    size: 'dense',
    columns: [column('单位', 40, 'left'), ...KINDS.map((kind) => column(kindName[kind], 20)), column('得分', 16, 'right')],
    rows: [
      ...units.map((unit) =>
        row(
          unit,
          items.filter((item) => item.unit === unit),
        ),
      ),
      row('合计', items),
    ],
    strong: [units.length],
  };
}

function adoptedTable(items: readonly DigestItem[]): Table {
  const sorted = [...items].sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
  return {
    size: 'dense',
    columns: [
      column('级别', 18),
      column('单位', 30, 'left'),
      column('标题', 56, 'left'),
      column('刊播', 30, 'left'),
      column('日期', 22),
    ],
    rows: sorted.map(({ kind, level, unit, title, outlet, datedOn }) => [
      levelName(kind, level),
      unit,
      title,
      outlet === '' ? NONE : outlet,
      datedOn === null ? NONE : officialDate(datedOn).slice(5),
    ]),
  };
}

/** What people typed ends as a sentence ends. */
const closed = (text: string): string => (/[。！？]$/.test(text) ? text : `${text.replace(/[，；、,;.]+$/, '')}。`);
