import type { Indicator, IndicatorInput } from '../../shared/contract/indicators.ts';
import { readAliases, replaceAliases } from './organisations.ts';
import type { Reader, Writer } from './transaction.ts';

type Row = Omit<Indicator, 'aliases'>;
const SELECT = `SELECT id, code, name, unit, direction, decimals, frequency, formula, group_name AS groupName FROM indicators`;

/** All indicators in their order, with their other spellings. */
export function listIndicators(db: Reader): readonly Indicator[] {
  const aliases = readAliases(db, 'indicator');
  return db
    .prepare<Row>(`${SELECT} ORDER BY sort_order, id`)
    .all()
    .map((row) => ({ ...row, aliases: aliases.get(row.id) ?? [] }));
}

/** Adds or changes an indicator and replaces its other spellings. Returns its id. */
export function saveIndicator(tx: Writer, input: IndicatorInput): number {
  const values = [
    input.code,
    input.name,
    input.unit,
    input.direction,
    input.decimals,
    input.frequency,
    input.formula,
    input.groupName,
  ];
  let id = input.id;
  if (id === null) {
    const added = tx
      .prepare(
        `INSERT INTO indicators (code, name, unit, direction, decimals, frequency, formula, group_name, sort_order)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(sort_order), 0) + 1 FROM indicators))`,
      )
      .run(...values);
    id = Number(added.lastInsertRowid);
  } else {
    tx.prepare(
      `UPDATE indicators SET code = ?, name = ?, unit = ?, direction = ?, decimals = ?, frequency = ?, formula = ?, group_name = ?
       WHERE id = ?`,
    ).run(...values, id);
  }
  replaceAliases(tx, 'indicator', id, input.aliases);
  return id;
}
