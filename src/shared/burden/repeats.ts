/** One fact, asked twice: two figures of one name, two figures that are always the same, one file handed in with two records. */
import { exact } from '../engine/decimal.ts';
import { nameKey } from '../sheets/name-key.ts';

/** Brackets say how a figure is meant, not which fact it is: （考核用）, （公布值）. */
const BRACKETS = /[(（[【〔][^)）\]】〕]*[)）\]】〕]/g;
/** Words that do not tell two figures of one period apart. */
const FILLERS = /本月|当月|本期|当期|月均|季均|年均|平均|情况/g;
/** 件数, 次数, 个数 or 数: how it is counted. 位次 and 率 say something else. */
const MEASURES = /[个件条项次期篇]?数量?$/;

/**
 * What a figure is the figure of: “PM2.5月均浓度（考核用）” and “PM2.5浓度” have one key, “按期完成节点数” and “逾期完成节点数” two. Names are compared
 * by what is left when width, brackets and filler words are gone, never by how many characters differ: 市级 and 省级 are one character apart.
 */
export const factKey = (name: string): string =>
  nameKey(name.normalize('NFKC').replace(BRACKETS, '').replace(FILLERS, '')).replace(MEASURES, '');

export type NamedFigure = {
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** 计量单位. */
  readonly unit: string;
  /** Computed figures are asked of nobody. */
  readonly isComputed: boolean;
};
/** 件, 条 and 项 count the same things; 亿元 and 个 do not. */
const unitKey = (unit: string): string => nameKey(unit).replace(/^[件条项次期篇]$/, '个');
type Pair<T> = readonly [T, T];

/**
 * Figures whose names say the same. Two that are computed are not asked of anybody; different units of measure make them two facts.
 * @returns each pair once, in the order given, one that is asked for first
 */
export function sameNames(figures: readonly NamedFigure[]): readonly Pair<NamedFigure>[] {
  const keyed = figures.map((figure) => ({
    figure,
    keys: new Set([figure.name, ...figure.aliases].map(factKey).filter((key) => key !== '')),
  }));
  return keyed.flatMap(({ figure, keys }, at) =>
    keyed.slice(at + 1).flatMap(({ figure: other, keys: others }): readonly Pair<NamedFigure>[] => {
      if (figure.isComputed && other.isComputed) return [];
      if (figure.unit !== '' && other.unit !== '' && unitKey(figure.unit) !== unitKey(other.unit)) return [];
      if (![...keys].some((key) => others.has(key))) return [];
      return [figure.isComputed ? [other, figure] : [figure, other]];
    }),
  );
}

/** So many periods make it more than chance. */
const ENOUGH_PERIODS = 3;
const ENOUGH_UNITS = 3;

/**
 * Figures that were the same for every unit in every period that has both, at least three of them. Figures of one formula may well be equal (all
 * nodes done on time), and where all units have one figure, as with zeros, nothing can be told.
 * @param periods indicator → unit → decimal string, one for each period
 * @param units those that must all have both
 * @param formulas codes that stand together in one formula
 */
export function sameFigures(
  periods: readonly Readonly<Record<string, Readonly<Record<string, string>>>>[],
  units: readonly string[],
  formulas: readonly (readonly string[])[],
): readonly { readonly pair: Pair<string>; readonly periods: number }[] {
  if (units.length < ENOUGH_UNITS) return [];
  const related = new Set(formulas.flatMap((codes) => codes.flatMap((a) => codes.map((b) => `${a}\n${b}`))));
  const rows = periods.map((period) => {
    const of = new Map<string, string | null>();
    for (const [code, values] of Object.entries(period)) {
      const own = units.map((unit) => values[unit]);
      if (own.some((value) => value === undefined)) continue;
      const figures = own.map((value) => exact(value ?? 0).toFixed());
      of.set(code, new Set(figures).size === 1 ? null : figures.join(' '));
    }
    return of;
  });
  const codes = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return codes.flatMap((a, at) =>
    codes.slice(at + 1).flatMap((b) => {
      if (related.has(`${a}\n${b}`)) return [];
      const both = rows.filter((row) => row.has(a) && row.has(b));
      const telling = both.filter((row) => row.get(a) !== null || row.get(b) !== null);
      if (telling.length < ENOUGH_PERIODS || telling.some((row) => row.get(a) !== row.get(b))) return [];
      return [{ pair: [a, b] as const, periods: telling.length }];
    }),
  );
}

/** A file as a unit handed it in with one record. */
export type HandedFile = { readonly sha256: string; readonly organisation: string; readonly name: string };

/** Files that one unit handed in with several records; a paper two units both have is asked of each once. */
export function sameFiles<T extends HandedFile>(files: readonly T[]): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const file of files) {
    const key = `${file.organisation}\n${file.sha256}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
