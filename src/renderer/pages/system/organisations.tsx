import { useState } from 'react';
import type { Organisation, OrganisationInput } from '../../../shared/contract/organisations.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { kindName } from '../../../shared/text.ts';
import { ChoiceField, choicesOf, RecordSheet, splitNames, TextField } from '../../components/fields.tsx';
import { Empty, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

const BLANK: OrganisationInput = {
  id: null,
  code: '',
  name: '',
  shortName: '',
  kind: 'district',
  groupName: '',
  parentCode: null,
  validFrom: null,
  validTo: null,
  aliases: [],
};

export function OrganisationsTab() {
  const list = useCall('organisations.list', {});
  const [editing, setEditing] = useState<OrganisationInput | null>(null);
  return (
    <>
      <div className="heading">
        <h1>单位</h1>
        <p className="say">参加排名的是区县和专项小组；部门只报送不排名。起止月份以外的月份不参加。</p>
        <div className="actions">
          <button type="button" className="main" onClick={() => setEditing(BLANK)}>
            新增单位
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={list.error} />
        {list.data?.length === 0 ? <Empty text="还没有单位。可以新增，或在“数据”页导入含“单位”表的表格。" /> : null}
        {list.data && list.data.length > 0 ? <OrganisationTable rows={list.data} onEdit={setEditing} /> : null}
      </div>
      {editing ? <OrganisationForm value={editing} all={list.data ?? []} onClose={() => setEditing(null)} /> : null}
    </>
  );
}

function OrganisationTable({
  rows,
  onEdit,
}: {
  readonly rows: readonly Organisation[];
  readonly onEdit: (row: Organisation) => void;
}) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th>编码</th>
          <th>名称</th>
          <th>简称</th>
          <th>类别</th>
          <th>分组</th>
          <th>起</th>
          <th>止</th>
          <th>别名</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.code}</td>
            <td>
              <button type="button" className="link" onClick={() => onEdit(row)}>
                {row.name}
              </button>
            </td>
            <td>{row.shortName}</td>
            <td>{kindName[row.kind]}</td>
            <td>{row.groupName}</td>
            <td>{row.validFrom === null ? '' : formatPeriod(row.validFrom)}</td>
            <td>{row.validTo === null ? '' : formatPeriod(row.validTo)}</td>
            <td className="faint">{row.aliases.join('、')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type FormProps = { readonly value: OrganisationInput; readonly all: readonly Organisation[]; readonly onClose: () => void };

function OrganisationForm({ value, all, onClose }: FormProps) {
  const [draft, setDraft] = useState(value);
  const [aliases, setAliases] = useState(value.aliases.join('、'));
  const save = useCommand('organisations.save');
  const set = (change: Partial<OrganisationInput>): void => setDraft({ ...draft, ...change });
  const textOrNull = (text: string): string | null => (text === '' ? null : text);
  const parents = all.filter((row) => row.id !== value.id).map((row) => [row.code, row.name] as const);
  return (
    <RecordSheet
      title={value.id === null ? '新增单位' : `修改 ${value.name}`}
      error={save.error}
      isBusy={save.isPending}
      onSave={() =>
        save.mutate({ ...draft, shortName: draft.shortName || draft.name, aliases: splitNames(aliases) }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <TextField name="编码" value={draft.code} onChange={(code) => set({ code })} />
      <TextField name="名称" value={draft.name} onChange={(name) => set({ name })} />
      <TextField name="简称" value={draft.shortName} onChange={(shortName) => set({ shortName })} />
      <ChoiceField name="类别" value={draft.kind} choices={choicesOf(kindName)} onChange={(kind) => set({ kind })} />
      <TextField name="分组" value={draft.groupName} onChange={(groupName) => set({ groupName })} />
      <ChoiceField
        name="上级"
        value={draft.parentCode ?? ''}
        choices={[['', '（无）'], ...parents]}
        onChange={(code) => set({ parentCode: textOrNull(code) })}
      />
      <TextField name="起" type="month" value={draft.validFrom ?? ''} onChange={(text) => set({ validFrom: textOrNull(text) })} />
      <TextField name="止" type="month" value={draft.validTo ?? ''} onChange={(text) => set({ validTo: textOrNull(text) })} />
      <TextField
        name="别名"
        hint="表格里可能出现的其他写法，用顿号分开。起止留空表示一直参加。"
        value={aliases}
        onChange={setAliases}
      />
    </RecordSheet>
  );
}
