/** Annexes of the 内部版 that come from the registers (domain.md §6.2): 任务进度, unit by unit, and 问题清单. */
import { dayText } from '../calendar.ts';
import { CATEGORIES, SEVERITIES, STATES } from '../inspections/words.ts';
import { NOTICE_KINDS, noticeMeasure, noticeName } from '../notices/kinds.ts';
import { periodWords } from '../period.ts';
import { type Annex, column, type DocumentBlock, type Table, type TableColumn } from './document.ts';
import type { BulletinFacts } from './facts.ts';
import { type LedgerWork, type MonthWork, totalOf } from './month-work.ts';
import { NONE } from './tables.ts';

/** By their titles, as the text refers to them. */
export const PROGRESS = '任务进度表';
export const PROBLEMS = '督察问题清单';

/** Counts unit by unit under the whole; — where there is nothing. Nothing of no units. */
function unitTable(
  caption: string,
  columns: readonly TableColumn[],
  units: readonly { readonly name: string; readonly counts: readonly number[] }[],
  note?: string,
): readonly DocumentBlock[] {
  if (units.length === 0) return [];
  const row = (name: string, counts: readonly number[]): readonly string[] => [
    name,
    ...counts.map((count) => (count === 0 ? NONE : String(count))),
  ];
  const whole = columns.map((_, at) => totalOf(units.map(({ counts }) => counts[at] ?? 0)));
  const table: Table = {
    size: 'dense',
    columns: [column('单位', 46, 'left'), ...columns],
    rows: [row('合计', whole), ...units.map(({ name, counts }) => row(name, counts))],
    strong: [0],
  };
  return [{ kind: 'table', caption, table, ...(note === undefined ? {} : { note }) }];
}

/** 附件 任务进度表: unit by unit, what is overdue, and who got which 三单一书; and 督察问题清单: what was found, and older problems that are open. */
export const workAnnexes = ({ work, period }: BulletinFacts): readonly Annex[] =>
  work ? [...progressAnnex(work, period), ...problemAnnex(work, period)] : [];

function progressAnnex({ ledger, notices }: MonthWork, period: string): readonly Annex[] {
  const own = periodWords(period).own;
  const due = { group: `${own}到期节点` };
  const progress = unitTable(
    '各单位任务进度',
    [
      column('在办任务', 16),
      { ...column('到期', 14), ...due },
      { ...column('按期完成', 16), ...due },
      { ...column('逾期完成', 16), ...due },
      { ...column('未完成', 14), ...due },
      column('逾期任务', 16),
      column(`${own}销号`, 16),
    ],
    (ledger?.units ?? []).map((unit) => ({
      name: unit.name,
      counts: [unit.running, unit.due, unit.onTime, unit.late, unit.due - unit.onTime - unit.late, unit.overdue, unit.closedNow],
    })),
    '注：任务以项计，节点以个计，含配套文件；有子任务的按子任务计。',
  );
  const sent = unitTable(
    `${own}下发三单一书`,
    NOTICE_KINDS.map((kind) => column(`${noticeName[kind]}（${noticeMeasure(kind)}）`, 27)),
    (notices?.units ?? []).map((unit) => ({ name: unit.name, counts: NOTICE_KINDS.map((kind) => unit[kind]) })),
  );
  const blocks = [...progress, ...overdueTable(ledger?.overdue ?? []), ...sent];
  return blocks.length === 0 ? [] : [{ title: PROGRESS, orientation: 'portrait', blocks }];
}

function overdueTable(overdue: LedgerWork['overdue']): readonly DocumentBlock[] {
  if (overdue.length === 0) return [];
  const table: Table = {
    size: 'dense',
    columns: [
      column('单位', 34, 'left'),
      column('编号', 12),
      column('任务', 74, 'left'),
      column('应办结日期', 28),
      column('逾期工作日', 20),
    ],
    rows: overdue.map(({ name, number, title, dueOn, daysLate }) => [name, number, title, dueOn, String(daysLate)]),
  };
  return [{ kind: 'table', caption: '逾期任务', table }];
}

function problemAnnex({ inspections, asOf }: MonthWork, period: string): readonly Annex[] {
  if (!inspections || inspections.problems.length === 0) return [];
  const own = periodWords(period).own;
  const list: Table = {
    size: 'dense',
    columns: [
      column('序号', 9),
      column('责任单位', 32, 'left'),
      column('点位', 36, 'left'),
      column('问题', 72, 'left'),
      column('类别', 28, 'left'),
      column('程度', 11),
      column('整改时限', 28),
      column('情况', 30),
    ],
    rows: inspections.problems.map(({ name, site, text, category, severity, dueOn, state, daysLate, isOverdue }, index) => [
      String(index + 1),
      name,
      site,
      text,
      CATEGORIES[category],
      SEVERITIES[severity],
      dueOn,
      isOverdue ? `${STATES[state]}，逾期${daysLate}日` : STATES[state],
    ]),
  };
  const units = unitTable(
    '各单位督察情况',
    [column('督察点位', 40), column(`${own}发现问题`, 40), column('未销号问题', 40)],
    inspections.units.map(({ name, visits, found, open }) => ({ name, counts: [visits, found, open] })),
  );
  const note = `注：列${own}督察发现的问题和以往尚未销号的问题，情况截至${dayText(asOf)}，逾期按工作日计。`;
  return [
    { title: PROBLEMS, orientation: 'landscape', blocks: [...units, { kind: 'table', caption: '问题清单', table: list, note }] },
  ];
}
