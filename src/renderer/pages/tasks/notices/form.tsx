import { useState } from 'react';
import type { NoticeDraft, NoticeRow, NoticesView } from '../../../../shared/contract/notices.ts';
import { NOTICE_KINDS, noticeName, usualRequirement } from '../../../../shared/notices/kinds.ts';
import { AreaField, ChoiceField, RecordSheet, TextField } from '../../../components/fields.tsx';
import { useCommand } from '../../../queries.ts';

type Props = {
  readonly view: NoticesView;
  /** null: a new one. */
  readonly notice: NoticeRow | null;
  readonly onSaved: (id: number) => void;
  readonly onClose: () => void;
};

/** 起草: choosing an item of the 台账 fills in whom it concerns, what it is about and where it comes from. */
export function NoticeForm({ view, notice, onSaved, onClose }: Props) {
  const [draft, setDraft] = useState<NoticeDraft>(() => (notice === null ? blank(view) : draftOf(notice)));
  const save = useCommand('notices.save');
  const set = (change: Partial<NoticeDraft>): void => setDraft({ ...draft, ...change });
  const { replyDays } = view.rules;
  const choose = (id: string): void => {
    const task = view.tasks.find((one) => String(one.id) === id);
    set(task ? { task: task.id, organisation: task.organisation, matter: task.title, source: task.source } : { task: null });
  };
  return (
    <RecordSheet
      title={notice === null ? '起草' : `修改${noticeName[notice.kind]}`}
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
      <ChoiceField
        name="种类"
        value={draft.kind}
        choices={NOTICE_KINDS.map((kind) => [kind, noticeName[kind]] as const)}
        onChange={(kind) =>
          // What the clerk wrote stays; the usual words follow the kind.
          set({ kind, ...(draft.requirement === usualRequirement[draft.kind] ? { requirement: usualRequirement[kind] } : {}) })
        }
      />
      <ChoiceField
        name="台账任务"
        value={draft.task === null ? '' : String(draft.task)}
        choices={[['', '台账以外的事项'], ...view.tasks.map(({ id, name }) => [String(id), name] as const)]}
        onChange={choose}
      />
      <ChoiceField
        name="承办单位"
        value={draft.organisation}
        choices={view.units.map(({ code, name }) => [code, name] as const)}
        onChange={(organisation) => set({ organisation })}
      />
      <TextField name="事项" value={draft.matter} onChange={(matter) => set({ matter })} />
      <TextField name="来源文件" value={draft.source} onChange={(source) => set({ source })} />
      <AreaField name="缘由" value={draft.basis} onChange={(basis) => set({ basis })} />
      <AreaField name="要求" value={draft.requirement} onChange={(requirement) => set({ requirement })} />
      <TextField
        name="反馈时限"
        type="date"
        value={draft.dueOn ?? ''}
        hint={`不填的，签发时按规则定为下发后第 ${replyDays[draft.kind]} 个工作日。`}
        onChange={(text) => set({ dueOn: text || null })}
      />
      <TextField name="签发人" value={draft.signedBy} hint="可以到签发时再填。" onChange={(signedBy) => set({ signedBy })} />
    </RecordSheet>
  );
}

function draftOf({ id, kind, organisation, task, source, matter, basis, requirement, dueOn, signedBy }: NoticeRow): NoticeDraft {
  return { id, kind, organisation, task, source, matter, basis, requirement, dueOn, signedBy };
}

const blank = ({ units, signers }: NoticesView): NoticeDraft => ({
  id: null,
  kind: 'tip',
  organisation: units[0]?.code ?? '',
  task: null,
  source: '',
  matter: '',
  basis: '',
  requirement: usualRequirement.tip,
  dueOn: null,
  signedBy: signers[0] ?? '',
});
