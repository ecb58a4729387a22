import type { PackagePreview } from '../../../shared/contract/inspection-packages.ts';
import { Lamp, Sheet, Trouble, timeText } from '../../components/parts.tsx';
import { useCommand } from '../../queries.ts';

const VERDICTS = { add: ['ok', '写入'], known: ['open', '已有'], refuse: ['overdue', '不能写入'] } as const;

/** What a package would add; nothing is written before 写入. */
export function PackageSheet({ preview, onClose }: { readonly preview: PackagePreview; readonly onClose: () => void }) {
  const take = useCommand('inspections.takePackage');
  const { sha256, lines } = preview;
  const isRefused = lines.some(({ verdict }) => verdict === 'refuse');
  const fresh = lines.filter(({ verdict }) => verdict === 'add').length;
  const footer = (
    <>
      <span className="faint">
        {isRefused ? '有一项不能写入，整个数据包都不写入。' : fresh === 0 ? '没有要写入的内容。' : ''}
      </span>
      <button type="button" onClick={onClose}>
        关闭
      </button>
      <button
        type="button"
        className="main"
        disabled={isRefused || fresh === 0 || take.isPending}
        onClick={() => take.mutate({ sha256 }, { onSuccess: onClose })}
      >
        写入
      </button>
    </>
  );
  return (
    <Sheet
      title={`核对“${preview.file}”`}
      say={`${preview.office} ${preview.madeBy} ${timeText(preview.madeAt)}导出`}
      width={760}
      onClose={onClose}
      footer={footer}
    >
      <p className="faint">
        校验码 <span className="hash">{sha256.slice(0, 16)}…</span>，内容与校验码相符。
      </p>
      <table className="table">
        <thead>
          <tr>
            <th>内容</th>
            <th>结论</th>
            <th>说明</th>
          </tr>
        </thead>
        <tbody>
          {[...lines]
            .sort((a, b) => Number(b.verdict === 'refuse') - Number(a.verdict === 'refuse'))
            .map(({ text, verdict, why }) => (
              <tr key={text}>
                <td>{text}</td>
                <td>
                  <Lamp kind={VERDICTS[verdict][0]} word={VERDICTS[verdict][1]} />
                </td>
                <td>{why}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <Trouble error={take.error} />
    </Sheet>
  );
}
