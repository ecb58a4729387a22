import type { ItemScore } from './types.ts';

type Use = ItemScore['inputs'][number];

/** The reported figures a line rests on, each once: what was computed is followed down to what went in. */
export function rawUses({ inputs }: Pick<ItemScore, 'inputs'>): readonly Use[] {
  const down = (use: Use): readonly Use[] => (use.formula === undefined ? [use] : (use.from ?? []).flatMap(down));
  const all = inputs.flatMap(down);
  return all.filter((use, index) => all.findIndex((other) => other.indicator === use.indicator) === index);
}
