/** 工作台: the six 一 of a period as a track, each with its count, how it stands in a word, and where it is done. */
import type { DeskPlace, Lamp, Step } from '../../shared/contract/overview.ts';
import { daysOf } from '../../shared/tasks/count.ts';
import { isRunning, isSettled } from '../../shared/tasks/states.ts';
import { isRanked, type Registers } from './overview-registers.ts';

type State = { readonly figure: string; readonly lamp: Lamp; readonly word: string; readonly place: DeskPlace };

/** The steps in the order the office takes them. */
export const trackSteps = (registers: Registers): readonly Step[] => [
  { key: 'dispatch', name: '调度', ...dispatch(registers) },
  { key: 'inspection', name: '督察', ...inspection(registers) },
  { key: 'ranking', name: '排名', ...ranking(registers) },
  { key: 'bulletin', name: '通报', ...bulletin(registers) },
  { key: 'consultation', name: '会诊', ...consultation(registers) },
  { key: 'publicity', name: '宣传', ...publicity(registers) },
];

/** Nodes that fall due in the period, done and all; the lights of every item as of the period. */
function dispatch({ tasks, period }: Registers): State {
  const ledger = { name: 'tasks', view: 'ledger' } as const;
  if (tasks.length === 0) return { figure: '—', lamp: 'open', word: '台账未建', place: ledger };
  const { first, last } = daysOf(period);
  const nodes = tasks
    .filter(({ state, children }) => children.all === 0 && (isRunning(state) || state === 'closed'))
    .flatMap((row) => row.nodes.filter(({ dueOn }) => dueOn >= first && dueOn <= last));
  const done = nodes.filter(({ doneOn }) => doneOn !== null && doneOn <= last).length;
  const figure = nodes.length === 0 ? `${tasks.length} 项` : `${done}/${nodes.length} 个节点`;
  const count = (lamp: Lamp): number => tasks.filter(({ light }) => light.lamp === lamp).length;
  const [overdue, late] = [count('overdue'), count('late')];
  const drafts = tasks.filter(({ state }) => state === 'draft').length;
  if (overdue > 0) return { figure, lamp: 'overdue', word: `逾期 ${overdue} 项`, place: { ...ledger, only: 'overdue' } };
  if (late > 0) return { figure, lamp: 'late', word: `滞后 ${late} 项`, place: { ...ledger, only: 'late' } };
  if (drafts > 0) return { figure, lamp: 'open', word: `${drafts} 项待立项`, place: { ...ledger, only: 'draft' } };
  if (tasks.every(({ state }) => isSettled(state))) return { figure, lamp: 'done', word: '全部销号', place: ledger };
  return { figure, lamp: 'ok', word: '按期', place: ledger };
}

/** Sites with a signed record of those drawn or named, and whether problems are late. */
function inspection({ visits, lists, problems }: Registers): State {
  const draws = { name: 'inspections', view: 'draws' } as const;
  const atVisits = { name: 'inspections', view: 'visits' } as const;
  const atProblems = { name: 'inspections', view: 'problems' } as const;
  const overdue = problems.filter(({ isOverdue }) => isOverdue).length;
  const signed = visits.filter(({ isSigned }) => isSigned).length;
  const figure = visits.length === 0 ? '—' : `${signed}/${visits.length} 个点位`;
  if (overdue > 0) return { figure, lamp: 'overdue', word: `整改逾期 ${overdue} 个`, place: atProblems };
  if (visits.length === 0) {
    const isFrozen = lists.some(({ draw, voidReason }) => draw === null && voidReason === '');
    return { figure, lamp: 'open', word: isFrozen ? '名单待抽取' : '未抽取', place: draws };
  }
  if (signed < visits.length) {
    const empty = visits.filter(({ id }) => id === null).length;
    return { figure, lamp: 'late', word: empty > 0 ? `待现场 ${empty} 个` : '待签字确认', place: atVisits };
  }
  if (problems.length > 0) return { figure, lamp: 'ok', word: `整改中 ${problems.length} 个`, place: atProblems };
  return { figure, lamp: 'done', word: '已完成', place: atVisits };
}

function ranking({ ranking: view, isSealed, board }: Registers): State {
  const place = { name: 'rankings' } as const;
  const ranked = view?.evaluation.entries.filter(({ rank }) => rank !== null).length ?? 0;
  const missing = view?.evaluation.missing.length ?? 0;
  if (ranked === 0) return { figure: '—', lamp: 'open', word: '待数据', place: { name: 'entry', view: 'fill' } };
  const figure = `${ranked} 个区县`;
  if (isSealed) return { figure, lamp: 'done', word: '已封账', place };
  if (missing > 0) return { figure, lamp: 'late', word: `缺 ${missing} 个`, place };
  return { figure, lamp: 'ok', word: board.month?.word === '待封账' ? '待封账' : '试算已齐', place };
}

function bulletin({ bulletins, signedBulletins }: Registers): State {
  const place = { name: 'bulletins' } as const;
  if (signedBulletins > 0) return { figure: `${signedBulletins} 份`, lamp: 'done', word: '已签发', place };
  if (bulletins === 0) return { figure: '—', lamp: 'open', word: '待生成', place };
  return { figure: `${bulletins} 份`, lamp: 'ok', word: '已生成', place };
}

/** 一月一会诊 looks at the district that is last; where one was opened, at how it stands. */
function consultation({ ranking: view, consultations, period }: Registers): State {
  const place = { name: 'consultations', view: 'diagnosis', list: 'district' } as const;
  const last = isRanked(view) ? view.evaluation.entries.findLast(({ rank }) => rank !== null) : undefined;
  const [opened] = consultations.filter((row) => row.period === period && row.state !== 'withdrawn');
  if (opened) {
    const { organisationName, organisation, list, lamp, word } = opened;
    return { figure: organisationName, lamp, word, place: { ...place, list, organisation } };
  }
  if (!last) return { figure: '—', lamp: 'open', word: '待排名', place };
  return { figure: last.name, lamp: 'open', word: '末位待会诊', place: { ...place, organisation: last.organisation } };
}

function publicity({ items, choices, digests }: Registers): State {
  const accepted = items.filter(({ state }) => state === 'accepted').length;
  const pending = items.filter(({ state }) => state === 'pending').length;
  const atItems = { name: 'publicity', view: 'items' } as const;
  const digest = { name: 'publicity', view: 'digest' } as const;
  const figure = accepted + pending === 0 ? (choices > 0 ? `入选 ${choices} 个` : '—') : `${accepted + pending} 条`;
  if (pending > 0) return { figure, lamp: 'late', word: `待核实 ${pending} 条`, place: atItems };
  if (digests > 0) return { figure, lamp: 'done', word: '月报已出', place: digest };
  if (accepted + choices > 0) return { figure, lamp: 'open', word: '月报待出', place: digest };
  return { figure, lamp: 'open', word: '未登记', place: { name: 'publicity', view: 'candidates' } };
}
