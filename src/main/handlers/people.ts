import type { Account, Role, SessionView } from '../../shared/contract/people.ts';
import { AppError } from '../../shared/errors.ts';
import { roleName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { hashPassword, isPassword } from '../password.ts';
import { findAccount, listAccounts, recordSignIn, type StoredAccount, saveAccount } from '../store/accounts.ts';

const TRIES = 5;
const LOCK_MS = 10 * 60_000;
const EVERY_ROLE = Object.keys(roleName) as Role[];

function viewSession(context: Context): SessionView {
  const accounts = listAccounts(context.reader()).filter((account) => account.isActive);
  const names = accounts.map((account) => account.name);
  if (accounts.length === 0) return { mode: 'open', name: context.actor(), roles: EVERY_ROLE, names };
  const session = context.session.current();
  return session ? { mode: 'signedIn', ...session, names } : { mode: 'signedOut', name: '', roles: [], names };
}

async function signIn(context: Context, name: string, password: string): Promise<void> {
  const account = findAccount(context.reader(), name.trim());
  const now = context.now();
  if (account?.lockedUntil && account.lockedUntil > now) {
    throw new AppError('people.locked', { name: account.name, until: account.lockedUntil });
  }
  // A name that does not exist costs the same time as a wrong password.
  const isRight = await isPassword(password, account?.password ?? (await DECOY));
  if (account && isRight && account.isActive) {
    context.write({ actor: account.name, action: '登录', subject: account.name }, (tx) =>
      recordSignIn(tx, account.id, { failures: 0, lockedUntil: null }, true),
    );
    context.session.set({ name: account.name, roles: account.roles });
    return;
  }
  const failures = (account?.failures ?? 0) + 1;
  const lockedUntil = failures >= TRIES ? new Date(Date.parse(now) + LOCK_MS).toISOString() : null;
  if (account) {
    context.write({ actor: account.name, action: '登录未通过', subject: account.name }, (tx) =>
      recordSignIn(tx, account.id, { failures: lockedUntil ? 0 : failures, lockedUntil }, false),
    );
  }
  if (account && lockedUntil) throw new AppError('people.locked', { name: account.name, until: lockedUntil });
  throw new AppError('people.wrong', { left: account ? TRIES - failures : null });
}
const DECOY = hashPassword('nobody has this password 0');

/** Somebody must be able to let the others in. */
function refuseWithoutAdmin(
  accounts: readonly StoredAccount[],
  change: Pick<Account, 'roles' | 'isActive'> & { readonly id: number | null },
): void {
  const after = [...accounts.filter((account) => account.id !== change.id), change];
  if (!after.some((account) => account.isActive && account.roles.includes('admin'))) throw new AppError('people.noAdmin', {});
}

export const people = {
  'people.session': (_, context) => viewSession(context),
  'people.signIn': async ({ name, password }, context) => {
    await signIn(context, name, password);
    return viewSession(context);
  },
  'people.signOut': (_, context) => {
    const session = context.session.current();
    if (session) context.write({ action: '退出', subject: session.name }, () => undefined);
    context.session.set(null);
    return viewSession(context);
  },
  'people.list': (_, context) =>
    listAccounts(context.reader()).map(({ id, name, roles, isActive, lockedUntil, lastSignedIn }) => ({
      id,
      name,
      roles,
      isActive,
      lockedUntil,
      lastSignedIn,
    })),
  'people.save': async (input, context) => {
    const accounts = listAccounts(context.reader());
    if (accounts.some((account) => account.name === input.name && account.id !== input.id)) {
      throw new AppError('people.duplicate', { name: input.name });
    }
    if (input.id === null && input.password === null) throw new AppError('people.noPassword', { name: input.name });
    refuseWithoutAdmin(accounts, input);
    const password = input.password === null ? null : await hashPassword(input.password);
    const roles = input.roles.map((role) => roleName[role]).join('、');
    const act = {
      action: input.id === null ? '新增人员' : '修改人员',
      subject: `${input.name} ${input.isActive ? roles : '停用'}`,
    };
    context.write(act, (tx) => saveAccount(tx, input, password));
    // The first account is the one who made it: the office does not lock itself out.
    if (accounts.length === 0) context.session.set({ name: input.name, roles: input.roles });
    return null;
  },
  'people.changePassword': async ({ old, fresh }, context) => {
    const account = findAccount(context.reader(), context.session.current()?.name ?? '');
    if (!account) throw new AppError('people.signedOut', {});
    if (!(await isPassword(old, account.password))) throw new AppError('people.wrong', { left: null });
    const password = await hashPassword(fresh);
    context.write({ action: '修改密码', subject: account.name }, (tx) => saveAccount(tx, account, password));
    return null;
  },
} satisfies Partial<Handlers>;
