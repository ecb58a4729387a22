import { describe, expect, it } from 'vitest';
import {
  type ActFacts,
  actsFrom,
  ENTRY_ACTS,
  hindranceOf,
  REVIEW_ACTS,
  stateAfter,
  TASK_ACTS,
  TASK_STATES,
} from '../../src/shared/tasks/states.ts';

const facts = (more: Partial<ActFacts> = {}): ActFacts => ({
  state: 'active',
  kind: 'task',
  leader: '李某某',
  files: 1,
  nodes: [{ title: '完成', doneOn: null, isFinal: true }],
  openChildren: [],
  isCaughtUp: false,
  hasBaseline: true,
  ...more,
});

describe('states of the ledger', () => {
  it('go from 待立项 to 已销号, and no step can be left out', () => {
    const path = ['assign', 'start', 'submit', 'verify', 'close'] as const;
    let state: ActFacts['state'] = 'draft';
    for (const act of path) {
      for (const other of path) {
        const isNext = other === act || (state === 'assigned' && other === 'submit');
        expect(actsFrom(facts({ state })).includes(other), `${state} ${other}`).toBe(isNext);
      }
      state = stateAfter(act, facts({ state }));
    }
    expect(state).toBe('closed');
    expect(actsFrom(facts({ state }))).toEqual(['reopen']);
  });
  it('every act belongs to one role and leads to a state there is', () => {
    const acts = [...ENTRY_ACTS, ...REVIEW_ACTS];
    expect(acts.toSorted()).toEqual(Object.keys(TASK_ACTS).toSorted());
    for (const { to, from } of Object.values(TASK_ACTS)) {
      for (const state of [...from, ...(to === null ? [] : [to])]) expect(TASK_STATES).toContain(state);
    }
  });
  it('立项 asks for a leader; 申请销号 for evidence, done nodes and settled children', () => {
    expect(hindranceOf('assign', facts({ state: 'draft', leader: '' }))).toContain('牵头领导');
    expect(hindranceOf('submit', facts({ files: 0 }))).toContain('佐证');
    const nodes = [
      { title: '印发方案', doneOn: null, isFinal: false },
      { title: '完成', doneOn: null, isFinal: true },
    ];
    expect(hindranceOf('submit', facts({ nodes }))).toContain('“印发方案”');
    expect(hindranceOf('submit', facts({ openChildren: ['甲', '乙'] }))).toBe('还有 2 个子任务没有销号，先办“甲”。');
    expect(hindranceOf('submit', facts())).toBeNull();
  });
  it('a plan is struck off only when every child is', () => {
    expect(hindranceOf('close', facts({ state: 'verified', openChildren: ['甲'] }))).toContain('“甲”');
    expect(hindranceOf('close', facts({ state: 'verified' }))).toBeNull();
  });
  it('无需配套 is for documents; 解除预警 for what was late; both say so by not being offered', () => {
    expect(actsFrom(facts())).not.toContain('exempt');
    expect(actsFrom(facts({ kind: 'document' }))).toContain('exempt');
    expect(hindranceOf('exempt', facts())).toContain('不能无需配套');
    expect(actsFrom(facts())).not.toContain('clear');
    expect(actsFrom(facts({ isCaughtUp: true }))).toContain('clear');
    expect(stateAfter('clear', facts({ state: 'submitted' }))).toBe('submitted');
  });
  it('what was set aside before 立项 comes back as 待立项', () => {
    expect(stateAfter('resume', facts({ state: 'noNeed', hasBaseline: false }))).toBe('draft');
    expect(stateAfter('resume', facts({ state: 'suspended' }))).toBe('active');
  });
});
