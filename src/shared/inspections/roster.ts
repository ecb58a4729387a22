/** 督察人员: whom they step aside for, as it is written in one line: “张店区（曾任职）、博山区”. */
import type { ListedInspector } from '../draw/frozen-list.ts';

type Unit = { readonly code: string; readonly name: string };
export type Recusal = { readonly organisation: string; readonly reason: string };

/**
 * Reads the line. A unit is named by its name or code; a reason may follow in brackets.
 * @returns the recusals, and what no unit is called; null when every name is known
 */
export function readRecusals(
  text: string,
  units: readonly Unit[],
): { readonly recusals: readonly Recusal[]; readonly unknown: string | null } {
  const parts = [...text.matchAll(/([^、,，;；（(]+)(?:[（(]([^）)]*)[）)])?/g)].map(([, name = '', reason = '']) => ({
    name: name.trim(),
    reason: reason.trim(),
  }));
  const named = parts.filter(({ name }) => name !== '');
  const find = (name: string): Unit | undefined => units.find((unit) => unit.name === name || unit.code === name);
  return {
    recusals: named.flatMap(({ name, reason }) => {
      const unit = find(name);
      return unit ? [{ organisation: unit.code, reason }] : [];
    }),
    unknown: named.find(({ name }) => !find(name))?.name ?? null,
  };
}

/** The line as it is read. */
export const recusalsText = (recusals: readonly Recusal[], units: readonly Unit[]): string =>
  recusals
    .map(({ organisation, reason }) => {
      const name = units.find(({ code }) => code === organisation)?.name ?? organisation;
      return reason === '' ? name : `${name}（${reason}）`;
    })
    .join('、');

/** 回避 as a frozen list prints it: what was declared, and the unit one belongs to, which 张店区委改革办 says by its name. */
export function listedRecusals(
  { unit, recusals }: { readonly unit: string; readonly recusals: readonly Recusal[] },
  units: readonly Unit[],
): ListedInspector['recusals'] {
  const declared = recusals.flatMap(({ organisation, reason }) => {
    const found = units.find(({ code }) => code === organisation);
    return found ? [{ unit: found.name, reason }] : [];
  });
  const own = units.filter(({ name }) => unit.startsWith(name) && !declared.some((one) => one.unit === name));
  return [...declared, ...own.map(({ name }) => ({ unit: name, reason: '本单位' }))];
}
