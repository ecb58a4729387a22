/** What the sandbox is measured on: the demonstration month with its lines repeated up to forty, and the same numbers as plain arrays. */
import { exact } from '../../src/shared/engine/decimal.ts';
import { type EvaluationInput, evaluate } from '../../src/shared/engine/index.ts';

const LINES = 40;

/** 11 districts × 40 lines. */
export function fortyLines(input: EvaluationInput): EvaluationInput {
  const lines = input.rules.items.filter((item) => item.applies.includes(input.list));
  const items = Array.from({ length: LINES }, (_, at) => {
    const item = lines[at % lines.length];
    if (!item) throw new Error('no lines');
    return { ...item, code: `${item.code}-${at}` };
  });
  return { ...input, rules: { ...input.rules, items } };
}

/**
 * Rates and weights in floating point, added up and sorted: what the same table costs without rules, steps, decimals or ties. Too short to time
 * alone: the first weight is changed a thousand times.
 */
export function straightLoop(input: EvaluationInput): (weight: number) => number {
  const { entries } = evaluate(input);
  const lines = entries[0]?.items ?? [];
  const weights = Float64Array.from(lines, (line) => Number(line.fullPoints));
  const rates = Float64Array.from(
    entries.flatMap((entry) =>
      entry.items.map((item) =>
        exact(item.points ?? 0)
          .div(item.effectiveFullPoints)
          .toNumber(),
      ),
    ),
  );
  const scores = new Float64Array(entries.length);
  const rankWith = (weight: number): number => {
    weights[0] = weight;
    for (let unit = 0; unit < entries.length; unit += 1) {
      let score = 0;
      for (let at = 0; at < weights.length; at += 1) score += (weights[at] ?? 0) * (rates[unit * weights.length + at] ?? 0);
      scores[unit] = score;
    }
    return [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))[0] ?? 0;
  };
  return (weight) => {
    let firsts = 0;
    for (let time = 0; time < 1000; time += 1) firsts += rankWith(weight + time / 1000);
    return firsts;
  };
}
