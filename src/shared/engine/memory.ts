/** Lines as they came out last, for one who asks the engine many times with one thing changed (会诊: 分值到件, 摘帽路线, 假设试算). */
import type { Exact } from './decimal.ts';
import { type Reading, readItem, type ScoringContext, scoreItem } from './score.ts';
import type { Cell, Item, ItemScore } from './types.ts';
import type { Indicators } from './values.ts';

type Cells = Readonly<Record<string, Cell>>;
type Read = { readonly item: Item; readonly cells: Cells; readonly indicators: Indicators; readonly reading: Reading };

/**
 * One a line and unit, the last one: its size does not grow with the asking. What is the very same object (rule, figures of the unit,
 * indicators) is taken over, anything else computed: the result has the same bytes with a memory and without.
 */
export type Memory = {
  readonly readings: Map<string, Read>;
  readonly lines: WeakMap<Reading, { readonly fullPoints: Exact; readonly line: ItemScore }>;
};

export const createMemory = (): Memory => ({ readings: new Map(), lines: new WeakMap() });

/** readItem(), or what it gave last. */
export function readAgain(
  memory: Memory | null,
  item: Item,
  organisation: string,
  cells: Cells,
  indicators: Indicators,
): Reading {
  if (!memory) return readItem(item, organisation, cells, indicators);
  const key = `${organisation}\n${item.code}`;
  const last = memory.readings.get(key);
  if (last && last.item === item && last.cells === cells && last.indicators === indicators) return last.reading;
  const reading = readItem(item, organisation, cells, indicators);
  memory.readings.set(key, { item, cells, indicators, reading });
  return reading;
}

/** scoreItem(), or what it gave last; a line that depends on other units is always scored, since theirs may have changed. */
export function scoreAgain(memory: Memory | null, item: Item, context: ScoringContext): ItemScore {
  const { reading, fullPoints } = context;
  const last = memory?.lines.get(reading);
  if (last && !last.line.dependsOnOthers && last.fullPoints.eq(fullPoints)) return last.line;
  const line = scoreItem(item, context);
  memory?.lines.set(reading, { fullPoints, line });
  return line;
}
