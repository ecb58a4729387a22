import { useState } from 'react';
import type { FedRow } from '../../shared/contract/feeds.ts';
import type { RankingList } from '../../shared/engine/types.ts';
import { useCall, useCommand } from '../queries.ts';
import { Sheet, Trouble } from './parts.tsx';

type Props = { readonly period: string; readonly list: RankingList; readonly onClose: () => void };

const keyOf = ({ organisation, indicator }: FedRow): string => `${organisation}\n${indicator}`;

/**
 * Figures the office's records know beside what stands in the grid. Empty cells are ticked; a figure that was typed, and a 0, which may only mean
 * that nobody has registered anything yet, are the clerk's to tick.
 */
export function FeedsSheet({ period, list, onClose }: Props) {
  const view = useCall('feeds.view', { period, list }, { fresh: true });
  const apply = useCommand('feeds.apply');
  const [ticked, setTicked] = useState<ReadonlyMap<string, boolean>>(new Map());
  const rows = (view.data ?? []).filter(({ state }) => state !== 'same');
  const isTicked = (row: FedRow): boolean =>
    row.locked === null && (ticked.get(keyOf(row)) ?? (row.state === 'open' && row.value !== '0'));
  const free = rows.filter(({ locked }) => locked === null);
  const chosen = rows.filter(isTicked);
  const same = (view.data ?? []).length - rows.length;
  return (
    <Sheet
      title="按登记计数"
      say={same > 0 ? `${rows.length > 0 ? '另有 ' : ''}${same} 格与登记一致` : ''}
      width={880}
      onClose={onClose}
      footer={
        <>
          <button type="button" onClick={onClose}>
            {rows.length > 0 ? '取消' : '关闭'}
          </button>
          <button
            type="button"
            className="main"
            hidden={rows.length === 0}
            disabled={chosen.length === 0 || apply.isPending}
            onClick={() =>
              apply.mutate(
                { period, cells: chosen.map(({ organisation, indicator }) => ({ organisation, indicator })) },
                { onSuccess: onClose },
              )
            }
          >
            填入 {chosen.length} 格
          </button>
        </>
      }
    >
      <Trouble error={view.error ?? apply.error} />
      {view.data && rows.length === 0 ? (
        <p className="faint">{same === 0 ? '还没有可以计数的登记。' : '登记里能数出来的数据都已填好，没有不一致。'}</p>
      ) : null}
      {rows.length > 0 ? (
        <table className="table tight">
          <thead>
            <tr>
              <th className="c">
                <label>
                  <input
                    type="checkbox"
                    aria-label="全选"
                    checked={free.length > 0 && chosen.length === free.length}
                    disabled={free.length === 0}
                    onChange={(event) => setTicked(new Map(free.map((row) => [keyOf(row), event.target.checked])))}
                  />{' '}
                  填入
                </label>
              </th>
              <th>单位</th>
              <th>数据</th>
              <th className="n">登记计数</th>
              <th className="n">现为</th>
              <th>说明</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                <td className="c">
                  <input
                    type="checkbox"
                    aria-label={`${row.organisationName} ${row.indicatorName}`}
                    checked={isTicked(row)}
                    disabled={row.locked !== null}
                    onChange={(event) => setTicked(new Map(ticked).set(keyOf(row), event.target.checked))}
                  />
                </td>
                <td>{row.organisationName}</td>
                <td>{row.unit === '' ? row.indicatorName : `${row.indicatorName}（${row.unit}）`}</td>
                <td className="n">{row.value}</td>
                <td className="n">{row.current ?? '—'}</td>
                <td className="faint">
                  {row.locked ?? (row.state === 'typed' ? `${row.words}；现数：${row.currentWords}` : row.words)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Sheet>
  );
}
