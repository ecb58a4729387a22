/**
 * 假设试算 (演示不作数): a figure or a weight is dragged and the places follow. The official engine computes it, with its memory: one dragged figure scores
 * one unit's lines again, one dragged weight one line of every unit. Nothing is stored, and the official month is not touched.
 *
 * A dragged weight changes that line's points only. When the points of a list no longer make up 满分 the engine's own 折算 brings them back to it, which
 * is w'_k = w_k(1 + u) ÷ Σ: the other lines shrink or grow in proportion, and their 得分率 stays what it was.
 */
import { exact, text } from '../engine/decimal.ts';
import { createMemory, type Entry, type EvaluationInput, evaluate, type Item, prepareIndicators } from '../engine/index.ts';
import { rawUses } from '../engine/raw-uses.ts';

export type SandboxChange =
  | { readonly kind: 'figure'; readonly organisation: string; readonly indicator: string; readonly value: string }
  /** Full points of a base line; the most a bonus or deduction line can come to. */
  | { readonly kind: 'weight'; readonly item: string; readonly fullPoints: string };

type SandboxRow = {
  readonly organisation: string;
  readonly name: string;
  readonly group: string | null;
  readonly score: string | null;
  readonly rank: number | null;
  readonly isTied: boolean;
  /** As the month really stands. */
  readonly officialScore: string | null;
  readonly officialRank: number | null;
  /** Places gained (+) or lost (−) against the real month; null when one of the two has no place. */
  readonly moved: number | null;
  /** Points more or fewer, exact; null when one of the two has no score. */
  readonly difference: string | null;
};

export type SandboxResult = {
  /** By rank, as the engine orders them. */
  readonly rows: readonly SandboxRow[];
  /** Units whose place is not what it is in the real month. */
  readonly moved: readonly string[];
  /** The entry of a unit under the changes, down to the figures. */
  readonly entryOf: (organisation: string) => Entry | undefined;
};

/** What can be dragged. */
export type FigureLever = {
  readonly kind: 'figure';
  /** The line it feeds. */
  readonly item: string;
  readonly indicator: string;
  readonly name: string;
  readonly unit: string;
  readonly value: string;
  /** Ends of the slider: 0 or the lowest, and the highest figure any unit of the list has; any other may be typed. */
  readonly low: string;
  readonly high: string;
};
export type WeightLever = {
  readonly kind: 'weight';
  readonly item: string;
  readonly name: string;
  readonly fullPoints: string;
  /** 0 and twice what it is. */
  readonly low: string;
  readonly high: string;
};

export type Sandbox = {
  /** The lines of the list. */
  readonly weights: readonly WeightLever[];
  /** A unit's raw figures; those without a value (未报, 不适用) cannot be dragged. */
  readonly figures: (organisation: string) => readonly FigureLever[];
  /**
   * The month with all these changes at once; the last one wins where two are of the same thing.
   * @throws Error with a Chinese sentence for what is no number, a weight below 0, or a unit, figure or line that is not there
   */
  readonly attempt: (changes: readonly SandboxChange[]) => SandboxResult;
};

/**
 * Opens a month for trying. Asking again costs about a quarter of a full evaluation (npm run bench).
 * @param input as the official result was computed from, sealed or open; it is never written to
 * @throws Error with a Chinese sentence when the month itself cannot be computed
 * @example four districts of methods.md: K2 of 丁 from 76 to 96 → 80.10, place 3, 丙 down one; the weight of K2 from 25 to 0 → 甲 85.93, …
 */
