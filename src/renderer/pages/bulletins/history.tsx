import { Sheet, Trouble, timeText } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import type { Asked } from './outline.tsx';

type Props = { readonly asked: Asked; readonly canDraft: boolean; readonly onClose: () => void };

/** Everything done to the paper, the latest first; any state can be taken up again. */
export function HistorySheet({ asked, canDraft, onClose }: Props) {
  const states = useCall('bulletins.history', asked);
  const restore = useCommand('bulletins.restore');
  return (
    <Sheet title="编排经过" width={600} onClose={onClose}>
      <Trouble error={states.error ?? restore.error} />
      {states.data?.length === 0 ? <p className="faint">还没有改动，和程序拟的一样。</p> : null}
      {states.data && states.data.length > 0 ? (
        <table className="table">
          <thead>
            <tr>
              <th>时间</th>
              <th>办理人</th>
              <th>改动</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {states.data.map(({ id, at, actor, said }, index) => (
              <tr key={id}>
                <td>{timeText(at)}</td>
                <td>{actor}</td>
                <td>{said}</td>
                <td className="n">
                  {index === 0 ? (
                    <span className="faint">现在</span>
                  ) : (
                    <button
                      type="button"
                      className="link"
                      disabled={!canDraft || restore.isPending}
                      onClick={() => restore.mutate({ ...asked, id })}
                    >
                      恢复到这里
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Sheet>
  );
}
