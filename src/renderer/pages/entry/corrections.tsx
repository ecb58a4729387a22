import { useCallback, useState } from 'react';
import type { Correction } from '../../../shared/contract/corrections.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { CorrectionSheet } from '../../components/CorrectionSheet.tsx';
import { moveInTable } from '../../components/list-keys.ts';
import { Empty, Trouble, timeText } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { CorrectionDrawer, StateLamp } from './corrections/record.tsx';
import type { EntryViewProps } from './view.ts';
import '../../components/corrections.css';

/** 更正: the 更正单 of a sealed month, each with who asked, who signed and who moved by it. */
export function CorrectionsView({ period, go, views }: EntryViewProps) {
  const [open, setOpen] = useState<number | null>(null);
  const [isAsking, setAsking] = useState(false);
  const mark = useCall('seals.mark', { period });
  const list = useCall('corrections.list', { period });
  const close = useCallback(() => setOpen(null), []);
  const stopAsking = useCallback(() => setAsking(false), []);
  const month = formatPeriod(period);
  const shown = list.data?.find(({ id }) => id === open);
  const seal = mark.data;
  return (
    <>
      <div className="heading">
        <h1>更正</h1>
        <p className="say">{seal && list.data ? stateWords(month, seal.version, list.data) : ''}</p>
        <div className="actions">
          {views}
          {seal ? (
            <button type="button" className="main" onClick={() => setAsking(true)}>
              提出更正
            </button>
          ) : null}
        </div>
      </div>
      <div className="beside">
        <div className="content">
          <Trouble error={mark.error ?? list.error} />
          {seal === null ? (
            <Empty text={`${month}还没有封账，数据可以直接修改，不用更正单。`}>
              <button type="button" className="main" onClick={() => go({ name: 'entry', view: 'fill' })}>
                去填报
              </button>
            </Empty>
          ) : null}
          {seal && list.data?.length === 0 ? (
            <Empty
              text={`${month}已封账，还没有更正单。数据确有差错的，在这里提出更正；对某一项得分有异议的，在“排名”的得分由来里申诉。`}
            />
          ) : null}
          {seal && list.data && list.data.length > 0 ? (
            <CorrectionTable corrections={list.data} open={open} onOpen={setOpen} />
          ) : null}
        </div>
        {shown ? <CorrectionDrawer key={shown.id} correction={shown} go={go} onClose={close} /> : null}
      </div>
      {isAsking ? (
        <CorrectionSheet
          period={period}
          appeal={null}
          go={go}
          onAsked={(id) => {
            setAsking(false);
            setOpen(id);
          }}
          onClose={stopAsking}
        />
      ) : null}
    </>
  );
}

function stateWords(month: string, version: number, corrections: readonly Correction[]): string {
  const waiting = corrections.filter(({ state }) => state === 'open').length;
  const count = corrections.length === 0 ? '' : ` · 更正单 ${corrections.length} 张`;
  return `${month}已封账，现为第 ${version} 版${count}${waiting > 0 ? `，待签批 ${waiting} 张` : ''}`;
}

function CorrectionTable({
  corrections,
  open,
  onOpen,
}: {
  readonly corrections: readonly Correction[];
  readonly open: number | null;
  readonly onOpen: (id: number) => void;
}) {
  return (
    <table className="table corrections">
      <thead>
        <tr>
          <th className="n">编号</th>
          <th>更正内容和理由</th>
          <th>提出</th>
          <th>状态</th>
        </tr>
      </thead>
      <tbody>
        {corrections.map((correction) => (
          <tr
            key={correction.id}
            className="pick"
            data-open={correction.id === open}
            data-testid={`correction-${correction.id}`}
            onClick={() => onOpen(correction.id)}
          >
            <td className="n">{correction.id}</td>
            <td className="what">
              <button type="button" className="link" onKeyDown={moveInTable} onClick={() => onOpen(correction.id)}>
                {headline(correction)}
              </button>
              <div className="faint">{correction.reason}</div>
            </td>
            <td className="who">
              {correction.askedBy}
              <div className="faint">{timeText(correction.askedAt)}</div>
            </td>
            <td>
              <StateLamp correction={correction} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 申诉 周村区 C4 群众满意度 · 周村区 改革工作群众满意度 85.8 → 86.4 等 2 个数据 */
function headline({ line, cells: [first, ...others] }: Correction): string {
  if (line !== null) return `申诉 ${line}`;
  if (!first) return '更正';
  const { organisationName, indicatorName, before, after } = first;
  const rest = others.length > 0 ? ` 等 ${others.length + 1} 个数据` : '';
  return `${organisationName} ${indicatorName} ${before ?? '没有填'} → ${after}${rest}`;
}
