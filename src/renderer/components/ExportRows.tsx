/** 导出: the rows a page shows as a workbook fit to be printed, in the page's own order. */
import type { RawInput } from '../../shared/contract/index.ts';
import { useCommand } from '../queries.ts';
import { Trouble } from './parts.tsx';

type Props = Omit<RawInput<'exports.register'>, 'ids'> & {
  readonly rows: readonly { readonly id: number }[];
  /** “导出所列 6 项”; the head of a page has room for 导出 alone. */
  readonly words?: string;
};

export function ExportRows({ rows, words = '导出', ...asked }: Props) {
  const save = useCommand('exports.register');
  return (
    <>
      <button
        type="button"
        disabled={rows.length === 0 || save.isPending}
        title={`所列 ${rows.length} 行存为 Excel 工作簿`}
        onClick={() => save.mutate({ ...asked, ids: rows.map(({ id }) => id) })}
      >
        {words}
      </button>
      {save.data ? <span className="faint">已保存“{save.data.file}”。</span> : null}
      <Trouble error={save.error} />
    </>
  );
}
