import { type KeyboardEvent, useCallback, useState } from 'react';
import type { ProblemRow, ProblemsView as View } from '../../../shared/contract/inspections.ts';
import { paretoOf } from '../../../shared/inspections/problems.ts';
import { CATEGORIES, SEVERITIES } from '../../../shared/inspections/words.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { ExportRows } from '../../components/ExportRows.tsx';
import { useReveal } from '../../components/list-keys.ts';
import { Empty, Lamp, Switch, Trouble } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import type { InspectionViewProps } from '../inspections.tsx';
import { ProblemDrawer } from './problem-drawer.tsx';

/** 问题: what was found and how it stands; at the right one problem, or which kinds there are most of. */
export function ProblemsView({ period, problem, go, views }: InspectionViewProps) {
  const view = useCall('inspections.problems', { period }, { keep: true });
  const [open, setOpen] = useState<number | null>(problem ?? null);
  // The one asked for may be 销号 already.
  const [shows, setShows] = useState<'open' | 'all'>(problem === undefined ? 'open' : 'all');
  useReveal(problem === undefined ? null : `[data-testid="problem-${problem}"] button`);
  const { data } = view;
  const close = useCallback(() => setOpen(null), []);
  const rows = data?.problems.filter(({ state }) => shows === 'all' || state !== 'closed') ?? [];
  return (
    <>
      <div className="heading">
        <h1>问题整改</h1>
        <p className="say">{data ? stateWords(data) : ''}</p>
        <div className="actions">
          {views}
          <Switch
            label="范围"
            value={shows}
            options={[
              { value: 'open', text: '未销号' },
              { value: 'all', text: '近十二个月' },
            ]}
            onChange={setShows}
          />
          <ExportRows register="problems" period={period} rows={rows} />
        </div>
      </div>
      <div className="beside">
        <div className="content">
          <Trouble error={view.error} />
          {data && rows.length === 0 ? (
            <Empty text={data.problems.length === 0 ? '还没有问题。现场记录签字确认后，问题清单列在这里。' : '问题都已销号。'}>
              <button type="button" onClick={() => go({ name: 'inspections', view: 'visits' })}>
                到现场
              </button>
            </Empty>
          ) : null}
          {rows.length > 0 ? <ProblemTable rows={rows} open={open} onOpen={setOpen} /> : null}
        </div>
        {open !== null ? (
          <ProblemDrawer key={open} id={open} period={period} onClose={close} />
        ) : data && data.problems.length > 0 ? (
          <Pareto period={period} view={data} />
        ) : null}
      </div>
    </>
  );
}

function stateWords({ problems }: View): string {
  const count = (state: ProblemRow['state']): number => problems.filter((problem) => problem.state === state).length;
  const overdue = problems.filter(({ isOverdue }) => isOverdue).length;
  const waiting = count('open') + count('relapsed');
  return `待整改 ${waiting} 个${overdue > 0 ? `（逾期 ${overdue}）` : ''}，已报 ${count('reported')} 个，已回访 ${count('revisited')} 个，已销号 ${count('closed')} 个`;
}

function ProblemTable({
  rows,
  open,
  onOpen,
}: {
  readonly rows: readonly ProblemRow[];
  readonly open: number | null;
  readonly onOpen: (id: number) => void;
}) {
  return (
    <table className="table inspection-table">
      <thead>
        <tr>
          <th>问题</th>
          <th>责任单位</th>
          <th className="wide">类别</th>
          <th className="wide">程度</th>
          <th className="wide">时限</th>
          <th>状态</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.id}
            className="pick"
            data-open={row.id === open}
            data-testid={`problem-${row.id}`}
            onClick={() => onOpen(row.id)}
          >
            <td className="title">
              <button type="button" className="link" onKeyDown={moveFocus} onClick={() => onOpen(row.id)}>
                {row.text}
              </button>
              <div className="faint">
                {row.visitedOn} {row.siteName}
              </div>
            </td>
            <td>{row.organisationName}</td>
            <td className="wide">{CATEGORIES[row.category]}</td>
            <td className="wide">{SEVERITIES[row.severity]}</td>
            <td className="wide">{row.dueOn}</td>
            <td>
              <Lamp kind={row.lamp} word={row.word} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Up and down go through the problems, as in a list. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const all = [...(event.currentTarget.closest('tbody')?.querySelectorAll<HTMLButtonElement>('.title button.link') ?? [])];
  all[all.indexOf(event.currentTarget) + by]?.focus();
}

/** Kinds by how often they occur, and what counts in the month's B1 and B2. */
function Pareto({ period, view }: { readonly period: string; readonly view: View }) {
  const kinds = paretoOf(view.problems.map(({ category }) => category));
  const most = kinds[0]?.count ?? 1;
  return (
    <aside className="pareto" aria-label="问题类别">
      <h2>近十二个月问题类别</h2>
      <ul>
        {kinds.map(({ kind, count, together }) => (
          <li key={kind}>
            <span>{CATEGORIES[kind]}</span>
            <span className="bar" style={{ width: `${(count / most) * 100}%` }} />
            <span className="n">
              {count} 个 <span className="faint">累计 {together}%</span>
            </span>
          </li>
        ))}
      </ul>
      <h2>{formatPeriod(period)}计入考核</h2>
      {view.figures.length === 0 ? <p className="faint">本期没有已确认的督察，也没有到期的问题。</p> : null}
      {view.figures.length > 0 ? (
        <table className="table">
          <thead>
            <tr>
              <th>单位</th>
              <th className="n">点位平均分</th>
              <th className="n">问题扣分</th>
              <th className="n">按期销号</th>
            </tr>
          </thead>
          <tbody>
            {view.figures.map(({ name, visits, mean, taken, due, onTime }) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="n">{mean === null ? '—' : `${mean}（${visits} 个）`}</td>
                <td className="n">{taken === '0' ? '—' : taken}</td>
                <td className="n">{due === 0 ? '—' : `${onTime}/${due}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </aside>
  );
}
