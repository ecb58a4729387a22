/** Points over value for one line, computed by the engine itself; nothing here knows a formula. */
import { evaluate } from '../engine/evaluate.ts';
import { dependsOnOthers } from '../engine/methods.ts';
import type { Direction, Item, Method } from '../engine/types.ts';
import { isNumber, neededInputs, parameterOf } from './methods.ts';

/** A unit's figures of a month by indicator code. */
export type CurveUnit = { readonly code: string; readonly name: string; readonly values: Readonly<Record<string, string>> };
type Point = { readonly x: string; readonly y: string };
export type Curve = {
  readonly points: readonly Point[];
  /** Units with all the line asks for. */
  readonly units: readonly (Point & { readonly code: string; readonly name: string })[];
  /** Inputs that stand still while one moves, each at the middle value of the units. */
  readonly held: readonly { readonly input: string; readonly value: string }[];
};

const SAMPLES = 120;

/**
 * The curve of a line: one figure moves, the others stand still.
 * @param moving input name of the figure that moves
 * @param directionOf direction of an indicator by its code
 * @returns the curve, or a sentence that says why there is none
 */
export function curveOf(
  item: Item,
  moving: string,
  units: readonly CurveUnit[],
  directionOf: (code: string) => Direction,
): Curve | string {
  if (item.kind === 'veto') return '一票否决不计分，没有曲线：所选指标的数值不为 0 即触发。';
  if (dependsOnOthers(item.method)) return '这种方法的得分取决于其他单位的成绩，没有固定的曲线；改动的影响请看“试算”。';
  const inputs = item.method.kind === 'panel' ? Object.keys(item.inputs) : neededInputs(item.method);
  if (!inputs.includes(moving)) return '选定数值取自哪个指标、填好参数后，这里画出计分曲线。';
  const own = (unit: CurveUnit): Readonly<Record<string, string>> | null => {
    const found = inputs.flatMap((input) => {
      const value = unit.values[item.inputs[input] ?? ''];
      return value === undefined ? [] : [[input, value] as const];
    });
    return found.length === inputs.length ? Object.fromEntries(found) : null;
  };
  const known = units.flatMap((unit) => {
    const values = own(unit);
    return values ? [{ ...unit, values }] : [];
  });
  const held = inputs
    .filter((input) => input !== moving)
    .map((input) => ({
      input,
      value: item.method.kind === 'levelPoints' ? '0' : middle(known.map(({ values }) => values[input])),
    }));
  const still = Object.fromEntries(held.map(({ input, value }) => [input, value]));
  const samples = samplesOf(item, moving, { still, values: known.map(({ values }) => values[moving] ?? '') });
  try {
    const score = scoreLine(item, inputs, directionOf);
    const points = score(samples.map((x, index) => ({ code: `sample ${index}`, values: { ...still, [moving]: x } })));
    const dots = score(known);
    return {
      points: samples.flatMap((x, index) => (points[index] === undefined ? [] : [{ x, y: points[index] }])),
      units: known.flatMap(({ code, name, values }, index) =>
        dots[index] === undefined ? [] : [{ code, name, x: values[moving] ?? '', y: dots[index] }],
      ),
      held,
    };
  } catch (cause) {
    // The engine names the line around what is wrong with it; a number that is not there yet is no sentence at all.
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    const words = reason instanceof Error ? reason.message : '';
    return /[\u4e00-\u9fff]/.test(words) ? words : '填好参数后，这里画出计分曲线。';
  }
}

/** The line alone in a rule book of its own: the engine's door is the only one there is. */
function scoreLine(item: Item, inputs: readonly string[], directionOf: (code: string) => Direction) {
  const alone: Item = {
    ...item,
    block: 'A',
    applies: ['district'],
    inputs: Object.fromEntries(inputs.map((input) => [input, input])),
  };
  const indicators = inputs.map((input) => ({
    code: input,
    name: input,
    unit: '',
    direction: directionOf(item.inputs[input] ?? ''),
    decimals: null,
  }));
  return (rows: readonly { readonly code: string; readonly values: Readonly<Record<string, string>> }[]) => {
    const { entries } = evaluate({
      period: '2000-01',
      list: 'district',
      organisations: rows.map(({ code }) => ({ code, name: code })),
      indicators,
      values: Object.fromEntries(
        rows.map(({ code, values }) => [
          code,
          Object.fromEntries(inputs.map((input) => [input, { value: values[input] ?? '', state: 'reported' as const }])),
        ]),
      ),
      rules: {
        fullPoints: '100',
        publishedDecimals: 2,
        bonusCap: null,
        deductionCap: null,
        floor: null,
        ceiling: null,
        veto: { effect: 'zero' },
        allowDependentMethods: false,
        rankInGroups: false,
        blocks: [{ code: 'A', name: '' }],
        items: [alone],
      },
    });
    const byCode = new Map(entries.map((entry) => [entry.organisation, entry.items[0]]));
    return rows.map(({ code }) => {
      const line = byCode.get(code);
      return line?.state === 'scored' ? (line.points ?? undefined) : undefined;
    });
  };
}

