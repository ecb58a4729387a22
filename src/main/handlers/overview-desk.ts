/**
 * 工作台: whoever sits at the desk, and how a line of it is made: what, whose turn, by when and where. What they may not do is shown as 等待
 * somebody.
 */
import type { DeskLine, DeskPlace } from '../../shared/contract/overview.ts';
import type { Role } from '../../shared/contract/people.ts';
import { compareUrgency, urgencyOf, whenWords } from '../../shared/desk.ts';
import { roleName } from '../../shared/text.ts';
import type { Context } from '../context.ts';
import { listAccounts } from '../store/accounts.ts';
import type { Registers } from './overview-registers.ts';

export const ENTRY: readonly Role[] = ['entry'];
export const REVIEW: readonly Role[] = ['review'];
export const SEAL: readonly Role[] = ['seal'];
export const ADMIN: readonly Role[] = ['admin'];
/** Whoever answers for a paper that leaves the house. */
export const PAPERS: readonly Role[] = ['entry', 'review', 'seal'];

export type Wanted = {
  readonly step: string;
  readonly text: string;
  /** Any of them may do it. */
  readonly roles: readonly Role[];
  /** Those who may not all the same: nobody judges what they asked for themselves. */
  readonly except?: readonly string[];
  /** Nobody at any desk may yet: who or what it waits for. */
  readonly waitsFor?: string;
  readonly dueOn?: string | null;
  /** Day since when it waits. */
  readonly since?: string | null;
  readonly place: DeskPlace;
  readonly period?: string;
};
export type Desk = Registers & {
  readonly context: Context;
  readonly line: (wanted: Wanted, on?: string) => DeskLine;
  /** Name of the one who has signed in; null while one clerk does everything. */
  readonly name: string | null;
  /** Does whoever sits here hold one of them? */
  readonly holds: (roles: readonly Role[]) => boolean;
  /** Who could do it: names, or the duty when nobody has it. */
  readonly namesOf: (roles: readonly Role[], except?: readonly string[]) => string;
};

/** 张三、李四等 4 人 */
export const someOf = (names: readonly string[]): string =>
  names.length <= 3 ? names.join('、') : `${names.slice(0, 2).join('、')}等 ${names.length} 人`;

/** The desk of whoever has signed in, or of the one clerk. */
export function sitDown(context: Context, registers: Registers): Desk {
  const accounts = listAccounts(context.reader()).filter(({ isActive }) => isActive);
  const session = accounts.length === 0 ? null : context.session.current();
  const holds = (roles: readonly Role[]): boolean =>
    accounts.length === 0 || (session?.roles.some((role) => roles.includes(role)) ?? false);
  const namesOf = (roles: readonly Role[], except: readonly string[] = []): string => {
    const duties = roles.map((role) => roleName[role]).join('、');
    if (accounts.length === 0) return duties;
    const able = accounts.filter(
      (account) => account.roles.some((role) => roles.includes(role)) && !except.includes(account.name),
    );
    return able.length === 0 ? `${except.length > 0 ? '其他' : ''}有“${duties}”职责的人员` : someOf(able.map(({ name }) => name));
  };
  const { day, own } = registers;
  return {
    ...registers,
    context,
    name: session?.name ?? null,
    holds,
    namesOf,
    line: ({ step, text, roles, except = [], waitsFor, dueOn = null, since = null, place, period = null }, on = day) => {
      const isOwn = waitsFor === undefined && holds(roles) && (session === null || !except.includes(session.name));
      return {
        step,
        text,
        urgency: urgencyOf(dueOn, on),
        dueOn,
        // Of a period that is over, what was entered since then tells nothing of it.
        when: whenWords({ dueOn, since: since !== null && since > on ? null : since }, on, own),
        isOwn,
        whose: isOwn ? '' : `等待${waitsFor ?? namesOf(roles, except)}`,
        place,
        period,
      };
    },
  };
}

/** The earliest of some days; null of none. */
export const firstDay = (days: readonly string[]): string | null => [...days].sort()[0] ?? null;

/** So many of one kind that are due stand by themselves, the most urgent of them. */
const MOST_DUE = 3;
/** What has no day of its own stands by itself while it is this little. */
const MOST_OPEN = 2;

/** Lines of one kind: the few that matter most, and the rest in one line that opens their list; one's own apart from those of others. */
export function grouped(
  lines: readonly DeskLine[],
  rest: { readonly text: (count: number) => string; readonly place: DeskPlace },
): readonly DeskLine[] {
  return [lines.filter(({ isOwn }) => isOwn), lines.filter(({ isOwn }) => !isOwn)].flatMap((some) => {
    const sorted = [...some].sort(compareUrgency);
    const due = sorted.filter(({ urgency }) => urgency !== 'open');
    const open = sorted.filter(({ urgency }) => urgency === 'open');
    const alone = [...due.slice(0, MOST_DUE), ...(open.length <= MOST_OPEN ? open : [])];
    const together = sorted.filter((one) => !alone.includes(one));
    const [next] = together;
    if (!next || together.length === 1) return sorted;
    const whose = new Set(together.map((one) => one.whose));
    const text = `${alone.length > 0 ? '另有 ' : ''}${rest.text(together.length)}`;
    const line = { ...next, text, place: rest.place, dueOn: null, when: '', period: null };
    return [...alone, { ...line, whose: whose.size === 1 ? next.whose : '' }];
  });
}
