/** What state an item of the 台账 was in at the end of a day that is over. */
import { TASK_ACTS, type TaskAct, type TaskState } from './states.ts';

/** A thing that was written down of an item, and the day it was written. */
export type PastEvent = { readonly event: string; readonly onDay: string };

const isAct = (event: string): event is TaskAct => event in TASK_ACTS;

/**
 * The state at the end of `day`, from the history of the item.
 * @param events oldest first, `register` among them
 * @param day '2018-02-28'
 * @returns null when the item was entered only after that day: then its history says nothing of it
 * @example 立项 on 2 February, 销号 on 5 March → 'assigned' as of 28 February
 */
export function stateOn(events: readonly PastEvent[], day: string): TaskState | null {
  let state: TaskState | null = null;
  for (const { event, onDay } of events) {
    if (onDay > day) break;
    if (event === 'register') state = 'draft';
    else if (isAct(event)) state = TASK_ACTS[event].to ?? state;
  }
  return state;
}

type Dated = {
  readonly state: TaskState;
  readonly startsOn: string;
  readonly nodes: readonly { readonly isFinal: boolean; readonly doneOn: string | null }[];
};

/** Said to be done, and perhaps looked at. */
const FINISHED: readonly TaskState[] = ['submitted', 'verified', 'closed'];

/**
 * The state at the end of `day` of an item that was entered later: by the dates it was entered with.
 * @returns null when it had not begun by then
 */
export function stateByDates({ state, startsOn, nodes }: Dated, day: string): TaskState | null {
  if (startsOn > day) return null;
  const doneOn = nodes.find(({ isFinal }) => isFinal)?.doneOn ?? null;
  return FINISHED.includes(state) && (doneOn === null || doneOn > day) ? 'active' : state;
}
