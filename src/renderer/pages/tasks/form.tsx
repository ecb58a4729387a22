import { useState } from 'react';
import type { TaskDraft, TaskRow, TasksView } from '../../../shared/contract/tasks.ts';
import { ChoiceField, RecordSheet, TextField } from '../../components/fields.tsx';
import { useCommand } from '../../queries.ts';

type Props = {
  readonly view: TasksView;
  /** null: a new one. */
  readonly task: TaskRow | null;
  readonly onSaved: (id: number) => void;
  readonly onClose: () => void;
};

/** 登记任务: the six things a 台账 must make clear, and the nodes. Dates are closed once the item is 立项. */
export function TaskForm({ view, task, onSaved, onClose }: Props) {
  const [draft, setDraft] = useState<TaskDraft>(() => (task === null ? blank(view) : draftOf(task)));
  const save = useCommand('tasks.save');
  const set = (change: Partial<TaskDraft>): void => setDraft({ ...draft, ...change });
  const isFrozen = task?.nodes.some(({ baselineOn }) => baselineOn !== null) ?? false;
  const above = view.rows.filter((row) => row.id !== task?.id && row.parentId === null && row.year === draft.year);
  return (
    <RecordSheet
      title={task === null ? `登记任务 · ${draft.year}年` : `修改任务 · 第 ${task.number} 项`}
      error={save.error}
      isBusy={save.isPending}
      onSave={() =>
        save.mutate(draft, {
          onSuccess: ({ id }) => {
            onClose();
            onSaved(id);
          },
        })
      }
      onClose={onClose}
    >
      <TextField name="编号" value={draft.number} onChange={(number) => set({ number })} />
      <ChoiceField
        name="类别"
        value={draft.kind}
        choices={[
          ['task', '改革任务'],
          ['document', '配套文件'],
        ]}
        hint={draft.kind === 'document' ? '上级文件要求配套出台的，计入“配套文件按期出台率”，可以办理“无需配套”。' : undefined}
        onChange={(kind) => set({ kind })}
      />
      <TextField name="改革事项" value={draft.title} onChange={(title) => set({ title })} />
      <Suggest name="改革领域" value={draft.field} known={view.fields} onChange={(field) => set({ field })} />
      <Suggest name="牵头领导" value={draft.leader} known={view.leaders} onChange={(leader) => set({ leader })} />
      <Suggest name="认领领导" value={draft.claimedBy} known={view.leaders} onChange={(claimedBy) => set({ claimedBy })} />
      <ChoiceField
        name="责任单位"
        value={draft.organisation}
        choices={view.units.map(({ code, name }) => [code, name] as const)}
        onChange={(organisation) => set({ organisation })}
      />
      <TextField name="配合单位" value={draft.supporting} onChange={(supporting) => set({ supporting })} />
      <label htmlFor="field-measures">任务措施</label>
      <textarea id="field-measures" rows={3} value={draft.measures} onChange={(event) => set({ measures: event.target.value })} />
      <TextField name="成果形式" value={draft.outcome} onChange={(outcome) => set({ outcome })} />
      <TextField name="文号" value={draft.documentNumber} onChange={(documentNumber) => set({ documentNumber })} />
      <TextField name="点位" value={draft.site} hint="可以实地督察的地点，可以不填。" onChange={(site) => set({ site })} />
      <ChoiceField
        name="上级任务"
        value={draft.parentId === null ? '' : String(draft.parentId)}
        choices={[['', '没有'] as const, ...above.map((row) => [String(row.id), `${row.number} ${row.title}`] as const)]}
        onChange={(parent) => set({ parentId: parent === '' ? null : Number(parent) })}
      />
      {isFrozen ? (
        <p className="hint">已经立项，开始日期、节点和完成时限不能在这里改；要改请在节点旁办理“改期”。</p>
      ) : (
        <>
          <TextField name="开始日期" type="date" value={draft.startsOn} onChange={(startsOn) => set({ startsOn })} />
          <Nodes draft={draft} set={set} />
          <TextField name="完成时限" type="date" value={draft.deadline} onChange={(deadline) => set({ deadline })} />
        </>
      )}
    </RecordSheet>
  );
}

function Nodes({ draft, set }: { readonly draft: TaskDraft; readonly set: (change: Partial<TaskDraft>) => void }) {
  const { nodes } = draft;
  const change = (at: number, part: Partial<TaskDraft['nodes'][number]>): void =>
    set({ nodes: nodes.map((node, index) => (index === at ? { ...node, ...part } : node)) });
  return (
    <>
      <span className="task-label">节点</span>
      <div className="task-nodes-edit">
        {nodes.map((node, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a node that is being written has no other name
          <div key={index}>
            <input
              aria-label={`第 ${index + 1} 个节点`}
              placeholder="如：印发实施方案"
              value={node.title}
              onChange={(event) => change(index, { title: event.target.value })}
            />
            <input
              type="date"
              aria-label={`第 ${index + 1} 个节点的期限`}
              value={node.dueOn}
              onChange={(event) => change(index, { dueOn: event.target.value })}
            />
            <button type="button" onClick={() => set({ nodes: nodes.filter((_, at) => at !== index) })}>
              删去
            </button>
          </div>
        ))}
        <button
          type="button"
          onClick={() => set({ nodes: [...nodes, { id: null, title: '', dueOn: nodes.at(-1)?.dueOn ?? draft.startsOn }] })}
        >
          添加节点
        </button>
      </div>
    </>
  );
}

/** Free text that offers what is in the ledger already, so that one leader is not written in two ways. */
function Suggest({
  name,
  value,
  known,
  onChange,
}: {
  readonly name: string;
  readonly value: string;
  readonly known: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  const id = `field-${name}`;
  return (
    <>
      <label htmlFor={id}>{name}</label>
      <input id={id} list={`${id}-known`} value={value} onChange={(event) => onChange(event.target.value)} />
      <datalist id={`${id}-known`}>
        {known.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
    </>
  );
}

function draftOf(task: TaskRow): TaskDraft {
  const { id, year, number, parentId, kind, title, field, leader, claimedBy, organisation, supporting, measures, outcome } = task;
  const { documentNumber, site, startsOn, deadline } = task;
  const nodes = task.nodes.flatMap((node) => (node.isFinal ? [] : [{ id: node.id, title: node.title, dueOn: node.dueOn }]));
  return {
    ...{ id, year, number, parentId, kind, title, field, leader, claimedBy, organisation, supporting, measures, outcome },
    ...{ documentNumber, site, startsOn, deadline, nodes },
  };
}

function blank({ year, nextNumber, units }: TasksView): TaskDraft {
  return {
    id: null,
    year,
    number: nextNumber,
    parentId: null,
    kind: 'task',
    title: '',
    field: '',
    leader: '',
    claimedBy: '',
    organisation: units[0]?.code ?? '',
    supporting: '',
    measures: '',
    outcome: '',
    documentNumber: '',
    site: '',
    startsOn: `${year}-01-01`,
    deadline: `${year}-12-31`,
    nodes: [],
  };
}
