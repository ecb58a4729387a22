/** An import as a dry run: the file is read, every problem is listed at its cell, and nothing is written before the clerk says so. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ImportPreview } from '../../shared/contract/imports.ts';
import { Sheet, Trouble } from './parts.tsx';

/**
 * @param ask opens the file dialog; null: the clerk chose nothing
 * @param onClose called when nothing was chosen the first time
 */
export function useDryRun<Preview, Done>(ask: () => Promise<Preview | null>, onClose: () => void) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [done, setDone] = useState<Done | null>(null);
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
      const chosen = await ask();
      if (chosen !== null) setPreview(chosen);
      else if (preview === null) onClose();
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the file dialog opens once, when this one does
  useEffect(() => {
    if (hasAsked.current) return;
    hasAsked.current = true;
    void choose();
  }, []);
  return {
    preview,
    done,
    error,
    isBusy,
    choose,
    /** Reads the same file once more, otherwise. */
    reread: (work: () => Promise<Preview>): Promise<void> => attempt(async () => setPreview(await work())),
    write: (work: () => Promise<Done>): Promise<void> => attempt(async () => setDone(await work())),
  };
}

type ClosedProps = { readonly title: string; readonly onClose: () => void; readonly children: ReactNode };

/** Before a file is read, and when it has been written. */
export function ImportSheet({ title, onClose, children }: ClosedProps) {
  return (
    <Sheet
      title={title}
      onClose={onClose}
      footer={
        <button type="button" className="main" onClick={onClose}>
          关闭
        </button>
      }
    >
      {children}
    </Sheet>
  );
}

type DryRunProps = {
  readonly fileName: string;
  readonly say: string;
  readonly width: number;
  readonly errorCount: number;
  /** What is left without the errors: “3 项”. */
  readonly good: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** The button that writes. */
  readonly act: ReactNode;
  /** What was read, in words. */
  readonly summary: ReactNode;
  readonly notes: readonly string[];
  readonly problems: ImportPreview['problems'];
  readonly onChoose: () => void;
  readonly onClose: () => void;
  /** Between the notes and the problems. */
  readonly questions?: ReactNode;
  /** Below the problems. */
  readonly children?: ReactNode;
};

/** What was read and what is wrong with it. */
export function DryRunSheet(props: DryRunProps) {
  const { fileName, say, width, errorCount, good, isBusy, error, act, summary, notes, problems, onChoose, onClose } = props;
  return (
    <Sheet
      title={`导入 ${fileName}`}
      say={say}
      width={width}
      onClose={onClose}
      footer={
        <>
          <span className="faint" style={{ marginRight: 'auto' }}>
            {errorCount > 0 ? `有 ${errorCount} 处错误；可改正原表后重新选择，或只导入没有错误的 ${good}。` : '写入前自动备份。'}
          </span>
          <button type="button" disabled={isBusy} onClick={onChoose}>
            换一个文件
          </button>
          <button type="button" onClick={onClose}>
            取消
          </button>
          {act}
        </>
      }
    >
      <p>{summary}</p>
      {notes.map((note) => (
        <p key={note} className="faint">
          {note}
        </p>
      ))}
      <Trouble error={error} />
      {props.questions}
      {problems.length > 0 ? <Problems problems={problems} /> : null}
      {props.children}
    </Sheet>
  );
}

function Problems({ problems }: Pick<DryRunProps, 'problems'>) {
  return (
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
        {problems.map(({ sheet, cell, message, severity }) => (
          <tr key={`${sheet} ${cell} ${message}`}>
            <td className={severity === 'error' ? 'lasted' : 'faint'} style={{ whiteSpace: 'nowrap' }}>
              {severity === 'error' ? '■ 错误' : '▲ 提示'}
            </td>
            <td>{sheet}</td>
            <td>{cell}</td>
            <td>{message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
