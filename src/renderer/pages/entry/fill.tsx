import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { refusalOf } from '../../../shared/checks/hard-range.ts';
import type {
  Checks,
  Matrix,
  MatrixCell,
  MatrixColumn,
  Notices,
  ObservationEdit,
  TableNotice,
} from '../../../shared/contract/observations.ts';
import type { CellState } from '../../../shared/engine/types.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { readNumber } from '../../../shared/sheets/number-text.ts';
import { listName, stateName } from '../../../shared/text.ts';
import { CellDrawer } from '../../components/CellDrawer.tsx';
import { FeedsSheet } from '../../components/FeedsSheet.tsx';
import { Grid } from '../../components/grid/Grid.tsx';
import type {
  CellAt,
  CellMark,
  EditKind,
  GridCell,
  GridColumn,
  GridEdit,
  GridRow,
  ParseResult,
} from '../../components/grid/grid-types.ts';
import { useUnsaved } from '../../components/grid/unsaved.ts';
import { ImportDialog } from '../../components/ImportDialog.tsx';
import { Empty, ListSwitch, Trouble } from '../../components/parts.tsx';
import type { Page } from '../../page.ts';
import { runCommand, useCall, useCommand } from '../../queries.ts';
import { CellStatus } from './cell-status.tsx';
import type { EntryViewProps } from './view.ts';

/** 填报: the month's matrix as a real grid; every cell is saved the moment it is entered. */
export function FillView({ period, go, list = 'district', organisation, indicator, views }: EntryViewProps) {
  const [isImporting, setImporting] = useState(false);
  const [isCounting, setCounting] = useState(false);
  /** What could not be taken, and in which grid: it is still said when the clerk has gone on to another month. */
  const [left, setLeft] = useState<{ readonly grid: string; readonly text: string } | null>(null);
  const grid = `${formatPeriod(period)} ${listName[list]}`;
  const closeCount = useCallback(() => setCounting(false), []);
  const matrix = useCall('observations.matrix', { period, list });
  const save = useCommand('exports.entryForm');
  const close = useCallback(() => setImporting(false), []);
  const isEmpty = matrix.data && (matrix.data.rows.length === 0 || matrix.data.columns.length === 0);
  return (
    <>
      <div className="heading">
        <h1>{listName[list]}数据</h1>
        <p className="say">
          {matrix.data ? `已填 ${matrix.data.filled}/${matrix.data.expected} 格` : ''}
          {save.data ? ` · 已保存“${save.data.file}”` : ''}
        </p>
        <div className="actions">
          {views}
          <ListSwitch value={list} onChange={(next) => go({ name: 'entry', view: 'fill', list: next })} />
          <button type="button" onClick={() => setCounting(true)}>
            按登记计数
          </button>
          <button type="button" disabled={save.isPending} onClick={() => save.mutate({ period, list })}>
            导出填报表
          </button>
          <button type="button" className="main" onClick={() => setImporting(true)}>
            导入
          </button>
        </div>
      </div>
      <div className="content whole">
        <Trouble error={matrix.error ?? save.error} />
        {left !== null && left.grid !== grid ? (
          <Trouble error={`${left.grid}：${left.text} 这一格没有保存，仍是原来的数。`} />
        ) : null}
        {isEmpty ? (
          <Empty
            text={`${formatPeriod(period)}还没有要填报的${listName[list]}和指标。可以导入含“单位”“指标”的表格，或到“系统”中建立。`}
          >
            <button type="button" className="main" onClick={() => go({ name: 'system', tab: 'organisations' })}>
              建立单位
            </button>
          </Empty>
        ) : null}
        {matrix.data && !isEmpty ? (
          <MatrixGrid
            key={`${period} ${list}`}
            matrix={matrix.data}
            start={{ organisation, indicator }}
            go={go}
            onRefused={(text) => setLeft(text === null ? null : { grid, text })}
          />
        ) : null}
      </div>
      {isCounting ? <FeedsSheet period={period} list={list} onClose={closeCount} /> : null}
      {isImporting ? <ImportDialog period={period} onClose={close} /> : null}
    </>
  );
}

/** The words a clerk types for an empty cell, and the states they mean. */
const STATE_WORDS: Readonly<Record<string, CellState>> = {
  未报: 'notReported',
  不适用: 'notApplicable',
  缓报: 'deferred',
};
const textOf = (cell: MatrixCell | undefined): string => (cell ? (cell.value ?? stateName[cell.state]) : '');

