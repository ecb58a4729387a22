import type { Account, Role } from '../../shared/contract/people.ts';
import type { Reader, Writer } from './transaction.ts';

export type StoredAccount = Account & { readonly password: string; readonly failures: number };
type Row = Omit<StoredAccount, 'roles' | 'isActive'> & { readonly roles: string; readonly isActive: number };

const SELECT = `SELECT id, name, roles, is_active AS isActive, password, failures, locked_until AS lockedUntil, last_signed_in AS lastSignedIn
  FROM accounts`;
const read = ({ roles, isActive, ...row }: Row): StoredAccount => ({
  ...row,
  roles: JSON.parse(roles) as Role[],
  isActive: isActive === 1,
});

/** All accounts, in the order they were made. */
export const listAccounts = (db: Reader): readonly StoredAccount[] => db.prepare<Row>(`${SELECT} ORDER BY id`).all().map(read);

export const findAccount = (db: Reader, name: string): StoredAccount | undefined => {
  const row = db.prepare<Row>(`${SELECT} WHERE name = ?`).get(name);
  return row && read(row);
};

/** Whether anybody has to sign in at all. */
export const hasAccounts = (db: Reader): boolean => db.prepare('SELECT 1 FROM accounts LIMIT 1').get() !== undefined;

/** 一人经办: no account at all, or a single one in use. */
export const isOneClerk = (db: Reader): boolean => listAccounts(db).filter(({ isActive }) => isActive).length <= 1;

type Saved = { readonly id: number | null; readonly name: string; readonly roles: readonly Role[]; readonly isActive: boolean };

/** Adds or changes an account; a null password keeps the old one. A change lifts a lock. */
export function saveAccount(tx: Writer, { id, name, roles, isActive }: Saved, password: string | null): void {
  const values = [name, JSON.stringify(roles), isActive ? 1 : 0];
  if (id === null) {
    tx.prepare('INSERT INTO accounts (name, roles, is_active, password, audit_id) VALUES (?, ?, ?, ?, ?)').run(
      ...values,
      password,
      tx.auditId,
    );
    return;
  }
  tx.prepare(
    `UPDATE accounts SET name = ?, roles = ?, is_active = ?, password = coalesce(?, password), failures = 0, locked_until = NULL, audit_id = ?
     WHERE id = ?`,
  ).run(...values, password, tx.auditId, id);
}

/** Counts a failure, or clears the count after a success. */
export function recordSignIn(
  tx: Writer,
  id: number,
  state: { readonly failures: number; readonly lockedUntil: string | null },
  isSuccess: boolean,
): void {
  tx.prepare(
    'UPDATE accounts SET failures = ?, locked_until = ?, last_signed_in = CASE WHEN ? THEN ? ELSE last_signed_in END WHERE id = ?',
  ).run(state.failures, state.lockedUntil, isSuccess ? 1 : 0, tx.at, id);
}
