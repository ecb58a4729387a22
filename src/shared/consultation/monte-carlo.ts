/** 随机重排分值 10 000 次: how often each unit takes each place when the weights are not taken for certain (methods.md §5b). */
import { sha256Hex } from '../draw/sampler.ts';
import { seededRandom } from '../raters/seeded-random.ts';
import type { WeightTable } from './weight-table.ts';

export const DRAWS = 10_000;

/** noise: w'_k = w_k (1 + u_k ε), u uniform in [−1, 1], brought back to the same sum. simplex: any weights at all, equally likely. */
export type WeightDraw = { readonly kind: 'noise'; readonly reach: number } | { readonly kind: 'simplex' };

export type SimulationOptions = {
  /** What the chance is made from: the seal code of the month; printed beside the result. */
  readonly seed: string;
  readonly draws?: number;
  readonly weights: WeightDraw;
  /** 评委打分 and the like: line code → half-width of a uniform error of the rate (0.02 = ±2 of 100), drawn for each unit by itself. */
  readonly markNoise?: ReadonlyMap<string, number>;
};

type UnitChances = {
  readonly organisation: string;
  readonly name: string;
  /** Share of draws in which the unit takes place 1, 2, … n; they add up to 1. */
  readonly places: readonly number[];
  readonly first: number;
  /** Nobody below it; of a shared last place all holders. */
  readonly last: number;
  /** From the best to the worst place, one draw in twenty cut off at each end. */
  readonly interval: { readonly best: number; readonly worst: number };
};

export type Simulation = {
  readonly draws: number;
  readonly seed: string;
  readonly weights: WeightDraw;
  /** In the order of the table. */
  readonly units: readonly UnitChances[];
};

/** Totals that are equal on paper must not part in the last bit of a float. */
const EQUAL = 1e-9;
/** One draw in twenty. */
const TAIL = 0.05;

/**
 * Draws weights, makes the totals (上下限 and 四舍五入 as in the table, bonus and deduction as they are) and counts the places, equal totals
 * sharing one. Chance: mulberry32 from the first 32 bits of SHA-256 of the seed text, weights of all lines first, then the marks; the same
 * seed gives the same counts on every machine.
 * @example methods.md, simplex, 10 000 draws: 丁 last in 0.953 ± 0.004; with noise of 0.2 nobody changes place
 */
export function simulate({ lines, units }: WeightTable, options: SimulationOptions): Simulation {
  const draws = options.draws ?? DRAWS;
  const random = seededRandom(Number.parseInt(sha256Hex(options.seed).slice(0, 8), 16));
  const [n, k] = [units.length, lines.length];
  const base = Float64Array.from(lines, ({ weight }) => weight.toNumber());
  const whole = base.reduce((total, weight) => total + weight, 0);
  const sure = Float64Array.from(units.flatMap(({ rates }) => rates.map((rate) => rate.toNumber())));
  const fixed = Float64Array.from(units, (unit) => unit.fixed.toNumber());
  const low = Float64Array.from(units, (unit) => unit.low?.toNumber() ?? Number.NEGATIVE_INFINITY);
  const high = Float64Array.from(units, (unit) => unit.high?.toNumber() ?? Number.POSITIVE_INFINITY);
  const rounding = Float64Array.from(units, (unit) => unit.rounding.toNumber());
  const noise = Float64Array.from(lines, ({ code }) => options.markNoise?.get(code) ?? 0);
  const noisy = [...noise.keys()].filter((line) => noise[line] !== 0);

  const weights = new Float64Array(k);
  const rates = sure.slice();
  const totals = new Float64Array(n);
  const places = new Uint32Array(n * n);
  const lasts = new Uint32Array(n);
  for (let draw = 0; draw < draws; draw += 1) {
    drawWeights(weights, base, whole, options.weights, random);
    for (const line of noisy) shake(rates, sure, line, k, noise[line] ?? 0, random);
    for (let unit = 0; unit < n; unit += 1) {
      let total = fixed[unit] as number;
      const from = unit * k;
      for (let line = 0; line < k; line += 1) total += (weights[line] as number) * (rates[from + line] as number);
      totals[unit] = Math.min(high[unit] as number, Math.max(low[unit] as number, total)) + (rounding[unit] as number);
    }
    for (let unit = 0; unit < n; unit += 1) {
      let above = 0;
      let below = 0;
      for (let other = 0; other < n; other += 1) {
        const lead = (totals[other] as number) - (totals[unit] as number);
        if (lead > EQUAL) above += 1;
        else if (lead < -EQUAL) below += 1;
      }
      places[unit * n + above] = (places[unit * n + above] as number) + 1;
      if (below === 0) lasts[unit] = (lasts[unit] as number) + 1;
    }
  }
  return {
    draws,
    seed: options.seed,
    weights: options.weights,
    units: units.map(({ organisation, name }, unit) => {
      const shares = Array.from(places.subarray(unit * n, (unit + 1) * n), (count) => count / draws);
      const interval = { best: placeAt(shares, TAIL), worst: placeAt(shares, 1 - TAIL) };
      return { organisation, name, places: shares, first: shares[0] ?? 0, last: (lasts[unit] ?? 0) / draws, interval };
    }),
  };
}

/** Writes one set of weights with the sum `whole`. */
function drawWeights(into: Float64Array, base: Float64Array, whole: number, how: WeightDraw, random: () => number): void {
  let drawn = 0;
  for (let line = 0; line < into.length; line += 1) {
    // Exp(1) numbers divided by their sum are uniform on the simplex; 1 − u is never 0.
    const weight =
      how.kind === 'simplex' ? -Math.log(1 - random()) : (base[line] as number) * (1 + (2 * random() - 1) * how.reach);
    into[line] = weight;
    drawn += weight;
  }
  const scale = whole / drawn;
  for (let line = 0; line < into.length; line += 1) into[line] = (into[line] as number) * scale;
}

/** A mark with its error, within 0 and full. */
function shake(rates: Float64Array, sure: Float64Array, line: number, k: number, reach: number, random: () => number): void {
  for (let at = line; at < rates.length; at += k) {
    rates[at] = Math.min(1, Math.max(0, (sure[at] as number) + (2 * random() - 1) * reach));
  }
}

/** The first place by which `share` of the draws are reached. */
function placeAt(shares: readonly number[], share: number): number {
  let reached = 0;
  const at = shares.findIndex((part) => {
    reached += part;
    return reached >= share - 1e-12;
  });
  return at < 0 ? shares.length : at + 1;
}

/**
 * 抽样误差: half the 95 % interval of a share p seen in N draws, 1.96 · √(p(1 − p) ÷ N). Where it was seen never or always, 3 ÷ N (rule of
 * three): ten thousand draws without one do not make it impossible.
 * @example 0.953 of 10 000 → 0.0041; 0 of 10 000 → 0.0003
 */
export const samplingError = (share: number, draws: number): number =>
  share <= 0 || share >= 1 ? 3 / draws : 1.96 * Math.sqrt((share * (1 - share)) / draws);
