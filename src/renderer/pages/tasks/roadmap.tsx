import type { RoadmapPreview } from '../../../shared/contract/tasks.ts';
import { call } from '../../bridge.ts';
import { DryRunSheet, ImportSheet, useDryRun } from '../../components/dry-run.tsx';
import { Trouble } from '../../components/parts.tsx';
import { runCommand } from '../../queries.ts';

/** The 路线图 of the office, from Excel or Word. */
export function RoadmapDialog({ year, onClose }: { readonly year: string; readonly onClose: () => void }) {
  const { preview, done, error, isBusy, choose, write } = useDryRun<
    RoadmapPreview,
    { readonly added: number; readonly skipped: number }
  >(() => call('tasks.chooseRoadmap', { year }), onClose);
  if (done) {
    return (
      <ImportSheet title="导入完成" onClose={onClose}>
        <p className="said">
          已登记 {done.added} 项任务，状态为“待立项”；核对无误后逐项立项，时限随即固定。
          {done.skipped > 0 ? `另有 ${done.skipped} 项台账里已有，没有重复登记。` : ''}
        </p>
      </ImportSheet>
    );
  }
  if (!preview) {
    return (
      <ImportSheet title="导入路线图" onClose={onClose}>
        {isBusy ? <p>请在弹出的窗口中选择路线图、时间表（xlsx、csv 或 docx）……</p> : null}
        <Trouble error={error} />
      </ImportSheet>
    );
  }
  const { token, items, errorCount } = preview;
  const fresh = items.filter(({ isKnown }) => !isKnown).length;
  return (
    <DryRunSheet
      fileName={preview.fileName}
      say={`${preview.year}年 · 尚未写入`}
      width={880}
      errorCount={errorCount}
      good={`${fresh} 项`}
      isBusy={isBusy}
      error={error}
      act={
        <button
          type="button"
          className={errorCount === 0 ? 'main' : ''}
          disabled={isBusy || fresh === 0}
          onClick={() => void write(() => runCommand('tasks.commitRoadmap', { token, acceptGood: errorCount > 0 }))}
        >
          {errorCount === 0 ? `导入 ${fresh} 项` : '只导入没有错误的'}
        </button>
      }
      summary={
        <>
          读到 {items.length} 项任务
          {items.length > fresh ? `，其中 ${items.length - fresh} 项台账里已有` : ''}。
        </>
      }
      notes={preview.notes}
      problems={preview.problems}
      onChoose={() => void choose()}
      onClose={onClose}
    >
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
    </DryRunSheet>
  );
}
