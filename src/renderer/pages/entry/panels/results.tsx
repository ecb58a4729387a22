import type { PanelResult, PanelView, ShownMark } from '../../../../shared/contract/panels.ts';

type Props = { readonly panel: PanelView; readonly result: PanelResult };

/** A closed panel: what every unit got and how, every mark, and what the marks say of those who gave them. */
export function PanelResults({ panel, result }: Props) {
  const absent = panel.raters.filter(({ state }) => state === 'absent');
  return (
    <>
      <h3>评分情况</h3>
      <dl className="panel-says">
        {result.says.map(({ about, text }) => (
          <div key={about}>
            <dt>{about}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {absent.length === 0 ? null : (
          <div>
            <dt>缺席</dt>
            <dd>{absent.map(({ name, absence }) => `${name}（${absence}）`).join('、')}</dd>
          </div>
        )}
      </dl>
      <h3>打分</h3>
      <div className="mark-scroll">
        <MarkTable panel={panel} result={result} />
      </div>
      <h3>计算（得分已记入“{panel.indicatorName}”）</h3>
      <table className="table panel-results">
        <thead>
          <tr>
            <th>单位</th>
            <th className="n">得分</th>
            <th>计算</th>
          </tr>
        </thead>
        <tbody>
          {result.units.map(({ code, value, calculation }, at) => (
            <tr key={code}>
              <td style={{ whiteSpace: 'nowrap' }}>{panel.units[at]?.name}</td>
              <td className="n">
                <b>{value}</b>
              </td>
              <td>{calculation}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function MarkTable({ panel, result }: Props) {
  return (
    <table className="table mark-table">
      <thead>
        <tr>
          <th>评委</th>
          {panel.units.map(({ code, shortName }) => (
            <th key={code} className="c">
              {shortName}
            </th>
          ))}
          <th className="c" title="与居中的评委相比，每个打分平均多给或少给的分">
            宽严
          </th>
        </tr>
      </thead>
      <tbody>
        {result.raters.map(({ name, leniency, marks }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {panel.units.map(({ code }, at) => (
              <MarkCell key={code} mark={marks[at]} />
            ))}
            <td className="c">{leniencyWord(leniency)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">得分</th>
          {result.units.map(({ code, value }) => (
            <td key={code} className="c">
              <b>{value}</b>
            </td>
          ))}
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

/** 宽 3 · 严 5 · 居中 */
function leniencyWord(leniency: string): string {
  if (leniency === '0') return '居中';
  return `${leniency.startsWith('+') ? '宽' : '严'} ${leniency.slice(1)}`;
}

function MarkCell({ mark }: { readonly mark: ShownMark | undefined }) {
  if (!mark || mark.mark === null) {
    const isAside = mark !== undefined && mark.reason !== '';
    return (
      <td className="c faint" title={isAside ? mark.reason : '本单位'}>
        {isAside ? '回避' : '—'}
      </td>
    );
  }
  if (mark.apart === null) {
    return (
      <td className="c" title={mark.reason === '' ? undefined : `理由：${mark.reason}`}>
        {mark.mark}
      </td>
    );
  }
  return (
    <td className="c apart" title={mark.reason === '' ? '没有写理由' : `理由：${mark.reason}`}>
      {mark.mark}
      <span className="by">
        {mark.apart === 'high' ? '▲高' : '▼低'} {mark.residual?.slice(1)}
      </span>
    </td>
  );
}
