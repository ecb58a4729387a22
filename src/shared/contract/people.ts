import { z } from 'zod';
import { answer, command, nothing, query } from './method.ts';

const role = z.enum(['entry', 'review', 'seal', 'view', 'admin']);
export type Role = z.infer<typeof role>;

/** No default password exists; a new one has at least eight characters, letters and digits both. */
const newPassword = z
  .string()
  .min(8, '密码至少 8 位')
  .max(64, '密码不能超过 64 位')
  .refine((text) => /\d/.test(text) && /[A-Za-z]/.test(text), '密码要同时有字母和数字');

const accountInput = z.object({
  id: z.number().int().nullable(),
  name: z.string().trim().min(1, '姓名不能为空').max(20, '姓名不能超过 20 个字'),
  roles: z.array(role).min(1, '至少选一项职责'),
  isActive: z.boolean(),
  /** Required for a new account; null keeps the old one. */
  password: newPassword.nullable(),
});
export type AccountInput = z.infer<typeof accountInput>;
export type Account = Omit<AccountInput, 'password' | 'id'> & {
  readonly id: number;
  readonly lockedUntil: string | null;
  readonly lastSignedIn: string | null;
};

/** open: no account exists, one clerk does everything. */
export type SessionView = {
  readonly mode: 'open' | 'signedOut' | 'signedIn';
  readonly name: string;
  readonly roles: readonly Role[];
  /** Names to choose from when signing in. */
  readonly names: readonly string[];
};

const EVERYTHING = [
  'tasks',
  'registers',
  'overview',
  'organisations',
  'periods',
  'indicators',
  'observations',
  'schemes',
  'rankings',
  'bulletins',
  'imports',
  'exports',
  'backups',
  'settings',
  'annual',
  'submissions',
  'seals',
  'corrections',
  'panels',
  'claims',
  'inspections',
  'audit',
  'people',
] as const;

export const people = {
  'people.session': query(nothing, answer<SessionView>()),
  'people.signIn': command(z.object({ name: z.string(), password: z.string().max(200) }), answer<SessionView>(), EVERYTHING),
  'people.signOut': command(nothing, answer<SessionView>(), ['people']),
  'people.list': query(nothing, answer<readonly Account[]>()),
  'people.save': command(accountInput, answer<null>(), ['people', 'observations', 'submissions', 'audit']),
  'people.changePassword': command(z.object({ old: z.string().max(200), fresh: newPassword }), answer<null>(), [
    'people',
    'audit',
  ]),
};
