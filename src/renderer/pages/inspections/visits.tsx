import { useState } from 'react';
import type { VisitsView as View, VisitRow } from '../../../shared/contract/inspections.ts';
import { BLOCKS, LEVELS } from '../../../shared/inspections/words.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { SavedPaper } from '../../components/PrintSaved.tsx';
import { Empty, Lamp, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import type { InspectionViewProps } from '../inspections.tsx';
import { ChecklistSheet } from './checklists.tsx';
import { ClauseSheet } from './clauses.tsx';
import { PackageSheet } from './package-sheet.tsx';
import { VisitForm } from './visit-form.tsx';

type Open = { readonly site: string | null; readonly visit: number | null; readonly isDrawn: boolean };

/** 现场: the sites of the month, those drawn first, each with its record. */
export function VisitsView({ period, visit, go, views }: InspectionViewProps) {
  const view = useCall('inspections.visits', { period }, { keep: true });
  const form = useCommand('inspections.form');
  const choose = useCommand('inspections.choosePackage');
  const [open, setOpen] = useState<Open | null>(null);
  const [editing, setEditing] = useState<'checklists' | 'clauses' | null>(null);
  const { data } = view;
  const [asked, setAsked] = useState(visit);
  const askedRow = asked === undefined ? undefined : data?.rows.find(({ id }) => id === asked);
  if (askedRow) {
    // Another page asked for this record: it opens as soon as the list is there, once.
    setAsked(undefined);
    setOpen({ site: askedRow.site.code, visit: askedRow.id, isDrawn: askedRow.list !== null });
  }
  if (open && data) {
    return (
      <VisitForm
        key={`${period} ${open.visit ?? 'new'} ${open.site}`}
        period={period}
        view={data}
        open={open}
        onSaved={(visit) => setOpen({ ...open, visit })}
        onClose={() => setOpen(null)}
      />
    );
  }
  return (
    <>
      <div className="heading">
        <h1>现场督察</h1>
        <p className="say">{data ? stateWords(period, data) : ''}</p>
        <div className="actions">
          {views}
          <button type="button" onClick={() => setEditing('checklists')}>
            评分表
          </button>
          <button type="button" onClick={() => setEditing('clauses')}>
            扣分条款
          </button>
          <button type="button" disabled={choose.isPending} onClick={() => choose.mutate({})}>
            导入数据包
          </button>
          <button
            type="button"
            disabled={!data?.sites.some(({ isActive }) => isActive) || data.isSealed}
            onClick={() => setOpen({ site: null, visit: null, isDrawn: false })}
          >
            指定督察
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={view.error ?? form.error ?? choose.error} />
        {form.data ? <SavedPaper file={form.data.file}>，一式两份</SavedPaper> : null}
        {data && data.rows.length === 0 ? (
          <Empty text={`${formatPeriod(period)}还没有要督察的点位：先抽取点位；外出电脑交回的记录用“导入数据包”。`}>
            <button type="button" className="main" onClick={() => go({ name: 'inspections', view: 'draws' })}>
              抽取点位
            </button>
          </Empty>
        ) : null}
        {data && data.rows.length > 0 ? (
          <table className="table inspection-table">
            <thead>
              <tr>
                <th>点位</th>
                <th>单位</th>
                <th className="wide">级别、内容</th>
                <th>如何确定</th>
                <th>督察日期</th>
                <th className="wide">督察人员</th>
                <th className="n">得分</th>
                <th className="n">问题</th>
                <th>状态</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <Line
                  key={`${row.site.code} ${row.id}`}
                  row={row}
                  onOpen={() => setOpen({ site: row.site.code, visit: row.id, isDrawn: row.list !== null })}
                  onPrint={() => form.mutate({ period, site: row.site.code, visit: row.id })}
                />
              ))}
            </tbody>
          </table>
        ) : null}
      </div>
      {editing === 'checklists' && data ? <ChecklistSheet checklists={data.checklists} onClose={() => setEditing(null)} /> : null}
      {editing === 'clauses' && data ? <ClauseSheet period={period} view={data} onClose={() => setEditing(null)} /> : null}
      {choose.data ? <PackageSheet preview={choose.data} onClose={() => choose.reset()} /> : null}
    </>
  );
}

function stateWords(period: string, { rows }: View): string {
  const signed = rows.filter(({ isSigned }) => isSigned).length;
  if (rows.length === 0) return formatPeriod(period);
  const marked = rows.filter(({ list }) => list === null).length;
  return `${rows.length} 个点位，已确认 ${signed} 个${marked > 0 ? `，指定 ${marked} 个` : ''}`;
}

function Line({ row, onOpen, onPrint }: { readonly row: VisitRow; readonly onOpen: () => void; readonly onPrint: () => void }) {
  const { site, id, isSigned } = row;
  return (
    <tr className="pick" onDoubleClick={onOpen}>
      <td className="title">
        <button type="button" className="link" onClick={onOpen}>
          {site.name}
        </button>{' '}
        <span className="faint">{site.code}</span>
      </td>
      <td>{site.organisationName}</td>
      <td className="wide">
        {LEVELS[site.level]}，{BLOCKS[site.block]}
      </td>
      <td title={row.designation}>
        {row.list === null ? <span className="designated">指定督察</span> : `第 ${row.list} 次抽取`}
      </td>
      <td>{row.visitedOn ?? '—'}</td>
      <td className="wide">
        {row.inspectors.length > 0 ? (
          row.inspectors.join('、')
        ) : row.team.length > 0 ? (
          <span className="faint">抽中 {row.team.join('、')}</span>
        ) : (
          '—'
        )}
      </td>
      <td className="n">{row.score ?? '—'}</td>
      <td className="n">{id === null ? '—' : row.problems}</td>
      <td>
        {id === null ? (
          <Lamp kind="open" word="待督察" />
        ) : isSigned ? (
          <Lamp kind="done" word="已确认" />
        ) : (
          <Lamp kind="late" word={row.isWhole ? '待签字' : '未填完'} />
        )}
      </td>
      <td>
        <button type="button" className="link" onClick={onPrint}>
          {id === null ? '打印空表' : '打印'}
        </button>
      </td>
    </tr>
  );
}
