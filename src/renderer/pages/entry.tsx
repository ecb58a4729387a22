import { useCallback, useMemo, useRef, useState } from 'react';
import type { Matrix, MatrixCell, MatrixColumn, ObservationEdit } from '../../shared/contract/observations.ts';
import type { CellState, RankingList } from '../../shared/engine/types.ts';
import { formatPeriod } from '../../shared/period.ts';
import { readNumber } from '../../shared/sheets/number-text.ts';
import { listName, stateName } from '../../shared/text.ts';
import { Grid } from '../components/grid/Grid.tsx';
import type { EditKind, GridCell, GridColumn, GridEdit, GridRow, ParseResult } from '../components/grid/grid-types.ts';
import { useUnsaved } from '../components/grid/unsaved.ts';
import { ImportDialog } from '../components/ImportDialog.tsx';
import { Empty, ListSwitch, Trouble } from '../components/parts.tsx';
import type { Page, PageProps } from '../page.ts';
import { runCommand, useCall, useCommand } from '../queries.ts';

type Props = PageProps & Extract<Page, { name: 'entry' }>;

/** 数据: the month's matrix as a real grid; every cell is saved the moment it is entered. */
export function EntryPage({ period, go, list: asked, organisation, indicator }: Props) {
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

function MatrixGrid({ matrix, start }: { readonly matrix: Matrix; readonly start: Start }) {
  const { columns, rows: units, cells, earlier, period } = matrix;
  const [active, setActive] = useState<{ readonly row: number; readonly column: number }>({ row: 0, column: 0 });
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
            if (!cell) return { text: '', ...(column.usedBy.length > 0 ? { marks: ['missing'] } : {}) };
            return { text: textOf(cell), ...(cell.note === '' ? {} : { note: cell.note }) };
          }),
        }),
      ),
    [units, columns, cells],
  );
  const { rows, count, add, saved, failed } = useUnsaved(storeRows, gridColumns);
  // Saves go out in the order they were made: the second of two quick edits of one cell must not be overtaken by the first.
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const parse = useCallback(
    (text: string, _row: number, column: number): ParseResult => {
      const word = text.trim();
      if (word in STATE_WORDS) return { ok: true, value: word, conversions: [] };
      return readNumber(text, columns[column]?.unit);
    },
    [columns],
  );
  const change = (edits: readonly GridEdit[], kind: EditKind): void => {
    add(edits);
    setRefused(null);
    queue.current = queue.current
      .then(() => runCommand('observations.save', { period, edits: edits.map(toEdit), reason: REASONS[kind] }))
      .then(
        () => {
          saved(edits);
          setError(null);
        },
        (cause: unknown) => {
          failed(edits);
          setError(cause);
        },
      );
  };

  const unit = units[active.row];
  const column = columns[active.column];
  const cell = unit && column ? cells[unit.code]?.[column.indicator] : undefined;
  const before = unit && column ? earlier[unit.code]?.[column.indicator] : undefined;
  const startAt = {
    row: Math.max(
      0,
      units.findIndex((row) => row.code === start.organisation),
    ),
    column: Math.max(
      0,
      columns.findIndex((row) => row.indicator === start.indicator),
    ),
  };
  return (
    <>
      <Trouble error={error} />
      <div style={{ flex: 1, minHeight: 0 }}>
        <Grid
          label={`${formatPeriod(period)} ${listName[matrix.list]}数据`}
          rowHeading="单位"
          rowHeadingWidth={132}
          columns={gridColumns}
          rows={rows}
          start={startAt}
          parse={parse}
          onChange={change}
          onActiveChange={(row, at) => {
            setActive({ row, column: at });
            setRefused(null);
          }}
          onRefused={setRefused}
          autoFocus
        />
      </div>
      <p className="grid-status" data-testid="grid-status" aria-live="polite">
        {refused === null ? <CellStatus unit={unit?.name} column={column} cell={cell} before={before} /> : <b>{refused}</b>}
        {count > 0 ? <span className="faint"> · {count} 格正在保存</span> : null}
      </p>
    </>
  );
}

type Start = { readonly organisation: string | undefined; readonly indicator: string | undefined };

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

function toEdit(edit: GridEdit): ObservationEdit {
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
}: {
  readonly unit: string | undefined;
  readonly column: MatrixColumn | undefined;
  readonly cell: MatrixCell | undefined;
  readonly before: { readonly previous: string | null; readonly lastYear: string | null } | undefined;
}) {
  if (!unit || !column) return null;
  const used = column.usedBy.map((item) => `${item.code} ${item.name}：${item.clause}`).join('；');
  return (
    <>
      <b>
        {unit} · {column.name}
        {column.unit === '' ? '' : `（${column.unit}）`}
      </b>
      <span>上月 {before?.previous ?? '—'}</span>
      <span>上年同月 {before?.lastYear ?? '—'}</span>
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
  );
}
