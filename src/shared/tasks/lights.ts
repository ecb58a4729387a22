/**
 * Lights of the ledger by a printed rule: ○ 未到期 · ● 达进度、超进度 · ▲ 临期、欠进度、已追平 · ■ 逾期 · ✓ 已销号.
 * What was late turns yellow after it has caught up and stays so until somebody clears it with a reason: red never goes green by itself.
 */
import { type CalendarDay, nthWorkingDay, workingDaysBetween } from '../calendar.ts';
import type { Lamp } from '../contract/overview.ts';
import { isRunning, isSettled, type TaskState, taskStateName } from './states.ts';

/** Days and points of the rule; the office may set its own. */
export type LightRules = {
  /** 临期: so many working days before a node. */
  readonly warnDays: number;
  /** 超进度, 欠进度: so many points away from the share of time that is gone. */
  readonly tolerance: number;
};

export type NodeFacts = {
  readonly dueOn: string;
  readonly doneOn: string | null;
  readonly isFinal: boolean;
  readonly title: string;
  /** Order in time of what was written: the audit row that put down `doneOn`. */
  readonly doneAt: number | null;
};
export type LightFacts = {
  readonly state: TaskState;
  readonly startsOn: string;
  readonly nodes: readonly NodeFacts[];
  /** Last reported, up to the day asked about. */
  readonly percent: number | null;
  /** Moves of a date, each by its day and its audit row. */
  readonly redates: readonly { readonly from: string; readonly on: string; readonly at: number }[];
  /** Audit row of the last 解除预警; 0 when there was none. */
  readonly clearedAt: number;
};

type Pace = 'waiting' | 'onPace' | 'ahead' | 'near' | 'behind' | 'caughtUp' | 'overdue' | 'done' | 'aside';
export type TaskLight = {
  readonly pace: Pace;
  readonly lamp: Lamp;
  readonly word: string;
  /** The reason in a sentence. */
  readonly why: string;
  /** Working days since the oldest node that is overdue; 0 when none is. */
  readonly daysLate: number;
  /** How often a node was overdue and has not been cleared; 0 for what is settled. */
  readonly timesLate: number;
};

/** A deadline on a day of rest ends with the next working day (民法典第二百零三条). */
export const lastDayOf = (dueOn: string, own: readonly CalendarDay[]): string => nthWorkingDay(dueOn, 1, own);

const isOpen = ({ doneOn }: NodeFacts, asOf: string): boolean => doneOn === null || doneOn > asOf;

/** A node that was done after its last day, or has passed it without being done. */
export const isNodeLate = (node: NodeFacts, asOf: string, own: readonly CalendarDay[]): boolean =>
  (isOpen(node, asOf) || node.doneOn === null ? asOf : node.doneOn) > lastDayOf(node.dueOn, own);

/** How many nodes were overdue once, and have not been cleared since; a date moved after it had passed counts as well. */
function timesLate(facts: LightFacts, asOf: string, own: readonly CalendarDay[]): number {
  const done = facts.nodes.filter(
    (node) => !isOpen(node, asOf) && isNodeLate(node, asOf, own) && (node.doneAt ?? 0) > facts.clearedAt,
  ).length;
  const moved = facts.redates.filter(
    ({ from, on, at }) => on <= asOf && on > lastDayOf(from, own) && at > facts.clearedAt,
  ).length;
  return done + moved;
}

/** Share of the working days from the start to the deadline that are gone by a day, in points of a hundred. */
export function scheduledPercent(startsOn: string, deadline: string, asOf: string, own: readonly CalendarDay[]): number {
  const whole = workingDaysBetween(startsOn, deadline, own);
  const gone = workingDaysBetween(startsOn, asOf < deadline ? asOf : deadline, own);
  return whole === 0 ? (asOf < deadline ? 0 : 100) : Math.round((gone * 100) / whole);
}

/**
 * The light of one item as of a day.
 * @param own the office's own days of work and rest
 */
export function lightOf(facts: LightFacts, rules: LightRules, asOf: string, own: readonly CalendarDay[]): TaskLight {
  const { state } = facts;
  const late = timesLate(facts, asOf, own);
  if (isSettled(state)) {
    const word = state === 'closed' && late > 0 ? '已销号（曾逾期）' : taskStateName[state];
    return {
      pace: state === 'closed' ? 'done' : 'aside',
      lamp: 'done',
      word,
      why: late > 0 ? `曾逾期 ${late} 次。` : '',
      daysLate: 0,
      timesLate: 0,
    };
  }
  if (!isRunning(state)) {
    return { pace: 'aside', lamp: 'open', word: taskStateName[state], why: '', daysLate: 0, timesLate: late };
  }
  const open = facts.nodes.filter((node) => isOpen(node, asOf)).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const [next] = open;
  const overdue = open.filter((node) => isNodeLate(node, asOf, own));
  const [first] = overdue;
  if (first) {
    const daysLate = workingDaysBetween(lastDayOf(first.dueOn, own), asOf, own);
    const why = `“${first.title}”应于 ${first.dueOn} 办结，已逾期 ${daysLate} 个工作日${overdue.length > 1 ? `；另有 ${overdue.length - 1} 个节点逾期` : ''}。`;
    return { pace: 'overdue', lamp: 'overdue', word: '逾期', why, daysLate, timesLate: late };
  }
  const light = (pace: Pace, lamp: Lamp, word: string, why: string): TaskLight => ({
    pace,
    lamp,
    word,
    why,
    daysLate: 0,
    timesLate: late,
  });
  const caughtUp = (): TaskLight | null =>
    late === 0 ? null : light('caughtUp', 'late', '已追平', `曾逾期 ${late} 次，现已追平；解除预警须写明理由。`);
  if (state === 'submitted' || state === 'verified') {
    return caughtUp() ?? light('onPace', 'ok', taskStateName[state], state === 'submitted' ? '待核验。' : '待销号。');
  }
  return paceOf(facts, rules, asOf, own, next, light, caughtUp);
}

type Make = (pace: Pace, lamp: Lamp, word: string, why: string) => TaskLight;

function paceOf(
  facts: LightFacts,
  rules: LightRules,
  asOf: string,
  own: readonly CalendarDay[],
  next: NodeFacts | undefined,
  light: Make,
  caughtUp: () => TaskLight | null,
): TaskLight {
  const deadline = facts.nodes.find(({ isFinal }) => isFinal)?.dueOn ?? asOf;
  const scheduled = scheduledPercent(facts.startsOn, deadline, asOf, own);
  const { percent } = facts;
  const compare = percent === null ? '' : `已报进度 ${percent}%，时间已过 ${scheduled}%。`;
  if (percent !== null && percent <= scheduled - rules.tolerance) return light('behind', 'late', '欠进度', compare);
  const left = next ? workingDaysBetween(asOf, lastDayOf(next.dueOn, own), own) : null;
  if (next && left !== null && left <= rules.warnDays) {
    return light('near', 'late', '临期', `“${next.title}”${left === 0 ? '今天到期' : `还有 ${left} 个工作日到期`}。`);
  }
  const memory = caughtUp();
  if (memory) return memory;
  const isEarly = facts.nodes.some((node) => !isOpen(node, asOf) && node.dueOn > asOf);
  if (isEarly || (percent !== null && percent >= scheduled + rules.tolerance)) {
    return light('ahead', 'ok', '超进度', isEarly && compare === '' ? '有节点提前办结。' : compare);
  }
  if (facts.state === 'assigned' && percent === null) return light('waiting', 'open', '未启动', '已立项，还没有启动。');
  return light('onPace', 'ok', '达进度', compare === '' ? '没有到期未办的节点。' : compare);
}
