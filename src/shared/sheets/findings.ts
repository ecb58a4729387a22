/** Collects everything an import finds, so that the clerk sees all of it at once and not the first fault only. */
import type { Problem, ProblemCode } from './draft.ts';
import { cellName, columnName } from './matrix.ts';

/** A spot in a sheet, counted from 0. Without a column the row is meant, without a row the sheet. */
export type Place = { readonly sheet: string; readonly row?: number; readonly column?: number };

export type Findings = {
  readonly error: (code: ProblemCode, place: Place, message: string, text?: string) => void;
  readonly warn: (code: ProblemCode, place: Place, message: string, text?: string) => void;
  /** Something left out, in a sentence. */
  readonly note: (sentence: string) => void;
  /** Something done to a value on the way; equal phrases of a sheet are told once, with their number. */
  readonly converted: (place: Place, phrase: string) => void;
  readonly finish: (sheets: readonly string[]) => FindingsResult;
};
type FindingsResult = {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly errors: number;
  readonly warnings: number;
};

/** So many of one kind are listed one by one; a column in the wrong unit must not make a list of 100 000 lines. */
const MOST_LISTED = 1_000;

export function createFindings(): Findings {
  const listed = new Map<ProblemCode, Problem[]>();
  const counts = { error: 0, warning: 0 };
  const unlisted = new Map<ProblemCode, number>();
  const notes: string[] = [];
  const conversions = new Map<
    string,
    { readonly sheet: string; readonly phrase: string; readonly first: string; count: number }
  >();

  const add =
    (severity: 'error' | 'warning') =>
    (code: ProblemCode, { sheet, row, column }: Place, message: string, text = ''): void => {
      counts[severity] += 1;
      const list = listed.get(code) ?? [];
      if (list.length === 0) listed.set(code, list);
      if (list.length >= MOST_LISTED) {
        unlisted.set(code, (unlisted.get(code) ?? 0) + 1);
        return;
      }
      const cell = row === undefined || column === undefined ? '' : cellName(row, column);
      list.push({
        sheet,
        cell,
        row: row === undefined ? 0 : row + 1,
        column: column === undefined ? 0 : column + 1,
        code,
        severity,
        message: `${spot({ sheet, ...(row === undefined ? {} : { row }), ...(column === undefined ? {} : { column }) })}${message}`,
        text,
      });
    };

  return {
    error: add('error'),
    warn: add('warning'),
    note: (sentence) => notes.push(sentence),
    converted: ({ sheet, row = 0, column = 0 }, phrase) => {
      const key = `${sheet}\n${phrase}`;
      const known = conversions.get(key);
      if (known) known.count += 1;
      else conversions.set(key, { sheet, phrase, first: cellName(row, column), count: 1 });
    },
    finish: (sheets) => {
      const order = new Map(sheets.map((name, index) => [name, index]));
      const problems = [...listed.values()]
        .flat()
        .sort((a, b) => (order.get(a.sheet) ?? -1) - (order.get(b.sheet) ?? -1) || a.row - b.row || a.column - b.column);
      for (const [code, count] of unlisted) {
        const last = listed.get(code)?.at(-1);
        if (last)
          problems.push({
            ...last,
            cell: '',
            row: 0,
            column: 0,
            text: '',
            message: `另有 ${count} 处与“${last.cell}”同类的问题，没有逐条列出。`,
          });
      }
      const told = [...conversions.values()].map(
        ({ sheet, phrase, first, count }) => `“${sheet}”表：${phrase}（${count === 1 ? first : `${first} 等 ${count} 处`}）。`,
      );
      return { problems, notes: [...notes, ...told], errors: counts.error, warnings: counts.warning };
    },
  };
}

/** “第 7 行 C 列：”; the sheet is told beside it in every list and named here only when it is meant as a whole. */
function spot({ sheet, row, column }: Place): string {
  if (row === undefined) return column === undefined ? (sheet === '' ? '' : `“${sheet}”表：`) : `${columnName(column)} 列：`;
  return column === undefined ? `第 ${row + 1} 行：` : `第 ${row + 1} 行 ${columnName(column)} 列：`;
}
