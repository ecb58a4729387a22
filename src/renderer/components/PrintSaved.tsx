/** 打印 beside “已保存”: the PDF that was just saved goes to the printer. Word files and workbooks are printed by their own programs. */
import type { ReactNode } from 'react';
import { useCommand } from '../queries.ts';
import { Trouble } from './parts.tsx';

export function PrintSaved({ file }: { readonly file: string }) {
  const print = useCommand('papers.print');
  if (!file.toLowerCase().endsWith('.pdf')) return null;
  return (
    <>
      <button type="button" className="link" data-print="saved" disabled={print.isPending} onClick={() => print.mutate({ file })}>
        打印
      </button>
      {print.data?.printed === 'opened' ? (
        <span className="faint"> 本机没有装好打印机，已打开文件，请从打开的窗口里打印。</span>
      ) : null}
      <Trouble error={print.error} />
    </>
  );
}

/** “已保存“……”，一式两份。” with 打印 beside it. @param children what is said of the file, before the full stop */
export function SavedPaper({ file, children }: { readonly file: string; readonly children?: ReactNode }) {
  return (
    <p className="said">
      已保存“{file}”{children}。
      <PrintSaved file={file} />
    </p>
  );
}