export function openSandbox(input: EvaluationInput): Sandbox {
  const memory = createMemory();
  const official = evaluate(input, memory);
  const before = new Map(official.entries.map((entry) => [entry.organisation, entry]));
  const items = input.rules.items.filter((item) => item.applies.includes(input.list) && item.kind !== 'veto');
  return {
    weights: items.map(({ code, name, fullPoints }) => ({
      kind: 'weight',
      item: code,
      name,
      fullPoints,
      low: '0',
      high: text(exact(fullPoints).times(2)),
    })),
    figures: (organisation) => {
      const entry = before.get(organisation);
      return entry ? figuresOf(entry, input) : [];
    },
    attempt: (changes) => {
      const { entries } = evaluate(changed(input, items, changes), memory);
      const after = new Map(entries.map((entry) => [entry.organisation, entry]));
      const rows = entries.map((entry) => rowOf(entry, before.get(entry.organisation)));
      const moved = rows.filter((row) => row.rank !== row.officialRank).map((row) => row.organisation);
      return { rows, moved, entryOf: (organisation) => after.get(organisation) };
    },
  };
}

function rowOf(entry: Entry, official: Entry | undefined): SandboxRow {
  const { organisation, name, group, score, rank, isTied } = entry;
  const [officialScore, officialRank] = [official?.score ?? null, official?.rank ?? null];
  return {
    organisation,
    name,
    group,
    score,
    rank,
    isTied,
    officialScore,
    officialRank,
    moved: rank === null || officialRank === null ? null : officialRank - rank,
    difference: score === null || officialScore === null ? null : text(exact(score).minus(officialScore)),
  };
}

function figuresOf(entry: Entry, input: EvaluationInput): readonly FigureLever[] {
  const seen = new Set<string>();
  return entry.items.flatMap((item) =>
    rawUses(item).flatMap((use): readonly FigureLever[] => {
      if (use.value === null || seen.has(use.indicator)) return [];
      seen.add(use.indicator);
      const all = input.organisations.flatMap(({ code }) => {
        const value = input.values[code]?.[use.indicator]?.value ?? null;
        return value === null ? [] : [exact(value)];
      });
      const sorted = [...all, exact(0)].sort((a, b) => a.comparedTo(b));
      const [low, high] = [sorted[0] ?? exact(0), sorted.at(-1) ?? exact(0)];
      const { indicator, name, unit, value } = use;
      return [{ kind: 'figure', item: item.code, indicator, name, unit, value, low: text(low), high: text(high) }];
    }),
  );
}

/** The input with the changes; whatever is not changed stays the same object, which is what the memory goes by. */
function changed(input: EvaluationInput, items: readonly Item[], changes: readonly SandboxChange[]): EvaluationInput {
  const values: Record<string, EvaluationInput['values'][string]> = { ...input.values };
  const weights = new Map<string, string>();
  for (const change of changes) {
    if (change.kind === 'weight') {
      if (!items.some(({ code }) => code === change.item)) throw new Error(`方案中没有条款“${change.item}”，不能试它的分值。`);
      const points = numberOf(change.fullPoints);
      if (exact(points).lt(0)) throw new Error(`“${change.item}”的分值不能小于 0。`);
      weights.set(change.item, points);
      continue;
    }
    const { organisation, indicator } = change;
    if (!input.organisations.some(({ code }) => code === organisation)) throw new Error('这个单位不在当期名单里，不能试算。');
    const known = prepareIndicators(input.indicators);
    const name = known.byCode.get(indicator)?.name;
    if (name === undefined) throw new Error(`没有指标“${indicator}”，不能试算。`);
    if (known.formulas.has(indicator)) throw new Error(`“${name}”由公式计算，请改它的原始数据。`);
    values[organisation] = {
      ...values[organisation],
      [indicator]: { ...values[organisation]?.[indicator], value: numberOf(change.value), state: 'reported' },
    };
  }
  if (weights.size === 0) return { ...input, values };
  const rules = {
    ...input.rules,
    items: input.rules.items.map((item) => {
      const fullPoints = weights.get(item.code);
      return fullPoints === undefined || fullPoints === item.fullPoints ? item : { ...item, fullPoints };
    }),
  };
  return { ...input, values, rules };
}

function numberOf(value: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw new Error(`“${value}”不是数字，不能试算。`);
  return value;
}