type CheckedMatrix = Matrix & { readonly checks: Checks; readonly notices: Notices };
type GridProps = {
  readonly matrix: CheckedMatrix;
  readonly start: Start;
  readonly go: (page: Page) => void;
  /** null when what was typed last was taken. */
  readonly onRefused: (sentence: string | null) => void;
};

function MatrixGrid({ matrix, start, go, onRefused }: GridProps) {
  const { columns, rows: units, cells, earlier, checks, notices, period } = matrix;
  const [active, setActive] = useState<CellAt>({ row: 0, column: 0 });
  const asked = placeOf(matrix, start);
  const [from, setFrom] = useState(asked);
  const [goTo, setGoTo] = useState<CellAt | null>(asked);
  if (asked.row !== from.row || asked.column !== from.column) {
    setFrom(asked);
    setGoTo(asked);
  }
  /** How often the drawer was asked for; 0 while it is closed. */
  const [explaining, setExplaining] = useState(0);
  const [refused, setRefused] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const gridColumns = useMemo(() => columns.map(toGridColumn), [columns]);
  const storeRows = useMemo(
    () =>
      units.map(
        (unit): GridRow => ({
          key: unit.code,
          label: unit.shortName,
          cells: columns.map((column): GridCell => {
            const cell = cells[unit.code]?.[column.indicator];
            const notice = noticeOf(notices, unit.code, column);
            const marks: CellMark[] = notice ? [notice.isLocked ? 'locked' : 'returned'] : [];
            if (!cell && column.usedBy.length > 0) marks.push('missing');
            if (checks[unit.code]?.[column.indicator]?.isDoubtful) marks.push('doubt');
            return {
              text: textOf(cell),
              marks,
              ...(notice?.isLocked ? { readOnly: notice.sentence } : {}),
              ...(cell && cell.note !== '' ? { note: cell.note } : {}),
            };
          }),
        }),
      ),
    [units, columns, cells, checks, notices],
  );
  const { rows, count, add, saved, failed } = useUnsaved(storeRows, gridColumns);
  // Saves go out in the order they were made: the second of two quick edits of one cell must not be overtaken by the first.
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const parse = useCallback(
    (text: string, _row: number, column: number): ParseResult => {
      const word = text.trim();
      if (word in STATE_WORDS) return { ok: true, value: word, conversions: [] };
      const asked = columns[column];
      const reading = readNumber(text, asked?.unit);
      const refusal = reading.ok && reading.value !== null && asked ? refusalOf(asked, reading.value) : null;
      return refusal ? { ok: false, reason: refusal.sentence } : reading;
    },
    [columns],
  );
  const send = (edits: ObservationEdit[], reason: string): Promise<boolean> => {
    const sent = queue.current
      .then(() => runCommand('observations.save', { period, edits, reason }))
      .then(
        () => {
          setError(null);
          return true;
        },
        (cause: unknown) => {
          setError(cause);
          return false;
        },
      );
    queue.current = sent;
    return sent;
  };
  const change = (edits: readonly GridEdit[], kind: EditKind): void => {
    add(edits);
    setRefused(null);
    onRefused(null);
    void send(edits.map(toEdit), REASONS[kind]).then((isSaved) => (isSaved ? saved : failed)(edits));
  };
  const explain = async (note: string): Promise<boolean> => {
    const [unit, column] = [units[active.row], columns[active.column]];
    const after = rows[active.row]?.cells[active.column]?.text ?? '';
    if (!unit || !column || after === '') return false;
    const isSaved = await send([{ ...toEdit({ rowKey: unit.code, columnKey: column.indicator, after }), note }], '说明原因');
    if (isSaved) focusGrid();
    return isSaved;
  };

  const openDrawer = useCallback(() => setExplaining((count) => count + 1), []);
  /** The drawer takes room from the grid, and so does a smaller window: the cell that is explained stays in sight. */
  const isExplaining = explaining > 0;
  const showActive = useEffectEvent(() => {
    flushSync(() => setGoTo(null));
    flushSync(() => setGoTo(active));
  });
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isExplaining || !room.current) return;
    const observer = new ResizeObserver(() => showActive());
    observer.observe(room.current);
    return () => observer.disconnect();
  }, [isExplaining]);
  const closeDrawer = useCallback(() => {
    setGoTo(null);
    setExplaining(0);
    focusGrid();
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F4' || event.altKey || event.ctrlKey || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      openDrawer();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [openDrawer]);

  const doubts = useMemo(() => doubtsIn(matrix), [matrix]);
  const goToNextDoubt = (): void => {
    const isAfter = (at: CellAt) => at.row > active.row || (at.row === active.row && at.column > active.column);
    setGoTo(doubts.find(isAfter) ?? doubts[0] ?? null);
    focusGrid();
  };

  const unit = units[active.row];
  const column = columns[active.column];
  const cell = unit && column ? cells[unit.code]?.[column.indicator] : undefined;
  const before = unit && column ? earlier[unit.code]?.[column.indicator] : undefined;
  const check = unit && column ? checks[unit.code]?.[column.indicator] : undefined;
  return (
    <div className="entry-room">
      <div className="entry-main" ref={room}>
        <Trouble error={error} />
        <div style={{ flex: 1, minHeight: 0 }}>
          <Grid
            label={`${formatPeriod(period)} ${listName[matrix.list]}数据`}
            rowHeading="单位"
            rowHeadingWidth={132}
            columns={gridColumns}
            rows={rows}
            {...(goTo ? { start: goTo } : {})}
            parse={parse}
            onChange={change}
            onActiveChange={(row, at) => {
              setActive({ row, column: at });
              setGoTo((place) => (place?.row === row && place.column === at ? place : null));
              setRefused(null);
            }}
            onRefused={(text) => {
              setRefused(text);
              onRefused(text);
            }}
            autoFocus
          />
        </div>
        <p className="grid-status" data-testid="grid-status" aria-live="polite">
          {refused === null ? (
            <CellStatus
              period={matrix.period}
              unit={unit?.name}
              column={column}
              cell={cell}
              before={before}
              check={check}
              notice={unit && column ? noticeOf(notices, unit.code, column) : undefined}
              onExplain={isExplaining ? null : openDrawer}
              lift={
                notices.whole === null
                  ? {
                      text: '看报送',
                      onOpen: () => unit && go({ name: 'entry', view: 'board', list: matrix.list, organisation: unit.code }),
                    }
                  : { text: '去更正', onOpen: () => go({ name: 'entry', view: 'corrections' }) }
              }
            />
          ) : (
            <b>{refused}</b>
          )}
          {count > 0 ? <span className="faint"> · {count} 格正在保存</span> : null}
          {doubts.length > 0 ? (
            <button type="button" className="link doubts" onClick={goToNextDoubt}>
              下一处疑问（共 {doubts.length} 格）
            </button>
          ) : null}
        </p>
      </div>
      {isExplaining && unit && column ? (
        <CellDrawer
          title={`${unit.name} ${column.name}`}
          period={period}
          organisation={unit.code}
          indicator={column.indicator}
          asked={explaining}
          onExplain={explain}
          onClose={closeDrawer}
        />
      ) : null}
    </div>
  );
}

type Start = { readonly organisation: string | undefined; readonly indicator: string | undefined };

/** What is to be said of a cell's table: locked or sent back; nothing while it is simply open. */
function noticeOf({ whole, tables }: Notices, unit: string, { table }: MatrixColumn): TableNotice | undefined {
  if (whole !== null) return { isLocked: true, sentence: whole };
  return table === null ? undefined : tables[unit]?.[table];
}

/** The editor lies over the active cell and takes every key; a button or the drawer gives the focus back to it. */
const focusGrid = (): void => document.querySelector<HTMLElement>('.grid-editor')?.focus({ preventScroll: true });

function placeOf({ rows, columns }: Matrix, { organisation, indicator }: Start): CellAt {
  const row = rows.findIndex(({ code }) => code === organisation);
  const column = columns.findIndex((one) => one.indicator === indicator);
  return { row: Math.max(0, row), column: Math.max(0, column) };
}

/** Row by row. */
function doubtsIn({ rows, columns, checks }: CheckedMatrix): readonly CellAt[] {
  return rows.flatMap(({ code }, row) =>
    columns.flatMap(({ indicator }, column) => (checks[code]?.[indicator]?.isDoubtful ? [{ row, column }] : [])),
  );
}

const REASONS: Readonly<Record<EditKind, string>> = {
  type: '填报',
  paste: '粘贴填报',
  fill: '填充填报',
  clear: '清除',
  undo: '撤销',
  redo: '重做',
};

const toGridColumn = (column: MatrixColumn): GridColumn => ({
  key: column.indicator,
  label: column.name,
  group: column.block,
  align: 'right',
  ...(column.unit === '' ? {} : { unit: column.unit }),
});

function toEdit(edit: Pick<GridEdit, 'rowKey' | 'columnKey' | 'after'>): ObservationEdit {
  const state = STATE_WORDS[edit.after];
  return {
    organisation: edit.rowKey,
    indicator: edit.columnKey,
    value: state === undefined && edit.after !== '' ? edit.after : null,
    state: state ?? 'reported',
  };
}
