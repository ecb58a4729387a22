import type { CoverageView as View } from '../../../shared/contract/inspections.ts';
import { LEVELS } from '../../../shared/inspections/words.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { Empty, Lamp, Trouble } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import type { InspectionViewProps } from '../inspections.tsx';

/** 覆盖: which unit was visited in which month, and whom nobody has visited for long. */
export function CoverageView({ period, go, views }: InspectionViewProps) {
  const view = useCall('inspections.coverage', { period }, { keep: true });
  const { data } = view;
  const hasSites = data?.levels.some(({ sites }) => sites > 0) ?? false;
  return (
    <>
      <div className="heading">
        <h1>督察覆盖</h1>
        <p className="say">{data ? levelWords(data) : ''}</p>
        <div className="actions">{views}</div>
      </div>
      <div className="content">
        <Trouble error={view.error} />
        {data && !hasSites ? (
          <Empty text="登记点位并督察以后，这里按单位、月份列出去过几个点位、多久没有去过。">
            <button type="button" onClick={() => go({ name: 'inspections', view: 'sites' })}>
              登记点位
            </button>
          </Empty>
        ) : null}
        {data && hasSites ? <HeatMap view={data} /> : null}
        {data && data.factors.length > 0 ? <Factors view={data} /> : null}
      </div>
    </>
  );
}

const levelWords = ({ levels }: View): string =>
  `近十二个月 · ${levels
    .filter(({ sites }) => sites > 0)
    .map(({ level, sites, visited }) => `${LEVELS[level]} ${visited}/${sites}`)
    .join('，')}`;

/** Longer than this without a visit is marked. */
const LONG = 6;

function HeatMap({ view }: { readonly view: View }) {
  const most = Math.max(1, ...view.units.flatMap(({ visits }) => visits));
  return (
    <table className="table heat" aria-label="各单位各月督察点位数">
      <thead>
        <tr>
          <th>单位</th>
          <th className="n">点位</th>
          {view.months.map((month) => (
            <th key={month} className="c" title={formatPeriod(month)}>
              {Number(month.slice(5))}月
            </th>
          ))}
          <th>最近一次</th>
        </tr>
      </thead>
      <tbody>
        {view.units.map(({ name, sites, visits, since }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="n">{sites}</td>
            {visits.map((count, at) => (
              <td
                key={view.months[at]}
                className="c"
                style={count > 0 ? { background: `rgb(29 95 168 / ${12 + Math.round((count / most) * 40)}%)` } : undefined}
                title={`${formatPeriod(view.months[at] ?? '')} ${name} 督察 ${count} 个点位`}
              >
                {count > 0 ? count : ''}
              </td>
            ))}
            <td>
              {since === null ? (
                <Lamp kind="late" word="从未督察" />
              ) : since >= LONG ? (
                <Lamp kind="late" word={`${since} 个月前`} />
              ) : (
                <Lamp kind="ok" word={since === 0 ? '本月' : `${since} 个月前`} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Factors({ view }: { readonly view: View }) {
  return (
    <>
      <h2 className="part">
        数据核实 <span className="faint">偏差超过 10% 的标记保留到下一次核实；只作提示，不参与计分</span>
      </h2>
      <table className="table" aria-label="核实系数">
        <thead>
          <tr>
            <th>单位</th>
            <th>数据</th>
            <th className="n">上报数</th>
            <th className="n">核实数</th>
            <th className="n">核实系数</th>
            <th>核实日期、点位</th>
            <th>结论</th>
          </tr>
        </thead>
        <tbody>
          {view.factors.map((one) => (
            <tr key={`${one.unitName} ${one.indicator}`}>
              <td>{one.unitName}</td>
              <td>
                {one.name}
                {one.unit === '' ? '' : `（${one.unit}）`}
              </td>
              <td className="n">{one.reported}</td>
              <td className="n">{one.recounted}</td>
              <td className="n">{one.value ?? '—'}</td>
              <td>
                {one.visitedOn} {one.siteName}
              </td>
              <td>
                <Lamp kind={one.isOff ? 'late' : 'ok'} word={one.isOff ? '偏差超过 10%' : '相符'} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
