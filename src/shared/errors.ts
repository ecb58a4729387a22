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
  'import.locked': { count: number; first: string };
  'job.busy': Record<string, never>;
  'job.cancelled': Record<string, never>;
  'job.unknown': Record<string, never>;
  'rules.problem': { detail: string };
  'rules.none': { period: string };
  'scheme.problems': { count: number; first: string };
  'scheme.draftExists': Record<string, never>;
  'scheme.tooEarly': { wanted: string; earliest: string; why: string };
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
  'seal.none': { period: string };
  'seal.exists': { period: string };
  'seal.obstacles': { first: string; count: number };
  'seal.doubts': { first: string; count: number };
  'submission.locked': { sentence: string; cells: number };
  'submission.unknown': { table: string; period: string };
  'submission.state': { table: string; state: string; action: string; count: number };
  'submission.empty': { table: string; cell: string; cells: number; count: number };
  'submission.impossible': { table: string; cell: string; sentence: string; count: number };
  'submission.doubt': { table: string; cell: string; cells: number; sentence: string; count: number };
  'submission.own': { table: string; name: string; count: number };
  'submission.complete': { period: string };
  'claims.unknown': Record<string, never>;
  'claims.decided': { title: string };
  'claims.undecided': { title: string };
  'claims.own': Record<string, never>;
  'claims.unproved': { title: string };
  'claims.line': { item: string; period: string };
  'claims.typed': { detail: string };
  'claims.file': { detail: string };
  'claims.fileChanged': { name: string };
  'panel.started': { title: string };
  'panel.closed': { title: string };
  'panel.inUse': { title: string };
  'panel.duplicate': { title: string; indicator: string };
  'panel.fewRaters': { marks: number; trim: number; needed: number };
  'panel.handedIn': { name: string };
  'panel.absent': { name: string };
  'panel.notYours': { name: string; hasAccount: boolean };
  'panel.unmarked': { units: readonly string[] };
  'panel.unexplained': { units: readonly string[] };
  'panel.extreme': { marks: readonly string[] };
  'panel.waiting': { names: readonly string[] };
  'panel.fewMarks': { unit: string; count: number; trim: number };
  'correction.open': { period: string };
  'correction.same': { cell: string };
  'correction.line': { cell: string };
  'correction.decided': { id: number };
  'correction.stale': { cell: string; id: number; askedBy: string };
  'correction.twoPeople': Record<string, never>;
  'correction.samePerson': { name: string };
  'correction.notOwn': { name: string };
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
