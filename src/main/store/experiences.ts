/** The experience library: 上报, 遴选, 推广, 复制, each step an event that stays. */
import type {
  Experience,
  ExperienceDraft,
  ExperienceEvent,
  ExperienceFigure,
  ExperienceState,
} from '../../shared/contract/publicity.ts';
import type { Reader, Writer } from './transaction.ts';

type Row = Omit<Experience, 'figures'>;
const SELECT = `SELECT x.id, x.period, o.code AS organisation, o.name AS organisationName, x.subject, x.field, x.title, x.summary, x.source,
    x.state, (SELECT count(*) FROM experience_events WHERE experience_id = x.id AND event = 'replicate') AS replications
  FROM experiences x LEFT JOIN organisations o ON o.id = x.organisation_id`;

const withFigures = (db: Reader, rows: readonly Row[]): readonly Experience[] => {
  const figures = db
    .prepare<ExperienceFigure & { experience: number }>(
      'SELECT experience_id AS experience, name, value, source FROM experience_figures ORDER BY experience_id, ordinal',
    )
    .all();
  return rows.map((row) => ({
    ...row,
    figures: figures.flatMap(({ experience, ...figure }) => (experience === row.id ? [figure] : [])),
  }));
};

/** The whole library, as it was reported. */
export const listExperiences = (db: Reader): readonly Experience[] =>
  withFigures(db, db.prepare<Row>(`${SELECT} ORDER BY x.id`).all());

export const findExperience = (db: Reader, id: number): Experience | null =>
  withFigures(db, db.prepare<Row>(`${SELECT} WHERE x.id = ?`).all(id))[0] ?? null;

const EVENTS = `SELECT e.experience_id AS experience, e.event, e.period, o.name AS organisationName, e.level, e.dated_on AS datedOn, e.words,
    a.at, a.actor
  FROM experience_events e JOIN audit_log a ON a.id = e.audit_id LEFT JOIN organisations o ON o.id = e.organisation_id`;
type EventRow = ExperienceEvent & { readonly experience: number };

/** Everything that happened to an experience, oldest first. */
export const experienceEvents = (db: Reader, id: number): readonly ExperienceEvent[] =>
  db.prepare<EventRow>(`${EVENTS} WHERE e.experience_id = ? ORDER BY e.id`).all(id);

/** What happened in a period, to any of them. */
export const experienceEventsIn = (db: Reader, period: string): readonly EventRow[] =>
  db.prepare<EventRow>(`${EVENTS} WHERE e.period = ? ORDER BY e.id`).all(period);

/** Adds an experience or changes one that is not chosen yet; its figures are replaced. Returns its id. */
export function saveExperience(
  tx: Writer,
  { organisationId, ...draft }: Omit<ExperienceDraft, 'organisation'> & { readonly organisationId: number | null },
): number {
  const { period, subject, field, title, summary, source, figures } = draft;
  const values = [organisationId, subject, field, title, summary, source];
  let { id } = draft;
  if (id === null) {
    const added = tx
      .prepare(
        `INSERT INTO experiences (period, organisation_id, subject, field, title, summary, source, state, audit_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'reported', ?)`,
      )
      .run(period, ...values, tx.auditId);
    id = Number(added.lastInsertRowid);
    addExperienceEvent(tx, id, { event: 'report', period, words: source });
  } else {
    tx.prepare(
      'UPDATE experiences SET organisation_id = ?, subject = ?, field = ?, title = ?, summary = ?, source = ? WHERE id = ?',
    ).run(...values, id);
    tx.prepare('DELETE FROM experience_figures WHERE experience_id = ?').run(id);
    addExperienceEvent(tx, id, { event: 'change', period, words: '' });
  }
  const add = tx.prepare(
    'INSERT INTO experience_figures (experience_id, ordinal, name, value, source, audit_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  figures.forEach((figure, at) => {
    add.run(id, at + 1, figure.name, figure.value, figure.source, tx.auditId);
  });
  return id;
}

type Step = Pick<ExperienceEvent, 'event' | 'period' | 'words'> &
  Partial<Pick<ExperienceEvent, 'level' | 'datedOn'>> & { readonly organisationId?: number };

/** Writes a step down and moves the experience to the state it leads to. */
export function moveExperience(tx: Writer, id: number, state: ExperienceState, step: Step): void {
  tx.prepare('UPDATE experiences SET state = ? WHERE id = ?').run(state, id);
  addExperienceEvent(tx, id, step);
}

function addExperienceEvent(tx: Writer, id: number, { event, period, words, level, datedOn, organisationId }: Step): void {
  tx.prepare(
    `INSERT INTO experience_events (experience_id, event, period, organisation_id, level, dated_on, words, audit_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, event, period, organisationId ?? null, level ?? null, datedOn ?? null, words, tx.auditId);
}
