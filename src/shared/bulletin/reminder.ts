/**
 * 催报单: a sheet for every unit whose tables of a month are not all sent, each with its own page numbers so that it can be handed out, and
 * before them one list of all of them for the office. Facts in, words out.
 */
import type { TableState } from '../contract/submissions.ts';
import { formatPeriod } from '../period.ts';
import { DEMO_SOURCE } from '../text.ts';
import { column, type DocumentBlock, type PlainPaper, type Run, type Section, type Table } from './document.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';
import { NONE } from './tables.ts';

type WaitingTable = {
  /** “A 调度”. */
  readonly name: string;
  /** '2018-03-07' */
  readonly deadline: string;
  /** Not sent, or sent back. */
  readonly state: Extract<TableState, 'open' | 'returned'>;
  readonly isLate: boolean;
  readonly daysLate: number;
  readonly missing: number;
  readonly asked: number;
  readonly doubts: number;
  /** Why it was sent back; empty when it was not. */
  readonly reason: string;
};
export type ReminderFacts = {
  readonly period: string;
  readonly issuer: string;
  /** '2018-03-09' */
  readonly today: string;
  readonly isDemo: boolean;
  readonly units: readonly [WaitingUnit, ...WaitingUnit[]];
};
export type WaitingUnit = { readonly name: string; readonly tables: readonly WaitingTable[] };

/** Composes the sheets; the list of all stands before them once there is more than one. */
export function composeReminder(facts: ReminderFacts): readonly [PlainPaper, ...PlainPaper[]] {
  const [first, ...others] = facts.units;
  const sheets = [sheet(facts, first), ...others.map((unit) => sheet(facts, unit))] as const;
  return others.length === 0 ? [sheets[0]] : [overview(facts), ...sheets];
}

function paper(facts: ReminderFacts, running: string, title: readonly string[], blocks: readonly DocumentBlock[]): PlainPaper {
  const section: Section = { id: 'text', title: null, blocks };
  return {
    name: `${formatPeriod(facts.period)}改革督察数据催报单`,
    title,
    sections: [section],
    signature: { issuer: facts.issuer, date: officialDate(facts.today) },
    datedOn: facts.today,
    running,
    marks: facts.isDemo ? [DEMO_SOURCE] : [],
  };
}

/** What one unit is asked for. */
function sheet(facts: ReminderFacts, unit: WaitingUnit): PlainPaper {
  const month = formatPeriod(facts.period);
  const late = unit.tables.filter(({ isLate }) => isLate).length;
  const returned = unit.tables.filter(({ state }) => state === 'returned').length;
  const opening: readonly Run[] = [
    ...words`截至${officialDate(facts.today)}，你单位${month}改革督察数据尚有${unit.tables.length}张表没有报送`,
    ...(late > 0 ? words`，其中${late}张已超过报送期限` : []),
    ...(returned > 0 ? words`${{ text: late > 0 ? '，' : '，其中' }}${returned}张退回待改` : []),
    ...words`，情况如下：`,
  ];
  const closing = words`请抓紧填报，核对无误后报送；没有数据的，注明未报、不适用或缓报并说明原因。`;
  const table: Table = {
    columns: [column('表', 22, 'left'), column('报送期限', 20), column('情况', 24), column('说明', 44, 'left')],
    rows: unit.tables.map((one) => [one.name, shortDate(one.deadline, facts.period), stateText(one), remark(one)]),
  };
  const letter = paper(
    facts,
    `${unit.name} ${month}催报单`,
    [`${month}改革督察数据催报单`],
    [...paragraphs([opening]), { kind: 'table', table }, ...paragraphs([closing])],
  );
  return { ...letter, addressee: unit.name };
}

/** Everybody who is waited for, on one list. */
function overview(facts: ReminderFacts): PlainPaper {
  const month = formatPeriod(facts.period);
  const tables = facts.units.reduce((sum, unit) => sum + unit.tables.length, 0);
  const opening = words`截至${officialDate(facts.today)}，尚有${facts.units.length}个单位的${tables}张表没有报送。各单位的催报单附后。`;
  const table: Table = {
    size: 'dense',
    columns: [
      column('序号', 8),
      column('单位', 32, 'left'),
      column('没有报送的表', 44, 'left'),
      column('张数', 9),
      column('情况', 30),
    ],
    rows: facts.units.map((unit, index) => [
      String(index + 1),
      unit.name,
      unit.tables.map(({ name }) => name).join('、'),
      String(unit.tables.length),
      summary(unit, facts.isDemo),
    ]),
  };
  return paper(
    facts,
    `${month}催报单 汇总`,
    [`${month}改革督察数据催报汇总`],
    [...paragraphs([opening]), { kind: 'table', table }],
  );
}

/** The longest delay, and what was sent back. */
function summary({ tables }: WaitingUnit, isDemo: boolean): string {
  const days = Math.max(0, ...tables.map(({ daysLate }) => daysLate));
  const isLate = tables.some((table) => table.isLate);
  const returned = tables.filter(({ state }) => state === 'returned').length;
  const parts = [isLate ? lateText(days) : '', returned > 0 ? `退回${returned}张` : ''].filter((part) => part !== '');
  // Demonstration figures keep nobody waiting, so they are never late.
  return parts.length > 0 ? parts.join('，') : isDemo ? '演示数据不计逾期' : '未到期限';
}

const lateText = (days: number): string => (days > 0 ? `逾期${days}个工作日` : '已到期限');

const stateText = ({ state, isLate, daysLate }: WaitingTable): string =>
  state === 'returned' ? '退回待改' : isLate ? lateText(daysLate) : '未报送';

function remark({ state, reason, missing, asked, doubts }: WaitingTable): string {
  const parts = [
    state === 'returned' ? `退回原因：${reason}` : '',
    missing === asked ? '尚未填报' : missing > 0 ? `缺${missing}格` : '',
    doubts > 0 ? `${doubts}格有疑问未说明` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join('；') : state === 'open' ? '已填齐，待报送' : NONE;
}

/** 3月7日; with the year when that is not the period's. */
const shortDate = (day: string, period: string): string => {
  const text = officialDate(day);
  return day.slice(0, 4) === period.slice(0, 4) ? text.slice(5) : text;
};
