import { useCallback, useState } from 'react';
import type { ClaimRow, ClaimState, CountDifference, ClaimsView as View } from '../../../shared/contract/claims.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { ExportRows } from '../../components/ExportRows.tsx';
import { moveInTable, useReveal } from '../../components/list-keys.ts';
import { Empty, ListSwitch, Trouble, UnitRows } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { ClaimForm } from './claims/form.tsx';
import { ClaimDrawer, StateLamp } from './claims/record.tsx';
import type { EntryViewProps } from './view.ts';
import './claims/claims.css';

/** 加分: the month's events that add or take points, each with its 佐证, and what they come to. */
export function ClaimsView({ period, go, list = 'district', organisation, claim, views }: EntryViewProps) {
  const [open, setOpen] = useState<number | null>(claim ?? null);
  useReveal(claim === undefined ? null : `[data-testid="claim-${claim}"] button`);
  const [editing, setEditing] = useState<ClaimRow | 'new' | null>(null);
  const view = useCall('claims.view', { period, list }, { keep: true });
  const { data } = view;
  const close = useCallback(() => {
    setOpen(null);
    // The record had the keyboard; it goes back to its row, also when the form led there.
    document.querySelector<HTMLButtonElement>(`[data-testid="claim-${open}"] button`)?.focus();
  }, [open]);
  const isSealed = Boolean(useCall('seals.mark', { period }).data);
  const stopEditing = useCallback(() => setEditing(null), []);
  const shown = data?.claims.find(({ id }) => id === open);
  const unit = shown?.organisation ?? organisation;
  return (
    <>
      <div className="heading">
        <h1>加分登记</h1>
        <p className="say">{data ? stateWords(data) : ''}</p>
        <div className="actions">
          {views}
          <ListSwitch
            value={list}
            onChange={(value) => {
              setOpen(null);
              go({ name: 'entry', view: 'claims', list: value });
            }}
          />
          <ExportRows key={`${list} ${period}`} register="claims" period={period} list={list} rows={data?.claims ?? []} />
          <button
            type="button"
            className="main"
            disabled={!data || data.lines.length === 0 || isSealed}
            title={isSealed ? '已封账，要改动请办理更正单' : undefined}
            onClick={() => setEditing('new')}
          >
            登记事项
          </button>
        </div>
      </div>
      <div className="beside">
        <div className="content">
          <Trouble error={view.error} />
          {data?.differences.map((difference) => (
            <Difference key={`${difference.organisation} ${difference.indicatorName}`} period={period} difference={difference} />
          ))}
          {data && data.claims.length === 0 ? <NothingYet period={period} view={data} onAdd={() => setEditing('new')} /> : null}
          {data && data.claims.length > 0 ? <ClaimTable view={data} open={open} onOpen={setOpen} /> : null}
        </div>
        {shown ? (
          <ClaimDrawer
            key={shown.id}
            id={shown.id}
            unit={data?.units.find(({ code }) => code === shown.organisation)?.name ?? ''}
            onEdit={() => setEditing(shown)}
            onClose={close}
          />
        ) : null}
      </div>
      {editing !== null && data ? (
        <ClaimForm
          period={period}
          view={data}
          claim={editing === 'new' ? null : editing}
          unit={unit}
          onSaved={setOpen}
          onClose={stopEditing}
        />
      ) : null}
    </>
  );
}

function stateWords({ claims }: View): string {
  const count = (state: ClaimState): number => claims.filter((claim) => claim.state === state).length;
  const waiting = count('pending');
  if (claims.length === 0) return '还没有登记';
  return `登记 ${claims.length} 件，已认定 ${count('accepted')} 件${waiting > 0 ? `，待认定 ${waiting} 件` : ''}`;
}

function NothingYet({ period, view, onAdd }: { readonly period: string; readonly view: View; readonly onAdd: () => void }) {
  if (view.lines.length === 0) {
    return <Empty text={`${formatPeriod(period)}的方案没有按件计分的条款，不用登记。`} />;
  }
  const names = view.lines.flatMap(({ name, kind }) => (kind === 'bonus' ? [name] : [])).slice(0, 3);
  return (
    <Empty text={`${names.join('、')}等逐件登记、附上佐证，认定后件数自动填入对应指标。`}>
      <button type="button" className="main" onClick={onAdd}>
        登记事项
      </button>
    </Empty>
  );
}

/** A figure typed over the count of claims. */
function Difference({ period, difference }: { readonly period: string; readonly difference: CountDifference }) {
  const recount = useCommand('claims.recount');
  const { organisation, organisationName, item, indicatorName, typed, count } = difference;
  return (
    <div className="claim-difference">
      <span>
        {organisationName}“{indicatorName}”现为 {typed}，登记为 {count}，两者不一致。
      </span>
      <button type="button" disabled={recount.isPending} onClick={() => recount.mutate({ period, organisation, item })}>
        按登记件数更新
      </button>
      <Trouble error={recount.error} />
    </div>
  );
}

function ClaimTable({
  view,
  open,
  onOpen,
}: {
  readonly view: View;
  readonly open: number | null;
  readonly onOpen: (id: number) => void;
}) {
  return (
    <table className="table claims">
      <thead>
        <tr>
          <th>事项</th>
          <th>条款</th>
          <th className="level">级别</th>
          <th>计分</th>
          <th className="n">佐证</th>
          <th>状态</th>
        </tr>
      </thead>
      <tbody>
        <UnitRows
          units={view.units}
          rows={view.claims}
          columns={6}
          measure="件"
          row={(claim) => <ClaimLine key={claim.id} claim={claim} isOpen={claim.id === open} onOpen={onOpen} />}
        />
      </tbody>
    </table>
  );
}

function ClaimLine({
  claim,
  isOpen,
  onOpen,
}: {
  readonly claim: ClaimRow;
  readonly isOpen: boolean;
  readonly onOpen: (id: number) => void;
}) {
  return (
    <tr className="pick" data-open={isOpen} data-testid={`claim-${claim.id}`} onClick={() => onOpen(claim.id)}>
      <td className="title">
        <button type="button" className="link" onKeyDown={moveInTable} onClick={() => onOpen(claim.id)}>
          {claim.title}
        </button>
        {claim.documentNumber === '' ? null : <div className="faint">{claim.documentNumber}</div>}
      </td>
      <td>
        {claim.item} {claim.itemName}
      </td>
      <td className="level">{claim.levelName}</td>
      <td className="counts">
        {countsWord(claim)}
        {claim.doubts.length > 0 ? <div className="doubt">▲ 请核对</div> : null}
      </td>
      <td className="n">{claim.files.length === 0 ? '无' : `${claim.files.length} 个`}</td>
      <td>
        <StateLamp state={claim.state} />
      </td>
    </tr>
  );
}

function countsWord({ verdict, state }: ClaimRow): string {
  if (verdict === null) return '—';
  if (!verdict.counts) return '不计';
  return state === 'accepted' ? '计分' : '认定后计';
}
