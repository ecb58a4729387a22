/** The shipped registers of the demonstration as they are read: a row by its headings, a word by the code it stands for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mediaTypeOf } from '../../shared/claims/evidence.ts';
import { AppError } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import { readCsv } from '../jobs/csv-read.ts';
import { type Content, hashOf } from '../store/evidence.ts';
import { listOrganisations } from '../store/organisations.ts';
import type { Reader } from '../store/transaction.ts';

const fail = (detail: string): never => {
  throw new AppError('import.unsupported', { detail: `演示数据：${detail}` });
};

/** A line of a table: what stands under a heading. */
export type Row = (heading: string) => string;

/** Lines of resources/demo/<name>.csv. @throws AppError import.unsupported where a heading is asked for that the file does not have */
export function readDemo({ resources }: Pick<Context, 'resources'>, name: string): readonly Row[] {
  const { cells } = readCsv(readFileSync(join(resources, 'demo', `${name}.csv`)), name);
  const [head = [], ...lines] = cells;
  const columns = new Map(head.map(({ text }, at) => [text, at]));
  return lines.map((line) => (heading) => {
    const at = columns.get(heading) ?? fail(`“${name}”没有“${heading}”一列`);
    return line[at]?.text ?? '';
  });
}

/** The code of a word as the program shows it. @throws AppError import.unsupported */
export function codeOf<Code extends string>(names: Readonly<Record<Code, string>>, word: string): Code {
  const found = (Object.keys(names) as Code[]).find((code) => names[code] === word);
  return found ?? fail(`“${word}”不是${Object.values(names).join('、')}之一`);
}

/** Ids of units by their codes. */
export function unitIds(db: Reader): (code: string) => number {
  const ids = new Map(listOrganisations(db).map(({ id, code }) => [code, id]));
  return (code) => ids.get(code) ?? fail(`没有编码为“${code}”的单位`);
}

/** A file that proves what is made up: the shipped page, with what it is for behind its end, so that no two of them are the same. */
export function proofs({ resources }: Pick<Context, 'resources'>): (what: string) => Content {
  const page = readFileSync(join(resources, 'demo', '演示佐证.pdf'));
  const kept = new Map<string, Content>();
  return (what) => {
    const name = '演示佐证.pdf';
    const bytes = what === '' ? page : Buffer.concat([page, Buffer.from(`\n% ${what}\n`)]);
    const content = kept.get(what) ?? { name, mediaType: mediaTypeOf(name) ?? '', sha256: hashOf(bytes), bytes };
    kept.set(what, content);
    return content;
  };
}
