/** Reader and Writer: a function that may change data must be handed a Writer, and only `write` hands one out, with the audit row already made. */
import type { Database, Statement } from 'better-sqlite3';

declare const writerBrand: unique symbol;

/** May prepare statements; by convention of the store's functions it only reads. */
export type Reader = { readonly prepare: <Row = unknown>(sql: string) => Statement<unknown[], Row> };
/** A connection inside one audited transaction. */
export type Writer = Reader & {
  readonly [writerBrand]: true;
  readonly auditId: number;
  readonly at: string;
  readonly actor: string;
};

export type Act = {
  readonly actor: string;
  /** 填报 导入 新增单位 …, in the office's words. */
  readonly action: string;
  /** What it was done to: “2018年2月 区县 12 格”. */
  readonly subject: string;
  readonly detail?: unknown;
};

const statements = new WeakMap<Database, Map<string, Statement>>();

/** A reader over a connection; statements are prepared once for each connection. */
export function reader(db: Database): Reader {
  const known = statements.get(db) ?? new Map<string, Statement>();
  statements.set(db, known);
  return {
    prepare: <Row>(sql: string) => {
      const statement = known.get(sql) ?? db.prepare(sql);
      known.set(sql, statement);
      return statement as Statement<unknown[], Row>;
    },
  };
}

/**
 * The only way to change data: one transaction with its row in the audit log, all or nothing.
 * @param now ISO instant of the act
 * @returns what `work` returns; any error inside rolls everything back, the audit row too
 */
export function write<T>(db: Database, act: Act, now: string, work: (tx: Writer) => T): T {
  const read = reader(db);
  const run = db.transaction((): T => {
    const { lastInsertRowid } = read
      .prepare('INSERT INTO audit_log (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)')
      .run(now, act.actor, act.action, act.subject, JSON.stringify(act.detail ?? null));
    return work({ ...read, auditId: Number(lastInsertRowid), at: now, actor: act.actor } as Writer);
  });
  return run.immediate();
}
