/** 处方: a chosen work becomes an item of the 台账, or is tied to the record it is already. */
import { dayText } from '../../shared/calendar.ts';
import type { Consultation, PrescriptionDraft } from '../../shared/contract/consultation-records.ts';
import type { RecordLink } from '../../shared/contract/feeds.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { isSettled, taskStateName } from '../../shared/tasks/states.ts';
import type { Context } from '../context.ts';
import { addPrescription, prescriptionsOf } from '../store/consultations.ts';
import { listOrganisations } from '../store/organisations.ts';
import { findTask, type StoredTask, saveTask, tasksIn } from '../store/tasks.ts';
import type { Writer } from '../store/transaction.ts';
import { openUnit } from './consultation-case.ts';
import { expectedOf } from './consultation-desk.ts';
import { refuse, subjectOf } from './consultation-find.ts';
import { worksOf } from './consultation-works.ts';
import { localDay } from './deadlines.ts';
import { nextNumber } from './tasks.ts';

/** How a prescription names an item of the ledger. */
export const linkOf = ({ id, number, title }: Pick<StoredTask, 'id' | 'number' | 'title'>): RecordLink => ({
  feature: 'tasks',
  id: String(id),
  words: `台账第 ${number} 项“${title}”`,
});

/**
 * Writes a prescription down. A work that is a record is tied to that record; one that is not, or was thought of by hand, becomes an item of the 台账 in
 * 待立项, to be 立项 like any other.
 * @returns the item of the ledger; null when it is another register's record
 * @throws AppError consultations.refused, organisation.unknown
 */
export function prescribe(
  context: Context,
  consultation: Consultation,
  draft: PrescriptionDraft,
): { readonly task: number | null } {
  const db = context.reader();
  const { id, period, list, organisation, heldOn } = consultation;
  const owner = listOrganisations(db).find(({ code }) => code === draft.owner);
  if (!owner) throw new AppError('organisation.unknown', { name: draft.owner });
  if (heldOn !== null && draft.dueOn < heldOn) refuse(`会诊时限${dayText(draft.dueOn)}早于会诊日期${dayText(heldOn)}，请改正。`);
  const opened = openUnit(context, { period, list, organisation });
  const work = draft.work === null ? null : worksOf(context, opened).open.find((one) => one.id === draft.work);
  if (work === undefined) return refuse('这件事项已经办结，或不再影响得分，请重新选择。');
  const known = recordOf(context, draft, work?.link ?? null);
  const given = prescriptionsOf(db, [id]).find(
    (one) => known !== null && one.link.feature === known.feature && one.link.id === known.id && one.work === draft.work,
  );
  if (given) refuse(`“${given.title}”已经列为处方，不用再列。`);
  const year = startOf(context, consultation, draft.dueOn).slice(0, 4);
  const items = tasksIn(db, year);
  const twin = items.find((one) => one.organisation === draft.owner && one.title === draft.title && !isSettled(one.state));
  if (known === null && twin) refuse(`台账第 ${twin.number} 项已经是“${twin.title}”，不重复登记，请在“台账已有”中选它。`);
  const entry = {
    consultation: id,
    work: draft.work,
    title: draft.title,
    ownerId: owner.id,
    dueOn: draft.dueOn,
    expected: work ? expectedOf(opened, work) : null,
    changes: work?.changes ?? [],
    basis: opened.seal?.code ?? '',
  };
  const act = {
    action: '开列处方',
    subject: `${subjectOf(consultation)} ${draft.title} ${owner.name}`,
    detail: { consultation: id, work: draft.work, dueOn: draft.dueOn, expected: entry.expected },
  };
  return context.write(act, (tx) => {
    if (known) {
      addPrescription(tx, { ...entry, link: known, isNew: false });
      return { task: known.feature === 'tasks' ? Number(known.id) : null };
    }
    const task = addTask(tx, consultation, {
      ...draft,
      ownerId: owner.id,
      startsOn: startOf(context, consultation, draft.dueOn),
    });
    addPrescription(tx, { ...entry, link: linkOf(task), isNew: true });
    return { task: task.id };
  });
}

type NewTask = Pick<PrescriptionDraft, 'title' | 'leader' | 'dueOn'> & { readonly ownerId: number; readonly startsOn: string };

/** A measure that is not in the 台账 yet becomes the next item of its year, 待立项. */
export function addTask(
  tx: Writer,
  { organisationName, period }: Pick<Consultation, 'organisationName' | 'period'>,
  { title, leader, dueOn, ownerId, startsOn }: NewTask,
): Pick<StoredTask, 'id' | 'number' | 'title'> {
  const year = startsOn.slice(0, 4);
  const number = nextNumber(tasksIn(tx, year).filter((one) => one.year === year));
  const id = saveTask(tx, {
    id: null,
    year,
    number,
    parentId: null,
    kind: 'task',
    title,
    field: '',
    leader,
    claimedBy: '',
    organisationId: ownerId,
    supporting: '',
    measures: '',
    outcome: '',
    // Where a 催办单 on it says it comes from.
    documentNumber: `会诊处方（${organisationName}${formatPeriod(period)}）`,
    site: '',
    startsOn,
    deadline: dueOn,
    nodes: [],
  });
  return { id, number, title };
}

/** The record a prescription is already; null: it has to be made. */
function recordOf(context: Context, draft: PrescriptionDraft, link: RecordLink | null): RecordLink | null {
  if (draft.task === null) return link;
  const task = findTask(context.reader(), draft.task);
  if (!task || task.organisation !== draft.owner) return refuse('所选的台账任务不是这个责任单位的，请重新选择。');
  if (isSettled(task.state)) return refuse(`台账第 ${task.number} 项${taskStateName[task.state]}，不能列为处方。`);
  return linkOf(task);
}

/** Work begins with the 会诊, and not after its own deadline. */
function startOf(context: Context, { heldOn }: Consultation, dueOn: string): string {
  const begin = heldOn ?? localDay(context.now());
  return begin < dueOn ? begin : dueOn;
}
