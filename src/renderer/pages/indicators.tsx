import { useMemo, useState } from 'react';
import type { Indicator } from '../../shared/contract/indicators.ts';
import { Trouble } from '../components/parts.tsx';
import type { Page, PageProps } from '../page.ts';
import { useCall } from '../queries.ts';
import { AirView } from './indicators/air.tsx';
import { CourseView } from './indicators/course.tsx';
import { IndicatorView } from './indicators/indicator.tsx';
import { StructureView } from './indicators/structure.tsx';
import './indicators.css';

type Props = PageProps & Extract<Page, { name: 'indicators' }>;

/** Views that ship; below them any indicator. */
const SHIPPED = [
  { key: 'view:course', text: '排名走势' },
  { key: 'view:structure', text: '三次产业结构' },
  { key: 'view:air', text: '空气优良天数' },
] as const;

/** 指标: at the left what there is to see, at the right one chart with its table and sources. */
export function IndicatorsPage({ period, indicator }: Props) {
  const list = useCall('indicators.list', {});
  const [chosen, setChosen] = useState<string>(indicator ?? 'view:course');
  const [asked, setAsked] = useState(indicator);
  if (indicator !== asked) {
    setAsked(indicator);
    if (indicator !== undefined) setChosen(indicator);
  }
  const indicators = list.data ?? [];
  const current = indicators.find((row) => row.code === chosen);
  const groups = useMemo(() => groupsOf(list.data ?? []), [list.data]);
  return (
    <div className="beside">
      <nav className="gallery" aria-label="指标">
        <h2>常用</h2>
        {SHIPPED.map((view) => (
          <Choice key={view.key} text={view.text} isChosen={view.key === chosen} onChoose={() => setChosen(view.key)} />
        ))}
        {groups.map(([name, rows]) => (
          <section key={name}>
            <h2>{name}</h2>
            {rows.map((row) => (
              <Choice key={row.code} text={row.name} isChosen={row.code === chosen} onChoose={() => setChosen(row.code)} />
            ))}
          </section>
        ))}
      </nav>
      <div className="page chart-page">
        <Trouble error={list.error} />
        {chosen === 'view:course' ? <CourseView period={period} /> : null}
        {chosen === 'view:structure' && list.data ? <StructureView indicators={indicators} /> : null}
        {chosen === 'view:air' && list.data ? <AirView indicators={indicators} /> : null}
        {current ? <IndicatorView key={current.code} indicator={current} period={period} /> : null}
      </div>
    </div>
  );
}

function groupsOf(indicators: readonly Indicator[]): readonly (readonly [string, readonly Indicator[]])[] {
  const groups = new Map<string, Indicator[]>();
  for (const row of indicators) {
    const name = row.groupName || '其他';
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups];
}

function Choice({
  text,
  isChosen,
  onChoose,
}: {
  readonly text: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <button type="button" className="link" aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
      {text}
    </button>
  );
}
