import { useDeferredValue, useState } from 'react';
import type { Claim, ClaimDraft, ClaimsView } from '../../../../shared/contract/claims.ts';
import { formatPeriod } from '../../../../shared/period.ts';
import { ChoiceField, RecordSheet, TextField } from '../../../components/fields.tsx';
import { useCall, useCommand } from '../../../queries.ts';

type Props = {
  readonly period: string;
  readonly view: ClaimsView;
  /** null: a new one. */
  readonly claim: Claim | null;
  /** Whose claims were looked at. */
  readonly unit: string | undefined;
  readonly onSaved: (id: number) => void;
  readonly onClose: () => void;
};

/** 登记事项: what may be a repetition is said while it is being typed. */
export function ClaimForm({ period, view, claim, unit, onSaved, onClose }: Props) {
  const { lines, units } = view;
  const [draft, setDraft] = useState<ClaimDraft>(() => draftOf(claim) ?? blank(period, view, unit));
  const save = useCommand('claims.save');
  const set = (change: Partial<ClaimDraft>): void => setDraft({ ...draft, ...change });
  const { note, ...checked } = useDeferredValue(draft);
  const doubts = useCall('claims.doubts', checked, { enabled: checked.title.trim() !== '', keep: true });
  const line = lines.find(({ code }) => code === draft.item);
  const verb = line?.kind === 'deduction' ? '扣' : line?.kind === 'bonus' ? '加' : '计';
  return (
    <RecordSheet
      title={`${claim === null ? '登记事项' : '修改事项'} · ${formatPeriod(period)}`}
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
        name="单位"
        value={draft.organisation}
        choices={units.map(({ code, name }) => [code, name] as const)}
        onChange={(organisation) => set({ organisation })}
      />
      <ChoiceField
        name="条款"
        value={draft.item}
        choices={lines.map(({ code, name }) => [code, `${code} ${name}`] as const)}
        hint={line ? `${line.clause}${line.evidence === '' ? '' : `佐证：${line.evidence}。`}` : undefined}
        onChange={(item) => set({ item, level: lines.find(({ code }) => code === item)?.levels[0]?.level ?? '' })}
      />
      <ChoiceField
        name="级别"
        value={draft.level}
        choices={(line?.levels ?? []).map(
          ({ level, name, unit: counted, points }) => [level, `${name}（每${counted || '件'}${verb} ${points} 分）`] as const,
        )}
        onChange={(level) => set({ level })}
      />
      <TextField name="事项名称" value={draft.title} onChange={(title) => set({ title })} />
      <TextField
        name="文号或链接"
        value={draft.documentNumber}
        hint="可以不填；填了便于识别同一事项。"
        onChange={(documentNumber) => set({ documentNumber })}
      />
      <TextField name="日期" type="date" value={draft.datedOn ?? ''} onChange={(text) => set({ datedOn: text || null })} />
      <TextField name="备注" value={draft.note} onChange={(text) => set({ note: text })} />
      <div className="claim-doubts" aria-live="polite">
        {(doubts.data ?? []).map((sentence) => (
          <p key={sentence} className="finding">
            {sentence}
          </p>
        ))}
        {claim === null ? <p className="faint">保存后在右侧添加佐证，再送认定。</p> : null}
      </div>
    </RecordSheet>
  );
}

function draftOf(claim: Claim | null): ClaimDraft | null {
  if (claim === null) return null;
  const { id, period, organisation, item, level, title, documentNumber, datedOn, note } = claim;
  return { id, period, organisation, item, level, title, documentNumber, datedOn, note };
}

function blank(period: string, { lines, units }: ClaimsView, unit: string | undefined): ClaimDraft {
  // Most of what is registered adds points.
  const line = lines.find(({ kind }) => kind === 'bonus') ?? lines[0];
  return {
    id: null,
    period,
    organisation: units.find(({ code }) => code === unit)?.code ?? units[0]?.code ?? '',
    item: line?.code ?? '',
    level: line?.levels[0]?.level ?? '',
    title: '',
    documentNumber: '',
    datedOn: null,
    note: '',
  };
}
