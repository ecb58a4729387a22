/** 年度成绩: the year's standing on paper, with the months it rests on and what can still change. Facts in, words out. */
import { rankHistoryOption } from '../charts/rank-history.ts';
import { PAPER_FONT } from '../charts/style.ts';
import type { AnnualView } from '../contract/annual.ts';
import type { RankingList } from '../engine/types.ts';
import { periodInYear } from '../period.ts';
import { annualWords, DEMO_SOURCE, listName } from '../text.ts';
import { column, type DocumentBlock, type PlainPaper, type Section, type Table, type TableColumn } from './document.ts';
import type { MonthWork } from './month-work.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';
import { yearRuns } from './section-work.ts';
import { NONE } from './tables.ts';

export type AnnualPaperFacts = {
  readonly view: AnnualView;
  /** Of the whole office: the same in the paper of every list. */
  readonly work: MonthWork;
  readonly list: RankingList;
  readonly issuer: string;
};

/** Composes the paper of one list's year; the year-end columns stay empty until they are marked. */
export function composeAnnualPaper({ view, work, list, issuer }: AnnualPaperFacts): PlainPaper {
  const { year, months, settings } = view;
  const name = `${year}年${listName[list]}改革督察年度成绩`;
  const left = Math.max(0, view.planned - months.length);
  const { mean, count, each } = spokenWords(view);
  const section = (id: string, title: string | null, blocks: readonly DocumentBlock[]): Section => ({ id, title, blocks });
  return {
    name,
    title: [name],
    running: name,
    signature: { issuer, date: officialDate(null) },
    datedOn: null,
    marks: [...(view.isDemo ? [DEMO_SOURCE] : []), ...(view.isTrial ? ['试算'] : [])],
    sections: [
      section('opening', null, paragraphs([opening(view, list)])),
      section('standing', '年度成绩', [
        { kind: 'table', table: standingTable(view), note: standingNote(view, left) },
        ...(left > 0
          ? paragraphs([
              words`余下${left}${count}按${each}得${settings.lowest}分至${settings.highest}分推算${mean}的上下限；年终考核未定，年度总分不作推算。`,
            ])
          : []),
      ]),
      section(
        'work',
        '全年工作情况',
        yearRuns(work, year).map(({ area, runs }) => ({ kind: 'paragraph', lead: { level: 2, text: `${area}。` }, runs })),
      ),
      section('course', '名次走势', months.length > 1 ? [chart(view)] : []),
      section('months', view.isMonthly ? '各月得分' : '各期得分', [{ kind: 'table', table: monthsTable(view) }]),
    ],
  };
}

/** The words of the year as running text: they are not figures. */
function spokenWords(view: AnnualView) {
  const { score, mean, count, each } = annualWords(view);
  return { score: { text: score }, mean: { text: mean }, count: { text: count }, each: { text: each } };
}

function opening(view: AnnualView, list: RankingList) {
  const { year, months, planned, settings, entries } = view;
  const { score, mean, count } = spokenWords(view);
  const [first] = entries;
  const share = Number(settings.monthlyShare) * 100;
  const lead = words`${year}年计划考核${planned}${count}，已考核${months.length}${count}，${entries.length}个${{ text: listName[list] }}参加。`;
  const rule = words`年度总分由${score}平均和年终考核合成，${score}占${share}%，年终考核占${100 - share}%。`;
  const top = first?.mean ? words`${mean}得分最高的是${first.name}，为${first.mean}分。` : [];
  return [...lead, ...rule, ...top];
}

function standingTable(view: AnnualView): Table {
  const { entries } = view;
  const { mean, place } = annualWords(view);
  return {
    size: 'dense',
    columns: [
      column('名次', 10),
      column('单位', 40, 'left'),
      column(mean, 15, 'right'),
      column(place, 14),
      column('年终考核', 15, 'right'),
      column('年度总分', 15, 'right'),
      column('等次', 12),
      column('位次可能范围', 24),
    ],
    rows: entries.map((entry) => [
      entry.rank?.toString() ?? NONE,
      entry.name,
      entry.mean ?? NONE,
      `${entry.meanRank ?? NONE}${entry.isMeanTied ? '并列' : ''}`,
      entry.yearEnd ?? NONE,
      entry.total ?? NONE,
      entry.grade ?? NONE,
      entry.bounds === null ? NONE : range(entry.bounds),
    ]),
  };
}

const range = ({ best, worst }: { readonly best: number; readonly worst: number }): string =>
  best === worst ? `第${best}名` : `第${best}至第${worst}名`;

function standingNote(view: AnnualView, left: number): string {
  const { entries } = view;
  const notes = entries.filter((entry) => entry.gradeNote !== null).map((entry) => `${entry.name}${entry.gradeNote}`);
  const waiting = entries.some((entry) => entry.yearEnd === null) ? ['“—”指年终考核未评定'] : [];
  const scope = left > 0 ? [`位次可能范围只就${annualWords(view).mean}而言`] : [];
  return `注：单位：分${[...waiting, ...scope, ...notes].map((note) => `；${note}`).join('')}。`;
}

function chart(view: AnnualView): DocumentBlock {
  const first = view.entries[0]?.name;
  return {
    kind: 'chart',
    caption: `${view.year}年名次走势图`,
    heightMm: 90,
    option: rankHistoryOption(
      {
        periods: view.months.map(periodInYear),
        units: view.entries.map(({ code, name }) => ({ name, ranks: (view.course[code] ?? []).map((month) => month.rank) })),
        highlight: first === undefined ? [] : [first],
      },
      { paper: true, fontFamily: PAPER_FONT },
    ),
  };
}

function monthsTable(view: AnnualView): Table {
  return {
    size: 'dense',
    columns: [
      { heading: '单位', align: 'left', width: 30 },
      ...view.months.map((month): TableColumn => ({ heading: periodInYear(month), align: 'right', width: 13 })),
      { heading: '平均', align: 'right', width: 13 },
    ],
    rows: view.entries.map(({ code, name, mean }) => [
      name,
      ...(view.course[code] ?? []).map(({ score }) => score ?? NONE),
      mean ?? NONE,
    ]),
  };
}
