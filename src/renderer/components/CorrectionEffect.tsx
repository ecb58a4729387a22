import type { CorrectionEffect, Moved } from '../../shared/contract/corrections.ts';
import { listName } from '../../shared/text.ts';
import './corrections.css';

/** Who moves by a 更正单, before it is signed and after. */
export function EffectTable({ effect }: { readonly effect: CorrectionEffect }) {
  const { moved, speechesGone, speechesNew } = effect;
  const lists = (['district', 'specialGroup'] as const).filter((list) => moved.some((one) => one.list === list));
  return (
    <div className="correction-effect" data-testid="correction-effect">
      {moved.length === 0 ? <p>没有单位的得分和名次变动。</p> : null}
      {lists.map((list) => (
        <table className="table" key={list}>
          <thead>
            <tr>
              <th>{listName[list]}</th>
              <th className="n">得分</th>
              <th className="n">名次</th>
              <th>变动</th>
            </tr>
          </thead>
          <tbody>
            {moved
              .filter((one) => one.list === list)
              .map((one) => (
                <tr key={one.organisation}>
                  <td>{one.name}</td>
                  <td className="n">{fromTo(one.scoreBefore, one.scoreAfter)}</td>
                  <td className="n">{fromTo(one.rankBefore, one.rankAfter)}</td>
                  <Move {...one} />
                </tr>
              ))}
          </tbody>
        </table>
      ))}
      {speechesGone.length > 0 ? <p>取消发言：{speechesGone.join('；')}</p> : null}
      {speechesNew.length > 0 ? <p>新增发言：{speechesNew.join('；')}</p> : null}
    </div>
  );
}

type Side = string | number | null;
const fromTo = (before: Side, after: Side): string =>
  before === after ? String(after ?? '—') : `${before ?? '—'} → ${after ?? '—'}`;

function Move({ rankBefore, rankAfter }: Moved) {
  if (rankBefore === null || rankAfter === null || rankBefore === rankAfter) return <td className="faint">名次不变</td>;
  const isUp = rankBefore > rankAfter;
  return (
    <td className={isUp ? 'up' : 'down'}>{isUp ? `上升 ${rankBefore - rankAfter} 位` : `下降 ${rankAfter - rankBefore} 位`}</td>
  );
}
