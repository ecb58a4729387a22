import { type ReactNode, useState } from 'react';
import type { Page, PageProps } from '../page.ts';
import { AuditTab } from './system/audit.tsx';
import { BackupsTab } from './system/backups.tsx';
import { CalendarTab } from './system/calendar.tsx';
import { IndicatorsTab } from './system/indicators.tsx';
import { OfficeTab } from './system/office.tsx';
import { OrganisationsTab } from './system/organisations.tsx';
import { PeopleTab } from './system/people.tsx';
import { SchemesTab } from './system/schemes.tsx';
import { SealsTab } from './system/seals.tsx';
import { TemplatesTab } from './system/templates.tsx';

type Props = PageProps & Extract<Page, { name: 'system' }>;
type Tab = { readonly key: NonNullable<Props['tab']>; readonly text: string; readonly Body: (props: PageProps) => ReactNode };
const TABS: readonly [Tab, ...Tab[]] = [
  { key: 'organisations', text: '单位', Body: OrganisationsTab },
  { key: 'indicators', text: '指标', Body: IndicatorsTab },
  { key: 'schemes', text: '方案', Body: SchemesTab },
  { key: 'people', text: '人员', Body: PeopleTab },
  { key: 'calendar', text: '期限', Body: CalendarTab },
  { key: 'seals', text: '封存', Body: SealsTab },
  { key: 'backups', text: '备份', Body: BackupsTab },
  { key: 'office', text: '发文信息', Body: OfficeTab },
  { key: 'templates', text: '模板', Body: TemplatesTab },
  { key: 'audit', text: '操作记录', Body: AuditTab },
];

/** 系统: units, indicators, scheme, backups, the office's words, the record of acts. */
export function SystemPage({ tab, period, go }: Props) {
  const [current, setCurrent] = useState<Tab['key']>(tab ?? 'organisations');
  const { Body } = TABS.find((entry) => entry.key === current) ?? TABS[0];
  return (
    <>
      <div className="tabs" role="tablist" aria-label="系统">
        {TABS.map((entry) => (
          <button
            type="button"
            role="tab"
            key={entry.key}
            aria-selected={entry.key === current}
            onClick={() => setCurrent(entry.key)}
          >
            {entry.text}
          </button>
        ))}
      </div>
      <Body period={period} go={go} />
    </>
  );
}
