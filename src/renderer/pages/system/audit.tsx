import { useState } from 'react';
import { Trouble, timeText } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';

export function AuditTab() {
  const [before, setBefore] = useState<number | null>(null);
  const list = useCall('audit.list', { before }, { keep: true });
  const oldest = list.data?.at(-1)?.id;
  return (
    <>
      <div className="heading">
        <h1>操作记录</h1>
        <p className="say">每一次改动都在这里，不能删改。</p>
        <div className="actions">
          <button type="button" disabled={before === null} onClick={() => setBefore(null)}>
            最新
          </button>
          <button
            type="button"
            disabled={(list.data?.length ?? 0) < 100}
            onClick={() => oldest !== undefined && setBefore(oldest)}
          >
            更早
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={list.error} />
        <table className="table">
          <thead>
            <tr>
              <th className="n">序号</th>
              <th>时间</th>
              <th>经办人</th>
              <th>事项</th>
              <th>对象</th>
            </tr>
          </thead>
          <tbody>
            {(list.data ?? []).map((row) => (
              <tr key={row.id}>
                <td className="n">{row.id}</td>
                <td>{timeText(row.at)}</td>
                <td>{row.actor}</td>
                <td>{row.action}</td>
                <td>{row.subject}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
