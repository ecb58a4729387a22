import { useEffect, useRef, useState } from 'react';
import type { RoadmapPreview } from '../../../shared/contract/tasks.ts';
import { call } from '../../bridge.ts';
import { Sheet, Trouble } from '../../components/parts.tsx';
import { runCommand } from '../../queries.ts';

/** The 路线图 as a dry run: what was read, every problem at its cell, and nothing written before the clerk says so. */
export function RoadmapDialog({ year, onClose }: { readonly year: string; readonly onClose: () => void }) {
  const [preview, setPreview] = useState<RoadmapPreview | null>(null);
  const [done, setDone] = useState<{ readonly added: number; readonly skipped: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(true);
  const hasAsked = useRef(false);

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(null);
    await work().catch(setError);
    setBusy(false);
  };
  const choose = (): Promise<void> =>
    attempt(async () => {
      const chosen = await call('tasks.chooseRoadmap', { year });
      if (chosen) setPreview(chosen);
      else if (!preview) onClose();
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the file dialog opens once, when this one does
  useEffect(() => {
    if (hasAsked.current) return;
    hasAsked.current = true;
    void choose();
  }, []);
  const commit = (acceptGood: boolean): Promise<void> =>
    attempt(async () => {
      if (preview) setDone(await runCommand('tasks.commitRoadmap', { token: preview.token, acceptGood }));
    });

  const closing = (
    <button type="button" className="main" onClick={onClose}>
      关闭
    </button>
  );
  if (done) {
    return (
      <Sheet title="导入完成" onClose={onClose} footer={closing}>
        <p className="said">
          已登记 {done.added} 项任务，状态为“待立项”；核对无误后逐项立项，时限随即固定。
          {done.skipped > 0 ? `另有 ${done.skipped} 项台账里已有，没有重复登记。` : ''}
        </p>
      </Sheet>
    );
  }
  if (!preview) {
    return (
      <Sheet title="导入路线图" onClose={onClose} footer={closing}>
        {isBusy ? <p>请在弹出的窗口中选择路线图、时间表（xlsx、csv 或 docx）……</p> : null}
        <Trouble error={error} />
      </Sheet>
    );
  }
  const { items, problems, errorCount } = preview;
  const fresh = items.filter(({ isKnown }) => !isKnown).length;
  return (
    <Sheet
      title={`导入 ${preview.fileName}`}
      say={`${preview.year}年 · 尚未写入`}
      width={880}
      onClose={onClose}
      footer={
        <>
          <span className="faint" style={{ marginRight: 'auto' }}>
            {errorCount > 0
              ? `有 ${errorCount} 处错误；可改正原表后重新选择，或只导入没有错误的 ${fresh} 项。`
              : '写入前自动备份。'}
          </span>
          <button type="button" disabled={isBusy} onClick={() => void choose()}>
            换一个文件
          </button>
          <button type="button" onClick={onClose}>
            取消
          </button>
          <button
            type="button"
            className={errorCount === 0 ? 'main' : ''}
            disabled={isBusy || fresh === 0}
            onClick={() => void commit(errorCount > 0)}
          >
            {errorCount === 0 ? `导入 ${fresh} 项` : '只导入没有错误的'}
          </button>
        </>
      }
    >
      <p>
        读到 {items.length} 项任务
        {items.length > fresh ? `，其中 ${items.length - fresh} 项台账里已有` : ''}。
      </p>
      {preview.notes.map((note) => (
        <p key={note} className="faint">
          {note}
        </p>
      ))}
      <Trouble error={error} />
      {problems.length > 0 ? (
        <table className="table" style={{ marginTop: 8 }}>
          <thead>
            <tr>
              <th>程度</th>
              <th>工作表</th>
              <th>单元格</th>
              <th>问题</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((problem) => (
              <tr key={`${problem.sheet} ${problem.cell} ${problem.message}`}>
                <td className={problem.severity === 'error' ? 'lasted' : 'faint'} style={{ whiteSpace: 'nowrap' }}>
                  {problem.severity === 'error' ? '■ 错误' : '▲ 提示'}
                </td>
                <td>{problem.sheet}</td>
                <td>{problem.cell}</td>
                <td>{problem.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {items.length > 0 ? (
        <table className="table" style={{ marginTop: 8 }}>
          <thead>
            <tr>
              <th>编号</th>
              <th>改革事项</th>
              <th>责任单位</th>
              <th>牵头领导</th>
              <th>完成时限</th>
              <th className="n">节点</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.number} className={item.isKnown ? 'faint' : ''}>
                <td style={{ whiteSpace: 'nowrap', paddingLeft: item.parent === null ? 8 : 24 }}>{item.number}</td>
                <td>
                  {item.title}
                  {item.isKnown ? '（已有）' : ''}
                </td>
                <td>{item.organisationName}</td>
                <td>{item.leader}</td>
                <td style={{ whiteSpace: 'nowrap' }}>{item.deadline}</td>
                <td className="n">{item.nodes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Sheet>
  );
}
