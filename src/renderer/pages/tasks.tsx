import { Switch } from '../components/parts.tsx';
import type { Page, PageProps } from '../page.ts';
import { LedgerView } from './tasks/ledger.tsx';
import { NoticesView } from './tasks/notices.tsx';
import { RegistersView } from './tasks/registers.tsx';
import { TimelineView } from './tasks/timeline.tsx';
import type { TasksPageView } from './tasks/view.ts';
import './tasks/tasks.css';

type Props = PageProps & Extract<Page, { name: 'tasks' }>;

const VIEWS = [
  { value: 'ledger', text: '台账', Body: LedgerView },
  { value: 'timeline', text: '时间表', Body: TimelineView },
  { value: 'registers', text: '登记簿', Body: RegistersView },
  { value: 'notices', text: '三单一书', Body: NoticesView },
] as const;

/** 调度: the year's items, month by month. */
export function TasksPage(props: Props) {
  const { view = 'ledger', go } = props;
  const { Body } = VIEWS.find((entry) => entry.value === view) ?? VIEWS[0];
  const show = (next: TasksPageView): void => go({ name: 'tasks', view: next });
  return <Body {...props} views={<Switch<TasksPageView> label="调度" value={view} options={VIEWS} onChange={show} />} />;
}
