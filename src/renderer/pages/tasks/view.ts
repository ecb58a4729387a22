import type { ReactNode } from 'react';
import type { TaskFilter } from '../../../shared/contract/overview.ts';
import type { TaskRow } from '../../../shared/contract/tasks.ts';
import type { Page, PageProps } from '../../page.ts';

type Asked = Extract<Page, { name: 'tasks' }>;
export type TasksPageView = NonNullable<Asked['view']>;
/** A view of 调度 puts `views`, the switch between them, first among the actions of its heading. */
export type TasksViewProps = PageProps & Asked & { readonly views: ReactNode };

/** What the list may be ordered by. */
export const GROUPINGS = [
  { value: 'unit', text: '按责任单位', of: (row: TaskRow) => row.organisationName },
  { value: 'leader', text: '按牵头领导', of: (row: TaskRow) => row.leader || '未写牵头领导' },
  { value: 'document', text: '按文件', of: (row: TaskRow) => row.documentNumber || '未写文号' },
  { value: 'field', text: '按改革领域', of: (row: TaskRow) => row.field || '未写领域' },
] as const;
export type Grouping = (typeof GROUPINGS)[number]['value'];

type Saved = { readonly value: TaskFilter; readonly text: string; readonly has: (row: TaskRow) => boolean };

/** Saved views: what the office looks for in the list. */
export const FILTERS: readonly [Saved, ...Saved[]] = [
  { value: 'all', text: '全部', has: () => true },
  { value: 'overdue', text: '逾期', has: (row) => row.light.lamp === 'overdue' },
  { value: 'late', text: '滞后', has: (row) => row.light.lamp === 'late' },
  { value: 'unreported', text: '未填进展', has: (row) => isFollowed(row) && !row.isReported },
  { value: 'repeated', text: '进展雷同', has: (row) => row.isRepeated },
  { value: 'waiting', text: '待核验销号', has: (row) => row.state === 'submitted' || row.state === 'verified' },
  { value: 'draft', text: '待立项', has: (row) => row.state === 'draft' },
  { value: 'moved', text: '改过期', has: (row) => row.redates > 0 },
  { value: 'escalated', text: '已提级', has: (row) => row.escalation !== null },
  { value: 'toEscalate', text: '应提级', has: (row) => row.escalationDue !== null },
  { value: 'closed', text: '已销号', has: (row) => row.state === 'closed' },
];

/** Is progress of this item reported month by month? */
export const isFollowed = ({ state }: TaskRow): boolean => state === 'assigned' || state === 'active' || state === 'returned';

/** Rows by a grouping, the groups in the order of their first row; whatever has no name of its own comes last. */
export function groupRows(rows: readonly TaskRow[], grouping: Grouping): readonly (readonly [string, readonly TaskRow[]])[] {
  const { of } = GROUPINGS.find(({ value }) => value === grouping) ?? GROUPINGS[0];
  const groups = new Map<string, TaskRow[]>();
  for (const row of rows) groups.set(of(row), [...(groups.get(of(row)) ?? []), row]);
  return [...groups].sort(([a], [b]) => Number(a.startsWith('未写')) - Number(b.startsWith('未写')));
}
