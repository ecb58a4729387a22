import { useState } from 'react';
import type { AccountInput, Role } from '../../../shared/contract/people.ts';
import { roleName } from '../../../shared/text.ts';
import { choicesOf, RecordSheet, TextField } from '../../components/fields.tsx';
import { Empty, Trouble, timeText } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

const BLANK: AccountInput = { id: null, name: '', roles: ['entry'], isActive: true, password: '' };
/** The first account sets up the others. */
const FIRST: AccountInput = { ...BLANK, roles: ['entry', 'review', 'seal', 'admin'] };
const DUTIES: Readonly<Record<Role, string>> = {
  entry: '填报、导入、报送、编文号',
  review: '审核、退回报送的表，出通报',
  seal: '出通报',
  view: '只看不改',
  admin: '单位、指标、方案、人员、恢复备份',
};

export function PeopleTab() {
  const list = useCall('people.list', {});
  const [editing, setEditing] = useState<AccountInput | null>(null);
  const isFirst = list.data?.length === 0;
  return (
    <>
      <div className="heading">
        <h1>人员</h1>
        <p className="say">每人一个账户，各负其责；操作记录写明是谁办的。</p>
        <div className="actions">
          <button type="button" className="main" disabled={!list.data} onClick={() => setEditing(isFirst ? FIRST : BLANK)}>
            新增人员
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={list.error} />
        {isFirst ? (
          <Empty text="还没有账户：由一人经办，打开程序不用登录。要几个人分工，就从自己的账户开始新增。" />
        ) : (
          <table className="table">
            <thead>
              <tr>
                <th>姓名</th>
                <th>职责</th>
                <th>状态</th>
                <th>最近登录</th>
              </tr>
            </thead>
            <tbody>
              {(list.data ?? []).map((account) => (
                <tr key={account.id}>
                  <td>
                    <button type="button" className="link" onClick={() => setEditing({ ...account, password: null })}>
                      {account.name}
                    </button>
                  </td>
                  <td>{account.roles.map((role) => roleName[role]).join('、')}</td>
                  <td>{!account.isActive ? '○ 停用' : account.lockedUntil === null ? '● 在用' : '▲ 输错密码已锁定'}</td>
                  <td>{timeText(account.lastSignedIn)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {editing ? <AccountForm value={editing} onClose={() => setEditing(null)} /> : null}
    </>
  );
}

function AccountForm({ value, onClose }: { readonly value: AccountInput; readonly onClose: () => void }) {
  const [draft, setDraft] = useState(value);
  const save = useCommand('people.save');
  const set = (change: Partial<AccountInput>): void => setDraft({ ...draft, ...change });
  const toggle = (role: Role): void =>
    set({ roles: draft.roles.includes(role) ? draft.roles.filter((one) => one !== role) : [...draft.roles, role] });
  return (
    <RecordSheet
      title={value.id === null ? '新增人员' : `修改 ${value.name}`}
      error={save.error}
      isBusy={save.isPending}
      onSave={() =>
        save.mutate(
          { id: draft.id, name: draft.name, roles: draft.roles, isActive: draft.isActive, password: draft.password || null },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <TextField name="姓名" value={draft.name} onChange={(name) => set({ name })} />
      <TextField
        name="密码"
        type="password"
        value={draft.password ?? ''}
        onChange={(password) => set({ password })}
        hint={value.id === null ? '至少 8 位，同时有字母和数字。' : '留空表示不改；保存后解除锁定。'}
      />
      <span className="faint" style={{ textAlign: 'right' }}>
        职责
      </span>
      <div>
        {choicesOf(roleName).map(([role, name]) => (
          <label key={role} style={{ display: 'block' }}>
            <input type="checkbox" checked={draft.roles.includes(role)} onChange={() => toggle(role)} /> {name}{' '}
            <span className="faint">{DUTIES[role]}</span>
          </label>
        ))}
      </div>
      <span className="faint" style={{ textAlign: 'right' }}>
        状态
      </span>
      <div>
        <label>
          <input type="checkbox" checked={draft.isActive} onChange={() => set({ isActive: !draft.isActive })} /> 在用
        </label>
      </div>
    </RecordSheet>
  );
}
