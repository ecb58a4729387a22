import { useState } from 'react';
import type { PanelInput, PanelList, PanelView } from '../../../../shared/contract/panels.ts';
import { periodWords } from '../../../../shared/period.ts';
import { listName } from '../../../../shared/text.ts';
import { ChoiceField, choicesOf, RecordSheet, TextField } from '../../../components/fields.tsx';
import { useCommand } from '../../../queries.ts';

const KINDS = [
  ['raters', '评委打分'],
  ['mutual', '区县互评'],
] as const;
const REMEDIES = [
  ['trimmed', '去掉最高最低后的平均'],
  ['adjusted', '扣除宽严差后的平均'],
] as const;

/** Numbers as they are typed; they are checked at the door. */
type Draft = Omit<PanelInput, 'raters' | 'trim'> & { readonly raters: string; readonly trim: string };

function draftOf(period: string, list: PanelList, panel: PanelView | null): Draft {
  if (panel) {
    const { id, title, kind, indicator, remedy, trim, low, high } = panel;
    const raters = kind === 'raters' ? panel.raters.map(({ name }) => name).join('\n') : '';
    return { id, period, title, kind, list: panel.list, indicator, remedy, trim: String(trim), low, high, raters };
  }
  return {
    id: null,
    period,
    title: '',
    kind: 'raters',
    list: 'district',
    indicator: list.indicators[0]?.code ?? '',
    remedy: 'trimmed',
    trim: '1',
    low: '60',
    high: '95',
    raters: '',
  };
}

/** 新建评分: who marks whom, for which figure, and how it will be computed. */
export function PanelForm({
  period,
  list,
  panel,
  onSaved,
  onClose,
}: {
  readonly period: string;
  readonly list: PanelList;
  readonly panel: PanelView | null;
  readonly onSaved: (id: number) => void;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => draftOf(period, list, panel));
  const save = useCommand('panels.save');
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const isMutual = draft.kind === 'mutual';
  const indicator = list.indicators.find(({ code }) => code === draft.indicator);
  const fixed = indicator?.trim ?? null;
  const isTrimmed = fixed !== null || draft.remedy === 'trimmed';
  const submit = (): void => {
    const { raters, trim, ...rest } = draft;
    const input = {
      ...rest,
      list: isMutual ? ('district' as const) : draft.list,
      raters: isMutual ? [] : raters.split(/[\s、,，;；]/).flatMap((name) => name.trim() || []),
      trim: isTrimmed ? Number(trim) : 0,
    };
    save.mutate(input, {
      onSuccess: ({ id }) => {
        onSaved(id);
        onClose();
      },
    });
  };
  return (
    <RecordSheet
      title={panel ? `修改 ${panel.title}` : '新建评分'}
      error={save.error}
      isBusy={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <TextField name="名称" value={draft.title} onChange={(title) => set({ title })} />
      <ChoiceField name="方式" value={draft.kind} choices={KINDS} onChange={(kind) => set({ kind })} />
      {isMutual ? null : (
        <ChoiceField
          name="被评单位"
          value={draft.list}
          choices={choicesOf(listName)}
          onChange={(value) => set({ list: value })}
        />
      )}
      {isMutual ? (
        <>
          <span className="faint" style={{ textAlign: 'right' }}>
            评委
          </span>
          <span>
            {periodWords(period).own} {list.districts} 个区县，各给其他区县打分
          </span>
        </>
      ) : (
        <>
          <label htmlFor="field-评委">评委</label>
          <textarea
            id="field-评委"
            rows={3}
            placeholder="一行一个，或用顿号隔开"
            value={draft.raters}
            onChange={(event) => set({ raters: event.target.value })}
          />
          <p className="hint">与账户同名的评委登录后自己填写，别人打不开；其余的由录入人员按纸质评分表代填。</p>
        </>
      )}
      <ChoiceField
        name="记入指标"
        value={draft.indicator}
        choices={list.indicators.map(({ code, name, usedBy }) => [
          code,
          usedBy.length > 0 ? `${name}（${usedBy.join('、')}）` : `${name}（方案未用）`,
        ])}
        onChange={(code) => set({ indicator: code })}
      />
      {fixed === null ? (
        <ChoiceField name="计算办法" value={draft.remedy} choices={REMEDIES} onChange={(remedy) => set({ remedy })} />
      ) : (
        <>
          <span className="faint" style={{ textAlign: 'right' }}>
            计算办法
          </span>
          <span>方案规定：去掉最高、最低各 {fixed} 个后取平均</span>
        </>
      )}
      {isTrimmed && fixed === null ? (
        <TextField name="首尾各去掉（个）" type="number" value={draft.trim} onChange={(trim) => set({ trim })} />
      ) : null}
      {draft.remedy === 'adjusted' && fixed === null ? (
        <p className="hint">评委普遍给高或给低的部分先扣除，再取平均；没有给某单位打分的评委不影响该单位。</p>
      ) : null}
      <TextField name="低于此分写理由" value={draft.low} onChange={(low) => set({ low })} />
      <TextField
        name="高于此分写理由"
        value={draft.high}
        onChange={(high) => set({ high })}
        hint="计算办法在第一个打分之前定下，开始打分以后不能再改。"
      />
    </RecordSheet>
  );
}
