/** What a register hands over of one record: the record itself, what it takes, and what can still be won of it. */

import type { WorkFact, WorkKind } from '../../shared/consultation/facts.ts';
import type { FigureChange } from '../../shared/consultation/item-costs.ts';
import type { RecordLink } from '../../shared/contract/feeds.ts';
import type { Context } from '../context.ts';
import type { calendarDays } from '../store/submissions.ts';

/** A record before it is known whether the scheme takes anything from it. */
export type Found = WorkFact & {
  /** Had it been done in time; empty: it takes nothing. */
  readonly changes: readonly FigureChange[];
  /** What putting it right is worth while it is still open: the next period like this one, without it. Empty: it is over. */
  readonly now: readonly FigureChange[];
  /** Why it takes nothing. */
  readonly reason: string;
};

/** What every register is read by. */
export type Ground = {
  readonly context: Context;
  readonly period: string;
  readonly organisation: string;
  readonly year: string;
  readonly asOf: string;
  readonly own: ReturnType<typeof calendarDays>;
};

const KIND_NAMES: Readonly<Record<WorkKind, string>> = {
  node: '台账节点',
  problem: '督察问题',
  notice: '三单一书',
  claim: '加分事项',
  item: '宣传条目',
  meeting: '第一议题',
  session: '专项小组会议',
  table: '报送',
  figure: '缺额',
};
/** A record in the words of the facts. */
export const fact = (
  kind: WorkKind,
  id: string,
  title: string,
  link: RecordLink | null,
  more: Partial<Pick<WorkFact, 'dueOn' | 'owner' | 'effort' | 'indicator'>> & Pick<WorkFact, 'change'>,
): WorkFact => ({
  id: `${kind} ${id}`,
  kind,
  kindName: KIND_NAMES[kind],
  title,
  link,
  indicator: null,
  dueOn: null,
  owner: '',
  effort: 1,
  ...more,
});
export const by = (indicator: string, amount: number | string): FigureChange => ({ indicator, by: String(amount) });
