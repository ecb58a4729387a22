/** The life of a month before it is sealed: who has sent what and by when, what is locked and who can lift it, 报送 退回 审核 取消审核. */

import { dayText } from '../../shared/calendar.ts';
import type { FedFigure, RecordLink } from '../../shared/contract/feeds.ts';
import type { Checks, Matrix, MatrixColumn } from '../../shared/contract/observations.ts';
import type { MonthState } from '../../shared/contract/overview.ts';
import type {
  Board,
  BoardList,
  BoardRow,
  SubmissionEvent,
  TableEvent,
  TableKey,
  TableState,
  TableView,
} from '../../shared/contract/submissions.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { DEMO_SOURCE, eventName, tableStateName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { isOneClerk } from '../store/accounts.ts';
import { listOrganisations } from '../store/organisations.ts';
import { schemeFor } from '../store/schemes.ts';
import { isSealed } from '../store/seals.ts';
import { addSubmissionEvents, submissionEvents } from '../store/submissions.ts';
import type { Reader } from '../store/transaction.ts';
import { checkMatrix } from './checks.ts';
import { type Deadlines, deadlines, deadlinesOf, localDay } from './deadlines.ts';
import { refuseNotHeld, refuseSealed, type Standing, tableStandings } from './locks.ts';
import { viewMatrix } from './matrix.ts';
import { exportReminder } from './reminders.ts';

/** A list's matrix, checked where the doubts are wanted. */
export type CheckedMatrix = { readonly matrix: Matrix; readonly checks: Checks | null };

const LISTS: readonly RankingList[] = ['district', 'specialGroup'];

function checkedMatrices(db: Reader, period: string): readonly CheckedMatrix[] {
  const organisations = listOrganisations(db);
  return LISTS.map((list) => {
    const matrix = viewMatrix(db, period, list);
    return { matrix, checks: checkMatrix(db, matrix, organisations) };
  });
}

/** The first thing that keeps a table from being sent. */
type Obstacle = { readonly kind: 'empty' | 'impossible' | 'doubt'; readonly column: MatrixColumn; readonly sentence: string };

type Content = { readonly filled: number; readonly doubts: number; readonly obstacle: Obstacle | null };

/** How full a table is, and the first cell that is empty, cannot be right or is in doubt without a reason, in this order. */
function contentOf({ matrix, checks }: CheckedMatrix, organisation: string, columns: readonly MatrixColumn[]): Content {
  const empty = columns.filter(({ indicator }) => matrix.cells[organisation]?.[indicator] === undefined);
  const found = columns.flatMap((column) => {
    const check = checks?.[organisation]?.[column.indicator];
    const [finding] = check?.isDoubtful ? check.findings : [];
    return finding ? [{ column, finding }] : [];
  });
  const worst = found.find(({ finding }) => finding.severity === 'refuse') ?? found[0];
  const [missing] = empty;
  const obstacle: Obstacle | null = missing
    ? { kind: 'empty', column: missing, sentence: '' }
    : worst
      ? {
          kind: worst.finding.severity === 'refuse' ? 'impossible' : 'doubt',
          column: worst.column,
          sentence: worst.finding.sentence,
        }
      : null;
  return { filled: columns.length - empty.length, doubts: found.length, obstacle };
}

const columnsOf = (matrix: Matrix, block: string): readonly MatrixColumn[] =>
  matrix.columns.filter((column) => column.table === block);

/** The board of a month: every unit's tables with their lamps, made of what the caller has read already. */
export function boardOf(context: Context, period: string, matrices: readonly CheckedMatrix[]): Board {
  const db = context.reader();
  const due = deadlinesOf(db, period, context.now());
  const standings = tableStandings(db, period);
  const blocks = schemeFor(db, period)?.rules.blocks ?? [];
  // Figures that were made up for a demonstration keep nobody waiting.
  const isDemo = matrices.some(({ matrix }) =>
    Object.values(matrix.cells).some((line) => Object.values(line).some(({ source }) => source === DEMO_SOURCE)),
  );
  const lists = matrices.map((checked): BoardList => {
    const { matrix } = checked;
    const asked = blocks
      .map((block) => ({ ...block, columns: columnsOf(matrix, block.code) }))
      .filter(({ columns }) => columns.length > 0);
    return {
      list: matrix.list,
      blocks: asked.map(({ code, name }) => {
        const deadline = due.of(code);
        return { code, name, deadline, deadlineText: due.text(deadline) };
      }),
      rows: matrix.rows.map(
        ({ code, name, shortName }): BoardRow => ({
          organisation: code,
          name,
          shortName,
          tables: asked.map((block) => {
            const content = contentOf(checked, code, block.columns);
            return viewTable(block.code, block.columns.length, content, standings(code, block.code), due, isDemo);
          }),
        }),
      ),
    };
  });
  const words = isDemo ? '演示数据不计逾期' : due.words(due.general);
  return {
    period,
    lists,
    deadlineWords: `截止 ${due.text(due.general)}，${words}`,
    month: isSealed(db, period) ? null : monthState(lists, due, isDemo),
    unknownYear: due.unknownYear,
    isDemo,
    isOneClerk: isOneClerk(db),
  };
}

