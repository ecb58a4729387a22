/** 差在哪里: one sentence, the waterfall, and every line with the total it adds up to. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type Waterfall, waterfallHeight, waterfallOption } from '../../shared/charts/waterfall.ts';
import type { Against, DecompositionRow, DecompositionView } from '../../shared/contract/decompositions.ts';
import type { Entry, RankingList } from '../../shared/engine/types.ts';
import { periodWords } from '../../shared/period.ts';
import { call } from '../bridge.ts';
import { useCommand } from '../queries.ts';
import { Chart } from './Chart.tsx';
import { Trouble } from './parts.tsx';
import './Decomposition.css';

const CHOICES = [
  ['above', '与前一名'],
  ['best', '与第一名'],
  ['mean', '与平均'],
  ['lastMonth', '与上期'],
] as const;

type Props = {
  readonly period: string;
  readonly list: RankingList;
  readonly entry: Entry;
  /** The other units of the list, to compare with any of them. */
  readonly entries: readonly Entry[];
};

export function Decomposition({ period, list, entry, entries }: Props) {
  const [chosen, setChosen] = useState<string>('above');
  const { organisation } = entry;
  const others = entries.filter((one) => one.organisation !== organisation);
  const against = againstOf(chosen, organisation);
  const input = { period, list, organisation, against };
  // A part of 排名: under its name it is refreshed whenever the ranking is.
  const view = useQuery({
    queryKey: ['rankings.decomposition', input],
    queryFn: () => call('decompositions.view', input),
    placeholderData: (before, query) => (isOf(query?.queryKey[1], organisation) ? before : undefined),
  });
  const save = useCommand('exports.decomposition');
  return (
    <div className="gap">
      <div className="against">
        <label>
          <span>比较</span>
          <select value={against === 'above' ? 'above' : chosen} onChange={(event) => setChosen(event.target.value)}>
            {CHOICES.map(([value, text]) => (
              <option key={value} value={value}>
                {value === 'lastMonth' ? `与${periodWords(period).last}` : text}
              </option>
            ))}
            <optgroup label="与其他单位">
              {others.map((one) => (
                <option key={one.organisation} value={`unit:${one.organisation}`}>
                  与{one.name}
                </option>
              ))}
            </optgroup>
          </select>
        </label>
        {view.data?.total ? (
          <button type="button" disabled={save.isPending} title="这一比较存为 Excel 工作簿" onClick={() => save.mutate(input)}>
            导出
          </button>
        ) : null}
      </div>
      {save.data ? <p className="faint">已保存“{save.data.file}”。</p> : null}
      <Trouble error={view.error ?? save.error} />
      {view.data ? <Comparison view={view.data} /> : null}
    </div>
  );
}

/** A unit compared with itself, after another row was opened, falls back to the one before it. */
function againstOf(chosen: string, organisation: string): Against {
  if (chosen === `unit:${organisation}`) return 'above';
  if (chosen.startsWith('unit:')) return { organisation: chosen.slice('unit:'.length) };
  return CHOICES.find(([value]) => value === chosen)?.[0] ?? 'above';
}

const isOf = (input: unknown, organisation: string): boolean =>
  typeof input === 'object' && input !== null && 'organisation' in input && input.organisation === organisation;

