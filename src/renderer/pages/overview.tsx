import type { Overview, Step, WaitingUnit } from '../../shared/contract/overview.ts';
import { formatPeriod, lastWord, periodWords } from '../../shared/period.ts';
import { Course, Empty, Lamp, Move, Trouble } from '../components/parts.tsx';
import type { Page, PageProps } from '../page.ts';
import { useCall } from '../queries.ts';
import './overview.css';

const TARGETS: Readonly<Record<Step['key'], Page>> = {
  dispatch: { name: 'entry' },
  inspection: { name: 'entry' },
  ranking: { name: 'rankings' },
  bulletin: { name: 'bulletins' },
  consultation: { name: 'rankings' },
  publicity: { name: 'entry' },
};
const NEXT: Readonly<Record<Overview['next'][number]['page'], Page>> = {
  entry: { name: 'entry' },
  board: { name: 'entry', view: 'board' },
  ranking: { name: 'rankings' },
  bulletin: { name: 'bulletins' },
  system: { name: 'system' },
};

/** 工作台: the month as a track of the six 一, what is next, what is open, who stands where. */
export function OverviewPage({ period, go }: PageProps) {
  const view = useCall('overview.view', { period }, { keep: true });
  if (view.error) return <Trouble error={view.error} />;
  if (!view.data) return null;
  const { steps, next, deadlineWords, waiting, standing, lastPlace } = view.data;
  return (
    <>
      <div className="heading">
        <h1>{formatPeriod(view.data.period)}</h1>
        <p className="say">{next[0]?.text ?? ''}</p>
      </div>
      <div className="content overview">
        <ol className="track" aria-label={`${periodWords(view.data.period).own}六个一`}>
          {steps.map((step) => (
            <li key={step.key}>
              <button type="button" onClick={() => go(TARGETS[step.key])}>
                <span className="title">{step.name}</span>
                <span className="figure">{step.figure}</span>
                <Lamp kind={step.lamp} word={step.word} />
              </button>
            </li>
          ))}
        </ol>
        <section aria-label="接下来">
          <h2>接下来</h2>
          {next.length === 0 ? <p className="faint">{periodWords(view.data.period).own}没有待办。</p> : null}
          <ol className="next">
            {next.map((step) => (
              <li key={step.text}>
                <button type="button" className="link" onClick={() => go(NEXT[step.page])}>
                  {step.text}
                </button>
              </li>
            ))}
          </ol>
          <h2>
            谁还没交 <span className="faint">{deadlineWords}</span>
          </h2>
          {waiting.length === 0 ? (
            <p className="faint">{deadlineWords === '' ? '还没有要报送的表。' : '各单位都已报送。'}</p>
          ) : null}
          <ul className="open">
            {waiting.map((unit) => (
              <li key={unit.organisation}>
                <button type="button" className="link" title={unit.name} onClick={() => go(pageFor(unit))}>
                  {unit.shortName}
                </button>
                <span className="lamps">
                  {unit.tables.map(({ lamp, word, names }) => (
                    <span key={word} title={names}>
                      <Lamp kind={lamp} word={word} />
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section aria-label="当前排名">
          <h2>
            区县排名 <span className="faint">按现有数据试算</span>
          </h2>
          {standing.length === 0 ? (
            <Empty text="还没有参加排名的区县。">
              <button type="button" className="main" onClick={() => go({ name: 'system', tab: 'organisations' })}>
                建立单位
              </button>
            </Empty>
          ) : (
            <Standing period={view.data.period} standing={standing} since={view.data.since} go={go} />
          )}
          {lastPlace === null ? null : <p className="last">{lastPlace}</p>}
        </section>
      </div>
    </>
  );
}

/** The first empty cell of a unit; when nothing is empty, its tables. */
const pageFor = ({ list, organisation, firstMissing }: WaitingUnit): Page =>
  firstMissing === null
    ? { name: 'entry', view: 'board', list, organisation }
    : { name: 'entry', list, organisation, indicator: firstMissing };

type StandingProps = Pick<Overview, 'period' | 'standing' | 'since'> & Pick<PageProps, 'go'>;

function Standing({ period, standing, since, go }: StandingProps) {
  // The year's course costs twelve months of scoring; the table does not wait for it.
  const year = useCall('rankings.view', { period, list: 'district' }, { keep: true });
  return (
    <table className="table tight">
      <thead>
        <tr>
          <th className="n">名次</th>
          <th>单位</th>
          <th className="n">得分</th>
          <th className="c">较{lastWord(period, since)}</th>
          <th>走势</th>
        </tr>
      </thead>
      <tbody>
        {standing.map((row) => (
          <tr key={row.code}>
            <td className="n">{row.rank ?? '—'}</td>
            <td>
              <button
                type="button"
                className="link"
                onClick={() => go({ name: 'rankings', list: 'district', organisation: row.code })}
              >
                {row.name}
              </button>
            </td>
            <td className="n">{row.score ?? '缺报'}</td>
            <td className="c">
              <Move change={row.change} />
            </td>
            <td>
              <Course ranks={(year.data?.history[row.code] ?? []).map((point) => point.rank)} places={standing.length} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
