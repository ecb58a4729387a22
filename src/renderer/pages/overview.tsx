import { type KeyboardEvent, useCallback } from 'react';
import { dayText } from '../../shared/calendar.ts';
import type { DeskLine, Lamp as LampKind, Overview, WaitingUnit } from '../../shared/contract/overview.ts';
import type { Urgency } from '../../shared/desk.ts';
import { formatPeriod, lastWord, periodWords } from '../../shared/period.ts';
import { Course, Empty, Lamp, Move, Trouble } from '../components/parts.tsx';
import type { Page, PageProps } from '../page.ts';
import { useCall } from '../queries.ts';
import './overview.css';

/** 工作台: the month as a track of the six 一, what is to be done and whose turn it is, who has not sent, who stands where. */
export function OverviewPage({ period, go }: PageProps) {
  const view = useCall('overview.view', { period }, { keep: true, fresh: true });
  if (view.error) return <Trouble error={view.error} />;
  if (!view.data) return null;
  const { data } = view;
  return (
    <>
      <div className="heading">
        <h1>{formatPeriod(data.period)}</h1>
        <p className="say">{sayWords(data)}</p>
      </div>
      <div className="content overview">
        <ol className="track" aria-label={`${periodWords(data.period).own}六个一`}>
          {data.steps.map((step) => (
            <li key={step.key}>
              <button type="button" onClick={() => go(step.place)}>
                <span className="title">{step.name}</span>
                <span className="figure">{step.figure}</span>
                <Lamp kind={step.lamp} word={step.word} />
              </button>
            </li>
          ))}
        </ol>
        <Lines data={data} go={go} />
        <div className="aside">
          <section aria-label="当前排名">
            <h2>
              区县排名 <span className="faint">{data.isSealed ? '已封账' : '按现有数据试算'}</span>
            </h2>
            {data.standing.length === 0 ? (
              <Empty text="还没有参加排名的区县。">
                <button type="button" className="main" onClick={() => go({ name: 'system', tab: 'organisations' })}>
                  建立单位
                </button>
              </Empty>
            ) : (
              <Standing period={data.period} standing={data.standing} since={data.since} go={go} />
            )}
            {data.lastPlace === null ? null : <p className="last">{data.lastPlace}</p>}
          </section>
          <Waiting data={data} go={go} />
        </div>
      </div>
    </>
  );
}

/** “今天 3月5日 · 要办 5 条，其中逾期 1 条；等待他人 2 条”. */
function sayWords({ day, isToday, lines, isOneClerk }: Overview): string {
  const own = lines.filter(({ isOwn }) => isOwn);
  const overdue = own.filter(({ urgency }) => urgency === 'overdue').length;
  const others = lines.length - own.length;
  const todo = own.length === 0 ? '没有要办的事' : `要办 ${own.length} 条${overdue > 0 ? `，其中逾期 ${overdue} 条` : ''}`;
  return `${isToday ? `今天 ${dayText(day, day.slice(0, 4))}` : `截至 ${dayText(day)}`} · ${todo}${others > 0 ? `；${isOneClerk ? '还不能办' : '等待他人'} ${others} 条` : ''}`;
}

const URGENCIES: Readonly<Record<Urgency, { readonly lamp: LampKind; readonly word: string }>> = {
  overdue: { lamp: 'overdue', word: '逾期' },
  today: { lamp: 'late', word: '今天' },
  week: { lamp: 'late', word: '本周' },
  open: { lamp: 'open', word: '待办' },
};

type LinesProps = { readonly data: Overview; readonly go: PageProps['go'] };

function Lines({ data, go }: LinesProps) {
  const own = data.lines.filter(({ isOwn }) => isOwn);
  const others = data.lines.filter(({ isOwn }) => !isOwn);
  return (
    <section className="desk" aria-label="要办的事">
      <h2>要办的事</h2>
      {own.length === 0 ? (
        <p className="calm">{others.length === 0 ? '都办好了，今天没有要办的事。' : '今天没有轮到自己办的事。'}</p>
      ) : (
        <LineTable name="要办的事" lines={own} go={go} />
      )}
      {others.length === 0 ? null : (
        <>
          <h2>{data.isOneClerk ? '还不能办' : '等待他人'}</h2>
          <LineTable name={data.isOneClerk ? '还不能办' : '等待他人'} lines={others} go={go} />
        </>
      )}
    </section>
  );
}

/** Enter opens the place where a line is done; the arrows run through both tables. */
function LineTable({
  name,
  lines,
  go,
}: {
  readonly name: string;
  readonly lines: readonly DeskLine[];
  readonly go: PageProps['go'];
}) {
  const press = useCallback((event: KeyboardEvent<HTMLButtonElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const all = [...(event.currentTarget.closest('.desk')?.querySelectorAll<HTMLButtonElement>('button.link') ?? [])];
    all[all.indexOf(event.currentTarget) + by]?.focus();
  }, []);
  return (
    <table className="table desk-lines" aria-label={name}>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.step} ${line.text} ${line.whose}`}>
            <td className="lamp-cell">
              <Lamp kind={URGENCIES[line.urgency].lamp} word={URGENCIES[line.urgency].word} />
            </td>
            <td className="step">{line.step}</td>
            <td className="what">
              <div>
                <button type="button" className="link" onKeyDown={press} onClick={() => go(line.place, line.period ?? undefined)}>
                  {line.text}
                </button>
                <span className="beside">{[line.whose, line.when].filter((words) => words !== '').join(' · ')}</span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 谁还没交: units with tables that are not sent. */
function Waiting({ data: { waiting, deadlineWords }, go }: LinesProps) {
  return (
    <section aria-label="谁还没交">
      <h2>
        谁还没交 <span className="faint">{deadlineWords}</span>
      </h2>
      {waiting.length === 0 ? <p className="faint">{deadlineWords === '' ? '还没有要报送的表。' : '各单位都已报送。'}</p> : null}
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
          <th className="course">走势</th>
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
            <td className="course">
              <Course ranks={(year.data?.history[row.code] ?? []).map((point) => point.rank)} places={standing.length} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
