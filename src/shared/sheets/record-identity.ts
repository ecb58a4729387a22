/** Codes, names and other spellings in the tables 单位 and 指标: each belongs to one thing only. */
import type { Findings, Place } from './findings.ts';
import { codeKey, nameKey } from './name-key.ts';
import type { Named } from './names.ts';
import type { Rejected } from './resolve.ts';

/** A row of the file that passed its own checks. */
export type ReadRecord<T extends Named> = {
  readonly item: T;
  readonly row: number;
  readonly place: (heading: 'code' | 'name' | 'aliases') => Place;
};

export const sameCode = (a: Named, b: Named): boolean => codeKey(a.code) === codeKey(b.code);

/** What is known, with the rows of the file in place of what they change. */
export const merged = <T extends Named>(known: readonly T[], reads: readonly ReadRecord<T>[]): readonly T[] => [
  ...known.filter((other) => !reads.some(({ item }) => sameCode(item, other))),
  ...reads.map(({ item }) => item),
];

/** A code and a name may stand once in the file, and a name belongs to one code. Says what is wrong. */
export function isNewAmong<T extends Named>(
  { item, place }: ReadRecord<T>,
  reads: readonly ReadRecord<T>[],
  known: readonly T[],
  findings: Findings,
): boolean {
  const at = (other: ReadRecord<T>): string => `“${other.place('code').sheet}”表第 ${other.row + 1} 行`;
  const hasSameName = (other: Named): boolean => nameKey(other.name) === nameKey(item.name);
  const twin = reads.find((read) => sameCode(read.item, item));
  if (twin) {
    findings.error('record.duplicateCode', place('code'), `编码“${item.code}”与${at(twin)}重复，请改成不同的编码。`, item.code);
    return false;
  }
  const namesake = reads.find((read) => hasSameName(read.item));
  if (namesake) {
    findings.error(
      'record.duplicateName',
      place('name'),
      `名称“${item.name}”与${at(namesake)}重复，请改成不同的名称。`,
      item.name,
    );
    return false;
  }
  const owner = known.find((other) => hasSameName(other) && !sameCode(other, item));
  if (owner && !reads.some((read) => sameCode(read.item, owner))) {
    const message = `名称“${item.name}”已属于编码“${owner.code}”，请改用该编码，或改名。`;
    findings.error('record.duplicateName', place('name'), message, item.name);
    return false;
  }
  return true;
}

/** The other spellings that are free: what another thing is called is not taken over. */
export function freeAliases<T extends Named>({ item, place }: ReadRecord<T>, all: readonly T[], findings: Findings): string[] {
  return item.aliases.filter((alias) => {
    const key = nameKey(alias);
    const isTaken = (other: T): boolean =>
      !sameCode(other, item) && [other.name, ...other.aliases].some((name) => nameKey(name) === key);
    const owner = all.find(isTaken);
    if (owner)
      findings.warn('record.alias', place('aliases'), `“${alias}”已指“${owner.name}”，未作为“${item.name}”的别名。`, alias);
    return !owner;
  });
}

/** Does a row say anything that is not stored already? The order of other spellings says nothing. */
export function isSame<T extends Named>(a: T, b: T, keys: readonly (keyof T)[]): boolean {
  const aliases = ({ aliases: names }: T): string => names.map(nameKey).sort().join('\n');
  return keys.every((key) => a[key] === b[key]) && aliases(a) === aliases(b);
}

/** Kept so that rows which use a refused unit or indicator point to where it was refused. */
export function rejection(
  record: { readonly row: number; readonly text: (heading: 'code' | 'name') => string },
  place: Place,
): Rejected {
  return { code: record.text('code'), name: record.text('name'), sheet: place.sheet, row: record.row };
}
