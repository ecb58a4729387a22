/** The only file that sees the bridge. An error envelope becomes a thrown CallError with its Chinese sentence. */
import type { AppEvent, Envelope, MethodName, Output, RawInput } from '../shared/contract/index.ts';
import type { ErrorCode } from '../shared/errors.ts';

type Bridge = {
  readonly call: (name: string, input: unknown) => Promise<Envelope>;
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
};
const { bridge } = window as unknown as { readonly bridge: Bridge };

export class CallError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export async function call<M extends MethodName>(name: M, input: RawInput<M>): Promise<Output<M>> {
  const envelope = await bridge.call(name, input);
  if (envelope.ok) return envelope.value as Output<M>;
  throw new CallError(envelope.error.code, envelope.error.message);
}

export const subscribe = (listener: (event: AppEvent) => void): (() => void) => bridge.subscribe(listener);
