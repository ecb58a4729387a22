/** One request: look the method up, parse its input, run it, turn whatever happens into an envelope with a Chinese sentence. */
import type { z } from 'zod';
import { contract, type Envelope, type Input, type MethodName, type Output } from '../shared/contract/index.ts';
import { roles } from '../shared/contract/roles.ts';
import { AppError, type ErrorBody } from '../shared/errors.ts';
import { internalSentence, roleName, sentence } from '../shared/text.ts';
import type { Context } from './context.ts';
import { hasAccounts } from './store/accounts.ts';

export type Handlers = { readonly [M in MethodName]: (input: Input<M>, context: Context) => Output<M> | Promise<Output<M>> };

/** Slower than this is written to the log: a page feels it. */
const SLOW_MS = 40;

/**
 * Runs one method of the contract.
 * @param name as it came from the page; anything unknown is refused
 * @param raw as it came from the page; parsed by the method's schema before a handler sees it
 * @returns an envelope; never rejects
 */
export async function call(handlers: Handlers, context: Context, name: string, raw: unknown): Promise<Envelope> {
  const started = performance.now();
  try {
    if (!Object.hasOwn(contract, name)) throw new AppError('call.unknown', { method: name });
    const method = name as MethodName;
    refuseStranger(method, context);
    const parsed = contract[method].input.safeParse(raw);
    if (!parsed.success) throw new AppError('call.invalid', { detail: explain(parsed.error) });
    // The name picks both schema and handler, so the pair fits; TypeScript cannot follow that through a union.
    const handler = handlers[method] as (input: unknown, context: Context) => unknown;
    const entry = contract[method];
    const value = await handler(parsed.data, context);
    return { ok: true, value, touches: entry.kind === 'command' ? entry.touches : [] };
  } catch (error) {
    return { ok: false, error: toBody(error, context) };
  } finally {
    const milliseconds = performance.now() - started;
    if (milliseconds > SLOW_MS) context.log.line(`slow ${name} ${milliseconds.toFixed(0)} ms`);
  }
}

/** The table says who may; without accounts there is one clerk, who may do everything. */
function refuseStranger(method: MethodName, context: Context): void {
  const allowed = roles[method];
  if (allowed === 'anyone' || !hasAccounts(context.reader())) return;
  const session = context.session.current();
  if (!session) throw new AppError('people.signedOut', {});
  if (!session.roles.some((role) => allowed.includes(role))) {
    throw new AppError('people.denied', { what: '这件事', who: allowed.map((role) => roleName[role]).join('、') });
  }
}

/** A known error says its sentence; an unforeseen one gets a number, and its stack goes to the log. */
function toBody(error: unknown, context: Pick<Context, 'log' | 'now'>): ErrorBody {
  if (error instanceof AppError) return { code: error.code, message: sentence(error) };
  const reference = context.now().replace(/\D/g, '').slice(4, 17);
  context.log.line(`unforeseen ${reference} ${error instanceof Error ? error.stack : String(error)}`);
  return { code: 'internal', message: internalSentence(reference), reference };
}

const explain = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => (/[\u4e00-\u9fff]/.test(issue.message) ? issue.message : '有一项填写得不对'))
    .join('；');
