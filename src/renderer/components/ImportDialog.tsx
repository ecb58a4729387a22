import { useEffect, useRef, useState } from 'react';
import type { ImportPreview, ImportResult } from '../../shared/contract/imports.ts';
import { formatPeriod } from '../../shared/period.ts';
import { call } from '../bridge.ts';
import { runCommand } from '../queries.ts';
import { Sheet, Trouble } from './parts.tsx';

/** An import as a dry run: the file is read, every problem is listed, and nothing is written before the clerk says so. */
export function ImportDialog({ period, onClose }: { readonly period?: string; readonly onClose: () => void }) {
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [result, setResult] = useState<ImportResult | null>(null);
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({});
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
      const chosen = await call('imports.choose', {});
      if (chosen) {
        setPreview(chosen);
        setChoices({});
      } else if (!preview) onClose();
    });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the file dialog opens once, when this one does
  useEffect(() => {
    if (hasAsked.current) return;
    hasAsked.current = true;
    void choose();
  }, []);

  const decide = (month?: string): Promise<void> =>
    attempt(async () => {
      if (!preview) return;
      const decided = preview.unknowns.flatMap(({ kind, text }) => {
        const code = choices[`${kind}\n${text}`];
        return code === undefined || code === '' ? [] : [{ kind, text, code }];
      });
      setPreview(await call('imports.decide', { token: preview.token, choices: decided, period: month }));
    });
  const commit = (acceptGood: boolean): Promise<void> =>
    attempt(async () => {
      if (preview) setResult(await runCommand('imports.commit', { token: preview.token, acceptGood }));
    });

  if (result) {
    return (
      <Sheet title="导入完成" onClose={onClose} footer={<CloseButton onClose={onClose} />}>
        <p className="said">
          已写入 {result.observations} 格{result.organisations > 0 ? `、${result.organisations} 个单位` : ''}
          {result.indicators > 0 ? `、${result.indicators} 个指标` : ''}。导入前的数据已备份为 {result.backup}。
        </p>
      </Sheet>
    );
  }
  if (!preview) {
    return (
      <Sheet title="导入" onClose={onClose} footer={<CloseButton onClose={onClose} />}>
        {isBusy ? <p>请在弹出的窗口中选择表格（xlsx 或 csv）……</p> : null}
        <Trouble error={error} />
      </Sheet>
    );
  }
  const { counts, errorCount, unknowns } = preview;
  const isDecided = unknowns.some(({ kind, text }) => (choices[`${kind}\n${text}`] ?? '') !== '');
  const total = counts.observations + counts.organisations + counts.indicators;
  return (
    <Sheet
      title={`导入 ${preview.fileName}`}
      say="尚未写入"
      width={860}
      onClose={onClose}
      footer={
        <>
          <span className="faint" style={{ marginRight: 'auto' }}>
            {errorCount > 0
              ? `有 ${errorCount} 处错误；可改正原表后重新选择，或只导入没有错误的 ${counts.observations} 格。`
              : '写入前自动备份。'}
          </span>
          <button type="button" disabled={isBusy} onClick={() => void choose()}>
            换一个文件
          </button>
          <button type="button" onClick={onClose}>
            取消
          </button>
          {isDecided ? (
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
          )}
        </>
      }
    >
      <p>
        读到 {counts.observations} 格数值（与现有不同 {counts.changed} 格）
        {counts.organisations > 0 ? `、${counts.organisations} 个新的或有改动的单位` : ''}
        {counts.indicators > 0 ? `、${counts.indicators} 个新的或有改动的指标` : ''}
        {counts.periods.length > 0 ? `；考核期：${periodsText(counts.periods)}` : ''}。
      </p>
      {preview.isRepeat ? <p className="ribbon">这个文件以前导入过，内容完全相同。</p> : null}
      {preview.notes.map((note) => (
        <p key={note} className="faint">
          {note}
        </p>
      ))}
      <Trouble error={error} />
      {preview.needsPeriod && period !== undefined ? (
        <p className="trouble">
          表中没有写明考核期。
          <button type="button" disabled={isBusy} onClick={() => void decide(period)}>
            按{formatPeriod(period)}读入
          </button>
        </p>
      ) : null}
      {unknowns.length > 0 ? <Unknowns unknowns={unknowns} choices={choices} onChange={setChoices} /> : null}
      {preview.problems.length > 0 ? (
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
            {preview.problems.map((problem) => (
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
      {preview.problemCount > preview.problems.length ? (
        <p className="faint">
          共 {preview.problemCount} 处，先列出前 {preview.problems.length} 处。
        </p>
      ) : null}
    </Sheet>
  );
}

const CloseButton = ({ onClose }: { readonly onClose: () => void }) => (
  <button type="button" className="main" onClick={onClose}>
    关闭
  </button>
);

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