/** One comparison: the sentence, the waterfall and the table. */
export function Comparison({ view }: { readonly view: DecompositionView }) {
  const { rows, total, heads, change, sentence, title } = view;
  const different = rows.filter((row) => !isSame(row));
  const same = rows.filter(isSame);
  const steps = useMemo(() => stepsOf(view), [view]);
  const option = useMemo(() => {
    const whole = { name: '合计', value: view.total?.shown ?? '0', shown: view.total?.shown ?? '' };
    return waterfallOption({ rows: steps, total: whole, zero: `${view.heads.zero} ${view.total?.other ?? ''}`, nameWidth: 140 });
  }, [view, steps]);
  if (!total) return <p className="say">{sentence}</p>;
  const hasRule = change?.hasRule ?? false;
  const columns = hasRule ? ['工作影响', '规则影响', heads.difference] : [heads.own, heads.other, heads.difference];
  return (
    <>
      <p className="say">{sentence}</p>
      {steps.length > 0 ? (
        <Chart key={steps.length} option={option} label={`${title}：${sentence}`} height={waterfallHeight(steps.length)} />
      ) : null}
      <table className="table">
        <thead>
          <tr>
            <th>项目</th>
            {columns.map((column) => (
              <th key={column} className="n">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {different.map((row) => (
            <Row key={row.code} row={row} heads={heads} hasRule={hasRule} />
          ))}
        </tbody>
        {same.length > 0 ? <SameRows rows={same} heads={heads} hasRule={hasRule} /> : null}
        <tfoot>
          <tr>
            <td>合计</td>
            {change && hasRule ? (
              <>
                <td className="n">{signed(change.work)}</td>
                <td className="n">{signed(change.rule)}</td>
              </>
            ) : (
              <>
                <td className="n">{total.own}</td>
                <td className="n">{total.other}</td>
              </>
            )}
            <td className="n">{signed(total.shown)}</td>
          </tr>
        </tfoot>
      </table>
      {change && hasRule ? (
        <p className="faint">
          加分、扣分、折算和四舍五入不分工作与规则，合计 {signed(change.others)}，已计入{heads.difference}。
        </p>
      ) : null}
    </>
  );
}

type RowProps = { readonly row: DecompositionRow; readonly heads: DecompositionView['heads']; readonly hasRule: boolean };

function Row({ row, heads, hasRule }: RowProps) {
  const sides =
    hasRule && (isLine(row) || row.kind === 'rescale')
      ? `${heads.other} ${minus(row.other ?? '—')}，${heads.own} ${minus(row.own ?? '—')}`
      : '';
  const note = [sides, row.note].filter((text) => text !== '').join('；');
  return (
    <tr>
      <td>
        {nameOf(row)}
        {row.mark === '' ? null : <span className="up mark">{row.mark}</span>}
        {note === '' ? null : <span className="note">{note}</span>}
      </td>
      <td className="n">{hasRule ? signed(row.work ?? '—') : minus(row.own ?? '—')}</td>
      <td className="n">{hasRule ? signed(row.rule ?? '—') : minus(row.other ?? '—')}</td>
      <td className="n" title={`精确值 ${row.amount}`}>
        {signed(row.shown)}
      </td>
    </tr>
  );
}

/** Lines that make no difference stay folded; one key opens them. */
function SameRows({ rows, heads, hasRule }: Omit<RowProps, 'row'> & { readonly rows: readonly DecompositionRow[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <tbody>
      <tr>
        <td colSpan={4}>
          <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? '收起' : '展开'}
            {heads.difference}为 0.00 的 {rows.length} 项
          </button>
        </td>
      </tr>
      {isOpen ? rows.map((row) => <Row key={row.code} row={row} heads={heads} hasRule={hasRule} />) : null}
    </tbody>
  );
}

const isSame = (row: DecompositionRow): boolean => Number(row.shown) === 0 && row.note === '' && !Number(row.rule ?? 0);
const isLine = ({ kind }: DecompositionRow): boolean => kind === 'base' || kind === 'bonus' || kind === 'deduction';
const nameOf = (row: DecompositionRow): string => (isLine(row) ? `${row.code} ${row.name}` : row.name);
const minus = (shown: string): string => shown.replace('-', '−');
const signed = (shown: string): string => (Number(shown) > 0 ? `+${shown}` : minus(shown));

/** Steps drawn at most; the smaller ones become one. */
const DRAWN = 8;

/** What is shown, since the figures beside the bars should come to the total for whoever adds them up. */
function stepsOf({ rows }: DecompositionView): Waterfall['rows'] {
  const different = rows.filter((row) => !isSame(row) && Number(row.shown) !== 0);
  const bySize = [...different].sort((a, b) => Math.abs(Number(b.shown)) - Math.abs(Number(a.shown)));
  const drawn = different.length > DRAWN + 1 ? new Set(bySize.slice(0, DRAWN)) : new Set(different);
  const steps = different
    .filter((row) => drawn.has(row))
    .map((row) => ({ name: nameOf(row), value: row.shown, shown: row.shown }));
  const rest = different.filter((row) => !drawn.has(row));
  if (rest.length === 0) return steps;
  const digits = rest[0]?.shown.split('.')[1]?.length ?? 2;
  // Whole hundredths: adding them as integers loses nothing.
  const hundredths = rest.reduce((n, row) => n + Math.round(Number(row.shown) * 10 ** digits), 0);
  const shown = (hundredths / 10 ** digits).toFixed(digits);
  return [...steps, { name: `其余 ${rest.length} 项`, value: shown, shown }];
}
