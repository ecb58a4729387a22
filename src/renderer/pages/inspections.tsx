import type { ReactNode } from 'react';
import { Switch } from '../components/parts.tsx';
import type { Page, PageProps } from '../page.ts';
import { CoverageView } from './inspections/coverage.tsx';
import { DrawsView } from './inspections/draws.tsx';
import './inspections/inspections.css';
import { ProblemsView } from './inspections/problems.tsx';
import { SitesView } from './inspections/sites.tsx';
import { VisitsView } from './inspections/visits.tsx';

type Asked = Extract<Page, { name: 'inspections' }>;
type View = NonNullable<Asked['view']>;
/** A view puts `views`, the switch between them, first among the actions of its heading. */
export type InspectionViewProps = PageProps & Asked & { readonly views: ReactNode };

const VIEWS = [
  { value: 'draws', text: '抽取', Body: DrawsView },
  { value: 'visits', text: '现场', Body: VisitsView },
  { value: 'problems', text: '问题', Body: ProblemsView },
  { value: 'coverage', text: '覆盖', Body: CoverageView },
  { value: 'sites', text: '点位', Body: SitesView },
] as const;

/** 督察: where one goes and how that was drawn, what was found there, what became of it. */
export function InspectionsPage(props: PageProps & Asked) {
  const { view = 'draws', go } = props;
  const { Body } = VIEWS.find((entry) => entry.value === view) ?? VIEWS[0];
  const show = (next: View): void => go({ name: 'inspections', view: next });
  // Another record asked for opens the view anew.
  const key = `${view} ${props.visit ?? ''} ${props.problem ?? ''}`;
  return <Body key={key} {...props} views={<Switch<View> label="督察" value={view} options={VIEWS} onChange={show} />} />;
}
