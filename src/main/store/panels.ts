/** 评委打分 and 区县互评 as they are stored. What may be seen of an open panel is the handlers' affair; what may change is the triggers'. */
import type { PanelInput, PanelKind, PanelRemedy, PanelRow, PanelUnit, SheetMark } from '../../shared/contract/panels.ts';
import type { RankingList } from '../../shared/engine/types.ts';
import type { Reader, Writer } from './transaction.ts';

export type StoredRater = {
  readonly ordinal: number;
  readonly name: string;
  /** Code of the district that marks; null for a named rater. */
  readonly organisation: string | null;
  readonly isHandedIn: boolean;
  readonly absence: string;
  /** Rows that are filled; says nothing of what is in them. */
  readonly filled: number;
};
type RateeRow = PanelUnit & { readonly id: number; readonly groupName: string };
export type StoredPanel = {
  readonly id: number;
  readonly period: string;
  readonly title: string;
  readonly kind: PanelKind;
  readonly list: RankingList;
  readonly indicatorId: number;
  readonly indicator: string;
  readonly indicatorName: string;
  readonly remedy: PanelRemedy;
  readonly trim: number;
  readonly low: string;
  readonly high: string;
  readonly decimals: number;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly units: readonly RateeRow[];
  readonly raters: readonly StoredRater[];
};
export type MarkRow = SheetMark & { readonly ordinal: number };

/** The panels of a month, oldest first. */
export function listPanels(db: Reader, period: string): readonly PanelRow[] {
  return db
    .prepare<Omit<PanelRow, 'isClosed'> & { isClosed: number }>(
      `SELECT p.id, p.title, p.kind, p.closed_audit_id IS NOT NULL AS isClosed,
         count(r.handed_in_audit_id) AS handedIn, sum(r.absence = '') AS expected
       FROM panels p JOIN panel_raters r ON r.panel_id = p.id WHERE p.period = ? GROUP BY p.id ORDER BY p.id`,
    )
    .all(period)
    .map((row) => ({ ...row, isClosed: row.isClosed === 1 }));
}

/** A panel with its units in official order and its raters; undefined when there is none. */
export function findPanel(db: Reader, id: number): StoredPanel | undefined {
  const row = db
    .prepare<Omit<StoredPanel, 'units' | 'raters'>>(
      `SELECT p.id, p.period, p.title, p.kind, p.list, p.indicator_id AS indicatorId, i.code AS indicator, i.name AS indicatorName,
         p.remedy, p.trim, p.low, p.high, p.decimals, a.at AS closedAt, a.actor AS closedBy
       FROM panels p JOIN indicators i ON i.id = p.indicator_id LEFT JOIN audit_log a ON a.id = p.closed_audit_id WHERE p.id = ?`,
    )
    .get(id);
  if (!row) return undefined;
  const units = db
    .prepare<RateeRow>(
      `SELECT o.id, o.code, o.name, o.short_name AS shortName, o.group_name AS groupName
       FROM panel_ratees u JOIN organisations o ON o.id = u.organisation_id WHERE u.panel_id = ? ORDER BY o.sort_order, o.id`,
    )
    .all(id);
  const raters = db
    .prepare<Omit<StoredRater, 'isHandedIn'> & { isHandedIn: number }>(
      `SELECT r.ordinal, r.name, o.code AS organisation, r.handed_in_audit_id IS NOT NULL AS isHandedIn, r.absence,
         (SELECT count(*) FROM panel_marks m WHERE m.panel_id = r.panel_id AND m.ordinal = r.ordinal) AS filled
       FROM panel_raters r LEFT JOIN organisations o ON o.id = r.organisation_id WHERE r.panel_id = ? ORDER BY r.ordinal`,
    )
    .all(id)
    .map((rater) => ({ ...rater, isHandedIn: rater.isHandedIn === 1 }));
  return { ...row, units, raters };
}

/** The panel of a month that writes to a figure of a list: there is at most one. */
export const panelFor = (db: Reader, period: string, list: RankingList, indicatorId: number) =>
  db
    .prepare<{ id: number; title: string }>('SELECT id, title FROM panels WHERE period = ? AND list = ? AND indicator_id = ?')
    .get(period, list, indicatorId);

/** Marks of a whole panel, or of one sheet. */
export function marksOf(db: Reader, panel: number, ordinal: number | null = null): readonly MarkRow[] {
  return db
    .prepare<MarkRow>(
      `SELECT m.ordinal, o.code AS organisation, m.mark, m.reason FROM panel_marks m JOIN organisations o ON o.id = m.organisation_id
       WHERE m.panel_id = ? AND m.ordinal = coalesce(?, m.ordinal) ORDER BY m.ordinal, o.sort_order, o.id`,
    )
    .all(panel, ordinal);
}

