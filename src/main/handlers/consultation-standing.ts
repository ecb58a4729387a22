/** How the record behind a prescription stands, in whatever register it is. */
import type { WorkStanding } from '../../shared/consultation/prescription.ts';
import { STATES } from '../../shared/inspections/words.ts';
import { noticeStanding } from '../../shared/notices/standing.ts';
import { itemStateName } from '../../shared/publicity/words.ts';
import { taskStateName } from '../../shared/tasks/states.ts';
import { claimStateName } from '../../shared/text.ts';
import type { Context } from '../context.ts';
import { findClaim } from '../store/claims.ts';
import type { StoredPrescription } from '../store/consultations.ts';
import { findProblem, problemEvents } from '../store/inspections.ts';
import { findNotice } from '../store/notices.ts';
import { findItem } from '../store/publicity.ts';
import { findRegister } from '../store/registers.ts';
import { calendarDays } from '../store/submissions.ts';
import { findTask } from '../store/tasks.ts';
import { presentDay } from './deadlines.ts';

const GONE: WorkStanding = { word: '已删除', isDone: false, doneOn: null };
const open = (word: string): WorkStanding => ({ word, isDone: false, doneOn: null });
const done = (word: string, doneOn: string | null = null): WorkStanding => ({ word, isDone: true, doneOn });

type Prescribed = Pick<StoredPrescription, 'link' | 'work'>;

export function standingOf(context: Context, { link, work }: Prescribed): WorkStanding {
  const db = context.reader();
  const [first = '', second = ''] = link.id.split(' ');
  switch (link.feature) {
    case 'tasks':
      return taskStanding(context, Number(first), work);
    case 'inspections': {
      const problem = findProblem(db, Number(second));
      if (!problem) return GONE;
      const closed = problemEvents(db, [problem.id]).findLast(({ event }) => event === 'close');
      return problem.state === 'closed' ? done(STATES.closed, closed?.onDay ?? null) : open(STATES[problem.state]);
    }
    case 'notices': {
      const notice = findNotice(db, Number(first));
      if (!notice) return GONE;
      const { stage, word } = noticeStanding(notice, presentDay(context), calendarDays(db));
      return stage === 'settled' ? done(word, notice.settledOn) : open(word);
    }
    case 'claims': {
      const claim = findClaim(db, Number(first));
      if (!claim) return GONE;
      return claim.state === 'accepted' ? done('已认定') : open(claimStateName[claim.state]);
    }
    case 'publicity': {
      const item = findItem(db, Number(first));
      if (!item) return GONE;
      return item.state === 'accepted' ? done(itemStateName.accepted) : open(itemStateName[item.state]);
    }
    case 'registers': {
      const entry = findRegister(db, Number(second));
      if (!entry) return GONE;
      if (entry.kind === 'meeting') return entry.heldOn === null ? open('未召开') : done('已召开', entry.heldOn);
      return entry.relayedOn === null ? open('未传达') : done('已传达', entry.relayedOn);
    }
    case 'submissions':
      return open('见报送表');
  }
}

/** A node that was prescribed is looked at itself, otherwise the item to its end. */
function taskStanding(context: Context, id: number, work: string | null): WorkStanding {
  const task = findTask(context.reader(), id);
  if (!task) return GONE;
  const node = work?.startsWith('node ') ? task.nodes.find((one) => one.id === Number(work.slice(5))) : undefined;
  if (node && !node.isFinal) {
    return node.doneOn === null ? open(`${taskStateName[task.state]}，节点未办结`) : done('节点已办结', node.doneOn);
  }
  const final = task.nodes.find(({ isFinal }) => isFinal);
  const isDone = task.state === 'verified' || task.state === 'closed';
  return isDone ? done(taskStateName[task.state], final?.doneOn ?? null) : open(taskStateName[task.state]);
}
