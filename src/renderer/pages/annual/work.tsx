import { type WorkCount, type WorkRegister, workCounts } from '../../../shared/bulletin/month-work.ts';
import { moveInTable } from '../../components/list-keys.ts';
import { Empty, Trouble } from '../../components/parts.tsx';
import type { Page, PageProps } from '../../page.ts';
import { useCall } from '../../queries.ts';
import './work.css';

/** Where the records of a count stand. */
const PAGES: Readonly<Record<WorkRegister, Page>> = {
  ledger: { name: 'tasks', view: 'ledger' },
  closedTasks: { name: 'tasks', view: 'ledger', only: 'closed' },
  overdueTasks: { name: 'tasks', view: 'ledger', only: 'overdue' },
  movedTasks: { name: 'tasks', view: 'ledger', only: 'moved' },
  notices: { name: 'tasks', view: 'notices' },
  plan: { name: 'tasks', view: 'registers', register: { kind: 'plan' } },
  document: { name: 'tasks', view: 'registers', register: { kind: 'document' } },
  pilot: { name: 'tasks', view: 'registers', register: { kind: 'pilot' } },
  agenda: { name: 'tasks', view: 'registers', register: { kind: 'agenda' } },
  draws: { name: 'inspections', view: 'draws' },
  visits: { name: 'inspections', view: 'coverage' },
  problems: { name: 'inspections', view: 'problems' },
  items: { name: 'publicity', view: 'items' },
  experiences: { name: 'publicity', view: 'experiences' },
  candidates: { name: 'publicity', view: 'candidates' },
  claims: { name: 'entry', view: 'claims' },
};

/** 工作情况: what the registers come to in the year; every count leads to where it is kept. */
export function YearWork({ year, go }: { readonly year: string; readonly go: PageProps['go'] }) {
  const work = useCall('annual.work', { year }, { keep: true, fresh: true });
  if (!work.data) return <Trouble error={work.error} />;
  const counts = workCounts(work.data);
  if (counts.length === 0) {
    return <Empty text={`${year}年还没有登记：台账、三单一书、登记簿、督察和宣传里有了记录，这里自动计数。`} />;
  }
  const areas = [...new Set(counts.map(({ area }) => area))];
  return (
    <>
      <p className="faint">截至 {work.data.asOf}，由各登记自动计数；点数字看登记。</p>
      <div className="year-work">
        {areas.map((area) => (
          <AreaTable key={area} area={area} counts={counts.filter((count) => count.area === area)} go={go} />
        ))}
      </div>
    </>
  );
}

function AreaTable({
  area,
  counts,
  go,
}: {
  readonly area: string;
  readonly counts: readonly WorkCount[];
  readonly go: PageProps['go'];
}) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{area}</th>
          <th className="n">数量</th>
        </tr>
      </thead>
      <tbody>
        {counts.map(({ name, count, measure, register }) => (
          <tr key={name}>
            <td>{name}</td>
            <td className="n">
              <button
                type="button"
                className="link"
                aria-label={`${name} ${count}${measure}，看登记`}
                onKeyDown={moveInTable}
                onClick={() => go(PAGES[register])}
              >
                {count}
              </button>
              <span className="faint"> {measure}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
