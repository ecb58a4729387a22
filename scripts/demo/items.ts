/** Items of the 台账 as they are made, and the tables they are written into. */
import { type TaskState, taskStateName } from '../../src/shared/tasks/states.ts';
import { csvText } from './chance.ts';
import type { Unit } from './figures.ts';

export type Node = { title: string; dueOn: string; doneOn: string; movedFrom: string; reason: string };
type Report = { readonly period: string; readonly percent: number; readonly text: string };
export type Item = {
  year: string;
  number: string;
  parent: string;
  readonly kind: 'task' | 'document';
  readonly title: string;
  readonly name: string;
  readonly field: string;
  readonly leader: string;
  readonly claimedBy: string;
  readonly unit: Unit;
  readonly supporting: string;
  readonly outcome: string;
  documentNumber: string;
  readonly site: string;
  readonly startsOn: string;
  state: TaskState;
  reason: string;
  /** Has it something to prove it by. */
  isProved: boolean;
  /** By day; the last is the deadline. */
  nodes: Node[];
  reports: Report[];
};

/** How well a unit keeps up, 0 … 1: who is last in February has to have something to be asked about. */
const CARE: Readonly<Record<string, number>> = { ZCU: 0.4, JKQ: 0.55, G5: 0.55, WCH: 0.7, GXQ: 0.75 };
export const careOf = ({ code }: Unit): number => CARE[code] ?? 0.92;

export const keyOf = ({ year, number }: Pick<Item, 'year' | 'number'>): string => `${year}-${number}`;

/** 台账.csv, 节点.csv and 进展.csv. The last node has no name: it is the deadline. */
export function taskTables(items: readonly Item[]): ReadonlyMap<string, string> {
  return new Map([
    [
      '台账',
      csvText(
        [
          '编号',
          '上级',
          '类型',
          '改革事项',
          '领域',
          '牵头领导',
          '认领领导',
          '单位',
          '配合单位',
          '成果形式',
          '文号',
          '点位',
          '开始',
          '状态',
          '理由',
          '佐证',
        ],
        items.map((item) => [
          keyOf(item),
          item.parent === '' ? '' : `${item.year}-${item.parent}`,
          item.kind === 'task' ? '改革任务' : '配套文件',
          item.title,
          item.field,
          item.leader,
          item.claimedBy,
          item.unit.code,
          item.supporting,
          item.outcome,
          item.documentNumber,
          item.site,
          item.startsOn,
          taskStateName[item.state],
          item.reason,
          item.isProved ? '有' : '',
        ]),
      ),
    ],
    [
      '节点',
      csvText(
        ['编号', '节点', '时限', '办结', '原时限', '改期理由'],
        items.flatMap((item) =>
          item.nodes.map(({ title, dueOn, doneOn, movedFrom, reason }, at) => [
            keyOf(item),
            at === item.nodes.length - 1 ? '' : title,
            dueOn,
            doneOn,
            movedFrom,
            reason,
          ]),
        ),
      ),
    ],
    [
      '进展',
      csvText(
        ['编号', '考核期', '进度', '进展'],
        items.flatMap((item) => item.reports.map(({ period, percent, text }) => [keyOf(item), period, percent, text])),
      ),
    ],
  ]);
}
