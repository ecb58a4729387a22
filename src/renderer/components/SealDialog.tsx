import { useState } from 'react';
import { sealQr } from '../../shared/bulletin/standing.ts';
import type { Obstacle } from '../../shared/contract/seals.ts';
import { formatPeriod, periodWords } from '../../shared/period.ts';
import type { Page } from '../page.ts';
import { useCall, useCommand } from '../queries.ts';
import { Lamp, Sheet, Trouble, timeText } from './parts.tsx';
import { QrCode } from './QrCode.tsx';

const TARGETS: Readonly<Record<Obstacle['page'], Page>> = {
  entry: { name: 'entry' },
  board: { name: 'entry', view: 'board' },
  panels: { name: 'entry', view: 'panels' },
  schemes: { name: 'system', tab: 'schemes' },
};
/** More than this many would not be read in a dialog. */
const SHOWN = 30;

type Props = { readonly period: string; readonly onClose: () => void; readonly go: (page: Page) => void };

/** 封账: what is still in the way, what is strange, and after it the code that stands on every paper of the month. */
export function SealDialog({ period, onClose, go }: Props) {
  const view = useCall('seals.view', { period });
  const seal = useCommand('seals.seal');
  const save = useCommand('seals.exportVerifier');
  const [hasLooked, setLooked] = useState(false);
  const month = formatPeriod(period);
  const leave = (page: Page): void => {
    onClose();
    go(page);
  };
  const { data } = view;
  const isReady = data !== undefined && data.obstacles.length === 0 && (data.doubts.length === 0 || hasLooked);
  return (
    <Sheet
      title={data?.seal ? `${month}已封账` : `${month}封账`}
      onClose={onClose}
      footer={
        data?.seal ? (
          <>
            <button type="button" disabled={save.isPending} onClick={() => save.mutate({ period })}>
              导出核验文件
            </button>
            <button type="button" onClick={() => leave({ name: 'entry', view: 'corrections' })}>
              更正和申诉
            </button>
            <button type="button" className="main" onClick={onClose}>
              关闭
            </button>
          </>
        ) : (
          <>
            <button type="button" onClick={onClose}>
              取消
            </button>
            <button
              type="button"
              className="main"
              disabled={!isReady || seal.isPending}
              onClick={() => seal.mutate({ period, acceptDoubts: hasLooked })}
            >
              封账
            </button>
          </>
        )
      }
    >
      <Trouble error={view.error ?? seal.error ?? save.error} />
      {data?.seal ? (
        <div className="seal-card">
          <QrCode text={sealQr(data.seal)} />
          <div>
            <p className="faint">封存码</p>
            <p className="seal-code">{data.seal.code}</p>
            <p>
              第 {data.seal.version} 版 · {data.seal.sealedBy} {timeText(data.seal.sealedAt)}
              {data.isOneClerk ? ' · 一人经办' : ''}
            </p>
            <p className="faint">
              数据、方案、得分、名次都已封存，{periodWords(period).own}
              的通报、得分说明书和工作簿印有同一封存码。要改动数据，须由两人办理更正单。
            </p>
            {save.data ? <p className="said">已保存“{save.data.file}”，用任何浏览器打开都能核验。</p> : null}
          </div>
        </div>
      ) : null}
      {data && !data.seal ? (
        <>
          <p>封账后数据不能再改，得分和名次以此为准；确有差错，须由两人办理更正单，另成一版。</p>
          {data.isOneClerk ? (
            <p className="faint">没有设账户，{periodWords(period).own}为一人经办，封存记录和纸面都会注明。</p>
          ) : null}
          {data.obstacles.length === 0 ? <Lamp kind="ok" word="数据齐全，没有差错，都已审核" /> : null}
          {data.obstacles.length > 0 ? (
            <>
              <h3>先要办妥 {data.obstacles.length} 处</h3>
              <ul className="obstacles">
                {data.obstacles.slice(0, SHOWN).map((obstacle) => (
                  <li key={obstacle.sentence}>
                    <Lamp kind="late" word={obstacle.sentence} />
                    <button type="button" className="link" onClick={() => leave(TARGETS[obstacle.page])}>
                      去办
                    </button>
                  </li>
                ))}
              </ul>
              {data.obstacles.length > SHOWN ? <p className="faint">另有 {data.obstacles.length - SHOWN} 处。</p> : null}
            </>
          ) : null}
          {data.doubts.length > 0 ? (
            <>
              <h3>有 {data.doubts.length} 格偏离以往而没有说明原因</h3>
              <ul className="obstacles">
                {data.doubts.slice(0, SHOWN).map((doubt) => (
                  <li key={doubt}>{doubt}</li>
                ))}
              </ul>
              {data.doubts.length > SHOWN ? <p className="faint">另有 {data.doubts.length - SHOWN} 格。</p> : null}
              <label className="check">
                <input type="checkbox" checked={hasLooked} onChange={(event) => setLooked(event.target.checked)} />
                已逐格看过，仍要封账（记入操作记录）
              </label>
            </>
          ) : null}
        </>
      ) : null}
    </Sheet>
  );
}
