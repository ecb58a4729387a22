import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { refusalOf } from '../../../shared/checks/hard-range.ts';
import type {
  CellCheck,
  Checks,
  Matrix,
  MatrixCell,
  MatrixColumn,
  ObservationEdit,
} from '../../../shared/contract/observations.ts';
import type { CellState, RankingList } from '../../../shared/engine/types.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { readNumber } from '../../../shared/sheets/number-text.ts';
import { listName, stateName } from '../../../shared/text.ts';
import { CellDrawer } from '../../components/CellDrawer.tsx';
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
import { runCommand, useCall, useCommand } from '../../queries.ts';
import type { EntryViewProps } from './view.ts';

/** 填报: the month's matrix as a real grid; every cell is saved the moment it is entered. */
export function FillView({ period, go, list: asked, organisation, indicator, views }: EntryViewProps) {
  const [list, setList] = useState<RankingList>(asked ?? 'district');
  const [isImporting, setImporting] = useState(false);
  const matrix = useCall('observations.matrix', { period, list });
  const save = useCommand('exports.entryForm');
  const close = useCallback(() => setImporting(false), []);
  const isEmpty = matrix.data && (matrix.data.rows.length === 0 || matrix.data.columns.length === 0);
  return (
    <>
      <div className="heading">
        <h1>{listName[list]}数据</h1>
        <p className="say">
          {matrix.data ? `${formatPeriod(period)} · 已填 ${matrix.data.filled}/${matrix.data.expected} 格` : ''}
          {save.data ? ` · 已保存“${save.data.file}”` : ''}
        </p>
        <div className="actions">
          {views}
          <ListSwitch value={list} onChange={setList} />
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
          <MatrixGrid key={`${period} ${list}`} matrix={matrix.data} start={{ organisation, indicator }} />
        ) : null}
      </div>
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

type CheckedMatrix = Matrix & { readonly checks: Checks };

function MatrixGrid({ matrix, start }: { readonly matrix: CheckedMatrix; readonly start: Start }) {
  const { columns, rows: units, cells, earlier, checks, period } = matrix;
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
            if (!cell) return { text: '', ...(column.usedBy.length > 0 ? { marks: MISSING } : {}) };
            const isDoubtful = checks[unit.code]?.[column.indicator]?.isDoubtful === true;
            return {
              text: textOf(cell),
              ...(isDoubtful ? { marks: DOUBT } : {}),
              ...(cell.note === '' ? {} : { note: cell.note }),
            };
          }),
        }),
      ),
    [units, columns, cells, checks],
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
            onRefused={setRefused}
            autoFocus
          />
        </div>
        <p className="grid-status" data-testid="grid-status" aria-live="polite">
          {refused === null ? (
            <CellStatus
              unit={unit?.name}
              column={column}
              cell={cell}
              before={before}
              check={check}
              onExplain={isExplaining ? null : openDrawer}
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

const MISSING: readonly CellMark[] = ['missing'];
const DOUBT: readonly CellMark[] = ['doubt'];

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

/** One line about the cell: what it is for, what it was, where it came from. */
function CellStatus({
  unit,
  column,
  cell,
  before,
  check,
  onExplain,
}: {
  readonly unit: string | undefined;
  readonly column: MatrixColumn | undefined;
  readonly cell: MatrixCell | undefined;
  readonly before: { readonly previous: string | null; readonly lastYear: string | null } | undefined;
  readonly check: CellCheck | undefined;
  /** null while the drawer is open. */
  readonly onExplain: (() => void) | null;
}) {
  if (!unit || !column) return null;
  const finding = check?.isDoubtful ? check.findings[0] : undefined;
  const used = column.usedBy.map((item) => `${item.code} ${item.name}：${item.clause}`).join('；');
  return (
    <>
      <b>
        {unit} · {column.name}
        {column.unit === '' ? '' : `（${column.unit}）`}
      </b>
      {finding ? (
        <>
          <span className="finding" title={finding.sentence}>
            ▲ 有疑问：{finding.sentence}
          </span>
          <More text="说明原因 F4" onOpen={onExplain} />
        </>
      ) : (
        <>
          <span>上月 {before?.previous ?? '—'}</span>
          <span>上年同月 {before?.lastYear ?? '—'}</span>
          <span>本单位中位数 {check?.median ?? '—'}</span>
          <More text="近 12 期 F4" onOpen={onExplain} />
          {cell ? (
            <span>来源 {cell.source === '' ? '—' : cell.source}</span>
          ) : (
            <span>{column.usedBy.length > 0 ? '▲ 缺报' : '空'}</span>
          )}
          {cell && cell.note !== '' ? <span>备注 {cell.note}</span> : null}
          <span className="faint" title={used}>
            {used}
          </span>
        </>
      )}
    </>
  );
}

function More({ text, onOpen }: { readonly text: string; readonly onOpen: (() => void) | null }) {
  if (!onOpen) return null;
  return (
    <button type="button" className="link" onClick={onOpen}>
      {text}
    </button>
  );
}