function viewTable(
  block: string,
  asked: number,
  { filled, doubts, obstacle }: Content,
  { state, last, submittedBy, firstSent }: Standing,
  due: Deadlines,
  isDemo: boolean,
): TableView {
  const deadline = due.of(block);
  const sentOn = firstSent === null ? due.today : localDay(firstSent);
  const isLate = !isDemo && sentOn > deadline;
  const isOverdue = isLate && state === 'open';
  return {
    block,
    state,
    filled,
    asked,
    doubts,
    open: obstacle ? { indicator: obstacle.column.indicator, name: obstacle.column.name } : null,
    last,
    submittedBy,
    daysLate: isLate ? due.daysLate(deadline, sentOn) : 0,
    lamp: isOverdue ? 'overdue' : LAMPS[state],
    word: isOverdue ? '逾期' : tableStateName[state],
  };
}

const LAMPS = { open: 'open', submitted: 'ok', returned: 'late', reviewed: 'done' } as const;

/** 填报中 → 审核中 → 待封账, with what is still to come. */
function monthState(lists: readonly BoardList[], due: Deadlines, isDemo: boolean): MonthState | null {
  const tables = lists.flatMap(({ rows }) => rows.flatMap((row) => row.tables));
  if (tables.length === 0) return null;
  const waiting = tables.filter(({ state }) => state === 'open' || state === 'returned');
  if (waiting.length > 0) {
    const lamp = waiting.some((table) => table.lamp === 'overdue') ? 'overdue' : 'open';
    return { lamp, word: isDemo ? '填报中' : `填报中 · 报送期限${due.words(due.general)}` };
  }
  const sent = tables.filter(({ state }) => state === 'submitted').length;
  return sent > 0 ? { lamp: 'late', word: `审核中 · ${sent} 张表待审核` } : { lamp: 'ok', word: '待封账' };
}

const FROM: Readonly<Record<SubmissionEvent, readonly TableState[]>> = {
  submit: ['open', 'returned'],
  return: ['submitted', 'reviewed'],
  review: ['submitted'],
  reopen: ['reviewed'],
};

/**
 * The same happens to several tables, in one transaction.
 * @throws AppError submission.* naming the first table that cannot, and why; then nothing happens to any of them
 */
function change(context: Context, period: string, keys: readonly TableKey[], event: SubmissionEvent, reason: string): number {
  const db = context.reader();
  refuseNotHeld(db, period);
  refuseSealed(db, period);
  const matrices =
    event === 'submit'
      ? checkedMatrices(db, period)
      : LISTS.map((list) => ({ matrix: viewMatrix(db, period, list), checks: null }));
  const standings = tableStandings(db, period);
  const blocks = new Map(schemeFor(db, period)?.rules.blocks.map(({ code, name }) => [code, `${code} ${name}`]));
  const ids = new Map(listOrganisations(db).map(({ code, id }) => [code, id]));
  const wanted = new Map(keys.map((key) => [`${key.organisation}\n${key.block}`, key]));
  const count = wanted.size;
  const tables = [...wanted.values()].map(({ organisation, block }) => {
    const checked = matrices.find(({ matrix }) => matrix.rows.some(({ code }) => code === organisation));
    const columns = checked ? columnsOf(checked.matrix, block) : [];
    const unit = checked?.matrix.rows.find(({ code }) => code === organisation);
    const organisationId = ids.get(organisation);
    const table = `${unit?.name ?? organisation} ${blocks.get(block) ?? block}`;
    if (!checked || columns.length === 0 || organisationId === undefined)
      throw new AppError('submission.unknown', { period: formatPeriod(period), table });
    const { state, submittedBy } = standings(organisation, block);
    if (!FROM[event].includes(state)) {
      throw new AppError('submission.state', { table, state: tableStateName[state], action: eventName[event], count });
    }
    if (event === 'submit') refuseUnfit(table, contentOf(checked, organisation, columns), columns.length, count);
    if (event === 'review' && submittedBy === context.session.current()?.name && !isOneClerk(db)) {
      throw new AppError('submission.own', { table, name: submittedBy, count });
    }
    return { organisationId, block, table };
  });
  const subject = `${formatPeriod(period)} ${tables[0]?.table ?? ''}${count > 1 ? ` 等 ${count} 张表` : ''}`;
  const detail = { tables: tables.map(({ table }) => table), ...(reason === '' ? {} : { reason }) };
  context.write({ action: eventName[event], subject, detail }, (tx) => addSubmissionEvents(tx, period, tables, event, reason));
  return count;
}

