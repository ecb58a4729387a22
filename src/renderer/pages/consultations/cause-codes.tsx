import { useState } from 'react';
import { type CauseCode, type CauseGroup, causeGroupName } from '../../../shared/consultation/causes.ts';
import { choicesOf } from '../../components/fields.tsx';
import { Sheet, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { useDuty } from './record-bar.tsx';

/** 病因字典: names and hints may be changed, codes taken out of use; what was used stays. */
export function CausesSheet({ onClose }: { readonly onClose: () => void }) {
  const view = useCall('consultationRecords.causes', {});
  return view.data ? <Editor causes={view.data.causes} used={view.data.used} onClose={onClose} /> : null;
}

type Row = CauseCode & { readonly key: number };

function Editor({
  causes,
  used,
  onClose,
}: {
  readonly causes: readonly CauseCode[];
  readonly used: readonly string[];
  readonly onClose: () => void;
}) {
  const [rows, setRows] = useState<readonly Row[]>(() => causes.map((cause, key) => ({ ...cause, key })));
  const save = useCommand('consultationRecords.saveCauses');
  const denied = useDuty()(['admin']);
  const change = (key: number, more: Partial<CauseCode>): void =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, ...more } : row)));
  const add = (): void => {
    const next = 1 + Math.max(0, ...rows.flatMap(({ code }) => (/^Y\d+$/.test(code) ? [Number(code.slice(1))] : [])));
    setRows([
      ...rows,
      {
        key: Math.max(0, ...rows.map(({ key }) => key)) + 1,
        code: `Y${next}`,
        name: '',
        group: 'factor',
        hint: '',
        isActive: true,
      },
    ]);
  };
  const footer = (
    <>
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button
        type="button"
        className="main"
        disabled={save.isPending || denied !== undefined}
        title={denied}
        onClick={() => save.mutate({ causes: rows.map(({ key: _, ...cause }) => cause) }, { onSuccess: onClose })}
      >
        保存
      </button>
    </>
  );
  return (
    <Sheet title="病因字典" say="用过的编码不能删去，不再使用的停用" width={860} onClose={onClose} footer={footer}>
      <div className="consultation-causes-edit">
        <table className="table">
          <thead>
            <tr>
              <th>编码</th>
              <th>病因</th>
              <th>类别</th>
              <th>说明</th>
              <th>在用</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, code, name, group, hint, isActive }) => (
              <tr key={key}>
                <td>
                  <input
                    aria-label={`编码 ${code}`}
                    value={code}
                    style={{ width: 52 }}
                    disabled={used.includes(code)}
                    onChange={(event) => change(key, { code: event.target.value })}
                  />
                </td>
                <td>
                  <input
                    aria-label={`病因 ${code}`}
                    value={name}
                    onChange={(event) => change(key, { name: event.target.value })}
                  />
                </td>
                <td>
                  <select
                    aria-label={`类别 ${code}`}
                    value={group}
                    onChange={(event) => change(key, { group: event.target.value as CauseGroup })}
                  >
                    {choicesOf<CauseGroup>(causeGroupName).map(([value, text]) => (
                      <option key={value} value={value}>
                        {text}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <input
                    aria-label={`说明 ${code}`}
                    value={hint}
                    onChange={(event) => change(key, { hint: event.target.value })}
                  />
                </td>
                <td className="c">
                  <input
                    type="checkbox"
                    aria-label={`在用 ${code}`}
                    checked={isActive}
                    onChange={(event) => change(key, { isActive: event.target.checked })}
                  />
                </td>
                <td>
                  {used.includes(code) ? (
                    <span className="faint">已用</span>
                  ) : (
                    <button
                      type="button"
                      className="link"
                      aria-label={`删去 ${code}`}
                      onClick={() => setRows(rows.filter((row) => row.key !== key))}
                    >
                      删去
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <button type="button" onClick={add}>
          增加一条
        </button>
      </p>
      <Trouble error={save.error} />
    </Sheet>
  );
}
