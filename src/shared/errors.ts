/** Errors a person may meet. Every code has its Chinese sentence in text.ts; a code without one does not compile. */

export type ErrorParameters = {
  'call.unknown': { method: string };
  'call.invalid': { detail: string };
  'data.newer': { file: string };
  'data.foreign': { file: string };
  'data.damaged': { detail: string };
  'data.folder': { folder: string };
  'data.missing': { what: string };
  'data.locked': { file: string };
  'file.inUse': { name: string };
  'file.denied': { name: string };
  'file.noSpace': { name: string };
  'file.unreadable': { name: string };
  'file.notFound': { name: string };
  'import.unsupported': { detail: string };
  'import.problems': { count: number };
  'import.expired': Record<string, never>;
  'job.busy': Record<string, never>;
  'job.cancelled': Record<string, never>;
  'job.unknown': Record<string, never>;
  'rules.problem': { detail: string };
  'rules.none': { period: string };
  'period.invalid': { text: string };
  'organisation.unknown': { name: string };
  'organisation.duplicate': { name: string };
  'indicator.unknown': { name: string };
  'indicator.duplicate': { name: string };
  'indicator.noDirection': { name: string };
  'indicator.computed': { name: string };
  'value.invalid': { text: string; reason: string };
  'ranking.none': { list: string; period: string };
  'import.nothing': { name: string };
  'list.empty': { list: string; period: string };
  'backup.damaged': { name: string };
  'people.signedOut': Record<string, never>;
  'people.denied': { what: string; who: string };
  'people.wrong': { left: number | null };
  'people.locked': { name: string; until: string };
  'people.duplicate': { name: string };
  'people.noPassword': { name: string };
  'people.noAdmin': Record<string, never>;
  internal: { reference: string };
};
export type ErrorCode = keyof ErrorParameters;

export type ErrorBody = { readonly code: ErrorCode; readonly message: string; readonly reference?: string };

/** A known cause, said in words. Anything else that is thrown becomes `internal` with a reference number. */
export class AppError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly parameters: ErrorParameters[Code];
  constructor(code: Code, parameters: ErrorParameters[Code], options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.parameters = parameters;
  }
}
