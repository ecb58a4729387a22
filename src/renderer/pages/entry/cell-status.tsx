import type { CellCheck, MatrixCell, MatrixColumn, TableNotice } from '../../../shared/contract/observations.ts';
import { periodWords } from '../../../shared/period.ts';

/** One line about the cell: what it is for, what it was, where it came from. */
export function CellStatus({
  period,
  unit,
  column,
  cell,
  before,
  check,
  notice,
  onExplain,
  lift,
}: {
  readonly period: string;
  readonly unit: string | undefined;
  readonly column: MatrixColumn | undefined;
  readonly cell: MatrixCell | undefined;
  readonly before: { readonly previous: string | null; readonly lastYear: string | null } | undefined;
  readonly check: CellCheck | undefined;
  /** The cell's table is locked, or was sent back. */
  readonly notice: TableNotice | undefined;
  /** Where the lock can be lifted. */
  readonly lift: { readonly text: string; readonly onOpen: () => void };
  /** null while the drawer is open. */
  readonly onExplain: (() => void) | null;
}) {
  if (!unit || !column) return null;
  const words = periodWords(period);
  const finding = check?.isDoubtful ? check.findings[0] : undefined;
  const used = column.usedBy.map((item) => `${item.code} ${item.name}：${item.clause}`).join('；');
  return (
    <>
      <b>
        {unit} · {column.name}
        {column.unit === '' ? '' : `（${column.unit}）`}
      </b>
      {notice ? (
        <>
          <span className={notice.isLocked ? 'locked' : 'finding'} title={notice.sentence}>
            {notice.isLocked ? '已锁定：' : '▲ '}
            {notice.sentence}
          </span>
          <More {...lift} />
        </>
      ) : null}
      {finding ? (
        <>
          <span className="finding" title={finding.sentence}>
            ▲ 有疑问：{finding.sentence}
          </span>
          <More text="说明原因 F4" onOpen={onExplain} />
        </>
      ) : notice ? (
        <More text="近 12 期 F4" onOpen={onExplain} />
      ) : (
        <>
          <span>
            {words.last} {before?.previous ?? '—'}
          </span>
          <span>
            {words.lastYear} {before?.lastYear ?? '—'}
          </span>
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
