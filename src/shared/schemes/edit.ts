/** Changes of a draft, one function an act of the clerk; each gives a new rule book and leaves the old one as it was. */
import type { Band, Item, Method, Rules } from '../engine/types.ts';
import { METHODS, parameterOf } from './methods.ts';

type Combined = Extract<Method, { kind: 'composite' | 'lowest' }>;
export type Part = Combined['parts'][number];
const isCombined = (method: Method): method is Combined => method.kind === 'composite' || method.kind === 'lowest';
export type Level = { readonly key: string; readonly indicator: string; readonly each: string };

/** A new line at the end of a block, of the kind the block is made of, with the next free code: after A5 comes A6. */
export function addItem(rules: Rules, block: string): Rules {
  const own = rules.items.filter((item) => item.block === block);
  const taken = new Set(rules.items.map((item) => item.code));
  let number = own.length + 1;
  while (taken.has(`${block}${number}`)) number += 1;
  const blank: Item = {
    code: `${block}${number}`,
    name: '',
    block,
    kind: 'base',
    applies: ['district', 'specialGroup'],
    fullPoints: '',
    inputs: {},
    method: { kind: 'completionRate', target: '' },
    clause: '',
  };
  const item = withKind(blank, own.at(-1)?.kind ?? 'base');
  const last = rules.items.findLastIndex((other) => other.block === block);
  const at = last === -1 ? rules.items.length : last + 1;
  return { ...rules, items: rules.items.toSpliced(at, 0, item) };
}

/** Up (−1) or down (1) inside its block; at the edge nothing happens. */
export function moveItem(rules: Rules, index: number, by: -1 | 1): { readonly rules: Rules; readonly index: number } {
  const item = rules.items[index];
  let other = index + by;
  while (rules.items[other] && rules.items[other]?.block !== item?.block) other += by;
  const neighbour = rules.items[other];
  if (!item || !neighbour) return { rules, index };
  return { rules: { ...rules, items: rules.items.with(index, neighbour).with(other, item) }, index: other };
}

/** A block's code is also written on its lines. */
export function changeBlock(rules: Rules, index: number, change: Partial<Rules['blocks'][number]>): Rules {
  const block = rules.blocks[index];
  if (!block) return rules;
  const next = { ...block, ...change };
  const items = rules.items.map((item) => (item.block === block.code ? { ...item, block: next.code } : item));
  return { ...rules, blocks: rules.blocks.with(index, next), items };
}

/** A veto carries no points; a bonus or a deduction counts cases. */
export function withKind(item: Item, kind: Item['kind']): Item {
  if (item.kind === kind) return item;
  if (kind === 'veto') return { ...withMethod(item, 'countPoints', { each: '1' }), kind, fullPoints: '0' };
  const points = item.kind === 'veto' ? '' : item.fullPoints;
  const next: Item = { ...item, kind, fullPoints: points };
  return kind === 'base' || item.method.kind === 'levelPoints' ? next : withMethod(next, 'countPoints');
}

/**
 * The line with another method: parameters of the same name are kept, and so is the first figure.
 * @param given parameters to fill in
 */
export function withMethod(item: Item, kind: Method['kind'], given: Readonly<Record<string, string>> = {}): Item {
  if (isCombined(item.method) && (kind === 'composite' || kind === 'lowest')) {
    return { ...item, method: { kind, parts: item.method.parts } };
  }
  const first = item.inputs.value ?? Object.values(item.inputs)[0] ?? '';
  const figure: Readonly<Record<string, string>> = first === '' ? {} : { value: first };
  const method = blankMethod(kind, item.method, first, given);
  const inputs =
    kind === 'levelPoints' || kind === 'composite' || kind === 'lowest'
      ? Object.fromEntries(first === '' ? [] : [[first, first]])
      : kind === 'ballot'
        ? {}
        : figure;
  return { ...item, method, inputs };
}

function blankMethod(kind: Method['kind'], before: Method, first: string, given: Readonly<Record<string, string>>): Method {
  const bands: readonly Band[] =
    before.kind === 'banded' ? before.bands : before.kind === 'linearGrades' ? before.grades : [{ from: '', share: '1' }];
  switch (kind) {
    case 'banded':
      return { kind, bands };
    case 'linearGrades':
      return { kind, grades: bands };
    case 'panel':
      return { kind, trim: 1 };
    case 'levelPoints':
      return { kind, points: first === '' ? {} : { [first]: '' } };
    case 'composite':
    case 'lowest':
      return {
        kind,
        parts: [{ inputs: first === '' ? {} : { value: first }, share: '1', method: { kind: 'completionRate', target: '' } }],
      };
    default: {
      const parameters = METHODS[kind].parameters.map(({ key }) => [key, given[key] ?? parameterOf(before, key)]);
      // The table of methods names exactly the parameters of each kind.
      return { kind, ...Object.fromEntries(parameters) } as Method;
    }
  }
}

/** A method with one parameter changed. */
export const withParameter = (method: Method, key: string, value: string): Method => ({ ...method, [key]: value }) as Method;

/** Levels of 分级计件 with their figures; a level is known by a key nobody sees. */
export const levelsOf = (item: Item): readonly Level[] =>
  item.method.kind === 'levelPoints'
    ? Object.entries(item.method.points).map(([key, each]) => ({ key, each, indicator: item.inputs[key] ?? '' }))
    : [];

export const withLevels = (item: Item, levels: readonly Level[]): Item => ({
  ...item,
  method: { kind: 'levelPoints', points: Object.fromEntries(levels.map(({ key, each }) => [key, each])) },
  inputs: Object.fromEntries(levels.map(({ key, indicator }) => [key, indicator])),
});

/** A key that no figure of the line has yet. */
export function freeKey(inputs: Readonly<Record<string, string>>, wish: string): string {
  let key = wish;
  for (let number = 2; Object.hasOwn(inputs, key); number += 1) key = `${wish} ${number}`;
  return key;
}

/** Figures that no part of a combined method reads any longer go away: a unit must not be asked for them. */
export function withParts(item: Item, parts: readonly Part[]): Item {
  if (!isCombined(item.method)) return item;
  const used = new Set(parts.flatMap((part) => Object.values(part.inputs)));
  return {
    ...item,
    method: { ...item.method, parts },
    inputs: Object.fromEntries(Object.entries(item.inputs).filter(([key]) => used.has(key))),
  };
}

/** One figure of one part: two parts that read the same indicator share it. */
export function withPartFigure(item: Item, parts: readonly Part[], at: number, input: string, indicator: string): Item {
  const part = parts[at];
  if (!part) return item;
  const { [input]: _before, ...rest } = part.inputs;
  if (indicator === '') return withParts(item, parts.with(at, { ...part, inputs: rest }));
  const shared = Object.entries(item.inputs).find(([, code]) => code === indicator)?.[0];
  const key = shared ?? freeKey(item.inputs, indicator);
  const inputs = { ...item.inputs, [key]: indicator };
  return withParts({ ...item, inputs }, parts.with(at, { ...part, inputs: { ...rest, [input]: key } }));
}

/** Another method for one part; it goes on reading the first of its figures. */
export function withPartMethod(item: Item, parts: readonly Part[], at: number, kind: Method['kind']): Item {
  const part = parts[at];
  if (!part) return item;
  const { method, inputs } = withMethod({ ...item, method: part.method, inputs: part.inputs }, kind);
  return withParts(item, parts.with(at, { ...part, method, inputs }));
}
