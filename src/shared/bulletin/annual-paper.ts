/** 年度成绩: the year's standing on paper, with the months it rests on and what can still change. Facts in, words out. */
import { rankHistoryOption } from '../charts/rank-history.ts';
import { PAPER_FONT } from '../charts/style.ts';
import type { AnnualView } from '../contract/annual.ts';
import type { RankingList } from '../engine/types.ts';
import { DEMO_SOURCE, listName } from '../text.ts';
import type { DocumentBlock, PlainPaper, Section, Table, TableColumn } from './document.ts';
import { paragraphs, words } from './phrases.ts';
import { NONE } from './tables.ts';

export type AnnualPaperFacts = { readonly view: AnnualView; readonly list: RankingList; readonly issuer: string };

/** Composes the paper of one list's year; the year-end columns stay empty until they are marked. */
export function composeAnnualPaper({ view, list, issuer }: AnnualPaperFacts): PlainPaper {
  const { year, months, settings } = view;
  const name = `${year}年${listName[list]}改革督察年度成绩`;
  const left = Math.max(0, settings.plannedMonths - months.length);
  const section = (id: string, title: string | null, blocks: readonly DocumentBlock[]): Section => ({ id, title, blocks });
  return {
    name,
    title: [name],
    running: name,
    signature: { issuer, date: '' },
    datedOn: null,
    marks: [...(view.isDemo ? [DEMO_SOURCE] : []), ...(view.isTrial ? ['试算'] : [])],
    sections: [
      section('opening', null, paragraphs([opening(view, list)])),
      section('standing', '年度成绩', [
        { kind: 'table', table: standingTable(view), note: standingNote(view, left) },
        ...(left > 0
          ? paragraphs([
              words`余下${left}个月按每月得${settings.lowest}分至${settings.highest}分推算月度平均的上下限；年终考核未定，年度总分不作推算。`,
            ])
          : []),
      ]),
      section('course', '名次走势', months.length > 1 ? [chart(view)] : []),
      section('months', '各月得分', [{ kind: 'table', table: monthsTable(view) }]),
    ],
  };
}

function opening({ year, months, settings, entries }: AnnualView, list: RankingList) {
  const [first] = entries;
  const share = Number(settings.monthlyShare) * 100;
  const lead = words`${year}年计划考核${settings.plannedMonths}个月，已考核${months.length}个月，${entries.length}个${{ text: listName[list] }}参加。`;
  const rule = words`年度总分由月度得分平均和年终考核合成，月度得分占${share}%，年终考核占${100 - share}%。`;
  const top = first?.mean ? words`月度平均得分最高的是${first.name}，为${first.mean}分。` : [];
  return [...lead, ...rule, ...top];
}

function standingTable({ entries }: AnnualView): Table {
  const column = (heading: string, width: number, align: TableColumn['align'] = 'center'): TableColumn => ({
    heading,
    width,
    align,
  });
  return {
    size: 'dense',
    columns: [
      column('名次', 10),
      column('单位', 40, 'left'),
      column('月度平均', 15, 'right'),
      column('月度位次', 14),
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

function standingNote({ entries }: AnnualView, left: number): string {
  const notes = entries.filter((entry) => entry.gradeNote !== null).map((entry) => `${entry.name}${entry.gradeNote}`);
  const waiting = entries.some((entry) => entry.yearEnd === null) ? ['“—”指年终考核未评定'] : [];
  const scope = left > 0 ? ['位次可能范围只就月度平均而言'] : [];
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
        periods: view.months.map((month) => `${Number(month.slice(5))}月`),
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
      ...view.months.map((month): TableColumn => ({ heading: `${Number(month.slice(5))}月`, align: 'right', width: 13 })),
      { heading: '平均', align: 'right', width: 13 },
    ],
    rows: view.entries.map(({ code, name, mean }) => [
      name,
      ...(view.course[code] ?? []).map(({ score }) => score ?? NONE),
      mean ?? NONE,
    ]),
  };
}
