import type { Verification } from '../../../shared/contract/seals.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { Empty, Lamp, Trouble, timeText } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

/** “一致：2 次封存、900 条记录、12 个佐证都没有改动，…”. */
function wholeWords({ seals, records, files, milliseconds }: Verification): string {
  const parts = [...(seals > 0 ? [`${seals} 次封存`, `${records} 条记录`] : []), ...(files > 0 ? [`${files} 个佐证`] : [])];
  const again = seals > 0 ? '，得分和名次重算相同' : '';
  return `一致：${parts.join('、')}都没有改动${again}，用时 ${(milliseconds / 1000).toFixed(2)} 秒。`;
}

/** 封存: every sealed version in the order of the chain, and whether all of it is still what it was. */
export function SealsTab() {
  const list = useCall('seals.list', {});
  const verify = useCall('seals.verify', {}, { enabled: false, fresh: true });
  const save = useCommand('seals.exportVerifier');
  const latest = new Map((list.data ?? []).map((seal) => [seal.period, seal.id]));
  return (
    <>
      <div className="heading">
        <h1>封存</h1>
        <p className="say">各月封账后一环扣一环，任何一处被改动都能查出。封存码印在当月每一页纸上，可以对照。</p>
        <div className="actions">
          <button type="button" className="main" disabled={verify.isFetching} onClick={() => void verify.refetch()}>
            全部核验
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={list.error ?? verify.error ?? save.error} />
        {verify.isFetching ? <p className="faint">正在重算各月得分，核对封存链和佐证……</p> : null}
        {verify.data && !verify.isFetching ? (
          <p className="said" role="status">
            {verify.data.difference ? (
              <Lamp kind="overdue" word={`不一致：${verify.data.difference.where}，${verify.data.difference.what}。`} />
            ) : verify.data.seals + verify.data.files === 0 ? (
              '还没有封存的月份，也没有佐证，没有可以核验的内容。'
            ) : (
              <Lamp kind="ok" word={wholeWords(verify.data)} />
            )}
          </p>
        ) : null}
        {save.data ? <p className="said">已保存“{save.data.file}”，用任何浏览器打开都能核验。</p> : null}
        {list.data?.length === 0 ? <Empty text="还没有封账的月份。数据齐全并审核后，在“排名”页封账。" /> : null}
        {list.data && list.data.length > 0 ? (
          <table className="table">
            <thead>
              <tr>
                <th className="n">次序</th>
                <th>考核期</th>
                <th className="n">版次</th>
                <th>封存码</th>
                <th>封账人</th>
                <th>时间</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {[...list.data].reverse().map((seal) => (
                <tr key={seal.id}>
                  <td className="n">{seal.id}</td>
                  <td>{formatPeriod(seal.period)}</td>
                  <td className="n">
                    {seal.version}
                    {latest.get(seal.period) === seal.id ? '' : '（已更正）'}
                  </td>
                  <td className="seal-code">{seal.code}</td>
                  <td>{seal.sealedBy}</td>
                  <td>{timeText(seal.sealedAt)}</td>
                  <td>
                    {latest.get(seal.period) === seal.id ? (
                      <button type="button" disabled={save.isPending} onClick={() => save.mutate({ period: seal.period })}>
                        导出核验文件
                      </button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </div>
    </>
  );
}
