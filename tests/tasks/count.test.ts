import { describe, expect, it } from 'vitest';
import { asOfDay, countMeetings, countNodes, daysOf, dueMeetings, dueNodes, relayDueOn } from '../../src/shared/tasks/count.ts';

const node = (dueOn: string, doneOn: string | null) => ({ dueOn, doneOn });
const task = (organisation: string, nodes: readonly ReturnType<typeof node>[], hasChildren = false) => ({
  kind: 'task' as const,
  organisation,
  hasChildren,
  nodes,
});

describe('figures of the ledger', () => {
  it('know the days of a period and speak of it as of its end once it is over', () => {
    expect(daysOf('2018-02')).toEqual({ first: '2018-02-01', last: '2018-02-28' });
    expect(daysOf('2020-Q1')).toEqual({ first: '2020-01-01', last: '2020-03-31' });
    expect(daysOf('2017')).toEqual({ first: '2017-01-01', last: '2017-12-31' });
    expect(asOfDay('2018-02', '2026-11-22')).toBe('2018-02-28');
    expect(asOfDay('2018-02', '2018-02-06')).toBe('2018-02-06');
  });
  it('count nodes due, on time and late; a plan is counted by its items', () => {
    const tasks = [
      task('ZD', [
        node('2018-02-10', '2018-02-11'),
        node('2018-02-27', '2018-02-28'),
        node('2018-02-28', null),
        node('2018-03-01', null),
      ]),
      task('ZD', [node('2018-02-14', '2018-02-14')], true),
      task('BS', [node('2018-01-31', null)]),
    ];
    // 2018-02-10 is a Saturday before the festival, and a working day is 2018-02-11.
    expect([...countNodes(tasks, 'task', '2018-02', [])]).toEqual([['ZD', { due: 3, onTime: 1, late: 1 }]]);
    expect(countNodes(tasks, 'document', '2018-02', []).size).toBe(0);
    expect(
      dueNodes(tasks, 'task', '2018-02', []).map(({ node: { dueOn }, lastDay, standing }) => [dueOn, lastDay, standing]),
    ).toEqual([
      ['2018-02-10', '2018-02-11', 'onTime'],
      ['2018-02-27', '2018-02-27', 'late'],
      ['2018-02-28', '2018-02-28', 'undone'],
    ]);
  });
  it('count meetings by the day their relaying falls due', () => {
    expect(relayDueOn('2018-02-06', 10, [])).toBe('2018-02-24');
    const meetings = [
      { organisation: 'ZD', datedOn: '2018-02-06', relayedOn: '2018-02-24' },
      { organisation: 'ZD', datedOn: '2018-02-07', relayedOn: '2018-02-28' },
      { organisation: 'ZD', datedOn: '2018-02-27', relayedOn: '2018-02-28' },
      { organisation: 'BS', datedOn: '2018-02-06', relayedOn: null },
    ];
    expect([...countMeetings(meetings, '2018-02', 10, [])]).toEqual([
      ['ZD', { due: 2, onTime: 1, late: 1 }],
      ['BS', { due: 1, onTime: 0, late: 0 }],
    ]);
    expect(dueMeetings(meetings, '2018-02', 10, []).map(({ lastDay, standing }) => [lastDay, standing])).toEqual([
      ['2018-02-24', 'onTime'],
      ['2018-02-26', 'late'],
      ['2018-02-24', 'undone'],
    ]);
  });
});
