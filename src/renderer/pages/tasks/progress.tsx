import { useDeferredValue, useState } from 'react';
import type { SessionView } from '../../../shared/contract/people.ts';
import type { RepeatedText, TaskRecord, TaskReport } from '../../../shared/contract/tasks.ts';
import { formatPeriod, periodWords } from '../../../shared/period.ts';
import { markShared } from '../../../shared/tasks/repetition.ts';
import { Trouble, timeText } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { isFollowed } from './view.ts';

type Props = {
  readonly record: TaskRecord;
  readonly period: string;
  readonly session: SessionView;
  readonly onSaved: () => void;
};

/** 进展: what was written last beside what is written now, and whether it is the same thing warmed up. */
export function Progress({ record, period, session, onSaved }: Props) {
  const { task, report, lastReport } = record;
  const [text, setText] = useState(report?.text ?? '');
  const [percent, setPercent] = useState(report?.percent === null || report === null ? '' : String(report.percent));
  const save = useCommand('tasks.report');
  const typed = useDeferredValue(text);
  const isChanged =
    text !== (report?.text ?? '') || percent !== (report?.percent === null || report === null ? '' : String(report.percent));
  const live = useCall(
    'tasks.repeated',
    { id: task.id, period, text: typed },
    { enabled: isChanged && typed.trim() !== '', keep: true },
  );
  const repeated = isChanged ? (live.data ?? []) : record.repeated;
  const asked = { id: task.id, period, text, percent: percent === '' ? null : Number(percent) };
  const canWrite = isFollowed(task) && session.roles.includes('entry');
  if (!canWrite && report === null && lastReport === null) return null;
  return (
    <>
      <h3>进展</h3>
      <div className="task-progress">
        <div>
          <h4>{lastReport ? formatPeriod(lastReport.period) : periodWords(period).last}</h4>
          {lastReport ? <Report report={lastReport} /> : <p className="faint">没有填报。</p>}
        </div>
        <div>
          <h4>{formatPeriod(period)}</h4>
          {canWrite ? (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                save.mutate(asked, { onSuccess: onSaved });
              }}
              // As in the grid: what was written is kept when the clerk goes on to another task, page or month.
              onBlur={(event) => {
                if (!event.currentTarget.contains(event.relatedTarget) && isChanged && text.trim() !== '') save.mutate(asked);
              }}
            >
              <textarea
                aria-label={`${formatPeriod(period)}进展`}
                rows={4}
                value={text}
                onChange={(event) => setText(event.target.value)}
                onKeyDown={(event) => {
                  if (event.ctrlKey && event.key === 'Enter') event.currentTarget.form?.requestSubmit();
                }}
              />
              <div className="row">
                <label>
                  已完成{' '}
                  <input
                    type="number"
                    min={0}
                    max={100}
                    aria-label="已完成百分之几"
                    value={percent}
                    onChange={(event) => setPercent(event.target.value)}
                  />{' '}
                  %
                </label>
                <button type="submit" disabled={!isChanged || save.isPending} title="Ctrl+回车">
                  保存进展
                </button>
                <span className="faint">{report && !isChanged ? `${timeText(report.at)} · ${report.actor}` : ''}</span>
              </div>
            </form>
          ) : report ? (
            <Report report={report} />
          ) : (
            <p className="faint">没有填报。</p>
          )}
        </div>
      </div>
      <Trouble error={save.error} />
      {repeated.map((one) => (
        <Repeated
          key={`${one.period} ${one.number} ${one.organisationName}`}
          text={isChanged ? typed : (report?.text ?? '')}
          other={one}
        />
      ))}
    </>
  );
}

function Report({ report }: { readonly report: TaskReport }) {
  return (
    <>
      <p className="task-text">{report.text}</p>
      <p className="faint">
        {report.percent === null ? '' : `已完成 ${report.percent}% · `}
        {timeText(report.at)} · {report.actor}
      </p>
    </>
  );
}

/** Side by side; what the two texts share is marked, so that what is new stands out. */
function Repeated({ text, other }: { readonly text: string; readonly other: RepeatedText }) {
  const whose = other.isOwn
    ? `本任务${formatPeriod(other.period)}`
    : `${other.organisationName}第 ${other.number} 项“${other.title}”`;
  const share = Math.round((other.shared * 100) / other.shorter);
  return (
    <div className="task-repeated" role="note">
      <p>
        ▲ 进展与{whose}的文字相同 {share}%，请写出本期的新进展。
      </p>
      <div className="task-progress">
        <Marked text={other.text} against={text} />
        <Marked text={text} against={other.text} />
      </div>
    </div>
  );
}

function Marked({ text, against }: { readonly text: string; readonly against: string }) {
  return (
    <p className="task-text">
      {markShared(text, against).map((stretch, index) =>
        stretch.isShared ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text stand in its order
          <mark key={index}>{stretch.text}</mark>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text stand in its order
          <span key={index}>{stretch.text}</span>
        ),
      )}
    </p>
  );
}
