/** A sealed demonstration month and the two people it takes: 张三 enters and manages, 李四 reviews and seals. */
import type { App } from '../../src/main/app.ts';
import type { Dialogs } from '../../src/main/context.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import type { Role } from '../../src/shared/contract/people.ts';
import { AppError } from '../../src/shared/errors.ts';
import { sentence } from '../../src/shared/text.ts';
import { handInMonth } from './month.ts';
import { startProgram, temporaryFolder } from './program.ts';

const PEOPLE: Readonly<Record<'张三' | '李四', readonly Role[]>> = { 张三: ['entry', 'admin'], 李四: ['review', 'seal'] };

export async function twoAccounts(app: App): Promise<void> {
  for (const [name, roles] of Object.entries(PEOPLE)) {
    await app.run('people.save', { id: null, name, roles: [...roles], isActive: true, password: 'mima2018!' });
  }
}

/** The next acts are this person's. */
export const as = (app: App, name: keyof typeof PEOPLE): void => app.context.session.set({ name, roles: [...PEOPLE[name]] });

export async function demoProgram(dialogs: Partial<Dialogs> = {}): Promise<App> {
  const app = startProgram(temporaryFolder(), dialogs);
  await fillWithDemo(app.context);
  return app;
}

/** 2018-02 handed in, reviewed and sealed by 李四, who is still at the desk. */
export async function sealedProgram(dialogs: Partial<Dialogs> = {}): Promise<App> {
  const app = await demoProgram(dialogs);
  await handInMonth(app, '2018-02');
  await twoAccounts(app);
  as(app, '李四');
  await app.run('seals.seal', { period: '2018-02', acceptDoubts: true });
  return app;
}

/** The sentence the clerk reads when this is refused; nothing when it is done. */
export async function saidBy(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof AppError ? sentence(error) : String(error);
  }
  return '';
}
