import { ImportDialog } from '../components/ImportDialog.tsx';
import { Trouble } from '../components/parts.tsx';
import { useCall, useCommand } from '../queries.ts';

/** First start asks one thing. */
type Props = { readonly isImporting: boolean; readonly onImporting: (isImporting: boolean) => void };

export function WelcomePage({ isImporting, onImporting }: Props) {
  const fill = useCommand('overview.fill');
  const restore = useCommand('backups.restore');
  const backups = useCall('backups.list', {});
  const adopt = useCommand('schemes.adoptDefault');
  const restoreFile = useCommand('backups.restoreFile');
  const isBusy = fill.isPending || restore.isPending || adopt.isPending || restoreFile.isPending;
  const newest = backups.data?.[0];
  const choices = [
    {
      text: '打开演示数据',
      say: '看一个完整的月份：2018年2月，11 个区县、8 个专项小组。',
      run: () => fill.mutate({ with: 'demo' }),
    },
    {
      text: '新建本单位数据',
      say: '带上本市单位、默认指标和方案，数值留空，可逐项修改。',
      run: () => fill.mutate({ with: 'template' }),
    },
    { text: '从备份文件恢复', say: '选择 U 盘或其他文件夹里的备份。', run: () => restoreFile.mutate({}) },
    {
      text: '导入旧台账',
      say: '从含“单位”“指标”“数据”的表格开始。',
      run: () => adopt.mutate({}, { onSuccess: () => onImporting(true) }),
    },
  ];
  return (
    <main className="empty">
      <h1 style={{ fontSize: 28, lineHeight: '36px', color: 'var(--ink)' }}>六个一</h1>
      <p>改革督察：一月一调度、督察、排名、通报、会诊、宣传</p>
      <ul style={{ display: 'grid', gap: 12, width: 460, marginTop: 12 }}>
        {choices.map((choice) => (
          <li key={choice.text}>
            <button type="button" disabled={isBusy} style={{ width: '100%', height: 56, textAlign: 'left' }} onClick={choice.run}>
              <b>{choice.text}</b>
              <br />
              <span className="faint">{choice.say}</span>
            </button>
          </li>
        ))}
        {newest ? (
          <li>
            <button
              type="button"
              disabled={isBusy}
              style={{ width: '100%', height: 56, textAlign: 'left' }}
              onClick={() => restore.mutate({ name: newest.name })}
            >
              <b>从备份恢复</b>
              <br />
              <span className="faint">{newest.name}</span>
            </button>
          </li>
        ) : null}
      </ul>
      {isBusy ? <p aria-live="polite">正在准备数据……</p> : null}
      <Trouble error={fill.error ?? restore.error ?? adopt.error ?? restoreFile.error} />
      {isImporting ? <ImportDialog onClose={() => onImporting(false)} /> : null}
    </main>
  );
}
