/** The only file that sees the bridge. An error envelope becomes a thrown CallError with its Chinese sentence. */
import type { AppEvent, Envelope, MethodName, Output, RawInput } from '../shared/contract/index.ts';
import type { ErrorCode } from '../shared/errors.ts';

type Bridge = {
  readonly call: (name: string, input: unknown) => Promise<Envelope>;
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
};
const { bridge } = window as unknown as { readonly bridge: Bridge };

class CallError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** @returns the answer, and the features whose answers may differ now */
export async function request<M extends MethodName>(
  name: M,
  input: RawInput<M>,
): Promise<{ readonly value: Output<M>; readonly touches: readonly string[] }> {
  const envelope = await bridge.call(name, input);
  if (envelope.ok) return { value: envelope.value as Output<M>, touches: envelope.touches };
  throw new CallError(envelope.error.code, envelope.error.message);
}

export const call = async <M extends MethodName>(name: M, input: RawInput<M>): Promise<Output<M>> =>
  (await request(name, input)).value;

export const subscribe = (listener: (event: AppEvent) => void): (() => void) => bridge.subscribe(listener);
