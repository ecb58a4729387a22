/** Registers of 改革方案, 改革文件, 改革试点, 第一议题 and 专项小组会议. */
import { heldPeriod } from '../../shared/cadence.ts';
import { dayText, deadlineWords } from '../../shared/calendar.ts';
import type { FedFigure } from '../../shared/contract/feeds.ts';
import {
  REGISTER_LEVELS,
  type RegisterDraft,
  type RegisterKind,
  type RegisterRow,
  type RegistersView,
} from '../../shared/contract/registers.ts';
import { AppError } from '../../shared/errors.ts';
import { asOfDay, daysOf, dueMeetings, plannedMeetings, relayDueOn } from '../../shared/tasks/count.ts';
import { registerKindName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { listOrganisations } from '../store/organisations.ts';
import { findRegister, registersUpTo, removeRegister, type StoredRegister, saveRegister } from '../store/registers.ts';
import { calendarDays } from '../store/submissions.ts';
import type { Reader } from '../store/transaction.ts';
import { localDay } from './deadlines.ts';
import { readCadence } from './settings.ts';
import { type DueRecord, readTaskRules, toFigures } from './task-rows.ts';

function viewRegisters(context: Context, kind: RegisterKind, period: string): RegistersView {
  const db = context.reader();
  const asOf = asOfDay(period, localDay(context.now()));
  const rows = registersUpTo(db, kind, daysOf(period).last);
  const year = period.slice(0, 4);
  return {
    rows: rows.map((row) => ({
      ...row,
      due: row.kind === 'agenda' ? dueOf(db, row, asOf) : row.kind === 'meeting' ? heldOf(db, row, asOf) : null,
    })),
    units: listOrganisations(db).map(({ code, name, kind: of }) => ({ code, name, kind: of })),
    counts: REGISTER_LEVELS.map((level) => {
      const of = rows.filter((row) => row.level === level);
      return { level, all: of.length, inYear: of.filter(({ datedOn }) => datedOn.startsWith(year)).length };
    }),
  };
}

/** How the relaying of one meeting stands. */
function dueOf(db: Reader, { datedOn, relayedOn }: StoredRegister, asOf: string): RegisterRow['due'] {
  const own = calendarDays(db);
  const on = relayDueOn(datedOn, readTaskRules(db).relayDays, own);
  if (relayedOn !== null) {
    return relayedOn <= on ? { on, lamp: 'ok', word: '按时传达' } : { on, lamp: 'late', word: '迟传达' };
  }
  if (asOf > on) return { on, lamp: 'overdue', word: '逾期未传达' };
  return { on, lamp: 'open', word: deadlineWords(on, asOf, own) };
}

/** How one planned meeting stands; held after the end of its period it does not count. */
function heldOf(db: Reader, { datedOn: on, heldOn }: StoredRegister, asOf: string): RegisterRow['due'] {
  if (heldOn === null) return asOf > on ? { on, lamp: 'overdue', word: '逾期未召开' } : { on, lamp: 'open', word: '待召开' };
  const { last } = daysOf(heldPeriod(on.slice(0, 7), readCadence(db)));
  return heldOn <= last ? { on, lamp: 'ok', word: '已召开' } : { on, lamp: 'late', word: '跨期召开，不计' };
}

/** @throws AppError organisation.unknown, data.missing, register.order */
function save(context: Context, { organisations, ...entry }: RegisterDraft): number {
  const db = context.reader();
  if (entry.id !== null && findRegister(db, entry.id) === null) throw new AppError('data.missing', { what: '这条登记' });
  const units = listOrganisations(db);
  const wanted = organisations.map((code) => {
    const unit = units.find((one) => one.code === code);
    if (!unit) throw new AppError('organisation.unknown', { name: code });
    return unit;
  });
  if (entry.id !== null && wanted.length > 1) throw new AppError('call.invalid', { detail: '修改时只能选一个单位' });
  const early = [entry.relayedOn, entry.carriedOn, entry.matchedOn].find((day) => day !== null && day < entry.datedOn);
  if (early !== undefined) throw new AppError('register.order', { day: dayText(early ?? ''), meeting: dayText(entry.datedOn) });
  const who = wanted.length === 1 ? (wanted[0]?.name ?? '') : `${wanted.length} 个单位`;
  const act = {
    action: entry.id === null ? `登记${registerKindName[entry.kind]}` : `修改${registerKindName[entry.kind]}`,
    subject: `${entry.title} ${who}`,
    detail: entry.id === null ? null : findRegister(db, entry.id),
  };
  return context.write(act, (tx) => {
    for (const { id } of wanted) saveRegister(tx, entry, id);
    return wanted.length;
  });
}

/** A4 of a period: superior meetings to be relayed in it, and those relayed in time. A5: meetings planned in it, and those held by its end. */
export function registersFigures(context: Context, period: string): readonly FedFigure[] {
  const db = context.reader();
  const { relayDays } = readTaskRules(db);
  const year = period.slice(0, 4);
  const meetings = registersUpTo(db, 'agenda', daysOf(period).last);
  const records = dueMeetings(meetings, period, relayDays, calendarDays(db)).map(
    ({ organisation, meeting, lastDay, doneOn, standing }): DueRecord => {
      const relayed = doneOn === null ? '未传达' : `${dayText(doneOn, year)}${standing === 'late' ? '迟' : ''}传达`;
      const words = `${meeting.title}（应于${dayText(lastDay, year)}前传达，${relayed}）`;
      return { organisation, standing, entry: { feature: 'registers', id: `agenda ${meeting.id}`, words } };
    },
  );
  const planned = plannedMeetings(registersUpTo(db, 'meeting', daysOf(period).last), period).map(
    ({ organisation, meeting, doneOn, standing }): DueRecord => {
      const held = doneOn === null ? '未召开' : `${dayText(doneOn, year)}${standing === 'late' ? '跨期' : ''}召开`;
      const words = `${meeting.title}（计划${dayText(meeting.datedOn, year)}，${held}）`;
      return { organisation, standing, entry: { feature: 'registers', id: `meeting ${meeting.id}`, words } };
    },
  );
  return [
    ...toFigures(records, '第一议题登记', '次会议', { due: 'A4a', onTime: 'A4b', late: null }),
    ...toFigures(planned, '专项小组会议登记', '次会议', { due: 'A5a', onTime: 'A5b', late: null }),
  ];
}

export const registers = {
  'registers.view': ({ kind, period }, context) => viewRegisters(context, kind, period),
  'registers.save': (draft, context) => ({ saved: save(context, draft) }),
  'registers.remove': ({ id, reason }, context) => {
    const entry = findRegister(context.reader(), id);
    if (entry === null) throw new AppError('data.missing', { what: '这条登记' });
    const subject = `${entry.title} ${entry.organisationName}`;
    const act = { action: `删除${registerKindName[entry.kind]}登记`, subject, detail: { reason, entry } };
    context.write(act, (tx) => removeRegister(tx, id));
    return null;
  },
} satisfies Partial<Handlers>;
