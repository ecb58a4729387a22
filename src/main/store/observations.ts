import type { CellChange, Observation, Series, SeriesPoint } from '../../shared/contract/observations.ts';
import type { PeriodRow } from '../../shared/contract/overview.ts';
import type { CellState } from '../../shared/engine/types.ts';
import { comparePeriods } from '../../shared/period.ts';
import { DEMO_SOURCE } from '../../shared/text.ts';
import type { Reader, Writer } from './transaction.ts';

export type ObservationRow = Observation & { readonly organisation: string; readonly indicator: string };
export type ObservationWrite = {
  readonly period: string;
  readonly organisationId: number;
  readonly indicatorId: number;
  /** null with state reported empties the cell. */
  readonly value: string | null;
  readonly state: CellState;
  readonly source: string;
  readonly note: string;
  /** The source only says which file the figure came in: an equal figure that is already here keeps its own, better one. */
  readonly isSourceWeak?: boolean;
};

/** Every figure of a period, by codes. */
export function observationsIn(db: Reader, period: string): readonly ObservationRow[] {
  return db
    .prepare<ObservationRow>(
      `SELECT o.code AS organisation, i.code AS indicator, v.value, v.state, v.source, v.note, a.actor AS recordedBy, a.at AS recordedAt
       FROM observations v JOIN organisations o ON o.id = v.organisation_id JOIN indicators i ON i.id = v.indicator_id
       JOIN audit_log a ON a.id = v.audit_id WHERE v.period = ?`,
    )
    .all(period);
}

/** Figures of a period whose source begins with some words, each with the last act of a kind that wrote it; a note added since does not matter. */
export function actsBehind(
  db: Reader,
  period: string,
  { source, action }: { readonly source: string; readonly action: string },
): readonly { readonly organisation: string; readonly indicator: string; readonly auditId: number }[] {
  return db
    .prepare<{ organisation: string; indicator: string; auditId: number }>(
      `SELECT o.code AS organisation, i.code AS indicator, max(c.audit_id) AS auditId
       FROM observations v JOIN organisations o ON o.id = v.organisation_id JOIN indicators i ON i.id = v.indicator_id
         JOIN observation_changes c ON c.period = v.period AND c.organisation_id = v.organisation_id AND c.indicator_id = v.indicator_id
         JOIN audit_log a ON a.id = c.audit_id
       WHERE v.period = ? AND substr(v.source, 1, length(?)) = ? AND a.action = ? GROUP BY v.organisation_id, v.indicator_id`,
    )
    .all(period, source, source, action);
}

/** The value of every unit and indicator in the first of some periods that has one: of what came before, what 批准缓报 carries. */
export function firstValuesIn(
  db: Reader,
  periods: readonly string[],
): readonly { readonly organisation: string; readonly indicator: string; readonly value: string; readonly period: string }[] {
  return db
    .prepare<{ organisation: string; indicator: string; value: string; period: string }>(
      // The row that min() was found in gives the other columns: SQLite's own rule for a query with one min().
      `SELECT o.code AS organisation, i.code AS indicator, v.value, v.period, min(p.key)
       FROM json_each(?) p JOIN observations v ON v.period = p.value
         JOIN organisations o ON o.id = v.organisation_id JOIN indicators i ON i.id = v.indicator_id
       WHERE v.value IS NOT NULL GROUP BY v.organisation_id, v.indicator_id`,
    )
    .all(JSON.stringify(periods));
}

export type PastRow = {
  readonly organisationId: number;
  readonly indicatorId: number;
  readonly period: string;
  readonly value: string;
};

/** Figures of several periods for some units, by period; by ids and without names, since a year of a list is ten thousand rows. */
export function figuresIn(db: Reader, periods: readonly string[], organisationIds: readonly number[]): readonly PastRow[] {
  return db
    .prepare<PastRow>(
      `SELECT organisation_id AS organisationId, indicator_id AS indicatorId, period, value FROM observations
       WHERE period IN (SELECT value FROM json_each(?)) AND organisation_id IN (SELECT value FROM json_each(?))
         AND value IS NOT NULL ORDER BY period`,
    )
    .all(JSON.stringify(periods), JSON.stringify(organisationIds));
}

/**
 * Writes cells and the record of each change; a cell that already says the same is left alone.
 * @returns number of cells that changed
 */
