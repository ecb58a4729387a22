import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { SessionView } from '../../../shared/contract/people.ts';
import type { Board, BoardList, SubmissionEvent, TableKey, TableView } from '../../../shared/contract/submissions.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { eventName, roleName } from '../../../shared/text.ts';
import { SavedPaper } from '../../components/PrintSaved.tsx';
import { Empty, Lamp, ListSwitch, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import './board.css';
import { ReasonSheet, TableDrawer } from './table-drawer.tsx';
import type { EntryViewProps } from './view.ts';

/** 报送: every unit's tables with their lamps; what is selected is sent, sent back or reviewed. */
export function BoardView({ period, go, list = 'district', organisation, block, views }: EntryViewProps) {
  const board = useCall('submissions.view', { period }, { keep: true });
  const session = useCall('people.session', {});
  const remind = useCommand('submissions.reminder');
  const shown = board.data?.lists.find((one) => one.list === list);
  const unknown = board.data?.unknownYear ?? null;
  return (
    <>
      <div className="heading">
        <h1>报送</h1>
        <p className="say">{board.data ? `${formatPeriod(board.data.period)} · ${board.data.deadlineWords}` : ''}</p>
        <div className="actions">
          {views}
          <ListSwitch value={list} onChange={(next) => go({ name: 'entry', view: 'board', list: next })} />
          <button type="button" disabled={remind.isPending} onClick={() => remind.mutate({ period })}>
            催报单
          </button>
        </div>
      </div>
      {unknown === null ? null : (
        <p className="board-warning">
          节假日表未含 {unknown} 年，期限只按周末计算。
          <button type="button" className="link" onClick={() => go({ name: 'system', tab: 'calendar' })}>
            到“系统 › 期限”补录
          </button>
        </p>
      )}
      <Trouble error={board.error ?? remind.error} />
      {remind.data ? <SavedPaper file={remind.data.file}>，{remind.data.units} 个单位，各一页</SavedPaper> : null}
      {board.data && shown && session.data ? (
        shown.rows.length === 0 || shown.blocks.length === 0 ? (
          <Empty text={`${formatPeriod(period)}还没有要报送的表：先建立单位，并启用考核方案。`}>
            <button type="button" className="main" onClick={() => go({ name: 'system', tab: 'organisations' })}>
              建立单位
            </button>
          </Empty>
        ) : (
          <BoardTable
            key={`${board.data.period} ${list}`}
            board={board.data}
            shown={shown}
            session={session.data}
            start={organisation}
            block={block}
            go={go}
          />
        )
      ) : null}
    </>
  );
}

/** -1 is the heading: the whole row, the whole column, everything. */
type Place = { readonly row: number; readonly column: number };
type Picked = TableKey & { readonly table: TableView };

type TableProps = {
  readonly board: Board;
  readonly shown: BoardList;
  readonly session: SessionView;
  readonly start: string | undefined;
  /** Table of that unit, to be opened. */
  readonly block: string | undefined;
  readonly go: EntryViewProps['go'];
};

const STEPS: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

function BoardTable({ board, shown, session, start, block: asked, go }: TableProps) {
  const { period } = board;
  const { blocks, rows } = shown;
  const startRow = rows.findIndex((row) => row.organisation === start);
  const startColumn = blocks.findIndex(({ code }) => code === asked);
  const [place, setPlace] = useState<Place>({ row: Math.max(0, startRow), column: startRow < 0 ? 0 : startColumn });
  const [isOpen, setOpen] = useState(startRow >= 0 && startColumn >= 0);
  const room = useRef<HTMLTableElement>(null);
  const focusPlace = useCallback(
    ({ row, column }: Place) => room.current?.querySelector<HTMLElement>(`[data-place="${row},${column}"]`)?.focus(),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cursor is put into the table once, where it was asked for
  useEffect(() => focusPlace(place), []);

  const press = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step) {
      const within = (at: number, last: number): number => Math.max(-1, Math.min(at, last));
      const next = {
        row: within(place.row + step.row, rows.length - 1),
        column: within(place.column + step.column, blocks.length - 1),
      };
      setPlace(next);
      focusPlace(next);
    } else if (event.key === 'Enter') setOpen(true);
    else return;
    event.preventDefault();
  };
  const cell = (at: Place) => ({
    'data-place': `${at.row},${at.column}`,
    tabIndex: at.row === place.row && at.column === place.column ? 0 : -1,
    'aria-pressed': (place.row < 0 || at.row === place.row) && (place.column < 0 || at.column === place.column),
    onKeyDown: press,
    onFocus: () => setPlace(at),
  });

  const all: readonly Picked[] = rows.flatMap(({ organisation, tables }) =>
    tables.map((table) => ({ organisation, block: table.block, table })),
  );
  const row = rows[place.row];
  const block = blocks[place.column];
  const picked = all.filter((one) => (!row || one.organisation === row.organisation) && (!block || one.block === block.code));
  const opened = row && block ? picked[0] : undefined;
  return (
    <div className="beside">
      <div className="content whole">
        <Actions
          board={board}
          session={session}
          picked={picked}
          all={all}
          name={`${row?.name ?? '各单位'} ${block ? `${block.code} ${block.name}` : '各表'}`}
        />
        <div className="board-room">
          <table className="table board" ref={room} aria-label={`${formatPeriod(period)}报送情况`}>
            <thead>
              <tr>
                <th>
                  <button type="button" {...cell({ row: -1, column: -1 })}>
                    全部
                  </button>
                </th>
                {blocks.map(({ code, name, deadlineText }, column) => (
                  <th key={code}>
                    <button type="button" {...cell({ row: -1, column })}>
                      {code} {name}
                      <span className="faint">{deadlineText}</span>
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ organisation, name, shortName, tables }, index) => (
                <tr key={organisation}>
                  <th scope="row">
                    <button type="button" title={name} {...cell({ row: index, column: -1 })}>
                      {shortName}
                    </button>
                  </th>
                  {tables.map((table, column) => (
                    <td key={table.block}>
                      <button
                        type="button"
                        aria-label={`${name} ${blocks[column]?.name ?? ''} ${wordsOf(table)}`}
                        title={wordsOf(table)}
                        {...cell({ row: index, column })}
                        onClick={() => setOpen(true)}
                      >
                        <Lamp kind={table.lamp} word={table.word} />
                        <span className="faint">{besideOf(table)}</span>
                      </button>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {isOpen && row && block && opened ? (
        <TableDrawer
          title={`${row.name} ${block.code} ${block.name}`}
          period={period}
          organisation={row.organisation}
          deadline={block.deadlineText}
          table={opened.table}
          onCell={(indicator) => go({ name: 'entry', view: 'fill', list: shown.list, organisation: row.organisation, indicator })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}

const isWaiting = ({ state }: TableView): boolean => state === 'open' || state === 'returned';

/** Beside the lamp: how far it is filled, or how late it came. */
function besideOf(table: TableView): string {
  if (!isWaiting(table)) return table.daysLate > 0 ? `迟 ${table.daysLate} 日` : '';
  return `${table.filled}/${table.asked}${table.doubts > 0 ? ` 疑${table.doubts}` : ''}`;
}

function wordsOf(table: TableView): string {
  const late = table.daysLate > 0 ? `，${isWaiting(table) ? '逾期' : '迟报'} ${table.daysLate} 个工作日` : '';
  const doubts = table.doubts > 0 ? `，${table.doubts} 格有疑问未说明` : '';
  const reason = table.state === 'returned' ? `，退回原因：${table.last?.reason ?? ''}` : '';
  return `${table.word}，已填 ${table.filled}/${table.asked} 格${doubts}${late}${reason}`;
}

type ActionsProps = Pick<TableProps, 'board' | 'session'> & {
  readonly picked: readonly Picked[];
  readonly all: readonly Picked[];
  readonly name: string;
};

/** Buttons for what is selected, and for all at once; a button counts what it will do. */
function Actions({ board, session, picked, all, name }: ActionsProps) {
  const { period, isOneClerk } = board;
  const submit = useCommand('submissions.submit');
  const review = useCommand('submissions.review');
  const sendBack = useCommand('submissions.return');
  const reopen = useCommand('submissions.reopen');
  const [asking, setAsking] = useState<'return' | 'reopen' | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const commands = { submit, review, return: sendBack, reopen };
  const [last, setLast] = useState<SubmissionEvent | null>(null);

  const isReady = ({ table }: Picked): boolean => isWaiting(table) && table.open === null;
  const isReviewable = ({ table }: Picked): boolean =>
    table.state === 'submitted' && (isOneClerk || table.submittedBy !== session.name);
  const isOfOne = picked.length === 1;
  const targets: Readonly<Record<SubmissionEvent, readonly Picked[]>> = {
    // A single table that is not ready is asked for all the same: the answer says what is missing.
    submit: picked.filter(isOfOne ? ({ table }) => isWaiting(table) : isReady),
    return: picked.filter(({ table }) => table.state === 'submitted' || table.state === 'reviewed'),
    review: picked.filter(isOfOne ? ({ table }) => table.state === 'submitted' : isReviewable),
    reopen: picked.filter(({ table }) => table.state === 'reviewed'),
  };
  const [ready, reviewable] = [all.filter(isReady), all.filter(isReviewable)];

  const run = (event: SubmissionEvent, tables: readonly Picked[], reason: string): void => {
    setDone(null);
    setLast(event);
    const left = event === 'submit' ? picked.filter(({ table }) => isWaiting(table)).length - tables.length : 0;
    const rest = left > 0 ? `，另有 ${left} 张没有填齐或有疑问未说明` : '';
    const keys = tables.map(({ organisation, block }) => ({ organisation, block }));
    commands[event].mutate(
      { period, tables: keys, reason },
      {
        onSuccess: (answer) => {
          setAsking(null);
          setDone(`已${eventName[event]} ${answer.tables} 张表${rest}。`);
        },
      },
    );
  };
  const role = (event: SubmissionEvent): 'entry' | 'review' => (event === 'submit' ? 'entry' : 'review');
  const button = (event: SubmissionEvent, text: string, tables: readonly Picked[], ask: (() => void) | null) => {
    const isAllowed = session.roles.includes(role(event));
    return (
      <button
        type="button"
        disabled={tables.length === 0 || !isAllowed || commands[event].isPending}
        title={isAllowed ? undefined : `由有“${roleName[role(event)]}”职责的人员办理`}
        onClick={ask ?? (() => run(event, tables, ''))}
      >
        {text}
        {tables.length > 1 ? ` ${tables.length}` : ''}
      </button>
    );
  };
  const error = last === null || asking !== null ? null : commands[last].error;
  return (
    <>
      <div className="board-actions">
        <b>{name}</b>
        {button('submit', '报送', targets.submit, null)}
        {button('return', '退回', targets.return, () => setAsking('return'))}
        {button('review', '审核', targets.review, null)}
        {button('reopen', '取消审核', targets.reopen, () => setAsking('reopen'))}
        <span className="board-done" role="status">
          {done}
        </span>
        {button('submit', '全部报送', ready, null)}
        {button('review', '全部审核', reviewable, null)}
      </div>
      <Trouble error={error} />
      {asking === null ? null : (
        <ReasonSheet
          title={`${eventName[asking]} ${name}${targets[asking].length > 1 ? ` 共 ${targets[asking].length} 张表` : ''}`}
          action={eventName[asking]}
          error={last === asking ? commands[asking].error : null}
          isBusy={commands[asking].isPending}
          onDone={(reason) => run(asking, targets[asking], reason)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
