import { useMemo, useState } from 'react';
import { avoidableHeight, avoidableOption } from '../../../shared/charts/avoidable.ts';
import { CHAIN_HEIGHT, chainOption } from '../../../shared/charts/chain.ts';
import type { ChainFacts, CostedWork, GridRow, Tests, WorkFact } from '../../../shared/consultation/facts.ts';
import { COURSE_WORDS, type Quadrant } from '../../../shared/consultation/gap-and-trend.ts';
import { exact, published } from '../../../shared/engine/decimal.ts';
import { Chart } from '../../components/Chart.tsx';
import { Comparison } from '../../components/Decomposition.tsx';
import { Switch } from '../../components/parts.tsx';
import { pageOfRecord } from '../../page.ts';
import { signed } from './symptoms.tsx';
import type { PartProps } from './view.ts';

const CALLED = { mean: '与平均', above: '与前一名', best: '与第一名' } as const;

/** 化验: where the points went, down to the record. */
export function TestsPart({
  who,
  tests,
  grid,
}: {
  readonly who: PartProps;
  readonly tests: Tests;
  readonly grid: readonly GridRow[];
}) {
  const { comparisons, groups, costs, losses, chain, chainRefusal } = tests;
  const [against, setAgainst] = useState<'mean' | 'above' | 'best'>('above');
  const shown = comparisons.find((one) => one.against === against) ?? comparisons[0];
  const losing = useMemo(() => avoidableOption(losses.rows), [losses]);
  return (
    <>
      <h4>分差在哪里</h4>
      {shown ? (
        <div className="gap">
          <Switch
            label="比较"
            value={shown.against}
            options={comparisons.map((one) => ({ value: one.against, text: CALLED[one.against] }))}
            onChange={setAgainst}
          />
          <Comparison view={shown.view} />
        </div>
      ) : (
        <p>没有可以比较的单位。</p>
      )}
      {groups ? (
        <>
          <p>{groups.words}</p>
          <table className="table">
            <thead>
              <tr>
                <th>与{groups.other}按组比较</th>
                <th className="n">相差</th>
              </tr>
            </thead>
            <tbody>
              {groups.decomposition.rows.map((row) => (
                <tr key={row.code}>
                  <td>{row.name}</td>
                  <td className="n" title={`精确值 ${row.amount}`}>
                    {signed(published(exact(row.amount), 2))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
      <h4>分值到件</h4>
      <p>{costs.words}</p>
      {costs.works.length > 0 ? <Costs who={who} works={costs.works} /> : null}
      {costs.unrecorded.length > 0 ? (
        <p className="faint">
          没有登记可以对到件的失分：
          {costs.unrecorded.map(({ code, name, lost }) => `${code} ${name} ${lost} 分`).join('、')}。
        </p>
      ) : null}
      <Aside who={who} title="算不出分值的" works={costs.uncounted} />
      <Aside who={who} title="本期不计分的" works={costs.silent} />
      <h4>可挽回的失分</h4>
      <p>{losses.words}</p>
      {losses.rows.length > 0 ? (
        <Chart option={losing} label={losses.words} height={avoidableHeight(losses.rows.length)} />
      ) : null}
      <h4>差距与走势</h4>
      <Grid rows={grid} />
      <h4>卡在哪个环节</h4>
      {chain ? <Chain who={who} chain={chain} /> : <p>{chainRefusal}</p>}
    </>
  );
}

function Costs({ who, works }: { readonly who: PartProps; readonly works: readonly CostedWork[] }) {
  return (
    <table className="table consultation-works">
      <thead>
        <tr>
          <th>这一件</th>
          <th className="n">少得分</th>
          <th className="n">办好后名次</th>
        </tr>
      </thead>
      <tbody>
        {works.map((work) => (
          <tr key={work.id}>
            <td>
              <WorkName who={who} work={work} />
              <span className="note">{work.change}。</span>
            </td>
            <td className="n" title={`精确值 ${work.cost}`}>
              {work.shown}
            </td>
            <td className="n">{work.rank}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Opens the very record; what is missing opens the figure it is missing from. */
export function WorkName({ who, work }: { readonly who: PartProps; readonly work: WorkFact }) {
  const { go, list, organisation } = who;
  const { link, indicator } = work;
  const text = `${work.kindName}　${work.title}`;
  if (link) {
    return (
      <button type="button" className="link" onClick={() => go(pageOfRecord(link, list))}>
        {text}
      </button>
    );
  }
  if (indicator === null) return <>{text}</>;
  return (
    <button type="button" className="link" onClick={() => go({ name: 'entry', list, organisation, indicator })}>
      {text}
    </button>
  );
}

/** What takes no points is said, folded away. */
function Aside({
  who,
  title,
  works,
}: {
  readonly who: PartProps;
  readonly title: string;
  readonly works: readonly (WorkFact & { readonly reason: string })[];
}) {
  if (works.length === 0) return null;
  return (
    <details>
      <summary>
        {title} {works.length} 件
      </summary>
      <ul>
        {works.map((work) => (
          <li key={work.id}>
            <WorkName who={who} work={work} /> <span className="faint">{work.reason}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Behind above, level or ahead below; flat or falling left, rising right. */
const CELLS: readonly { readonly quadrant: Quadrant; readonly hint: string }[] = [
  { quadrant: '长期短板', hint: '低于其他单位的中位数，没有上升' },
  { quadrant: '补课中', hint: '低于中位数，明显上升' },
  { quadrant: '新发滑坡', hint: '不低于中位数，明显下降' },
  { quadrant: '优势', hint: '不低于中位数，没有下降' },
];

function Grid({ rows }: { readonly rows: readonly GridRow[] }) {
  const short = rows.filter(({ quadrant }) => quadrant === '短板');
  return (
    <>
      <div className="consultation-grid">
        {CELLS.map(({ quadrant, hint }) => (
          <div key={quadrant}>
            <h5>
              {quadrant} <span className="faint">{hint}</span>
            </h5>
            <ul>
              {rows.some((row) => row.quadrant === quadrant) ? null : <li className="faint">没有</li>}
              {rows
                .filter((row) => row.quadrant === quadrant)
                .map((row) => (
                  <GridLine key={row.code} row={row} />
                ))}
            </ul>
          </div>
        ))}
      </div>
      {short.length === 0 ? null : (
        <>
          <p>期数不足、只能说是短板的：</p>
          <ul>
            {short.map((row) => (
              <GridLine key={row.code} row={row} />
            ))}
          </ul>
        </>
      )}
      <p className="faint">括号内为得分率与其他单位中位数之差，百分点。</p>
    </>
  );
}

const GridLine = ({ row }: { readonly row: GridRow }) => (
  <li title={COURSE_WORDS[row.course]}>
    {row.code} {row.name}（{signed(row.gap)}）
  </li>
);

function Chain({ who, chain }: { readonly who: PartProps; readonly chain: ChainFacts }) {
  const option = useMemo(() => chainOption(chain), [chain]);
  const stuck = chain.stages.filter(({ stopped }) => stopped.length > 0);
  return (
    <>
      <p>{chain.words}</p>
      <Chart option={option} label={chain.words} height={CHAIN_HEIGHT} />
      {stuck.map(({ name, rule, stopped }) => (
        <details key={name}>
          <summary>
            没有到“{name}”的 {stopped.length} 项 <span className="faint">要求：{rule}</span>
          </summary>
          <ul>
            {stopped.map((link) => (
              <li key={link.id}>
                <button type="button" className="link" onClick={() => who.go(pageOfRecord(link, who.list))}>
                  {link.words}
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}