type Saved = Pick<PanelInput, 'period' | 'title' | 'kind' | 'list' | 'remedy' | 'trim' | 'low' | 'high'> & {
  readonly id: number | null;
  readonly indicatorId: number;
  readonly decimals: number;
  readonly units: readonly number[];
  readonly raters: readonly { readonly name: string; readonly organisationId: number | null }[];
};

/** Sets a panel up, or changes one that nobody has marked in yet. Returns its id. */
export function savePanel(tx: Writer, panel: Saved): number {
  const values = [
    panel.period,
    panel.title,
    panel.kind,
    panel.list,
    panel.indicatorId,
    panel.remedy,
    panel.trim,
    panel.low,
    panel.high,
    panel.decimals,
    tx.auditId,
  ];
  let { id } = panel;
  if (id === null) {
    const added = tx
      .prepare(
        `INSERT INTO panels (period, title, kind, list, indicator_id, remedy, trim, low, high, decimals, audit_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(...values);
    id = Number(added.lastInsertRowid);
  } else {
    tx.prepare(
      `UPDATE panels SET period = ?, title = ?, kind = ?, list = ?, indicator_id = ?, remedy = ?, trim = ?, low = ?, high = ?,
         decimals = ?, audit_id = ? WHERE id = ?`,
    ).run(...values, id);
    tx.prepare('DELETE FROM panel_raters WHERE panel_id = ?').run(id);
    tx.prepare('DELETE FROM panel_ratees WHERE panel_id = ?').run(id);
  }
  const addUnit = tx.prepare('INSERT INTO panel_ratees (panel_id, organisation_id) VALUES (?, ?)');
  for (const unit of panel.units) addUnit.run(id, unit);
  const addRater = tx.prepare('INSERT INTO panel_raters (panel_id, ordinal, name, organisation_id) VALUES (?, ?, ?, ?)');
  for (const [index, rater] of panel.raters.entries()) addRater.run(id, index + 1, rater.name, rater.organisationId);
  return id;
}

/** Takes a panel away that has no sheet in yet, with whatever was begun. */
export function removePanel(tx: Writer, id: number): void {
  for (const table of ['panel_marks', 'panel_raters', 'panel_ratees']) {
    tx.prepare(`DELETE FROM ${table} WHERE panel_id = ?`).run(id);
  }
  tx.prepare('DELETE FROM panels WHERE id = ?').run(id);
}

/** Puts these marks in the place of those the sheet had. */
export function saveSheet(
  tx: Writer,
  panel: number,
  ordinal: number,
  marks: readonly { readonly organisationId: number; readonly mark: string | null; readonly reason: string }[],
): void {
  tx.prepare('DELETE FROM panel_marks WHERE panel_id = ? AND ordinal = ?').run(panel, ordinal);
  const put = tx.prepare(
    'INSERT INTO panel_marks (panel_id, ordinal, organisation_id, mark, reason, audit_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { organisationId, mark, reason } of marks) put.run(panel, ordinal, organisationId, mark, reason, tx.auditId);
}

/** 交卷. */
export function handInSheet(tx: Writer, panel: number, ordinal: number): void {
  tx.prepare('UPDATE panel_raters SET handed_in_audit_id = ? WHERE panel_id = ? AND ordinal = ?').run(tx.auditId, panel, ordinal);
}

/** 缺席: what was begun goes; an empty reason takes it back. */
export function excuseRater(tx: Writer, panel: number, ordinal: number, reason: string): void {
  saveSheet(tx, panel, ordinal, []);
  tx.prepare('UPDATE panel_raters SET absence = ? WHERE panel_id = ? AND ordinal = ?').run(reason, panel, ordinal);
}

export function closePanel(tx: Writer, id: number): void {
  tx.prepare('UPDATE panels SET closed_audit_id = ? WHERE id = ?').run(tx.auditId, id);
}

/** Closed panels of a month with every mark as it was given: what is sealed of them. */
export function panelMarksIn(db: Reader, period: string) {
  return listPanels(db, period)
    .filter(({ isClosed }) => isClosed)
    .flatMap(({ id }) => findPanel(db, id) ?? [])
    .map(({ id, title, kind, list, indicator, remedy, trim, low, high, decimals, closedAt, closedBy, units, raters }) => ({
      kind: 'panel',
      panel: { title, kind, list, indicator, remedy, trim, low, high, decimals, closedAt, closedBy },
      units: units.map(({ code }) => code),
      raters: raters.map(({ name, organisation, absence }) => ({ name, organisation, absence })),
      marks: marksOf(db, id).map(({ ordinal, ...mark }) => ({
        rater: raters.find((one) => one.ordinal === ordinal)?.name,
        ...mark,
      })),
    }));
}