/** Median of what there is, 100 for a base nobody has reported. */
function middle(values: readonly (string | undefined)[]): string {
  const sorted = values.flatMap((value) => (value === undefined ? [] : [Number(value)])).sort((a, b) => a - b);
  return sorted.length === 0 ? '100' : String(sorted[Math.floor(sorted.length / 2)]);
}

/** Where the method turns: its own bounds, in the scale of the figure that moves. */
function turns(method: Method, moving: string, full: number, still: Readonly<Record<string, string>>): readonly number[] {
  const number = (key: string): number => Number(parameterOf(method, key));
  switch (method.kind) {
    case 'goalposts':
      return [number('floor'), number('target')];
    case 'completionRate':
    case 'completionCapped':
      return [0, number('target'), number('target') * 1.2];
    case 'perUnit':
      return [number('target') - full / number('loss'), number('target'), number('target') + number('maxGain') / number('gain')];
    case 'efficacyCoefficient': {
      const [good, bad] = [number('satisfactory'), number('unacceptable')];
      // d is 0 one and a half times as far below the unacceptable value as the satisfactory one lies above it.
      return [bad - 1.5 * (good - bad), bad, good];
    }
    case 'banded':
      return method.bands.map((band) => Number(band.from));
    case 'linearGrades':
      return method.grades.map((grade) => Number(grade.from));
    case 'deductFromFull':
      return [0, full / number('perUnit')];
    case 'yesNo':
      return [number('atLeast')];
    case 'countPoints':
      return [0, full / number('each')];
    case 'levelPoints':
      return [0, full / Number(method.points[moving])];
    case 'ballot':
    case 'panel':
      return [0, 100];
    case 'improvementRate': {
      const base = Number(still.base ?? '100');
      return [-1.5, -1, 0, 1, 1.5].map((times) => base * (1 + (times * number('target')) / 100));
    }
    case 'composite':
    case 'lowest':
      return method.parts.flatMap((part) => {
        const own = Object.entries(part.inputs).find(([, of]) => of === moving)?.[0];
        const around = Object.fromEntries(Object.entries(part.inputs).map(([name, of]) => [name, still[of] ?? '']));
        return own === undefined ? [] : turns(part.method, own, full, around);
      });
    default:
      return [];
  }
}

/** Even steps over what the method and the units ask for, and both sides of every turn, so that a step is drawn as one. */
function samplesOf(
  item: Item,
  moving: string,
  { still, values }: { readonly still: Readonly<Record<string, string>>; readonly values: readonly string[] },
): readonly string[] {
  const bounds = turns(item.method, moving, Number(item.fullPoints), still).filter(Number.isFinite);
  const all = [...bounds, ...values.filter(isNumber).map(Number)];
  if (all.length === 0) return [];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const margin = (most - least || Math.abs(most) || 1) * 0.08;
  // Counts and amounts do not go below nothing.
  const low = least >= 0 ? Math.max(0, least - margin) : least - margin;
  const high = most + margin;
  const step = (high - low) / SAMPLES;
  const even = Array.from({ length: SAMPLES + 1 }, (_, index) => low + index * step);
  const sides = bounds.flatMap((bound) => [bound - step / 100, bound, bound + step / 100]);
  const inside = [...even, ...sides].filter((x) => x >= low && x <= high).sort((a, b) => a - b);
  return [...new Set(inside.map(plain))];
}

/** A plain decimal of a screen coordinate: figures of an office need no more than six digits after the point. */
const plain = (value: number): string => value.toFixed(6).replace(/\.?0+$/, '');
