/** 可比单位: who works under similar conditions (methods.md §12). For diagnosis and for whom to learn from, never for scores. */
import { mean, sampleStandardDeviation } from 'simple-statistics';

export type ContextUnit = {
  readonly organisation: string;
  readonly name: string;
  /** By variable; null or absent when it is not known. */
  readonly values: Readonly<Record<string, number | null>>;
};
export type ContextVariable = { readonly code: string; readonly name: string };

type Neighbour = {
  readonly organisation: string;
  readonly name: string;
  /** In standard deviations. */
  readonly distance: number;
  /** Variables both have a figure for: what the distance rests on. */
  readonly variables: readonly ContextVariable[];
};

export type Neighbours = {
  /** The nearest, nearest first; of equal distances the order of the list. */
  readonly nearest: readonly Neighbour[];
  /** Variables that tell nobody from anybody: fewer than two figures, or all the same. */
  readonly unused: readonly ContextVariable[];
  /** Units that share fewer than half of the used variables with the unit. */
  readonly incomparable: readonly { readonly organisation: string; readonly name: string }[];
};

/**
 * Each variable is made z = (x − mean) ÷ standard deviation (n − 1) over the units that have it; distance = √Σ(z_a − z_b)². Where one of the two
 * lacks a figure the variable is passed over and the sum scaled up in proportion, Σ × p ÷ p' (as R `dist` does); with fewer than half of
 * the variables in common there is no distance.
 * @param k how many
 * @example 人口 10, 20, 30, 40 and 面积 1, 1, 3, 3 of a, b, c, d: sd 12.91 and 1.1547; a–b 0.7746, a–c √(1.5492² + 1.7321²) = 2.3238,
 * a–d 2.8983
 * @throws RangeError when the unit is not among the units
 */
export function neighboursOf(
  organisation: string,
  units: readonly ContextUnit[],
  variables: readonly ContextVariable[],
  k = 3,
): Neighbours {
  const own = units.find((unit) => unit.organisation === organisation);
  if (!own) throw new RangeError(`no unit ${organisation}`);
  const scales = new Map(
    variables.map(({ code }) => {
      const known = units.flatMap(({ values }) => values[code] ?? []);
      const deviation = known.length < 2 ? 0 : sampleStandardDeviation(known);
      // Equal figures leave a hair of a deviation behind.
      const isFlat = known.length === 0 || deviation <= 1e-12 * Math.abs(mean(known));
      return [code, isFlat ? 0 : deviation] as const;
    }),
  );
  const used = variables.filter(({ code }) => scales.get(code) !== 0);
  const compared = units
    .filter((unit) => unit !== own)
    .map(({ organisation: code, name, values }) => {
      const steps = used.flatMap((variable) => {
        const [a, b, scale] = [own.values[variable.code] ?? null, values[variable.code] ?? null, scales.get(variable.code)];
        return a === null || b === null || !scale ? [] : [{ variable, step: (a - b) / scale }];
      });
      const squares = steps.reduce((total, { step }) => total + step ** 2, 0);
      const distance = Math.sqrt((squares * used.length) / steps.length);
      return { organisation: code, name, distance, variables: steps.map(({ variable }) => variable) };
    });
  const isComparable = ({ variables: shared }: Neighbour): boolean => shared.length > 0 && shared.length * 2 >= used.length;
  return {
    nearest: compared
      .filter(isComparable)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, k),
    unused: variables.filter(({ code }) => scales.get(code) === 0),
    incomparable: compared
      .filter((unit) => !isComparable(unit))
      .map(({ organisation: code, name }) => ({ organisation: code, name })),
  };
}
