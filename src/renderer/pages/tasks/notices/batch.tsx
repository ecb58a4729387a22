import { useDeferredValue, useState } from 'react';
import type { Batch } from '../../../../shared/notices/batch.ts';
import { NOTICE_KINDS, noticeMeasure, noticeName } from '../../../../shared/notices/kinds.ts';
import { Sheet, Trouble } from '../../../components/parts.tsx';
import { useCall, useCommand } from '../../../queries.ts';

/** 补录: a list pasted from a sheet, read while it stands there; entered whole or not at all. */
export function BatchSheet({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const read = useCall('notices.readBatch', { text: useDeferredValue(text) }, { keep: true, fresh: true });
  const save = useCommand('notices.saveBatch');
  const rows = read.data?.rows.length ?? 0;
  const problems = read.data?.problems ?? [];
  const footer = (
    <>
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button
        type="button"
        className="main"
        disabled={rows === 0 || problems.length > 0 || save.isPending}
        onClick={() => save.mutate({ text }, { onSuccess: onClose })}
      >
        补录 {rows} 份
      </button>
    </>
  );
  return (
    <Sheet title="补录已下发的三单一书" width={760} onClose={onClose} footer={footer}>
      <div className="notice-batch">
        <p>
          从表格里复制后粘贴，一行一份，六列依次为：种类、下发日、承办单位、事项、签发人、办结日（没有办结的空着）。编号按下发日先后编定。
        </p>
        <textarea
          aria-label="补录内容"
          rows={10}
          placeholder={'提示单\t2017-03-06\t张店区\t贯彻落实省深改组会议精神\t李四\t2017-03-20'}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {read.data && rows > 0 ? <p role="status">{countWords(read.data)}</p> : null}
        {problems.slice(0, 6).map(({ line, words }) => (
          <p key={line} className="finding">
            第 {line} 行：{words}。
          </p>
        ))}
        {problems.length > 6 ? <p className="faint">共 {problems.length} 行要改，改好后才能补录。</p> : null}
      </div>
      <Trouble error={read.error ?? save.error} />
    </Sheet>
  );
}

/** “可以补录 64 份：提示单 25 件、交办单 20 件、催办单 15 件、责令书 4 期”. */
function countWords({ rows }: Batch): string {
  const parts = NOTICE_KINDS.map((kind) => [kind, rows.filter((row) => row.kind === kind).length] as const).filter(
    ([, n]) => n > 0,
  );
  return `可以补录 ${rows.length} 份：${parts.map(([kind, n]) => `${noticeName[kind]} ${n} ${noticeMeasure(kind)}`).join('、')}。`;
}
