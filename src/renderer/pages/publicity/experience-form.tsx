import { useState } from 'react';
import type { Experience, ExperienceDraft, ExperienceFigure } from '../../../shared/contract/publicity.ts';
import { AreaField, ChoiceField, RecordSheet, TextField } from '../../components/fields.tsx';
import { useCall, useCommand } from '../../queries.ts';

const EMPTY: ExperienceFigure = { name: '', value: '', source: '' };

/** 上报经验: what was done, and its figures, none without a source. */
export function ExperienceForm({
  period,
  experience,
  onSaved,
  onClose,
}: {
  readonly period: string;
  /** null: a new one. */
  readonly experience: Experience | null;
  readonly onSaved: (id: number) => void;
  readonly onClose: () => void;
}) {
  const units = useCall('organisations.list', {});
  const save = useCommand('publicity.saveExperience');
  const [draft, setDraft] = useState<ExperienceDraft>(() => draftOf(period, experience));
  const set = (change: Partial<ExperienceDraft>): void => setDraft({ ...draft, ...change });
  const setFigure = (at: number, change: Partial<ExperienceFigure>): void =>
    set({ figures: draft.figures.map((figure, index) => (index === at ? { ...figure, ...change } : figure)) });
  const isFilled = ({ name, value, source }: ExperienceFigure): boolean => `${name}${value}${source}`.trim() !== '';
  const ranked = (units.data ?? []).filter(({ kind }) => kind !== 'city');
  return (
    <RecordSheet
      title={experience === null ? '上报经验' : '修改经验'}
      error={save.error}
      isBusy={save.isPending}
      onSave={() =>
        save.mutate(
          { ...draft, figures: draft.figures.filter(isFilled) },
          {
            onSuccess: ({ id }) => {
              onClose();
              onSaved(id);
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField name="经验名称" value={draft.title} onChange={(title) => set({ title })} />
      <ChoiceField
        name="所属单位"
        value={draft.organisation ?? ''}
        choices={[['', '不属于名单上的单位（企业等）'], ...ranked.map(({ code, name }) => [code, name] as const)]}
        onChange={(code) => {
          const name = ranked.find((unit) => unit.code === code)?.name ?? '';
          const isOld = draft.subject === '' || ranked.some((unit) => unit.name === draft.subject);
          set({ organisation: code === '' ? null : code, ...(isOld ? { subject: name } : {}) });
        }}
      />
      <TextField
        name="经验单位"
        value={draft.subject}
        hint="谁的做法，如某小学、某企业。"
        onChange={(subject) => set({ subject })}
      />
      <TextField name="领域" value={draft.field} onChange={(field) => set({ field })} />
      <AreaField name="做法" value={draft.summary} onChange={(summary) => set({ summary })} />
      <TextField name="来源" value={draft.source} hint="上报材料或文章的名称。" onChange={(source) => set({ source })} />
      <fieldset className="figures">
        <legend>数据（每一项都要写明来源）</legend>
        {draft.figures.map((figure, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and are added at the end
          <div key={at}>
            <input
              aria-label={`数据 ${at + 1} 名称`}
              placeholder="名称"
              value={figure.name}
              onChange={(event) => setFigure(at, { name: event.target.value })}
            />
            <input
              aria-label={`数据 ${at + 1} 数值`}
              placeholder="如：由30天缩短到7天"
              value={figure.value}
              onChange={(event) => setFigure(at, { value: event.target.value })}
            />
            <input
              aria-label={`数据 ${at + 1} 来源`}
              placeholder="来源"
              value={figure.source}
              onChange={(event) => setFigure(at, { source: event.target.value })}
            />
          </div>
        ))}
        <button type="button" className="link" onClick={() => set({ figures: [...draft.figures, EMPTY] })}>
          再加一项
        </button>
      </fieldset>
    </RecordSheet>
  );
}

function draftOf(period: string, experience: Experience | null): ExperienceDraft {
  if (experience === null) {
    return {
      id: null,
      period,
      organisation: null,
      subject: '',
      field: '',
      title: '',
      summary: '',
      source: '',
      figures: [EMPTY],
    };
  }
  const { id, organisation, subject, field, title, summary, source, figures } = experience;
  return { id, period, organisation, subject, field, title, summary, source, figures };
}
