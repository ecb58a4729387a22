/**
 * 通报会会议材料: the agenda with who speaks in which order and why, the unit 会诊 is held on, both rankings, and behind them one sheet for every
 * unit. Facts in, words out.
 */
import type { Entry, Rules } from '../engine/types.ts';
import { formatPeriod, titlePeriod } from '../period.ts';
import { listName } from '../text.ts';
import { column, type DocumentBlock, type PlainPaper, type Table } from './document.ts';
import type { BulletinFacts, ListFacts, SpeechFact } from './facts.ts';
import { rankedEntries } from './figures.ts';
import { officialDate, shortPeriod } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';
import { summaryTable, unitStanding } from './score-statement.ts';
import { closeNote, consultationBlocks, lossSentence } from './section-consultation.ts';
import { standingOf } from './standing.ts';
import { NONE, rankingTable } from './tables.ts';
import { type UnitWorkFacts, workSentence } from './unit-letter.ts';

export type MeetingFacts = UnitWorkFacts & { readonly month: BulletinFacts; readonly rules: Rules };

/** Composes the papers: the meeting's own first, then a sheet for every unit, districts before groups, by rank. */
export function composeMeetingPapers(facts: MeetingFacts): readonly [PlainPaper, ...PlainPaper[]] {
  const { month } = facts;
  const lists = listsOf(month);
  return [meetingPaper(month), ...lists.flatMap((list) => list.evaluation.entries.map((entry) => unitSheet(facts, list, entry)))];
}

const listsOf = ({ districts, groups }: BulletinFacts): readonly ListFacts[] =>
  groups === null ? [districts] : [districts, groups];

const common = (month: BulletinFacts) => ({
  signature: { issuer: month.office.issuer, date: officialDate(month.office.signedOn) },
  datedOn: month.office.signedOn,
  ...standingOf(month),
});

function meetingPaper(month: BulletinFacts): PlainPaper {
  const title = titlePeriod(month.period);
  const speakers = speechesOf(month);
  return {
    ...common(month),
    name: `${formatPeriod(month.period)}改革督察通报会会议材料`,
    title: [`${title}改革督察通报会`, '会议材料'],
    running: `${formatPeriod(month.period)}通报会 会议材料`,
    sections: [
      // Before anybody reads who is to speak.
      { id: 'close', title: null, blocks: listsOf(month).flatMap(closeNote) },
      { id: 'agenda', title: '会议议程', blocks: [{ kind: 'table', table: agenda(month, speakers) }] },
      { id: 'speeches', title: '发言顺序', blocks: speechBlocks(speakers) },
      { id: 'consultation', title: '会诊对象', blocks: consultationOf(month) },
      {
        id: 'rankings',
        title: '排名情况',
        blocks: listsOf(month).map(
          (list): DocumentBlock => ({
            kind: 'table',
            caption: `${title}${listName[list.evaluation.list]}排名`,
            table: rankingTable(list),
          }),
        ),
      },
    ],
  };
}

type Speaker = SpeechFact & { readonly list: ListFacts['evaluation']['list']; readonly score: string; readonly rank: number };

/** 典型发言 first, districts before groups; then 表态发言 in the same order. */
function speechesOf(month: BulletinFacts): readonly Speaker[] {
  const all = listsOf(month).flatMap((list) =>
    list.speeches.flatMap((speech): readonly Speaker[] => {
      const entry = rankedEntries(list).find(({ organisation }) => organisation === speech.organisation);
      return entry ? [{ ...speech, list: list.evaluation.list, score: entry.score, rank: entry.rank }] : [];
    }),
  );
  return (['典型发言', '表态发言'] as const).flatMap((kind) => all.filter((speaker) => speaker.kind === kind));
}

/** Minutes and the chair are left to a pen: the program does not know them. */
function agenda({ office, period }: BulletinFacts, speakers: readonly Speaker[]): Table {
  const rows: readonly (readonly [string, string])[] = [
    [`通报${titlePeriod(period)}改革督察情况`, office.issuer],
    ...speakers.map(({ kind, name, list }) => [kind, list === 'district' ? `${name}负责同志` : `${name}组长`] as const),
    ['会诊安排', office.issuer],
    ['讲话', ''],
  ];
  return {
    columns: [column('序号', 12), column('议程', 60, 'left'), column('发言人', 62, 'left'), column('时间', 22)],
    rows: rows.map(([item, who], index) => [String(index + 1), item, who, '']),
  };
}

function speechBlocks(speakers: readonly Speaker[]): readonly DocumentBlock[] {
  if (speakers.length === 0) return paragraphs([words`排名没有确定，发言单位待补齐缺报后确定。`]);
  return [
    {
      kind: 'table',
      table: {
        columns: [
          column('顺序', 12),
          column('单位', 56, 'left'),
          column('发言', 24),
          column('由来', 36, 'left'),
          column('得分', 18, 'right'),
          column('名次', 12),
        ],
        rows: speakers.map(({ name, kind, why, score, rank }, index) => [
          String(index + 1),
          name,
          kind,
          why,
          score,
          String(rank),
        ]),
      },
    },
  ];
}

function consultationOf(month: BulletinFacts): readonly DocumentBlock[] {
  const blocks = consultationBlocks({ ...month, districts: { ...month.districts, closeLast: null } });
  return blocks.length > 0 ? blocks : paragraphs([words`各区县得分相同，没有会诊对象。`]);
}

/** Periods a unit's course goes back on its sheet. */
const COURSE = 6;

function unitSheet(facts: MeetingFacts, list: ListFacts, entry: Entry): PlainPaper {
  const { month, rules } = facts;
  const ranked = rankedEntries(list).find(({ organisation }) => organisation === entry.organisation);
  const lost = ranked ? lossSentence(list, ranked) : [];
  const title = `${titlePeriod(month.period)}改革督察情况`;
  const speech = list.speeches.find(({ organisation }) => organisation === entry.organisation);
  return {
    ...common(month),
    name: `${entry.name}${title}`,
    title: [entry.name, title],
    running: `${entry.name} ${formatPeriod(month.period)}通报会`,
    signature: { issuer: '', date: '' },
    sections: [
      {
        id: 'standing',
        title: null,
        blocks: [
          ...paragraphs([
            unitStanding(list, entry),
            ...(lost.length > 0 ? [lost] : []),
            workSentence(facts, entry.organisation),
            ...(speech ? [words`本次会议作${{ text: speech.kind, bold: true }}（${{ text: speech.why }}）。`] : []),
          ]),
          courseTable(list, entry),
          summaryTable({ rules, list }, entry),
        ],
      },
    ],
  };
}

/** Ranks and scores of the last periods, the oldest at the left. */
function courseTable(list: ListFacts, entry: Entry): DocumentBlock {
  const course = (list.history[entry.organisation] ?? []).slice(-COURSE);
  const month = formatPeriod(list.evaluation.period);
  return {
    kind: 'table',
    table: {
      columns: [
        column('', 20),
        ...course.map(({ period }) => column(shortPeriod(formatPeriod(period), month), 136 / Math.max(1, course.length))),
      ],
      rows: [
        ['得分', ...course.map(({ score }) => score ?? NONE)],
        ['名次', ...course.map(({ rank }) => (rank === null ? NONE : String(rank)))],
      ],
      size: 'dense',
      isWhole: true,
    },
  };
}
