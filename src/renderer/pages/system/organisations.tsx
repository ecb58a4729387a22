import { useState } from 'react';
import type { Organisation, OrganisationInput } from '../../../shared/contract/organisations.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { kindName } from '../../../shared/text.ts';
import { Empty, Sheet, Trouble } from '../../components/parts.tsx';
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

function OrganisationForm({
  value,
  all,
  onClose,
}: {
  readonly value: OrganisationInput;
  readonly all: readonly Organisation[];
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState(value);
  const save = useCommand('organisations.save');
  const text = (key: 'code' | 'name' | 'shortName' | 'groupName') => ({
    id: `organisation-${key}`,
    value: draft[key],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setDraft({ ...draft, [key]: event.target.value }),
  });
  const month = (key: 'validFrom' | 'validTo') => ({
    id: `organisation-${key}`,
    type: 'month',
    value: draft[key] ?? '',
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setDraft({ ...draft, [key]: event.target.value === '' ? null : event.target.value }),
  });
  return (
    <Sheet
      title={value.id === null ? '新增单位' : `修改 ${value.name}`}
      onClose={onClose}
      footer={
        <>
          <button type="button" onClick={onClose}>
            取消
          </button>
          <button
            type="button"
            className="main"
            disabled={save.isPending}
            onClick={() => save.mutate({ ...draft, shortName: draft.shortName || draft.name }, { onSuccess: onClose })}
          >
            保存
          </button>
        </>
      }
    >
      <div className="fields">
        <label htmlFor="organisation-code">编码</label>
        <input {...text('code')} />
        <label htmlFor="organisation-name">名称</label>
        <input {...text('name')} />
        <label htmlFor="organisation-shortName">简称</label>
        <input {...text('shortName')} />
        <label htmlFor="organisation-kind">类别</label>
        <select
          id="organisation-kind"
          value={draft.kind}
          onChange={(event) => setDraft({ ...draft, kind: event.target.value as OrganisationInput['kind'] })}
        >
          {Object.entries(kindName).map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </select>
        <label htmlFor="organisation-groupName">分组</label>
        <input {...text('groupName')} />
        <label htmlFor="organisation-parent">上级</label>
        <select
          id="organisation-parent"
          value={draft.parentCode ?? ''}
          onChange={(event) => setDraft({ ...draft, parentCode: event.target.value === '' ? null : event.target.value })}
        >
          <option value="">（无）</option>
          {all
            .filter((row) => row.id !== value.id)
            .map((row) => (
              <option key={row.id} value={row.code}>
                {row.name}
              </option>
            ))}
        </select>
        <label htmlFor="organisation-validFrom">起</label>
        <input {...month('validFrom')} />
        <label htmlFor="organisation-validTo">止</label>
        <input {...month('validTo')} />
        <label htmlFor="organisation-aliases">别名</label>
        <input
          id="organisation-aliases"
          value={draft.aliases.join('、')}
          onChange={(event) => setDraft({ ...draft, aliases: event.target.value.split(/[、,，]/).map((part) => part.trim()) })}
          onBlur={() => setDraft({ ...draft, aliases: draft.aliases.filter((part) => part !== '') })}
        />
        <p className="hint">表格里可能出现的其他写法，用顿号分开。起止留空表示一直参加。</p>
      </div>
      <Trouble error={save.error} />
    </Sheet>
  );
}
