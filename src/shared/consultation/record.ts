/** A 会诊 as it is kept: its states, who does what, and how its 复诊 stands. */
import type { Lamp } from '../contract/overview.ts';
import { formatPeriod } from '../period.ts';

export type ConsultationState = 'planned' | 'held' | 'followed' | 'closed' | 'withdrawn';
export const consultationStateName: Readonly<Record<ConsultationState, string>> = {
  planned: '拟定',
  held: '已会诊',
  followed: '复诊中',
  closed: '办结',
  withdrawn: '撤销',
};

export const MEMBER_ROLES = ['leader', 'member', 'recorder'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];
export const memberRoleName: Readonly<Record<MemberRole, string>> = { leader: '组长', member: '成员', recorder: '记录' };

/** Acts of whoever enters; of whoever reviews. */
export const ENTRY_ACTS = ['hold', 'follow', 'withdraw'] as const;
export const REVIEW_ACTS = ['close', 'reopen'] as const;
export type ConsultationAct = (typeof ENTRY_ACTS)[number] | (typeof REVIEW_ACTS)[number];

type Rule = {
  readonly name: string;
  readonly from: ConsultationState;
  readonly to: ConsultationState;
  readonly text: string | null;
};
/** `text`: what has to be written with it; null for nothing. */
export const CONSULTATION_ACTS: Readonly<Record<ConsultationAct, Rule>> = {
  hold: { name: '登记会诊', from: 'planned', to: 'held', text: null },
  follow: { name: '转入复诊', from: 'held', to: 'followed', text: null },
  close: { name: '办结', from: 'followed', to: 'closed', text: '复诊结论' },
  reopen: { name: '恢复办理', from: 'closed', to: 'followed', text: '理由' },
  withdraw: { name: '撤销', from: 'planned', to: 'withdrawn', text: '理由' },
};

export const isOpenState = (state: ConsultationState): boolean => state !== 'closed' && state !== 'withdrawn';

export type ConsultationFacts = {
  readonly state: ConsultationState;
  readonly members: readonly { readonly role: MemberRole }[];
  readonly heldOn: string | null;
  readonly place: string;
  readonly minutes: string;
  readonly prescriptions: number;
  /** Periods after it that have a score. */
  readonly followed: number;
};

export const actsFrom = ({ state }: Pick<ConsultationFacts, 'state'>): readonly ConsultationAct[] =>
  (Object.keys(CONSULTATION_ACTS) as ConsultationAct[]).filter((act) => CONSULTATION_ACTS[act].from === state);

/** What is in the way of an act; null when nothing is. */
export function hindranceOf(act: ConsultationAct, facts: ConsultationFacts): string | null {
  const { name, from } = CONSULTATION_ACTS[act];
  if (facts.state !== from) return `现在是“${consultationStateName[facts.state]}”，不能${name}。`;
  if (act === 'hold') {
    if (!facts.members.some(({ role }) => role === 'leader')) return '会诊组还没有组长，请先填写。';
    if (!facts.members.some(({ role }) => role === 'recorder')) return '会诊组还没有记录人，请先填写。';
    if (facts.heldOn === null) return '还没有填写会诊日期。';
    if (facts.place === '') return '还没有填写会诊地点。';
    if (facts.minutes === '') return '还没有填写会诊纪要。';
  }
  if (act === 'follow' && facts.prescriptions === 0) return '还没有处方，请先从路线中选，或自行开列。';
  if (act === 'close' && facts.followed === 0) return '会诊以后还没有新的得分，有了一期得分才能办结。';
  return null;
}

/** So many periods are looked at after a 会诊. */
export const MOST_ROUNDS = 3;

/**
 * How the 复诊 of one stands, in words: what is waited for, how many periods were looked at, or that it may be closed.
 * @param scored periods after it that have a score, in order, at most `rounds`
 * @param next the period to be looked at next
 */
export function reviewStanding({
  state,
  rounds,
  scored,
  next,
}: {
  readonly state: ConsultationState;
  readonly rounds: number;
  readonly scored: readonly string[];
  readonly next: string;
}): { readonly lamp: Lamp; readonly word: string; readonly isDue: boolean } {
  const open = (word: string): { lamp: Lamp; word: string; isDue: boolean } => ({ lamp: 'open', word, isDue: false });
  if (state === 'withdrawn') return open('撤销');
  if (state === 'closed') return { lamp: 'done', word: `办结，复诊 ${scored.length} 期`, isDue: false };
  if (state === 'planned') return open('待会诊');
  if (scored.length >= rounds) return { lamp: 'late', word: `复诊满 ${rounds} 期，待办结`, isDue: true };
  if (scored.length > 0) return { lamp: 'late', word: `已有 ${scored.length} 期得分，待复诊`, isDue: true };
  return open(`待 ${formatPeriod(next)}得分`);
}
