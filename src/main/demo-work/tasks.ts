/** The demonstration's 台账 goes the way every item goes: 登记, 立项, 改期, 办结, 申请销号, 核验, 销号. */
import { type TaskState, taskStateName } from '../../shared/tasks/states.ts';
import type { Context } from '../context.ts';
import type { Content } from '../store/evidence.ts';
import { addReport, attachTaskFile, findTask, finishNode, moveTask, redateNode, saveTask } from '../store/tasks.ts';
import type { Writer } from '../store/transaction.ts';
import { codeOf, type Row, readDemo, unitIds } from './table.ts';

/** States an item goes through once its work is said to be done, each up to the last. */
const FINISHING = ['submitted', 'verified', 'closed'] as const;
const ACTS = { submitted: 'submit', verified: 'verify', closed: 'close' } as const;

/** Writes the ledger. Returns ids by 编号. */
export function fillTasks(context: Context, tx: Writer, proof: (what: string) => Content): ReadonlyMap<string, number> {
  const unitId = unitIds(tx);
  const nodes = byNumber(readDemo(context, '节点'));
  const reports = byNumber(readDemo(context, '进展'));
  const ids = new Map<string, number>();
  for (const row of readDemo(context, '台账')) {
    const key = row('编号');
    const [year = '', number = ''] = key.split(/-(.*)/);
    const own = nodes.get(key) ?? [];
    const dueOn = (node: Row): string => node('原时限') || node('时限');
    const id = saveTask(tx, {
      id: null,
      year,
      number,
      parentId: ids.get(row('上级')) ?? null,
      kind: codeOf({ task: '改革任务', document: '配套文件' }, row('类型')),
      title: row('改革事项'),
      field: row('领域'),
      leader: row('牵头领导'),
      claimedBy: row('认领领导'),
      organisationId: unitId(row('单位')),
      supporting: row('配合单位'),
      measures: measuresOf(own),
      outcome: row('成果形式'),
      documentNumber: row('文号'),
      site: row('点位'),
      startsOn: row('开始'),
      deadline: own.flatMap((node) => (node('节点') === '' ? [dueOn(node)] : []))[0] ?? '',
      nodes: own.flatMap((node) => (node('节点') === '' ? [] : [{ id: null, title: node('节点'), dueOn: dueOn(node) }])),
    });
    ids.set(key, id);
    const state = codeOf(taskStateName, row('状态'));
    if (state === 'noNeed') moveTask(tx, id, 'exempt', 'noNeed', row('理由'));
    if (state === 'draft' || state === 'noNeed') continue;
    carryOn(tx, id, {
      state,
      reason: row('理由'),
      proof: row('佐证') === '' ? null : proof(''),
      nodes: own,
      reports: reports.get(key) ?? [],
    });
  }
  return ids;
}

function byNumber(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const of = new Map<string, Row[]>();
  for (const row of rows) of.set(row('编号'), [...(of.get(row('编号')) ?? []), row]);
  return of;
}

/** “制定工作方案；启动试点；总结评估。” */
const measuresOf = (nodes: readonly Row[]): string => {
  const titles = nodes.map((node) => node('节点')).filter((title) => title !== '');
  return titles.length === 0 ? '' : `${titles.join('；')}。`;
};

type Course = {
  readonly state: TaskState;
  readonly reason: string;
  readonly proof: Content | null;
  readonly nodes: readonly Row[];
  readonly reports: readonly Row[];
};

/** From 立项 to the state it is in. */
function carryOn(tx: Writer, id: number, { state, reason, proof, nodes, reports }: Course): void {
  moveTask(tx, id, 'assign', 'assigned', '');
  const stored = findTask(tx, id)?.nodes ?? [];
  const find = (row: Row) =>
    stored.find(({ title, isFinal, dueOn }) => {
      return row('节点') === '' ? isFinal : !isFinal && title === row('节点') && dueOn === (row('原时限') || row('时限'));
    });
  for (const row of nodes) {
    const node = find(row);
    if (node && row('原时限') !== '') redateNode(tx, id, node, row('时限'), row('改期理由'));
  }
  const hasBegun = state !== 'assigned' && state !== 'suspended';
  if (hasBegun) moveTask(tx, id, 'start', 'active', '');
  for (const row of nodes) {
    const node = find(row);
    if (node && !node.isFinal && row('办结') !== '') finishNode(tx, id, node, row('办结'));
  }
  for (const row of reports) addReport(tx, id, { period: row('考核期'), text: row('进展'), percent: Number(row('进度')) });
  if (proof) attachTaskFile(tx, id, proof);
  if (state === 'suspended') moveTask(tx, id, 'suspend', 'suspended', reason);
  const last = (FINISHING as readonly TaskState[]).indexOf(state);
  if (last < 0 && state !== 'returned') return;
  const final = nodes.find((row) => row('节点') === '');
  const node = stored.find(({ isFinal }) => isFinal);
  if (final && node && final('办结') !== '') finishNode(tx, id, node, final('办结'));
  for (const step of FINISHING.slice(0, Math.max(last, 0) + 1)) moveTask(tx, id, ACTS[step], step, '');
  if (state === 'returned') moveTask(tx, id, 'return', 'returned', reason);
}
