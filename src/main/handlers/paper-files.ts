/** One way to a paper a person keeps: asked for under a name, made as PDF or Word after that name's ending, written, and logged with its fonts. */
import { basename, extname } from 'node:path';
import type { Printed } from '../../shared/contract/papers.ts';
import { DEMO_SOURCE } from '../../shared/text.ts';
import { type Context, paperFonts } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import type { JobKind, Jobs, PaperFormat, PaperJob } from '../jobs/protocol.ts';
import { observationsIn } from '../store/observations.ts';
import type { Act, Reader } from '../store/transaction.ts';

/** 演示数据, on every paper of a period that has made-up figures. */
export const demoMarks = (db: Reader, period: string): readonly string[] =>
  observationsIn(db, period).some(({ source }) => source === DEMO_SOURCE) ? [DEMO_SOURCE] : [];

/** Kinds of work that make one paper of facts. */
type PaperKind = {
  [K in JobKind]: Jobs[K]['output'] extends PaperJob<unknown>['output']
    ? Jobs[K]['input'] extends { facts: infer _ }
      ? K
      : never
    : never;
}[JobKind];
type FactsOf<K extends PaperKind> = Jobs[K]['input']['facts'];

const FORMATS: Readonly<Record<string, PaperFormat>> = { '.docx': 'docx', '.xlsx': 'xlsx' };
/** What ends in .docx is written for Word, in .xlsx as a workbook, everything else as PDF. */
export const formatOf = (path: string): PaperFormat => FORMATS[extname(path).toLowerCase()] ?? 'pdf';

/** Asks where a paper goes; PDF is proposed, Word and workbook the dialog's other kinds. Signs no file name can hold become _. */
export const askForPaper = (context: Context, title: string, name: string): Promise<string | null> =>
  context.dialogs.saveFile(title, `${name.replace(/[\\/:*?"<>|]/g, '_')}.pdf`, ['.docx', '.xlsx']);

/**
 * Asks for a file and writes the paper into it.
 * @param name proposed, without ending
 * @param act what the record says; its subject is the file's name where none is given
 * @returns the file's name and pages; null when the dialog was closed
 */
export async function savePaper<K extends PaperKind>(
  context: Context,
  { title, name }: { readonly title: string; readonly name: string },
  { kind, facts }: { readonly kind: K; readonly facts: FactsOf<K> },
  act: Pick<Act, 'action'> & { readonly subject?: string; readonly detail?: Readonly<Record<string, unknown>> },
): Promise<{ readonly file: string; readonly pages: number } | null> {
  const path = await askForPaper(context, title, name);
  if (path === null) return null;
  const input = { facts, format: formatOf(path), ...paperFonts(context) } as Jobs[K]['input'];
  const { bytes, pages, fonts, missingCharacters } = (await context.runner.run(kind, input)) as PaperJob<FactsOf<K>>['output'];
  writeOutput(path, bytes);
  rememberPaper(context, path);
  const file = basename(path);
  context.write({ subject: file, ...act, detail: { ...act.detail, pages, fonts, missingCharacters } }, () => undefined);
  return { file, pages };
}

/**
 * PDFs saved since the program was started, by the name the page knows: paths stay on this side. Kept by the session, which a context that writes
 * a whole folder shares with the one it was made from.
 */
const saved = new WeakMap<Context['session'], Map<string, string>>();

/** What was just saved can be printed under its name. */
export function rememberPaper(context: Context, path: string): void {
  const papers = saved.get(context.session) ?? new Map<string, string>();
  saved.set(context.session, papers.set(basename(path), path));
}

/** @returns where the paper of that name was saved; null: none was */
export const savedPaper = (context: Context, name: string): string | null => saved.get(context.session)?.get(name) ?? null;

/** Prints a finished PDF, and has it in the record when the dialog was not closed. @throws AppError print.none */
export async function printFile(context: Context, path: string): Promise<Printed> {
  const name = basename(path);
  const printed = await context.dialogs.print(path, name);
  if (printed !== 'cancelled') context.write({ action: '打印', subject: name }, () => undefined);
  return printed;
}
