import { describe, expect, it } from 'vitest';
import { type EscalationFacts, escalationDue, levelsAbove } from '../../src/shared/tasks/escalation.ts';

const facts = (more: Partial<EscalationFacts> = {}): EscalationFacts => ({
  daysLate: 0,
  order: null,
  escalation: null,
  daysRaised: 0,
  ...more,
});
const RAISED = { level: 'principal', onDay: '2018-03-05', reason: '久拖不决' } as const;

describe('提级调度 by rule', () => {
  it('asks for nothing while nothing is overdue, not even after a 责令书', () => {
    expect(escalationDue(facts(), 10)).toBeNull();
    expect(escalationDue(facts({ order: '责令〔2018〕第1期' }), 10)).toBeNull();
  });
  it('is due after the office’s days, or as soon as a 责令书 has not helped', () => {
    expect(escalationDue(facts({ daysLate: 9 }), 10)).toBeNull();
    expect(escalationDue(facts({ daysLate: 10 }), 10)).toEqual({
      level: 'principal',
      why: '已逾期 10 个工作日，达到提级调度的 10 个工作日。',
    });
    expect(escalationDue(facts({ daysLate: 1, order: '责令〔2018〕第1期' }), 10)).toEqual({
      level: 'principal',
      why: '责令〔2018〕第1期下发后仍未办结，已逾期 1 个工作日。',
    });
  });
  it('goes up one level at a time, each with its own days, and ends at the top', () => {
    const late = { daysLate: 30, order: '责令〔2018〕第1期' };
    expect(escalationDue(facts({ ...late, escalation: RAISED, daysRaised: 9 }), 10)).toBeNull();
    expect(escalationDue(facts({ ...late, escalation: RAISED, daysRaised: 10 }), 10)).toEqual({
      level: 'committee',
      why: '2018年3月5日提级到市委主要领导后 10 个工作日仍未办结，已逾期 30 个工作日。',
    });
    expect(escalationDue(facts({ ...late, escalation: { ...RAISED, level: 'committee' }, daysRaised: 99 }), 10)).toBeNull();
    expect([levelsAbove(null), levelsAbove(RAISED), levelsAbove({ ...RAISED, level: 'committee' })]).toEqual([
      ['principal', 'committee'],
      ['committee'],
      [],
    ]);
  });
});
