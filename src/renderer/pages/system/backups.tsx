import { useState } from 'react';
import type { Backup } from '../../../shared/contract/backups.ts';
import { Confirm, Empty, Trouble, timeText } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

export function BackupsTab() {
  const list = useCall('backups.list', {});
  const make = useCommand('backups.make');
  const copy = useCommand('backups.copyOut');
  const fromFile = useCommand('backups.restoreFile');
  const [restored, setRestored] = useState<string | null>(null);
  const [restoring, setRestoring] = useState<Backup | null>(null);
  return (
    <>
      <div className="heading">
        <h1>备份</h1>
        <p className="say">每天自动备份一次；导入、恢复、升级之前各备份一次。请定期另存到 U 盘。</p>
        <div className="actions">
          <button
            type="button"
            disabled={fromFile.isPending}
            onClick={() => fromFile.mutate({}, { onSuccess: (done) => done && setRestored(done.name) })}
          >
            从文件恢复
          </button>
          <button type="button" className="main" disabled={make.isPending} onClick={() => make.mutate({})}>
            立即备份
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={list.error ?? make.error ?? copy.error ?? fromFile.error} />
        {restored === null ? null : <p className="said">已恢复到“{restored}”。恢复前的数据也留了一份备份。</p>}
        {copy.data ? <p className="said">已另存为“{copy.data.file}”。</p> : null}
        {list.data?.length === 0 ? <Empty text="还没有备份。" /> : null}
        {list.data && list.data.length > 0 ? (
          <table className="table">
            <thead>
              <tr>
                <th>时间</th>
                <th>原因</th>
                <th className="n">大小</th>
                <th>文件</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {list.data.map((backup) => (
                <tr key={backup.name}>
                  <td>{timeText(backup.madeAt)}</td>
                  <td>{backup.reason}</td>
                  <td className="n">{(backup.bytes / 1024 / 1024).toFixed(1)} MB</td>
                  <td className="faint">{backup.name}</td>
                  <td>
                    <button type="button" onClick={() => copy.mutate({ name: backup.name })}>
                      另存
                    </button>{' '}
                    <button type="button" onClick={() => setRestoring(backup)}>
                      恢复
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </div>
      {restoring ? <RestoreSheet backup={restoring} onDone={setRestored} onClose={() => setRestoring(null)} /> : null}
    </>
  );
}

type RestoreProps = { readonly backup: Backup; readonly onDone: (name: string) => void; readonly onClose: () => void };

function RestoreSheet({ backup, onDone, onClose }: RestoreProps) {
  const restore = useCommand('backups.restore');
  const losses = useCall('backups.losses', { name: backup.name }, { fresh: true });
  const done = (): void => {
    onDone(backup.name);
    onClose();
  };
  return (
    <Confirm
      title="从备份恢复"
      verb="恢复到这个备份"
      error={restore.error ?? losses.error}
      isBusy={restore.isPending}
      onYes={() => restore.mutate({ name: backup.name }, { onSuccess: done })}
      onClose={onClose}
    >
      <p>
        数据将回到 {timeText(backup.madeAt)}（{backup.reason}）的样子。现在的数据先自动备份一份，恢复后仍可再恢复回来。
      </p>
      {losses.data && losses.data.seals.length > 0 ? (
        <p className="trouble">
          恢复后下列封存不再有，印发的纸面将查不到封存码：{losses.data.seals.join('、')}。更正单和其后的数据也一并退回。
        </p>
      ) : null}
      {losses.data && losses.data.accounts.length > 0 ? (
        <p className="trouble">恢复后下列账户不再有：{losses.data.accounts.join('、')}。</p>
      ) : null}
    </Confirm>
  );
}
