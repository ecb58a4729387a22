import { Fragment, useState } from 'react';
import type { TaskNode, TaskRow } from '../../../shared/contract/tasks.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { isRunning } from '../../../shared/tasks/states.ts';
import { Empty, Lamp, Trouble } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { GROUPINGS, type Grouping, groupRows, type TasksViewProps } from './view.ts';

const MONTHS = ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'] as const;

/** 时间表: the year from left to right, a line an item, every node where it is due. */
export function TimelineView({ period, go, views }: TasksViewProps) {
  const view = useCall('tasks.view', { period }, { keep: true });
  const [grouping, setGrouping] = useState<Grouping>('unit');
  const { data } = view;
  return (
    <>
      <div className="heading">
        <h1>时间表</h1>
        <p className="say">{data ? `${data.year}年 · ${data.rows.length} 项 · 竖线为 ${data.asOf}` : formatPeriod(period)}</p>
        <div className="actions">
          {views}
          <select aria-label="排列" value={grouping} onChange={(event) => setGrouping(event.target.value as Grouping)}>
            {GROUPINGS.map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Trouble error={view.error} />
      {data && data.rows.length === 0 ? (
        <Empty text={`${data.year}年还没有任务，时间表是空的。`}>
          <button type="button" className="main" onClick={() => go({ name: 'tasks', view: 'ledger' })}>
            到台账登记或导入
          </button>
        </Empty>
      ) : null}
      {data && data.rows.length > 0 ? (
        <div className="content timeline-room">
          <p className="timeline-key">
            <span>
              <Mark kind="done" /> 已办结
            </span>
            <span>
              <Mark kind="open" /> 未到期
            </span>
            <span>
              <Mark kind="late" /> 办结但逾期
            </span>
            <span>
              <Mark kind="overdue" /> 逾期未办
            </span>
            <span>
              <i className="was" /> 改期前的原定日期
            </span>
          </p>
          <table className="timeline" aria-label={`${data.year}年时间表`}>
            <thead>
              <tr>
                <th className="timeline-what">任务</th>
                <th>
                  <div className="timeline-months">
                    {MONTHS.map((month) => (
                      <span key={month}>{month}</span>
                    ))}
                  </div>
                </th>
              </tr>
            </thead>
            {groupRows(data.rows, grouping).map(([name, rows]) => (
              <tbody key={name}>
                <tr className="timeline-group">
                  <th colSpan={2} scope="rowgroup">
                    {name}
                  </th>
                </tr>
                {rows.map((row) => (
                  <Line
                    key={row.id}
                    row={row}
                    year={data.year}
                    asOf={data.asOf}
                    onOpen={() => go({ name: 'tasks', view: 'ledger', task: row.id })}
                  />
                ))}
              </tbody>
            ))}
          </table>
        </div>
      ) : null}
    </>
  );
}

type LineProps = { readonly row: TaskRow; readonly year: string; readonly asOf: string; readonly onOpen: () => void };

function Line({ row, year, asOf, onOpen }: LineProps) {
  const at = (day: string): number => placeIn(year, day);
  const [from, to] = [at(row.startsOn), at(row.deadline)];
  return (
    <tr>
      <td>
        <div className="timeline-name">
          <button type="button" className="link" onClick={onOpen} title={`${row.number} ${row.title}`}>
            {row.number} {row.title}
          </button>
          <Lamp kind={row.light.lamp} word={row.light.word} />
        </div>
      </td>
      <td>
        <div className="timeline-year">
          {MONTHS.map((month, index) => (
            <i key={month} className="grid" style={{ left: `${(index * 100) / 12}%` }} />
          ))}
          <i className={`bar ${row.light.lamp}`} style={{ left: `${from}%`, width: `${Math.max(0.4, to - from)}%` }} />
          {asOf.startsWith(year) ? <i className="now" style={{ left: `${at(asOf)}%` }} /> : null}
          {row.nodes.map((node) => (
            <Fragment key={node.id}>
              {node.baselineOn !== null && node.baselineOn !== node.dueOn && node.baselineOn.startsWith(year) ? (
                <i className="was" style={{ left: `${at(node.baselineOn)}%` }} />
              ) : null}
              {node.dueOn.startsWith(year) || isLeft(node, year) ? (
                <span
                  className="spot"
                  role="img"
                  style={{ left: `${Math.max(LEAST, at(node.dueOn))}%` }}
                  title={nodeWords(node)}
                  aria-label={nodeWords(node)}
                >
                  <Mark kind={markOf(node, row, asOf)} />
                </span>
              ) : null}
            </Fragment>
          ))}
        </div>
      </td>
    </tr>
  );
}

/** Due in an earlier year and not done: it stands at the very beginning of this one, a whole mark in. */
const isLeft = ({ dueOn, doneOn }: TaskNode, year: string): boolean => dueOn < year && doneOn === null;
const LEAST = 0.8;

type Kind = 'done' | 'open' | 'late' | 'overdue';
const SHAPES: Readonly<Record<Kind, string>> = { done: '●', open: '○', late: '▲', overdue: '■' };

const Mark = ({ kind }: { readonly kind: Kind }) => (
  <span className={`mark ${kind}`} aria-hidden="true">
    {SHAPES[kind]}
  </span>
);

function markOf(node: TaskNode, row: TaskRow, asOf: string): Kind {
  if (node.doneOn !== null && node.doneOn <= asOf) return node.isLate ? 'late' : 'done';
  return node.isLate && isRunning(row.state) ? 'overdue' : 'open';
}

const nodeWords = (node: TaskNode): string =>
  `${node.title}：${node.dueOn} 到期${node.baselineOn !== null && node.baselineOn !== node.dueOn ? `（原定 ${node.baselineOn}）` : ''}，${node.doneOn === null ? '未办结' : `${node.doneOn} 办结`}`;

/** Where a day stands between New Year and the last of December, every month as wide as the next; 0 to 100. */
function placeIn(year: string, day: string): number {
  if (day < `${year}-01-01`) return 0;
  if (day > `${year}-12-31`) return 100;
  const [, month = '1', date = '1'] = day.split('-');
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return ((Number(month) - 1 + Number(date) / days) * 100) / 12;
}
