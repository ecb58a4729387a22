/** 本月全部材料: one button, a sheet that asks for PDF or Word, and what was written and what was not. */
import { useState } from 'react';
import type { MonthPaperFormat, MonthPapers as Result } from '../../shared/contract/month-papers.ts';
import { formatPeriod } from '../../shared/period.ts';
import { useCommand } from '../queries.ts';
import { JobBar } from './JobBar.tsx';
import { PrintSaved, SavedPaper } from './PrintSaved.tsx';
import { Sheet, Trouble } from './parts.tsx';
import './MonthPapers.css';

const FORMATS: readonly { readonly value: MonthPaperFormat; readonly text: string }[] = [
  { value: 'pdf', text: 'PDF（打印用）' },
  { value: 'docx', text: 'Word（改稿用）' },
];

export function MonthPapersButton({ period }: { readonly period: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" title="通报、一区一单、会议材料等一次写出" onClick={() => setOpen(true)}>
        本月全部材料
      </button>
      {isOpen ? <MonthPapersSheet period={period} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function MonthPapersSheet({ period, onClose }: { readonly period: string; readonly onClose: () => void }) {
  const run = useCommand('monthPapers.export');
  const meeting = useCommand('monthPapers.meeting');
  const [formats, setFormats] = useState<readonly MonthPaperFormat[]>(['pdf']);
  const isBusy = run.isPending || meeting.isPending;
  const footer = (
    <>
      {run.isPending ? <JobBar /> : null}
      <span className="grow" />
      <button type="button" disabled={isBusy} onClick={() => meeting.mutate({ period })}>
        只要会议材料
      </button>
      <button type="button" disabled={run.isPending} onClick={onClose}>
        关闭
      </button>
      <button
        type="button"
        className="main"
        disabled={isBusy || formats.length === 0}
        onClick={() => run.mutate({ period, formats: [...formats] })}
      >
        选择文件夹并生成
      </button>
    </>
  );
  return (
    <Sheet title={`${formatPeriod(period)}全部材料`} onClose={onClose} footer={footer}>
      <p className="month-papers-about">
        通报内部版和公开版、排名工作簿、一区一单、会议材料、专门情况报告、三单一书、催报单、督察单和问题清单、抽取证书、更正单、评分结果、宣传月报，写到所选文件夹下的“
        {formatPeriod(period)}材料”。
      </p>
      <fieldset className="month-papers-formats" disabled={isBusy}>
        <legend>写成</legend>
        {FORMATS.map(({ value, text }) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={formats.includes(value)}
              onChange={({ target }) =>
                setFormats(
                  FORMATS.map((one) => one.value).filter((one) => (one === value ? target.checked : formats.includes(one))),
                )
              }
            />
            {text}
          </label>
        ))}
      </fieldset>
      <Trouble error={run.error ?? meeting.error} />
      {run.data && !run.isPending ? <Written result={run.data} /> : null}
      {meeting.data ? (
        <SavedPaper file={meeting.data.file}>{meeting.data.pages > 0 ? `，${meeting.data.pages} 页` : ''}</SavedPaper>
      ) : null}
    </Sheet>
  );
}

/** Every kind with its files, or the reason why there are none. */
function Written({ result: { folder, papers, isCancelled } }: { readonly result: Result }) {
  const count = papers.reduce((sum, { files }) => sum + files.length, 0);
  return (
    <>
      <p className={isCancelled ? 'trouble' : 'said'}>
        {isCancelled ? '已取消，' : ''}已写 {count} 个文件到“{folder}”。
      </p>
      <table className="table">
        <thead>
          <tr>
            <th>材料</th>
            <th className="n">文件</th>
            <th>说明</th>
          </tr>
        </thead>
        <tbody>
          {papers.map(({ name, files, reason }) => (
            <tr key={name}>
              <td>{name}</td>
              <td className="n">{files.length === 0 ? '—' : files.length}</td>
              <td className={files.length === 0 ? 'faint' : undefined}>
                {reason}
                <Files names={files} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** One file or two by their names; more stay folded. A PDF can be printed from here. */
function Files({ names }: { readonly names: readonly string[] }) {
  const lines = names.map((name) => (
    <div key={name}>
      {name} <PrintSaved file={name} />
    </div>
  ));
  if (names.length <= 2) return lines;
  return (
    <details>
      <summary>{names[0]} 等</summary>
      {lines}
    </details>
  );
}
