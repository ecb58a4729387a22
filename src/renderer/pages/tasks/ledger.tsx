import { Fragment, type KeyboardEvent, useCallback, useRef, useState } from 'react';
import type { TaskFilter } from '../../../shared/contract/overview.ts';
import type { TaskRow, TasksView } from '../../../shared/contract/tasks.ts';
import { escalationName } from '../../../shared/tasks/escalation.ts';
import { roleName } from '../../../shared/text.ts';
import { ExportRows } from '../../components/ExportRows.tsx';
import { downInto, useReveal } from '../../components/list-keys.ts';
import { Empty, Lamp, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { TaskForm } from './form.tsx';
import { TaskRecordView } from './record.tsx';
import { RoadmapDialog } from './roadmap.tsx';
import { RulesSheet } from './rules.tsx';
import { FILTERS, GROUPINGS, type Grouping, groupRows, isFollowed, type TasksViewProps } from './view.ts';

/** 台账: the list with its saved views at the left, one item at the right. */
export function LedgerView({ period, task, only, go, views }: TasksViewProps) {
  const view = useCall('tasks.view', { period }, { keep: true });
  const [editing, setEditing] = useState<TaskRow | 'new' | null>(null);
  const [sheet, setSheet] = useState<'import' | 'rules' | null>(null);
  const { data } = view;
  const open = useCallback((id: number) => go({ name: 'tasks', view: 'ledger', task: id }), [go]);
  const close = useCallback(() => {
    setEditing(null);
    setSheet(null);
  }, []);
  const shown = data?.rows.find(({ id }) => id === task);
  useReveal(task === undefined ? null : `button[data-task="${task}"]`);
  return (
    <>
      <div className="heading">
        <h1>调度</h1>
        <p className="say">{data ? stateWords(data) : ''}</p>
        <div className="actions">
          {views}
          <button type="button" onClick={() => setSheet('rules')}>
            亮灯规则
          </button>
          <button type="button" onClick={() => setSheet('import')}>
            导入路线图
          </button>
          <button type="button" className="main" disabled={!data} onClick={() => setEditing('new')}>
            登记任务
          </button>
        </div>
      </div>
      <Trouble error={view.error} />
      {data && data.unknownYear !== null ? (
        <p className="task-warning">
          节假日表未含 {data.unknownYear} 年，工作日只按周末计算。
          <button type="button" className="link" onClick={() => go({ name: 'system', tab: 'calendar' })}>
            到“系统 › 期限”补录
          </button>
        </p>
      ) : null}
      {data && data.rows.length === 0 ? (
        <Empty text={`${data.year}年还没有任务。可以导入年初印发的路线图、时间表（xlsx 或 docx），也可以逐项登记。`}>
          <button type="button" className="main" onClick={() => setSheet('import')}>
            导入路线图
          </button>
        </Empty>
      ) : null}
      {data && data.rows.length > 0 ? (
        <div className="ledger">
          <TaskList data={data} period={period} only={only ?? 'all'} open={shown?.id ?? null} onOpen={open} />
          {shown ? (
            <TaskRecordView key={shown.id} id={shown.id} period={period} onEdit={() => setEditing(shown)} onOpen={open} />
          ) : (
            <div className="content task-none">
              <p className="faint">从左侧选一项任务：上下键移动，回车进入。</p>
            </div>
          )}
        </div>
      ) : null}
      {editing !== null && data ? (
        <TaskForm view={data} task={editing === 'new' ? null : editing} onSaved={open} onClose={close} />
      ) : null}
      {sheet === 'import' ? <RoadmapDialog year={period.slice(0, 4)} onClose={close} /> : null}
      {sheet === 'rules' ? <RulesSheet onClose={close} /> : null}
    </>
  );
}

function stateWords({ rows }: TasksView): string {
  const count = (has: (row: TaskRow) => boolean): number => rows.filter(has).length;
  const followed = count(isFollowed);
  const reported = count((row) => isFollowed(row) && row.isReported);
  const escalated = count(({ escalation }) => escalation !== null);
  const parts = [
    `${rows.length} 项`,
    `逾期 ${count(({ light }) => light.lamp === 'overdue')}`,
    `滞后 ${count(({ light }) => light.lamp === 'late')}`,
    ...(escalated > 0 ? [`已提级 ${escalated}`] : []),
    `已销号 ${count(({ state }) => state === 'closed')}`,
    ...(followed > 0 ? [`进展已填 ${reported}/${followed}`] : []),
  ];
  return rows.length === 0 ? '还没有任务' : parts.join('，');
}

type ListProps = {
  readonly data: TasksView;
  readonly period: string;
  readonly only: TaskFilter;
  readonly open: number | null;
  readonly onOpen: (id: number) => void;
};

function TaskList({ data, period, only, open, onOpen }: ListProps) {
  const [grouping, setGrouping] = useState<Grouping>('unit');
  const [filter, setFilter] = useState<TaskFilter>(only);
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const { has } = FILTERS.find(({ value }) => value === filter) ?? FILTERS[0];
  const wanted = text.trim().toLowerCase();
  const rows = data.rows.filter((row) => has(row) && (wanted === '' || searchable(row).includes(wanted)));
  const groups = groupRows(rows, grouping);
  // The arrows stand on the open item, or on the first.
  const anchor = rows.some(({ id }) => id === open) ? open : (groups[0]?.[1][0]?.id ?? null);

  const press = (event: KeyboardEvent, id: number): void => {
    const all = [...(list.current?.querySelectorAll<HTMLButtonElement>('button[data-task]') ?? [])];
    const at = all.findIndex((button) => button.dataset.task === String(id));
    const next =
      event.key === 'ArrowDown' ? all[at + 1] : event.key === 'ArrowUp' ? all[at - 1] : event.key === 'Home' ? all[0] : undefined;
    if (next) {
      next.focus();
      onOpen(Number(next.dataset.task));
    } else if (event.key === 'Enter' && id === open) {
      const record = document.querySelector('.task-record');
      // What is done most in the record is to write its progress.
      (record?.querySelector<HTMLElement>('textarea') ?? record?.querySelector<HTMLElement>('button:not(:disabled)'))?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <section className="task-list" aria-label="任务">
      <div className="task-tools">
        <select aria-label="排列" value={grouping} onChange={(event) => setGrouping(event.target.value as Grouping)}>
          {GROUPINGS.map(({ value, text: name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <select aria-label="只看" value={filter} onChange={(event) => setFilter(event.target.value as TaskFilter)}>
          {FILTERS.map(({ value, text: name, has: of }) => (
            <option key={value} value={value}>
              {name} {data.rows.filter(of).length}
            </option>
          ))}
        </select>
        <input
          aria-label="查任务"
          placeholder="事项、单位、领导、文号"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => downInto(event, list.current, 'button[data-task]')}
        />
      </div>
      {filter === 'draft' ? <AssignAll rows={rows} /> : null}
      <div className="task-rows" ref={list}>
        {rows.length === 0 ? <p className="faint task-nothing">没有符合的任务。</p> : null}
        {groups.map(([name, group]) => (
          <Fragment key={name}>
            <h3 title={name}>
              <span>{name}</span> <span className="faint">{groupWords(group)}</span>
            </h3>
            {group.map((row) => (
              <button
                type="button"
                key={row.id}
                data-task={row.id}
                className="task-row"
                aria-current={row.id === open}
                tabIndex={row.id === anchor ? 0 : -1}
                onClick={() => onOpen(row.id)}
                onKeyDown={(event) => press(event, row.id)}
              >
                <span className="number">{row.number}</span>
                <span className="title">{row.title}</span>
                <Lamp kind={row.light.lamp} word={row.light.word} />
                <span className="faint beside">{besideOf(row, grouping)}</span>
              </button>
            ))}
          </Fragment>
        ))}
      </div>
      <div className="notice-foot">
        <ExportRows
          register="ledger"
          period={period}
          rows={groups.flatMap(([, group]) => group)}
          words={`导出所列 ${rows.length} 项`}
        />
      </div>
    </section>
  );
}

/** 立项 of everything the list shows that has a leader. */
function AssignAll({ rows }: { readonly rows: readonly TaskRow[] }) {
  const session = useCall('people.session', {});
  const assign = useCommand('tasks.assign');
  const ready = rows.filter(({ leader }) => leader !== '');
  const left = rows.length - ready.length;
  return (
    <div className="task-assign">
      <button
        type="button"
        disabled={ready.length === 0 || assign.isPending || !session.data?.roles.includes('review')}
        title={session.data?.roles.includes('review') ? undefined : `由有“${roleName.review}”职责的人员办理`}
        onClick={() => assign.mutate({ ids: ready.map(({ id }) => id) })}
      >
        立项 {ready.length} 项
      </button>
      <span className="faint">{left > 0 ? `另有 ${left} 项没有写牵头领导` : '立项后期限固定'}</span>
      <Trouble error={assign.error} />
    </div>
  );
}

const searchable = (row: TaskRow): string =>
  [row.number, row.title, row.organisationName, row.supporting, row.leader, row.claimedBy, row.documentNumber, row.field]
    .join('\n')
    .toLowerCase();

/** “6 项 逾期 1 滞后 2”. */
function groupWords(rows: readonly TaskRow[]): string {
  const overdue = rows.filter(({ light }) => light.lamp === 'overdue').length;
  const late = rows.filter(({ light }) => light.lamp === 'late').length;
  return `${rows.length} 项${overdue > 0 ? ` 逾期 ${overdue}` : ''}${late > 0 ? ` 滞后 ${late}` : ''}`;
}

/** What the group's name does not say already. */
function besideOf(row: TaskRow, grouping: Grouping): string {
  const { settled, all } = row.children;
  const parts = [
    grouping === 'unit' ? '' : row.organisationName,
    all > 0 ? `子任务 ${settled}/${all}` : '',
    row.percent === null ? '' : `${row.percent}%`,
    row.deadline === '' ? '' : `${row.deadline} 止`,
    row.redates > 0 ? `改期 ${row.redates} 次` : '',
    row.escalation === null ? '' : `已提级${escalationName[row.escalation.level]}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
