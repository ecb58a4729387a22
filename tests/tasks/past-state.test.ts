import { describe, expect, it } from 'vitest';
import { type PastEvent, stateByDates, stateOn } from '../../src/shared/tasks/past-state.ts';
import { TASK_STATES } from '../../src/shared/tasks/states.ts';

const on = (onDay: string, event: string): PastEvent => ({ event, onDay });

describe('the state at the end of a day', () => {
  const history = [
    on('2018-01-04', 'register'),
    on('2018-01-08', 'assign'),
    on('2018-02-01', 'start'),
    on('2018-02-20', 'finish'),
    on('2018-03-01', 'submit'),
    on('2018-03-02', 'return'),
    on('2018-03-05', 'submit'),
    on('2018-03-06', 'verify'),
    on('2018-03-06', 'close'),
  ];
  it('is what its history had come to, whatever came after', () => {
    const states = ['2018-01-03', '2018-01-04', '2018-01-31', '2018-02-28', '2018-03-01', '2018-03-02', '2018-03-06'];
    expect(states.map((day) => stateOn(history, day))).toEqual([
      null,
      'draft',
      'assigned',
      'active',
      'submitted',
      'returned',
      'closed',
    ]);
  });
  it('goes back with 撤回销号, and stays with what changes no state', () => {
    expect(stateOn([...history, on('2018-04-02', 'reopen')], '2018-04-30')).toBe('active');
    expect(stateOn([on('2018-01-04', 'register'), on('2018-01-08', 'assign'), on('2018-01-09', 'clear')], '2018-01-31')).toBe(
      'assigned',
    );
  });
});

describe('the state of an item that was entered later', () => {
  const item = (state: (typeof TASK_STATES)[number], doneOn: string | null) => ({
    state,
    startsOn: '2018-01-02',
    nodes: [
      { isFinal: false, doneOn: '2018-01-20' },
      { isFinal: true, doneOn },
    ],
  });
  it('is done only where its last node was done by then', () => {
    expect(stateByDates(item('closed', '2018-02-27'), '2018-02-28')).toBe('closed');
    expect(stateByDates(item('closed', '2018-03-05'), '2018-02-28')).toBe('active');
    expect(stateByDates(item('submitted', null), '2018-02-28')).toBe('active');
    expect(stateByDates(item('suspended', null), '2018-02-28')).toBe('suspended');
  });
  it('is none before it began', () => {
    for (const state of TASK_STATES) expect(stateByDates(item(state, null), '2018-01-01')).toBeNull();
  });
});
