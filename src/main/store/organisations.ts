import type { Organisation, OrganisationInput } from '../../shared/contract/organisations.ts';
import { periodWithin } from '../../shared/period.ts';
import type { Reader, Writer } from './transaction.ts';

type Row = Omit<Organisation, 'aliases'>;
const SELECT = `SELECT o.id, o.code, o.name, o.short_name AS shortName, o.kind, o.group_name AS groupName,
  p.code AS parentCode, o.valid_from AS validFrom, o.valid_to AS validTo
  FROM organisations o LEFT JOIN organisations p ON p.id = o.parent_id`;

/** All units in their official order, with their other spellings. */
export function listOrganisations(db: Reader): readonly Organisation[] {
  const aliases = readAliases(db, 'organisation');
  return db
    .prepare<Row>(`${SELECT} ORDER BY o.sort_order, o.id`)
    .all()
    .map((row) => ({ ...row, aliases: aliases.get(row.id) ?? [] }));
}

/** Units of one kind that take part in a period: in a longer one, those that take part in some month of it. */
export function organisationsIn(db: Reader, kind: Organisation['kind'], period: string): readonly Organisation[] {
  return listOrganisations(db).filter((row) => row.kind === kind && periodWithin(period, row.validFrom, row.validTo));
}

/** Adds or changes a unit and replaces its other spellings. Returns its id. */
export function saveOrganisation(tx: Writer, input: OrganisationInput): number {
  const parent =
    input.parentCode === null
      ? null
      : (tx.prepare<{ id: number }>('SELECT id FROM organisations WHERE code = ?').get(input.parentCode)?.id ?? null);
  const values = [input.code, input.name, input.shortName, input.kind, input.groupName, parent, input.validFrom, input.validTo];
  let id = input.id;
  if (id === null) {
    const added = tx
      .prepare(
        `INSERT INTO organisations (code, name, short_name, kind, group_name, parent_id, valid_from, valid_to, sort_order)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(sort_order), 0) + 1 FROM organisations))`,
      )
      .run(...values);
    id = Number(added.lastInsertRowid);
  } else {
    tx.prepare(
      `UPDATE organisations SET code = ?, name = ?, short_name = ?, kind = ?, group_name = ?, parent_id = ?, valid_from = ?, valid_to = ?
       WHERE id = ?`,
    ).run(...values, id);
  }
  replaceAliases(tx, 'organisation', id, input.aliases);
  return id;
}

/** Other spellings by target id. */
export function readAliases(db: Reader, kind: 'organisation' | 'indicator'): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  const rows = db
    .prepare<{ alias: string; target: number }>('SELECT alias, target_id AS target FROM aliases WHERE kind = ? ORDER BY alias')
    .all(kind);
  for (const { alias, target } of rows) found.set(target, [...(found.get(target) ?? []), alias]);
  return found;
}

/** Replaces all other spellings of one target; a spelling belongs to one target only, the last who claims it. */
export function replaceAliases(tx: Writer, kind: 'organisation' | 'indicator', id: number, aliases: readonly string[]): void {
  tx.prepare('DELETE FROM aliases WHERE kind = ? AND target_id = ?').run(kind, id);
  for (const alias of aliases) addAlias(tx, kind, id, alias);
}

export function addAlias(tx: Writer, kind: 'organisation' | 'indicator', id: number, alias: string): void {
  tx.prepare(
    'INSERT INTO aliases (kind, alias, target_id) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET target_id = excluded.target_id',
  ).run(kind, alias, id);
}
