/** 得分说明书 on paper: of the unit in the drawer, and 一区一单 for the whole list. Progress and 取消 are in the bar below. */
import type { RankingList } from '../../shared/engine/types.ts';
import { useCommand } from '../queries.ts';
import { SavedPaper } from './PrintSaved.tsx';
import { Trouble } from './parts.tsx';

type Asked = { readonly period: string; readonly list: RankingList };

export function PrintStatement({ period, list, organisation }: Asked & { readonly organisation: string }) {
  const save = useCommand('scoreStatements.export');
  return (
    <>
      <button
        type="button"
        style={{ marginLeft: 8 }}
        data-print=""
        disabled={save.isPending}
        title="存为 PDF 或 Word 文件，再从 PDF 打印"
        onClick={() => save.mutate({ period, list, organisation })}
      >
        打印得分说明书
      </button>
      <Trouble error={save.error} />
      {save.data ? <SavedPaper file={save.data.file} /> : null}
    </>
  );
}

/** The run of 一区一单: its button stands in the page's head, what came of it in the page. */
export const useAllStatements = () => useCommand('scoreStatements.exportAll');
type Run = { readonly run: ReturnType<typeof useAllStatements> };

export function AllStatementsButton({ run, period, list, disabled }: Run & Asked & { readonly disabled: boolean }) {
  return (
    <button
      type="button"
      disabled={disabled || run.isPending}
      title="给各单位的函，附得分说明书，每个单位一个 PDF 文件"
      onClick={() => run.mutate({ period, list })}
    >
      一区一单
    </button>
  );
}

export function AllStatementsSaid({ run }: Run) {
  return (
    <>
      <Trouble error={run.error} />
      {run.data ? (
        <p className="said">
          已保存 {run.data.files.length} 份一区一单到“{run.data.folder}”。
        </p>
      ) : null}
    </>
  );
}
