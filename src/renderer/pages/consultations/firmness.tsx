import type { ConsultationHead, FirmnessFacts, LeaveOutFacts, SimulationFacts } from '../../../shared/consultation/facts.ts';

/** 依据: how firm the place is, and what else was tried. */
export function FirmnessPart({ head, firmness }: { readonly head: ConsultationHead; readonly firmness: FirmnessFacts }) {
  const { leads, flips, simulations, leftOut, variants, notes, refusal, words } = firmness;
  return (
    <>
      <p>{words}</p>
      {refusal === null ? (
        <>
          {leads.map((lead) => (
            <p key={`${lead.above} ${lead.below}`}>{lead.words}</p>
          ))}
          {simulations.map((simulation) => (
            <Chances key={simulation.title} simulation={simulation} organisation={head.organisation} seed={head.seed} />
          ))}
        </>
      ) : null}
      <h4>去掉一个再排</h4>
      <ul>
        {leftOut.map((one) => (
          <LeftOut key={one.kind} one={one} />
        ))}
      </ul>
      <h4>另行试算</h4>
      <ul>
        {variants.map(({ name, change, notTried }) => (
          <li key={name}>
            {name}：{notTried === null ? (change === '' ? '首位、末位不变' : change) : `没有试算，${notTried}`}。
          </li>
        ))}
      </ul>
      <p className="faint">只说明名次有多稳，不作为选择算法的依据。</p>
      {flips.length === 0 ? null : (
        <details>
          <summary>只动一项分值，动到多少与前一名相同（{flips.length} 项）</summary>
          <table className="table">
            <thead>
              <tr>
                <th>项目</th>
                <th className="n">现占（%）</th>
                <th className="n">动到（%）</th>
              </tr>
            </thead>
            <tbody>
              {flips.map(({ code, name, share, flipsAt }) => (
                <tr key={code}>
                  <td>
                    {code} {name}
                  </td>
                  <td className="n">{share}</td>
                  <td className="n">{flipsAt}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      {notes.length === 0 ? null : (
        <details>
          <summary>计算说明</summary>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Units that were last in some draw, or the unit itself. */
function Chances({
  simulation,
  organisation,
  seed,
}: {
  readonly simulation: SimulationFacts;
  readonly organisation: string;
  readonly seed: string;
}) {
  const rows = simulation.rows.filter((row) => row.last > 0 || row.organisation === organisation);
  return (
    <figure>
      <figcaption>{simulation.words}</figcaption>
      <table className="table">
        <thead>
          <tr>
            <th className="n">名次</th>
            <th>单位</th>
            <th className="n">列末位（%）</th>
            <th>九成情况</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.organisation} data-open={row.organisation === organisation}>
              <td className="n">{row.rank}</td>
              <td>{row.name}</td>
              <td className="n">{(row.last * 100).toFixed(2)}</td>
              <td>{row.best === row.worst ? `第 ${row.best} 位` : `第 ${row.best} 至第 ${row.worst} 位`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint">
        {simulation.draws} 次，随机数由“{seed}”产生，谁都能重算；误差 ±{(simulation.error * 100).toFixed(2)} 个百分点。
      </p>
    </figure>
  );
}

function LeftOut({ one }: { readonly one: LeaveOutFacts }) {
  if (one.notDone !== null) {
    return (
      <li>
        {one.name}：没有做，{one.notDone}。
      </li>
    );
  }
  return (
    <li>
      {one.name}：{one.tried} 次，{one.changes.length === 0 ? '首位、末位都不变。' : `${one.changes.length} 次有变：`}
      {one.changes.length === 0 ? null : (
        <ul>
          {one.changes.map(({ without, words }) => (
            <li key={without}>
              去掉“{without}”：{words}。
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
