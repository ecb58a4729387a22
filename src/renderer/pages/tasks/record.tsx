import { useCallback, useState } from 'react';
import type { Role, SessionView } from '../../../shared/contract/people.ts';
import type { TaskEvent, TaskNode, TaskRecord, TaskRow } from '../../../shared/contract/tasks.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { ESCALATION_LEVELS, escalationName, levelsAbove } from '../../../shared/tasks/escalation.ts';
import { isRunning, isSettled, REVIEW_ACTS, TASK_ACTS, type TaskAct } from '../../../shared/tasks/states.ts';
import { roleName } from '../../../shared/text.ts';
import { RecordFiles } from '../../components/EvidenceFiles.tsx';
import { ChoiceField, RecordSheet, TextField } from '../../components/fields.tsx';
import { EventList, FactList, Lamp, Trouble, withReason } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { Progress } from './progress.tsx';

type Props = {
  readonly id: number;
  readonly period: string;
  readonly onEdit: () => void;
  readonly onOpen: (id: number) => void;
};

/** One item: what it is, its nodes, its progress, what proves it, what happened; and what can be done next. */
export function TaskRecordView({ id, period, onEdit, onOpen }: Props) {
  const record = useCall('tasks.record', { id, period }, { keep: true });
  const session = useCall('people.session', {});
  const { data } = record;
  return (
    <section
      className="task-record"
      aria-label="任务详情"
      data-testid="task-record"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing && !document.querySelector('dialog[open]')) backToList();
      }}
    >
      <Trouble error={record.error} />
      {data && session.data ? (
        <>
          <div className="task-body">
            <Head record={data} onOpen={onOpen} />
            <Nodes key={`${id} nodes`} task={data.task} session={session.data} />
            <Progress key={`${id} ${period}`} record={data} period={period} session={session.data} onSaved={backToList} />
            <Children rows={data.children} onOpen={onOpen} />
            <Files task={data.task} session={session.data} />
            <h3>经过</h3>
            <EventList events={data.events.map((event) => ({ ...event, words: eventWords(event) }))} />
          </div>
          <Actions record={data} session={session.data} onEdit={onEdit} />
        </>
      ) : null}
    </section>
  );
}

/** The keyboard goes on where it came from. */
const backToList = (): void => document.querySelector<HTMLElement>('.task-row[aria-current="true"]')?.focus();

const isAllowed = (session: SessionView, role: Role): boolean => session.roles.includes(role);
const denied = (role: Role): string => `由有“${roleName[role]}”职责的人员办理`;

function Head({ record, onOpen }: { readonly record: TaskRecord; readonly onOpen: (id: number) => void }) {
  const { task, parent } = record;
  const facts: readonly (readonly [string, string])[] = [
    ['改革领域', task.field],
    ['牵头领导', task.leader],
    ['认领领导', task.claimedBy],
    ['责任单位', task.organisationName],
    ['配合单位', task.supporting],
    ['文号', task.documentNumber],
    ['成果形式', task.outcome],
    ['点位', task.site],
    ['任务措施', task.measures],
  ];
  return (
    <>
      <h2>
        <span className="number">{task.number}</span> {task.title}
      </h2>
      <p className="task-light">
        <Lamp kind={task.light.lamp} word={task.light.word} />
        <span className="faint">
          {task.light.why}
          {task.redates > 0 ? ` 改期 ${task.redates} 次。` : ''}
          {task.kind === 'document' ? ' 配套文件。' : ''}
        </span>
      </p>
      {task.escalation === null ? null : (
        <p>
          已提级到{escalationName[task.escalation.level]}调度{' '}
          <span className="faint">
            {task.escalation.onDay}，{task.escalation.reason}
          </span>
        </p>
      )}
      {task.escalationDue === null ? null : (
        <p className="task-raise">
          按规则应提级到{escalationName[task.escalationDue.level]}：{task.escalationDue.why}
        </p>
      )}
      {parent ? (
        <p>
          <span className="faint">上级任务 </span>
          <button type="button" className="link" onClick={() => onOpen(parent.id)}>
            {parent.number} {parent.title}
          </button>
        </p>
      ) : null}
      <FactList className="task-facts" facts={facts} isWide={([, text]) => text.length > 22} />
    </>
  );
}

