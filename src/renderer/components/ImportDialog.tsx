import { useState } from 'react';
import type { ImportPreview, ImportResult } from '../../shared/contract/imports.ts';
import { formatPeriod } from '../../shared/period.ts';
import { call } from '../bridge.ts';
import { runCommand } from '../queries.ts';
import { DryRunSheet, ImportSheet, useDryRun } from './dry-run.tsx';
import { Trouble } from './parts.tsx';

/** Figures, units and indicators from the office's own tables. */
export function ImportDialog({ period, onClose }: { readonly period?: string; readonly onClose: () => void }) {
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({});
  const ask = async (): Promise<ImportPreview | null> => {
    const chosen = await call('imports.choose', {});
    if (chosen) setChoices({});
    return chosen;
  };
  const { preview, done, error, isBusy, choose, reread, write } = useDryRun<ImportPreview, ImportResult>(ask, onClose);
  if (done) {
    return (
      <ImportSheet title="导入完成" onClose={onClose}>
        <p className="said">
          已写入 {done.observations} 格{done.organisations > 0 ? `、${done.organisations} 个单位` : ''}
          {done.indicators > 0 ? `、${done.indicators} 个指标` : ''}。导入前的数据已备份为 {done.backup}。
        </p>
      </ImportSheet>
    );
  }
  if (!preview) {
    return (
      <ImportSheet title="导入" onClose={onClose}>
        {isBusy ? <p>请在弹出的窗口中选择表格（xlsx 或 csv）……</p> : null}
        <Trouble error={error} />
      </ImportSheet>
    );
  }
  const { token, counts, errorCount, unknowns, problems, problemCount } = preview;
  const isDecided = unknowns.some(({ kind, text }) => (choices[`${kind}\n${text}`] ?? '') !== '');
  const total = counts.observations + counts.organisations + counts.indicators;
  const decide = (month?: string): Promise<void> =>
    reread(() => {
      const decided = unknowns.flatMap(({ kind, text }) => {
        const code = choices[`${kind}\n${text}`];
        return code === undefined || code === '' ? [] : [{ kind, text, code }];
      });
      return call('imports.decide', { token, choices: decided, period: month });
    });
  const commit = (acceptGood: boolean): Promise<void> => write(() => runCommand('imports.commit', { token, acceptGood }));
  return (
    <DryRunSheet
      fileName={preview.fileName}
      say="尚未写入"
      width={860}
      errorCount={errorCount}
      good={`${counts.observations} 格`}
      isBusy={isBusy}
      error={error}
      act={
        isDecided ? (
          <button type="button" className="main" disabled={isBusy} onClick={() => void decide()}>
            按所选名称重新核对
          </button>
        ) : errorCount === 0 ? (
          <button type="button" className="main" disabled={isBusy || total === 0} onClick={() => void commit(false)}>
            导入
          </button>
        ) : (
          <button type="button" disabled={isBusy || total === 0} onClick={() => void commit(true)}>
            只导入没有错误的行
          </button>
        )
      }
      summary={
        <>
          读到 {counts.observations} 格数值（与现有不同 {counts.changed} 格）
          {counts.organisations > 0 ? `、${counts.organisations} 个新的或有改动的单位` : ''}
          {counts.indicators > 0 ? `、${counts.indicators} 个新的或有改动的指标` : ''}
          {counts.periods.length > 0 ? `；考核期：${periodsText(counts.periods)}` : ''}。
        </>
      }
      notes={preview.notes}
      problems={problems}
      onChoose={() => void choose()}
      onClose={onClose}
      questions={
        <>
          {preview.isRepeat ? <p className="ribbon">这个文件以前导入过，内容完全相同。</p> : null}
          {preview.needsPeriod && period !== undefined ? (
            <p className="trouble">
              表中没有写明考核期。
              <button type="button" disabled={isBusy} onClick={() => void decide(period)}>
                按{formatPeriod(period)}读入
              </button>
            </p>
          ) : null}
          {unknowns.length > 0 ? <Unknowns unknowns={unknowns} choices={choices} onChange={setChoices} /> : null}
        </>
      }
    >
      {problemCount > problems.length ? (
        <p className="faint">
          共 {problemCount} 处，先列出前 {problems.length} 处。
        </p>
      ) : null}
    </DryRunSheet>
  );
}

const periodsText = (periods: readonly string[]): string =>
  periods.length <= 3
    ? periods.map(formatPeriod).join('、')
    : `${formatPeriod(periods[0] ?? '')} 至 ${formatPeriod(periods.at(-1) ?? '')}，共 ${periods.length} 个`;

function Unknowns({
  unknowns,
  choices,
  onChange,
}: {
  readonly unknowns: ImportPreview['unknowns'];
  readonly choices: Readonly<Record<string, string>>;
  readonly onChange: (choices: Readonly<Record<string, string>>) => void;
}) {
  return (
    <table className="table" style={{ marginTop: 8 }}>
      <thead>
        <tr>
          <th>不认识的名称</th>
          <th>位置</th>
          <th>当作（选定后记住）</th>
        </tr>
      </thead>
      <tbody>
        {unknowns.map((unknown) => {
          const key = `${unknown.kind}\n${unknown.text}`;
          return (
            <tr key={key}>
              <td>
                {unknown.kind === 'organisation' ? '单位' : '指标'}“{unknown.text}”
              </td>
              <td>{unknown.where}</td>
              <td>
                <select
                  aria-label={`“${unknown.text}”当作`}
                  value={choices[key] ?? ''}
                  onChange={(event) => onChange({ ...choices, [key]: event.target.value })}
                >
                  <option value="">不导入这些行</option>
                  {unknown.candidates.map((candidate) => (
                    <option key={candidate.code} value={candidate.code}>
                      {candidate.name}（{candidate.why}）
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