export function saveObservations(tx: Writer, rows: Iterable<ObservationWrite>): number {
  const find = tx.prepare<{ value: string | null; state: string; source: string; note: string }>(
    'SELECT value, state, source, note FROM observations WHERE period = ? AND organisation_id = ? AND indicator_id = ?',
  );
  const put = tx.prepare(
    `INSERT INTO observations (period, organisation_id, indicator_id, value, state, source, note, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, state = excluded.state, source = excluded.source, note = excluded.note, audit_id = excluded.audit_id`,
  );
  const remove = tx.prepare('DELETE FROM observations WHERE period = ? AND organisation_id = ? AND indicator_id = ?');
  const record = tx.prepare(
    `INSERT INTO observation_changes (audit_id, period, organisation_id, indicator_id, old_value, old_state, new_value, new_state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  let changed = 0;
  for (const row of rows) {
    const key = [row.period, row.organisationId, row.indicatorId] as const;
    const before = find.get(...key);
    const isEmptied = row.state === 'reported' && row.value === null;
    if (isEmptied ? before === undefined : before && sameCell(before, row)) continue;
    if (isEmptied) remove.run(...key);
    else put.run(...key, row.value, row.state, row.source, row.note, tx.auditId);
    record.run(tx.auditId, ...key, before?.value ?? null, before?.state ?? null, row.value, isEmptied ? null : row.state);
    changed += 1;
  }
  return changed;
}

const sameCell = (
  before: { value: string | null; state: string; source: string; note: string },
  row: ObservationWrite,
): boolean =>
  before.value === row.value &&
  before.state === row.state &&
  (row.isSourceWeak === true || (before.source === row.source && before.note === row.note));

/** Who changed a cell, when, from what to what; newest first. */
export function cellHistory(db: Reader, period: string, organisationId: number, indicatorId: number): readonly CellChange[] {
  return db
    .prepare<CellChange>(
      `SELECT a.at, a.actor, a.action, coalesce(c.old_value, c.old_state) AS before, coalesce(c.new_value, c.new_state) AS after,
         coalesce(json_extract(a.detail, '$.notes."' || c.organisation_id || ' ' || c.indicator_id || '"'), '') AS note
       FROM observation_changes c JOIN audit_log a ON a.id = c.audit_id
       WHERE c.period = ? AND c.organisation_id = ? AND c.indicator_id = ? ORDER BY c.id DESC LIMIT 200`,
    )
    .all(period, organisationId, indicatorId);
}

/** Indicators over time for every unit that has them, in official order. */
export function seriesOf(db: Reader, indicatorCodes: readonly string[]): readonly Series[] {
  const rows = db
    .prepare<SeriesPoint & Omit<Series, 'points'>>(
      `SELECT i.code AS indicator, o.code AS organisation, o.short_name AS name, o.kind, v.period, v.value, v.source, v.note
       FROM observations v JOIN organisations o ON o.id = v.organisation_id JOIN indicators i ON i.id = v.indicator_id
       WHERE i.code IN (SELECT value FROM json_each(?)) AND v.value IS NOT NULL ORDER BY i.sort_order, o.sort_order, v.period`,
    )
    .all(JSON.stringify(indicatorCodes));
  const series = new Map<string, Series & { readonly points: SeriesPoint[] }>();
  for (const { indicator, organisation, name, kind, ...point } of rows) {
    const key = `${indicator}\n${organisation}`;
    const found = series.get(key) ?? { indicator, organisation, name, kind, points: [] };
    found.points.push(point);
    series.set(key, found);
  }
  return [...series.values()];
}

/** Every period that holds a figure, of any kind and in no order. */
export const periodsWithFigures = (db: Reader): readonly string[] =>
  db
    .prepare<{ period: string }>('SELECT DISTINCT period FROM observations')
    .all()
    .map(({ period }) => period);

/** Every period that holds a figure with how many, newest first. */
export function listPeriods(db: Reader): readonly PeriodRow[] {
  return db
    .prepare<{ id: string; observations: number; demo: number }>(
      `SELECT period AS id, count(*) AS observations, sum(source = ?) AS demo FROM observations GROUP BY period`,
    )
    .all(DEMO_SOURCE)
    .map(({ id, observations, demo }) => ({ id, observations, isDemo: demo > 0 }))
    .sort((a, b) => comparePeriods(b.id, a.id));
}
