import { useState } from 'react';
import type { Item, ItemDraft } from '../../../shared/contract/publicity.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { CHANNELS, channelName, kindName, levelName, levelsOf } from '../../../shared/publicity/kinds.ts';
import { ChoiceField, choicesOf, RecordSheet, TextField } from '../../components/fields.tsx';
import { useCommand } from '../../queries.ts';

/** 登记条目. */
export function ItemForm({
  period,
  units,
  item,
  unit,
  onSaved,
  onClose,
}: {
  readonly period: string;
  readonly units: readonly { readonly code: string; readonly name: string }[];
  /** null: a new one. */
  readonly item: Item | null;
  /** Whose items were looked at. */
  readonly unit: string | undefined;
  readonly onSaved: (id: number) => void;
  readonly onClose: () => void;
}) {
  const save = useCommand('publicity.saveItem');
  const [draft, setDraft] = useState<ItemDraft>(() => draftOf(item) ?? blank(period, unit ?? units[0]?.code ?? ''));
  const set = (change: Partial<ItemDraft>): void => setDraft({ ...draft, ...change });
  const isClaimed = draft.kind === 'media' || draft.kind === 'instruction';
  return (
    <RecordSheet
      title={`${item === null ? '登记条目' : '修改条目'} · ${formatPeriod(period)}`}
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
        name="类别"
        value={draft.kind}
        choices={choicesOf(kindName)}
        hint={isClaimed ? '这里只作统计；考核加分在“数据 › 加分”登记，不重复计分。' : undefined}
        onChange={(kind) =>
          set({
            kind,
            level: levelsOf(kind).includes(draft.level) ? draft.level : 'city',
            isFrontPage: draft.isFrontPage && kind === 'media',
          })
        }
      />
      <ChoiceField
        name="级别"
        value={draft.level}
        choices={levelsOf(draft.kind).map((level) => [level, levelName(draft.kind, level)] as const)}
        onChange={(level) => set({ level })}
      />
      <TextField name="标题" value={draft.title} onChange={(title) => set({ title })} />
      <ChoiceField
        name="渠道"
        value={draft.channel}
        choices={CHANNELS.map((channel) => [channel, channelName[channel]] as const)}
        onChange={(channel) => set({ channel })}
      />
      <TextField
        name="刊播单位"
        value={draft.outlet}
        hint="如《大众日报》、中央电视台；没有的不填。"
        onChange={(outlet) => set({ outlet })}
      />
      {draft.kind === 'media' ? (
        <ChoiceField
          name="版面"
          value={draft.isFrontPage ? 'front' : 'other'}
          choices={[
            ['other', '其他版面'],
            ['front', '头版'],
          ]}
          onChange={(page) => set({ isFrontPage: page === 'front' })}
        />
      ) : null}
      <TextField name="期号或链接" value={draft.documentNumber} onChange={(documentNumber) => set({ documentNumber })} />
      <TextField name="日期" type="date" value={draft.datedOn ?? ''} onChange={(text) => set({ datedOn: text || null })} />
    </RecordSheet>
  );
}

function draftOf(item: Item | null): ItemDraft | null {
  if (item === null) return null;
  const { id, period, organisation, kind, level, channel, outlet, isFrontPage, title, documentNumber, datedOn } = item;
  return { id, period, organisation, kind, level, channel, outlet, isFrontPage, title, documentNumber, datedOn };
}

const blank = (period: string, organisation: string): ItemDraft => ({
  id: null,
  period,
  organisation,
  kind: 'brief',
  level: 'filed',
  channel: 'other',
  outlet: '',
  isFrontPage: false,
  title: '',
  documentNumber: '',
  datedOn: null,
});
