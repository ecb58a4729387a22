import type { CalendarDay } from '../../shared/calendar.ts';
import type { SubmissionEvent, TableEvent } from '../../shared/contract/submissions.ts';
import type { Reader, Writer } from './transaction.ts';

export type EventRow = TableEvent & { readonly organisation: string; readonly block: string };

/** Everything that happened to the tables of a month, oldest first. */
export function submissionEvents(db: Reader, period: string): readonly EventRow[] {
  return db
    .prepare<EventRow>(
      `SELECT o.code AS organisation, e.block, e.event, e.reason, a.at, a.actor
       FROM submission_events e JOIN organisations o ON o.id = e.organisation_id JOIN audit_log a ON a.id = e.audit_id
       WHERE e.period = ? ORDER BY e.id`,
    )
    .all(period);
}

/** The same happens to several tables. */
export function addSubmissionEvents(
  tx: Writer,
  period: string,
  tables: readonly { readonly organisationId: number; readonly block: string }[],
  event: SubmissionEvent,
  reason: string,
): void {
  const put = tx.prepare(
    'INSERT INTO submission_events (period, organisation_id, block, event, reason, audit_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { organisationId, block } of tables) put.run(period, organisationId, block, event, reason, tx.auditId);
}

/** The office's own days, in order. */
export function calendarDays(db: Reader): readonly CalendarDay[] {
  return db
    .prepare<{ day: string; isWorking: number; name: string }>(
      'SELECT day, is_working AS isWorking, name FROM calendar_days ORDER BY day',
    )
    .all()
    .map((row) => ({ ...row, isWorking: row.isWorking === 1 }));
}

export function saveCalendarDay(tx: Writer, { day, isWorking, name }: CalendarDay): void {
  tx.prepare(
    `INSERT INTO calendar_days (day, is_working, name, audit_id) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET is_working = excluded.is_working, name = excluded.name, audit_id = excluded.audit_id`,
  ).run(day, isWorking ? 1 : 0, name, tx.auditId);
}

export function removeCalendarDay(tx: Writer, day: string): void {
  tx.prepare('DELETE FROM calendar_days WHERE day = ?').run(day);
}
