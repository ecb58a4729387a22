/** From an indicator code to the figure a line uses, with the way it came: raw figure, or formula over raw figures. */
import { brief, type Exact, exact, text } from './decimal.ts';
import { evaluateFormula, type Formula, parseFormula } from './formula.ts';
import type { Cell, EngineIndicator, InputUse } from './types.ts';

export type Indicators = {
  readonly byCode: ReadonlyMap<string, EngineIndicator>;
  readonly formulas: ReadonlyMap<string, Formula>;
};

const prepared = new WeakMap<readonly EngineIndicator[], Indicators>();

/**
 * Reads all formulas once; the same list again costs nothing (reading them was 2.4 of 6.4 ms of a month).
 * @throws Error with a Chinese sentence when a formula cannot be read or refers to itself in a circle
 */
export function prepareIndicators(indicators: readonly EngineIndicator[]): Indicators {
  const known = prepared.get(indicators);
  if (known) return known;
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  const formulas = new Map<string, Formula>();
  for (const indicator of indicators) {
    if (indicator.formula === undefined || indicator.formula === null) continue;
    const formula = parseFormula(indicator.formula, indicators);
    if ('message' in formula) throw new Error(`指标“${indicator.name}”：${formula.message}`);
    formulas.set(indicator.code, formula);
  }
  for (const code of formulas.keys()) {
    const circle = findCircle(code, formulas, []);
    if (circle) throw new Error(`指标公式互相引用，无法计算：${circle.join(' → ')}。请改正其中一个公式。`);
  }
  const made = { byCode, formulas };
  prepared.set(indicators, made);
  return made;
}

function findCircle(code: string, formulas: ReadonlyMap<string, Formula>, path: readonly string[]): readonly string[] | null {
  if (path.includes(code)) return [...path.slice(path.indexOf(code)), code];
  for (const next of formulas.get(code)?.indicators ?? []) {
    const circle = findCircle(next, formulas, [...path, code]);
    if (circle) return circle;
  }
  return null;
}

/**
 * The figure of one indicator for one unit.
 * A computed indicator takes the worst state of what goes in: missing before 未报 before 不适用; a carried input makes it carried.
 * A divisor of zero (nothing was due, no base of last year) makes it 不适用: the figure does not exist.
 */
export function readIndicator(
  input: string,
  code: string,
  cells: Readonly<Record<string, Cell>>,
  indicators: Indicators,
): { readonly use: InputUse; readonly value: Exact | null } {
  const indicator = indicators.byCode.get(code);
  if (!indicator) throw new Error(`方案引用的指标“${code}”不存在，请先在“系统 › 指标”中建立，或改正方案。`);
  const formula = indicators.formulas.get(code);
  const head = { input, indicator: code, name: indicator.name, unit: indicator.unit };
  if (!formula) {
    const cell = cells[code];
    if (!cell) return { use: { ...head, value: null, state: 'missing' }, value: null };
    const { value, state, ...origin } = cell;
    const usable = (state === 'reported' || state === 'deferred') && value !== null;
    if (!usable)
      return {
        use: { ...head, value, state: state === 'reported' || state === 'deferred' ? 'missing' : state, ...origin },
        value: null,
      };
    return { use: { ...head, value, state, ...origin }, value: exact(value) };
  }
  const parts = formula.indicators.map((part) => readIndicator(part, part, cells, indicators));
  const from = parts.map(({ use }) => use);
  const computed = { ...head, formula: formula.expression, from };
  for (const state of ['missing', 'notReported', 'notApplicable'] as const) {
    if (from.some((use) => use.state === state)) return { use: { ...computed, value: null, state }, value: null };
  }
  const values = new Map(parts.map(({ use, value }) => [use.indicator, value]));
  const result = evaluateFormula(formula, (part) => values.get(part) ?? exact(0));
  if (result === null)
    return { use: { ...computed, value: null, state: 'notApplicable', note: '除数为 0，该项无从计算' }, value: null };
  const state = from.some((use) => use.state === 'deferred') ? 'deferred' : 'reported';
  return { use: { ...computed, value: text(result), state }, value: result };
}

/** A figure with its unit as people write it: “92.31%”, “36 µg/m³”. */
export function withUnit(value: Exact, unit: string): string {
  const short = brief(value);
  if (unit === '') return short;
  return /^[%‰]$/.test(unit) ? `${short}${unit}` : `${short} ${unit}`;
}