function Nodes({ task, session }: { readonly task: TaskRow; readonly session: SessionView }) {
  const [asking, setAsking] = useState<{ readonly what: 'finish' | 'redate'; readonly node: TaskNode } | null>(null);
  const finish = useCommand('tasks.finish');
  const close = useCallback(() => setAsking(null), []);
  const { id } = task;
  const canFinish =
    (task.state === 'assigned' || task.state === 'active' || task.state === 'returned') && isAllowed(session, 'entry');
  const canMove = isRunning(task.state);
  return (
    <>
      <h3>节点</h3>
      <table className="table task-nodes">
        <thead>
          <tr>
            <th>节点</th>
            <th>期限</th>
            <th>原定</th>
            <th>办结</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {task.nodes.map((node) => (
            <tr key={node.id}>
              <td>{node.title}</td>
              <td className="day">{node.dueOn}</td>
              <td className="day faint">
                {node.baselineOn === null ? '未立项' : node.baselineOn === node.dueOn ? '' : node.baselineOn}
              </td>
              <td className="day">{node.doneOn ?? '—'}</td>
              <td className="acts">
                {node.doneOn === null && canFinish && !node.isFinal ? (
                  <button
                    type="button"
                    className="link"
                    aria-label={`办结 ${node.title}`}
                    onClick={() => setAsking({ what: 'finish', node })}
                  >
                    办结
                  </button>
                ) : null}
                {node.doneOn !== null && canFinish && !node.isFinal ? (
                  <button
                    type="button"
                    className="link"
                    aria-label={`取消办结 ${node.title}`}
                    onClick={() => finish.mutate({ id, node: node.id, doneOn: null })}
                  >
                    取消办结
                  </button>
                ) : null}
                {node.doneOn === null && canMove ? (
                  <button
                    type="button"
                    className="link"
                    aria-label={`改期 ${node.title}`}
                    disabled={!isAllowed(session, 'review')}
                    title={isAllowed(session, 'review') ? undefined : denied('review')}
                    onClick={() => setAsking({ what: 'redate', node })}
                  >
                    改期
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asking === null ? <Trouble error={finish.error} /> : null}
      {asking?.what === 'finish' ? <FinishSheet task={task} node={asking.node} onClose={close} /> : null}
      {asking?.what === 'redate' ? <RedateSheet task={task} node={asking.node} onClose={close} /> : null}
    </>
  );
}

type NodeProps = { readonly task: TaskRow; readonly node: TaskNode; readonly onClose: () => void };

const today = (): string => {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};
/** The day a form begins with: today, or the deadline once that has passed. */
const likelyDay = (dueOn: string): string => (dueOn < today() ? dueOn : today());

function FinishSheet({ task, node, onClose }: NodeProps) {
  const finish = useCommand('tasks.finish');
  const [doneOn, setDoneOn] = useState(() => likelyDay(node.dueOn));
  return (
    <RecordSheet
      title={`办结“${node.title}”`}
      verb="办结"
      error={finish.error}
      isBusy={finish.isPending}
      onSave={() => finish.mutate({ id: task.id, node: node.id, doneOn }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        name="办结日期"
        type="date"
        value={doneOn}
        hint={`期限 ${node.dueOn}，按实际办结的那一天填写。`}
        onChange={setDoneOn}
      />
    </RecordSheet>
  );
}

function RedateSheet({ task, node, onClose }: NodeProps) {
  const redate = useCommand('tasks.redate');
  const [dueOn, setDueOn] = useState(node.dueOn);
  const [reason, setReason] = useState('');
  return (
    <RecordSheet
      title={`改期“${node.title}”`}
      verb="改期"
      error={redate.error}
      isBusy={redate.isPending}
      onSave={() => redate.mutate({ id: task.id, node: node.id, dueOn, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        name="新期限"
        type="date"
        value={dueOn}
        hint={`现为 ${node.dueOn}${node.baselineOn !== null && node.baselineOn !== node.dueOn ? `，原定 ${node.baselineOn}` : ''}。原定日期保留，本任务已改期 ${task.redates} 次。`}
        onChange={setDueOn}
      />
      <TextField name="理由" value={reason} onChange={setReason} />
    </RecordSheet>
  );
}

function Children({ rows, onOpen }: { readonly rows: readonly TaskRow[]; readonly onOpen: (id: number) => void }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h3>
        子任务{' '}
        <span className="faint">
          {rows.filter(({ state }) => isSettled(state)).length}/{rows.length}，全部销号后本项才能销号
        </span>
      </h3>
      <ul className="task-children">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className="link" onClick={() => onOpen(row.id)}>
              {row.number} {row.title}
            </button>
            <span className="faint">{row.organisationName}</span>
            <Lamp kind={row.light.lamp} word={row.light.word} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Files({ task, session }: { readonly task: TaskRow; readonly session: SessionView }) {
  const { id, state } = task;
  return (
    <RecordFiles
      feature="tasks"
      id={id}
      files={task.files}
      isOpen={!isSettled(state) && state !== 'submitted' && state !== 'verified' && isAllowed(session, 'entry')}
    />
  );
}

const EVENTS: Readonly<Record<Exclude<TaskEvent['event'], TaskAct | 'escalate'>, string>> = {
  register: '登记',
  change: '修改',
  attach: '添加佐证',
  detach: '移除佐证',
  finish: '办结',
  unfinish: '取消办结',
  redate: '改期',
  report: '填报进展',
};
const eventWords = ({ event, reason, node, fromOn, toOn, level }: TaskEvent): string => {
  if (event === 'escalate') return `${level === null ? '撤销提级' : `提级到${escalationName[level]}`} ${toOn}：${reason}`;
  if (event === 'redate') return `改期“${node}” ${fromOn} → ${toOn}：${reason}`;
  if (event === 'finish') return `办结“${node}” ${toOn}`;
  if (event === 'unfinish') return `取消办结“${node}”（原填 ${fromOn}）`;
  const name = event in EVENTS ? EVENTS[event as keyof typeof EVENTS] : TASK_ACTS[event as TaskAct].name;
  if (event === 'report') return `${name} ${formatPeriod(reason)}`;
  return withReason(name, reason);
};

/** The step that leads on stands first and is the main one. */
const FORWARD: readonly TaskAct[] = ['assign', 'submit', 'verify', 'close', 'resume'];
const roleOf = (act: TaskAct): Role => ((REVIEW_ACTS as readonly TaskAct[]).includes(act) ? 'review' : 'entry');

function Actions({
  record,
  session,
  onEdit,
}: {
  readonly record: TaskRecord;
  readonly session: SessionView;
  readonly onEdit: () => void;
}) {
  const { task, acts } = record;
  const [asking, setAsking] = useState<TaskAct | null>(null);
  const [raising, setRaising] = useState<'up' | 'back' | null>(null);
  const advance = useCommand('tasks.advance');
  const decide = useCommand('tasks.decide');
  const close = useCallback(() => {
    setAsking(null);
    setRaising(null);
  }, []);
  const canReview = isAllowed(session, 'review');
  const raise = (way: 'up' | 'back', text: string) => (
    <button type="button" disabled={!canReview} title={canReview ? undefined : denied('review')} onClick={() => setRaising(way)}>
      {text}
    </button>
  );
  const commandOf = (act: TaskAct) => (roleOf(act) === 'review' ? decide : advance);
  const run = (act: TaskAct, reason: string, doneOn: string | null): void => {
    const done = { onSuccess: close };
    if (isReviewAct(act)) decide.mutate({ id: task.id, act, reason }, done);
    else advance.mutate({ id: task.id, act, reason, doneOn }, done);
  };
  const ordered = [...acts].sort((a, b) => Number(FORWARD.includes(b.act)) - Number(FORWARD.includes(a.act)));
  const main = ordered.find(({ act }) => FORWARD.includes(act));
  return (
    <div className="task-actions">
      {main && main.hindrance !== null ? <p className="faint">{main.hindrance}</p> : null}
      {asking === null ? <Trouble error={decide.error ?? advance.error} /> : null}
      <div className="row">
        {ordered.map(({ act, hindrance }) => {
          const may = isAllowed(session, roleOf(act));
          return (
            <button
              key={act}
              type="button"
              className={act === main?.act ? 'main' : ''}
              disabled={hindrance !== null || !may || commandOf(act).isPending}
              title={may ? (hindrance ?? undefined) : denied(roleOf(act))}
              onClick={() => (TASK_ACTS[act].needsReason || act === 'submit' ? setAsking(act) : run(act, '', null))}
            >
              {TASK_ACTS[act].name}
            </button>
          );
        })}
        {isRunning(task.state) && levelsAbove(task.escalation).length > 0 ? raise('up', '提级调度') : null}
        {task.escalation === null ? null : raise('back', '撤销提级')}
        {isSettled(task.state) ? null : (
          <button
            type="button"
            disabled={!isAllowed(session, 'entry')}
            title={isAllowed(session, 'entry') ? undefined : denied('entry')}
            onClick={onEdit}
          >
            修改
          </button>
        )}
      </div>
      {raising === null ? null : <EscalateSheet task={task} way={raising} onClose={close} />}
      {asking === null ? null : (
        <ActSheet
          act={asking}
          task={task}
          error={commandOf(asking).error}
          isBusy={commandOf(asking).isPending}
          onDone={(reason, doneOn) => run(asking, reason, doneOn)}
          onClose={close}
        />
      )}
    </div>
  );
}

const isReviewAct = (act: TaskAct): act is (typeof REVIEW_ACTS)[number] => (REVIEW_ACTS as readonly TaskAct[]).includes(act);

/** 提级调度 begins with what the rule says; 撤销提级 hands the item back to its 牵头领导. */
function EscalateSheet({
  task,
  way,
  onClose,
}: {
  readonly task: TaskRow;
  readonly way: 'up' | 'back';
  readonly onClose: () => void;
}) {
  const escalate = useCommand('tasks.escalate');
  const above = levelsAbove(task.escalation);
  const isBack = way === 'back';
  const [level, setLevel] = useState(task.escalationDue?.level ?? above[0] ?? ESCALATION_LEVELS[0]);
  const [onDay, setOnDay] = useState(today);
  const [reason, setReason] = useState(isBack ? '' : (task.escalationDue?.why ?? ''));
  const name = isBack ? '撤销提级' : '提级调度';
  return (
    <RecordSheet
      title={`${name} · 第 ${task.number} 项`}
      verb={name}
      error={escalate.error}
      isBusy={escalate.isPending}
      onSave={() => escalate.mutate({ id: task.id, level: isBack ? null : level, onDay, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {isBack ? (
        <p className="hint">撤销后由牵头领导{task.leader}调度，提级的经过仍然保留。</p>
      ) : (
        <ChoiceField
          name="提级到"
          value={level}
          choices={above.map((one) => [one, escalationName[one]] as const)}
          hint={
            task.escalation === null ? `现由牵头领导${task.leader}调度。` : `现由${escalationName[task.escalation.level]}调度。`
          }
          onChange={setLevel}
        />
      )}
      <TextField name={isBack ? '撤销日期' : '提级日期'} type="date" value={onDay} onChange={setOnDay} />
      <TextField name="理由" value={reason} onChange={setReason} />
    </RecordSheet>
  );
}

function ActSheet({
  act,
  task,
  error,
  isBusy,
  onDone,
  onClose,
}: {
  readonly act: TaskAct;
  readonly task: TaskRow;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onDone: (reason: string, doneOn: string | null) => void;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [doneOn, setDoneOn] = useState(() => likelyDay(task.deadline));
  const { name, needsReason } = TASK_ACTS[act];
  return (
    <RecordSheet
      title={`${name} · 第 ${task.number} 项`}
      verb={name}
      error={error}
      isBusy={isBusy}
      onSave={() => onDone(reason, act === 'submit' ? doneOn : null)}
      onClose={onClose}
    >
      {act === 'submit' ? (
        <TextField
          name="办结日期"
          type="date"
          value={doneOn}
          hint={`完成时限 ${task.deadline}，按实际办结的那一天填写。`}
          onChange={setDoneOn}
        />
      ) : null}
      {needsReason ? <TextField name="理由" value={reason} onChange={setReason} /> : null}
    </RecordSheet>
  );
}
