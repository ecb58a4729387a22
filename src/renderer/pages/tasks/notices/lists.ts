import type { NoticeRow, NoticesView } from '../../../../shared/contract/notices.ts';
import { daysOf } from '../../../../shared/tasks/count.ts';

/** Saved views of 三单一书, each with what it holds; `due` holds what the rule proposes, no notices. */
export const NOTICE_FILTERS = [
  { value: 'all', text: '全部', has: () => true },
  { value: 'draft', text: '待签发', has: (row: NoticeRow) => row.standing.stage === 'draft' },
  { value: 'unsigned', text: '待签收', has: (row: NoticeRow) => row.standing.stage === 'unsigned' },
  {
    value: 'waiting',
    text: '待反馈',
    has: ({ standing: { stage } }: NoticeRow) => stage === 'unsigned' || stage === 'waiting',
  },
  { value: 'late', text: '逾期', has: (row: NoticeRow) => row.standing.lamp === 'overdue' },
  { value: 'replied', text: '待办结', has: (row: NoticeRow) => row.standing.stage === 'replied' },
  { value: 'settled', text: '已办结', has: (row: NoticeRow) => row.standing.stage === 'settled' },
] as const;
export type NoticeFilter = (typeof NOTICE_FILTERS)[number]['value'] | 'due' | 'period';

/** Notices of a saved view, in the order of the list. */
export function noticesOf({ rows }: NoticesView, filter: NoticeFilter, period: string): readonly NoticeRow[] {
  if (filter === 'due') return [];
  if (filter === 'period') {
    const { first, last } = daysOf(period);
    return rows.filter(({ issuedOn }) => issuedOn !== null && issuedOn >= first && issuedOn <= last);
  }
  const { has } = NOTICE_FILTERS.find(({ value }) => value === filter) ?? NOTICE_FILTERS[0];
  return rows.filter(has);
}
