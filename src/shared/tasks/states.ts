/**
 * The life of an item of the 分解立项台账: 待立项 → 已立项 → 推进中 → 申请销号 → 已核验 → 已销号, with 退回, 暂缓, 无需配套 and 撤销 at the side
 * (昆明 对账销号; 四川 清单式督察: a plan is struck off only when every one of its items is). One table says who may do what from where.
 */
export const TASK_STATES = [
  'draft',
  'assigned',
  'active',
  'submitted',
  'verified',
  'closed',
  'returned',
  'suspended',
  'noNeed',
  'withdrawn',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const taskStateName: Readonly<Record<TaskState, string>> = {
  draft: '待立项',
  assigned: '已立项',
  active: '推进中',
  submitted: '申请销号',
  verified: '已核验',
  closed: '已销号',
  returned: '已退回',
  suspended: '暂缓',
  noNeed: '无需配套',
  withdrawn: '已撤销',
};

/** Done by the one who follows the item. */
export const ENTRY_ACTS = ['start', 'submit', 'withdraw'] as const;
/** Done by the one who judges it. */
export const REVIEW_ACTS = ['assign', 'verify', 'close', 'return', 'suspend', 'resume', 'exempt', 'reopen', 'clear'] as const;
export type TaskAct = (typeof ENTRY_ACTS)[number] | (typeof REVIEW_ACTS)[number];

type Rule = {
  readonly name: string;
  readonly from: readonly TaskState[];
  /** null: the state stays. */
  readonly to: TaskState | null;
  readonly needsReason: boolean;
};

export const TASK_ACTS: Readonly<Record<TaskAct, Rule>> = {
  assign: { name: '立项', from: ['draft'], to: 'assigned', needsReason: false },
  start: { name: '启动', from: ['assigned'], to: 'active', needsReason: false },
  submit: { name: '申请销号', from: ['assigned', 'active', 'returned'], to: 'submitted', needsReason: false },
  verify: { name: '核验', from: ['submitted'], to: 'verified', needsReason: false },
  close: { name: '销号', from: ['verified'], to: 'closed', needsReason: false },
  return: { name: '退回', from: ['submitted', 'verified'], to: 'returned', needsReason: true },
  suspend: { name: '暂缓', from: ['assigned', 'active', 'returned'], to: 'suspended', needsReason: true },
  resume: { name: '恢复推进', from: ['suspended', 'noNeed'], to: 'active', needsReason: false },
  exempt: { name: '无需配套', from: ['draft', 'assigned', 'active', 'returned'], to: 'noNeed', needsReason: true },
  // 反弹: what was struck off has come back.
  reopen: { name: '撤回销号', from: ['closed'], to: 'active', needsReason: true },
  clear: { name: '解除预警', from: ['assigned', 'active', 'returned', 'submitted', 'verified'], to: null, needsReason: true },
  withdraw: { name: '撤销', from: ['draft'], to: 'withdrawn', needsReason: true },
};

/** Work goes on, so a node that is due counts. */
const RUNNING: readonly TaskState[] = ['assigned', 'active', 'submitted', 'verified', 'returned'];
export const isRunning = (state: TaskState): boolean => RUNNING.includes(state);

/** Nothing is left to be done; a plan may close over it. */
const SETTLED: readonly TaskState[] = ['closed', 'noNeed', 'withdrawn'];
export const isSettled = (state: TaskState): boolean => SETTLED.includes(state);

/** What an act is judged by, beside the state. */
export type ActFacts = {
  readonly state: TaskState;
  readonly kind: 'task' | 'document';
  readonly leader: string;
  readonly files: number;
  readonly nodes: readonly { readonly title: string; readonly doneOn: string | null; readonly isFinal: boolean }[];
  /** Titles of the children that are not settled. */
  readonly openChildren: readonly string[];
  /** It was late and nobody has cleared that. */
  readonly isCaughtUp: boolean;
  /** No 立项 yet: a resumed item that was never assigned goes back to 待立项. */
  readonly hasBaseline: boolean;
};

/** Is the act one that the state knows at all? What it knows and what is in its way are two things. */
export const actsFrom = ({ state, kind, isCaughtUp }: ActFacts): readonly TaskAct[] =>
  (Object.keys(TASK_ACTS) as TaskAct[]).filter((act) => {
    if (!TASK_ACTS[act].from.includes(state)) return false;
    if (act === 'exempt') return kind === 'document';
    return act !== 'clear' || isCaughtUp;
  });

/**
 * Why an act cannot be done now, in a sentence; null when nothing is in the way.
 * 立项 asks for 牵头领导 (淄博运行规则: 台账 must state 牵头领导、起草单位、时间进度); 申请销号 for evidence, done nodes and settled children.
 */
export function hindranceOf(act: TaskAct, facts: ActFacts): string | null {
  if (!actsFrom(facts).includes(act)) return `现在是“${taskStateName[facts.state]}”，不能${TASK_ACTS[act].name}。`;
  if (act === 'assign' && facts.leader === '') return '还没有写牵头领导，请先在“修改”中填写。';
  if (act === 'submit') {
    const open = facts.nodes.find((node) => !node.isFinal && node.doneOn === null);
    if (open) return `节点“${open.title}”还没有办结，请先登记办结日期。`;
    if (facts.files === 0) return '还没有佐证，请先添加佐证。';
  }
  if (act === 'submit' || act === 'close') {
    const [first] = facts.openChildren;
    if (first !== undefined) return `还有 ${facts.openChildren.length} 个子任务没有销号，先办“${first}”。`;
  }
  return null;
}

/** The state after an act that is allowed. */
export function stateAfter(act: TaskAct, { state, hasBaseline }: ActFacts): TaskState {
  if (act === 'resume' && !hasBaseline) return 'draft';
  return TASK_ACTS[act].to ?? state;
}