/** 报送 wants every cell filled or explained. */
function refuseUnfit(table: string, { filled, doubts, obstacle }: Content, asked: number, count: number): void {
  if (!obstacle) return;
  const { kind, column, sentence } = obstacle;
  const cell = column.name;
  if (kind === 'empty') throw new AppError('submission.empty', { table, cell, cells: asked - filled, count });
  if (kind === 'impossible') throw new AppError('submission.impossible', { table, cell, sentence, count });
  throw new AppError('submission.doubt', { table, cell, cells: doubts, sentence, count });
}

const historyOf = (db: Reader, period: string, { organisation, block }: TableKey): readonly TableEvent[] =>
  submissionEvents(db, period)
    .filter((row) => row.organisation === organisation && row.block === block)
    .map(({ event, reason, at, actor }) => ({ event, reason, at, actor }))
    .reverse();

const viewBoard = (context: Context, period: string): Board =>
  boardOf(context, period, checkedMatrices(context.reader(), period));

/** 调度迟报项数 and 调度退回次数 of the default scheme, counted from what happened to a unit's tables. */
export function submissionsFigures(context: Context, period: string): readonly FedFigure[] {
  const { lists } = viewBoard(context, period);
  const returns = submissionEvents(context.reader(), period).filter(({ event }) => event === 'return');
  return lists.flatMap(({ rows, blocks }) => {
    const names = new Map(blocks.map(({ code, name }) => [code, `${code} ${name}`]));
    return rows.flatMap(({ organisation, tables }): readonly FedFigure[] => {
      if (tables.every(({ last }) => last === null)) return [];
      const entry = (block: string, what: string): RecordLink => ({
        feature: 'submissions',
        id: `${organisation} ${block}`,
        words: `${names.get(block) ?? block}表${what}`,
      });
      const late = tables.filter(({ daysLate }) => daysLate > 0);
      const back = returns.filter((event) => event.organisation === organisation);
      const figure = (indicator: string, entries: readonly RecordLink[], words: string): FedFigure => ({
        organisation,
        indicator,
        value: String(entries.length),
        records: entries.length,
        words,
        entries,
      });
      return [
        figure(
          'A3a',
          late.map(({ block, daysLate }) => entry(block, `迟报 ${daysLate} 个工作日`)),
          `${tables.length} 张表中迟报 ${late.length} 张`,
        ),
        figure(
          'A3b',
          back.map(({ block, at, reason }) => entry(block, `${dayText(localDay(at), period.slice(0, 4))}退回（${reason}）`)),
          `退回 ${back.length} 次`,
        ),
      ];
    });
  });
}

export const submissions = {
  ...deadlines,
  'submissions.view': ({ period }, context) => viewBoard(context, period),
  'submissions.history': ({ period, ...table }, context) => historyOf(context.reader(), period, table),
  'submissions.submit': ({ period, tables }, context) => ({ tables: change(context, period, tables, 'submit', '') }),
  'submissions.return': ({ period, tables, reason }, context) => ({ tables: change(context, period, tables, 'return', reason) }),
  'submissions.review': ({ period, tables }, context) => ({ tables: change(context, period, tables, 'review', '') }),
  'submissions.reopen': ({ period, tables, reason }, context) => ({ tables: change(context, period, tables, 'reopen', reason) }),
  'submissions.reminder': ({ period }, context) => exportReminder(context, viewBoard(context, period)),
} satisfies Partial<Handlers>;
