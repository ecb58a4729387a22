import { useState } from 'react';
import type { AnnualSettings, AnnualView } from '../../../shared/contract/annual.ts';
import { annualWords } from '../../../shared/text.ts';
import { ChoiceField, RecordSheet, TextField } from '../../components/fields.tsx';
import { useCommand } from '../../queries.ts';

/** Shares are stored as fractions and typed as per cent. */
const percent = (share: string): string => (share === '' ? '' : String(Number((Number(share) * 100).toFixed(4))));
const fraction = (text: string): string => (text.trim() === '' ? '' : String(Number((Number(text) / 100).toFixed(6))));

type PercentProps = {
  readonly name: string;
  readonly share: string;
  readonly hint?: string | undefined;
  readonly onChange: (share: string) => void;
};

/** Keeps the text as it is typed: “12.” must not lose its point before the 5 comes. */
function PercentField({ name, share, hint, onChange }: PercentProps) {
  const [text, setText] = useState(percent(share));
  return (
    <TextField
      name={name}
      hint={hint}
      value={text}
      onChange={(typed) => {
        setText(typed);
        onChange(fraction(typed));
      }}
    />
  );
}

/** 考核办法: how the year is made of its periods and its end. */
export function AnnualSettingsSheet({ view, onClose }: { readonly view: AnnualView; readonly onClose: () => void }) {
  const [draft, setDraft] = useState(view.settings);
  const unit = view.isMonthly ? '月度' : '每期';
  const save = useCommand('annual.saveSettings');
  const set = (change: Partial<AnnualSettings>): void => setDraft({ ...draft, ...change });
  return (
    <RecordSheet
      title="年度考核办法"
      error={save.error}
      isBusy={save.isPending}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <PercentField
        name={`${annualWords(view).score}占比（%）`}
        share={draft.monthlyShare}
        onChange={(monthlyShare) => set({ monthlyShare })}
        hint="其余为年终考核。"
      />
      <TextField
        name={view.isMonthly ? '计划考核月数' : '计划考核期数'}
        type="number"
        value={String(draft.plannedMonths)}
        hint={view.isMonthly ? undefined : `${view.year}年按 ${view.planned} 期计算。`}
        onChange={(text) => set({ plannedMonths: Number(text) })}
      />
      <TextField name={`${unit}最低分`} value={draft.lowest} onChange={(lowest) => set({ lowest })} />
      <TextField
        name={`${unit}最高分`}
        value={draft.highest}
        onChange={(highest) => set({ highest })}
        hint={`用来推算余下${view.isMonthly ? '月份' : '各期'}的上下限。`}
      />
      {draft.parts.map((part, index) => (
        <PercentField
          key={part.code}
          name={`${part.name}（%）`}
          share={part.share}
          onChange={(share) => set({ parts: draft.parts.map((row, at) => (at === index ? { ...row, share } : row)) })}
          hint={index === draft.parts.length - 1 ? '年终考核各部分合计应为 100%。' : undefined}
        />
      ))}
      {draft.grades.slice(0, -1).map((grade, index) => (
        <TextField
          key={grade.name}
          name={`${grade.name}最低总分`}
          value={grade.from}
          onChange={(from) => set({ grades: draft.grades.map((row, at) => (at === index ? { ...row, from } : row)) })}
        />
      ))}
      <TextField
        name={`${draft.grades[0]?.name ?? ''}名额上限（%）`}
        value={draft.grades[0]?.mostShare === null ? '' : percent(draft.grades[0]?.mostShare ?? '')}
        onChange={(text) =>
          set({
            grades: draft.grades.map((row, at) => (at === 0 ? { ...row, mostShare: text === '' ? null : fraction(text) } : row)),
          })
        }
        hint="占参加考核单位的比例，留空为不限。"
      />
      <ChoiceField
        name="一票否决的单位最高定为"
        value={draft.vetoGrade}
        choices={draft.grades.map((grade) => [grade.name, grade.name] as const)}
        onChange={(vetoGrade) => set({ vetoGrade })}
      />
    </RecordSheet>
  );
}
