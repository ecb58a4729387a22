/**
 * 提级调度: what its own leader does not bring about is scheduled one level up ([Z6], domain.md §1.4: 难点问题提级调度). From whom to whom, and when,
 * no source says. 推断: above 牵头领导 come 市委主要领导 and then 市委常委会; an item is due for it once a 责令书 has been issued and it is still
 * overdue (domain.md §2.7: 责令书 unanswered goes to the leaders), or once it has been overdue for as many working days as the office sets. The
 * rule proposes and says why; nothing is raised or lowered but by somebody who answers for it.
 */
import { dayText } from '../calendar.ts';

/** Lowest first, above 牵头领导. */
export const ESCALATION_LEVELS = ['principal', 'committee'] as const;
export type EscalationLevel = (typeof ESCALATION_LEVELS)[number];
export const escalationName: Readonly<Record<EscalationLevel, string>> = {
  principal: '市委主要领导',
  committee: '市委常委会',
};

/** Who schedules an item now, since when and why. */
export type Escalation = { readonly level: EscalationLevel; readonly onDay: string; readonly reason: string };

export type EscalationFacts = {
  /** Working days since the oldest node that is overdue; 0 when none is, or when no work goes on. */
  readonly daysLate: number;
  /** Number of the last 责令书 issued on the item, 责令〔2018〕第1期; null when there is none. */
  readonly order: string | null;
  /** null: with its 牵头领导. */
  readonly escalation: Escalation | null;
  /** Working days since it was raised; 0 when it is not. */
  readonly daysRaised: number;
};

/** The levels an item may still be raised to: those above where it is. */
export const levelsAbove = (escalation: Escalation | null): readonly EscalationLevel[] =>
  ESCALATION_LEVELS.slice(escalation === null ? 0 : ESCALATION_LEVELS.indexOf(escalation.level) + 1);

/** Where an item is due to be raised to, one level at a time, and why in a sentence. */
export type EscalationProposal = { readonly level: EscalationLevel; readonly why: string };

/**
 * @param raiseDays working days overdue, or since the last raising, after which the next level is due; at least 1
 * @returns null when nothing is due, or when there is no level above
 */
export function escalationDue(
  { daysLate, order, escalation, daysRaised }: EscalationFacts,
  raiseDays: number,
): EscalationProposal | null {
  const [level] = levelsAbove(escalation);
  if (level === undefined || daysLate === 0) return null;
  const late = `已逾期 ${daysLate} 个工作日`;
  if (escalation !== null) {
    if (daysRaised < raiseDays) return null;
    return {
      level,
      why: `${dayText(escalation.onDay)}提级到${escalationName[escalation.level]}后 ${daysRaised} 个工作日仍未办结，${late}。`,
    };
  }
  if (order !== null) return { level, why: `${order}下发后仍未办结，${late}。` };
  return daysLate >= raiseDays ? { level, why: `${late}，达到提级调度的 ${raiseDays} 个工作日。` } : null;
}
